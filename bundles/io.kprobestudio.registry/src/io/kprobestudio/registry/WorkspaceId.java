/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose probes are whose: eight hex digits that a workspace (in the shell: a user) keeps. Group and tracing instance are
 * called {@code kps_ID}. {@code kps_} with another id belongs to another person.
 *
 * @param digits eight lower-case hex digits
 */
public record WorkspaceId(String digits) {

    /** What the names of groups and instances made by the suite begin with. */
    public static final String PREFIX = "kps_";

    /** Checks the digits. */
    public WorkspaceId {
        if (!digits.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("a workspace's id has eight hex digits: id=" + digits);
        }
    }

    /** A new id. */
    public static WorkspaceId random() {
        return new WorkspaceId("%08x".formatted(new SecureRandom().nextInt()));
    }

    /** The group of definitions that name none, and the tracing instance: {@code kps_0a1b2c3d}. */
    public String name() {
        return PREFIX + digits;
    }

    /** The instance of a recording that runs while {@link #name} holds probes that stay. */
    public String recordingName() {
        return name() + "_rec";
    }

    /** The instance in which the clock is read of a recording in an instance of ours. */
    public static String clockName(String instance) {
        return instance + "_clk";
    }

    /** The instance beside one of ours in which the events are that alone are followed by stacks. */
    public static String stacksName(String instance) {
        return instance + "_stk";
    }

    /** All instances that are made with this id. */
    public List<String> instanceNames() {
        return Stream.of(name(), recordingName())
                .flatMap(name -> Stream.of(name, clockName(name), stacksName(name))).toList();
    }

    /** Whether a group or an instance of that name was made with this id. */
    public boolean owns(String groupOrInstance) {
        return instanceNames().contains(groupOrInstance);
    }

    /** {@link #name}. */
    @Override
    public String toString() {
        return name();
    }
}
