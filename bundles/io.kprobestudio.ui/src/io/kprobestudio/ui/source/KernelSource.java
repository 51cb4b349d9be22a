/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourceTree;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.internal.StudioState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The debug information of the kernel that the preference page names. A service; thread-safe. The index of a file is kept in
 * the workspace by its build id.
 */
public final class KernelSource {

    /**
     * What was opened.
     *
     * @param file the file
     * @param changed when it was written last
     */
    private record Opened(Path file, FileTime changed, DebugInfo info) {
    }

    private final Object opening = new Object();
    private volatile @Nullable Opened opened;
    private volatile @Nullable Path loading;
    private volatile @Nullable SourceTree tree;

    /** Makes the service. Called by Declarative Services. */
    public KernelSource() {
        // nothing is opened before it is asked for
    }

    /**
     * The debug information, opened where it is not yet; waits, so that it belongs on a job's thread.
     *
     * @throws DebugInfoException when no file is named, or it cannot be read; says which
     */
    public DebugInfo debugInfo() throws DebugInfoException {
        Path file = SourceSettings.now().vmlinux().orElseThrow(() -> new DebugInfoException(Messages.Source_none));
        synchronized (opening) {
            try {
                FileTime changed = Files.getLastModifiedTime(file);
                Opened known = opened;
                if (known == null || !known.file.equals(file) || !known.changed.equals(changed)) {
                    known = new Opened(file, changed, DebugInfo.open(file, StudioState.symbols()));
                    opened = known;
                }
                return known.info;
            } catch (IOException unreadable) {
                throw new DebugInfoException(NLS.bind(Messages.Source_unreadable, file, unreadable.getMessage()),
                        unreadable);
            }
        }
    }

    /** The debug information where it is open already; else begins to open it, where a file is named. Any thread. */
    public Optional<DebugInfo> ready() {
        Optional<Path> file = SourceSettings.now().vmlinux();
        Opened known = opened;
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (known != null && known.file.equals(file.get())) {
            return Optional.of(known.info);
        }
        if (!file.get().equals(loading)) {
            loading = file.get();
            StudioJob.start(NLS.bind(Messages.Source_job, file.get()), progress -> {
                try {
                    debugInfo();
                } catch (DebugInfoException unreadable) {
                    // said to whoever asks for something; here nobody did
                    progress.report(String.valueOf(unreadable.getMessage()));
                }
            }, words -> {
            });
        }
        return Optional.empty();
    }

    /**
     * The file of this machine that the compiler saw elsewhere: of the source that the preference page names, else where the
     * compiler saw it. May run git or tar, so that it belongs on a job's thread.
     *
     * @param compiled the path that the compiler saw
     * @return nothing where it is not there
     * @throws DebugInfoException when the source that is named cannot be read; says why
     */
    public Optional<Path> file(String compiled) throws DebugInfoException {
        String named = SourceSettings.now().source().orElse("/"); //$NON-NLS-1$
        try {
            SourceTree known = tree;
            if (known == null || !known.toString().equals(named)) {
                known = SourceTree.of(named, StudioState.sources());
                tree = known;
            }
            return known.file(compiled);
        } catch (IOException unreadable) {
            throw new DebugInfoException(NLS.bind(Messages.Source_noSource, named, unreadable.getMessage()),
                    unreadable);
        }
    }

    /**
     * The source of an instruction: its own line first, then where that was inlined, outwards.
     *
     * @param symbol a function of the kernel's symbol table
     * @param offset bytes behind it
     * @throws DebugInfoException when the file does not know the function
     */
    public static List<SourceLocation> sourceOf(DebugInfo info, String symbol, long offset) throws DebugInfoException {
        long address = info.address(symbol)
                .orElseThrow(() -> new DebugInfoException(NLS.bind(Messages.Source_noFunction, symbol)));
        return info.sourceOf(address + offset);
    }
}
