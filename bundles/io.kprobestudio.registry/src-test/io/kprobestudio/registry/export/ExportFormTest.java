/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.testkit.KernelTruth;

/** What the forms hold, and what they refuse with which reason; that boards take them is a test on boards. */
public class ExportFormTest {

    private static final String GROUP = "kps_00000001";
    private static final String OPEN = "p:open do_sys_openat2 path=+0(%r1):ustring";
    private static final String RETURNS = "r:openret do_sys_openat2 $retval";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static List<JudgedProbe> judged(String kernel, String... definitions) {
        Judge judge = new Judge(dialect(kernel), Description.NONE);
        return Arrays.stream(definitions)
                .map(definition -> JudgedProbe.judge(DesiredProbe.enabled(definition), GROUP, judge)).toList();
    }

    private static Dialect dialect(String kernel) {
        return Dialect.of(KernelVersion.parse(kernel), Architecture.ARM);
    }

    private static String export(ExportForm form, String kernel, String... definitions) throws ExportException {
        return form.export(judged(kernel, definitions), dialect(kernel), Description.NONE);
    }

    private static String refusal(ExportForm form, String kernel, String... definitions) {
        return String.valueOf(
                assertThrows(ExportException.class, () -> export(form, kernel, definitions)).getMessage());
    }

    private Description described(String kallsyms) throws IOException {
        Path made = folder.newFolder().toPath();
        Files.writeString(made.resolve("kallsyms"), kallsyms, StandardCharsets.ISO_8859_1);
        return Description.load(made);
    }

    @Test
    public void shouldWriteAKeyAnEventWhenTheFormIsABootConfiguration() throws ExportException {
        assertEquals("""
                ftrace.event.kprobes.open {
                \tprobes = "do_sys_openat2 path=+0(%r1):ustring"
                \tenable
                }
                ftrace.event.kprobes.openret {
                \tprobes = "do_sys_openat2%return $retval"
                \tenable
                }
                """, export(ExportForm.BOOT_CONFIGURATION, "5.10", OPEN, RETURNS));
    }

    @Test
    public void shouldRefuseABootConfigurationWhenTheVersionHasNone() {
        assertEquals("a boot configuration needs Linux 5.6 or newer: kernel=5.4",
                refusal(ExportForm.BOOT_CONFIGURATION, "5.4", OPEN));
        assertEquals("a boot configuration can hold a return probe from Linux 5.10 only: kernel=5.6 "
                + "event=kps_00000001/openret", refusal(ExportForm.BOOT_CONFIGURATION, "5.6", RETURNS));
        assertEquals("a boot configuration has no word for maxactive: maxactive=7 event=kps_00000001/few",
                refusal(ExportForm.BOOT_CONFIGURATION, "6.1", "r7:few vfs_read"));
    }

    @Test
    public void shouldRefuseABootConfigurationWhenTheKernelWasBuiltWithoutIt() throws IOException {
        Description debian = Description.load(KernelTruth.description("imx6-6.1"));
        String reason = String.valueOf(assertThrows(ExportException.class, () -> ExportForm.BOOT_CONFIGURATION
                .export(judged("6.1", OPEN), dialect("6.1"), debian)).getMessage());
        assertEquals("a boot configuration needs a kernel built with CONFIG_BOOT_CONFIG: kernel=6.1 has no "
                + "symbol=boot_config_proc_show", reason);
        Description reads = described("c1200c28 T start_kernel\nc0400000 t boot_config_proc_show\n");
        assertEquals("a boot configuration needs a kernel built with CONFIG_BOOTTIME_TRACING: kernel=6.1 has no "
                + "symbol=trace_boot_init",
                assertThrows(ExportException.class, () -> ExportForm.BOOT_CONFIGURATION
                        .export(judged("6.1", OPEN), dialect("6.1"), reads)).getMessage());
    }

