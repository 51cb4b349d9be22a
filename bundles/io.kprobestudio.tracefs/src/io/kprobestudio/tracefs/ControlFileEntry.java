/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of {@code kprobe_events} or {@code dynamic_events}, as the kernel lists it ({@code trace_kprobe_show}):
 * {@code r10:kprobes/openret do_sys_openat2 ret=$retval:s32}. It cannot be replayed: addresses are hashed, unnamed
 * arguments named, offsets decimal.
 *
 * @param type the kind: {@code p}, {@code r}, and in {@code dynamic_events} also {@code f}, {@code t}, {@code e},
 *        {@code s}, {@code u}
 * @param maxactive the digits behind the type, or an empty text
 * @param group the group, not empty, without blanks and slashes
 * @param event the event, likewise
 * @param rest place and arguments
 * @param line the whole line, without its newline
 */
public record ControlFileEntry(char type, String maxactive, String group, String event, String rest, String line) {

    private static final Pattern NAME = Pattern.compile("[^\\x00-\\x20/]+");

    /** The entries of a listing, in its order. What is no entry is left out: a target may send anything. */
    public static List<ControlFileEntry> parse(String listing) {
        List<ControlFileEntry> entries = new ArrayList<>();
        for (String line : listing.split("\n")) {
            int colon = line.indexOf(':');
            int slash = line.indexOf('/', colon);
            int blank = line.indexOf(' ');
            if (blank < 0) {
                blank = line.length();
            }
            if (colon <= 0 || slash <= colon || slash >= blank) {
                continue;
            }
            String group = line.substring(colon + 1, slash);
            String event = line.substring(slash + 1, blank);
            if (NAME.matcher(group).matches() && NAME.matcher(event).matches()) {
                entries.add(new ControlFileEntry(line.charAt(0), line.substring(1, colon), group, event,
                        blank < line.length() ? line.substring(blank + 1) : "", line));
            }
        }
        return List.copyOf(entries);
    }

    /** {@code group/event}. */
    public String name() {
        return group + "/" + event;
    }

    /** Whether {@code kprobe_events} and {@code kprobe_profile} list it too. */
    public boolean isKprobe() {
        return type == 'p' || type == 'r';
    }

    /** The place without the arguments. */
    public String place() {
        int blank = rest.indexOf(' ');
        return blank < 0 ? rest : rest.substring(0, blank);
    }

    /** The arguments as listed. */
    public String arguments() {
        int blank = rest.indexOf(' ');
        return blank < 0 ? "" : rest.substring(blank + 1);
    }
}
