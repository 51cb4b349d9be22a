/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Test;

import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.testkit.KernelTruth;
import io.kprobestudio.testkit.ProjectFolder;

/**
 * What the command prints is an interface: each test holds exit code, output and messages against a file. With
 * {@code -Dkps.golden=write} the files are written anew; the change then belongs into docs/formats/cli.md and the change log.
 */
public class GoldenTest {

    private static final Path FOLDER = ProjectFolder.get()
            .resolve("bundles/io.kprobestudio.cli/src-test/io/kprobestudio/cli/golden");

    private static final String LINES = """
        # a comment

        p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring
        p:bad do_sys_openat2 dfd=%r99
        r5 really_probe $retval
        p:\u00e9 vfs_read
          p:blank   vfs_read    a=%zz
        """;

    private static void check(String name, String input, String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Kprobes(new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), false), new StateFolder(FOLDER.resolve("state")))
                .run(arguments);
        String actual = "exit " + code + "\n--- standard output\n" + out.toString(StandardCharsets.ISO_8859_1)
                + "--- standard error\n" + err.toString(StandardCharsets.UTF_8)
                        .replace(description("imx6-6.1"), "DESCRIPTION")
                        .replace(ProjectFolder.get().toString(), "PROJECT");
        Path golden = FOLDER.resolve(name + ".txt");
        if ("write".equals(System.getProperty("kps.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, actual, StandardCharsets.ISO_8859_1);
        }
        assertEquals(Files.readString(golden, StandardCharsets.ISO_8859_1), actual);
    }

    private static String description(String kernel) {
        return KernelTruth.description(kernel).toString();
    }

    @Test
    public void shouldPrintJudgementsWhenTheKernelIsDescribed() throws IOException {
        check("check-text", LINES.replace("\u00e9", "e"), "check", "--description", description("imx6-6.1"), "-");
    }

    @Test
    public void shouldPrintOneObjectALineWhenJsonIsAskedFor() throws IOException {
        check("check-json", LINES, "check", "--json", "--description", description("imx6-6.1"));
    }

    @Test
    public void shouldPrintTheKernelLogWhenTheKernelHasNoErrorLog() throws IOException {
        check("check-json-3.14", LINES, "check", "--json", "--description", description("imx6-3.14"));
    }

    @Test
    public void shouldJudgeEachLineAfterTheOnesBeforeWhenItIsASequence() throws IOException {
        check("check-sequence",
                "p:a really_probe\np:a really_probe\np:a bus_probe_device\nr:a really_probe\n-:a\n-:a\n", "check",
                "--json",
                "--sequence", "--description", description("imx6-6.1"));
    }

    @Test
    public void shouldJudgeForAVersionWhenThereIsNoDescription() throws IOException {
        check("check-version", "p:a vfs_read %r0:x32\nf:b vfs_read\n", "check", "--kernel", "3.14", "--arch", "arm");
    }

    @Test
    public void shouldKnowTheOtherControlFileWhenItIsNamed() throws IOException {
        check("check-file", "q:x vfs_read\n", "check", "--json", "--file", "dynamic_events", "--kernel", "6.12",
                "--arch",
                "x86_64");
    }

    @Test
    public void shouldListItsCommandsWhenAskedForHelp() throws IOException {
        check("help", "", "--help");
    }

    @Test
    public void shouldSayWhatIsMissingWhenThereIsNoCommand() throws IOException {
        check("no-command", "");
    }

    @Test
    public void shouldNameTheKnownOnesWhenTheCommandIsUnknown() throws IOException {
        check("unknown-command", "", "recrod");
    }

    @Test
    public void shouldNameTheOptionWhenItIsUnknown() throws IOException {
        check("unknown-option", "", "check", "--jsno");
    }

    @Test
    public void shouldRefuseAVersionWhenItIsNone() throws IOException {
        check("bad-version", "", "check", "--kernel", "six");
    }

    @Test
    public void shouldSayWhichRulesItTakesWhenTheKernelIsNewerThanThoseThatAreKnown() throws IOException {
        check("newer-version", "p:a vfs_read\n", "check", "--kernel", "9.1");
    }

    @Test
    public void shouldSayWhichRulesItTakesWhenTheKernelIsOlderThanThoseThatAreKnown() throws IOException {
        check("older-version", "p:a vfs_read\n", "check", "--kernel", "2.6.39");
    }

    @Test
    public void shouldSayWhichKernelItTakesWhenTheDescriptionIsOfAnotherThanIsNamed() throws IOException {
        check("two-kernels", "p:a vfs_read\n", "check", "--kernel", "5.10", "--description", description("imx6-6.1"));
    }

    @Test
    public void shouldBeCalledByItsWholeNameWhenACommandIsAskedForHelp() throws IOException {
        check("check-help", "", "check", "--help");
    }

    @Test
    public void shouldTakeItForWrongUsageWhenTheInputIsMissing() throws IOException {
        check("missing-input", "", "check", "/no/such/file");
    }

    @Test
    public void shouldSayWhatARecordingNeedsWhenThereIsNothingToRecord() throws IOException {
        check("record-nothing", "", "record", "--target", "none:");
    }

    @Test
    public void shouldSayWhatATimeIsWhenItIsNone() throws IOException {
        check("record-time", "", "record", "--target", "none:", "--for", "soon", "--probe", "p vfs_read");
    }

    @Test
    public void shouldSayThatNothingOpensATargetWhenItsKindIsUnknown() throws IOException {
        check("unknown-target", "", "profile", "--target", "carrier-pigeon:loft");
    }

    @Test
    public void shouldPrintHowLongFunctionsTookWhenBothEndsAreProbed() throws IOException {
        check("latency", "", "latency", KernelTruth.recording("imx6-6.1-kp").toString(), "--worst", "2", "--histogram");
        check("latency-lost", "", "latency", KernelTruth.recording("imx6-7.2-overrun").toString());
    }

    @Test
    public void shouldPrintAnObjectAFunctionWhenJsonIsAskedFor() throws IOException {
        check("latency-json", "", "latency", KernelTruth.recording("imx6-3.14-kp").toString(), "--worst", "1",
                "--json");
    }

    @Test
    public void shouldMeasureBetweenEventsWhenTheyAreNamed() throws IOException {
        String recording = KernelTruth.recording("imx6-6.1-mix").toString();
        check("latency-pair", "", "latency", recording, "--pair", "kprobes/open=kprobes/openret");
        check("latency-no-pair", "", "latency", recording, "--pair", "kprobes:open");
        check("latency-no-event", "", "latency", recording, "--pair", "kprobes:open=kprobes:nosuch");
        check("latency-negative", "", "latency", recording, "--worst=-1");
    }

    @Test
    public void shouldPrintWhatWasDoneWhenATargetHasALog() throws IOException {
        check("log", "", "log", "--target", "ssh://root@board?legacy=yes");
        check("log-since", "", "log", "--target", "ssh://root@board", "--since", "2026-11-23T09:31:00Z");
        check("log-json", "", "log", "--target", "ssh://root@board", "--json");
    }

    @Test
    public void shouldSaySoWhenNothingWasDoneToATarget() throws IOException {
        check("log-nothing", "", "log", "--target", "ssh://root@other", "--json");
        check("log-too-late", "", "log", "--target", "ssh://root@board", "--since", "2036-01-01");
        check("log-time", "", "log", "--target", "ssh://root@board", "--since", "2026-13-01");
    }

    @Test
    public void shouldSayThatItIsNoRecordingWhenTheFolderIsNone() throws IOException {
        check("decode-nothing", "", "decode", "/proc/self/fdinfo");
    }

    @Test
    public void shouldListSetsOfLibraryWhenNoneIsNamed() throws IOException {
        check("library", "", "library", "--kernel", "5.10");
    }

    @Test
    public void shouldPrintSetAsFileWhenNamed() throws IOException {
        check("library-set", "", "library", "--kernel", "6.12", "--arch", "arm64", "page faults");
        check("library-old", "", "library", "--kernel", "3.14", "Driver probing");
    }

    @Test
    public void shouldNameAllSetsWhenThereIsNoSuchSet() throws IOException {
        check("library-unknown", "", "library", "opens");
    }

    @Test
    public void shouldRefuseADefinitionWhenItCannotBeExported() throws IOException {
        check("export-refused", "", "export", "--cmdline", "--kernel", "4.9", "p:x vfs_read");
    }
}
