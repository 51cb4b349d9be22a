/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** Which modules a file of the source may belong to. */
public class ModuleFilesTest {

    private static List<String> near(String source, String... modules) {
        Path folder = Path.of("/home/me/board/modules");
        return ModuleFiles.near(folder, Stream.of(modules).map(each -> folder.resolve("6.1/kernel/" + each)).toList(),
                Path.of("/home/me/board/linux", source)).stream().map(ModuleFiles::name).toList();
    }

    @Test
    public void shouldTellTheKernelsNameWhenAFileIsNamed() {
        assertEquals("snd_hda_intel", ModuleFiles.name(Path.of("sound/snd-hda-intel.ko")));
        assertEquals("dummy", ModuleFiles.name(Path.of("dummy.ko.debug")));
    }

    @Test
    public void shouldPutModulesOfTheSameFoldersFirstWhenASourceIsNamed() {
        assertEquals(List.of("tun", "dummy", "can_dev", "dummy_hcd"), near("drivers/net/tun.c", "drivers/net/dummy.ko",
                "drivers/net/tun.ko", "drivers/can/can-dev.ko", "drivers/usb/dummy_hcd.ko"));
    }

    @Test
    public void shouldPutAModuleAboveFirstWhenItsSourceIsInAFolderBelow() {
        assertEquals(List.of("xfs", "ext4", "libxfs"), near("fs/xfs/libxfs/xfs_bmap.c", "fs/ext4/ext4.ko",
                "lib/libxfs.ko", "fs/xfs/xfs.ko"));
    }

    @Test
    public void shouldPutTheModuleThatIsCalledAsItsSourceFirstWhenFoldersAreAlike() {
        assertEquals(List.of("snd_bcm2835", "snd_bcm2835_aux", "snd_pcm", "a"), near("sound/snd-bcm2835.c",
                "sound/a.ko", "sound/snd_pcm.ko", "sound/snd_bcm2835_aux.ko", "sound/snd_bcm2835.ko"));
    }

    @Test
    public void shouldNotCountFoldersAboveTheModulesWhenTheSourceIsBesideThem() {
        assertEquals(List.of("b", "a"), near("net/c.c", "zoo/a.ko", "net/b.ko"));
    }

    @Test
    public void shouldKeepTheOrderWhenNothingIsAlike() {
        assertEquals(List.of("b", "a"), near("net/c.c", "b.ko", "x/a.ko"));
    }
}
