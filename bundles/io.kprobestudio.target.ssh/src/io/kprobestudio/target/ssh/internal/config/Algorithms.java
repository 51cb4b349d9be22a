/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a machine's configuration says of algorithms, each as ssh_config(5) words it: a list that replaces the default, or one
 * behind {@code +} (added), {@code -} (taken away) or {@code ^} (put first); empty for the default.
 *
 * @param hostKey {@code HostKeyAlgorithms}
 * @param keyExchange {@code KexAlgorithms}
 * @param publicKey {@code PubkeyAcceptedAlgorithms}
 * @param ciphers {@code Ciphers}
 * @param macs {@code MACs}
 */
public record Algorithms(String hostKey, String keyExchange, String publicKey, String ciphers, String macs) {

    /** Nothing is said: what is sound. */
    public static final Algorithms DEFAULT = new Algorithms("", "", "", "", "");
    /**
     * What servers of 2013 offer. SHA-1 is broken: who can afford it can pose as such a machine. RSA keys sign by it first, since
     * the library tries one way a key.
     */
    public static final Algorithms LEGACY = new Algorithms("+ssh-rsa",
            "+diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1", "^ssh-rsa",
            "+3des-cbc", "+hmac-sha1");

    /** Whether an algorithm's name is one of those that are off unless they are asked for. */
    public static boolean isLegacy(String name) {
        return name.contains("sha1") || name.equals("ssh-rsa") || name.equals("ssh-dss") || name.equals("3des-cbc")
                || name.contains("md5");
    }

    /**
     * The algorithms to offer.
     *
     * @param wish what the configuration says, empty for the default
     * @param usual the default, best first
     * @param known all that there are
     * @return the names, best first; empty when the configuration names none that is known
     */
    public static List<String> choose(String wish, List<String> usual, List<String> known) {
        if (wish.isEmpty()) {
            return List.copyOf(usual);
        }
        char first = wish.charAt(0);
        boolean signed = first == '+' || first == '-' || first == '^';
        List<String> patterns = List.of((signed ? wish.substring(1) : wish).split(","));
        Set<String> named = new LinkedHashSet<>();
        for (String pattern : patterns) {
            known.stream().filter(name -> SshConfig.matchesList(List.of(pattern.strip()), name)).forEach(named::add);
        }
        List<String> chosen = new ArrayList<>(first == '+' || first == '-' ? usual : List.copyOf(named));
        if (first == '-') {
            chosen.removeAll(named);
        } else {
            (first == '^' ? usual : signed ? named : List.<String>of()).stream().filter(name -> !chosen.contains(name))
                    .forEach(chosen::add);
        }
        return List.copyOf(chosen);
    }
}
