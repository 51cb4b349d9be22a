/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.KernelVersion;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.PrintkFormats;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.decoder.SubBuffer;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.internal.Capture;
import io.kprobestudio.recording.internal.RecordingFolderWriter;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.tracefs.CpuStats;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * A live recording of known work on a target, by the drain, the framer, the decoding thread and the folder on disk that a
 * recording uses, or by {@code ssh ... cat trace_pipe}. Prints what was written, decoded, lost and left, and the costs. Exit code 0
 * when each event is accounted for.
 *
 * <pre>
 *   LiveDrain KEY=VALUE... -- WORK...
 *     target=ADDRESS     the target
 *     probe=LINE         a line for the target's control file of probes; several
 *     control=FILE       that file: kprobe_events or uprobe_events
 *     event=SYSTEM/EVENT[ if FILTER]   an event that is hit once each time that the work says calls=N; several
 *     buffer=KIB         each CPU's buffer
 *     save=FOLDER        where the recording goes; nowhere if not given
 *     pipe=COMMAND       read by this command in place of the drain; its words stand between single blanks, and it prints the
 *                        number of its process on the target, a line feed and trace_pipe
 *     port=N             the server's port here, to see what our socket got
 * </pre>
 */
public final class LiveDrain {

    private static final String GROUP = "kps_bench";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Map<String, List<String>> options;
    private final Connection connection;
    private final Tracefs tracefs;
    private final TraceInstance instance;
    private final List<String> events = new ArrayList<>();

    private LiveDrain(Map<String, List<String>> options, Connection connection) throws Exception {
        this.options = options;
        this.connection = connection;
        tracefs = Tracefs.of(connection);
        instance = TraceInstance.create(tracefs, GROUP);
    }

    private List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    private String option(String name) {
        return all(name).isEmpty() ? "" : all(name).get(0);
    }

    /** What came, however it came. */
    private interface Reading {

        /** Reads what is left. */
        void finish() throws Exception;

        /** How many events came. */
        long events();

        /** Their records' bytes, or the text's. */
        long payload();

        /** The processor time of this side until now, in nanoseconds. */
        long processor();

        /** In words. */
        String words();
    }

    /** As a recording does. */
    private final class Drained implements Reading {

        private final Capture capture;
        private final Drain drain;
        private final Optional<RecordingFolderWriter> writer;
        private long payload;

        Drained() throws Exception {
            List<Integer> cpus = instance.cpus();
            PageLayout layout = PageLayout.parse(instance.headerPage(), ByteOrder.LITTLE_ENDIAN);
            List<EventFormat> formats = new ArrayList<>();
            for (String event : events) {
                formats.add(EventFormat.parse(event.substring(0, event.indexOf('/')),
                        tracefs.text("events/" + event + "/format")));
            }
            writer = option("save").isEmpty() ? Optional.empty()
                    : Optional.of(new RecordingFolderWriter(Path.of(option("save")), cpus));
            capture = new Capture(
                    new TraceMetadata(layout, FormatCatalog.of(formats), KernelSymbols.NONE, SavedComms.NONE,
                            PrintkFormats.NONE, TraceClock.LOCAL, KernelVersion.UNKNOWN),
                    cpus, null, writer.orElse(null),
                    Capture.FormatSource.NONE);
            DrainSink counting = (cpu, bytes) -> {
                ByteBuffer pages = bytes.duplicate().order(layout.order());
                for (int at = 0; at + layout.size() <= pages.limit(); at += layout.size()) {
                    payload += SubBuffer.commit(SubBuffer.commitWord(layout, pages, at));
                }
                capture.accept(cpu, bytes);
            };
            drain = connection.drain(new DrainRequest(instance.path(), cpus, layout.size()), counting);
        }

        @Override
        public void finish() throws Exception {
            drain.finish(PATIENCE);
            capture.finish();
            if (writer.isPresent()) {
                writer.get().close();
            }
        }

        @Override
        public long events() {
            return capture.counts().total();
        }

        @Override
        public long payload() {
            return payload;
        }

        @Override
        public long processor() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }

