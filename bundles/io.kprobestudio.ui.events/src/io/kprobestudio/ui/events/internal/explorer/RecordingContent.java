/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.ui.UiGate;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceChangeEvent;
import org.eclipse.core.resources.IResourceChangeListener;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.StructuredViewer;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.navigator.ICommonContentExtensionSite;
import org.eclipse.ui.navigator.IPipelinedTreeContentProvider2;
import org.eclipse.ui.navigator.PipelinedShapeModification;
import org.eclipse.ui.navigator.PipelinedViewerUpdate;

/**
 * Recordings in the Project Explorer. They stay the folders and files that they are, so that all that can be done to these can
 * be done to them; in place of its files a recording opens into what it holds. Made by the workbench.
 */
@NonNullByDefault({})
public final class RecordingContent implements IPipelinedTreeContentProvider2, IResourceChangeListener {

    private static final Object[] NOTHING = {};

    private final FactsReader reader = new FactsReader(this::show);
    private @Nullable StructuredViewer viewer;

    @Override
    public void init(ICommonContentExtensionSite site) {
        ResourcesPlugin.getWorkspace().addResourceChangeListener(this, IResourceChangeEvent.POST_CHANGE);
    }

    @Override
    public void inputChanged(Viewer shown, Object before, Object now) {
        viewer = shown instanceof StructuredViewer structured ? structured : null;
    }

    @Override
    public void dispose() {
        ResourcesPlugin.getWorkspace().removeResourceChangeListener(this);
        reader.close();
        viewer = null;
    }

    /** Shows a resource as it is known now. On any thread. */
    private void show(IResource changed) {
        StructuredViewer shown = viewer;
        if (shown != null && !shown.getControl().isDisposed()) {
            new UiGate(shown.getControl().getDisplay()).post(shown.getControl(), () -> shown.refresh(changed));
        }
    }

    @Override
    public void resourceChanged(IResourceChangeEvent event) {
        Set<IResource> changed = new LinkedHashSet<>();
        try {
            event.getDelta().accept(delta -> {
                if (delta.getKind() != IResourceDelta.REMOVED) {
                    IResource recording = Recordings.changed(delta.getResource());
                    if (recording != null) {
                        changed.add(recording);
                    }
                }
                return true;
            });
        } catch (CoreException broken) {
            ILog.of(RecordingContent.class).error("what changed in the workspace cannot be told", broken); //$NON-NLS-1$
        }
        changed.forEach(reader::want);
    }

    @Override
    public Object[] getElements(Object input) {
        return getChildren(input);
    }

    @Override
    public Object[] getChildren(Object parent) {
        return parent instanceof RecordingPart part ? part.children() : NOTHING;
    }

    @Override
    public Object getParent(Object element) {
        return element instanceof RecordingPart part ? part.parent() : null;
    }

    @Override
    public boolean hasChildren(Object element) {
        return element instanceof RecordingPart part && part.hasChildren();
    }

    @Override
    public void getPipelinedChildren(Object parent, Set children) {
        if (Recordings.is(parent)) {
            children.clear();
            children.addAll(RecordingPart.of((IResource) parent));
        } else {
            children.forEach(reader::want);
        }
    }

    @Override
    public void getPipelinedElements(Object input, Set elements) {
        getPipelinedChildren(input, elements);
    }

    @Override
    public Object getPipelinedParent(Object element, Object suggested) {
        return suggested;
    }

    @Override
    public boolean hasPipelinedChildren(Object element, boolean has) {
        return has || Recordings.is(element);
    }

    @Override
    public PipelinedShapeModification interceptAdd(PipelinedShapeModification added) {
        if (Recordings.isFolder(added.getParent())) {
            added.getChildren().clear();
        } else {
            ((Set<?>) added.getChildren()).forEach(reader::want);
        }
        return added;
    }

    @Override
    public PipelinedShapeModification interceptRemove(PipelinedShapeModification removed) {
        return removed;
    }

    @Override
    public boolean interceptRefresh(PipelinedViewerUpdate update) {
        return false;
    }

    @Override
    public boolean interceptUpdate(PipelinedViewerUpdate update) {
        return false;
    }

    @Override
    public void restoreState(IMemento memento) {
        // nothing was kept
    }

    @Override
    public void saveState(IMemento memento) {
        // there is nothing to keep
    }
}
