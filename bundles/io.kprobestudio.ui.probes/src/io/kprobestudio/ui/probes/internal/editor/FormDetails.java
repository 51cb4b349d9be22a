/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.definition.assist.ByteColumns;
import io.kprobestudio.definition.assist.Completion;
import io.kprobestudio.definition.assist.DefinitionParts;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.probes.internal.DefinitionField;
import io.kprobestudio.ui.probes.internal.ProblemList;
import io.kprobestudio.ui.probes.internal.RecordField;
import io.kprobestudio.ui.probes.internal.editor.LineCompletions.Filled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** One definition as fields, with what the chosen kernel says of it and the record that it would write. UI thread only. */
final class FormDetails {

    private static final String BLANKS = "[\\s#]+"; //$NON-NLS-1$
    private static final String KINDS = "prfte"; //$NON-NLS-1$
    private static final int PROBLEMS_HEIGHT = 52;

    private final LineCompletions completions;
    private final BiConsumer<FormRow, String> edited;
    private final ScrolledComposite scroll;
    private final Combo kind;
    private final FormField place;
    private final FormField group;
    private final FormField event;
    private final FormField maxactive;
    private final FormField filter;
    private final FormArguments arguments;
    private final DefinitionField definition;
    private final ProblemList problems;
    private final RecordField record;
    private final Label kernel;
    private String letters = ""; //$NON-NLS-1$
    private @Nullable FormRow row;
    private @Nullable DefinitionParts parts;

