/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.FetchType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads what an argument fetches, as kernels from 4.20 on do (parse_probe_arg in kernel/trace/trace_probe.c): register,
 * variable, memory, dereference, constant, or a name that BTF knows.
 *
 * <p>The kernel counts the place of errors itself, and not always right: {@code +u} counts for one byte, and from 6.5
 * on the place stays behind the last parenthesis that was opened. {@link #offset()} is that place.
 */
final class ExpressionParser {
    private final Kernel kernel;
    private final Report report;
    private final ArgumentContext context;
    private final byte[] text;
    private final int word;
    private final FetchCode code = new FetchCode();
    private final BtfFields fields;
    private final NamedValues names;
    private int offset;

    ExpressionParser(Kernel kernel, Report report, ArgumentContext context, byte[] text, int word) {
        this.kernel = kernel;
        this.report = report;
        this.context = context;
        this.text = text;
        this.word = word;
        fields = new BtfFields(kernel, report, code, word);
        names = new NamedValues(kernel, report, context, code, fields, text, word);
    }

    FetchCode code() {
        return code;
    }

    int offset() {
        return offset;
    }

    /** Reads the bytes from {@code from} to {@code to}. */
    void parse(int from, int to) throws Refused {
        offset = from;
        expression(from, to);
        offset = kernel.has(Feature.PARSE_CONTEXT) ? fields.shifted(offset) : from;
    }

    /** The type that is stored: what BTF says where the definition names none. */
    FetchType storedType(FetchType type, @Nullable String typeName) throws Refused {
        if (fields.lastType() < 0) {
            return type;
        }
        if (typeName == null) {
            return fields.numberType(type);
        }
        if (typeName.contains("string")) {
            fields.prepareText(typeName, offset);
        }
        return type;
    }

    /** Adds a bit field where BTF says that the value is one. */
    void addBtfBitField(int inWord) throws Refused {
        if (fields.lastType() >= 0) {
            fields.addBitField(inWord, offset);
        }
    }

    /** Refuses a field that the attached event lacks, on kernels that look for it behind all else. */
    void refuseMissingField() throws Refused {
        names.refuseMissing();
    }

    private void expression(int from, int to) throws Refused {
        int first = from < to ? text[from] : 0;
        if (first == '$') {
            variable(from, to);
        } else if (first == '%') {
            register(from, to);
        } else if (first == '@') {
            memory(from, to);
        } else if (first == '+' || first == '-') {
            dereference(from, to);
        } else if (first == '\\' && kernel.has(Feature.IMMEDIATES)) {
            immediate(from, to);
        } else if (first == '(' && kernel.has(Feature.TYPECASTS)) {
            names.typecast(from, to, offset);
            offset = names.offset();
        } else if (kernel.has(Feature.PARSE_CONTEXT) && (Ctype.isAlpha(first) || first == '_')) {
            names.argument(from, to, offset);
        } else {
            throw refused(ErrorText.BAD_FETCH_ARG, offset, to - from);
        }
    }

    private Refused refused(ErrorText error, int place, int length) {
        report.error(Errno.EINVAL, error, word, place, length);
        return new Refused();
    }

    private boolean is(int from, int to, String wanted) {
        return Bytes.equal(text, from, to, wanted);
    }

    private void variable(int from, int to) throws Refused {
        int at = from + 1;
        if (context.eventProbe()) {
            names.attachedField(at, to, ErrorText.BAD_VAR, to - from, offset);
            return;
        }
        boolean prefixes = kernel.has(Feature.PARSE_CONTEXT);
        if (prefixes ? Bytes.startsWith(text, at, to, "retval") : is(at, to, "retval")) {
            if (!context.returns()) {
                throw refused(ErrorText.RETVAL_ON_PROBE, offset, to - from);
            }
            if (kernel.has(Feature.BTF_FIELDS)) {
                names.value(from, to, offset);
            } else {
                code.load(new FetchStep.ReturnValue());
                if (kernel.has(Feature.BTF_ARGUMENTS)) {
                    names.returnType();
                }
            }
        } else if (Bytes.startsWith(text, at, to, "stack")) {
            stack(from, at + 5, to);
        } else if (kernel.has(Feature.COMM) && is(at, to, "comm")
                || kernel.has(Feature.UPPER_CASE_COMM) && is(at, to, "COMM")) {
            code.load(new FetchStep.TaskName());
        } else if (kernel.has(Feature.FUNCTION_ARGUMENTS) && Bytes.startsWith(text, at, to, "arg")
                && (kernel.has(Feature.RETURN_ARGUMENTS) || context.entry() && !context.returns())) {
            functionArgument(from, at + 3, to);
        } else {
            throw unknownVariable(from, to);
        }
    }

    private Refused unknownVariable(int from, int to) {
        int column = report.column(word, from);
        List<String> known = new ArrayList<>(List.of("$stack", "$stack0", "$comm"));
        if (context.returns()) {
            known.add("$retval");
        }
        report.withFixes(Fixes.nearest(column, Bytes.text(text, from, to), known, "variable"));
        return refused(ErrorText.BAD_VAR, offset, to - from);
    }

    private void stack(int from, int at, int to) throws Refused {
        if (at == to) {
            code.load(new FetchStep.StackPointer());
            return;
        }
        if (!Ctype.isDigit(text[at])) {
            throw unknownVariable(from, to);
        }
        KernelNumber number = KernelNumber.unsigned(text, at, to, 10, kernel.wordBits());
        if (!number.ok()) {
            throw unknownVariable(from, to);
        }
        if (Long.compareUnsigned(number.value(), kernel.stackWords()) > 0) {
            throw refused(ErrorText.BAD_STACK_NUM, offset, to - from);
        }
        code.load(new FetchStep.StackSlot((int) number.value()));
    }

    private void functionArgument(int from, int at, int to) throws Refused {
        KernelNumber number = KernelNumber.unsigned(text, at, to, 10, kernel.wordBits());
        if (!number.ok()) {
            throw unknownVariable(from, to);
        }
        if (number.value() == 0 || Long.compareUnsigned(number.value(), kernel.stackWords()) > 0) {
            throw refused(ErrorText.BAD_ARG_NUM, offset, to - from);
        }
        int index = (int) number.value() - 1;
        if (context.entry() && !context.returns()) {
            code.load(new FetchStep.FunctionArgument(index));
            if (kernel.has(Feature.BTF_ARGUMENTS) && !kernel.has(Feature.BTF_FIELDS)) {
                names.argumentType(index);
            }
        } else if (context.returns() && kernel.has(Feature.RETURN_ARGUMENTS)) {
            code.load(new FetchStep.SavedArgument(index));
        } else {
            throw refused(ErrorText.NOFENTRY_ARGS, offset, to - from);
        }
    }

    private void register(int from, int to) throws Refused {
        if (!context.registers() && kernel.has(Feature.UPPER_CASE_COMM)) {
            throw refused(ErrorText.BAD_VAR, offset, to - from);
        }
        String name = Bytes.text(text, from + 1, to);
        int index = kernel.architecture().registerIndex(name);
        if (!kernel.architecture().known() && !name.isEmpty()) {
            report.leaveOpen("the registers of this machine are not known here");
            code.load(new FetchStep.Register(name, -1));
            return;
        }
        if (index < 0) {
            report.withFixes(Fixes.nearest(report.column(word, from + 1), name, kernel.architecture().registers(),
                    "register"));
            throw refused(ErrorText.BAD_REG_NAME, offset, to - from);
        }
        code.load(new FetchStep.Register(name, index));
    }

    private void memory(int from, int to) throws Refused {
        int at = from + 1;
        if (at < to && Ctype.isDigit(text[at])) {
            KernelNumber number = KernelNumber.unsigned(text, at, to, 0, kernel.wordBits());
            if (!number.ok()) {
                report.error(number.error(), ErrorText.BAD_MEM_ADDR, word, offset, to - from);
                throw new Refused();
            }
            code.load(new FetchStep.Immediate(number.value()));
        } else if (at < to && text[at] == '+') {
            throw refused(ErrorText.FILE_ON_KPROBE, offset, to - from);
        } else {
            code.load(kernel.placement().symbolAddress(text, at, to));
            if (!code.advance()) {
                throw refused(ErrorText.TOO_MANY_OPS, offset, to - from);
            }
        }
        if (!code.advance()) {
            throw refused(ErrorText.TOO_MANY_OPS, offset, to - from);
        }
        code.add(new FetchStep.Dereference(0, false));
    }

    private void dereference(int from, int to) throws Refused {
        boolean minus = text[from] == '-';
        boolean user = from + 1 < to && text[from + 1] == 'u' && kernel.has(Feature.USER_MEMORY);
        int digits = from + (user ? 2 : 1);
        int open = Bytes.find(text, digits, to, '(');
        if (open < 0) {
            throw refused(ErrorText.DEREF_NEED_BRACE, offset, to - from);
        }
        KernelNumber number = distance(minus, digits, open);
        if (!number.ok()) {
            report.error(number.error(), ErrorText.BAD_DEREF_OFFS, word, offset, open - from);
            throw new Refused();
        }
        offset += open + 1 - digits + 1;
        int close = Bytes.findLast(text, open + 1, to, ')');
        if (close < 0) {
            report.withFixes(Fixes.insert(report.column(word, to), ")"));
            throw refused(ErrorText.DEREF_OPEN_BRACE, offset + to - open - 1, 0);
        }
        int inside = offset;
        expression(open + 1, close);
        offset = inside;
        fields.clear();
        if (code.last() instanceof FetchStep.TaskName || code.last() instanceof FetchStep.Text) {
            throw refused(ErrorText.COMM_CANT_DEREF, offset, close - open - 1);
        }
        if (!code.advance()) {
            throw refused(ErrorText.TOO_MANY_OPS, offset, close - open - 1);
        }
        code.add(new FetchStep.Dereference(number.value(), user));
    }

    private KernelNumber distance(boolean minus, int from, int to) {
        if (!minus) {
            return KernelNumber.signed(text, from, to, kernel.wordBits());
        }
        byte[] signed = new byte[to - from + 1];
        signed[0] = '-';
        System.arraycopy(text, from, signed, 1, to - from);
        return KernelNumber.signed(signed, 0, signed.length, kernel.wordBits());
    }

    private void immediate(int from, int to) throws Refused {
        int at = from + 1;
        if (at < to && text[at] == '"') {
            boolean closed = to > at + 1 && text[to - 1] == '"';
            boolean lone = to == at + 1 && !kernel.has(Feature.EMPTY_TEXT_REFUSED);
            if (!closed && !lone) {
                report.withFixes(Fixes.insert(report.column(word, to), "\""));
                throw refused(ErrorText.IMMSTR_NO_CLOSE, offset + to - from, 0);
            }
            code.load(new FetchStep.Text(Bytes.text(text, at + 1, Math.max(at + 1, to - 1))));
            return;
        }
        KernelNumber number;
        if (at < to && Ctype.isDigit(text[at])) {
            number = KernelNumber.unsigned(text, at, to, 0, kernel.wordBits());
        } else if (at < to && text[at] == '-') {
            number = KernelNumber.signed(text, at, to, kernel.wordBits());
        } else if (at < to && text[at] == '+') {
            number = KernelNumber.signed(text, at + 1, to, kernel.wordBits());
        } else {
            number = new KernelNumber(Errno.EINVAL, 0);
        }
        if (!number.ok()) {
            report.error(number.error(), ErrorText.BAD_IMM, word, offset + 1, to - at);
            throw new Refused();
        }
        code.load(new FetchStep.Immediate(number.value()));
    }
}
