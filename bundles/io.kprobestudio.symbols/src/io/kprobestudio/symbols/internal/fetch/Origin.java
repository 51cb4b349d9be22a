/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.fetch;

import io.kprobestudio.symbols.SourceProbe.Argument;
import io.kprobestudio.symbols.internal.fetch.SourceType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/** From a fetch argument back to the expression over the source's variables that it reads. */
public final class Origin {
    private static final int DEEPEST = 32;
    /* Of members that are tried, lest damaged types that hold themselves keep a search for ever. */
    private static final int MOST_TRIED = 100_000;

    /**
     * A variable that a place sees.
     *
     * @param name its name
     * @param fetch where it is
     * @param type its type
     */
    public record Known(String name, Fetch fetch, SourceType type) {
    }

    private final boolean text;
    private final String shown;
    private int left = MOST_TRIED;

    private Origin(String shown) {
        this.shown = shown;
        text = shown.equals("string") || shown.equals("ustring");
    }

    /**
     * The expression that an argument reads.
     *
     * @param variables what the place sees, the outermost first
     * @return of several that which ends in the argument's own name, else the shortest; nothing where no variable leads there
     */
    public static Optional<String> of(Argument argument, List<Known> variables) {
        Optional<Fetch> wanted = Fetch.parse(argument.fetch());
        return wanted.isEmpty() ? Optional.empty() : of(argument, wanted.get(), variables);
    }

    private static Optional<String> of(Argument argument, Fetch wanted, List<Known> variables) {
        Pattern own = Pattern.compile("(?:.*\\W)?" + Pattern.quote(argument.name()));
        String best = null;
        boolean named = false;
        for (Known each : variables) {
            String found = new Origin(argument.type()).from(each, wanted);
            boolean same = found != null && own.matcher(found).matches();
            if (found != null && (best == null || same && !named || same == named && found.length() < best.length())) {
                best = found;
                named = same;
            }
        }
        return best == null ? Optional.empty() : Optional.of(best);
    }

    private @Nullable String from(Known variable, Fetch wanted) {
        List<Long> own = variable.fetch().offsets();
        List<Long> all = wanted.offsets();
        if (!variable.fetch().base().equals(wanted.base()) || own.size() > all.size()) {
            return null;
        }
        int last = own.size() - 1;
        if (last >= 0 && !own.subList(0, last).equals(all.subList(0, last))) {
            return null;
        }
        long behind = last < 0 ? 0 : all.get(last) - own.get(last);
        List<Long> rest = new ArrayList<>(all.subList(own.size(), all.size()));
        if (variable.fetch().address()) {
            // what the variable points to lies there
            rest.add(0, behind);
            behind = 0;
        }
        return reach(variable.name(), variable.type(), behind, rest, 0);
    }

    /* What lies so many bytes behind the beginning of a value, and behind it so many dereferences. */
    private @Nullable String reach(String expression, SourceType type, long behind, List<Long> rest, int depth) {
        if (depth > DEEPEST || behind < 0 || left-- <= 0) {
            return null;
        }
        return switch (type.kind()) {
        case STRUCTURE -> member(expression, ".", type, behind, rest, depth);
        case ARRAY -> element(expression, type, behind, rest, depth);
        case POINTER -> behind != 0 ? null : rest.isEmpty() ? expression
                : target(expression, type.target(), rest.get(0), rest.subList(1, rest.size()), depth);
        case OTHER -> behind == 0 && rest.isEmpty() ? expression : null;
        };
    }

    private @Nullable String target(String expression, SourceType type, long behind, List<Long> rest, int depth) {
        if (type.kind() == Kind.STRUCTURE) {
            return member(expression, "->", type, behind, rest, depth);
        }
        if (text && type.isCharacter() && behind == 0 && rest.isEmpty()) {
            return expression;
        }
        return type.size() <= 0 ? null : element(expression, type, type.size(), behind, rest, depth);
    }

    private @Nullable String element(String expression, SourceType array, long behind, List<Long> rest, int depth) {
        SourceType element = array.target();
        if (text && element.isCharacter() && behind == 0 && rest.isEmpty()) {
            return expression;
        }
        return element.size() <= 0 || behind >= Math.max(array.size(), 1) ? null
                : element(expression, element, element.size(), behind, rest, depth);
    }

    private @Nullable String element(String expression, SourceType element, long size, long behind, List<Long> rest,
            int depth) {
        return behind < 0 ? null
                : reach(expression + "[" + behind / size + "]", element, behind % size, rest, depth + 1);
    }

    // Of bit fields in one unit that which is shown as the argument is; of a union's members the first that leads there
    private @Nullable String member(String expression, String step, SourceType structure, long behind, List<Long> rest,
            int depth) {
        for (boolean alike : new boolean[]{ true, false }) {
            for (SourceType.Declared each : structure.members()) {
                SourceType.Member member = each.member();
                boolean bits = member.fetchType().startsWith("b");
                if (member.offset() <= behind && behind < member.offset() + Math.max(1, member.type().size())
                        && (bits ? shown.equals(member.fetchType()) : alike == isAlike(member))) {
                    String found = each.name().isEmpty() && member.type().kind() == Kind.STRUCTURE && depth < DEEPEST
                            ? member(expression, step, member.type(), behind - member.offset(), rest, depth + 1)
                            : reach(expression + step + each.name(), member.type(), behind - member.offset(), rest,
                                    depth + 1);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private boolean isAlike(SourceType.Member member) {
        return shown.isEmpty() || member.fetchType().isEmpty() || member.fetchType().equals(shown);
    }
}
