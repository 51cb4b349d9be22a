/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileOperation;
import io.kprobestudio.target.FileWrite;

/**
 * Many writes as one script. What the kernel takes is passed over in silence: on a board with one CPU each line that the shell
 * prints costs more than the write that it tells of, since the SSH server wakes up for it and sends a packet. The messages of a
 * refused write, or of a run of them, end with a mark and the number; those of {@code dd} about a write that went well with
 * the mark alone:
 *
 * <pre>
 *   messages = ( message* MARK ( NUMBER | FIRST - LAST )? \n )*
 * </pre>
 *
 * <p>Runs of writes that differ in one thing only become a loop of the shell: many texts for one file, as when probes are
 * defined, with one open; one text for many files, as when they are switched on. For one thread.
 */
final class WriteScript {

    /** Longest text that the shell's own {@code echo} writes at once, in bytes. */
    private static final int LONGEST_LINE = 4095;
    private static final int LONGEST_TEXT = 65536;
    /** The kernel's own file systems live here, and none of them lets anybody make a file by opening it. */
    private static final String KERNEL = "/sys/kernel/";
    private static final int E2BIG = 7;
    /** Of a file that is not there the kernel's file systems say that it cannot be made. */
    private static final String REFUSED = """
            k_there() { [ -e "$k_f" ]; }
            k_s=; k_refused() { k_s=1; k_there || echo 'x: No such file or directory' >&2; echo "MARK$1" >&2; }
            """;
    private static final String NEXT = "%s; k_i=$((k_i + 1)); done";
    private static final String END = "else false; fi || k_refused ";

    private final Userland userland;
    private final String mark;
    private final boolean stopAtFailure;
    private final StringBuilder script = new StringBuilder();

    /**
     * Makes a script that is still empty.
     *
     * @param userland what the board has
     * @param marker the shell's random word
     * @param stopAtFailure whether writes behind a refused one are left out
     */
    WriteScript(Userland userland, String marker, boolean stopAtFailure) {
        this.userland = userland;
        mark = "w" + marker;
        this.stopAtFailure = stopAtFailure;
    }

    /** The script of these writes, which are numbered from 0. */
    String of(List<FileWrite> writes) throws FileException {
        script.append(REFUSED.replace("MARK", mark));
        int from = 0;
        while (from < writes.size()) {
            int texts = run(writes, from, WriteScript::isSameFile);
            int files = run(writes, from, WriteScript::isSameText);
            if (texts > 1) {
                texts(writes.subList(from, from + texts), from);
            } else if (files > 1) {
                files(writes.subList(from, from + files), from);
            } else {
                single(writes.get(from), from);
            }
            from += texts > 1 ? texts : Math.max(1, files);
        }
        return script.append(':').toString();
    }

    /** One write alone, without a look whether the file is there; its exit status is the script's. */
    String again(FileWrite write) throws FileException {
        append(write, word(operation(write), write.path()));
        return script.toString();
    }

