/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.elf;

import io.kprobestudio.symbols.DebugInfoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jdt.annotation.Nullable;

/** An ELF file, 32 or 64 bits, either byte order (System V ABI, chapter 4). Thread-safe. */
public final class ElfFile {
    /** e_machine of 32-bit x86. */
    public static final int EM_386 = 3;
    /** e_machine of 32-bit ARM. */
    public static final int EM_ARM = 40;
    /** e_machine of x86-64. */
    public static final int EM_X86_64 = 62;
    /** e_machine of 64-bit ARM. */
    public static final int EM_AARCH64 = 183;

    private static final int ET_REL = 1;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_RELA = 4;
    private static final int SHT_NOTE = 7;
    private static final int SHT_NOBITS = 8;
    private static final int SHT_REL = 9;
    private static final int SHF_ALLOC = 2;
    private static final long SECTION_ALIGNMENT = 0x1000;
    private static final int SHF_COMPRESSED = 0x800;
    private static final int ELFCOMPRESS_ZLIB = 1;
    private static final int NT_GNU_BUILD_ID = 3;
    private static final long LARGEST_EXPANSION = Integer.MAX_VALUE - 16L;

    private final Path path;
    private final ByteBuffer file;
    private final boolean wide;
    private final int type;
    private final int machine;
    private final List<ElfSection> sections;
    /* Where sections are in memory: made up for a relocatable file, whose own addresses are all 0. */
    private final long[] bases;
    private final Map<String, @Nullable ByteBuffer> contents = new ConcurrentHashMap<>();

