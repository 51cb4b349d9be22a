/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.ConnectStep;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.ErrorTexts;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.log.LogEntry.Action;

/** A target whose connections are recorded. */
final class LoggedTarget implements Target {

    private final Target target;
    private final TargetLogs logs;
    private final Consumer<String> complaint;

    LoggedTarget(Target target, TargetLogs logs, Consumer<String> complaint) {
        this.target = target;
        this.logs = logs;
        this.complaint = complaint;
    }

    @Override
    public TargetAddress address() {
        return target.address();
    }

    @Override
    public List<ConnectStep> steps() {
        return target.steps();
    }

    @Override
    public Connection connect(Prompter prompter, Progress progress) throws TargetException {
        Pen pen = new Pen(logs, target.address(), complaint);
        return new LoggedConnection(target.connect(new LoggedPrompter(prompter, pen), progress), pen);
    }

    @Override
    public String renewHostKey(String expected, Prompter prompter, Progress progress) throws TargetException {
        return target.renewHostKey(expected, prompter, progress);
    }

    /** Records what a person agreed to. Secrets pass by. */
    private record LoggedPrompter(Prompter prompter, Pen pen) implements Prompter {

        @Override
        public Optional<char[]> secret(SecretRequest request) {
            return prompter.secret(request);
        }

        @Override
        public boolean confirm(Confirmation confirmation) {
            boolean agreed = prompter.confirm(confirmation);
            if (agreed) {
                pen.note(List.of(pen.entry(Action.CONFIRM, "", confirmation.question(), null)));
            }
            return agreed;
        }
    }

    /** Writes one connection's entries. Thread-safe; never throws. */
    static final class Pen {

        private final TargetLogs logs;
        private final TargetLog log;
        private final String target;
        private final Consumer<String> complaint;
        private final long pid = ProcessHandle.current().pid();
        private boolean complained;
        private long lost;

        Pen(TargetLogs logs, TargetAddress address, Consumer<String> complaint) {
            this.logs = logs;
            this.complaint = complaint;
            log = logs.of(address);
            target = TargetLogs.shown(address);
        }

        /** What was done now, or refused, or is not known. */
        LogEntry entry(Action action, String path, String text, @Nullable TargetException failure) {
            int errno = 0;
            String words = "";
            if (failure instanceof FileException refused) {
                errno = refused.errno();
                words = ErrorTexts.text(errno);
            } else if (failure != null) {
                errno = LogEntry.UNANSWERED;
                words = String.valueOf(failure.getMessage());
            }
            return new LogEntry(Instant.now(), target, logs.user(), logs.program(), pid, action, path, text,
                    text.length(), errno, words);
        }

        /** Writes entries; when that fails, it is said once, and the next entry that can be written says how many are lost. */
        synchronized void note(List<LogEntry> entries) {
            if (entries.isEmpty()) {
                return;
            }
            List<LogEntry> all = new ArrayList<>();
            if (lost > 0) {
                all.add(entry(Action.LOST, "", lost + " entries could not be written", null));
            }
            all.addAll(entries);
            try {
                log.append(all, !complained);
                lost = 0;
            } catch (IOException | SecurityException unwritten) {
                lost += entries.size();
                if (!complained) {
                    complained = true;
                    complaint.accept("what is done to the target is not recorded: file=%s: %s".formatted(log.file(),
                            unwritten.getMessage()));
                }
            }
        }
    }
}
