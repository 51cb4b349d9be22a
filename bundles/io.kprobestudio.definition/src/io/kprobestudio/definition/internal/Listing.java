/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.ProbePoint;
import java.util.List;

/** How a control file lists a definition (trace_kprobe_show, trace_fprobe_show and eprobe_dyn_event_show). */
public final class Listing {
    private Listing() {
    }

    /**
     * A line that makes the same definition again: that of the listing, without the event's name where the kernel made
     * one up that it does not take itself.
     */
    public static String readable(Kernel kernel, ProbeDefinition definition) {
        String line = line(kernel, definition, definition.maxactive());
        if (definition.place() instanceof ProbePoint.AttachedEvent attached && attached.filter() != null) {
            line += " if " + attached.filter();
        }
        if (definition.explicitEvent() || Ctype.isGoodName(definition.event())) {
            return line;
        }
        String name = ":" + definition.group() + "/" + definition.event();
        boolean usual = definition.group().equals(definition.kind().defaultGroup());
        return line.replace(name, usual ? "" : ":" + definition.group() + "/");
    }

    /**
     * The line of the listing, without its newline; a number of pending returns stands behind the letter unless it is
     * 0.
     */
    public static String line(Kernel kernel, ProbeDefinition definition, int maxactive) {
        StringBuilder text = new StringBuilder(64);
        text.append(definition.kind().letter());
        if (maxactive != 0) {
            text.append(maxactive);
        }
        text.append(':').append(definition.group()).append('/').append(definition.event()).append(' ');
        text.append(place(definition, kernel.wordBits()));
        for (FetchArgument argument : definition.arguments()) {
            text.append(' ').append(argument.name()).append('=').append(argument.expression());
        }
        return text.toString();
    }

    /** The place as it is listed, which is also what a deletion must say. */
    static String place(ProbeDefinition definition, int wordBits) {
        ProbePoint point = definition.place();
        if (point instanceof ProbePoint.Symbol symbol) {
            String name = symbol.qualifiedName();
            if (definition.kind() == ProbeKind.FRETPROBE) {
                return name + "%return";
            }
            return symbol.offset() == 0 ? name : name + "+" + symbol.offset();
        }
        if (point instanceof ProbePoint.Address address) {
            String hex = Long.toHexString(address.value());
            return "0x" + "0".repeat(Math.max(0, wordBits / 4 - hex.length())) + hex;
        }
        if (point instanceof ProbePoint.Tracepoint tracepoint) {
            return tracepoint.name();
        }
        return point instanceof ProbePoint.AttachedEvent attached ? attached.system() + "." + attached.event() : "";
    }

    /** What the kernel compares to find two probes in one place. */
    static String comparedPlace(ProbeDefinition definition) {
        return definition.place() instanceof ProbePoint.Address ? "unknown" : place(definition, 64);
    }

    /** Whether the further words of a deletion fit a definition: its place, and its arguments from the first on. */
    static boolean matches(ProbeDefinition definition, List<String> rest, int wordBits) {
        if (rest.isEmpty()) {
            return true;
        }
        String place = place(definition, wordBits);
        if (definition.kind() == ProbeKind.FRETPROBE) {
            place = place.substring(0, place.length() - "%return".length());
        }
        boolean same = definition.kind() == ProbeKind.EPROBE ? rest.get(0).replace('/', '.').equals(place)
                : rest.get(0).equals(place);
        if (!same || rest.size() - 1 > definition.arguments().size()) {
            return false;
        }
        for (int i = 1; i < rest.size(); i++) {
            FetchArgument argument = definition.arguments().get(i - 1);
            String text = argument.name() + "=" + argument.expression();
            if (!rest.get(i).equals(text.length() > 63 ? text.substring(0, 63) : text)) {
                return false;
            }
        }
        return true;
    }
}
