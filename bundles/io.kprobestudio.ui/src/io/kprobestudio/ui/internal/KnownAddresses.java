/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** The addresses that the user knows, kept in the workspace. */
public final class KnownAddresses {

    private static final String NODE = "io.kprobestudio.ui"; //$NON-NLS-1$
    private static final String KEY = "targets"; //$NON-NLS-1$
    private static final List<String> ALWAYS = List.of("sim:", "local:"); //$NON-NLS-1$ //$NON-NLS-2$

    /** The addresses, those that are always there first. */
    public List<TargetAddress> load() {
        Set<TargetAddress> addresses = new LinkedHashSet<>();
        List<String> texts = new ArrayList<>(ALWAYS);
        texts.addAll(preferences().get(KEY, "").lines().toList()); //$NON-NLS-1$
        for (String text : texts) {
            try {
                addresses.add(TargetAddress.parse(text));
            } catch (TargetException unreadable) {
                ILog.of(KnownAddresses.class).warn("a saved target was left out: " + unreadable.getMessage()); //$NON-NLS-1$
            }
        }
        return List.copyOf(addresses);
    }

    /** Keeps the addresses. */
    public void save(List<TargetAddress> addresses) {
        IEclipsePreferences preferences = preferences();
        preferences.put(KEY, String.join("\n", addresses.stream().filter(this::isRemovable) //$NON-NLS-1$
                .map(TargetAddress::toString).toList()));
        try {
            preferences.flush();
        } catch (BackingStoreException failed) {
            ILog.of(KnownAddresses.class).warn("the known targets could not be saved", failed); //$NON-NLS-1$
        }
    }

    /** Whether the user may remove an address. */
    public boolean isRemovable(TargetAddress address) {
        return !ALWAYS.contains(address.toString());
    }

    private static IEclipsePreferences preferences() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }
}
