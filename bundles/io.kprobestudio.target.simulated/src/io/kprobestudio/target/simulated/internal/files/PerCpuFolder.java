/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.TraceArray;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** The folder {@code per_cpu} of a trace array. */
record PerCpuFolder(SimulatedKernel kernel, TraceArray array) implements Node.Folder {

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int cpu = 0; cpu < array.cpus(); cpu++) {
            names.add("cpu" + cpu);
        }
        return names;
    }

    @Override
    public @Nullable Node child(String name) {
        int cpu = names().indexOf(name);
        return cpu < 0 ? null : new CpuFolder(kernel, array, cpu);
    }

    private record CpuFolder(SimulatedKernel kernel, TraceArray array, int cpu) implements Node.Folder {

        @Override
        public List<String> names() {
            return List.of("buffer_size_kb", "stats", "trace", "trace_pipe", "trace_pipe_raw");
        }

        @Override
        public @Nullable Node child(String name) {
            return switch (name) {
            case "buffer_size_kb" -> Files.text(() -> array.sizeText(cpu),
                    text -> kernel.control().resize(array, cpu, text));
            case "stats" -> Files.text(() -> array.stats(cpu, kernel.now()));
            case "trace" -> new TracefsFolder.TraceFile(kernel, array, cpu);
            case "trace_pipe" -> new ReaderFile(kernel, array, limit -> kernel.text().pipe(array, cpu, limit));
            // a read that is shorter than a sub-buffer leaves the rest for the next
            case "trace_pipe_raw" -> new ReaderFile(kernel, array, limit -> array.readRaw(cpu, limit));
            default -> null;
            };
        }
    }
}
