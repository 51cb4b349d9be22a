/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Small made-up descriptions, for rules of kernels that nobody recorded. */
final class Kernels {
    /** Two functions, one that ftrace cannot trace, one that is there twice, data, and a module's function. */
    private static final String KALLSYMS = """
            80008000 T _stext
            80008100 T vfs_read
            80008200 T vfs_write
            80008300 t hidden
            80008400 t twice
            80008500 t twice
            80008600 T split
            80008640 t split.part.0
            80009000 T _etext
            8000a000 D jiffies
            8000b000 B _end
            bf000000 t mod_fn	[mod]
            """;
    private static final String SCHED_SWITCH = """
            name: sched_switch
            ID: 300
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
            	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:char prev_comm[16];	offset:8;	size:16;	signed:0;
            	field:pid_t prev_pid;	offset:24;	size:4;	signed:1;

            print fmt: "prev_pid=%d", REC->prev_pid
            """;

    private static final Map<String, Description> RECORDED = new ConcurrentHashMap<>();

    private Kernels() {
    }

    /** The description of a recorded kernel, loaded once. */
    static Description recorded(String kernel) {
        return RECORDED.computeIfAbsent(kernel, name -> {
            try {
                return Description.load(KernelTruth.description(name));
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        });
    }

    static Description description(Map<String, String> more) {
        Map<String, String> files = new TreeMap<>(Map.of("kallsyms", KALLSYMS, "modules",
                "mod 4096 0 - Live 0xbf000000\n",
                "blacklist", "", "available_filter_functions", "vfs_read\nvfs_write\ntwice\nsplit\nmod_fn [mod]\n",
                "events/sched/sched_switch/format", SCHED_SWITCH));
        files.putAll(more);
        try {
            return Description.of(new DescriptionFiles() {
                @Override
                public Optional<byte[]> read(String name) {
                    return files.containsKey(name)
                            ? Optional.of(files.getOrDefault(name, "").getBytes(StandardCharsets.ISO_8859_1))
                            : Optional.empty();
                }

                @Override
                public List<String> list(String folder) {
                    String prefix = folder + "/";
                    return files.keySet().stream().filter(name -> name.startsWith(prefix))
                            .map(name -> name.substring(prefix.length()).replaceFirst("/.*", "")).distinct().toList();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A judge for a version of mainline, at {@code kprobe_events}. */
    static Judge judge(String version, Architecture architecture) {
        return new Judge(Dialect.of(KernelVersion.parse(version), architecture), description(Map.of()));
    }

    /** The same at {@code dynamic_events}. */
    static Judge dynamic(String version, Architecture architecture) {
        return new Judge(Dialect.of(KernelVersion.parse(version), architecture).at(ControlFile.Name.DYNAMIC_EVENTS),
                description(Map.of()));
    }

    /** What is {@link #told} of a line at {@code kprobe_events} of a version on 32-bit ARM. */
    static String arm(String version, String line) {
        return told(judge(version, Architecture.ARM).judge(line));
    }

    /** The same on x86-64. */
    static String x86(String version, String line) {
        return told(judge(version, Architecture.X86_64).judge(line));
    }

    /** The {@code format} of a line at {@code kprobe_events} of a version on 32-bit ARM. */
    static String format(String version, String line) {
        return String.valueOf(judge(version, Architecture.ARM).judge(line).format());
    }

    /** {@code ERRNO}, {@code ERRNO ERROR@CARET} or {@code ERRNO LOG} of a verdict, or its listing where accepted. */
    static String told(Verdict verdict) {
        if (verdict.accepted()) {
            return String.valueOf(verdict.list()).trim();
        }
        String log = verdict.log();
        String error = verdict.error();
        return verdict.errno() + (error != null ? " " + error + "@" + verdict.caret() : "")
                + (log != null ? " " + log.trim().replace('\n', '|') : "");
    }
}
