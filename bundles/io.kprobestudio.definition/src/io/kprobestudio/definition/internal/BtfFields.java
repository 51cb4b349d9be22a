/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.FetchType;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Members of structures behind a name that BTF knows: {@code ARG->FIELD.FIELD} (parse_btf_field in
 * kernel/trace/trace_probe.c and btf_find_struct_member in kernel/trace/trace_btf.c), and the type that is at their
 * end.
 */
final class BtfFields {
    private static final int MOST_ANONYMOUS = 16;

    private final Kernel kernel;
    private final Report report;
    private final FetchCode code;
    private final int word;
    private int lastType = -1;
    private int lastBitOffset;
    private int lastBitSize;
    private int shift;

    BtfFields(Kernel kernel, Report report, FetchCode code, int word) {
        this.kernel = kernel;
        this.report = report;
        this.code = code;
        this.word = word;
    }

    /** The offset in bytes of a member in a structure, or a usual one where BTF does not tell. */
    static int offsetOf(Btf btf, String struct, String[] path, int usual) {
        int type = btf.find(struct, Btf.STRUCT);
        int bits = 0;
        for (String name : path) {
            Member found = type == 0 ? null : member(btf, type, name);
            if (found == null) {
                return usual;
            }
            bits += found.outerBits + btf.memberBitOffset(found.struct, found.index);
            type = btf.skipModifiers(btf.memberType(found.struct, found.index));
        }
        return bits / 8;
    }

    /** The type at the end, -1 where none is known. */
    int lastType() {
        return lastType;
    }

    /** The place of errors, moved by the members that were read. */
    int shifted(int offset) {
        return offset + shift;
    }

    void begin(int type) {
        lastType = type;
        lastBitOffset = 0;
        lastBitSize = 0;
    }

    void clear() {
        lastType = -1;
    }

    /** The end of a name: at a dot, at an arrow, or {@code to}; a lone hyphen is refused. */
    int split(byte[] text, int from, int to, int offset) throws Refused {
        int at = Bytes.findEither(text, from, to, '.', '-');
        if (at < 0) {
            return to;
        }
        if (text[at] == '-' && (at + 1 >= to || text[at + 1] != '>')) {
            report.error(Errno.EINVAL, ErrorText.BAD_HYPHEN, word, offset + at - from, 1);
            throw new Refused();
        }
        return at;
    }

    /** Reads {@code FIELD->FIELD.FIELD} from a pointer, or with {@code struct} from a structure. */
    void members(byte[] text, int from, int to, int offset, boolean struct) throws Refused {
        Btf btf = kernel.btf();
        int at = from;
        int place = offset;
        int type = lastType;
        boolean isStruct = struct;
        while (at >= 0) {
            if (!isStruct) {
                if (btf.kind(type) != Btf.PTR) {
                    report.error(Errno.EINVAL, ErrorText.NO_PTR_STRCT, word, place, to - at);
                    throw new Refused();
                }
                type = btf.skipModifiers(btf.target(type));
            }
            isStruct = false;
            int bits = 0;
            boolean arrow = false;
            do {
                int split = split(text, at, to, place);
                arrow = split < to && text[split] == '-';
                Member member = member(btf, type, Bytes.text(text, at, split), place, split - at);
                bits += member.outerBits + btf.memberBitOffset(member.struct, member.index);
                lastBitSize = btf.memberBitSize(member.struct, member.index);
                type = btf.skipModifiers(btf.memberType(member.struct, member.index));
                int next = split == to ? -1 : arrow ? split + 2 : split + 1;
                if (next >= 0) {
                    place += next - at;
                }
                at = next;
            } while (!arrow && at >= 0);
            if (!code.advance()) {
                report.error(Errno.EINVAL, ErrorText.TOO_MANY_OPS, word, place, 0);
                throw new Refused();
            }
            code.add(new FetchStep.Dereference(Integer.toUnsignedLong(bits) / 8, false));
            lastBitOffset = bits & 7;
            lastType = type;
        }
        shift = place - offset;
    }

