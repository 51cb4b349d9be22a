/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.ISeries;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What every user does first, on one target: a wrong probe, a right one, its hits, and its end. */
public abstract class ProbeStory {

    private static final String COMMANDS = "io.kprobestudio.ui.probes.";
    /* The register of no machine, and of no other test's either. */
    private static final String WRONG_REGISTER = "%rx" + Long.toString(System.nanoTime() % 1000, 10);
    private static final String WRONG = "p:story vfs_read count=" + WRONG_REGISTER + ":u32";
    private static final String SET = "Run Reads and writes";
    private static final String RIGHT = "p:story vfs_read count=%r2:u32";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    private final String address;

    ProbeStory(String address) {
        this.address = address;
    }

    /** Lets functions be hit on the target, where nothing else does. */
    abstract void hit() throws TargetException;

    @Before
    public void connect() throws TargetException {
        Workbench.studio().add(address);
        Workbench.connected(TargetAddress.parse(address));
        Workbench.clean();
    }

    @After
    public void removeProbes() {
        Workbench.clean();
    }

    @Test
    public void shouldShowWordsAndColumnAndSendNothingWhenRegisterIsWrong() {
        List<ProbeInfo> before = Workbench.session().probes().stream().filter(ProbeInfo::ours).toList();
        DialogRobot.drive("New Probe", () -> Workbench.command(COMMANDS + "newProbe"), dialog -> {
            dialog.type(WRONG);
            dialog.waitFor("the kernel's words and column", shell -> texts(shell).contains("(column "));
            assertFalse("Add can be pressed", dialog.canPress("Add"));
            String words = dialog.read(ProbeStory::texts);
            assertTrue(words, words.contains("Invalid register name (column " + WRONG.indexOf(WRONG_REGISTER) + ")"));
            assertEquals("the caret stands under the register", (long) WRONG.indexOf(WRONG_REGISTER),
                    dialog.read(ProbeStory::caretColumn).longValue());
            assertTrue("the register is marked", dialog.read(ProbeStory::marks).contains(WRONG_REGISTER));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        assertEquals(before, Workbench.session().probes().stream().filter(ProbeInfo::ours).toList());
        assertFalse("the kernel complained, so it was asked", Workbench.complaints(address).contains(WRONG_REGISTER));
    }

    @Test
    public void shouldShowHitsInTableAndChartWhenProbeIsAddedAndEnabled() throws TargetException {
        DialogRobot.drive("New Probe", () -> Workbench.command(COMMANDS + "newProbe"), dialog -> {
            dialog.type(WRONG);
            dialog.waitFor("a complaint", shell -> texts(shell).contains("(column "));
            dialog.type(RIGHT);
            dialog.press("Add");
            dialog.waitForClose();
        });
        TableItem row = Workbench.probe("story");
        Robot.waitFor("the probe to be enabled", () -> Workbench.probe("story").getChecked());
        assertEquals("vfs_read", Workbench.cell(row, "Place"));
        for (int round = 0; round < 2; round++) {
            long begin = Workbench.number(Workbench.cell(Workbench.probe("story"), "Hits"));
            hit();
            Robot.waitFor("the hits to rise from " + begin,
                    () -> Workbench.number(Workbench.cell(Workbench.probe("story"), "Hits")) > begin);
        }
        Chart chart = Robot.only(Workbench.view(Workbench.HITS), Chart.class, any -> true);
        Robot.waitFor("a rate above zero in the chart", () -> highest(chart) > 0);
        Robot.waitFor("live events", () -> Workbench.studio().events().size() > 0);
        Workbench.check(Workbench.probe("story"), false);
        Robot.waitFor("the probe to be disabled",
                () -> Workbench.cell(Workbench.probe("story"), "State").equals("disabled"));
        Workbench.select(Workbench.probe("story"));
        Workbench.command(COMMANDS + "removeProbes");
        Robot.waitFor("the probe to go", () -> Workbench.session().probes().stream().noneMatch(ProbeInfo::ours));
        assertEquals("", Workbench.studio().notice());
    }

    /** From a name that is typed to a live chart of real hits; says how many actions and how long that took. */
    @Test
    public void shouldLeadToALiveChartInSixActionsWhenOnlyTheAddressIsTyped() {
        TargetAddress target = Workbench.session().address();
        Workbench.actions().disconnect(target);
        Workbench.actions().remove(target);
        Robot.waitFor("the target to be forgotten", () -> Workbench.studio().session(target).isEmpty());
        Chart chart = Robot.only(Workbench.view(Workbench.HITS), Chart.class, any -> true);
        Button run = Robot.only(Workbench.view(Workbench.LIBRARY), Button.class,
                button -> String.valueOf(button.getToolTipText()).startsWith(SET));
        Robot.waitFor("the chart to show nothing of before", () -> !chart.isVisible());
        List<String> actions = new ArrayList<>();
        long begin = System.nanoTime();
        actions.add("Add Target");
        DialogRobot.drive("Add Target", () -> Workbench.command(COMMANDS + "addTarget"), dialog -> {
            actions.add("type the address");
            dialog.act(shell -> Robot.only(shell, Text.class, Text::getEditable).setText(address));
            actions.add("Add");
            dialog.press("Add");
            dialog.waitForClose();
        });
        Robot.waitFor("the target to be connected", () -> Workbench.studio().session(target).isPresent());
        actions.add(SET);
        DialogRobot.click(run);
        Robot.waitFor("a rate above zero in the chart", () -> chart.isVisible() && highest(chart) > 0);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("from a typed address to a live chart: %d actions %s, %.1f s, target %s%n", actions.size(),
                actions, seconds, address.replaceAll("\\?.*", ""));
        assertTrue(actions.toString(), actions.size() <= 6);
        Robot.waitFor("its recording, which ends with the test", () -> Workbench.session().recording().isActive());
        Robot.waitFor("hits of the kernel",
                () -> Workbench.session().probes().stream().anyMatch(probe -> probe.hits() > 0));
    }

    /** All words that a dialog shows. */
    private static String texts(Shell shell) {
        StringBuilder words = new StringBuilder();
        Robot.all(shell, Text.class).forEach(text -> words.append(text.getText()).append('\n'));
        Robot.all(shell, org.eclipse.swt.widgets.Link.class).forEach(link -> words.append(link.getText()).append('\n'));
        Robot.all(shell, org.eclipse.swt.widgets.Label.class)
                .forEach(label -> words.append(label.getText()).append('\n'));
        return words.toString();
    }

    private static Long caretColumn(Shell shell) {
        return Robot.all(shell, StyledText.class).stream().map(StyledText::getText)
                .filter(text -> text.stripLeading().startsWith("^")).findFirst()
                .map(text -> Long.valueOf(text.indexOf('^')))
                .orElse(Long.valueOf(-1));
    }

    /** The stretches of the definition that are underlined. */
    private static List<String> marks(Shell shell) {
        StyledText definition = Robot.all(shell, StyledText.class).stream().filter(StyledText::getEditable).findFirst()
                .orElseThrow();
        return Arrays.stream(definition.getStyleRanges()).filter(range -> range.underline)
                .map(range -> definition.getTextRange(range.start, range.length)).toList();
    }

    private static double highest(Chart chart) {
        double highest = 0;
        for (ISeries<?> series : chart.getSeriesSet().getSeries()) {
            highest = Math.max(highest, Arrays.stream(series.getYSeries()).max().orElse(0));
        }
        return highest;
    }
}
