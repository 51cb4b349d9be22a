/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.SuggestedTarget;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.session.TargetState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.eclipse.osgi.util.NLS;

/** What is done with several targets, which the user ticks in a list. UI thread only. */
public final class TargetChoice {

    private static final String HELP = "io.kprobestudio.ui.newTarget"; //$NON-NLS-1$
    private static final String HELP_SEVERAL = "io.kprobestudio.ui.several"; //$NON-NLS-1$

    private TargetChoice() {
    }

    /** Adds targets that the user's own configuration names, once it is read. */
    static void importTargets(StudioActions actions) {
        CheckListDialog.Words words = new CheckListDialog.Words(Messages.Import_title, Messages.Import_message,
                Messages.Import_none, Messages.Import_table, Messages.Import_import, HELP);
        actions.suggest(found -> actions.studio().addAll(new CheckListDialog<>(actions.shell(), words,
                SuggestedTarget.class, List.of(
                        new CheckListDialog.Column<>(Messages.Targets_target, target -> target.address().toString()),
                        new CheckListDialog.Column<>(Messages.Import_words, SuggestedTarget::words)))
                .choose(found, List.of()).stream().map(SuggestedTarget::address).toList()));
    }

    /** Makes other targets have the selected probes of ours, or all of ours where none is selected. */
    static void copyProbes(StudioActions actions) {
        Optional<TargetSession> session = actions.studio().session();
        if (session.isPresent()) {
            TargetAddress from = session.get().address();
            Map<ProbeKey, List<DesiredProbe>> ours = session.get().ours();
            List<ProbeKey> keys = actions.studio().selectedProbes().stream().filter(ours::containsKey).toList();
            DesiredProbes wanted = new DesiredProbes(ours.entrySet().stream()
                    .filter(probe -> keys.isEmpty() || keys.contains(probe.getKey()))
                    .flatMap(probe -> probe.getValue().stream()).toList());
            apply(actions, NLS.bind(Messages.Several_probesOf, from), wanted,
                    target -> !target.address().equals(from), (words, error) -> {
                        // the rows of the targets say what became of it
                    });
        }
    }

    /**
     * Makes targets that the user ticks have probes as they are wanted, all at the same time; those that are connected are
     * ticked. What one refuses is its last error, and does not concern the others.
     *
     * @param name what the probes are
     * @param offered which targets are listed
     * @param say gets what became of it, and whether one refused, each time that one is done
     */
    public static void apply(StudioActions actions, String name, DesiredProbes wanted, Predicate<KnownTarget> offered,
            BiConsumer<String, Boolean> say) {
        CheckListDialog.Words words = new CheckListDialog.Words(Messages.Several_title,
                NLS.bind(Messages.Several_message, name), Messages.Several_none, Messages.Targets_table,
                Messages.Several_apply, HELP_SEVERAL);
        List<KnownTarget> listed = actions.studio().targets().stream().filter(offered).toList();
        List<KnownTarget> chosen = new CheckListDialog<>(actions.shell(), words, KnownTarget.class, List.of(
                new CheckListDialog.Column<>(Messages.Targets_target, target -> target.address().toString()),
                new CheckListDialog.Column<>(Messages.Targets_state, TargetLabels::word))).choose(listed,
                        listed.stream().filter(target -> target.state() == TargetState.CONNECTED).toList());
        int[] done = new int[2];
        for (KnownTarget target : chosen) {
            Runnable tell = () -> say.accept(
                    NLS.bind(done[1] == 0 ? Messages.Several_done : Messages.Several_refused, new Object[]{ name,
                            Integer.valueOf(done[0]), Integer.valueOf(chosen.size()), Integer.valueOf(done[1]) }),
                    Boolean.valueOf(done[1] > 0));
            actions.applyProbes(name, target.address(), wanted, (address, applied) -> {
                done[0]++;
                tell.run();
            }, failure -> {
                done[1]++;
                tell.run();
            });
        }
    }
}
