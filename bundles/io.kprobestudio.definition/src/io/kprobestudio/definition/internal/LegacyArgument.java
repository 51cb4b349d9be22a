/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.FetchStep.StoreKind;
import io.kprobestudio.definition.FetchType;
import io.kprobestudio.definition.FetchType.Text;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The value of an argument as kernels from 3.5 to 4.19 read it (traceprobe_parse_probe_arg in
 * kernel/trace/trace_probe.c of those): each way of fetching has a function for each type, or has none.
 */
final class LegacyArgument {
    private static final int LONGEST = 63;

    private final Kernel kernel;
    private final Report report;
    private final byte[] text;
    private final int word;
    private final boolean returns;
    private final FetchCode code = new FetchCode();
    private FetchType type;
    private @Nullable String typeName;
    private boolean explained;
    private boolean explainedFirst;

    LegacyArgument(Kernel kernel, Report report, byte[] text, int word, boolean returns) {
        this.kernel = kernel;
        this.report = report;
        this.text = text;
        this.word = word;
        this.returns = returns;
        type = kernel.types().word();
    }

    FetchType type() {
        return type;
    }

    @Nullable
    String typeName() {
        return typeName;
    }

    FetchCode code() {
        return code;
    }

    /** Whether a line of its own said already why it is refused. */
    boolean explained() {
        return explained;
    }

    /** Whether that line was the first reason of all. */
    boolean explainedFirst() {
        return explainedFirst;
    }

    Errno parse(int from) {
        if (text.length - from > LONGEST) {
            explain(Errno.ENOSPC, "Argument is too long.: " + Bytes.text(text, from, text.length), from, text.length);
            return Errno.ENOSPC;
        }
        int colon = Bytes.find(text, from, text.length, ':');
        int end = colon < 0 ? text.length : colon;
        String name = colon < 0 ? null : Bytes.text(text, colon + 1, text.length);
        typeName = name;
        if (name != null) {
            FetchType found = kernel.types().find(name);
            if (found == null) {
                report.withFixes(Fixes.nearest(report.column(word, colon + 1), name, kernel.types().names(), "type"));
                explain(Errno.EINVAL, "Unsupported type: " + name, colon + 1, text.length);
                return Errno.EINVAL;
            }
            type = found;
        } else if (kernel.has(Feature.HEX_TYPES) && from < end && text[from] == '$' && isTaskName(from + 1, end)) {
            type = kernel.types().string();
        }
        Errno errno = value(from, end, type);
        if (errno == Errno.OK) {
            store();
            if (name != null && name.startsWith("b") && !bitField(name)) {
                return Errno.EINVAL;
            }
        }
        return errno;
    }

    private void explain(Errno errno, String line, int from, int to) {
        explained = true;
        explainedFirst = !report.refused();
        report.logged(errno, kernel.has(Feature.LOG_PREFIX) ? "trace_probe: " + line : line, word, from, to - from);
    }

    private Errno withoutMethod(FetchType wanted, int from, int to) {
        explain(Errno.EINVAL, wanted.name() + " type has no corresponding fetch method.", from, to);
        return Errno.EINVAL;
    }

    private Errno value(int from, int to, FetchType wanted) {
        boolean texts = wanted.isString() || wanted.text() == Text.STRING_SIZE;
        int first = from < to ? text[from] : 0;
        switch (first) {
        case '$':
            return variable(from + 1, to, from, wanted, texts);
        case '%':
            return register(from, to, wanted, texts);
        case '@':
            return memory(from, to, wanted);
        case '+', '-':
            return dereference(from, to, wanted);
        default:
            return withoutMethod(wanted, from, to);
        }
    }

    private Errno variable(int at, int to, int from, FetchType wanted, boolean texts) {
        FetchStep.Load load;
        if (Bytes.equal(text, at, to, "retval")) {
            if (!returns) {
                return Errno.EINVAL;
            }
            load = new FetchStep.ReturnValue();
        } else if (Bytes.equal(text, at, to, "stack")) {
            if (!wanted.equals(kernel.types().word())) {
                return Errno.EINVAL;
            }
            load = new FetchStep.StackPointer();
        } else if (Bytes.startsWith(text, at, to, "stack") && Ctype.isDigit(text[at + 5])) {
            KernelNumber number = KernelNumber.unsigned(text, at + 5, to, 10, kernel.wordBits());
            if (!number.ok() || Long.compareUnsigned(number.value(), kernel.stackWords()) > 0) {
                return Errno.EINVAL;
            }
            load = new FetchStep.StackSlot((int) number.value());
        } else if (isTaskName(at, to)) {
            if (!texts) {
                return Errno.EINVAL;
            }
            code.load(new FetchStep.TaskName());
            return Errno.OK;
        } else {
            return Errno.EINVAL;
        }
        if (texts) {
            return withoutMethod(wanted, from, to);
        }
        code.load(load);
        return Errno.OK;
    }

