/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One machine on the way to the board, and how to get in.
 *
 * @param alias the host as the user wrote it
 * @param host the name or address that is connected to
 * @param port the port, 1 to 65535
 * @param user the user there
 * @param hostKeyName the name that {@code known_hosts} knows the machine by, when it is not the host and port
 * @param identities private key files, best first
 * @param identitiesOnly whether the agent's other keys stay unused
 * @param agent the agent's socket, empty when there is none
 * @param knownHosts files of known host keys; the first one gets new keys
 * @param check what happens with an unknown host key
 * @param jumps the hops before this one, in order; their own jumps are in the list already
 * @param algorithms what its configuration says of algorithms
 * @param keepAlive when its silence ends the link
 * @param connectTimeout how long it may take until it says that it is an SSH server, and be silent while we log in
 * @param proxyCommand the program on this machine whose input and output are the way to it, empty for none
 */
public record Hop(String alias, String host, int port, String user, String hostKeyName, List<Path> identities,
        boolean identitiesOnly, String agent, List<Path> knownHosts, HostKeyCheck check, List<Hop> jumps,
        Algorithms algorithms, KeepAlive keepAlive, Duration connectTimeout, String proxyCommand) {

    /** Copies the lists and checks the port. */
    public Hop {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: port=" + port);
        }
        identities = List.copyOf(identities);
        knownHosts = List.copyOf(knownHosts);
        jumps = List.copyOf(jumps);
    }

    /** What happens with a host key that is not known. One that has changed is refused in any case. */
    public enum HostKeyCheck {
        /** It is refused. */
        STRICT,
        /** The user is asked. */
        ASK,
        /** It is taken, and noted. */
        ACCEPT_NEW
    }

    /** Whether it is reached by its own address, with nothing between. */
    public boolean isDirect() {
        return jumps.isEmpty() && proxyCommand.isEmpty();
    }

    /** The machine as messages name it. */
    public String label() {
        return user + "@" + host + (port == 22 ? "" : ":" + port);
    }
}
