/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.DefinitionFile;

/** Brings a judged text up to date, judging again only what changed. */
public final class TextEdit {

    private TextEdit() {
    }

    /** The file with another text, of which what is equal at its begin and end is not read again. */
    public static DefinitionFile update(DefinitionFile file, String text) {
        String before = file.text();
        if (before.equals(text)) {
            return file;
        }
        int shorter = Math.min(before.length(), text.length());
        int begin = 0;
        while (begin < shorter && before.charAt(begin) == text.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin
                && before.charAt(before.length() - 1 - end) == text.charAt(text.length() - 1 - end)) {
            end++;
        }
        return file.edit(begin, before.length() - end - begin, text.substring(begin, text.length() - end));
    }
}
