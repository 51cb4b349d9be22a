/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A kernel's state as bytes: what a named board keeps between processes. */
public final class KernelSnapshot {

    /** The form of a snapshot, 1 to 9; it grows whenever what is kept changes. */
    public static final int VERSION = 2;

    private KernelSnapshot() {
    }

    /** The state of a kernel, and how long its workload has run. */
    public static byte[] save(SimulatedKernel kernel, long activity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(activity);
            out.writeLong(kernel.now());
            out.writeLong(kernel.counter());
            out.writeInt(kernel.lastPid());
            texts(out, List.copyOf(kernel.files().loaded().keySet()));
            List<KernelProbe> probes = kernel.probes().all();
            out.writeInt(probes.size());
            for (KernelProbe probe : probes) {
                text(out, probe.line());
                out.writeInt(probe.event().id());
                out.writeInt(probe.event().profilers());
                for (long count : probe.counts()) {
                    out.writeLong(count);
                }
            }
            out.writeInt(kernel.probes().nextId());
            List<TraceArray> arrays = kernel.arrays();
            out.writeInt(arrays.size());
            for (TraceArray array : arrays) {
                array(out, kernel, array);
            }
            out.writeInt(kernel.names().all().size());
            for (Map.Entry<Integer, String> name : kernel.names().all().entrySet()) {
                out.writeInt(name.getKey());
                text(out, name.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void array(DataOutputStream out, SimulatedKernel kernel, TraceArray array) throws IOException {
        text(out, array.name());
        out.writeBoolean(array.tracingOn());
        text(out, array.clock());
        out.writeBoolean(array.isExpanded());
        List<String> options = new ArrayList<>();
        array.options().forEach((option, on) -> options.add((on ? "+" : "-") + option));
        texts(out, options);
        out.writeInt(array.pids().size());
        for (int pid : array.pids()) {
            out.writeInt(pid);
        }
        List<EventFile> files = new ArrayList<>();
        for (EventType type : kernel.events().all()) {
            EventFile file = array.fileIfAny(type);
            if (file != null && (file.isEnabled() || file.acceptedFilter() != null)) {
                files.add(file);
            }
        }
        out.writeInt(files.size());
        for (EventFile file : files) {
            text(out, file.type().system());
            text(out, file.type().name());
            out.writeBoolean(file.isEnabled());
            String filter = file.acceptedFilter();
            text(out, filter == null ? "0" : filter);
        }
        texts(out, array.errorLog().all());
        for (CpuBuffer buffer : array.buffers()) {
            buffer.save(out);
        }
    }

    /**
     * Puts a state into a kernel that has just booted.
     *
     * @return how long its workload had run
     * @throws IOException when the bytes are no such state
     */
    public static long load(SimulatedKernel kernel, byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("state version=" + version + " expected=" + VERSION);
            }
            long activity = in.readLong();
            kernel.setNow(in.readLong());
            kernel.setCounter(in.readLong());
            kernel.setLastPid(in.readInt());
            for (String module : texts(in)) {
                kernel.loadModule(module);
            }
            probes(in, kernel);
            int arrays = in.readInt();
            for (int i = 0; i < arrays; i++) {
                array(in, kernel);
            }
            int names = in.readInt();
            for (int i = 0; i < names; i++) {
                int pid = in.readInt();
                kernel.names().put(pid, text(in));
            }
            return activity;
        } catch (KernelError e) {
            throw new IOException("state does not fit: " + e.getMessage(), e);
        }
    }

    private static void probes(DataInputStream in, SimulatedKernel kernel) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String line = text(in);
            int id = in.readInt();
            int profilers = in.readInt();
            kernel.probes().restore(line, id, new long[]{ in.readLong(), in.readLong(), in.readLong() });
            EventType type = kernel.events().byId(id);
            if (type != null && profilers > 0) {
                kernel.profile(type, profilers);
            }
        }
        kernel.probes().setNextId(in.readInt());
    }

    private static void array(DataInputStream in, SimulatedKernel kernel) throws IOException, KernelError {
        String name = text(in);
        if (!name.isEmpty()) {
            kernel.makeInstance(name);
        }
        TraceArray array = name.isEmpty() ? kernel.top() : kernel.instances().getOrDefault(name, kernel.top());
        array.setTracingOn(in.readBoolean());
        array.setClock(text(in));
        boolean expanded = in.readBoolean();
        for (String option : texts(in)) {
            array.setOption(option.substring(1), option.startsWith("+"));
        }
        int pids = in.readInt();
        for (int i = 0; i < pids; i++) {
            array.pids().add(in.readInt());
        }
        int files = in.readInt();
        for (int i = 0; i < files; i++) {
            EventType type = kernel.events().find(text(in), text(in));
            boolean on = in.readBoolean();
            String filter = text(in);
            if (type != null) {
                kernel.control().enable(array, type, on);
                kernel.control().filter(array, type, filter);
            }
        }
        array.setExpanded(expanded);
        array.errorLog().restore(texts(in));
        for (CpuBuffer buffer : array.buffers()) {
            buffer.load(in);
        }
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
