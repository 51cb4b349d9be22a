/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Error numbers and the words that programs print for them in the C locale. A shell tells why it failed in words only, and
 * so does {@code java.nio}. The wordings are those of glibc and uClibc ({@code strerror}), of musl where they differ, and of
 * the shells dash and BusyBox ash, which have words of their own for a file that cannot be opened.
 */
public final class ErrorTexts {

    /** The number of "Input/output error": what a failure gets that nobody words. */
    public static final int EIO = 5;

    /** What lets a kernel be probed that is locked down. */
    public static final String UNLOCK = "cat /sys/kernel/security/lockdown shows which; boot with lockdown=integrity or"
            + " lockdown=none, or switch Secure Boot off";

    private static final int EPERM = 1;
    private static final int EROFS = 30;

    private static final Map<Integer, String> TEXTS = new HashMap<>();
    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        known(1, "Operation not permitted");
        known(2, "No such file or directory", "No such file", "nonexistent directory", "Directory nonexistent");
        known(3, "No such process");
        known(4, "Interrupted system call");
        known(5, "Input/output error", "I/O error");
        known(6, "No such device or address");
        known(7, "Argument list too long");
        known(9, "Bad file descriptor", "Bad file number");
        known(11, "Resource temporarily unavailable");
        known(12, "Cannot allocate memory", "Out of memory");
        known(13, "Permission denied");
        known(14, "Bad address");
        known(16, "Device or resource busy", "Resource busy");
        known(17, "File exists");
        known(18, "Invalid cross-device link", "Cross-device link");
        known(19, "No such device");
        known(20, "Not a directory");
        known(21, "Is a directory");
        known(22, "Invalid argument");
        known(23, "Too many open files in system");
        known(24, "Too many open files", "No file descriptors available");
        known(25, "Inappropriate ioctl for device", "Not a tty", "Not a typewriter");
        known(26, "Text file busy");
        known(27, "File too large");
        known(28, "No space left on device");
        known(29, "Illegal seek", "Invalid seek");
        known(30, "Read-only file system");
        known(31, "Too many links");
        known(32, "Broken pipe");
        known(33, "Numerical argument out of domain", "Domain error");
        known(34, "Numerical result out of range", "Result not representable");
        known(35, "Resource deadlock avoided", "Resource deadlock would occur");
        known(36, "File name too long", "Filename too long");
        known(38, "Function not implemented");
        known(39, "Directory not empty");
        known(40, "Too many levels of symbolic links", "Symbolic link loop");
        known(61, "No data available");
        known(71, "Protocol error");
        known(75, "Value too large for defined data type", "Value too large for data type");
        known(84, "Invalid or incomplete multibyte or wide character", "Illegal byte sequence");
        known(90, "Message too long", "Message too large");
        known(95, "Operation not supported", "Not supported");
        known(99, "Cannot assign requested address", "Address not available");
        known(105, "No buffer space available");
        known(110, "Connection timed out", "Operation timed out");
        known(116, "Stale file handle", "Stale NFS file handle");
        known(122, "Disk quota exceeded", "Quota exceeded");
        known(125, "Operation canceled");
        // Not an errno of user space, but the kernel's tracing code lets it out; glibc and musl have no words for it
        known(524, "Unknown error 524", "No error information");
    }

    private ErrorTexts() {
    }

    /**
     * The words for a number, as glibc has them.
     *
     * @param errno a positive error number
     * @return the words, "Unknown error N" for one that is not known
     */
    public static String text(int errno) {
        return TEXTS.getOrDefault(errno, "Unknown error " + errno);
    }

    /**
     * The words for a number, and what mends it where the cause lies in how the target was set up and not in the file: a file
     * system that is mounted read-only, or a kernel that is locked down (its tracefs then refuses to open anything, see
     * {@code tracing_check_open_get_tr} of kernel/trace/trace.c).
     *
     * @param errno a positive error number
     * @param path the absolute path that was refused
     * @param mountPoints tells where file systems are mounted on the target; asked when that matters
     * @return the words, and behind a semicolon what mends it
     */
    public static String reason(int errno, String path, Supplier<List<String>> mountPoints) {
        String words = text(errno);
        if (errno == EROFS) {
            return words + "; as root there, mount -o remount,rw " + mountPoint(path, mountPoints.get());
        }
        return errno == EPERM && path.contains("/tracing/")
                ? words + ": the kernel is locked down, or a security module says no; " + UNLOCK : words;
    }

    private static String mountPoint(String path, List<String> mountPoints) {
        String longest = "/";
        for (String point : mountPoints) {
            if (point.length() > longest.length() && (path + "/").startsWith(point + "/")) {
                longest = point;
            }
        }
        return longest;
    }

    /**
     * Finds the error number in a message that ends with the words for it, as {@code cat: write error: Invalid argument}.
     *
     * @param message one or more lines; the last one that ends with known words counts
     * @return the number, or nothing when no line ends with known words
     */
    public static OptionalInt errno(String message) {
        String[] lines = message.split("\n");
        for (int i = lines.length - 1; i >= 0; i--) {
            OptionalInt found = errnoOfLine(lines[i].strip());
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt errnoOfLine(String line) {
        OptionalInt whole = errnoOfWords(line);
        if (whole.isPresent()) {
            return whole;
        }
        // A path may hold ": " as well, so that the last one counts
        int colon = line.lastIndexOf(": ");
        return colon < 0 ? OptionalInt.empty() : errnoOfWords(line.substring(colon + 2));
    }

    private static OptionalInt errnoOfWords(String words) {
        int number = NUMBERS.getOrDefault(words.toLowerCase(Locale.ROOT), 0);
        if (number == 0 && words.matches("Unknown error [0-9]{1,4}")) {
            number = Integer.parseInt(words.substring("Unknown error ".length()));
        }
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static void known(int errno, String... words) {
        TEXTS.put(errno, words[0]);
        for (String wording : words) {
            NUMBERS.put(wording.toLowerCase(Locale.ROOT), errno);
        }
    }
}
