/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.kprobestudio.testkit.KernelTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** The recorded sequences under other names: what the kernels answered must not depend on these. */
public class PermutedSequencesTest {

    private static final Map<String, String> EVENTS = Map.of("a", "some_longer_name", "b", "a", "c", "zz9", "d", "b");
    private static final Map<String, String> SYMBOLS = Map.of("nosuch_fn", "no_function", "nomod:fn", "nowhere:thing",
            "dummy:dummy_xmit", "loop:lo_open", "nomod_fn", "nowhere_thing", "dummy_dummy_xmit", "loop_lo_open");
    /** An event's name: behind the kind and colon of a definition or a group, or a line of its own, or a folder. */
    private static final Pattern EVENT = Pattern
            .compile(
                    "(?<=[pr-][0-9]{0,2}:|kprobes/|g1/|kprobes:|g1:|name: |\\\\n  |\"  |^  )([abcd])(?![A-Za-z0-9_=])");
    private static final Pattern SYMBOL = Pattern
            .compile("(?<![A-Za-z0-9])(nosuch_fn|nomod:fn|dummy:dummy_xmit|nomod_fn|dummy_dummy_xmit)(?![A-Za-z0-9_])");
    private static final Pattern PROFILE = Pattern.compile("  (\\S+) +(\\d+) +(\\d+)\\\\n");

    private static String replace(Pattern pattern, Map<String, String> names, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(names.getOrDefault(found.group(1), "?")));
    }

    /** A name that the kernel made of a symbol. */
    private static String symbols(String text) {
        String made = text.replaceAll("(?<![A-Za-z0-9])([pr])_nomod_fn_", "$1_nowhere_thing_")
                .replaceAll("(?<![A-Za-z0-9])([pr])_dummy_dummy_xmit_", "$1_loop_lo_open_");
        return replace(SYMBOL, SYMBOLS, made);
    }

    static String operation(String line) {
        return symbols(replace(EVENT, EVENTS, line));
    }

    /** The recorded answer to an operation, under the other names. */
    static String answer(String operation, String answer) {
        if (operation.startsWith("names")) {
            return lines(answer, false);
        }
        if (operation.startsWith("list")) {
            return lines(answer, true);
        }
        String text = operation(answer);
        return PROFILE.matcher(text)
                .replaceAll(found -> "  %-44s %15s %15s\\\\n".formatted(found.group(1), found.group(2),
                        found.group(3)));
    }

    private static String lines(String answer, boolean sorted) {
        int begin = answer.indexOf("\"text\":\"");
        if (begin < 0 || answer.endsWith(":\"\"}")) {
            return answer;
        }
        String text = answer.substring(begin + 8, answer.length() - 2);
        List<String> names = new ArrayList<>();
        for (String name : text.split("\\\\n")) {
            names.add(symbols(EVENTS.getOrDefault(name, name)));
        }
        String[] array = names.toArray(String[]::new);
        if (sorted) {
            Arrays.sort(array);
        }
        return answer.substring(0, begin + 8) + String.join("\\n", array) + "\\n\"}";
    }

    @Test
    public void shouldGiveThePermutedAnswersWhenNamesArePermuted() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String name : KernelTruth.names("sequences")) {
            wrong.addAll(SequenceRun.of(name, PermutedSequencesTest::operation, PermutedSequencesTest::answer, false)
                    .differences());
        }
        assertEquals(String.join("\n", wrong.subList(0, Math.min(8, wrong.size()))), 0, wrong.size());
    }

    @Test
    public void shouldChangeNamesAndNothingElseWhenALineIsPermuted() {
        assertEquals("append\tkprobe_events\tp:g1/some_longer_name loop:lo_open+4 b=%r0:b4@2/32 d=+0(%sp):u32\\n",
                operation("append\tkprobe_events\tp:g1/a dummy:dummy_xmit+4 b=%r0:b4@2/32 d=+0(%sp):u32\\n"));
        assertEquals("append\tset_event\t!kprobes:zz9\\n", operation("append\tset_event\t!kprobes:c\\n"));
        assertEquals("read\tevents/g1/b/filter", operation("read\tevents/g1/d/filter"));
        assertNotEquals("-:a", operation("append\tkprobe_events\t-:b\\n"));
        assertEquals("{\"errno\":0,\"text\":\"  %-44s %15d %15d\\n\"}".formatted("some_longer_name", 3, 0),
                answer("read\tkprobe_profile", "{\"errno\":0,\"text\":\"  %-44s %15d %15d\\n\"}".formatted("a", 3, 0)));
    }
}
