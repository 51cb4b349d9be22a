/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.symbols.BtfInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;

/**
 * Feeds arbitrary expressions, over arbitrary types (BTF), to their readers. Only {@link DebugInfoException} may come out. The first
 * byte picks the machine and whether a module's types are put behind others, the second one is the length of the query's text.
 */
public final class TypesFuzzer {

    private static final int MOST = 20;
    private static final int SPLIT = 0x80;

    private TypesFuzzer() {
    }

    /** Jazzer's entry point: reads one query and one set of types, and asks for it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int end = Math.min(input.length, 2 + (input[1] & 0xff));
        String query = new String(input, 2, end - 2, StandardCharsets.ISO_8859_1);
        List<SourceExpression> wanted = new ArrayList<>();
        for (String word : SourceExpression.words(query)) {
            try {
                SourceExpression.parse(word).usualName();
                wanted.add(SourceExpression.parse(word));
            } catch (DebugInfoException refused) {
                check(refused);
            }
        }
        byte[] types = Arrays.copyOfRange(input, end, input.length);
        Optional<Btf> btf = (input[0] & SPLIT) == 0 ? Btf.parse(types)
                : Btf.parse(Arrays.copyOfRange(types, types.length / 2, types.length),
                        Arrays.copyOf(types, types.length / 2));
        if (btf.isPresent()) {
            Architecture[] machines = Architecture.values();
            BtfInfo info = new BtfInfo(btf.get(), machines[(input[0] & 0x7f) % machines.length], List.of());
            for (String function : info.functions("*").stream().limit(MOST).toList()) {
                ask(info, function, wanted);
            }
        }
    }

    private static void ask(BtfInfo info, String function, List<SourceExpression> wanted) {
        if (function.isEmpty()) {
            return;
        }
        SourcePlace place = new SourcePlace(function, "", -1, 0, false);
        List<List<SourceExpression>> asked = new ArrayList<>(wanted.stream().map(List::of).toList());
        try {
            info.variablesAt(place);
            asked.add(List.of(SourceExpression.parse("$params")));
            for (String name : info.variables(place)) {
                asked.add(
                        List.of(new SourceExpression("", name, wanted.isEmpty() ? List.of() : wanted.get(0).steps(), "",
                                false, false)));
            }
        } catch (DebugInfoException refused) {
            check(refused);
        }
        for (List<SourceExpression> each : asked) {
            try {
                SourceProbe probe = info.resolve(place, each).get(0);
                probe.definition("");
                info.origins(function, 0, probe.arguments());
            } catch (DebugInfoException refused) {
                check(refused);
            }
        }
    }

    private static void check(DebugInfoException refused) {
        if (refused.getMessage() == null) {
            throw new IllegalStateException("a refusal without words", refused);
        }
    }
}
