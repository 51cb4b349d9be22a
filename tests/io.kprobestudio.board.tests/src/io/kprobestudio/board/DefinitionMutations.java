/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.google.gson.JsonParser;

import io.kprobestudio.testkit.KernelTruth;

/**
 * Definitions that no kernel was asked yet: recorded ones with words of others put in or exchanged, and characters changed.
 * {@code DefinitionMutations KERNEL COUNT SEED} prints them, a line each; the same for the same seed.
 */
public final class DefinitionMutations {

    private static final String CHARACTERS = "abx019:/+-%@$()[]=,.\"\\ \t_\u00e9";
    // A longer line does not go through in one write of the board's shell.
    private static final int LONGEST = 1500;

    private final List<String> recorded;
    private final Random random;

    private DefinitionMutations(List<String> recorded, long seed) {
        this.recorded = List.copyOf(recorded);
        this.random = new Random(seed);
    }

    /** Prints definitions. */
    public static void main(String[] arguments) throws IOException {
        List<String> recorded = Files.readAllLines(KernelTruth.verdicts(arguments[0]), StandardCharsets.UTF_8).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject().get("def").getAsString()).toList();
        DefinitionMutations mutations = new DefinitionMutations(recorded, Long.parseLong(arguments[2]));
        StringBuilder text = new StringBuilder();
        mutations.fresh(Integer.parseInt(arguments[1])).forEach(definition -> text.append(definition).append('\n'));
        OutputStream out = System.out;
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private Set<String> fresh(int count) {
        Set<String> known = new HashSet<>(recorded);
        Set<String> fresh = new LinkedHashSet<>();
        while (fresh.size() < count) {
            String definition = mutated();
            if (!definition.isEmpty() && definition.length() <= LONGEST && !known.contains(definition)) {
                fresh.add(definition);
            }
        }
        return fresh;
    }

    private String mutated() {
        String definition = any();
        String[] words = definition.split(" ", -1);
        String[] others = any().split(" ", -1);
        return switch (random.nextInt(5)) {
        case 0 -> words.length > 2 && others.length > 2
                ? with(words, 2 + random.nextInt(words.length - 2), others[2 + random.nextInt(others.length - 2)])
                : changed(definition);
        case 1 -> others.length > 2 ? definition + " " + others[2 + random.nextInt(others.length - 2)]
                : changed(definition);
        case 2 -> words.length > 1 && others.length > 1 ? with(words, 1, others[1]) : changed(definition);
        case 3 -> with(words, 0, others[0]);
        default -> changed(definition);
        };
    }

    private String any() {
        return recorded.get(random.nextInt(recorded.size()));
    }

    private static String with(String[] words, int index, String word) {
        String[] changed = Arrays.copyOf(words, words.length);
        changed[index] = word;
        return String.join(" ", changed);
    }

    /** A character left out, replaced or put in. */
    private String changed(String definition) {
        if (definition.isEmpty()) {
            return definition;
        }
        int at = random.nextInt(definition.length());
        int how = random.nextInt(3);
        String put = how == 0 ? "" : String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        return definition.substring(0, at) + put + definition.substring(how == 2 ? at : at + 1);
    }
}
