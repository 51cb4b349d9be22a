/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.CorruptSubBuffer;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kprobes decode}: prints the event lines of a recording exactly as that kernel's {@code trace} prints them. */
@Command(name = "decode", mixinStandardHelpOptions = true,
        description = "Prints the event lines of a recording exactly as that kernel's trace file prints them.")
final class DecodeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "RECORDING", description = "a recording's folder, or a trace.dat file")
    private @Nullable Path recording;

    DecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, TraceDataException {
        @Nullable
        Path path = recording;
        if (path == null) {
            throw new IllegalStateException("picocli lets no call without the recording pass");
        }
        Guarded out = new Guarded(console.out());
        ReadSummary summary;
        try {
            summary = RecordingReader.open(path, Decompressors.BUILT_IN).writeText(out, TextOptions.EXACT);
        } catch (IOException failure) {
            if (out.closed) {
                // whoever reads had enough, as head does
                return Kprobes.DONE;
            }
            throw failure;
        }
        if (summary.gaps() > 0) {
            console.message("the kernel lost events: gaps=%d missed=%d%s".formatted(summary.gaps(), summary.missed(),
                    summary.missed() == 0 ? " (it did not say how many)" : ""));
        }
        for (CorruptSubBuffer damage : summary.corrupt()) {
            console.message("damaged sub-buffer: " + damage);
        }
        if (summary.damaged() > summary.corrupt().size()) {
            console.message("damaged sub-buffers in all: " + summary.damaged());
        }
        return summary.damaged() > 0 ? Kprobes.REFUSED : Kprobes.DONE;
    }

    /** Knows whether it was writing that failed. */
    private static final class Guarded extends OutputStream {

        private final OutputStream out;
        private boolean closed;

        Guarded(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{ (byte) b }, 0, 1);
        }

        @Override
        public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException broken) {
                closed = true;
                throw broken;
            }
        }
    }
}
