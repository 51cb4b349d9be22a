/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What two targets recorded at the same time, in one view. */
public class TogetherTest {

    private static final String OTHER = "sim:together";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private final TargetAddress one = TargetAddress.parse("sim:");
    private TargetAddress other = one;

    public TogetherTest() throws TargetException {
        // the address is parsed
    }

    @Before
    public void add() throws TargetException {
        other = Workbench.studio().add(OTHER);
        Workbench.connected(other);
        Workbench.clean();
    }

    @After
    public void remove() {
        Workbench.studio().show(null);
        Workbench.studio().select(other);
        Workbench.clean();
        Workbench.actions().remove(other);
        Workbench.studio().select(one);
        Robot.waitFor("it to go", () -> Workbench.studio().targets().stream()
                .noneMatch(known -> known.address().equals(other)));
        Robot.page().resetPerspective();
    }

    private static void begin(TargetAddress address, String... definitions) {
        Workbench.connected(address);
        Workbench.actions().addProbes(List.of(definitions), true, false);
        Robot.waitFor("the probes", () -> Workbench.session().probes().stream().filter(ProbeInfo::enabled)
                .count() == definitions.length);
        Workbench.actions().startRecording();
        Robot.waitFor("events", () -> Workbench.session().recording().isActive()
                && Workbench.session().recording().events() > 50);
    }

    private static Path end(TargetAddress address) {
        Workbench.connected(address);
        Workbench.actions().stopRecording();
        Robot.waitFor("the end", () -> !Workbench.session().recording().isActive());
        return Path.of(Workbench.session().recording().file());
    }

    private static boolean has(Table table, String name) {
        return Arrays.stream(table.getColumns()).anyMatch(column -> column.getText().equals(name));
    }

    private static Set<String> column(Table table, String name) {
        return Arrays.stream(table.getItems()).map(item -> Workbench.cell(item, name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A folder with the recordings and one whose clock was not compared. */
    private static Path folder(List<Path> recordings) {
        try {
            Path folder = Files.createTempDirectory("together");
            for (Path recording : recordings) {
                Files.createSymbolicLink(folder.resolve(recording.getFileName()), recording);
            }
            Path alone = Files.createDirectory(folder.resolve("alone"));
            try (Stream<Path> files = Files.list(recordings.get(0))) {
                for (Path file : files.filter(file -> !file.endsWith(ClockRelation.FILE)).toList()) {
                    Files.createSymbolicLink(alone.resolve(file.getFileName()), file);
                }
            }
            return folder;
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private void chooseIn(Path folder) {
        DialogRobot.drive("Recordings of Several Targets",
                () -> Workbench.command("io.kprobestudio.ui.events.open", "io.kprobestudio.ui.events.path",
                        folder.toString()),
                dialog -> {
                    assertEquals("those that were compared are ticked", List.of("sim", "sim-together"),
                            dialog.read(shell -> Arrays.stream(Robot.only(shell, Table.class, any -> true).getItems())
                                    .filter(TableItem::getChecked).map(item -> item.getText().substring(16))
                                    .toList()));
                    dialog.act(shell -> pictures.take("open-several", shell));
                    dialog.press("OK");
                    dialog.waitForClose();
                });
    }

    /** When the first event of a target was, in the common time. */
    private static long firstOf(int target) {
        EventSequence all = Workbench.studio().events().sequence();
        long[] found = { -1 };
        try {
            all.read(0, all.end(), (number, decoder, cpu, time, buffer, offset, length) -> {
                if (found[0] < 0 && all.target(decoder) == target) {
                    found[0] = time;
                }
            });
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return found[0];
    }

    @Test
    public void shouldShowBothInOneOrderOfTimeWhenTheirRecordingsAreOpenedTogether() {
        begin(one, "p:in vfs_read", "r:out vfs_read");
        begin(other, "p:in vfs_read", "r:out vfs_read");
        List<Path> recordings = List.of(end(one), end(other));
        for (Path recording : recordings) {
            assertTrue("its clock was compared: " + recording,
                    Files.isRegularFile(recording.resolve(ClockRelation.FILE)));
        }
        Workbench.actions().openRecordings(recordings);
        Robot.waitFor("both to be shown", () -> Workbench.studio().events().sequence().targets().size() == 2);
        Table table = Robot.only(Workbench.view(Workbench.EVENTS), Table.class, any -> true);
        assertEquals(List.of("sim", "sim-together"), Workbench.studio().events().sequence().targets());
        Robot.waitFor("the column", () -> has(table, "Target"));
        long met = firstOf(1);
        Workbench.studio().chooseTime(new TimeRange(met, met));
        Robot.waitFor("rows of both", () -> table.getItemCount() > 0
                && column(table, "Target").equals(Set.of("sim", "sim-together")));
        List<String> times = Arrays.stream(table.getItems()).map(item -> Workbench.cell(item, "Time (s)")).toList();
        assertEquals("in the order of time",
                times.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList(), times);
        int digits = times.get(0).length() - times.get(0).indexOf('.') - 1;
        assertEquals("no digit is shown that does not hold",
                Math.min(6, 10 - Long.toString(Workbench.studio().events().sequence().step()).length()), digits);
        assertTrue(Workbench.studio().events().label(),
                Workbench.studio().events().label().matches("sim, sim-together \u00b1 [0-9.]+ (ns|\u00b5s|ms)"));
        assertEquals(Set.of("sim: vfs_read", "sim-together: vfs_read"), Workbench.studio().latencies().functions()
                .stream().map(CallLatency::name).collect(Collectors.toSet()));
        Robot.waitFor("what the times hold to", () -> Robot.all(Workbench.view(Workbench.EVENTS), Label.class).stream()
                .anyMatch(label -> label.getText().contains("Common time of sim, sim-together \u00b1")));
        pictures.take("events-together");
        Workbench.view(Workbench.TIMELINE);
        pictures.take("timeline-together");
        Workbench.open(recordings.get(0));
        chooseIn(folder(recordings));
        Robot.waitFor("both again", () -> Workbench.studio().events().sequence().targets().size() == 2);
        Workbench.open(recordings.get(0));
        Robot.waitFor("one alone has no such column", () -> !has(table, "Target"));
    }

    @Test
    public void shouldSayWhyWhenTheirClocksWereNotCompared() {
        Workbench.connected(one);
        Workbench.actions().disconnect(other);
        Robot.waitFor("it to be disconnected", () -> Workbench.studio().session(other).isEmpty());
        Workbench.connected(one);
        Path alone = Workbench.record(20, "p:alone vfs_read");
        assertFalse("nothing to compare it with", Files.exists(alone.resolve(ClockRelation.FILE)));
        Workbench.actions().openRecordings(List.of(alone, alone));
        Robot.waitFor("the reason", () -> Workbench.studio().notice().contains("it is not known how the recording's"));
        Workbench.studio().setNotice("");
    }
}
