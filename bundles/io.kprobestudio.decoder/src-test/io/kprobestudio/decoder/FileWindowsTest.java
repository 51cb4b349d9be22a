/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What stays mapped of a file between readings is never taken for that of another file. */
public class FileWindowsTest {

    private static final int PAGE = 4096;

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private static byte[] pages(int count, int value) throws Exception {
        SubBufferWriter writer = new SubBufferWriter(PageLayout.of(8, PAGE, java.nio.ByteOrder.LITTLE_ENDIAN));
        ByteBuffer all = ByteBuffer.allocate(count * PAGE);
        for (int i = 0; i < count; i++) {
            byte[] payload = { (byte) value, 0, 0, 0, (byte) i, 0, 0, 0 };
            writer.begin(i);
            writer.append(payload, i);
            ByteBuffer page = writer.finish();
            all.put(i * PAGE, page.array(), 0, PAGE);
        }
        return all.array();
    }

    private static List<Integer> first(CpuFile file) throws Exception {
        List<Integer> values = new ArrayList<>();
        PageLayout layout = PageLayout.of(8, PAGE, java.nio.ByteOrder.LITTLE_ENDIAN);
        for (boolean skim : new boolean[]{ false, true }) {
            try (CpuData.ClosableSource source = file.open(layout)) {
                if (skim) {
                    source.skim();
                }
                new RecordWalker(layout).walkAll(source,
                        (cpu, time, buffer, offset, length) -> values.add((int) buffer.get(offset)), RecordSink.NONE);
            }
        }
        return values;
    }

    @Test
    public void shouldReadTheOtherFileWhenOneTookItsPlace() throws Exception {
        Path path = temporary.getRoot().toPath().resolve("raw");
        Files.write(path, pages(3, 1));
        CpuFile file = new CpuFile(0, path, 0, 3 * PAGE);
        assertEquals(List.of(1, 1, 1, 1, 1, 1), first(file));
        Path other = temporary.getRoot().toPath().resolve("other");
        Files.write(other, pages(3, 2));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(List.of(2, 2, 2, 2, 2, 2), first(file));
        Files.write(path, pages(2, 3));
        assertEquals("shorter now", List.of(3, 3, 3, 3), first(file));
    }

    @Test
    public void shouldKeepWhatIsMappedUntilTheFileChanges() throws Exception {
        Path path = temporary.getRoot().toPath().resolve("raw");
        Files.write(path, pages(2, 1));
        FileWindows windows = new FileWindows();
        windows.open(path);
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer window = windows.map(channel, PAGE, PAGE);
            windows.open(path);
            assertSame(window, windows.map(channel, PAGE, PAGE));
            assertNotSame(window, windows.map(channel, 0, PAGE));
            assertNotEquals(window.limit(), windows.map(channel, PAGE, PAGE / 2).limit());
        }
        Files.write(path, pages(3, 1));
        windows.open(path);
        try (FileChannel channel = FileChannel.open(path)) {
            assertEquals(2 * PAGE, windows.map(channel, PAGE, 2 * PAGE).limit());
        }
    }
}
