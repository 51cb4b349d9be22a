/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.internal.Placement.Answer;
import io.kprobestudio.definition.internal.Placement.Entry;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * {@code p} and {@code r} as kernels from 4.20 on read them (trace_kprobe_create in kernel/trace/trace_kprobe.c), in
 * their order: number of pending returns, place, name, arguments, and then what registering the probe says.
 */
final class KprobeCommand {
    private static final int MOST_PENDING = 4096;

    private final Kernel kernel;
    private final Report report;
    private final Words words;
    private final Existing existing;
    private boolean returns;
    private boolean returnFlag;
    private boolean entry;
    private boolean placeFine = true;
    /** Whether the probe is noted only, until its module comes. */
    private boolean waits;
    private @Nullable String symbol;
    private long offset;
    private long address;

    KprobeCommand(Kernel kernel, Report report, Words words, Existing existing) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
        this.existing = existing;
    }

    /** Whether the place is one of a user space probe, which is none of ours. */
    boolean isUserSpace() {
        byte[] place = words.bytes(1);
        return !KernelNumber.unsigned(place, 0, place.length, 0, kernel.wordBits()).ok()
                && Bytes.find(place, 0, place.length, '/') >= 0 && Bytes.find(place, 0, place.length, ':') >= 0;
    }

    Outcome read() {
        byte[] head = words.bytes(0);
        returns = head[0] == 'r';
        returnFlag = returns && !kernel.has(Feature.RETURN_SUFFIX);
        int colon = Bytes.find(head, 1, head.length, ':');
        int maxactive = maxactive(head, colon < 0 ? head.length : colon);
        place();
        EventName name = colon < 0 ? null : EventName.parse(kernel, report, head, 0, colon + 1, ProbeKind.KPROBE);
        String event = name == null ? null : name.event();
        String group = name == null || name.group() == null ? ProbeKind.KPROBE.defaultGroup() : name.group();
        boolean named = event != null;
        if (event == null) {
            event = where().eventName(kernel, returns, offset);
        }
        BtfFunction function = new BtfFunction(kernel.has(Feature.BTF_ARGUMENTS) ? kernel.btf() : null, symbol, false);
        ArgumentContext context = new ArgumentContext(returnFlag, entry, false, true, function, null);
        Arguments arguments = new Arguments(kernel, report, words, context);
        List<FetchArgument> parsed = arguments.read(2, words.count());
        nameIsGood(group, event, named);
        ProbeDefinition definition = new ProbeDefinition(returns ? ProbeKind.KRETPROBE : ProbeKind.KPROBE,
                group == null ? "" : group, event, named, where().point(), maxactive, parsed);
        boolean reached = !report.refused();
        if (placeFine && existing.admits(definition)) {
            register(definition);
        }
        int listed = maxactive == 0 && !waits ? kernel.usualMaxactive() : maxactive;
        return new Outcome(definition, null, returns && kernel.has(Feature.MAXACTIVE_LISTED) ? listed : 0, reached);
    }

    /** Until 5.3 a made-up name that is no identifier is refused without a word. */
    private void nameIsGood(@Nullable String group, String event, boolean named) {
        if (!named && !Ctype.isGoodName(event) && !kernel.has(Feature.APPEND)) {
            report.silent(Errno.EINVAL, "the name made of the place is no identifier: event=" + event, 1, 0,
                    words.length(1));
        }
    }

    private int maxactive(byte[] head, int end) {
        if (head.length < 2 || !Ctype.isDigit(head[1])) {
            return 0;
        }
        if (!returns) {
            report.error(Errno.EINVAL, ErrorText.BAD_MAXACT_TYPE, 0, 1, end - 1);
            return 0;
        }
        KernelNumber number = KernelNumber.unsigned(head, 1, end, 0, 32);
        if (end - 1 > EventName.MAX - 1 || !number.ok() || number.value() == 0) {
            report.error(Errno.EINVAL, ErrorText.BAD_MAXACT, 0, 1, end - 1);
            return 0;
        }
        if ((int) number.value() > MOST_PENDING) {
            report.error(Errno.EINVAL, ErrorText.MAXACT_TOO_BIG, 0, 1, end - 1);
            return 0;
        }
        // What is negative as an int counts as not said.
        return Math.max(0, (int) number.value());
    }

    private void refusePlace(Errno errno, ErrorText error, int at) {
        report.error(errno, error, 1, at, words.length(1) - at);
        placeFine = false;
    }

    private void place() {
        byte[] place = words.bytes(1);
        KernelNumber number = KernelNumber.unsigned(place, 0, place.length, 0, kernel.wordBits());
        if (number.ok()) {
            address = number.value();
            return;
        }
        int end = place.length;
        int percent = kernel.has(Feature.RETURN_SUFFIX) ? Bytes.find(place, 0, end, '%') : -1;
        if (percent >= 0) {
            if (Bytes.equal(place, percent, end, "%return")) {
                returns = true;
            } else {
                refusePlace(Errno.EINVAL, ErrorText.BAD_ADDR_SUFFIX, percent);
            }
            end = percent;
        }
        int sign = Bytes.findEither(place, 0, end, '+', '-');
        String name = Bytes.text(place, 0, sign < 0 ? end : sign);
        symbol = name;
        if (sign >= 0) {
            KernelNumber distance = KernelNumber.signed(place, sign, end, kernel.wordBits());
            if (!distance.ok() || distance.value() < 0 || distance.value() > 0xffffffffL) {
                refusePlace(Errno.EINVAL, ErrorText.BAD_PROBE_ADDR, 0);
                return;
            }
            offset = distance.value();
        }
        if (returns) {
            returnFlag = true;
        }
        checkSymbol(name);
    }

    private void checkSymbol(String name) {
        Placement placement = kernel.placement();
        boolean early = kernel.has(Feature.PLACE_VALIDATED);
        if (early && !unique(name, Errno.EINVAL, Errno.EINVAL)) {
            return;
        }
        Entry at = placement.entry(name, offset);
        if (at == Entry.YES && (!returns || !kernel.has(Feature.RETURN_ARGUMENTS))) {
            entry = true;
        }
        boolean notEntry = kernel.has(Feature.LATE_MISSING) ? returns && at == Entry.NO
                : returns && offset != 0 && at != Entry.YES;
        if (notEntry) {
            refusePlace(Errno.EINVAL, ErrorText.BAD_RETPROBE, 0);
            return;
        }
        if (!early && kernel.has(Feature.UNIQUE_SYMBOL) && name.indexOf(':') < 0) {
            unique(name, Errno.EADDRNOTAVAIL, Errno.ENOENT);
        }
    }

    private boolean unique(String name, Errno several, Errno none) {
        int count = kernel.placement().count(name);
        if (count > 1) {
            refusePlace(several, ErrorText.NON_UNIQ_SYMBOL, 0);
        } else if (count == 0) {
            report.withFixes(kernel.nearestSymbols(report.column(1, 0), name));
            refusePlace(none, ErrorText.BAD_PROBE_ADDR, 0);
        }
        return count == 1;
    }

    private KprobePlace where() {
        return new KprobePlace(symbol, offset, address);
    }

    /** What registering the probe says, or whether it is only noted for later. */
    private void register(ProbeDefinition definition) {
        Placement placement = kernel.placement();
        String name = symbol;
        Answer answer = where().answer(placement);
        boolean later = name == null || placement.mayComeLater(name);
        if (placement.untraceable(name, offset, address)) {
            fail(Errno.EINVAL, ErrorText.FAIL_REG_PROBE);
            return;
        }
        Errno symbols = placement.resolve(definition.arguments());
        if (symbols == Errno.ENOENT && later) {
            waits = true;
            return;
        }
        if (symbols != Errno.OK) {
            fail(symbols, symbols == Errno.ENOENT ? ErrorText.BAD_PROBE_ADDR : ErrorText.FAIL_REG_PROBE);
            return;
        }
        if (returns) {
            answer = where().returning(placement, answer, kernel.has(Feature.LATE_MISSING));
        }
        if (name == null && address == 0) {
            answer = Answer.REFUSED;
        }
        if (answer == Answer.MISSING && later) {
            waits = true;
        } else if (answer == Answer.MISSING) {
            report.withFixes(kernel.nearestSymbols(report.column(1, 0), String.valueOf(name)));
            fail(Errno.ENOENT, ErrorText.BAD_PROBE_ADDR);
        } else if (answer == Answer.REFUSED) {
            fail(Errno.EINVAL, ErrorText.FAIL_REG_PROBE);
        } else if (answer == Answer.OPEN) {
            report.leaveOpen("only the machine's code tells whether an instruction begins there");
        }
    }

    private void fail(Errno errno, ErrorText error) {
        report.error(errno, error, 1, 0, words.length(1));
    }
}
