/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.SuggestedTarget;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.internal.Messages;
import io.kprobestudio.ui.internal.RecordingFiles;
import io.kprobestudio.ui.internal.RememberedSecrets;
import io.kprobestudio.ui.session.AppliedProbes;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.session.TargetState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/**
 * What a user does in a window, each as a job that can be cancelled. A failure becomes the notice that the views show. A
 * service of the workbench window; UI thread only.
 */
public final class StudioActions {

    private static final String SIMULATED = "sim:"; //$NON-NLS-1$
    private static final String NAMED_TARGET = "kprobestudio.target"; //$NON-NLS-1$

    private final Studio studio;
    private final UiGate gate;
    private final Supplier<Shell> shell;
    private final ProbeHistory history;
    private boolean begun;

    /** Makes the actions of a window. */
    public StudioActions(Studio studio, UiGate gate, Supplier<Shell> shell) {
        this.studio = studio;
        this.gate = gate;
        this.shell = shell;
        history = new ProbeHistory(studio, PlatformUI.getWorkbench().getOperationSupport().getOperationHistory());
    }

    /** What was done to probes, to be taken back. */
    public ProbeHistory history() {
        return history;
    }

    /** What a job does with the selected target's session. */
    @FunctionalInterface
    public interface SessionWork {

        /** Works on the job's thread. */
        void run(TargetSession session, io.kprobestudio.target.Progress progress)
                throws TargetException, InterruptedException;
    }

    /** The targets and sessions. */
    public Studio studio() {
        return studio;
    }

    /** The way to the UI thread. */
    public UiGate gate() {
        return gate;
    }

    /** The window's shell. */
    public Shell shell() {
        return shell.get();
    }

    /**
     * Connects the target that the system property {@code kprobestudio.target} names, else the simulated one, when the
     * first view opens, so that there is something to work on at once.
     */
    public void begin() {
        if (!begun) {
            begun = true;
            String named = System.getProperty(NAMED_TARGET, SIMULATED);
            if (!named.equals(SIMULATED)) {
                connectNamed(named);
                return;
            }
            studio.targets().stream().filter(target -> target.address().toString().equals(SIMULATED)
                    && target.state() == TargetState.DISCONNECTED).forEach(target -> connect(target.address()));
        }
    }

    private void connectNamed(String named) {
        try {
            connect(studio.add(named));
        } catch (TargetException unreadable) {
            studio.setNotice(String.valueOf(unreadable.getMessage()));
        }
    }

    /** Connects a target. */
    public void connect(TargetAddress address) {
        start(address, NLS.bind(Messages.Connect_job, address),
                progress -> studio.connect(address, new DialogPrompter(gate, shell), progress));
    }

    /**
     * Replaces the host key that is known of a target, once the user saw both fingerprints and agreed. A target that could
     * not be connected for its key's sake is connected then.
     */
    public void renewHostKey(TargetAddress address) {
        boolean refused = studio.targets().stream()
                .anyMatch(target -> target.address().equals(address) && target.keyChanged());
        start(address, NLS.bind(Messages.Renew_job, address), progress -> {
            String done = studio.renewHostKey(address, new DialogPrompter(gate, shell), progress);
            gate.post(() -> {
                if (refused) {
                    connect(address);
                } else {
                    MessageDialog.openInformation(shell.get(), Messages.Renew_title, done);
                }
            });
        });
    }

    /**
     * Reads which targets the user's own configuration names.
     *
     * @param found gets those that are not known yet, on the UI thread
     */
    public void suggest(Consumer<List<SuggestedTarget>> found) {
        start(Messages.Suggest_job, progress -> {
            List<TargetAddress> known = studio.targets().stream().map(KnownTarget::address).toList();
            List<SuggestedTarget> suggestions = studio.suggestions().stream()
                    .filter(target -> !known.contains(target.address())).toList();
            gate.post(() -> found.accept(suggestions));
        });
    }

    /** Ends the session on a target. */
    public void disconnect(TargetAddress address) {
        start(NLS.bind(Messages.Disconnect_job, address), progress -> studio.disconnect(address));
    }

    /** Takes a target off the list. */
    public void remove(TargetAddress address) {
        start(NLS.bind(Messages.Disconnect_job, address), progress -> {
            studio.remove(address);
            new RememberedSecrets().forget(address);
        });
    }

    /**
     * Adds probes to the selected target.
     *
     * @param dangerous whether the user confirmed that they are
     */
    public void addProbes(List<String> lines, boolean enable, boolean dangerous) {
        change(Messages.Add_job, Messages.Undo_add, Messages.Undo_addMany,
                (session, progress) -> session.add(lines, enable, dangerous, progress));
    }

    /**
     * Puts another definition in a probe's place.
     *
     * @param dangerous whether the user confirmed that it is
     */
    public void replaceProbe(ProbeKey old, String line, boolean dangerous) {
        change(Messages.Replace_job, Messages.Undo_change, Messages.Undo_changeMany,
                (session, progress) -> session.replace(old, line, dangerous, progress));
    }

