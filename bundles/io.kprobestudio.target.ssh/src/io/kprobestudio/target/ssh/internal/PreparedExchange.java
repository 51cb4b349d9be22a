/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.BuiltinKEM;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.apache.sshd.common.kex.MontgomeryCurve;
import org.apache.sshd.common.kex.XDH;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The exchange of keys by sntrup761 and X25519, which OpenSSH 9.0 to 9.8 prefer, with the key pair of its first time made
 * beforehand by a thread of its own: that takes a tenth of a second of a new process, and nothing is to be waited for until
 * the machine has answered. Each pair serves once.
 */
final class PreparedExchange implements DHFactory {

    private static final List<BuiltinDHFactories> PREPARED = List.of(BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh);

    private final BuiltinDHFactories usual;
    private final AtomicReference<@Nullable CompletableFuture<KeyEncapsulationMethod.Client>> prepared;

    private PreparedExchange(BuiltinDHFactories usual,
            AtomicReference<@Nullable CompletableFuture<KeyEncapsulationMethod.Client>> prepared) {
        this.usual = usual;
        this.prepared = prepared;
    }

    /** The same ways to exchange keys, in their order; begins to make the pair where one of them takes it. */
    static List<DHFactory> of(List<BuiltinDHFactories> offered) {
        if (PREPARED.stream().noneMatch(offered::contains)) {
            return List.copyOf(offered);
        }
        CompletableFuture<KeyEncapsulationMethod.Client> pair = new CompletableFuture<>();
        Thread maker = new Thread(() -> make(pair), "key pair");
        maker.setDaemon(true);
        maker.start();
        AtomicReference<@Nullable CompletableFuture<KeyEncapsulationMethod.Client>> once = new AtomicReference<>(pair);
        return offered.stream()
                .map(each -> PREPARED.contains(each) ? new PreparedExchange(each, once) : (DHFactory) each)
                .toList();
    }

    private static void make(CompletableFuture<KeyEncapsulationMethod.Client> pair) {
        try {
            KeyEncapsulationMethod.Client client = BuiltinKEM.sntrup761.getClient();
            client.init();
            pair.complete(client);
        } catch (RuntimeException | LinkageError failure) {
            pair.completeExceptionally(failure);
        }
    }

    @Override
    public String getName() {
        return usual.getName();
    }

    @Override
    public boolean isSupported() {
        return usual.isSupported();
    }

    @Override
    public boolean isGroupExchange() {
        return false;
    }

    @Override
    public AbstractDH create(Object @Nullable... parameters) throws Exception {
        CompletableFuture<KeyEncapsulationMethod.Client> pair = prepared.getAndSet(null);
        return pair == null ? usual.create(parameters) : new Hybrid(new Made(pair));
    }

    /** X25519 beside a pair that was made before. */
    private static final class Hybrid extends XDH {

        private final KeyEncapsulationMethod method;

        Hybrid(KeyEncapsulationMethod method) throws Exception {
            super(MontgomeryCurve.x25519, true);
            this.method = method;
        }

        @Override
        public KeyEncapsulationMethod getKeyEncapsulation() {
            return method;
        }

        @Override
        public Digest getHash() {
            return BuiltinDigests.sha512.create();
        }
    }

    /** Waits for the pair where another would make one. */
    private record Made(CompletableFuture<KeyEncapsulationMethod.Client> pair)
            implements
                KeyEncapsulationMethod,
                KeyEncapsulationMethod.Client {

        @Override
        public Client getClient() {
            return this;
        }

        @Override
        public Server getServer() {
            return BuiltinKEM.sntrup761.getServer();
        }

        @Override
        public void init() {
            pair.join();
        }

        @Override
        public byte[] getPublicKey() {
            return pair.join().getPublicKey();
        }

        @Override
        public byte[] extractSecret(byte @Nullable [] encapsulated) {
            return pair.join().extractSecret(encapsulated);
        }

        @Override
        public int getEncapsulationLength() {
            return pair.join().getEncapsulationLength();
        }
    }
}
