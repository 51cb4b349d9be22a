/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

/**
 * Faults to order, for tests; each an option of the address. Counts are of operations on files since the connection was
 * made, 0 meaning never.
 *
 * @param slowReads {@code slow=MS}: each read of a file and each piece of a drain takes so many milliseconds more
 * @param shortReads {@code short=BYTES}: a drain gets at most so many bytes at once, cut anywhere
 * @param vanish {@code vanish=N}: after so many operations every path in tracefs is gone, as when somebody unmounts it
 * @param reboot {@code reboot=N}: after so many operations the board boots anew: the link breaks, probes and instances are
 *        gone at the next connection
 * @param dead {@code dead=N}: after so many operations the link is dead
 */
public record Faults(int slowReads, int shortReads, int vanish, int reboot, int dead) {

    /** No faults. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0);

    /** Checks that no count is negative. */
    public Faults {
        if (slowReads < 0 || shortReads < 0 || vanish < 0 || reboot < 0 || dead < 0) {
            throw new IllegalArgumentException(
                    "a fault's count is negative: slow=%d short=%d vanish=%d reboot=%d dead=%d"
                            .formatted(slowReads, shortReads, vanish, reboot, dead));
        }
    }

    /**
     * The faults that an address orders.
     *
     * @throws TargetException when a value is no number from 0 on
     */
    static Faults of(TargetAddress address) throws TargetException {
        return new Faults(number(address, "slow"), number(address, "short"), number(address, "vanish"),
                number(address, "reboot"), number(address, "dead"));
    }

    private static int number(TargetAddress address, String name) throws TargetException {
        String value = address.options().getOrDefault(name, "0");
        if (!value.matches("[0-9]{1,9}")) {
            throw new TargetException("not a number: %s=%s target=%s".formatted(name, value, address));
        }
        return Integer.parseInt(value);
    }
}
