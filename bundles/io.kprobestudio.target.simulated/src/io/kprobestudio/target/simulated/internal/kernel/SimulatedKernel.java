/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.SymbolTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A simulated kernel: its symbols, processors, events, probes and trace arrays. Not thread-safe: whoever owns it has one
 * lock around it.
 */
public final class SimulatedKernel {

    /** The kernels that ship with the bundle. */
    public static final List<String> SHIPPED = List.of("3.8", "3.14", "5.10", "6.1", "6.12", "7.2");

    private static final int CPUS = 4;
    private static final int LOG_LINES = 400;

    /** An array that wants an event's records. */
    record Listener(TraceArray array, EventFile file) {
    }

    private final KernelProfile profile;
    private final MachineFiles files;
    private final List<Cpu> cpus = new ArrayList<>();
    private final EventTable events = new EventTable();
    private final TraceArray top;
    private final Map<String, TraceArray> instances = new LinkedHashMap<>();
    private final Map<EventType, List<Listener>> listeners = new HashMap<>();
    private final SavedNames names = new SavedNames();
    private final Deque<String> kernelLog = new ArrayDeque<>();
    private final Map<ControlFile.Name, Judge> judges = new HashMap<>();
    private final Memory memory;
    private final TraceText text;
    private final EventControl control;
    private final ProbeTable probes;
    private final ProbeHits hits;
    private final InternalEvents internalEvents;
    private Description description;
    private long now;
    private long counter;
    private int nextPid = 127;
    private long changes;
    private boolean dead;
    private int profiled;

    private SimulatedKernel(KernelVersion version, MachineFiles files, long seed) throws IOException {
        this.files = files;
        profile = KernelProfile.of(version);
        description = Description.of(files);
        for (int i = 0; i < CPUS; i++) {
            cpus.add(new Cpu(i, idle(i)));
        }
        top = new TraceArray("", profile, CPUS);
        int lastId = 0;
        for (Map.Entry<String, Map<String, String>> system : files.formats().entrySet()) {
            for (Map.Entry<String, String> event : system.getValue().entrySet()) {
                int id = id(event.getValue());
                lastId = Math.max(lastId, id);
                events.add(new EventType(system.getKey(), event.getKey(), id, event::getValue));
            }
        }
        memory = new Memory(profile.kernelBase(), address("_stext"), address("_etext"), seed);
        memory.put(address("linux_banner") == 0 ? profile.kernelBase() + 0xf00000 : address("linux_banner"),
                (files.text("uname").strip() + "\0").getBytes(StandardCharsets.ISO_8859_1));
        text = new TraceText(this);
        control = new EventControl(this);
        // Other kernels are configured with more events than ship here, so that the first free ID is higher.
        probes = new ProbeTable(this, Math.max(lastId, 800) + 1);
        hits = new ProbeHits(this);
        internalEvents = new InternalEvents(this);
    }

    /**
     * Boots a kernel.
     *
     * @param version one of {@link #SHIPPED}, or null for that of the description
     * @param folder a description that replaces the shipped one, or null
     * @param seed what its contents are made of
     * @throws IOException when the description cannot be read
     */
    public static SimulatedKernel boot(@Nullable String version, @Nullable Path folder, long seed) throws IOException {
        MachineFiles files = folder != null ? MachineFiles.folder(folder)
                : MachineFiles.shipped(version == null ? "6.1" : version);
        KernelVersion known = version != null && folder == null ? KernelVersion.parse(version)
                : KernelVersion.parse(files.text("uname"));
        return new SimulatedKernel(known, files, seed);
    }

    private static Task idle(int cpu) {
        return new Task(0, "swapper/" + cpu, 120);
    }

    private static int id(String format) {
        int at = format.indexOf("\nID: ");
        int end = format.indexOf('\n', at + 1);
        return at < 0 ? 0 : Integer.parseInt(format.substring(at + 5, end < 0 ? format.length() : end).strip());
    }

    public KernelProfile profile() {
        return profile;
    }

    public MachineFiles files() {
        return files;
    }

    public List<Cpu> cpus() {
        return cpus;
    }

    public Description description() {
        return description;
    }

    public SymbolTable symbols() {
        return description.symbols();
    }

