/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.internal.elf.ElfFile;
import java.nio.ByteBuffer;

/**
 * The debug sections of a file; empty where it has none of that name.
 *
 * @param info .debug_info
 * @param abbreviations .debug_abbrev
 * @param texts .debug_str
 * @param lineTexts .debug_line_str
 * @param textOffsets .debug_str_offsets
 * @param addresses .debug_addr
 * @param line .debug_line
 * @param ranges .debug_ranges (version 4)
 * @param rangeLists .debug_rnglists (version 5)
 * @param locations .debug_loc (version 4)
 * @param locationLists .debug_loclists (version 5)
 * @param frame .debug_frame
 * @param ehFrame .eh_frame
 * @param ehFrameAddress where .eh_frame is in memory
 */
record Sections(ByteBuffer info, ByteBuffer abbreviations, ByteBuffer texts, ByteBuffer lineTexts,
        ByteBuffer textOffsets,
        ByteBuffer addresses, ByteBuffer line, ByteBuffer ranges, ByteBuffer rangeLists, ByteBuffer locations,
        ByteBuffer locationLists, ByteBuffer frame, ByteBuffer ehFrame, long ehFrameAddress) {
    static Sections of(ElfFile elf) throws DebugInfoException {
        return new Sections(get(elf, ".debug_info"), get(elf, ".debug_abbrev"), get(elf, ".debug_str"),
                get(elf, ".debug_line_str"), get(elf, ".debug_str_offsets"), get(elf, ".debug_addr"),
                get(elf, ".debug_line"), get(elf, ".debug_ranges"), get(elf, ".debug_rnglists"), get(elf, ".debug_loc"),
                get(elf, ".debug_loclists"), get(elf, ".debug_frame"), get(elf, ".eh_frame"),
                elf.section(".eh_frame").map(section -> section.address()).orElse(0L));
    }

    private static ByteBuffer get(ElfFile elf, String name) throws DebugInfoException {
        return elf.content(name).orElse(ByteBuffer.allocate(0).order(elf.order()));
    }
}
