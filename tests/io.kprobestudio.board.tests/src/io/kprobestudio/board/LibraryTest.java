/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.library.LibrarySet;
import io.kprobestudio.registry.library.ProbeLibrary;
import io.kprobestudio.registry.library.SetOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** All sets of the library at once on a real kernel: it takes them, and they record what is known to have happened. */
public class LibraryTest {

    /* Its driver prepares a clock to read the fuses. */
    private static final String FUSES = "21bc000.efuse";
    private static final String DRIVER = "/sys/bus/platform/drivers/imx_ocotp/";
    private static final String REBIND = "cd " + DRIVER + " && for d in unbind bind; do echo " + FUSES + " >$d; done; ";
    private static final String WORKLOAD = "rmmod dummy 2>/dev/null; modprobe dummy; rmmod dummy; ls -R /sys/bus >/dev/null; "
            + "ping -c 2 127.0.0.1 >/dev/null; ";

    /** The board. */
    @ClassRule
    public static final Board BOARD = Board.any();

    /** Where the recording is. */
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldRecordWhatHappensWhenAllSetsRun() throws IOException, InterruptedException {
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        Path described = folder.getRoot().toPath().resolve("described");
        kprobes.run("describe", "--target", BOARD.target(), "-o", described.toString()).checked();
        Description description = Description.load(described);
        Judge judge = new Judge(Dialect.of(description), description);
        List<String> definitions = new ArrayList<>();
        List<String> events = new ArrayList<>();
        int sets = 0;
        for (LibrarySet set : ProbeLibrary.sets()) {
            SetOffer offer = set.offer(judge);
            sets += offer.isUsable() ? 1 : 0;
            // sets may name their events alike
            String prefix = "s" + ProbeLibrary.sets().indexOf(set) + "_";
            for (String definition : offer.definitions()) {
                definitions.add(definition.substring(0, 2) + prefix + definition.substring(2));
                events.add(prefix + definition.substring(2, definition.indexOf(' ')));
            }
        }
        assertTrue("usable sets: " + sets, sets >= 11);
        Path file = Files.write(folder.getRoot().toPath().resolve("library.kprobes"), definitions);
        Path recording = folder.getRoot().toPath().resolve("library.rec");
        boolean imx6 = !BOARD.sh("ls " + DRIVER + FUSES + " 2>/dev/null; :").isEmpty();

        // the link runs through the network sets' functions, which is dangerous
        Output recorded = kprobes.run("record", "--target", BOARD.target(), "--file", file.toString(),
                "--allow-dangerous", "-o",
                recording.toString(), "--", "sh", "-c", WORKLOAD + (imx6 ? REBIND : ""));
        recorded.checked();
        HitTable table = HitTable.parse(recorded.out());
        for (String event : events) {
            HitTable.Row row = table.row(event);
            assertEquals(row.toString(), row.hits(), row.decoded() + row.filtered() + row.lost());
        }
        String lines = kprobes.run("decode", recording.toString()).checked();
        assertRecorded(lines, "load: ", "module=\"dummy\"");
        assertRecorded(lines, "remove: ", "module=\"dummy\"");
        assertRecorded(lines, "open: ", "path=\"/sys/bus");
        assertRecorded(lines, "fault: ", "address=");
        assertRecorded(lines, "xmit: ",
                definitions.toString().contains("xmit dev_hard_start_xmit device=%") ? "device=0x"
                        : "device=\"lo\"");
        assertRecorded(lines, "receive: ", definitions.toString().contains("receive ip_rcv device=%") ? "device=0x"
                : "device=\"lo\"");
        if (imx6) {
            assertRecorded(lines, "probe: ", "device=\"" + FUSES + "\" driver=\"imx_ocotp\"");
            assertRecorded(lines, "probed: ", "ret=0");
            assertRecorded(lines, "resume: ", "device=\"" + FUSES + "\"");
            assertRecorded(lines, "enable: ", "clock=\"iim\"");
        }
    }

    private static void assertRecorded(String lines, String event, String text) {
        assertTrue("no line with " + event + text + " among " + lines.lines().filter(line -> line.contains("_" + event))
                .limit(10).toList(),
                lines.lines().anyMatch(line -> line.contains("_" + event) && line.contains(text)));
    }
}
