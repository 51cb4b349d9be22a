/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a description comes from: a folder, or a live target's files under the names a folder has them: {@code
 * kallsyms}, {@code modules}, {@code blacklist}, {@code available_filter_functions} and from 6.5 on {@code
 * available_filter_functions_addrs}, {@code btf}, {@code README}, {@code uname}, {@code control} and {@code
 * events/SYSTEM/NAME/format}.
 */
public interface DescriptionFiles {
    /** The whole file, or empty where the target does not let it be read. */
    Optional<byte[]> read(String name) throws IOException;

    /** The names in a folder ({@code events}, {@code events/sched}); empty where there is none. */
    List<String> list(String folder) throws IOException;
}
