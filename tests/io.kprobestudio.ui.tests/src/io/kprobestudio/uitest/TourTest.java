/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import java.util.List;
import org.eclipse.jface.text.TextSelection;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Walks through the product as the README does, and looks at each stop. */
public class TourTest {

    private static final String COMMANDS = "io.kprobestudio.ui.probes.";
    private static final int SECONDS_OF_CHART = 12;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    private final Pictures pictures = new Pictures();

    @Before
    public void connect() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.clean();
        Robot.page().resetPerspective();
    }

    @After
    public void tidy() {
        Workbench.clean();
        Pictures.theme(false);
        Pictures.size(false);
    }

    /** Pictures are taken in one theme; without them the theme goes from light to dark once. */
    @Test
    public void shouldShowEveryViewAndDialogWhenWalkedInLightAndDark() {
        walk();
        if (!pictures.areWanted()) {
            Pictures.theme(true);
            walk();
        }
    }

    private void walk() {
        Pictures.size(true);
        pictures.take("start");
        dialog("New Probe", "newProbe", "new-probe", dialog -> {
            dialog.type("p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustrng");
            dialog.waitFor("a complaint", shell -> !dialogAccepts(shell));
        });
        dialog("New Probe", "newProbe", "new-probe-right", dialog -> {
            dialog.type("p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring flags=+0(%r2):x32");
            dialog.waitFor("no complaint", TourTest::dialogAccepts);
        });
        Button run = Robot.all(Workbench.view(Workbench.LIBRARY), Button.class).get(0);
        DialogRobot.click(run);
        long end = System.nanoTime() + (pictures.areWanted() ? SECONDS_OF_CHART : 2) * 1_000_000_000L;
        Robot.waitFor("events to come in", () -> System.nanoTime() > end && Workbench.studio().events().size() > 0);
        pictures.take("recording");
        Robot.waitFor("the latency of what the set measures",
                () -> !Workbench.session().latencies().functions().isEmpty());
        Workbench.view(Workbench.LATENCY);
        pictures.take("latency");
        Workbench.command("org.eclipse.ui.window.maximizePart");
        pictures.take("latency-maximized");
        Workbench.command("org.eclipse.ui.window.maximizePart");
        Workbench.view(Workbench.TIMELINE);
        pictures.take("timeline");
        Workbench.view(Workbench.VALUES);
        pictures.take("values");
        Workbench.view(Workbench.HITS);
        Workbench.command("io.kprobestudio.ui.events.stop");
        Robot.waitFor("the hit table", () -> !Workbench.session().recording().isActive());
        pictures.take("hit-table");
        assertTrue(Workbench.session().recording().table().size() > 1);
        Workbench.clean();
        editor();
        dialog("Doctor", "doctor", "doctor", dialog -> dialog.waitFor("its lines",
                shell -> Robot.only(shell, Table.class, any -> true).getItemCount() > 3));
        dialog("Add Target", "addTarget", "add-target", dialog -> dialog.waitFor("its field", shell -> true));
    }

    private void editor() {
        ProbeFile probes = ProbeFile.open("tour.kprobes", """
                # File opens
                # Which files are opened, and what comes back.

                p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring flags=+0(%r2):x32
                r:openret do_sys_openat2 ret=$retval:s32

                # the type is misspelt
                p:read vfs_read count=%r2:u23 pos=+0(%r3):u64
                # user memory, read as the kernel's
                p:name do_sys_openat2 path=+0(%r1):string why=\\7
                """);
        Robot.waitFor("its problems", () -> !probes.marks().isEmpty());
        Robot.page().activate(probes.part());
        Workbench.view(org.eclipse.ui.IPageLayout.ID_OUTLINE);
        Robot.page().activate(probes.part());
        Workbench.actions().addProbes(List.of("r:openret do_sys_openat2"), false, true);
        Robot.waitFor("a probe", () -> Workbench.session().probes().size() == 1);
        Workbench.actions().addProbes(List.of("p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring "
                + "flags=+0(%r2):x32"), true, true);
        Robot.waitFor("hits beside the text", () -> Workbench.session().probes().size() == 2
                && Workbench.session().probes().stream().anyMatch(probe -> probe.hits() > 0));
        pictures.take("editor");
        probes.editor().getSelectionProvider().setSelection(new TextSelection(probes.offset("vfs_read count"), 0));
        probes.page("Form");
        pictures.take("form");
        ProbeFile.closeAll();
        Workbench.view(Workbench.LIBRARY);
        Workbench.clean();
    }

    private static boolean dialogAccepts(Shell shell) {
        return Robot.only(shell, Button.class, button -> button.getText().equals("Add")).isEnabled();
    }

    private void dialog(String title, String command, String picture, java.util.function.Consumer<DialogRobot> drive) {
        DialogRobot.drive(title, () -> Workbench.command(COMMANDS + command), dialog -> {
            drive.accept(dialog);
            dialog.pause();
            dialog.act(shell -> pictures.take(picture, shell));
            dialog.act(Shell::close);
            dialog.waitForClose();
        });
    }
}
