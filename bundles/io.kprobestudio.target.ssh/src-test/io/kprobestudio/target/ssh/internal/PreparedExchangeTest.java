/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.Arrays;
import java.util.List;

import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.junit.Test;

/** Key pairs that are made before they are needed. */
public class PreparedExchangeTest {

    private static final List<BuiltinDHFactories> OFFERED = List.of(BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519, BuiltinDHFactories.curve25519);

    /** Client and server come to one secret; returns the client's public key. */
    private static byte[] exchange(AbstractDH first) throws Exception {
        KeyEncapsulationMethod method = first.getKeyEncapsulation();
        KeyEncapsulationMethod.Client client = method.getClient();
        client.init();
        KeyEncapsulationMethod.Server server = method.getServer();
        server.init(client.getPublicKey());
        assertArrayEquals(server.getSecret(), client.extractSecret(server.getEncapsulation()));
        return client.getPublicKey();
    }

    @Test
    public void shouldComeToOneSecretEachTimeWhenAPairIsPrepared() throws Exception {
        List<DHFactory> exchanges = PreparedExchange.of(OFFERED);
        assertEquals(NamedResource.getNameList(OFFERED), NamedResource.getNameList(exchanges));
        DHFactory prepared = exchanges.get(1);
        byte[] first = exchange(prepared.create());
        byte[] second = exchange(prepared.create());
        assertFalse("a pair served twice", Arrays.equals(first, second));
    }

    @Test
    public void shouldChangeNothingWhenNoneOfferedTakesSuchAPair() {
        assertEquals(List.of(BuiltinDHFactories.curve25519),
                PreparedExchange.of(List.of(BuiltinDHFactories.curve25519)));
    }
}
