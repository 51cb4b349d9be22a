/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.KernelValues;
import io.kprobestudio.decoder.KernelVersion;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.PrintkFormats;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/** Reads, once at the start, all that decoding needs; keeps the texts, which a recording saves. */
public final class Metadata {

    private static final int RECORD_HEADER = 4;

    private final Map<String, String> texts;
    private final byte[] kallsyms;
    private final String uname;
    private final TraceMetadata metadata;

    private Metadata(Map<String, String> texts, byte[] kallsyms, String uname, TraceMetadata metadata) {
        this.texts = texts;
        this.kallsyms = kallsyms;
        this.uname = uname;
        this.metadata = metadata;
    }

    /**
     * Reads it.
     *
     * @param registry the target's registry, which has read the symbols
     * @param instance the instance that is recorded
     * @param events the events whose formats are read: {@code group/event}, or a whole group
     * @throws TargetException when the link fails, or what the target says of its pages makes no sense
     */
    public static Metadata read(ProbeRegistry registry, TraceInstance instance, List<String> events, Progress progress)
            throws TargetException {
        DescriptionReader.KernelFiles kernel = registry.kernelFiles(progress);
        progress.report("reading the events' formats");
        Tracefs tracefs = instance.tracefs();
        List<String> patterns = new ArrayList<>(List.of("events/header_page", "events/header_event", "printk_formats",
                "saved_cmdlines", "kprobe_events", "events/ftrace/*/format"));
        for (String event : events) {
            patterns.add("events/" + event + (event.indexOf('/') < 0 ? "/*/format" : "/format"));
        }
        Map<String, String> texts = new LinkedHashMap<>(tracefs.texts(patterns));
        // An instance's sub-buffers can have another size than the top one's.
        String headerPage = instance.headerPage();
        texts.remove("events/header_page");
        texts.put("header_page", headerPage);
        texts.put("header_event", texts.getOrDefault("events/header_event", ""));
        texts.remove("events/header_event");
        texts.put("trace_clock", tracefs.text(instance.file("trace_clock")));
        texts.put("README", new String(kernel.file("README"), StandardCharsets.ISO_8859_1));
        String uname = new String(kernel.file("uname"), StandardCharsets.ISO_8859_1);
        byte[] kallsyms = kernel.file("kallsyms");
        KernelVersion version = KernelVersion.parse(uname);
        try {
            TraceMetadata metadata = new TraceMetadata(PageLayout.parse(headerPage, version.byteOrder()),
                    FormatCatalog.of(formats(texts)),
                    kallsyms.length == 0 ? KernelSymbols.NONE : KernelSymbols.parse(kallsyms),
                    SavedComms.parse(texts.getOrDefault("saved_cmdlines", "")),
                    PrintkFormats.parse(texts.getOrDefault("printk_formats", "")),
                    TraceClock.parse(texts.getOrDefault("trace_clock", "")), version)
                    .withProbes(texts.getOrDefault("kprobe_events", ""));
            return new Metadata(texts, kallsyms, uname, metadata);
        } catch (TraceDataException senseless) {
            throw new TargetException("the target's ring buffer cannot be read: target=%s: %s"
                    .formatted(tracefs.connection().address(), senseless.getMessage()), senseless);
        }
    }

    /** The same with values of variables that print formats name, which a recording keeps in a file of its own. */
    public Metadata with(KernelValues values) {
        if (values.byName().isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put("kernel_values", values.toText());
        return new Metadata(more, kallsyms, uname, metadata.withValues(values));
    }

    /** The formats among texts that are named by their paths; those that cannot be read are left out. */
    static List<EventFormat> formats(Map<String, String> texts) {
        List<EventFormat> formats = new ArrayList<>();
        texts.forEach((path, text) -> {
            String[] parts = path.split("/");
            if (parts.length == 4 && parts[0].equals("events") && parts[3].equals("format")) {
                try {
                    formats.add(EventFormat.parse(parts[1], text));
                } catch (TraceDataException unreadable) {
                    // records of this event are shown as unknown
                    return;
                }
            }
        });
        return formats;
    }

    /**
     * No record of these events is shorter, in bytes with its header; the shortest that there can be when each event may be
     * followed by a stack.
     *
     * @param stacks whether the kernel's stack follows any event
     */
    public int shortestRecord(boolean stacks) {
        int shortest = Integer.MAX_VALUE;
        for (EventFormat format : metadata.formats().all()) {
            int size = 0;
            for (EventField field : format.fields()) {
                size = Math.max(size, field.offset() + Math.max(0, field.size()));
            }
            if (!format.system().equals("ftrace")) {
                shortest = Math.min(shortest, RECORD_HEADER + (size + 3 & ~3));
            }
        }
        return stacks || shortest == Integer.MAX_VALUE ? DrainRequest.SHORTEST_RECORD
                : Math.max(DrainRequest.SHORTEST_RECORD, shortest);
    }

    /** What decoding needs. */
    public TraceMetadata metadata() {
        return metadata;
    }

    /** Saves the texts into a recording. */
    public void save(RecordingFolderWriter writer) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            writer.text(text.getKey(), text.getValue());
        }
        writer.text("uname", uname);
        writer.bytes("kallsyms", kallsyms);
    }
}
