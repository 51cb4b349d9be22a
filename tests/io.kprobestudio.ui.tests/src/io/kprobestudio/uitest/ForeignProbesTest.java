/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.core.commands.Command;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What others made on the same board, and what waits for a module. */
public class ForeignProbesTest {

    private static final String ADDRESS = "sim:";
    private static final String COMMANDS = "io.kprobestudio.ui.probes.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    private final Pictures pictures = new Pictures();

    @Before
    public void connect() throws TargetException {
        Workbench.connected(TargetAddress.parse(ADDRESS));
        Workbench.clean();
    }

    @After
    public void removeProbes() {
        Workbench.clean();
    }

    private static Command adopt() {
        return PlatformUI.getWorkbench().getService(ICommandService.class).getCommand(COMMANDS + "adoptProbes");
    }

    @Test
    public void shouldBeOursWhenAProbeOfOthersIsAdopted() {
        Workbench.define(ADDRESS, "p:theirs/x vfs_read");
        TableItem row = Workbench.probe("theirs/x");
        assertEquals("foreign", Workbench.cell(row, "State"));
        assertTrue("others' boxes are grey", row.getGrayed());
        Workbench.check(row, true);
        assertTrue("a box of others is only shown", !Workbench.probe("theirs/x").getChecked());
        Workbench.select(row);
        DialogRobot.drive("Adopt Probes", () -> Workbench.command(COMMANDS + "adoptProbes"), dialog -> {
            assertTrue("each is named", dialog.read(shell -> Robot.all(shell, Label.class).stream().map(Label::getText)
                    .toList()).stream().anyMatch(words -> words.contains("\ntheirs/x\n")));
            dialog.pause();
            dialog.act(shell -> pictures.take("adopt", shell));
            dialog.press("OK");
            dialog.waitForClose();
        });
        Robot.waitFor("the probe to be ours",
                () -> Workbench.cell(Workbench.probe("theirs/x"), "State").equals("disabled"));
        assertEquals("", Workbench.studio().notice());
        Robot.waitFor("nothing of others to be selected", () -> !adopt().isEnabled());
        Workbench.check(Workbench.probe("theirs/x"), true);
        Robot.waitFor("the probe to be enabled",
                () -> Workbench.cell(Workbench.probe("theirs/x"), "State").equals("enabled"));
        Workbench.select(Workbench.probe("theirs/x"));
        Workbench.command(COMMANDS + "removeProbes");
        Robot.waitFor("the probe to go", () -> Workbench.session().probes().isEmpty());
    }

    @Test
    public void shouldStayTheirsWhenTheUserDoesNotAgree() {
        Workbench.define(ADDRESS, "p:theirs/y vfs_read");
        Workbench.select(Workbench.probe("theirs/y"));
        DialogRobot.drive("Adopt Probes", () -> Workbench.command(COMMANDS + "adoptProbes"), dialog -> {
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        assertTrue(Workbench.session().probes().stream().noneMatch(ProbeInfo::ours));
        assertEquals("foreign", Workbench.cell(Workbench.probe("theirs/y"), "State"));
        Workbench.define(ADDRESS, "-:theirs/y");
        Robot.waitFor("the probe to go", () -> Workbench.session().probes().isEmpty());
    }

    @Test
    public void shouldSayWhatItWaitsForWhenItsModuleIsNotLoaded() {
        Workbench.actions().addProbes(List.of("p:sends dummy:dummy_xmit"), false, false);
        Robot.waitFor("the module in the table", () -> Workbench.cell(Workbench.probe("sends"), "State")
                .equals("waits for dummy"));
        Pictures.settle();
        pictures.take("waits-for-module");
    }

    @Test
    public void shouldShowTenThousandProbesAndStayResponsiveWhenThereAreSoMany() {
        StringBuilder definitions = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            definitions.append("p:many/e").append(i).append(" vfs_read a=%r0:x32\n");
        }
        Workbench.define(ADDRESS, definitions.toString());
        Table table = Workbench.table(Workbench.PROBES);
        long appeared = longestAbsence("all rows", () -> table.getItemCount() == 10_000);
        long end = System.nanoTime() + 5_000_000_000L;
        long shown = longestAbsence("some looks at the target", () -> System.nanoTime() > end);
        assertEquals("many/e9999", table.getItem(9_999).getText(0));
        Workbench.define(ADDRESS, "-:many/\n");
        long gone = longestAbsence("the probes to go", () -> Workbench.session().probes().isEmpty());
        System.out.printf("10,000 probes: the UI thread was away for %d ms when they appeared, %d ms while they were "
                + "there, %d ms when they went%n", appeared, shown, gone);
    }

    /** Waits until something is so; the longest time in which the UI thread did one thing, in milliseconds. */
    private static long longestAbsence(String what, BooleanSupplier condition) {
        long[] last = { System.nanoTime(), 0 };
        Robot.waitFor(what, () -> {
            long now = System.nanoTime();
            last[1] = Math.max(last[1], now - last[0]);
            last[0] = now;
            return condition.getAsBoolean();
        });
        return last[1] / 1_000_000;
    }
}
