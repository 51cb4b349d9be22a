/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.session.ProbeInfo;
import java.util.List;
import java.util.Locale;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.ISeries;
import org.junit.Rule;
import org.junit.Test;

/** From a function's name to how long its calls take, in one action. */
public class LatencyTest {

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private static void type(DialogRobot dialog, String name) {
        dialog.act(shell -> Robot.only(shell, Text.class, Text::getEditable).setText(name));
    }

    /** The table of functions, which is there beside that of the longest calls. */
    private static Table functions() {
        return Robot.only(Workbench.view(Workbench.LATENCY), Table.class,
                table -> table.getColumnCount() > 1 && table.getColumn(0).getText().equals("Function"));
    }

    private static String complaint(Shell shell) {
        return Robot.only(shell, Text.class, text -> !text.getEditable()).getText().strip();
    }

    /** How many calls of vfs_read were measured; what an earlier test measured stays until something is enabled. */
    private static long calls() {
        return Workbench.session().latencies().functions().stream().filter(one -> one.name().equals("vfs_read"))
                .mapToLong(one -> one.histogram().count()).sum();
    }

    @Test
    public void shouldDrawHowLongCallsTakeWhenFunctionIsMeasured() {
        Button measure = Robot.only(Workbench.view(Workbench.LATENCY), Button.class,
                button -> button.getText().startsWith("Measure"));
        DialogRobot.drive("Measure Function", () -> DialogRobot.click(measure), dialog -> {
            type(dialog, "no_such_function");
            dialog.waitFor("a complaint", shell -> !complaint(shell).isEmpty());
            assertFalse(dialog.canPress("OK"));
            type(dialog, "vfs_read");
            dialog.waitFor("no complaint", shell -> complaint(shell).isEmpty());
            dialog.press("OK");
            dialog.waitForClose();
        });
        Robot.waitFor("calls to be measured", () -> calls() > 20);
        assertEquals("", Workbench.studio().notice());
        Table table = functions();
        Robot.waitFor("the function's row", () -> table.getItemCount() == 1);
        TableItem row = table.getItem(0);
        assertEquals("vfs_read", Workbench.cell(row, "Function"));
        Robot.waitFor("the calls in the row", () -> Workbench.number(Workbench.cell(row, "Calls")) > 20);
        assertTrue(Workbench.cell(row, "Median"), Workbench.cell(row, "Median").matches("[0-9.]+ (ns|\u00b5s|ms|s)"));
        Chart chart = Robot.only(Workbench.view(Workbench.LATENCY), Chart.class, any -> true);
        assertTrue(chart.getTitle().getText(), chart.getTitle().getText().startsWith("vfs_read: "));
        List<String> series = List.of(chart.getSeriesSet().getSeries()).stream().map(ISeries::getId).toList();
        assertEquals(List.of("Calls", "Median", "99 %"), series);
        double drawn = 0;
        for (double count : chart.getSeriesSet().getSeries("Calls").getYSeries()) {
            drawn += count;
        }
        long told = Workbench.number(chart.getTitle().getText().replaceFirst(".*: ", ""));
        assertEquals("each call is in the chart", told, drawn, 0);
        assertTrue(String.format(Locale.ROOT, "%.0f", drawn), drawn > 20);
    }

    @Test
    public void shouldKeepWhatWasMeasuredWhenProbesAreDisabled() {
        Workbench.actions().addProbes(List.of("p:in vfs_read", "r:out vfs_read"), true, false);
        Robot.waitFor("the probes to be on",
                () -> Workbench.session().probes().stream().filter(ProbeInfo::enabled).count() == 2);
        Robot.waitFor("calls to be measured", () -> calls() > 0);
        Workbench.actions().enableProbes(Workbench.session().probes().stream().map(probe -> probe.key()).toList(),
                false);
        Robot.waitFor("the probes to be off",
                () -> Workbench.session().probes().stream().noneMatch(probe -> probe.enabled()));
        assertEquals("vfs_read", Workbench.session().latencies().functions().get(0).name());
        assertEquals(1, functions().getItemCount());
    }
}
