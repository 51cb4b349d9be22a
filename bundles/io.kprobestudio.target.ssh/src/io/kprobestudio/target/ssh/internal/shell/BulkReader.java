/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/**
 * Reads many files with few processes: one {@code head}, or {@code cat} where there is none, prints two hundred of them,
 * and before each a file whose content separates them, {@code /proc/sys/kernel/random/boot_id}, which is the same for as
 * long as the kernel runs and occurs in no other file. Where the board hides that one, or names no file in a
 * complaint, a process for each file does it.
 *
 * <p>Why {@code head}: BusyBox's {@code cat} copies by {@code sendfile}, which takes the kernel 10 ms for a file of tracefs on
 * an emulated i.MX6, and its {@code head} 1 ms.
 */
public final class BulkReader {

    private static final String SEPARATOR_FILE = "/proc/sys/kernel/random/boot_id";
    private static final String ASK_SEPARATOR = "cat " + SEPARATOR_FILE + " </dev/null 2>/dev/null || echo";
    private static final int FILES_A_CAT = 200;
    /** So many are read by the request that finds out their names. */
    private static final int FILES_AT_ONCE = 32;
    private static final int CONTENT_LIMIT = 256 << 20;

    private final CommandShell shell;
    private final String program;
    private volatile String separator = "";

    /** Makes a reader of a shell and what its userland has. */
    public BulkReader(CommandShell shell, Userland userland) {
        this.shell = shell;
        program = userland.head() ? "head -q -c " + CONTENT_LIMIT + " " : "cat ";
    }

    /**
     * Reads; see {@code Connection.readAll}. Where it is about a few files, one request finds out what they are called and
     * reads them:
     *
     * <pre>
     *   output  [ separator \n ]  ( SEPARATOR_FILE NUL name NUL )*  [ NUL content of all those, a separator before each and at the end ]
     * </pre>
     *
     * <p>Of more files only the names come, a block at a time: each line that the shell prints is a packet.
     */
    public Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException {
        check(patterns);
        String known = separator;
        StringBuilder script = new StringBuilder(known.isEmpty() ? ASK_SEPARATOR + "\n" : "");
        script.append("k_b=").append(SEPARATOR_FILE).append("; k_m=").append(known.equals("\n") ? "1" : "")
                .append("; set --; for k_f in");
        patterns.forEach(pattern -> script.append(' ').append(Quoting.pattern(pattern)));
        script.append("""
                ; do if [ -f "$k_f" ] && [ -r "$k_f" ]; then
                [ $# -lt %d ] || { k_m=1; printf '%%s\\0' "$@"; set --; }
                set -- "$@" $k_b "$k_f"; fi; done
                if [ $# -gt 0 ]; then printf '%%s\\0' "$@"
                [ -n "$k_m" ] || { printf '\\0'; %s"$@" $k_b </dev/null; }; fi; set --""".formatted(2 * FILES_AT_ONCE,
                program));
        CommandShell.Answer answer = shell.run(script.toString(), CONTENT_LIMIT);
        progress.check("reading files");
        int line = known.isEmpty() ? answer.output().indexOf('\n') + 1 : 0;
        separator = known.isEmpty() ? answer.output().substring(0, line) : known;
        int end = answer.output().indexOf("\0\0", line);
        String[] words = answer.output().substring(line, end < 0 ? answer.output().length() : end).split("\0");
        List<String> names = new ArrayList<>();
        for (int i = 1; i < words.length; i += 2) {
            names.add(words[i]);
        }
        Map<String, byte[]> read = new HashMap<>();
        Predicate<String> asked = asked(patterns);
        List<String> files = names.stream().filter(asked).distinct().toList();
        boolean done = end >= 0 && !answer.cut() && !separator.isBlank()
                && split(names, separator, answer.output().substring(end + 2), answer.messages(), read);
        return done ? inOrder(files, read) : contents(files, progress);
    }

    /** Refuses patterns that are not absolute paths of files. */
    static void check(List<String> patterns) {
        for (String pattern : patterns) {
            if (!pattern.startsWith("/") || pattern.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("pattern is not an absolute path: pattern=" + pattern);
            }
        }
    }

    private Map<String, byte[]> contents(List<String> files, Progress progress) throws TargetException {
        Chunks chunks = new Chunks(program, files, separator, progress);
        shell.run(chunks, CONTENT_LIMIT);
        return inOrder(files, chunks.contents);
    }

