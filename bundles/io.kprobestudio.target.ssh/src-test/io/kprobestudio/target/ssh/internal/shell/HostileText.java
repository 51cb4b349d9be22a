/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes texts that a careless command would run, split or swallow. The same seed makes the same texts. */
final class HostileText {

    private static final String[] PIECES = { "'", "\"", "\\", "$(echo no)", "`echo no`", "$HOME", "${PATH}", "\n", "\r",
            "\t",
            " ", "*", "?", "[a]", "~", "!", "!!", "#", "&", ";", "|", "<", ">", "(", ")", "{", "}", "%s", "%n", "%%",
            "-n",
            "-e", "--", "\\n", "\\0101", "\\c", "''", "'\\''", "EOF", "k_r", "a", "Z", "0", "é", "\u0080", "\u0081",
            "\u0082", "\u0083", "\u0084", "\u0085", "\u0086", "\u0087", "\u0088", "\u00fe", "\u00ff", "\u007f",
            "\u0001",
            "\u0002", "\u001b[31m", "\u0003", "\u0004", "\u0008" };

    private final Random random;

    HostileText(long seed) {
        random = new Random(seed);
    }

    /** A text of bytes without NUL. */
    String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(random.nextInt(3) == 0 ? String.valueOf((char) (1 + random.nextInt(255)))
                    : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** A file's name: no slash, no dot alone, valid UTF-8. */
    String name() {
        List<String> parts = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            parts.add(PIECES[random.nextInt(PIECES.length)]);
        }
        return "n" + String.join("", parts).replace("/", "");
    }
}