    private ElfFile(Path path, ByteBuffer file) throws DebugInfoException {
        this.path = path;
        this.file = file;
        if (file.capacity() < 52 || file.getInt(0) != 0x464c457f) {
            throw new DebugInfoException("not an ELF file: path=" + path);
        }
        wide = file.get(4) == 2;
        file.order(file.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        type = file.getShort(16) & 0xffff;
        machine = file.getShort(18) & 0xffff;
        sections = readSections();
        bases = layOut();
    }

    private long[] layOut() {
        long[] laidOut = new long[sections.size()];
        long next = 0;
        for (int i = 0; i < laidOut.length && isRelocatable(); i++) {
            ElfSection section = sections.get(i);
            if ((section.flags() & SHF_ALLOC) != 0) {
                laidOut[i] = next;
                next = (next + section.size() + SECTION_ALIGNMENT) & -SECTION_ALIGNMENT;
            }
        }
        return laidOut;
    }

    /**
     * Opens a file.
     *
     * @throws IOException when it cannot be read
     * @throws DebugInfoException when it is no ELF file, is damaged or larger than 2 GiB
     */
    public static ElfFile open(Path path) throws IOException, DebugInfoException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new DebugInfoException(
                        "a file of more than 2 GiB cannot be read: path=%s size=%d".formatted(path, channel.size()));
            }
            return of(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    /**
     * Takes a file that is in memory.
     *
     * @param path its name, for messages
     * @throws DebugInfoException when it is no ELF file or is damaged
     */
    public static ElfFile of(Path path, ByteBuffer bytes) throws DebugInfoException {
        try {
            return new ElfFile(path, bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IndexOutOfBoundsException cut) {
            throw new DebugInfoException("the ELF file is damaged or cut short: path=" + path, cut);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Whether words have 64 bits. */
    public boolean is64() {
        return wide;
    }

    /** The byte order of its contents. */
    public ByteOrder order() {
        return file.order();
    }

    /** Its e_machine. */
    public int machine() {
        return machine;
    }

    /** Whether it is relocatable, as kernel modules are. */
    public boolean isRelocatable() {
        return type == ET_REL;
    }

    /** All sections, in the order of their numbers. */
    public List<ElfSection> sections() {
        return sections;
    }

    /** The first section of that name. */
    public Optional<ElfSection> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /**
     * A section's bytes, expanded where they are compressed and, in a relocatable file, relocated as if its sections were
     * loaded one after the other from 0 on.
     *
     * @return the bytes with the file's order, or nothing when there is no such section
     */
    public Optional<ByteBuffer> content(String name) throws DebugInfoException {
        @Nullable
        ByteBuffer known = contents.get(name);
        if (known != null) {
            return Optional.of(known.duplicate().order(file.order()));
        }
        Optional<ElfSection> found = section(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ElfSection section = found.get();
        ByteBuffer bytes = bytes(section);
        if (isRelocatable()) {
            bytes = relocated(section, bytes);
        }
        contents.put(name, bytes);
        return Optional.of(bytes.duplicate().order(file.order()));
    }

    /** The build id in hex, of the note {@code .note.gnu.build-id} or of {@code .notes}. */
    public Optional<String> buildId() throws DebugInfoException {
        for (ElfSection section : sections) {
            if (section.type() == SHT_NOTE) {
                Optional<String> id = buildId(bytes(section));
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return Optional.empty();
    }

    /** Finds the build id among notes, such as the content of {@code /sys/kernel/notes}. */
    public static Optional<String> buildId(ByteBuffer notes) {
        int at = 0;
        while (at + 12 <= notes.capacity()) {
            int nameSize = notes.getInt(at);
            int size = notes.getInt(at + 4);
            long end = at + 12L + pad(nameSize) + pad(size);
            if (nameSize < 0 || size < 0 || end > notes.capacity() + 3L) {
                break;
            }
            if (notes.getInt(at + 8) == NT_GNU_BUILD_ID && nameSize == 4 && notes.get(at + 12) == 'G') {
                byte[] id = new byte[Math.min(size, notes.capacity() - at - 16)];
                notes.get(at + 16, id);
                return Optional.of(HexFormat.of().formatHex(id));
            }
            at = (int) end;
        }
        return Optional.empty();
    }

    private static long pad(int size) {
        return (size + 3L) & ~3L;
    }

    /** The symbol table; empty when the file is stripped. */
    public SymbolTable symbols() throws DebugInfoException {
        for (ElfSection section : sections) {
            if (section.type() == SHT_SYMTAB && section.link() < sections.size()) {
                return new SymbolTable(bytes(section), bytes(sections.get(section.link())), wide, machine, bases);
            }
        }
        return new SymbolTable(ByteBuffer.allocate(0), ByteBuffer.allocate(0), wide, machine, bases);
    }

    private List<ElfSection> readSections() throws DebugInfoException {
        long table = wide ? file.getLong(40) : file.getInt(32) & 0xffffffffL;
        int entry = file.getShort(wide ? 58 : 46) & 0xffff;
        int count = file.getShort(wide ? 60 : 48) & 0xffff;
        int names = file.getShort(wide ? 62 : 50) & 0xffff;
        if (count == 0 || entry < (wide ? 64 : 40)) {
            return List.of();
        }
        if (table < 0 || table + (long) count * entry > file.capacity() || names >= count) {
            throw new DebugInfoException("the section table lies outside the file: path=%s offset=%d count=%d"
                    .formatted(path, table, count));
        }
        List<ElfSection> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(readSection((int) table + i * entry, ""));
        }
        ByteBuffer texts = bytes(read.get(names));
        List<ElfSection> named = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = (int) table + i * entry;
            named.add(readSection(at, SymbolTable.text(texts, file.getInt(at))));
        }
        return List.copyOf(named);
    }

    private ElfSection readSection(int at, String name) {
        int kind = file.getInt(at + 4);
        if (wide) {
            return new ElfSection(name, kind, file.getLong(at + 8), file.getLong(at + 16), file.getLong(at + 24),
                    file.getLong(at + 32), file.getInt(at + 40), file.getInt(at + 44));
        }
        return new ElfSection(name, kind, unsigned(at + 8), unsigned(at + 12), unsigned(at + 16), unsigned(at + 20),
                file.getInt(at + 24), file.getInt(at + 28));
    }

    private long unsigned(int at) {
        return file.getInt(at) & 0xffffffffL;
    }

    private ByteBuffer bytes(ElfSection section) throws DebugInfoException {
        if (section.type() == SHT_NOBITS || section.size() == 0) {
            return ByteBuffer.allocate(0).order(file.order());
        }
        if (section.offset() < 0 || section.size() < 0 || section.offset() + section.size() > file.capacity()) {
            throw new DebugInfoException("a section lies outside the file: path=%s section=%s offset=%d size=%d"
                    .formatted(path, section.name(), section.offset(), section.size()));
        }
        ByteBuffer raw = file.slice((int) section.offset(), (int) section.size()).order(file.order());
        return ((int) section.flags() & SHF_COMPRESSED) == 0 ? raw : expand(section, raw);
    }

    private ByteBuffer expand(ElfSection section, ByteBuffer raw) throws DebugInfoException {
        int header = wide ? 24 : 12;
        if (raw.capacity() < header || raw.getInt(0) != ELFCOMPRESS_ZLIB) {
            throw new DebugInfoException("a section is compressed in a way that is not known: path=%s section=%s"
                    .formatted(path, section.name()));
        }
        long size = wide ? raw.getLong(8) : raw.getInt(4) & 0xffffffffL;
        // zlib never reaches 1100 to 1: a size beyond that is made up, and must not cost memory.
        if (size < 0 || size > Math.min(LARGEST_EXPANSION, raw.capacity() * 1100L + 64)) {
            throw new DebugInfoException(
                    "a section claims an impossible size: path=%s section=%s size=%d".formatted(path,
                            section.name(), size));
        }
        byte[] expanded = new byte[(int) size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(raw.slice(header, raw.capacity() - header));
            int done = 0;
            while (done < expanded.length && !inflater.finished()) {
                int more = inflater.inflate(expanded, done, expanded.length - done);
                if (more == 0) {
                    break;
                }
                done += more;
            }
            if (done < expanded.length) {
                throw new DebugInfoException("a compressed section is cut short: path=%s section=%s got=%d of=%d"
                        .formatted(path, section.name(), done, expanded.length));
            }
        } catch (DataFormatException damaged) {
            throw new DebugInfoException(
                    "a compressed section is damaged: path=%s section=%s".formatted(path, section.name()), damaged);
        } finally {
            inflater.end();
        }
        return ByteBuffer.wrap(expanded).order(file.order());
    }

    private ByteBuffer relocated(ElfSection section, ByteBuffer bytes) throws DebugInfoException {
        int number = sections.indexOf(section);
        @Nullable
        ByteBuffer copy = null;
        for (ElfSection relocations : sections) {
            boolean explicit = relocations.type() == SHT_RELA;
            if ((explicit || relocations.type() == SHT_REL) && relocations.info() == number
                    && relocations.link() < sections.size()) {
                copy = copy == null ? copyOf(bytes) : copy;
                Relocations.apply(copy, bytes(relocations), bytes(sections.get(relocations.link())), explicit, wide,
                        machine,
                        bases);
            }
        }
        return copy == null ? bytes : copy;
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.capacity()).order(bytes.order());
        copy.put(0, bytes, 0, bytes.capacity());
        return copy;
    }

    /** The file's name, for messages. */
    @Override
    public String toString() {
        return path.toString();
    }
}
