/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.ApplyReport.Outcome;
import io.kprobestudio.registry.ApplyReport.Result;
import io.kprobestudio.registry.Journal;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.Plan;
import io.kprobestudio.registry.PlanStep;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.WriteOutcome;
import io.kprobestudio.tracefs.ErrorLogEntry;
import io.kprobestudio.tracefs.TraceInstance;
import io.kprobestudio.tracefs.Tracefs;

/** Carries out one plan. For one thread; used once. */
public final class Applying {

    private static final int EBUSY = 16;
    private static final int ENOENT = 2;

    private final Tracefs tracefs;
    private final String controlFile;
    private final TraceInstance instance;
    private final Journal journal;
    private final String boot;
    private final String session;
    private final boolean allowDangerous;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, @Nullable JudgedProbe> byLine = new HashMap<>();
    private final Set<ProbeKey> failed = new HashSet<>();

    /**
     * Makes it.
     *
     * @param tracefs the target's tracefs
     * @param controlFile the file that definitions are written to
     * @param instance the instance in which events are switched; exists by now
     * @param journal is written before the target is
     * @param boot the target's boot as the journal names it
     * @param session the session as the journal names it
     * @param allowDangerous whether the user confirmed the dangers
     */
    public Applying(Tracefs tracefs, String controlFile, TraceInstance instance, Journal journal, String boot,
            String session, boolean allowDangerous) {
        this.tracefs = tracefs;
        this.controlFile = controlFile;
        this.instance = instance;
        this.journal = journal;
        this.boot = boot;
        this.session = session;
        this.allowDangerous = allowDangerous;
    }

    /**
     * Writes what the plan says.
     *
     * @throws TargetException when the link failed or the journal cannot be written; what was done until then stays, and
     *         the journal knows it
     */
    public ApplyReport apply(Plan plan, Progress progress) throws TargetException {
        plan.judged().forEach(probe -> byLine.put(probe.line(), probe));
        plan.refusals().forEach(refusal -> outcomes
                .add(new Outcome(refusal.probe().desired().definition(), Result.REFUSED, refusal.reason())));
        plan.unchanged().forEach(key -> outcomes.add(new Outcome(key.toString(), Result.UNCHANGED, "")));
        Set<ProbeKey> replaced = new HashSet<>();
        List<PlanStep.Add> additions = new ArrayList<>();
        for (PlanStep.Add add : steps(plan, PlanStep.Add.class)) {
            @Nullable
            JudgedProbe probe = byLine.get(add.line());
            if (probe != null && !probe.dangers().isEmpty() && !allowDangerous) {
                failed.add(add.key());
                outcomes.add(new Outcome(probe.desired().definition(), Result.REFUSED,
                        probe.dangers().get(0).message() + " (dangerous: needs your confirmation)"));
            } else {
                additions.add(add);
            }
        }
        for (PlanStep.Add add : additions) {
            if (!add.replaces().isEmpty() && !failed.contains(add.key()) && replaced.add(add.key())) {
                tryUnderSpareName(add);
            }
        }
        progress.report("switching events off");
        disable(steps(plan, PlanStep.Disable.class));
        progress.report("removing probes");
        remove(steps(plan, PlanStep.Remove.class), replaced);
        progress.report("adding probes");
        add(additions);
        filter(steps(plan, PlanStep.Filter.class));
        progress.report("switching events on");
        enable(steps(plan, PlanStep.Enable.class));
        return new ApplyReport(outcomes, false);
    }

