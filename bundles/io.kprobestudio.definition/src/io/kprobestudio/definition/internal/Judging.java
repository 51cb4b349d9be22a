/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.Verdict;

/** Takes a line as the kernel takes it from a write, has it read, and does to the control file what it says. */
public final class Judging {
    /** WRITE_BUFSIZE in kernel/trace/trace.c, less the newline and the final zero. */
    private static final int LONGEST = 4094;

    private final Kernel kernel;
    private final byte[] line;
    private final ControlFile state;
    private final Words words;
    private final Report report;
    private final Existing existing;

    public Judging(Kernel kernel, byte[] line, ControlFile state) {
        this.kernel = kernel;
        this.line = line;
        this.state = state;
        int hash = Bytes.find(line, 0, line.length, '#');
        int zero = Bytes.find(line, 0, line.length, '\0');
        int end = hash < 0 ? line.length : hash;
        words = new Words(line, zero < 0 ? end : Math.min(zero, end));
        report = new Report(kernel.dialect(), words);
        existing = new Existing(kernel, report, words, state);
    }

    /** The verdict; an accepted line has changed the control file. */
    public Verdict judge() {
        Outcome outcome = read();
        ProbeDefinition definition = outcome.definition();
        Outcome.Deletion deletion = outcome.deletion();
        if (deletion != null && !report.refused()) {
            delete(deletion);
        }
        EventLayout layout = null;
        String format = null;
        if (definition != null) {
            boolean replaces = !kernel.has(Feature.APPEND) && outcome.reachedRegistration();
            ControlFile.Probe old = state.find(definition.group(), definition.event());
            if (replaces && old != null && report.errno() != Errno.EBUSY) {
                state.remove(old);
            }
            if (!report.refused()) {
                layout = Layouts.of(kernel, definition);
                ControlFile.Probe first = state.find(definition.group(), definition.event());
                int id = first == null ? state.takeId() : first.id();
                boolean hidden = ControlFile.isControl(definition.event()) && !kernel.has(Feature.DIRECTORY_FIRST);
                format = hidden ? null : layout.format(id);
                state.add(new ControlFile.Probe(definition, layout, id,
                        Listing.line(kernel, definition, outcome.listedMaxactive())));
            }
        }
        boolean accepted = !report.refused();
        if (definition != null) {
            new Hints(kernel, report, words).add(definition);
        }
        int caret = report.caret();
        return new Verdict(report.errno().number(), report.error(), caret, report.column(),
                report.log(), accepted && words.count() > 0 ? state.list() : null, format,
                accepted ? report.undecided() : null, report.problems(), report.command(), definition,
                layout);
    }

    private void delete(Outcome.Deletion deletion) {
        boolean kprobesOnly = kernel.dialect().control() == ControlFile.Name.KPROBE_EVENTS;
        boolean found = false;
        String group = deletion.group();
        for (ControlFile.Probe probe : group != null && !deletion.event().isEmpty()
                ? state.probes(group, deletion.event()) : state.probes()) {
            ProbeDefinition definition = probe.definition();
            boolean matches = (deletion.event().isEmpty() || deletion.event().equals(definition.event()))
                    && (deletion.group() == null || definition.group().equals(deletion.group()))
                    && (!kprobesOnly || Existing.sameFamily(definition.kind(), ProbeKind.KPROBE))
                    && Listing.matches(definition, deletion.rest(), kernel.wordBits());
            if (!matches) {
                continue;
            }
            found = true;
            if (state.isBusy(probe) && state.probes(definition.group(), definition.event()).size() == 1) {
                report.silent(Errno.EBUSY, "the event is in use", 0, 0, words.length(0));
                return;
            }
            state.remove(probe);
            if (!kernel.has(Feature.APPEND)) {
                break;
            }
        }
        if (!found) {
            String line = "Event " + deletion.group() + "/" + deletion.event() + " doesn't exist.";
            if (kernel.has(Feature.DYNAMIC_EVENTS)) {
                report.silent(Errno.ENOENT, "there is no such event", 0, 0, words.length(0));
            } else {
                report.logged(Errno.ENOENT, kernel.has(Feature.LOG_PREFIX) ? "trace_kprobe: " + line : line, 0, 0,
                        words.length(0));
            }
        }
    }

    private Outcome read() {
        boolean zero = kernel.has(Feature.ZERO_REFUSED) && Bytes.find(line, 0, line.length, '\0') >= 0;
        if (line.length > LONGEST || zero) {
            report.logged(Errno.EINVAL, "Line length is too long: Should be less than "
                    + (kernel.has(Feature.ZERO_REFUSED) ? LONGEST : LONGEST + 2)
                    + (kernel.has(Feature.LOG_BLANK) ? "" : "."), 0, 0, line.length);
            return Outcome.NOTHING;
        }
        if (words.count() == 0) {
            return Outcome.NOTHING;
        }
        if (!kernel.has(Feature.COMPILED_FETCH)) {
            return new LegacyCommand(kernel, report, words, existing).read();
        }
        char first = words.first(0);
        boolean dynamic = kernel.dialect().control() == ControlFile.Name.DYNAMIC_EVENTS;
        boolean begins = !kernel.has(Feature.RAW_COMMAND) || words.from(0) == 0;
        if ((first == '-' || dynamic && first == '!') && begins) {
            return new DeleteCommand(kernel, report, words).read();
        }
        if (words.count() >= 2) {
            if (first == 'p' || first == 'r') {
                KprobeCommand command = new KprobeCommand(kernel, report, words, existing);
                if (!command.isUserSpace()) {
                    return command.read();
                }
                if (dynamic && isFile(words.bytes(1))) {
                    report.error(Errno.ENOENT, ErrorText.FILE_NOT_FOUND, 1, 0, words.length(1));
                    return Outcome.NOTHING;
                }
            } else if (dynamic && first == 'e' && kernel.has(Feature.EVENT_PROBES)) {
                return new EprobeCommand(kernel, report, words, existing).read();
            } else if (dynamic && (first == 'f' && kernel.has(Feature.FUNCTION_PROBES)
                    || first == 't' && kernel.has(Feature.TRACEPOINT_PROBES))) {
                return new FprobeCommand(kernel, report, words, existing).read();
            }
        }
        if (dynamic && kernel.has(Feature.NO_KIND_WORDS)) {
            report.error(Errno.EINVAL, ErrorText.NO_DYNAMIC_EVENT, 0, 0, words.length(0));
        } else {
            boolean known = first == 'p' || first == 'r';
            report.silent(Errno.EINVAL, known && words.count() < 2 ? "the place is missing"
                    : "no such kind of definition here", 0, 0, words.length(0));
        }
        return Outcome.NOTHING;
    }

    /** A file's path with an offset. The file is on the target, where nobody here can look. */
    private static boolean isFile(byte[] place) {
        int colon = Bytes.findLast(place, 0, place.length, ':');
        return colon >= 0 && colon + 1 < place.length && Ctype.isDigit(place[colon + 1]);
    }
}
