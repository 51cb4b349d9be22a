/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.RecordingSet;

/**
 * Two boards with clocks of their own, and something that neither of them decides: this machine knocks at one and the other
 * in turn, each time when the last one has answered. In one order of time the knocks come as they were sent, and each stands
 * between its question and its answer.
 */
public class TwoBoardsTest {

    private static final int KNOCKS = 40;
    private static final int PATIENCE_MILLIS = 120_000;

    @ClassRule
    public static final Board FIRST = Board.any();

    @ClassRule
    public static final Board SECOND = Board.with("second-" + ProcessHandle.current().pid());

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /**
     * What this machine knows of a knock.
     *
     * @param sent when it was sent, on this machine's clock
     * @param answered when the server there had said its first word
     */
    private record Knock(Board board, long sent, long answered) {

        static Knock at(Board board) throws IOException {
            long sent = System.nanoTime();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), board.port()), PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                assertEquals('S', socket.getInputStream().read());
                return new Knock(board, sent, System.nanoTime());
            }
        }
    }

    /** What was recorded of one: by which board, and when in the common time. */
    private record Heard(int member, long common) {
    }

    @Test
    public void shouldShowKnocksAtBothInTheOrderInWhichTheyWereSent() throws Exception {
        Path place = folder.getRoot().toPath().resolve("both");
        List<Knock> knocks = new ArrayList<>();
        try (Running record = new Kprobes(folder.newFolder("state").toPath()).start("record", "-t", FIRST.target(),
                "-t",
                SECOND.target(), "-o", place.toString(), "--probe", "p:knock tcp_conn_request")) {
            for (int waited = 0; record.said().split("recording: target=", -1).length < 3; waited += 50) {
                assertTrue(record.said(), record.isAlive() && waited < PATIENCE_MILLIS);
                Thread.sleep(50);
            }
            for (int i = 0; i < KNOCKS; i++) {
                knocks.add(Knock.at(i % 2 == 0 ? FIRST : SECOND));
            }
            record.signal("INT");
            Output recorded = record.await();
            assertTrue(recorded.toString(), recorded.status() == 0 || recorded.status() == 130);
        }
        List<RecordingSet.Member> members = new ArrayList<>();
        for (Path one : RecordingSet.recordingsIn(place)) {
            members.add(RecordingSet.Member.open(one).choose(EventFilter.parse("event == \"knock\"")));
        }
        RecordingSet set = new RecordingSet(members);
        List<Heard> heard = new ArrayList<>();
        set.read((member, common, cpu, time, buffer, offset, length) -> heard.add(new Heard(member, common)),
                Long.MAX_VALUE);
        assertEquals(heard.toString(), KNOCKS, heard.size());
        long uncertainty = set.uncertainty(1);
        long spread = between(knocks, inOrder(heard, uncertainty), uncertainty);
        System.out.printf(
                "%d knocks at two boards in turn: in order, each between its question and its answer; the clocks agree"
                        + " to +- %d us, and the knocks leave %d us open%n",
                KNOCKS, uncertainty / 1000, spread / 1000);
    }

    /** The knocks' common times, as they were sent: one after the other, but where they are nearer than the clocks are known. */
    private static List<Long> inOrder(List<Heard> heard, long uncertainty) {
        List<List<Long>> byBoard = List.of(new ArrayList<>(), new ArrayList<>());
        heard.forEach(one -> byBoard.get(one.member).add(one.common));
        assertEquals(KNOCKS / 2, byBoard.get(0).size());
        int first = byBoard.get(0).get(0) < byBoard.get(1).get(0) + uncertainty ? 0 : 1;
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < KNOCKS; i++) {
            sent.add(byBoard.get((i + first) % 2).get(i / 2));
            assertTrue("knock %d is too early: %s us, known to +- %d us".formatted(i, sent, uncertainty / 1000),
                    i == 0 || sent.get(i - 1) <= sent.get(i) + uncertainty);
        }
        return sent;
    }

    /** One difference between this machine's clock and the common time puts each knock between question and answer. */
    private static long between(List<Knock> knocks, List<Long> heard, long uncertainty) {
        long least = Long.MIN_VALUE;
        long most = Long.MAX_VALUE;
        for (int i = 0; i < KNOCKS; i++) {
            least = Math.max(least, knocks.get(i).sent - heard.get(i));
            most = Math.min(most, knocks.get(i).answered - heard.get(i));
        }
        assertTrue("no difference fits: at least %d, at most %d, known to +- %d us".formatted(least / 1000, most / 1000,
                uncertainty / 1000), least <= most + 2 * uncertainty);
        return most - least;
    }
}
