/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.source;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.symbols.BtfInfo;
import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.ModuleFiles;
import io.kprobestudio.symbols.ProbeSource;
import io.kprobestudio.symbols.SourcePaths;
import io.kprobestudio.symbols.SourceTree;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.internal.StudioState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /**
     * A kernel's types.
     *
     * @param of the file, or the description of a target's kernel
     */
    private record Types(Object of, Optional<BtfInfo> info) {
    }

    /** How deep folders of modules are searched. */
    private static final int DEEPEST = 16;
    private static final int MOST_MODULES = 64;

    private final Object opening = new Object();
    private volatile @Nullable Opened opened;
    private volatile @Nullable Path loading;
    private volatile @Nullable Path withoutLines;
    private volatile @Nullable SourceTree tree;
    private volatile @Nullable Types types;
    private final Map<Path, Opened> modules = new ConcurrentHashMap<>();

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
            Opened known = open(file, opened);
            opened = known;
            return known.info;
        }
    }

    private static Opened open(Path file, @Nullable Opened known) throws DebugInfoException {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            return known != null && known.file.equals(file) && known.changed.equals(changed) ? known
                    : new Opened(file, changed, DebugInfo.open(file, StudioState.symbols()));
        } catch (IOException unreadable) {
            throw new DebugInfoException(NLS.bind(Messages.Source_unreadable, file, unreadable.getMessage()),
                    unreadable);
        }
    }

    /**
     * The debug information of a module, of the folders that the preference page names; waits, so that it belongs on a job's
     * thread.
     *
     * @param module the module's name as the kernel tells it; an empty text for the kernel itself, where a file is named
     * @return nothing where none of the folders has it
     * @throws DebugInfoException when it cannot be read; says why
     */
    public Optional<DebugInfo> of(String module) throws DebugInfoException {
        if (module.isEmpty()) {
            return SourceSettings.now().vmlinux().isEmpty() ? Optional.empty() : Optional.of(debugInfo());
        }
        for (Path folder : SourceSettings.now().modules()) {
            String any = module.replaceAll("[-_]", "[-_]"); //$NON-NLS-1$ //$NON-NLS-2$
            List<Path> found = files(folder, Pattern.compile(any + ModuleFiles.ENDING));
            if (!found.isEmpty()) {
                return Optional.of(opened(found.get(0)));
            }
        }
        return Optional.empty();
    }

    /**
     * A module.
     *
     * @param name its name as the kernel tells it
     * @param info its debug information
     */
    public record Module(String name, DebugInfo info) {
    }

    /**
     * The module that a file of the source belongs to, among the {@value #MOST_MODULES} nearest to it of each folder that the
     * preference page names; waits until they are read, so that it belongs on a job's thread.
     *
     * @param local the file's absolute path
     * @return nothing where none of them has code of the file
     * @throws DebugInfoException when a folder cannot be read
     */
    public Optional<Module> moduleOf(Path local) throws DebugInfoException {
        for (Path folder : SourceSettings.now().modules()) {
            List<Path> all = files(folder, Pattern.compile(".+" + ModuleFiles.ENDING)); //$NON-NLS-1$
            for (Path file : ModuleFiles.near(folder, all, local).stream().limit(MOST_MODULES).toList()) {
                try {
                    Module module = new Module(ModuleFiles.name(file), opened(file));
                    SourcePaths.compiled(module.info(), local);
                    return Optional.of(module);
                } catch (DebugInfoException otherSource) {
                    // without debug information, or of other files: the next one may be it
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    private DebugInfo opened(Path file) throws DebugInfoException {
        Opened now = open(file, modules.containsKey(file) ? modules.get(file) : null);
        modules.put(file, now);
        return now.info;
    }

    /* NAME.ko.debug before NAME.ko. */
    private static List<Path> files(Path folder, Pattern name) throws DebugInfoException {
        try (Stream<Path> files = Files.find(folder, DEEPEST,
                (file, attributes) -> name.matcher(String.valueOf(file.getFileName())).matches())) {
            return files.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::toString).reversed()).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new DebugInfoException(NLS.bind(Messages.Source_unreadable, folder, unreadable.getMessage()),
                    unreadable);
        }
    }

    /**
     * What tells where variables are: the debug information where it is open, else the types of the file that is named, else
     * those of a target's kernel. May read types, so that it belongs on a thread that may wait for a tenth of a second.
     *
     * @param kernel the target's kernel
     */
    public Optional<ProbeSource> variables(Description kernel) {
        Optional<DebugInfo> info = ready();
        if (info.isPresent()) {
            return Optional.of(info.get());
        }
        Path file = withoutLines;
        boolean isNamed = file != null && SourceSettings.now().vmlinux().filter(file::equals).isPresent();
        Object of = file != null && isNamed ? file : kernel;
        Types known = types;
        if (known == null || !known.of.equals(of)) {
            known = new Types(of, file != null && isNamed
                    ? types(file, kernel.architecture().orElse(Architecture.ARM)) : BtfInfo.of(kernel));
            types = known;
        }
        return known.info.isPresent() ? Optional.of(known.info.get()) : Optional.empty();
    }

    private static Optional<BtfInfo> types(Path file, Architecture architecture) {
        try {
            return Optional.of(BtfInfo.open(file, Optional.empty(), architecture));
        } catch (IOException | DebugInfoException noTypes) {
            // that the file has no debug information was said
            return Optional.empty();
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
                    withoutLines = file.get();
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
}
