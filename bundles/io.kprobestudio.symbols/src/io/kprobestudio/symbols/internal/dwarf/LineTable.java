/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A unit's line table, versions 2 to 5. Immutable. */
final class LineTable {
    static final LineTable EMPTY = new LineTable(List.of(), List.of());

    private static final int COPY = 1;
    private static final int ADVANCE_PC = 2;
    private static final int ADVANCE_LINE = 3;
    private static final int SET_FILE = 4;
    private static final int SET_COLUMN = 5;
    private static final int NEGATE_STMT = 6;
    private static final int CONST_ADD_PC = 8;
    private static final int FIXED_ADVANCE_PC = 9;
    private static final int EXTENDED_END_SEQUENCE = 1;
    private static final int EXTENDED_SET_ADDRESS = 2;
    private static final int CONTENT_PATH = 1;
    private static final int CONTENT_DIRECTORY = 2;
    private static final int MOST_FILES = 1_000_000;

    /**
     * A row.
     *
     * @param address the first instruction that it is for
     * @param file the number of the file
     * @param line the line, 1 or more; 0 for code that belongs to no line
     * @param statement whether it is a good place to stop
     * @param end whether it ends a sequence: the address is the first behind it
     */
    record Row(long address, int file, int line, boolean statement, boolean end) {
    }

    private final List<String> files;
    private final List<Row> rows;

    private LineTable(List<String> files, List<Row> rows) {
        this.files = List.copyOf(files);
        this.rows = List.copyOf(rows);
    }

    /** The path of a file by its number as the table counts, with the folder as the compiler saw it. */
    String file(long number) {
        return number < 0 || number >= files.size() ? "" : files.get((int) number);
    }

