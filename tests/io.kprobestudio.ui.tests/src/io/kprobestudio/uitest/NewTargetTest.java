/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWizard;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.wizards.IWizardDescriptor;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The wizard that adds a target and tries the way to it, and the import of hosts of the SSH configuration. */
public class NewTargetTest {

    private static final String COMMANDS = "io.kprobestudio.ui.probes.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** The user's home folder. */
    @Rule
    public final TemporaryFolder home = new TemporaryFolder();

    /** The kind of target that asks. */
    @Rule
    public final AskingTargets targets = new AskingTargets();

    private final Pictures pictures = new Pictures();

    @Test
    public void shouldShowEachStepAndAddNothingWhenATargetIsTried() {
        int before = Workbench.studio().targets().size();
        wizard(dialog -> {
            assertFalse("nothing to test", dialog.canPress("Test"));
            test(dialog, "sim:trial");
            dialog.waitFor("the end", shell -> Robot.all(shell, Text.class).stream()
                    .anyMatch(text -> text.getText().contains("The target is ready")));
            List<String> lines = dialog.read(NewTargetTest::lines);
            for (String subject : List.of("connection", "kernel", "tracefs", "kprobe events", "rights")) {
                assertTrue(subject + " in " + lines,
                        lines.stream().anyMatch(line -> line.startsWith(subject + "|ok|")));
            }
            dialog.pause();
            assertEquals("what is cut off", List.of(), dialog.read(NewTargetTest::cutOff));
            dialog.act(shell -> pictures.take("add-target-tested", shell));
        });
        assertEquals(before, Workbench.studio().targets().size());
    }

    @Test
    public void shouldSayWhatMendsItWhenAStepFails() {
        wizard(dialog -> {
            test(dialog, "nobody@127.0.0.1:1");
            dialog.waitFor("the port", shell -> lines(shell).size() == 2);
            List<String> lines = dialog.read(NewTargetTest::lines);
            assertEquals("name|ok|127.0.0.1 is 127.0.0.1|", lines.get(0));
            assertTrue(lines.get(1),
                    lines.get(1).startsWith("port|missing|nobody@127.0.0.1:1 cannot be reached: reason="));
            assertTrue(lines.get(1), lines.get(1).contains("|Is the board on"));
            assertEquals("what is cut off", List.of(), dialog.read(NewTargetTest::cutOff));
            dialog.waitFor("the sum", shell -> Robot.all(shell, Text.class).stream()
                    .anyMatch(text -> text.getText().contains("Not yet: port. Is the board on")));
            dialog.pause();
            dialog.act(shell -> pictures.take("add-target-refused", shell));
            test(dialog, "root@no.such.host.invalid");
            dialog.waitFor("the name", shell -> !lines(shell).isEmpty());
            String name = dialog.read(NewTargetTest::lines).get(0);
            assertTrue(name, name.startsWith("name|missing|root@no.such.host.invalid cannot be reached"));
        });
    }

    @Test
    public void shouldEndTheTestWhenTheUserStopsIt() {
        targets.sleep();
        wizard(dialog -> {
            test(dialog, "asks://board");
            dialog.waitFor("what is done", shell -> Robot.all(shell, org.eclipse.swt.widgets.Label.class).stream()
                    .anyMatch(label -> label.getText().equals("waiting for asks:board")));
            dialog.press("Stop");
            dialog.waitFor("the end", shell -> Robot.all(shell, Text.class).stream()
                    .anyMatch(text -> text.getText().contains("The test was stopped")));
            assertTrue("it can be tried again", dialog.canPress("Test"));
            assertEquals(List.of(), dialog.read(NewTargetTest::lines));
        });
    }

