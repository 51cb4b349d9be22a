/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import java.util.List;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.RGB;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The colours of the text editor in the light and the dark theme. */
public class UiThemeTest {

    private static final List<String> COLOURS = List.of("command", "event", "place", "argument", "value", "number",
            "type", "text", "comment");
    private static final String LINE = "p:open do_sys_openat2+0x4 dfd=%r0:s32 # why";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @Before
    public void connect() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    @After
    public void closeEditors() {
        ProbeFile.closeAll();
        Pictures.theme(false);
    }

    @Test
    public void shouldBeReadableWhenThemeIsLightAndDark() {
        ProbeFile probes = ProbeFile.open("themes.kprobes", LINE + "\n");
        Robot.waitFor("the colours", () -> probes.style("do_sys").foreground != null);
        assertReadable(probes.widget());
        RGB light = probes.style("do_sys").foreground.getRGB();
        Pictures.theme(true);
        Robot.waitFor("the dark colours", () -> !light.equals(probes.style("do_sys").foreground.getRGB()));
        assertReadable(probes.widget());
        probes.assertColour("place", "do_sys");
        Pictures.theme(false);
        Robot.waitFor("the light colours", () -> light.equals(probes.style("do_sys").foreground.getRGB()));
    }

    private static void assertReadable(StyledText text) {
        RGB background = text.getBackground().getRGB();
        for (String name : COLOURS) {
            double contrast = Contrast.of(ProbeFile.colour(name), background);
            assertTrue(name + " " + ProbeFile.colour(name) + " on " + background + ": " + contrast,
                    contrast >= Contrast.READABLE);
        }
    }
}
