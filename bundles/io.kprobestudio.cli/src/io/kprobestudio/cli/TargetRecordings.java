/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.recording.RecordingRequest;
import io.kprobestudio.recording.RecordingResult;
import io.kprobestudio.recording.RecordingSession;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;

/**
 * The recordings of one target, or of several at once: connected one by one, since a person may be asked, started and stopped
 * side by side. For one thread.
 */
final class TargetRecordings implements AutoCloseable {

    private final List<Running> all = new ArrayList<>();
    private final List<TargetCommand> commands = new ArrayList<>();

    /**
     * What came of a target's recording.
     *
     * @param name the target's
     * @param result what it brought
     * @param failure or why it did not end in good order
     */
    record Outcome(String name, Optional<RecordingResult> result, Optional<TargetException> failure) {
    }

    /** A target that is connected. */
    private static final class Running implements AutoCloseable {
        private final String name;
        private final Connection connection;
        private final RecordingRequest request;
        private @Nullable ProbeRegistry registry;
        private @Nullable RecordingSession session;

        Running(String name, Connection connection, RecordingRequest request) {
            this.name = name;
            this.connection = connection;
            this.request = request;
        }

        RecordingSession start(Progress progress) throws TargetException {
            ProbeRegistry opened = ProbeRegistry.open(Tracefs.withKprobes(connection), StateFolder.ofUser());
            registry = opened;
            RecordingSession begun = RecordingSession.start(opened, request, null, progress);
            session = begun;
            return begun;
        }

        RecordingSession session() {
            RecordingSession begun = session;
            if (begun == null) {
                throw new IllegalStateException("the recording did not begin: target=" + connection.address());
            }
            return begun;
        }

        @Override
        public void close() {
            RecordingSession begun = session;
            ProbeRegistry opened = registry;
            try (connection) {
                if (begun != null) {
                    begun.close();
                }
                if (opened != null) {
                    opened.close();
                }
            }
        }
    }

    /** Work with one of the targets. */
    @FunctionalInterface
    private interface Work<T> {
        T of(Running running) throws TargetException;
    }

    /** Adds a target that is connected; its connection is closed with this object. */
    void add(String name, Connection connection, RecordingRequest request) {
        all.add(new Running(name, connection, request));
    }

    private <T> List<Future<T>> sideBySide(Work<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (Running running : all) {
                tasks.add(() -> work.of(running));
            }
            return threads.invokeAll(tasks);
        }
    }

    private static <T> T result(Future<T> done) throws TargetException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
            case TargetException failure -> throw failure;
            case RuntimeException bug -> throw bug;
            case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /** A progress that names the target, where there are several. */
    private Progress named(Running running, Progress progress) {
        return all.size() == 1 ? progress : new Progress() {

            @Override
            public void report(String step) {
                progress.report(running.name + ": " + step);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        };
    }

    /**
     * Starts all of them.
     *
     * @throws TargetException when one cannot be started: the first of those that cannot, by name where there are several. The
     *         others run
     */
    void start(Progress progress) throws TargetException, InterruptedException {
        List<Future<RecordingSession>> started = sideBySide(running -> running.start(named(running, progress)));
        for (int i = 0; i < started.size(); i++) {
            try {
                result(started.get(i));
            } catch (TargetException failure) {
                throw all.size() == 1 ? failure
                        : new TargetException(all.get(i).name + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** Says what records. */
    void tell(Console console) {
        for (Running running : all) {
            RecordingSession session = running.session();
            console.message("recording: target=%s instance=%s, drained by %s".formatted(running.connection.address(),
                    session.instanceName().isEmpty() ? "none (the buffer that all share: its events are consumed)"
                            : session.instanceName(),
                    session.mode().label()));
        }
    }

    /** Runs a program on each target. */
    void run(List<String> command, Console console) throws TargetException {
        for (Running running : all) {
            commands.add(new TargetCommand(running.connection, command, console));
        }
    }

    /** Whether there are programs, and all have ended. */
    boolean commandsEnded() throws InterruptedException {
        boolean ended = true;
        for (TargetCommand command : commands) {
            ended &= command.hasEnded();
        }
        return ended;
    }

    /** The running recordings. */
    List<RecordingSession> sessions() {
        return all.stream().map(Running::session).toList();
    }

    /** Whether nothing more comes from any of them. */
    boolean areOver() {
        return sessions().stream().allMatch(RecordingSession::isOver);
    }

    /** How many events came so far. */
    long events() {
        return sessions().stream().mapToLong(session -> session.counts().total()).sum();
    }

    /** Ends the programs, and then all recordings; each for itself. */
    List<Outcome> stop(Progress progress) throws InterruptedException {
        commands.forEach(TargetCommand::close);
        List<Future<RecordingResult>> ended = sideBySide(
                running -> running.session().stop(named(running, progress)));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ended.size(); i++) {
            try {
                outcomes.add(new Outcome(all.get(i).name, Optional.of(result(ended.get(i))), Optional.empty()));
            } catch (TargetException failure) {
                outcomes.add(new Outcome(all.get(i).name, Optional.empty(), Optional.of(failure)));
            }
        }
        return outcomes;
    }

    /** Ends what still runs and closes the connections. */
    @Override
    public void close() {
        commands.forEach(TargetCommand::close);
        all.forEach(Running::close);
    }
}
