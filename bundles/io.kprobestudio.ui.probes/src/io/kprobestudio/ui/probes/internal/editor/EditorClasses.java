/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Loads what the first text editor needs, before one is opened: some thousand classes of the platform, which otherwise are loaded
 * and verified on the UI thread while the user waits. Nothing of them runs yet: what is static is still set up by who uses it
 * first.
 */
public final class EditorClasses extends Job {

    private static final long AFTER_MILLIS = 500;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    /* By bundle, the packages that an editor is made of. */
    private static final List<List<String>> PACKAGES = List.of(
            List.of("org.eclipse.jface.text", "/org/eclipse/jface/text"), //$NON-NLS-1$ //$NON-NLS-2$
            List.of("org.eclipse.text", "/org/eclipse/jface/text", "/org/eclipse/text/edits"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            List.of("org.eclipse.core.filebuffers", "/org/eclipse/core"), //$NON-NLS-1$ //$NON-NLS-2$
            List.of("org.eclipse.ui.workbench.texteditor", "/org/eclipse/ui/texteditor", //$NON-NLS-1$ //$NON-NLS-2$
                    "/org/eclipse/ui/internal/texteditor"), //$NON-NLS-1$
            List.of("org.eclipse.ui.editors", "/org/eclipse/ui"), //$NON-NLS-1$ //$NON-NLS-2$
            List.of("org.eclipse.ui.genericeditor", "/org/eclipse/ui/internal/genericeditor"), //$NON-NLS-1$ //$NON-NLS-2$
            List.of("io.kprobestudio.ui.probes", "/io/kprobestudio/ui/probes/internal/editor")); //$NON-NLS-1$ //$NON-NLS-2$

    private EditorClasses() {
        super("kprobes editor classes"); //$NON-NLS-1$
        setSystem(true);
        setPriority(LONG);
    }

    /** Loads them a little later, where that was not begun yet. */
    public static void preload() {
        if (BEGUN.compareAndSet(false, true)) {
            new EditorClasses().schedule(AFTER_MILLIS);
        }
    }

    @Override
    @NonNullByDefault({})
    protected IStatus run(IProgressMonitor monitor) {
        for (List<String> names : PACKAGES) {
            Bundle bundle = Platform.getBundle(names.get(0));
            BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
            for (String folder : names.subList(1, names.size())) {
                if (wiring == null || monitor.isCanceled()) {
                    return Status.OK_STATUS;
                }
                Collection<String> files = wiring.listResources(folder, "*.class", //$NON-NLS-1$
                        BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE);
                files.forEach(file -> load(wiring.getClassLoader(), file));
            }
        }
        return Status.OK_STATUS;
    }

    private static void load(ClassLoader loader, String file) {
        try {
            // to ask for its constructors verifies the class, without running anything of it
            Class.forName(file.substring(0, file.lastIndexOf('.')).replace('/', '.'), false, loader)
                    .getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError optional) {
            // one that needs a bundle which is not there: no editor needs it then
        }
    }
}
