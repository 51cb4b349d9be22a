/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.internal.zstd.ZstdException;
import io.kprobestudio.decoder.internal.zstd.ZstdFrame;

/** Finds a decompressor by the name that {@code trace.dat} uses for its algorithm. */
@FunctionalInterface
public interface Decompressors {

    /** What needs no library: {@code zstd} and {@code zlib}. */
    Decompressors BUILT_IN = new Decompressors() {
        @Override
        public @Nullable Decompressor byName(String name) {
            return switch (name) {
            case "zstd" -> Decompressors::expandZstd;
            case "zlib" -> Decompressors::inflate;
            default -> null;
            };
        }
    };

    /**
     * @param name such as {@code zstd} or {@code zlib}
     * @return a decompressor for the caller's thread, or null when there is none
     */
    @Nullable
    Decompressor byName(String name);

    /** These first, then others. */
    default Decompressors or(Decompressors others) {
        return name -> {
            Decompressor found = byName(name);
            return found == null ? others.byName(name) : found;
        };
    }

    private static void expandZstd(ByteBuffer compressed, ByteBuffer expanded) throws TraceDataException {
        byte[] in = new byte[compressed.remaining()];
        compressed.get(in);
        try {
            expanded.put(ZstdFrame.expand(in, expanded.remaining()));
        } catch (ZstdException e) {
            throw new TraceDataException("zstd chunk: " + e.getMessage(), e);
        }
    }

    private static void inflate(ByteBuffer compressed, ByteBuffer expanded) throws TraceDataException {
        Inflater inflater = new Inflater();
        try {
            int size = expanded.remaining();
            inflater.setInput(compressed);
            while (expanded.hasRemaining() && !inflater.finished()) {
                if (inflater.inflate(expanded) == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
            }
            if (expanded.hasRemaining()) {
                throw new TraceDataException("zlib chunk: " + expanded.remaining() + " of " + size + " bytes missing");
            }
        } catch (DataFormatException e) {
            throw new TraceDataException("zlib chunk: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
