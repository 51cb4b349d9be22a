/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.sshd.client.session.ClientSession;
import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.internal.shell.Quoting;

/**
 * One start of {@code doas} with a password, which it reads from its terminal and from nowhere else (readpassphrase(3) with
 * {@code RPP_REQUIRE_TTY}), once a start. A program that is to have no terminal is handed over to the streams of another channel:
 *
 * <pre>
 *   streams    sh W waits for an exit status on a pipe; its child S says its number, and waits        (the user's)
 *   terminal   doas asks, and starts sh R, which opens what S has open, ends S, and goes on behind    (root's)
 * </pre>
 *
 * <p>W sees the end of its pipe when R is gone, whatever ended it; S sees the end of its input when we give up before. So nothing
 * stays, and W ends as R's program did. The terminal is closed as soon as R has its streams. For one thread.
 */
final class DoasTerminal implements AutoCloseable {

    private static final Pattern PROMPT = Pattern.compile("password[^\n]*: ?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern WRONG = Pattern.compile("authentication (failed|failure)", Pattern.CASE_INSENSITIVE);
    private static final String DOAS = "exec env LC_ALL=C LANGUAGE= doas -- sh -c ";
    private static final Duration END = Duration.ofSeconds(5);
    private static final int LONGEST_NUMBER = 9;
    /** What a shell says of a child that was ended is not the program's. */
    private static final String WAIT = """
            exec 4>&1 5>&2 2>/dev/null
            k_c=$(exec sh -c 'echo MARKwaits $$ >&2; read -r k_x' 2>&5); exit ${k_c:-255}""";
    /** What watches over a recording lives on when its terminal closes. */
    private static final String HAND_OVER = """
            trap '' HUP; k_d=/proc/WAITING/fd
            exec 3>$k_d/1 4>$k_d/4 5<$k_d/0 6>$k_d/2 || exit 1
            kill WAITING
            { sh -c SCRIPT <&5 >&4 2>&6 3>&- 4>&- 5>&- 6>&-; echo $? >&3; } </dev/null >/dev/null 2>&1 &""";

    private final ClientSession session;
    private final String name;
    private final String marker;
    private final StringBuilder said = new StringBuilder();
    private @Nullable MinaChannel channel;
    private boolean kept;

    /** Writes the password to a channel, as a line. */
    @FunctionalInterface
    interface Asked {

        void answer(MinaChannel asking) throws TargetException, IOException;
    }

    /**
     * Makes it.
     *
     * @param session the session
     * @param name the target, for messages
     * @param marker a random word
     */
    DoasTerminal(ClientSession session, String name, String marker) {
        this.session = session;
        this.name = name;
        this.marker = marker;
    }

    /**
     * Starts a program as root.
     *
     * @param script what a shell runs, each char one byte
     * @param terminal whether the program's streams are the terminal
     * @param asked is called when there is a password to give
     * @return the program's channel, or nothing when {@code doas} did not let us
     */
    @Nullable
    MinaChannel start(String script, boolean terminal, Asked asked) throws TargetException, IOException {
        String announced = Quoting.word("echo " + marker + "root >&2; " + script);
        if (!terminal) {
            return handOver(announced, asked);
        }
        MinaChannel opened = talk(DOAS + announced, asked);
        kept = isRoot(said);
        return kept ? opened : null;
    }

    private @Nullable MinaChannel handOver(String announced, Asked asked) throws TargetException, IOException {
        MinaChannel streams = MinaChannel.open(session, "exec sh -c " + Quoting.word(WAIT.replace("MARK", marker)),
                name);
        boolean done = false;
        try {
            InputStream messages = streams.errors();
            StringBuilder heard = new StringBuilder();
            Pattern waits = Pattern.compile(marker + "waits ([0-9]{1," + LONGEST_NUMBER + "})\n");
            Becoming.listen(streams, messages, heard, text -> text.charAt(text.length() - 1) == '\n'
                    && waits.matcher(text).find());
            Matcher number = waits.matcher(heard);
            if (!number.find()) {
                throw new LinkException(
                        "the target's shell does not understand us: target=%s messages=%s".formatted(name,
                                heard),
                        null);
            }
            MinaChannel opened = talk(
                    DOAS + Quoting.word(HAND_OVER.replace("WAITING", number.group(1)).replace("SCRIPT",
                            announced)),
                    asked);
            if (opened.await(END).orElse(1) == 0) {
                heard.setLength(0);
                Becoming.listen(streams, messages, heard, this::isRoot);
                done = isRoot(heard);
            }
            return done ? streams : null;
        } finally {
            if (!done) {
                streams.close();
            }
        }
    }

    /** Starts a command on a terminal, and answers it, until we are root or it ends. */
    private MinaChannel talk(String command, Asked asked) throws TargetException, IOException {
        MinaChannel opened = MinaChannel.openOnTerminal(session, command, name);
        channel = opened;
        Becoming.listen(opened, opened.output(), said, text -> isRoot(text) || PROMPT.matcher(text).find());
        if (PROMPT.matcher(said).find()) {
            asked.answer(opened);
            said.setLength(0);
            Becoming.listen(opened, opened.output(), said, this::isRoot);
        }
        return opened;
    }

    private boolean isRoot(StringBuilder text) {
        return text.length() > 0 && text.charAt(text.length() - 1) == '\n' && text.indexOf(marker + "root") >= 0;
    }

    /** What {@code doas} said. */
    String said() {
        return said.toString();
    }

    /** Whether it was the password. */
    boolean isWrongPassword() {
        return WRONG.matcher(said).find();
    }

    /** The channel of the terminal. */
    MinaChannel channel() throws LinkException {
        MinaChannel opened = channel;
        if (opened == null) {
            throw new LinkException("no terminal was opened: target=" + name, null);
        }
        return opened;
    }

    /** Closes the terminal, unless it is the program's. */
    @Override
    public void close() {
        MinaChannel opened = channel;
        if (opened != null && !kept) {
            opened.close();
        }
    }
}
