/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.KernelVersion;

/**
 * Names that formats leave unresolved, with the values they have in the kernel's headers (the kernel resolves enums only
 * where {@code TRACE_DEFINE_ENUM} names them).
 */
final class KernelConstants {

    /** What no {@code TRACE_DEFINE_ENUM} resolves; each group from the header that it names. */
    private static final Map<String, Long> VALUES = values("""
            include/uapi/linux/ioprio.h: IOPRIO_CLASS_NONE=0 IOPRIO_CLASS_RT=1 IOPRIO_CLASS_BE=2 IOPRIO_CLASS_IDLE=3
            IOPRIO_CLASS_INVALID=7
            include/net/tcp_states.h: TCP_ESTABLISHED=1 TCP_SYN_SENT=2 TCP_SYN_RECV=3 TCP_FIN_WAIT1=4
            TCP_FIN_WAIT2=5 TCP_TIME_WAIT=6 TCP_CLOSE=7 TCP_CLOSE_WAIT=8 TCP_LAST_ACK=9 TCP_LISTEN=10 TCP_CLOSING=11
            TCP_NEW_SYN_RECV=12
            include/linux/hrtimer.h: HRTIMER_MODE_ABS=0 HRTIMER_MODE_REL=1 HRTIMER_MODE_ABS_PINNED=2
            HRTIMER_MODE_REL_PINNED=3 HRTIMER_MODE_ABS_SOFT=4 HRTIMER_MODE_REL_SOFT=5 HRTIMER_MODE_ABS_PINNED_SOFT=6
            HRTIMER_MODE_REL_PINNED_SOFT=7 HRTIMER_MODE_ABS_HARD=8 HRTIMER_MODE_REL_HARD=9
            HRTIMER_MODE_ABS_PINNED_HARD=10 HRTIMER_MODE_REL_PINNED_HARD=11
            include/linux/interrupt.h: HI_SOFTIRQ=0 TIMER_SOFTIRQ=1 NET_TX_SOFTIRQ=2 NET_RX_SOFTIRQ=3
            BLOCK_SOFTIRQ=4 BLOCK_IOPOLL_SOFTIRQ=5 IRQ_POLL_SOFTIRQ=5 TASKLET_SOFTIRQ=6 SCHED_SOFTIRQ=7
            HRTIMER_SOFTIRQ=8 RCU_SOFTIRQ=9
            include/linux/mm_types.h: VM_FAULT_OOM=0x1 VM_FAULT_SIGBUS=0x2 VM_FAULT_MAJOR=0x4 VM_FAULT_HWPOISON=0x10
            VM_FAULT_HWPOISON_LARGE=0x20 VM_FAULT_SIGSEGV=0x40 VM_FAULT_NOPAGE=0x100 VM_FAULT_LOCKED=0x200
            VM_FAULT_RETRY=0x400 VM_FAULT_FALLBACK=0x800 VM_FAULT_DONE_COW=0x1000 VM_FAULT_NEEDDSYNC=0x2000
            VM_FAULT_COMPLETED=0x4000 FAULT_FLAG_WRITE=0x1 FAULT_FLAG_MKWRITE=0x2 FAULT_FLAG_ALLOW_RETRY=0x4
            FAULT_FLAG_RETRY_NOWAIT=0x8 FAULT_FLAG_KILLABLE=0x10 FAULT_FLAG_TRIED=0x20 FAULT_FLAG_USER=0x40
            FAULT_FLAG_REMOTE=0x80 FAULT_FLAG_INSTRUCTION=0x100 FAULT_FLAG_INTERRUPTIBLE=0x200
            FAULT_FLAG_UNSHARE=0x400 FAULT_FLAG_ORIG_PTE_VALID=0x800 FAULT_FLAG_VMA_LOCK=0x1000 VMA_SHARED_BIT=3
            include/linux/pm_qos.h: PM_QOS_ADD_REQ=0 PM_QOS_UPDATE_REQ=1 PM_QOS_REMOVE_REQ=2 DEV_PM_QOS_LATENCY=1
            DEV_PM_QOS_RESUME_LATENCY=1 DEV_PM_QOS_LATENCY_TOLERANCE=2 DEV_PM_QOS_MIN_FREQUENCY=3
            DEV_PM_QOS_MAX_FREQUENCY=4 PM_QOS_CPU_DMA_LATENCY=1 PM_QOS_NETWORK_LATENCY=2 PM_QOS_NETWORK_THROUGHPUT=3
            include/scsi/scsi_cmnd.h: SCSI_PROT_NORMAL=0 SCSI_PROT_READ_INSERT=1 SCSI_PROT_WRITE_STRIP=2
            SCSI_PROT_READ_STRIP=3 SCSI_PROT_WRITE_INSERT=4 SCSI_PROT_READ_PASS=5 SCSI_PROT_WRITE_PASS=6
            drivers/iommu/intel/iommu.h: CACHE_TAG_IOTLB=0 CACHE_TAG_DEVTLB=1 CACHE_TAG_NESTING_IOTLB=2
            CACHE_TAG_NESTING_DEVTLB=3
            include/trace/events/xen.h: XEN_MC_XE_OK=0 XEN_MC_XE_BAD_OP=1 XEN_MC_XE_NO_SPACE=2 XEN_MC_FL_NONE=0
            XEN_MC_FL_BATCH=1 XEN_MC_FL_ARGS=2 XEN_MC_FL_CALLBACK=3
            include/linux/fs.h: I_NEW=1 I_SYNC=2 I_LRU_ISOLATING=4 I_DIRTY_SYNC=0x10 I_DIRTY_DATASYNC=0x20
            I_DIRTY_PAGES=0x40 I_WILL_FREE=0x80 I_FREEING=0x100 I_CLEAR=0x200 I_REFERENCED=0x400 I_LINKABLE=0x800
            I_DIRTY_TIME=0x1000 I_WB_SWITCH=0x2000 I_OVL_INUSE=0x4000 I_CREATING=0x8000 I_DONTCACHE=0x10000
            I_SYNC_QUEUED=0x20000 I_PINNING_NETFS_WB=0x40000
            include/linux/buffer_head.h: BH_Mapped=5 BH_New=6 BH_Boundary=10 BH_Unwritten=12 BH_Uninit=27
            BH_AllocFromCluster=28
            drivers/cxl/cxlmem.h: CXL_EVENT_TYPE_INFO=0 CXL_EVENT_TYPE_WARN=1 CXL_EVENT_TYPE_FAIL=2
            CXL_EVENT_TYPE_FATAL=3 CXL_POISON_TRACE_LIST=0 CXL_POISON_TRACE_INJECT=1 CXL_POISON_TRACE_CLEAR=2
            include/linux/platform_data/cros_ec_commands.h: EC_RES_SUCCESS=0 EC_RES_INVALID_COMMAND=1 EC_RES_ERROR=2
            EC_RES_INVALID_PARAM=3 EC_RES_ACCESS_DENIED=4 EC_RES_INVALID_RESPONSE=5 EC_RES_INVALID_VERSION=6
            EC_RES_INVALID_CHECKSUM=7 EC_RES_IN_PROGRESS=8 EC_RES_UNAVAILABLE=9 EC_RES_TIMEOUT=10 EC_RES_OVERFLOW=11
            EC_RES_INVALID_HEADER=12 EC_RES_REQUEST_TRUNCATED=13 EC_RES_RESPONSE_TOO_BIG=14 EC_RES_BUS_ERROR=15
            EC_RES_BUSY=16 EC_RES_INVALID_HEADER_VERSION=17 EC_RES_INVALID_HEADER_CRC=18 EC_RES_INVALID_DATA_CRC=19
            EC_RES_DUP_UNAVAILABLE=20
            include/linux/migrate_mode.h: MIGRATE_ASYNC=0 MIGRATE_SYNC_LIGHT=1 MIGRATE_SYNC=2 MR_COMPACTION=0
            MR_MEMORY_FAILURE=1 MR_MEMORY_HOTPLUG=2 MR_SYSCALL=3 MR_MEMPOLICY_MBIND=4 MR_NUMA_MISPLACED=5 MR_CMA=6
            include/linux/nvme.h: NVME_AER_ERROR=0 NVME_AER_SMART=1 NVME_AER_NOTICE=2 NVME_AER_CSS=6 NVME_AER_VS=7
            nvme_fabrics_command=0x7f
            include/soc/qcom/tcs.h: RPMH_SLEEP_STATE=0 RPMH_WAKE_ONLY_STATE=1 RPMH_ACTIVE_ONLY_STATE=2
            include/linux/swiotlb.h: SWIOTLB_NORMAL=0 SWIOTLB_FORCE=1 SWIOTLB_NO_FORCE=2
            include/linux/mmzone.h: VMSCAN_THROTTLE_WRITEBACK=0 VMSCAN_THROTTLE_ISOLATED=1
            VMSCAN_THROTTLE_NOPROGRESS=2 VMSCAN_THROTTLE_CONGESTED=3
            include/linux/writeback.h: WB_REASON_BACKGROUND=0 WB_REASON_TRY_TO_FREE_PAGES=1 WB_REASON_SYNC=2
            WB_REASON_PERIODIC=3 WB_REASON_LAPTOP_TIMER=4 WB_REASON_FREE_MORE_MEM=5 WB_REASON_FS_FREE_SPACE=6
            WB_REASON_FORKER_THREAD=7
            arch/arm64/kvm: except_type_sync=0 except_type_irq=0x80 except_type_fiq=0x100 except_type_serror=0x180
            true=1 false=0 NULL=0
            """);

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

