/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

import io.kprobestudio.definition.Description;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.tracefs.DescriptionCache;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;

/**
 * Connects and reads the target's description, as all do that judge a definition: {@code Attach TARGET CACHE}. Prints how long it
 * was since the process began, and the processor time until then: {@code ATTACHED connected=MS described=MS processor=MS}.
 */
public final class Attach {

    private Attach() {
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        long began = ManagementFactory.getRuntimeMXBean().getStartTime();
        try (Connection connection = TargetProviders.onClassPath().target(arguments[0]).connect(Prompter.NOBODY,
                Progress.NONE)) {
            long connected = System.currentTimeMillis() - began;
            Description description = DescriptionReader.readFiles(Tracefs.of(connection),
                    new DescriptionCache(Path.of(arguments[1])), Progress.NONE).description();
            if (!description.symbolsKnown()) {
                throw new IllegalStateException("no symbols");
            }
            System.out.printf("ATTACHED connected=%d described=%d processor=%d%n", connected,
                    System.currentTimeMillis() - began,
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
        }
    }
}
