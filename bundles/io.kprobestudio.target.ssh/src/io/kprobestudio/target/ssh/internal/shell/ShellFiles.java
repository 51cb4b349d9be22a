/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.ErrorTexts;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileOperation;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.WriteOutcome;

/** Files of the board by way of its shell. Thread-safe. */
public final class ShellFiles {

    private static final int NO_SUCH_COMMAND = 127;
    private static final int EACCES = 13;
    private static final int ENOSYS = 38;
    private static final int MESSAGE_LIMIT = 1 << 16;
    private static final int NAMES_LIMIT = 16 << 20;
    private static final int BATCH = 256;
    private static final String SERVERS = "sshd.*|dropbear.*";
    private static final String CARRIERS = SERVERS + "|sudo|doas|[a-z]*sh";

    private final CommandShell shell;
    private final Userland userland;
    private final String remedy;

    /**
     * Makes files of a shell and what its userland has.
     *
     * @param shell the shell
     * @param userland what was found out of it
     * @param remedy what gives more rights, for messages
     */
    public ShellFiles(CommandShell shell, Userland userland, String remedy) {
        this.shell = shell;
        this.userland = userland;
        this.remedy = remedy;
    }

    /** Reads a file; see {@code Connection.read}. */
    public byte[] read(String path, int limit) throws TargetException {
        CommandShell.Answer answer = shell.run("cat " + word(FileOperation.READ, path) + " </dev/null", limit);
        if (answer.exit() != 0) {
            throw refusal(FileOperation.READ, path, answer.messages());
        }
        if (answer.cut()) {
            throw new FileException(FileOperation.READ, path, 27, "File too large, limit=" + limit);
        }
        return answer.bytes();
    }

    /** Whether a path is there; see {@code Connection.exists}. */
    public boolean exists(String path) throws TargetException {
        String word = word(FileOperation.READ, path);
        return shell.run("[ -e " + word + " ]", MESSAGE_LIMIT).exit() == 0;
    }

