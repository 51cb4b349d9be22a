/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code trace.dat} versions 6 and 7 ({@code trace-cmd.dat.v6(5)}, {@code trace-cmd.dat.v7(5)}). Used once, by one
 * thread.
 */
final class TraceDatReader {

    /** The first ten bytes. */
    static final String MAGIC = "\u0017\bDtracing";

    private static final int MAX_CPUS = 1 << 16;
    private static final int COMPRESSED = 1;

    /**
     * A buffer of the file.
     *
     * @param name empty for the top one
     * @param metadata what is known of the kernel, with this buffer's own clock and sub-buffers
     * @param cpus what it has of each CPU
     */
    record Buffer(String name, TraceMetadata metadata, List<CpuData> cpus) {
    }

    /**
     * A buffer as the file lists it.
     *
     * @param clock as {@code trace_clock} lists it or by name alone; empty where it is the file's
     * @param pageSize the bytes of its sub-buffers where they are others than the file says for all, else 0
     */
    private record Listed(String name, String clock, int pageSize, List<CpuData> cpus) {

        Buffer with(TraceMetadata ofFile) throws TraceDataException {
            TraceMetadata own = clock.isEmpty() ? ofFile : ofFile.withClock(clockOf(clock));
            try {
                return new Buffer(name, pageSize == 0 ? own : own.withLayout(own.layout().withSize(pageSize)), cpus);
            } catch (IllegalArgumentException senseless) {
                throw new TraceDataException("buffer=" + name + " page size=" + Integer.toUnsignedString(pageSize)
                        + ": " + senseless.getMessage(), senseless);
            }
        }
    }

    private static TraceClock clockOf(String text) {
        return text.contains("[") || text.isEmpty() ? TraceClock.parse(text) : new TraceClock(text, 0);
    }

    private final Path path;
    private final Decompressors decompressors;
    private final FileChannel channel;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private String algorithm = "none";
    private String headerPage = "";
    private final FormatCatalog.Builder formats = new FormatCatalog.Builder();
    private byte[] kallsyms = new byte[0];
    private String printk = "";
    private String comms = "";
    private String clock = "";
    private String uname = "";
    private int pageSize;
    private int cpuCount;
    private final List<Listed> buffers = new ArrayList<>();

    private TraceDatReader(Path path, Decompressors decompressors, FileChannel channel) {
        this.path = path;
        this.decompressors = decompressors;
        this.channel = channel;
    }

    /** What a file holds. */
    record Content(TraceMetadata metadata, List<Buffer> buffers) {
    }

