/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Recorded sequences of writes to {@code kprobe_events}: replacing, adding, deleting, truncating, with events in use.
 * What enables an event is modelled here as far as it decides who is in use.
 */
@RunWith(Parameterized.class)
public class SequencesTest {
    private final String kernel;
    private final ControlFile state = new ControlFile();
    /** {@code INSTANCE GROUP/EVENT}, the instance empty for the top one. */
    private final Set<String> enabled = new TreeSet<>();

    public SequencesTest(String kernel) {
        this.kernel = kernel;
    }

    @Parameters(name = "{0}")
    public static List<String> kernels() {
        return KernelTruth.names("sequences").stream().filter(name -> !name.endsWith("-hits")).toList();
    }

    @Test
    public void shouldKeepTheSameListWhenGivenTheSameWrites() throws IOException {
        Description description = Kernels.recorded(kernel);
        Judge judge = new Judge(Dialect.of(description), description);
        state.busyWhen(
                probe -> enabled.stream().anyMatch(name -> name.endsWith(" " + probe.group() + "/" + probe.event())));
        Path folder = KernelTruth.sequences(kernel);
        List<String> operations = Files.readAllLines(folder.resolve(kernel + ".ops"), StandardCharsets.ISO_8859_1);
        List<String> answers = Files.readAllLines(folder.resolve(kernel + ".out"), StandardCharsets.ISO_8859_1);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < operations.size(); i++) {
            String[] words = operations.get(i).split("\t", -1);
            String path = words.length < 2 ? "" : words[1];
            String text = words.length < 3 ? "" : unescaped(words[2]);
            String answer = answers.get(i);
            if (!path.equals("kprobe_events")) {
                elsewhere(words[0], path, text, answer.contains("\"errno\":0"));
                continue;
            }
            compared++;
            String ours = words[0].equals("read") ? "{\"errno\":0,\"text\":\"" + escaped(state.list()) + "\"}"
                    : "{\"errno\":" + write(judge, words[0].equals("write"), text) + "}";
            if (!ours.equals(answer)) {
                differences.add((i + 1) + ": " + operations.get(i) + " kernel=" + answer + " ours=" + ours);
            }
        }
        assertTrue("compared=" + compared, compared > 1000);
        assertEquals(List.of(), differences.subList(0, Math.min(5, differences.size())));
    }

    private int write(Judge judge, boolean truncate, String text) {
        if (truncate) {
            Errno errno = state.clear();
            if (errno != Errno.OK) {
                return errno.number();
            }
        }
        List<Verdict> verdicts = judge.write(text.getBytes(StandardCharsets.ISO_8859_1), state);
        return verdicts.isEmpty() ? 0 : verdicts.get(verdicts.size() - 1).errno();
    }

    /** What is in use changes by enabling; the kernel's own answer says whether that worked. */
    private void elsewhere(String operation, String path, String text, boolean worked) {
        switch (operation) {
        case "reset" -> {
            enabled.clear();
            state.clear();
        }
        case "rmdir" -> {
            if (worked) {
                enabled.removeIf(name -> name.startsWith("x "));
            }
        }
        default -> {
            if (worked && (operation.equals("append") || operation.equals("write"))) {
                enable(path, text.trim());
            }
        }
        }
    }

    private void enable(String path, String text) {
        String top = path.startsWith("instances/x/") ? "x" : "";
        String rest = path.replace("instances/x/", "");
        if (rest.equals("set_event")) {
            boolean off = text.startsWith("!");
            String[] name = text.substring(off ? 1 : 0).split(":");
            switchAll(top, name.length > 1 ? name[0] : "", name[name.length - 1].replace("*", ""), !off);
        } else if (rest.startsWith("events/") && rest.endsWith("enable")) {
            String[] name = rest.split("/");
            switchAll(top, name.length > 2 ? name[1] : "", name.length > 3 ? name[2] : "", text.equals("1"));
        }
    }

    private void switchAll(String top, String group, String event, boolean on) {
        for (ControlFile.Probe probe : state.probes()) {
            if ((group.isEmpty() || probe.group().equals(group)) && (event.isEmpty() || probe.event().equals(event))) {
                String name = top + " " + probe.group() + "/" + probe.event();
                if (on) {
                    enabled.add(name);
                } else {
                    enabled.remove(name);
                }
            }
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
