/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they are written on the command line: {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1.5}. */
final class Durations {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)?");

    private static final long LONGEST_MILLIS = Duration.ofDays(366).toMillis();

    private Durations() {
    }

    /**
     * Reads a time, to the millisecond; a number alone is seconds.
     *
     * @throws UsageException when it is none, or longer than a year
     */
    static Duration parse(String option, String text) throws UsageException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("%s wants a time such as 10s, 500ms or 2m, %s=%s".formatted(option, option, text));
        }
        String unit = String.valueOf(matcher.group(2));
        double millis = Double.parseDouble(String.valueOf(matcher.group(1))) * switch (unit) {
        case "ms" -> 1;
        case "m" -> 60_000;
        case "h" -> 3_600_000;
        default -> 1000;
        };
        if (millis > LONGEST_MILLIS) {
            throw new UsageException("%s is a time of a year at most, %s=%s".formatted(option, option, text));
        }
        return Duration.ofMillis(Math.round(millis));
    }
}
