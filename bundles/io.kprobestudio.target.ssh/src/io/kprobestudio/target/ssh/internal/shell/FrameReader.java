/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Splits a stream at marker lines. A frame is whatever comes before a line feed that is followed by the marker; the rest
 * of the marker's line is its trailer:
 *
 * <pre>
 *   content ... \n MARKER trailer \n content ... \n MARKER trailer \n
 * </pre>
 *
 * <p>The marker is a random word made for the connection, which no content holds.
 */
final class FrameReader {

    private static final int LONGEST_TRAILER = 200;

    private final InputStream in;
    private final byte[] marker;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    FrameReader(InputStream in, String marker) {
        this.in = in;
        this.marker = ("\n" + marker).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A frame: its content, or nothing when that was longer than the limit, and the marker line's trailer. */
    record Frame(String trailer, Content content) {
    }

    /** What a frame holds. {@code length} counts what was dropped too. */
    record Content(ByteArrayOutputStream kept, long length, boolean cut) {
    }

    /**
     * Reads up to the next marker.
     *
     * @param limit how many bytes of content are kept; what is above is read and dropped
     * @param patience how many bytes above the limit are dropped before it is given up
     * @throws IOException when the stream ends or breaks before the marker, or the patience is used up
     */
    Frame read(int limit, long patience) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long length = 0;
        int matched = 0;
        while (true) {
            if (from == to) {
                fill();
            }
            int plain = from;
            while (from < to && matched < marker.length) {
                byte b = buffer[from];
                if (b == marker[matched]) {
                    if (matched == 0) {
                        keep(kept, plain, from, limit);
                        length += from - plain;
                    }
                    matched++;
                    from++;
                } else if (matched > 0) {
                    // The marker's first byte occurs in it once, so that a mismatch restarts at this very byte
                    keepMarker(kept, matched, limit);
                    length += matched;
                    matched = 0;
                    plain = from;
                } else {
                    from++;
                }
            }
            if (matched == marker.length) {
                String trailer = trailer();
                return new Frame(trailer, new Content(kept, length, length > limit));
            }
            if (matched == 0) {
                keep(kept, plain, from, limit);
                length += from - plain;
            }
            if (length > limit + patience) {
                throw new IOException("the target's answer does not end: bytes=" + length + " limit=" + limit);
            }
        }
    }

    private void keep(ByteArrayOutputStream kept, int start, int end, int limit) {
        int room = Math.min(end - start, limit - kept.size());
        if (room > 0) {
            kept.write(buffer, start, room);
        }
    }

    private void keepMarker(ByteArrayOutputStream kept, int count, int limit) {
        int room = Math.min(count, limit - kept.size());
        if (room > 0) {
            kept.write(marker, 0, room);
        }
    }

    private String trailer() throws IOException {
        StringBuilder trailer = new StringBuilder();
        while (true) {
            if (from == to) {
                fill();
            }
            char c = (char) (buffer[from++] & 0xff);
            if (c == '\n') {
                return trailer.toString();
            }
            trailer.append(c);
            if (trailer.length() > LONGEST_TRAILER) {
                throw new IOException("the target's shell answers with something else: line=" + trailer);
            }
        }
    }

    private void fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw new EOFException("the target's shell ended");
        }
        from = 0;
        to = count;
    }
}