    /** The names in a folder; see {@code Connection.list}. */
    public List<String> list(String path) throws TargetException {
        String word = word(FileOperation.LIST, path);
        // A name holds no slash, so that a slash can end it
        CommandShell.Answer answer = shell.run("""
                if [ -d %1$s ] && [ -r %1$s ] && [ -x %1$s ]; then
                for k_f in %1$s/* %1$s/.*; do
                if [ -e "$k_f" ] || [ -L "$k_f" ]; then printf '%%s/' "${k_f##*/}"; fi; done; true
                elif [ -d %1$s ]; then echo 'x: Permission denied' >&2; false
                elif [ -e %1$s ]; then echo 'x: Not a directory' >&2; false
                else cat %1$s </dev/null; false; fi""".formatted(word), NAMES_LIMIT);
        if (answer.exit() != 0) {
            throw refusal(FileOperation.LIST, path, answer.messages());
        }
        List<String> names = new ArrayList<>();
        for (String name : answer.output().split("/")) {
            if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.add(Quoting.textOf(name));
            }
        }
        names.sort(null);
        return List.copyOf(names);
    }

    /** Appends the shell's own process number to a file. */
    public void appendOwnProcess(String path) throws TargetException {
        CommandShell.Answer answer = shell.run("echo $$ >>" + word(FileOperation.APPEND, path), MESSAGE_LIMIT);
        if (answer.exit() != 0) {
            throw refusal(FileOperation.APPEND, path, answer.messages());
        }
    }

    /**
     * The processes that lead from this shell to the SSH server that listens, without that one: the servers of this session,
     * and what made us root.
     */
    public List<Long> servers() throws TargetException {
        CommandShell.Answer answer = shell.run("""
                k_p=$$; while :; do k_q=
                while read -r k_x k_y; do case $k_x in PPid:) k_q=$k_y;; esac; done </proc/$k_p/status
                [ "${k_q:-0}" -gt 1 ] && read -r k_x </proc/$k_q/comm || break; echo "$k_q $k_x"; k_p=$k_q; done; :""",
                MESSAGE_LIMIT);
        List<Long> found = new ArrayList<>();
        int lastServer = 0;
        for (String line : answer.output().split("\n")) {
            String[] words = line.split(" ", 2);
            if (words.length < 2 || !words[0].matches("[0-9]{1,9}") || !words[1].matches(CARRIERS)) {
                break;
            }
            lastServer = words[1].matches(SERVERS) ? found.size() : lastServer;
            found.add(Long.valueOf(words[0]));
        }
        return List.copyOf(found.subList(0, lastServer));
    }

    /** Makes a folder; see {@code Connection.makeDirectory}. */
    public void makeDirectory(String path) throws TargetException {
        change(FileOperation.MAKE_DIRECTORY, "mkdir -m 755 ", path);
    }

    /** Removes a folder; see {@code Connection.removeDirectory}. */
    public void removeDirectory(String path) throws TargetException {
        change(FileOperation.REMOVE_DIRECTORY, "rmdir ", path);
    }

    private void change(FileOperation operation, String command, String path) throws TargetException {
        CommandShell.Answer answer = shell.run(command + word(operation, path) + " </dev/null", MESSAGE_LIMIT);
        if (answer.exit() == NO_SUCH_COMMAND) {
            throw new FileException(operation, path, ENOSYS,
                    "the target has no command for it: " + command.substring(0, command.indexOf(' ')));
        }
        if (answer.exit() != 0) {
            throw refusal(operation, path, answer.messages());
        }
    }

    /** Writes; see {@code Connection.writeAll}. */
    public List<WriteOutcome> writeAll(List<FileWrite> writes, boolean stopAtFailure) throws TargetException {
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < writes.size(); from += BATCH) {
            List<FileWrite> batch = writes.subList(from, Math.min(writes.size(), from + BATCH));
            WriteScript script = new WriteScript(userland, shell.marker(), stopAtFailure);
            List<WriteOutcome> done = new ArrayList<>();
            Map<Integer, String> refused = script.refused(shell.run(script.of(batch), MESSAGE_LIMIT));
            for (int i = 0; i < batch.size() && !(stopAtFailure && refused(done)); i++) {
                FileWrite write = batch.get(i);
                String said = refused.get(i);
                done.add(new WriteOutcome(write, said == null ? null
                        : refusal(WriteScript.operation(write), write.path(), said)));
            }
            outcomes.addAll(done);
            if (stopAtFailure && refused(done)) {
                break;
            }
        }
        return List.copyOf(outcomes);
    }

    private static boolean refused(List<WriteOutcome> done) {
        return !done.isEmpty() && !done.get(done.size() - 1).accepted();
    }

    /** Writes what was written before, without a look whether the file is still there: the quickest that there is. */
    public void writeAgain(FileWrite write) throws TargetException {
        CommandShell.Answer answer = shell.run(new WriteScript(userland, shell.marker(), true).again(write),
                MESSAGE_LIMIT);
        if (answer.exit() != 0) {
            throw refusal(WriteScript.operation(write), write.path(), answer.messages());
        }
    }

    private static String word(FileOperation operation, String path) throws FileException {
        return WriteScript.word(operation, path);
    }

    /** A user's lack of rights is told with what gives them. */
    private FileException refusal(FileOperation operation, String path, @Nullable String messages) {
        FileException failure = failure(operation, path, messages);
        return failure.errno() != EACCES || userland.uid() <= 0 ? failure
                : new FileException(operation, path, EACCES,
                        "Permission denied for uid=%d; %s".formatted(userland.uid(), remedy));
    }

    private FileException failure(FileOperation operation, String path, @Nullable String messages) {
        String said = messages == null ? "" : messages.strip();
        int errno = ErrorTexts.errno(said).orElse(FileException.UNKNOWN);
        if (ErrorTexts.errno(said).isPresent()) {
            return new FileException(operation, path, errno, ErrorTexts.reason(errno, path,
                    () -> userland.mounts().stream().map(Userland.Mount::path).toList()));
        }
        return new FileException(operation, path, errno, said.isEmpty() ? "failed without a word" : said);
    }
}
