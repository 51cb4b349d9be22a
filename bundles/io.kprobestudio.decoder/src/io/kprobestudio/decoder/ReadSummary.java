/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.List;

/**
 * What reading a recording met.
 *
 * @param records  records that were read
 * @param missed   events that the kernel lost, where it told how many
 * @param gaps     places where the kernel lost events
 * @param corrupt  sub-buffers that are damaged, the first 1,000 of them
 * @param damaged  how many are damaged in all
 */
public record ReadSummary(long records, long missed, long gaps, List<CorruptSubBuffer> corrupt, long damaged) {

    /** Copies the list. */
    public ReadSummary {
        corrupt = List.copyOf(corrupt);
    }

    /** The same with so many records more. */
    ReadSummary withMore(long before) {
        return new ReadSummary(before + records, missed, gaps, corrupt, damaged);
    }
}
