/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place of the machine code as the kernel prints it: {@code symbol+0x10/0x40 [module]}.
 *
 * @param symbol a function of the kernel's symbol table
 * @param offset bytes behind it
 * @param module the module, or an empty text for the kernel
 */
public record CodePlace(String symbol, long offset, String module) {
    private static final Pattern PLACE = Pattern
            .compile("(?<symbol>[A-Za-z_][\\w.$]*)\\+(?<offset>0x[0-9a-f]{1,15}|\\d{1,18})"
                    + "(?:/0x[0-9a-f]+)?(?: \\[(?<module>[\\w-]+)\\])?");

    /** The places that a text names, in its order. */
    public static List<CodePlace> in(String text) {
        List<CodePlace> places = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(of(matcher));
        }
        return places;
    }

    /** A place that is all of a text; nothing where the text names none with an offset. */
    public static Optional<CodePlace> of(String text) {
        Matcher matcher = PLACE.matcher(text);
        return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
    }

    private static CodePlace of(Matcher matcher) {
        String module = matcher.group("module");
        return new CodePlace(matcher.group("symbol"), Long.decode(matcher.group("offset")),
                module == null ? "" : module);
    }

    /**
     * The source of the instruction: its own line first, then where that was inlined, outwards.
     *
     * @param info the debug information of the kernel, or of the module
     * @return empty where the file does not tell
     * @throws DebugInfoException when the file does not know the function
     */
    public List<SourceLocation> source(DebugInfo info) throws DebugInfoException {
        long address = info.address(symbol)
                .orElseThrow(() -> new DebugInfoException("no function of this name: symbol=" + symbol));
        return info.sourceOf(address + offset);
    }
}