    private static Map<String, byte[]> inOrder(List<String> files, Map<String, byte[]> read) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String name : files) {
            if (read.containsKey(name)) {
                contents.put(Quoting.textOf(name), read.get(name));
            }
        }
        return contents;
    }

    /**
     * Cuts what one program printed of several files.
     *
     * @param files the files' names, in order
     * @param separator what stands before each of them and at the end
     * @param output what was printed
     * @param said the messages, each of which names a file that cannot be read
     * @param contents gets what each file held
     * @return whether it is clear what belongs to which
     */
    private static boolean split(List<String> files, String separator, String output, String said,
            Map<String, byte[]> contents) {
        List<String> parts = new ArrayList<>();
        int from = separator.length();
        for (int at = output.indexOf(separator, from); at >= 0; at = output.indexOf(separator, from)) {
            parts.add(output.substring(from, at));
            from = at + separator.length();
        }
        if (parts.size() != files.size() || from != output.length() || !output.startsWith(separator)) {
            return false;
        }
        List<String> refused = new ArrayList<>();
        for (String message : said.strip().split("\n")) {
            if (!message.isEmpty()) {
                List<String> named = files.stream().distinct()
                        .filter(file -> message.contains(file + "'") || message.contains(file + ":")).toList();
                if (named.size() != 1) {
                    return false;
                }
                refused.addAll(named);
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!refused.contains(files.get(i))) {
                contents.put(files.get(i), parts.get(i).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return true;
    }

    /** Whether a name, as bytes, is one that was asked for: who takes a target's files by name must not meet others. */
    static Predicate<String> asked(List<String> patterns) {
        Set<String> plain = new HashSet<>();
        List<String> masks = new ArrayList<>();
        for (String pattern : patterns) {
            String bytes = Quoting.bytesOf(pattern);
            if (bytes.indexOf('*') < 0) {
                plain.add(bytes);
                continue;
            }
            StringBuilder mask = new StringBuilder();
            for (String part : bytes.split("\\*", -1)) {
                // As in a shell, a star takes no leading dot, so that no step upwards is among what it takes
                mask.append(mask.isEmpty() ? "" : mask.toString().endsWith("/\\E") ? "(?!\\.)[^/]*" : "[^/]*")
                        .append(Pattern.quote(part));
            }
            masks.add(mask.toString());
        }
        Pattern starred = Pattern.compile(String.join("|", masks), Pattern.DOTALL);
        return name -> plain.contains(name) || !masks.isEmpty() && starred.matcher(name).matches();
    }

    /** Pieces of the list of files, as scripts, and what they answer. */
    private static final class Chunks implements CommandShell.Pipeline {

        private final Map<String, byte[]> contents = new HashMap<>();
        private final Deque<List<String>> unsent = new ArrayDeque<>();
        private final Deque<List<String>> unanswered = new ArrayDeque<>();
        private final String program;
        private final String separator;
        private final Progress progress;
        private final int total;
        private int done;

        Chunks(String program, List<String> files, String separator, Progress progress) {
            this.program = program;
            this.separator = separator;
            this.progress = progress;
            total = files.size();
            int size = separator.isBlank() ? 1 : FILES_A_CAT;
            for (int from = 0; from < total; from += size) {
                unsent.add(files.subList(from, Math.min(total, from + size)));
            }
        }

        @Override
        public @Nullable String next() {
            if (unsent.isEmpty()) {
                return null;
            }
            List<String> chunk = unsent.remove();
            unanswered.add(chunk);
            StringBuilder script = new StringBuilder();
            if (chunk.size() == 1) {
                script.append(program).append(Quoting.word(chunk.get(0)));
            } else {
                script.append("k_b=").append(SEPARATOR_FILE).append("; ").append(program);
                for (String file : chunk) {
                    script.append("$k_b ").append(Quoting.word(file)).append(" ");
                }
                script.append("$k_b");
            }
            return script.append(" </dev/null").toString();
        }

        @Override
        public void answer(CommandShell.Answer answer) throws TargetException {
            progress.check("reading files");
            List<String> chunk = unanswered.remove();
            if (chunk.size() == 1) {
                if (answer.exit() == 0 && !answer.cut()) {
                    contents.put(chunk.get(0), answer.bytes());
                }
            } else if (!split(chunk, separator, answer.output(), answer.messages(), contents)) {
                // Which file it is that cannot be read is not clear: one by one, then
                chunk.forEach(file -> unsent.add(List.of(file)));
                return;
            }
            done += chunk.size();
            progress.report("reading files: %d of %d".formatted(done, total));
        }
    }
}
