/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;

/** The handlers of the commands on targets and probes, one nested class each, named in {@code plugin.xml}. */
public final class Handlers {

    /** So many events are named in a question. */
    private static final int MOST_NAMED = 20;

    private Handlers() {
    }

    /** Connects the selected target. */
    public static final class Connect extends StudioHandler {

        /** Made by the workbench. */
        public Connect() {
            super(actions -> actions.connect(actions.studio().selected()));
        }
    }

    /** Disconnects the selected target. */
    public static final class Disconnect extends StudioHandler {

        /** Made by the workbench. */
        public Disconnect() {
            super(actions -> actions.disconnect(actions.studio().selected()));
        }
    }

    /** Asks for a target and adds it. */
    public static final class AddTarget extends StudioHandler {

        /** Made by the workbench. */
        public AddTarget() {
            super(NewTargetWizard::open);
        }
    }

    /** Adds targets that the user's own configuration names. */
    public static final class ImportTargets extends StudioHandler {

        /** Made by the workbench. */
        public ImportTargets() {
            super(TargetChoice::importTargets);
        }
    }

    /** Takes the selected target off the list. */
    public static final class RemoveTarget extends StudioHandler {

        /** Made by the workbench. */
        public RemoveTarget() {
            super(actions -> {
                if (MessageDialog.openConfirm(actions.shell(), Messages.RemoveTarget_title,
                        NLS.bind(Messages.RemoveTarget_question, actions.studio().selected()))) {
                    actions.remove(actions.studio().selected());
                }
            });
        }
    }

    /** Replaces the host key that is known of the selected target. */
    public static final class RenewHostKey extends StudioHandler {

        /** Made by the workbench. */
        public RenewHostKey() {
            super(actions -> actions.renewHostKey(actions.studio().selected()));
        }
    }

    /** Says whether the selected target is ready. */
    public static final class Doctor extends StudioHandler {

        /** Made by the workbench. */
        public Doctor() {
            super(actions -> new DoctorDialog(actions).open());
        }
    }

    /** Asks for a probe and adds it. */
    public static final class NewProbe extends StudioHandler {

        /** Made by the workbench. */
        public NewProbe() {
            super(ProbeDialog::add);
        }
    }

    /** Asks for another definition of the selected probe. */
    public static final class EditProbe extends StudioHandler {

        /** Made by the workbench. */
        public EditProbe() {
            super(ProbeDialog::edit);
        }
    }

    /** Removes the selected probes. */
    public static final class RemoveProbes extends StudioHandler {

        /** Made by the workbench. */
        public RemoveProbes() {
            super(actions -> actions.removeProbes(keys(actions)));
        }
    }

    /** Makes the selected probes of others ours, once the user has agreed to each by name. */
    public static final class AdoptProbes extends StudioHandler {

        /** Made by the workbench. */
        public AdoptProbes() {
            super(actions -> {
                List<ProbeKey> foreign = actions.selectedForeign().stream().map(ProbeInfo::key).toList();
                if (!foreign.isEmpty() && MessageDialog.openConfirm(actions.shell(), Messages.Adopt_title,
                        NLS.bind(Messages.Adopt_question, named(foreign)))) {
                    actions.adoptProbes(foreign);
                }
            });
        }

        private static String named(List<ProbeKey> keys) {
            String first = keys.stream().limit(MOST_NAMED).map(ProbeKey::toString).collect(Collectors.joining("\n")); //$NON-NLS-1$
            return keys.size() <= MOST_NAMED ? first
                    : NLS.bind(Messages.Adopt_more, first, Integer.valueOf(keys.size() - MOST_NAMED));
        }
    }

    /** Makes other targets have the selected probes, or all of ours where none is selected. */
    public static final class CopyProbes extends StudioHandler {

        /** Made by the workbench. */
        public CopyProbes() {
            super(TargetChoice::copyProbes);
        }
    }

    /** Enables the selected probes, or all where none is selected. */
    public static final class EnableProbes extends StudioHandler {

        /** Made by the workbench. */
        public EnableProbes() {
            super(actions -> actions.enableProbes(keysOrAll(actions), true));
        }
    }

    /** Disables the selected probes, or all where none is selected. */
    public static final class DisableProbes extends StudioHandler {

        /** Made by the workbench. */
        public DisableProbes() {
            super(actions -> actions.enableProbes(keysOrAll(actions), false));
        }
    }

    /** Records stacks behind the hits of the selected probes from now on, or no more where it does so behind all of them. */
    public static final class RecordStacks extends StudioHandler {

        /** Made by the workbench. */
        public RecordStacks() {
            super(actions -> {
                boolean on = !actions.selectedProbes().stream().allMatch(ProbeInfo::stack);
                actions.studio().session().ifPresent(session -> session.recordStacks(keys(actions), on));
            });
        }
    }

    private static List<ProbeKey> keys(StudioActions actions) {
        return actions.selectedProbes().stream().map(ProbeInfo::key).toList();
    }

    private static List<ProbeKey> keysOrAll(StudioActions actions) {
        List<ProbeKey> selected = keys(actions);
        return selected.isEmpty() ? actions.studio().session().map(session -> session.probes().stream()
                .filter(ProbeInfo::ours).map(ProbeInfo::key).toList()).orElse(List.of()) : selected;
    }
}
