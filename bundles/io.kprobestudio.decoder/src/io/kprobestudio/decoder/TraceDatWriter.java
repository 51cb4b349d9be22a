/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the recording in a folder as a {@code trace.dat} file, version 6 or 7, uncompressed, so that {@code trace-cmd}
 * and KernelShark open it. Used once, by one thread.
 */
public final class TraceDatWriter {

    private static final String HEADER_EVENT = "# compressed entry header\n\ttype_len    :    5 bits\n"
            + "\ttime_delta  :   27 bits\n\tarray       :   32 bits\n\n\tpadding     : type == 29\n"
            + "\ttime_extend : type == 30\n\ttime_stamp : type == 31\n\tdata max type_len  == 28\n";

    private final Path folder;
    private final PageLayout layout;
    private final List<CpuFile> cpus;
    private final TraceMetadata metadata;

    private TraceDatWriter(Path folder) throws IOException, TraceDataException {
        this.folder = folder;
        metadata = RecordingFolder.metadata(folder);
        layout = metadata.layout();
        cpus = RecordingFolder.cpus(folder);
    }

    /**
     * Writes a file, which only its owner may read; one of this name is replaced.
     *
     * @param folder  the recording
     * @param target  the file
     * @param version 6 or 7
     * @throws TraceDataException when the folder holds no recording
     * @throws IOException        when a file cannot be read or written
     */
    public static void write(Path folder, Path target, int version) throws IOException, TraceDataException {
        if (version != 6 && version != 7) {
            throw new IllegalArgumentException("trace.dat version=" + version);
        }
        TraceDatWriter writer = new TraceDatWriter(folder);
        try (FileChannel out = PrivateFiles.channel(target)) {
            if (version == 6) {
                writer.version6(out);
            } else {
                writer.version7(out);
            }
        }
    }

    /** Bytes in the kernel's byte order. */
    private final class Block {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Block number(int size, long value) {
            boolean big = layout.order() == ByteOrder.BIG_ENDIAN;
            for (int i = 0; i < size; i++) {
                bytes.write((int) (value >>> 8 * (big ? size - 1 - i : i)));
            }
            return this;
        }

        Block raw(byte[] data) {
            bytes.writeBytes(data);
            return this;
        }

        Block string(String text) {
            return raw(text.getBytes(StandardCharsets.ISO_8859_1)).number(1, 0);
        }

