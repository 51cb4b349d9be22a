/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.BoardOperations;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.ConnectionEnd;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileOperation;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.simulated.Faults;
import io.kprobestudio.target.simulated.internal.files.Node;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import io.kprobestudio.target.simulated.internal.workload.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;

/** A connection to a simulated board. */
final class SimulatedConnection implements Connection {

    private static final int EFBIG = 27;
    private static final long PAUSE = 5;

    private final TargetAddress address;
    private final Board board;
    private final Faults faults;
    private final int boot;
    private final Set<AutoCloseable> running = ConcurrentHashMap.newKeySet();
    private final ConnectionEnd end = new ConnectionEnd();
    private int operations;

    SimulatedConnection(TargetAddress address, Board board, Faults faults) {
        this.address = address;
        this.board = board;
        this.faults = faults;
        boot = board.boots();
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public String description() {
        try {
            String name = board.perform(machine -> machine.kernel().files().text("uname").strip());
            return "simulated in this process as root: " + name;
        } catch (TargetException e) {
            return "simulated in this process: " + e.getMessage();
        }
    }

    @Override
    public Optional<String> tracefs() {
        try {
            return Optional.of(perform(machine -> machine.root().tracefs()));
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    /** Counts an operation, and lets the fault happen that was ordered for it. */
    private void count(boolean reads) throws TargetException {
        check();
        operations++;
        if (faults.dead() > 0 && operations > faults.dead()) {
            end.end("the link is dead");
            check();
        }
        if (faults.reboot() > 0 && operations == faults.reboot() + 1) {
            board.reboot();
            end.end("the board booted anew");
            check();
        }
        if (reads) {
            slow();
        }
    }

    /** Takes its time, when reads are slow. */
    void slow() throws LinkException {
        if (faults.slowReads() > 0) {
            try {
                Thread.sleep(faults.slowReads());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            check();
        }
    }

    Faults faults() {
        return faults;
    }

    /** Throws when the connection has ended. */
    void check() throws LinkException {
        if (boot != board.boots()) {
            end.end("the board booted anew");
        }
        String reason = end.reason();
        if (reason != null) {
            throw new LinkException("the connection has ended: " + reason + " target=" + address, null);
        }
    }

    /** Does something to the machine, on behalf of this connection. */
    <T, E extends Exception> T perform(Board.Operation<T, E> operation) throws E, TargetException {
        check();
        return board.perform(operation);
    }

    private @Nullable Node find(Machine machine, String path) {
        boolean gone = faults.vanish() > 0 && operations > faults.vanish() && path.startsWith(machine.root().tracefs());
        return gone ? null : machine.root().find(path);
    }

    private static FileException refused(FileOperation operation, String path, int errno) {
        return new FileException(operation, path, errno, KernelError.text(errno));
    }

    private static <T> T told(FileOperation operation, String path, Answer<T> answer) throws TargetException {
        try {
            return answer.get();
        } catch (KernelError error) {
            throw refused(operation, path, error.errno());
        }
    }

    private interface Answer<T> {
        T get() throws KernelError, TargetException;
    }

    @Override
    public byte[] read(String path, int limit) throws TargetException {
        count(true);
        byte[] content = told(FileOperation.READ, path, () -> {
            Optional<byte[]> read = Optional.empty();
            while (read.isEmpty()) {
                read = perform(machine -> readOnce(file(find(machine, path)), limit));
                if (read.isEmpty()) {
                    pause();
                }
            }
            return read.get();
        });
        if (content.length > limit) {
            throw refused(FileOperation.READ, path, EFBIG);
        }
        return content;
    }

    /** What a file holds now; nothing where a read has to wait for more. */
    private static Optional<byte[]> readOnce(Node.PseudoFile file, int limit) throws KernelError {
        if (file instanceof Node.StreamFile stream) {
            byte[] now = stream.readNow(limit);
            return now.length == 0 ? Optional.empty() : Optional.of(now);
        }
        return Optional.of(file.read());
    }

    private void pause() throws LinkException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkException("interrupted while a file was waited for: target=" + address, e);
        }
        check();
    }

    private static Node.PseudoFile file(@Nullable Node node) throws KernelError {
        if (node instanceof Node.PseudoFile file) {
            return file;
        }
        throw new KernelError(node == null ? KernelError.ENOENT : KernelError.EISDIR);
    }

    private static Node.Folder folder(@Nullable Node node) throws KernelError {
        if (node instanceof Node.Folder folder) {
            return folder;
        }
        throw new KernelError(node == null ? KernelError.ENOENT : KernelError.ENOTDIR);
    }

    @Override
    public Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String pattern : patterns) {
            progress.report("Reading " + pattern);
            progress.check("reading " + pattern);
            count(true);
            found.putAll(perform(machine -> new PathPattern(pattern).read(path -> find(machine, path))));
        }
        return found;
    }