    private boolean isTaskName(int at, int to) {
        return kernel.has(Feature.COMM) && Bytes.equal(text, at, to, "comm")
                || kernel.has(Feature.UPPER_CASE_COMM) && Bytes.equal(text, at, to, "COMM");
    }

    private Errno register(int from, int to, FetchType wanted, boolean texts) {
        String name = Bytes.text(text, from + 1, to);
        int index = kernel.architecture().registerIndex(name);
        if (index < 0 && kernel.architecture().known()) {
            report.withFixes(Fixes.nearest(report.column(word, from + 1), name, kernel.architecture().registers(),
                    "register"));
            return Errno.EINVAL;
        }
        if (texts) {
            return withoutMethod(wanted, from, to);
        }
        if (index < 0) {
            report.leaveOpen("the registers of this machine are not known here");
        }
        code.load(new FetchStep.Register(name, index));
        return Errno.OK;
    }

    private Errno memory(int from, int to, FetchType wanted) {
        if (from + 1 < to && Ctype.isDigit(text[from + 1])) {
            KernelNumber number = KernelNumber.unsigned(text, from + 1, to, 0, kernel.wordBits());
            if (!number.ok()) {
                return number.error();
            }
            code.load(new FetchStep.Immediate(number.value()));
        } else if (from + 1 < to && text[from + 1] == '+' && kernel.has(Feature.FILE_OFFSETS)) {
            return Errno.EINVAL;
        } else {
            boolean signed = kernel.has(Feature.SIGNED_OFFSET);
            int sign = signed ? Bytes.findEither(text, from + 1, to, '+', '-') : Bytes.find(text, from + 1, to, '+');
            if (sign >= 0) {
                KernelNumber number = signed ? KernelNumber.signed(text, sign, to, kernel.wordBits())
                        : KernelNumber.unsigned(text, sign + 1, to, 0, kernel.wordBits());
                if (!number.ok()) {
                    return number.error();
                }
            }
            if (from + 1 == (sign < 0 ? to : sign)) {
                return withoutMethod(wanted, from, to);
            }
            code.load(kernel.placement().symbolAddress(text, from + 1, to));
        }
        code.add(new FetchStep.Dereference(0, false));
        return Errno.OK;
    }

    private Errno dereference(int from, int to, FetchType wanted) {
        int digits = text[from] == '+' ? from + 1 : from;
        int open = Bytes.find(text, digits, to, '(');
        if (open < 0) {
            return withoutMethod(wanted, from, to);
        }
        KernelNumber number = KernelNumber.signed(text, digits, open, kernel.wordBits());
        if (!number.ok()) {
            return number.error();
        }
        if (number.value() == 0 && text[digits] == '-' && !kernel.has(Feature.NEGATIVE_ZERO)) {
            return Errno.ERANGE;
        }
        int close = Bytes.findLast(text, open + 1, to, ')');
        if (close < 0) {
            report.withFixes(Fixes.insert(report.column(word, to), ")"));
            return withoutMethod(wanted, from, to);
        }
        Errno errno = value(open + 1, close, kernel.types().word());
        if (errno == Errno.OK) {
            code.add(new FetchStep.Dereference(number.value(), false));
        }
        return errno;
    }

    private void store() {
        FetchStep last = code.last();
        StoreKind kind = type.isString() ? StoreKind.STRING
                : type.text() == Text.STRING_SIZE ? StoreKind.STRING_SIZE : StoreKind.MEMORY;
        if (last instanceof FetchStep.Dereference deref) {
            code.replaceLast(new FetchStep.Store(kind, type.size(), deref.offset()));
        } else {
            code.add(new FetchStep.Store(kind == StoreKind.MEMORY ? StoreKind.RAW : kind, type.size(), 0));
        }
    }

    private boolean bitField(String name) {
        BitField field = BitField.parse(name, type.size(), kernel.wordBits());
        if (field == null) {
            return false;
        }
        code.add(field.step());
        return true;
    }
}
