/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the trace options ({@code trace_options}) and what they are at first. */
final class TraceOptions {

    private static final String OLD = "print-parent !sym-offset !sym-addr !verbose !raw !hex !bin !block !stacktrace"
            + " trace_printk !branch annotate !userstacktrace !sym-userobj !printk-msg-only context-info !latency-format"
            + " !sleep-time !graph-time record-cmd overwrite !disable_on_free irq-info markers";
    private static final String NEW = "print-parent !sym-offset !sym-addr !verbose !raw !hex !bin !block !fields"
            + " trace_printk annotate !userstacktrace !sym-userobj !printk-msg-only context-info !latency-format record-cmd"
            + " !record-tgid overwrite !disable_on_free irq-info markers !event-fork !pause-on-trace hash-ptr !stacktrace"
            + " !test_nop_accept !test_nop_refuse";

    private TraceOptions() {
    }

    static Map<String, Boolean> defaults(KernelProfile profile) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        for (String option : (profile.tracefs() ? NEW : OLD).split(" ")) {
            if (option.startsWith("!")) {
                options.put(option.substring(1), false);
            } else {
                options.put(option, true);
            }
        }
        return options;
    }
}
