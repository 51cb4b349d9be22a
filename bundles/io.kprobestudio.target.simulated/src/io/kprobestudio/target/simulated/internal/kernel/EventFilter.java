/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventField;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** An event's filter: which records are kept (kernel/trace/trace_events_filter.c). */
public sealed interface EventFilter {

    /** More than any simulated board has. */
    int MOST_PROCESSORS = 64;

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
            long read = read(field, payload);
            long wanted = value;
            if (bits < 64) {
                int spare = 64 - bits;
                read = field.signed() ? read << spare >> spare : read;
                wanted = field.signed() ? value << spare >> spare : value << spare >>> spare;
            }
            return compare(read, operator, wanted, field.signed());
        }
    }

    private static long read(EventField field, byte[] payload) {
        long read = 0;
        for (int i = 0; i < field.size() && i < 8 && field.offset() + i < payload.length; i++) {
            read |= (payload[field.offset() + i] & 0xffL) << 8 * i;
        }
        return read;
    }

    /** The CPU compared. */
    record Cpu(String operator, long value) implements EventFilter {
        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            return compare(cpu, operator, value, true);
        }
    }

    /** A CPU, or a field that holds one ({@code field} is null for the CPU of the record), compared with some. */
    record Processors(@org.eclipse.jdt.annotation.Nullable EventField field, String operator, BitSet wanted)
            implements
                EventFilter {

        /** Reads a list such as {@code 0,2-5}, {@code 0-7:1/2} or {@code all}. */
        static Processors of(@org.eclipse.jdt.annotation.Nullable EventField field, String operator, String list) {
            BitSet wanted = new BitSet();
            for (String part : list.split(",", -1)) {
                String[] range = part.split("[-:/]");
                if (part.equals("all")) {
                    wanted.set(0, MOST_PROCESSORS);
                } else if (!part.isEmpty()) {
                    int from = processor(range[0]);
                    int to = range.length > 1 ? processor(range[1]) : from;
                    int used = range.length > 2 ? Integer.parseInt(range[2]) : 1;
                    int group = range.length > 2 ? Integer.parseInt(range[3]) : 1;
                    for (int cpu = from; cpu <= to; cpu++) {
                        wanted.set(cpu, wanted.get(cpu) || (cpu - from) % group < used);
                    }
                }
            }
            return new Processors(field, operator, wanted);
        }

        private static int processor(String text) {
            return text.equals("N") ? MOST_PROCESSORS - 1 : Math.min(MOST_PROCESSORS - 1, Integer.parseInt(text));
        }

        @Override
        public boolean matches(byte[] payload, Task task, int cpu) {
            EventField from = field;
            int at = from == null ? cpu : (int) read(from, payload);
            boolean in = at >= 0 && wanted.get(at);
            return switch (operator) {
            case "==" -> in && wanted.cardinality() == 1;
            case "!=" -> !in || wanted.cardinality() != 1;
            default -> in;
            };
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
