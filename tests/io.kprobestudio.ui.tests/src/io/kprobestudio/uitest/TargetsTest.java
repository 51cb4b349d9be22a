/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.TargetState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The targets view and its dialogs. */
public class TargetsTest {

    private static final String COMMANDS = "io.kprobestudio.ui.probes.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @Test
    public void shouldShowKernelAndWhatItSupportsWhenSimulatedTargetIsConnected() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
        StyledText details = Robot.only(Workbench.view(Workbench.TARGETS), StyledText.class, any -> true);
        Robot.waitFor("the kernel in the details", () -> details.getText().contains("Linux 6.1"));
        assertTrue(details.getText(), details.getText().contains("tracing instances"));
        Table table = Workbench.table(Workbench.TARGETS);
        assertEquals("sim:", table.getItem(0).getText(0));
        Robot.waitFor("the state in the table", () -> table.getItem(0).getText(1).equals("connected"));
        assertTrue(Workbench.cell(table.getItem(0), "Kernel"),
                Workbench.cell(table.getItem(0), "Kernel").startsWith("6.1"));
        assertEquals("local: is not connected", "", Workbench.cell(table.getItem(1), "Kernel"));
    }

    @Test
    public void shouldShowHitsAndLastErrorWhenProbesAreHitAndRefused() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.clean();
        Table table = Workbench.table(Workbench.TARGETS);
        Workbench.actions().addProbes(List.of("p:load vfs_read"), true, false);
        Robot.waitFor("hits", () -> Workbench.session().load() >= 1);
        Robot.waitFor("hits in the table", () -> Workbench.cell(table.getItem(0), "Hits/s").matches("[1-9].*"));
        assertTrue(Workbench.cell(table.getItem(0), "Load"), Workbench.cell(table.getItem(0), "Load").endsWith(" %"));
        Workbench.actions().addProbes(List.of("p:bad no_such_function"), true, false);
        Robot.waitFor("the refusal in the table",
                () -> Workbench.cell(table.getItem(0), "Last error").contains("no_such_function"));
        assertEquals("connected", Workbench.cell(table.getItem(0), "State"));
        Workbench.clean();
        Robot.waitFor("no more error", () -> Workbench.cell(table.getItem(0), "Last error").isEmpty());
    }

    @Test
    public void shouldShowWholeColumnsWhenTheViewIsNarrow() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
        Table table = Workbench.table(Workbench.TARGETS);
        Pictures.size(true);
        try {
            Pictures.settle();
            assertEquals(List.of("Target", "State"), wholeColumns(table));
            Robot.waitFor("what is not in the table", () -> Robot.all(Workbench.view(Workbench.TARGETS), Label.class)
                    .stream().anyMatch(label -> label.isVisible() && label.getText().matches("Hits/s .*, load .* %")));
            Robot.page().toggleZoom(Robot.page().findViewReference(Workbench.TARGETS));
            Pictures.settle();
            assertEquals(List.of("Target", "State", "Hits/s", "Load", "Kernel", "Last error"), wholeColumns(table));
            Robot.page().toggleZoom(Robot.page().findViewReference(Workbench.TARGETS));
        } finally {
            Pictures.size(false);
        }
        Robot.waitFor("room for the load", () -> wholeColumns(table).equals(List.of("Target", "State", "Hits/s",
                "Load")));
    }

    /** The columns that are shown; none of them is cut off. */
    private static List<String> wholeColumns(Table table) {
        List<TableColumn> shown = Arrays.stream(table.getColumns()).filter(column -> column.getWidth() > 0).toList();
        int sum = shown.stream().mapToInt(TableColumn::getWidth).sum();
        assertTrue(shown.stream().map(TableColumn::getWidth).toList() + " in " + table.getClientArea(),
                sum <= table.getClientArea().width);
        return shown.stream().map(TableColumn::getText).toList();
    }

    @Test
    public void shouldShowWhatIsNewestWhenTheThemeHasChanged() throws TargetException {
        TargetAddress other = Workbench.studio().add("sim:theme");
        Table table = Workbench.table(Workbench.TARGETS);
        Robot.waitFor("a row", () -> state(table, other).equals("not connected"));
        Workbench.connected(other);
        Robot.waitFor("its state", () -> state(table, other).equals("connected"));
        try {
            Pictures.theme(true);
            Workbench.studio().setNotice("a refresh");
            Pictures.settle();
            assertEquals("connected", state(table, other));
        } finally {
            Pictures.theme(false);
            Workbench.studio().setNotice("");
            Workbench.connected(TargetAddress.parse("sim:"));
            Workbench.actions().remove(other);
            Robot.waitFor("it to go", () -> !rows(table).contains(other.toString()));
        }
    }

    private static String state(Table table, TargetAddress address) {
        return Arrays.stream(table.getItems()).filter(item -> item.getText(0).equals(address.toString()))
                .map(item -> Workbench.cell(item, "State")).findFirst().orElse("");
    }

    @Test
    public void shouldComeBackWhenDisconnectedAndConnectedAgain() throws TargetException {
        TargetAddress sim = TargetAddress.parse("sim:");
        Workbench.connected(sim);
        Workbench.command(COMMANDS + "disconnect");
        Robot.waitFor("the target to be disconnected", () -> Workbench.studio().session().isEmpty());
        Workbench.command(COMMANDS + "connect");
        Robot.waitFor("the target to be connected", () -> Workbench.studio().session().isPresent());
    }

    @Test
    public void shouldAddAndRemoveTargetWhenAddressMakesSense() {
        int before = Workbench.studio().targets().size();
        DialogRobot.drive("Add Target", () -> Workbench.command(COMMANDS + "addTarget"), dialog -> {
            dialog.act(shell -> field(shell).setText("ssh://root@board:99999"));
            dialog.waitFor("a complaint", shell -> messages(shell).contains("99999"));
            assertFalse("Add can be pressed", dialog.canPress("Add"));
            dialog.act(shell -> field(shell).setText("sim:second?seed=2"));
            dialog.press("Add");
            dialog.waitForClose();
        });
        Robot.waitFor("the new target to be connected", () -> Workbench.studio().session().isPresent()
                && Workbench.studio().selected().toString().equals("sim:second?seed=2"));
        assertEquals(before + 1, Workbench.studio().targets().size());
        DialogRobot.drive("Remove Target", () -> Workbench.command(COMMANDS + "removeTarget"), dialog -> {
            dialog.press("OK");
            dialog.waitForClose();
        });
        Robot.waitFor("the target to go", () -> Workbench.studio().targets().size() == before);
    }

    @Test
    public void shouldSayWhatMendsWhatIsMissingWhenDoctorIsAsked() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
        DialogRobot.drive("Doctor", () -> Workbench.command(COMMANDS + "doctor"), dialog -> {
            dialog.waitFor("the doctor's lines",
                    shell -> Robot.only(shell, Table.class, any -> true).getItemCount() > 3);
            List<String> grades = dialog.read(TargetsTest::grades);
            assertTrue(grades.toString(), grades.stream().allMatch(List.of("ok", "degraded", "missing")::contains));
            dialog.press("Close");
            dialog.waitForClose();
        });
    }

    @Test
    public void shouldShowReasonAndLogNothingWhenTargetCannotBeReached() throws TargetException {
        TargetAddress nowhere = Workbench.studio().add("ssh://nobody@127.0.0.1:1");
        Workbench.actions().connect(nowhere);
        Robot.waitFor("the refusal", () -> Workbench.studio().targets().stream()
                .anyMatch(target -> target.address().equals(nowhere) && target.state() == TargetState.FAILED));
        assertFalse(Workbench.studio().notice().isEmpty());
        Workbench.actions().remove(nowhere);
        Robot.waitFor("the target to go", () -> Workbench.studio().targets().stream()
                .noneMatch(target -> target.address().equals(nowhere)));
        Workbench.studio().setNotice("");
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    @Test
    public void shouldTakeBoardsAwayAndBringThemBackWhenSshBundleStopsAndStarts() throws Exception {
        TargetAddress board = Workbench.studio().add("ssh://root@127.0.0.1:1");
        Bundle ssh = Objects.requireNonNull(Platform.getBundle("io.kprobestudio.target.ssh"));
        Table table = Workbench.table(Workbench.TARGETS);
        Robot.waitFor("the board in the table", () -> rows(table).contains(board.toString()));
        ssh.stop();
        Robot.waitFor("the board to go", () -> !rows(table).contains(board.toString()));
        ssh.start();
        Robot.waitFor("the board to come back", () -> rows(table).contains(board.toString()));
        Workbench.actions().remove(board);
        Robot.waitFor("the board to be removed", () -> !rows(table).contains(board.toString()));
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    private static List<String> rows(Table table) {
        return Arrays.stream(table.getItems()).map(item -> item.getText(0)).toList();
    }

    private static Text field(Shell shell) {
        return Robot.only(shell, Text.class, Text::getEditable);
    }

    private static String messages(Shell shell) {
        StringBuilder words = new StringBuilder();
        Robot.all(shell, Text.class).stream().filter(text -> !text.getEditable())
                .forEach(text -> words.append(text.getText()));
        Robot.all(shell, org.eclipse.swt.widgets.Label.class).forEach(label -> words.append(label.getText()));
        return words.toString();
    }

    private static List<String> grades(Shell shell) {
        Table table = Robot.only(shell, Table.class, any -> true);
        return Arrays.stream(table.getItems()).map(item -> item.getText(1)).toList();
    }
}