    @Test
    public void shouldSayWhereToLookWhenTheKernelsConfigurationIsNotKnown() throws IOException, ExportException {
        String start = "c1200c28 T start_kernel\n";
        String both = "c0400000 t boot_config_proc_show\nc1201000 t trace_boot_init\n";
        assertEquals("", ExportForm.BOOT_CONFIGURATION.caution(described(start + both)));
        assertTrue(ExportForm.BOOT_CONFIGURATION.export(judged("6.1", OPEN), dialect("6.1"), described(start + both))
                .startsWith("ftrace.event.kprobes.open {"));
        // a list without the symbols of the start tells nothing
        Description few = described("c0400000 T vfs_read\n");
        assertTrue(ExportForm.BOOT_CONFIGURATION.export(judged("6.1", OPEN), dialect("6.1"), few)
                .startsWith("ftrace.event.kprobes.open {"));
        for (Description unknown : List.of(few, Description.NONE)) {
            assertEquals("a boot configuration is read by kernels built with CONFIG_BOOT_CONFIG and "
                    + "CONFIG_BOOTTIME_TRACING, which is not known of this one: where they are, the board has "
                    + "/proc/bootconfig, and /proc/kallsyms has trace_boot_init",
                    ExportForm.BOOT_CONFIGURATION.caution(unknown));
        }
        for (ExportForm form : List.of(ExportForm.SHELL, ExportForm.COMMAND_LINE, ExportForm.PERF)) {
            assertEquals("", form.caution(Description.NONE));
        }
    }

    @Test
    public void shouldJoinDefinitionsWhenTheFormIsTheCommandLine() throws ExportException {
        assertEquals("trace_event= kprobe_event=p:kps_00000001/open,do_sys_openat2,path=+0(%r1):ustring;"
                + "r:kps_00000001/openret,do_sys_openat2,$retval\n",
                export(ExportForm.COMMAND_LINE, "5.3", OPEN, RETURNS));
        assertEquals("kprobe_event= on the command line needs Linux 5.3 or newer: kernel=5.2",
                refusal(ExportForm.COMMAND_LINE, "5.2", "p:open vfs_read"));
        String[] many = new String[40];
        Arrays.setAll(many, i -> "p:e" + i + " vfs_read");
        assertEquals("the parameters are longer than that kernel's command line: length=1135 limit=1023",
                refusal(ExportForm.COMMAND_LINE, "6.1", many));
    }

    @Test
    public void shouldAddEachProbeWhenTheFormIsPerf() throws ExportException {
        assertEquals("""
                perf probe --add 'kps_00000001:open=do_sys_openat2 path=+0(%r1):ustring'
                perf probe --add 'kps_00000001:openret=do_sys_openat2%return $retval'
                perf probe --module 'dummy' --add 'kps_00000001:x=dummy_xmit'
                """, export(ExportForm.PERF, "6.1", OPEN, RETURNS, "p:x dummy:dummy_xmit"));
        assertEquals("perf probe has no word for maxactive: maxactive=7 event=kps_00000001/few",
                refusal(ExportForm.PERF, "6.1", "r7:few vfs_read"));
    }

    @Test
    public void shouldQuoteAndSetWhenTheFormIsAScript() throws ExportException {
        String script = export(ExportForm.SHELL, "3.14", "p:open do_sys_open path=+0(%r1):string", RETURNS);
        assertTrue(script, script.contains(
                "\nadd 'kps_00000001/open' 'p:kps_00000001/open do_sys_open path=+0(%r1):string'\n"));
        assertTrue(script, script.contains("\nput 1 \"$i/events/\"'kps_00000001/openret/enable'\n"));
        assertTrue(script, script.contains("\nfor e in 'kps_00000001/open' 'kps_00000001/openret'; do\n"));
        assertEquals("the script works in a tracing instance, which needs Linux 3.11 or newer: kernel=3.8",
                refusal(ExportForm.SHELL, "3.8", "p:open do_sys_open"));
    }

    @Test
    public void shouldNameTheDefinitionWhenTheKernelRefusesIt() {
        assertTrue(refusal(ExportForm.SHELL, "6.1", "p:open do_sys_openat2 a=%nope")
                .startsWith("the kernel refuses this definition: Invalid register name"));
        assertEquals("there is no probe to export", refusal(ExportForm.PERF, "6.1"));
    }
}
