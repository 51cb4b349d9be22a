/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.ArrayList;
import java.util.List;

import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.ProbeKey;

/**
 * An accepted probe taken apart as exports need it.
 *
 * @param key its event
 * @param definition what the kernel will make of it
 * @param line the definition with its group, words joined by one space
 * @param place the place as written, without {@code %return}
 * @param arguments the arguments as written
 * @param enabled whether its event is to be on
 * @param filter its filter, or an empty text
 */
record ExportedProbe(ProbeKey key, ProbeDefinition definition, String line, String place, List<String> arguments,
        boolean enabled, String filter) {

    private static final String RETURN = "%return";

    ExportedProbe {
        arguments = List.copyOf(arguments);
    }

    static List<ExportedProbe> of(List<JudgedProbe> probes) throws ExportException {
        List<ExportedProbe> exported = new ArrayList<>();
        for (JudgedProbe probe : probes) {
            exported.add(of(probe));
        }
        if (exported.isEmpty()) {
            throw new ExportException("there is no probe to export");
        }
        return exported;
    }

    private static ExportedProbe of(JudgedProbe probe) throws ExportException {
        ProbeKey key = probe.key();
        ProbeDefinition definition = probe.verdict().definition();
        if (key == null || definition == null) {
            throw new ExportException(
                    "the kernel refuses this definition: %s, definition=%s".formatted(probe.refusal(), probe.line()));
        }
        if (definition.kind() == ProbeKind.DELETE) {
            throw new ExportException("a removal is no probe: definition=" + probe.line());
        }
        String[] words = probe.line().strip().split("\\s+");
        String place = words.length > 1 ? words[1] : "";
        if (place.endsWith(RETURN)) {
            place = place.substring(0, place.length() - RETURN.length());
        }
        List<String> arguments = words.length > 2 ? List.of(words).subList(2, words.length) : List.of();
        return new ExportedProbe(key, definition, String.join(" ", words), place, arguments, probe.desired().enabled(),
                probe.desired().filter());
    }

    /** A kprobe or kretprobe: what every form but the shell's is limited to. */
    void requireKprobe(String form) throws ExportException {
        if (definition.kind() != ProbeKind.KPROBE && definition.kind() != ProbeKind.KRETPROBE) {
            throw new ExportException("%s can hold kprobes and kretprobes only: kind=%s event=%s".formatted(form,
                    definition.kind(), key));
        }
    }

    /** Refuses a definition in which a character would be taken for the form's own punctuation. */
    void requireNone(String form, String characters, String text) throws ExportException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (characters.indexOf(c) >= 0 || c < ' ' || c > '~') {
                throw new ExportException(
                        "%s cannot hold this character: character=%s column=%d event=%s".formatted(form,
                                c < ' ' || c > '~' ? "0x%02x".formatted((int) c) : "'" + c + "'", i, key));
            }
        }
    }
}
