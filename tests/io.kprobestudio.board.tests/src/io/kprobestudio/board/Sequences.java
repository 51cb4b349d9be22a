/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.kprobestudio.testkit.KernelTruth;

/** Random sequences of operations on a board's tracefs, bred from recorded ones; the same for the same seed. */
final class Sequences {

    private static final String RESET = "reset";
    private static final List<String> MODULE = List.of("load\tdummy", "unload\tdummy",
            "append\tkprobe_events\tp:m dummy:dummy_xmit\\n", "read\tkprobe_events", "read\tkprobe_profile");
    private static final List<String> BUFFERS = List.of("read\terror_log", "write\tbuffer_size_kb\t8",
            "write\tbuffer_size_kb\t64", "append\ttracing_on\t0", "append\ttracing_on\t1",
            "append\tkprobe_events\tp:bad nosuch_fn\\n",
            "append\tkprobe_events\tp:bad vfs_mkdir %zz\\n", "append\tkprobe_events\tr:bad vfs_mkdir x=$nope\\n");

    private final List<List<String>> recorded = new ArrayList<>();
    private final List<String> pool = new ArrayList<>();
    private final Random random;

    /**
     * Reads what was recorded.
     *
     * @param kernel such as {@code imx6-6.1}
     * @param seed of the choice
     */
    Sequences(String kernel, long seed) throws IOException {
        random = new Random(seed);
        for (String name : List.of(kernel, kernel + "-hits")) {
            Path file = KernelTruth.sequences(name).resolve(name + ".ops");
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.equals(RESET)) {
                    recorded.add(new ArrayList<>());
                } else {
                    recorded.get(recorded.size() - 1).add(line);
                    pool.add(line);
                }
            }
        }
    }

    /** The next sequence, which begins with a reset. */
    List<String> next() {
        List<String> operations = new ArrayList<>(recorded.get(random.nextInt(recorded.size())));
        boolean modules = random.nextInt(3) == 0;
        boolean buffers = random.nextInt(3) == 0;
        int changes = 4 + random.nextInt(10);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(operations.size());
            String operation = modules && random.nextInt(2) == 0 ? MODULE.get(random.nextInt(MODULE.size()))
                    : buffers && random.nextInt(2) == 0 ? BUFFERS.get(random.nextInt(BUFFERS.size()))
                            : pool.get(random.nextInt(pool.size()));
            switch (random.nextInt(3)) {
            case 0 -> operations.set(at, operation);
            case 1 -> operations.add(at, operation);
            default -> {
                operations.add(operations.remove(at));
                operations.add(operation);
            }
            }
        }
        operations.add("read\tkprobe_events");
        operations.add("read\tkprobe_profile");
        operations.addAll(0, List.of(RESET, "write\terror_log\t", "unload\tdummy"));
        return operations;
    }
}
