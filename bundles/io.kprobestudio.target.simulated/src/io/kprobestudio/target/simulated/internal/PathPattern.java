/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.simulated.internal.files.Node;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Files by a pattern, in which {@code *} stands for any characters but a slash.
 *
 * @param pattern an absolute path
 */
record PathPattern(String pattern) {

    /** Reads all files that match; those that cannot be read are left out. */
    Map<String, byte[]> read(Function<String, @Nullable Node> find) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        String[] parts = pattern.split("/");
        int fixed = 0;
        StringBuilder base = new StringBuilder();
        while (fixed < parts.length && !parts[fixed].contains("*")) {
            if (!parts[fixed].isEmpty()) {
                base.append('/').append(parts[fixed]);
            }
            fixed++;
        }
        collect(find.apply(base.isEmpty() ? "/" : base.toString()), base.toString(), parts, fixed, found);
        return found;
    }

    private static void collect(@Nullable Node node, String path, String[] parts, int next, Map<String, byte[]> into) {
        if (next == parts.length) {
            if (node instanceof Node.PseudoFile file) {
                try {
                    into.put(path, file.read());
                } catch (KernelError refused) {
                    return;
                }
            }
            return;
        }
        if (!(node instanceof Node.Folder folder)) {
            return;
        }
        if (!parts[next].contains("*")) {
            collect(folder.child(parts[next]), path + "/" + parts[next], parts, next + 1, into);
            return;
        }
        StringBuilder regex = new StringBuilder();
        for (char c : parts[next].toCharArray()) {
            regex.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
        }
        Pattern matcher = Pattern.compile(regex.toString(), Pattern.DOTALL);
        for (String name : folder.names()) {
            if (matcher.matcher(name).matches()) {
                collect(folder.child(name), path + "/" + name, parts, next + 1, into);
            }
        }
    }
}