        Block option(int id, byte[] data) {
            return number(2, id).number(4, data.length).raw(data);
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    private byte[] file(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            file = folder.resolve("events").resolve(name);
        }
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private byte[] headers() throws IOException {
        byte[] page = file("header_page");
        byte[] event = file("header_event");
        if (event.length == 0) {
            event = HEADER_EVENT.getBytes(StandardCharsets.ISO_8859_1);
        }
        return new Block().string("header_page").number(8, page.length).raw(page).string("header_event")
                .number(8, event.length).raw(event).toBytes();
    }

    /** The formats of a system, by the event's name. */
    private Map<String, byte[]> formats(Path system) throws IOException {
        Map<String, byte[]> formats = new TreeMap<>();
        try (Stream<Path> events = Files.list(system)) {
            for (Path event : events.toList()) {
                Path format = event.resolve("format");
                if (Files.isRegularFile(format)) {
                    formats.put(String.valueOf(event.getFileName()), Files.readAllBytes(format));
                }
            }
        }
        return formats;
    }

    private List<Path> systems() throws IOException {
        Path events = folder.resolve("events");
        if (!Files.isDirectory(events)) {
            return List.of();
        }
        try (Stream<Path> systems = Files.list(events)) {
            return systems.filter(Files::isDirectory).sorted().toList();
        }
    }

    private byte[] ftraceFormats() throws IOException {
        Path ftrace = folder.resolve("events").resolve("ftrace");
        Map<String, byte[]> formats = Files.isDirectory(ftrace) ? formats(ftrace) : Map.of();
        Block block = new Block().number(4, formats.size());
        formats.values().forEach(f -> block.number(8, f.length).raw(f));
        return block.toBytes();
    }

    private byte[] eventFormats() throws IOException {
        List<Path> systems = new ArrayList<>();
        for (Path system : systems()) {
            if (!system.endsWith("ftrace") && !formats(system).isEmpty()) {
                systems.add(system);
            }
        }
        Block block = new Block().number(4, systems.size());
        for (Path system : systems) {
            Map<String, byte[]> formats = formats(system);
            block.string(String.valueOf(system.getFileName())).number(4, formats.size());
            formats.values().forEach(f -> block.number(8, f.length).raw(f));
        }
        return block.toBytes();
    }

    private Block sized(int width, String name) throws IOException {
        byte[] data = file(name);
        return new Block().number(width, data.length).raw(data);
    }

    private byte[] terminated(String name) throws IOException {
        return new Block().raw(file(name)).number(1, 0).toBytes();
    }

    private int highestCpu() {
        return cpus.isEmpty() ? 0 : cpus.getLast().cpu() + 1;
    }

    private Block begin(String version) {
        return new Block().raw(TraceDatReader.MAGIC.getBytes(StandardCharsets.ISO_8859_1)).string(version)
                .number(1, layout.order() == ByteOrder.BIG_ENDIAN ? 1 : 0).number(1, layout.wordSize())
                .number(4, layout.size());
    }

    private long aligned(long offset) {
        long page = layout.size();
        return (offset + page - 1) / page * page;
    }

    /** A whole number of sub-buffers: what a cut-off file lacks is zero. */
    private long dataSize(int cpu) {
        for (CpuFile file : cpus) {
            if (file.cpu() == cpu) {
                return aligned(file.size());
            }
        }
        return 0;
    }

    private void version6(FileChannel out) throws IOException {
        int count = highestCpu();
        Block head = begin("6").raw(headers()).raw(ftraceFormats()).raw(eventFormats())
                .raw(sized(4, "kallsyms").toBytes()).raw(sized(4, "printk_formats").toBytes())
                .raw(sized(8, "saved_cmdlines").toBytes()).number(4, count)
                .raw("options  \0".getBytes(StandardCharsets.US_ASCII))
                .option(DatIds.TRACECLOCK, terminated("trace_clock")).option(DatIds.UNAME, terminated("uname"));
        for (byte[] stats : stats()) {
            head.option(DatIds.CPUSTAT, stats);
        }
        head.number(2, DatIds.DONE).raw("flyrecord\0".getBytes(StandardCharsets.US_ASCII));
        long at = aligned(head.toBytes().length + 16L * count);
        for (int cpu = 0; cpu < count; cpu++) {
            long size = dataSize(cpu);
            head.number(8, at).number(8, size);
            at += size;
        }
        write(out, 0, head.toBytes());
        data(out, aligned(head.toBytes().length));
    }

    private List<byte[]> stats() throws IOException {
        List<byte[]> stats = new ArrayList<>();
        for (CpuFile cpu : cpus) {
            Path file = cpu.file().resolveSibling("stats");
            if (Files.isRegularFile(file)) {
                byte[] text = ("CPU: " + cpu.cpu() + "\n" + Files.readString(file, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
                stats.add(new Block().raw(text).number(1, 0).toBytes());
            }
        }
        return stats;
    }

    private void version7(FileChannel out) throws IOException {
        byte[] begin = begin("7").string("none").string("").toBytes();
        long at = begin.length + Long.BYTES;
        Block options = new Block();
        int[] ids = { DatIds.HEADER_INFO, DatIds.FTRACE_EVENTS, DatIds.EVENT_FORMATS, DatIds.KALLSYMS, DatIds.PRINTK,
                DatIds.CMDLINES };
        byte[][] contents = { headers(), ftraceFormats(), eventFormats(), sized(4, "kallsyms").toBytes(),
                sized(4, "printk_formats").toBytes(), sized(8, "saved_cmdlines").toBytes() };
        for (int i = 0; i < ids.length; i++) {
            options.option(ids[i], new Block().number(8, at).toBytes());
            at = write(out, at, section(ids[i], contents[i]));
        }
        options.option(DatIds.TRACECLOCK, terminated("trace_clock")).option(DatIds.UNAME, terminated("uname"))
                .option(DatIds.CPUCOUNT, new Block().number(4, highestCpu()).toBytes());
        for (byte[] stats : stats()) {
            options.option(DatIds.CPUSTAT, stats);
        }
        long bufferAt = at;
        long data = aligned(bufferAt + 16);
        long size = cpus.stream().mapToLong(c -> aligned(c.size())).sum();
        long end = data + size;
        write(out, bufferAt,
                new Block().number(2, DatIds.BUFFER).number(2, 0).number(4, 0).number(8, end - bufferAt - 16)
                        .toBytes());
        data(out, data);
        Block buffer = new Block().number(8, bufferAt).string("").string(metadata.clock().name())
                .number(4, layout.size()).number(4, cpus.size());
        long cpuAt = data;
        for (CpuFile cpu : cpus) {
            buffer.number(4, cpu.cpu()).number(8, cpuAt).number(8, aligned(cpu.size()));
            cpuAt += aligned(cpu.size());
        }
        options.option(DatIds.BUFFER, buffer.toBytes()).option(DatIds.DONE, new Block().number(8, 0).toBytes());
        write(out, end, section(DatIds.DONE, options.toBytes()));
        write(out, 0, new Block().raw(begin).number(8, end).toBytes());
    }

    private byte[] section(int id, byte[] content) {
        return new Block().number(2, id).number(2, 0).number(4, 0).number(8, content.length).raw(content).toBytes();
    }

    private void data(FileChannel out, long from) throws IOException {
        long at = from;
        for (CpuFile cpu : cpus) {
            try (FileChannel in = FileChannel.open(cpu.file(), StandardOpenOption.READ)) {
                long copied = 0;
                out.position(at);
                while (copied < cpu.size()) {
                    long now = in.transferTo(copied, cpu.size() - copied, out);
                    if (now <= 0) {
                        break;
                    }
                    copied += now;
                }
                long missing = aligned(cpu.size()) - copied;
                if (missing > 0) {
                    write(out, at + copied, new byte[(int) Math.min(missing, layout.size())]);
                }
            }
            at += aligned(cpu.size());
        }
    }

    private static long write(FileChannel out, long at, byte[] data) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(data);
        while (buffer.hasRemaining()) {
            out.write(buffer, at + buffer.position());
        }
        return at + data.length;
    }
}
