/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.recording.rows;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.EventPlan;
import io.kprobestudio.decoder.FieldValue;
import io.kprobestudio.decoder.KernelSymbols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By which ways events were reached: the stacks that the kernel recorded behind them, gathered into a tree by event. A stack
 * that was seen before costs one look-up. Gathered piece by piece; {@link #events} and {@link #tree} may be asked by any
 * thread, the rest belongs to one.
 */
public final class CallTree {

    /** The most different stacks that are kept; those that are new then count for nothing. */
    public static final int MOST_STACKS = 100_000;

    /** So many functions of a probe's handler may stand before the probe (7.2 on x86-64: five). */
    private static final int MOST_OF_HANDLER = 16;

    /**
     * A function in the tree.
     *
     * @param name the function, or an address where no symbol is known; the event's name at the root
     * @param place its place that was seen most as {@code symbol+0xoffset}; an empty text at the root
     * @param hits how many stacks lead through it
     * @param children the functions that it called, those with the most hits first
     */
    public record Call(String name, String place, long hits, List<Call> children) {

        /** Copies the list. */
        public Call {
            children = List.copyOf(children);
        }

        /** How many functions deep it is, itself counted. */
        public int depth() {
            return 1 + children.stream().mapToInt(Call::depth).max().orElse(0);
        }
    }

    /** The bytes of a stack, behind an event of a target. */
    private record Key(int target, int event, ByteBuffer bytes) {
    }

    /** A thread of a target, on a CPU. */
    private record Runner(int target, int cpu, int pid) {
    }

    /**
     * What is known of a target's formats.
     *
     * @param stackId the ID of stacks, -1 where there is none
     * @param events the numbers of the events' names, by their IDs
     */
    private record Known(int stackId, Map<Integer, Integer> events) {

        static Known of(EventDecoder decoder) {
            return new Known(decoder.metadata().formats().all().stream()
                    .filter(format -> format.system().equals("ftrace") && format.name().equals("kernel_stack"))
                    .mapToInt(format -> format.id()).findFirst().orElse(-1), new HashMap<>());
        }
    }

    private static final class Stack {

        final List<String> places;
        long hits;

        Stack(List<String> places) {
            this.places = places;
        }
    }

    private static final class Branch {

        final Map<String, Branch> children = new LinkedHashMap<>();
        final Map<String, Long> places = new HashMap<>();
        long hits;
    }

    private final Map<Key, Stack> stacks = new HashMap<>();
    /* Numbers of the events' names. */
    private final Map<String, Integer> names = new HashMap<>();
    /* The functions in which events' probes are, by the events' numbers. */
    private final Map<Integer, String> probed = new HashMap<>();
    private final Map<Runner, Integer> before = new HashMap<>();
    private final ByDecoder<Known> known = new ByDecoder<>(Known::of);
    private long next;

    /**
     * Makes a tree that has looked at nothing yet.
     *
     * @param first the number of the first row that is looked at
     */
    public CallTree(long first) {
        next = first;
    }

    /** The number of the row that is looked at next. */
    public long looked() {
        return next;
    }

    /**
     * Looks at some more rows.
     *
     * @param sequence the same each time, or a later state of it
     * @param limit how many rows are looked at
     * @return whether there are more
     * @throws IOException when the recording cannot be read
     */
    public boolean advance(EventSequence sequence, long limit) throws IOException {
        long begin = Math.max(next, sequence.first());
        long stop = Math.min(sequence.end(), begin + limit);
        synchronized (stacks) {
            sequence.read(begin, stop,
                    (number, decoder, cpu, time, buffer, offset, length) -> take(sequence.target(decoder), decoder, cpu,
                            time, buffer, offset, length));
        }
        next = stop;
        return stop < sequence.end();
    }

    private void take(int target, EventDecoder decoder, int cpu, long time, ByteBuffer buffer, int offset,
            int length) {
        Known of = known.of(decoder);
        int id = EventDecoder.eventId(buffer, offset, length);
        EventPlan plan = decoder.plan(id);
        if (plan == null || of.stackId < 0) {
            return;
        }
        Runner thread = new Runner(target, cpu, (int) plan.pid().number(buffer, offset, length));
        if (id != of.stackId) {
            before.put(thread, of.events.computeIfAbsent(id, none -> number(decoder, plan, buffer, offset)));
            return;
        }
        int event = before.getOrDefault(thread, -1);
        before.remove(thread);
        if (event < 0) {
            return;
        }
        int common = plan.format().field("caller").map(field -> field.offset()).orElse(0);
        Key key = new Key(target, event, buffer.slice(offset + common, length - common));
        if (stacks.containsKey(key)) {
            stacks.get(key).hits++;
        } else if (stacks.size() < MOST_STACKS) {
            byte[] kept = new byte[length - common];
            buffer.get(offset + common, kept);
            Stack made = new Stack(fromProbe(places(decoder.decode(cpu, time, buffer, offset, length)),
                    probed.getOrDefault(event, "")));
            made.hits = 1;
            stacks.put(new Key(target, event, ByteBuffer.wrap(kept)), made);
        }
    }

    /** The number of an event's name, at its first record. */
    private int number(EventDecoder decoder, EventPlan plan, ByteBuffer buffer, int offset) {
        int number = names.computeIfAbsent(plan.format().system() + "/" + plan.format().name(), name -> names.size());
        plan.format().field(EventFormat.PROBE_IP).ifPresent(field -> {
            int at = offset + field.offset();
            long address = field.size() == Long.BYTES ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
            KernelSymbols.Symbol symbol = decoder.metadata().symbols().lookup(address);
            if (symbol != null) {
                probed.put(number, symbol.name());
            }
        });
        return number;
    }

    /** Without the functions of the probe's own handler: a trigger's stack begins in them, the option's at the probe. */
    private static List<String> fromProbe(List<String> places, String function) {
        for (int i = 0; i < Math.min(MOST_OF_HANDLER, places.size()); i++) {
            if (function(places.get(i)).equals(function)) {
                return places.subList(i, places.size());
            }
        }
        return places;
    }

    private static List<String> places(DecodedEvent stack) {
        List<String> places = new ArrayList<>();
        stack.field("caller").ifPresent(value -> {
            if (value instanceof FieldValue.Array array) {
                array.values().forEach(place -> places
                        .add(place instanceof FieldValue.Text text ? text.value() : String.valueOf(place)));
            }
        });
        return places;
    }

    /** The events with stacks, each as {@code group/event}, those with the most first. */
    public List<String> events() {
        synchronized (stacks) {
            Map<String, Long> sums = new HashMap<>();
            Map<Integer, String> byNumber = new HashMap<>();
            names.forEach((name, number) -> byNumber.put(number, name));
            stacks.forEach((key, stack) -> sums.merge(byNumber.getOrDefault(key.event, ""), stack.hits, Long::sum));
            return sums.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey).toList();
        }
    }

    /** The tree of an event, the outermost functions below its root. */
    public Call tree(String event) {
        Branch root = new Branch();
        synchronized (stacks) {
            int number = names.getOrDefault(event, -1);
            stacks.forEach((key, stack) -> {
                if (key.event == number) {
                    add(root, stack);
                }
            });
        }
        return call(event, root);
    }

    private static void add(Branch root, Stack stack) {
        root.hits += stack.hits;
        Branch branch = root;
        for (String place : stack.places.reversed()) {
            branch = branch.children.computeIfAbsent(function(place), none -> new Branch());
            branch.hits += stack.hits;
            branch.places.merge(at(place), stack.hits, Long::sum);
        }
    }

    private static Call call(String name, Branch branch) {
        List<Call> children = new ArrayList<>();
        branch.children.forEach((function, child) -> children.add(call(function, child)));
        children.sort(Comparator.comparingLong(Call::hits).reversed().thenComparing(Call::name));
        String place = branch.places.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
                .orElse("");
        return new Call(name, place, branch.hits, children);
    }

    /** {@code vfs_read} of {@code vfs_read+0x10/0x2c0 [module]}. */
    private static String function(String place) {
        int plus = place.indexOf('+');
        return plus < 0 ? place : place.substring(0, plus);
    }

    /** {@code vfs_read+0x10} of {@code vfs_read+0x10/0x2c0 [module]}. */
    private static String at(String place) {
        return Arrays.stream(place.split("[/ ]")).findFirst().orElse(place);
    }
}
