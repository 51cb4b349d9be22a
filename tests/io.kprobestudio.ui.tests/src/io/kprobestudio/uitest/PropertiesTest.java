/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;

/** Alt+Enter on a row: the properties of a probe and of a target. */
public class PropertiesTest {

    private static final String PROPERTIES = "org.eclipse.ui.file.properties";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @Test
    public void shouldTellAllOfAProbeWhenItsPropertiesAreAsked() {
        Workbench.actions().addProbes(List.of("p:facts vfs_read count=%r2:u32"), false, false);
        Workbench.select(Workbench.probe("facts"));
        Workbench.table(Workbench.PROBES).setFocus();
        DialogRobot.drive("Properties", () -> Workbench.command(PROPERTIES), dialog -> {
            List<String> values = dialog.read(PropertiesTest::values);
            assertTrue(values.toString(), values.containsAll(
                    List.of("p:facts vfs_read count=%r2:u32", "vfs_read", "disabled", "this workbench")));
            dialog.pause();
            assertEquals("fields that look as if they could be written to", List.of(),
                    dialog.read(PropertiesTest::otherGround));
            dialog.act(shell -> pictures.take("probe-properties", shell));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        Opened.add("property page", "io.kprobestudio.ui.probes.probeProperties");
    }

    @Test
    public void shouldTellAllOfATargetWhenItsPropertiesAreAsked() {
        Table table = Workbench.table(Workbench.TARGETS);
        Workbench.select(table.getItem(0));
        table.setFocus();
        DialogRobot.drive("Properties", () -> Workbench.command(PROPERTIES), dialog -> {
            List<String> values = dialog.read(PropertiesTest::values);
            assertTrue(values.toString(), values.containsAll(List.of("sim:", "connected"))
                    && values.stream().anyMatch(value -> value.startsWith("Linux 6.1")));
            dialog.pause();
            assertEquals("fields that look as if they could be written to", List.of(),
                    dialog.read(PropertiesTest::otherGround));
            dialog.act(shell -> pictures.take("target-properties", shell));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        Opened.add("property page", "io.kprobestudio.ui.probes.targetProperties");
    }

    /** What cannot be written to and has another ground than what it stands on. */
    private static List<String> otherGround(Shell shell) {
        return Robot.all(shell, Text.class).stream().filter(text -> !text.getEditable() && !text.getText().isEmpty())
                .filter(text -> !text.getBackground().equals(text.getParent().getBackground())).map(Text::getText)
                .toList();
    }

    private static List<String> values(Shell shell) {
        return Robot.all(shell, Text.class).stream().filter(text -> !text.getEditable()).map(Text::getText).toList();
    }
}
