/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.zstd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits of a stream that is read from its end; below its begin there are zeros. */
final class BackwardBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int from;
    /** Bits that have not been read; negative once more was asked for than there is. */
    int left;

    /** @param bytes has eight bytes more behind the stream's end */
    BackwardBits(byte[] bytes, int from, int to) throws ZstdException {
        this.bytes = bytes;
        this.from = from;
        if (to <= from || bytes[to - 1] == 0) {
            throw new ZstdException("a bit stream has no end mark");
        }
        left = 8 * (to - from - 1) + 31 - Integer.numberOfLeadingZeros(bytes[to - 1] & 0xff);
    }

    /** The next bits, 0 to 56. */
    long read(int count) {
        left -= count;
        if (left >= 0) {
            return (long) LONGS.get(bytes, from + (left >>> 3)) >>> (left & 7) & (1L << count) - 1;
        }
        int there = count + left;
        return there <= 0 ? 0 : ((long) LONGS.get(bytes, from) & (1L << there) - 1) << -left;
    }

    /** The next bits, left where they are. */
    int peek(int count) {
        int at = left - count;
        if (at >= 0) {
            return (int) ((long) LONGS.get(bytes, from + (at >>> 3)) >>> (at & 7)) & (1 << count) - 1;
        }
        return left <= 0 ? 0 : ((int) (long) LONGS.get(bytes, from) & (1 << left) - 1) << -at;
    }
}
