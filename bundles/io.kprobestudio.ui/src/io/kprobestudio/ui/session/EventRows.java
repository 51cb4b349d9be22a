/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/** The events of a recording, in time's order. Grows at the end only while it is recorded. Thread-safe. */
public interface EventRows {

    /** No events. */
    EventRows NONE = new EventRows() {

        @Override
        public String label() {
            return ""; //$NON-NLS-1$
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public EventRow row(long index) {
            throw new IndexOutOfBoundsException("no such event: index=" + index); //$NON-NLS-1$
        }
    };

    /** What was recorded where, for the user. */
    String label();

    /** How many rows there are now. */
    long size();

    /**
     * A row.
     *
     * @param index 0 to {@link #size} - 1
     * @throws IndexOutOfBoundsException for any other index
     */
    EventRow row(long index);
}