        @Override
        public String words() {
            return "decoded, by " + drain.mode().label() + (writer.isEmpty() ? "" : ", saved") + ", channel bytes="
                    + drain.transferred();
        }
    }

    /** Lines of {@code trace_pipe}. */
    private final class Piped implements Reading {

        private final Process process;
        private final Thread reader;
        private volatile String pid = "";
        private volatile long bytes;
        private volatile long lines;
        private volatile long lostLines;
        private long spent;

        Piped() throws IOException {
            process = new ProcessBuilder(option("pipe").split(" ")).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            reader = new Thread(this::read, "pipe");
            reader.start();
        }

        private void read() {
            byte[] buffer = new byte[1 << 16];
            byte[] lost = "LOST".getBytes(StandardCharsets.US_ASCII);
            int matched = 0;
            try (InputStream in = process.getInputStream()) {
                StringBuilder number = new StringBuilder();
                for (int digit = in.read(); digit >= '0'; digit = in.read()) {
                    number.append((char) digit);
                }
                pid = number.toString();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        matched = buffer[i] == lost[matched] ? matched + 1 : buffer[i] == lost[0] ? 1 : 0;
                        if (matched == lost.length) {
                            lostLines++;
                            matched = 0;
                        }
                        lines += buffer[i] == '\n' ? 1 : 0;
                    }
                    bytes += count;
                }
            } catch (IOException ended) {
                // it was killed
                return;
            }
        }

        @Override
        public void finish() throws Exception {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (sum().entries() > 0 && System.nanoTime() < end) {
                Thread.sleep(200);
            }
            for (long before = -1; before != bytes; Thread.sleep(500)) {
                before = bytes;
            }
            spent = processor();
            // It waits in the kernel for ever, and would keep the instance
            try (TargetProcess kill = connection.start(List.of("kill", pid))) {
                kill.await(PATIENCE);
            }
        }

        @Override
        public long events() {
            return lines - lostLines;
        }

        @Override
        public long payload() {
            return bytes;
        }

        @Override
        public long processor() {
            return spent > 0 ? spent : process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }

        @Override
        public String words() {
            return "lines of text, by " + option("pipe").split(" ")[0] + " and cat";
        }
    }

    private CpuStats sum() throws Exception {
        return instance.stats().values().stream().reduce(CpuStats.NONE, CpuStats::plus);
    }

    /** What the socket to the server got so far, in bytes; 0 where it cannot be told. */
    private long wire(String field) throws Exception {
        if (option("port").isEmpty()) {
            return 0;
        }
        Process ss = new ProcessBuilder("ss", "-tinH", "dport", "=", ":" + option("port")).start();
        String text = new String(ss.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        long sum = 0;
        for (Matcher found = Pattern.compile(field + ":([0-9]+)").matcher(text); found.find();) {
            sum += Long.parseLong(found.group(1));
        }
        return sum;
    }

    private void makeEvents(long pid) throws Exception {
        for (String line : all("probe")) {
            tracefs.append(option("control"), line);
            events.add(line.substring(2, line.indexOf(' ')));
        }
        for (String event : all("event")) {
            String[] parts = event.split(" if ", 2);
            events.add(parts[0]);
            if (parts.length > 1) {
                instance.setFilter(parts[0], parts[1].replace("PID", Long.toString(pid)));
            }
        }
    }

    /** The hits of our probes, as the kernel counts them. */
    private long hits() throws Exception {
        long hits = 0;
        List<String> names = all("probe").stream().map(line -> line.substring(line.indexOf('/') + 1, line.indexOf(' ')))
                .toList();
        boolean user = option("control").startsWith("uprobe");
        for (String line : tracefs.text(user ? "uprobe_profile" : "kprobe_profile").split("\n")) {
            String[] words = line.trim().split("\\s+");
            int name = user ? words.length - 2 : 0;
            if (words.length >= 3 && names.contains(words[name])) {
                hits += Long.parseLong(words[name + 1]);
            }
        }
        return hits;
    }

    private boolean run(List<String> work) throws Exception {
        instance.setBufferKb(Integer.parseInt(option("buffer")));
        try (TargetProcess process = connection.start(work)) {
            makeEvents(process.pid().orElse(0));
            Reading reading = option("pipe").isEmpty() ? new Drained() : new Piped();
            long hitsBefore = hits();
            for (String event : events) {
                instance.enable(event, true);
            }
            long received = wire("bytes_received");
            long sent = wire("bytes_acked");
            long processor = reading.processor();
            long began = System.nanoTime();
            process.input().write('\n');
            process.input().flush();
            String said = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.US_ASCII))
                    .readLine();
            double seconds = (System.nanoTime() - began) / 1e9;
            for (String event : events) {
                instance.enable(event, false);
            }
            long hits = hits() - hitsBefore;
            reading.finish();
            processor = reading.processor() - processor;
            received = wire("bytes_received") - received;
            sent = wire("bytes_acked") - sent;
            long calls = said != null && said.startsWith("calls=") ? Long.parseLong(said.substring(6)) : 0;
            return report(reading, hits + calls * all("event").size(), seconds, processor, received, sent);
        }
    }

    private boolean report(Reading reading, long written, double seconds, long processor, long received, long sent)
            throws Exception {
        CpuStats stats = sum();
        long lost = stats.overrun() + stats.commitOverrun() + stats.dropped();
        long unaccounted = written - reading.events() - lost - stats.entries();
        System.out.printf("events: seconds=%.1f written=%d (%.0f a second) %s=%d lost=%d left=%d unaccounted=%d%n",
                seconds,
                written, written / seconds, option("pipe").isEmpty() ? "decoded" : "lines", reading.events(), lost,
                stats.entries(), unaccounted);
        System.out.printf("link: payload=%d (%.1f bytes an event) received=%d (%.3f of the payload) sent=%d; %s%n",
                reading.payload(), reading.payload() / (double) Math.max(1, reading.events()), received,
                received / (double) Math.max(1, reading.payload()), sent, reading.words());
        System.out.printf("here: processor=%.2f s (%.1f %% of a core while it ran)%n", processor / 1e9,
                processor / 1e7 / seconds);
        return unaccounted == 0 && written > 0;
    }

    private void remove() throws Exception {
        for (String event : events) {
            instance.enable(event, false);
        }
        instance.removeWhenUnread(Duration.ofSeconds(20));
        for (String line : all("probe")) {
            String name = line.substring(2, line.indexOf(' '));
            if (tracefs.text(option("control")).contains(":" + name + " ")) {
                tracefs.append(option("control"), "-:" + name);
            }
        }
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        int end = given.indexOf("--");
        Map<String, List<String>> options = new HashMap<>();
        for (String argument : given.subList(0, end)) {
            int equals = argument.indexOf('=');
            options.computeIfAbsent(argument.substring(0, equals), key -> new ArrayList<>())
                    .add(argument.substring(equals + 1));
        }
        boolean whole;
        try (Connection connection = TargetProviders.onClassPath().target(options.get("target").get(0))
                .connect(Prompter.NOBODY, Progress.NONE)) {
            LiveDrain live = new LiveDrain(options, connection);
            try {
                whole = live.run(given.subList(end + 1, given.size()));
            } finally {
                live.remove();
            }
        }
        System.exit(whole ? 0 : 1);
    }
}
