/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.OptionalInt;

import org.junit.Test;

public class ErrorTextsTest {

    @Test
    public void shouldFindNumberWhenProgramsWordIt() {
        assertErrno(22, "sh: write error: Invalid argument");
        assertErrno(22, "dd: error writing 'standard output': Invalid argument\n0+1 records in\n0+0 records out");
        assertErrno(13, "sh: 1: cannot create /sys/kernel/tracing/nope: Permission denied");
        assertErrno(2, "sh: can't create /nonexist/x: nonexistent directory");
        assertErrno(2, "sh: 3: cannot create /nonexist/x: Directory nonexistent");
        assertErrno(2, "cat: can't open '/a: Invalid argument': No such file or directory");
        assertErrno(17, "mkdir: can't create directory '/x': File exists");
        assertErrno(84, "cat: write error: Illegal byte sequence");
        assertErrno(84, "cat: write error: Invalid or incomplete multibyte or wide character");
        assertErrno(524, "dd: error writing 'standard output': Unknown error 524");
        assertErrno(16, "Resource busy");
    }

    @Test
    public void shouldFindNothingWhenNobodyWordsAnError() {
        assertEquals(OptionalInt.empty(), ErrorTexts.errno(""));
        assertEquals(OptionalInt.empty(), ErrorTexts.errno("1+0 records in\n1+0 records out"));
        assertEquals(OptionalInt.empty(), ErrorTexts.errno("Invalid argument in the middle of a line"));
    }

    @Test
    public void shouldReadBackItsOwnWordsWhenNumberIsKnown() {
        for (int errno : new int[]{ 1, 2, 7, 12, 13, 14, 16, 17, 19, 20, 21, 22, 27, 28, 30, 34, 36, 39, 84, 95, 99,
                600 }) {
            assertErrno(errno, "x: " + ErrorTexts.text(errno));
        }
    }

    @Test
    public void shouldNameTheMountWhenFileSystemIsReadOnly() {
        List<String> mounts = List.of("/", "/sys", "/sys/kernel/tracing", "/sys/kernel/tra");
        assertEquals("Read-only file system; as root there, mount -o remount,rw /sys/kernel/tracing",
                ErrorTexts.reason(30, "/sys/kernel/tracing/kprobe_events", () -> mounts));
        assertEquals("Read-only file system; as root there, mount -o remount,rw /",
                ErrorTexts.reason(30, "/etc/passwd", () -> mounts));
    }

    @Test
    public void shouldNameTheLockWhenTracefsMayNotBeOpened() {
        assertTrue(ErrorTexts.reason(1, "/sys/kernel/tracing/README", List::of).startsWith(
                "Operation not permitted: the kernel is locked down, or a security module says no; cat /sys/kernel/"));
        assertEquals("Operation not permitted", ErrorTexts.reason(1, "/etc/passwd", List::of));
        assertEquals("Invalid argument", ErrorTexts.reason(22, "/sys/kernel/tracing/README", List::of));
    }

    private static void assertErrno(int errno, String message) {
        assertEquals(message, OptionalInt.of(errno), ErrorTexts.errno(message));
    }
}
