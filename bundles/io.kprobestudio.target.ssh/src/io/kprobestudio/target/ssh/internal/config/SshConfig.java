/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.TargetException;

/**
 * OpenSSH's client configuration, as ssh_config(5) describes it: sections of {@code Host} and {@code Match}, the first value
 * of a keyword counts, {@code Include} reads further files in place. Of {@code Match} the criteria {@code all}, {@code host},
 * {@code originalhost}, {@code user}, {@code localuser} and {@code exec} are known; a section with another one does not apply.
 */
public final class SshConfig {

    private static final int DEEPEST_INCLUDE = 16;
    /** What stands behind these goes to a shell, quotes and all. */
    private static final Set<String> COMMANDS = Set.of("proxycommand", "localcommand", "remotecommand",
            "knownhostscommand");
    private static final Set<String> LISTS = Set.of("identityfile", "certificatefile");

    private final List<Section> sections;

    private record Section(List<String> criteria, boolean match, List<Line> lines) {
    }

    private record Line(String keyword, List<String> arguments) {
    }

    /** Judges a {@code Match exec}. */
    @FunctionalInterface
    public interface Exec {

        /** No program is run: what depends on one does not apply. */
        Exec NEVER = (command, soFar) -> false;

        /**
         * Whether a command ends well.
         *
         * @param command tokens not yet expanded
         * @param soFar what the sections before say
         * @throws TargetException when it can be neither run nor left
         */
        boolean succeeds(String command, Map<String, List<String>> soFar) throws TargetException;
    }

    private SshConfig(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** A configuration that says nothing. */
    public static SshConfig none() {
        return new SshConfig(List.of());
    }

    /**
     * Reads a configuration file.
     *
     * @param file the file; one that is not there says nothing
     * @param home the user's home folder, for {@code ~} and relative includes
     * @return the configuration
     * @throws TargetException when the file cannot be read or understood; the message names file and line
     */
    public static SshConfig read(Path file, Path home) throws TargetException {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(List.of("all"), true, new ArrayList<>()));
        if (Files.exists(file)) {
            read(file, home, sections, 0);
        }
        return new SshConfig(sections);
    }

    private static void read(Path file, Path home, List<Section> sections, int depth) throws TargetException {
        if (depth > DEEPEST_INCLUDE) {
            throw new TargetException("SSH configuration files include each other too deep: file=" + file);
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new TargetException("the SSH configuration cannot be read: file=%s reason=%s".formatted(file,
                    failure.getMessage()), failure);
        }
        int number = 0;
        for (String text : lines) {
            number++;
            String keyword = keyword(text);
            List<String> words = COMMANDS.contains(keyword) ? command(text, keyword) : words(text, file, number);
            if (words.isEmpty()) {
                continue;
            }
            List<String> arguments = words.subList(1, words.size());
            if (arguments.isEmpty()) {
                throw new TargetException(
                        "a keyword of the SSH configuration lacks its value: file=%s line=%d keyword=%s"
                                .formatted(file, number, words.get(0)));
            }
            Section current = sections.get(sections.size() - 1);
            switch (keyword) {
            case "host" -> sections.add(new Section(List.copyOf(arguments), false, new ArrayList<>()));
            case "match" -> sections.add(new Section(List.copyOf(arguments), true, new ArrayList<>()));
            case "include" -> {
                for (String argument : arguments) {
                    for (Path included : expand(argument, home)) {
                        // What is included is under the condition of the section that includes it
                        List<Section> inner = new ArrayList<>();
                        inner.add(new Section(current.criteria(), current.match(), new ArrayList<>()));
                        read(included, home, inner, depth + 1);
                        sections.addAll(inner);
                    }
                }
                sections.add(new Section(current.criteria(), current.match(), new ArrayList<>()));
            }
            default -> current.lines().add(new Line(keyword, List.copyOf(arguments)));
            }
        }
    }

