/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Values by a name: a function's arguments and result as BTF knows them, and fields of an attached event, which a
 * typecast makes a structure of (parse_btf_arg and handle_typecast in kernel/trace/trace_probe.c).
 */
final class NamedValues {
    private final Kernel kernel;
    private final Report report;
    private final ArgumentContext context;
    private final FetchCode code;
    private final BtfFields fields;
    private final byte[] text;
    private final int word;
    private int offset;

    NamedValues(Kernel kernel, Report report, ArgumentContext context, FetchCode code, BtfFields fields, byte[] text,
            int word) {
        this.kernel = kernel;
        this.report = report;
        this.context = context;
        this.code = code;
        this.fields = fields;
        this.text = text;
        this.word = word;
    }

    /** Where the kernel points for what is wrong behind. */
    int offset() {
        return offset;
    }

    private boolean fail(ErrorText error, int place, int length) {
        report.error(Errno.EINVAL, error, word, place, length);
        return false;
    }

    private boolean is(int from, int to, String wanted) {
        return Bytes.equal(text, from, to, wanted);
    }

    /** A field of the event that an event probe is attached to. */
    boolean attachedField(int from, int to, ErrorText otherwise, int length, int place) {
        offset = place;
        EventLayout attached = context.attached();
        EventField field = attached == null ? null : attached.ownField(Bytes.text(text, from, to));
        if (field != null) {
            code.load(new FetchStep.AttachedField(field));
            return true;
        }
        if (is(from, to, "comm") || is(from, to, "COMM")) {
            code.load(new FetchStep.TaskName());
            return true;
        }
        if (!kernel.has(Feature.PARSE_CONTEXT)) {
            if (kernel.has(Feature.OPTIONAL_EVENT_NAME)) {
                report.error(Errno.ENOENT, ErrorText.BAD_ATTACH_ARG, word, 0, length);
            } else {
                report.silent(Errno.ENOENT, "the attached event has no such field", word, 0, length);
            }
            return false;
        }
        return fail(otherwise, offset, length);
    }

    /** An argument of the function by its name, with the members behind it. */
    boolean argument(int from, int to, int place) {
        offset = place;
        boolean atEntry = context.entry() && !context.returns();
        boolean atReturn = context.returns() && kernel.has(Feature.RETURN_ARGUMENTS);
        if (!atEntry && !atReturn) {
            return fail(ErrorText.NOSUP_BTFARG, offset, to - from);
        }
        if (!kernel.has(Feature.BTF_ARGUMENTS)) {
            report.error(Errno.EOPNOTSUPP, ErrorText.NOSUP_BTFARG, word, offset, to - from);
            return false;
        }
        return value(from, to, place);
    }

    /** A parameter by its name, or {@code $retval}, with the members behind it. */
    boolean value(int from, int to, int place) {
        offset = place;
        BtfFunction function = context.function();
        if (function == null || !function.named()) {
            report.silent(Errno.EINVAL, "only a function's arguments have names", word, from, to - from);
            return false;
        }
        int split = fields.split(text, from, to, offset);
        if (split < 0) {
            return false;
        }
        boolean arrow = split < to && text[split] == '-';
        int next = split == to ? -1 : arrow ? split + 2 : split + 1;
        if (next >= 0 && !arrow) {
            report.error(Errno.EOPNOTSUPP, ErrorText.NOSUP_DAT_ARG, word, offset + next - from, to - next);
            return false;
        }
        if (!kernel.btfKnown()) {
            report.leaveOpen("the kernel's BTF is not known here");
            code.load(is(from, to, "$retval") ? new FetchStep.ReturnValue()
                    : new FetchStep.Unknown("the kernel's BTF is not known here"));
            return true;
        }
        int type;
        if (context.returns() && is(from, split, "$retval")) {
            code.load(new FetchStep.ReturnValue());
            if (!function.found()) {
                if (next >= 0) {
                    report.error(Errno.ENOENT, ErrorText.NO_BTF_ENTRY, word, offset + next - from, to - next);
                    return false;
                }
                return true;
            }
            type = function.returnType();
            if (type == 0) {
                report.error(Errno.ENOENT, ErrorText.NO_RETVAL, word, offset, to - from);
                return false;
            }
        } else {
            if (function.parameters() == 0) {
                report.error(Errno.ENOENT, ErrorText.NO_BTF_ENTRY, word, offset, to - from);
                return false;
            }
            int parameter = function.parameter(Bytes.text(text, from, split));
            if (parameter < 0) {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < function.parameters(); i++) {
                    names.add(function.parameterName(i));
                }
                report.withFixes(
                        Fixes.nearest(report.column(word, from), Bytes.text(text, from, split), names, "argument"));
                report.error(Errno.ENOENT, ErrorText.NO_BTFARG, word, offset, split - from);
                return false;
            }
            int index = context.tracepoint() ? parameter + 1 : parameter;
            code.load(context.returns() ? new FetchStep.SavedArgument(index) : new FetchStep.FunctionArgument(index));
            type = function.parameterType(parameter);
        }
        return members(type, from, next, to);
    }

    private boolean members(int type, int from, int next, int to) {
        Btf btf = kernel.btf();
        fields.begin(btf.skipModifiers(type));
        if (next < 0) {
            return true;
        }
        return fields.members(text, next, to, offset + next - from, false);
    }

    /** {@code (STRUCT)FIELD->MEMBER}, which is for event probes. */
    boolean typecast(int from, int to, int place) {
        offset = place;
        if (!kernel.has(Feature.BTF_ARGUMENTS)) {
            report.error(Errno.EOPNOTSUPP, ErrorText.NOSUP_BTFARG, word, offset, to - from);
            return false;
        }
        if (!context.eventProbe()) {
            return fail(ErrorText.TYPECAST_NOT_EVENT, offset, to - from);
        }
        int close = Bytes.find(text, from, to, ')');
        if (close < 0) {
            report.withFixes(Fixes.insert(report.column(word, to), ")"));
            return fail(ErrorText.DEREF_OPEN_BRACE, offset + to - from, 0);
        }
        Btf btf = kernel.btf();
        int struct = btf.find(Bytes.text(text, from + 1, close), Btf.STRUCT);
        if (struct == 0) {
            return fail(ErrorText.NO_PTR_STRCT, offset + 1, close - from - 1);
        }
        int at = close + 1;
        offset += at - from;
        int split = fields.split(text, at, to, offset);
        if (split < 0) {
            return false;
        }
        boolean arrow = split < to && text[split] == '-';
        int next = split == to ? -1 : arrow ? split + 2 : split + 1;
        if (next >= 0 && !arrow) {
            report.error(Errno.EOPNOTSUPP, ErrorText.NOSUP_DAT_ARG, word, offset + next - at, to - next);
            return false;
        }
        if (!attachedField(at, split, ErrorText.BAD_ATTACH_ARG, split - at, offset)) {
            return false;
        }
        fields.begin(struct);
        return next < 0 || fields.members(text, next, to, offset + next - at, true);
    }
}
