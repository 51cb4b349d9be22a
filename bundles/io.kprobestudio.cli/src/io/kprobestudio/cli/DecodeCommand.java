/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.CorruptSubBuffer;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.PrivateFiles;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes decode}: prints a recording as that kernel's {@code trace} prints it, or in another form. */
@Command(name = "decode", mixinStandardHelpOptions = true,
        description = "Prints the event lines of a recording exactly as that kernel's trace file prints them.")
final class DecodeCommand implements Callable<Integer> {

    private static final Set<String> PLAIN_OPTIONS = Set.of("--filter", "--output", "--from", "--rows");
    private static final Set<String> PLAIN_SWITCHES = Set.of("--redact");

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "RECORDING",
            description = "a recording's folder, its tar archive, or a trace.dat file; several folders, or one that holds"
                    + " several, are printed in one order of time")
    private List<Path> recordings = List.of();

    @Option(names = { "-f", "--filter" }, paramLabel = "EXPR",
            description = "only these events: event == \"open\" && dfd < 0 && path ~ \"/etc/*\"")
    private @Nullable String filter;

    @Option(names = "--format", paramLabel = "FORM", description = "text, csv, json, ctf, dat (version 6) or dat7")
    private DecodedForm form = DecodedForm.TEXT;

    @Option(names = { "-o", "--output" }, paramLabel = "PLACE",
            description = "a file, or the folder for ctf; standard output otherwise")
    private @Nullable Path output;

    @Option(names = "--vmlinux", paramLabel = "F",
            description = "behind each event its line of the source and what its fields are of: the kernel with debug information,"
                    + " and again for modules (NAME.ko)")
    private List<Path> debugFiles = new ArrayList<>();

    @Option(names = "--redact", description = "hides the kernel's addresses")
    private boolean redact;

    @Option(names = "--from", paramLabel = "ROW", description = "begins at this row, counted from 0")
    private @Nullable Long from;

    @Option(names = "--at", paramLabel = "SECONDS", description = "begins at this time")
    private @Nullable BigDecimal at;

    @Option(names = "--rows", paramLabel = "N", description = "ends after so many events")
    private @Nullable Long rows;

    @Option(names = "--instance", paramLabel = "NAME", description = "of a trace.dat file; the first otherwise")
    private @Nullable String instance;

    DecodeCommand(Console console) {
        this.console = console;
    }

    /**
     * A command with these arguments, made without picocli.
     *
     * @return null where picocli is to judge them
     */
    static @Nullable DecodeCommand plain(Console console, String... arguments) {
        PlainArguments given = PlainArguments.read(PLAIN_OPTIONS, PLAIN_SWITCHES, arguments);
        String recording = given == null ? null : given.value("");
        if (given == null || recording == null) {
            return null;
        }
        DecodeCommand command = new DecodeCommand(console);
        String place = given.value("--output");
        String row = given.value("--from");
        String most = given.value("--rows");
        try {
            command.recordings = List.of(Path.of(recording));
            command.output = place == null ? null : Path.of(place);
            command.from = row == null ? null : Long.valueOf(row);
            command.rows = most == null ? null : Long.valueOf(most);
        } catch (IllegalArgumentException wrong) {
            return null;
        }
        command.filter = given.value("--filter");
        command.redact = given.has("--redact");
        return command;
    }

    @Override
    public Integer call() throws IOException, TraceDataException, UsageException {
        check();
        EventFilter parsed = parse();
        List<Path> set = new ArrayList<>();
        for (Path each : recordings) {
            List<Path> within = RecordingSet.recordingsIn(each);
            set.addAll(within.isEmpty() ? List.of(each) : within);
        }
        if (set.size() > 1) {
            return several(set, parsed);
        }
        try (TarFile files = TarFile.open(set.get(0))) {
            return decode(files.path(), parsed);
        }
    }

    private int decode(Path path, @Nullable EventFilter parsed) throws IOException, TraceDataException, UsageException {
        if (form.isTraceDat()) {
            form.writeTraceDat(path, outputPlace());
            return Kprobes.DONE;
        }
        RecordingReader reader = part(RecordingReader.open(path, Decompressors.BUILT_IN), parsed);
        Path place = output;
        if (form == DecodedForm.CTF) {
            return told(reader, form.writeFolder(reader, outputPlace(), redact));
        }
        boolean escape = place == null && console.shown();
        TextOptions options = new TextOptions(TextOptions.EXACT.threads(), escape, false, redact);
        if (!debugFiles.isEmpty()) {
            try (OutputStream file = place == null ? OutputStream.nullOutputStream() : PrivateFiles.create(place);
                    SourceNotes notes = new SourceNotes(place == null ? console.out() : file, debugFiles,
                            reader.metadata())) {
                return told(reader, form.write(reader, notes, options));
            }
        }
        if (place != null) {
            return told(reader, form.writeFile(reader, place, options));
        }
        return told(reader, form.write(reader, console.out(), options));
    }

    private int several(List<Path> set, @Nullable EventFilter parsed)
            throws IOException, TraceDataException, UsageException {
        if (form.isTraceDat() || form.isFolder() || from != null || at != null || instance != null) {
            throw new UsageException("several recordings are written as text, csv or json, without --from, --at and"
                    + " --instance: --format=%s recordings=%s".formatted(form, set));
        }
        Long most = rows;
        DecodeSeveral printing = new DecodeSeveral(console, form, set, parsed, most == null ? Long.MAX_VALUE : most);
        boolean whole = true;
        List<ReadSummary> summaries = printing.print(output, redact);
        for (int i = 0; i < summaries.size(); i++) {
            RecordingSet.Member member = printing.members().get(i);
            whole &= told(member.name() + ": ", member.reader(), summaries.get(i)) == Kprobes.DONE;
        }
        return whole ? Kprobes.DONE : Kprobes.REFUSED;
    }

    private void check() throws UsageException {
        if (from != null && at != null) {
            throw new UsageException("--from and --at are two places to begin at: give one");
        }
        Long row = from;
        Long most = rows;
        BigDecimal time = at;
        if (row != null && row < 0 || most != null && most < 0 || time != null && time.signum() < 0) {
            throw new UsageException(
                    "a row, time or number is negative: --from=%s --at=%s --rows=%s".formatted(row, time,
                            most));
        }
        boolean whole = filter == null && row == null && time == null && most == null && instance == null;
        if (form.isTraceDat() && (redact || !whole)) {
            throw new UsageException(
                    "--format=%s holds the kernel's own pages, whole: without --filter, --redact, --from,"
                            + " --at, --rows, --instance".formatted(form));
        }
        if (!debugFiles.isEmpty() && form != DecodedForm.TEXT) {
            throw new UsageException("--vmlinux says what belongs to lines of text: without --format=" + form);
        }
        Path place = output;
        if (form.isFolder() && place != null && Files.isRegularFile(place)) {
            throw new UsageException("--format=ctf makes a folder, and a file is there: output=" + place);
        }
        if (!form.isFolder() && place != null && Files.isDirectory(place)) {
            throw new UsageException("a folder is there: output=" + place);
        }
    }

    private Path outputPlace() throws UsageException {
        Path place = output;
        if (place == null) {
            throw new UsageException("--format=%s needs --output".formatted(form));
        }
        return place;
    }

    private @Nullable EventFilter parse() throws UsageException {
        String expression = filter;
        if (expression == null) {
            return null;
        }
        try {
            return EventFilter.parse(expression);
        } catch (TraceDataException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private RecordingReader part(RecordingReader opened, @Nullable EventFilter parsed)
            throws IOException, TraceDataException, UsageException {
        RecordingReader reader = opened;
        String name = instance;
        if (name != null) {
            reader = reader.instance(name);
        }
        if (parsed != null) {
            try {
                reader = reader.choose(parsed.check(reader.metadata()));
            } catch (TraceDataException wrong) {
                throw new UsageException(String.valueOf(wrong.getMessage()));
            }
        }
        Long row = from;
        BigDecimal time = at;
        if (row != null && row > 0) {
            reader = reader.from(RecordingIndex.open(opened), row);
        } else if (time != null) {
            RecordingIndex index = RecordingIndex.open(opened);
            boolean seconds = reader.metadata().clock().inNanoseconds();
            BigDecimal ticks = time.movePointRight(seconds ? 9 : 0).min(BigDecimal.valueOf(Long.MAX_VALUE));
            reader = reader.from(index, opened.rowAt(index, ticks.longValue()));
        }
        Long most = rows;
        return most == null ? reader : reader.limit(most);
    }

    private int told(RecordingReader reader, ReadSummary summary) {
        return told("", reader, summary);
    }

    private int told(String of, RecordingReader reader, ReadSummary summary) {
        for (String problem : reader.metadata().formats().problems()) {
            console.message(of + "records of an event are shown as unknown: " + problem);
        }
        if (summary.gaps() > 0) {
            console.message(
                    of + "the kernel lost events: gaps=%d missed=%d%s".formatted(summary.gaps(), summary.missed(),
                            summary.missed() == 0 ? " (it did not say how many)" : ""));
        }
        for (CorruptSubBuffer damage : summary.corrupt()) {
            console.message(of + "damaged sub-buffer: " + damage);
        }
        if (summary.damaged() > summary.corrupt().size()) {
            console.message(of + "damaged sub-buffers in all: " + summary.damaged());
        }
        return summary.damaged() > 0 ? Kprobes.REFUSED : Kprobes.DONE;
    }
}