    /** Which files have paths that end so, at the border of a name; empty where none has. */
    boolean[] filesThatEnd(String path) {
        boolean[] wanted = new boolean[files.size()];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = PlaceFinder.endsWith(files.get(i), path);
            any |= wanted[i];
        }
        return any ? wanted : new boolean[0];
    }

    /** Whether any row is of a file whose path ends so. */
    boolean hasCodeOf(String path) {
        boolean[] wanted = filesThatEnd(path);
        return wanted.length > 0
                && rows.stream().anyMatch(row -> row.file() < wanted.length && wanted[row.file()]);
    }

    /** All rows, sequence after sequence. */
    List<Row> rows() {
        return rows;
    }

    static LineTable read(DwarfFile file, ByteBuffer section, int position, String folder) {
        Cursor in = new Cursor(section, position);
        long length = in.u32();
        int offsetSize = 4;
        if (length == 0xffffffffL) {
            length = in.u64();
            offsetSize = 8;
        }
        int end = Math.toIntExact(Math.min(in.position() + length, section.capacity()));
        int version = in.u16();
        int addressSize = file.elf().is64() ? 8 : 4;
        if (version < 2 || version > 5) {
            return EMPTY;
        }
        if (version >= 5) {
            addressSize = in.u8();
            in.u8();
        }
        long headerLength = in.unsigned(offsetSize);
        int program = Math.toIntExact(in.position() + headerLength);
        int unit = in.u8();
        if (version >= 4) {
            in.u8();
        }
        boolean statement = in.u8() != 0;
        int lineBase = (byte) in.u8();
        int lineRange = Math.max(1, in.u8());
        int opcodeBase = in.u8();
        int[] operands = new int[Math.max(1, opcodeBase)];
        for (int i = 1; i < opcodeBase; i++) {
            operands[i] = in.u8();
        }
        List<String> names = version >= 5 ? files(in, file, offsetSize, folder) : oldFiles(in, folder);
        List<Row> rows = run(new Cursor(section, program), end,
                new Header(unit, statement, lineBase, lineRange, opcodeBase,
                        operands, addressSize));
        return new LineTable(names, rows);
    }

    private record Header(int unit, boolean statement, int lineBase, int lineRange, int opcodeBase, int[] operands,
            int addressSize) {
    }

    private static List<Row> run(Cursor in, int end, Header header) {
        List<Row> rows = new ArrayList<>();
        long address = 0;
        int file = 1;
        int line = 1;
        boolean statement = header.statement();
        while (in.hasMore(end)) {
            int opcode = in.u8();
            if (opcode >= header.opcodeBase()) {
                int adjusted = opcode - header.opcodeBase();
                address += (long) (adjusted / header.lineRange()) * header.unit();
                line += header.lineBase() + adjusted % header.lineRange();
                rows.add(new Row(address, file, line, statement, false));
                continue;
            }
            switch (opcode) {
            case 0 -> {
                int size = Math.toIntExact(in.uleb());
                int next = in.position() + size;
                int extended = size == 0 ? 0 : in.u8();
                if (extended == EXTENDED_END_SEQUENCE) {
                    rows.add(new Row(address, file, line, statement, true));
                    address = 0;
                    file = 1;
                    line = 1;
                    statement = header.statement();
                } else if (extended == EXTENDED_SET_ADDRESS) {
                    address = in.unsigned(size - 1);
                }
                in.position(next);
            }
            case COPY -> rows.add(new Row(address, file, line, statement, false));
            case ADVANCE_PC -> address += in.uleb() * header.unit();
            case ADVANCE_LINE -> line += (int) in.sleb();
            case SET_FILE -> file = (int) in.uleb();
            case SET_COLUMN -> in.uleb();
            case NEGATE_STMT -> statement = !statement;
            case CONST_ADD_PC -> address += (long) ((255 - header.opcodeBase()) / header.lineRange()) * header.unit();
            case FIXED_ADVANCE_PC -> address += in.u16();
            default -> {
                for (int i = 0; i < header.operands()[opcode]; i++) {
                    in.uleb();
                }
            }
            }
        }
        return rows;
    }

    private static List<String> oldFiles(Cursor in, String folder) {
        List<String> folders = new ArrayList<>();
        folders.add(folder);
        for (String text = in.text(); !text.isEmpty(); text = in.text()) {
            folders.add(joined(folder, text));
        }
        List<String> files = new ArrayList<>();
        // Files count from 1; 0 is the unit itself.
        files.add("");
        for (String text = in.text(); !text.isEmpty(); text = in.text()) {
            long directory = in.uleb();
            in.uleb();
            in.uleb();
            files.add(joined(directory < folders.size() ? folders.get((int) directory) : folder, text));
        }
        return files;
    }

    private static List<String> files(Cursor in, DwarfFile file, int offsetSize, String folder) {
        List<Entry> folders = entries(in, file, offsetSize);
        List<Entry> files = entries(in, file, offsetSize);
        List<String> paths = new ArrayList<>();
        for (Entry entry : files) {
            String parent = entry.folder() < folders.size() ? folders.get((int) entry.folder()).path() : "";
            paths.add(joined(joined(folder, parent), entry.path()));
        }
        return paths;
    }

    private record Entry(String path, long folder) {
    }

    private static List<Entry> entries(Cursor in, DwarfFile file, int offsetSize) {
        int formats = in.u8();
        long[] contents = new long[formats];
        int[] forms = new int[formats];
        for (int i = 0; i < formats; i++) {
            contents[i] = in.uleb();
            forms[i] = (int) in.uleb();
        }
        long count = in.uleb();
        List<Entry> entries = new ArrayList<>();
        for (long each = 0; each < count && each < MOST_FILES && formats > 0; each++) {
            String path = "";
            long folder = 0;
            for (int i = 0; i < formats; i++) {
                if (contents[i] == CONTENT_PATH) {
                    path = path(in, file, forms[i], offsetSize);
                } else if (contents[i] == CONTENT_DIRECTORY) {
                    folder = number(in, forms[i]);
                } else {
                    Forms.skip(in, forms[i], 8, offsetSize, 5);
                }
            }
            entries.add(new Entry(path, folder));
        }
        return entries;
    }

    private static String path(Cursor in, DwarfFile file, int form, int offsetSize) {
        return switch (form) {
        case Dw.FORM_STRING -> in.text();
        case Dw.FORM_LINE_STRP -> new Cursor(file.sections().lineTexts(), in.offset(offsetSize)).text();
        case Dw.FORM_STRP -> new Cursor(file.sections().texts(), in.offset(offsetSize)).text();
        default -> throw new IndexOutOfBoundsException("a file name's form is not known: form=" + form);
        };
    }

    private static long number(Cursor in, int form) {
        return switch (form) {
        case Dw.FORM_UDATA -> in.uleb();
        case Dw.FORM_DATA1 -> in.u8();
        case Dw.FORM_DATA2 -> in.u16();
        case Dw.FORM_DATA4 -> in.u32();
        default -> throw new IndexOutOfBoundsException("a folder number's form is not known: form=" + form);
        };
    }

    private static String joined(String folder, String path) {
        return path.startsWith("/") || folder.isEmpty() ? path : path.isEmpty() ? folder : folder + "/" + path;
    }
}
