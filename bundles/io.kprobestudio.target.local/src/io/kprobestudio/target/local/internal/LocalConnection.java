/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.local.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.ConnectionEnd;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** A connection to this machine: nothing but the right to ask, and what was started through it. */
final class LocalConnection implements Connection {

    private final TargetAddress address;
    private final Optional<String> tracefs;
    private final LocalFiles files = new LocalFiles();
    private final Set<AutoCloseable> running = ConcurrentHashMap.newKeySet();
    private final ConnectionEnd end = new ConnectionEnd();

    LocalConnection(TargetAddress address, Optional<String> tracefs) {
        this.address = address;
        this.tracefs = tracefs;
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public String description() {
        return "Linux %s, this machine as %s".formatted(System.getProperty("os.version"),
                System.getProperty("user.name"));
    }

    @Override
    public Optional<String> tracefs() {
        return tracefs;
    }

    @Override
    public byte[] read(String path, int limit) throws TargetException {
        checkOpen();
        return files.read(path, limit);
    }

    @Override
    public Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException {
        checkOpen();
        return files.readAll(patterns, progress);
    }

    @Override
    public void write(FileWrite write) throws TargetException {
        checkOpen();
        LocalFiles.write(write);
    }

    @Override
    public List<String> list(String path) throws TargetException {
        checkOpen();
        return LocalFiles.list(path);
    }

    @Override
    public boolean exists(String path) throws TargetException {
        checkOpen();
        return LocalFiles.exists(path);
    }

    @Override
    public void makeDirectory(String path) throws TargetException {
        checkOpen();
        LocalFiles.makeDirectory(path);
    }

    @Override
    public void removeDirectory(String path) throws TargetException {
        checkOpen();
        LocalFiles.removeDirectory(path);
    }

    @Override
    public TargetProcess start(List<String> command) throws TargetException {
        checkOpen();
        return started(LocalProcess.start(command));
    }

    @Override
    public Drain drain(DrainRequest request, DrainSink sink) throws TargetException {
        checkOpen();
        return started(LocalDrain.start(request, sink));
    }

    private <T extends AutoCloseable> T started(T thing) throws TargetException {
        // A drain holds all that a recording decoded with
        running.removeIf(old -> old instanceof LocalProcess process && process.isClosed()
                || old instanceof Drain drain && drain.hasEnded());
        running.add(thing);
        if (end.isOver()) {
            closeQuietly(thing);
            checkOpen();
        }
        return thing;
    }

    private void checkOpen() throws LinkException {
        if (end.isOver()) {
            throw new LinkException("the connection is closed: target=" + address, null);
        }
    }

    @Override
    public boolean isOpen() {
        return !end.isOver();
    }

    @Override
    public Subscription onClosed(Consumer<String> listener) {
        return end.onEnd(listener);
    }

    @Override
    public void close() {
        if (!end.end("the connection was closed")) {
            return;
        }
        files.close();
        running.forEach(LocalConnection::closeQuietly);
        running.clear();
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception impossible) {
            // neither drains nor programs throw when they close
        }
    }
}
