/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.kprobestudio.target.ConnectStep;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.internal.config.HopResolver;
import io.kprobestudio.target.ssh.internal.keys.HostKeys;

/** A board behind an SSH server. */
public final class SshTarget implements Target {

    private final TargetAddress address;
    private final HopResolver resolver;

    /** The programs of the configuration that the person agreed to. */
    private final Set<String> agreed = ConcurrentHashMap.newKeySet();

    /**
     * Makes a target of an address.
     *
     * @param address the address
     * @param resolver knows the way there
     */
    public SshTarget(TargetAddress address, HopResolver resolver) {
        this.address = address;
        this.resolver = resolver;
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public List<ConnectStep> steps() {
        return List.of(ConnectStep.values());
    }

    @Override
    public Connection connect(Prompter prompter, Progress progress) throws TargetException {
        LocalPrograms programs = new LocalPrograms(address, prompter, progress, agreed);
        SessionOpener.Route route = new SessionOpener(address, prompter, progress, programs, null)
                .open(resolver.resolve(programs::succeeds));
        Becoming becoming = new Becoming(address, prompter);
        SshConnection connection = null;
        boolean done = false;
        try {
            progress.report("looking at what the board has");
            connection = new SshConnection(address, route, becoming);
            int uid = connection.userland().uid();
            progress.reached(ConnectStep.RIGHTS,
                    uid == 0 ? "root" + becoming.description() : "not root: uid=" + uid);
            progress.check("connecting to " + address.name());
            if (connection.tracefs().isEmpty() && connection.userland().uid() == 0
                    && prompter.confirm(new Prompter.Confirmation(address, "Mount tracefs",
                            "tracefs is not mounted on %s. Mount it at /sys/kernel/tracing?"
                                    .formatted(address.name())))) {
                connection.mountTracefs();
            }
            done = true;
            return connection;
        } finally {
            if (!done) {
                if (connection != null) {
                    connection.close();
                }
                becoming.close();
                route.close();
            }
        }
    }

    @Override
    public String renewHostKey(String expected, Prompter prompter, Progress progress) throws TargetException {
        AtomicReference<String> done = new AtomicReference<>(
                "the host key of %s was not known, and is now".formatted(address.name()));
        LocalPrograms programs = new LocalPrograms(address, prompter, progress, agreed);
        new SessionOpener(address, prompter, progress, programs, new HostKeys.Renewal(expected, done::set))
                .open(resolver.resolve(programs::succeeds)).close();
        return done.get();
    }
}
