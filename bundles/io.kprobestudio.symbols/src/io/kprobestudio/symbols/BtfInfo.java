/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.symbols.internal.btf.BtfFunctions;
import io.kprobestudio.symbols.internal.elf.ElfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A kernel's own type information ({@code /sys/kernel/btf/vmlinux}, or {@code .BTF} of a file) where there is no DWARF: the
 * parameters of functions at their entries, by the calling convention, and what can be reached from them. It knows no lines,
 * no local variables and no inlined functions. Immutable; thread-safe. Addresses of its probes are 0: it knows none.
 */
public final class BtfInfo implements ProbeSource {
    private static final String SECTION = ".BTF";

    private final BtfFunctions functions;

    /**
     * Takes types.
     *
     * @param btf the types
     * @param architecture whose calling convention holds
     * @param symbols the names of the functions of the kernel's symbol table, repeated ones repeatedly; empty where they are not
     *        known, so that nothing tells which functions the compiler changed
     */
    public BtfInfo(Btf btf, Architecture architecture, Collection<String> symbols) {
        functions = new BtfFunctions(btf, architecture, symbols);
    }

    /**
     * The types of a kernel that is described; nothing where its description has none, or its calling convention is not known.
     */
    public static Optional<BtfInfo> of(Description description) {
        Architecture architecture = description.architecture().orElse(Architecture.OTHER_64);
        if (description.btf().isEmpty() || !architecture.known()) {
            return Optional.empty();
        }
        return Optional.of(of(description, description.btf().get()));
    }

    /** The types of a module of a kernel that is described, together with the kernel's. */
    public static BtfInfo of(Description description, Btf types) {
        return new BtfInfo(types, description.architecture().orElse(Architecture.OTHER_64),
                functions(description.symbols()));
    }

    private static List<String> functions(SymbolTable symbols) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            if ("tTwW".indexOf(symbols.type(i)) >= 0) {
                names.add(symbols.name(i));
            }
        }
        return names;
    }

    /**
     * Reads a file: BTF as the kernel shows it, or an ELF file with a section of it, whose symbols are taken too.
     *
     * @param file the file
     * @param base the types that those of a module build on; nothing for a kernel's own
     * @param architecture the machine, where the file does not tell
     * @throws IOException when the file cannot be read
     * @throws DebugInfoException when it has no types or is damaged, or the machine's calling convention is not known
     */
    public static BtfInfo open(Path file, Optional<Path> base, Architecture architecture)
            throws IOException, DebugInfoException {
        Optional<ElfFile> elf = elf(file);
        Architecture machine = elf.isPresent() ? machine(elf.get()) : architecture;
        if (!machine.known()) {
            throw new DebugInfoException("the calling convention of this machine is not known: file=%s machine=%s"
                    .formatted(file, machine));
        }
        List<String> symbols = new ArrayList<>();
        if (elf.isPresent()) {
            elf.get().symbols().functions().forEach(each -> symbols.add(each.name()));
        }
        byte[] types = types(file, elf);
        Optional<Btf> btf = base.isPresent() ? Btf.parse(types, types(base.get(), elf(base.get()))) : Btf.parse(types);
        return new BtfInfo(btf.orElseThrow(() -> new DebugInfoException(
                "no type information (BTF), or damaged: file=%s base=%s".formatted(file,
                        base.map(Path::toString).orElse("none")))),
                machine, symbols);
    }

    private static Optional<ElfFile> elf(Path file) throws IOException, DebugInfoException {
        try (var in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(4);
            return begin.length == 4 && begin[0] == 0x7f && begin[1] == 'E' ? Optional.of(ElfFile.open(file))
                    : Optional.empty();
        }
    }

    private static byte[] types(Path file, Optional<ElfFile> elf) throws IOException, DebugInfoException {
        if (elf.isEmpty()) {
            return Files.readAllBytes(file);
        }
        ByteBuffer section = elf.get().content(SECTION).orElseThrow(() -> new DebugInfoException(
                "the file has no type information (.BTF): file=" + file));
        byte[] bytes = new byte[section.capacity()];
        section.get(0, bytes);
        return bytes;
    }

    private static Architecture machine(ElfFile elf) {
        return switch (elf.machine()) {
        case ElfFile.EM_ARM -> Architecture.ARM;
        case ElfFile.EM_AARCH64 -> Architecture.ARM64;
        case ElfFile.EM_386 -> Architecture.X86;
        case ElfFile.EM_X86_64 -> Architecture.X86_64;
        default -> elf.is64() ? Architecture.OTHER_64 : Architecture.OTHER_32;
        };
    }

    @Override
    public List<SourceProbe> resolve(SourcePlace place, List<SourceExpression> expressions) throws DebugInfoException {
        return List.of(functions.probe(place, expressions));
    }

    @Override
    public List<String> functions(String pattern) {
        return functions.names(pattern);
    }

    @Override
    public List<SourceVariables> variablesAt(SourcePlace place) throws DebugInfoException {
        return List.of(functions.variables(place));
    }

    @Override
    public List<String> variables(SourcePlace place) throws DebugInfoException {
        return functions.variables(place).variables().stream().map(SourceVariables.Variable::name).toList();
    }

    @Override
    public List<String> origins(String symbol, long offset, List<SourceProbe.Argument> fetched) {
        return functions.origins(symbol, offset, fetched);
    }
}
