/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.KernelVersion;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.PrintkFormats;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.decoder.TextBuffer;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceMetadata;

/** The record that is being printed, where to, and the caches of one thread. */
public final class Frame {

    final TraceMetadata metadata;
    final SymbolText symbols;
    final long[] locals = new long[16];
    ByteBuffer buffer = ByteBuffer.allocate(0);
    int record;
    int length;
    TextBuffer out = new TextBuffer(0);

    /** A frame that stands on no record yet. */
    public Frame(TraceMetadata metadata) {
        this.metadata = metadata;
        symbols = new SymbolText(metadata.symbols());
    }

    /** A frame for expressions that need no record. */
    static Frame nowhere() {
        return new Frame(new TraceMetadata(PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN),
                FormatCatalog.of(List.of()), KernelSymbols.NONE, SavedComms.NONE, PrintkFormats.NONE,
                TraceClock.LOCAL, KernelVersion.UNKNOWN));
    }

    /** Stands on a record now. */
    public void set(ByteBuffer newBuffer, int newRecord, int newLength, TextBuffer newOut) {
        buffer = newBuffer;
        record = newRecord;
        length = newLength;
        out = newOut;
    }

    /** Bytes of the record from this offset on; 0 outside of it. */
    int room(long offset) {
        return offset < 0 || offset >= length ? 0 : length - (int) offset;
    }

    /** Reads a number inside the record; 0 outside of it. */
    long load(long offset, int size, boolean signed) {
        if (offset < 0 || offset + size > length) {
            return 0;
        }
        int at = record + (int) offset;
        return switch (size) {
        case 1 -> signed ? buffer.get(at) : buffer.get(at) & 0xff;
        case 2 -> signed ? buffer.getShort(at) : buffer.getShort(at) & 0xffff;
        case 4 -> signed ? buffer.getInt(at) : buffer.getInt(at) & 0xffffffffL;
        default -> buffer.getLong(at);
        };
    }

    int unsignedByte(long offset) {
        return (int) load(offset, 1, false);
    }

    /** Appends text from the record up to its NUL, so many bytes at most. */
    void text(long offset, int limit) {
        int most = Math.min(room(offset), limit);
        if (most <= 0) {
            return;
        }
        int at = record + (int) offset;
        out.ensure(most);
        byte[] to = out.array();
        int size = out.size();
        int n = 0;
        while (n < most) {
            byte b = buffer.get(at + n);
            if (b == 0) {
                break;
            }
            to[size + n++] = b;
        }
        out.advance(n);
    }
}
