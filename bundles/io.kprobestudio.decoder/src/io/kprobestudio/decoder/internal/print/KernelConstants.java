/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.KernelVersion;

/**
 * Names that formats leave unresolved, with the values they have in the kernel's headers (the kernel resolves enums only
 * where {@code TRACE_DEFINE_ENUM} names them).
 */
final class KernelConstants {

    private static final Map<String, Long> VALUES = Map.ofEntries(e("true", 1), e("false", 0), e("NULL", 0),
            // include/uapi/linux/ioprio.h
            e("IOPRIO_CLASS_NONE", 0), e("IOPRIO_CLASS_RT", 1), e("IOPRIO_CLASS_BE", 2), e("IOPRIO_CLASS_IDLE", 3),
            e("IOPRIO_CLASS_INVALID", 7),
            // include/net/tcp_states.h
            e("TCP_ESTABLISHED", 1), e("TCP_SYN_SENT", 2), e("TCP_SYN_RECV", 3), e("TCP_FIN_WAIT1", 4),
            e("TCP_FIN_WAIT2", 5), e("TCP_TIME_WAIT", 6), e("TCP_CLOSE", 7), e("TCP_CLOSE_WAIT", 8),
            e("TCP_LAST_ACK", 9), e("TCP_LISTEN", 10), e("TCP_CLOSING", 11), e("TCP_NEW_SYN_RECV", 12),
            // include/linux/hrtimer.h
            e("HRTIMER_MODE_ABS", 0), e("HRTIMER_MODE_REL", 1), e("HRTIMER_MODE_ABS_PINNED", 2),
            e("HRTIMER_MODE_REL_PINNED", 3), e("HRTIMER_MODE_ABS_SOFT", 4), e("HRTIMER_MODE_REL_SOFT", 5),
            e("HRTIMER_MODE_ABS_PINNED_SOFT", 6), e("HRTIMER_MODE_REL_PINNED_SOFT", 7), e("HRTIMER_MODE_ABS_HARD", 8),
            e("HRTIMER_MODE_REL_HARD", 9), e("HRTIMER_MODE_ABS_PINNED_HARD", 10),
            e("HRTIMER_MODE_REL_PINNED_HARD", 11),
            // include/linux/interrupt.h
            e("HI_SOFTIRQ", 0), e("TIMER_SOFTIRQ", 1), e("NET_TX_SOFTIRQ", 2), e("NET_RX_SOFTIRQ", 3),
            e("BLOCK_SOFTIRQ", 4), e("BLOCK_IOPOLL_SOFTIRQ", 5), e("IRQ_POLL_SOFTIRQ", 5), e("TASKLET_SOFTIRQ", 6),
            e("SCHED_SOFTIRQ", 7), e("HRTIMER_SOFTIRQ", 8), e("RCU_SOFTIRQ", 9),
            // include/linux/mm_types.h
            e("VM_FAULT_OOM", 0x1), e("VM_FAULT_SIGBUS", 0x2), e("VM_FAULT_MAJOR", 0x4), e("VM_FAULT_HWPOISON", 0x10),
            e("VM_FAULT_HWPOISON_LARGE", 0x20), e("VM_FAULT_SIGSEGV", 0x40), e("VM_FAULT_NOPAGE", 0x100),
            e("VM_FAULT_LOCKED", 0x200), e("VM_FAULT_RETRY", 0x400), e("VM_FAULT_FALLBACK", 0x800),
            e("VM_FAULT_DONE_COW", 0x1000), e("VM_FAULT_NEEDDSYNC", 0x2000), e("VM_FAULT_COMPLETED", 0x4000),
            e("FAULT_FLAG_WRITE", 0x1), e("FAULT_FLAG_MKWRITE", 0x2), e("FAULT_FLAG_ALLOW_RETRY", 0x4),
            e("FAULT_FLAG_RETRY_NOWAIT", 0x8), e("FAULT_FLAG_KILLABLE", 0x10), e("FAULT_FLAG_TRIED", 0x20),
            e("FAULT_FLAG_USER", 0x40), e("FAULT_FLAG_REMOTE", 0x80), e("FAULT_FLAG_INSTRUCTION", 0x100),
            e("FAULT_FLAG_INTERRUPTIBLE", 0x200), e("FAULT_FLAG_UNSHARE", 0x400),
            e("FAULT_FLAG_ORIG_PTE_VALID", 0x800), e("FAULT_FLAG_VMA_LOCK", 0x1000),
            // include/linux/pm_qos.h
            e("PM_QOS_ADD_REQ", 0), e("PM_QOS_UPDATE_REQ", 1), e("PM_QOS_REMOVE_REQ", 2),
            e("DEV_PM_QOS_RESUME_LATENCY", 1), e("DEV_PM_QOS_MIN_FREQUENCY", 3), e("DEV_PM_QOS_MAX_FREQUENCY", 4),
            e("PM_QOS_CPU_DMA_LATENCY", 1), e("PM_QOS_NETWORK_LATENCY", 2), e("PM_QOS_NETWORK_THROUGHPUT", 3),
            // include/scsi/scsi_cmnd.h
            e("SCSI_PROT_NORMAL", 0), e("SCSI_PROT_READ_INSERT", 1), e("SCSI_PROT_WRITE_STRIP", 2),
            e("SCSI_PROT_READ_STRIP", 3), e("SCSI_PROT_WRITE_INSERT", 4), e("SCSI_PROT_READ_PASS", 5),
            e("SCSI_PROT_WRITE_PASS", 6),
            // drivers/iommu/intel/iommu.h
            e("CACHE_TAG_IOTLB", 0), e("CACHE_TAG_DEVTLB", 1), e("CACHE_TAG_NESTING_IOTLB", 2),
            e("CACHE_TAG_NESTING_DEVTLB", 3),
            // include/xen/trace_types.h
            e("XEN_MC_FR_CALLBACK", 2), e("XEN_MC_XE_OK", 0), e("XEN_MC_XE_BAD_OP", 1), e("XEN_MC_XE_NO_SPACE", 2),
            e("XEN_MC_FR_ARGFULL", 0), e("XEN_MC_FR_OVERFLOW", 1), e("XEN_LAZY_NONE", 0), e("XEN_LAZY_MMU", 1),
            e("XEN_LAZY_CPU", 2));