    private static <T extends PlanStep> List<T> steps(Plan plan, Class<T> kind) {
        return plan.steps().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Asks the kernel for a probe before the one that it replaces is given up: its name alone differs. */
    private void tryUnderSpareName(PlanStep.Add add) throws TargetException {
        ProbeKey spare = new ProbeKey(add.key().group(), spareName(add.key().event()));
        String line = GroupedDefinition.renamed(add.line(), spare);
        note(List.of(entry(Journal.Operation.ADD, spare.toString(), line, line)));
        try {
            tracefs.append(controlFile, line + "\n");
        } catch (FileException refused) {
            note(List.of(entry(Journal.Operation.DENIED, spare.toString(), line, "")));
            failed.add(add.key());
            outcomes.add(new Outcome(subject(add), Result.FAILED, words(refused, line) + "; the old probe stays"));
            return;
        }
        tracefs.append(controlFile, "-:" + spare + "\n");
        note(List.of(entry(Journal.Operation.REMOVED, spare.toString(), "", "")));
    }

    private static String spareName(String event) {
        String tail = "_kpsnew";
        return event.substring(0, Math.min(event.length(), 60 - tail.length())) + tail;
    }

    private void disable(List<PlanStep.Disable> steps) throws TargetException {
        List<FileWrite> writes = new ArrayList<>();
        List<PlanStep.Disable> tried = steps.stream().filter(step -> !failed.contains(step.key())).toList();
        for (PlanStep.Disable step : tried) {
            writes.add(FileWrite.set(file(step.key(), "enable"), "0"));
        }
        List<WriteOutcome> written = tracefs.connection().writeAll(writes, false);
        for (int i = 0; i < written.size(); i++) {
            ProbeKey key = tried.get(i).key();
            @Nullable
            FileException refused = written.get(i).failure();
            if (refused == null || refused.errno() == ENOENT) {
                outcomes.add(new Outcome(key.toString(), Result.DISABLED, ""));
            } else {
                fail(key, refused.getMessage());
            }
        }
    }

    private void remove(List<PlanStep.Remove> steps, Set<ProbeKey> replaced) throws TargetException {
        List<PlanStep.Remove> tried = steps.stream().filter(step -> !failed.contains(step.key())).toList();
        List<FileWrite> writes = new ArrayList<>();
        for (PlanStep.Remove step : tried) {
            writes.add(FileWrite.append(tracefs.path(controlFile), step.line() + "\n"));
        }
        List<Journal.Entry> gone = new ArrayList<>();
        List<WriteOutcome> written = tracefs.connection().writeAll(writes, false);
        for (int i = 0; i < written.size(); i++) {
            ProbeKey key = tried.get(i).key();
            @Nullable
            FileException refused = written.get(i).failure();
            if (refused == null || refused.errno() == ENOENT && isGone(key)) {
                gone.add(entry(Journal.Operation.REMOVED, key.toString(), "", ""));
                if (!replaced.contains(key)) {
                    outcomes.add(new Outcome(key.toString(), Result.REMOVED, ""));
                }
            } else if (refused.errno() == EBUSY) {
                failed.add(key);
                outcomes.add(new Outcome(key.toString(), Result.HELD,
                        "another tracing instance or perf holds the event, so that it cannot be removed (EBUSY)"));
            } else {
                fail(key, refused.getMessage());
            }
        }
        note(gone);
    }

    /** ENOENT is what the kernel says of an event that it does not have, and of a control file that is not there either. */
    private boolean isGone(ProbeKey key) throws TargetException {
        try {
            return tracefs.list(controlFile).stream()
                    .noneMatch(entry -> entry.group().equals(key.group()) && entry.event().equals(key.event()));
        } catch (FileException unreadable) {
            return false;
        }
    }

    private void add(List<PlanStep.Add> additions) throws TargetException {
        List<PlanStep.Add> tried = new ArrayList<>();
        for (PlanStep.Add add : additions) {
            if (failed.contains(add.key())) {
                outcomes.add(new Outcome(subject(add), Result.NOT_TRIED, "event=" + add.key()));
            } else {
                tried.add(add);
            }
        }
        note(tried.stream().map(add -> entry(Journal.Operation.ADD, add.key().toString(), add.line(), subject(add)))
                .toList());
        List<WriteOutcome> written = tracefs.connection().writeAll(tried.stream()
                .map(add -> FileWrite.append(tracefs.path(controlFile), add.line() + "\n")).toList(), false);
        Map<PlanStep.Add, FileException> refusals = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            PlanStep.Add add = tried.get(i);
            @Nullable
            FileException refused = written.get(i).failure();
            if (refused == null) {
                outcomes.add(new Outcome(subject(add), add.replaces().isEmpty() ? Result.ADDED : Result.REPLACED,
                        add.replaces().isEmpty() ? "" : "its hits begin anew"));
            } else {
                refusals.put(add, refused);
            }
        }
        note(refusals.keySet().stream()
                .map(add -> entry(Journal.Operation.DENIED, add.key().toString(), add.line(), "")).toList());
        for (Map.Entry<PlanStep.Add, FileException> refusal : refusals.entrySet()) {
            PlanStep.Add add = refusal.getKey();
            if (failed.add(add.key()) && !add.replaces().isEmpty() && putBack(add)) {
                outcomes.add(new Outcome(subject(add), Result.PUT_BACK,
                        words(refusal.getValue(), add.line()) + "; the old probe is back, its hits begin anew"));
            } else {
                outcomes.add(new Outcome(subject(add), Result.FAILED, words(refusal.getValue(), add.line())));
            }
        }
    }

