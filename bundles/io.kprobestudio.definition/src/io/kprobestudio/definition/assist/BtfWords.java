/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.Btf;
import java.util.ArrayList;
import java.util.List;

/** Functions as BTF knows them, in C's words. */
public final class BtfWords {
    private static final int DEEPEST = 16;

    private BtfWords() {
    }

    /**
     * A function's parameter.
     *
     * @param name its name
     * @param type its type
     */
    public record Parameter(String name, String type) {
        @Override
        public String toString() {
            return type.endsWith("*") ? type + name : type + " " + name;
        }
    }

    private static int prototype(Btf btf, String function) {
        int id = btf.find(function, Btf.FUNC);
        int target = id == 0 ? 0 : btf.target(id);
        return btf.kind(target) == Btf.FUNC_PROTO ? target : 0;
    }

    /** A function's parameters; none where it is unknown. */
    public static List<Parameter> parameters(Btf btf, String function) {
        int proto = prototype(btf, function);
        List<Parameter> found = new ArrayList<>();
        for (int i = 0; proto != 0 && i < btf.count(proto); i++) {
            found.add(new Parameter(btf.parameterName(proto, i), type(btf, btf.parameterType(proto, i), 0)));
        }
        return found;
    }

    /** A function's declaration, an empty text where it is unknown. */
    public static String signature(Btf btf, String function) {
        int proto = prototype(btf, function);
        if (proto == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(new Parameter(function, type(btf, btf.target(proto), 0)).toString());
        List<Parameter> parameters = parameters(btf, function);
        return text.append('(').append(parameters.isEmpty() ? "void" : String.join(", ",
                parameters.stream().map(Parameter::toString).toList())).append(')').toString();
    }

    private static String type(Btf btf, int id, int depth) {
        if (depth > DEEPEST) {
            return "...";
        }
        return switch (btf.kind(id)) {
        case Btf.PTR -> {
            String target = type(btf, btf.target(id), depth + 1);
            yield target.endsWith("*") ? target + "*" : target + " *";
        }
        case Btf.CONST -> "const " + type(btf, btf.target(id), depth + 1);
        case Btf.VOLATILE, Btf.RESTRICT, Btf.TYPE_TAG -> type(btf, btf.target(id), depth + 1);
        case Btf.STRUCT -> "struct " + btf.name(id);
        case Btf.UNION -> "union " + btf.name(id);
        case Btf.ENUM, Btf.ENUM64 -> "enum " + btf.name(id);
        case Btf.FUNC_PROTO -> "function";
        default -> btf.name(id).isEmpty() ? "void" : btf.name(id);
        };
    }
}
