/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.ClassRule;
import org.junit.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.kprobestudio.testkit.KernelTruth;

/** The board answers as the kernel did whose verdicts are recorded: what is asked of it can be trusted. */
public class RecordedVerdictsTest {

    private static final int EVERY = 15;

    @ClassRule
    public static final Board BOARD = Board.any();

    @Test
    public void shouldAnswerAsRecordedWhenAskedTheSame() throws IOException, InterruptedException {
        List<JsonObject> recorded = new ArrayList<>();
        List<byte[]> definitions = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(KernelTruth.verdicts(VerdictComparison.kernelOf(BOARD.release())),
                StandardCharsets.UTF_8)) {
            JsonObject object = JsonParser.parseString(text).getAsJsonObject();
            if (line++ % EVERY == 0) {
                recorded.add(object);
                definitions.add(object.get("def").getAsString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        List<Answer> answers = new KernelJudge(BOARD, VerdictComparison.controlOf(BOARD.release())).ask(definitions);

        for (int i = 0; i < answers.size(); i++) {
            JsonObject expected = recorded.get(i);
            Answer answer = answers.get(i);
            Answer was = new Answer(expected.get("errno").getAsInt(), text(expected, "error"),
                    expected.has("caret") ? expected.get("caret").getAsInt() : -1, text(expected, "list"),
                    text(expected, "format"));
            assertEquals(expected.get("def").getAsString(), VerdictComparison.comparable(was),
                    VerdictComparison.comparable(answer));
        }
    }

    private static @Nullable String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }
}
