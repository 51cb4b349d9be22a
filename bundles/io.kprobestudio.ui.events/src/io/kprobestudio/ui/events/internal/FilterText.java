/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.recording.rows.FilterAssist;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IControlContentAdapter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/** What completion needs to know of a field of styled text. A proposal's content is what the whole field then has. */
@NonNullByDefault({})
final class FilterText implements IControlContentAdapter {

    static final KeyStroke CTRL_SPACE = KeyStroke.getInstance(SWT.MOD1, ' ');
    /** Behind these completion opens by itself. */
    static final char[] AUTOMATIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.\"&|=~ ".toCharArray(); //$NON-NLS-1$

    /** The proposals as the completion wants them. */
    static IContentProposal[] proposals(String contents, List<FilterAssist.Proposal> offered) {
        return offered.stream().map(proposal -> new ContentProposal(
                contents.substring(0, proposal.from()) + proposal.text() + " ", //$NON-NLS-1$
                proposal.label().isEmpty() ? proposal.text() : proposal.text() + "  \u2014 " + proposal.label(), null)) //$NON-NLS-1$
                .toArray(IContentProposal[]::new);
    }

    @Override
    public void setControlContents(Control control, String contents, int cursor) {
        StyledText text = (StyledText) control;
        text.setText(contents);
        text.setCaretOffset(contents.length());
    }

    /** Puts what was chosen in the place of all before the caret. */
    @Override
    public void insertControlContents(Control control, String contents, int cursor) {
        StyledText text = (StyledText) control;
        int caret = text.getCaretOffset();
        String behind = text.getText().substring(caret).stripLeading();
        text.setText(contents + behind);
        text.setCaretOffset(contents.length());
    }

    @Override
    public String getControlContents(Control control) {
        return ((StyledText) control).getText();
    }

    @Override
    public int getCursorPosition(Control control) {
        return ((StyledText) control).getCaretOffset();
    }

    @Override
    public Rectangle getInsertionBounds(Control control) {
        StyledText text = (StyledText) control;
        Point at = text.getLocationAtOffset(text.getCaretOffset());
        GC gc = new GC(text);
        int height = gc.getFontMetrics().getHeight();
        gc.dispose();
        return new Rectangle(at.x, at.y, 1, height + 4);
    }

    @Override
    public void setCursorPosition(Control control, int index) {
        ((StyledText) control).setCaretOffset(index);
    }
}
