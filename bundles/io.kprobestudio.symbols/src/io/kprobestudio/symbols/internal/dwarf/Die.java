/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** A debugging information entry. Cheap: attributes are read from the section when they are asked for. */
final class Die {
    private static final int DEEPEST = 64;

    private final Unit unit;
    private final int offset;
    private final Abbreviation abbreviation;
    private final int attributes;

    private Die(Unit unit, int offset, Abbreviation abbreviation, int attributes) {
        this.unit = unit;
        this.offset = offset;
        this.abbreviation = abbreviation;
        this.attributes = attributes;
    }

    /** The entry at an offset of .debug_info. */
    static Die at(Unit unit, int offset) {
        Cursor in = new Cursor(unit.file().sections().info(), offset);
        long code = in.uleb();
        Abbreviation abbreviation = unit.abbreviations().get(code);
        if (abbreviation == null) {
            throw new IndexOutOfBoundsException("no entry stands here: offset=%d code=%d".formatted(offset, code));
        }
        return new Die(unit, offset, abbreviation, in.position());
    }

    Unit unit() {
        return unit;
    }

    int offset() {
        return offset;
    }

    int tag() {
        return abbreviation.tag();
    }

    boolean has(int name) {
        return abbreviation.has(name);
    }

    /* The form of an attribute, with the cursor at its value; -1 where there is no such attribute. */
    private int seek(Cursor in, int name) {
        in.position(attributes);
        for (int i = 0; i < abbreviation.count(); i++) {
            int form = abbreviation.form(i);
            if (abbreviation.name(i) == name) {
                return form == Dw.FORM_INDIRECT ? (int) in.uleb() : form;
            }
            Forms.skip(in, form, unit.addressSize(), unit.offsetSize(), unit.version());
        }
        return -1;
    }

    private Cursor cursor() {
        return new Cursor(unit.file().sections().info(), attributes);
    }

    private long implicit(int name) {
        for (int i = 0; i < abbreviation.count(); i++) {
            if (abbreviation.name(i) == name) {
                return abbreviation.constant(i);
            }
        }
        return 0;
    }

    /** A number, section offset or flag; null where there is none of that name or it is no number. */
    @Nullable
    Long constant(int name) {
        Cursor in = cursor();
        int form = seek(in, name);
        return switch (form) {
        case Dw.FORM_DATA1, Dw.FORM_FLAG -> (long) in.u8();
        case Dw.FORM_DATA2 -> (long) in.u16();
        case Dw.FORM_DATA4 -> in.u32();
        case Dw.FORM_DATA8 -> in.u64();
        case Dw.FORM_SEC_OFFSET -> in.unsigned(unit.offsetSize());
        case Dw.FORM_SDATA -> in.sleb();
        case Dw.FORM_UDATA, Dw.FORM_LOCLISTX, Dw.FORM_RNGLISTX -> in.uleb();
        case Dw.FORM_FLAG_PRESENT -> 1L;
        case Dw.FORM_IMPLICIT_CONST -> implicit(name);
        default -> null;
        };
    }

    long constantOr(int name, long other) {
        Long value = constant(name);
        return value == null ? other : value;
    }

    boolean flag(int name) {
        return has(name) && constantOr(name, 0) != 0;
    }

    /** The form of an attribute, -1 where there is none. */
    int form(int name) {
        return seek(cursor(), name);
    }

    @Nullable
    String text(int name) {
        Cursor in = cursor();
        int form = seek(in, name);
        return switch (form) {
        case Dw.FORM_STRING -> in.text();
        case Dw.FORM_STRP -> new Cursor(unit.file().sections().texts(), in.offset(unit.offsetSize())).text();
        case Dw.FORM_LINE_STRP -> new Cursor(unit.file().sections().lineTexts(), in.offset(unit.offsetSize())).text();
        case Dw.FORM_STRX -> unit.indexedText(in.uleb());
        case Dw.FORM_STRX1, Dw.FORM_STRX1 + 1, Dw.FORM_STRX1 + 2, Dw.FORM_STRX4 -> unit
                .indexedText(small(in, form - Dw.FORM_STRX1));
        default -> null;
        };
    }

    private static long small(Cursor in, int kind) {
        return switch (kind) {
        case 0 -> in.u8();
        case 1 -> in.u16();
        case 2 -> in.u8() | in.u8() << 8 | in.u8() << 16;
        default -> in.u32();
        };
    }

    String textOr(int name, String other) {
        String text = text(name);
        return text == null ? other : text;
    }

    /** An address; null where there is none of that name or it is no address. */
    @Nullable
    Long address(int name) {
        Cursor in = cursor();
        int form = seek(in, name);
        return switch (form) {
        case Dw.FORM_ADDR -> in.unsigned(unit.addressSize());
        case Dw.FORM_ADDRX -> unit.indexedAddress(in.uleb());
        case Dw.FORM_ADDRX1, Dw.FORM_ADDRX1 + 1, Dw.FORM_ADDRX1 + 2, Dw.FORM_ADDRX4 -> unit
                .indexedAddress(small(in, form - Dw.FORM_ADDRX1));
        default -> null;
        };
    }

