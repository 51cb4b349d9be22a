/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.Range;
import org.eclipse.ui.PlatformUI;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The timeline, the values of an argument and the latencies of an opened recording, linked by the time that is chosen. */
public class TimelineTest {

    private static final String CHARTS = "io.kprobestudio.ui.charts.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Connected, and clean again at the end. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private Path recording = Path.of("");

    @Before
    public void record() {
        recording = Workbench.record(300, "p:in vfs_read count=%r2:u32", "r:out vfs_read ret=$retval:s32");
        Workbench.clean();
        Workbench.open(recording);
    }

    @After
    public void tidy() {
        Workbench.studio().show(null);
        Robot.page().resetPerspective();
    }

    private static EventSequence rows() {
        return Workbench.studio().events().sequence();
    }

    private static long time(long row) throws IOException {
        return rows().row(row).orElseThrow().time();
    }

    private static Canvas canvas() {
        return Robot.only(Workbench.view(Workbench.TIMELINE), Canvas.class,
                canvas -> canvas.getVerticalBar() != null && canvas.isVisible());
    }

    /** The events whose colours are in the lanes. */
    private static Set<String> drawn(Canvas canvas, Set<String> events) {
        Rectangle area = canvas.getClientArea();
        Image image = new Image(canvas.getDisplay(), area.width, area.height * 3 / 4);
        GC gc = new GC(canvas);
        try {
            gc.copyArea(image, 0, 0);
            ImageData dots = image.getImageData();
            Set<RGB> colours = new HashSet<>();
            for (int y = 0; y < dots.height; y++) {
                for (int x = 0; x < dots.width; x++) {
                    colours.add(dots.palette.getRGB(dots.getPixel(x, y)));
                }
            }
            return events.stream().filter(event -> colours.contains(Palette.of(canvas.getParent())
                    .seriesColor(Workbench.studio().colour(event)).getRGB())).map(EventNames::shortName)
                    .collect(Collectors.toSet());
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    private static void mouse(Canvas canvas, int x, int y) {
        Event event = new Event();
        event.x = x;
        event.y = y;
        canvas.notifyListeners(SWT.MouseMove, event);
    }

    private static List<String> saved(String name) throws IOException {
        Path file = Files.createTempDirectory("timeline").resolve(name + ".csv");
        Workbench.command(CHARTS + "exportCsv", CHARTS + "path", file.toString());
        Robot.waitFor("the file", () -> Files.exists(file) && file.toFile().length() > 0);
        Pictures.settle();
        return Files.readAllLines(file);
    }

    private static List<String> savedNow(String name) {
        try {
            return saved(name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static long events(List<String> lines) {
        return lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",")[2])).sum();
    }

    static ToolItem tool(String tip) {
        return Robot.all(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(), ToolBar.class).stream()
                .flatMap(bar -> Arrays.stream(bar.getItems())).filter(item -> tip.equals(item.getToolTipText()))
                .findFirst().orElseThrow(() -> new AssertionError("no tool: " + tip));
    }

    private static void press(String tip) {
        tool(tip).notifyListeners(SWT.Selection, new Event());
        Robot.settle();
        Pictures.settle();
    }

    /** Takes pictures of the active view, as it stands and maximized. */
    private void takeAll(String name) {
        pictures.take(name);
        Workbench.command("org.eclipse.ui.window.maximizePart");
        pictures.take(name + "-maximized");
        Workbench.command("org.eclipse.ui.window.maximizePart");
    }

    @Test
    public void shouldShowEachEventInItsLaneWhenARecordingIsOpened() throws IOException {
        canvas();
        Pictures.settle();
        List<String> byCpu = saved("cpu");
        assertEquals("cpu,from_time,events,event", byCpu.get(0));
        assertEquals(rows().size(), events(byCpu));
        Map<String, Long> hits = Workbench.studio().recording().table().stream()
                .collect(Collectors.toMap(HitRow::event, HitRow::decoded));
        assertEquals("each event by itself", hits, byCpu.stream().skip(1).map(line -> line.split(","))
                .collect(Collectors.groupingBy(cells -> cells[3],
                        Collectors.summingLong(cells -> Long.parseLong(cells[2])))));
        assertEquals("both are drawn", Set.of("in", "out"), drawn(canvas(), hits.keySet()));
        mouse(canvas(), canvas().getClientArea().width / 2, canvas().getClientArea().height - 4);
        assertEquals("the names of all", "in\nout", canvas().getToolTipText());
        takeAll("timeline-opened");
        ToolItem byTask = tool("A lane for each task instead of each CPU");
        byTask.setSelection(true);
        byTask.notifyListeners(SWT.Selection, new Event());
        Pictures.settle();
        List<String> lines = saved("task");
        assertEquals("pid,from_time,events,event", lines.get(0));
        assertEquals(rows().size(), events(lines));
        pictures.take("timeline-tasks");
    }

    @Test
    public void shouldChooseATimeForAllViewsWhenDraggedInTheTimeline() throws IOException {
        Canvas canvas = canvas();
        Pictures.settle();
        int width = canvas.getClientArea().width;
        Workbench.drag(canvas, width / 2, width * 3 / 4, canvas.getSize().y / 3);
        TimeRange chosen = Workbench.studio().time().orElseThrow();
        assertTrue(chosen.toString(), chosen.from() > time(0) && chosen.to() < time(rows().end() - 1));
        long first = rows().rowAt(chosen.from());
        Table events = Workbench.table(Workbench.EVENTS);
        Robot.waitFor("the rows", () -> events.getSelectionCount() > 0);
        long selected = time(first);
        Robot.waitFor("the first of them", () -> Arrays.stream(events.getSelection())
                .anyMatch(item -> item.getText(0).equals("%d.%06d".formatted((selected + 500) / 1_000_000_000L,
                        (selected + 500) / 1000 % 1_000_000))));
        canvas();
        press("Zoom to the Chosen Time (Enter)");
        List<String> zoomed = saved("zoomed");
        assertTrue("events=" + events(zoomed), events(zoomed) < rows().size());
        for (int i = 0; i < 40; i++) {
            Workbench.key(canvas, SWT.KEYPAD_ADD, 0);
            Robot.settle();
            Pictures.settle(20);
        }
        Pictures.settle();
        List<String> close = saved("close");
        long events20 = close.size() < 2 ? 0 : events(close);
        assertTrue("within twenty nanoseconds: " + close, events20 <= 2);
        pictures.take("timeline-nanoseconds");
        press("Show All (Home)");
        assertEquals(rows().size(), events(saved("all")));
    }

    private static Chart[] charts() {
        return Robot.all(Workbench.view(Workbench.VALUES), Chart.class).toArray(Chart[]::new);
    }

    private static String summary() {
        return Robot.all(Workbench.view(Workbench.VALUES), Label.class).stream().filter(Label::isVisible).skip(1)
                .findFirst().map(Label::getText).orElse("");
    }

    @Test
    public void shouldDrawTheValuesOfTheArgumentThatIsChosen() throws IOException {
        Composite view = Workbench.view(Workbench.VALUES);
        Combo combo = Robot.only(view, Combo.class, any -> true);
        Robot.waitFor("the arguments", () -> List.of(combo.getItems()).equals(List.of("in.count", "out.ret")));
        combo.select(1);
        combo.notifyListeners(SWT.Selection, new Event());
        long outs = Workbench.studio().recording().table().stream().filter(row -> row.event().endsWith("/out"))
                .mapToLong(row -> row.decoded()).sum();
        Robot.waitFor("its values", () -> summary().startsWith(java.text.NumberFormat.getIntegerInstance().format(outs)
                + " values from "));
        double drawn = Arrays.stream(charts()[1].getSeriesSet().getSeries("Events").getYSeries()).sum();
        assertEquals("each value is in the histogram", outs, drawn, 0);
        assertEquals(List.of("Greatest", "Mean", "Least"), Arrays.stream(charts()[0].getSeriesSet().getSeries())
                .map(series -> series.getId()).toList());
        // what was recorded has the same values as the file that is being opened
        List<String> lines = new ArrayList<>();
        Robot.waitFor("the values saved", () -> {
            lines.clear();
            lines.addAll(savedNow("values"));
            return outs == lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",")[3])).sum();
        });
        assertEquals("argument,from_time,to_time,events,least,mean,greatest", lines.get(0));
        Control plot = charts()[0].getPlotArea().getControl();
        Workbench.drag(plot, plot.getSize().x / 4, plot.getSize().x / 2, 10);
        TimeRange chosen = Workbench.studio().time().orElseThrow();
        Range shown = charts()[0].getAxisSet().getXAxis(0).getRange();
        double quarter = shown.lower + (shown.upper - shown.lower) / 4;
        assertEquals(quarter, (chosen.from() - time(0)) / 1e9, (shown.upper - shown.lower) / 20);
        takeAll("values-opened");
    }

    @Test
    public void shouldDrawValuesWhileTheyComeWhenProbesAreEnabled() {
        Workbench.studio().show(null);
        Workbench.actions().addProbes(List.of("p:live vfs_read count=%r2:u32"), true, false);
        Robot.waitFor("live events", () -> Workbench.session().recording().phase() == RecordingStatus.Phase.LIVE
                && Workbench.studio().events().size() > 20);
        Combo combo = Robot.only(Workbench.view(Workbench.VALUES), Combo.class, any -> true);
        Robot.waitFor("the argument", () -> List.of(combo.getItems()).contains("live.count"));
        Robot.waitFor("values", () -> summary().contains(" values from "));
        String before = summary();
        Robot.waitFor("more values", () -> !summary().equals(before));
        canvas();
        Robot.waitFor("the timeline", () -> canvas().isVisible());
    }

    @Test
    public void shouldShowLatenciesOfTheRecordingWhenItIsOpened() {
        Composite view = Workbench.view(Workbench.LATENCY);
        Table functions = Robot.only(view, Table.class,
                table -> table.getColumnCount() > 1 && table.getColumn(0).getText().equals("Function"));
        Robot.waitFor("the function", () -> functions.getItemCount() == 1);
        long calls = Workbench.studio().latencies().functions().get(0).histogram().count();
        assertTrue("calls=" + calls, calls > 50);
        assertEquals(calls, Workbench.number(Workbench.cell(functions.getItem(0), "Calls")));
        CTabFolder folder = Robot.only(view, CTabFolder.class, any -> true);
        folder.setSelection(1);
        Event event = new Event();
        event.item = folder.getItem(1);
        folder.notifyListeners(SWT.Selection, event);
        Pictures.settle();
        Control heat = Robot.only(view, Canvas.class, canvas -> canvas.isVisible()
                && canvas.getClass() == Canvas.class && canvas.getParent() instanceof SashForm);
        Workbench.drag(heat, heat.getSize().x / 2, heat.getSize().x * 2 / 3, heat.getSize().y / 2);
        Optional<TimeRange> chosen = Workbench.studio().time();
        assertTrue(chosen.toString(), chosen.isPresent() && chosen.get().to() > chosen.get().from());
        pictures.take("latency-opened");
    }
}
