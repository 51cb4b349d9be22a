/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.StudioSettings.TimeFormat;
import io.kprobestudio.ui.session.RecordedBeside;
import io.kprobestudio.recording.rows.StoredEvent;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.Map;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;

/** The tool bar, the view's menu and the table's menu of the events view. UI thread only. */
final class EventsMenu {

    /* Of io.kprobestudio.ui.probes; opens the source of the place in the selected row. */
    private static final String OPEN_SOURCE = "io.kprobestudio.ui.probes.openSource"; //$NON-NLS-1$

    private final EventsPage page;
    private final IViewSite site;
    private final IAction follow;
    private final IAction details;
    private final IAction pin;

    EventsMenu(EventsPage page, IViewSite site) {
        this.page = page;
        this.site = site;
        follow = check(Messages.Events_follow, "follow", true, page::setFollow); //$NON-NLS-1$
        follow.setToolTipText(Messages.Events_followTip);
        details = check(Messages.Details_action, "details", false, page::setDetails); //$NON-NLS-1$
        details.setToolTipText(Messages.Details_tip);
        IAction find = push(Messages.Find_action, "find", () -> page.find().open()); //$NON-NLS-1$
        pin = check(Messages.Pin_action, "pin", false, on -> page.pin(on.booleanValue() ? page.shown() : null)); //$NON-NLS-1$
        pin.setToolTipText(Messages.Pin_tip);
        IActionBars bars = site.getActionBars();
        bars.getToolBarManager().add(find);
        bars.getToolBarManager().add(details);
        bars.getToolBarManager().add(follow);
        bars.getToolBarManager().add(pin);
        bars.setGlobalActionHandler(ActionFactory.FIND.getId(), find);
        bars.setGlobalActionHandler(ActionFactory.COPY.getId(), push(Messages.Copy_text, null, this::copy));
        bars.setGlobalActionHandler(ActionFactory.SELECT_ALL.getId(), push(Messages.Select_all, null, this::selectAll));
        IMenuManager menu = bars.getMenuManager();
        menu.add(pin);
        menu.add(push(Messages.Pin_new, null, this::another));
        menu.add(new Separator());
        menu.add(beside());
        menu.add(times());
        menu.add(columns());
        menu.add(check(Messages.Colours_action, null, true, on -> page.table().setColoured(on)));
        bars.updateActionBars();
        context();
    }

    /** The user moved about: the newest event is not followed any more. */
    void held() {
        follow.setChecked(false);
    }

    /** Tells whether the view is pinned. */
    void pinned(boolean on) {
        pin.setChecked(on);
    }

    /** Opens another view that is pinned to what this one shows. */
    private void another() {
        try {
            EventsPage made = Adapters.adapt(site.getPage().showView(EventsView.ID,
                    Long.toHexString(System.nanoTime()), IWorkbenchPage.VIEW_ACTIVATE), EventsPage.class);
            if (made != null) {
                made.pin(page.shown());
            }
        } catch (PartInitException failed) {
            ILog.of(EventsMenu.class).error("the view does not open", failed); //$NON-NLS-1$
        }
    }

    void showDetails() {
        details.setChecked(true);
        page.setDetails(true);
    }

    private static Action push(String words, @org.eclipse.jdt.annotation.Nullable String picture, Runnable run) {
        Action action = new Action(words) {

            @Override
            public void run() {
                run.run();
            }
        };
        if (picture != null) {
            action.setImageDescriptor(Images.descriptor(picture));
        }
        return action;
    }

