/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.symbols.internal.elf.ElfFile;
import io.kprobestudio.testkit.KernelTruth;
import java.util.List;
import org.junit.Test;

public class DieTest {

    @Test
    public void shouldHoldWhatLiesBelowItAndNothingElseWhenEntriesFollowOneAnother() throws Exception {
        DwarfFile file = new DwarfFile(ElfFile.open(KernelTruth.debugObjects().resolve("places-arm.o")));
        Die unit = file.units().get(0).die();
        List<Die> functions = unit.children().stream().filter(die -> die.tag() == Dw.TAG_SUBPROGRAM).toList();
        assertTrue(functions.size() >= 3);
        int held = 0;
        for (Die function : functions) {
            assertTrue(unit.holds(function));
            assertFalse(function.holds(function));
            assertFalse(function.holds(unit));
            for (Die child : function.children()) {
                assertTrue(function.holds(child));
                for (Die deeper : child.children()) {
                    assertTrue(function.holds(deeper) && child.holds(deeper));
                    held++;
                }
                assertEquals(0, others(functions, function).stream().filter(other -> other.holds(child)).count());
            }
        }
        assertTrue(held > 0);
    }

    private static List<Die> others(List<Die> functions, Die one) {
        return functions.stream().filter(each -> !each.equals(one)).toList();
    }
}
