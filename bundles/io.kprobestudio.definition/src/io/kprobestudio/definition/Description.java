/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.definition.internal.EventFormats;
import io.kprobestudio.definition.internal.FolderFiles;
import io.kprobestudio.definition.internal.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What is known of one kernel: what is needed to judge for it offline. Whatever the target does not let be read is
 * absent, and rules that need it are left out. Immutable; may be used by any thread. Formats of static events are read
 * when first asked for, so the files must stay.
 */
public final class Description {
    /** A description that knows nothing. */
    public static final Description NONE = none();

    private final SymbolTable symbols;
    private final Optional<Set<String>> modules;
    private final boolean blacklistKnown;
    private final Set<String> blacklistNames;
    private final long[] blacklistFrom;
    private final long[] blacklistTo;
    private final @Nullable Traceable traceable;
    private final long[] tracedSites;
    private final Optional<Btf> btf;
    private final Optional<String> readme;
    private final Optional<String> uname;
    private final Optional<String> control;
    private final EventFormats events;

    private Description(DescriptionFiles files, SymbolTable symbols) throws IOException {
        this.symbols = symbols;
        Optional<byte[]> moduleText = files.read("modules");
        if (moduleText.isPresent()) {
            Set<String> names = new HashSet<>();
            for (String line : text(moduleText.get()).split("\n")) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    names.add(line.substring(0, blank));
                }
            }
            modules = Optional.of(Set.copyOf(names));
        } else {
            modules = Optional.empty();
        }
        Optional<byte[]> blacklist = files.read("blacklist");
        blacklistKnown = blacklist.isPresent();
        String[] ranges = text(blacklist.orElse(new byte[0])).split("\n");
        Set<String> names = new HashSet<>();
        blacklistFrom = new long[ranges.length];
        blacklistTo = new long[ranges.length];
        for (int i = 0; i < ranges.length; i++) {
            int dash = ranges[i].indexOf('-');
            int tab = ranges[i].indexOf('\t');
            if (dash > 2 && tab > dash + 3) {
                blacklistFrom[i] = Long.parseUnsignedLong(ranges[i], 2, dash, 16);
                blacklistTo[i] = Long.parseUnsignedLong(ranges[i], dash + 3, tab, 16);
                names.add(ranges[i].substring(tab + 1).trim());
            }
        }
        blacklistNames = Set.copyOf(names);
        Optional<byte[]> functions = files.read("available_filter_functions");
        traceable = functions.isPresent() ? new Traceable(symbols, functions.get()) : null;
        tracedSites = Traceable.sites(files.read("available_filter_functions_addrs").orElse(new byte[0]));
        btf = files.read("btf").flatMap(Btf::parse);
        readme = files.read("README").map(Description::text);
        uname = files.read("uname").map(bytes -> text(bytes).trim());
        control = files.read("control").map(bytes -> text(bytes).trim());
        events = new EventFormats(files);
    }

    private static Description none() {
        try {
            return of(new FolderFiles(null));
        } catch (IOException e) {
            throw new IllegalStateException("a description of nothing reads no file", e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a description from a folder.
     *
     * @throws IOException when the folder is none or a file of it cannot be read
     */
    public static Description load(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no folder with a kernel's description: folder=" + folder);
        }
        return of(new FolderFiles(folder));
    }

    /** Reads a description from wherever its files are. */
    public static Description of(DescriptionFiles files) throws IOException {
        return of(files, SymbolTable.parse(files.read("kallsyms").orElse(new byte[0])));
    }

    /**
     * The same, with symbols that were parsed before.
     *
     * @param files where all but the symbols is read
     * @param symbols of the same kernel
     * @throws IOException when a file cannot be read
     */
    public static Description of(DescriptionFiles files, SymbolTable symbols) throws IOException {
        return new Description(files, symbols);
    }

    /** The symbols; empty where unknown. */
    public SymbolTable symbols() {
        return symbols;
    }

    /** Whether symbols are known, so that a missing one is an error. */
    public boolean symbolsKnown() {
        return symbols.size() > 0;
    }

    /** The loaded modules, empty if unknown. */
    public Optional<Set<String>> modules() {
        return modules;
    }

    /** Whether a module is loaded: by the list of modules, or by symbols of it where there is no list. */
    public boolean moduleLoaded(String module) {
        return modules.map(loaded -> loaded.contains(module)).orElseGet(() -> symbols.hasModule(module));
    }

    /** Whether the kernel's own list of what must not be probed is known. */
    public boolean blacklistKnown() {
        return blacklistKnown;
    }

    /**
     * Whether an address (or a symbol, where addresses are hidden) is in the kernel's own list of what must not be
     * probed.
     */
    public boolean blacklisted(long address, String symbol) {
        if (!symbols.addressesKnown()) {
            return blacklistNames.contains(symbol);
        }
        for (int i = 0; i < blacklistFrom.length; i++) {
            if (Long.compareUnsigned(address, blacklistFrom[i]) >= 0
                    && Long.compareUnsigned(address, blacklistTo[i]) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the list of functions that ftrace can trace is known. */
    public boolean traceableKnown() {
        return traceable != null;
    }

    /** Whether ftrace can trace the function that begins at the symbol of that index. */
    public boolean traceable(int symbol) {
        Traceable known = traceable;
        return known == null || known.contains(symbols, symbol);
    }

    /** Whether it is known where ftrace has its calls, which kernels tell from 6.5 on. */
    public boolean tracedSitesKnown() {
        return tracedSites.length > 0;
    }

    /** Whether ftrace has a call at an address; false where that is not known. */
    public boolean tracedSite(long address) {
        return Arrays.binarySearch(tracedSites, address) >= 0;
    }

    /** Whether ftrace has a call from an address on, up to another, which does not count. */
    public boolean tracedSiteBetween(long from, long to) {
        int at = Arrays.binarySearch(tracedSites, from);
        int next = at >= 0 ? at : -at - 1;
        return next < tracedSites.length && tracedSites[next] < to;
    }

    /** The kernel's BTF, if it has one. */
    public Optional<Btf> btf() {
        return btf;
    }

    /** tracefs' README, if known. */
    public Optional<String> readme() {
        return readme;
    }

    /** The line that {@code uname -a} prints, if known. */
    public Optional<String> uname() {
        return uname;
    }

    /** The control file that definitions are written to: {@code kprobe_events} or {@code dynamic_events}, if known. */
    public Optional<String> control() {
        return control;
    }

    /** The version in {@link #uname()}. */
    public Optional<KernelVersion> version() {
        return uname.filter(TextLines::hasVersion).map(KernelVersion::parse);
    }

    /** The architecture in {@link #uname()}. */
    public Optional<Architecture> architecture() {
        return uname.map(TextLines::machine).map(Architecture::of);
    }

    /** Whether the kernel has a static event of that name; false where its events are unknown. */
    public boolean hasEvent(String system, String event) {
        return events.names(system).contains(event);
    }

    /** Whether the static events are known. */
    public boolean eventsKnown() {
        return !events.systems().isEmpty();
    }

    /** The systems that have static events. */
    public Set<String> eventSystems() {
        return events.systems();
    }

    /** The static events of a system. */
    public Set<String> events(String system) {
        return events.names(system);
    }

    /** A static event's record, if known. */
    public Optional<EventLayout> event(String system, String event) {
        return events.layout(system, event);
    }

    /** The fields that every record begins with, if some static event's format is known. */
    public Optional<List<EventField>> commonFields() {
        return events.commonFields();
    }
}
