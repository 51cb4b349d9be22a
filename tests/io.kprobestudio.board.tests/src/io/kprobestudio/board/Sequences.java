/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.kprobestudio.testkit.KernelTruth;

/**
 * Random sequences of operations on a board's tracefs; the same for the same seed. A sequence is woven of chunks, each of
 * which leads to something of interest (hits, a filter that rejects, an instance, a module, lost returns, perf's hold,
 * buffers, refusals), and of single operations, new ones and such as were recorded once.
 */
final class Sequences {

    /** What each sequence begins with: whatever the one before has left is put back. Its answers are not compared. */
    static final List<String> PRELUDE = List.of("perf\tkprobes/a\toff", "perf\tkprobes/b\toff",
            "perf\tkprobes/c\toff", "perf\tg1/a\toff", "perf\tg1/d\toff", "reset", "unload\tdummy", "unload\tloop",
            "append\ttrace_clock\tlocal", "append\tbuffer_size_kb\t1408", "append\toptions/overwrite\t1",
            "write\terror_log\t");

    private static final int SHORTEST = 30;
    private static final int LONGEST = 55;
    private static final String PROFILE = "read\tkprobe_profile";
    private static final String LIST = "read\tkprobe_events";
    private static final String NAMES = "names\ttrace";
    private static final String TRACE = "read\ttrace";
    private static final List<String> EVENTS = List.of("kprobes/a", "kprobes/b", "kprobes/c", "g1/a", "g1/d");

    private final List<String> pool = new ArrayList<>();
    private final Random random;
    private final String mode;

