/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** Looks at the programs of a target that is reached through its shell: what the drain and the reading of formats need. */
final class UserlandCheck {

    private static final String TOPIC = "reading the buffer";
    private static final int MOST = 4096;

    /** Each line names something that works. */
    private static final String SCRIPT = """
            LC_ALL=C; export LC_ALL
            [ "$(echo abc | cat)" = abc ] && echo cat
            [ "$(echo abcdef | dd bs=3 count=1 2>/dev/null)" = abc ] && echo dd
            dd if=/dev/null iflag=nonblock bs=1 count=1 >/dev/null 2>&1 && echo nonblock
            m=$( (read -t 0.01 x </dev/null) 2>&1 ); [ -z "$m" ] && echo read
            { timeout 1 cat /dev/null || timeout -t 1 cat /dev/null; } >/dev/null 2>&1 && echo timeout
            sleep 0.01 >/dev/null 2>&1 && echo sleep
            head -q -c 9 /dev/null /dev/null >/dev/null 2>&1 && echo head
            exit 0
            """;

    private UserlandCheck() {
    }

    static List<Finding> examine(Connection connection) throws TargetException {
        if (!connection.address().scheme().equals("ssh")) {
            return List.of(Finding.ok(TOPIC, "direct: no programs are needed"));
        }
        Set<String> works;
        try (TargetProcess process = connection.start(List.of("sh", "-c", SCRIPT))) {
            process.input().close();
            works = Set.copyOf(List.of(
                    new String(process.output().readNBytes(MOST), StandardCharsets.US_ASCII).strip().split("\n")));
            process.await(Duration.ofSeconds(10));
        } catch (IOException failure) {
            throw new LinkException("the link broke: reason=" + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LinkException("examining the target was interrupted", interrupted);
        }
        List<Finding> findings = new ArrayList<>();
        if (!works.contains("cat")) {
            findings.add(Finding.missing(TOPIC, "no cat on the target", "CONFIG_CAT=y in BusyBox"));
        } else if (works.contains("nonblock")) {
            findings.add(Finding.ok(TOPIC, "dd iflag=nonblock"));
        } else if (works.contains("dd")) {
            findings.add(Finding.ok(TOPIC, "dd, counted by the buffer's statistics"));
        } else {
            findings.add(Finding.degraded(TOPIC, "cat only: events arrive when the recording ends",
                    "CONFIG_DD=y in BusyBox"));
        }
        if (!works.contains("read") && !works.contains("sleep")) {
            findings.add(Finding.degraded("waiting", "in whole seconds only: live counts lag behind",
                    "CONFIG_FEATURE_FANCY_SLEEP=y in BusyBox"));
        }
        if (!works.contains("read") && !works.contains("timeout")) {
            findings.add(Finding.degraded("a link that breaks", "noticed on the target only when the system does",
                    "CONFIG_TIMEOUT=y in BusyBox"));
        }
        if (!works.contains("head")) {
            findings.add(Finding.degraded("reading many files", "slow: no head -q -c",
                    "CONFIG_FEATURE_FANCY_HEAD=y in BusyBox"));
        }
        return findings;
    }
}
