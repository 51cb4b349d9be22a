/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks a board's kernel for its verdict of definitions, many in one command, since a login takes longer than a definition.
 * A loop of the board's own shell writes each alone, opening the control file with truncation: only for boards that nobody
 * else uses. To be used by one thread.
 */
final class KernelJudge {

    private static final int BATCH = 500;
    private static final char MARK = 1;

    // One process a definition (cat): a fork costs the emulated board some 10 ms, all else below a tenth of that.
    private static final String LOOP = """
            cd /sys/kernel/tracing
            echo 1 > /sys/kernel/rcu_expedited
            C=%s
            while IFS= read -r d; do
                : > error_log
                if echo -e "$d" 2> /tmp/refusal > $C; then
                    l=
                    read -r l < $C
                    printf '\\001+\\n'
                    p=${l#*:}
                    p=${p%%%% *}
                    case $l in
                        '') ;;
                        *) cat $C
                            printf '\\001F\\n'
                            cat events/$p/format 2> /dev/null ;;
                    esac
                else
                    printf '\\001-\\n'
                    cat /tmp/refusal
                    printf '\\001L\\n'
                    cat error_log
                fi
            done
            : > $C
            printf '\\001.\\n'
            """;

    // The words that the board's shell has for a write's error.
    private static final Map<String, Integer> ERRORS = Map.ofEntries(Map.entry("No such file or directory", 2),
            Map.entry("Argument list too long", 7), Map.entry("Cannot allocate memory", 12),
            Map.entry("Out of memory", 12),
            Map.entry("Bad address", 14), Map.entry("Device or resource busy", 16), Map.entry("Resource busy", 16),
            Map.entry("File exists", 17), Map.entry("No such device", 19), Map.entry("Invalid argument", 22),
            Map.entry("No space left on device", 28), Map.entry("Numerical result out of range", 34),
            Map.entry("Invalid or incomplete multibyte or wide character", 84),
            Map.entry("Operation not supported", 95),
            Map.entry("Address not available", 99), Map.entry("Cannot assign requested address", 99));

    private final Board board;
    private final String control;

    /**
     * Asks through a control file.
     *
     * @param board whom
     * @param control {@code kprobe_events} or {@code dynamic_events}
     */
    KernelJudge(Board board, String control) {
        this.board = board;
        this.control = control;
    }

    /** The kernel's answers, in the order of the definitions; a definition is a line without its newline, as bytes. */
    List<Answer> ask(List<byte[]> definitions) throws IOException, InterruptedException {
        board.clear();
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < definitions.size(); from += BATCH) {
            List<byte[]> batch = definitions.subList(from, Math.min(definitions.size(), from + BATCH));
            StringBuilder input = new StringBuilder();
            for (byte[] definition : batch) {
                escape(definition, input);
                input.append('\n');
            }
            String text = board.exec(LOOP.formatted(control), input.toString().getBytes(StandardCharsets.US_ASCII))
                    .checked();
            List<Answer> got = parse(text);
            if (got.size() != batch.size()) {
                throw new AssertionError(got.size() + " answers to " + batch.size() + " definitions, the last after "
                        + new String(batch.get(Math.min(got.size(), batch.size() - 1)), StandardCharsets.ISO_8859_1));
            }
            answers.addAll(got);
        }
        return answers;
    }

    // For the shell's `echo -e`: whatever is not plain goes as an octal number.
    private static void escape(byte[] definition, StringBuilder to) {
        for (int i = 0; i < definition.length; i++) {
            int value = definition[i] & 0xff;
            boolean plain = value > ' ' && value < 0x7f && value != '\\' && !(i == 0 && value == '-')
                    || value == ' ' && i > 0;
            if (plain) {
                to.append((char) value);
            } else {
                to.append("\\0%03o".formatted(value));
            }
        }
    }

    private static List<Answer> parse(String text) {
        List<Answer> answers = new ArrayList<>();
        String[] parts = text.split(String.valueOf(MARK), -1);
        for (int i = 1; i < parts.length; i++) {
            String content = parts[i].substring(2);
            switch (parts[i].charAt(0)) {
            case '+' -> {
                boolean listed = !content.isEmpty();
                String format = listed ? parts[++i].substring(2) : "";
                answers.add(
                        new Answer(0, null, -1, listed ? content : null, format.isEmpty() ? null : format));
            }
            case '-' -> answers.add(Answer.refused(errno(content), parts[++i].substring(2)));
            case '.' -> {
                return answers;
            }
            default -> throw new AssertionError("a part of an answer that nobody sent: " + parts[i]);
            }
        }
        throw new AssertionError("the board's answer has no end: " + text.substring(Math.max(0, text.length() - 200)));
    }

    private static int errno(String words) {
        String last = words.strip();
        last = last.substring(last.lastIndexOf(": ") + 1).strip();
        if (last.startsWith("Unknown error ")) {
            return Integer.parseInt(last.substring("Unknown error ".length()));
        }
        if (!ERRORS.containsKey(last)) {
            throw new AssertionError("an error of unknown number: " + words);
        }
        return ERRORS.get(last);
    }
}
