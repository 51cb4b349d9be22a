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
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Passwords that are remembered, and host keys of boards that were set up anew. */
public class TargetAccessTest {

    private static final String COMMANDS = "io.kprobestudio.ui.probes.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** The kind of target that asks. */
    @Rule(order = 1)
    public final AskingTargets targets = new AskingTargets();

    private final Pictures pictures = new Pictures();
    private TargetAddress board = new TargetAddress("asks", "board", java.util.Map.of());

    @Before
    public void add() throws TargetException {
        board = Workbench.studio().add("asks:board");
    }

    @After
    public void remove() throws TargetException {
        Workbench.actions().remove(board);
        Robot.waitFor("the target to go", () -> !isKnown(board));
        Workbench.studio().setNotice("");
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    private static boolean is(TargetAddress address, TargetState state) {
        return Workbench.studio().targets().stream()
                .anyMatch(target -> target.address().equals(address) && target.state() == state);
    }

    private static boolean isKnown(TargetAddress address) {
        return Workbench.studio().targets().stream().anyMatch(target -> target.address().equals(address));
    }

    private TableItem row() {
        Table table = Workbench.table(Workbench.TARGETS);
        return Arrays.stream(table.getItems()).filter(item -> item.getText(0).equals(board.toString())).findFirst()
                .orElseThrow();
    }

    private static Button renewal() {
        return Robot.only(Workbench.view(Workbench.TARGETS), Button.class,
                button -> button.getText().startsWith("Renew Host Key"));
    }

    @Test
    public void shouldOfferRenewalAndConnectWhenHostKeyHasChanged() {
        Button renewal = renewal();
        assertFalse("nothing to renew", renewal.isVisible());
        targets.changeKey();
        Workbench.actions().connect(board);
        Robot.waitFor("the refusal", () -> is(board, TargetState.FAILED));
        Robot.waitFor("the offer", renewal::isVisible);
        String error = Workbench.cell(row(), "Last error");
        assertTrue(error, error.contains(AskingTargets.OLD_KEY) && error.contains(AskingTargets.NEW_KEY));
        assertEquals("failed", Workbench.cell(row(), "State"));
        Pictures.settle();
        pictures.take("host-key-changed", renewal.getShell());
        DialogRobot.drive("Replace host key", () -> DialogRobot.click(renewal), dialog -> {
            String question = dialog.read(TargetAccessTest::words);
            assertTrue(question,
                    question.contains(AskingTargets.OLD_KEY) && question.contains(AskingTargets.NEW_KEY));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        Robot.waitFor("what was declined", () -> Workbench.studio().notice().contains("not replaced"));
        assertTrue("still offered", renewal.isVisible());
        DialogRobot.drive("Replace host key", () -> DialogRobot.click(renewal), dialog -> {
            dialog.press("OK");
            dialog.waitForClose();
        });
        Robot.waitFor("the target to be connected", () -> is(board, TargetState.CONNECTED));
        Robot.waitFor("no more offer", () -> !renewal.isVisible());
        Robot.waitFor("no more error", () -> Workbench.cell(row(), "Last error").isEmpty());
        assertEquals("", Workbench.studio().notice());
    }

    @Test
    public void shouldKeepNoSessionWhenTargetIsRemovedWhileItIsConnected() {
        targets.sleep();
        Workbench.actions().connect(board);
        Robot.waitFor("the attempt", () -> is(board, TargetState.CONNECTING));
        Workbench.actions().remove(board);
        Robot.waitFor("the target to go", () -> !isKnown(board));
        targets.wake();
        Robot.waitFor("the job's end", () -> Arrays.stream(Job.getJobManager().find(null))
                .noneMatch(job -> job.getName().contains("asks:board")));
        Robot.waitFor("no thread of a session", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("kprobes sampler sim:board")));
        assertTrue(Workbench.studio().session(board).isEmpty());
    }

    @Test
    public void shouldSayWhatWasDoneWhenHostKeyIsRenewedByCommand() {
        Runnable renew = () -> DialogRobot.drive("Replace host key", () -> Workbench.command(COMMANDS + "renewHostKey"),
                dialog -> {
                    dialog.press("OK");
                    dialog.waitForClose();
                });
        DialogRobot.drive("Renew Host Key", renew, dialog -> {
            String words = dialog.read(TargetAccessTest::words);
            assertTrue(words, words.contains("the host key was replaced"));
            dialog.press("OK");
            dialog.waitForClose();
        });
        assertTrue("not connected unasked", is(board, TargetState.DISCONNECTED));
    }

    @Test
    public void shouldAskOnceAndAgainOnlyWhenRememberedPasswordIsWrong() {
        targets.setPassword("first");
        DialogRobot.drive("Connect to " + board, () -> Workbench.actions().connect(board), dialog -> {
            dialog.act(shell -> field(shell).setText("first"));
            dialog.act(shell -> {
                Button remember = Robot.only(shell, Button.class,
                        button -> button.getText().contains("secure storage"));
                remember.setSelection(true);
                DialogRobot.click(remember);
            });
            dialog.pause();
            dialog.act(shell -> pictures.take("password", shell));
            dialog.press("OK");
            dialog.waitForClose();
        });
        Robot.waitFor("the target to be connected", () -> is(board, TargetState.CONNECTED));
        again();
        assertEquals("wrong passwords", 0, targets.wrong());
        targets.setPassword("second");
        Workbench.actions().disconnect(board);
        Robot.waitFor("the target to be disconnected", () -> is(board, TargetState.DISCONNECTED));
        DialogRobot.drive("Connect to " + board, () -> Workbench.actions().connect(board), dialog -> {
            String words = dialog.read(TargetAccessTest::words);
            assertTrue(words, words.contains("not accepted"));
            dialog.act(shell -> field(shell).setText("second"));
            dialog.press("OK");
            dialog.waitForClose();
        });
        Robot.waitFor("the target to be connected", () -> is(board, TargetState.CONNECTED));
        assertEquals("the remembered one alone", 1, targets.wrong());
    }

    /** Connects once more, without anybody at the keyboard. */
    private void again() {
        Workbench.actions().disconnect(board);
        Robot.waitFor("the target to be disconnected", () -> is(board, TargetState.DISCONNECTED));
        Workbench.actions().connect(board);
        Robot.waitFor("the target to be connected again", () -> is(board, TargetState.CONNECTED));
    }

    private static Text field(Shell shell) {
        return Robot.only(shell, Text.class, Text::getEditable);
    }

    private static String words(Shell shell) {
        StringBuilder words = new StringBuilder();
        Robot.all(shell, Label.class).forEach(label -> words.append(label.getText()).append('\n'));
        return words.toString();
    }
}
