/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.recording.latency.Call;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.LatencyHeat;
import io.kprobestudio.ui.session.RecordingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What charts show beside each other, where a longest call leads, and what is saved of them. */
public class ChartsTest {

    private static final String CHARTS = "io.kprobestudio.ui.charts.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @Before
    public void measure() {
        Workbench.actions().addProbes(List.of("p:in vfs_read", "r:out vfs_read"), true, false);
        // what was measured before is there until then
        Robot.waitFor("live events", () -> Workbench.session().recording().phase() == RecordingStatus.Phase.LIVE);
        Robot.waitFor("calls to be measured", () -> found().filter(one -> one.histogram().count() > 60).isPresent());
    }

    @After
    public void tidy() {
        Robot.page().resetPerspective();
    }

    private static Optional<CallLatency> found() {
        return Workbench.session().latencies().functions().stream().filter(one -> one.name().equals("vfs_read"))
                .findFirst();
    }

    private static CallLatency latency() {
        return found().orElseThrow();
    }

    private static CTabFolder folder(Composite view) {
        return Robot.only(view, CTabFolder.class, any -> true);
    }

    private static List<String> tabs(CTabFolder folder) {
        return Arrays.stream(folder.getItems()).map(CTabItem::getText).toList();
    }

    private static void choose(CTabFolder folder, String title) {
        CTabItem item = Arrays.stream(folder.getItems()).filter(one -> one.getText().equals(title)).findFirst()
                .orElseThrow(() -> new AssertionError("no tab " + title + ": " + tabs(folder)));
        folder.setSelection(item);
        Event event = new Event();
        event.item = item;
        folder.notifyListeners(SWT.Selection, event);
        Robot.settle();
    }

    @Test
    public void shouldHaveEachCallInTheHeatWhenCallsAreMeasured() {
        CallLatency latency = latency();
        LatencyHeat heat = latency.heat();
        long drawn = 0;
        for (int column = 0; column < heat.columns(); column++) {
            for (int row = heat.firstRow(); row <= heat.lastRow(); row++) {
                drawn += heat.count(column, row);
            }
        }
        assertEquals(latency.histogram().count(), drawn);
    }

    @Test
    public void shouldShowChartsBesideEachOtherWhenThereIsRoom() {
        Pictures.size(true);
        CTabFolder folder = folder(Workbench.view(Workbench.LATENCY));
        assertEquals(List.of("Histogram", "Over Time", "Longest Calls"), tabs(folder));
        choose(folder, "Over Time");
        pictures.take("latency-heat");
        Pictures.size(false);
        Workbench.command("org.eclipse.ui.window.maximizePart");
        Robot.waitFor("both charts", () -> tabs(folder).equals(List.of("Charts", "Longest Calls")));
        pictures.take("latency-both");
        choose(folder, "Longest Calls");
        pictures.take("latency-longest");
        Workbench.command("org.eclipse.ui.window.maximizePart");
        Robot.waitFor("one at a time again", () -> tabs(folder).size() == 3);
    }

