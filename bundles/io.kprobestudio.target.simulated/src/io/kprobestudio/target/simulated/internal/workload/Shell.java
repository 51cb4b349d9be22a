/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** As much of a shell as one-liners need: words and quotes, {@code ;}, {@code &&}, newlines, and writing to a file. */
final class Shell {

    private final Programs programs;

    Shell(Programs programs) {
        this.programs = programs;
    }

    /** Runs a command; that of {@code sh -c} is taken apart first. */
    void run(List<String> command) {
        if (command.isEmpty()) {
            return;
        }
        String name = Programs.name(command);
        if ((name.equals("sh") || name.equals("ash") || name.equals("bash")) && command.size() > 2
                && command.get(1).endsWith("c")) {
            for (List<String> words : parse(command.get(2))) {
                programs.later(() -> simple(words));
            }
        } else {
            programs.later(() -> programs.run(command, null, false));
        }
    }

    private void simple(List<String> words) {
        List<String> command = new ArrayList<>();
        String target = null;
        boolean append = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if ((word.equals("\0>") || word.equals("\0>>")) && i + 1 < words.size()) {
                append = word.length() == 3;
                target = words.get(++i);
            } else if (!word.startsWith("2>") && !word.startsWith("<")) {
                command.add(word);
            }
        }
        if (!command.isEmpty()) {
            run(command, target, append);
        }
    }

    private void run(List<String> command, @Nullable String target, boolean append) {
        programs.run(command, target, append);
    }

    /** The commands of a text, each as its words; an unquoted redirection is marked with a NUL. */
    static List<List<String>> parse(String text) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (quote != 0) {
                if (i == text.length()) {
                    break;
                }
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
                continue;
            }
            boolean separator = c == ';' || c == '\n' || c == '&';
            if (separator || c == ' ' || c == '\t' || c == '>') {
                boolean errors = c == '>' && word.toString().equals("2");
                if (inWord && !errors) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                if (c == '>') {
                    if (errors) {
                        word.append('>');
                    } else {
                        boolean twice = i + 1 < text.length() && text.charAt(i + 1) == '>';
                        words.add(twice ? "\0>>" : "\0>");
                        i += twice ? 1 : 0;
                    }
                } else if (separator && !words.isEmpty()) {
                    commands.add(List.copyOf(words));
                    words.clear();
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else {
                if (c == '\\' && i + 1 < text.length()) {
                    c = text.charAt(++i);
                }
                word.append(c);
                inWord = true;
            }
        }
        return commands;
    }
}
