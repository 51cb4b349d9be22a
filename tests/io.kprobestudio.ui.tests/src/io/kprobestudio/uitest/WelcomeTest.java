/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.intro.IIntroManager;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The way of a new user: from the Welcome page to a chart of real hits, and the cheat sheet for the first probe. */
public class WelcomeTest {

    private static final String CHEAT_SHEET = "io.kprobestudio.product.firstProbe";
    private static final String CHEAT_SHEETS = "org.eclipse.ui.cheatsheets.views.CheatSheetView";
    private static final long MINUTE = 60_000_000_000L;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    private final Pictures pictures = new Pictures();

    @Before
    public void clean() throws Exception {
        Workbench.connected(TargetAddress.parse("sim:"));
        Workbench.clean();
    }

    @After
    public void tidy() {
        Opened.closeWelcome();
        IViewPart sheet = Robot.page().findView(CHEAT_SHEETS);
        if (sheet != null) {
            Robot.page().hideView(sheet);
        }
        Workbench.clean();
    }

    @Test
    public void shouldShowAChartOfHitsWithinAMinuteWhenTheFirstLinkIsPressed() throws Exception {
        long begin = System.nanoTime();
        Shell window = welcome();
        pictures.take("welcome");
        List<Link> links = Robot.all(window, Link.class).stream().filter(Control::isVisible).toList();
        assertEquals(links.toString(), 5, links.size());
        press(links.getFirst());
        Robot.waitFor("hits in the chart", () -> Workbench.session().history().stream()
                .anyMatch(trace -> trace.points().stream().anyMatch(point -> point.rate() > 0)));
        long needed = System.nanoTime() - begin;
        assertTrue("seconds=" + needed / 1e9, needed < MINUTE);
        assertNull("the page makes room", PlatformUI.getWorkbench().getIntroManager().getIntro());
        assertTrue("the chart is in front", Robot.page().isPartVisible(Robot.page().findView(Workbench.HITS)));
        System.out.printf("from the Welcome page to a chart of hits: 1 action, %.1f s%n", needed / 1e9);
    }

    @Test
    public void shouldOpenTheCheatSheetWhenItsLinkIsPressed() {
        Shell window = welcome();
        press(Robot.all(window, Link.class).stream().filter(link -> link.getText().contains("step by step"))
                .findFirst().orElseThrow());
        Robot.waitFor("the cheat sheet", () -> Robot.page().findView(CHEAT_SHEETS) != null);
        IViewPart sheet = Robot.page().findView(CHEAT_SHEETS);
        assertNotNull(sheet);
        Robot.waitFor("its content", () -> Robot.all(Workbench.content(sheet), Control.class).size() > 10);
        Opened.add("cheat sheet", CHEAT_SHEET);
        pictures.take("cheat-sheet");
    }

    @Test
    public void shouldNameACommandThatIsThereInEachStepWhenSheetIsRead() throws Exception {
        ICommandService commands = Objects.requireNonNull(
                PlatformUI.getWorkbench().getService(ICommandService.class));
        List<String> named = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Platform.getBundle("io.kprobestudio.product")
                .getEntry("cheatsheets/first-probe.xml")).openStream()) {
            NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)
                    .getElementsByTagName("command");
            for (int i = 0; i < found.getLength(); i++) {
                String text = ((Element) found.item(i)).getAttribute("serialization");
                ParameterizedCommand command = commands.deserialize(text);
                assertTrue(text, command.getCommand().isHandled());
                named.add(command.getId());
            }
        }
        assertEquals(named.toString(), 6, named.size());
    }

    private static Shell welcome() {
        IIntroManager intros = PlatformUI.getWorkbench().getIntroManager();
        assertTrue("the product has a Welcome page", intros.hasIntro());
        intros.showIntro(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), false);
        Robot.settle();
        Opened.add("intro", "io.kprobestudio.product.intro");
        assertNotNull(intros.getIntro());
        return PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
    }

    private static void press(Link link) {
        Event event = new Event();
        event.widget = link;
        link.notifyListeners(SWT.Selection, event);
        Robot.settle();
    }
}
