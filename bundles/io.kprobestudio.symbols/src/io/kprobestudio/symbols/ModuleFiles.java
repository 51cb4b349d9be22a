/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** Modules' files, {@code NAME.ko} or {@code NAME.ko.debug}. Any thread. */
public final class ModuleFiles {

    /** What the names of modules' files end in, as a regular expression. */
    public static final String ENDING = "\\.ko(?:\\.debug)?";

    private ModuleFiles() {
    }

    /** A module's name as the kernel tells it: with underscores, whatever its file has. */
    public static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst(ENDING + '$', "").replace('-', '_');
    }

    /**
     * Orders modules by how near they are to a file of the source. The kernel's build installs a module in the folder of its
     * Makefile, so that most of its source is in a folder of the same names, or below one.
     *
     * @param folder what the modules lie below; its own names say nothing
     * @param source a file of the source
     * @return first the modules whose folder has the most names one after the other in common with the source's, of these those
     *         whose names begin most like the source's; else in their order
     */
    public static List<Path> near(Path folder, Collection<Path> modules, Path source) {
        String name = String.valueOf(source.getFileName()).replaceFirst("\\.\\w+$", "").replace('-', '_');
        List<Path> sorted = new ArrayList<>(modules);
        sorted.sort(
                Comparator.comparingInt((Path each) -> -common(folder.relativize(each).getParent(), source.getParent()))
                        .thenComparingInt(each -> -begin(name(each), name)));
        return sorted;
    }

    /* How many letters two names begin with in common; one more where they are the same. */
    private static int begin(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.equals(other) ? length + 1 : length;
    }

    /* The longest run of names that two folders have in common. */
    private static int common(@Nullable Path one, @Nullable Path other) {
        if (one == null || other == null) {
            return 0;
        }
        int longest = 0;
        int[] before = new int[other.getNameCount() + 1];
        for (Path name : one) {
            int[] here = new int[before.length];
            for (int i = 1; i < here.length; i++) {
                here[i] = name.equals(other.getName(i - 1)) ? before[i - 1] + 1 : 0;
                longest = Math.max(longest, here[i]);
            }
            before = here;
        }
        return longest;
    }
}
