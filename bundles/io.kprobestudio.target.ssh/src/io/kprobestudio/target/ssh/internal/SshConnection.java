/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.ConnectionEnd;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.WriteOutcome;
import io.kprobestudio.target.WriteTime;
import io.kprobestudio.target.ssh.internal.shell.BulkReader;
import io.kprobestudio.target.ssh.internal.shell.CommandShell;
import io.kprobestudio.target.ssh.internal.shell.ListingReader;
import io.kprobestudio.target.ssh.internal.shell.Quoting;
import io.kprobestudio.target.ssh.internal.shell.ShellDrain;
import io.kprobestudio.target.ssh.internal.shell.ShellFiles;
import io.kprobestudio.target.ssh.internal.shell.Userland;

/**
 * A connection to a board: one SSH session. A shell for short commands, a second one for long reading so that nobody waits
 * behind it, and a channel for each program and drain.
 */
final class SshConnection implements Connection {

    private static final String SHELL = "exec sh";
    /** On a terminal, and all the same not interactive. */
    private static final String SHELL_ON_TERMINAL = "exec sh -c 'if [ -t 0 ]; then . /proc/self/fd/0 2>/dev/null; "
            + "else exec sh; fi'";
    private static final Duration INTERRUPTION_TIMEOUT = Duration.ofSeconds(3);
    private static final int LONG_READ = 1 << 20;

    private final TargetAddress address;
    private final SessionOpener.Route route;
    private final Becoming becoming;
    private final Userland userland;
    private final CommandShell shell;
    private final ShellFiles files;
    private final ConnectionEnd ending = new ConnectionEnd();
    private final Set<AutoCloseable> running = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<@Nullable CommandShell> spare;
    private final Object bulkLock = new Object();
    private @Nullable Bulk bulk;
    private volatile Optional<String> tracefs;

    SshConnection(TargetAddress address, SessionOpener.Route route, Becoming becoming) throws TargetException {
        this.address = address;
        this.route = route;
        this.becoming = becoming;
        route.last().addSessionListener(new SessionListener() {

            @Override
            public void sessionClosed(@Nullable Session session) {
                ending.end("the link to the target broke: target=" + address.name());
            }
        });
        shell = openShell();
        spare = CompletableFuture.supplyAsync(this::openSpare,
                task -> new Thread(task, "opens a second shell").start());
        userland = Userland.examine(shell);
        files = new ShellFiles(shell, userland, becoming.remedy());
        tracefs = userland.tracefs();
    }

    /** The second shell, while the board is looked at with the first; none where the server starts no other for now. */
    private @Nullable CommandShell openSpare() {
        try {
            CommandShell opened = openShell();
            Userland.ready(opened);
            return opened;
        } catch (TargetException refused) {
            // It is tried again when it is needed, and then says why it cannot be
            return null;
        }
    }

    private CommandShell openShell() throws TargetException {
        return new CommandShell(becoming.open(route.last(), SHELL, false), address.name());
    }

    /** Mounts tracefs at its usual place. */
    void mountTracefs() throws TargetException {
        CommandShell.Answer answer = shell.run("mount -t tracefs tracefs /sys/kernel/tracing </dev/null", 1 << 16);
        if (answer.exit() != 0) {
            throw new TargetException("tracefs cannot be mounted: target=%s reason=%s; try: mount -t tracefs tracefs "
                    .formatted(address.name(), answer.messages().strip()) + "/sys/kernel/tracing");
        }
        tracefs = Optional.of("/sys/kernel/tracing");
    }

    Userland userland() {
        return userland;
    }

