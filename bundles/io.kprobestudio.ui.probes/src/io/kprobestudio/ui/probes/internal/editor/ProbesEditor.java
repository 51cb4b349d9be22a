/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import java.util.Objects;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IEditorActionBarContributor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IGotoMarker;
import org.eclipse.ui.part.MultiPageEditorPart;
import org.eclipse.ui.part.MultiPageEditorSite;
import org.eclipse.ui.texteditor.ITextEditor;

/**
 * The editor of {@code .kprobes} files: the generic text editor, and a form. Both edit the same document, so that what one
 * changes the other shows, and undo takes back the last change of either. Made by the workbench.
 */
public final class ProbesEditor extends MultiPageEditorPart {

    private static final String EDITORS = "org.eclipse.ui.editors"; //$NON-NLS-1$
    private static final String GENERIC = "org.eclipse.ui.genericeditor.GenericEditor"; //$NON-NLS-1$
    private static final int TEXT = 0;

    private @Nullable ITextEditor text;
    /* Made when it is shown first: what opens the editor is seen sooner. */
    private @Nullable FormPage form;
    private @Nullable Composite formArea;

    @Override
    protected void createPages() {
        try {
            ITextEditor made = genericEditor();
            text = made;
            setPageText(addPage(made, getEditorInput()), Messages.Editor_text);
            Composite area = new Composite(getContainer(), SWT.NONE);
            area.setLayout(new FillLayout());
            formArea = area;
            setPageText(addPage(area), Messages.Editor_form);
            titleChanged();
        } catch (CoreException failed) {
            throw new IllegalStateException("the text editor cannot be made: input=" + getEditorInput().getName(), //$NON-NLS-1$
                    failed);
        }
    }

    private @Nullable FormPage form() {
        Composite area = formArea;
        if (form == null && area != null) {
            form = new FormPage(area, text(), viewer(text()), () -> setActivePage(TEXT));
            area.layout();
        }
        return form;
    }

    /** The generic editor has no public class: it is made as the workbench makes it. */
    private static ITextEditor genericEditor() throws CoreException {
        for (IConfigurationElement element : Platform.getExtensionRegistry().getConfigurationElementsFor(EDITORS)) {
            if (GENERIC.equals(element.getAttribute("id")) //$NON-NLS-1$
                    && element.createExecutableExtension("class") instanceof ITextEditor editor) { //$NON-NLS-1$
                return editor;
            }
        }
        throw new PartInitException("the generic editor is not there: id=" + GENERIC); //$NON-NLS-1$
    }

    private static ITextViewer viewer(ITextEditor editor) {
        if (editor.getAdapter(ITextOperationTarget.class) instanceof ITextViewer viewer) {
            return viewer;
        }
        throw new IllegalStateException("an editor without a text: " + editor.getTitle()); //$NON-NLS-1$
    }

    /** The text of the file. */
    ITextEditor text() {
        return Objects.requireNonNull(text, "the pages are not made yet"); //$NON-NLS-1$
    }

    /** Whether the text is the page that is shown. */
    boolean showsText() {
        return getActivePage() == TEXT;
    }

    @Override
    @NonNullByDefault({})
    protected IEditorSite createSite(IEditorPart editor) {
        return new MultiPageEditorSite(this, editor) {

            @Override
            public String getId() {
                // what is contributed to the generic editor is for this one too
                return GENERIC;
            }
        };
    }

    @Override
    @NonNullByDefault({})
    protected void setInput(IEditorInput input) {
        super.setInput(input);
        setPartName(input.getName());
    }

    @Override
    protected void handlePropertyChange(int property) {
        super.handlePropertyChange(property);
        if (property == PROP_INPUT || property == PROP_TITLE) {
            titleChanged();
        }
    }

    private void titleChanged() {
        ITextEditor made = text();
        if (!made.getEditorInput().equals(getEditorInput())) {
            setInputWithNotify(made.getEditorInput());
            setPartName(made.getEditorInput().getName());
        }
        setTitleToolTip(made.getTitleToolTip());
    }

    @Override
    protected void pageChange(int page) {
        super.pageChange(page);
        FormPage shown = page == TEXT ? form : form();
        if (shown != null) {
            shown.setVisible(page != TEXT);
        }
        IEditorActionBarContributor contributor = getEditorSite().getActionBarContributor();
        if (contributor instanceof ProbesEditorActions actions) {
            actions.pageChanged(this);
        }
    }

    @Override
    public void setFocus() {
        FormPage shown = form;
        if (showsText() || shown == null) {
            super.setFocus();
        } else {
            shown.focus();
        }
    }

    @Override
    @NonNullByDefault({})
    public <T> T getAdapter(Class<T> type) {
        ITextEditor made = text;
        if (made == null) {
            return super.getAdapter(type);
        }
        if (type == ITextEditor.class) {
            return type.cast(made);
        }
        if (type == IGotoMarker.class) {
            return type.cast((IGotoMarker) this::goTo);
        }
        T own = super.getAdapter(type);
        return own == null ? Adapters.adapt(made, type) : own;
    }

    private void goTo(@Nullable IMarker marker) {
        setActivePage(TEXT);
        IGotoMarker to = Adapters.adapt(text(), IGotoMarker.class);
        if (to != null) {
            to.gotoMarker(marker);
        }
    }

    @Override
    @NonNullByDefault({})
    public void doSave(IProgressMonitor monitor) {
        text().doSave(monitor);
    }

    @Override
    public void doSaveAs() {
        text().doSaveAs();
        titleChanged();
    }

    @Override
    public boolean isSaveAsAllowed() {
        ITextEditor made = text;
        return made != null && made.isSaveAsAllowed();
    }
}