    @Test
    public void shouldGoToTheEventWhenALongestCallIsOpened() {
        CTabFolder folder = folder(Workbench.view(Workbench.LATENCY));
        Workbench.actions().enableProbes(Workbench.session().probes().stream().map(probe -> probe.key()).toList(),
                false);
        Robot.waitFor("the probes to be off",
                () -> Workbench.session().probes().stream().noneMatch(probe -> probe.enabled()));
        choose(folder, "Longest Calls");
        Table table = Robot.only(folder, Table.class, any -> true);
        // What was hit before the probes were off may still arrive.
        AtomicReference<List<Call>> seen = new AtomicReference<>(List.of());
        AtomicLong since = new AtomicLong();
        Robot.waitFor("the longest calls, none of them new for a second", () -> {
            List<Call> worst = latency().worst();
            if (!worst.equals(seen.getAndSet(worst))) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > 1_000_000_000L && !worst.isEmpty()
                    && table.getItemCount() == worst.size()
                    && Integer.toString(worst.get(0).pid()).equals(Workbench.cell(table.getItem(0), "PID"));
        });
        Call longest = seen.get().get(0);
        table.setSelection(0);
        assertEquals(Integer.toString(longest.pid()), Workbench.cell(table.getItem(0), "PID"));
        Event event = new Event();
        event.item = table.getItem(0);
        table.notifyListeners(SWT.Selection, event);
        Event open = new Event();
        open.item = table.getItem(0);
        table.notifyListeners(SWT.DefaultSelection, open);
        Robot.settle();
        assertEquals("", Workbench.studio().notice());
        Table events = Workbench.table(Workbench.EVENTS);
        Robot.waitFor("the selected event", () -> events.getSelectionCount() == 1);
        TableItem row = events.getSelection()[0];
        assertEquals("out", Workbench.cell(row, "Event"));
        assertEquals(Integer.toString(longest.pid()), Workbench.cell(row, "PID"));
        assertEquals(Integer.toString(longest.cpu()), Workbench.cell(row, "CPU"));
    }

    @Test
    public void shouldSavePictureAndValuesWhenChartsAreSaved() throws IOException {
        Path folder = Files.createTempDirectory("charts");
        Workbench.view(Workbench.HITS);
        Robot.waitFor("points",
                () -> Workbench.session().history().stream().allMatch(trace -> trace.points().size() > 2));
        save("exportCsv", folder.resolve("hits.csv"));
        List<String> hits = Files.readAllLines(folder.resolve("hits.csv"));
        assertEquals("event,time_s,hits,misses,hits_per_s", hits.get(0));
        assertTrue(hits.get(1), hits.get(1).matches("kps_\\w+/(in|out),[0-9.]+,\\d+,\\d+,[0-9.]+"));
        save("exportPicture", folder.resolve("hits"));
        assertDrawn(folder.resolve("hits.png"));
        CTabFolder tabs = folder(Workbench.view(Workbench.LATENCY));
        save("exportPicture", folder.resolve("latency.png"));
        assertDrawn(folder.resolve("latency.png"));
        save("exportCsv", folder.resolve("latency.csv"));
        List<String> latency = Files.readAllLines(folder.resolve("latency.csv"));
        assertEquals("function,from_time_ns,to_time_ns,from_duration_ns,to_duration_ns,calls", latency.get(0));
        long calls = latency.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",")[5])).sum();
        assertTrue("calls=" + calls, calls > 60);
        choose(tabs, "Longest Calls");
        save("exportCsv", folder.resolve("longest.csv"));
        List<String> longest = Files.readAllLines(folder.resolve("longest.csv"));
        assertEquals("function,began_ns,took_ns,pid,cpu", longest.get(0));
        assertTrue("longest=" + longest.size(), longest.size() > 5);
        save("exportCsv", folder.resolve("none").resolve("here.csv"));
        Robot.waitFor("a complaint", () -> Workbench.studio().notice().contains("here.csv"));
    }

    private static void save(String command, Path path) {
        Workbench.command(CHARTS + command, CHARTS + "path", path.toString());
        Path written = path.toString().contains(".") ? path : Path.of(path + ".png");
        Robot.waitFor(written + " to be written",
                () -> Files.exists(written) || !Workbench.studio().notice().isEmpty());
        Pictures.settle();
    }

    /** A picture of something, rather than of one colour. */
    private static void assertDrawn(Path picture) {
        ImageData data = new ImageData(picture.toString());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < data.width; x++) {
            for (int y = 0; y < data.height; y++) {
                colours.add(Integer.valueOf(data.getPixel(x, y)));
            }
        }
        assertTrue(data.width + "x" + data.height, data.width > 200 && data.height > 100);
        assertTrue("colours=" + colours.size(), colours.size() > 20);
    }
}
