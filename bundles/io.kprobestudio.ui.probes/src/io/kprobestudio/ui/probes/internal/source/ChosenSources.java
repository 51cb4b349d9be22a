/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.ProbeSource;
import io.kprobestudio.ui.probes.internal.editor.JudgeChoice;
import io.kprobestudio.ui.source.KernelSource;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.ui.PlatformUI;

/**
 * What knows the variables of the kernel that a definition is written for: its debug information where that is read, else the types
 * of the file that is named, else those of the chosen target's kernel. Any thread; may read a module's file.
 */
final class ChosenSources implements SourceText.Sources {

    private final KernelSource source = Objects
            .requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class), "no service"); //$NON-NLS-1$
    private final JudgeChoice choice = JudgeChoice.ofWorkbench();

    @Override
    public Optional<? extends ProbeSource> of(String module) throws DebugInfoException {
        return module.isEmpty() ? source.variables(choice.now().judge().description()) : source.of(module);
    }
}