    private static List<Path> expand(String pattern, Path home) {
        Path path = pattern.startsWith("~/") ? home.resolve(pattern.substring(2))
                : home.resolve(".ssh").resolve(pattern);
        Path folder = path.getParent();
        Path name = path.getFileName();
        List<Path> found = new ArrayList<>();
        if (folder != null && name != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name.toString())) {
                files.forEach(found::add);
            } catch (IOException failure) {
                return List.of();
            }
        }
        found.sort(null);
        found.removeIf(Files::isDirectory);
        return found;
    }

    private static String keyword(String line) {
        return line.strip().split("[\\s=]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static List<String> command(String line, String keyword) {
        String rest = line.strip().substring(keyword.length()).strip();
        String command = rest.startsWith("=") ? rest.substring(1).strip() : rest;
        return command.isEmpty() ? List.of(keyword) : List.of(keyword, command);
    }

    /** The words of a line: blanks, or one equals sign after the keyword, part them; double quotes keep them together. */
    private static List<String> words(String line, Path file, int number) throws TargetException {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (Character.isWhitespace(c) || (c == '=' && words.size() == 1)) {
                at++;
            } else if (c == '#') {
                break;
            } else if (c == '"') {
                int close = line.indexOf('"', at + 1);
                if (close < 0) {
                    throw new TargetException("a quote is not closed in the SSH configuration: file=%s line=%d"
                            .formatted(file, number));
                }
                words.add(line.substring(at + 1, close));
                at = close + 1;
            } else {
                int end = at;
                while (end < line.length() && !Character.isWhitespace(line.charAt(end)) && line.charAt(end) != '"'
                        && !(line.charAt(end) == '=' && words.isEmpty())) {
                    end++;
                }
                words.add(line.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    /** The hosts that sections are for by their names, not by patterns, in the order of the files. */
    public List<String> hosts() {
        return sections.stream().filter(section -> !section.match()).flatMap(section -> section.criteria().stream())
                .filter(name -> name.chars().noneMatch(c -> c == '*' || c == '?' || c == '!')).distinct().toList();
    }

    /**
     * What the configuration says of a host: keyword, in lower case, to its values. Only {@code identityfile} and
     * {@code certificatefile} gather values of several lines.
     *
     * @param host the host as the user wrote it
     * @param user the user as the user wrote it, or the local user
     * @param localUser the user on this machine
     * @param exec judges the programs that sections depend on, in the order of the files
     * @return the values, tokens not yet expanded, in the order of their first lines
     */
    public Map<String, List<String>> of(String host, String user, String localUser, Exec exec) throws TargetException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Section section : sections) {
            String name = values.getOrDefault("hostname", List.of(host)).get(0).replace("%h", host);
            String as = values.getOrDefault("user", List.of(user)).get(0);
            boolean applies = section.match()
                    ? matches(section.criteria(), host, name, as, localUser, command -> exec.succeeds(command, values))
                    : matchesList(section.criteria(), host);
            if (applies) {
                for (Line line : section.lines()) {
                    if (LISTS.contains(line.keyword())) {
                        values.computeIfAbsent(line.keyword(), key -> new ArrayList<>()).addAll(line.arguments());
                    } else {
                        values.putIfAbsent(line.keyword(), line.arguments());
                    }
                }
            }
        }
        return values;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds(String command) throws TargetException;
    }

    private static boolean matches(List<String> criteria, String host, String name, String user, String localUser,
            Condition exec) throws TargetException {
        int at = 0;
        while (at < criteria.size()) {
            String criterion = criteria.get(at++).toLowerCase(Locale.ROOT);
            if (criterion.equals("all")) {
                continue;
            }
            boolean negated = criterion.startsWith("!");
            if (criterion.endsWith("exec") && criterion.length() == (negated ? 5 : 4) && at < criteria.size()) {
                if (exec.holds(criteria.get(at++)) == negated) {
                    return false;
                }
                continue;
            }
            @Nullable
            String subject = switch (negated ? criterion.substring(1) : criterion) {
            case "host" -> name;
            case "originalhost" -> host;
            case "user" -> user;
            case "localuser" -> localUser;
            default -> null;
            };
            if (subject == null || at >= criteria.size()) {
                return false;
            }
            if (matchesList(List.of(criteria.get(at++).split(",")), subject) == negated) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a list of patterns takes a name: one must match, and none that begins with an exclamation mark may.
     *
     * @param patterns the patterns, in which {@code *} and {@code ?} stand for characters
     * @param subject the name
     */
    public static boolean matchesList(List<String> patterns, String subject) {
        boolean found = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matchesPattern(pattern.substring(1), subject)) {
                    return false;
                }
            } else {
                found |= matchesPattern(pattern, subject);
            }
        }
        return found;
    }

    /** {@code *} stands for any characters, {@code ?} for one; letters match in either case, as OpenSSH's hosts do. */
    static boolean matchesPattern(String pattern, String subject) {
        String text = subject.toLowerCase(Locale.ROOT);
        String mask = pattern.toLowerCase(Locale.ROOT);
        int p = 0;
        int star = -1;
        int resume = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < mask.length() && (mask.charAt(p) == '?' || mask.charAt(p) == text.charAt(t))
                    && mask.charAt(p) != '*') {
                p++;
                t++;
            } else if (p < mask.length() && mask.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < mask.length() && mask.charAt(p) == '*') {
            p++;
        }
        return p == mask.length();
    }
}
