/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.CodePlace;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.ReadOnlyText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.core.resources.IFile;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** What is chosen for probes on a line: places, variables, and who gets the definitions, which stand below. UI thread only. */
final class SourceProbeArea {

    /** With more places only the first is ticked: a function that is inlined everywhere is rarely meant everywhere. */
    private static final int MOST_TICKED = 8;

    private final PlacesInSource source;
    private final @org.eclipse.jdt.annotation.Nullable Table placeTable;
    private final Table variableTable;
    private final StyledText definitions;
    private final Text notes;
    private final Button target;
    private final Combo files;
    private final List<IFile> known;

    SourceProbeArea(Composite parent, PlacesInSource source, boolean ticked, Optional<String> address,
            List<IFile> known, Runnable changed) {
        this.source = source;
        this.known = known;
        Composite area = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().margins(12, 8).applyTo(area);
        placeTable = source.seen().size() > 1 ? places(area, changed) : null;
        variableTable = variables(area, ticked, changed);
        label(area, Messages.Area_definitions);
        definitions = new StyledText(area, SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        definitions.setFont(JFaceResources.getTextFont());
        definitions.setMargins(6, 3, 6, 3);
        definitions.setCaret(null);
        definitions.setAlwaysShowScrollBars(false);
        Accessibility.name(definitions, Messages.Area_definitions);
        int lines = 3 * definitions.getLineHeight() + 10;
        GridDataFactory.fillDefaults().grab(true, true).hint(300, lines).minSize(0, 2 * definitions.getLineHeight())
                .applyTo(definitions);
        notes = ReadOnlyText.create(area, SWT.V_SCROLL);
        Accessibility.name(notes, Messages.Area_notes);
        GridDataFactory.fillDefaults().grab(true, false).hint(300, 2 * notes.getLineHeight()).applyTo(notes);
        Composite owners = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(owners);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(owners);
        target = new Button(owners, SWT.RADIO);
        target.setText(NLS.bind(Messages.Area_target, address.orElse(Messages.Area_noTarget)));
        target.setEnabled(address.isPresent());
        target.setSelection(address.isPresent());
        GridDataFactory.fillDefaults().span(2, 1).applyTo(target);
        Button file = new Button(owners, SWT.RADIO);
        file.setText(Messages.Area_file);
        file.setEnabled(!known.isEmpty());
        file.setSelection(!target.getSelection() && !known.isEmpty());
        files = new Combo(owners, SWT.READ_ONLY);
        known.forEach(each -> files.add(String.valueOf(each.getFullPath())));
        files.select(0);
        files.setEnabled(file.getSelection());
        Accessibility.name(files, Messages.Area_file);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(files);
        target.addListener(SWT.Selection, event -> changed.run());
        file.addListener(SWT.Selection, event -> {
            files.setEnabled(file.getSelection());
            changed.run();
        });
    }

    private static void label(Composite parent, String text) {
        new Label(parent, SWT.NONE).setText(text);
    }

    private static Table table(Composite parent, String name, int rows, Map<String, Integer> columns) {
        label(parent, name);
        Table table = new Table(parent, SWT.CHECK | SWT.FULL_SELECTION | SWT.BORDER | SWT.V_SCROLL);
        table.setHeaderVisible(true);
        Accessibility.name(table, name);
        int height = rows * table.getItemHeight() + table.getHeaderHeight() + 4;
        GridDataFactory.fillDefaults().grab(true, true).hint(300, height)
                .minSize(0, table.getHeaderHeight() + table.getItemHeight()).applyTo(table);
        columns.forEach((title, width) -> {
            TableColumn column = new TableColumn(table, SWT.LEFT);
            column.setText(title);
            column.setWidth(width.intValue());
        });
        return table;
    }

    private Table places(Composite parent, Runnable changed) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        columns.put(Messages.Area_place, Integer.valueOf(240));
        columns.put(Messages.Area_source, Integer.valueOf(420));
        Table table = table(parent, NLS.bind(Messages.Area_places, Integer.valueOf(source.seen().size())), 3, columns);
        for (SourceVariables each : source.seen()) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[]{ each.symbol() + "+" + each.offset(), chain(each) }); //$NON-NLS-1$
            item.setChecked(source.seen().size() <= MOST_TICKED || table.getItemCount() == 1);
        }
        table.addListener(SWT.Selection, event -> changed.run());
        return table;
    }

    private String chain(SourceVariables place) {
        try {
            return new CodePlace(place.symbol(), place.offset(), "").source(source.info()).stream() //$NON-NLS-1$
                    .map(SourceLocation::function).collect(Collectors.joining(" \u2190 ")); //$NON-NLS-1$
        } catch (DebugInfoException untold) {
            return ""; //$NON-NLS-1$
        }
    }

    private Table variables(Composite parent, boolean ticked, Runnable changed) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        columns.put(Messages.Area_name, Integer.valueOf(170));
        columns.put(Messages.Area_type, Integer.valueOf(190));
        columns.put(Messages.Area_where, Integer.valueOf(310));
        Table table = table(parent, Messages.Area_variables, 4, columns);
        for (PlacesInSource.Seen seen : source.variables()) {
            SourceVariables.Variable each = seen.variable();
            int all = source.seen().size();
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[]{ each.name(), each.type(), seen.fetched() == 0 ? each.reason()
                    : seen.fetched() == all ? each.fetch() : NLS.bind(Messages.Area_some, new Object[]{ each.fetch(),
                            Integer.valueOf(seen.fetched()), Integer.valueOf(all) }) });
            item.setData(each);
            item.setChecked(ticked && seen.fetched() > 0);
            if (seen.fetched() == 0) {
                item.setForeground(Palette.of(table).caution());
            }
        }
        table.addListener(SWT.Selection, event -> changed.run());
        return table;
    }

    /** The ticked places. */
    List<SourceVariables> places() {
        Table table = placeTable;
        if (table == null) {
            return source.seen();
        }
        List<SourceVariables> chosen = new ArrayList<>();
        for (int i = 0; i < table.getItemCount(); i++) {
            if (table.getItem(i).getChecked()) {
                chosen.add(source.seen().get(i));
            }
        }
        return chosen;
    }

    /** The ticked variables. */
    List<SourceVariables.Variable> variables() {
        List<SourceVariables.Variable> chosen = new ArrayList<>();
        for (TableItem item : variableTable.getItems()) {
            if (item.getChecked() && item.getData() instanceof SourceVariables.Variable variable) {
                chosen.add(variable);
            }
        }
        return chosen;
    }

    /**
     * Shows what comes out.
     *
     * @param words what a user should know of it
     */
    void show(List<String> lines, Collection<String> words) {
        definitions.setText(String.join("\n", lines)); //$NON-NLS-1$
        notes.setText(String.join("\n", words)); //$NON-NLS-1$
    }

    /** Whether the target is to get the probes. */
    boolean toTarget() {
        return target.getSelection();
    }

    /** The file that is to get them, where one does. */
    Optional<IFile> file() {
        int index = files.getSelectionIndex();
        return toTarget() || index < 0 ? Optional.empty() : Optional.of(known.get(index));
    }
}
