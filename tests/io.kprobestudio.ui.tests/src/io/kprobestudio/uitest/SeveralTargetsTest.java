/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TargetSession;
import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The same probes on several boards at once. */
public class SeveralTargetsTest {

    private static final String COMMANDS = "io.kprobestudio.ui.probes.";
    private static final String OTHERS = "sim:several";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private List<TargetAddress> others = List.of();

    @Before
    public void add() throws TargetException {
        others = List.of(Workbench.studio().add(OTHERS + "-new"), Workbench.studio().add(OTHERS + "-old?kernel=3.14"));
        Workbench.connected(others.get(0));
        Workbench.clean();
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    @After
    public void remove() {
        others.forEach(Workbench.actions()::remove);
        Robot.waitFor("them to go", () -> Workbench.studio().targets().stream()
                .noneMatch(known -> known.address().toString().startsWith(OTHERS)));
        ProbeFile.closeAll();
    }

    private static List<String> ours(TargetAddress address) {
        return Workbench.studio().session(address).map(TargetSession::probes).orElse(List.of()).stream()
                .filter(ProbeInfo::ours).map(probe -> probe.definition() + (probe.enabled() ? " on" : " off")).toList();
    }

    private static TableItem row(Shell shell, String address) {
        return Arrays.stream(Robot.only(shell, Table.class, any -> true).getItems())
                .filter(item -> item.getText(0).equals(address)).findFirst().orElseThrow();
    }

    @Test
    public void shouldHaveTheSelectedProbesEverywhereWhenTheyAreCopied() {
        Workbench.actions().addProbes(List.of("p:here vfs_read"), false, false);
        Workbench.actions().addProbes(List.of("p:both vfs_write"), true, false);
        Workbench.select(Workbench.probe("both"));
        DialogRobot.drive("Apply to Targets", () -> Workbench.command(COMMANDS + "copyProbes"), dialog -> {
            assertTrue("connected", dialog.read(shell -> Boolean.valueOf(row(shell, OTHERS + "-new").getChecked())));
            assertEquals("not connected", "not connected|false", dialog.read(shell -> row(shell, OTHERS
                    + "-old?kernel=3.14").getText(1) + "|" + row(shell, OTHERS + "-old?kernel=3.14").getChecked()));
            dialog.act(shell -> Workbench.check(row(shell, OTHERS + "-old?kernel=3.14"), true));
            dialog.pause();
            dialog.act(shell -> pictures.take("apply-to-targets", shell));
            dialog.press("Apply");
            dialog.waitForClose();
        });
        for (TargetAddress other : others) {
            Robot.waitFor("the probe on " + other, () -> ours(other).equals(List.of("p:both vfs_write on")));
        }
        assertEquals("the shown one stays", "sim:", Workbench.studio().selected().toString());
        assertEquals(2, ours(Workbench.studio().selected()).size());
    }

    @Test
    public void shouldSayWhoRefusedWhenAFileIsAppliedToSeveral() {
        ProbeFile.open("several.kprobes", "p:path vfs_read path=+0(%r1):ustring\n");
        DialogRobot.drive("Apply to Targets", () -> Workbench.command(COMMANDS + "applyToSeveral"), dialog -> {
            dialog.act(shell -> others
                    .forEach(other -> Workbench.check(row(shell, other.toString()), true)));
            dialog.act(shell -> row(shell, OTHERS + "-new").setChecked(true));
            dialog.act(shell -> Workbench.check(row(shell, "sim:"), false));
            dialog.press("Apply");
            dialog.waitForClose();
        });
        TargetAddress old = others.get(1);
        Robot.waitFor("the refusal of the kernel without user strings", () -> Workbench.studio().targets().stream()
                .filter(known -> known.address().equals(old)).map(KnownTarget::message)
                .anyMatch(words -> words.contains("ustring") || words.contains("type")));
        Robot.waitFor("the probe on the other", () -> ours(others.get(0)).size() == 1);
        assertEquals("not on the one that was not ticked", List.of(), ours(Workbench.studio().selected()));
    }
}