    /** The address of a symbol, 0 when there is none. */
    public long address(String symbol) {
        int index = symbols().lookup(symbol);
        return index < 0 ? 0 : symbols().address(index);
    }

    Judge judge(ControlFile.Name file) {
        return judges.computeIfAbsent(file, name -> new Judge(Dialect.of(description).at(name), description));
    }

    public Memory memory() {
        return memory;
    }

    public EventTable events() {
        return events;
    }

    public TraceArray top() {
        return top;
    }

    /** The instances by name, in the order in which they were made. */
    public Map<String, TraceArray> instances() {
        return Collections.unmodifiableMap(instances);
    }

    /** The top array and all instances. */
    public List<TraceArray> arrays() {
        List<TraceArray> all = new ArrayList<>();
        all.add(top);
        all.addAll(instances.values());
        return all;
    }

    public ProbeTable probes() {
        return probes;
    }

    public ProbeHits hits() {
        return hits;
    }

    /** Switching events on and off, filters, {@code set_event}. */
    public EventControl control() {
        return control;
    }

    /** The records of the group {@code ftrace}. */
    public InternalEvents internalEvents() {
        return internalEvents;
    }

    public TraceText text() {
        return text;
    }

    ErrorLog errorLog() {
        return top.errorLog();
    }

    SavedNames names() {
        return names;
    }

    /** The text of {@code saved_cmdlines}. */
    public String savedNames() {
        return names.text();
    }

    void saveName(Task task) {
        names.save(task);
    }

    /** The kernel oopses: the board boots anew as soon as what runs now has ended. */
    void oops() {
        dead = true;
        changed();
    }

    /** Whether it has oopsed. */
    public boolean isDead() {
        return dead;
    }

    /** Notes that something changed that a kept state must have. */
    public void changed() {
        changes++;
    }

    /** Grows with every change. */
    public long changes() {
        return changes;
    }

    /** Nanoseconds since boot. */
    public long now() {
        return now;
    }

    /** Moves the kernel's time on, never back. */
    public void setNow(long time) {
        now = Math.max(now, time);
    }

    /** A new process number. */
    public int newPid() {
        return ++nextPid;
    }

    int lastPid() {
        return nextPid;
    }

    void setLastPid(int pid) {
        nextPid = pid;
    }

    /** Makes an instance. */
    public void makeInstance(String name) throws KernelError {
        if (instances.containsKey(name)) {
            throw new KernelError(KernelError.EEXIST);
        }
        if (!profile.instances()) {
            throw new KernelError(KernelError.EPERM);
        }
        instances.put(name, new TraceArray(name, profile, CPUS));
    }

    /** Removes an instance, unless one of its files is being read; its events are switched off first. */
    public void removeInstance(String name) throws KernelError {
        @Nullable
        TraceArray array = Maybe.of(instances.get(name));
        if (array == null) {
            throw new KernelError(KernelError.ENOENT);
        }
        if (array.isRead()) {
            throw new KernelError(KernelError.EBUSY);
        }
        instances.remove(name);
        for (EventType type : events.all()) {
            refresh(type);
        }
        for (EventType type : List.copyOf(listeners.keySet())) {
            refresh(type);
        }
    }

    /** An event is going: what arrays keep of it goes too. */
    void removeEvent(EventType type) {
        events.remove(type);
        listeners.remove(type);
        for (TraceArray array : arrays()) {
            EventFile file = array.fileIfAny(type);
            if (file != null && file.wasEnabled() && profile.removalClears()) {
                array.clear();
            }
            array.forget(type);
        }
    }

    /** The arrays that record an event. */
    List<Listener> listeners(EventType type) {
        @Nullable
        List<Listener> found = Maybe.of(listeners.get(type));
        return found == null ? List.of() : found;
    }

    /** Whether an event is on for tracing or for profiling. */
    boolean isInUse(EventType type) {
        return type.profilers() > 0 || listeners.containsKey(type);
    }

    /** Whether anything at all is recorded or counted, so that a workload can be seen. */
    public boolean isWatched() {
        if (!listeners.isEmpty()) {
            return true;
        }
        return profiled > 0;
    }

