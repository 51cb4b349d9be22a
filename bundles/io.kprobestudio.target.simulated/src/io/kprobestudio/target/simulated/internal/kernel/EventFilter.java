/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** An event's filter: which records are kept (kernel/trace/trace_events_filter.c). */
public sealed interface EventFilter {

    /**
     * Whether a record passes.
     *
     * @param payload the record from its common fields on
     * @param task the task that it is recorded for
     * @param cpu the CPU that it is recorded on
     */
    boolean matches(byte[] payload, Task task, int cpu);

    /** All of these. */
    record All(List<EventFilter> parts) implements EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            for (EventFilter part : parts) {
                if (!part.matches(payload, task, cpu)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Any of these. */
    record Any(List<EventFilter> parts) implements EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            for (EventFilter part : parts) {
                if (part.matches(payload, task, cpu)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Not this. */
    record Not(EventFilter part) implements EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            return !part.matches(payload, task, cpu);
        }
    }

    /** A number compared. */
    record Number(EventField field, String operator, long value) implements EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            int bits = 8 * field.size();
            long read = 0;
            for (int i = 0; i < field.size() && i < 8 && field.offset() + i < payload.length; i++) {
                read |= (payload[field.offset() + i] & 0xffL) << 8 * i;
            }
            long wanted = value;
            if (bits < 64) {
                int spare = 64 - bits;
                read = field.signed() ? read << spare >> spare : read;
                wanted = field.signed() ? value << spare >> spare : value << spare >>> spare;
            }
            return compare(read, operator, wanted, field.signed());
        }
    }

    /** The CPU compared. */
    record Cpu(String operator, long value) implements EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            return compare(cpu, operator, value, true);
        }
    }

    /** A text compared; {@code field} is null for the name of the task. */
    record Text(@org.eclipse.jdt.annotation.Nullable EventField field, boolean equal, String value, boolean glob)
            implements
                EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            EventField from = field;
            String text = from == null ? task.comm() : text(from, payload);
            boolean same = glob ? glob(value).matcher(text).matches() : text.equals(value);
            return same == equal;
        }

        private static String text(EventField field, byte[] payload) {
            int offset = field.offset();
            int length = field.size();
            if (field.kind() == EventField.Kind.DYNAMIC) {
                int word = 0;
                for (int i = 0; i < 4; i++) {
                    word |= (payload[offset + i] & 0xff) << 8 * i;
                }
                offset = word & 0xffff;
                length = word >>> 16;
            }
            int end = offset;
            while (end < Math.min(payload.length, offset + length) && payload[end] != 0) {
                end++;
            }
            return new String(payload, offset, Math.max(0, end - offset), StandardCharsets.ISO_8859_1);
        }

        private static Pattern glob(String pattern) {
            StringBuilder regex = new StringBuilder();
            for (char c : pattern.toCharArray()) {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        }
    }

    private static boolean compare(long read, String operator, long value, boolean signed) {
        int order = signed ? Long.compare(read, value) : Long.compareUnsigned(read, value);
        return switch (operator) {
        case "==" -> read == value;
        case "!=" -> read != value;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "&" -> (read & value) != 0;
        default -> false;
        };
    }
}
