/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.decoder.TraceDatWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IPageLayout;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Recordings of a project in the Project Explorer: one node each, with what they hold, opened in the Events view. */
public class RecordingsExplorerTest {

    private static final String EVENTS = "io.kprobestudio.ui.events.";
    private static final String PROPERTIES = "org.eclipse.ui.file.properties";
    private static final String RELEASE = "\\d+\\.\\d+\\S* \\S+";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private final IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject("boards");
    private long events;

    @Before
    public void record() throws Exception {
        Path recording = Workbench.record(20, "p:slow vfs_read count=%r2:u32", "r:slowret vfs_read ret=$retval:s32");
        events = Workbench.session().recording().events();
        Workbench.clean();
        project.create(null);
        project.open(null);
        Path folder = path(project);
        copy(recording, folder.resolve("reads"));
        TraceDatWriter.write(recording, folder.resolve("reads.dat"), 6);
        Files.writeString(folder.resolve("weights.dat"), "1 2 3\n");
        project.refreshLocal(IResource.DEPTH_INFINITE, null);
        Workbench.view(IPageLayout.ID_PROJECT_EXPLORER);
    }

    @After
    public void tidy() throws Exception {
        Workbench.studio().show(null);
        project.delete(true, true, null);
        Robot.page().resetPerspective();
        Robot.settle();
    }

    private static Path path(IResource resource) {
        return Objects.requireNonNull(resource.getLocation()).toPath();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }

    private static Tree tree() {
        return Robot.only(Workbench.view(IPageLayout.ID_PROJECT_EXPLORER), Tree.class, any -> true);
    }

    private static List<String> labels(TreeItem item) {
        return Arrays.stream(item.getItems()).map(TreeItem::getText).toList();
    }

    private static void expand(TreeItem item) {
        item.setExpanded(true);
        Event event = new Event();
        event.item = item;
        item.getParent().notifyListeners(SWT.Expand, event);
        Robot.settle();
    }

    /** The project's node, open. */
    private TreeItem opened() {
        Robot.waitFor("the project", () -> Arrays.stream(tree().getItems()).anyMatch(this::isProject));
        TreeItem item = Arrays.stream(tree().getItems()).filter(this::isProject).findFirst().orElseThrow();
        expand(item);
        return item;
    }

    private boolean isProject(TreeItem item) {
        return item.getText().equals(project.getName());
    }

    /** The node that begins with a name, in the project, when the recording was read. */
    private TreeItem node(String name) {
        TreeItem top = opened();
        String read = name + "  " + RELEASE + ", .*";
        try {
            Robot.waitFor("a node for " + name, () -> labels(top).stream().anyMatch(label -> label.matches(read)));
        } catch (AssertionError missing) {
            throw new AssertionError(missing.getMessage() + " among " + labels(top), missing);
        }
        return child(top, read);
    }

    private static TreeItem child(TreeItem parent, String pattern) {
        return Arrays.stream(parent.getItems()).filter(item -> item.getText().matches(pattern)).findFirst()
                .orElseThrow(() -> new AssertionError(pattern + ": " + labels(parent)));
    }

    private static void select(TreeItem item) {
        Tree tree = item.getParent();
        tree.setFocus();
        tree.setSelection(item);
        Event event = new Event();
        event.item = item;
        tree.notifyListeners(SWT.Selection, event);
        Robot.settle();
    }

    private static void doubleClick(TreeItem item) {
        select(item);
        Event event = new Event();
        event.item = item;
        item.getParent().notifyListeners(SWT.DefaultSelection, event);
        Robot.settle();
    }

    private static void waitForEvents(Path recording) {
        Robot.waitFor(recording + " to be shown", () -> Workbench.studio().events().source().equals(recording));
        assertEquals(EVENTS + "events", Robot.page().getActivePart().getSite().getId());
    }

    @Test
    public void shouldShowEachRecordingAsOneNodeWhenTheProjectIsOpened() {
        TreeItem folder = node("reads");
        TreeItem file = node("reads\\.dat");
        String counted = String.format("%,d events", Long.valueOf(events));
        for (TreeItem item : List.of(folder, file)) {
            assertTrue(item.getText(), item.getText().matches(".*, \\d+ CPUs, \\d+\\.\\d\\d s, " + counted));
        }
        assertEquals(List.of("2 probes", "Files"), labels(opened(folder)).subList(1, 3));
        TreeItem cpus = opened(child(folder, "\\d+ CPUs"));
        assertTrue(labels(cpus).toString(), labels(cpus).get(0).matches("CPU 0  [\\d,]+ KiB"));
        assertEquals(cpus.getText(), labels(cpus).size() + " CPUs");
        List<String> probes = labels(opened(child(folder, "2 probes")));
        assertTrue(probes.toString(), probes.stream().anyMatch(line -> line.matches("p:\\S+/slow vfs_read.*"))
                && probes.stream().anyMatch(line -> line.startsWith("r")));
        pictures.take("explorer");
        List<String> files = labels(opened(child(folder, "Files")));
        assertTrue(files.toString(),
                files.contains("header_page") && files.indexOf("per_cpu") < files.indexOf("header_page"));
        assertEquals("a file of another kind keeps its label", "weights.dat", child(opened(), "weights.*").getText());
        assertEquals(0, child(opened(), "weights.*").getItemCount());
        Opened.add("content", EVENTS + "recordings");
    }

