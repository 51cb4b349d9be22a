/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.decoder.KernelValues;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/**
 * Finds what the kernel counts {@code page=%p} from. Its events record a page's number, and the kernel adds the place of
 * its array of pages when it prints: a variable, {@code mem_map} or {@code vmemmap_base}, that no file shows and that no
 * probe can read where the kernel's symbols hold no variables. The kernel is let print some lines itself, in the
 * recording's own instance and before it begins; two pages give the array's place and the size of an element, the others
 * must agree.
 */
final class PagePointers {

    private static final String EVENT = "kmem/mm_page_alloc";
    private static final List<String> GROUPS = List.of("kmem", "vmscan", "filemap");
    private static final Pattern LINE = Pattern
            .compile("page=(?:0x)?([0-9a-f]{8,16}) pfn=(?:0x([0-9a-f]{1,16})|([0-9]{1,19})) ");
    private static final int ENOUGH = 3;
    private static final int TRIES = 10;
    private static final int FEW_KB = 8;
    private static final long PAUSE_MS = 20;
    private static final long SMALLEST = 32;
    private static final long LARGEST = 256;

    private PagePointers() {
    }

    /**
     * Asks the kernel, where events are recorded that print such pointers.
     *
     * @param instance made for the recording; nothing of it is recorded yet
     * @param events   the static events that will be
     * @return nothing where it is not needed or the kernel shows hashes instead
     * @throws TargetException when the link fails
     */
    static KernelValues ask(TraceInstance instance, List<String> events, Progress progress) throws TargetException {
        Tracefs tracefs = instance.tracefs();
        if (instance.isTop() || events.stream().noneMatch(e -> GROUPS.contains(e.split("/")[0]))
                || !tracefs.exists("events/" + EVENT + "/format")) {
            return KernelValues.NONE;
        }
        String format = tracefs.text("events/" + EVENT + "/format");
        String name = variable(format);
        if (name.isEmpty()) {
            return KernelValues.NONE;
        }
        progress.report("asking where the kernel's pages are listed");
        String buffer = kilobytes(tracefs.text(instance.file("buffer_size_kb")));
        boolean hashes = instance.hasOption("hash-ptr");
        if (hashes) {
            instance.setOption("hash-ptr", false);
        }
        instance.setTracingOn(true);
        instance.setBufferKb(FEW_KB);
        try {
            KernelValues found = KernelValues.NONE;
            for (int i = 0; i < TRIES && found.byName().isEmpty(); i++) {
                instance.enable(EVENT, true);
                // Something must take pages meanwhile, and a board may be idle.
                tracefs.textIfAny("available_events");
                pause();
                // With the event on, reading the text would make more text, without an end.
                instance.enable(EVENT, false);
                found = solve(name, tracefs.text(instance.file("trace")));
            }
            return found;
        } finally {
            instance.enable(EVENT, false);
            if (hashes) {
                instance.setOption("hash-ptr", true);
            }
            tracefs.set(instance.file("trace"), "0");
            tracefs.set(instance.file("buffer_size_kb"), buffer);
        }
    }

    /** {@code 1408}, or {@code 7 (expanded: 1408)} before first use. */
    private static String kilobytes(String text) {
        String[] words = text.replace(")", " ").strip().split("\\s+");
        return words[words.length - 1];
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String variable(String format) {
        return format.contains("(mem_map + ") ? "mem_map" : format.contains("vmemmap_base") ? "vmemmap_base" : "";
    }

    /** The values, when the lines hold enough pages that all agree. */
    static KernelValues solve(String name, String trace) {
        TreeMap<Long, Long> pages = new TreeMap<>();
        Matcher line = LINE.matcher(trace);
        while (line.find()) {
            String hexadecimal = line.group(2);
            pages.put(hexadecimal == null ? Long.parseUnsignedLong(line.group(3))
                    : Long.parseUnsignedLong(hexadecimal, 16), Long.parseUnsignedLong(line.group(1), 16));
        }
        if (pages.size() < ENOUGH) {
            return KernelValues.NONE;
        }
        long first = pages.firstKey();
        long apart = pages.lastKey() - first;
        long bytes = pages.lastEntry().getValue() - pages.firstEntry().getValue();
        long size = bytes / apart;
        long base = pages.firstEntry().getValue() - first * size;
        if (size < SMALLEST || size > LARGEST
                || pages.entrySet().stream().anyMatch(page -> page.getValue() != base + page.getKey() * size)) {
            return KernelValues.NONE;
        }
        // The kernel counts from its first page; counting from page 0 gives the same sum.
        return new KernelValues(Map.of(name, base, "sizeof(struct page)", size, "__pv_phys_pfn_offset", 0L));
    }
}