    /**
     * Connects a target where it is not, and makes it have probes as they are wanted.
     *
     * @param name what they are, for the Progress view
     * @param done gets what became of them, on the UI thread
     * @param failed gets the words of a failure, which the views show too, on the UI thread
     */
    public void applyProbes(String name, TargetAddress address, DesiredProbes wanted,
            BiConsumer<TargetAddress, AppliedProbes> done, Consumer<String> failed) {
        studio.setFailure(address, ""); //$NON-NLS-1$
        StudioJob.start(NLS.bind(Messages.Apply_job, name, address), progress -> {
            DialogPrompter prompter = new DialogPrompter(gate, shell);
            studio.connect(address, prompter, progress);
            TargetSession session = studio.session(address)
                    .orElseThrow(() -> new TargetException(NLS.bind(Messages.Not_connected, address)));
            history.keep(session, Messages.Undo_change, Messages.Undo_changeMany, () -> {
                AppliedProbes applied = session.apply(wanted, prompter, progress);
                gate.post(() -> done.accept(address, applied));
            });
        }, words -> {
            studio.setFailure(address, words);
            gate.post(() -> failed.accept(words));
        });
    }

    /** Removes probes of ours. */
    public void removeProbes(List<ProbeKey> keys) {
        change(Messages.Remove_job, Messages.Undo_remove, Messages.Undo_removeMany,
                (session, progress) -> session.remove(keys, progress));
    }

    /** Makes probes of others ours. */
    public void adoptProbes(List<ProbeKey> keys) {
        withSession(Messages.Adopt_job, (session, progress) -> session.adopt(keys, progress));
    }

    /** Enables or disables probes of ours. */
    public void enableProbes(List<ProbeKey> keys, boolean on) {
        change(on ? Messages.Enable_job : Messages.Disable_job, on ? Messages.Undo_enable : Messages.Undo_disable,
                on ? Messages.Undo_enableMany : Messages.Undo_disableMany,
                (session, progress) -> session.enable(keys, on, progress));
    }

    /** Connects the selected target where it is not, adds probes, enables them and records. */
    public void runProbes(String name, ProbeLines lines) {
        TargetAddress address = studio.selected();
        studio.show(null);
        start(address, NLS.bind(Messages.Run_job, name), progress -> {
            DialogPrompter prompter = new DialogPrompter(gate, shell);
            studio.connect(address, prompter, progress);
            TargetSession session = studio.session(address)
                    .orElseThrow(() -> new TargetException(NLS.bind(Messages.Not_connected, address)));
            List<String> definitions = lines.of(session);
            history.keep(session, Messages.Undo_add, Messages.Undo_addMany,
                    () -> session.run(definitions, prompter, progress));
        });
    }

    /** Definitions that depend on the target. */
    @FunctionalInterface
    public interface ProbeLines {

        /** The definitions for a target; called on a job's thread. */
        List<String> of(TargetSession session) throws TargetException;
    }

    /** Starts a recording on the selected target. */
    public void startRecording() {
        studio.show(null);
        withSession(Messages.Record_job, (session, progress) -> session.startRecording(progress));
    }

    /** Stops the recording on the selected target. */
    public void stopRecording() {
        withSession(Messages.Stop_job, (session, progress) -> session.stopRecording(progress));
    }

    /** The folder that recordings are saved in. */
    public String recordings() {
        return RecordingFiles.folder();
    }

    /** Reads a recording and shows it. */
    public void openRecording(Path path) {
        start(NLS.bind(Messages.Open_job, path.getFileName()),
                progress -> studio.show(RecordingFiles.open(path, progress)));
    }

    /** Reads recordings of several targets and shows them together. */
    public void openRecordings(List<Path> paths) {
        start(NLS.bind(Messages.Open_several, Integer.valueOf(paths.size())),
                progress -> studio.show(RecordingFiles.open(paths, progress)));
    }

    /** The selected probes that are ours. */
    public List<ProbeInfo> selectedProbes() {
        return selected().stream().filter(ProbeInfo::ours).toList();
    }

    /** The selected probes that others made. */
    public List<ProbeInfo> selectedForeign() {
        return selected().stream().filter(probe -> !probe.ours()).toList();
    }

    private List<ProbeInfo> selected() {
        List<ProbeKey> keys = studio.selectedProbes();
        List<ProbeInfo> found = new ArrayList<>();
        studio.session().ifPresent(session -> session.probes().stream()
                .filter(probe -> keys.contains(probe.key())).forEach(found::add));
        return found;
    }

    private void change(String name, String one, String many, SessionWork work) {
        withSession(name, (session, progress) -> history.keep(session, one, many, () -> work.run(session, progress)));
    }

    /** Does something with the selected target's session, in a job. */
    public void withSession(String name, SessionWork work) {
        Optional<TargetSession> session = studio.session();
        if (session.isEmpty()) {
            studio.setNotice(NLS.bind(Messages.Not_connected, studio.selected()));
            return;
        }
        start(session.get().address(), name, progress -> work.run(session.get(), progress));
    }

    private void start(TargetAddress address, String name, StudioJob.Work work) {
        studio.setFailure(address, ""); //$NON-NLS-1$
        StudioJob.start(name, work, words -> studio.setFailure(address, words));
    }

    private void start(String name, StudioJob.Work work) {
        studio.setNotice(""); //$NON-NLS-1$
        StudioJob.start(name, work, studio::setNotice);
    }
}