    @Override
    public long roundTrips() {
        Bulk second = bulk;
        return shell.roundTrips() + (second == null ? 0 : second.shell().roundTrips());
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public String description() {
        ClientSession session = route.last();
        return "Linux %s, %s as %s%s, %s%s%s".formatted(userland.release(), session.getServerVersion(),
                session.getUsername(), becoming.description(),
                session.getNegotiatedKexParameter(KexProposalOption.C2SENC),
                route.isWeak() ? ", with SHA-1 allowed: the board's identity is not certain" : "",
                route.sessions().size() > 1 ? ", jump hosts: " + (route.sessions().size() - 1) : "");
    }

    @Override
    public Optional<String> tracefs() {
        return tracefs;
    }

    @Override
    public byte[] read(String path, int limit) throws TargetException {
        return limit < LONG_READ ? files.read(path, limit)
                : new ShellFiles(bulk().shell(), userland, becoming.remedy()).read(path, limit);
    }

    @Override
    public Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException {
        return bulk().reader().readAll(patterns, progress);
    }

    @Override
    public Map<String, byte[]> readListings(List<String> patterns) throws TargetException {
        return bulk().listings().read(patterns);
    }

    /** The second shell, and what reads with it. */
    private record Bulk(CommandShell shell, BulkReader reader, ListingReader listings) {
    }

    private Bulk bulk() throws TargetException {
        synchronized (bulkLock) {
            Bulk current = bulk;
            if (current == null || current.shell().isBroken()) {
                checkOpen();
                CommandShell opened = secondShell(current == null);
                BulkReader reader = new BulkReader(opened, userland);
                current = new Bulk(opened, reader, new ListingReader(opened, reader));
                bulk = current;
            }
            return current;
        }
    }

    private CommandShell secondShell(boolean first) throws TargetException {
        CommandShell opened = first ? spare.join() : null;
        if (opened == null || opened.isBroken()) {
            opened = openShell();
            Userland.ready(opened);
        }
        return opened;
    }

    @Override
    public void write(FileWrite write) throws TargetException {
        for (WriteOutcome outcome : files.writeAll(List.of(write), true)) {
            FileException refused = outcome.failure();
            if (refused != null) {
                throw refused;
            }
        }
    }

    @Override
    public List<WriteOutcome> writeAll(List<FileWrite> writes, boolean stopAtFailure) throws TargetException {
        return files.writeAll(writes, stopAtFailure);
    }

    /** The first is checked as any write is, which a file that is there passes; those that count do nothing but write. */
    @Override
    public List<WriteTime> writeTimed(FileWrite write, int times, Duration patience) throws TargetException {
        write(write);
        return WriteTime.of(() -> files.writeAgain(write), times, patience);
    }

    @Override
    public List<String> list(String path) throws TargetException {
        return files.list(path);
    }

    @Override
    public List<Long> leaveOutOwn(String file) throws TargetException {
        new ShellFiles(bulk().shell(), userland, becoming.remedy()).appendOwnProcess(file);
        files.appendOwnProcess(file);
        return files.servers();
    }

    @Override
    public boolean exists(String path) throws TargetException {
        return files.exists(path);
    }

    @Override
    public void makeDirectory(String path) throws TargetException {
        files.makeDirectory(path);
    }

    @Override
    public void removeDirectory(String path) throws TargetException {
        files.removeDirectory(path);
    }

    @Override
    public TargetProcess start(List<String> command) throws TargetException {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a program has a name: command=[]");
        }
        checkOpen();
        String script = "exec sh -c 'echo kps-pid $$; exec \"$@\"' sh " + Quoting.command(command);
        SshProcess process = new SshProcess(becoming.open(route.last(), script, false), this::kill);
        runs(process);
        return process;
    }

    /** Ends with the connection. What is over is forgotten: a drain holds all that a recording decoded with. */
    private void runs(AutoCloseable thing) {
        running.removeIf(each -> each instanceof SshProcess process && process.isClosed()
                || each instanceof Drain drain && drain.hasEnded());
        running.add(thing);
    }

    private void kill(long pid) {
        try {
            shell.run("kill " + pid + " 2>/dev/null </dev/null", 0);
        } catch (LinkException broken) {
            // Without a link nothing can be ended; the program sees its streams close
        }
    }

    @Override
    public Drain drain(DrainRequest request, DrainSink sink) throws TargetException {
        checkOpen();
        int kilobytes = bufferKilobytes(request.instance());
        // Into a pipe BusyBox's cat sends the kernel's pages, and of a ring buffer the kernel sends full ones only
        boolean terminal = ShellDrain.mode(userland) == DrainMode.AFTERWARDS;
        MinaChannel channel = becoming.open(route.last(), terminal ? SHELL_ON_TERMINAL : SHELL, terminal);
        Drain drain = ShellDrain.start(channel, userland, request, kilobytes, sink);
        runs(drain);
        return drain;
    }

    /** The size of a CPU's buffer; {@code X}, as where CPUs differ, counts as small. */
    private int bufferKilobytes(String instance) throws TargetException {
        String text = new String(files.read(instance + "/buffer_size_kb", 100), StandardCharsets.ISO_8859_1).strip();
        Matcher numbers = Pattern.compile("[0-9]{1,8}").matcher(text);
        int size = 64;
        while (numbers.find()) {
            size = Math.max(size, Integer.parseInt(numbers.group()));
        }
        return size;
    }

    private void checkOpen() throws LinkException {
        if (!isOpen()) {
            throw new LinkException("the connection is closed: target=" + address.name(), null);
        }
    }

    @Override
    public boolean isOpen() {
        return !ending.isOver() && route.last().isOpen() && !shell.isBroken();
    }

    @Override
    public Subscription onClosed(Consumer<String> listener) {
        return ending.onEnd(listener);
    }

    private void end(CommandShell used) {
        if (used.isBusy() && !used.isBroken() && route.last().isOpen()) {
            try (MinaChannel other = becoming.open(route.last(), "exec sh -c " + Quoting.word(used.interruption()),
                    false)) {
                other.await(INTERRUPTION_TIMEOUT);
            } catch (TargetException broken) {
                // without a link nothing can be ended any more
            }
        }
        used.close();
    }

    @Override
    public void close() {
        ending.end("the connection was closed");
        for (AutoCloseable each : running) {
            try {
                each.close();
            } catch (Exception impossible) {
                // neither drains nor programs throw when they close
            }
        }
        running.clear();
        end(shell);
        synchronized (bulkLock) {
            Bulk second = bulk;
            if (second != null) {
                end(second.shell());
            }
        }
        // One that is still being opened ends with the session
        spare.thenAccept(opened -> {
            if (opened != null) {
                opened.close();
            }
        });
        becoming.close();
        route.close();
    }
}
