/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.rules.ExternalResource;

/**
 * A JUnit rule: two network namespaces of this machine, a jump host's, which we reach, and a board's, which only the jump
 * host reaches. Needs root.
 */
final class FencedNetwork extends ExternalResource {

    private final String id = Long.toHexString(System.nanoTime() & 0xffffffL);
    /** Of 198.18.0.0/15, which is for such networks; several tests at once take different ones. */
    private final int first = new Random().nextInt(128) * 2;
    private final String gate = "kpsg" + id;
    private final String board = "kpsb" + id;

    /** The jump host's address, as seen from here. */
    String gateAddress() {
        return "198.18." + first + ".2";
    }

    /** The board's address, as seen from the jump host; from here there is no way to it. */
    String boardAddress() {
        return fenced() + ".2";
    }

    private String fenced() {
        return "198.18." + (first + 1);
    }

    /** What starts a program on the jump host; its files and its kernel are those of this machine. */
    List<String> inGate() {
        return List.of("nsenter", "--net=/run/netns/" + gate);
    }

    /** What starts a program on the board. */
    List<String> inside() {
        return List.of("nsenter", "--net=/run/netns/" + board);
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        for (String name : List.of(gate, board)) {
            ip("netns", "add", name);
            ip("-n", name, "link", "set", "lo", "up");
        }
        ip("link", "add", "kph" + id, "type", "veth", "peer", "name", "eth0", "netns", gate);
        ip("addr", "add", "198.18." + first + ".1/24", "dev", "kph" + id);
        ip("link", "set", "kph" + id, "up");
        ip("-n", gate, "addr", "add", gateAddress() + "/24", "dev", "eth0");
        ip("-n", gate, "link", "set", "eth0", "up");
        ip("-n", gate, "link", "add", "eth1", "type", "veth", "peer", "name", "eth0", "netns", board);
        ip("-n", gate, "addr", "add", fenced() + ".1/24", "dev", "eth1");
        ip("-n", gate, "link", "set", "eth1", "up");
        ip("-n", board, "addr", "add", boardAddress() + "/24", "dev", "eth0");
        ip("-n", board, "link", "set", "eth0", "up");
        // What would go to the world is not the board
        ip("route", "add", "unreachable", fenced() + ".0/24");
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        OpenSshServer.run(command);
    }

    @Override
    protected void after() {
        try {
            ip("route", "del", "unreachable", fenced() + ".0/24");
            ip("netns", "del", gate);
            ip("netns", "del", board);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