    /**
     * Reads what was recorded.
     *
     * @param kernel such as {@code imx6-6.1}
     * @param seed of the choice
     */
    Sequences(String kernel, long seed) throws IOException {
        random = new Random(seed);
        // vfs_mkdir was given a first argument in 5.12
        mode = kernel.endsWith("-5.10") ? "%r2" : "%r3";
        for (String name : List.of(kernel, kernel + "-hits")) {
            Path file = KernelTruth.sequences(name).resolve(name + ".ops");
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (isSafe(line)) {
                    pool.add(line);
                }
            }
        }
    }

    /**
     * Not what begins a sequence, nor what makes 7.2 oops (a return probe that reads the stack), nor a filter that would tell
     * the two modes apart with which programs make folders.
     */
    private static boolean isSafe(String line) {
        return !line.contains("500") && !line.equals("reset") && !(line.contains("\tr") || line.contains("\\nr"))
                || line.startsWith("read\t") || line.startsWith("rmdir\t");
    }

    /** The next sequence, which begins with {@link #PRELUDE}. */
    List<String> next() {
        List<List<String>> chunks = new ArrayList<>();
        List<String> events = new ArrayList<>(EVENTS);
        java.util.Collections.shuffle(events, random);
        boolean miss = chance(35);
        boolean module = chance(35);
        boolean filter = chance(60);
        List<String> filtered = filter ? filter(events.get(0)) : List.of();
        if (filter) {
            chunks.add(filtered);
        }
        if (miss) {
            chunks.add(misses(events.get(1)));
        }
        if (module) {
            chunks.add(module(events.get(2)));
        }
        if (chance(filter || miss ? 50 : 96)) {
            chunks.add(hits(events.get(3)));
        }
        if (chance(35)) {
            chunks.add(instance(events.get(random.nextInt(5))));
        }
        if (chance(30)) {
            chunks.add(perf(events.get(random.nextInt(5))));
        }
        if (chance(40)) {
            chunks.add(buffers());
        }
        if (chance(40)) {
            chunks.add(refusals());
        }
        List<String> operations = new ArrayList<>(PRELUDE);
        operations.addAll(woven(chunks, filtered));
        operations.addAll(List.of(LIST, PROFILE, TRACE, "read\terror_log"));
        EVENTS.stream().map(event -> "perf\t" + event + "\toff").filter(off -> operations.lastIndexOf(off) < operations
                .lastIndexOf(off.replace("off", "on"))).toList().forEach(operations::add);
        return operations;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String define(String line) {
        return "append\tkprobe_events\t" + line + "\\n";
    }

    private String enable(String event) {
        return any("append\tevents/" + event + "/enable\t1", "append\tevents/" + event + "/enable\t1",
                "append\tset_event\t" + event.replace('/', ':') + "\\n");
    }

    private String mkdir() {
        return "call\tvfs_mkdir\t" + (1 + random.nextInt(4));
    }

    private String probe(String event) {
        return switch (random.nextInt(6)) {
        case 0 -> "p:" + event + " vfs_mkdir m=" + mode + ":x16";
        case 1 -> "p:" + event + " vfs_mkdir+4 m=" + mode + ":u32";
        case 2 -> "r:" + event + " vfs_mkdir q=$retval:s32";
        default -> "p:" + event + " vfs_mkdir m=" + mode + ":u32";
        };
    }

    private List<String> hits(String event) {
        return List.of(define(probe(event)), enable(event), mkdir(), any(PROFILE, TRACE), mkdir(), PROFILE);
    }

    private List<String> filter(String event) {
        return List.of("append\tevents/" + event + "/enable\t0", define("-:" + event), "append\ttracing_on\t1",
                define("p:" + event + " vfs_mkdir m=" + mode + ":u32"), "append\tevents/" + event + "/filter\t"
                        + any("m != 448", "m != 448 && m > 2", "m < 448", "m == 7", "m & 1", "!(m == 448)",
                                "m == 448"),
                "append\tevents/" + event + "/enable\t1", NAMES, PROFILE, mkdir(), PROFILE, NAMES,
                "read\tevents/" + event + "/filter", "append\tevents/" + event + "/filter\t" + any("0", "m >= 448"),
                mkdir(), any(NAMES, TRACE));
    }

    private List<String> misses(String event) {
        String most = any("1", "1", "2", "3", "");
        int calls = (most.isEmpty() ? 11 : Integer.parseInt(most) + 1) + random.nextInt(3);
        return List.of(define("r" + most + ":" + event + " hrtimer_nanosleep" + any("", " q=$retval:s32")),
                enable(event), "call\thrtimer_nanosleep\t" + calls, PROFILE, any(TRACE, NAMES));
    }

    private List<String> module(String event) {
        String place = any("dummy:dummy_xmit", "dummy:dummy_xmit", "dummy:dummy_setup", "loop:loop_add");
        String module = place.substring(0, place.indexOf(':'));
        String definition = define(any("p:", "p:", "r:") + event + " " + place);
        String loading = "load\t" + module;
        String use = module.equals("dummy") ? "call\tdummy_xmit\t" + (1 + random.nextInt(3)) : mkdir();
        List<String> chunk = new ArrayList<>(chance(70) ? List.of(definition, enable(event), loading)
                : List.of(loading, definition, enable(event)));
        chunk.addAll(List.of(use, PROFILE, any(NAMES, TRACE), "unload\t" + module, PROFILE, LIST));
        if (chance(40)) {
            chunk.addAll(List.of(loading, use, PROFILE, "append\tevents/" + event + "/enable\t0"));
        }
        return chunk;
    }

    private List<String> instance(String event) {
        String folder = "instances/x/events/" + event;
        return List.of("mkdir\tinstances/x", define(probe(event)), "append\t" + folder + "/enable\t1",
                any("append\t" + folder + "/filter\tm == 448", "append\tinstances/x/tracing_on\t0", mkdir()), mkdir(),
                any("read\tinstances/x/trace", "names\tinstances/x/trace"), PROFILE, "read\t" + folder + "/enable",
                any("rmdir\tinstances/x", "append\t" + folder + "/enable\t0"), define("-:" + event));
    }

    private List<String> perf(String event) {
        return List.of(define(probe(event)), "perf\t" + event + "\ton", mkdir(), PROFILE, define("-:" + event),
                any("write\tkprobe_events\t", LIST, "append\tevents/" + event + "/enable\t1"), mkdir(),
                any(TRACE, NAMES, PROFILE), "perf\t" + event + "\toff", define("-:" + event));
    }

    private List<String> buffers() {
        List<String> chunk = new ArrayList<>();
        for (int i = 3 + random.nextInt(3); i > 0; i--) {
            chunk.add(buffer());
        }
        return chunk;
    }

    private String buffer() {
        return any("append\tbuffer_size_kb\t" + any("8", "64", "1", "0", "100", "x", "-1", "4096"),
                "read\tbuffer_size_kb", "read\tbuffer_size_kb", "read\tbuffer_total_size_kb",
                "append\tper_cpu/cpu1/buffer_size_kb\t" + any("16", "64"), "read\tper_cpu/cpu1/buffer_size_kb",
                "append\tinstances/x/buffer_size_kb\t32", "read\tinstances/x/buffer_size_kb",
                "append\ttracing_on\t" + any("0", "1", "1", "2"), "read\ttracing_on",
                "append\ttrace_clock\t" + any("mono", "global", "local", "nosuch"), "read\ttrace_clock",
                "append\toptions/overwrite\t" + any("0", "1", "3"), "read\toptions/overwrite", "write\ttrace\t",
                "read\tinstances/x/trace", "read\tinstances/x/tracing_on");
    }

    private List<String> refusals() {
        List<String> chunk = new ArrayList<>();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            String event = EVENTS.get(random.nextInt(EVENTS.size()));
            chunk.add(any(define("p:bad nosuch_fn"), define("p:bad vfs_mkdir %zz"),
                    define("r:bad vfs_mkdir x=$nope"), define("p:bad vfs_mkdir x=%r0:u65"),
                    define("p:bad vfs_mkdir x=+0(%r0):string[200]"), define("q:bad vfs_mkdir"),
                    define("p:g/h/i vfs_mkdir"), define("p:1bad vfs_mkdir"), define("r999999:bad vfs_mkdir"),
                    define("p:bad vfs_mkdir+0x10000000"), define("p:" + event + " dummy:dummy_nosuch"),
                    "append\tevents/" + event + "/filter\t" + any("m ==", "nosuch == 1", "m == 1 &&", "(m == 1"),
                    "append\tkprobe_events\tp:" + event + " vfs_mkdir m=" + mode + ":u32\\np:bad vfs_mkdir %zz\\n",
                    "append\tevents/" + event + "/enable\t7", "append\tset_event\tkprobes:nosuch\\n"));
        }
        chunk.add("read\terror_log");
        return chunk;
    }

    /** An operation of its own. */
    private String single() {
        String event = EVENTS.get(random.nextInt(EVENTS.size()));
        return switch (random.nextInt(12)) {
        case 0 -> mkdir();
        case 1 -> define(probe(event));
        case 2 -> enable(event);
        case 3 -> "append\tevents/" + event + "/enable\t0";
        case 4 -> any(PROFILE, LIST, NAMES, "read\tevents/" + event + "/format");
        case 5 -> buffer();
        case 6 -> any("load\tdummy", "unload\tdummy", "list\tevents/" + event.substring(0, event.indexOf('/')),
                "append\tevents/kprobes/enable\t1", "append\tevents/g1/enable\t0", "read\tevents/g1/enable");
        default -> pool.get(random.nextInt(pool.size()));
        };
    }

    /**
     * The chunks, each in its order, that one and about half of the others in one piece, and single operations up to the length
     * that is wanted.
     */
    private List<String> woven(List<List<String>> chunks, List<String> inOnePiece) {
        int length = SHORTEST + random.nextInt(LONGEST - SHORTEST);
        List<Deque<String>> open = new ArrayList<>();
        Set<Deque<String>> whole = new LinkedHashSet<>();
        int left = 0;
        for (List<String> chunk : chunks) {
            Deque<String> rest = new ArrayDeque<>(chunk);
            open.add(rest);
            left += chunk.size();
            if (chance(60) || chunk == inOnePiece) {
                whole.add(rest);
            }
        }
        List<String> operations = new ArrayList<>();
        while (left > 0 || operations.size() < length) {
            int free = length - operations.size() - left;
            if (open.isEmpty() || free > 0 && random.nextInt(free + left) < free) {
                operations.add(single());
                continue;
            }
            Deque<String> chunk = open.get(random.nextInt(open.size()));
            do {
                operations.add(chunk.remove());
                left--;
            } while (!chunk.isEmpty() && whole.contains(chunk));
            if (chunk.isEmpty()) {
                open.removeIf(Deque::isEmpty);
            }
        }
        return operations;
    }
}
