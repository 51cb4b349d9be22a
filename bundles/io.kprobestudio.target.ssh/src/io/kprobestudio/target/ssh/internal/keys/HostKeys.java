/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.HostKeyChangedException;
import io.kprobestudio.target.OwnerOnly;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.ssh.internal.config.Hop;
import io.kprobestudio.target.ssh.internal.config.SshConfig;

/** Says whether a machine is the one that it was, by OpenSSH's {@code known_hosts} files. */
public final class HostKeys {

    private final TargetAddress address;
    private final Prompter prompter;
    private final @Nullable Renewal renewal;

    /**
     * That a changed key shall be replaced.
     *
     * @param expected the fingerprint that the new key must have, empty when the person is asked
     * @param done is told what was done
     */
    public record Renewal(String expected, Consumer<String> done) {
    }

    /** A line of a file of known hosts. */
    private record Known(Path file, int line, KnownHostEntry entry, String type) {
    }

    /**
     * Makes the judge.
     *
     * @param address the target, for questions
     * @param prompter asked about keys that are not known
     * @param renewal what becomes of changed keys; null when they are refused
     */
    public HostKeys(TargetAddress address, Prompter prompter, @Nullable Renewal renewal) {
        this.address = address;
        this.prompter = prompter;
        this.renewal = renewal;
    }

    /**
     * The types of keys that are known for a machine, so that it can be asked for one of these first.
     *
     * @param hop the machine
     * @return SSH's names of the types, in the order of the files
     */
    public List<String> knownTypes(Hop hop) {
        return known(hop).stream().filter(known -> known.entry().getMarker() == null).map(Known::type).distinct()
                .toList();
    }

    /**
     * Judges a key.
     *
     * @param hop the machine
     * @param presented the key that it presents
     * @return type and fingerprint of a key that is to be trusted
     * @throws AuthenticationException when the key is not to be trusted; the message says what mends it
     */
    public String check(Hop hop, PublicKey presented) throws AuthenticationException {
        PublicKey key = presented instanceof OpenSshCertificate certificate ? certificate.getCaPubKey() : presented;
        boolean certified = presented instanceof OpenSshCertificate;
        List<Known> known = known(hop);
        Optional<Known> other = Optional.empty();
        boolean accepted = false;
        for (Known candidate : known) {
            String marker = candidate.entry().getMarker();
            boolean same = same(candidate, key);
            if ("revoked".equals(marker)) {
                if (same || (presented instanceof OpenSshCertificate certificate
                        && same(candidate, certificate.getCertPubKey()))) {
                    throw new AuthenticationException(
                            "the host key of %s is revoked: key=%s file=%s line=%d".formatted(name(hop),
                                    fingerprint(key), candidate.file(), candidate.line()),
                            null);
                }
            } else if ("cert-authority".equals(marker)) {
                accepted |= certified && same;
            } else if (!certified) {
                accepted |= same;
                if (!same && candidate.type().equals(KeyUtils.getKeyType(key))) {
                    other = Optional.of(candidate);
                }
            }
        }
        Renewal renewing = renewal;
        if (accepted) {
            if (renewing != null) {
                renewing.done().accept("the host key of %s is the known one, and stays: key=%s".formatted(name(hop),
                        fingerprint(key)));
            }
            return fingerprint(key);
        }
        List<Known> old = known.stream().filter(each -> each.entry().getMarker() == null).toList();
        if (renewing != null && !certified && !old.isEmpty()) {
            renew(renewing, hop, key, old);
            return fingerprint(key);
        }
        if (other.isPresent()) {
            Known changed = other.get();
            throw new HostKeyChangedException(
                    ("the host key of %s has changed: it is %s, and file=%s line=%d has %s. If the board was set up anew, "
                            + "replace it by: kprobes trust --target '%s' (or ssh-keygen -f '%s' -R '%s'); if not, "
                            + "somebody may be in between").formatted(name(hop), fingerprint(key), changed.file(),
                                    changed.line(), fingerprint(changed), address, changed.file(), name(hop)),
                    fingerprint(changed), fingerprint(key));
        }
        unknown(hop, key, certified);
        return fingerprint(key);
    }

    private void renew(Renewal renewing, Hop hop, PublicKey key, List<Known> old) throws AuthenticationException {
        String presented = fingerprint(key);
        String was = old.stream().map(each -> "%s (file=%s line=%d)".formatted(fingerprint(each), each.file(),
                each.line())).collect(Collectors.joining(", "));
        if (!isExpected(renewing, hop, presented) && !prompter.confirm(new Prompter.Confirmation(address,
                "Replace host key",
                ("The host key of %s has changed. Known was %s. Now it is %s. Replace it for this machine? Only if the "
                        + "board was set up anew; if not, somebody may be in between.").formatted(name(hop), was,
                                presented)))) {
            throw new AuthenticationException("the host key of %s has changed and was not replaced: key=%s known=%s"
                    .formatted(name(hop), presented, was), null);
        }
        for (Path file : old.stream().map(Known::file).distinct().toList()) {
            if (!Files.isWritable(file)) {
                throw new AuthenticationException(
                        "the host key cannot be replaced: file=%s may not be written; as its owner, ssh-keygen -f '%s' -R '%s'"
                                .formatted(file, file, name(hop)),
                        null);
            }
        }
        for (Path file : old.stream().map(Known::file).distinct().toList()) {
            try {
                KnownHostsLines.replace(file, old.stream().filter(each -> each.file().equals(file)).map(Known::line)
                        .collect(Collectors.toSet()), name(hop), PublicKeyEntry.toString(key));
            } catch (IOException failure) {
                throw new AuthenticationException("the host key cannot be replaced: file=%s reason=%s".formatted(file,
                        failure.getMessage()), failure);
            }
        }
        renewing.done().accept("the host key of %s was replaced: key=%s known=%s".formatted(name(hop), presented, was));
    }

