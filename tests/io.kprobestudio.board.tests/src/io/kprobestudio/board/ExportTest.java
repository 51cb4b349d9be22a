/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What is exported is run on a board, and what it recorded there decodes to what the kernel itself prints of it. Debian's
 * kernels have no boot configuration (CONFIG_BOOT_CONFIG), so that this form is refused for them.
 */
public class ExportTest {

    /** Collects what the shared buffer holds, with the kernel's own rendering of it, as a tar on standard output. */
    private static final String COLLECT = """
            cd /sys/kernel/tracing; echo 0 > tracing_on; d=/tmp/collected; rm -rf $d; mkdir -p $d/events $d/per_cpu
            cat trace > $d/trace.txt
            for f in README kprobe_events kprobe_profile saved_cmdlines printk_formats trace_clock; do
                cat $f > $d/$f
            done
            for f in header_page header_event; do cat events/$f > $d/$f; done
            for e in ftrace/* %s; do
                for f in $(cd events; echo $e); do
                    [ -e events/$f/format ] || continue
                    mkdir -p $d/events/$f; cat events/$f/format > $d/events/$f/format
                done
            done
            cat /proc/kallsyms > $d/kallsyms; uname -a > $d/uname
            for c in per_cpu/cpu*; do
                mkdir -p $d/$c; cat $c/stats > $d/$c/stats; timeout 3 cat $c/trace_pipe_raw > $d/$c/trace_pipe_raw
            done
            echo 1 > tracing_on; tar -cf - -C $d .
            """;
    // perf adds __return to the names of return probes
    private static final String RETURN = "r:openret do_sys_openat2 ret=$retval:s32";

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void clear() throws IOException, InterruptedException {
        BOARD.clear();
    }

    @After
    public void clearAgain() throws IOException, InterruptedException {
        BOARD.clear();
    }

    private Kprobes kprobes() {
        return new Kprobes(folder.getRoot().toPath().resolve("state"));
    }

    private String export(String form) throws IOException, InterruptedException {
        String[] version = BOARD.release().split("[.]");
        String arch = BOARD.release().endsWith("-amd64") ? "x86_64" : BOARD.release().endsWith("-arm64") ? "arm64"
                : "arm";
        return kprobes().run("export", form, "--kernel", version[0] + "." + version[1].replaceAll("\\D.*", ""),
                "--arch", arch, "--probe", RecordTest.open(BOARD), "--probe", RETURN).checked();
    }

    private static List<String> decoded(Kprobes kprobes, Path recording) throws IOException, InterruptedException {
        return new ArrayList<>(kprobes.run("decode", recording.toString()).checked().lines().toList());
    }

    /** What a board's shared buffer holds decodes to what that board's kernel prints of it, and is something. */
    private void assertDecodesAsPrinted(Board board, String events) throws IOException, InterruptedException {
        Path recording = folder.getRoot().toPath().resolve("collected.tar");
        Files.write(recording, board.sh(COLLECT.formatted(events)).getBytes(StandardCharsets.ISO_8859_1));
        List<String> printed = board.sh("cat /tmp/collected/trace.txt").lines().filter(line -> !line.startsWith("#"))
                .toList();
        assertTrue("entries: " + printed, printed.stream().anyMatch(line -> line.contains(": open: (")
                && line.contains("path=\"/sys/bus")));
        assertTrue("returns: " + printed, printed.stream().anyMatch(line -> line.contains(": openret")));
        assertEquals(String.join("\n", printed), String.join("\n", decoded(kprobes(), recording)));
        System.out.println("exported probes recorded: " + printed.size() + " events");
    }

