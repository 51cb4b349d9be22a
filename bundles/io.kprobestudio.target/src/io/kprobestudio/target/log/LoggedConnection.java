/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.BoardOperations;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.WriteOutcome;
import io.kprobestudio.target.WriteTime;
import io.kprobestudio.target.log.LogEntry.Action;
import io.kprobestudio.target.log.LoggedTarget.Pen;

/** A connection that records what is done through it, when the target has answered. Reading leaves no trace. */
final class LoggedConnection implements Connection {

    private final Connection connection;
    private final Pen pen;

    LoggedConnection(Connection connection, Pen pen) {
        this.connection = connection;
        this.pen = pen;
    }

    /** Work that the target does or refuses. */
    @FunctionalInterface
    private interface Work {

        void run() throws TargetException;
    }

    private void recorded(Action action, String path, String text, Work work) throws TargetException {
        try {
            work.run();
        } catch (TargetException failed) {
            pen.note(List.of(pen.entry(action, path, text, failed)));
            throw failed;
        }
        pen.note(List.of(pen.entry(action, path, text, null)));
    }

    private static Action action(FileWrite write) {
        return write.truncate() ? Action.WRITE : Action.APPEND;
    }

    private LogEntry entry(FileWrite write, @Nullable TargetException failure) {
        return pen.entry(action(write), write.path(), write.text(), failure);
    }

    @Override
    public void write(FileWrite write) throws TargetException {
        recorded(action(write), write.path(), write.text(), () -> connection.write(write));
    }

    @Override
    public List<WriteOutcome> writeAll(List<FileWrite> writes, boolean stopAtFailure) throws TargetException {
        try {
            List<WriteOutcome> outcomes = connection.writeAll(writes, stopAtFailure);
            pen.note(outcomes.stream().map(outcome -> entry(outcome.write(), outcome.failure())).toList());
            return outcomes;
        } catch (TargetException broken) {
            pen.note(writes.stream().map(write -> entry(write, broken)).toList());
            throw broken;
        }
    }

    /** One entry, however often it is written. */
    @Override
    public List<WriteTime> writeTimed(FileWrite write, int times, Duration patience) throws TargetException {
        List<WriteTime> done = new ArrayList<>();
        recorded(action(write), write.path(), write.text(),
                () -> done.addAll(connection.writeTimed(write, times, patience)));
        return List.copyOf(done);
    }

    @Override
    public void makeDirectory(String path) throws TargetException {
        recorded(Action.MAKE_DIRECTORY, path, "", () -> connection.makeDirectory(path));
    }

    @Override
    public void removeDirectory(String path) throws TargetException {
        recorded(Action.REMOVE_DIRECTORY, path, "", () -> connection.removeDirectory(path));
    }

    @Override
    public TargetProcess start(List<String> command) throws TargetException {
        String program = command.isEmpty() ? "" : command.get(0);
        try {
            TargetProcess started = connection.start(command);
            pen.note(List.of(pen.entry(Action.RUN, program, "", null)));
            return started;
        } catch (TargetException failed) {
            pen.note(List.of(pen.entry(Action.RUN, program, "", failed)));
            throw failed;
        }
    }

    @Override
    public Drain drain(DrainRequest request, DrainSink sink) throws TargetException {
        Drain drain = connection.drain(request, sink);
        List<LogEntry> entries = new ArrayList<>();
        entries.add(pen.entry(Action.DRAIN, request.instance(), "", null));
        request.deadMan().forEach(
                write -> entries.add(pen.entry(Action.DEAD_MAN, write.path(), write.text(), null)));
        pen.note(entries);
        return drain;
    }

    @Override
    public List<Long> leaveOutOwn(String file) throws TargetException {
        List<Long> servers = connection.leaveOutOwn(file);
        pen.note(List.of(pen.entry(Action.APPEND, file, "our shells", null)));
        return servers;
    }

    @Override
    public TargetAddress address() {
        return connection.address();
    }

    @Override
    public String description() {
        return connection.description();
    }

    @Override
    public Optional<String> tracefs() {
        return connection.tracefs();
    }

    @Override
    public byte[] read(String path, int limit) throws TargetException {
        return connection.read(path, limit);
    }

    @Override
    public Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException {
        return connection.readAll(patterns, progress);
    }

    @Override
    public Map<String, byte[]> readListings(List<String> patterns) throws TargetException {
        return connection.readListings(patterns);
    }

    @Override
    public List<String> list(String path) throws TargetException {
        return connection.list(path);
    }

    @Override
    public boolean exists(String path) throws TargetException {
        return connection.exists(path);
    }

    @Override
    public Optional<BoardOperations> board() {
        return connection.board();
    }

    @Override
    public long roundTrips() {
        return connection.roundTrips();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public Subscription onClosed(Consumer<String> listener) {
        return connection.onClosed(listener);
    }

    @Override
    public void close() {
        connection.close();
    }
}
