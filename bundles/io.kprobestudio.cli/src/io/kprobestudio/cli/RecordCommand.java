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

import io.kprobestudio.recording.RecordingRequest;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes record}: defines, switches on, records, removes; prints the hit table. */
@Command(name = "record", mixinStandardHelpOptions = true,
        description = "Defines, switches on, records, removes; prints the hit table.")
final class RecordCommand implements Callable<Integer> {

    private static final long GLANCE_MILLIS = 250;

    private final Console console;

    @Option(names = { "--target", "-t" }, required = true, arity = "1", paramLabel = "T",
            description = TargetOption.DESCRIPTION + "; given several times, all are recorded at once")
    private List<String> targets = new ArrayList<>();

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

    @Option(names = "--stack-of", arity = "1", paramLabel = "EVENT",
            description = "the kernel's stack after each hit of this event alone, a probe's or one of -e; may be given several"
                    + " times; on 32-bit ARM from Linux 4.4")
    private List<String> stacksOf = new ArrayList<>();

    @Option(names = "--buffer", paramLabel = "KB", description = "the size of each CPU's buffer in KiB")
    private @Nullable Integer buffer;

    @Option(names = "--clock", paramLabel = "C", description = "the clock of the time stamps, such as mono")
    private @Nullable String clock;

    @Option(names = "--for", paramLabel = "TIME",
            description = "how long, such as 10s; else until Ctrl-C or COMMAND's end")
    private @Nullable String time;

    @Option(names = "-o", paramLabel = "FILE",
            description = "where the recording is saved; a folder of them for several targets")
    private @Nullable Path output;

    @Option(names = "--limit", paramLabel = "N",
            description = "the board switches the events off at more than N a second, 500000 if not given; 0: never")
    private long mostEvents = DrainRequest.MOST_EVENTS;

    @Option(names = "--without-own", description = "leaves out the events that our own processes on the board cause")
    private boolean withoutOwn;

    @Option(names = "--align", description = "relates the target's clock to this machine's, so that decode can put the"
            + " recording into one order with others; several targets always do")
    private boolean align;

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
            Interruption interruption) throws IOException, UsageException, TargetException, InterruptedException {
        Progress told = steps ? new Steps(console, progress) : progress;
        List<String> names = TargetNames.of(targets);
        @Nullable
        Path place = output;
        if (names.size() > 1 && place != null) {
            TargetNames.makeFolder(place, names);
        }
        try (TargetRecordings recordings = new TargetRecordings()) {
            for (int i = 0; i < names.size(); i++) {
                progress.report("connecting to " + targets.get(i));
                Connection connection = TargetOption.connect(targets.get(i), "record", console, progress);
                recordings.add(names.get(i), connection, names.size() == 1 || place == null ? request
                        : request.withAlignedClock(Optional.of(place.resolve(names.get(i)))));
                if (names.size() == 1) {
                    connection.onClosed(reason -> interruption.end());
                }
            }
            recordings.start(told);
            progress.clear();
            recordings.tell(console);
            if (steps) {
                told.report("recording");
            }
            recordings.run(command, console);
            wait(recordings, limit, progress, interruption);
            List<TargetRecordings.Outcome> outcomes = recordings.stop(told);
            progress.clear();
            return new HitTable(console, json).print(outcomes);
        } finally {
            progress.clear();
        }
    }

    private void wait(TargetRecordings recordings, @Nullable Duration limit, TerminalProgress progress,
            Interruption interruption) throws InterruptedException {
        long began = System.nanoTime();
        long end = limit == null ? Long.MAX_VALUE : began + limit.toNanos();
        while (true) {
            long now = System.nanoTime();
            if (limit != null && now >= end || limit == null && recordings.commandsEnded() || recordings.areOver()) {
                return;
            }
            progress.report("recording: %d s, %d events".formatted((now - began) / 1_000_000_000L,
                    recordings.events()));
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
        Path place = output;
        boolean several = targets.size() > 1;
        if ((align || several) && place != null && String.valueOf(place.getFileName()).endsWith(".dat")) {
            throw new UsageException("a trace.dat file has no place for how its clock runs: output=%s; give a folder%s"
                    .formatted(place, several ? ", which gets a recording for each target" : ""));
        }
        if (align && place == null) {
            throw new UsageException("--align is for a recording that is saved: give -o FOLDER");
        }
        try {
            return new RecordingRequest(new DesiredProbes(probes),
                    events.stream().map(event -> event.replace(':', '/')).toList(), pids, stack,
                    buffer == null ? OptionalInt.empty() : OptionalInt.of(buffer),
                    clock == null ? Optional.empty() : Optional.of(clock),
                    place == null ? Optional.empty() : Optional.of(place), allowDangerous, mostEvents, withoutOwn,
                    align, stacksOf.stream().map(event -> event.replace(':', '/')).toList());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
