/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What always runs on the board: a shell, an init, daemons, kernel threads. The same again for the same seed. */
final class Background {

    private static final long MILLISECOND = 1_000_000L;
    private static final String[] CONFIGURATION = { "/etc/hosts", "/etc/passwd", "/proc/meminfo", "/proc/stat",
            "/proc/self/status", "/sys/class/thermal/thermal_zone0/temp", "/etc/resolv.conf", "/var/log/messages" };
    private static final String[][] DEVICES = { { "2188000.ethernet", "fec" }, { "21a0000.i2c", "imx-i2c" },
            { "1-001a", "sgtl5000" }, { "2198000.mmc", "sdhci-esdhc-imx" }, { "0-0008", "pfuze100" },
            { "20e0000.pinctrl", "imx6q-pinctrl" }, { "2184000.usb", "imx_usb" } };

    private final SimulatedKernel kernel;
    private final long seed;
    private final List<Actor> actors = new ArrayList<>();

    private Background(SimulatedKernel kernel, long seed) {
        this.kernel = kernel;
        this.seed = seed;
    }

    /** The actors, in a fixed order. */
    static List<Actor> actors(SimulatedKernel kernel, long seed) {
        Background background = new Background(kernel, seed);
        background.init();
        background.shell();
        background.logger();
        background.telemetry();
        background.receiver();
        background.hotplug();
        for (int cpu = 0; cpu < 4; cpu++) {
            background.worker(cpu);
            background.tick(cpu);
        }
        background.housekeeping("rcu_sched", 14, 2, 24);
        background.housekeeping("kcompactd0", 41, 1, 500);
        background.housekeeping("kworker/u8:1", 38, 3, 140);
        background.housekeeping("migration/2", 24, 2, 400);
        background.housekeeping("ksoftirqd/1", 20, 1, 90);
        background.housekeeping("jbd2/mmcblk0p1-", 71, 0, 330);
        return background.actors;
    }

    private RunningTask task(int cpu, int pid, String name) {
        return new RunningTask(kernel, cpu, new Task(pid, name, name.startsWith("migration") ? 0 : 120), seed);
    }

    private void init() {
        RunningTask task = task(0, 1, "systemd");
        SystemCalls calls = new SystemCalls(task);
        actors.add(time -> {
            task.run(time, () -> {
                String path = CONFIGURATION[task.random(CONFIGURATION.length)];
                int file = calls.open(path, 0x80000, true);
                calls.read(file, path, 4096, 200 + task.random(1200));
                calls.read(file, path, 4096, 0);
                calls.close(file, path);
            });
            return (120 + task.random(160)) * MILLISECOND;
        });
    }

    private void shell() {
        RunningTask task = task(1, 101, "bash");
        SystemCalls calls = new SystemCalls(task);
        actors.add(time -> {
            task.run(time, () -> {
                calls.stat("/root/.profile");
                boolean exists = task.random(4) != 0;
                String path = exists ? "/proc/loadavg" : "/root/.bash_" + task.random(10);
                int file = calls.open(path, 0x20000, exists);
                if (exists) {
                    calls.read(file, path, 128, 27);
                    calls.close(file, path);
                }
                calls.write(1, "/dev/ttymxc1", String.format(Locale.ROOT, "0.%02d 0.%02d %d\n",
                        task.random(90), task.random(90), task.random(9)));
            });
            return (70 + task.random(140)) * MILLISECOND;
        });
    }

    private void logger() {
        RunningTask task = task(2, 88, "syslogd");
        SystemCalls calls = new SystemCalls(task);
        actors.add(time -> {
            task.run(time, () -> {
                calls.read(3, "/dev/log", 1024, 60 + task.random(100));
                calls.write(4, "/var/log/messages", String.format(Locale.ROOT,
                        "Nov 22 12:%02d:%02d sabrelite daemon[%d]: sample %d\n", task.random(60), task.random(60),
                        80 + task.random(40), task.random(100_000)));
            });
            return (40 + task.random(120)) * MILLISECOND;
        });
    }