    @Test
    public void shouldDecodeWhatTheScriptRecordedWhenItRunsOnTheBoard() throws IOException, InterruptedException {
        String script = export("--sh");
        BOARD.exec("cat > /tmp/probes.sh", script.getBytes(StandardCharsets.UTF_8)).checked();
        Output run = BOARD.exec("cd /tmp; rm -f probes.out; sh /tmp/probes.sh 5 /tmp/probes.tar > probes.out 2>&1 & "
                + "until grep -q recording /tmp/probes.out 2> /dev/null; do sleep 0.1; done; "
                + "ls -R /sys/bus > /dev/null; wait $!; e=$?; cat /tmp/probes.out; exit $e");
        run.checked();
        Path recording = folder.getRoot().toPath().resolve("probes.tar");
        Files.write(recording, BOARD.sh("cat /tmp/probes.tar").getBytes(StandardCharsets.ISO_8859_1));
        List<String> lines = decoded(kprobes(), recording);
        long entries = lines.stream().filter(line -> line.contains(": open: (")).count();
        assertTrue("entries: " + run, entries > 100);
        assertTrue("returns: " + run, lines.stream().anyMatch(line -> line.contains(": openret: (")));
        // not the hits: some come between the switch for recording and the events' own
        long kept = BOARD.sh("mkdir /tmp/stats; cd /tmp/stats; tar -xf /tmp/probes.tar; cat per_cpu/*/stats; cd /; "
                + "rm -r /tmp/stats").lines().filter(line -> line.startsWith("entries: "))
                .mapToLong(line -> Long.parseLong(line.substring(9).strip())).sum();
        assertEquals("as many as the kernel kept", kept, lines.size());
        System.out.println("exported script recorded: " + kept + " events");
        assertEquals("what it made is gone", "", BOARD.read("kprobe_events"));
        assertEquals("its instance is gone", "", BOARD.sh("ls /sys/kernel/tracing/instances"));
    }

    @Test
    public void shouldDecodeWhatWasRecordedWhenPerfMadeTheProbes() throws IOException, InterruptedException {
        BOARD.exec("cat > /tmp/perf.sh", export("--perf").getBytes(StandardCharsets.UTF_8)).checked();
        BOARD.exec("sh -e /tmp/perf.sh").checked();
        assertEquals(BOARD.read("kprobe_events"), 2, BOARD.read("kprobe_events").lines().count());
        BOARD.sh("cd /sys/kernel/tracing; echo > trace; for e in events/kps_*/enable; do echo 1 > $e; done; "
                + "ls -R /sys/bus > /dev/null; for e in events/kps_*/enable; do echo 0 > $e; done");
        assertDecodesAsPrinted(BOARD, "kps_*/*");
        Output perf = BOARD.exec("cd /tmp; e=$(cd /sys/kernel/tracing/events; echo kps_*); "
                + "perf record -q -a -e $e:* -o /tmp/perf.data -- ls -R /sys/bus > /dev/null && "
                + "perf script -i /tmp/perf.data | grep -c ':open: ('");
        assertTrue(perf.toString(), Integer.parseInt(perf.checked().strip()) > 100);
    }

    @Test
    public void shouldDecodeWhatWasRecordedSinceBootWhenTheCommandLineHasTheProbes()
            throws IOException, InterruptedException {
        String parameters = export("--cmdline").strip();
        Board own = Board.with("cmdline-" + ProcessHandle.current().pid(), "--append", parameters);
        own.before();
        try {
            String size = own.read("buffer_size_kb").strip();
            assertTrue("the whole buffer since boot: " + size, Integer.parseInt(size) > 1000);
            resetUntilProbesHaveFolders(own);
            own.sh("ls -R /sys/bus > /dev/null; echo 0 > /sys/kernel/tracing/tracing_on");
            assertDecodesAsPrinted(own, "kps_*/*");
        } finally {
            own.after();
        }
    }

    /**
     * The kernel defines these probes while another of its CPUs makes the folders of events, and one that comes in between
     * gets none (seen with 6.1 in three of eight boots): what that recorded cannot be read, which docs/formats/cli.md tells.
     */
    private static void resetUntilProbesHaveFolders(Board board) throws IOException, InterruptedException {
        int resets = 0;
        while (!board.sh("ls -d /sys/kernel/tracing/events/kps_*/open* | wc -l").strip().equals("2")) {
            assertEquals(board.read("kprobe_events"), 2, board.read("kprobe_events").lines().count());
            assertTrue("a probe without folder after each of 5 boots", ++resets < 5);
            board.reset();
        }
        System.out.println("boots in which a probe got no folder: " + resets);
    }

    @Test
    public void shouldRefuseABootConfigurationWhenTheBoardsKernelReadsNone() throws IOException, InterruptedException {
        assertEquals("a kernel with boot configurations", "", BOARD.sh("ls /proc/bootconfig 2>/dev/null || true"));
        String description = folder.getRoot().toPath().resolve("description").toString();
        kprobes().run("describe", "--target", BOARD.target(), "-o", description).checked();
        Output refused = kprobes().run("export", "--bootconfig", "--description", description, "--probe", RETURN);
        assertEquals(refused.toString(), 1, refused.status());
        assertTrue(refused.toString(), refused.toString()
                .contains("a boot configuration needs a kernel built with CONFIG_BOOT_CONFIG: kernel="));
    }
}
