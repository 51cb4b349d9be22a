/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.FrameworkUtil;

/** Where the workbench keeps what must survive it: in the workspace. */
public final class StudioState {

    private StudioState() {
    }

    /** The folder of the registry's id and journal. */
    static StateFolder folder() {
        return new StateFolder(location().resolve("registry")); //$NON-NLS-1$
    }

    /** The folder of the indexes of kernels' debug information, which need not be there yet. */
    public static Path symbols() {
        return location().resolve("symbols"); //$NON-NLS-1$
    }

    /** The folder of what is read of kernels' source in repositories and tars, which need not be there yet. */
    public static Path sources() {
        return location().resolve("sources"); //$NON-NLS-1$
    }

    /**
     * The folder of recordings, made when it is not there.
     *
     * @throws TargetException when it cannot be made
     */
    static Path recordings() throws TargetException {
        Path folder = location().resolve("recordings"); //$NON-NLS-1$
        try {
            return Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new TargetException("the folder of recordings cannot be made: path=" + folder, unwritable); //$NON-NLS-1$
        }
    }

    private static Path location() {
        return Platform.getStateLocation(FrameworkUtil.getBundle(StudioState.class)).toPath();
    }
}