    private boolean putBack(PlanStep.Add add) throws TargetException {
        boolean back = true;
        for (String old : add.replaces()) {
            String line = old.indexOf(add.key().toString()) < 0 ? GroupedDefinition.renamed(old, add.key()) : old;
            note(List.of(entry(Journal.Operation.ADD, add.key().toString(), line, old)));
            try {
                tracefs.append(controlFile, line + "\n");
            } catch (FileException lost) {
                note(List.of(entry(Journal.Operation.DENIED, add.key().toString(), line, "")));
                back = false;
            }
        }
        return back;
    }

    private void filter(List<PlanStep.Filter> steps) throws TargetException {
        List<PlanStep.Filter> tried = steps.stream().filter(step -> !failed.contains(step.key())).toList();
        List<WriteOutcome> written = tracefs.connection().writeAll(tried.stream().map(step -> FileWrite
                .set(file(step.key(), "filter"), step.filter().isEmpty() ? "0" : step.filter())).toList(), false);
        for (int i = 0; i < written.size(); i++) {
            PlanStep.Filter step = tried.get(i);
            @Nullable
            FileException refused = written.get(i).failure();
            if (refused == null) {
                outcomes.add(new Outcome(step.key().toString(), Result.FILTERED, step.filter()));
            } else {
                fail(step.key(), "filter %s: %s".formatted(step.filter(),
                        complaint(step.key(), refused).replace('\n', ' ')));
            }
        }
    }

    /** The kernel leaves its complaint where the filter would stand, and keeps no filter. */
    private String complaint(ProbeKey key, FileException refused) throws TargetException {
        try {
            String shown = instance.filter(key.toString());
            instance.setFilter(key.toString(), "0");
            return shown;
        } catch (FileException unreadable) {
            return String.valueOf(refused.getMessage());
        }
    }

    private void enable(List<PlanStep.Enable> steps) throws TargetException {
        List<PlanStep.Enable> tried = new ArrayList<>();
        for (PlanStep.Enable step : steps) {
            if (failed.contains(step.key())) {
                outcomes.add(new Outcome(step.key().toString(), Result.NOT_TRIED, "not switched on"));
            } else {
                tried.add(step);
            }
        }
        note(tried.stream().map(step -> entry(Journal.Operation.ENABLE, step.key().toString(), "", "")).toList());
        List<WriteOutcome> written = tracefs.connection()
                .writeAll(tried.stream().map(step -> FileWrite.set(file(step.key(), "enable"), "1")).toList(), false);
        for (int i = 0; i < written.size(); i++) {
            ProbeKey key = tried.get(i).key();
            @Nullable
            FileException refused = written.get(i).failure();
            if (refused == null) {
                outcomes.add(new Outcome(key.toString(), Result.ENABLED, ""));
            } else {
                fail(key, refused.getMessage());
            }
        }
    }

    private String file(ProbeKey key, String name) {
        return tracefs.path(instance.file("events/" + key + "/" + name));
    }

    private void fail(ProbeKey key, @Nullable String message) {
        failed.add(key);
        outcomes.add(new Outcome(key.toString(), Result.FAILED, String.valueOf(message)));
    }

    private String subject(PlanStep.Add add) {
        @Nullable
        JudgedProbe probe = byLine.get(add.line());
        return probe == null ? add.line() : probe.desired().definition();
    }

    /** The kernel's words on a refused line, from its error log where it has one. */
    private String words(FileException refused, String line) throws TargetException {
        String command = String.join(" ", line.strip().split("\\s+"));
        List<ErrorLogEntry> log = tracefs.errorLog();
        for (int i = log.size() - 1; i >= 0; i--) {
            if (log.get(i).command().equals(command)) {
                return log.get(i).words() + " (column=" + log.get(i).caret() + " of " + command + ", errno="
                        + refused.errno() + ")";
            }
        }
        return String.valueOf(refused.getMessage());
    }

    private Journal.Entry entry(Journal.Operation operation, String subject, String line, String definition) {
        return new Journal.Entry(Instant.now(), boot, session, operation, subject, line, definition);
    }

    private void note(List<Journal.Entry> entries) throws TargetException {
        try {
            journal.append(entries);
        } catch (IOException unwritten) {
            throw new TargetException("the journal cannot be written, so that nothing more is written to the target: "
                    + unwritten.getMessage(), unwritten);
        }
    }
}