    private static Map<String, Long> values(String table) {
        Map<String, Long> values = new HashMap<>();
        for (String item : table.split("\\s+")) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                values.put(item.substring(0, equals), Long.decode(item.substring(equals + 1)));
            }
        }
        return Map.copyOf(values);
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
        case "str_on_off" -> new String[]{ "off", "on", "" };
        case "str_off_on" -> new String[]{ "on", "off", "" };
        case "str_yes_no" -> new String[]{ "no", "yes", "" };
        case "str_no_yes" -> new String[]{ "yes", "no", "" };
        case "str_true_false" -> new String[]{ "false", "true", "" };
        case "str_false_true" -> new String[]{ "true", "false", "" };
        case "str_read_write" -> new String[]{ "write", "read", "" };
        case "str_write_read" -> new String[]{ "read", "write", "" };
        case "str_enable_disable" -> new String[]{ "disable", "enable", "" };
        case "str_disable_enable" -> new String[]{ "enable", "disable", "" };
        case "str_enabled_disabled" -> new String[]{ "disabled", "enabled", "" };
        case "str_disabled_enabled" -> new String[]{ "enabled", "disabled", "" };
        case "str_high_low" -> new String[]{ "low", "high", "" };
        case "str_low_high" -> new String[]{ "high", "low", "" };
        case "str_hi_lo" -> new String[]{ "lo", "hi", "" };
        case "str_lo_hi" -> new String[]{ "hi", "lo", "" };
        case "str_up_down" -> new String[]{ "down", "up", "" };
        case "str_down_up" -> new String[]{ "up", "down", "" };
        case "str_input_output" -> new String[]{ "output", "input", "" };
        case "str_plural" -> new String[]{ "s", "", "" };
        case "mc_event_error_type" ->
            kernel.atLeast(4, 7) ? new String[]{ "Corrected", "Uncorrected", "Deferred", "Fatal", "Info" }
                    : new String[]{ "Corrected", "Uncorrected", "Fatal", "Info" };
        default -> new String[0];
        };
    }

    /** {@code CONFIG_HZ}, which nothing in a recording tells: what Debian and the board's own tree are built with. */
    static int ticksPerSecond(KernelVersion kernel) {
        return kernel.machine().startsWith("arm") && !kernel.atLeast(4, 0) ? 100 : 250;
    }
}
