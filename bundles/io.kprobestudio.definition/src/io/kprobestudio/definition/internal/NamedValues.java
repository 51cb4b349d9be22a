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
    private int missing = -1;

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

    private Refused refused(Errno errno, ErrorText error, int place, int length) {
        report.error(errno, error, word, place, length);
        return new Refused();
    }

    private Refused refused(ErrorText error, int place, int length) {
        return refused(Errno.EINVAL, error, place, length);
    }

    private boolean is(int from, int to, String wanted) {
        return Bytes.equal(text, from, to, wanted);
    }

    /** A field of the event that an event probe is attached to. */
    void attachedField(int from, int to, ErrorText otherwise, int length, int place) throws Refused {
        offset = place;
        EventLayout attached = context.attached();
        EventField field = attached == null ? null : attached.ownField(Bytes.text(text, from, to));
        if (field != null) {
            code.load(new FetchStep.AttachedField(field));
        } else if (kernel.has(Feature.UPPER_CASE_COMM) && (is(from, to, "comm") || is(from, to, "COMM"))) {
            code.load(new FetchStep.TaskName());
        } else if (kernel.has(Feature.PARSE_CONTEXT)) {
            throw refused(otherwise, offset, length);
        } else {
            missing = length;
            code.load(new FetchStep.AttachedField(new EventField("", Bytes.text(text, from, to), "", 0, 0, false)));
        }
    }

    /**
     * Before 6.5 an attached event's field is looked for when the argument with its type was read
     * (trace_eprobe_tp_update_arg in kernel/trace/trace_eprobe.c of 6.1).
     */
    void refuseMissing() throws Refused {
        if (missing < 0) {
            return;
        }
        if (kernel.has(Feature.OPTIONAL_EVENT_NAME)) {
            throw refused(Errno.ENOENT, ErrorText.BAD_ATTACH_ARG, 0, missing);
        }
        report.silent(Errno.ENOENT, "the attached event has no such field", word, 0, missing);
        throw new Refused();
    }

    /** An argument of the function by its name, with the members behind it. */
    void argument(int from, int to, int place) throws Refused {
        offset = place;
        boolean atEntry = context.entry() && !context.returns();
        boolean atReturn = context.returns() && kernel.has(Feature.RETURN_ARGUMENTS);
        if (!atEntry && !atReturn) {
            throw refused(ErrorText.NOSUP_BTFARG, offset, to - from);
        }
        if (!kernel.has(Feature.BTF_ARGUMENTS)) {
            throw refused(Errno.EOPNOTSUPP, ErrorText.NOSUP_BTFARG, offset, to - from);
        }
        value(from, to, place);
    }

    /** A parameter by its name, or {@code $retval}, with the members behind it. */
    void value(int from, int to, int place) throws Refused {
        offset = place;
        BtfFunction function = context.function();
        if (function == null || !function.named()) {
            report.silent(Errno.EINVAL, "only a function's arguments have names", word, from, to - from);
            throw new Refused();
        }
        int split = kernel.has(Feature.BTF_FIELDS) ? fields.split(text, from, to, offset) : to;
        boolean arrow = split < to && text[split] == '-';
        int next = split == to ? -1 : arrow ? split + 2 : split + 1;
        if (next >= 0 && !arrow) {
            throw refused(Errno.EOPNOTSUPP, ErrorText.NOSUP_DAT_ARG, offset + next - from, to - next);
        }
        if (!kernel.btfKnown()) {
            report.leaveOpen("the kernel's BTF is not known here");
            code.load(is(from, to, "$retval") ? new FetchStep.ReturnValue()
                    : new FetchStep.Unknown("the kernel's BTF is not known here"));
            return;
        }
        int type;
        if (context.returns() && is(from, split, "$retval")) {
            code.load(new FetchStep.ReturnValue());
            function.ask();
            if (!function.found()) {
                if (next >= 0) {
                    throw refused(Errno.ENOENT, ErrorText.NO_BTF_ENTRY, offset + next - from, to - next);
                }
                return;
            }
            type = function.returnType();
            if (type == 0) {
                throw refused(Errno.ENOENT, ErrorText.NO_RETVAL, offset, to - from);
            }
        } else {
            // That a function has no parameters is noticed by the first look at it only.
            if (function.parameters() == 0 && !(function.asked() && kernel.has(Feature.BTF_FIELDS))) {
                throw refused(Errno.ENOENT, ErrorText.NO_BTF_ENTRY, offset, to - from);
            }
            int parameter = function.parameter(Bytes.text(text, from, split));
            if (parameter < 0) {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < function.parameters(); i++) {
                    names.add(function.parameterName(i));
                }
                report.withFixes(
                        Fixes.nearest(report.column(word, from), Bytes.text(text, from, split), names, "argument"));
                throw refused(Errno.ENOENT, ErrorText.NO_BTFARG, offset, split - from);
            }
            int index = context.tracepoint() ? parameter + 1 : parameter;
            code.load(context.returns() ? new FetchStep.SavedArgument(index) : new FetchStep.FunctionArgument(index));
            type = function.parameterType(parameter);
        }
        fields.begin(kernel.btf().skipModifiers(type));
        if (next >= 0) {
            fields.members(text, next, to, offset + next - from, false);
        }
    }

    /** The type of {@code $retval}, which 6.5 gives it without reading members. */
    void returnType() {
        BtfFunction function = context.function();
        if (function != null && function.found()) {
            fields.begin(kernel.btf().skipModifiers(function.returnType()));
        }
    }

    /** The type of {@code $argN}, counted from 0, which 6.5 alone gives it. */
    void argumentType(int index) {
        BtfFunction function = context.function();
        if (function != null && index < function.parameters()) {
            fields.begin(kernel.btf().skipModifiers(function.parameterType(index)));
        }
    }

    /** {@code (STRUCT)FIELD->MEMBER}, which is for event probes. */
    void typecast(int from, int to, int place) throws Refused {
        offset = place;
        if (!kernel.has(Feature.BTF_ARGUMENTS)) {
            throw refused(Errno.EOPNOTSUPP, ErrorText.NOSUP_BTFARG, offset, to - from);
        }
        if (!context.eventProbe()) {
            throw refused(ErrorText.TYPECAST_NOT_EVENT, offset, to - from);
        }
        int close = Bytes.find(text, from, to, ')');
        if (close < 0) {
            report.withFixes(Fixes.insert(report.column(word, to), ")"));
            throw refused(ErrorText.DEREF_OPEN_BRACE, offset + to - from, 0);
        }
        Btf btf = kernel.btf();
        int struct = btf.find(Bytes.text(text, from + 1, close), Btf.STRUCT);
        if (struct == 0) {
            throw refused(ErrorText.NO_PTR_STRCT, offset + 1, close - from - 1);
        }
        int at = close + 1;
        offset += at - from;
        int split = fields.split(text, at, to, offset);
        boolean arrow = split < to && text[split] == '-';
        int next = split == to ? -1 : arrow ? split + 2 : split + 1;
        if (next >= 0 && !arrow) {
            throw refused(Errno.EOPNOTSUPP, ErrorText.NOSUP_DAT_ARG, offset + next - at, to - next);
        }
        attachedField(at, split, ErrorText.BAD_ATTACH_ARG, split - at, offset);
        fields.begin(struct);
        if (next >= 0) {
            fields.members(text, next, to, offset + next - at, true);
        }
    }
}
