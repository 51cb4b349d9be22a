/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.List;

/** What makes probes of places and variables of a kernel's source. Thread-safe. */
public sealed interface ProbeSource permits DebugInfo, BtfInfo {
    /**
     * The probes for a place in the source and what is wanted of its variables.
     *
     * @param place the place
     * @param expressions what is wanted there
     * @return one probe for each instance at which everything wanted is available, inlined ones included; never empty
     * @throws DebugInfoException when there is no such place or something wanted is at no instance available; says why
     */
    List<SourceProbe> resolve(SourcePlace place, List<SourceExpression> expressions) throws DebugInfoException;

    /** The names of the functions that match a pattern with {@code *} and {@code ?}, sorted. */
    List<String> functions(String pattern);

    /**
     * What a place in the source sees, once for each instance.
     *
     * @return never empty
     * @throws DebugInfoException when there is no such place
     */
    List<SourceVariables> variablesAt(SourcePlace place) throws DebugInfoException;

    /**
     * The names of the variables that a place sees, parameters first.
     *
     * @throws DebugInfoException when there is no such place
     */
    List<String> variables(SourcePlace place) throws DebugInfoException;

    /**
     * The other way: the expressions over the source's variables that fetch arguments read.
     *
     * @param symbol a function of the symbol table
     * @param offset bytes behind it
     * @param fetched the arguments of a probe there
     * @return one for each argument, such as {@code file->f_path.dentry}; an empty text where no variable leads there
     * @throws DebugInfoException when the file is damaged there
     */
    List<String> origins(String symbol, long offset, List<SourceProbe.Argument> fetched) throws DebugInfoException;
}
