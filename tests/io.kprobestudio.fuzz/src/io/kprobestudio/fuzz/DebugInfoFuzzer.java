/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.fuzz;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe.Argument;

/** Feeds arbitrary bytes to the reader of ELF and DWARF. Only {@link DebugInfoException} may come out. */
public final class DebugInfoFuzzer {

    private static final Path NAME = Path.of("fuzzed");
    private static final int MOST = 40;

    private DebugInfoFuzzer() {
    }

    /** What probes fetch, of the machines that the seeds are for. */
    private static final List<Argument> FETCHED = Stream
            .of("%r0", "+8(%r0)", "+16(+8(%r0))", "+0(+32(%di))", "+8(+8(+8(%di)))",
                    "+4(%x0)", "+24(%sp)", "@table+16", "-8(%fp)")
            .map(fetch -> new Argument("a", fetch, "x32")).toList();

    /** Jazzer's entry point: indexes one file and asks it for everything. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            DebugInfo info = DebugInfo.of(NAME, ByteBuffer.wrap(input));
            info.buildId();
            for (String function : info.functions("*").stream().limit(MOST).toList()) {
                ask(info, function);
            }
            info.linesOfFile(".c");
            for (DebugInfo.Function function : info.functionsByAddress().stream().limit(MOST).toList()) {
                info.sourceOf(function.address() + function.size() / 2);
                info.origins(function.name(), 0, FETCHED);
            }
        } catch (DebugInfoException refused) {
            check(refused);
        }
    }

    private static void ask(DebugInfo info, String function) {
        try {
            SourcePlace place = new SourcePlace(function, "", -1, 0, false);
            info.variablesAt(place);
            info.resolve(place, List.of(SourceExpression.parse("$vars")));
            info.linesOfFunction(function, "");
        } catch (IllegalArgumentException noPlace) {
            if (!function.isEmpty()) {
                throw noPlace;
            }
        } catch (DebugInfoException refused) {
            check(refused);
        }
    }

    private static void check(DebugInfoException refused) {
        if (refused.getMessage() == null) {
            throw new IllegalStateException("a refusal without words", refused);
        }
    }
}
