/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/**
 * The machine shows another host key than it did. Either it was set up anew, and then {@link Target#renewHostKey} replaces the
 * key, or somebody is in between.
 */
public final class HostKeyChangedException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final String known;
    private final String presented;

    /**
     * Makes the failure.
     *
     * @param message for the user: both fingerprints, and what to do
     * @param known type and fingerprint of the key that is known
     * @param presented type and fingerprint of the key that the machine shows now
     */
    public HostKeyChangedException(String message, String known, String presented) {
        super(message, null);
        this.known = known;
        this.presented = presented;
    }

    /** Type and fingerprint of the key that is known, such as {@code ssh-ed25519 SHA256:…}. */
    public String known() {
        return known;
    }

    /** Type and fingerprint of the key that the machine shows now. */
    public String presented() {
        return presented;
    }
}