    /** Whether the key was told beforehand, so that nobody need be asked; one that differs from that is refused. */
    private static boolean isExpected(@Nullable Renewal renewing, Hop hop, String presented)
            throws AuthenticationException {
        if (renewing == null || renewing.expected().isEmpty()) {
            return false;
        }
        if (!presented.endsWith(" " + renewing.expected())) {
            throw new AuthenticationException(
                    "the host key of %s is not the expected one, and nothing was changed: expected=%s key=%s"
                            .formatted(name(hop), renewing.expected(), presented),
                    null);
        }
        return true;
    }

    private void unknown(Hop hop, PublicKey key, boolean certified) throws AuthenticationException {
        Path file = hop.knownHosts().isEmpty() ? null : hop.knownHosts().get(0);
        String hint = "; to trust it, connect once with strict=ask, or add the output of ssh-keyscan to " + file;
        boolean expected = !certified && isExpected(renewal, hop, fingerprint(key));
        if (!expected && (hop.check() == Hop.HostKeyCheck.STRICT || certified)) {
            throw new AuthenticationException("the host key of %s is not known: key=%s%s".formatted(name(hop),
                    fingerprint(key), hint), null);
        }
        if (!expected && hop.check() == Hop.HostKeyCheck.ASK
                && !prompter.confirm(new Prompter.Confirmation(address, "Unknown host key",
                        "The machine %s is not known. Its key is %s. Trust it, and remember it in %s?".formatted(
                                name(hop),
                                fingerprint(key), file)))) {
            throw new AuthenticationException(
                    "the host key of %s is not known and was not accepted: key=%s%s".formatted(
                            name(hop), fingerprint(key), hint),
                    null);
        }
        if (file != null) {
            note(file, name(hop) + " " + PublicKeyEntry.toString(key) + "\n");
        }
    }

    private static void note(Path file, String line) throws AuthenticationException {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                OwnerOnly.createFolder(folder);
            }
            boolean unfinished = false;
            if (Files.exists(file) && Files.size(file) > 0) {
                byte[] content = Files.readAllBytes(file);
                unfinished = content[content.length - 1] != '\n';
            }
            Files.writeString(file, (unfinished ? "\n" : "") + line, StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new AuthenticationException("the host key cannot be noted: file=%s reason=%s".formatted(file,
                    failure.getMessage()), failure);
        }
    }

    private List<Known> known(Hop hop) {
        List<Known> found = new ArrayList<>();
        String host = hop.hostKeyName().isEmpty() ? hop.host() : hop.hostKeyName();
        int port = hop.hostKeyName().isEmpty() ? hop.port() : 22;
        for (Path file : hop.knownHosts()) {
            List<String> lines;
            try {
                lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
            } catch (IOException unreadable) {
                continue;
            }
            for (int i = 0; i < lines.size(); i++) {
                KnownHostEntry entry = parse(lines.get(i));
                AuthorizedKeyEntry key = entry == null ? null : entry.getKeyEntry();
                if (entry != null && key != null && isFor(lines.get(i), entry, host, port)) {
                    found.add(new Known(file, i + 1, entry, key.getKeyType()));
                }
            }
        }
        return found;
    }

    /** A hashed name is compared as such; patterns are compared with the name as it is written, with brackets and port. */
    private static boolean isFor(String line, KnownHostEntry entry, String host, int port) {
        if (entry.getHashedEntry() != null) {
            return entry.isHostMatch(host, port);
        }
        String[] words = line.strip().split("\\s+");
        String names = words[0].startsWith("@") && words.length > 1 ? words[1] : words[0];
        return SshConfig.matchesList(List.of(names.split(",")), KnownHostHashValue.createHostPattern(host, port));
    }

    private static @Nullable KnownHostEntry parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return null;
        }
        try {
            return KnownHostEntry.parseKnownHostEntry(text);
        } catch (RuntimeException malformed) {
            // OpenSSH goes on behind a line that it cannot read, too
            return null;
        }
    }

    private static boolean same(Known known, PublicKey key) {
        try {
            PublicKey resolved = known.entry().getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            return resolved != null && KeyUtils.compareKeys(resolved, key);
        } catch (IOException | GeneralSecurityException unreadable) {
            return false;
        }
    }

    private static String fingerprint(Known known) {
        try {
            PublicKey resolved = known.entry().getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            return resolved == null ? known.type() : fingerprint(resolved);
        } catch (IOException | GeneralSecurityException unreadable) {
            return known.type();
        }
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    }

    private static String name(Hop hop) {
        return hop.hostKeyName().isEmpty() ? KnownHostHashValue.createHostPattern(hop.host(), hop.port())
                : hop.hostKeyName();
    }
}
