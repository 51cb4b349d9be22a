/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.ui.handlers.HandlerUtil;

/** The handlers of the commands on the rows of the events view, one nested class each, named in {@code plugin.xml}. */
public final class EventHandlers {

    private EventHandlers() {
    }

    private abstract static class Base extends AbstractHandler {

        private final Consumer<EventsPage> action;

        Base(Consumer<EventsPage> action) {
            this.action = action;
        }

        @Override
        public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
            action.accept(Optional.ofNullable(Adapters.adapt(HandlerUtil.getActivePart(event), EventsPage.class))
                    .orElseThrow(() -> new ExecutionException("the active view has no events"))); //$NON-NLS-1$
            return null;
        }
    }

    /** Copies the selected rows as comma-separated values. */
    public static final class CopyCsv extends Base {

        /** Made by the workbench. */
        public CopyCsv() {
            super(page -> page.copy(true));
        }
    }

    /** Goes to the next row with the words that were looked for. */
    public static final class FindNext extends Base {

        /** Made by the workbench. */
        public FindNext() {
            super(page -> page.find().find(true));
        }
    }

    /** Goes to the row before with the words that were looked for. */
    public static final class FindPrevious extends Base {

        /** Made by the workbench. */
        public FindPrevious() {
            super(page -> page.find().find(false));
        }
    }

    /** Marks the selected event, or takes its mark away. */
    public static final class Bookmark extends Base {

        /** Made by the workbench. */
        public Bookmark() {
            super(page -> page.toggleBookmark(false));
        }
    }

    /** Goes to the next marked event. */
    public static final class NextBookmark extends Base {

        /** Made by the workbench. */
        public NextBookmark() {
            super(page -> page.goToBookmark(true));
        }
    }

    /** Goes to the marked event before. */
    public static final class PreviousBookmark extends Base {

        /** Made by the workbench. */
        public PreviousBookmark() {
            super(page -> page.goToBookmark(false));
        }
    }

    /** Goes to the field with the filter. */
    public static final class Filter extends Base {

        /** Made by the workbench. */
        public Filter() {
            super(page -> page.filter().focus());
        }
    }
}
