/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.registry.ApplyReport.Result;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;

public class ProbeRegistryTest {

    private static final String FOREIGN = "p:kprobes/theirs vfs_read";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private FakeBoard board = new FakeBoard();
    private StateFolder state = new StateFolder(java.nio.file.Path.of("unset"));
    private String own = "";

    @Before
    public void prepare() throws IOException {
        board = new FakeBoard();
        board.foreign("kprobes/theirs", FOREIGN);
        state = new StateFolder(folder.getRoot().toPath());
        own = state.workspaceId().name();
    }

    private ProbeRegistry open() throws TargetException {
        return ProbeRegistry.open(new Tracefs(board, "/t"), state);
    }

    private ApplyReport apply(ProbeRegistry registry, DesiredProbe... desired) throws TargetException {
        return registry.apply(registry.plan(new DesiredProbes(List.of(desired)), Progress.NONE), ApplyOptions.LASTING,
                Progress.NONE);
    }

    private static List<Result> results(ApplyReport report) {
        return report.outcomes().stream().map(ApplyReport.Outcome::result).toList();
    }

    @Test
    public void shouldWriteDefinitionsInOurGroupWhenTheyNameNone() throws TargetException {
        ApplyReport report = apply(open(), DesiredProbe.enabled("p:open do_sys_openat2 dfd=%r0:s32"));
        assertEquals(List.of(Result.ADDED, Result.ENABLED), results(report));
        assertEquals(List.of("mkdir " + own, "kprobe_events p:" + own + "/open do_sys_openat2 dfd=%r0:s32",
                "instances/" + own + "/events/" + own + "/open/enable 1"), board.writes);
    }