    private void telemetry() {
        RunningTask task = task(3, 95, "telemetryd");
        SystemCalls calls = new SystemCalls(task);
        Network network = new Network(task, calls);
        actors.add(time -> {
            task.run(time, () -> {
                String path = "/sys/class/hwmon/hwmon0/temp1_input";
                int file = calls.open(path, 0, true);
                calls.read(file, path, 64, 6);
                calls.close(file, path);
                for (int i = 0; i <= task.random(3); i++) {
                    network.send(32 + task.random(900));
                }
                if (task.has("dummy_xmit")) {
                    network.transmit(60 + task.random(100), "dummy0");
                }
                calls.pause(50);
            });
            return (30 + task.random(40)) * MILLISECOND;
        });
    }

    private void receiver() {
        RunningTask task = task(0, 0, "swapper/0");
        Network network = new Network(task, new SystemCalls(task));
        actors.add(time -> {
            task.cpu().moveTo(time);
            network.receive(1 + task.random(3));
            kernel.memory().forget();
            return (20 + task.random(50)) * MILLISECOND;
        });
    }

    /** A device comes and goes, so that drivers are probed again and again. */
    private void hotplug() {
        RunningTask task = task(1, 77, "kworker/1:2");
        Drivers drivers = new Drivers(task);
        int[] turn = { 0 };
        actors.add(time -> {
            task.run(time, () -> {
                for (int i = 0; i <= task.random(2); i++) {
                    String[] device = DEVICES[turn[0]++ % DEVICES.length];
                    int result = task.random(4) == 0 ? -517 : 0;
                    drivers.probe(device[0], device[1], result);
                }
            });
            return (350 + task.random(300)) * MILLISECOND;
        });
    }

    private void worker(int cpu) {
        RunningTask task = task(cpu, 53 + cpu, "kworker/" + cpu + ":1");
        actors.add(time -> {
            task.run(time, () -> {
                long work = task.object("work" + cpu + task.random(3));
                long function = task.address("vmstat_update");
                kernel.emit(task.event("workqueue", "workqueue_execute_start"), task.cpu(), task.task(), 0, 0,
                        e -> e.set("work", work).set("function", function));
                task.leaf("process_one_work", task.within("worker_thread", 0x240), 0, task.object("worker" + cpu),
                        work);
                kernel.emit(task.event("workqueue", "workqueue_execute_end"), task.cpu(), task.task(), 0, 0,
                        e -> e.set("work", work).set("function", function));
            });
            return (90 + task.random(220)) * MILLISECOND;
        });
    }

    private void tick(int cpu) {
        RunningTask task = task(cpu, 0, "swapper/" + cpu);
        actors.add(time -> {
            task.cpu().moveTo(time);
            long timer = task.object("tick" + cpu);
            kernel.emit(task.event("irq", "irq_handler_entry"), task.cpu(), task.cpu().current(), 9, 0,
                    e -> e.set("irq", 24).set("name", "twd"));
            task.leaf("hrtimer_interrupt", task.within("twd_handler", 0x24), 0, task.object("clockevent" + cpu));
            kernel.emit(task.event("irq", "irq_handler_exit"), task.cpu(), task.cpu().current(), 9, 0,
                    e -> e.set("irq", 24).set("ret", 1));
            kernel.emit(task.event("timer", "timer_expire_entry"), task.cpu(), task.cpu().current(), 16, 0,
                    e -> e.set("timer", timer).set("function", task.address("process_timeout"))
                            .set("now", time / 4_000_000).set("baseclk", time / 4_000_000));
            kernel.emit(task.event("timer", "timer_expire_exit"), task.cpu(), task.cpu().current(), 16, 0,
                    e -> e.set("timer", timer));
            return 10 * MILLISECOND + task.random(2) * 4 * MILLISECOND;
        });
    }

    private void housekeeping(String name, int pid, int cpu, int milliseconds) {
        RunningTask task = task(cpu, pid, name);
        actors.add(time -> {
            task.run(time, () -> task.cpu().spend(4_000 + task.random(20_000)));
            return (milliseconds / 2 + task.random(milliseconds)) * MILLISECOND;
        });
    }
}
