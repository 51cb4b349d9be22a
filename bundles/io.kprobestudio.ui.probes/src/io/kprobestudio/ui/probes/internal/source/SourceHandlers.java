/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.MeasuredFunction;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.probes.internal.editor.EditorText;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.source.KernelSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** The handlers of the commands on the caret of a source file, one nested class each, named in {@code plugin.xml}. */
public final class SourceHandlers {

    private SourceHandlers() {
    }

    /** What a query finds in the debug information. */
    @FunctionalInterface
    interface Query<T> {

        /** Asks; on a job's thread. */
        T ask(DebugInfo info) throws DebugInfoException;
    }

    /** The services of a window. */
    static <T> T service(@Nullable ExecutionEvent event, Class<T> type) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        return Optional.ofNullable(window.getService(type))
                .orElseThrow(() -> new ExecutionException("the suite's services are not there")); //$NON-NLS-1$
    }

    /**
     * Asks the debug information in a job.
     *
     * @param title what for, for the Progress view
     * @param then gets the answer on the UI thread
     * @param failed gets a refusal's words on the UI thread; the views show them too
     */
    static <T> void ask(StudioActions actions, KernelSource source, String title, Query<T> query, Consumer<T> then,
            Consumer<String> failed) {
        actions.studio().setNotice(""); //$NON-NLS-1$
        StudioJob.start(title, progress -> {
            try {
                T answer = query.ask(source.debugInfo());
                actions.gate().post(() -> then.accept(answer));
            } catch (DebugInfoException refused) {
                throw new TargetException(String.valueOf(refused.getMessage()), refused);
            }
        }, words -> {
            actions.studio().setNotice(words);
            actions.gate().post(() -> failed.accept(words));
        });
    }

    /** Asks for what is at the caret, and shows what can be probed there. */
    private abstract static class Probe extends AbstractHandler {

        @Override
        public final @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
            StudioActions actions = service(event, StudioActions.class);
            KernelSource source = service(event, KernelSource.class);
            EditorText text = EditorText.of(event);
            EditorPlace caret = EditorPlace.of(text);
            TargetAddress target = actions.studio().selected();
            Optional<TargetSession> session = actions.studio().session();
            text.say("", false); //$NON-NLS-1$
            ask(actions, source, NLS.bind(Messages.Probe_job, caret.file().getFileName()),
                    info -> PlacesOnTarget.of(inAny(info, source, caret), target, session),
                    found -> new SourceProbeDialog(actions, found, isFunction()).open(),
                    words -> text.say(words, true));
            return null;
        }

        /* A file that the kernel has no code of may be a module's. */
        private PlacesInSource inAny(DebugInfo info, KernelSource source, EditorPlace caret) throws DebugInfoException {
            try {
                return find(info, caret);
            } catch (DebugInfoException notOfTheKernel) {
                Optional<KernelSource.Module> module = source.moduleOf(caret.file());
                if (module.isEmpty()) {
                    throw notOfTheKernel;
                }
                return find(module.get().info(), caret).of(module.get().name());
            }
        }

        abstract PlacesInSource find(DebugInfo info, EditorPlace caret) throws DebugInfoException;

        abstract boolean isFunction();
    }

    /** Probes the caret's line. */
    public static final class ProbeLine extends Probe {

        @Override
        PlacesInSource find(DebugInfo info, EditorPlace caret) throws DebugInfoException {
            return PlacesInSource.ofLine(info, caret);
        }

        @Override
        boolean isFunction() {
            return false;
        }
    }

    /** Probes the function at the caret. */
    public static final class ProbeFunction extends Probe {

        @Override
        PlacesInSource find(DebugInfo info, EditorPlace caret) throws DebugInfoException {
            return PlacesInSource.ofFunction(info, caret);
        }

        @Override
        boolean isFunction() {
            return true;
        }
    }

    /** Measures the function at the caret. Where the target knows its name, no debug information is needed. */
    public static final class MeasureFunction extends AbstractHandler {

        @Override
        public @Nullable Object execute(@Nullable ExecutionEvent event) throws ExecutionException {
            StudioActions actions = service(event, StudioActions.class);
            KernelSource source = service(event, KernelSource.class);
            EditorText text = EditorText.of(event);
            EditorPlace caret = EditorPlace.of(text);
            if (!caret.word().isEmpty() && actions.studio().session().stream().anyMatch(session -> MeasuredFunction
                    .definitions(caret.word()).stream().allMatch(each -> session.judge(each).accepted()))) {
                measure(actions, text, caret.word());
            } else {
                ask(actions, source, NLS.bind(Messages.Probe_job, caret.file().getFileName()),
                        info -> PlacesInSource.function(info, caret), name -> measure(actions, text, name),
                        words -> text.say(words, true));
            }
            return null;
        }

        private static void measure(StudioActions actions, EditorText text, String function) {
            text.say(NLS.bind(Messages.Measure_begun, function, actions.studio().selected()), false);
            actions.addProbes(MeasuredFunction.definitions(function), true, false);
        }
    }
}
