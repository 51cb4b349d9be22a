/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.FetchType;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import java.util.ArrayList;
import java.util.List;

/** Makes the record of a definition and its print format (__set_print_fmt in kernel/trace/trace_probe.c). */
final class Layouts {
    private static final KernelVersion WITHOUT_PADDING = new KernelVersion(3, 10);

    private Layouts() {
    }

    /** What every record begins with, on a kernel without further patches. */
    static List<EventField> usualCommonFields(Dialect dialect) {
        List<EventField> fields = new ArrayList<>();
        fields.add(new EventField("unsigned short", "common_type", "", 0, 2, false));
        fields.add(new EventField("unsigned char", "common_flags", "", 2, 1, false));
        fields.add(new EventField("unsigned char", "common_preempt_count", "", 3, 1, false));
        fields.add(new EventField("int", "common_pid", "", 4, 4, true));
        if (dialect.version().compareTo(WITHOUT_PADDING) < 0) {
            fields.add(new EventField("int", "common_padding", "", 8, 4, true));
        }
        return fields;
    }

    static EventLayout of(Kernel kernel, ProbeDefinition definition) {
        List<EventField> common = kernel.commonFields();
        EventField last = common.get(common.size() - 1);
        int word = kernel.architecture().wordSize();
        int offset = last.offset() + last.size();
        List<EventField> fields = new ArrayList<>(definition.arguments().size() + 2);
        ProbeKind kind = definition.kind();
        if (kind.hasAddress()) {
            offset = (offset + word - 1) / word * word;
            fields.add(
                    new EventField("unsigned long", kind.isReturn() ? "__probe_func" : "__probe_ip", "", offset, word,
                            false));
            offset += word;
            if (kind.isReturn()) {
                fields.add(new EventField("unsigned long", "__probe_ret_ip", "", offset, word, false));
                offset += word;
            }
        }
        for (FetchArgument argument : definition.arguments()) {
            FetchType type = argument.type();
            boolean dynamic = type.fieldType().startsWith("__data_loc");
            String array = argument.count() == 0 ? "" : "[" + argument.count() + "]";
            fields.add(new EventField(dynamic ? type.fieldType() + array : type.fieldType(), argument.name(),
                    dynamic ? "" : array.isEmpty() || !kernel.has(Feature.ARRAY_LENGTH_HIDDEN) ? array : "[]", offset,
                    argument.size(), type.signed()));
            offset += room(kernel, argument);
        }
        return new EventLayout(definition.group(), definition.event(), common, fields, offset, printFormat(definition));
    }

    private static int room(Kernel kernel, FetchArgument argument) {
        boolean byBtf = argument.typeName() == null && !argument.type().isString()
                && !argument.type().equals(kernel.types().word());
        return byBtf && !kernel.has(Feature.BTF_SIZES) ? kernel.architecture().wordSize() : argument.size();
    }

    private static String printFormat(ProbeDefinition definition) {
        ProbeKind kind = definition.kind();
        StringBuilder text = new StringBuilder(64 + 32 * definition.arguments().size());
        StringBuilder values = new StringBuilder(32 + 16 * definition.arguments().size());
        text.append('"');
        if (kind.isReturn()) {
            text.append("(%lx <- %lx)");
            values.append(", REC->__probe_func, REC->__probe_ret_ip");
        } else if (kind.hasAddress()) {
            text.append("(%lx)");
            values.append(", REC->__probe_ip");
        }
        for (FetchArgument argument : definition.arguments()) {
            FetchType type = argument.type();
            text.append(' ').append(argument.name()).append('=');
            if (argument.count() == 0) {
                text.append(type.print());
                append(values, argument, "");
                continue;
            }
            for (int i = 0; i < argument.count(); i++) {
                text.append(i == 0 ? '{' : ',').append(type.print());
                append(values, argument, "[" + i + "]");
            }
            text.append('}');
        }
        return text.append('"').append(values).toString();
    }

    private static void append(StringBuilder values, FetchArgument argument, String element) {
        if (argument.type().isString()) {
            values.append(", __get_str(").append(argument.name()).append(element).append(')');
        } else {
            values.append(", REC->").append(argument.name()).append(element);
        }
    }
}
