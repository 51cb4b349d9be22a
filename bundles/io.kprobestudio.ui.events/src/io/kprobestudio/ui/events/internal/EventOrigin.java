/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.EventSources;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.source.KernelSource;
import io.kprobestudio.ui.source.SourceSettings;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PlatformUI;

/** Looks up, beside the UI thread, where in the source an event is and which variables its fields come from. UI thread only. */
final class EventOrigin {

    /**
     * What answers.
     *
     * @param settings the files that were named
     * @param definitions the probes that were known
     */
    private record Answering(SourceSettings settings, Set<String> definitions, EventSources sources) {
    }

    private final KernelSource source = Objects
            .requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class), "no service"); //$NON-NLS-1$
    private final Composite owner;
    private final StudioActions actions;
    private final LatestWork work;
    private volatile @Nullable Answering answering;

    /** @param owner nothing is told after its disposal */
    EventOrigin(Composite owner, StudioActions actions) {
        this.owner = owner;
        this.actions = actions;
        work = new LatestWork("source of an event", owner, actions.studio()::setNotice); //$NON-NLS-1$
    }

    /**
     * Looks up one in place of another; nothing is told where no debug information is named.
     *
     * @param told what is known, on the UI thread
     */
    void find(StoredEvent event, Consumer<EventSources.Said> told) {
        SourceSettings settings = SourceSettings.now();
        if (settings.vmlinux().isEmpty() && settings.modules().isEmpty()) {
            work.cancel();
            return;
        }
        Set<String> definitions = definitions(event, actions.studio());
        work.start(outdated -> {
            try {
                EventSources.Said said = sources(settings, definitions).of(event.kernelText());
                if (!outdated.getAsBoolean()) {
                    actions.gate().post(owner, () -> told.accept(said));
                }
            } catch (DebugInfoException unreadable) {
                throw new IOException(unreadable.getMessage(), unreadable);
            }
        });
    }

    /* Of a recording that was opened its own; of one that runs those of the target, which came later, too. */
    private static Set<String> definitions(StoredEvent event, Studio studio) {
        Set<String> definitions = new LinkedHashSet<>();
        event.decoder().metadata().probes().lines().forEach(definitions::add);
        studio.session().ifPresent(
                session -> session.probes().stream().map(ProbeInfo::definition).forEach(definitions::add));
        return definitions;
    }

    private EventSources sources(SourceSettings settings, Set<String> definitions) {
        Answering known = answering;
        if (known == null || !known.settings.equals(settings) || !known.definitions.equals(definitions)) {
            known = new Answering(settings, definitions, new EventSources(source::of, definitions));
            answering = known;
        }
        return known.sources;
    }
}
