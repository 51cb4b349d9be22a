/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import io.kprobestudio.symbols.internal.dwarf.DwarfReader;
import io.kprobestudio.symbols.internal.elf.ElfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The debug information of a kernel ({@code vmlinux}) or a module ({@code .ko}): DWARF 4 or 5 in an ELF file. Thread-safe. The file
 * is mapped and stays so until the object is collected.
 */
public final class DebugInfo implements ProbeSource {
    private final ElfFile elf;
    private final DwarfReader reader;

    private DebugInfo(ElfFile elf, DwarfReader reader) {
        this.elf = elf;
        this.reader = reader;
    }

    /**
     * Opens and indexes a file, by all processors; a kernel takes seconds.
     *
     * @throws IOException when it cannot be read
     * @throws DebugInfoException when it is no ELF file, has no debug information or is damaged
     */
    public static DebugInfo open(Path file) throws IOException, DebugInfoException {
        ElfFile elf = ElfFile.open(file);
        return new DebugInfo(elf, new DwarfReader(elf, null));
    }

    /**
     * Indexes a file that is in memory.
     *
     * @param name its name, for messages
     * @param content the whole file, which must not change
     * @throws DebugInfoException when it is no ELF file, has no debug information or is damaged
     */
    public static DebugInfo of(Path name, ByteBuffer content) throws DebugInfoException {
        ElfFile elf = ElfFile.of(name, content);
        return new DebugInfo(elf, new DwarfReader(elf, null));
    }

    /**
     * Opens a file and takes its index from a folder, where it is kept by build id; what is not there, is damaged or was made of
     * other sections is made anew and kept. A folder that cannot be written makes it slow, nothing else.
     *
     * @param file the file; one without a build id is indexed as by {@link #open(Path)}
     * @param indexes the folder, which is made when it is missing
     * @throws IOException when the file cannot be read
     * @throws DebugInfoException when it is no ELF file, has no debug information or is damaged
     */
    public static DebugInfo open(Path file, Path indexes) throws IOException, DebugInfoException {
        ElfFile elf = ElfFile.open(file);
        return new DebugInfo(elf, new DwarfReader(elf, indexes));
    }

    /** The file's build id in hex, which a running kernel tells in {@code /sys/kernel/notes}. */
    public Optional<String> buildId() throws DebugInfoException {
        return elf.buildId();
    }

    /**
     * The build id that a running kernel tells.
     *
     * @param notes the content of its {@code /sys/kernel/notes}; its numbers may have either byte order
     * @return the id in hex; nothing when there is none among the notes
     */
    public static Optional<String> buildIdOfNotes(byte[] notes) {
        Optional<String> little = ElfFile.buildId(ByteBuffer.wrap(notes).order(ByteOrder.LITTLE_ENDIAN));
        return little.isPresent() ? little : ElfFile.buildId(ByteBuffer.wrap(notes).order(ByteOrder.BIG_ENDIAN));
    }

    @Override
    public List<SourceProbe> resolve(SourcePlace place, List<SourceExpression> expressions) throws DebugInfoException {
        return reader.resolve(place, expressions);
    }

    @Override
    public List<String> functions(String pattern) {
        return reader.functions(pattern);
    }

    @Override
    public List<String> variables(SourcePlace place) throws DebugInfoException {
        return reader.variables(place);
    }

    @Override
    public List<SourceVariables> variablesAt(SourcePlace place) throws DebugInfoException {
        return reader.variablesAt(place);
    }

    /**
     * The lines at which a function's own code can be probed, without those of what is inlined into it but with the lines that
     * call that; one for each place that declares a function of the name.
     *
     * @param function the name, or a pattern with {@code *} and {@code ?}
     * @param file the end of the path of the file that declares it, or an empty text
     * @return empty where there is no such function
     */
    public List<SourceLines> linesOfFunction(String function, String file) throws DebugInfoException {
        return reader.lines(function, file);
    }

    /**
     * The lines of files at which there is code.
     *
     * @param file the end of the files' paths
     * @return one for each file; empty where there is none
     */
    public List<SourceLines> linesOfFile(String file) throws DebugInfoException {
        return reader.lines("", file);
    }

    /** The functions of the symbol table, by name and address: one for each address, in the order of the addresses. */
    public List<Function> functionsByAddress() {
        return reader.functionsByAddress();
    }

    /**
     * A function of the symbol table.
     *
     * @param name the name that the kernel tells for an address in it
     * @param address where it begins, in the file's own addresses
     * @param size in bytes, 0 where the file does not tell
     */
    public record Function(String name, long address, long size) {
    }

    /**
     * The source of an instruction: its own line first, then the places into which that was inlined, outwards.
     *
     * @param address in the file's own addresses
     * @return the chain; empty where the file does not tell
     */
    public List<SourceLocation> sourceOf(long address) throws DebugInfoException {
        return reader.sourceOf(address);
    }

    @Override
    public List<String> origins(String symbol, long offset, List<SourceProbe.Argument> fetched)
            throws DebugInfoException {
        return reader.origins(symbol, offset, fetched);
    }

    /** The address of a function of the symbol table, in the file's own addresses. */
    public Optional<Long> address(String symbol) {
        return reader.address(symbol);
    }
}
