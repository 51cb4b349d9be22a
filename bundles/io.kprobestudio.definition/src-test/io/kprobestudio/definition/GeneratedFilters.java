/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.SplittableRandom;

/** Filters of events, right and nearly so. */
final class GeneratedFilters {
    private static final String[] OPERATORS = { "==", "!=", "<", "<=", ">", ">=", "&", "~", "=", "=>" };
    private static final String[] BROKEN = { "", "(", ")", "&&", "||", "!", "== 1", "a b c", "&", "\"", "'x", "no == 1",
            "((", "()", "! !", "CPU" };

    private final SplittableRandom random;

    GeneratedFilters(SplittableRandom random) {
        this.random = random;
    }

    /** What stands behind {@code if}. */
    String filter(EventLayout event) {
        StringBuilder text = new StringBuilder();
        int terms = 1 + random.nextInt(3);
        for (int i = 0; i < terms; i++) {
            boolean braces = random.nextInt(4) == 0;
            boolean not = random.nextInt(6) == 0;
            text.append(i == 0 ? "" : pick(" && ", " || ", "&&", "||", "  && ")).append(not ? pick("!", "! ") : "")
                    .append(braces ? "(" : not && random.nextBoolean() ? "" : "").append(term(event))
                    .append(braces ? ")" : "");
        }
        if (random.nextInt(4) == 0) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean() || at == text.length()) {
                text.insert(at, pick(BROKEN));
            } else {
                text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private String term(EventLayout event) {
        int own = event.fields().size();
        EventField field = own == 0 ? null : event.fields().get(random.nextInt(own));
        String name = field == null || random.nextInt(6) == 0
                ? pick("common_pid", "CPU", "cpu", "COMM", "comm", "common_type", "stacktrace") : field.name();
        boolean text = name.toLowerCase(java.util.Locale.ROOT).equals("comm")
                || field != null && name.equals(field.name()) && (field.type() + field.suffix()).contains("char");
        if (random.nextInt(8) == 0) {
            text = !text;
        }
        String suffix = switch (random.nextInt(14)) {
        case 0 -> ".function";
        case 1 -> ".ustring";
        default -> "";
        };
        String operator = text && random.nextInt(5) > 0 ? pick("==", "!=", "~")
                : OPERATORS[random.nextInt(random.nextInt(4) == 0 ? OPERATORS.length : 7)];
        String value = text
                ? pick("\"sh\"", "'sh'", "\"a*\"", "\"*b*\"", "\"\"", "\"a b\"", "\"" + "x".repeat(260) + "\"")
                : pick("0", "1", "-1", "0x10", "010", "12", "4294967295", "18446744073709551615", "0xfeedfacedeadbeef",
                        "123456789012345678901234", "1x", "CPUS{0}", "CPUS{0-3}", "CPUS{}", "CPUS{0", "CPUS",
                        "vfs_read",
                        "nope", "0x");
        String blank = pick(" ", " ", "", "  ");
        return name + suffix + blank + operator + blank + value;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
