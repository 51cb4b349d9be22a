/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.ProbeSet;
import io.kprobestudio.ui.session.RecordedBeside;
import io.kprobestudio.ui.session.RecordingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;

/**
 * The attributes of a launch configuration.
 *
 * @param target the target's address
 * @param file the probe file: a path in the workspace, or one of this machine
 * @param seconds how long, 0 for until the command ends or somebody stops it
 * @param beside what is recorded beside the probes
 * @param events other events, separated by blanks
 * @param bufferKb the size of each CPU's buffer in KiB, 0 for the kernel's choice
 * @param clock the clock, an empty text for the kernel's choice
 * @param command what the board's shell runs meanwhile, an empty text for nothing
 */
record RecordSettings(String target, String file, int seconds, RecordedBeside beside, String events, int bufferKb,
        String clock, String command) {

    /** The id of the launch configuration type. */
    static final String TYPE = "io.kprobestudio.ui.events.record"; //$NON-NLS-1$
    /** What a new configuration begins with. */
    static final RecordSettings DEFAULTS = new RecordSettings("sim:", "", 10, RecordedBeside.NOTHING, "", 0, "",
            ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$

    private static final String PREFIX = "io.kprobestudio.record."; //$NON-NLS-1$
    private static final String EVENT = "[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?"; //$NON-NLS-1$

    /** Reads a configuration. */
    static RecordSettings of(ILaunchConfiguration from) throws CoreException {
        return new RecordSettings(from.getAttribute(PREFIX + "target", DEFAULTS.target), //$NON-NLS-1$
                from.getAttribute(PREFIX + "file", DEFAULTS.file), //$NON-NLS-1$
                from.getAttribute(PREFIX + "seconds", DEFAULTS.seconds), //$NON-NLS-1$
                new RecordedBeside(from.getAttribute(PREFIX + "scheduling", false), //$NON-NLS-1$
                        from.getAttribute(PREFIX + "interrupts", false), from.getAttribute(PREFIX + "calls", false), //$NON-NLS-1$ //$NON-NLS-2$
                        from.getAttribute(PREFIX + "stacks", false), //$NON-NLS-1$
                        from.getAttribute(PREFIX + "stacksOf", Set.of())), //$NON-NLS-1$
                from.getAttribute(PREFIX + "events", DEFAULTS.events), //$NON-NLS-1$
                from.getAttribute(PREFIX + "bufferKb", 0), from.getAttribute(PREFIX + "clock", DEFAULTS.clock), //$NON-NLS-1$ //$NON-NLS-2$
                from.getAttribute(PREFIX + "command", DEFAULTS.command)); //$NON-NLS-1$
    }

    /** Writes into a configuration behind whose hits alone stacks are recorded, each as {@link StackTicks.Row} names it. */
    static void stacksOf(ILaunchConfigurationWorkingCopy into, Set<String> names) {
        into.setAttribute(PREFIX + "stacksOf", names); //$NON-NLS-1$
    }

    /** Writes them into a configuration, but for what {@link #stacksOf} writes. */
    void to(ILaunchConfigurationWorkingCopy into) {
        into.setAttribute(PREFIX + "target", target); //$NON-NLS-1$
        into.setAttribute(PREFIX + "file", file); //$NON-NLS-1$
        into.setAttribute(PREFIX + "seconds", seconds); //$NON-NLS-1$
        into.setAttribute(PREFIX + "scheduling", beside.scheduling()); //$NON-NLS-1$
        into.setAttribute(PREFIX + "interrupts", beside.interrupts()); //$NON-NLS-1$
        into.setAttribute(PREFIX + "calls", beside.calls()); //$NON-NLS-1$
        into.setAttribute(PREFIX + "stacks", beside.stacks()); //$NON-NLS-1$
        into.setAttribute(PREFIX + "events", events); //$NON-NLS-1$
        into.setAttribute(PREFIX + "bufferKb", bufferKb); //$NON-NLS-1$
        into.setAttribute(PREFIX + "clock", clock); //$NON-NLS-1$
        into.setAttribute(PREFIX + "command", command); //$NON-NLS-1$
    }

    /** The file on this machine. */
    private Path path() {
        IResource found = ResourcesPlugin.getWorkspace().getRoot().findMember(file);
        return found == null || found.getLocation() == null || found.getType() != IResource.FILE ? Path.of(file)
                : found.getLocation().toPath();
    }

    /** What keeps them from being run, null when nothing does. */
    @Nullable
    String complaint() {
        if (target.isBlank()) {
            return Messages.No_target;
        }
        if (file.isBlank()) {
            return Messages.No_file;
        }
        if (!Files.isRegularFile(path())) {
            return NLS.bind(Messages.File_missing, file);
        }
        return others().stream().filter(event -> !event.matches(EVENT)).findFirst()
                .map(event -> NLS.bind(Messages.Bad_event, event)).orElse(null);
    }

    private List<String> others() {
        return events.isBlank() ? List.of() : List.of(events.strip().split("\\s+")); //$NON-NLS-1$
    }

    private List<String> kernelEvents() {
        List<String> kernel = new ArrayList<>(beside.events());
        kernel.addAll(others());
        return kernel;
    }

    /** What can be ticked: the probes of the file, as far as it can be read, and single events of the kernel. */
    List<StackTicks.Row> rows() {
        List<StackTicks.Row> rows = new ArrayList<>();
        try {
            if (!file.isBlank() && Files.isRegularFile(path())) {
                ProbeSet.read(path()).probes().probes().stream().filter(DesiredProbe::enabled)
                        .forEach(probe -> rows.add(
                                new StackTicks.Row(RecordingPlan.name(probe), probe.definition().strip())));
            }
        } catch (IOException unreadable) {
            // said when it is launched
            rows.clear();
        }
        kernelEvents().stream().filter(event -> event.indexOf('/') > 0)
                .forEach(event -> rows.add(new StackTicks.Row(event, ""))); //$NON-NLS-1$
        return rows;
    }

    /** The recording that they ask for. */
    RecordingPlan plan() throws IOException {
        return new RecordingPlan(ProbeSet.read(path()).probes(), kernelEvents(), beside.stacks(), beside.stacksOf(),
                Duration.ofSeconds(seconds),
                bufferKb == 0 ? OptionalInt.empty() : OptionalInt.of(bufferKb),
                clock.isEmpty() ? Optional.empty() : Optional.of(clock), command);
    }
}
