/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.Subscription;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;
import org.eclipse.ui.services.IServiceLocator;

/** Variables for the conditions under which commands are enabled. */
public final class StudioVariables extends AbstractSourceProvider {

    private static final String TARGET = "io.kprobestudio.ui.target"; //$NON-NLS-1$
    private static final String REMOVABLE = "io.kprobestudio.ui.removable"; //$NON-NLS-1$
    private static final String RECORDING = "io.kprobestudio.ui.recording"; //$NON-NLS-1$
    private static final String PROBES = "io.kprobestudio.ui.probes"; //$NON-NLS-1$
    private static final String FOREIGN = "io.kprobestudio.ui.foreign"; //$NON-NLS-1$
    private static final String[] NAMES = { TARGET, REMOVABLE, RECORDING, PROBES, FOREIGN };

    private @Nullable StudioActions actions;
    private @Nullable Subscription subscription;
    private Map<String, String> values = Map.of(TARGET, "disconnected", REMOVABLE, "no", //$NON-NLS-1$ //$NON-NLS-2$
            RECORDING, "idle", PROBES, "none", FOREIGN, "none"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

    @Override
    @NonNullByDefault({})
    public void initialize(IServiceLocator locator) {
        StudioActions found = locator.getService(StudioActions.class);
        if (found != null) {
            actions = found;
            subscription = found.studio().subscribe(() -> found.gate().post(this::update));
            values = read(found);
        }
    }

    private void update() {
        StudioActions found = actions;
        if (found != null) {
            Map<String, String> now = read(found);
            if (!now.equals(values)) {
                values = now;
                fireSourceChanged(ISources.WORKBENCH, new HashMap<>(now));
            }
        }
    }

    private static Map<String, String> read(StudioActions actions) {
        Studio studio = actions.studio();
        Optional<KnownTarget> target = studio.targets().stream()
                .filter(known -> known.address().equals(studio.selected())).findFirst();
        RecordingStatus recording = studio.session().map(TargetSession::recording).orElse(RecordingStatus.NONE);
        return Map.of(
                TARGET, target.map(known -> known.state().name().toLowerCase(Locale.ROOT)).orElse("none"), //$NON-NLS-1$
                REMOVABLE, target.map(KnownTarget::removable).orElse(Boolean.FALSE) ? "yes" : "no", //$NON-NLS-1$ //$NON-NLS-2$
                RECORDING, recording.isActive() ? "active" : "idle", //$NON-NLS-1$ //$NON-NLS-2$
                PROBES, howMany(actions.selectedProbes()), FOREIGN, howMany(actions.selectedForeign()));
    }

    private static String howMany(List<ProbeInfo> probes) {
        return probes.isEmpty() ? "none" : probes.size() == 1 ? "one" : "many"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    @Override
    public Map<String, String> getCurrentState() {
        return values;
    }

    @Override
    public String[] getProvidedSourceNames() {
        return NAMES.clone();
    }

    @Override
    public void dispose() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