    @Test
    public void shouldKeepWhatSomebodyElseMadeWhenOursComeAndGo() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.enabled("p:open vfs_open"), DesiredProbe.disabled("p:g9/mine vfs_write"));
        assertEquals(3, board.probes.size());
        apply(registry);
        assertEquals(Map.of("kprobes/theirs", FOREIGN), board.probes);
        assertEquals(List.of(""), List.copyOf(board.enabled.keySet()));
    }

    @Test
    public void shouldRefuseADefinitionWhenItsEventBelongsToSomebodyElse() throws TargetException {
        ApplyReport report = apply(open(), DesiredProbe.enabled("p:kprobes/theirs vfs_write"));
        assertEquals(List.of(Result.REFUSED), results(report));
        assertEquals(List.of(), board.writes);
    }

    @Test
    public void shouldWriteNothingWhenADefinitionIsWrong() throws TargetException {
        ApplyReport report = apply(open(), DesiredProbe.enabled("p:open do_sys_openat2 dfd=%r99"));
        assertEquals(List.of(Result.REFUSED), results(report));
        assertTrue(report.outcomes().get(0).message(), report.outcomes().get(0).message().contains("column="));
        assertEquals(List.of(), board.writes);
    }

    @Test
    public void shouldRecogniseAProbeOutsideOfOurGroupWhenTheJournalHasIt() throws TargetException {
        apply(open(), DesiredProbe.disabled("p:g9/mine vfs_write"));
        ObservedProbe found = open().snapshot().observed().find(new ProbeKey("g9", "mine")).orElseThrow();
        assertEquals(Ownership.OURS, found.ownership());
        assertEquals(List.of("p:g9/mine vfs_write"), found.shownDefinitions());
    }

    @Test
    public void shouldTakeAProbeForForeignWhenTheBoardWasBootedMeanwhile() throws TargetException {
        apply(open(), DesiredProbe.disabled("p:g9/mine vfs_write"));
        board.boot = "boot-2";
        assertEquals(Ownership.FOREIGN,
                open().snapshot().observed().find(new ProbeKey("g9", "mine")).orElseThrow().ownership());
    }

    @Test
    public void shouldCallAProbeAnotherWorkspacesWhenItsGroupHasAnotherId() throws TargetException {
        board.foreign("kps_00000000/x", "p:kps_00000000/x vfs_read");
        assertEquals(Ownership.OTHER_WORKSPACE,
                open().snapshot().observed().find(new ProbeKey("kps_00000000", "x")).orElseThrow().ownership());
    }

    @Test
    public void shouldHaveTheLineOnDiskWhenTheLinkBreaksBeforeTheWrite() throws TargetException, IOException {
        ProbeRegistry registry = open();
        Plan plan = registry.plan(new DesiredProbes(List.of(DesiredProbe.disabled("p:g9/mine vfs_write"))),
                Progress.NONE);
        board.writesUntilTheLinkBreaks = 0;
        assertThrows(LinkException.class, () -> registry.apply(plan, ApplyOptions.LASTING, Progress.NONE));
        assertTrue(new Journal(state).outstanding("boot-1").containsKey(new ProbeKey("g9", "mine")));
    }

    @Test
    public void shouldForgetALineWhenTheKernelRefusedIt() throws TargetException, IOException {
        board.refusedWord = "vfs_write";
        ApplyReport report = apply(open(), DesiredProbe.enabled("p:mine vfs_write"));
        assertEquals(List.of(Result.FAILED, Result.NOT_TRIED), results(report));
        assertEquals(Map.of(), new Journal(state).outstanding("boot-1"));
    }

    @Test
    public void shouldKeepTheOldProbeWhenItsReplacementIsRefused() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.disabled("p:mine vfs_read"));
        board.refusedWord = "vfs_write";
        ApplyReport report = apply(registry, DesiredProbe.disabled("p:mine vfs_write"));
        assertEquals(List.of(Result.FAILED, Result.NOT_TRIED), results(report));
        assertEquals("p:" + own + "/mine vfs_read", board.probes.get(own + "/mine"));
        assertEquals(2, board.probes.size());
    }

    @Test
    public void shouldReplaceAProbeWhenItsDefinitionChanged() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.enabled("p:mine vfs_read"));
        ApplyReport report = apply(registry, DesiredProbe.enabled("p:mine vfs_write"));
        assertEquals(List.of(Result.DISABLED, Result.REPLACED, Result.ENABLED), results(report));
        assertEquals("p:" + own + "/mine vfs_write", board.probes.get(own + "/mine"));
    }

    @Test
    public void shouldReplaceAProbeWhenItsWordsAreSeparatedByTabs() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.disabled("p:mine\tvfs_read"));
        ApplyReport report = apply(registry, DesiredProbe.disabled("p:mine\tvfs_write"));
        assertEquals(List.of(Result.REPLACED), results(report));
        assertEquals("p:" + own + "/mine vfs_write", board.probes.get(own + "/mine"));
    }

    @Test
    public void shouldSayHeldWhenSomebodyElseUsesTheEvent() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.disabled("p:mine vfs_read"));
        board.held.add(own + "/mine");
        assertEquals(List.of(Result.HELD), results(apply(registry)));
        assertTrue(registry.snapshot().observed().find(new ProbeKey(own, "mine")).isPresent());
    }

    @Test
    public void shouldWriteNothingWhenTheTargetChangedAfterThePlan() throws TargetException {
        ProbeRegistry registry = open();
        Plan plan = registry.plan(new DesiredProbes(List.of(DesiredProbe.disabled("p:g9/mine vfs_write"))),
                Progress.NONE);
        board.foreign("g9/mine", "p:g9/mine vfs_open");
        ApplyReport report = registry.apply(plan, ApplyOptions.LASTING, Progress.NONE);
        assertTrue(report.stale());
        assertEquals(List.of(), board.writes);
    }

    @Test
    public void shouldGiveUpAChangeWhenOthersChangeTheTargetEachTime() throws TargetException {
        ProbeRegistry registry = open();
        int[] asked = { 0 };
        TargetException refused = assertThrows(TargetException.class, () -> registry.change(there -> {
            board.foreign("kps_99999999/e" + asked[0], "p:kps_99999999/e" + asked[0]++ + " vfs_open");
            board.foreign(own + "/mine" + asked[0], "p:" + own + "/mine" + asked[0] + " vfs_open");
            return there.asDesired();
        }, ApplyOptions.LASTING, Progress.NONE));
        assertTrue(refused.getMessage(),
                refused.getMessage().startsWith("somebody else keeps changing the probes on the target: target="));
        assertEquals(List.of(), board.writes);
    }

    @Test
    public void shouldKeepBothChangesWhenTwoAreMadeAtOnce() throws TargetException {
        ProbeRegistry registry = open();
        ProbeRegistry other = open();
        int[] asked = { 0 };
        Function<ObservedProbes, DesiredProbes> change = there -> {
            if (asked[0]++ == 0) {
                try {
                    apply(other, DesiredProbe.disabled("p:first vfs_read"));
                } catch (TargetException failed) {
                    throw new AssertionError(failed);
                }
            }
            return there.asDesired().with(List.of(DesiredProbe.disabled("p:second vfs_write")));
        };
        assertTrue(registry.change(change, ApplyOptions.LASTING, Progress.NONE).isGood());
        assertEquals("the other probe was added behind its back", 2, asked[0]);
        assertEquals(List.of("first", "kprobes/theirs", "second"),
                board.probes.keySet().stream().map(name -> name.replace(own + "/", "")).sorted().toList());
    }

    @Test
    public void shouldWriteNothingWhenEverythingIsAsDesired() throws TargetException {
        ProbeRegistry registry = open();
        DesiredProbe probe = DesiredProbe.enabled("r3:mine vfs_read $retval").withFilter("arg1 > 3");
        apply(registry, probe);
        board.probes.put(own + "/mine", "r3:" + own + "/mine vfs_read arg1=$retval");
        board.writes.clear();
        assertEquals(List.of(Result.UNCHANGED), results(apply(registry, probe)));
        assertEquals(List.of(), board.writes);
    }

    @Test
    public void shouldSetTheFilterBeforeTheEventIsOn() throws TargetException {
        apply(open(), DesiredProbe.enabled("p:mine vfs_read a=%r0").withFilter("a > 3"));
        String event = "instances/" + own + "/events/" + own + "/mine/";
        assertEquals(List.of(event + "filter a > 3", event + "enable 1"), board.writes.subList(2, 4));
    }

    @Test
    public void shouldNotSwitchAnEventOnWhenItsFilterIsRefused() throws TargetException {
        ApplyReport report = apply(open(), DesiredProbe.enabled("p:mine vfs_read").withFilter("nope == 1"));
        assertEquals(List.of(Result.ADDED, Result.FAILED, Result.NOT_TRIED), results(report));
        assertTrue(report.outcomes().get(1).message().contains("Field not found"));
        assertEquals(java.util.Set.of(), board.enabled.getOrDefault(own, java.util.Set.of()));
    }

    @Test
    public void shouldRemoveWhatADeadRecordingLeftWhenOpenedAgain() throws TargetException {
        ProbeRegistry first = open();
        apply(first, DesiredProbe.disabled("p:kept vfs_read"));
        Session dead = first.beginRecording();
        first.noteInstance(own, dead);
        board.enabled.put(own, new java.util.TreeSet<>(List.of(own + "/temporary")));
        Plan plan = first.plan(first.snapshot().desired().with(DesiredProbe.disabled("p:temporary vfs_write")),
                Progress.NONE);
        first.apply(plan, new ApplyOptions(false, dead), Progress.NONE);
        assertEquals(List.of(), open().leftovers().abandoned());
        dead.close();

        ProbeRegistry next = open();
        assertEquals(List.of(new ProbeKey(own, "temporary")), next.leftovers().abandoned());
        assertEquals(List.of(own), next.leftovers().abandonedInstances());
        next.removeAbandoned(Progress.NONE);
        assertEquals(java.util.Set.of("kprobes/theirs", own + "/kept"), board.probes.keySet());
        assertFalse(board.enabled.containsKey(own));
    }

    @Test
    public void shouldTakeTheLastApplyBackWhenUndone() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.disabled("p:one vfs_read"));
        apply(registry, DesiredProbe.disabled("p:two vfs_write"));
        Plan plan = registry.planUndo(Progress.NONE);
        assertEquals("remove  -:" + own + "/two\nadd     p:" + own + "/one vfs_read\n",
                plan == null ? "" : plan.text());
        if (plan != null) {
            registry.undo(plan, ApplyOptions.LASTING, Progress.NONE);
        }
        assertEquals(java.util.Set.of("kprobes/theirs", own + "/one"), board.probes.keySet());
    }

    @Test
    public void shouldTellEachListenerWhenOneOfThemThrows() throws TargetException {
        ProbeRegistry registry = open();
        List<Long> seen = new ArrayList<>();
        registry.subscribe(snapshot -> {
            throw new IllegalStateException("bad");
        });
        registry.subscribe(snapshot -> seen.add(snapshot.revision())).close();
        registry.subscribe(snapshot -> seen.add(snapshot.revision()));
        long before = registry.snapshot().revision();
        registry.refresh();
        assertEquals(List.of(before + 1), seen);
    }

    @Test
    public void shouldSampleTheKernelsCountsWhenAsked() throws TargetException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.enabled("p:one vfs_read"));
        assertEquals(3, registry.sample().hits(new ProbeKey(own, "one")));
        assertEquals(-1, registry.sample().hits(new ProbeKey(own, "none")));
    }

    @Test
    public void shouldLeaveOursAloneWhenTheirListingCannotBeJudged() throws TargetException {
        board.foreign(own + "/odd", "p:" + own + "/odd 0x00000000 not judgeable=%zz");
        ProbeRegistry registry = open();
        ApplyReport report = apply(registry, registry.snapshot().desired().probes().get(0),
                DesiredProbe.disabled("p:new vfs_read"));
        assertEquals(List.of(Result.ADDED), results(report));
        assertTrue(board.probes.containsKey(own + "/odd"));
    }

    @Test
    public void shouldNameWhatWasEnabledLastWhenTheBoardWasBootedSoonAfter() throws TargetException {
        apply(open(), DesiredProbe.enabled("p:deadly vfs_read"), DesiredProbe.disabled("p:harmless vfs_write"));
        assertEquals(List.of(), open().leftovers().endedByCrash());
        board.boot = "boot-2";
        board.uptime = "0.00 0.00";
        board.probes.clear();
        board.enabled.clear();
        assertEquals(List.of(own + "/deadly"), open().leftovers().endedByCrash());
        assertEquals(List.of(), open().leftovers().endedByCrash());
    }

    @Test
    public void shouldSuspectNothingWhenTheBoardRanOnAfterTheLastApply() throws TargetException {
        apply(open(), DesiredProbe.enabled("p:fine vfs_read"));
        board.boot = "boot-2";
        board.uptime = "100000.00 0.00";
        assertEquals(List.of(), open().leftovers().endedByCrash());
    }

    @Test
    public void shouldForgetWhatADeadRecordingWroteWhenItIsGone() throws TargetException, IOException {
        ProbeRegistry first = open();
        Session dead = first.beginRecording();
        Plan plan = first.plan(new DesiredProbes(List.of(DesiredProbe.disabled("p:g9/gone vfs_write"))), Progress.NONE);
        first.apply(plan, new ApplyOptions(false, dead), Progress.NONE);
        dead.close();
        board.probes.remove("g9/gone");
        open();
        assertEquals(Map.of(), new Journal(state).outstanding("boot-1"));
    }

    @Test
    public void shouldRememberAProbeWhenTheControlFileVanishesBeforeItsRemoval() throws TargetException, IOException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.disabled("p:outside/own vfs_write"));
        board.writesUntilTheListVanishes = 0;
        List<ProbeKey> keys = List.of(new ProbeKey("outside", "own"));
        assertThrows(TargetException.class, () -> registry.removeEvents(keys, Progress.NONE));
        assertEquals(java.util.Set.copyOf(keys), new Journal(state).outstanding("boot-1").keySet());
    }

    @Test
    public void shouldRememberAProbeWhenTheControlFileVanishesDuringItsRemoval() throws TargetException, IOException {
        ProbeRegistry registry = open();
        apply(registry, DesiredProbe.disabled("p:outside/own vfs_write"),
                DesiredProbe.disabled("p:outside/too vfs_read"));
        board.writesUntilTheListVanishes = 1;
        List<ProbeKey> keys = List.of(new ProbeKey("outside", "own"), new ProbeKey("outside", "too"));
        assertThrows(TargetException.class, () -> registry.removeEvents(keys, Progress.NONE));
        assertEquals(java.util.Set.of(keys.get(1)), new Journal(state).outstanding("boot-1").keySet());
    }

    private String waitsFor(String group, String event) throws TargetException {
        return open().snapshot().observed().find(new ProbeKey(group, event)).orElseThrow().waitsFor();
    }

    @Test
    public void shouldTellTheModuleWhenAProbeWaitsForIt() throws TargetException {
        board.foreign("kprobes/waits", "p:kprobes/waits dummy:dummy_xmit+4 x=+0(%r0):u32");
        board.foreign("kprobes/sits", "p:kprobes/sits fec:fec_enet_start_xmit");
        assertEquals("dummy", waitsFor("kprobes", "waits"));
        assertEquals("", waitsFor("kprobes", "sits"));
        assertEquals("", waitsFor("kprobes", "theirs"));
        board.modules = "dummy 16384 0 - Live 0xbf010000\n" + board.modules;
        assertEquals("", waitsFor("kprobes", "waits"));
        board.modules = "";
        assertEquals("fec", waitsFor("kprobes", "sits"));
    }

    @Test
    public void shouldTellNoModuleWhenAnotherKindOfProbeHasAColonInItsPlace() throws TargetException {
        board.foreign("u/path", "p:u/path /bin/busybox:0x1234");
        assertEquals("", waitsFor("u", "path"));
    }

    @Test
    public void shouldOwnAForeignProbeWhenItIsAdoptedByName() throws TargetException {
        board.foreign("kps_00000000/x", "p:kps_00000000/x vfs_read");
        ProbeRegistry registry = open();
        registry.adopt(List.of(new ProbeKey("kprobes", "theirs"), new ProbeKey("kps_00000000", "x")));
        assertEquals("nothing is written", List.of(), board.writes);
        assertEquals(2, registry.snapshot().desired().probes().size());
        ProbeRegistry next = open();
        assertEquals(Ownership.OURS,
                next.snapshot().observed().find(new ProbeKey("kprobes", "theirs")).orElseThrow().ownership());
        assertEquals(List.of(FOREIGN),
                next.snapshot().observed().find(new ProbeKey("kprobes", "theirs")).orElseThrow().shownDefinitions());
        apply(next);
        assertEquals(Map.of(), board.probes);
    }

    @Test
    public void shouldAdoptNothingWhenAProbeIsNotThere() throws TargetException {
        ProbeRegistry registry = open();
        TargetException refused = assertThrows(TargetException.class,
                () -> registry.adopt(List.of(new ProbeKey("kprobes", "nosuch"))));
        assertTrue(refused.getMessage(), String.valueOf(refused.getMessage()).contains("event=kprobes/nosuch"));
        assertEquals(List.of(), registry.refresh().observed().ours());
    }

    @Test
    public void shouldRemoveTheInstanceWhenTheLastProbeThatIsOnGoesByName() throws TargetException {
        apply(open(), DesiredProbe.enabled("p:open vfs_open"), DesiredProbe.enabled("p:write vfs_write"));
        ProbeRegistry next = open();
        next.removeEvents(List.of(new ProbeKey(own, "open")), Progress.NONE);
        assertTrue("one is on still", board.enabled.containsKey(own));
        next.removeEvents(List.of(new ProbeKey(own, "write")), Progress.NONE);
        assertEquals(List.of(""), List.copyOf(board.enabled.keySet()));
    }

    @Test
    public void shouldRemoveTheInstanceThatAKilledApplyLeftWhenNothingIsOnInIt() throws TargetException {
        apply(open(), DesiredProbe.enabled("p:open vfs_open"));
        board.probes.remove(own + "/open");
        board.enabled.getOrDefault(own, new java.util.TreeSet<>()).clear();
        open().removeEvents(List.of(), Progress.NONE);
        assertEquals(List.of(""), List.copyOf(board.enabled.keySet()));
    }
}
