/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.List;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;

/** Writes probes down in one form. */
interface ProbeExporter {

    String export(List<ExportedProbe> probes, Dialect dialect) throws ExportException;

    /** Refuses what that very kernel was built without, as far as its description tells. */
    default void requireBuilt(Dialect dialect, Description description) throws ExportException {
    }

    /** What nobody can tell here and the user has to look at on the board; an empty text where there is nothing. */
    default String caution(Description description) {
        return "";
    }
}
