/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.SubBufferWriter;
import io.kprobestudio.decoder.TraceDatWriter;

/**
 * Makes a recording of so many events on two CPUs out of a real kernel's formats and symbols: scheduler, raw system
 * calls, interrupts, timers and a probe with six arguments; the same bytes for the same seed.
 *
 * <p>Arguments: a recording to take formats and symbols from, the folder to make, the number of events.
 */
public final class MakeRecording {

    private static final int CPUS = 2;
    private static final int VARIANTS = 256;
    private static final String[] COMMS = { "sh", "ls", "kworker/0:1", "rcu_preempt", "systemd-journal", "sshd", "cat",
            "migration/1", "ksoftirqd/0", "java" };
    private static final String[][] EVENTS = { { "sched", "sched_switch", "12" }, { "sched", "sched_waking", "8" },
            { "sched", "sched_wakeup", "6" }, { "raw_syscalls", "sys_enter", "18" },
            { "raw_syscalls", "sys_exit", "18" }, { "irq", "softirq_raise", "6" }, { "irq", "softirq_entry", "6" },
            { "irq", "softirq_exit", "6" }, { "irq", "irq_handler_entry", "4" }, { "irq", "irq_handler_exit", "4" },
            { "timer", "hrtimer_start", "4" }, { "timer", "hrtimer_cancel", "4" }, { "kprobes", "rd", "4" } };

    private final SplittableRandom random = new SplittableRandom(20260901);
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<Integer> wheel = new ArrayList<>();
    private final long[] addresses;

    private MakeRecording(FormatCatalog catalog, KernelSymbols symbols) throws IOException {
        List<Long> found = new ArrayList<>();
        for (String name : List.of("vfs_read", "vfs_write", "schedule", "do_sys_openat2", "tick_nohz_handler",
                "hrtimer_wakeup", "ksys_read", "filp_close")) {
            symbols.address(name).ifPresent(found::add);
        }
        addresses = found.stream().mapToLong(Long::longValue).toArray();
        for (String[] event : EVENTS) {
            EventFormat format = catalog.byName(event[0], event[1])
                    .orElseThrow(() -> new IOException("no format of " + event[0] + ":" + event[1]));
            int kind = payloads.size() / VARIANTS;
            for (int i = 0; i < VARIANTS; i++) {
                payloads.add(payload(format));
            }
            for (int i = 0; i < Integer.parseInt(event[2]); i++) {
                wheel.add(kind);
            }
        }
    }

    private byte[] payload(EventFormat format) {
        int fixed = format.fields().stream().mapToInt(f -> f.offset() + f.size()).max().orElse(8);
        byte[] bytes = new byte[fixed + 3 & ~3];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int pid = random.nextInt(8) == 0 ? 0 : 100 + random.nextInt(COMMS.length);
        for (EventField field : format.fields()) {
            switch (field.name()) {
            case "common_type" -> buffer.putShort(0, (short) format.id());
            case "common_flags" -> buffer.put(2, (byte) (random.nextInt(3) == 0 ? 1 : 0));
            case "common_preempt_count" -> buffer.put(3, (byte) random.nextInt(3));
            case "common_pid" -> buffer.putInt(4, pid);
            default -> bytes = value(field, bytes);
            }
            buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        return bytes;
    }

    private byte[] value(EventField field, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (field.kind()) {
        case INTEGER -> {
            long number = switch (field.name()) {
            case "vec" -> random.nextInt(10);
            case "irq" -> random.nextInt(64);
            case "prev_state" -> random.nextInt(3);
            case "id" -> random.nextInt(400);
            case "mode" -> random.nextInt(4);
            default -> field.isPointer() || field.name().startsWith("__probe") || field.name().equals("caller")
                    ? addresses[random.nextInt(addresses.length)]
                    : random.nextInt(1 << random.nextInt(1, 28));
            };
            switch (field.size()) {
            case 1 -> buffer.put(field.offset(), (byte) number);
            case 2 -> buffer.putShort(field.offset(), (short) number);
            case 4 -> buffer.putInt(field.offset(), (int) number);
            default -> buffer.putLong(field.offset(), number);
            }
        }
        case TEXT -> buffer.put(field.offset(), COMMS[random.nextInt(COMMS.length)].getBytes());
        case ARRAY -> {
            for (int i = 0; i < field.size(); i++) {
                buffer.put(field.offset() + i, (byte) (i % 8 < 3 ? random.nextInt(256) : 0));
            }
        }
        default -> {
            byte[] text = (COMMS[random.nextInt(COMMS.length)] + "\0").getBytes();
            byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + text.length + 3 & ~3);
            System.arraycopy(text, 0, longer, bytes.length, text.length);
            ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putInt(field.offset(),
                    text.length << 16 | bytes.length);
            return longer;
        }
        }
        return bytes;
    }

    private void write(Path folder, PageLayout layout, long events) throws IOException {
        SubBufferWriter[] writers = new SubBufferWriter[CPUS];
        OutputStream[] streams = new OutputStream[CPUS];
        for (int cpu = 0; cpu < CPUS; cpu++) {
            Path raw = folder.resolve("per_cpu/cpu" + cpu + "/trace_pipe_raw");
            Files.createDirectories(raw.getParent());
            streams[cpu] = new BufferedOutputStream(Files.newOutputStream(raw), 1 << 20);
            writers[cpu] = new SubBufferWriter(layout);
        }
        long time = 5_000_000_000L;
        for (long i = 0; i < events; i++) {
            time += 200 + random.nextInt(3000);
            int cpu = random.nextInt(CPUS);
            byte[] payload = payloads
                    .get(wheel.get(random.nextInt(wheel.size())) * VARIANTS + random.nextInt(VARIANTS));
            SubBufferWriter writer = writers[cpu];
            if (!writer.isOpen()) {
                writer.begin(time);
            }
            if (!writer.append(payload, time)) {
                flush(writer, streams[cpu]);
                writer.begin(time);
                writer.append(payload, time);
            }
        }
        for (int cpu = 0; cpu < CPUS; cpu++) {
            flush(writers[cpu], streams[cpu]);
            streams[cpu].close();
        }
    }

    private static void flush(SubBufferWriter writer, OutputStream out) throws IOException {
        ByteBuffer page = writer.finish();
        out.write(page.array(), 0, page.limit());
    }

    /** Makes the folder, and beside it {@code NAME.dat}. */
    public static void main(String[] args) throws Exception {
        Path from = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        PageLayout layout = PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN);
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = from.relativize(file).toString();
                if (!name.startsWith("per_cpu") && !name.equals("trace.txt") && !name.equals("saved_cmdlines")) {
                    Files.createDirectories(folder.resolve(name).getParent());
                    Files.write(folder.resolve(name), Files.readAllBytes(file));
                }
            }
        }
        StringBuilder comms = new StringBuilder();
        for (int i = 0; i < COMMS.length; i++) {
            comms.append(100 + i).append(' ').append(COMMS[i]).append('\n');
        }
        Files.writeString(folder.resolve("saved_cmdlines"), comms, StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("header_page"), layout.toHeaderPage());
        FormatCatalog catalog = FormatCatalog.read(folder.resolve("events"));
        KernelSymbols symbols = KernelSymbols.parse(Files.readAllBytes(folder.resolve("kallsyms")));
        new MakeRecording(catalog, symbols).write(folder, layout, Long.parseLong(args[2]));
        TraceDatWriter.write(folder, Path.of(folder + ".dat"), 6);
    }
}
