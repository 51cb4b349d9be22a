/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

/** What network traffic does in the kernel: sending by a program, receiving by the Ethernet controller's interrupt. */
final class Network {

    private static final int INTERRUPT = 66;
    private static final int HARDIRQ = 9;
    private static final int SOFTIRQ = 0x10;
    private static final int NET_RX = 3;

    private final RunningTask thread;
    private final SystemCalls calls;

    Network(RunningTask thread, SystemCalls calls) {
        this.thread = thread;
        this.calls = calls;
    }

    /** Sends a datagram. */
    void send(int length) {
        calls.call(290, "sendto", () -> {
            long socket = thread.object("socket" + thread.task().pid());
            long sock = thread.object("sock" + thread.task().pid());
            String sender = thread.has("__sock_sendmsg") ? "__sock_sendmsg" : "sock_sendmsg";
            return thread.call(sender, thread.within("__sys_sendto", 0xd4), () -> thread.call("udp_sendmsg",
                    thread.within(sender, 0x30), () -> {
                        transmit(length + 42, "eth0");
                        return length;
                    }, sock, thread.object("msg"), length), socket, thread.object("msg"), length);
        }, 5, 0x1c6000, length, 0x4000);
    }

    /** Gives a packet to a device. */
    void transmit(int length, String device) {
        long packet = packet(length, device);
        emit("net_dev_queue", packet, length, device, 0);
        String xmit = thread.has("__dev_queue_xmit") ? "__dev_queue_xmit" : "dev_queue_xmit";
        Runnable rest = () -> thread.call("dev_hard_start_xmit", thread.within("sch_direct_xmit", 0x9c), () -> {
            emit("net_dev_start_xmit", packet, length, device, 0);
            thread.cpu().setBottomHalvesOff(true);
            thread.leaf(device.startsWith("dummy") ? "dummy_xmit" : "fec_enet_start_xmit",
                    thread.within("dev_hard_start_xmit", 0xa8), 0, packet, thread.object("net_device" + device));
            thread.cpu().setBottomHalvesOff(false);
            emit("net_dev_xmit", packet, length, device, 0);
            return 0;
        }, packet, thread.object("net_device" + device));
        if (xmit.equals("__dev_queue_xmit") && thread.profile().version().atLeast(4, 0)) {
            thread.call(xmit, thread.within("ip_finish_output2", 0x2c8), () -> {
                rest.run();
                return 0;
            }, packet, 0);
        } else {
            thread.call("dev_queue_xmit", thread.within("ip_finish_output", 0x240), () -> {
                rest.run();
                return 0;
            }, packet);
        }
    }

    /** A packet's structure, with its length and device. */
    private long packet(int length, String device) {
        long packet = thread.object("skb" + (length & 7));
        long interfaceAt = thread.object("net_device" + device);
        thread.memory().lend(packet + 8, interfaceAt);
        thread.memory().lend(packet + 84, length);
        thread.memory().lend(interfaceAt, (device + "\0").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        return packet;
    }

    private void emit(String name, long packet, int length, String device, int result) {
        thread.kernel().emit(thread.event("net", name), thread.cpu(), thread.task(), 0, 0,
                e -> e.set("skbaddr", packet).set("len", length).set("rc", result).set("name", device)
                        .set("protocol", 0x800).set("ip_summed", 0).set("network_offset", 14)
                        .set("transport_offset", 34).set("transport_offset_valid", 1));
    }

    /** Packets arrive: interrupt, softirq, protocol. */
    void receive(int packets) {
        thread.kernel().emit(thread.event("irq", "irq_handler_entry"), thread.cpu(), thread.cpu().current(), HARDIRQ, 0,
                e -> e.set("irq", INTERRUPT).set("name", "2188000.ethernet"));
        thread.leaf("fec_enet_interrupt", thread.within("__handle_irq_event_percpu", 0x5c), 1, INTERRUPT,
                thread.object("net_deviceeth0"));
        thread.kernel().emit(thread.event("irq", "softirq_raise"), thread.cpu(), thread.cpu().current(), HARDIRQ, 0,
                e -> e.set("vec", NET_RX));
        thread.kernel().emit(thread.event("irq", "irq_handler_exit"), thread.cpu(), thread.cpu().current(), HARDIRQ, 0,
                e -> e.set("irq", INTERRUPT).set("ret", 1));
        thread.kernel().emit(thread.event("irq", "softirq_entry"), thread.cpu(), thread.cpu().current(), SOFTIRQ, 0,
                e -> e.set("vec", NET_RX));
        thread.call("net_rx_action", thread.within("__do_softirq", 0x154), () -> {
            for (int i = 0; i < packets; i++) {
                int length = 60 + thread.random(1400);
                long packet = packet(length, "eth0");
                emit("netif_receive_skb", packet, length, "eth0", 0);
                thread.call("ip_rcv", thread.within("__netif_receive_skb_one_core", 0x54),
                        () -> thread.leaf("udp_rcv", thread.within("ip_protocol_deliver_rcu", 0x4c), 0, packet), packet,
                        thread.object("net_deviceeth0"));
            }
            return 0;
        }, 0);
        thread.kernel().emit(thread.event("irq", "softirq_exit"), thread.cpu(), thread.cpu().current(), SOFTIRQ, 0,
                e -> e.set("vec", NET_RX));
    }
}
