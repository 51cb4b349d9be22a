/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.core.runtime.Platform;
import org.eclipse.help.HelpSystem;
import org.eclipse.help.IContext;
import org.eclipse.help.IHelpResource;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What can be told when all other tests ran: each thing that a plugin.xml of the suite contributes was opened or ran, and
 * nothing was read or written on the UI thread. Runs behind all other classes, in the reverse order of their names, and
 * fails when run alone.
 */
public class AllContributionsTest {

    private static final String PREFIX = "io.kprobestudio.";
    /** Which elements are what {@link Opened} hears of. */
    private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("org.eclipse.ui.views/view", "part"),
            Map.entry("org.eclipse.ui.editors/editor", "part"), Map.entry("org.eclipse.ui.commands/command", "command"),
            Map.entry("org.eclipse.ui.newWizards/wizard", "wizard"),
            Map.entry("org.eclipse.ui.importWizards/wizard", "wizard"),
            Map.entry("org.eclipse.ui.exportWizards/wizard", "wizard"),
            Map.entry("org.eclipse.ui.preferencePages/page", "page"), Map.entry("org.eclipse.ui.intro/intro", "intro"),
            Map.entry("org.eclipse.ui.cheatsheets.cheatSheetContent/cheatsheet", "cheat sheet"),
            Map.entry("org.eclipse.ui.propertyPages/page", "property page"),
            Map.entry("org.eclipse.ui.navigator.navigatorContent/navigatorContent", "content"),
            Map.entry("org.eclipse.debug.core.launchConfigurationTypes/launchConfigurationType", "launch type"));

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @Test
    public void shouldHaveOpenedEachContributionWhenAllOtherTestsRan() throws Exception {
        Set<String> missing = new TreeSet<>();
        int found = 0;
        for (Bundle bundle : suite()) {
            for (String contribution : contributions(bundle)) {
                found++;
                if (!Opened.ids().contains(contribution)) {
                    missing.add(contribution);
                }
            }
        }
        assertTrue("contributions of the suite: " + found, found > 20);
        assertEquals("contributed, but neither opened nor run by a UI test", Set.of(), missing);
    }

    @Test
    public void shouldHaveKeptFilesAndSocketsOffTheUiThreadWhenAllOtherTestsRan() {
        // the recorder tells once a second
        Pictures.settle(3000);
        UiWatch.report().forEach(line -> System.out.println("the UI thread was kept for more than 50 ms " + line));
        assertEquals("read or written on the UI thread", Set.of(), UiInput.found());
    }

    @Test
    public void shouldHaveWordsAndPagesWhenHelpIsAsked() throws Exception {
        Bundle product = Objects.requireNonNull(Platform.getBundle(PREFIX + "product"));
        NodeList contexts = read(product, "help/contexts.xml").getElementsByTagName("context");
        assertTrue("help contexts: " + contexts.getLength(), contexts.getLength() > 5);
        for (int i = 0; i < contexts.getLength(); i++) {
            String id = PREFIX + "ui." + ((Element) contexts.item(i)).getAttribute("id");
            IContext context = HelpSystem.getContext(id);
            assertNotNull(id, context);
            assertTrue(id, context.getText().length() > 20);
            for (IHelpResource topic : context.getRelatedTopics()) {
                String page = topic.getHref().substring(topic.getHref().indexOf("help/"));
                assertNotNull(id + ": " + topic.getHref(), product.getEntry(page));
            }
        }
    }

    private static List<Bundle> suite() {
        return Arrays.stream(FrameworkUtil.getBundle(AllContributionsTest.class).getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(PREFIX) && bundle.getEntry("plugin.xml") != null)
                .toList();
    }

    private static List<String> contributions(Bundle bundle) throws Exception {
        Set<String> contributions = new TreeSet<>();
        NodeList extensions = read(bundle, "plugin.xml").getElementsByTagName("extension");
        for (int i = 0; i < extensions.getLength(); i++) {
            Element extension = (Element) extensions.item(i);
            NodeList elements = extension.getChildNodes();
            for (int j = 0; j < elements.getLength(); j++) {
                if (elements.item(j) instanceof Element element) {
                    String kind = KINDS.get(extension.getAttribute("point") + "/" + element.getTagName());
                    if (kind != null) {
                        contributions.add((element.hasAttribute("launcher") ? "launcher" : kind) + " "
                                + element.getAttribute("id"));
                    }
                }
            }
        }
        return List.copyOf(contributions);
    }

    private static Document read(Bundle bundle, String entry) throws Exception {
        try (InputStream in = Objects.requireNonNull(bundle.getEntry(entry)).openStream()) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }
}