    private record Member(int struct, int index, int outerBits) {
    }

    /** Finds a member; reports why there is none. */
    private Member member(Btf btf, int type, String name, int place, int length) throws Refused {
        Member found = member(btf, type, name);
        if (found == null) {
            boolean struct = btf.kind(type) == Btf.STRUCT || btf.kind(type) == Btf.UNION;
            report.error(struct ? Errno.ENOENT : Errno.EINVAL, struct ? ErrorText.NO_BTF_FIELD : ErrorText.BAD_BTF_TID,
                    word, place, length);
            throw new Refused();
        }
        return found;
    }

    /** Finds a member, looking into anonymous structures, the last one first. */
    private static @Nullable Member member(Btf btf, int type, String name) {
        int[] waiting = new int[MOST_ANONYMOUS];
        int[] waitingBits = new int[MOST_ANONYMOUS];
        int top = 0;
        int struct = type;
        int outer = 0;
        while (btf.kind(struct) == Btf.STRUCT || btf.kind(struct) == Btf.UNION) {
            for (int i = 0; i < btf.count(struct); i++) {
                if (btf.memberHasName(struct, i, "")) {
                    if (top < MOST_ANONYMOUS) {
                        waiting[top] = btf.skipModifiers(btf.memberType(struct, i));
                        waitingBits[top++] = outer + btf.memberRawOffset(struct, i);
                    }
                } else if (btf.memberHasName(struct, i, name)) {
                    return new Member(struct, i, outer);
                }
            }
            if (top == 0) {
                break;
            }
            struct = waiting[--top];
            outer = waitingBits[top];
        }
        return null;
    }

    /** The type of a number at the end; the given one where BTF's is none. */
    FetchType numberType(FetchType otherwise) {
        Btf btf = kernel.btf();
        String name = switch (btf.kind(lastType)) {
        case Btf.ENUM -> "s32";
        case Btf.ENUM64 -> "s64";
        case Btf.PTR -> "x" + kernel.wordBits();
        case Btf.INT -> integer(btf);
        default -> "";
        };
        FetchType type = kernel.types().find(name);
        return type == null ? otherwise : type;
    }

    private String integer(Btf btf) {
        int bits = btf.intBits(lastType);
        boolean whole = bits == 8 || bits == 16 || bits == 32 || bits == 64;
        if (btf.intSigned(lastType)) {
            return whole ? "s" + bits : "";
        }
        if (whole) {
            return "u" + bits;
        }
        lastBitSize = bits;
        lastBitOffset += btf.intBitOffset(lastType);
        return "u64";
    }

    /** Makes text of what the type at the end points to. */
    void prepareText(String typeName, int offset) throws Refused {
        Btf btf = kernel.btf();
        boolean array = btf.kind(lastType) == Btf.ARRAY;
        if (!isCharacter(btf, btf.skipModifiers(array ? btf.elementType(lastType) : btf.target(lastType)))) {
            report.error(Errno.EINVAL, ErrorText.BAD_TYPE4STR, word, offset, 0);
            throw new Refused();
        }
        if (!array) {
            if (!code.advance()) {
                report.error(Errno.E2BIG, ErrorText.TOO_MANY_OPS, word, offset, 0);
                throw new Refused();
            }
            code.add(new FetchStep.Dereference(0, typeName.startsWith("u")));
        }
    }

    private static boolean isCharacter(Btf btf, int type) {
        return btf.kind(type) == Btf.INT && !btf.intSigned(type) && btf.intBits(type) == 8;
    }

    /** Cuts a bit field out of 64 bits. */
    void addBitField(int inWord, int offset) throws Refused {
        if (lastBitSize % 8 == 0 && lastBitOffset == 0) {
            return;
        }
        if (!code.advance()) {
            report.error(Errno.EINVAL, ErrorText.TOO_MANY_OPS, inWord, offset, 0);
            throw new Refused();
        }
        code.add(new FetchStep.BitField(8, 64 - (lastBitSize + lastBitOffset), 64 - lastBitSize));
    }
}
