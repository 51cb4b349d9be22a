/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.decoder.RecordingSummary;
import io.kprobestudio.ui.PropertiesPage;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.PlatformUI;

/** The properties of a recording. Made by the workbench. */
public final class RecordingProperties extends PropertiesPage {

    /** Made by the workbench. */
    public RecordingProperties() {
        super("io.kprobestudio.ui.events"); //$NON-NLS-1$
    }

    @Override
    protected Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        IResource recording = Adapters.adapt(getElement(), IResource.class);
        if (recording != null) {
            read(recording);
            RecordingFacts.known(recording).ifPresent(known -> {
                known.summary().ifPresent(summary -> add(facts, summary));
                facts.put(Messages.Facts_problem, known.problem());
            });
        }
        return facts;
    }

    /** Waits until it was read, in another thread; the dialog shows that it is busy. */
    private static void read(IResource recording) {
        if (RecordingFacts.known(recording).isPresent()) {
            return;
        }
        try {
            PlatformUI.getWorkbench().getProgressService().busyCursorWhile(monitor -> RecordingFacts.read(recording));
        } catch (InvocationTargetException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    private static void add(Map<String, String> facts, RecordingSummary summary) {
        facts.put(Messages.Facts_kernel, summary.kernel().release());
        facts.put(Messages.Facts_machine, summary.kernel().machine());
        facts.put(Messages.Facts_cpus, summary.cpus().stream()
                .map(cpu -> cpu.number() + " (" + FactsText.bytes(cpu.bytes()) + ")") //$NON-NLS-1$//$NON-NLS-2$
                .collect(Collectors.joining(", "))); //$NON-NLS-1$
        facts.put(Messages.Facts_instances, summary.instances().stream().filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "))); //$NON-NLS-1$
        facts.put(Messages.Facts_duration,
                summary.nanos() == RecordingSummary.UNKNOWN ? "" : FactsText.duration(summary)); //$NON-NLS-1$
        facts.put(Messages.Facts_events,
                summary.events() == RecordingSummary.UNKNOWN ? "" : FactsText.events(summary)); //$NON-NLS-1$
        facts.put(Messages.Facts_probes, String.join("\n", summary.probes())); //$NON-NLS-1$
    }
}
