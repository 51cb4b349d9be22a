/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import java.util.Set;

/** Functions that are known for what a probe on them does. */
final class KnownFunctions {
    /** What handling a probe runs through, or is entered with registers that a probe destroys. */
    private static final Set<String> FRAGILE = Set.of("memcpy", "memmove", "memset", "__memzero", "vector_swi",
            "ret_fast_syscall", "ret_slow_syscall", "ret_to_user", "ret_from_fork", "__irq_svc", "__irq_usr",
            "__dabt_svc",
            "__dabt_usr", "__pabt_svc", "__pabt_usr", "__und_svc", "__und_usr", "__und_fault", "vector_rst",
            "vector_irq",
            "__switch_to", "cpu_v7_switch_mm", "v7_flush_kern_cache_all", "notifier_call_chain", "do_undefinstr");
    private static final Set<String> LINK = Set.of("fec_enet_start_xmit", "fec_enet_rx_napi", "fec_enet_interrupt",
            "dev_queue_xmit", "__dev_queue_xmit", "dev_hard_start_xmit", "sch_direct_xmit", "netif_receive_skb",
            "__netif_receive_skb", "__netif_receive_skb_core", "napi_gro_receive", "ip_queue_xmit", "__ip_queue_xmit",
            "ip_output", "ip_rcv", "tcp_sendmsg", "tcp_sendmsg_locked", "tcp_recvmsg", "tcp_write_xmit",
            "tcp_transmit_skb", "__tcp_transmit_skb", "tcp_v4_rcv", "tcp_rcv_established", "sock_write_iter",
            "sock_read_iter", "pipe_write", "pipe_read", "tracing_buffers_read", "tracing_buffers_splice_read",
            "ring_buffer_read_page");
    private static final Set<String> TRACER = Set.of("ring_buffer_lock_reserve", "ring_buffer_unlock_commit",
            "trace_event_buffer_lock_reserve", "trace_event_buffer_commit", "trace_function", "trace_clock_local",
            "sched_clock", "gic_handle_irq", "asm_do_IRQ", "handle_IRQ", "handle_domain_irq", "generic_handle_irq",
            "handle_irq_event", "irq_enter", "irq_exit", "tick_sched_timer", "tick_nohz_handler", "hrtimer_interrupt",
            "update_process_times", "scheduler_tick", "sched_tick", "do_IRQ", "common_interrupt",
            "rcu_note_context_switch",
            "do_softirq", "__do_softirq", "account_process_tick", "timekeeping_update", "twd_handler", "do_IPI",
            "handle_IPI");
    private static final Set<String> BLOCKING = Set.of("vfs_read", "vfs_write", "sys_read", "sys_write", "ksys_read",
            "ksys_write", "new_sync_read", "new_sync_write", "schedule", "schedule_timeout", "do_select", "do_sys_poll",
            "do_poll", "ep_poll", "do_epoll_wait", "do_nanosleep", "hrtimer_nanosleep", "msleep", "futex_wait",
            "do_futex",
            "do_wait", "kernel_wait4", "tcp_recvmsg", "inet_recvmsg", "sock_recvmsg", "pipe_read", "pipe_wait",
            "vfs_fsync_range", "vfs_fsync", "mutex_lock", "down_read", "down_write", "wait_for_completion",
            "io_schedule", "really_probe", "driver_probe_device", "do_sys_open", "do_sys_openat2", "do_filp_open",
            "path_openat", "inet_csk_accept", "unix_stream_recvmsg", "n_tty_read", "tty_read");
    private static final Set<String> USER_TEXT = Set.of("do_sys_open", "do_sys_openat2", "getname", "getname_flags",
            "do_mkdirat", "do_unlinkat", "do_rmdir", "do_execve", "do_execveat_common", "vfs_statx",
            "user_path_at_empty");

    private KnownFunctions() {
    }

    static boolean isFragile(String name) {
        return FRAGILE.contains(name);
    }

    /** Whether the records' own way to the user runs through it. */
    static boolean isLink(String name) {
        return LINK.contains(name);
    }

    /** Whether it runs under the tracer, or on every interrupt. */
    static boolean isTracer(String name) {
        return TRACER.contains(name);
    }

    /** Whether its calls last as long as something else lets them. */
    static boolean blocks(String name) {
        return BLOCKING.contains(name);
    }

    /** Whether it is given text in user memory. */
    static boolean takesUserText(String name) {
        return USER_TEXT.contains(name) || name.startsWith("sys_") || name.startsWith("__x64_sys_")
                || name.startsWith("__arm64_sys_") || name.startsWith("__se_sys_");
    }
}