    @Test
    public void shouldOpenFromTheNewMenuWhenItIsChosenThere() throws Exception {
        String id = COMMANDS + "newTarget";
        IWizardDescriptor descriptor = Objects
                .requireNonNull(PlatformUI.getWorkbench().getNewWizardRegistry().findWizard(id));
        assertEquals("Target", descriptor.getLabel());
        IWorkbenchWizard wizard = descriptor.createWizard();
        wizard.init(PlatformUI.getWorkbench(), StructuredSelection.EMPTY);
        DialogRobot.drive("Add Target", () -> new WizardDialog(Workbench.actions().shell(), wizard).open(), dialog -> {
            assertFalse("nothing to add", dialog.canPress("Finish"));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        Opened.add("wizard", id);
    }

    @Test
    public void shouldAddTheTickedHostsWhenTheSshConfigurationIsImported() throws IOException {
        Path ssh = Files.createDirectories(home.getRoot().toPath().resolve(".ssh"));
        Files.writeString(ssh.resolve("config"), """
                Include boards
                Host lab* !labx
                  User root
                Host lab1 lab2
                Host *
                  Port 2222
                """);
        Files.writeString(ssh.resolve("boards"), "Host imx6\n  HostName 10.0.0.9\n  User admin\n");
        String before = Objects.requireNonNull(System.getProperty("user.home"));
        System.setProperty("user.home", home.getRoot().toString());
        try {
            DialogRobot.drive("Import Targets", () -> Workbench.command(COMMANDS + "importTargets"), dialog -> {
                assertEquals(List.of("ssh://imx6|admin@10.0.0.9:2222", "ssh://lab1|root@lab1:2222",
                        "ssh://lab2|root@lab2:2222"), dialog.read(NewTargetTest::lines));
                assertFalse("nothing is ticked", dialog.canPress("Import"));
                dialog.press("Select All");
                dialog.waitFor("all to be ticked", shell -> items(shell).stream().allMatch(TableItem::getChecked));
                dialog.pause();
                dialog.act(shell -> pictures.take("import-targets", shell));
                dialog.act(shell -> Workbench.check(items(shell).get(1), false));
                dialog.press("Import");
                dialog.waitForClose();
            });
            assertEquals(List.of("ssh://imx6", "ssh://lab2"), imported());
            DialogRobot.drive("Import Targets", () -> Workbench.command(COMMANDS + "importTargets"), dialog -> {
                assertEquals("those that are not known", List.of("ssh://lab1|root@lab1:2222"),
                        dialog.read(NewTargetTest::lines));
                dialog.press("Cancel");
                dialog.waitForClose();
            });
        } finally {
            System.setProperty("user.home", before);
            imported().forEach(address -> Workbench.actions().remove(Workbench.studio().targets().stream()
                    .map(target -> target.address()).filter(known -> known.toString().equals(address)).findFirst()
                    .orElseThrow()));
            Robot.waitFor("them to go", () -> imported().isEmpty());
        }
    }

    private static List<String> imported() {
        return Workbench.studio().targets().stream().map(target -> target.address()).map(TargetAddress::toString)
                .filter(address -> address.startsWith("ssh://imx6") || address.startsWith("ssh://lab")).toList();
    }

    private static void wizard(java.util.function.Consumer<DialogRobot> drive) {
        DialogRobot.drive("Add Target", () -> Workbench.command(COMMANDS + "addTarget"), dialog -> {
            drive.accept(dialog);
            dialog.press("Cancel");
            dialog.waitForClose();
        });
    }

    private static void test(DialogRobot dialog, String address) {
        dialog.act(shell -> Robot.only(shell, Text.class, Text::getEditable).setText(address));
        dialog.press("Test");
    }

    private static List<TableItem> items(Shell shell) {
        return Arrays.asList(Robot.only(shell, Table.class, any -> true).getItems());
    }

    /** The texts that their cells have no room for, beside their pictures. */
    private static List<String> cutOff(Shell shell) {
        Table table = Robot.only(shell, Table.class, any -> true);
        List<String> cut = new ArrayList<>();
        GC gc = new GC(table);
        try {
            for (TableItem item : table.getItems()) {
                for (int i = 0; i < table.getColumnCount(); i++) {
                    int before = item.getTextBounds(i).x - item.getBounds(i).x;
                    if (before + gc.textExtent(item.getText(i)).x > table.getColumn(i).getWidth()) {
                        cut.add(item.getText(i));
                    }
                }
            }
        } finally {
            gc.dispose();
        }
        return cut;
    }

    /** The lines of the dialog's table, their cells joined. */
    private static List<String> lines(Shell shell) {
        return items(shell).stream().map(item -> Arrays.stream(cells(item)).collect(Collectors.joining("|"))).toList();
    }

    private static String[] cells(TableItem item) {
        String[] cells = new String[item.getParent().getColumnCount()];
        Arrays.setAll(cells, item::getText);
        return cells;
    }
}
