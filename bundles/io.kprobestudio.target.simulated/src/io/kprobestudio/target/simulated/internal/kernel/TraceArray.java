/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.PageLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A trace array: the top one, or an instance. Has a ring buffer a CPU, switches, options, and for each event whether it is
 * on, with a filter.
 */
public final class TraceArray {

    /** The default size of a buffer in KiB, which the top array takes on when an event is first enabled. */
    public static final int EXPANDED_KB = 1408;
    private static final int UNEXPANDED_KB = 7;

    private final String name;
    private final KernelProfile profile;
    private final Map<EventType, EventFile> files = new HashMap<>();
    private final List<CpuBuffer> buffers = new ArrayList<>();
    private final Map<String, Boolean> options = new TreeMap<>();
    private final Set<Integer> pids = new TreeSet<>();
    private final ErrorLog errorLog = new ErrorLog();
    private final AtomicInteger readers = new AtomicInteger();
    private boolean tracingOn = true;
    private String clock = "local";
    private boolean expanded;

    TraceArray(String name, KernelProfile profile, int cpus) {
        this.name = name;
        this.profile = profile;
        expanded = !name.isEmpty();
        for (int cpu = 0; cpu < cpus; cpu++) {
            buffers.add(new CpuBuffer(cpu, PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN),
                    expanded ? EXPANDED_KB : UNEXPANDED_KB));
        }
        options.putAll(TraceOptions.defaults(profile));
    }

    /** The instance's name, empty for the top array. */
    public String name() {
        return name;
    }

    /** A file of it that is read by waiting was opened. */
    public void readerCame() {
        readers.incrementAndGet();
    }

    /** Such a file was closed. */
    public void readerWent() {
        readers.decrementAndGet();
    }

    boolean isRead() {
        return readers.get() > 0;
    }

    List<CpuBuffer> buffers() {
        return buffers;
    }

    /** How many CPUs there are. */
    public int cpus() {
        return buffers.size();
    }

    /** What it keeps of an event. */
    public EventFile file(EventType type) {
        return files.computeIfAbsent(type, EventFile::new);
    }

    @Nullable
    EventFile fileIfAny(EventType type) {
        return files.get(type);
    }

    void forget(EventType type) {
        files.remove(type);
    }

    public boolean tracingOn() {
        return tracingOn;
    }

    void setTracingOn(boolean on) {
        tracingOn = on;
    }

    public String clock() {
        return clock;
    }

    void setClock(String newClock) {
        clock = newClock;
        clear();
    }

    /** The options, in the order of their names. */
    public Map<String, Boolean> options() {
        return options;
    }

    void setOption(String option, boolean on) {
        options.put(option, on);
        if (option.equals("overwrite")) {
            buffers.forEach(buffer -> buffer.setOverwrite(on));
        }
    }

    /** What was refused in this array; what is refused of definitions is in the top array's. */
    public ErrorLog errorLog() {
        return errorLog;
    }

    Set<Integer> pids() {
        return pids;
    }

    /** Gives the top array its full buffers. */
    void expand() {
        if (!expanded) {
            expanded = true;
            buffers.forEach(buffer -> buffer.resize(EXPANDED_KB));
        }
    }

    boolean isExpanded() {
        return expanded;
    }

    void setExpanded(boolean on) {
        expanded = on;
    }

    /** Sets the size of all CPUs' buffers, or of one's. */
    void resize(int cpu, int kilobytes) {
        expanded = true;
        for (CpuBuffer buffer : buffers) {
            if (cpu < 0 || buffer.cpu() == cpu) {
                buffer.resize(kilobytes);
            }
        }
    }

    /** The text of {@code buffer_size_kb}, of all CPUs (-1) or one. */
    public String sizeText(int cpu) {
        int size = kilobytes(buffers.get(Math.max(0, cpu)));
        if (cpu < 0 && buffers.stream().anyMatch(buffer -> kilobytes(buffer) != size)) {
            return "X\n";
        }
        return expanded ? size + "\n" : size + " (expanded: " + EXPANDED_KB + ")\n";
    }

    private int kilobytes(CpuBuffer buffer) {
        return profile.actualSizes() ? buffer.actualKilobytes() : buffer.kilobytes();
    }

    /** The text of {@code buffer_total_size_kb}. */
    public String totalSizeText() {
        long total = buffers.stream().mapToLong(this::kilobytes).sum();
        return expanded ? total + "\n"
                : total + " (expanded: " + (long) EXPANDED_KB * buffers.size() + ")\n";
    }

    /** Empties the buffers. */
    public void clear() {
        buffers.forEach(CpuBuffer::clear);
    }

    /** Empties the buffer of one CPU, or of all (-1). */
    public void clear(int cpu) {
        for (CpuBuffer buffer : buffers) {
            if (cpu < 0 || buffer.cpu() == cpu) {
                buffer.clear();
            }
        }
    }

    /** The text of a CPU's {@code stats}. */
    public String stats(int cpu, long now) {
        return buffers.get(cpu).stats(now, !clock.equals("counter"));
    }

    /** The text of {@code header_page}. */
    public String headerPage() {
        String text = buffers.get(0).layout().toHeaderPage();
        // From 6.13 on (seen on 7.2) the flag is shown as an unsigned char.
        return profile.version().atLeast(6, 13)
                ? text.replaceFirst("int overwrite;(\\toffset:\\d+;\\tsize:1;\\t)signed:1", "char overwrite;$1signed:0")
                : text;
    }

    /** Bytes of a sub-buffer. */
    public int subBufferSize() {
        return buffers.get(0).layout().size();
    }

    void setSubBufferSize(int bytes) {
        buffers.forEach(buffer -> buffer.setLayout(PageLayout.of(4, bytes, ByteOrder.LITTLE_ENDIAN)));
    }

    /**
     * Takes sub-buffers out of a CPU's buffer.
     *
     * @param limit how many bytes at the most; where that is less than a sub-buffer, its rest comes with the next read
     */
    public byte[] readRaw(int cpu, int limit) {
        return buffers.get(cpu).readRaw(limit);
    }

    /** Whether an option is on. */
    boolean option(String name) {
        return options.getOrDefault(name, false);
    }

    /** Records an event for a task, where its filters let it pass; whether it was written. */
    boolean record(EventFile file, byte[] payload, Cpu cpu, Task task, long time) {
        if (!tracingOn || !pids.isEmpty() && !pids.contains(task.pid())) {
            return false;
        }
        EventFilter filter = file.filter();
        if (filter != null && !filter.matches(payload, task, cpu.index())) {
            return false;
        }
        return buffers.get(cpu.index()).write(time, payload);
    }

    /** Whether an event would be recorded now. */
    boolean isRecording() {
        return tracingOn;
    }
}
