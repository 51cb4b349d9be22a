/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.util.List;

/**
 * Knows one kind of target. Providers are OSGi services of this type, or listed in {@code META-INF/services} for a plain
 * class path; a bundle outside the suite can add one. Thread-safe.
 */
public interface TargetProvider {

    /** The scheme of the addresses that this provider opens, such as {@code ssh}. */
    String scheme();

    /** The kind of target in a few words, such as "Board over SSH". */
    String label();

    /**
     * Makes a target of an address. Nothing is contacted.
     *
     * @param address an address with this provider's scheme
     * @return the target
     * @throws TargetException when the address makes no sense; the message says which part
     */
    Target target(TargetAddress address) throws TargetException;

    /**
     * The targets of this kind that the user's own configuration names, in its order. Reads files.
     *
     * @throws TargetException when the configuration cannot be read; the message says where
     */
    default List<SuggestedTarget> suggestions() throws TargetException {
        return List.of();
    }
}