    /** include/net/9p/9p.h: requests have even numbers, the answer to each the next. */
    private static final Map<String, Integer> NINE_P = Map.ofEntries(Map.entry("LERROR", 6), Map.entry("STATFS", 8),
            Map.entry("LOPEN", 12), Map.entry("LCREATE", 14), Map.entry("SYMLINK", 16), Map.entry("MKNOD", 18),
            Map.entry("RENAME", 20), Map.entry("READLINK", 22), Map.entry("GETATTR", 24), Map.entry("SETATTR", 26),
            Map.entry("XATTRWALK", 30), Map.entry("XATTRCREATE", 32), Map.entry("READDIR", 40),
            Map.entry("FSYNC", 50), Map.entry("LOCK", 52), Map.entry("GETLOCK", 54), Map.entry("LINK", 70),
            Map.entry("MKDIR", 72), Map.entry("RENAMEAT", 74), Map.entry("UNLINKAT", 76), Map.entry("VERSION", 100),
            Map.entry("AUTH", 102), Map.entry("ATTACH", 104), Map.entry("ERROR", 106), Map.entry("FLUSH", 108),
            Map.entry("WALK", 110), Map.entry("OPEN", 112), Map.entry("CREATE", 114), Map.entry("READ", 116),
            Map.entry("WRITE", 118), Map.entry("CLUNK", 120), Map.entry("REMOVE", 122), Map.entry("STAT", 124),
            Map.entry("WSTAT", 126));

    private KernelConstants() {
    }

    private static Map.Entry<String, Long> e(String name, long value) {
        return Map.entry(name, value);
    }

    /** The value of a name, or null. */
    static @Nullable Long value(String name, KernelVersion kernel) {
        if (name.equals("DEV_PM_QOS_FLAGS")) {
            return kernel.atLeast(5, 4) ? 5L : 3L;
        }
        if (name.startsWith("P9_T") || name.startsWith("P9_R")) {
            Integer base = NINE_P.getOrDefault(name.substring(4), -1);
            return base < 0 ? null : Long.valueOf(base + (name.charAt(3) == 'R' ? 1 : 0));
        }
        return VALUES.containsKey(name) ? VALUES.get(name) : null;
    }

    /**
     * Texts of a function that names a number: by index, the last one for all others; empty when the function is not
     * known. Those that begin with {@code str_} take a truth.
     */
    static String[] texts(String function, KernelVersion kernel) {
        return switch (function) {
        case "str_on_off" -> new String[] { "off", "on", "" };
        case "str_off_on" -> new String[] { "on", "off", "" };
        case "str_yes_no" -> new String[] { "no", "yes", "" };
        case "str_no_yes" -> new String[] { "yes", "no", "" };
        case "str_true_false" -> new String[] { "false", "true", "" };
        case "str_false_true" -> new String[] { "true", "false", "" };
        case "str_read_write" -> new String[] { "write", "read", "" };
        case "str_write_read" -> new String[] { "read", "write", "" };
        case "str_enable_disable" -> new String[] { "disable", "enable", "" };
        case "str_disable_enable" -> new String[] { "enable", "disable", "" };
        case "str_enabled_disabled" -> new String[] { "disabled", "enabled", "" };
        case "str_disabled_enabled" -> new String[] { "enabled", "disabled", "" };
        case "str_high_low" -> new String[] { "low", "high", "" };
        case "str_low_high" -> new String[] { "high", "low", "" };
        case "str_hi_lo" -> new String[] { "lo", "hi", "" };
        case "str_lo_hi" -> new String[] { "hi", "lo", "" };
        case "str_up_down" -> new String[] { "down", "up", "" };
        case "str_down_up" -> new String[] { "up", "down", "" };
        case "str_input_output" -> new String[] { "output", "input", "" };
        case "str_plural" -> new String[] { "s", "", "" };
        case "mc_event_error_type" ->
            kernel.atLeast(4, 7) ? new String[] { "Corrected", "Uncorrected", "Deferred", "Fatal", "Info" }
                    : new String[] { "Corrected", "Uncorrected", "Fatal", "Info" };
        default -> new String[0];
        };
    }

    /** {@code CONFIG_HZ}, which nothing in a recording tells: what Debian and the board's own tree are built with. */
    static int ticksPerSecond(KernelVersion kernel) {
        return kernel.machine().startsWith("arm") && !kernel.atLeast(4, 0) ? 100 : 250;
    }
}