    /** Whether a file begins as {@code trace.dat} does. */
    static boolean matches(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(MAGIC.length());
            channel.read(head, 0);
            return new String(head.array(), StandardCharsets.ISO_8859_1).equals(MAGIC);
        }
    }

    static Content read(Path path, Decompressors decompressors) throws IOException, TraceDataException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new TraceDatReader(path, decompressors, channel).read();
        }
    }

    private Content read() throws IOException, TraceDataException {
        DatInput in = DatInput.of(channel, 0, order, path.toString());
        in.expect(MAGIC, "magic");
        String version = in.string("version");
        int endian = in.u8("byte order");
        in.u8("size of long");
        order = endian == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        in = DatInput.of(channel, in.position(), order, path.toString());
        pageSize = (int) in.u32("page size");
        switch (version) {
        case "6" -> version6(in);
        case "7" -> version7(in);
        default -> throw new TraceDataException(path + ": trace.dat version=" + version + ", known are 6 and 7");
        }
        PageLayout layout = PageLayout.parse(headerPage, order);
        KernelVersion kernel = KernelVersion.parse(uname);
        TraceMetadata metadata = new TraceMetadata(layout, formats.build(), KernelSymbols.parse(kallsyms),
                SavedComms.parse(comms), PrintkFormats.parse(printk), clockOf(clock), kernel);
        List<Buffer> all = new ArrayList<>();
        for (Listed buffer : buffers) {
            all.add(buffer.with(metadata));
        }
        return new Content(metadata, all);
    }

    private void version6(DatInput in) throws IOException, TraceDataException {
        headers(in);
        ftraceFormats(in);
        eventFormats(in);
        kallsyms = in.block(in.u32("size of kallsyms"), "kallsyms");
        printk = in.text(in.u32("size of printk formats"), "printk formats");
        comms = in.text(in.u64("size of saved_cmdlines"), "saved_cmdlines");
        cpuCount = cpus(in.u32("number of CPUs"));
        List<Listed> instances = new ArrayList<>();
        String kind = in.text(10, "data kind");
        if (kind.equals("options  \0")) {
            options6(in, instances);
            kind = in.text(10, "data kind");
        }
        if (kind.equals("flyrecord\0")) {
            buffers.add(new Listed("", clock, 0, table(in, cpuCount)));
        } else if (!kind.equals("latency  \0")) {
            throw new TraceDataException(path + " offset=" + in.position() + ": data kind is something else");
        }
        buffers.addAll(instances);
    }

    private int cpus(long count) throws TraceDataException {
        if (count > MAX_CPUS) {
            throw new TraceDataException(path + ": number of CPUs=" + count);
        }
        return (int) count;
    }

    private List<CpuData> table(DatInput in, int count) throws TraceDataException, IOException {
        List<CpuData> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < count; cpu++) {
            long from = in.u64("offset of a CPU's data");
            long size = in.u64("size of a CPU's data");
            cpus.add(data(cpu, from, size, false));
        }
        return cpus;
    }

    private CpuData data(int cpu, long from, long size, boolean compressed) throws TraceDataException, IOException {
        long end = channel.size();
        if (from < 0 || size < 0 || from > end) {
            throw new TraceDataException(path + ": data of cpu=" + cpu + " at offset=" + Long.toUnsignedString(from)
                    + " size=" + Long.toUnsignedString(size) + " passes the file's " + end + " bytes");
        }
        long there = Math.min(size, end - from);
        return compressed ? new CompressedCpu(cpu, path, from, there, order, algorithm, decompressors)
                : new CpuFile(cpu, path, from, there);
    }

    private void headers(DatInput in) throws TraceDataException {
        in.expect("header_page\0", "header_page");
        headerPage = in.text(in.u64("size of header_page"), "header_page");
        in.expect("header_event\0", "header_event");
        in.block(in.u64("size of header_event"), "header_event");
    }

    private void ftraceFormats(DatInput in) throws TraceDataException {
        long count = in.u32("number of ftrace formats");
        for (long i = 0; i < count; i++) {
            formats.add("ftrace", in.text(in.u64("size of a format"), "format"));
        }
    }

    private void eventFormats(DatInput in) throws TraceDataException {
        long systems = in.u32("number of event systems");
        for (long i = 0; i < systems; i++) {
            String system = in.string("name of an event system");
            long count = in.u32("number of events");
            for (long event = 0; event < count; event++) {
                formats.add(system, in.text(in.u64("size of a format"), "format"));
            }
        }
    }

    private void options6(DatInput in, List<Listed> instances) throws IOException, TraceDataException {
        while (true) {
            int id = in.u16("option");
            if (id == 0) {
                return;
            }
            DatInput option = in.part(in.u32("size of an option"), "option");
            if (id == DatIds.BUFFER) {
                long offset = option.u64("offset of a buffer");
                String name = option.string("name of a buffer");
                DatInput at = DatInput.of(channel, offset, order, path.toString());
                at.expect("flyrecord\0", "data kind of buffer " + name);
                instances.add(new Listed(name, clock, 0, table(at, cpuCount)));
            } else {
                option(id, option);
            }
        }
    }

    private void option(int id, DatInput option) throws TraceDataException {
        switch (id) {
        case DatIds.TRACECLOCK -> clock = terminated(option);
        case DatIds.UNAME -> uname = terminated(option);
        case DatIds.CPUCOUNT -> cpuCount = cpus(option.u32("number of CPUs"));
        default -> {
            // what decoding does not need
        }
        }
    }

    private static String terminated(DatInput option) {
        ByteBuffer rest = option.rest();
        String text = StandardCharsets.ISO_8859_1.decode(rest).toString();
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    private void version7(DatInput in) throws IOException, TraceDataException {
        algorithm = in.string("compression");
        in.string("version of the compression");
        long offset = in.u64("offset of the options");
        Set<Long> seen = new HashSet<>();
        while (offset != 0) {
            if (!seen.add(offset)) {
                throw new TraceDataException(path + ": options at offset=" + offset + " lead back to themselves");
            }
            offset = options7(section(offset, DatIds.DONE));
        }
        if (headerPage.isEmpty()) {
            throw new TraceDataException(path + ": header_page is missing");
        }
    }

    /** The content of a section, expanded. */
    private DatInput section(long offset, int wanted) throws IOException, TraceDataException {
        DatInput in = DatInput.of(channel, offset, order, path.toString());
        int id = in.u16("section");
        int flags = in.u16("section flags");
        in.u32("section name");
        long size = in.u64("section size");
        if (id != wanted) {
            throw new TraceDataException(path + " offset=" + offset + ": section=" + id + ", expected " + wanted);
        }
        if ((flags & COMPRESSED) == 0) {
            return in.part(size, "section");
        }
        long compressed = in.u32("compressed size");
        long expanded = in.u32("expanded size");
        Decompressor decompressor = decompressors.byName(algorithm);
        if (decompressor == null) {
            throw new TraceDataException(path + ": no decompressor for algorithm=" + algorithm);
        }
        if (expanded > 1 << 28) {
            throw new TraceDataException(path + " offset=" + offset + ": expanded size=" + expanded);
        }
        ByteBuffer target = ByteBuffer.allocate((int) expanded);
        decompressor.decompress(in.part(compressed, "section").rest(), target);
        return DatInput.of(target.flip(), order, path + " section=" + id);
    }

    private boolean isCompressed(long offset) throws IOException, TraceDataException {
        DatInput in = DatInput.of(channel, offset, order, path.toString());
        in.u16("section");
        return (in.u16("section flags") & COMPRESSED) != 0;
    }

    private long options7(DatInput in) throws IOException, TraceDataException {
        while (in.hasRemaining()) {
            int id = in.u16("option");
            DatInput option = in.part(in.u32("size of an option"), "option");
            switch (id) {
            case DatIds.DONE -> {
                return option.hasRemaining() ? option.u64("offset of the options") : 0;
            }
            case DatIds.HEADER_INFO -> headers(section(option.u64("offset"), id));
            case DatIds.FTRACE_EVENTS -> ftraceFormats(section(option.u64("offset"), id));
            case DatIds.EVENT_FORMATS -> eventFormats(section(option.u64("offset"), id));
            case DatIds.KALLSYMS -> {
                DatInput section = section(option.u64("offset"), id);
                kallsyms = section.block(section.u32("size of kallsyms"), "kallsyms");
            }
            case DatIds.PRINTK -> {
                DatInput section = section(option.u64("offset"), id);
                printk = section.text(section.u32("size of printk formats"), "printk formats");
            }
            case DatIds.CMDLINES -> {
                DatInput section = section(option.u64("offset"), id);
                comms = section.text(section.u64("size of saved_cmdlines"), "saved_cmdlines");
            }
            case DatIds.BUFFER -> buffer7(option);
            default -> option(id, option);
            }
        }
        return 0;
    }

    private void buffer7(DatInput option) throws IOException, TraceDataException {
        long offset = option.u64("offset of a buffer");
        String name = option.string("name of a buffer");
        String bufferClock = option.string("clock of a buffer");
        int size = (int) option.u32("page size of a buffer");
        int count = cpus(option.u32("number of CPUs"));
        boolean compressed = isCompressed(offset);
        List<CpuData> cpus = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int cpu = cpus(option.u32("CPU"));
            long from = option.u64("offset of a CPU's data");
            long bytes = option.u64("size of a CPU's data");
            if (bytes > 0) {
                cpus.add(data(cpu, from, bytes, compressed));
            }
        }
        buffers.add(new Listed(name, bufferClock, size == pageSize ? 0 : size, cpus));
        if (name.isEmpty() && clock.isEmpty()) {
            clock = bufferClock;
        }
    }
}
