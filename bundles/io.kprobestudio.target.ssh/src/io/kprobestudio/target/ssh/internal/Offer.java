/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.ssh.internal.config.Algorithms;
import io.kprobestudio.target.ssh.internal.config.Hop;

/** The algorithms that a machine is offered: nothing with SHA-1, unless its configuration or address says so. */
final class Offer {

    /** They run in hardware, and are three times as fast as ChaCha20 here. */
    private static final List<String> FAST_CIPHERS = List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com");

    private Offer() {
    }

    /**
     * Sets a client's algorithms.
     *
     * @param client the client, as its library makes it
     * @param hop the machine
     * @param knownTypes the types of host keys that are known for it, offered first, as OpenSSH does, so that the machine shows
     *        one that we know
     * @throws AuthenticationException when the configuration leaves none of a kind
     */
    static void make(SshClient client, Hop hop, List<String> knownTypes) throws AuthenticationException {
        Algorithms wishes = hop.algorithms();
        List<BuiltinDHFactories> exchanges = chosen(hop, "KexAlgorithms", wishes.keyExchange(),
                NamedResource.getNameList(client.getKeyExchangeFactories()), BuiltinDHFactories.VALUES);
        client.setKeyExchangeFactories(
                PreparedExchange.of(exchanges).stream().map(ClientBuilder.DH2KEX::apply).toList());
        client.setCipherFactories(List.copyOf(chosen(hop, "Ciphers", wishes.ciphers(),
                first(NamedResource.getNameList(client.getCipherFactories()), FAST_CIPHERS),
                BuiltinCiphers.VALUES.stream().filter(cipher -> cipher != BuiltinCiphers.none).toList())));
        client.setMacFactories(List.copyOf(chosen(hop, "MACs", wishes.macs(),
                NamedResource.getNameList(client.getMacFactories()), BuiltinMacs.VALUES)));
        List<String> usual = NamedResource.getNameList(client.getSignatureFactories());
        List<String> types = new ArrayList<>();
        for (String type : knownTypes) {
            usual.stream().filter(name -> name.equals(type) || type.equals("ssh-rsa") && name.startsWith("rsa-sha2-"))
                    .forEach(types::add);
        }
        List<NamedFactory<Signature>> signatures = new ArrayList<>(chosen(hop, "HostKeyAlgorithms", wishes.hostKey(),
                first(usual, types), BuiltinSignatures.VALUES));
        if (!wishes.publicKey().isEmpty()) {
            List<NamedFactory<Signature>> own = List.copyOf(chosen(hop, "PubkeyAcceptedAlgorithms", wishes.publicKey(),
                    usual, BuiltinSignatures.VALUES));
            if (wishes.publicKey().startsWith("+")) {
                // Behind the usual ones, as OpenSSH has it
                own.stream().filter(each -> !signatures.contains(each)).forEach(signatures::add);
            } else {
                client.setUserAuthFactories(SshClient.DEFAULT_USER_AUTH_FACTORIES.stream()
                        .map(way -> way instanceof UserAuthPublicKeyFactory ? new UserAuthPublicKeyFactory(own) : way)
                        .toList());
            }
        }
        client.setSignatureFactories(signatures);
    }

    private static List<String> first(List<String> names, List<String> best) {
        List<String> ordered = new ArrayList<>(best);
        names.stream().filter(name -> !ordered.contains(name)).forEach(ordered::add);
        return ordered;
    }

    private static <T extends NamedResource & OptionalFeature> List<T> chosen(Hop hop, String keyword, String wish,
            List<String> usual, Collection<T> known) throws AuthenticationException {
        List<T> supported = known.stream().filter(OptionalFeature::isSupported).toList();
        List<String> names = Algorithms.choose(wish, usual.stream().filter(name -> !Algorithms.isLegacy(name)).toList(),
                NamedResource.getNameList(supported));
        List<T> found = new ArrayList<>();
        for (String name : names) {
            supported.stream().filter(each -> each.getName().equals(name)).forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new AuthenticationException("%s of the SSH configuration leaves nothing to offer: host=%s value=%s"
                    .formatted(keyword, hop.alias(), wish), null);
        }
        return found;
    }

    /** Whether anything of the offer is broken, which the user has asked for. */
    static boolean isWeak(SshClient client) {
        return java.util.stream.Stream.of(client.getKeyExchangeFactories(), client.getSignatureFactories(),
                client.getMacFactories(), client.getCipherFactories()).flatMap(List::stream)
                .anyMatch(each -> Algorithms.isLegacy(each.getName()));
    }

    /** What mends it when there is no common ground with a machine, by what the library says. */
    static String remedy(Hop hop, String reason) {
        int server = reason.indexOf("/ server:");
        List<String> offered = List.of((server < 0 ? "" : reason.substring(server + 9)).replaceAll("[()]", " ").strip()
                .split("[,\\s]+"));
        return offered.stream().anyMatch(Algorithms::isLegacy) && !hop.algorithms().equals(Algorithms.LEGACY)
                ? "; such algorithms are broken and therefore off: put legacy=yes behind the address, or +NAME into the "
                        + "SSH configuration of this host, at the cost that who can break SHA-1 can pose as the board"
                : "";
    }
}
