/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/** The steps on the way to a machine in a network, in their order. */
public enum ConnectStep {
    /** Its name leads to an address. */
    NAME,
    /** Something answers at its port. */
    PORT,
    /** It shows the host key that is known of it, or that a person trusts. */
    HOST_KEY,
    /** It lets us in. */
    LOGIN,
    /** We have become who we want to be there. */
    RIGHTS
}