    private static Action check(String words, @org.eclipse.jdt.annotation.Nullable String picture, boolean on,
            Consumer<Boolean> run) {
        Action action = new Action(words, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                run.accept(Boolean.valueOf(isChecked()));
            }
        };
        if (picture != null) {
            action.setImageDescriptor(Images.descriptor(picture));
        }
        action.setChecked(on);
        return action;
    }

    /** A menu that is made anew each time it opens. */
    private static MenuManager fresh(String words, Consumer<IMenuManager> fill) {
        MenuManager menu = new MenuManager(words);
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(fill::accept);
        menu.add(new Separator());
        return menu;
    }

    private MenuManager times() {
        Map<TimeFormat, String> words = Map.of(TimeFormat.MICROSECONDS, Messages.Time_micro, TimeFormat.NANOSECONDS,
                Messages.Time_nano, TimeFormat.SINCE_FIRST, Messages.Time_first, TimeFormat.SINCE_CHOSEN,
                Messages.Time_chosen, TimeFormat.SINCE_PREVIOUS, Messages.Time_previous);
        return fresh(Messages.Time_menu, menu -> {
            for (TimeFormat format : TimeFormat.values()) {
                Action action = new Action(words.getOrDefault(format, format.name()), IAction.AS_RADIO_BUTTON) {

                    @Override
                    public void run() {
                        choose(format);
                    }
                };
                action.setChecked(StudioSettings.now().timeFormat() == format);
                menu.add(action);
            }
        });
    }

    /** What Record records beside what probes hit, from the next recording on. */
    private MenuManager beside() {
        return fresh(Messages.Beside_menu, menu -> {
            RecordedBeside now = StudioSettings.now().beside();
            menu.add(check(Messages.Beside_scheduling, null, now.scheduling(), on -> choose(new RecordedBeside(
                    on.booleanValue(), now.interrupts(), now.calls(), now.stacks(), now.stacksOf()))));
            menu.add(check(Messages.Beside_interrupts, null, now.interrupts(), on -> choose(new RecordedBeside(
                    now.scheduling(), on.booleanValue(), now.calls(), now.stacks(), now.stacksOf()))));
            menu.add(check(Messages.Beside_calls, null, now.calls(), on -> choose(new RecordedBeside(
                    now.scheduling(), now.interrupts(), on.booleanValue(), now.stacks(), now.stacksOf()))));
            menu.add(check(Messages.Beside_stacks, null, now.stacks(), on -> choose(new RecordedBeside(
                    now.scheduling(), now.interrupts(), now.calls(), on.booleanValue(), now.stacksOf()))));
        });
    }

    private static void choose(RecordedBeside beside) {
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).put(StudioSettings.BESIDE, beside.words());
    }

    /** Writes times so in all views. */
    void choose(TimeFormat format) {
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).put(StudioSettings.TIME_FORMAT, format.name());
        page.refresh();
    }

    private MenuManager columns() {
        return fresh(Messages.Columns_menu, menu -> {
            EventTable table = page.table();
            menu.add(check(Messages.Columns_byArgument, null, table.isByArgument(), table::setByArgument));
            if (table.isByArgument()) {
                menu.add(new Separator());
                table.arguments().forEach((name, shown) -> menu.add(check(name, null, shown.booleanValue(),
                        on -> table.setArgument(name, on.booleanValue()))));
            }
        });
    }

    private void context() {
        MenuManager menu = fresh("", this::fill); //$NON-NLS-1$
        Control table = page.table().grid().table();
        table.setMenu(menu.createContextMenu(table));
    }

    private void fill(IMenuManager menu) {
        menu.add(push(Messages.Copy_text, null, () -> page.copy(false)));
        menu.add(push(Messages.Copy_csv, null, () -> page.copy(true)));
        menu.add(new Separator());
        menu.add(push(Messages.Time_from, null, page::countFrom));
        menu.add(new Separator());
        menu.add(push(Messages.Bookmark_toggle, "bookmark", () -> page.toggleBookmark(false))); //$NON-NLS-1$
        menu.add(push(Messages.Bookmark_edit, null, () -> page.toggleBookmark(true)));
        menu.add(push(Messages.Bookmark_next, null, () -> page.goToBookmark(true)));
        menu.add(push(Messages.Bookmark_previous, null, () -> page.goToBookmark(false)));
        menu.add(new Separator());
        menu.add(new CommandContributionItem(new CommandContributionItemParameter(site, null, OPEN_SOURCE,
                CommandContributionItem.STYLE_PUSH)));
        menu.add(new Separator());
        page.event().ifPresent(event -> {
            comparison(menu, event, one -> "event == \"" + one.decode().event() + '"'); //$NON-NLS-1$
            comparison(menu, event, one -> "event != \"" + one.decode().event() + '"'); //$NON-NLS-1$
            comparison(menu, event, one -> "pid == " + one.decode().pid()); //$NON-NLS-1$
            comparison(menu, event, one -> "cpu == " + one.cpu()); //$NON-NLS-1$
        });
    }

    private void comparison(IMenuManager menu, StoredEvent event, Function<StoredEvent, String> words) {
        String comparison = words.apply(event);
        menu.add(push(NLS.bind(Messages.Filter_by, comparison), null, () -> page.filter().add(comparison)));
    }

    /** Copies rows, or what is selected in the field that has the keyboard. */
    private void copy() {
        Control focus = page.table().grid().control().getDisplay().getFocusControl();
        if (focus instanceof StyledText text) {
            text.copy();
        } else if (focus instanceof Text text) {
            text.copy();
        } else {
            page.copy(false);
        }
    }

    private void selectAll() {
        Control focus = page.table().grid().control().getDisplay().getFocusControl();
        if (focus instanceof StyledText text) {
            text.selectAll();
        } else if (focus instanceof Text text) {
            text.selectAll();
        } else {
            page.table().grid().selectAll();
        }
    }
}
