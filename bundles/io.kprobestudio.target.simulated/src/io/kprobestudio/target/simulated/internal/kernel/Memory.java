/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What probes can read: pieces that were put somewhere, and behind them what the image and the linear map look like.
 * User memory that nobody put anything into faults, as does the first page.
 */
public final class Memory {

    /** What a read of unmapped memory gives. */
    public static final int FAULT = -1;

    private record Piece(long address, byte[] bytes) {
    }

    private final TreeMap<Long, byte[]> lasting = new TreeMap<>();
    private final List<Piece> passing = new ArrayList<>();
    private final long kernelBase;
    private final long textFrom;
    private final long textTo;
    private final long seed;

    /**
     * Makes a memory.
     *
     * @param kernelBase where kernel addresses begin
     * @param textFrom where the image's code begins
     * @param textTo where it ends
     * @param seed what the rest is made of
     */
    public Memory(long kernelBase, long textFrom, long textTo, long seed) {
        this.kernelBase = kernelBase;
        this.textFrom = textFrom;
        this.textTo = textTo;
        this.seed = seed;
    }

    /** Puts bytes somewhere for good. */
    public void put(long address, byte[] bytes) {
        lasting.put(address, bytes);
    }

    /** Puts bytes somewhere until {@link #forget}: what belongs to a call. */
    public void lend(long address, byte[] bytes) {
        passing.add(new Piece(address, bytes));
    }

    /** Puts a word somewhere until {@link #forget}. */
    public void lend(long address, long word) {
        lend(address, new byte[]{ (byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24) });
    }

    /** Takes away what calls put. */
    public void forget() {
        passing.clear();
    }

    /** The byte at an address, 0 to 255, or {@link #FAULT}. */
    public int read(long address) {
        long at = address & 0xffffffffL;
        for (int i = passing.size() - 1; i >= 0; i--) {
            Piece piece = passing.get(i);
            long offset = at - piece.address;
            if (offset >= 0 && offset < piece.bytes.length) {
                return piece.bytes[(int) offset] & 0xff;
            }
        }
        Map.Entry<Long, byte[]> below = lasting.floorEntry(at);
        if (below != null && at - below.getKey() < below.getValue().length) {
            return below.getValue()[(int) (at - below.getKey())] & 0xff;
        }
        if (at < kernelBase || at >= 0xfffff000L) {
            return FAULT;
        }
        return (int) (word(at & ~3L) >>> 8 * (at & 3)) & 0xff;
    }

    private long word(long address) {
        long mix = Mix.next(seed ^ address);
        if (address >= textFrom && address < textTo) {
            // Condition "always", a data processing instruction: what most of the image's words look like.
            return 0xe0000000L | mix & 0x03ffffffL;
        }
        return switch ((int) (mix & 3)) {
        case 0 -> 0;
        case 1 -> mix >>> 40;
        default -> kernelBase + 0x1000000 + (mix >>> 20 & 0x1fffffcL);
        };
    }

    /** A little-endian number of 1 to 8 bytes, or null when a byte of it faults. */
    public @org.eclipse.jdt.annotation.Nullable Long number(long address, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            int next = read(address + i);
            if (next == FAULT) {
                return null;
            }
            value |= (long) next << 8 * i;
        }
        return value;
    }
}
