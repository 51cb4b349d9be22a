/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes definitions for a kernel from a seed: every form that it accepts, and the same broken in places. The same seed
 * gives the same definitions.
 */
final class DefinitionGenerator {
    private static final String[] NAMES = { "ev", "open_ev", "probe1", "a", "Name", "_x", "count", "ret", "buf1",
            "fd" };
    /** A longer line does not go through in one write of a board's shell. */
    private static final int LONGEST = 1500;
    /** Of how many definitions one is a near miss. */
    private static final int MISSES = 3;

    private final Dialect dialect;
    private final SplittableRandom random;
    private final GeneratedPlaces places;
    private final GeneratedArguments arguments;
    private final GeneratedFilters filters;
    private final NearMisses misses;

    DefinitionGenerator(Dialect dialect, Description description, long seed) {
        this.dialect = dialect;
        random = new SplittableRandom(seed);
        places = new GeneratedPlaces(dialect, description, random);
        arguments = new GeneratedArguments(dialect, description, places, random);
        filters = new GeneratedFilters(random);
        misses = new NearMisses(random);
    }

    /** The next definition. */
    String next() {
        String line = definition();
        return random.nextInt(MISSES) == 0 ? misses.of(line) : line;
    }

    /** A definition that is as it should be, but for what only the kernel knows. */
    String definition() {
        boolean dynamic = dialect.control() == ControlFile.Name.DYNAMIC_EVENTS;
        int kind = random.nextInt(dynamic ? 12 : 8);
        if (kind == 0 && random.nextInt(8) == 0) {
            return "-:" + (random.nextBoolean() ? pick(NAMES) + "/" : "") + pick(NAMES);
        }
        if (kind >= 10 && dialect.has(Feature.EVENT_PROBES)) {
            return ofEvent();
        }
        if (kind == 9 && dialect.has(Feature.TRACEPOINT_PROBES)) {
            String tracepoint = places.tracepoint();
            return "t" + name() + " " + tracepoint + arguments.some(false, "__probestub_" + tracepoint, null);
        }
        boolean typed = dialect.has(Feature.BTF_ARGUMENTS) && random.nextBoolean();
        if (kind == 8 && dialect.has(Feature.FUNCTION_PROBES)) {
            boolean returns = random.nextInt(3) == 0;
            String function = typed ? places.typedFunction() : places.function();
            return "f" + name() + " " + function + (returns ? "%return" : "")
                    + arguments.some(returns, function, null);
        }
        boolean returns = random.nextInt(3) == 0;
        String maxactive = returns && dialect.has(Feature.MAXACTIVE) && random.nextInt(5) == 0
                ? "" + (1 + random.nextInt(4096)) : "";
        String place = typed ? places.typedFunction() : places.place(returns);
        return (returns ? "r" : "p") + maxactive + name() + " " + place
                + arguments.some(returns || place.endsWith("%return"), place, null);
    }

    private String ofEvent() {
        EventLayout event = places.event();
        String attached = event.system() + pick(".", "/") + event.name();
        String filter = random.nextInt(3) == 0 ? " if " + filters.filter(event) : "";
        return "e" + name() + " " + attached + arguments.some(false, null, event) + filter;
    }

    private String name() {
        return switch (random.nextInt(6)) {
        case 0, 1 -> "";
        case 2 -> ":g" + random.nextInt(9) + pick("/", "/", ".") + pick(NAMES);
        case 3 -> ":g" + random.nextInt(9) + "/";
        default -> ":" + pick(NAMES) + random.nextInt(100);
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Prints so many definitions for a described kernel: {@code DESCRIPTION CONTROL-FILE COUNT SEED}. */
    public static void main(String[] arguments) throws IOException {
        Description description = Description.load(Path.of(arguments[0]));
        Dialect dialect = Dialect.of(description).at(ControlFile.Name.of(arguments[1]));
        DefinitionGenerator generator = new DefinitionGenerator(dialect, description, Long.parseLong(arguments[3]));
        Set<String> distinct = new LinkedHashSet<>();
        while (distinct.size() < Integer.parseInt(arguments[2])) {
            String line = generator.next();
            if (!line.isEmpty() && line.length() <= LONGEST) {
                distinct.add(line);
            }
        }
        System.out.write((String.join("\n", distinct) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        System.out.flush();
    }

    /** A line of the worst kinds there are, that long. */
    static List<String> worst(int length, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (String piece : List.of("+0(", "a->", "(", "$arg1 ", "x=%r0 ", ":", "p ", "@a+", "\\\"", "[", "b1@", "\t",
                "#",
                "a0=+0(%r0):string ")) {
            lines.add(("p:e vfs_read " + piece.repeat(length / piece.length() + 1)).substring(0, length));
            lines.add((piece.repeat(length / piece.length() + 1)).substring(0, length));
        }
        StringBuilder any = new StringBuilder("p ");
        while (any.length() < length) {
            any.append((char) (1 + random.nextInt(254)));
        }
        lines.add(any.toString());
        return lines;
    }
}
