/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.log;

import io.kprobestudio.target.log.LogEntry;
import io.kprobestudio.target.log.TargetLog;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.WordsLine;
import io.kprobestudio.ui.session.Studio;
import java.util.List;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewSite;

/** A filter and a line that says how much is shown, above the table of entries; or that nothing was done yet. */
final class LogPage implements Page {

    /** How often a log is looked at that others may write to. */
    private static final int LOOK_MILLIS = 1000;

    private final Studio studio;
    private final Composite parent;
    private final ControlStack stack;
    private final EmptyState empty;
    private final Composite content;
    private final Text filter;
    private final WordsLine status;
    private final LogTable table;
    private final LogReader reader;
    private LogReader.@Nullable Reading reading;

    LogPage(Composite parent, StudioActions actions, IViewSite site) {
        this.parent = parent;
        studio = actions.studio();
        stack = new ControlStack(parent);
        empty = new EmptyState(parent);
        content = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(content);
        filter = new Text(content, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.Log_filter);
        Accessibility.name(filter, Messages.Log_filterName);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
        filter.addListener(SWT.Modify, event -> show());
        status = new WordsLine(content).indented(6, 3);
        Accessibility.name(status.label(), Messages.Log_statusName);
        table = new LogTable(content);
        stack.show(empty);
        IAction follow = followAction();
        table.onHold(() -> follow.setChecked(false));
        site.getActionBars().getToolBarManager().add(follow);
        reader = new LogReader(read -> actions.gate().post(parent, () -> take(read)));
        parent.getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    private IAction followAction() {
        IAction action = new Action(Messages.Log_follow, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                table.setFollow(isChecked());
            }
        };
        action.setImageDescriptor(Images.descriptor("follow")); //$NON-NLS-1$
        action.setToolTipText(Messages.Log_followTip);
        action.setChecked(true);
        return action;
    }

    private void look() {
        if (!parent.isDisposed()) {
            if (parent.isVisible()) {
                refresh();
            }
            parent.getDisplay().timerExec(LOOK_MILLIS, this::look);
        }
    }

    @Override
    public void refresh() {
        TargetLog log = studio.log(studio.selected());
        LogReader.Reading known = reading;
        if (known != null && !known.log().file().equals(log.file())) {
            reading = null;
            show();
        }
        reader.want(log, reading == null);
    }

    private void take(LogReader.Reading read) {
        // what was read last may be of a target that was left meanwhile
        if (read.log().file().equals(studio.log(studio.selected()).file())) {
            reading = read;
            show();
        }
    }

    private void show() {
        LogReader.Reading read = reading;
        List<LogEntry> entries = read == null ? List.of() : read.content().entries();
        if (read == null || entries.isEmpty()) {
            boolean failed = read != null && !read.failure().isEmpty();
            empty.setWords(failed ? Messages.Log_unreadable : NLS.bind(Messages.Log_empty, studio.selected()),
                    failed && read != null ? read.failure() : Messages.Log_emptyText);
            stack.show(empty);
            return;
        }
        String[] words = filter.getText().toLowerCase(Locale.ROOT).strip().split("\\s+"); //$NON-NLS-1$
        List<LogEntry> shown = entries.stream().filter(entry -> matches(entry, words)).toList();
        status.set(NLS.bind(read.content().unreadable() > 0 ? Messages.Log_damaged : Messages.Log_status,
                new Object[]{ number(shown.size()), number(entries.size()), read.log().file().getFileName(),
                        number(read.content().unreadable()) }));
        status.label().setToolTipText(read.log().file().toString());
        table.show(shown);
        stack.show(content);
    }

    private static boolean matches(LogEntry entry, String... words) {
        String text = LogTable.words(entry).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static String number(int count) {
        return String.format(Locale.getDefault(), "%,d", Integer.valueOf(count)); //$NON-NLS-1$
    }

    @Override
    public void focus() {
        if (stack.shows(content)) {
            table.focus();
        } else {
            empty.setFocus();
        }
    }
}
