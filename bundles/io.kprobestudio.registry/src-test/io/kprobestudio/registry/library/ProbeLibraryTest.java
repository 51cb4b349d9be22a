/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.registry.library;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.testkit.KernelTruth;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Test;

/** The library on the seven recorded kernels. */
public class ProbeLibraryTest {

    /** The recorded x86-64 kernel is a cloud's, and the arm64 one had these subsystems' modules not loaded. */
    private static final Map<String, List<String>> UNUSABLE = Map.of(
            "amd64-7.2", List.of("I2C transfers", "SPI transfers", "MMC and SD requests", "Clocks", "Regulators"),
            "arm64-7.2", List.of("I2C transfers", "SPI transfers", "MMC and SD requests", "Regulators"),
            "imx6-3.14", List.of("SPI transfers", "Runtime power management", "Kernel modules"),
            "imx6-5.10", List.of(), "imx6-6.1", List.of(), "imx6-6.12", List.of(), "imx6-7.2", List.of());

    @Test
    public void shouldBeUsableWhereKernelHasItsFunctions() throws IOException {
        Map<String, List<String>> unusable = new TreeMap<>();
        for (String kernel : KernelTruth.names("descriptions")) {
            List<SetOffer> offers = offers(judge(kernel));
            unusable.put(kernel, offers.stream().filter(offer -> !offer.isUsable()).map(offer -> offer.set().name())
                    .toList());
        }
        assertEquals(new TreeMap<>(UNUSABLE), unusable);
    }

    @Test
    public void shouldBeTakenByKernelWhenOffered() throws IOException {
        int definitions = 0;
        for (String kernel : KernelTruth.names("descriptions")) {
            Judge judge = judge(kernel);
            for (SetOffer offer : offers(judge)) {
                for (String definition : offer.definitions()) {
                    Verdict verdict = judge.judge(definition);
                    assertEquals(kernel + ": " + definition, 0, verdict.errno());
                    assertNull(kernel + ": " + definition, verdict.undecided());
                    definitions++;
                }
            }
        }
        assertTrue("definitions=" + definitions, definitions > 200);
    }

    @Test
    public void shouldChooseAlternativeByVersionAndByWhatKernelTakes() throws IOException {
        assertEquals(List.of("p:fault handle_mm_fault address=%r2:u32 flags=%r3:u32",
                "r:faulted handle_mm_fault ret=$retval:u32"), definitions("imx6-3.14", "Page faults"));
        assertEquals(List.of("p:fault handle_mm_fault address=%si:x64 flags=%dx:x32",
                "r:faulted handle_mm_fault ret=$retval:x32"), definitions("amd64-7.2", "page faults"));
        assertEquals("p:rate clk_set_rate clock=+0(+0(%r0)):string rate=%r1:u32",
                definitions("imx6-3.14", "Clocks").get(0));
        assertEquals("p:rate clk_core_set_rate_nolock clock=+0(+0(%x0)):string rate=%x1:u64",
                definitions("arm64-7.2", "Clocks").get(0));
        assertEquals("p:xmit dev_hard_start_xmit device=+0(%r1):string skb=%r0:x32",
                definitions("imx6-6.1", "Network transmit").get(0));
        assertEquals("p:xmit dev_hard_start_xmit device=dev->name:string length=first->len",
                definitions("arm64-7.2", "Network transmit").get(0));
        assertEquals("p:xmit dev_hard_start_xmit device=%r1:x32 skb=%r0:x32",
                definitions("imx6-7.2", "Network transmit").get(0));
    }

    @Test
    public void shouldSayWhatIsMissingWhenKernelLacksIt() throws IOException {
        SetOffer spi = set("SPI transfers").offer(judge("imx6-3.14"));
        assertEquals(List.of(), spi.definitions());
        assertEquals("sync: this kernel has no function spi_sync", spi.missing().get(0));
        SetOffer driver = set("Driver probing").offer(judge("imx6-3.14"));
        assertTrue(driver.isUsable());
        assertEquals(List.of("defer: not known for Linux 3.14.79"), driver.missing());
    }

    @Test
    public void shouldUseNumberedArgumentsWhenRegistersAreNotKnown() {
        Judge judge = new Judge(Dialect.of(new KernelVersion(6, 1), Architecture.OTHER_64), Description.NONE);
        assertEquals("p:fault handle_mm_fault address=$arg2:x64 flags=$arg3:x32",
                set("Page faults").offer(judge).definitions().get(0));
    }

    @Test
    public void shouldBeReadBackWhenWrittenAsFile() throws IOException {
        SetOffer offer = set("I2C transfers").offer(judge("imx6-6.1"));
        String text = offer.probes().text();
        assertTrue(text, text.startsWith("# I2C transfers\n# The first message of each transfer: "));
        assertTrue(text, text.endsWith("\n\n" + String.join("\n", offer.definitions()) + "\n"));
    }

    @Test
    public void shouldRefuseSetWithoutNameOfEvent() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> LibrarySet.parse("# A set\n# A sentence.\n\np vfs_read\n"));
        assertEquals("a definition of a set names its event: definition=p vfs_read", refused.getMessage());
    }

    @Test
    public void shouldReadEachFileOfFolder() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(ProbeLibrary.class.getResource("sets"));
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(new File(folder.toURI()).toPath())) {
            files.forEach(file -> found.add(file.getFileName().toString().replace(".kprobes", "")));
        }
        assertEquals(ProbeLibrary.FILES.stream().sorted().toList(), found.stream().sorted().toList());
    }

    private static List<String> definitions(String kernel, String name) throws IOException {
        return set(name).offer(judge(kernel)).definitions();
    }

    private static LibrarySet set(String name) {
        return ProbeLibrary.set(name).orElseThrow(() -> new AssertionError("no such set: " + name));
    }

    private static List<SetOffer> offers(Judge judge) {
        return ProbeLibrary.sets().stream().map(set -> set.offer(judge)).toList();
    }

    private static Judge judge(String kernel) throws IOException {
        Description description = Description.load(KernelTruth.description(kernel));
        return new Judge(Dialect.of(description), description);
    }
}
