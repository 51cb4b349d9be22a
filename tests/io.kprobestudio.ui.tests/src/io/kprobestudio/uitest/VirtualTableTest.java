/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/**
 * The theme changes after many rows of a virtual table have come and gone. The style engine kept one of them that pointed to a row
 * that was gone, and the process crashed.
 */
public class VirtualTableTest {

    private static final int PROBES = 200;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Connected, and clean again at the end. */
    @Rule
    public final SimulatedTarget target = new SimulatedTarget();

    @After
    public void light() {
        Pictures.theme(false);
    }

    private static void add(int count) {
        List<String> lines = IntStream.range(0, count).mapToObj(i -> "p:e" + i + " vfs_read").toList();
        Workbench.actions().addProbes(lines, false, true);
        Robot.waitFor("the probes", () -> Workbench.session().probes().size() == count);
    }

    @Test
    public void shouldKeepRowsFromTheStylesWhenTheyComeAndGo() {
        List<TableItem> styled = new ArrayList<>();
        Listener listener = event -> {
            if (event.widget instanceof TableItem item && (item.getParent().getStyle() & SWT.VIRTUAL) != 0) {
                styled.add(item);
            }
        };
        Table table = Workbench.table(Workbench.PROBES);
        table.getDisplay().addListener(SWT.Skin, listener);
        try {
            add(PROBES);
            Robot.waitFor("the rows", () -> table.getItemCount() == PROBES);
            Pictures.settle();
            for (int row = 0; row < PROBES; row += 10) {
                table.setTopIndex(row);
                Robot.settle();
            }
            Workbench.clean();
        } finally {
            table.getDisplay().removeListener(SWT.Skin, listener);
        }
        assertEquals(List.of(), styled);
        add(3);
        for (boolean dark : new boolean[]{ true, false, true }) {
            Pictures.theme(dark);
        }
        Robot.waitFor("the new rows", () -> table.getItemCount() == 3);
        assertEquals("e0", table.getItem(0).getText(0));
    }
}
