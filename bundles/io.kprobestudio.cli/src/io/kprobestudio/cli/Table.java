/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of columns: the first to the left, the others to the right. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean lastIsText;

    /**
     * Begins a table.
     *
     * @param lastIsText whether the last column is free text, to the left and without padding
     * @param heads the columns' names
     */
    Table(boolean lastIsText, String... heads) {
        this.lastIsText = lastIsText;
        rows.add(List.of(heads));
    }

    /** Adds a line. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table's text. */
    String text() {
        StringBuilder text = new StringBuilder();
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String pad = " ".repeat(widths[i] - cell.length());
                if (i > 0) {
                    text.append("  ");
                }
                if (i == columns - 1 && lastIsText) {
                    text.append(cell);
                } else {
                    text.append(i == 0 ? cell + pad : pad + cell);
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
