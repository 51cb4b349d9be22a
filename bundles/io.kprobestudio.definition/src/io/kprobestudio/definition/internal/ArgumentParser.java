/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.FetchStep.StoreKind;
import io.kprobestudio.definition.FetchType;
import java.util.List;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads an argument, {@code [NAME=]EXPRESSION[:TYPE]}, as kernels from 4.20 on do (traceprobe_parse_probe_arg in
 * kernel/trace/trace_probe.c): the name, the type, the expression, and how both fit.
 */
final class ArgumentParser {
    private static final int MAX_NAME = 32;
    private static final int MAX_ARRAY = 64;
    private static final Set<String> RESERVED = Set.of("common_type", "common_flags", "common_preempt_count",
            "common_pid", "common_tgid", "__probe_ip", "__probe_ret_ip", "__probe_func");

    /** MAX_PROBE_EVENT_SIZE. */
    private static final int LARGEST_EVENT = 3072;

    private final Kernel kernel;
    private final Report report;
    private final ArgumentContext context;
    private int size;

    ArgumentParser(Kernel kernel, Report report, ArgumentContext context) {
        this.kernel = kernel;
        this.report = report;
        this.context = context;
    }

    /** Whether a field's name is taken by what every record has, or by an earlier argument. */
    static boolean taken(String name, List<FetchArgument> earlier) {
        if (RESERVED.contains(name)) {
            return true;
        }
        for (FetchArgument argument : earlier) {
            if (argument.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads one argument.
     *
     * @param text the argument
     * @param word the number of the word that the kernel points into for its errors
     * @param index the argument's number, from 0
     * @param earlier the arguments before it
     * @param column where it begins in the line, -1 if the kernel made it
     * @return the argument, null when it is refused
     */
    @Nullable
    FetchArgument parse(byte[] text, int word, int index, List<FetchArgument> earlier, int column) {
        int equals = Bytes.find(text, 0, text.length, '=');
        String name;
        boolean fine = true;
        if (equals >= 0) {
            name = Bytes.text(text, 0, equals);
            if (equals > MAX_NAME) {
                report.error(Errno.EINVAL, ErrorText.ARG_NAME_TOO_LONG, word, 0, equals);
                fine = false;
            } else if (equals == 0) {
                report.error(Errno.EINVAL, ErrorText.NO_ARG_NAME, word, 0, 1);
                fine = false;
            } else if (!Ctype.isGoodName(text, 0, equals)) {
                report.withFixes(Fixes.identifier(column, name)).error(Errno.EINVAL, ErrorText.BAD_ARG_NAME, word, 0,
                        equals);
                fine = false;
            }
        } else {
            name = madeUpName(text, index);
        }
        if (fine && taken(name, earlier)) {
            report.error(Errno.EINVAL, ErrorText.USED_ARG_NAME, word, 0, equals >= 0 ? equals : text.length);
            fine = false;
        }
        int body = equals + 1;
        Body parsed = body(text, body, word);
        if (parsed == null || !fine) {
            return null;
        }
        return new FetchArgument(name, equals >= 0, Bytes.text(text, body, text.length), parsed.typeName, parsed.type,
                parsed.count, parsed.code.program(), column, text.length);
    }

    private String madeUpName(byte[] text, int index) {
        if (kernel.has(Feature.BTF_ARGUMENTS)) {
            int colon = Bytes.find(text, 0, text.length, ':');
            int end = colon < 0 ? text.length : colon;
            if (Ctype.isGoodName(text, 0, end)) {
                return Bytes.text(text, 0, end);
            }
        }
        return "arg" + (index + 1);
    }

    private record Body(@Nullable String typeName, FetchType type, int count, FetchCode code) {
    }

    private @Nullable Body body(byte[] text, int from, int word) {
        int length = text.length - from;
        int limit = kernel.has(Feature.LONG_ARGUMENTS) ? 255 : 63;
        if (length > limit) {
            report.error(kernel.has(Feature.LENGTH_ERRNO) ? Errno.E2BIG : Errno.EINVAL,
                    ErrorText.ARG_TOO_LONG,
                    word, from, length);
            return null;
        }
        if (length == 0) {
            report.error(Errno.EINVAL, ErrorText.NO_ARG_BODY, word, from, 0);
            return null;
        }
        int colon = Bytes.find(text, from, text.length, ':');
        int end = colon < 0 ? text.length : colon;
        int typeAt = colon < 0 ? from : colon + 1;
        int typeEnd = text.length;
        int count = 0;
        if (colon >= 0) {
            int open = Bytes.find(text, typeAt, text.length, '[');
            if (open >= 0) {
                typeEnd = open;
                count = arrayCount(text, open, word);
            }
        }
        String typeName = colon < 0 ? null : Bytes.text(text, typeAt, typeEnd);
        FetchType type = count < 0 ? null : type(text, from, end, typeName, count, word, typeAt);
        ExpressionParser expression = new ExpressionParser(kernel, report, context, text, word);
        boolean late = kernel.has(Feature.PARSE_CONTEXT);
        if (type != null && !late && !fits(type, count, text, from, word, from)) {
            return null;
        }
        try {
            expression.parse(from, end);
            if (type == null) {
                return null;
            }
            FetchType stored = expression.storedType(type, typeName);
            if (late && !fits(stored, count, text, from, word, expression.offset())) {
                return null;
            }
            store(expression, stored, typeName, count, typeAt - from, word);
            expression.refuseMissingField();
            return new Body(typeName, stored, count, expression.code());
        } catch (Refused e) {
            return null;
        }
    }

    /** Whether the event is not too large with this argument; before 6.5 that is looked at ahead of the expression. */
    private boolean fits(FetchType type, int count, byte[] text, int from, int word, int place) {
        size += type.size() * Math.max(1, count);
        if (size > LARGEST_EVENT && kernel.has(Feature.EVENT_SIZE_CHECKED)) {
            report.error(Errno.E2BIG, ErrorText.EVENT_TOO_BIG, word, place, text.length - from);
            return false;
        }
        return true;
    }

    /** The array's size, -1 when it is refused. */
    private int arrayCount(byte[] text, int open, int word) {
        int close = Bytes.find(text, open + 1, text.length, ']');
        if (close < 0) {
            report.error(Errno.EINVAL, ErrorText.ARRAY_NO_CLOSE, word, text.length, 0);
            return -1;
        }
        if (close + 1 < text.length) {
            report.error(Errno.EINVAL, ErrorText.BAD_ARRAY_SUFFIX, word, close + 1, text.length - close - 1);
            return -1;
        }
        KernelNumber number = KernelNumber.unsigned(text, open + 1, close, 0, 32);
        if (!number.ok() || number.value() == 0) {
            report.error(Errno.EINVAL, ErrorText.BAD_ARRAY_NUM, word, open + 1, close - open - 1);
            return -1;
        }
        if (number.value() > MAX_ARRAY) {
            report.error(Errno.EINVAL, ErrorText.ARRAY_TOO_BIG, word, open + 1, close - open - 1);
            return -1;
        }
        return (int) number.value();
    }

    private @Nullable FetchType type(byte[] text, int from, int end, @Nullable String name, int count, int word,
            int typeAt) {
        // With $COMM came that an attached event's field may have the name.
        boolean field = context.eventProbe() && kernel.has(Feature.UPPER_CASE_COMM);
        if (!field && isText(text, from, end)) {
            if (count != 0 || name != null && !name.equals("string")) {
                int length = name == null ? 0 : name.length();
                if (kernel.has(Feature.STRING_TYPE_WORDS)) {
                    report.error(Errno.EINVAL, ErrorText.NEED_STRING_TYPE, word, typeAt, length);
                } else {
                    report.silent(Errno.EINVAL, "this is text: its type is string", word, typeAt, length);
                }
                return null;
            }
            return kernel.types().string();
        }
        if (name == null) {
            return kernel.types().word();
        }
        FetchType type = kernel.types().find(name);
        if (type == null) {
            int column = report.column(word, typeAt);
            report.withFixes(Fixes.nearest(column, name, kernel.types().names(), "type")).error(Errno.EINVAL,
                    ErrorText.BAD_TYPE, word, typeAt, name.length());
        }
        return type;
    }

    /** Whether an expression is text at its first glance, before it is read. */
    private boolean isText(byte[] text, int from, int end) {
        return Bytes.equal(text, from, end, "$comm")
                || kernel.has(Feature.UPPER_CASE_COMM) && Bytes.equal(text, from, end, "$COMM")
                || kernel.has(Feature.IMMEDIATES) && Bytes.startsWith(text, from, end, "\\\"");
    }

    /** Adds how the value gets into the record. */
    private void store(ExpressionParser expression, FetchType type, @Nullable String typeName, int count,
            int typeOffset, int word) throws Refused {
        FetchCode code = expression.code();
        int place = expression.offset() + typeOffset;
        int length = typeName == null ? 0 : typeName.length();
        FetchStep last = code.last();
        if (type.isString()) {
            storeText(code, type, count, last, word, expression.offset(), place, length);
        } else if (last instanceof FetchStep.Dereference deref) {
            code.replaceLast(new FetchStep.Store(deref.user() ? StoreKind.USER_MEMORY : StoreKind.MEMORY, type.size(),
                    deref.offset()));
        } else {
            addStep(code, new FetchStep.Store(StoreKind.RAW, type.size(), 0), word, expression.offset());
        }
        code.markStored();
        FetchStep.Store store = code.store();
        if (typeName != null) {
            if (typeName.startsWith("b") && !bitField(code, typeName, type)) {
                report.error(Errno.EINVAL, ErrorText.BAD_BITFIELD, word, place, length);
                throw new Refused();
            }
        } else {
            expression.addBtfBitField(word);
        }
        if (count != 0) {
            StoreKind kind = store == null ? StoreKind.RAW : store.kind();
            if (kind != StoreKind.MEMORY && kind != StoreKind.STRING && kind != StoreKind.USER_STRING) {
                report.error(Errno.EINVAL, ErrorText.BAD_STRING, word, place, length);
                throw new Refused();
            }
            addStep(code, new FetchStep.Repeat(count), word, expression.offset());
        }
    }

    private void addStep(FetchCode code, FetchStep step, int word, int offset) throws Refused {
        if (!code.advance()) {
            report.error(kernel.has(Feature.LENGTH_ERRNO) ? Errno.E2BIG : Errno.EINVAL,
                    ErrorText.TOO_MANY_OPS,
                    word, offset, 0);
            throw new Refused();
        }
        code.add(step);
    }

    private void storeText(FetchCode code, FetchType type, int count, @Nullable FetchStep last, int word, int offset,
            int place, int length) throws Refused {
        boolean symbolText = type.text() == FetchType.Text.SYMBOL_STRING;
        boolean address = last instanceof FetchStep.Immediate || last instanceof FetchStep.TaskName
                || last instanceof FetchStep.Text;
        boolean field = last instanceof FetchStep.AttachedField;
        FetchStep.Dereference deref = last instanceof FetchStep.Dereference found ? found : null;
        if (symbolText) {
            boolean value = last instanceof FetchStep.Register || last instanceof FetchStep.StackSlot
                    || last instanceof FetchStep.ReturnValue || last instanceof FetchStep.FunctionArgument
                    || deref != null && !deref.user() || field;
            if (!value) {
                report.error(Errno.EINVAL, ErrorText.BAD_SYMSTRING, word, place, length);
                throw new Refused();
            }
        } else if (deref == null && !address && !field) {
            report.error(Errno.EINVAL, ErrorText.BAD_STRING, word, place, length);
            throw new Refused();
        }
        StoreKind kind = symbolText ? StoreKind.SYMBOL_STRING
                : type.text() == FetchType.Text.USER_STRING ? StoreKind.USER_STRING : StoreKind.STRING;
        if (symbolText || address || field || count != 0 || deref == null) {
            // The address itself is what is stored, or for an array the pointer found there.
            if (!code.advance()) {
                report.error(Errno.EINVAL, ErrorText.TOO_MANY_OPS, word, offset, 0);
                throw new Refused();
            }
            code.add(new FetchStep.Store(kind, type.size(), 0));
        } else {
            code.replaceLast(
                    new FetchStep.Store(deref.user() ? StoreKind.USER_STRING : kind, type.size(), deref.offset()));
        }
    }

    private boolean bitField(FetchCode code, String typeName, FetchType type) {
        BitField field = BitField.parse(typeName, type.size(), kernel.wordBits());
        if (field == null || !code.advance()) {
            return false;
        }
        code.add(field.step());
        return true;
    }
}
