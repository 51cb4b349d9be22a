/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.ByteBuffer;

import io.kprobestudio.decoder.TextBuffer;
import io.kprobestudio.decoder.TraceMetadata;

/** The record that is being printed, and where to. For one thread. */
public final class Frame {

    final TraceMetadata metadata;
    ByteBuffer buffer = ByteBuffer.allocate(0);
    int record;
    int length;
    TextBuffer out = new TextBuffer(0);

    /** A frame that stands on no record yet. */
    public Frame(TraceMetadata metadata) {
        this.metadata = metadata;
    }

    /** Stands on a record now. */
    public void set(ByteBuffer newBuffer, int newRecord, int newLength, TextBuffer newOut) {
        buffer = newBuffer;
        record = newRecord;
        length = newLength;
        out = newOut;
    }
}
