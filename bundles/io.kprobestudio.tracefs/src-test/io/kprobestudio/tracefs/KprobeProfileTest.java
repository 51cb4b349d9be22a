/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

public class KprobeProfileTest {

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static KprobeProfile recorded(String name) throws IOException {
        Path folder = KernelTruth.recording(name);
        return KprobeProfile.of(text(folder.resolve("kprobe_profile")),
                ControlFileEntry.parse(text(folder.resolve("kprobe_events"))));
    }

    @Test
    public void shouldSumPlacesWhenAnEventHasSeveral() throws IOException {
        KprobeProfile profile = recorded("imx6-6.1-kp");
        assertEquals(Optional.of(new KprobeProfile.Counts(1600, 0)), profile.of("kprobes", "multi"));
        assertEquals(Optional.of(new KprobeProfile.Counts(239, 586)), profile.of("kprobes", "nest"));
        assertEquals(Optional.of(new KprobeProfile.Counts(1414, 0)), profile.of("grp2", "close"));
    }

    @Test
    public void shouldFindEveryGroupWhenTheRecordingIsOfAnyKernel() throws IOException {
        for (String name : KernelTruth.names("recordings")) {
            assertTrue(name, recorded(name).lines().stream().allMatch(line -> line.group() != null));
        }
    }

    @Test
    public void shouldTellGroupsApartWhenEventsHaveOneName() {
        KprobeProfile profile = KprobeProfile.of("  a   1   2\n  a   3   4\n",
                ControlFileEntry.parse("p:g1/a vfs_read\np:g2/a vfs_write\n"));
        assertEquals(Optional.of(new KprobeProfile.Counts(1, 2)), profile.of("g1", "a"));
        assertEquals(Optional.of(new KprobeProfile.Counts(3, 4)), profile.of("g2", "a"));
    }

    @Test
    public void shouldGiveNoGroupWhenTheListingChangedMeanwhile() {
        KprobeProfile profile = KprobeProfile.of("  a   1   2\n  b   3   4\n",
                ControlFileEntry.parse("p:g1/b vfs_read\np:g1/a vfs_read\n"));
        assertEquals(2, profile.lines().size());
        assertNull(profile.lines().get(0).group());
        assertTrue(profile.byEvent().isEmpty());
    }

    @Test
    public void shouldReadTheNameWhenItIsLongerThanItsColumn() {
        String name = "n".repeat(60);
        KprobeProfile profile = KprobeProfile.of("  " + name + "               7               0\n",
                ControlFileEntry.parse("p:g/" + name + " vfs_read\n"));
        assertEquals(Optional.of(new KprobeProfile.Counts(7, 0)), profile.of("g", name));
    }

    @Test
    public void shouldSkipEventsWhichTheProfileLacksWhenTheListingIsOfDynamicEvents() {
        KprobeProfile profile = KprobeProfile.of("  a   5   0\n",
                ControlFileEntry.parse("e:ep/x sched.sched_switch\np:g/a vfs_read\n"));
        assertEquals(List.of("g/a"), List.copyOf(profile.byEvent().keySet()));
    }
}
