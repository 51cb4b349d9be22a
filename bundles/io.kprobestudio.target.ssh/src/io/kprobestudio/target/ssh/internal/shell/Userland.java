/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;

/**
 * What the board's userland can do, found out by trying it once at the start.
 *
 * @param uid the user's number; -1 when it is not known
 * @param release the kernel's release, such as {@code 6.1.0-50-armmp}
 * @param echoTellsErrno whether the shell's own {@code echo -n} writes once, changes nothing, and words the error of a
 *        write: BusyBox and bash do, dash says "I/O error" for all
 * @param dd whether there is a {@code dd}
 * @param nonblockingDd whether {@code dd} knows {@code iflag=nonblock}
 * @param head whether {@code head} knows {@code -q} and {@code -c}
 * @param readTimeout whether the shell's own {@code read} knows {@code -t} with fractions of a second, and {@code -n}
 * @param readPolls whether {@code read -t 0} tells if a file holds something, and reads nothing
 * @param fractionalSleep whether {@code sleep} knows fractions of a second
 * @param timeout the words before a command that end it after a second, empty when there are none
 * @param mounts {@code /proc/mounts}
 */
public record Userland(int uid, String release, boolean echoTellsErrno, boolean dd, boolean nonblockingDd,
        boolean head, boolean readTimeout, boolean readPolls, boolean fractionalSleep, String timeout,
        List<Mount> mounts) {

    /** A mounted file system. */
    public record Mount(String path, String type, List<String> options) {

        /** Copies the options. */
        public Mount {
            options = List.copyOf(options);
        }
    }

    /** Copies the mounts. */
    public Userland {
        mounts = List.copyOf(mounts);
    }

    /** Plain words, and no surprises from the user's settings. */
    private static final String READY = """
            LC_ALL=C; export LC_ALL; unset CDPATH ENV BASH_ENV LANGUAGE; IFS=' \t
            '
            PATH="$PATH:/usr/sbin:/usr/bin:/sbin:/bin"; export PATH
            umask 077""";

    private static final String OWN_PROCESS = "echo $$";
    private static final int LIMIT = 1 << 20;
    private static final String FIND_OUT = """
            k_() { echo "$1=$2"; }
            k_ uid "$(id -u 2>/dev/null </dev/null)"
            k_ release "$(cat /proc/sys/kernel/osrelease 2>/dev/null </dev/null)"
            k_m=$( (echo -n x >/dev/full) 2>&1 )
            case $k_m in *'No space left'*) [ "$(echo -n 'a\\tb\\\\c')" = 'a\\tb\\\\c' ] && k_ echo 1;; esac
            [ "$(echo abcdef | dd bs=3 count=1 2>/dev/null)" = abc ] && k_ dd 1
            dd if=/dev/null iflag=nonblock bs=1 count=1 >/dev/null 2>&1 </dev/null && k_ nonblock 1
            k_m=$( (read -r -n 1 -t 0.01 k_x </dev/null) 2>&1 )
            [ -z "$k_m" ] && (read -r -n 1 -t 0.01 k_x </dev/null) 2>/dev/null
            [ $? = 1 ] && [ -z "$k_m" ] && [ "$(echo qh | { read -r -n 1 -t 1 k_x; echo "$k_x"; })" = q ] && k_ read 1
            { read -t 0 && read -r k_x && [ "$k_x" = xy ] && k_ poll 1; } 2>/dev/null <<'k_e'
            xy
            k_e
            [ "$(head -q -c 9 /proc/self/comm /proc/self/comm 2>/dev/null)" = 'head
            head' ] && k_ head 1
            sleep 0.01 >/dev/null 2>&1 </dev/null && k_ sleep 1
            if timeout 1 cat /dev/null >/dev/null 2>&1 </dev/null; then k_ timeout 'timeout 1'
            elif timeout -t 1 cat /dev/null >/dev/null 2>&1 </dev/null; then k_ timeout 'timeout -t 1'; fi
            cat /proc/mounts 2>/dev/null </dev/null""";

    /**
     * Readies a shell that has not been used yet, and finds out what the board has.
     *
     * @param shell a shell that has not been used yet
     * @return what was found
     * @throws TargetException when the link breaks or there is no usable shell
     */
    public static Userland examine(CommandShell shell) throws TargetException {
        CommandShell.Answer answer = begin(shell, List.of(READY, OWN_PROCESS, FIND_OUT));
        Map<String, String> found = new LinkedHashMap<>();
        List<Mount> mounts = new ArrayList<>();
        for (String line : answer.output().split("\n")) {
            int equals = line.indexOf('=');
            String[] words = line.split(" ");
            if (words.length >= 4 && words[1].startsWith("/")) {
                mounts.add(new Mount(unescape(words[1]), words[2], List.of(words[3].split(","))));
            } else if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String release = found.getOrDefault("release", "");
        if (!found.containsKey("uid")) {
            throw new LinkException("the target's shell does not understand us: messages=" + answer.messages().strip(),
                    null);
        }
        String uid = found.getOrDefault("uid", "");
        return new Userland(uid.matches("[0-9]{1,9}") ? Integer.parseInt(uid) : -1, release, found.containsKey("echo"),
                found.containsKey("dd"), found.containsKey("nonblock"), found.containsKey("head"),
                found.containsKey("read"), found.containsKey("poll"), found.containsKey("sleep"),
                found.getOrDefault("timeout", ""), mounts);
    }

    /**
     * Readies a shell that has not been used yet. Its output may begin with what the user's start-up files print, which is
     * dropped.
     */
    public static void ready(CommandShell shell) throws TargetException {
        begin(shell, List.of(READY, OWN_PROCESS));
    }

    /** Runs the first scripts of a shell without waiting for one before the next is sent; the last one's answer. */
    private static CommandShell.Answer begin(CommandShell shell, List<String> scripts) throws TargetException {
        Iterator<String> next = scripts.iterator();
        List<CommandShell.Answer> answers = new ArrayList<>();
        shell.run(new CommandShell.Pipeline() {

            @Override
            public @Nullable String next() {
                return next.hasNext() ? next.next() : null;
            }

            @Override
            public void answer(CommandShell.Answer answer) {
                answers.add(answer);
            }
        }, LIMIT);
        String pid = answers.get(1).output().strip();
        if (pid.matches("[0-9]{1,9}")) {
            shell.isProcess(Long.parseLong(pid));
        }
        return answers.get(answers.size() - 1);
    }

    /** Where tracefs is: its own mount, best at the usual place, else inside debugfs, which mounts it when entered. */
    public Optional<String> tracefs() {
        List<String> own = mounts.stream().filter(mount -> mount.type().equals("tracefs")).map(Mount::path).toList();
        if (own.contains("/sys/kernel/tracing")) {
            return Optional.of("/sys/kernel/tracing");
        }
        if (!own.isEmpty()) {
            return Optional.of(own.get(0));
        }
        return mounts.stream().filter(mount -> mount.type().equals("debugfs")).map(mount -> mount.path() + "/tracing")
                .findFirst();
    }

    /** A path of {@code /proc/mounts}: blanks and such are octal there. */
    private static String unescape(String path) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '\\' && i + 3 < path.length() && path.substring(i + 1, i + 4).matches("[0-7]{3}")) {
                plain.append((char) Integer.parseInt(path.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(path.charAt(i));
            }
        }
        return Quoting.textOf(plain.toString());
    }
}
