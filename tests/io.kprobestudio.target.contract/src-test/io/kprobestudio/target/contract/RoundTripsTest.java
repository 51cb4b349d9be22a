/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.WriteOutcome;
import io.kprobestudio.target.ssh.SshTargetProvider;
import io.kprobestudio.tracefs.DescriptionCache;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;

/**
 * How often the link is waited for: a board behind a slow link is as usable as these numbers are small.
 */
public class RoundTripsTest {

    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private long before;

    private static Connection connect() throws TargetException {
        return new SshTargetProvider().target(TargetAddress.parse(SERVER.address("id_ed25519"))).connect(
                Prompter.NOBODY,
                Progress.NONE);
    }

    @Before
    public void mountTracefs() throws Exception {
        before = 0;
        if (!Files.exists(Path.of("/sys/kernel/tracing/events"))) {
            OpenSshServer.run("mount", "-t", "tracefs", "tracefs", "/sys/kernel/tracing");
        }
    }

    private long since(Connection connection) {
        long now = connection.roundTrips();
        long count = now - before;
        before = now;
        return count;
    }

    @Test
    public void shouldAskThreeTimesWhenItConnects() throws TargetException {
        try (Connection connection = connect()) {
            assertEquals(3, since(connection));
        }
    }

    @Test
    public void shouldAskOnceWhenFiftyProbesAreWritten() throws TargetException {
        try (Connection connection = connect()) {
            String instance = connection.tracefs().orElseThrow() + "/instances/trips_"
                    + Long.toHexString(System.nanoTime());
            connection.makeDirectory(instance);
            try {
                since(connection);
                List<FileWrite> writes = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    writes.add(FileWrite.append(instance + "/trace_marker",
                            "p:kps_01234567/probe%d vfs_read".formatted(i)));
                }
                assertTrue(connection.writeAll(writes, true).stream().allMatch(WriteOutcome::accepted));
                assertEquals(1, since(connection));
            } finally {
                connection.removeDirectory(instance);
            }
        }
    }

    @Test
    public void shouldAskOnceWhenCountsAreRefreshed() throws TargetException {
        try (Connection connection = connect()) {
            since(connection);
            connection.read(connection.tracefs().orElseThrow() + "/dynamic_events", 1 << 16);
            assertEquals(1, since(connection));
        }
    }

    @Test
    public void shouldAskOnceForEachTwoHundredFilesWhenFormatsAreRead() throws TargetException {
        try (Connection connection = connect()) {
            // The second shell is opened and readied first
            connection.readAll(List.of("/proc/version"), Progress.NONE);
            since(connection);
            int files = connection
                    .readAll(List.of(connection.tracefs().orElseThrow() + "/events/*/*/format"), Progress.NONE)
                    .size();
            assertEquals(1 + (files + 199) / 200, since(connection));
        }
    }

    private String describe(Path cache) throws TargetException {
        try (Connection connection = connect()) {
            since(connection);
            DescriptionReader.KernelFiles files = DescriptionReader.readFiles(Tracefs.of(connection),
                    new DescriptionCache(cache), Progress.NONE);
            assertTrue(files.file("kallsyms").length > 100_000);
            assertTrue(new String(files.file("uname"), StandardCharsets.ISO_8859_1).startsWith("Linux "));
            return "asked " + since(connection) + " times, " + files.description().symbols().size() + " symbols";
        }
    }

    @Test
    public void shouldReadTheDescriptionOnceWhenTheKernelStaysTheSame() throws TargetException, IOException {
        Path cache = folder.newFolder().toPath();
        String first = describe(cache);
        String second = describe(cache);
        System.out.println("description: first connection " + first + ", second " + second);
        assertEquals(first.replaceFirst("asked \\d+", ""), second.replaceFirst("asked \\d+", ""));
        // Which boot it is, what tells it from others (behind a second shell, which is readied first), what was absent
        int asked = Integer.parseInt(second.replaceAll("asked (\\d+) .*", "$1"));
        assertTrue(second, asked <= 7);
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : entries.toList()) {
                Files.write(entry, Arrays.copyOf(Files.readAllBytes(entry), 1000));
            }
        }
        assertEquals("what was cut off is read again", first, describe(cache));
        assertEquals(second, describe(cache));
    }
}
