/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kprobestudio.target.SuggestedTarget;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;
import io.kprobestudio.target.ssh.internal.SshTarget;
import io.kprobestudio.target.ssh.internal.config.Hop;
import io.kprobestudio.target.ssh.internal.config.HopResolver;
import io.kprobestudio.target.ssh.internal.config.SshConfig;

/**
 * Boards over SSH: {@code ssh://[user@]host[:port]}, with OpenSSH's configuration and known hosts of the user.
 *
 * <p>Options: {@code identity=FILE} is the only key that is tried; {@code known_hosts=FILE} is the only file of known hosts;
 * {@code strict=yes|ask|accept-new} says what happens with an unknown host key; {@code config=FILE} replaces
 * {@code ~/.ssh/config}, and {@code config=none} does without; {@code become=sudo|doas} does everything there as root, where
 * the user who logs in is another one, where {@code sudo} may want a password, which the person is asked for;
 * {@code legacy=yes} allows what servers of 2013 need and what is broken: SHA-1 in key exchange, host keys, RSA logins and
 * checksums, and triple DES; {@code alive=SECONDS} is for how long the link may be silent before it is given up (about 20;
 * {@code ServerAliveInterval} and {@code ServerAliveCountMax} of the configuration say the same); {@code programs=yes|no|ask}
 * says whether what the configuration names with {@code ProxyCommand} and {@code Match exec} is run on this machine.
 */
public final class SshTargetProvider implements TargetProvider {

    @Override
    public String scheme() {
        return "ssh";
    }

    @Override
    public String label() {
        return "Board over SSH";
    }

    @Override
    public Target target(TargetAddress address) throws TargetException {
        HopResolver resolver = resolver(address);
        resolver.check();
        return new SshTarget(address, resolver);
    }

    private static HopResolver resolver(TargetAddress address) {
        return new HopResolver(address, home(), System.getProperty("user.name"),
                System.getenv());
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    /** The hosts that {@code ~/.ssh/config} and what it includes name; patterns name none, and hold for those that are named. */
    @Override
    public List<SuggestedTarget> suggestions() throws TargetException {
        List<SuggestedTarget> found = new ArrayList<>();
        for (String host : SshConfig.read(home().resolve(".ssh/config"), home()).hosts()) {
            TargetAddress address = new TargetAddress(scheme(), host, Map.of());
            HopResolver resolver = resolver(address);
            try {
                resolver.check();
            } catch (TargetException noHost) {
                // such as a name with a blank, which no address of ours can hold
                continue;
            }
            found.add(new SuggestedTarget(address, words(resolver)));
        }
        return List.copyOf(found);
    }

    private static String words(HopResolver resolver) {
        try {
            Hop hop = resolver.resolve(command -> false);
            return hop.jumps().isEmpty() ? hop.label()
                    : hop.label() + " by " + hop.jumps().stream().map(Hop::label).collect(Collectors.joining(", "));
        } catch (TargetException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }
}
