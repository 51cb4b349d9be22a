/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.IExecutionListener;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.intro.IIntroManager;

/**
 * What the tests opened and ran of the workbench so far: views, editors, commands, and what tests add themselves. One for
 * all tests; UI thread only.
 */
final class Opened implements IExecutionListener, IPartListener2 {

    private static final Opened ALL = new Opened();

    private final Set<String> ids = new TreeSet<>();
    private boolean listening;

    private Opened() {
    }

    /** Begins to listen, where that was not done yet. */
    static void listen() {
        if (!ALL.listening) {
            ALL.listening = true;
            closeWelcome();
            Pictures.begin();
            UiWatch.begin();
            UiInput.begin();
            PlatformUI.getWorkbench().getService(ICommandService.class).addExecutionListener(ALL);
            PlatformUI.getWorkbench().getActiveWorkbenchWindow().getPartService().addPartListener(ALL);
        }
    }

    /** Closes the Welcome page that the first start shows over the views. */
    static void closeWelcome() {
        IIntroManager intros = PlatformUI.getWorkbench().getIntroManager();
        if (intros.getIntro() != null) {
            intros.closeIntro(intros.getIntro());
            Robot.settle();
        }
    }

    /** Adds what no listener hears of, such as a preference page. */
    static void add(String kind, String id) {
        ALL.ids.add(kind + " " + id);
    }

    /** What was opened and ran, each as {@code kind id}. */
    static Set<String> ids() {
        return Set.copyOf(ALL.ids);
    }

    @Override
    @NonNullByDefault({})
    public void partOpened(IWorkbenchPartReference part) {
        add("part", part.getId());
    }

    @Override
    @NonNullByDefault({})
    public void partActivated(IWorkbenchPartReference part) {
        add("part", part.getId());
    }

    @Override
    @NonNullByDefault({})
    public void postExecuteSuccess(String command, Object result) {
        add("command", command);
    }

    @Override
    @NonNullByDefault({})
    public void notHandled(String command, NotHandledException none) {
        // it did not run
    }

    @Override
    @NonNullByDefault({})
    public void postExecuteFailure(String command, ExecutionException failed) {
        // the test that ran it fails
    }

    @Override
    @NonNullByDefault({})
    public void preExecute(String command, ExecutionEvent event) {
        // it has not run yet
    }
}
