/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.decoder.RecordingSummary;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.osgi.util.NLS;

/** What is known of a recording, in words. */
final class FactsText {

    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    private FactsText() {
    }

    /** All that is known, on a line. */
    static String line(RecordingSummary summary) {
        List<String> words = new ArrayList<>();
        String kernel = (summary.kernel().release() + " " + summary.kernel().machine()).strip(); //$NON-NLS-1$
        if (!kernel.isEmpty()) {
            words.add(kernel);
        }
        words.add(cpus(summary));
        if (summary.nanos() != RecordingSummary.UNKNOWN) {
            words.add(duration(summary));
        }
        if (summary.events() != RecordingSummary.UNKNOWN) {
            words.add(events(summary));
        }
        return String.join(", ", words); //$NON-NLS-1$
    }

    static String cpus(RecordingSummary summary) {
        int count = summary.cpus().size();
        return count == 1 ? Messages.Label_cpu : NLS.bind(Messages.Label_cpus, Integer.valueOf(count));
    }

    static String probes(RecordingSummary summary) {
        int count = summary.probes().size();
        return count == 1 ? Messages.Part_probe : NLS.bind(Messages.Part_probes, Integer.valueOf(count));
    }

    static String events(RecordingSummary summary) {
        return summary.events() == 1 ? Messages.Label_event
                : NLS.bind(Messages.Label_events, NumberFormat.getIntegerInstance().format(summary.events()));
    }

    static String duration(RecordingSummary summary) {
        NumberFormat seconds = NumberFormat.getNumberInstance();
        seconds.setMinimumFractionDigits(summary.nanos() < 100_000_000_000L ? 2 : 0);
        seconds.setMaximumFractionDigits(seconds.getMinimumFractionDigits());
        return NLS.bind(Messages.Label_seconds, seconds.format(summary.nanos() / 1e9));
    }

    static String bytes(long bytes) {
        return bytes < MIB
                ? NLS.bind(Messages.Bytes_kib, NumberFormat.getIntegerInstance().format((bytes + KIB - 1) / KIB))
                : NLS.bind(Messages.Bytes_mib, NumberFormat.getIntegerInstance().format((bytes + MIB / 2) / MIB));
    }
}