    /** What the script answered: the numbers of the writes that were refused, with the messages. */
    Map<Integer, String> refused(CommandShell.Answer answer) {
        Map<Integer, String> refused = new HashMap<>();
        StringBuilder said = new StringBuilder();
        for (String line : answer.messages().split("\n")) {
            if (!line.startsWith(mark)) {
                said.append(line).append('\n');
                continue;
            }
            String number = line.substring(mark.length());
            if (number.matches("[0-9]{1,9}(-[0-9]{1,9})?")) {
                String[] ends = number.split("-");
                for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                    refused.put(i, said.toString());
                }
            }
            said.setLength(0);
        }
        return refused;
    }

    @FunctionalInterface
    private interface Alike {

        boolean test(FileWrite one, FileWrite other);
    }

    /** How many writes from here on are like the first. */
    private int run(List<FileWrite> writes, int from, Alike alike) {
        int end = from;
        while (end < writes.size() && echoes(writes.get(end).text()) && alike.test(writes.get(from), writes.get(end))) {
            end++;
        }
        return end - from;
    }

    /** A file that is opened once is truncated once. */
    private static boolean isSameFile(FileWrite one, FileWrite other) {
        return !one.truncate() && !other.truncate() && one.path().equals(other.path());
    }

    private static boolean isSameText(FileWrite one, FileWrite other) {
        return one.truncate() == other.truncate() && one.text().equals(other.text());
    }

    /** One open for all of them; where that is refused, they all are. */
    private void texts(List<FileWrite> writes, int first) throws FileException {
        FileWrite write = writes.get(0);
        begin(write, first);
        script.append("for k_t in");
        writes.forEach(each -> script.append(' ').append(Quoting.word(each.text())));
        script.append("; do echo -n \"$k_t\" || ").append(NEXT.formatted(refuse())).append(" >>\"$k_f\"\n").append(END)
                .append(first).append('-').append(first + writes.size() - 1).append('\n');
    }

    private void files(List<FileWrite> writes, int first) throws FileException {
        FileWrite write = writes.get(0);
        script.append("k_i=").append(first).append('\n').append(unlessStopped()).append("for k_f in");
        for (FileWrite each : writes) {
            script.append(' ').append(word(operation(each), each.path()));
        }
        script.append("; do ").append(writes.stream().allMatch(WriteScript::isKernels) ? "" : "k_there && ");
        append(write, "\"$k_f\"");
        script.append(" || ").append(NEXT.formatted(refuse())).append('\n');
    }

    private void single(FileWrite write, int number) throws FileException {
        begin(write, number);
        boolean talks = append(write, "\"$k_f\"");
        // A here-document ends with its line
        script.append('\n').append(END).append(number).append('\n');
        if (talks) {
            script.append("echo '").append(mark).append("' >&2\n");
        }
    }

    private void begin(FileWrite write, int number) throws FileException {
        script.append("k_f=").append(word(operation(write), write.path())).append("; k_i=").append(number).append('\n')
                .append(unlessStopped()).append("if ").append(isKernels(write) ? ":" : "k_there").append("; then\n");
    }

    private String unlessStopped() {
        return stopAtFailure ? "[ -n \"$k_s\" ] || " : "";
    }

    private String refuse() {
        return stopAtFailure ? "{ k_refused $k_i; break; }" : "k_refused $k_i";
    }

    private static boolean isKernels(FileWrite write) {
        return write.path().startsWith(KERNEL) && !write.path().contains("/../");
    }

    /** Whether the shell's own {@code echo} writes it as it is, with one {@code write}. */
    private boolean echoes(String text) {
        boolean line = text.indexOf('\n') < 0 || text.indexOf('\n') == text.length() - 1;
        return userland.echoTellsErrno() && line && !text.isEmpty() && text.length() <= LONGEST_LINE
                && text.indexOf('\0') < 0 && !text.matches("-[neE]+\n?");
    }

    /**
     * The command that writes. Each way is one {@code write} of the kernel: BusyBox's and bash's {@code echo} of a line up to
     * a page; {@code dd} of what it reads at once, and a here-document is in the pipe whole before {@code dd} reads it (the
     * kernel lets a write of up to the pipe's 64 KiB through in one piece); {@code dd} of all that {@code printf} brings,
     * where there is a NUL; without {@code dd}, {@code cat} of what {@code printf} brings, up to a page.
     *
     * @return whether it has something to say also when it goes well, as {@code dd}
     */
    private boolean append(FileWrite write, String word) throws FileException {
        String text = write.text();
        String into = (write.truncate() ? " >" : " >>") + word;
        if (text.length() > LONGEST_TEXT) {
            throw new FileException(operation(write), write.path(), E2BIG,
                    "Argument list too long: a text of more than 65536 bytes cannot be written at once, bytes="
                            + text.length());
        }
        if (text.isEmpty()) {
            script.append("true").append(into);
            return false;
        }
        if (text.indexOf('\0') >= 0) {
            // bash prints a line at a time; where the two sizes differ, dd gathers what it reads
            String pipe = userland.dd() ? " | dd ibs=" + (text.length() + 1) + " obs=" + text.length() : " | cat";
            script.append("printf ").append(Quoting.printfFormat(write.bytes())).append(pipe).append(into);
            return userland.dd();
        }
        if (echoes(text)) {
            script.append("echo -n ").append(Quoting.word(text)).append(into);
            return false;
        }
        if (userland.dd()) {
            script.append("dd bs=").append(text.length()).append(" count=1").append(into).append(" <<'").append(mark)
                    .append("D'\n").append(text).append('\n').append(mark).append('D');
            return true;
        }
        script.append("printf %s ").append(Quoting.word(text)).append(" | cat").append(into);
        return false;
    }

    static FileOperation operation(FileWrite write) {
        return write.truncate() ? FileOperation.TRUNCATE : FileOperation.APPEND;
    }

    static String word(FileOperation operation, String path) throws FileException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is not absolute: path=" + path);
        }
        if (path.indexOf('\0') >= 0) {
            throw new FileException(operation, path.replace('\0', '?'), 22,
                    "Invalid argument: no file's name holds NUL");
        }
        return Quoting.path(path);
    }
}
