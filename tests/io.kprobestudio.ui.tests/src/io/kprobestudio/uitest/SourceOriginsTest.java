/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.source.SourceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What the debug information, or a kernel's types, say of events, definitions and lines. */
public class SourceOriginsTest {

    private static final String UNPROBED = "io.kprobestudio.ui.probes.unprobed";
    private static final String OTHER = "00112233445566778899aabbccddeeff00112233";
    private static final String COMMANDS = "io.kprobestudio.ui.probes.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    private final Pictures pictures = new Pictures();
    private final KernelWithSource kernel;

    /** Unpacks a kernel. */
    public SourceOriginsTest() throws Exception {
        kernel = KernelWithSource.unpack();
    }

    @Before
    public void name() {
        kernel.name(node());
    }

    @After
    public void tidy() throws Exception {
        node().clear();
        ProbeFile.closeAll();
        filter("");
        Workbench.studio().show(null);
        KernelWithSource.leave();
        Robot.page().resetPerspective();
    }

    private static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(StudioSettings.NODE);
    }

    private static void filter(String expression) {
        StyledText field = Robot.only(Workbench.view(Workbench.EVENTS), StyledText.class, StyledText::getEditable);
        field.setText(expression);
        Workbench.key(field, SWT.CR, 0);
    }

    private ProbeFile source() throws Exception {
        return ProbeFile.of(IDE.openEditorOnFileStore(Robot.page(), EFS.getLocalFileSystem().getStore(
                kernel.source().resolve("src/places.c").toUri())));
    }

    @Test
    public void shouldSayWhereInTheSourceWhenDetailsOfAnEventAreOpen() throws Exception {
        Workbench.open(kernel.recording());
        Composite view = Workbench.view(Workbench.EVENTS);
        Table table = Robot.only(view, Table.class, any -> true);
        filter("event == \"wr\"");
        Robot.waitFor("hits of wr", () -> table.getItemCount() > 0 && Arrays.stream(table.getItems())
                .allMatch(item -> Workbench.cell(item, "Event").endsWith("wr")));
        Workbench.key(table, SWT.HOME, 0);
        table.notifyListeners(SWT.DefaultSelection, new Event());
        StyledText details = Robot.only(view, StyledText.class, text -> !text.getEditable());
        Robot.waitFor("the line", () -> details.getText().contains("\ncounted_too at /src/places.c:44\n"));
        assertTrue(details.getText(), details.getText().matches("(?s).*\\ncount +\\d+  0x[0-9a-f]+  \\(seed\\)\\n.*"));
        pictures.take("source-details");
    }

    @Test
    public void shouldOfferParametersWhenOnlyTheKernelsTypesAreKnown() throws Exception {
        node().remove(SourceSettings.VMLINUX);
        Workbench.connected(kernel.typed());
        ProbeFile probes = ProbeFile.open("types.kprobes", "p:here vfs_read cou\n");
        ProbesEditorAssistTest.complete(probes, "vfs_read cou", "count=%dx:x64  -  size_t count");
        Robot.waitFor("the parameter", () -> probes.text().equals("p:here vfs_read count=%dx:x64\n"));
        probes.replace("\n", " file->f_inode\n");
        ProbesEditorAssistTest.complete(probes, "file->f_inode", "f_inode=+");
        ProbesEditorAssistTest.assertHover(probes, "vfs_read", "variables: struct file *file = %di, ");
        ProbesEditorAssistTest.assertHover(probes, "count=", "reads count");
        ProbesEditorAssistTest.assertHover(probes, "f_inode=", "reads file->f_inode");
    }

    @Test
    public void shouldMarkStatementsWithoutCodeWhenTheSourceIsShown() throws Exception {
        ProbeFile source = source();
        Robot.waitFor("marks", () -> !marked(source.editor()).isEmpty());
        // all else has code, is a comment, a brace or the head of a function
        assertEquals(Set.of("int second_name(int seed) __attribute__((alias(\"sums\")));"), marked(source.editor()));
        source.viewer().revealRange(source.offset("count += seed"), 1);
        Robot.settle();
        pictures.take("source-unprobed");
        node().remove(SourceSettings.VMLINUX);
        Robot.waitFor("no marks", () -> marked(source.editor()).isEmpty());
    }

    /** The texts of the lines that are marked. */
    private static Set<String> marked(ITextEditor editor) {
        IDocument document = Objects.requireNonNull(editor.getDocumentProvider().getDocument(editor.getEditorInput()));
        IAnnotationModel model = Objects.requireNonNull(
                editor.getDocumentProvider().getAnnotationModel(editor.getEditorInput()));
        Set<String> lines = new TreeSet<>();
        for (Iterator<Annotation> each = model.getAnnotationIterator(); each.hasNext();) {
            Annotation annotation = each.next();
            if (annotation.getType().equals(UNPROBED)) {
                String text = document.get();
                int from = Objects.requireNonNull(model.getPosition(annotation)).getOffset();
                lines.add(text.substring(from, text.indexOf('\n', from)).strip());
            }
        }
        return lines;
    }

    @Test
    public void shouldNameTheModuleWhenALineOfItsSourceIsProbed() throws Exception {
        Path folder = Files.createDirectories(kernel.folder().resolve("modules"));
        Files.copy(kernel.vmlinux(), folder.resolve("my-driver.ko.debug"));
        node().put(SourceSettings.MODULES, folder.toString());
        // of the other source file alone
        node().put(SourceSettings.VMLINUX, kernel.folder().resolve("objects/arm-dwarf5.o").toString());
        ProbeFile source = source();
        source.editor().selectAndReveal(source.offset("count += s") + 4, 0);
        Robot.page().activate(source.editor());
        DialogRobot.drive("Probe This Line", () -> Workbench.command(COMMANDS + "probeLine"), dialog -> {
            dialog.waitFor("the module", shell -> Robot.only(shell, StyledText.class, any -> true).getText()
                    .matches("p:counted_too_44 my_driver:counted_too.*"));
            dialog.waitFor("what is not known", shell -> Robot.all(shell, Text.class).stream()
                    .anyMatch(text -> text.getText()
                            .contains("has this very build of the module my_driver is not known")));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
    }

    @Test
    public void shouldAddWhenAModuleOfManyHasTheSameBuildId() throws Exception {
        // More files than are looked through, first by their names; the module's folder is called as its source's is.
        Path others = Files.createDirectories(kernel.folder().resolve("modules/kernel/zoo"));
        for (int i = 0; i < 80; i++) {
            Files.writeString(others.resolve("zebra-" + i + ".ko"), "no module");
        }
        offer(DebugInfo.open(kernel.vmlinux()).buildId().orElseThrow(),
                "has this very build of the module my_driver: the build ids are the same", true);
    }

    @Test
    public void shouldOnlyOfferAFileWhenAnotherBuildOfTheModuleIsLoaded() throws Exception {
        offer(OTHER, "build id " + OTHER, false);
    }

    /* Probes a line of a module that is loaded; what the dialog says, and whether the target may get the probe. */
    private void offer(String loaded, String words, boolean toTarget) throws Exception {
        Path folder = Files.createDirectories(kernel.folder().resolve("modules/kernel/src"));
        Files.copy(kernel.vmlinux(), folder.resolve("my-driver.ko"));
        node().put(SourceSettings.MODULES, kernel.folder().resolve("modules").toString());
        node().put(SourceSettings.VMLINUX, kernel.folder().resolve("objects/arm-dwarf5.o").toString());
        Workbench.connected(kernel.target(OTHER, "my_driver", loaded));
        ProbeFile source = source();
        source.editor().selectAndReveal(source.offset("count += s") + 4, 0);
        Robot.page().activate(source.editor());
        DialogRobot.drive("Probe This Line", () -> Workbench.command(COMMANDS + "probeLine"), dialog -> {
            dialog.waitFor("the module", shell -> Robot.only(shell, StyledText.class, any -> true).getText()
                    .matches("p:counted_too_44 my_driver:counted_too.*"));
            dialog.waitFor("whether it is the same", shell -> Robot.all(shell, Text.class).stream()
                    .anyMatch(text -> text.getText().contains(words)));
            assertEquals(toTarget, dialog.read(shell -> Robot.all(shell, Button.class).stream()
                    .filter(button -> button.getText().startsWith("On the target")).findFirst().orElseThrow()
                    .isEnabled()));
            dialog.press("Cancel");
            dialog.waitForClose();
        });
    }

    @Test
    public void shouldReadAModulesFileWhenAPlaceOfItIsNamed() throws Exception {
        Path folder = Files.createDirectories(kernel.folder().resolve("modules/kernel/drivers"));
        Files.copy(kernel.vmlinux(), folder.resolve("my-driver.ko"));
        node().put(SourceSettings.MODULES, kernel.folder().resolve("modules").toString());
        Workbench.command(COMMANDS + "openSource", COMMANDS + "place", "(counted_too+0x0/0x60 [my_driver])");
        Robot.waitFor("the source", () -> Robot.page().getActiveEditor() != null);
        assertEquals("places.c", Objects.requireNonNull(Robot.page().getActiveEditor()).getTitle());
        ProbeFile probes = ProbeFile.open("module.kprobes", "p:here my_driver:counted_too see\n");
        ProbesEditorAssistTest.complete(probes, "counted_too see", "seed=%r0:s32  -  int seed");
        Robot.waitFor("the variable", () -> probes.text().equals("p:here my_driver:counted_too seed=%r0:s32\n"));
        ProbesEditorAssistTest.assertHover(probes, "my_driver:", "source: counted_too at /src/places.c:");
        Workbench.command(COMMANDS + "openSource", COMMANDS + "place", "(counted_too+0x0/0x60 [other])");
        Robot.waitFor("what is missing",
                () -> Workbench.studio().notice().contains("No debug information of the module other"));
        Workbench.studio().setNotice("");
    }
}
