/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.ProbePoint;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.definition.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The probes of {@code kprobe_events}: what a write makes or takes away, in which order they are listed and what they
 * counted. Which definitions are right, and what replaces or is added to what, is the {@link Judge}'s; here stands what
 * the kernel does with them.
 */
public final class ProbeTable {

    /** {@code WRITE_BUFSIZE} less newline and NUL: a longer line is refused. */
    private static final int LONGEST_LINE = 4094;

    private final SimulatedKernel kernel;
    private final KernelProfile profile;
    private final ControlFile control;
    private final Map<Long, KernelProbe> probes = new LinkedHashMap<>();
    private final Map<ControlFile.Probe, KernelProbe> byDefinition = new IdentityHashMap<>();
    private final Map<String, EventType> types = new HashMap<>();
    private final Map<Long, List<KernelProbe>> byFunction = new HashMap<>();
    private String line = "";
    private long orders;
    private final BitSet idsInUse = new BitSet();
    private int nextId;

    ProbeTable(SimulatedKernel kernel, int firstId) {
        this.kernel = kernel;
        profile = kernel.profile();
        control = new ControlFile(firstId);
        nextId = firstId;
        control.busyWhen(probe -> {
            @Nullable
            EventType type = Maybe.of(types.get(probe.group() + "/" + probe.event()));
            return type != null && kernel.isInUse(type);
        });
        control.follow(new ControlFile.Listener() {
            @Override
            public void added(ControlFile.Probe probe) {
                ProbeTable.this.added(probe);
            }

            @Override
            public void removed(ControlFile.Probe probe) {
                ProbeTable.this.removed(probe);
            }
        });
    }

