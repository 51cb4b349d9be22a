/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that was done to a target.
 *
 * @param time when its outcome was known, in milliseconds, by this machine's clock
 * @param target the address by which the target was reached
 * @param user the user of this machine who ran the program
 * @param program what did it: {@code kprobes record}, {@code workbench}
 * @param pid the program's process number on this machine
 * @param action what was done
 * @param path the file, folder or program on the target, or an empty text
 * @param text what was written, each char one byte; of a long text its first {@link #MOST_TEXT} bytes. Of a confirmation, the
 *        question
 * @param length how long the whole text was, in bytes
 * @param errno 0 when it was done, the kernel's error number when it was refused, {@link #UNANSWERED} when the link broke
 *        before the answer came
 * @param failure why it was refused or is not known, in words; empty when it was done
 */
public record LogEntry(Instant time, String target, String user, String program, long pid, Action action, String path,
        String text, int length, int errno, String failure) {

    /** How much of a text is kept, in bytes: more than the kernel takes of a definition. */
    public static final int MOST_TEXT = 4096;

    /** The error number of what may have been done or not: nobody answered. */
    public static final int UNANSWERED = -1;

    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What can be done to a target. */
    public enum Action {
        /** A file was opened for append and written to. */
        APPEND("append"),
        /** A file was opened with truncation and written to. */
        WRITE("write"),
        /** A folder was made. */
        MAKE_DIRECTORY("mkdir"),
        /** A folder was removed. */
        REMOVE_DIRECTORY("rmdir"),
        /** A program was started; its arguments, which may be secret, are not kept. */
        RUN("run"),
        /** The ring buffer of an instance began to be read, which takes its events out. */
        DRAIN("drain"),
        /** A write was left with the target, which does it when it hears nothing more of the drain before. */
        DEAD_MAN("dead man"),
        /** A person agreed to what was asked while connecting, such as to mount tracefs. */
        CONFIRM("confirm"),
        /** Entries before this one are missing, since they could not be written. */
        LOST("lost");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        /** The word that stands for it in the file. */
        public String word() {
            return word;
        }

        static Optional<Action> of(String word) {
            for (Action action : values()) {
                if (action.word.equals(word)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }
    }

    /** Cuts the time to milliseconds and the text to its bound. */
    public LogEntry {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        text = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }

    /** Whether the target did it. */
    public boolean isDone() {
        return errno == 0;
    }

    /** The entry as its line in the file, without the newline: one JSON object in ASCII. */
    public String json() {
        return LogLine.of(this);
    }

    /** What came of it, in a few words: {@code done}, {@code left} of what the target may do later, or why not. */
    public String outcome() {
        return switch (errno) {
        case 0 -> action == Action.DEAD_MAN ? "left" : action == Action.LOST ? "lost" : "done";
        case UNANSWERED -> "not known: " + escaped(failure);
        default -> escaped(failure) + " (errno=" + errno + ")";
        };
    }

    /** The time in UTC, always with milliseconds: {@code 2026-11-23T09:30:00.000Z}. */
    public String shownTime() {
        return TIME.format(time);
    }

    /** The text for people, on one line: what is not a printable ASCII char is escaped. */
    public String shownText() {
        String shown = escaped(text);
        return length > text.length() ? shown + "... (" + length + " bytes)" : shown;
    }

    /** The path and the text for people, on one line. */
    public String shownObject() {
        String shown = shownText();
        return path.isEmpty() || shown.isEmpty() ? escaped(path) + shown : escaped(path) + ": " + shown;
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
            case '\n' -> shown.append("\\n");
            case '\t' -> shown.append("\\t");
            case '\\' -> shown.append("\\\\");
            default -> shown.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "\\x%02x".formatted((int) c));
            }
        }
        return shown.toString();
    }
}
