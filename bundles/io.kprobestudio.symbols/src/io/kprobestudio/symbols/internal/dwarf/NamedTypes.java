/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jdt.annotation.Nullable;

/** Types by the names that casts give them. Thread-safe; what was found stays known. */
final class NamedTypes {
    private final DwarfFile file;
    private final Map<String, Die> known = new ConcurrentHashMap<>();

    NamedTypes(DwarfFile file) {
        this.file = file;
    }

    /**
     * A type that is whole: that of the place's unit, else the first of another one.
     *
     * @param name {@code struct NAME}, {@code union NAME}, or the name of a typedef or basic type
     * @return without typedefs
     * @throws DebugInfoException when no unit has such a type
     */
    Die named(Scope scope, String name) throws DebugInfoException {
        Die own = find(scope.function().unit(), name);
        if (own != null) {
            return own;
        }
        Die found = known.get(name);
        for (Unit unit : file.units()) {
            if (found != null) {
                return found;
            }
            found = find(unit, name);
            if (found != null) {
                known.put(name, found);
            }
        }
        if (found == null) {
            throw new DebugInfoException("no such type: type=" + name);
        }
        return found;
    }

    private static @Nullable Die find(Unit unit, String name) {
        String[] words = name.split(" ");
        int tag = words.length == 1 ? 0 : words[0].equals("struct") ? Dw.TAG_STRUCTURE_TYPE : Dw.TAG_UNION_TYPE;
        for (Die die : unit.die().children()) {
            boolean kind = tag == 0 ? die.tag() == Dw.TAG_TYPEDEF || die.tag() == Dw.TAG_BASE_TYPE : die.tag() == tag;
            if (kind && !die.flag(Dw.AT_DECLARATION) && words[words.length - 1].equals(die.textOr(Dw.AT_NAME, ""))) {
                return Types.real(die);
            }
        }
        return null;
    }
}
