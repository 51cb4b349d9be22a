/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.recording.HitRow;
import io.kprobestudio.recording.RecordingRequest;
import io.kprobestudio.recording.RecordingResult;
import io.kprobestudio.recording.RecordingSession;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes record}: defines, switches on, records, removes; prints the hit table. */
@Command(name = "record", mixinStandardHelpOptions = true,
        description = "Defines, switches on, records, removes; prints the hit table.")
final class RecordCommand implements Callable<Integer> {

    private static final long GLANCE_MILLIS = 250;

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--probe", arity = "1", paramLabel = "DEF",
            description = "a definition; may be given several times")
    private List<String> definitions = new ArrayList<>();

    @Option(names = "--file", arity = "1", paramLabel = "F.kprobes", description = "a file of definitions")
    private List<Path> files = new ArrayList<>();

    @Option(names = "-e", arity = "1", paramLabel = "SYSTEM:EVENT",
            description = "an event of the kernel, or a whole SYSTEM")
    private List<String> events = new ArrayList<>();

    @Option(names = "--pid", arity = "1", paramLabel = "PID", description = "only these processes and their children")
    private List<Long> pids = new ArrayList<>();

    @Option(names = "--stack", description = "the kernel's stack after each event")
    private boolean stack;

    @Option(names = "--buffer", paramLabel = "KB", description = "the size of each CPU's buffer in KiB")
    private @Nullable Integer buffer;

    @Option(names = "--clock", paramLabel = "C", description = "the clock of the time stamps, such as mono")
    private @Nullable String clock;

    @Option(names = "--for", paramLabel = "TIME",
            description = "how long, such as 10s; else until Ctrl-C or COMMAND's end")
    private @Nullable String time;

    @Option(names = "-o", paramLabel = "FILE", description = "where the recording is saved")
    private @Nullable Path output;

    @Option(names = "--limit", paramLabel = "N",
            description = "the board switches the events off at more than N a second, 500000 if not given; 0: never")
    private long mostEvents = DrainRequest.MOST_EVENTS;

    @Option(names = "--without-own", description = "leaves out the events that our own processes on the board cause")
    private boolean withoutOwn;

    @Option(names = "--allow-dangerous", description = "also probes that can make the target die")
    private boolean allowDangerous;

    @Option(names = "--json", description = "the hit table as one JSON object an event")
    private boolean json;

    @Option(names = "--steps", hidden = true)
    private boolean steps;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "runs on the target meanwhile")
    private List<String> command = new ArrayList<>();

    RecordCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UsageException, TargetException, InterruptedException {
        RecordingRequest request = request();
        @Nullable
        Duration limit = time == null ? null : Durations.parse("--for", String.valueOf(time));
        TerminalProgress progress = new TerminalProgress(console);
        try (Interruption interruption = new Interruption(console, progress::cancel)) {
            int code = Kprobes.REFUSED;
            try {
                code = record(request, limit, progress, interruption);
                return code;
            } catch (TargetException failure) {
                if (interruption.isAsked()) {
                    // The process ends before its caller could tell.
                    progress.clear();
                    console.message("kprobes record: " + failure.getMessage());
                }
                throw failure;
            } finally {
                interruption.code(code);
            }
        }
    }

    private int record(RecordingRequest request, @Nullable Duration limit, TerminalProgress progress,
            Interruption interruption) throws IOException, TargetException, InterruptedException {
        Progress told = steps ? new Steps(console, progress) : progress;
        try (Connection connection = target.connect(console, progress);
                ProbeRegistry registry = ProbeRegistry.open(Tracefs.withKprobes(connection), StateFolder.ofUser());
                RecordingSession session = RecordingSession.start(registry, request, null, told)) {
            progress.clear();
            console.message("recording: target=%s instance=%s, drained by %s".formatted(connection.address(),
                    session.instanceName().isEmpty() ? "none (the buffer that all share: its events are consumed)"
                            : session.instanceName(),
                    session.mode().label()));
            connection.onClosed(reason -> interruption.end());
            if (steps) {
                told.report("recording");
            }
            try (TargetCommand running = new TargetCommand(connection, command, console)) {
                wait(session, limit, progress, interruption, running);
            }
            RecordingResult result = session.stop(told);
            progress.clear();
            print(result);
            return result.leftBehind().isEmpty() ? Kprobes.DONE : Kprobes.REFUSED;
        } finally {
            progress.clear();
        }
    }

    private void wait(RecordingSession session, @Nullable Duration limit, TerminalProgress progress,
            Interruption interruption, TargetCommand running) throws InterruptedException {
        long began = System.nanoTime();
        long end = limit == null ? Long.MAX_VALUE : began + limit.toNanos();
        while (true) {
            long now = System.nanoTime();
            if (limit != null && now >= end || limit == null && running.hasEnded() || session.isOver()) {
                return;
            }
            progress.report("recording: %d s, %d events".formatted((now - began) / 1_000_000_000L,
                    session.counts().total()));
            long left = limit == null ? GLANCE_MILLIS : Math.min(GLANCE_MILLIS, (end - now) / 1_000_000 + 1);
            if (interruption.await(left)) {
                return;
            }
        }
    }

    private RecordingRequest request() throws IOException, UsageException {
        List<DesiredProbe> probes = RegistryWork.definitions(definitions, files, true);
        if (probes.isEmpty() && events.isEmpty()) {
            throw new UsageException("nothing to record: give --probe, --file or -e");
        }
        try {
            return new RecordingRequest(new DesiredProbes(probes),
                    events.stream().map(event -> event.replace(':', '/')).toList(), pids, stack,
                    buffer == null ? OptionalInt.empty() : OptionalInt.of(buffer),
                    clock == null ? Optional.empty() : Optional.of(clock),
                    output == null ? Optional.empty() : Optional.of(output), allowDangerous, mostEvents, withoutOwn);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private void print(RecordingResult result) throws IOException {
        console.print(json ? json(result.rows()) : table(result.rows()));
        console.out().flush();
        if (!result.losses().isComplete()) {
            console.message("lost: " + result.losses().text());
        }
        if (result.rows().stream().anyMatch(HitRow::estimated)) {
            console.message("events were lost while filters were set: filtered and lost are told apart by estimate");
        }
        result.output().ifPresent(place -> console.message("saved: " + place));
        result.leftBehind().forEach(console::message);
    }

    private static String table(List<HitRow> rows) {
        Table table = new Table(false, "group/event", "hits", "decoded", "filtered", "lost", "misses");
        for (HitRow row : rows) {
            table.row(row.event().toString(), count(row.hits()), count(row.decoded()), count(row.filtered()),
                    count(row.lost()), count(row.misses()));
        }
        return table.text();
    }

    private static String count(long count) {
        return count == HitRow.UNKNOWN ? "-" : Long.toString(count);
    }

    private static String json(List<HitRow> rows) {
        StringBuilder text = new StringBuilder();
        for (HitRow row : rows) {
            Json json = new Json().open().field("group", row.event().group()).field("event", row.event().event());
            if (row.hits() != HitRow.UNKNOWN) {
                json.field("hits", row.hits());
            }
            json.field("decoded", row.decoded()).field("filtered", row.filtered()).field("lost", row.lost());
            if (row.misses() != HitRow.UNKNOWN) {
                json.field("misses", row.misses());
            }
            if (row.estimated()) {
                json.key("estimated").value(true);
            }
            text.append(json.close().line());
        }
        return text.toString();
    }
}
