/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.EventAt;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.io.File;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IViewSite;

/** A line that says how the recording stands, above the table of events; or what to do while there are none. */
final class EventsPage implements Page {

    private final Studio studio;
    private final ControlStack stack;
    private final EmptyState empty;
    private final Button record;
    private final Composite content;
    private final Label status;
    private final EventTable table;
    private final IAction follow;

    EventsPage(Composite parent, StudioActions actions, IViewSite site) {
        studio = actions.studio();
        GridLayoutFactory.fillDefaults().applyTo(parent);
        Composite children = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(children);
        stack = new ControlStack(children);
        empty = new EmptyState(children);
        record = empty.addButton(Messages.Events_record, actions::startRecording);
        content = new Composite(children, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(content);
        status = new Label(content, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 3).applyTo(status);
        Accessibility.name(status, Messages.Events_status);
        table = new EventTable(content);
        stack.show(empty);
        follow = followAction();
        table.onHold(() -> follow.setChecked(false));
        site.getActionBars().getToolBarManager().add(follow);
    }

    private IAction followAction() {
        IAction action = new Action(Messages.Events_follow, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                table.setFollow(isChecked());
            }
        };
        action.setImageDescriptor(Images.descriptor("follow")); //$NON-NLS-1$
        action.setToolTipText(Messages.Events_followTip);
        action.setChecked(true);
        return action;
    }

    @Override
    public void refresh() {
        EventRows rows = studio.events();
        RecordingStatus recording = studio.recording();
        Optional<TargetSession> session = studio.session();
        boolean idle = recording.phase() == RecordingStatus.Phase.NONE
                || recording.phase() == RecordingStatus.Phase.LIVE;
        if (rows.size() == 0 && idle) {
            boolean any = session.map(open -> open.probes().stream().anyMatch(ProbeInfo::ours)).orElse(Boolean.FALSE)
                    .booleanValue();
            empty.setWords(Messages.Events_empty, any ? Messages.Events_ready : Messages.Events_emptyText);
            record.setEnabled(any);
            stack.show(empty);
            return;
        }
        String words = words(rows, recording);
        if (!words.equals(status.getText())) {
            status.setText(words);
            status.setToolTipText(recording.file().isEmpty() ? words : recording.file());
        }
        Palette palette = Palette.of(status);
        status.setForeground(recording.lost() > 0 ? palette.caution() : palette.text());
        table.show(rows);
        stack.show(content);
    }

    private static String words(EventRows rows, RecordingStatus recording) {
        String count = String.format(Locale.getDefault(), "%,d", //$NON-NLS-1$
                Long.valueOf(Math.max(rows.first() + rows.size(), recording.events())));
        String lost = String.format(Locale.getDefault(), "%,d", Long.valueOf(recording.lost())); //$NON-NLS-1$
        String seconds = String.format(Locale.getDefault(), "%.1f", Double.valueOf(recording.seconds())); //$NON-NLS-1$
        return switch (recording.phase()) {
        case NONE -> NLS.bind(Messages.Status_opened, count, rows.label());
        case LIVE -> NLS.bind(Messages.Status_live, new Object[]{ count, lost, recording.mode() });
        case STARTING -> Messages.Status_starting;
        case RUNNING -> NLS.bind(Messages.Status_running, new Object[]{ count, lost, seconds, recording.mode() });
        case STOPPING -> NLS.bind(Messages.Status_stopping, count);
        case DONE -> NLS.bind(recording.file().isEmpty() ? Messages.Status_doneUnsaved : Messages.Status_done,
                new Object[]{ count, lost, seconds, fileName(recording) });
        };
    }

    private static String fileName(RecordingStatus recording) {
        return recording.file().substring(recording.file().lastIndexOf(File.separatorChar) + 1);
    }

    /** Selects an event, unless it is not among those that are shown. */
    boolean show(EventAt event) {
        refresh();
        return table.select(event);
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
