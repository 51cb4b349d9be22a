/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of an answer what differs from boot to boot or from call to call. */
final class AnswerMask {

    /** Of a line of {@code trace}: task and its number, CPU, flags, time, the rest. */
    private static final Pattern LINE = Pattern.compile(" *\\S+-[0-9]+ +\\[[0-9]{3}\\] (\\S+) +[0-9.]+: (.*)");
    /** An argument whose value is a register's or the stack's; those named m and q have values that are known. */
    private static final Pattern ARGUMENT = Pattern
            .compile(" (?!m=|q=)([A-Za-z_][A-Za-z0-9_]*)=(\"[^\"]*\"|\\{[^}]*\\}|\\S+)");
    private static final Pattern CALLER = Pattern.compile("\\(\\S+ <- ");

    private static final String GONE = "\\((?:dummy_cleanup_module|loop_exit)\\+0x[0-9a-f]{3,}/0x[0-9a-f]+ \\[\\w+\\]\\)";

    private AnswerMask() {
    }

    /** An answer to an operation, as it is compared. */
    static String masked(String operation, String answer) {
        String common = answer.replaceAll("ID: \\d+", "ID").replaceAll("\\[ *\\d+\\.\\d+\\] ", "[TIME] ");
        return operation.startsWith("read\t") && operation.endsWith("trace") ? trace(common)
                : common.replaceAll("0x[0-9a-f]{8,16}", "ADDRESS");
    }

    private static String trace(String answer) {
        StringBuilder masked = new StringBuilder();
        for (String line : answer.split("\\\\n", -1)) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                String flags = parts.group(1);
                // the second tells whether another task waits for the CPU
                masked.append(flags.charAt(0)).append(flags.substring(2)).append(' ').append(event(parts.group(2)));
            } else {
                masked.append(line);
            }
            masked.append("\\n");
        }
        return masked.toString();
    }

    private static String event(String text) {
        String masked = CALLER.matcher(ARGUMENT.matcher(text).replaceAll(" $1=*")).replaceFirst("(CALLER <- ");
        // BusyBox makes folders without a umask, what the simulated board plays makes them with the usual one.
        masked = masked.replaceAll("\\bm=511\\b", "m=493").replaceAll("\\bm=0x1ff\\b", "m=0x1ed")
                // what vfs_mkdir returns from 6.15 on is a pointer
                .replaceAll("\\bq=-?\\d{7,}\\b", "q=POINTER");
        // A module's start-up text is freed; at its address there may be nothing, or more of the module that was loaded
        // next, which is counted to its last function.
        masked = masked.replaceFirst(GONE, "(ADDRESS)");
        return masked.replaceAll("/0x[0-9a-f]+", "/SIZE").replaceAll("0x[0-9a-f]{5,16}", "ADDRESS");
    }
}
