/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDataException;

/**
 * Calls the commands that are called most, often enough for the virtual machine to see what they load and which methods
 * run hot. It keeps both in its archive, so that a command starts at once and is compiled by what was seen here. Run when
 * the command is built; its arguments are folders of recordings.
 */
public final class Rehearsal {

    private static final byte[] DEFINITIONS = "p:x vfs_read a=%r0:s32\n".getBytes(StandardCharsets.ISO_8859_1);
    /** Events that are printed in each way, at least. */
    private static final long ENOUGH = 100_000;

    private Rehearsal() {
    }

    /** Prints nothing. */
    public static void main(String[] recordings) throws IOException, TraceDataException {
        run("check", "-");
        for (String recording : recordings) {
            Path folder = Path.of(recording);
            decode(folder);
            Path file = folder.resolveSibling(folder.getFileName() + ".dat");
            run("decode", "--format=dat", "--output=" + file, recording);
            decode(file);
        }
    }

    private static void decode(Path recording) throws IOException, TraceDataException {
        run("decode", "--rows=50", recording.toString());
        run("decode", recording.toString());
        RecordingReader reader = RecordingReader.open(recording, Decompressors.BUILT_IN);
        long printed = 0;
        while (printed < ENOUGH) {
            for (int threads = 1; threads <= 2; threads++) {
                printed += reader.writeText(OutputStream.nullOutputStream(), new TextOptions(threads, false, false))
                        .records();
            }
            RecordingIndex.open(reader);
            Files.delete(RecordingIndex.file(recording));
        }
    }

    static void run(String... arguments) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        new Kprobes(new Console(new ByteArrayInputStream(DEFINITIONS), nowhere,
                new PrintStream(nowhere, false, StandardCharsets.UTF_8), false)).run(arguments);
    }
}