    /**
     * One write to a control file: its lines one after the other, up to the first that is refused.
     *
     * @param text the bytes, one a char
     * @param file the control file
     * @throws KernelError the refusal of a line; those before it stay
     */
    void write(String text, ControlFile.Name file) throws KernelError {
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (end - at > LONGEST_LINE) {
                throw new KernelError(KernelError.EINVAL);
            }
            line(text.substring(at, end), file);
            at = end + 1;
        }
    }

    private void line(String text, ControlFile.Name file) throws KernelError {
        line = text;
        Verdict verdict = kernel.judge(file).judge(text.getBytes(StandardCharsets.ISO_8859_1), control);
        String log = verdict.log();
        if (log != null) {
            kernel.log(log);
        }
        if (!verdict.accepted()) {
            String words = verdict.error();
            String command = verdict.command();
            if (words != null && profile.errorLog()) {
                kernel.errorLog().add(kernel.now(), "trace_kprobe", words, command == null ? text : command,
                        verdict.caret());
            }
            throw new KernelError(verdict.errno());
        }
    }

    /** Makes a probe of a kept state again; one that is refused now is left out. */
    void restore(String text, int id, long[] counts) {
        nextId = id;
        long before = orders;
        try {
            line(text, kernel.profile().dynamicEvents() ? ControlFile.Name.DYNAMIC_EVENTS
                    : ControlFile.Name.KPROBE_EVENTS);
            @Nullable
            KernelProbe probe = Maybe.of(probes.get(before));
            if (probe != null) {
                probe.setCounts(counts);
            }
        } catch (KernelError refused) {
            kernel.log("probe of a kept state is refused: " + text);
        }
    }

    int nextId() {
        return nextId;
    }

    void setNextId(int id) {
        nextId = id;
    }

    /** Opening with truncation: takes all away, or nothing when one is in use. */
    void removeAll() throws KernelError {
        Errno outcome = control.clear();
        if (outcome != Errno.OK) {
            throw new KernelError(outcome.number());
        }
    }

    /** A probe came: it is registered, its event made where it is the first. */
    private void added(ControlFile.Probe added) {
        String key = added.group() + "/" + added.event();
        @Nullable
        EventType type = Maybe.of(types.get(key));
        if (type == null) {
            int id = profile.reusesEventIds() ? idsInUse.nextClearBit(nextId) : nextId++;
            idsInUse.set(id);
            type = new EventType(added.group(), added.event(), id, () -> added.layout().format(id));
            types.put(key, type);
            kernel.events().add(type);
        }
        KernelProbe probe = new KernelProbe(added, line, type, profile.defaultMaxactive(), orders++);
        probes.put(probe.order(), probe);
        byDefinition.put(added, probe);
        type.setProbes(type.probes() + 1);
        register(probe);
    }

    /** A probe went: it is unregistered, its event removed where it was the last. */
    private void removed(ControlFile.Probe removed) {
        @Nullable
        KernelProbe probe = Maybe.of(byDefinition.remove(removed));
        if (probe == null) {
            return;
        }
        probes.remove(probe.order());
        unregister(probe);
        EventType type = probe.event();
        type.setProbes(type.probes() - 1);
        if (type.probes() == 0) {
            types.remove(type.system() + "/" + type.name());
            idsInUse.clear(type.id());
            kernel.removeEvent(type);
        }
    }

    /** Puts a probe where its definition says, as far as that place exists now. */
    private void register(KernelProbe probe) {
        SymbolTable symbols = kernel.symbols();
        long address = 0;
        ProbePoint place = probe.definition().definition().place();
        if (place instanceof ProbePoint.Symbol symbol) {
            int index = symbols.lookup(symbol.qualifiedName());
            address = index < 0 ? 0 : symbols.address(index) + symbol.offset();
        } else if (place instanceof ProbePoint.Address fixed) {
            address = fixed.value();
        }
        int index = address == 0 ? -1 : symbols.at(address);
        if (index < 0) {
            return;
        }
        long function = symbols.address(index);
        probe.register(address, function);
        List<KernelProbe> there = byFunction.computeIfAbsent(function, key -> new ArrayList<>());
        // By address, and of those at one address the last registered first: the order in which handlers run.
        int at = 0;
        while (at < there.size() && Long.compareUnsigned(there.get(at).address(), address) < 0) {
            at++;
        }
        there.add(at, probe);
    }

    private void unregister(KernelProbe probe) {
        @Nullable
        List<KernelProbe> there = Maybe.of(byFunction.get(probe.function()));
        if (there != null && there.remove(probe) && there.isEmpty()) {
            byFunction.remove(probe.function());
        }
    }

    /** The probes within the function that begins at an address; empty when there are none. */
    List<KernelProbe> within(long function) {
        @Nullable
        List<KernelProbe> there = Maybe.of(byFunction.get(function));
        return there == null ? Collections.emptyList() : there;
    }

    /** A module was loaded: probes that name it are registered anew. */
    void moduleCame(String module) {
        for (KernelProbe probe : probes.values()) {
            if (module.equals(probe.module())) {
                unregister(probe);
                register(probe);
            }
        }
    }

    /** A module is going, with the functions in this range: probes there are gone, their hits stay. */
    void moduleGoes(long from, long to) {
        for (KernelProbe probe : probes.values()) {
            if (probe.isRegistered() && probe.address() >= from && probe.address() < to) {
                unregister(probe);
                probe.setGone();
            }
        }
    }

    List<KernelProbe> all() {
        return List.copyOf(probes.values());
    }

    /** The text of {@code kprobe_events}. */
    public String list() {
        StringBuilder text = new StringBuilder(64 * probes.size());
        for (KernelProbe probe : probes.values()) {
            text.append(probe.listing(profile.version().atLeast(4, 12))).append('\n');
        }
        return text.toString();
    }

    /** The text of {@code kprobe_profile}. */
    public String profile() {
        StringBuilder text = new StringBuilder(80 * probes.size());
        for (KernelProbe probe : probes.values()) {
            text.append("  ");
            text.append(probe.event().name()).repeat(' ', Math.max(0, 44 - probe.event().name().length()));
            count(text, probe.hits());
            count(text, probe.missed(profile.returnMissesShown()));
            text.append('\n');
        }
        return text.toString();
    }

    /** A blank and a number of at least 15 places. */
    private static void count(StringBuilder text, long number) {
        String digits = Long.toString(number);
        text.repeat(' ', 1 + Math.max(0, 15 - digits.length())).append(digits);
    }

    /** The text of {@code kprobes/list} in debugfs. */
    public String debugList() {
        StringBuilder text = new StringBuilder();
        for (KernelProbe probe : probes.values()) {
            if (probe.isRegistered()) {
                boolean off = !kernel.isInUse(probe.event());
                text.append("%08x  %c  %s %s%s\n".formatted(probe.address(), probe.returns() ? 'r' : 'k',
                        kernel.symbolText(probe.address(), false), probe.isGone() ? "[GONE]" : "",
                        off ? "[DISABLED]" : ""));
            }
        }
        return text.toString();
    }
}
