/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

/** The system calls that lead to a function, for whoever wants it to run so many times and not once more. */
final class Calls {

    private static final int MODE = 0x1c0;

    private final RunningTask task;
    private final SystemCalls calls;

    Calls(RunningTask task) {
        this.task = task;
        calls = new SystemCalls(task);
    }

    /** Runs a function so often; false when nothing here leads to it. */
    boolean call(String symbol, int times, long now) {
        if (symbol.equals("hrtimer_nanosleep")) {
            task.runNow(now, () -> sleepTogether(times));
            return true;
        }
        Runnable piece = piece(symbol);
        if (piece == null) {
            return false;
        }
        for (int i = 0; i < times; i++) {
            task.runNow(now, piece);
        }
        return true;
    }

    /** Several programs sleep at the same time: all have gone to sleep before the first wakes up. */
    private void sleepTogether(int programs) {
        if (programs > 0) {
            task.call("hrtimer_nanosleep", task.within("common_nsleep", 0x48), () -> {
                sleepTogether(programs - 1);
                return 0;
            }, 1_000_000_000L, 1, 1);
        }
    }

    private @org.eclipse.jdt.annotation.Nullable Runnable piece(String symbol) {
        return switch (symbol) {
        case "vfs_mkdir", "vfs_rmdir" -> () -> {
            calls.makeFolder("/tmp/d", MODE, () -> 0);
            calls.removeFolder("/tmp/d");
        };
        case "vfs_fsync_range", "vfs_fsync" -> () -> {
            int file = calls.open("/tmp/f", 0x242, true);
            calls.sync(file, "/tmp/f");
            calls.close(file, "/tmp/f");
        };
        case "vfs_statfs", "user_statfs" -> () -> calls.fileSystem("/tmp");
        case "do_sys_openat2", "do_sys_open", "do_filp_open", "path_openat", "vfs_open", "getname_flags",
                "filp_close" ->
            () -> {
                int file = calls.open("/etc/hostname", 0, true);
                calls.close(file, "/etc/hostname");
            };
        case "vfs_read", "ksys_read" -> () -> calls.read(3, "/etc/hostname", 4096, 10);
        case "vfs_write", "ksys_write" -> () -> calls.write(1, "/dev/null", "kprobe studio\n");
        case "vfs_statx", "vfs_fstatat" -> () -> calls.stat("/etc/hostname");
        case "iterate_dir", "vfs_readdir" -> () -> calls.list(3, "/etc", 120);
        case "dev_queue_xmit", "__dev_queue_xmit", "dev_hard_start_xmit", "udp_sendmsg", "fec_enet_start_xmit" ->
            () -> new Network(task, calls).send(100);
        case "dummy_xmit" -> task.has("dummy_xmit") ? () -> new Network(task, calls).transmit(100, "dummy0") : null;
        case "lo_open" -> task.has("lo_open") ? () -> task.leaf("lo_open", task.within("blkdev_get_whole", 0x34), 0,
                task.object("disk loop0"), 0) : null;
        case "schedule", "__schedule" -> () -> task.run(task.cpu().time(), () -> calls.pause(1));
        case "really_probe" -> () -> new Drivers(task).probe("2188000.ethernet", "fec", 0);
        default -> null;
        };
    }
}
