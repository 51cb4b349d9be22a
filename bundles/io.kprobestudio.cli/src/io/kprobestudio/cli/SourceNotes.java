/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.EventSources;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.target.UserFolders;

/**
 * Passes lines of events on, and writes behind each where it is in the source and which variables its fields come from. A line is
 * passed on when it has ended. For one thread.
 */
final class SourceNotes extends FilterOutputStream {

    /** What names of files with debug information may end in. */
    private static final String MODULE = "(?:\\.ko)(?:\\.debug)?";

    /** How many functions tell whether a kernel is the one of the recording. */
    private static final int ASKED = 256;

    private final Map<String, DebugInfo> infos = new HashMap<>();
    private final EventSources sources;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

    /**
     * Opens the debug information.
     *
     * @param files of the kernel, and of modules where their names end in {@code .ko} or {@code .ko.debug}
     * @throws UsageException when one cannot be read, or is of another kernel than the recording
     */
    SourceNotes(OutputStream out, List<Path> files, TraceMetadata recorded) throws UsageException {
        super(out);
        for (Path file : files) {
            try {
                DebugInfo info = DebugInfo.open(file, UserFolders.cache().resolve("symbols"));
                if (module(file).isEmpty() && !isOf(info, recorded.symbols())) {
                    throw new UsageException(
                            "this is not the kernel of the recording: its functions lie elsewhere, file=" + file);
                }
                infos.put(module(file), info);
            } catch (IOException | DebugInfoException unreadable) {
                throw new UsageException("no debug information: file=%s reason=%s".formatted(file, unreadable));
            }
        }
        sources = new EventSources(module -> Optional.ofNullable(infos.get(module)),
                recorded.probes().lines().toList());
    }

    private static String module(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches(".*" + MODULE) ? name.replaceFirst(MODULE + "$", "").replace('-', '_') : "";
    }

    /*
     * Where the kernel was loaded moves all functions by the same distance. Some tell: of a symbol that is repeated, either may name
     * another one first.
     */
    private static boolean isOf(DebugInfo info, KernelSymbols symbols) {
        Map<Long, Integer> moved = new HashMap<>();
        int seen = 0;
        List<DebugInfo.Function> all = info.functionsByAddress();
        for (int i = 0; i < all.size(); i += Math.max(1, all.size() / ASKED)) {
            DebugInfo.Function each = all.get(i);
            OptionalLong there = symbols.address(each.name());
            if (there.isPresent() && there.getAsLong() != 0) {
                moved.merge(there.getAsLong() - each.address(), 1, Integer::sum);
                seen++;
            }
        }
        int most = moved.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return 2 * most >= seen;
    }

    @Override
    public void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            pass();
        }
    }

    @Override
    public void write(byte @Nullable [] bytes, int from, int length) throws IOException {
        byte[] text = Objects.requireNonNull(bytes);
        int begin = from;
        for (int i = from; i < from + length; i++) {
            if (text[i] == '\n') {
                line.write(text, begin, i + 1 - begin);
                pass();
                begin = i + 1;
            }
        }
        line.write(text, begin, from + length - begin);
    }

    private void pass() throws IOException {
        line.writeTo(out);
        out.write(note(line.toString(StandardCharsets.ISO_8859_1).stripTrailing()).getBytes(StandardCharsets.UTF_8));
        line.reset();
    }

    private String note(String text) throws IOException {
        try {
            EventSources.Said said = sources.of(text);
            String where = SourceLocation.chain(said.chain());
            String fields = said.fields().entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                    .collect(Collectors.joining(", "));
            return where.isEmpty() && fields.isEmpty() ? ""
                    : "\t" + where + (where.isEmpty() || fields.isEmpty() ? "" : "; ") + fields + "\n";
        } catch (DebugInfoException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }

    /** Passes the rest on; what it writes to stays open. */
    @Override
    public void close() throws IOException {
        line.writeTo(out);
        line.reset();
        flush();
    }
}
