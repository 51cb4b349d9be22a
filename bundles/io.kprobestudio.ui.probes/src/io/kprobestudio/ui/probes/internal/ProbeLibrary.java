/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.net.URL;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The sets that come with the suite: the files in the bundle's folder {@code library}, sorted by name. */
final class ProbeLibrary {

    private ProbeLibrary() {
    }

    /** All sets. */
    static List<LibrarySet> sets() {
        Bundle bundle = FrameworkUtil.getBundle(ProbeLibrary.class);
        @Nullable
        Enumeration<URL> found = bundle.findEntries("library", "*.kprobes", false); //$NON-NLS-1$ //$NON-NLS-2$
        if (found == null) {
            return List.of();
        }
        List<URL> files = new ArrayList<>(Collections.list(found));
        files.sort((one, other) -> one.getPath().compareTo(other.getPath()));
        List<LibrarySet> sets = new ArrayList<>();
        for (URL file : files) {
            try (InputStream stream = file.openStream()) {
                sets.add(LibrarySet.of(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1)));
            } catch (IOException unreadable) {
                ILog.of(ProbeLibrary.class).error("a probe set cannot be read: file=" + file, unreadable); //$NON-NLS-1$
            }
        }
        return List.copyOf(sets);
    }
}
