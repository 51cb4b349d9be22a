/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jdt.annotation.NonNullByDefault;

import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.ssh.internal.config.Hop;

/**
 * The private keys of a hop. A key is read when it is its turn, so that nobody is asked for the passphrase of a key that is
 * not needed. Why a key could not be used is kept for the message of a refused login.
 */
@NonNullByDefault({}) // MINA says nothing of null
public final class Identities implements KeyIdentityProvider {

    private static final int ATTEMPTS = 3;

    private final TargetAddress address;
    private final Hop hop;
    private final Prompter prompter;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** Makes the keys of a hop. */
    public Identities(TargetAddress address, Hop hop, Prompter prompter) {
        this.address = address;
        this.hop = hop;
        this.prompter = prompter;
    }

    /** What was wrong with keys, in words, with their files' names. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public Iterable<KeyPair> loadKeys(SessionContext session) {
        return () -> new Lazy(session, hop.identities().iterator());
    }

    private final class Lazy implements Iterator<KeyPair> {

        private final SessionContext session;
        private final Iterator<Path> files;
        private Iterator<KeyPair> pairs;

        Lazy(SessionContext session, Iterator<Path> files) {
            this.session = session;
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            Iterator<KeyPair> current = pairs;
            while (current == null || !current.hasNext()) {
                if (!files.hasNext()) {
                    return false;
                }
                current = load(session, files.next());
                pairs = current;
            }
            return true;
        }

        @Override
        public KeyPair next() {
            Iterator<KeyPair> current = pairs;
            if (!hasNext() || (current = pairs) == null) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }

    private Iterator<KeyPair> load(SessionContext session, Path file) {
        Passphrases passphrases = new Passphrases(file);
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(session, new PathResource(file), in,
                    passphrases);
            if (pairs != null) {
                return pairs.iterator();
            }
            problems.add("key file " + file + (passphrases.wrong ? " was not opened by the passphrase"
                    : " holds no key that can be used"));
        } catch (IOException | GeneralSecurityException | RuntimeException failure) {
            // A key that cannot be read must not keep the next one, or a password, from being tried
            problems.add("key file " + file + " " + reason(passphrases, failure));
        }
        return List.<KeyPair>of().iterator();
    }

    private static String reason(Passphrases passphrases, Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "is not there";
        }
        return passphrases.declined ? "needs a passphrase, and none was given"
                : "cannot be used: " + failure.getMessage();
    }

    private final class Passphrases implements FilePasswordProvider {

        private final Path file;
        private boolean declined;
        private boolean wrong;

        Passphrases(Path file) {
            this.file = file;
        }

        @Override
        public String getPassword(SessionContext session, NamedResource resource, int retry) {
            Optional<char[]> secret = prompter
                    .secret(new Prompter.SecretRequest(address, Prompter.SecretKind.PASSPHRASE,
                            "Passphrase for the key " + file, retry + 1));
            declined = secret.isEmpty();
            return secret.map(Identities::take).orElse(null);
        }

        @Override
        public ResourceDecodeResult handleDecodeAttemptResult(SessionContext session, NamedResource resource, int retry,
                String password, Exception failure) {
            if (failure == null) {
                return ResourceDecodeResult.TERMINATE;
            }
            if (declined) {
                return ResourceDecodeResult.TERMINATE;
            }
            wrong = true;
            if (retry + 1 >= ATTEMPTS) {
                return ResourceDecodeResult.IGNORE;
            }
            return ResourceDecodeResult.RETRY;
        }
    }

    /** MINA takes secrets as strings only; the array is wiped at least. */
    static String take(char[] secret) {
        try {
            return new String(secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }
}
