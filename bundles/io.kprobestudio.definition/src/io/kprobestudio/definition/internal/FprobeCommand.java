/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.ProbePoint;
import java.util.List;

/** {@code f} and {@code t}: a function's entry or exit, and a tracepoint (kernel/trace/trace_fprobe.c). */
final class FprobeCommand {
    private static final int MOST_PENDING = 4096;

    private final Kernel kernel;
    private final Report report;
    private final Words words;
    private final Existing existing;
    private final boolean tracepoint;
    private boolean returns;
    private int maxactive;
    private int maxactiveEnd;

    FprobeCommand(Kernel kernel, Report report, Words words, Existing existing) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
        this.existing = existing;
        tracepoint = words.first(0) == 't';
    }

    Outcome read() {
        byte[] head = words.bytes(0);
        int nameAt = head(head);
        String symbol = symbol();
        if (maxactive != 0 && !returns) {
            report.error(Errno.EINVAL, ErrorText.BAD_MAXACT_TYPE, 0, 1, maxactiveEnd - 1);
        }
        ProbeKind kind = tracepoint ? ProbeKind.TPROBE : returns ? ProbeKind.FRETPROBE : ProbeKind.FPROBE;
        EventName name = nameAt < 0 ? null : EventName.parse(kernel, report, head, 0, nameAt, kind);
        String group = name == null ? null : name.group();
        String event = name == null ? null : name.event();
        boolean named = event != null;
        if (event == null) {
            boolean digit = !symbol.isEmpty() && Ctype.isDigit(symbol.charAt(0));
            event = EventName.madeUp(kernel,
                    tracepoint ? (digit ? "_" : "") + symbol : symbol + (returns ? "__exit" : "__entry"));
        }
        boolean known = !tracepoint || kernel.hasTracepoint(symbol);
        if (!known && !kernel.has(Feature.MODULE_TRACEPOINTS)) {
            report.error(Errno.EINVAL, ErrorText.NO_TRACEPOINT, 1, 0, words.length(1));
        }
        String function = tracepoint && known ? "__probestub_" + symbol : symbol;
        BtfFunction prototype = new BtfFunction(kernel.has(Feature.BTF_ARGUMENTS) ? kernel.btf() : null, function,
                tracepoint);
        ArgumentContext context = new ArgumentContext(returns, !returns, tracepoint, false, prototype, null);
        List<FetchArgument> arguments = new Arguments(kernel, report, words, context).read(2, words.count());
        ProbePoint point = tracepoint ? new ProbePoint.Tracepoint(symbol) : new ProbePoint.Symbol(null, symbol, 0);
        ProbeDefinition definition = new ProbeDefinition(kind, group == null ? kind.defaultGroup() : group, event,
                named,
                point, maxactive, arguments);
        boolean reached = !report.refused();
        register(definition, symbol);
        return new Outcome(definition, null, maxactive, reached);
    }

    /** What stands between the letter and the name; where the name begins, -1 if there is none. */
    private int head(byte[] head) {
        if (head.length < 2) {
            return -1;
        }
        if (kernel.has(Feature.FPROBE_WITHOUT_MAXACTIVE)) {
            if (head[1] != ':') {
                report.error(Errno.EINVAL, ErrorText.BAD_MAXACT, 0, 1, head.length - 1);
                int colon = Bytes.find(head, 1, head.length, ':');
                return colon < 0 ? -1 : colon + 1;
            }
            return 2;
        }
        int colon = Bytes.find(head, 1, head.length, ':');
        int end = colon < 0 ? head.length : colon;
        if (Ctype.isDigit(head[1])) {
            KernelNumber number = KernelNumber.unsigned(head, 1, end, 0, 32);
            if (end - 1 > EventName.MAX - 1 || !number.ok() || number.value() == 0) {
                report.error(Errno.EINVAL, ErrorText.BAD_MAXACT, 0, 1, end - 1);
            } else if (number.value() > MOST_PENDING) {
                report.error(Errno.EINVAL, ErrorText.MAXACT_TOO_BIG, 0, 1, end - 1);
            } else {
                maxactive = (int) number.value();
                maxactiveEnd = end;
            }
        }
        return colon < 0 ? -1 : colon + 1;
    }

    private String symbol() {
        byte[] place = words.bytes(1);
        int percent = Bytes.find(place, 0, place.length, '%');
        int end = percent < 0 ? place.length : percent;
        if (percent >= 0) {
            if (!tracepoint && Bytes.equal(place, percent, place.length, "%return")) {
                returns = true;
                return Bytes.text(place, 0, end);
            }
            report.error(Errno.EINVAL, ErrorText.BAD_ADDR_SUFFIX, 1, percent, place.length - percent);
        }
        if (tracepoint) {
            int at = 0;
            while (at < end && (Ctype.isAlnum(place[at]) || place[at] == '_')) {
                at++;
            }
            if (at < end) {
                report.error(Errno.EINVAL, ErrorText.BAD_TP_NAME, 1, at, 1);
            }
        }
        for (int i = 2; i < words.count() && !returns; i++) {
            int at = returnValue(words.bytes(i));
            if (at >= 0 && tracepoint) {
                report.error(Errno.EINVAL, ErrorText.RETVAL_ON_PROBE, i, at, "$retval".length());
                break;
            }
            returns = at >= 0;
        }
        return Bytes.text(place, 0, end);
    }

    /** Where the first {@code $retval} stands, if it is a word of its own; -1 if not. */
    private static int returnValue(byte[] text) {
        int length = "$retval".length();
        for (int i = 0; i + length <= text.length; i++) {
            if (Bytes.startsWith(text, i, text.length, "$retval")) {
                int behind = i + length < text.length ? text[i + length] : 0;
                return Ctype.isAlnum(behind) || behind == '_' ? -1 : i;
            }
        }
        return -1;
    }

    private void register(ProbeDefinition definition, String symbol) {
        if (!existing.admits(definition)) {
            return;
        }
        Errno symbols = kernel.has(Feature.FPROBE_REGISTERED_LATER) ? Errno.OK
                : kernel.placement().resolve(definition.arguments());
        boolean missing = !tracepoint && !kernel.placement().traceableByName(symbol);
        if (symbols == Errno.OK && missing) {
            report.withFixes(kernel.nearestSymbols(report.column(1, 0), symbol));
            symbols = Errno.ENOENT;
        }
        if (symbols != Errno.OK) {
            report.error(kernel.has(Feature.FPROBE_ALL_INVALID) ? Errno.EINVAL : symbols,
                    symbols == Errno.ENOENT ? ErrorText.BAD_PROBE_ADDR : ErrorText.FAIL_REG_PROBE, 1, 0,
                    words.length(1));
        }
    }
}