    /** A perf event on an event was opened or closed. */
    void profile(EventType type, int count) {
        profiled += count - type.profilers();
        type.setProfilers(count);
    }

    /** Computes anew which arrays record an event. */
    void refresh(EventType type) {
        List<Listener> found = new ArrayList<>();
        for (TraceArray array : arrays()) {
            EventFile file = array.fileIfAny(type);
            if (file != null && file.isEnabled()) {
                found.add(new Listener(array, file));
            }
        }
        if (found.isEmpty()) {
            listeners.remove(type);
        } else {
            listeners.put(type, List.copyOf(found));
        }
    }

    /** Emits a static event, where somebody records it. */
    public void emit(@Nullable EventType type, Cpu cpu, Task task, int flags, int preempt,
            Consumer<StaticEvent> content) {
        if (type == null || !listeners.containsKey(type)) {
            return;
        }
        StaticEvent event = new StaticEvent(type.format());
        content.accept(event);
        byte[] record = event.record();
        StaticEvent.common(record, type.id(), flags, preempt, task.pid());
        for (Listener listener : listeners(type)) {
            if (listener.array().isRecording()) {
                saveName(task);
                changed();
                if (listener.array().record(listener.file(), record, cpu, task, timestamp(listener.array(), cpu))) {
                    internalEvents.recorded(listener.array(), cpu, task);
                }
            }
        }
        cpu.spend(900);
    }

    /** The time stamp that an array's clock gives now on a CPU. */
    long timestamp(TraceArray array, Cpu cpu) {
        return switch (array.clock()) {
        case "counter" -> ++counter;
        case "uptime" -> cpu.time() / 4_000_000 * 4_000_000;
        default -> cpu.time();
        };
    }

    long counter() {
        return counter;
    }

    void setCounter(long value) {
        counter = value;
    }

    /** Puts lines into the kernel log. */
    void log(String lines) {
        for (String line : lines.split("\n")) {
            kernelLog.addLast("[%s] %s".formatted(KernelTime.seconds(now / 1000), line));
            if (kernelLog.size() > LOG_LINES) {
                kernelLog.pollFirst();
            }
        }
    }

    /** The kernel log, oldest line first. */
    public Collection<String> kernelLog() {
        return Collections.unmodifiableCollection(kernelLog);
    }

    /** Loads a module. */
    public void loadModule(String name) throws KernelError {
        ModuleCatalog.Module module = ModuleCatalog.find(name);
        if (description.moduleLoaded(name)) {
            throw new KernelError(KernelError.EEXIST);
        }
        if (module == null) {
            throw new KernelError(KernelError.ENOENT);
        }
        files.loaded().put(name, module);
        symbolsChanged();
        probes.moduleCame(name);
    }

    /** Whether a module was loaded by {@link #loadModule}. */
    public boolean hasLoaded(String name) {
        return files.loaded().containsKey(name);
    }

    /** Unloads a module that was loaded by {@link #loadModule}; others are in use. */
    public void unloadModule(String name) throws KernelError {
        ModuleCatalog.@Nullable Module module = Maybe.of(files.loaded().remove(name));
        if (module == null) {
            throw new KernelError(description.moduleLoaded(name) ? KernelError.EBUSY : KernelError.ENOENT);
        }
        probes.moduleGoes(module.base(), module.end());
        symbolsChanged();
    }

    private void symbolsChanged() {
        try {
            description = Description.of(files);
        } catch (IOException e) {
            throw new IllegalStateException("files in memory cannot fail to be read", e);
        }
        judges.clear();
        hits.symbolsChanged();
        text.symbolsChanged();
    }

    /** What {@code %pS} prints for an address, or without size what the list of kprobes shows of it. */
    String symbolText(long address, boolean withSize) {
        int index = symbols().at(address);
        if (index < 0) {
            return "0x%x".formatted(address);
        }
        String module = symbols().module(index);
        String place = symbols().name(index) + "+0x" + Long.toHexString(address - symbols().address(index));
        return place + (withSize ? "/0x" + Long.toHexString(symbols().sizeOf(index)) : "")
                + (withSize ? module.isEmpty() ? "" : " [" + module + "]" : "  " + (module.isEmpty() ? " " : module));
    }
}
