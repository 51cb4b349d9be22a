/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Places for probes on one kernel, drawn from its description: usual ones, and every kind that is not. */
final class GeneratedPlaces {
    private static final int POOL = 600;
    private static final List<String> USUAL = List.of("vfs_read", "vfs_write", "do_exit", "schedule", "kfree",
            "do_sys_openat2", "filp_close", "vfs_open", "wake_up_process", "do_filp_open", "tcp_v4_rcv", "ksys_read");

    private final Dialect dialect;
    private final SplittableRandom random;
    private final List<String> functions = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();
    private final List<String> ofModules = new ArrayList<>();
    private final List<String> odd = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<Long> addresses = new ArrayList<>();
    private final List<String> tracepoints = new ArrayList<>();
    private final List<EventLayout> events = new ArrayList<>();

    GeneratedPlaces(Dialect dialect, Description description, SplittableRandom random) {
        this.dialect = dialect;
        this.random = random;
        SymbolTable symbols = description.symbols();
        Btf btf = description.btf().orElse(Btf.EMPTY);
        for (String name : USUAL) {
            if (symbols.find(name) >= 0) {
                functions.add(name);
            }
        }
        int step = 1 + symbols.size() / 40_000;
        for (int i = random.nextInt(Math.max(1, step)); i < symbols.size(); i += step + random.nextInt(step)) {
            sort(symbols, description, btf, i);
        }
        functions.addAll(functions.isEmpty() ? USUAL : List.of());
        data.addAll(List.of("jiffies", "linux_banner", "system_state", "init_task"));
        events(description);
    }

    private void sort(SymbolTable symbols, Description description, Btf btf, int symbol) {
        String name = symbols.name(symbol);
        boolean code = Character.toUpperCase(symbols.type(symbol)) == 'T';
        boolean usual = code && symbols.nextSameName(symbols.find(name)) < 0 && name.indexOf('.') < 0
                && (!description.traceableKnown() || description.traceable(symbol))
                && !description.blacklisted(symbols.address(symbol), name);
        if (name.startsWith("__traceiter_") || name.startsWith("__tracepoint_")) {
            tracepoints.add(name.replaceFirst("^__trace(iter|point)_", ""));
        }
        if (!code) {
            (random.nextInt(4) == 0 ? odd : data).add(name);
        } else if (!symbols.module(symbol).isEmpty()) {
            ofModules.add(symbols.module(symbol) + ":" + name);
        } else if (!usual) {
            odd.add(name);
        } else if (functions.size() < 20 * POOL) {
            functions.add(name);
            if (description.btf().isPresent() && typed.size() < POOL && btf.find(name, Btf.FUNC) != 0) {
                typed.add(name);
            }
            addresses.add(symbols.address(symbol));
        }
    }

    private void events(Description description) {
        for (String system : new TreeSet<>(description.eventSystems())) {
            for (String event : new TreeSet<>(description.events(system))) {
                if (events.size() < POOL && (random.nextInt(8) == 0 || system.equals("sched"))) {
                    description.event(system, event).ifPresent(events::add);
                }
            }
        }
    }

    /** A function that may be probed. */
    String function() {
        return pick(functions);
    }

    /** A function whose arguments BTF knows, where the kernel has it. */
    String typedFunction() {
        return typed.isEmpty() ? function() : pick(typed);
    }

    /** The name of something that is no code. */
    String data() {
        return random.nextInt(12) == 0 ? pick(List.of("no_such_symbol", "vfs_read", "mod:x")) : pick(data);
    }

    String tracepoint() {
        return tracepoints.isEmpty() || random.nextInt(6) == 0
                ? pick(List.of("sched_switch", "sys_enter", "no_such_point")) : pick(tracepoints);
    }

    /** An event that an event probe may be attached to. */
    EventLayout event() {
        return events.isEmpty() ? new EventLayout("sched", "sched_switch", List.of(), List.of(), 0, "") : pick(events);
    }

    /** A function by its name, with what may stand around it, or an address. */
    String place(boolean returns) {
        String symbol = function();
        return switch (random.nextInt(22)) {
        case 0 -> symbol + "+" + offset();
        case 1 -> symbol + "+0";
        case 2 -> symbol + (dialect.has(Feature.SIGNED_OFFSET) ? "-" : "+") + offset();
        case 3, 4 -> ofModules.isEmpty() ? "nomod:" + symbol : pick(ofModules);
        case 5 -> pick(List.of("nomod:" + symbol, "no_such_function", "mod:", ":x", symbol.replaceFirst("[a-z]", "x")));
        case 6 -> odd.isEmpty() ? symbol : pick(odd);
        case 7 -> address();
        case 8 -> symbol + "%return" + (random.nextInt(5) == 0 ? "s" : "");
        case 9 -> returns ? symbol + "+0%return" : symbol + "+4";
        default -> symbol;
        };
    }

    /** A place in code, or one that is somewhere else, as a number. */
    String address() {
        if (addresses.isEmpty() || random.nextInt(3) == 0) {
            return pick(List.of("0", "0x0", "1", "0xc0008000", "0xffff", "0xffffffffff600000", "18446744073709551615",
                    "0x80008000", "4294967296"));
        }
        return "0x" + Long.toHexString(pick(addresses) + (random.nextInt(4) == 0 ? random.nextInt(64) : 0));
    }

    private String offset() {
        return pick(List.of("4", "8", "0x10", "010", "12", "16", "1", "2", "100", "0xfffff", "4096", "08"));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
