/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;

/** The suite's own pictures, kept as long as a control lives. */
public final class Images {

    private static final String BUNDLE = "io.kprobestudio.ui"; //$NON-NLS-1$

    private final LocalResourceManager resources;

    /** Makes a store whose pictures are freed with the control. */
    public Images(Control owner) {
        resources = new LocalResourceManager(JFaceResources.getResources(), owner);
    }

    /** The picture of that name, such as {@code probe}. */
    public Image get(String name) {
        return resources.create(descriptor(name));
    }

    /** The descriptor of a picture. */
    public static ImageDescriptor descriptor(String name) {
        return ResourceLocator.imageDescriptorFromBundle(BUNDLE, "icons/" + name + ".svg") //$NON-NLS-1$ //$NON-NLS-2$
                .orElseGet(ImageDescriptor::getMissingImageDescriptor);
    }
}
