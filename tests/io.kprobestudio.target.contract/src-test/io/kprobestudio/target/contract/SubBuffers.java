/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.target.DrainSink;

/**
 * Counts the records in what a drain brings, by a reading of include/linux/ring_buffer.h of its own: the decoder is judged
 * elsewhere. Little-endian targets only.
 */
final class SubBuffers implements DrainSink {

    static final int SIZE = 4096;

    private static final int PADDING = 29;
    private static final int TIME_EXTEND = 30;
    private static final int TIME_STAMP = 31;
    private static final int COMMIT_MASK = 0xfffff;

    private final int header;
    private final Map<Integer, ByteBuffer> unfinished = new HashMap<>();
    private long records;
    private long payload;

    /** Reads a target's {@code events/header_page}: where the data of a sub-buffer begins. */
    SubBuffers(String headerPage) {
        Matcher data = Pattern.compile("field: char data;\\s*offset:(\\d+);").matcher(headerPage);
        if (!data.find()) {
            throw new IllegalArgumentException("not a header_page: " + headerPage);
        }
        header = Integer.parseInt(data.group(1));
    }

    synchronized long records() {
        return records;
    }

    synchronized long payload() {
        return payload;
    }

    /** Whether all that came were whole sub-buffers. */
    synchronized boolean isWhole() {
        return unfinished.values().stream().allMatch(buffer -> buffer.position() == 0);
    }

    @Override
    public synchronized void accept(int cpu, ByteBuffer bytes) {
        ByteBuffer page = unfinished.computeIfAbsent(cpu,
                key -> ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN));
        while (bytes.hasRemaining()) {
            page.put(bytes.get());
            if (!page.hasRemaining()) {
                count(page);
                page.clear();
            }
        }
    }

    private void count(ByteBuffer page) {
        int commit = page.getInt(8) & COMMIT_MASK;
        payload += commit;
        int at = header;
        while (at < header + commit) {
            int word = page.getInt(at);
            int type = word & 31;
            if (type == PADDING) {
                if (word >>> 5 == 0) {
                    return;
                }
                at += 4 + page.getInt(at + 4);
            } else if (type == TIME_EXTEND || type == TIME_STAMP) {
                at += 8;
            } else {
                records++;
                at += type == 0 ? 4 + (page.getInt(at + 4) + 3 & ~3) : 4 + 4 * type;
            }
        }
    }
}
