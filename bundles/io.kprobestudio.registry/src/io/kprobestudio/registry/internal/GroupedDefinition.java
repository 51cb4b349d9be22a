/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.internal;

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.ProbeKey;

/** Puts a definition that names no group into ours, and asks the judge what becomes of it. */
public final class GroupedDefinition {

    private GroupedDefinition() {
    }

    /**
     * Judges a desired probe.
     *
     * @param desired what the user wants
     * @param group the group of a definition that names none
     * @param judge knows the target's kernel
     * @return the line that will be written, and what the kernel will make of it
     */
    public static JudgedProbe judge(DesiredProbe desired, String group, Judge judge) {
        String text = desired.definition();
        Verdict asWritten = judge.judge(text.getBytes(StandardCharsets.ISO_8859_1));
        @Nullable
        ProbeDefinition definition = asWritten.definition();
        if (!asWritten.accepted() || definition == null || definition.kind() == ProbeKind.DELETE) {
            return new JudgedProbe(desired, text, null, "", asWritten);
        }
        String line = namesGroup(text, definition) ? text : inGroup(text, definition, group);
        Verdict verdict = line.equals(text) ? asWritten : judge.judge(line.getBytes(StandardCharsets.ISO_8859_1));
        @Nullable
        ProbeDefinition grouped = verdict.definition();
        @Nullable
        String listing = verdict.list();
        if (!verdict.accepted() || grouped == null || listing == null) {
            return new JudgedProbe(desired, line, null, "", verdict);
        }
        return new JudgedProbe(desired, line, new ProbeKey(grouped.group(), grouped.event()), listing.stripTrailing(),
                asWritten);
    }

    private static boolean namesGroup(String text, ProbeDefinition definition) {
        if (!definition.group().equals(definition.kind().defaultGroup())) {
            return true;
        }
        String head = head(text);
        int colon = head.indexOf(':');
        return colon >= 0 && head.substring(colon).startsWith(":" + definition.group() + "/");
    }

    /** {@code TYPE[maxactive]:GROUP/EVENT rest}, with the event's name that the kernel would have chosen. */
    static String inGroup(String text, ProbeDefinition definition, String group) {
        String plain = text.stripLeading();
        String head = head(text);
        int colon = head.indexOf(':');
        String kind = colon < 0 ? head : head.substring(0, colon);
        String letter = definition.maxactive() > 0 ? kind : kind.substring(0, 1);
        return letter + ":" + group + "/" + definition.event() + plain.substring(head.length());
    }

    /** A definition as somebody wrote it, of another event: {@code TYPE[maxactive]:GROUP/EVENT rest}. */
    static String renamed(String text, ProbeKey key) {
        String head = head(text);
        int colon = head.indexOf(':');
        return (colon < 0 ? head : head.substring(0, colon)) + ":" + key + text.stripLeading().substring(head.length());
    }

    private static String head(String text) {
        String plain = text.stripLeading();
        int end = 0;
        while (end < plain.length() && plain.charAt(end) > ' ') {
            end++;
        }
        return plain.substring(0, end);
    }
}
