/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

/** What modules run of themselves when they are loaded and unloaded, as it was seen on boards. */
final class Modules {

    /** {@code CONFIG_BLK_DEV_LOOP_MIN_COUNT}. */
    private static final int LOOPS = 8;
    private static final String STATISTICS = "dummy_get_stats64";

    private final RunningTask task;

    Modules(RunningTask task) {
        this.task = task;
    }

    /** A module has been loaded. */
    void came(String name) {
        switch (name) {
        case "dummy" -> {
            long device = task.object("net_devicedummy0");
            task.leaf("dummy_setup", task.within("alloc_netdev_mqs", 0x1c8), 0, device);
            task.leaf("dummy_dev_init", task.within("register_netdevice", 0xa4), 0, device);
            statistics(device);
        }
        case "loop" -> {
            for (int i = 0; i < LOOPS; i++) {
                task.leaf("loop_add", task.within("do_one_initcall", 0x50), 0, i);
            }
        }
        default -> {
        }
        }
    }

    /** A module is about to be unloaded. */
    void goes(String name) {
        if (name.equals("dummy")) {
            long device = task.object("net_devicedummy0");
            statistics(device);
            statistics(device);
            task.leaf("dummy_dev_uninit", task.within("unregister_netdevice_many", 0x250), 0, device);
        }
    }

    private void statistics(long device) {
        task.leaf(STATISTICS, task.within("dev_get_stats", 0x6c), 0, device, task.object("stats"));
    }
}