    @Override
    public void write(FileWrite write) throws TargetException {
        count(false);
        FileOperation operation = write.truncate() ? FileOperation.TRUNCATE : FileOperation.APPEND;
        told(operation, write.path(), () -> perform(machine -> {
            Node.PseudoFile file = file(find(machine, write.path()));
            machine.kernel().changed();
            file.open(write.truncate());
            if (!write.text().isEmpty()) {
                file.write(write.text(), write.truncate());
            }
            return 0;
        }));
    }

    @Override
    public List<String> list(String path) throws TargetException {
        count(true);
        return told(FileOperation.LIST, path, () -> perform(machine -> folder(find(machine, path)).names()));
    }

    @Override
    public boolean exists(String path) throws TargetException {
        count(false);
        return perform(machine -> find(machine, path) != null);
    }

    @Override
    public void makeDirectory(String path) throws TargetException {
        count(false);
        told(FileOperation.MAKE_DIRECTORY, path, () -> perform(machine -> {
            Node.Folder parent = folder(find(machine, parent(path)));
            if (parent.child(name(path)) != null) {
                throw new KernelError(KernelError.EEXIST);
            }
            machine.kernel().changed();
            KernelError[] error = { null };
            machine.makeFolder(path, () -> {
                try {
                    parent.makeFolder(name(path));
                    return 0;
                } catch (KernelError e) {
                    error[0] = e;
                    return -e.errno();
                }
            });
            KernelError refusal = error[0];
            if (refusal != null) {
                throw refusal;
            }
            return 0;
        }));
    }

    @Override
    public void removeDirectory(String path) throws TargetException {
        count(false);
        told(FileOperation.REMOVE_DIRECTORY, path, () -> perform(machine -> {
            machine.kernel().changed();
            folder(find(machine, path));
            Node.Folder parent = folder(find(machine, parent(path)));
            if (parent.child(name(path)) instanceof Node.PseudoFile) {
                throw new KernelError(KernelError.ENOTDIR);
            }
            parent.removeFolder(name(path));
            return 0;
        }));
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public TargetProcess start(List<String> command) throws TargetException {
        count(false);
        if (command.isEmpty()) {
            throw new TargetException("no program is named: target=" + address);
        }
        SimulatedProcess process = perform(machine -> {
            machine.kernel().changed();
            return new SimulatedProcess(this, board.options().manual(), machine.start(command));
        });
        running.add(process);
        return process;
    }

    @Override
    public Drain drain(DrainRequest request, DrainSink sink) throws TargetException {
        count(false);
        for (int cpu : request.cpus()) {
            if (!exists(request.file(cpu))) {
                throw refused(FileOperation.READ, request.file(cpu), KernelError.ENOENT);
            }
        }
        SimulatedDrain drain = new SimulatedDrain(this, request, sink,
                path -> board.perform(machine -> find(machine, path)));
        running.add(drain);
        drain.start();
        return drain;
    }

    /** A program or drain has ended by itself. */
    void ended(AutoCloseable ended) {
        running.remove(ended);
    }

    @Override
    public Optional<BoardOperations> board() {
        return Optional.of(new Operations(this, board));
    }

    @Override
    public boolean isOpen() {
        return end.reason() == null && boot == board.boots();
    }

    @Override
    public Subscription onClosed(Consumer<String> listener) {
        return end.onEnd(listener);
    }

    @Override
    public void close() {
        end.end("it was closed");
        for (AutoCloseable one : new ArrayList<>(running)) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing a simulated program or drain never fails", e);
            }
        }
        running.clear();
    }
}
