/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.source;

import io.kprobestudio.ui.StudioSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.Platform;

/**
 * What a user chose on the preference page of the kernel's source, as it stands when it is read.
 *
 * @param vmlinux the file with the kernel's debug information
 * @param source where the kernel's source is on this machine, as {@link io.kprobestudio.symbols.SourceTree} takes it
 * @param modules folders in which the kernel's modules with debug information are, at any depth
 */
public record SourceSettings(Optional<Path> vmlinux, Optional<String> source, List<Path> modules) {

    /** The key of {@link #vmlinux}, in {@link StudioSettings#NODE}; an empty text for none. */
    public static final String VMLINUX = "vmlinux"; //$NON-NLS-1$
    /** The key of {@link #source}; an empty text for none. */
    public static final String FOLDER = "sourceFolder"; //$NON-NLS-1$

    /** The key of {@link #modules}, parted as paths are; an empty text for none. */
    public static final String MODULES = "moduleFolders"; //$NON-NLS-1$

    /** Copies the list. */
    public SourceSettings {
        modules = List.copyOf(modules);
    }

    /** What holds now. Any thread. */
    public static SourceSettings now() {
        List<Path> modules = new ArrayList<>();
        text(MODULES).ifPresent(all -> {
            for (String each : all.split(File.pathSeparator)) {
                modules.add(Path.of(each));
            }
        });
        return new SourceSettings(text(VMLINUX).map(Path::of), text(FOLDER), modules);
    }

    private static Optional<String> text(String key) {
        String text = Platform.getPreferencesService().getString(StudioSettings.NODE, key, "", null).strip(); //$NON-NLS-1$
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
