/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.BuildIds;
import io.kprobestudio.tracefs.Tracefs;
import io.kprobestudio.tracefs.doctor.Doctor;
import io.kprobestudio.ui.session.DoctorLine;
import io.kprobestudio.ui.session.DoctorLine.Grade;
import io.kprobestudio.ui.session.TargetFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;

/** Reads what the targets view shows of a target. */
final class TargetReader {

    private TargetReader() {
    }

    /** The facts of a described target. */
    static TargetFacts read(Tracefs tracefs, Judge judge) throws TargetException {
        Description description = judge.description();
        Connection connection = tracefs.connection();
        int symbols = description.symbols().size();
        String privileges = NLS.bind(
                description.symbols().addressesKnown() ? Messages.Facts_addresses : Messages.Facts_noAddresses,
                String.format(Locale.getDefault(), "%,d", Integer.valueOf(symbols))); //$NON-NLS-1$
        return new TargetFacts(release(description, judge),
                judge.dialect().architecture().name().toLowerCase(Locale.ROOT),
                connection.description(), NLS.bind(Messages.Facts_tracefs, tracefs.root()), privileges,
                supports(tracefs, judge), symbols, BuildIds.ofKernel(connection).orElse("")); //$NON-NLS-1$
    }

    /** The third word of {@code uname -a}. */
    private static String release(Description description, Judge judge) {
        String[] words = description.uname().orElse("").split(" "); //$NON-NLS-1$ //$NON-NLS-2$
        return words.length > 2 ? words[2] : judge.dialect().version().toString();
    }

    private static List<String> supports(Tracefs tracefs, Judge judge) throws TargetException {
        List<String> words = new ArrayList<>();
        words.add(Messages.Supports_kprobes);
        if (tracefs.hasInstances()) {
            words.add(Messages.Supports_instances);
        }
        supports(judge, Feature.ERROR_LOG, Messages.Supports_errorLog, words);
        supports(judge, Feature.USER_MEMORY, Messages.Supports_userMemory, words);
        supports(judge, Feature.ARRAYS, Messages.Supports_arrays, words);
        supports(judge, Feature.APPEND, Messages.Supports_append, words);
        supports(judge, Feature.EVENT_PROBES, Messages.Supports_eventProbes, words);
        supports(judge, Feature.FUNCTION_PROBES, Messages.Supports_functionProbes, words);
        supports(judge, Feature.BTF_ARGUMENTS, Messages.Supports_btf, words);
        return words;
    }

    private static void supports(Judge judge, Feature feature, String words, List<String> list) {
        if (judge.dialect().has(feature)) {
            list.add(words);
        }
    }

    /** Whether the target is ready. */
    static List<DoctorLine> doctor(Connection connection, Progress progress) throws TargetException {
        return Doctor.examine(connection, progress).stream().map(found -> new DoctorLine(switch (found.state()) {
        case OK -> Grade.OK;
        case DEGRADED -> Grade.DEGRADED;
        case MISSING -> Grade.MISSING;
        }, found.topic(), found.text(), found.remedy())).toList();
    }
}
