/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;

/**
 * The records of all targets, and who writes them.
 *
 * @param folder where they are kept; made when something is recorded
 * @param user the user of this machine
 * @param program what this process is, such as {@code kprobes record}
 */
public record TargetLogs(Path folder, String user, String program) {

    /** Longer names are cut, and told apart by a number made of them. */
    private static final int MOST_NAME = 120;

    /** The records that this process writes, for its user. */
    public static TargetLogs ofProcess(Path folder, String program) {
        return new TargetLogs(folder, String.valueOf(System.getProperty("user.name")), program);
    }

    /**
     * Makes a target whose connections are recorded. What cannot be recorded is done all the same.
     *
     * @param target the target
     * @param complaint told once a connection, in words, when the record cannot be written; called on the thread that works
     *        with the target
     */
    public Target logging(Target target, Consumer<String> complaint) {
        return new LoggedTarget(target, this, complaint);
    }

    /** The record of a target. What an address says of how the target is reached makes no difference. */
    public TargetLog of(TargetAddress address) {
        return new TargetLog(folder, fileName(address), TargetLog.LIMIT);
    }

    /** An address without a password, where somebody wrote one into it. */
    static String shown(TargetAddress address) {
        return new TargetAddress(address.scheme(), withoutPassword(address.name()), address.options()).toString();
    }

    private static String withoutPassword(String name) {
        int at = name.lastIndexOf('@');
        int colon = name.indexOf(':');
        return colon >= 0 && colon < at ? name.substring(0, colon) + ":..." + name.substring(at) : name;
    }

    /** A name that every file system takes. */
    static String fileName(TargetAddress address) {
        StringBuilder name = new StringBuilder(address.scheme()).append('-');
        for (byte b : withoutPassword(address.name()).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || "@._-".indexOf(c) >= 0;
            name.append(plain ? String.valueOf(c) : "%%%02x".formatted((int) c));
        }
        return name.length() <= MOST_NAME ? name.toString()
                : name.substring(0, MOST_NAME) + "%%%08x".formatted(name.toString().hashCode());
    }
}
