/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/**
 * Reads listings that are looked at again and again at the least cost for the board. A program that is started costs an
 * emulated i.MX6 some 15 to 20 ms, and the shell's own {@code read}, which takes a byte at a time, 60 us a byte: short files
 * are read by the shell, longer ones by one program. How long they are is known from the look before; where one has grown since,
 * the shell leaves it to a program when it has seen a part of it.
 *
 * <p>Byte by byte is sound where the kernel keeps the text between two reads, as it does of listings ({@code seq_file}).
 * Thread-safe.
 */
public final class ListingReader {

    /** Up to here the shell reads, in bytes over all files. */
    private static final int SHORT = 300;
    /** Prints for each file its name, a NUL, a plus sign and its content, or nothing where it cannot be read, and a NUL. */
    private static final String FUNCTION = """
            k_ls() { k_n=$#; while [ "$k_n" -gt 0 ]; do k_n=$((k_n - 1)); k_o=; [ -f "$1" ] && {
            while IFS= read -r k_l; do k_o="$k_o$k_l
            "; [ "${#k_o}" -lt 600 ] || { k_o=$(cat "$1"; echo .); k_o=${k_o%.}; k_l=; break; }; done
            k_o="+$k_o$k_l"; } 2>/dev/null <"$1"; set -- "$@" "$1" "$k_o"; shift; done
            [ $# = 0 ] || printf '%s\\0' "$@"; }
            """;
    private static final int LIMIT = 16 << 20;

    /** So many questions are remembered. */
    private static final int MOST = 16;

    private final CommandShell shell;
    private final BulkReader programs;
    private final Map<List<String>, Integer> lengths = new LinkedHashMap<>();
    private boolean defined;

    /** Makes a reader of a shell, and of what reads long files with it. */
    public ListingReader(CommandShell shell, BulkReader programs) {
        this.shell = shell;
        this.programs = programs;
    }

    /** Reads; see {@code Connection.readListings}. */
    public synchronized Map<String, byte[]> read(List<String> patterns) throws TargetException {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no files: patterns=[]");
        }
        BulkReader.check(patterns);
        int length = lengths.getOrDefault(patterns, Integer.MAX_VALUE);
        Map<String, byte[]> contents = length <= SHORT ? readByShell(patterns)
                : programs.readAll(patterns, Progress.NONE);
        // A shell's variable holds no NUL
        boolean text = contents.values().stream().allMatch(ListingReader::isText);
        lengths.remove(patterns);
        lengths.put(List.copyOf(patterns),
                text ? contents.values().stream().mapToInt(content -> content.length).sum() : Integer.MAX_VALUE);
        if (lengths.size() > MOST) {
            lengths.remove(lengths.keySet().iterator().next());
        }
        return contents;
    }

    private static boolean isText(byte[] content) {
        for (byte b : content) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }

    private Map<String, byte[]> readByShell(List<String> patterns) throws TargetException {
        String script = (defined ? "" : FUNCTION)
                + patterns.stream().map(Quoting::pattern).collect(Collectors.joining(" ", "k_ls ", ""));
        CommandShell.Answer answer = shell.run(script, LIMIT);
        defined = true;
        String[] parts = answer.output().split("\0", -1);
        Predicate<String> asked = BulkReader.asked(patterns);
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int i = 0; i + 1 < parts.length; i += 2) {
            if (asked.test(parts[i]) && parts[i + 1].startsWith("+")) {
                contents.put(Quoting.textOf(parts[i]), parts[i + 1].substring(1).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