    private static TreeItem opened(TreeItem item) {
        expand(item);
        return item;
    }

    @Test
    public void shouldShowTheEventsWhenARecordingIsOpened() {
        doubleClick(node("reads"));
        waitForEvents(path(project.getFolder("reads")));
        doubleClick(node("reads\\.dat"));
        waitForEvents(path(project.getFile("reads.dat")));
        Opened.add("launcher", EVENTS + "launcher");
        TreeItem folder = node("reads");
        expand(folder);
        select(child(folder, "2 probes"));
        ViewMenu.of(tree().getMenu()).choose("&Open in Events");
        waitForEvents(path(project.getFolder("reads")));
    }

    @Test
    public void shouldWriteTheEventsForOtherToolsWhenARecordingIsExported() throws Exception {
        for (String ending : List.of(".csv", ".json", ".txt")) {
            select(node("reads"));
            Path to = path(project).resolve("exported" + ending);
            Workbench.command(EVENTS + "export", EVENTS + "path", to.toString());
            Robot.waitFor(to + " to be whole", () -> lines(to) == events + (ending.equals(".csv") ? 1 : 0));
        }
        select(node("reads"));
        assertTrue(ViewMenu.of(tree().getMenu()).item("Export Recording...").isEnabled());
        Path file = path(project).resolve("exported.dat");
        Workbench.command(EVENTS + "export", EVENTS + "path", file.toString());
        Robot.waitFor("trace.dat", () -> Files.exists(file));
        select(node("reads\\.dat"));
        Workbench.command(EVENTS + "export", EVENTS + "path", path(project).resolve("again.dat").toString());
        Robot.waitFor("a refusal", () -> Workbench.studio().notice().contains("again.dat"));
        Workbench.studio().setNotice("");
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file, StandardCharsets.ISO_8859_1)
                : Stream.empty()) {
            return lines.filter(line -> !line.startsWith("#")).count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    public void shouldTellWhatItHoldsWhenPropertiesAreAsked() {
        select(node("reads"));
        DialogRobot.drive("Properties", () -> Workbench.command(PROPERTIES), dialog -> {
            dialog.act(RecordingsExplorerTest::choosePage);
            dialog.waitFor("the facts", shell -> values(shell).stream().anyMatch(value -> value.endsWith(" events")));
            List<String> values = dialog.read(RecordingsExplorerTest::values);
            assertTrue(values.toString(),
                    values.stream().anyMatch(value -> value.matches("(?s)[pr]\\d*:.*vfs_read.*")));
            dialog.pause();
            dialog.act(shell -> pictures.take("recording-properties", shell));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
        Opened.add("property page", EVENTS + "recordingProperties");
    }

    private static void choosePage(Shell shell) {
        Tree pages = Robot.only(shell, Tree.class, any -> true);
        TreeItem page = Arrays.stream(pages.getItems()).filter(item -> item.getText().equals("Recording")).findFirst()
                .orElseThrow();
        pages.setSelection(page);
        Event event = new Event();
        event.item = page;
        pages.notifyListeners(SWT.Selection, event);
    }

    private static List<String> values(Shell shell) {
        return Robot.all(shell, Text.class).stream().filter(text -> !text.getEditable()).map(Text::getText).toList();
    }

    @Test
    public void shouldReadARecordingAgainWhenItChanged() throws Exception {
        TreeItem before = node("reads");
        assertTrue(before.getText(), before.getText().endsWith(" events"));
        IFolder folder = project.getFolder("reads");
        for (IResource cpu : folder.getFolder("per_cpu").members()) {
            Files.write(path(cpu).resolve("trace_pipe_raw"), new byte[0]);
        }
        folder.refreshLocal(IResource.DEPTH_INFINITE, null);
        Robot.waitFor("no events", () -> node("reads").getText().endsWith(", 0 events"));
    }
}
