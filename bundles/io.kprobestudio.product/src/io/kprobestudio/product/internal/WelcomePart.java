/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.product.internal;

import io.kprobestudio.ui.Images;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.IntroPart;

/** The Welcome page: what can be done first, each a link that closes the page and does it. Made by the workbench. */
public final class WelcomePart extends IntroPart {

    private static final String RUN_SET = "io.kprobestudio.ui.probes.runSet(io.kprobestudio.ui.probes.set=File opens," //$NON-NLS-1$
            + "io.kprobestudio.ui.probes.target=sim:)"; //$NON-NLS-1$
    private static final String ADD_TARGET = "io.kprobestudio.ui.probes.addTarget"; //$NON-NLS-1$
    private static final String CHEAT_SHEET = "org.eclipse.ui.cheatsheets.openCheatSheet(cheatSheetId=" //$NON-NLS-1$
            + "io.kprobestudio.product.firstProbe)"; //$NON-NLS-1$
    private static final String HELP = "org.eclipse.ui.help.helpContents"; //$NON-NLS-1$
    private static final int WIDTH = 520;

    private @Nullable Link first;

    /**
     * Something to begin with.
     *
     * @param picture the name of its picture
     * @param title its link
     * @param sentence what comes of it
     * @param command the command as text, with its parameters; empty for the workbench alone
     */
    private record Begin(String picture, String title, String sentence, String command) {
    }

    private static List<Begin> begins() {
        return List.of(new Begin("target-sim", Messages.Welcome_simulated, Messages.Welcome_simulatedText, RUN_SET), //$NON-NLS-1$
                new Begin("target-board", Messages.Welcome_board, Messages.Welcome_boardText, ADD_TARGET), //$NON-NLS-1$
                new Begin("probe-new", Messages.Welcome_guide, Messages.Welcome_guideText, CHEAT_SHEET), //$NON-NLS-1$
                new Begin("library", Messages.Welcome_help, Messages.Welcome_helpText, HELP), //$NON-NLS-1$
                new Begin("run", Messages.Welcome_workbench, Messages.Welcome_workbenchText, "")); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Override
    public void createPartControl(@Nullable Composite parent) {
        ScrolledComposite scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        Composite page = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(24, 24).applyTo(page);
        Composite middle = new Composite(page, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 2).applyTo(middle);
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.CENTER, SWT.CENTER).applyTo(middle);
        Label title = new Label(middle, SWT.NONE);
        title.setText(Messages.Welcome_title);
        title.setFont(JFaceResources.getHeaderFont());
        GridDataFactory.fillDefaults().span(2, 1).applyTo(title);
        sentence(middle, Messages.Welcome_text, 2);
        Images images = new Images(page);
        begins().forEach(begin -> add(middle, begin, images));
        scroll.setContent(page);
        scroll.setMinSize(page.computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    private static void sentence(Composite middle, String words, int span) {
        Label text = new Label(middle, SWT.WRAP);
        text.setText(words);
        GridDataFactory.fillDefaults().span(span, 1).hint(WIDTH, SWT.DEFAULT).applyTo(text);
    }

    private void add(Composite middle, Begin begin, Images images) {
        Label picture = new Label(middle, SWT.NONE);
        picture.setImage(images.get(begin.picture));
        GridDataFactory.fillDefaults().span(1, 2).align(SWT.CENTER, SWT.BEGINNING).indent(0, 16).applyTo(picture);
        Link link = new Link(middle, SWT.NONE);
        link.setText("<a>" + begin.title + "</a>"); //$NON-NLS-1$ //$NON-NLS-2$
        link.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
        link.addListener(SWT.Selection, event -> begin(begin));
        GridDataFactory.fillDefaults().indent(0, 14).applyTo(link);
        sentence(middle, begin.sentence, 1);
        if (first == null) {
            first = link;
        }
    }

    private void begin(Begin begin) {
        IWorkbenchWindow window = getIntroSite().getWorkbenchWindow();
        PlatformUI.getWorkbench().getIntroManager().closeIntro(this);
        if (begin.command.isEmpty()) {
            return;
        }
        try {
            service(window, IHandlerService.class).executeCommand(
                    service(window, ICommandService.class).deserialize(begin.command), null);
        } catch (CommandException failed) {
            ILog.of(WelcomePart.class).error("the Welcome page's command failed: " + begin.command, failed); //$NON-NLS-1$
        }
    }

    private static <T> T service(IWorkbenchWindow window, Class<T> type) {
        return Optional.ofNullable(window.getService(type))
                .orElseThrow(() -> new IllegalStateException("a service of the workbench is not there: " + type)); //$NON-NLS-1$
    }

    @Override
    public void standbyStateChanged(boolean standby) {
        // the page looks the same when it stands beside the views
    }

    @Override
    public void setFocus() {
        Link link = first;
        if (link != null) {
            link.setFocus();
        }
    }
}
