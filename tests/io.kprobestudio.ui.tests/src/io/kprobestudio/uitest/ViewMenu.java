/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.util.Arrays;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;

/** The menu of a view, opened. UI thread only. */
final class ViewMenu {

    private final Menu menu;

    private ViewMenu(Menu menu) {
        this.menu = menu;
        menu.notifyListeners(SWT.Show, new Event());
    }

    /** Opens the menu of a view. */
    static ViewMenu of(String view) {
        try {
            IViewPart part = Robot.show(view);
            if (part.getViewSite().getActionBars().getMenuManager() instanceof MenuManager manager) {
                return new ViewMenu(manager.createContextMenu(part.getSite().getShell()));
            }
        } catch (PartInitException failed) {
            throw new AssertionError(view + " does not open", failed);
        }
        throw new AssertionError(view + " has no menu");
    }

    /** Opens a menu. */
    static ViewMenu of(Menu menu) {
        return new ViewMenu(menu);
    }

    /** Opens a menu in this one. */
    ViewMenu menu(String text) {
        return new ViewMenu(item(text).getMenu());
    }

    /** The entry with this text. */
    MenuItem item(String text) {
        return Arrays.stream(menu.getItems()).filter(item -> item.getText().equals(text)).findFirst().orElseThrow(
                () -> new AssertionError(text + ": " + Arrays.stream(menu.getItems()).map(MenuItem::getText).toList()));
    }

    /** Chooses an entry, which is ticked from now on where it can be. */
    void choose(String text) {
        choose(text, true);
    }

    /** Ticks or unticks an entry. */
    void choose(String text, boolean on) {
        MenuItem item = item(text);
        if ((item.getStyle() & SWT.RADIO) != 0) {
            Arrays.stream(menu.getItems()).filter(other -> (other.getStyle() & SWT.RADIO) != 0)
                    .forEach(other -> other.setSelection(false));
        }
        item.setSelection(on);
        item.notifyListeners(SWT.Selection, new Event());
        Robot.settle();
    }
}
