/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.recording.HitRow;
import io.kprobestudio.recording.RecordingResult;
import io.kprobestudio.target.TargetException;

/** Prints what recordings brought: the hit table, and what was lost, saved and left behind. */
final class HitTable {

    private final Console console;
    private final boolean json;

    HitTable(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /**
     * Prints it; of several targets in one table whose first column names the target.
     *
     * @return the exit code
     * @throws TargetException why the only recording did not end in good order; of several each is told
     */
    int print(List<TargetRecordings.Outcome> outcomes) throws IOException, TargetException {
        boolean several = outcomes.size() > 1;
        Optional<TargetException> only = several ? Optional.empty() : outcomes.get(0).failure();
        if (only.isPresent()) {
            throw only.get();
        }
        console.print(json ? json(outcomes, several) : table(outcomes, several));
        console.out().flush();
        boolean good = true;
        for (TargetRecordings.Outcome outcome : outcomes) {
            String of = several ? outcome.name() + ": " : "";
            outcome.failure().ifPresent(failure -> console.message("kprobes record: " + of + failure.getMessage()));
            outcome.result().ifPresent(result -> tell(of, result));
            good &= outcome.result().isPresent() && outcome.result().get().leftBehind().isEmpty();
        }
        return good ? Kprobes.DONE : Kprobes.REFUSED;
    }

    private void tell(String of, RecordingResult result) {
        if (!result.losses().isComplete()) {
            console.message(of + "lost: " + result.losses().text());
        }
        if (result.rows().stream().anyMatch(HitRow::estimated)) {
            console.message(
                    of + "events were lost while filters were set: filtered and lost are told apart by estimate");
        }
        if (result.late() > 0) {
            console.message(of
                    + "late: hits=%d were counted while their events were switched off, and recorded nowhere: returns of"
                            .formatted(result.late())
                    + " functions that were under way; the buffers lost nothing");
        }
        result.output().ifPresent(place -> console.message(of + "saved: " + place));
        result.leftBehind().forEach(problem -> console.message(of + problem));
    }

    private static List<HitRow> rows(TargetRecordings.Outcome outcome) {
        return outcome.result().map(RecordingResult::rows).orElse(List.of());
    }

    private static String table(List<TargetRecordings.Outcome> outcomes, boolean several) {
        int width = Math.max("target".length(),
                outcomes.stream().mapToInt(outcome -> outcome.name().length()).max().orElse(0));
        String heading = "%-" + width + "s  ";
        Table table = new Table(false, (several ? heading.formatted("target") : "") + "group/event", "hits", "decoded",
                "filtered", "lost", "misses");
        for (TargetRecordings.Outcome outcome : outcomes) {
            String of = several ? heading.formatted(outcome.name()) : "";
            for (HitRow row : rows(outcome)) {
                table.row(of + row.event(), count(row.hits()), count(row.decoded()), count(row.filtered()),
                        count(row.lost()), count(row.misses()));
            }
        }
        return table.text();
    }

    private static String count(long count) {
        return count == HitRow.UNKNOWN ? "-" : Long.toString(count);
    }

    private static String json(List<TargetRecordings.Outcome> outcomes, boolean several) {
        StringBuilder text = new StringBuilder();
        for (TargetRecordings.Outcome outcome : outcomes) {
            for (HitRow row : rows(outcome)) {
                Json json = new Json().open();
                if (several) {
                    json.field("target", outcome.name());
                }
                json.field("group", row.event().group()).field("event", row.event().event());
                if (row.hits() != HitRow.UNKNOWN) {
                    json.field("hits", row.hits());
                }
                json.field("decoded", row.decoded()).field("filtered", row.filtered()).field("lost", row.lost());
                if (row.misses() != HitRow.UNKNOWN) {
                    json.field("misses", row.misses());
                }
                if (row.estimated()) {
                    json.key("estimated").value(true);
                }
                text.append(json.close().line());
            }
        }
        return text.toString();
    }
}
