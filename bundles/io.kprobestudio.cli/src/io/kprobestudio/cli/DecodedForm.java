/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.kprobestudio.decoder.CtfExport;
import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.PrivateFiles;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordingExport;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDatWriter;
import io.kprobestudio.decoder.TraceDataException;

/** What {@code kprobes decode} makes of a recording. Files and folders of it are readable by the user alone. */
enum DecodedForm {
    /** The kernel's own lines. */
    TEXT,
    /** Comma-separated values. */
    CSV,
    /** An object a line. */
    JSON,
    /** A folder in the Common Trace Format. */
    CTF,
    /** A trace.dat file of version 6. */
    DAT,
    /** A trace.dat file of version 7. */
    DAT7;

    boolean isTraceDat() {
        return this == DAT || this == DAT7;
    }

    boolean isFolder() {
        return this == CTF;
    }

    ReadSummary write(RecordingReader reader, OutputStream out, TextOptions options) throws IOException {
        RecordingExport export = new RecordingExport(reader, EventFilter.ALL, options.redact());
        return switch (this) {
        case TEXT -> reader.writeText(out, options);
        case CSV -> export.csv(out);
        case JSON -> export.jsonLines(out);
        case CTF, DAT, DAT7 -> throw new IllegalArgumentException("no stream: format=" + this);
        };
    }

    ReadSummary writeFile(RecordingReader reader, Path file, TextOptions options) throws IOException {
        try (OutputStream out = PrivateFiles.create(file)) {
            return write(reader, out, options);
        }
    }

    ReadSummary writeFolder(RecordingReader reader, Path folder, boolean redact) throws IOException {
        return CtfExport.write(reader, folder, redact);
    }

    void writeTraceDat(Path recording, Path file) throws IOException, TraceDataException, UsageException {
        if (!Files.isDirectory(recording)) {
            throw new UsageException("only a recording's folder is written as trace.dat: recording=" + recording);
        }
        TraceDatWriter.write(recording, file, this == DAT ? 6 : 7);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
