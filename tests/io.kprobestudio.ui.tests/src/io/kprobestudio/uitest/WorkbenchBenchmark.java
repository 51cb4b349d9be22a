/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TimeRange;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.text.contentassist.IContentAssistProcessor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.FixMethodOrder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runners.MethodSorters;

/**
 * Measures the real workbench and prints what it found; nothing of it is asserted, since a busy machine is slower. Not among the
 * tests that each build runs: {@code releng/benchmarks/workbench} does. The system property {@code kps.benchmark.recording}
 * names a recording of any size.
 */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class WorkbenchBenchmark {

    private static final int FRAMES = 1000;
    private static final int ROUNDS = 30;
    private static final int SYMBOLS = 200_000;
    private static final int PROBES = 10_000;
    private static final int UPDATES_A_SECOND = 1000;
    private static final int SECONDS = 5;
    private static final double MILLI = 1e6;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @After
    public void tidy() throws Exception {
        Workbench.studio().show(null);
        ProbeFile.closeAll();
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.clean();
        Robot.page().resetPerspective();
    }

    @AfterClass
    public static void blocks() {
        System.out.printf("benchmark: the UI thread was busy for more than 50 ms at a stretch %d times (0 wanted)%n",
                Integer.valueOf(UiWatch.busy()));
        UiWatch.report().forEach(line -> System.out.println("benchmark:   kept for more than 50 ms " + line));
    }

    /** When something began, by the clock and by what the UI thread had of the processor until then, in nanoseconds. */
    private record Begun(long clock, long processor) {

        static Begun now() {
            return new Begun(System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        }

        Took ended() {
            Begun end = now();
            return new Took((end.clock - clock) / MILLI, (end.processor - processor) / MILLI);
        }
    }

    /** How long something took, in milliseconds. */
    private record Took(double clock, double processor) {
    }

    /** Works until something is so, without pauses; how long that took, in milliseconds. */
    private static double until(String what, BooleanSupplier condition) {
        Display display = Display.getCurrent();
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (!UiWatch.dispatch(display)) {
                Thread.onSpinWait();
            }
            if (System.nanoTime() - begin > 600_000_000_000L) {
                throw new AssertionError("waited in vain for: " + what);
            }
        }
        return (System.nanoTime() - begin) / MILLI;
    }

    private static void print(String what, double wanted, Took... measured) {
        double[] clock = Arrays.stream(measured).mapToDouble(Took::clock).sorted().toArray();
        double[] processor = Arrays.stream(measured).mapToDouble(Took::processor).sorted().toArray();
        System.out.printf("benchmark: %-52s %10.1f ms (%.1f wanted; %.1f to %.1f in %d; %.1f of the processor)%n", what,
                clock[clock.length / 2], wanted, clock[0], clock[clock.length - 1], clock.length,
                processor[processor.length / 2]);
    }

    private static Path recording() {
        return Path
                .of(Objects.requireNonNull(System.getProperty("kps.benchmark.recording"), "kps.benchmark.recording"));
    }

    private static Table events() {
        return Robot.only(Workbench.view(Workbench.EVENTS), Table.class, any -> true);
    }

    private static void open() throws Exception {
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.clean();
        Path path = recording();
        Workbench.actions().openRecording(path);
        double open = until("the recording", () -> Workbench.studio().events().source().equals(path));
        Table table = events();
        double rows = until("its rows", () -> table.getItemCount() > 3 && !table.getItem(0).getText(0).isEmpty());
        System.out.printf("benchmark: %,d events: opened after %.1f s, rows after %.1f ms more%n",
                Workbench.studio().events().sequence().size(), open / 1000, rows);
    }

    @Test
    public void scrollsToTheEnd() throws Exception {
        open();
        Table table = events();
        Slider slider = Robot.only(Workbench.view(Workbench.EVENTS), Slider.class, any -> true);
        Took[] frames = new Took[FRAMES];
        for (int i = 1; i <= FRAMES; i++) {
            Begun begin = Begun.now();
            slider.setSelection((int) ((long) slider.getMaximum() * i / FRAMES));
            slider.notifyListeners(SWT.Selection, new Event());
            table.update();
            while (UiWatch.dispatch(Display.getCurrent())) {
                // a frame ends when nothing waits
            }
            frames[i - 1] = begin.ended();
        }
        StoredEvent last = Workbench.studio().events().sequence().row(Workbench.studio().events().sequence().end() - 1)
                .orElseThrow();
        until("the last row", () -> Arrays.stream(table.getItems())
                .anyMatch(item -> item.getText(1).equals(Integer.toString(last.cpu())) && !item.getText(4).isEmpty()));
        print("a frame while scrolling from the first to the last row", 16, frames);
        System.out.printf("benchmark: frames under 16 ms: %.1f %% (99.0 wanted), of the processor %.1f %%%n",
                under(frames, Took::clock), under(frames, Took::processor));
    }

    /** How many of a hundred frames take less than 16 ms. */
    private static double under(Took[] frames, ToDoubleFunction<Took> time) {
        return 100.0 * Arrays.stream(frames).mapToDouble(time).filter(frame -> frame < 16).count() / frames.length;
    }

    @Test
    public void filters() throws Exception {
        open();
        EventRows rows = Workbench.studio().events();
        StoredEvent first = rows.sequence().row(rows.sequence().first()).orElseThrow();
        StyledText field = Robot.only(Workbench.view(Workbench.EVENTS), StyledText.class, StyledText::getEditable);
        Table table = events();
        for (String filter : List.of("pid == " + first.decode().pid() + " && cpu == " + first.cpu(),
                "event == \"" + first.decode().event() + "\"")) {
            field.setText(filter);
            Workbench.key(field, SWT.CR, 0);
            double found = until("the first match", () -> says(" match"));
            until("its row", () -> table.getItemCount() > 0 && !table.getItem(0).getText(0).isEmpty());
            double all = found + until("all of them", () -> !says("looked at"));
            System.out.printf(
                    "benchmark: filter %s: first match after %.1f ms (300 wanted), all after %.1f s (15 wanted): %s%n",
                    filter, found, all / 1000, status());
        }
        field.setText("");
        Workbench.key(field, SWT.CR, 0);
    }

    private static String status() {
        return Robot.all(Workbench.view(Workbench.EVENTS), Label.class).stream().filter(Label::isVisible)
                .map(Label::getText).filter(text -> text.contains("match")).findFirst().orElse("");
    }

    private static boolean says(String words) {
        return status().contains(words);
    }

    @Test
    public void showsManyProbes() throws Exception {
        Table table = Workbench.table(Workbench.PROBES);
        showManyProbes("table", () -> table.getItemCount() == PROBES && table.getItem(0).getText(0).startsWith("many/"),
                () -> table.getItemCount() == 0);
        ProbesTreeTest.asTree(true);
        try {
            Tree tree = ProbesTreeTest.tree();
            showManyProbes("tree", () -> {
                TreeItem group = tree.getItemCount() > 0 && tree.getItem(0).getItemCount() > 0
                        ? tree.getItem(0).getItem(0)
                        : null;
                return group != null && group.getItemCount() == PROBES && group.getItem(0).getText(0).startsWith("e");
            }, () -> tree.getItemCount() > 0 && tree.getItem(0).getItemCount() == 0);
        } finally {
            ProbesTreeTest.asTree(false);
        }
    }

    private static void showManyProbes(String where, BooleanSupplier there, BooleanSupplier gone) throws Exception {
        Workbench.connected(TargetAddress.parse("sim:"));
        StringBuilder definitions = new StringBuilder();
        for (int i = 0; i < PROBES; i++) {
            definitions.append("p:many/e").append(i).append(" vfs_read a=%r0:x32\n");
        }
        Took[] shown = new Took[3];
        for (int i = 0; i < shown.length; i++) {
            Workbench.define("sim:", definitions.toString());
            // nothing is shown meanwhile
            while (Workbench.session().probes().size() != PROBES) {
                Thread.sleep(1);
            }
            Begun begin = Begun.now();
            until("their rows", there);
            shown[i] = begin.ended();
            Pictures.settle(SECONDS * 1000L);
            Workbench.define("sim:", "-:many/\n");
            until("the probes to go", () -> Workbench.session().probes().isEmpty() && gone.getAsBoolean());
        }
        print("10,000 probes in the " + where + " after they are known", 500, shown);
    }

    /** A target with so many functions. */
    private static TargetAddress manySymbols() throws Exception {
        Path folder = Files.createTempDirectory("symbols");
        StringBuilder symbols = new StringBuilder("c0008000 T _stext\n");
        StringBuilder functions = new StringBuilder();
        String[] words = { "vfs", "ext4", "sched", "net", "dev", "page", "read", "write", "alloc", "free" };
        for (int i = 0; i < SYMBOLS; i++) {
            String name = words[i % 10] + "_" + words[i / 10 % 10] + "_" + words[i / 100 % 10] + "_" + i;
            symbols.append(String.format("%08x T %s%n", Integer.valueOf(0xc0100000 + 16 * i), name));
            functions.append(name).append('\n');
        }
        symbols.append(String.format("%08x T _etext%n", Integer.valueOf(0xc0100000 + 16 * SYMBOLS)));
        Files.writeString(folder.resolve("kallsyms"), symbols);
        Files.writeString(folder.resolve("available_filter_functions"), functions);
        Files.writeString(folder.resolve("uname"), "Linux board 6.1.0 #1 SMP armv7l GNU/Linux\n");
        return Workbench.studio().add("sim:?description=" + folder);
    }

    @Test
    public void completesAndMarks() throws Exception {
        TargetAddress many = manySymbols();
        Workbench.connected(many);
        try {
            ProbeFile probes = ProbeFile.open("symbols.kprobes", "p:x sched_re\np:y vfs_vfs_vfs_0\n");
            Robot.waitFor("marks", () -> !probes.marks().isEmpty());
            print("keystroke to its markers", 50, keystrokes(probes));
            IContentAssistProcessor assist = assist();
            Took[] completions = new Took[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                Begun begin = Begun.now();
                int found = assist.computeCompletionProposals(probes.viewer(), probes.offset("sched_re") + 8).length;
                completions[i] = begin.ended();
                assertTrue("proposals=" + found, found > 10);
            }
            print("completion among 200,000 functions", 20, completions);
        } finally {
            ProbeFile.closeAll();
            Workbench.studio().remove(many);
        }
    }

    private static IContentAssistProcessor assist() throws CoreException {
        for (IConfigurationElement element : Platform.getExtensionRegistry()
                .getConfigurationElementsFor("org.eclipse.ui.genericeditor.contentAssistProcessors")) {
            if (String.valueOf(element.getAttribute("class")).endsWith(".ProbeAssist")) {
                return (IContentAssistProcessor) element.createExecutableExtension("class");
            }
        }
        throw new AssertionError("no content assist for probe files");
    }

    private static Took[] keystrokes(ProbeFile probes) {
        Took[] marked = new Took[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            int before = probes.marks().size();
            boolean wrong = i % 2 == 0;
            StyledText text = probes.widget();
            int at = probes.text().indexOf("vfs_vfs_vfs_0") + 13;
            Begun begin = Begun.now();
            if (wrong) {
                text.replaceTextRange(at, 0, "%");
            } else {
                text.replaceTextRange(at, 1, "");
            }
            until("other marks", () -> probes.marks().size() != before);
            marked[i] = begin.ended();
        }
        return marked;
    }

    @Test
    public void takesManyUpdates() throws Exception {
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.actions().addProbes(List.of("p:in vfs_read count=%r2:u32", "r:out vfs_read"), true, false);
        until("events", () -> Workbench.studio().events().size() > 20);
        for (String view : List.of(Workbench.VALUES, Workbench.LATENCY, Workbench.TIMELINE, Workbench.HITS)) {
            Workbench.view(view);
            Studio studio = Workbench.studio();
            AtomicBoolean over = new AtomicBoolean();
            Thread updates = new Thread(() -> {
                long begin = System.nanoTime();
                for (long i = 0; i < (long) UPDATES_A_SECOND * SECONDS; i++) {
                    studio.chooseTime(new TimeRange(i, i + 1));
                    while (System.nanoTime() - begin < i * 1_000_000_000L / UPDATES_A_SECOND) {
                        Thread.onSpinWait();
                    }
                }
                over.set(true);
            }, "updates");
            updates.start();
            double[] stretches = new double[1_000_000];
            int count = 0;
            double busy = 0;
            while (!over.get()) {
                long begin = System.nanoTime();
                boolean any = UiWatch.dispatch(Display.getCurrent());
                double stretch = (System.nanoTime() - begin) / MILLI;
                if (any && count < stretches.length) {
                    stretches[count++] = stretch;
                    busy += stretch;
                }
            }
            updates.join();
            double[] measured = Arrays.copyOf(stretches, count);
            Arrays.sort(measured);
            System.out.printf("benchmark: 1,000 updates a second in %s: the UI thread worked %.1f %% of the time, "
                    + "at most %.1f ms at a stretch (50 wanted)%n", view, busy / SECONDS / 10, measured[count - 1]);
        }
        assertEquals("", Workbench.studio().notice());
    }
}
