/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.ProbePoint;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;

/** {@code e}: an event attached to another one (kernel/trace/trace_eprobe.c). */
final class EprobeCommand {
    private final Kernel kernel;
    private final Report report;
    private final Words words;
    private final Existing existing;

    EprobeCommand(Kernel kernel, Report report, Words words, Existing existing) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
        this.existing = existing;
    }

    Outcome read() {
        byte[] head = words.bytes(0);
        int colon = Bytes.find(head, 1, head.length, ':');
        EventName name = colon < 0 ? null : EventName.parse(kernel, report, head, 0, colon + 1, ProbeKind.EPROBE);
        byte[] attachedText = words.bytes(1);
        boolean madeOfAll = !kernel.has(Feature.OPTIONAL_EVENT_NAME);
        if (name == null && madeOfAll && !Ctype.isGoodName(EventName.madeUp(kernel, Bytes.text(attachedText)))) {
            report.silent(Errno.EINVAL, "the name made of the attached event is no identifier", 1, 0,
                    attachedText.length);
        }
        // Until 5.19 the kernel points into the first word for what is wrong with the second.
        int pointed = kernel.has(Feature.OPTIONAL_EVENT_NAME) ? 1 : 0;
        EventName attached = EventName.parse(kernel, report, attachedText, pointed, 0, ProbeKind.EPROBE);
        String system = attached.group();
        String target = attached.event();
        if (!attached.fine() || system == null || target == null) {
            if (kernel.has(Feature.OPTIONAL_EVENT_NAME)) {
                if (attached.fine()) {
                    report.error(Errno.EINVAL, ErrorText.NO_EVENT_INFO, 1, 0, attachedText.length);
                } else {
                    report.pointAgain(1, 0);
                }
            } else if (attached.fine()) {
                report.silent(Errno.EINVAL, ErrorText.NO_EVENT_INFO.words(kernel.dialect()), 1, 0, attachedText.length);
            }
            return Outcome.NOTHING;
        }
        String group = name == null ? null : name.group();
        String event = name == null ? null : name.event();
        boolean named = event != null;
        if (event == null) {
            event = madeOfAll ? EventName.madeUp(kernel, Bytes.text(attachedText)) : target;
        }
        int end = words.count();
        int filterAt = -1;
        for (int i = 2; i < words.count() && kernel.has(Feature.EVENT_FILTERS); i++) {
            if (words.text(i).equals("if")) {
                filterAt = i;
                end = i;
                break;
            }
        }
        if (kernel.has(Feature.ARGUMENT_COUNT_CHECKED) && end - 2 > Arguments.MOST) {
            new Arguments(kernel, report, words, new ArgumentContext(false, false, false, false, null, null))
                    .countWords(2, end);
        }
        EventLayout layout = attachable(system, target);
        if (layout == null) {
            if (kernel.has(Feature.OPTIONAL_EVENT_NAME)) {
                report.withFixes(Fixes.nearest(report.column(1, system.length() + 1), target,
                        kernel.description().events(system), "event"));
                report.error(Errno.ENODEV, ErrorText.BAD_ATTACH_EVENT, 1, 0, attachedText.length);
            } else {
                report.silent(Errno.ENODEV, ErrorText.BAD_ATTACH_EVENT.words(kernel.dialect()), 1, 0,
                        attachedText.length);
            }
            return Outcome.NOTHING;
        }
        String filter = null;
        if (filterAt >= 0) {
            filter = String.join(" ", Arguments.rest(words, filterAt + 1));
            if (filter.isEmpty()) {
                report.error(Errno.EINVAL, ErrorText.NO_EP_FILTER, filterAt + 1, 0, 0);
            } else if (!kernel.description().event(system, target).isEmpty()) {
                checkFilter(layout, filter, filterAt + 1);
            }
        }
        ArgumentContext context = new ArgumentContext(false, false, false, false, null, layout);
        List<FetchArgument> arguments = new Arguments(kernel, report, words, context).read(2, end);
        String eventGroup = group == null ? ProbeKind.EPROBE.defaultGroup() : group;
        ProbeDefinition definition = new ProbeDefinition(ProbeKind.EPROBE, eventGroup, event, named,
                new ProbePoint.AttachedEvent(system, target, filter), 0, arguments);
        boolean reached = !report.refused();
        existing.admits(definition);
        return new Outcome(definition, null, 0, reached);
    }

    private void checkFilter(EventLayout layout, String filter, int word) {
        try {
            EventFilter.check(kernel, layout, Bytes.of(filter));
        } catch (EventFilter.Fault fault) {
            report.errorIn(Errno.EINVAL, filter, String.valueOf(fault.getMessage()), fault.column(), word);
        }
    }

    private @Nullable EventLayout attachable(String system, String event) {
        if (system.equals("ftrace")) {
            return null;
        }
        Optional<EventLayout> layout = kernel.description().event(system, event);
        if (layout.isEmpty() && !kernel.description().eventsKnown()) {
            report.leaveOpen("the events of this kernel are not known");
            return new EventLayout(system, event, kernel.commonFields(), List.of(), 0, "");
        }
        return layout.isPresent() ? layout.get() : null;
    }
}
