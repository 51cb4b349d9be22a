/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.latency.Call;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.CallPairing;
import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.recording.latency.EventPair;
import io.kprobestudio.recording.latency.LatencyHistogram;
import io.kprobestudio.recording.latency.RecordedCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes latency}: how long functions took in a recording, by their entry and return probes. */
@Command(name = "latency", mixinStandardHelpOptions = true,
        description = "Prints how long the functions took that a recording has entry and return probes of.")
final class LatencyCommand implements Callable<Integer> {

    private static final int WIDEST_BAR = 40;

    private final Console console;

    @Parameters(paramLabel = "RECORDING", description = "a recording's folder, its tar archive, or a trace.dat file")
    private @Nullable Path recording;

    @Option(names = "--pair", paramLabel = "ENTRY=RETURN",
            description = "time between two events of a thread, such as irq:irq_handler_entry=irq:irq_handler_exit")
    private List<String> pairs = new ArrayList<>();

    @Option(names = "--worst", paramLabel = "N", description = "prints each function's N longest calls")
    private int worst;

    @Option(names = "--histogram", description = "prints how many calls took how long")
    private boolean histogram;

    @Option(names = "--json", description = "one JSON object a function; times in units of the trace clock")
    private boolean json;

    LatencyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, TraceDataException, UsageException {
        Path path = recording;
        if (path == null) {
            throw new IllegalStateException("picocli lets no call without the recording pass");
        }
        if (worst < 0) {
            throw new UsageException("a number is negative: --worst=" + worst);
        }
        try (TarFile files = TarFile.open(path)) {
            return measure(RecordingReader.open(files.path(), Decompressors.BUILT_IN));
        }
    }

    private int measure(RecordingReader reader) throws IOException, UsageException {
        TraceMetadata metadata = reader.metadata();
        CallPairing pairing = new CallPairing(metadata.symbols(), worst, named(metadata));
        ReadSummary summary = reader.read(new RecordedCalls(metadata, pairing));
        List<CallLatency> results = pairing.results();
        DurationText units = DurationText.ascii(metadata.clock());
        console.print(json ? json(results) : table(results, units));
        if (!json) {
            for (CallLatency latency : results) {
                console.print((histogram ? histogram(latency, units) : "") + longest(latency, units));
            }
        }
        tell(results, pairing.halves(), summary);
        return summary.damaged() > 0 || results.isEmpty() ? Kprobes.REFUSED : Kprobes.DONE;
    }

    private List<EventPair> named(TraceMetadata metadata) throws UsageException {
        List<EventPair> named = new ArrayList<>();
        for (String text : pairs) {
            EventPair pair;
            try {
                pair = EventPair.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new UsageException("--pair: " + wrong.getMessage());
            }
            for (String event : List.of(pair.entry(), pair.exit())) {
                if (metadata.formats().all().stream().noneMatch(format -> format.fullName().equals(event))) {
                    throw new UsageException("--pair=%s: the recording has no format of the event %s".formatted(text,
                            event));
                }
            }
            named.add(pair);
        }
        return named;
    }

    private void tell(List<CallLatency> results, List<String> halves, ReadSummary summary) {
        if (results.isEmpty()) {
            console.message("nothing to measure: the recording has no function with hits of both an entry and a return"
                    + " probe (p:… and r:…); --pair names two events");
        }
        if (!halves.isEmpty()) {
            console.message("not measured, since only one end of them was recorded: " + String.join(", ", halves));
        }
        if (summary.gaps() + summary.damaged() > 0) {
            console.message("events were lost: gaps=%d damaged sub-buffers=%d; the calls that were under way then are"
                    .formatted(summary.gaps(), summary.damaged()) + " counted as discarded");
        }
    }

    private static String table(List<CallLatency> results, DurationText units) {
        if (results.isEmpty()) {
            return "";
        }
        Table table = new Table(false, "function", "calls", "least", "median", "90%", "99%", "most", "total",
                "unpaired",
                "discarded", "open");
        for (CallLatency latency : results) {
            LatencyHistogram durations = latency.histogram();
            table.row(latency.name(), Long.toString(durations.count()), units.of(durations.least()),
                    units.of(durations.percentile(0.5)), units.of(durations.percentile(0.9)),
                    units.of(durations.percentile(0.99)), units.of(durations.most()),
                    units.of((long) durations.sum()), Long.toString(latency.unpaired()),
                    Long.toString(latency.discarded()), Long.toString(latency.open()));
        }
        return table.text();
    }

    private static String histogram(CallLatency latency, DurationText units) {
        List<LatencyHistogram.Bucket> buckets = octaves(latency.histogram());
        long fullest = buckets.stream().mapToLong(LatencyHistogram.Bucket::count).max().orElse(1);
        StringBuilder text = new StringBuilder("\n" + latency.name() + '\n');
        for (LatencyHistogram.Bucket bucket : buckets) {
            text.append("%12s .. %-12s %10d |%s%n".formatted(units.of(bucket.from()), units.of(bucket.to()),
                    bucket.count(), "#".repeat((int) Math.ceil((double) WIDEST_BAR * bucket.count() / fullest))));
        }
        return text.toString();
    }

    private static String longest(CallLatency latency, DurationText units) {
        StringBuilder text = new StringBuilder();
        for (Call call : latency.worst()) {
            text.append("%s took %s: began=%s cpu=%d pid=%d row=%d%n".formatted(latency.name(),
                    units.of(call.took()), units.time(call.began()), call.cpu(), call.pid(), call.row()));
        }
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String json(List<CallLatency> results) {
        StringBuilder text = new StringBuilder();
        for (CallLatency latency : results) {
            LatencyHistogram durations = latency.histogram();
            Json one = new Json().open().field("function", latency.name()).field("entry", latency.entryEvent())
                    .field("return", latency.returnEvent()).field("calls", durations.count())
                    .field("least", durations.least()).field("median", durations.percentile(0.5))
                    .field("p90", durations.percentile(0.9)).field("p99", durations.percentile(0.99))
                    .field("p999", durations.percentile(0.999)).field("most", durations.most())
                    .field("total", (long) durations.sum()).field("unpaired", latency.unpaired())
                    .field("discarded", latency.discarded()).field("open", latency.open());
            one.key("histogram").openArray();
            for (LatencyHistogram.Bucket bucket : durations.buckets()) {
                one.open().field("from", bucket.from()).field("to", bucket.to()).field("count", bucket.count()).close();
            }
            one.closeArray().key("worst").openArray();
            for (Call call : latency.worst()) {
                one.open().field("began", call.began()).field("took", call.took()).field("cpu", call.cpu())
                        .field("pid", call.pid()).field("row", call.row()).close();
            }
            text.append(one.closeArray().close().line());
        }
        return text.toString();
    }

    /** Buckets as wide as a power of two, for people. */
    private static List<LatencyHistogram.Bucket> octaves(LatencyHistogram durations) {
        List<LatencyHistogram.Bucket> octaves = new ArrayList<>();
        for (LatencyHistogram.Bucket bucket : durations.buckets()) {
            long from = Long.highestOneBit(bucket.from());
            LatencyHistogram.Bucket last = octaves.isEmpty() ? null : octaves.get(octaves.size() - 1);
            if (last != null && last.from() == from) {
                octaves.set(octaves.size() - 1,
                        new LatencyHistogram.Bucket(from, last.to(), last.count() + bucket.count()));
            } else {
                octaves.add(new LatencyHistogram.Bucket(from, Math.max(1, 2 * from), bucket.count()));
            }
        }
        return octaves;
    }
}
