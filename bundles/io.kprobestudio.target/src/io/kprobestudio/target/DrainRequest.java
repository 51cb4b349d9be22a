/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.List;

/**
 * What a drain reads.
 *
 * @param instance the absolute path of the tracing instance, such as {@code /sys/kernel/tracing/instances/kps_0a1b2c3d};
 *        the drain reads {@code per_cpu/cpuN/trace_pipe_raw} under it
 * @param cpus the CPUs, each 0 or more
 * @param subBufferSize the size of a sub-buffer of that instance in bytes, 4096 or a power of two above
 * @param shortestRecord no record in the buffer is shorter, in bytes with its header: what an event's fixed fields take, plus
 *        4. A board that can only be read with a count ({@link DrainMode#COUNTED_DD}) is read in fewer steps the nearer this
 *        comes to the truth; one that is too large makes it wait for events that may not come
 * @param deadMan what the target does by itself, in order, when it hears nothing more from us before the drain was finished
 *        or closed (the link broke, this process was killed or stopped): usually, switching our events off. A target that
 *        runs in this process or on this machine has nobody who could do it, and does not
 * @param mostEvents the target does the same when it sees more events a second than this, over all CPUs and two seconds or
 *        more, recorded or lost; 0 for never
 * @param ownLeftOut whether the drain's own processes on the target are left out of the instance's events
 *        ({@code set_event_notrace_pid})
 */
public record DrainRequest(String instance, List<Integer> cpus, int subBufferSize, int shortestRecord,
        List<FileWrite> deadMan, long mostEvents, boolean ownLeftOut) {

    /** What holds for all events: a header of 4 bytes and the 8 bytes of the common fields. */
    public static final int SHORTEST_RECORD = 12;
    /** More events a second than any board was seen to send over its link; less than what makes a fast one useless. */
    public static final long MOST_EVENTS = 500_000;

    /** A request that knows nothing of the events. */
    public DrainRequest(String instance, List<Integer> cpus, int subBufferSize) {
        this(instance, cpus, subBufferSize, SHORTEST_RECORD, List.of(), 0, false);
    }

    /** The same request with another thing to do when we are not heard any more. */
    public DrainRequest withDeadMan(List<FileWrite> writes) {
        return new DrainRequest(instance, cpus, subBufferSize, shortestRecord, writes, mostEvents, ownLeftOut);
    }

    /** The same request with another limit of events a second, 0 for none. */
    public DrainRequest withMostEvents(long aSecond) {
        return new DrainRequest(instance, cpus, subBufferSize, shortestRecord, deadMan, aSecond, ownLeftOut);
    }

    /** The same request, whose drain leaves itself out where that is asked for. */
    public DrainRequest withOwnLeftOut(boolean leftOut) {
        return new DrainRequest(instance, cpus, subBufferSize, shortestRecord, deadMan, mostEvents, leftOut);
    }

    /** The same request with what is known of the shortest record. */
    public DrainRequest withShortestRecord(int bytes) {
        return new DrainRequest(instance, cpus, subBufferSize, bytes, deadMan, mostEvents, ownLeftOut);
    }

    /** Copies the list and checks the sizes. */
    public DrainRequest {
        cpus = List.copyOf(cpus);
        deadMan = List.copyOf(deadMan);
        if (shortestRecord < SHORTEST_RECORD || shortestRecord >= subBufferSize) {
            throw new IllegalArgumentException("not a record's length: shortestRecord=" + shortestRecord);
        }
        if (mostEvents < 0) {
            throw new IllegalArgumentException("not a limit of events a second: mostEvents=" + mostEvents);
        }
        if (!instance.startsWith("/")) {
            throw new IllegalArgumentException("path is not absolute: instance=" + instance);
        }
        if (subBufferSize < 4096 || Integer.bitCount(subBufferSize) != 1) {
            throw new IllegalArgumentException("not a sub-buffer's size: subBufferSize=" + subBufferSize);
        }
    }

    /** The file that is read for a CPU. */
    public String file(int cpu) {
        return instance + "/per_cpu/cpu" + cpu + "/trace_pipe_raw";
    }
}