    /**
     * Makes the fields.
     *
     * @param edited told the line that stands for a row from now on
     */
    FormDetails(Composite parent, Images images, JudgeChoice choice, BiConsumer<FormRow, String> edited) {
        this.edited = edited;
        completions = new LineCompletions(choice);
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        Composite area = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).margins(8, 6).applyTo(area);
        Composite top = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(5, 2).applyTo(top);
        GridDataFactory.fillDefaults().grab(true, false).span(4, 1).applyTo(top);
        kernel = new Label(top, SWT.NONE);
        kernel.setText(Messages.Form_definition);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(kernel);
        definition = new DefinitionField(top, this::typed);
        problems = new ProblemList(top, PROBLEMS_HEIGHT, images, this::mend, problem -> definition().reveal(problem));
        new Label(area, SWT.NONE).setText(Messages.Form_kind);
        kind = new Combo(area, SWT.READ_ONLY | SWT.DROP_DOWN);
        GridDataFactory.fillDefaults().grab(true, false).hint(60, SWT.DEFAULT).applyTo(kind);
        kind.addListener(SWT.Selection, selected -> command(
                command -> command.withLetter(letters.charAt(kind.getSelectionIndex()))));
        maxactive = new FormField(area, Messages.Form_maxactive, 1, "[^0-9]+", //$NON-NLS-1$
                text -> command(command -> command.withMaxactive(text)));
        place = new FormField(area, Messages.Form_place, 3, BLANKS, text -> change(old -> old.withPlace(text)));
        new FieldAssist(place.control(), (text, caret) -> offered(DefinitionParts::beforePlace, text, caret));
        event = new FormField(area, Messages.Form_event, 1, BLANKS,
                text -> command(command -> command.withEvent(text)));
        group = new FormField(area, Messages.Form_group, 1, BLANKS,
                text -> command(command -> command.withGroup(text)));
        new FieldAssist(group.control(), (text, caret) -> offered(old -> "p:", text, caret).stream() //$NON-NLS-1$
                .map(filled -> new Filled(filled.text().replace("/", ""), filled.caret() - 1, filled.shown())) //$NON-NLS-1$ //$NON-NLS-2$
                .toList());
        filter = new FormField(area, Messages.Form_filter, 3, "[#\\r\\n]+", //$NON-NLS-1$
                text -> change(old -> old.withFilter(text)));
        heading(area, Messages.Form_arguments);
        arguments = new FormArguments(area, completions, this::replace);
        Composite bottom = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(5, 2).applyTo(bottom);
        GridDataFactory.fillDefaults().grab(true, true).span(4, 1).applyTo(bottom);
        record = new RecordField(bottom);
        scroll.setContent(area);
        scroll.setMinSize(area.computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    private static void heading(Composite area, String words) {
        Label label = new Label(area, SWT.NONE);
        label.setText(words);
        GridDataFactory.fillDefaults().span(4, 1).applyTo(label);
    }

    private DefinitionField definition() {
        return definition;
    }

    Control control() {
        return scroll;
    }

    void focusPlace() {
        place.focus();
    }

    /** Says whom the definitions are judged for. */
    void showKernel(String words) {
        String said = NLS.bind(Messages.Form_kernel, words);
        if (!said.equals(kernel.getText())) {
            kernel.setText(said);
        }
    }

    /** Shows a definition. */
    void show(FormRow shown, DefinitionParts pieces, boolean editable) {
        row = shown;
        parts = pieces;
        DefinitionParts.Command command = pieces.command();
        kinds(command.letter());
        kind.setEnabled(editable);
        place.show(pieces.place());
        group.show(command.group());
        event.show(command.event());
        maxactive.show(command.maxactive());
        maxactive.setEnabled(editable && ("rf".indexOf(command.letter()) >= 0 || !command.maxactive().isEmpty())); //$NON-NLS-1$
        filter.show(pieces.filter());
        filter.setEnabled(editable);
        filter.setVisible(command.letter() == 'e' || !pieces.filter().isEmpty());
        for (FormField field : List.of(place, group, event)) {
            field.setEnabled(editable);
        }
        arguments.show(pieces, editable);
        definition.show(shown.text());
        definition.setEditable(editable);
        Verdict verdict = shown.verdict();
        if (verdict != null) {
            definition.mark(verdict);
            problems.show(verdict);
            record.show(verdict.layout());
        }
    }

    /** What the kernel knows, and what stands in the line anyway. */
    private void kinds(char now) {
        StringBuilder known = new StringBuilder();
        for (Completion completion : completions.behind("")) { //$NON-NLS-1$
            known.append(completion.text().charAt(0));
        }
        if (known.indexOf(String.valueOf(now)) < 0) {
            known.append(now);
        }
        if (!known.toString().equals(letters)) {
            letters = known.toString();
            List<String> words = new ArrayList<>();
            for (char letter : letters.toCharArray()) {
                words.add(words(letter));
            }
            kind.setItems(words.toArray(String[]::new));
        }
        if (kind.getSelectionIndex() != letters.indexOf(now)) {
            kind.select(letters.indexOf(now));
        }
    }

    private static String words(char letter) {
        return switch (KINDS.indexOf(letter)) {
        case 0 -> Messages.Form_kindEntry;
        case 1 -> Messages.Form_kindReturn;
        case 2 -> Messages.Form_kindFunction;
        case 3 -> Messages.Form_kindTracepoint;
        default -> Messages.Form_kindEvent;
        };
    }

    private List<Filled> offered(Function<DefinitionParts, String> before, String text, Integer caret) {
        DefinitionParts old = parts;
        return old == null ? List.of() : completions.in(before.apply(old), text, caret.intValue());
    }

    private boolean command(Function<DefinitionParts.Command, DefinitionParts.Command> change) {
        return change(old -> old.withCommand(change.apply(old.command())));
    }

    private boolean change(Function<DefinitionParts, DefinitionParts> change) {
        DefinitionParts old = parts;
        if (old == null) {
            return false;
        }
        DefinitionParts made = change.apply(old);
        replace(made);
        return !made.equals(old);
    }

    private void replace(DefinitionParts made) {
        FormRow shown = row;
        if (shown != null) {
            edited.accept(shown, made.line());
        }
    }

    private void typed() {
        FormRow shown = row;
        if (shown != null) {
            edited.accept(shown, definition.text());
        }
    }

    private void mend(Fix fix) {
        FormRow shown = row;
        if (shown != null) {
            edited.accept(shown, new ByteColumns(shown.text()).replace(fix.column(), fix.length(), fix.text()));
        }
    }
}
