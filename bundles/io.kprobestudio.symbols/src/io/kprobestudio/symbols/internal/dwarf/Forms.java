/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

/** The sizes of attribute values by their forms. */
final class Forms {
    private Forms() {
    }

    /** The size of a value in bytes where the form alone tells, else -1. */
    static int fixedSize(int form, int addressSize, int offsetSize, int version) {
        return switch (form) {
        case Dw.FORM_ADDR -> addressSize;
        case Dw.FORM_DATA1, Dw.FORM_REF1, Dw.FORM_FLAG, Dw.FORM_STRX1, Dw.FORM_ADDRX1 -> 1;
        case Dw.FORM_DATA2, Dw.FORM_REF2, Dw.FORM_STRX1 + 1, Dw.FORM_ADDRX1 + 1 -> 2;
        case Dw.FORM_STRX1 + 2, Dw.FORM_ADDRX1 + 2 -> 3;
        case Dw.FORM_DATA4, Dw.FORM_REF4, Dw.FORM_REF_SUP4, Dw.FORM_STRX4, Dw.FORM_ADDRX4 -> 4;
        case Dw.FORM_DATA8, Dw.FORM_REF8, Dw.FORM_REF_SIG8, Dw.FORM_REF_SUP8 -> 8;
        case Dw.FORM_DATA16 -> 16;
        case Dw.FORM_REF_ADDR -> version <= 2 ? addressSize : offsetSize;
        case Dw.FORM_STRP, Dw.FORM_SEC_OFFSET, Dw.FORM_STRP_SUP, Dw.FORM_LINE_STRP -> offsetSize;
        case Dw.FORM_FLAG_PRESENT, Dw.FORM_IMPLICIT_CONST -> 0;
        default -> -1;
        };
    }

    /** Moves a cursor over a value. */
    static void skip(Cursor in, int form, int addressSize, int offsetSize, int version) {
        int fixed = fixedSize(form, addressSize, offsetSize, version);
        if (fixed >= 0) {
            in.skip(fixed);
            return;
        }
        switch (form) {
        case Dw.FORM_BLOCK1 -> in.skip(in.u8());
        case Dw.FORM_BLOCK2 -> in.skip(in.u16());
        case Dw.FORM_BLOCK4 -> in.skip(in.u32());
        case Dw.FORM_BLOCK, Dw.FORM_EXPRLOC -> in.skip(in.uleb());
        case Dw.FORM_STRING -> in.skipText();
        case Dw.FORM_SDATA, Dw.FORM_UDATA, Dw.FORM_REF_UDATA, Dw.FORM_STRX, Dw.FORM_ADDRX, Dw.FORM_LOCLISTX,
                Dw.FORM_RNGLISTX ->
            in.uleb();
        case Dw.FORM_INDIRECT -> skip(in, (int) in.uleb(), addressSize, offsetSize, version);
        default -> throw new IndexOutOfBoundsException("an attribute's form is not known: form=0x%x".formatted(form));
        }
    }
}
