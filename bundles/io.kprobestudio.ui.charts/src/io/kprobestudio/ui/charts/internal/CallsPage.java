/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.CallTree;
import io.kprobestudio.recording.rows.CallTree.Call;
import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.Studio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/** The stacks that were recorded behind a probe's events, as a tree and a flame graph, live and of an opened recording. */
final class CallsPage implements ChartView.ChartPage {

    /* Of io.kprobestudio.ui.probes. */
    private static final String OPEN_SOURCE = "io.kprobestudio.ui.probes.openSource"; //$NON-NLS-1$
    private static final String PLACE = "io.kprobestudio.ui.probes.place"; //$NON-NLS-1$
    private static final long PIECE = 1 << 16;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Studio studio;
    private final StudioActions actions;
    private final IViewSite site;
    private final Composite parent;
    private final ChoiceFrame frame;
    private final CallTable table;
    private final FlameChart flames;
    private final LatestWork work;
    private final Pause pause;
    private List<String> events = List.of();
    private Object source = ""; //$NON-NLS-1$
    private CallTree calls = new CallTree(0);
    private @Nullable Call shown;
    private boolean looking;

    CallsPage(Composite parent, StudioActions actions, IViewSite site) {
        this.parent = parent;
        this.actions = actions;
        this.site = site;
        studio = actions.studio();
        frame = new ChoiceFrame(parent, Messages.Calls_empty, Messages.Calls_emptyText, Messages.Calls_choice,
                this::draw);
        flames = new FlameChart(frame.parts(), this::choose, this::open);
        table = new CallTable(frame.parts(), flames::show, this::open);
        flames.control().moveAbove(table.control());
        frame.parts().setWeights(60, 40);
        pause = new Pause(parent, PAUSE, this::refresh);
        work = new LatestWork("kprobes stacks", parent, studio::setNotice); //$NON-NLS-1$
    }

    @Override
    public void refresh() {
        EventRows rows = studio.events();
        if (!rows.source().equals(source)) {
            source = rows.source();
            work.cancel();
            looking = false;
            pause.end();
            calls = new CallTree(rows.sequence().first());
            events = List.of();
            shown = null;
            frame.show(false);
        }
        look(rows.sequence());
    }

    private void look(EventSequence rows) {
        CallTree mine = calls;
        if (looking || mine.looked() >= rows.end()) {
            return;
        }
        if (!pause.isOver()) {
            pause.askLater();
            return;
        }
        looking = true;
        work.start(outdated -> {
            boolean more = true;
            while (more && !outdated.getAsBoolean()) {
                more = mine.advance(rows, PIECE);
            }
            List<String> found = mine.events();
            actions.gate().post(parent, () -> {
                if (calls == mine) {
                    looking = false;
                    pause.begin();
                    show(found);
                }
            });
        });
    }

    private void show(List<String> found) {
        if (found.isEmpty()) {
            return;
        }
        if (!events.equals(found)) {
            String before = events.isEmpty() ? "" : events.get(frame.chosen()); //$NON-NLS-1$
            events = found;
            frame.offer(found.stream().map(EventNames::shortName).toList(), Math.max(0, found.indexOf(before)));
        }
        frame.show(true);
        draw();
    }

    private void draw() {
        CallTree mine = calls;
        String event = events.get(frame.chosen());
        work.start(outdated -> {
            Call whole = mine.tree(event);
            // named as everywhere else in the window
            Call tree = new Call(EventNames.shortName(event), whole.place(), whole.hits(), whole.children());
            actions.gate().post(parent, () -> {
                if (calls == mine && !Objects.equals(tree, shown)) {
                    shown = tree;
                    frame.setSummary(NLS.bind(Messages.Calls_summary, HitTable.number(tree.hits())));
                    table.show(tree);
                }
            });
        });
    }

    /** Shows a function as wide as the picture, and selects it in the tree. */
    private void choose(Call call) {
        Call root = shown;
        if (root != null) {
            List<Call> way = CallTable.way(root, call);
            if (!way.isEmpty()) {
                table.select(way);
            }
        }
    }

    private void open(Call call) {
        if (call.place().isEmpty()) {
            return;
        }
        Command command = site.getService(ICommandService.class).getCommand(OPEN_SOURCE);
        try {
            site.getService(IHandlerService.class).executeCommand(
                    ParameterizedCommand.generateCommand(command, Map.of(PLACE, call.place())), null);
        } catch (CommandException failed) {
            ILog.of(CallsPage.class).error("the source does not open: place=" + call.place(), failed); //$NON-NLS-1$
        }
    }

    @Override
    public Control picture() {
        return frame.picture();
    }

    /** The stacks as flame graph programs read them: the functions from the outermost on, and how often. */
    @Override
    public List<String> csv() {
        List<String> lines = new ArrayList<>(List.of("stack,hits")); //$NON-NLS-1$
        Call root = shown;
        if (root != null) {
            root.children().forEach(child -> folded(child, "", lines)); //$NON-NLS-1$
        }
        return lines;
    }

    private static void folded(Call call, String before, List<String> lines) {
        String path = before + call.name();
        long own = call.hits() - call.children().stream().mapToLong(Call::hits).sum();
        if (own > 0) {
            lines.add(Csv.text(path) + "," + own); //$NON-NLS-1$
        }
        call.children().forEach(child -> folded(child, path + ";", lines)); //$NON-NLS-1$
    }

    @Override
    public void focus() {
        frame.focus();
    }
}
