/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import java.nio.charset.StandardCharsets;

/** Devices meet drivers. */
final class Drivers {

    private final RunningTask task;

    Drivers(RunningTask task) {
        this.task = task;
    }

    /** A driver is tried on a device, with that result: 0, or a negative error number. */
    void probe(String device, String driver, int result) {
        long deviceAt = task.object("device" + device);
        long driverAt = task.object("driver" + driver);
        int nameOffset = task.profile().version().atLeast(5, 0) ? 0 : 8;
        lend(deviceAt + nameOffset, device);
        lend(driverAt, driver);
        String outer = task.has("__driver_probe_device") ? "__driver_probe_device" : "driver_probe_device";
        task.call("device_attach", task.within("bus_probe_device", 0x30), () -> task.call("driver_probe_device",
                task.within("__device_attach_driver", 0x84), () -> {
                    Runnable inner = () -> task.call("really_probe", task.within(outer, 0x80),
                            () -> task.leaf(device.contains("-00") ? "i2c_device_probe" : platform(),
                                    task.within("really_probe", 0xe4), result, deviceAt),
                            deviceAt, driverAt);
                    if (outer.equals("driver_probe_device")) {
                        inner.run();
                    } else {
                        task.call(outer, task.within("driver_probe_device", 0x40), () -> {
                            inner.run();
                            return result;
                        }, driverAt, deviceAt);
                    }
                    return result;
                }, driverAt, deviceAt), deviceAt);
        task.memory().forget();
    }

    private String platform() {
        return task.has("platform_probe") ? "platform_probe" : "platform_drv_probe";
    }

    /** Puts a name somewhere, and a pointer to it. */
    private void lend(long at, String name) {
        long text = task.object("text " + name);
        task.memory().lend(at, text);
        task.memory().lend(text, (name + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }
}