    /** The entry that an attribute refers to. */
    @Nullable
    Die reference(int name) {
        Cursor in = cursor();
        int form = seek(in, name);
        long target = switch (form) {
        case Dw.FORM_REF1 -> unit.offset() + (long) in.u8();
        case Dw.FORM_REF2 -> unit.offset() + (long) in.u16();
        case Dw.FORM_REF4 -> unit.offset() + in.u32();
        case Dw.FORM_REF8 -> unit.offset() + in.u64();
        case Dw.FORM_REF_UDATA -> unit.offset() + in.uleb();
        case Dw.FORM_REF_ADDR -> in.unsigned(unit.version() <= 2 ? unit.addressSize() : unit.offsetSize());
        default -> -1;
        };
        if (target < 0 || target > Integer.MAX_VALUE) {
            return null;
        }
        int at = (int) target;
        Unit other = at >= unit.offset() && at < unit.end() ? unit : unit.file().unitAt(at);
        return other == null || at < other.firstDie() ? null : at(other, at);
    }

    /** The bytes of a block or expression. */
    @Nullable
    ByteBuffer block(int name) {
        Cursor in = cursor();
        int form = seek(in, name);
        long size = switch (form) {
        case Dw.FORM_EXPRLOC, Dw.FORM_BLOCK -> in.uleb();
        case Dw.FORM_BLOCK1 -> in.u8();
        case Dw.FORM_BLOCK2 -> in.u16();
        case Dw.FORM_BLOCK4 -> in.u32();
        default -> -1;
        };
        if (size < 0) {
            return null;
        }
        ByteBuffer info = unit.file().sections().info();
        return info.slice(in.position(), Math.toIntExact(size)).order(info.order());
    }

    /** The entry with the attributes that this one shares with others: what it is an instance or the definition of. */
    @Nullable
    Die origin() {
        Die origin = reference(Dw.AT_ABSTRACT_ORIGIN);
        return origin == null ? reference(Dw.AT_SPECIFICATION) : origin;
    }

    /** This entry, or the one that it comes from, which has that attribute. */
    Die owner(int name) {
        Die each = this;
        for (int i = 0; i < DEEPEST && !each.has(name); i++) {
            Die origin = each.origin();
            if (origin == null) {
                break;
            }
            each = origin;
        }
        return each;
    }

    /** Its name, or that of what it comes from; an empty text where there is none. */
    String name() {
        return owner(Dw.AT_NAME).textOr(Dw.AT_NAME, "");
    }

    /** Its type, or that of what it comes from; null for {@code void}. */
    @Nullable
    Die type() {
        return owner(Dw.AT_TYPE).reference(Dw.AT_TYPE);
    }

    /** The entries below it, one level. */
    List<Die> children() {
        if (!abbreviation.hasChildren()) {
            return List.of();
        }
        List<Die> children = new ArrayList<>();
        int at = attributesEnd();
        ByteBuffer info = unit.file().sections().info();
        while (at < unit.end() && info.get(at) != 0) {
            Die child = at(unit, at);
            children.add(child);
            at = child.end();
        }
        return children;
    }

    /** Whether another entry lies below this one. */
    boolean holds(Die other) {
        return other.unit == unit && other.offset > offset && other.offset < end();
    }

    private int attributesEnd() {
        Cursor in = cursor();
        skipAttributes(in, abbreviation, unit);
        return in.position();
    }

    /* Where the entry and all below it end. */
    private int end() {
        if (!abbreviation.hasChildren()) {
            return attributesEnd();
        }
        Die sibling = reference(Dw.AT_SIBLING);
        if (sibling != null && sibling.offset > offset) {
            return sibling.offset;
        }
        Cursor in = new Cursor(unit.file().sections().info(), attributesEnd());
        int depth = 1;
        while (depth > 0 && in.hasMore(unit.end())) {
            long code = in.uleb();
            if (code == 0) {
                depth--;
                continue;
            }
            Abbreviation each = unit.abbreviations().get(code);
            if (each == null) {
                throw new IndexOutOfBoundsException("no entry stands here: offset=" + in.position());
            }
            skipAttributes(in, each, unit);
            depth += each.hasChildren() ? 1 : 0;
        }
        return in.position();
    }

    static void skipAttributes(Cursor in, Abbreviation abbreviation, Unit unit) {
        if (abbreviation.fixedSize() >= 0) {
            in.skip(abbreviation.fixedSize());
            return;
        }
        for (int i = 0; i < abbreviation.count(); i++) {
            Forms.skip(in, abbreviation.form(i), unit.addressSize(), unit.offsetSize(), unit.version());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Die die && die.offset == offset && die.unit == unit;
    }

    @Override
    public int hashCode() {
        return offset;
    }
}
