/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.kprobestudio.decoder.CorruptSubBuffer;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.Framer;
import io.kprobestudio.decoder.KernelText;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordWalker;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextBuffer;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.testkit.KernelTruth;

/**
 * Feeds arbitrary sub-buffers to framer, walker, decoder and text, with the metadata of one recorded kernel after the other. The
 * first byte of an input picks the kernel, the rest is a CPU's stream. Damage has to be reported as a value: anything thrown
 * fails, and so does text that grows out of proportion to its record.
 */
public final class DecoderFuzzer {

    static final List<String> RECORDINGS = List.of("imx6-3.14-kp", "imx6-5.10-kp", "imx6-6.1-kp", "imx6-6.1-mix",
            "imx6-7.2-kp", "imx6-7.2-subbuf16", "arm64-7.2-kp", "amd64-7.2-kp");
    private static final List<TraceMetadata> KERNELS = kernels();
    private static final int TEXT_LIMIT = 1 << 22;

    private DecoderFuzzer() {
    }

    /** Jazzer's entry point: reads the recordings' metadata before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[]{ 0 });
    }

    /** Jazzer's entry point: decodes one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        TraceMetadata metadata = KERNELS.get((input[0] & 0xff) % KERNELS.size());
        PageLayout layout = metadata.layout();
        RecordWalker walker = new RecordWalker(layout);
        Everything sink = new Everything(metadata);
        Framer framer = new Framer(layout, (page, offset, position) -> walker.walk(0, page, offset, position, sink));
        framer.push(input, 1, input.length - 1);
        // The tail of a stream that was cut: padded, as a short read is.
        int pending = framer.pending();
        if (pending > 0) {
            framer.push(new byte[layout.size() - pending], 0, layout.size() - pending);
        }
    }

    private static List<TraceMetadata> kernels() {
        List<TraceMetadata> kernels = new ArrayList<>();
        for (String name : RECORDINGS) {
            try {
                kernels.add(RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN).metadata());
            } catch (IOException | TraceDataException unreadable) {
                throw new UncheckedIOException(
                        new IOException("the recording cannot be read: name=" + name, unreadable));
            }
        }
        return List.copyOf(kernels);
    }

    private static final class Everything implements RecordSink {

        private final EventDecoder decoder;
        private final KernelText text;
        private final TextBuffer out = new TextBuffer(4096);

        Everything(TraceMetadata metadata) {
            decoder = new EventDecoder(metadata);
            text = new KernelText(metadata);
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            if (offset < 0 || length < 0 || offset + length > buffer.capacity()) {
                throw new IllegalStateException("a record outside its sub-buffer: offset=%d length=%d capacity=%d"
                        .formatted(offset, length, buffer.capacity()));
            }
            decoder.decode(cpu, time, buffer, offset, length).toString();
            out.clear();
            text.line(cpu, time, buffer, offset, length, out);
            if (out.size() > TEXT_LIMIT) {
                throw new IllegalStateException("a record's text is out of proportion: record=%d text=%d"
                        .formatted(length, out.size()));
            }
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            if (problem.reason().isEmpty()) {
                throw new IllegalStateException("damage without a reason: " + problem);
            }
        }
    }
}
