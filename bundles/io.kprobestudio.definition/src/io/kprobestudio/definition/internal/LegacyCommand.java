/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.internal.Placement.Answer;
import io.kprobestudio.definition.internal.Placement.Entry;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Commands as kernels from 3.5 to 4.19 read them (create_trace_probe and create_trace_kprobe in
 * kernel/trace/trace_kprobe.c): their reasons are lines of the kernel log.
 */
final class LegacyCommand {
    private static final int MOST_PENDING = 4096;

    private final Kernel kernel;
    private final Report report;
    private final Words words;
    private final Existing existing;
    private boolean returns;
    private boolean placeFine = true;
    /** Whether the probe is noted only, until its module comes. */
    private boolean waits;
    private @Nullable String symbol;
    private long offset;
    /** The offset as it is printed into a made-up name: as a signed word. */
    private long printed;
    private long address;
    private int maxactive;
    private boolean ignored;

    LegacyCommand(Kernel kernel, Report report, Words words, Existing existing) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
        this.existing = existing;
    }

    Outcome read() {
        byte[] head = words.bytes(0);
        if (head[0] != 'p' && head[0] != 'r' && head[0] != '-') {
            refuse(Errno.EINVAL, "Probe definition must be started with 'p', 'r' or '-'.", 0, 0, 1);
            return Outcome.NOTHING;
        }
        returns = head[0] == 'r';
        int nameAt = nameAt(head);
        String group = ProbeKind.KPROBE.defaultGroup();
        String event = null;
        boolean nameFine = true;
        if (nameAt >= 0) {
            int slash = Bytes.find(head, nameAt, head.length, '/');
            if (slash == nameAt) {
                refuse(Errno.EINVAL, "Group name is not specified", 0, nameAt, 1);
                nameFine = false;
            }
            group = slash < 0 ? group : Bytes.text(head, nameAt, slash);
            int at = slash < 0 ? nameAt : slash + 1;
            if (at == head.length) {
                refuse(Errno.EINVAL, "Event name is not specified", 0, at, 0);
                nameFine = false;
            }
            event = Bytes.text(head, at, head.length);
        }
        if (head[0] == '-') {
            return delete(group, event, nameFine);
        }
        if (words.count() < 2) {
            refuse(Errno.EINVAL, "Probe point is not specified.", 1, 0, 0);
            return Outcome.NOTHING;
        }
        place();
        if (ignored) {
            return Outcome.NOTHING;
        }
        boolean named = event != null;
        String name = event == null ? where().eventName(kernel, returns, printed) : event;
        if (nameFine && (!Ctype.isGoodName(name) || !Ctype.isGoodName(group))) {
            refuse(Errno.EINVAL, "Failed to allocate trace_probe.(-22)", named ? 0 : 1, named ? nameAt : 0,
                    named ? head.length - nameAt : words.length(1));
        }
        ProbeDefinition definition = new ProbeDefinition(returns ? ProbeKind.KRETPROBE : ProbeKind.KPROBE, group, name,
                named, where().point(), maxactive, arguments());
        boolean reached = !report.refused();
        if (reached && placeFine && existing.admits(definition)) {
            register();
        }
        int listed = kernel.has(Feature.MAXACTIVE_LISTED) && returns
                ? maxactive == 0 && !waits ? kernel.usualMaxactive() : maxactive : 0;
        return new Outcome(definition, null, listed, reached);
    }

    private void refuse(Errno errno, String line, int word, int at, int length) {
        report.logged(errno, prefixed("trace_kprobe: ", line), word, at, length);
    }

    private String prefixed(String prefix, String line) {
        return kernel.has(Feature.LOG_PREFIX) ? prefix + line : line;
    }

    private int nameAt(byte[] head) {
        if (!kernel.has(Feature.MAXACTIVE)) {
            return head.length > 1 && head[1] == ':' ? 2 : -1;
        }
        int colon = Bytes.find(head, 1, head.length, ':');
        int end = colon < 0 ? head.length : colon;
        if (returns && end > 1 && Ctype.isDigit(head[1])) {
            KernelNumber number = KernelNumber.unsigned(head, 1, end, 0, 32);
            if (!number.ok()) {
                refuse(number.error(), "Failed to parse maxactive.", 0, 1, end - 1);
            } else if ((int) number.value() > MOST_PENDING) {
                refuse(Errno.E2BIG, "Maxactive is too big (" + number.value() + " > " + MOST_PENDING + ").", 0, 1,
                        end - 1);
            } else {
                // What is negative as an int counts as not said.
                maxactive = Math.max(0, (int) number.value());
            }
        }
        return colon < 0 ? -1 : colon + 1;
    }

    private Outcome delete(String group, @Nullable String event, boolean fine) {
        if (event == null) {
            refuse(Errno.EINVAL, "Delete command needs an event name.", 0, 1, 0);
            return Outcome.NOTHING;
        }
        return fine ? new Outcome(null, new Outcome.Deletion(group, event, List.of()), 0, false) : Outcome.NOTHING;
    }

    private void refusePlace(Errno errno, String line) {
        refuse(errno, line, 1, 0, words.length(1));
        placeFine = false;
    }

    private void place() {
        byte[] place = words.bytes(1);
        KernelNumber number = KernelNumber.unsigned(place, 0, place.length, 0, kernel.wordBits());
        boolean addressFirst = kernel.has(Feature.ADDRESS_FIRST);
        if (addressFirst ? number.ok() : Ctype.isDigit(place[0])) {
            if (returns && !kernel.has(Feature.RETURN_AT_ENTRY)) {
                refusePlace(Errno.EINVAL, "Return probe point must be a symbol.");
            } else if (!number.ok()) {
                refusePlace(number.error(), "Failed to parse address.");
            }
            address = number.value();
            return;
        }
        boolean signed = kernel.has(Feature.SIGNED_OFFSET);
        int sign = signed ? Bytes.findEither(place, 0, place.length, '+', '-')
                : Bytes.find(place, 0, place.length, '+');
        symbol = Bytes.text(place, 0, sign < 0 ? place.length : sign);
        if (sign >= 0) {
            KernelNumber distance = signed ? KernelNumber.signed(place, sign, place.length, kernel.wordBits())
                    : KernelNumber.unsigned(place, sign + 1, place.length, 0, kernel.wordBits());
            if (!distance.ok()) {
                refusePlace(distance.error(),
                        addressFirst ? "Failed to parse either an address or a symbol." : "Failed to parse symbol.");
                return;
            }
            offset = distance.value();
            printed = kernel.wordBits() == 32 ? (int) offset : offset;
            if (signed && (offset < 0 || offset > 0xffffffffL)) {
                ignorePlace(
                        addressFirst ? "Failed to parse either an address or a symbol." : "Failed to parse symbol.");
                return;
            }
        }
        if (offset != 0 && returns) {
            if (!kernel.has(Feature.RETURN_AT_ENTRY)) {
                refusePlace(Errno.EINVAL, "Return probe must be used without offset.");
            } else if (refusesEntry(kernel.placement().entry(Bytes.text(place, 0, sign), offset))) {
                refusePlace(Errno.EINVAL, "Given offset is not valid for return probe.");
            }
        }
        // struct kprobe keeps it as an unsigned int.
        offset &= 0xffffffffL;
    }

    /**
     * Stable kernels that took over kprobe_on_func_entry's new answer, where 0 is yes, still read it as yes or no here:
     * they refuse what is an entry. What is none fails when it is registered.
     */
    private boolean refusesEntry(Entry at) {
        return kernel.has(Feature.LATE_MISSING) == (at == Entry.YES);
    }

    /** The kernel says that it failed, makes nothing, and returns success. */
    private void ignorePlace(String line) {
        ignored = !report.refused();
        if (ignored) {
            report.logLine(prefixed("trace_kprobe: ", line));
        }
        report.remark(Severity.WARNING, "nothing is made of this: " + line, 1, 0, words.length(1));
        placeFine = false;
    }

    private KprobePlace where() {
        return new KprobePlace(symbol, offset, address);
    }

    private List<FetchArgument> arguments() {
        List<FetchArgument> parsed = new ArrayList<>();
        for (int i = 0; i + 2 < words.count() && i < Arguments.MOST; i++) {
            byte[] text = words.bytes(i + 2);
            int equals = Bytes.find(text, 0, text.length, '=');
            String written = Bytes.text(text, 0, equals < 0 ? text.length : equals);
            String name = equals < 0 ? "arg" + (i + 1) : written;
            boolean fine = true;
            if (!Ctype.isGoodName(name)) {
                report.withFixes(Fixes.identifier(words.from(i + 2), name));
                refuse(Errno.EINVAL, "Invalid argument[" + i + "] name: " + name, i + 2, 0, Math.max(0, equals));
                fine = false;
            } else if (ArgumentParser.taken(name, parsed)) {
                refuse(Errno.EINVAL, "Argument[" + i + "] name '" + written + "' conflicts with another field.", i + 2,
                        0,
                        written.length());
                fine = false;
            }
            LegacyArgument argument = new LegacyArgument(kernel, report, text, i + 2, returns);
            Errno errno = argument.parse(equals + 1);
            if (errno != Errno.OK) {
                String line = "Parse error at argument[" + i + "]. (" + -errno.number() + ")";
                if (!argument.explained()) {
                    refuse(errno, line, i + 2, equals + 1, text.length - equals - 1);
                } else if (argument.explainedFirst()) {
                    report.logLine(prefixed("trace_kprobe: ", line));
                }
            } else if (fine) {
                parsed.add(new FetchArgument(name, equals >= 0, Bytes.text(text, equals + 1, text.length),
                        argument.typeName(), argument.type(), 0, argument.code().program(), words.from(i + 2),
                        text.length));
            }
        }
        return parsed;
    }

    /** What registering the probe says, or whether it is only noted for later. */
    private void register() {
        Placement placement = kernel.placement();
        String name = symbol;
        Answer answer = where().answer(placement);
        if (kernel.has(Feature.NOTRACE_REFUSED) && placement.untraceable(name, offset, address)) {
            refusePlace(Errno.EINVAL, "Could not probe notrace function " + (name == null ? "unknown" : name));
            return;
        }
        if (returns && kernel.has(Feature.RETURN_AT_ENTRY)) {
            answer = where().returning(placement, answer, kernel.has(Feature.LATE_MISSING));
        }
        if (answer == Answer.OPEN) {
            report.leaveOpen("only the machine's code tells whether an instruction begins there");
        }
        if (answer == Answer.OPEN || answer == Answer.FINE) {
            return;
        }
        Errno errno = answer == Answer.MISSING ? Errno.ENOENT : Errno.EINVAL;
        if (kernel.has(Feature.SILENT_REGISTRATION)) {
            if (errno == Errno.ENOENT && (name == null || placement.mayComeLater(name))) {
                report.logLine(prefixed("trace_kprobe: ",
                        "This probe might be able to register after target module is loaded. Continue."));
                waits = true;
                return;
            }
            report.withFixes(name == null ? List.of() : kernel.nearestSymbols(report.column(1, 0), name));
            report.silent(errno, "no probe can be put there", 1, 0,
                    words.length(1));
            return;
        }
        String line = "Could not insert probe at " + (name == null ? "unknown" : name) + "+"
                + Long.toUnsignedString(offset)
                + ": " + -errno.number();
        if (errno == Errno.ENOENT && name != null && name.indexOf(':') >= 0) {
            report.logLine(prefixed("trace_kprobe: ", line));
            report.logLine(prefixed("trace_kprobe: ", "This probe might be able to register after"
                    + (kernel.has(Feature.LOG_BLANK) ? " " : "") + "target module is loaded. Continue."));
            waits = true;
            return;
        }
        report.withFixes(name == null ? List.of() : kernel.nearestSymbols(report.column(1, 0), name));
        refusePlace(errno, line);
    }
}
