/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.session.TargetState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/** What the tests do with the suite's views and commands. On the UI thread only. */
final class Workbench {

    static final String TARGETS = "io.kprobestudio.ui.probes.targets";
    static final String PROBES = "io.kprobestudio.ui.probes.probes";
    static final String LIBRARY = "io.kprobestudio.ui.probes.library";
    static final String EVENTS = "io.kprobestudio.ui.events.events";
    static final String HITS = "io.kprobestudio.ui.charts.hits";
    static final String LOG = "io.kprobestudio.ui.probes.log";
    static final String LATENCY = "io.kprobestudio.ui.charts.latency";

    static final String TIMELINE = "io.kprobestudio.ui.charts.timeline";
    static final String CALLS = "io.kprobestudio.ui.charts.calls";
    static final String VALUES = "io.kprobestudio.ui.charts.values";

    private Workbench() {
    }

    static StudioActions actions() {
        return Objects.requireNonNull(
                PlatformUI.getWorkbench().getActiveWorkbenchWindow().getService(StudioActions.class));
    }

    static Studio studio() {
        return actions().studio();
    }

    static TargetSession session() {
        return studio().session().orElseThrow(() -> new AssertionError("not connected: " + studio().targets()));
    }

    /** Selects a target and waits until it is connected. */
    static TargetSession connected(TargetAddress address) {
        studio().select(address);
        if (studio().session().isEmpty()) {
            actions().connect(address);
        }
        Robot.waitFor(address + " to be connected", () -> studio().session().isPresent() || failed(address));
        return session();
    }

    private static boolean failed(TargetAddress address) {
        for (KnownTarget target : studio().targets()) {
            if (target.address().equals(address) && target.state() == TargetState.FAILED) {
                throw new AssertionError(target.message());
            }
        }
        return false;
    }

    /** What the target's kernel complained of lately, read over a connection of its own. */
    static String complaints(String address) {
        TargetProviders providers = Objects.requireNonNull(PlatformUI.getWorkbench().getService(TargetProviders.class));
        try (Connection connection = providers.target(address).connect(Prompter.NOBODY, Progress.NONE)) {
            String log = connection.tracefs().orElseThrow() + "/error_log";
            return new String(connection.read(log, 1 << 16), StandardCharsets.ISO_8859_1);
        } catch (TargetException failed) {
            throw new AssertionError("the error log cannot be read: target=" + address, failed);
        }
    }

    /** Writes lines to the target's kprobe_events as somebody else would, over a connection of its own. */
    static void define(String address, String lines) {
        TargetProviders providers = Objects.requireNonNull(PlatformUI.getWorkbench().getService(TargetProviders.class));
        try (Connection connection = providers.target(address).connect(Prompter.NOBODY, Progress.NONE)) {
            connection.write(FileWrite.append(connection.tracefs().orElseThrow() + "/kprobe_events", lines));
        } catch (TargetException failed) {
            throw new AssertionError("somebody else's probes cannot be made: target=" + address, failed);
        }
    }

    /** Stops what runs and removes all probes of ours, where a target is connected. */
    static void clean() {
        if (studio().session().isEmpty()) {
            return;
        }
        if (session().recording().isActive()) {
            actions().stopRecording();
            Robot.waitFor("the recording to stop", () -> !session().recording().isActive());
        }
        List<ProbeKey> keys = session().probes().stream().filter(ProbeInfo::ours).map(ProbeInfo::key).toList();
        if (!keys.isEmpty()) {
            actions().removeProbes(keys);
            Robot.waitFor("the probes to go", () -> session().probes().stream().noneMatch(ProbeInfo::ours));
        }
        studio().setNotice("");
    }

    /** Runs a command of the suite, which is enabled; waits for its end. */
    static void command(String id) {
        Command command = PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(id);
        Robot.waitFor(id + " to be enabled", command::isEnabled);
        try {
            PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(id, null);
        } catch (Exception failed) {
            throw new AssertionError(id + " failed", failed);
        }
    }

    /** Runs a command with a parameter. */
    static void command(String id, String parameter, String value) {
        Command command = PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(id);
        try {
            PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(
                    ParameterizedCommand.generateCommand(command, Map.of(parameter, value)), null);
        } catch (Exception failed) {
            throw new AssertionError(id + " failed", failed);
        }
    }

