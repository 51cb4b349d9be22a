/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceLines;
import io.kprobestudio.symbols.SourceTree;

/** Lists the lines that can be probed: with their number those, without it the other ones where the source is at hand. */
final class SourceListing {

    private static final Pattern WANTED = Pattern.compile(
            "(?<what>[^:@]+)(?:@(?<file>[^:]+))?(?::(?<from>\\d{1,9})(?:-(?<to>\\d{1,9}))?)?");

    private final DebugInfo info;
    private final Optional<SourceTree> source;

    /** @param source where the kernel's source is */
    SourceListing(DebugInfo info, Optional<SourceTree> source) {
        this.info = info;
        this.source = source;
    }

    /**
     * The listing.
     *
     * @param wanted {@code FUNCTION[@FILE][:FROM[-TO]]}, counted from the function's first line, or {@code FILE.c[:FROM[-TO]]}
     * @throws DebugInfoException when there is no such function, file or line
     * @throws IOException when the source cannot be read
     */
    String of(String wanted) throws DebugInfoException, IOException {
        Matcher matcher = WANTED.matcher(wanted);
        if (!matcher.matches()) {
            throw new DebugInfoException("lines are named as FUNCTION[@FILE][:FROM[-TO]] or FILE[:FROM[-TO]]");
        }
        String what = matcher.group("what");
        boolean isFile = what.indexOf('.') >= 0 || what.indexOf('/') >= 0;
        String file = matcher.group("file");
        List<SourceLines> found = isFile ? info.linesOfFile(what)
                : info.linesOfFunction(what, file == null ? "" : file);
        String from = matcher.group("from");
        String to = matcher.group("to");
        int first = from == null ? 0 : Integer.parseInt(from);
        int last = to != null ? Integer.parseInt(to) : from != null && isFile ? first : Integer.MAX_VALUE;
        StringBuilder text = new StringBuilder();
        for (SourceLines each : found) {
            text.append(of(each, first, last));
        }
        if (text.isEmpty()) {
            throw new DebugInfoException(found.isEmpty() ? "nothing of this name has lines: name=" + what
                    : "no code belongs to these lines: from=%d to=%s".formatted(first, to == null ? "the end" : to));
        }
        return text.toString();
    }

    private String of(SourceLines lines, int first, int last) throws IOException, DebugInfoException {
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int line : lines.lines()) {
            if (line - lines.first() >= first && line - lines.first() <= last) {
                chosen.add(line);
            }
        }
        if (chosen.isEmpty()) {
            return "";
        }
        List<String> text = text(lines.file());
        StringBuilder listing = new StringBuilder("<%s%s:%d>\n".formatted(
                lines.function().isEmpty() ? "" : lines.function() + "@", lines.file(), lines.first()));
        for (int line = chosen.first(); line <= chosen.last(); line++) {
            boolean known = line <= text.size();
            if (chosen.contains(line)) {
                listing.append("%7d".formatted(line - lines.first())).append(known ? "  " + text.get(line - 1) : "")
                        .append('\n');
            } else if (known) {
                listing.append("         ").append(text.get(line - 1)).append('\n');
            }
        }
        return listing.toString();
    }

    private List<String> text(String path) throws IOException, DebugInfoException {
        Optional<Path> file = source.isEmpty() ? Optional.empty() : source.get().file(path);
        return file.isEmpty() ? List.of() : Files.readAllLines(file.get(), StandardCharsets.ISO_8859_1);
    }
}
