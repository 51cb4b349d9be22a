/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.ConnectStep;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.DoctorLine;
import io.kprobestudio.ui.session.DoctorLine.Grade;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Goes the way to a target once: connects it as a session does, looks whether it is ready, and lets it go. Each step is a
 * line, and so is the first one that fails, with what mends it.
 */
public final class TargetTrial {

    private final Target target;
    private final Consumer<DoctorLine> lines;
    private final List<ConnectStep> ahead;

    /**
     * Makes a trial.
     *
     * @param lines gets each line as it is known, on the thread of the trial or one of the target's
     */
    public TargetTrial(Target target, Consumer<DoctorLine> lines) {
        this.target = target;
        this.lines = lines;
        ahead = Collections.synchronizedList(new ArrayList<>(target.steps()));
    }

    /**
     * Tries. What the target refuses is a line.
     *
     * @throws CancelledException when the user cancels
     */
    public void run(Prompter prompter, Progress progress) throws CancelledException {
        try (Connection connection = target.connect(prompter, watching(progress))) {
            if (target.steps().isEmpty()) {
                lines.accept(new DoctorLine(Grade.OK, subject(null), connection.description(), "")); //$NON-NLS-1$
            }
            ahead.clear();
            TargetReader.doctor(connection, progress).forEach(lines);
        } catch (CancelledException cancelled) {
            throw cancelled;
        } catch (TargetException failed) {
            ConnectStep step = ahead.isEmpty() ? null : ahead.get(0);
            lines.accept(new DoctorLine(Grade.MISSING, subject(step), String.valueOf(failed.getMessage()),
                    remedy(step)));
        }
    }

    private Progress watching(Progress progress) {
        return new Progress() {

            @Override
            public void report(String step) {
                progress.report(step);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }

            @Override
            public void reached(ConnectStep step, String found) {
                ahead.remove(step);
                lines.accept(new DoctorLine(Grade.OK, subject(step), found, "")); //$NON-NLS-1$
            }
        };
    }

    private static String subject(@Nullable ConnectStep step) {
        return step == null ? Messages.Step_connection : switch (step) {
        case NAME -> Messages.Step_name;
        case PORT -> Messages.Step_port;
        case HOST_KEY -> Messages.Step_hostKey;
        case LOGIN -> Messages.Step_login;
        case RIGHTS -> Messages.Step_rights;
        };
    }

    private static String remedy(@Nullable ConnectStep step) {
        return step == null ? "" : switch (step) { //$NON-NLS-1$
        case NAME -> Messages.Step_nameRemedy;
        case PORT -> Messages.Step_portRemedy;
        case HOST_KEY -> Messages.Step_hostKeyRemedy;
        case LOGIN -> Messages.Step_loginRemedy;
        case RIGHTS -> Messages.Step_rightsRemedy;
        };
    }
}
