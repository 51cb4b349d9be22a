/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.List;

import io.kprobestudio.definition.Dialect;

/** Writes probes down in one form. */
interface ProbeExporter {

    String export(List<ExportedProbe> probes, Dialect dialect) throws ExportException;
}