    /** The content of a view, opened. */
    static Composite view(String id) {
        try {
            IViewPart part = Robot.show(id);
            Robot.settle();
            return content(part);
        } catch (PartInitException failed) {
            throw new AssertionError(id + " does not open", failed);
        }
    }

    /** The control of a view or an editor. */
    static Composite content(IWorkbenchPart part) {
        // the part says nothing of its control; the model does
        Object pane = part.getSite().getService(org.eclipse.e4.ui.model.application.ui.basic.MPart.class).getWidget();
        if (pane instanceof Composite composite) {
            return composite;
        }
        throw new AssertionError("the part has no control: " + part.getTitle());
    }

    /** The table in a view. */
    static Table table(String view) {
        return Robot.only(view(view), Table.class, table -> table.getColumnCount() > 1);
    }

    /** A cell's text, by the title of its column. */
    static String cell(TableItem item, String column) {
        Table table = item.getParent();
        for (int i = 0; i < table.getColumnCount(); i++) {
            TableColumn candidate = table.getColumn(i);
            if (candidate.getText().equals(column)) {
                return item.getText(i);
            }
        }
        throw new AssertionError("no such column: " + column);
    }

    /** The row of a probe. */
    static TableItem probe(String event) {
        Table table = table(PROBES);
        Robot.waitFor("a row for " + event, () -> find(table, event) >= 0);
        return table.getItem(find(table, event));
    }

    private static int find(Table table, String event) {
        for (int i = 0; i < table.getItemCount(); i++) {
            if (table.getItem(i).getText(0).equals(event)) {
                return i;
            }
        }
        return -1;
    }

    /** Ticks or unticks a row's check box as the mouse does. */
    static void check(TableItem item, boolean on) {
        item.setChecked(on);
        choose(item.getParent(), item, SWT.CHECK);
    }

    /** Ticks or unticks a row's check box in a tree as the mouse does. */
    static void check(TreeItem item, boolean on) {
        item.setChecked(on);
        choose(item.getParent(), item, SWT.CHECK);
        Robot.settle();
    }

    private static void choose(Control of, Item item, int detail) {
        Event event = new Event();
        event.widget = of;
        event.item = item;
        event.detail = detail;
        of.notifyListeners(SWT.Selection, event);
    }

    /** Selects a row as the mouse does. */
    static void select(TableItem item) {
        item.getParent().setSelection(item);
        choose(item.getParent(), item, SWT.NONE);
        Robot.settle();
    }

    /** Opens a recording and waits until its events are shown. */
    static void open(java.nio.file.Path recording) {
        actions().openRecording(recording);
        Robot.waitFor(recording + " to be shown", () -> studio().events().source().equals(recording));
        // the views look for what is new every 100 ms
        Pictures.settle();
    }

    /** Records what some enabled probes hit until there are some events; gives the folder. */
    static java.nio.file.Path record(long events, String... definitions) {
        actions().addProbes(List.of(definitions), true, false);
        Robot.waitFor("the probes", () -> session().probes().stream().filter(ProbeInfo::enabled)
                .count() == definitions.length);
        command("io.kprobestudio.ui.events.record");
        Robot.waitFor("events", () -> session().recording().isActive() && session().recording().events() > events);
        command("io.kprobestudio.ui.events.stop");
        Robot.waitFor("the end", () -> !session().recording().isActive());
        return java.nio.file.Path.of(session().recording().file());
    }

    /** Moves the mouse over a control with its first button held. */
    static void drag(Control control, int fromX, int toX, int y) {
        mouse(control, SWT.MouseDown, fromX, y);
        mouse(control, SWT.MouseMove, toX, y);
        mouse(control, SWT.MouseUp, toX, y);
        Robot.settle();
    }

    private static void mouse(Control control, int type, int x, int y) {
        Event event = new Event();
        event.type = type;
        event.button = 1;
        event.x = x;
        event.y = y;
        control.notifyListeners(type, event);
    }

    /** Presses a key while a control has the keyboard. */
    static void key(Control control, int keyCode, int stateMask) {
        Event event = new Event();
        event.keyCode = keyCode;
        event.stateMask = stateMask;
        event.doit = true;
        control.notifyListeners(SWT.KeyDown, event);
        Robot.settle();
    }

    /** A number as the tables print it. */
    static long number(String text) {
        return Long.parseLong(text.replaceAll("[^0-9]", ""));
    }
}
