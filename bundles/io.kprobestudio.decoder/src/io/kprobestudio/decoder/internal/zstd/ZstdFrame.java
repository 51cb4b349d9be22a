/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.zstd;

import java.util.Arrays;

import org.eclipse.jdt.annotation.Nullable;

/** Expands Zstandard frames whose size is known (RFC 8878), without dictionaries. Used once, by one thread. */
public final class ZstdFrame {

    private static final int MAGIC = 0xfd2fb528;
    private static final int MAX_BLOCK = 1 << 17;
    private static final int[] LL_BASE = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28,
            32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536 };
    private static final int[] LL_BITS = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6,
            7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    private static final int[] ML_BASE = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
            24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027,
            2051, 4099, 8195, 16387, 32771, 65539 };
    private static final int[] ML_BITS = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    private static final int[] LL_COUNTS = { 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2,
            3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1 };
    private static final int[] ML_COUNTS = { 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1 };
    private static final int[] OF_COUNTS = { 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1,
            -1, -1, -1, -1 };

    private final byte[] in;
    private final int end;
    private final byte[] out;
    private int at;
    private int written;
    private final byte[] literals = new byte[MAX_BLOCK + 32];
    private int literalCount;
    private @Nullable HuffmanTable huffman;
    private @Nullable FseTable lengths;
    private @Nullable FseTable offsets;
    private @Nullable FseTable matches;
    private int first = 1;
    private int second = 4;
    private int third = 8;

    private ZstdFrame(byte[] in, int size) {
        this.in = Arrays.copyOf(in, in.length + 8);
        end = in.length;
        out = new byte[size];
    }

    /**
     * Expands frames, one behind the other.
     *
     * @param in   the frames, and nothing else
     * @param size bytes that they hold
     * @throws ZstdException when they are damaged, need a dictionary, or hold another number of bytes
     */
    public static byte[] expand(byte[] in, int size) throws ZstdException {
        ZstdFrame frames = new ZstdFrame(in, size);
        while (frames.at < frames.end) {
            frames.frame();
        }
        if (frames.written != size) {
            throw new ZstdException("holds " + frames.written + " bytes, expected " + size);
        }
        return frames.out;
    }

    private int u8() throws ZstdException {
        if (at >= end) {
            throw new ZstdException("cut off at " + at);
        }
        return in[at++] & 0xff;
    }

    private int little(int count) throws ZstdException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= u8() << 8 * i;
        }
        return value;
    }

    private void frame() throws ZstdException {
        int magic = little(4);
        if ((magic & 0xfffffff0) == 0x184d2a50) {
            skip(little(4));
            return;
        }
        if (magic != MAGIC) {
            throw new ZstdException("magic=0x" + Integer.toHexString(magic));
        }
        int descriptor = u8();
        boolean single = (descriptor & 0x20) != 0;
        if (!single) {
            u8();
        }
        int dictionary = descriptor & 3;
        if (dictionary != 0 && little(dictionary == 3 ? 4 : dictionary) != 0) {
            throw new ZstdException("needs a dictionary");
        }
        int contentSize = switch (descriptor >> 6) {
        case 0 -> single ? 1 : 0;
        case 1 -> 2;
        case 2 -> 4;
        default -> 8;
        };
        skip(contentSize);
        huffman = null;
        lengths = null;
        offsets = null;
        matches = null;
        first = 1;
        second = 4;
        third = 8;
        boolean last;
        do {
            int header = little(3);
            last = (header & 1) != 0;
            block(header >> 1 & 3, header >> 3);
        } while (!last);
        if ((descriptor & 4) != 0) {
            skip(4);
        }
    }

    private void skip(int count) throws ZstdException {
        if (count < 0 || count > end - at) {
            throw new ZstdException("cut off at " + at);
        }
        at += count;
    }

    private void room(int count) throws ZstdException {
        if (count < 0 || count > out.length - written) {
            throw new ZstdException("holds more than the expected " + out.length + " bytes");
        }
    }

    private void block(int type, int size) throws ZstdException {
        switch (type) {
        case 0 -> {
            int from = at;
            skip(size);
            room(size);
            System.arraycopy(in, from, out, written, size);
            written += size;
        }
        case 1 -> {
            room(size);
            Arrays.fill(out, written, written + size, (byte) u8());
            written += size;
        }
        case 2 -> {
            int from = at;
            skip(size);
            compressed(from, at);
        }
        default -> throw new ZstdException("block type=3");
        }
    }

    private void compressed(int from, int to) throws ZstdException {
        int afterLiterals = literals(from, to);
        sequences(afterLiterals, to);
    }

    private int header(int from, int to, int bytes) throws ZstdException {
        if (from + bytes > to) {
            throw new ZstdException("literals are cut off");
        }
        int value = 0;
        for (int i = 0; i < Math.min(bytes, 4); i++) {
            value |= (in[from + i] & 0xff) << 8 * i;
        }
        return value;
    }

    private int literals(int from, int to) throws ZstdException {
        int head = header(from, to, 1);
        int type = head & 3;
        int format = head >> 2 & 3;
        if (type < 2) {
            int bytes = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
            literalCount = (header(from, to, bytes) & 0xffffff) >>> (bytes == 1 ? 3 : 4);
            limitLiterals();
            int data = from + bytes;
            if (type == 1) {
                Arrays.fill(literals, 0, literalCount, (byte) header(data, to, 1));
                return data + 1;
            }
            if (data + literalCount > to) {
                throw new ZstdException("literals are cut off");
            }
            System.arraycopy(in, data, literals, 0, literalCount);
            return data + literalCount;
        }
        int bytes = format < 2 ? 3 : format + 2;
        int width = format < 2 ? 10 : format == 2 ? 14 : 18;
        long sizes = Integer.toUnsignedLong(header(from, to, bytes)) | (bytes == 5 ? (in[from + 4] & 0xffL) << 32 : 0);
        literalCount = (int) (sizes >>> 4) & (1 << width) - 1;
        int compressedSize = (int) (sizes >>> 4 + width) & (1 << width) - 1;
        limitLiterals();
        int data = from + bytes;
        int dataEnd = data + compressedSize;
        if (dataEnd > to) {
            throw new ZstdException("literals are cut off");
        }
        if (type == 2) {
            HuffmanTable.Description description = HuffmanTable.read(in, data, dataEnd);
            huffman = description.table();
            data = description.end();
        }
        HuffmanTable table = huffman;
        if (table == null) {
            throw new ZstdException("literals repeat a table that was not given");
        }
        if (format == 0) {
            table.decode(in, data, dataEnd, literals, 0, literalCount);
            return dataEnd;
        }
        int part = (literalCount + 3) / 4;
        int stream = data + 6;
        for (int i = 0; i < 4; i++) {
            int streamEnd = i == 3 ? dataEnd : stream + (header(data + 2 * i, dataEnd, 2) & 0xffff);
            if (streamEnd > dataEnd || stream > streamEnd) {
                throw new ZstdException("a stream of literals is cut off");
            }
            table.decode(in, stream, streamEnd, literals, Math.min(i * part, literalCount),
                    i == 3 ? literalCount : Math.min((i + 1) * part, literalCount));
            stream = streamEnd;
        }
        return dataEnd;
    }

    private void limitLiterals() throws ZstdException {
        if (literalCount > MAX_BLOCK) {
            throw new ZstdException("literals=" + literalCount + " of a block");
        }
    }

    private void sequences(int from, int to) throws ZstdException {
        int data = from;
        int count = header(data++, to, 1) & 0xff;
        if (count >= 128) {
            if (count < 255) {
                count = (count - 128 << 8) + (header(data++, to, 1) & 0xff);
            } else {
                count = (header(data, to, 2) & 0xffff) + 0x7f00;
                data += 2;
            }
        }
        if (count == 0) {
            copyLiterals(0, literalCount);
            return;
        }
        int modes = header(data++, to, 1) & 0xff;
        tableEnd = data;
        FseTable ll = table(modes >> 6, lengths, to, 9, 35, 6, LL_COUNTS);
        FseTable of = table(modes >> 4 & 3, offsets, to, 8, 31, 5, OF_COUNTS);
        FseTable ml = table(modes >> 2 & 3, matches, to, 9, 52, 6, ML_COUNTS);
        lengths = ll;
        offsets = of;
        matches = ml;
        run(count, ll, of, ml, new BackwardBits(in, tableEnd, to));
    }

    private int tableEnd;

    private FseTable table(int mode, @Nullable FseTable before, int to, int maxLog, int maxSymbol, int log,
            int[] counts)
            throws ZstdException {
        switch (mode) {
        case 0:
            return FseTable.of(log, counts);
        case 1:
            int symbol = header(tableEnd++, to, 1) & 0xff;
            if (symbol > maxSymbol) {
                throw new ZstdException("symbol=" + symbol + " of a table");
            }
            return FseTable.single(symbol);
        case 2:
            FseTable.Description description = FseTable.read(in, tableEnd, to, maxLog, maxSymbol);
            tableEnd = description.end();
            return description.table();
        default:
            if (before == null) {
                throw new ZstdException("sequences repeat a table that was not given");
            }
            return before;
        }
    }

    private void run(int count, FseTable ll, FseTable of, FseTable ml, BackwardBits bits) throws ZstdException {
        int llState = (int) bits.read(ll.log);
        int ofState = (int) bits.read(of.log);
        int mlState = (int) bits.read(ml.log);
        int literal = 0;
        for (int i = 0; i < count; i++) {
            int code = of.symbols[ofState];
            long value = (1L << code) + bits.read(code);
            int matchCode = ml.symbols[mlState];
            int match = ML_BASE[matchCode] + (int) bits.read(ML_BITS[matchCode]);
            int literalCode = ll.symbols[llState];
            int length = LL_BASE[literalCode] + (int) bits.read(LL_BITS[literalCode]);
            if (i < count - 1) {
                llState = ll.bases[llState] + (int) bits.read(ll.bits[llState]);
                mlState = ml.bases[mlState] + (int) bits.read(ml.bits[mlState]);
                ofState = of.bases[ofState] + (int) bits.read(of.bits[ofState]);
            }
            if (bits.left < 0 || length > literalCount - literal) {
                throw new ZstdException("sequence=" + i + " passes the end of its block");
            }
            copyLiterals(literal, length);
            literal += length;
            copyMatch(offset(value, length), match);
        }
        copyLiterals(literal, literalCount - literal);
    }

    private void copyLiterals(int from, int count) throws ZstdException {
        room(count);
        System.arraycopy(literals, from, out, written, count);
        written += count;
    }

    /** The offset that a value means; the three last ones have short names. */
    private long offset(long value, int literalLength) {
        if (value > 3) {
            third = second;
            second = first;
            first = (int) Math.min(Integer.MAX_VALUE, value - 3);
            return first;
        }
        int index = (int) value - (literalLength == 0 ? 0 : 1);
        int chosen = switch (index) {
        case 0 -> first;
        case 1 -> second;
        case 2 -> third;
        default -> first - 1;
        };
        if (index > 0) {
            if (index > 1) {
                third = second;
            }
            second = first;
            first = chosen;
        }
        return chosen;
    }

    private void copyMatch(long offset, int count) throws ZstdException {
        room(count);
        if (offset <= 0 || offset > written) {
            throw new ZstdException("offset=" + offset + " at " + written);
        }
        int from = written - (int) offset;
        if (offset >= count) {
            System.arraycopy(out, from, out, written, count);
            written += count;
        } else {
            for (int i = 0; i < count; i++) {
                out[written++] = out[from + i];
            }
        }
    }
}
