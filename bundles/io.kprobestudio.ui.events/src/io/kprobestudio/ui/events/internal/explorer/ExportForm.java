/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.decoder.CtfExport;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.PrivateFiles;
import io.kprobestudio.decoder.RecordingExport;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDatWriter;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.target.Progress;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;

/** What a recording is exported to, told by the ending of a name. */
enum ExportForm {
    /** Comma-separated values. */
    CSV(Messages.Form_csv),
    /** An object a line. */
    JSON(Messages.Form_json),
    /** The kernel's own lines. */
    TXT(Messages.Form_text),
    /** The Common Trace Format, a folder. */
    CTF(Messages.Form_ctf),
    /** A trace.dat file; of recordings that are folders only. */
    DAT(Messages.Form_dat);

    /** Every reader of trace.dat files knows it. */
    private static final int DAT_VERSION = 6;

    private final String words;

    ExportForm(String words) {
        this.words = words;
    }

    /** What a recording can be exported to. */
    static List<ExportForm> of(Path recording) {
        return Arrays.stream(values()).filter(form -> form.takes(recording)).toList();
    }

    /** The form that a name asks for. */
    static Optional<ExportForm> named(Path recording, Path to) {
        String name = to.toString().toLowerCase(Locale.ROOT);
        return of(recording).stream().filter(form -> name.endsWith(form.ending())).findFirst();
    }

    private boolean takes(Path recording) {
        return this != DAT || Files.isDirectory(recording);
    }

    /** In words, for a dialog. */
    String words() {
        return words;
    }

    /** Such as {@code .csv}. */
    String ending() {
        return "." + name().toLowerCase(Locale.ROOT); //$NON-NLS-1$
    }

    /**
     * Writes it; an older file of that name is replaced. Not for the UI thread.
     *
     * @param progress asked whether to go on; what was written until then is deleted
     * @throws InterruptedIOException when it was cancelled
     * @throws IOException when something cannot be read or written
     * @throws TraceDataException when it is no recording
     */
    void write(Path recording, Path to, Progress progress) throws IOException, TraceDataException {
        RecordingReader reader = RecordingReader.open(recording, Decompressors.BUILT_IN);
        switch (this) {
        case CTF -> CtfExport.write(reader, to, false);
        case DAT -> TraceDatWriter.write(recording, to, DAT_VERSION);
        default -> stream(reader, to, progress);
        }
    }

    private void stream(RecordingReader reader, Path to, Progress progress) throws IOException {
        try (OutputStream out = new Cancellable(PrivateFiles.create(to), progress)) {
            switch (this) {
            case CSV -> new RecordingExport(reader).csv(out);
            case JSON -> new RecordingExport(reader).jsonLines(out);
            default -> reader.writeText(out, new TextOptions(1, false, false));
            }
        } catch (InterruptedIOException cancelled) {
            Files.deleteIfExists(to);
            throw cancelled;
        }
    }

    /** Writes until somebody cancels. */
    private static final class Cancellable extends FilterOutputStream {

        private final Progress progress;

        Cancellable(OutputStream out, Progress progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        @NonNullByDefault({})
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (progress.isCancelled()) {
                throw new InterruptedIOException("cancelled"); //$NON-NLS-1$
            }
            out.write(bytes, offset, length);
        }
    }
}
