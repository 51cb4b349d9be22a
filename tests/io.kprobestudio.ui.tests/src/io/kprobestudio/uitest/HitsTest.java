/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.ui.session.HitRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.ISeries;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Hits by probe, task or CPU over time, with what was missed and lost. */
public class HitsTest {

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @After
    public void tidy() {
        Workbench.studio().show(null);
        Robot.page().resetPerspective();
    }

    private static Chart chart() {
        return Robot.only(Workbench.view(Workbench.HITS), Chart.class, any -> true);
    }

    private static List<ISeries<?>> lines() {
        return Arrays.asList(chart().getSeriesSet().getSeries());
    }

    private static String legend() {
        return lines().stream().map(ISeries::getDescription).sorted().collect(Collectors.joining(" "));
    }

    private static double last(ISeries<?> line) {
        double[] values = line.getYSeries();
        return values[values.length - 1];
    }

    private static void inTotal(boolean on) {
        var total = TimelineTest.tool("Show hits in total instead of hits a second");
        total.setSelection(on);
        total.notifyListeners(org.eclipse.swt.SWT.Selection, new org.eclipse.swt.widgets.Event());
        Robot.settle();
    }

    @Test
    public void shouldNotGuessWhatTheKernelCountedWhenTheRecordingDoesNotTell() throws Exception {
        Path recording = Workbench.record(300, "p:in vfs_read");
        Files.delete(recording.resolve("kprobe_profile"));
        Workbench.clean();
        Workbench.open(recording);
        Robot.waitFor("the hit table", () -> Workbench.table(Workbench.HITS).getItemCount() == 1);
        TableItem row = Workbench.table(Workbench.HITS).getItem(0);
        assertEquals("-", Workbench.cell(row, "Hits"));
        assertEquals("-", Workbench.cell(row, "Lost"));
        assertEquals("-", Workbench.cell(row, "Misses"));
        assertEquals(Workbench.studio().events().size(), Workbench.number(Workbench.cell(row, "Decoded")));
        assertEquals(List.of(), Robot.all(Workbench.view(Workbench.HITS), Label.class).stream().map(Label::getText)
                .filter(text -> text.contains("Missed by the kernel")).toList());
    }

    @Test
    public void shouldDrawALineForEachProbeTaskAndCpuWhenARecordingIsOpened() {
        Path recording = Workbench.record(300, "p:in vfs_read", "r:out vfs_read");
        Workbench.clean();
        Workbench.open(recording);
        long events = Workbench.studio().events().size();
        Workbench.view(Workbench.HITS);
        Robot.waitFor("a line for each probe", () -> legend().equals("in out"));
        assertEquals("Hits per second", chart().getAxisSet().getYAxis(0).getTitle().getText());
        assertEquals("Time since the first event (s)", chart().getAxisSet().getXAxis(0).getTitle().getText());
        try {
            inTotal(true);
            for (HitRow row : Workbench.studio().recording().table()) {
                assertEquals(row.event(), row.decoded(), lines().stream()
                        .filter(line -> row.event().endsWith("/" + line.getDescription())).mapToDouble(HitsTest::last)
                        .sum(), 0);
            }
            ViewMenu.of(Workbench.HITS).choose("By CPU");
            Robot.waitFor("a line for each CPU", () -> legend().startsWith("CPU 0 CPU 1"));
            assertEquals("Hits since the left edge", chart().getAxisSet().getYAxis(0).getTitle().getText());
            assertEquals(events, lines().stream().mapToDouble(HitsTest::last).sum(), 0);
        } finally {
            inTotal(false);
        }
        pictures.take("hits-by-cpu");
        ViewMenu.of(Workbench.HITS).choose("By Task");
        Robot.waitFor("a line for each task", () -> legend().matches("(\\S+ \\d+ ?){2,8}"));
        pictures.take("hits-by-task");
        double[] rates = lines().getFirst().getYSeries();
        assertTrue("rates=" + Arrays.toString(rates), Arrays.stream(rates).anyMatch(rate -> rate > 0));
        ViewMenu.of(Workbench.HITS).choose("By Probe");
        Robot.waitFor("a line for each probe", () -> legend().equals("in out"));
    }

    @Test
    public void shouldDrawTasksWhileEventsComeWhenChosen() {
        Workbench.actions().addProbes(List.of("p:live vfs_read"), true, false);
        Robot.waitFor("a line of the probe", () -> legend().contains("live"));
        assertEquals("Time before now (s)", chart().getAxisSet().getXAxis(0).getTitle().getText());
        ViewMenu.of(Workbench.HITS).choose("By Task");
        Robot.waitFor("a line for each task", () -> legend().matches("(\\S+ \\d+ ?){2,8}")
                && lines().stream().anyMatch(line -> Arrays.stream(line.getYSeries()).anyMatch(rate -> rate > 0)));
        assertEquals(-60, chart().getAxisSet().getXAxis(0).getRange().lower, 0.001);
        ViewMenu.of(Workbench.HITS).choose("By Probe");
        Robot.waitFor("a line of the probe", () -> legend().contains("live"));
    }

    /** On 32-bit ARM before 5.14 each fetch that faults counts as a miss; a length is no address. */
    @Test
    public void shouldDrawMissesWhenTheKernelCountsThem() throws Exception {
        TargetAddress old = Workbench.studio().add("sim:?kernel=5.10");
        Workbench.connected(old);
        try {
            Workbench.actions().addProbes(List.of("p:faults vfs_read x=+0(%r2):u32"), true, true);
            Robot.waitFor("misses", () -> legend().contains("Misses"));
            Label note = Robot.only(Workbench.view(Workbench.HITS), Label.class,
                    label -> label.getText().startsWith("Missed by the kernel: "));
            assertTrue(note.getText(),
                    note.isVisible() && Workbench.number(note.getText().replaceAll("\\. .*", "")) > 0);
            pictures.take("hits-missed");
            ViewMenu.of(Workbench.HITS).choose("Misses and Losses", false);
            assertTrue(legend(), !legend().contains("Misses"));
            assertEquals("", note.getText());
            ViewMenu.of(Workbench.HITS).choose("Misses and Losses");
            Robot.waitFor("misses again", () -> legend().contains("Misses"));
        } finally {
            Workbench.clean();
            Workbench.studio().remove(old);
            Workbench.connected(TargetAddress.parse("sim:"));
        }
    }
}
