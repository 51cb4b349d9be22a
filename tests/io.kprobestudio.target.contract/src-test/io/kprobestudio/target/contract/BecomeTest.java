/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.AuthenticationException;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.ssh.SshTargetProvider;
import io.kprobestudio.tracefs.Tracefs;
import io.kprobestudio.tracefs.doctor.Doctor;
import io.kprobestudio.tracefs.doctor.Finding;

/** Users who are not root, judged against OpenSSH's server and Debian's {@code sudo} and {@code doas}. */
public class BecomeTest {

    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer();
    @ClassRule
    public static final BoardUser USER = new BoardUser();
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Before
    public void mountTracefs() throws Exception {
        if (!Files.exists(Path.of("/sys/kernel/tracing/events"))) {
            OpenSshServer.run("mount", "-t", "tracefs", "tracefs", "/sys/kernel/tracing");
        }
    }

    @After
    public void takeRulesAway() throws IOException {
        USER.noSudo();
    }

    private static Connection connect(String become, Prompter prompter) throws TargetException {
        return new SshTargetProvider().target(TargetAddress.parse(SERVER.address(USER, "id_ed25519") + become))
                .connect(prompter, Progress.NONE);
    }

    private static String refusal(String become, Prompter prompter) {
        AuthenticationException refused = assertThrows(AuthenticationException.class,
                () -> connect(become, prompter).close());
        for (Throwable each = refused; each != null; each = each.getCause()) {
            assertFalse(each.toString(), each.toString().contains(USER.password()));
        }
        return String.valueOf(refused.getMessage());
    }

    private static String place() {
        return USER.name() + "@127.0.0.1:" + SERVER.port();
    }

    private static String id(Connection connection) throws Exception {
        try (TargetProcess process = connection.start(List.of("id", "-u"))) {
            String said = new String(process.output().readAllBytes(), StandardCharsets.ISO_8859_1).strip();
            assertEquals(OptionalInt.of(0), process.await(Duration.ofSeconds(20)));
            return said;
        }
    }

    private static void assertIsRoot(Connection connection) throws Exception {
        assertEquals("0", id(connection));
        String tracefs = connection.tracefs().orElseThrow();
        String instance = tracefs + "/instances/become_" + Long.toHexString(System.nanoTime());
        connection.makeDirectory(instance);
        try {
            connection.write(FileWrite.set(instance + "/tracing_on", "0"));
            assertEquals("0\n", new String(connection.read(instance + "/tracing_on", 100),
                    StandardCharsets.ISO_8859_1));
            assertTrue(connection.readAll(List.of(tracefs + "/events/sched/*/format"), Progress.NONE).size() > 3);
        } finally {
            connection.removeDirectory(instance);
        }
    }

    @Test
    public void shouldBecomeRootWhenSudoWantsNoPassword() throws Exception {
        USER.sudo("NOPASSWD: ALL");
        Person person = new Person(false);
        try (Connection connection = connect("&become=sudo", person)) {
            assertTrue(connection.description(), connection.description().contains("as " + USER.name() + " by sudo, "));
            assertIsRoot(connection);
        }
        assertEquals(List.of(), person.asked());
    }

    @Test
    public void shouldBecomeRootWhenDoasWantsNoPassword() throws Exception {
        USER.doas("permit nopass %s as root");
        try (Connection connection = connect("&become=doas", Prompter.NOBODY)) {
            assertTrue(connection.description(), connection.description().contains("as " + USER.name() + " by doas, "));
            assertIsRoot(connection);
        }
    }

    @Test
    public void shouldAskOnceAndShowPasswordNowhereWhenSudoWantsOne() throws Exception {
        USER.sudo("ALL");
        Person person = new Person(false, USER.password());
        try (Connection connection = connect("&become=sudo", person)) {
            assertIsRoot(connection);
            try (TargetProcess process = connection.start(List.of("sleep", "1000"))) {
                assertTrue(process.pid().isPresent());
                assertNoProcessShows(USER.password());
            }
        }
        assertEquals(
                List.of("PASSWORD Password of %s for sudo at 127.0.0.1:%d 1".formatted(USER.name(), SERVER.port())),
                person.asked());
    }

    private static void assertNoProcessShows(String secret) throws IOException {
        int seen = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                for (String file : List.of("cmdline", "environ")) {
                    String text = BoardUser.read(process.resolve(file));
                    seen += text.contains("kps-pid") || text.contains("sudo") ? 1 : 0;
                    assertFalse(process + "/" + file, text.contains(secret));
                }
            }
        }
        assertTrue("no sudo among the processes", seen > 0);
    }

    @Test
    public void shouldAskAgainWhenPasswordIsWrong() throws Exception {
        USER.sudo("ALL");
        Person person = new Person(false, "no", USER.password());
        try (Connection connection = connect("&become=sudo", person)) {
            assertEquals("0", id(connection));
        }
        assertEquals(2, person.asked().size());
        assertTrue(person.asked().get(1), person.asked().get(1).endsWith(" 2"));
    }

    @Test
    public void shouldSayWhatMendsItWhenNobodyKnowsThePassword() throws Exception {
        USER.sudo("ALL");
        String rule = "echo '%s ALL=(root) NOPASSWD: ALL' >/etc/sudoers.d/kprobes".formatted(USER.name());
        assertEquals(
                "sudo at %s wants a password, and none was given: user=%s; or let it start sh without: as root there, "
                        .formatted(place(), USER.name()) + rule,
                refusal("&become=sudo", Prompter.NOBODY));
        String wrong = refusal("&become=sudo", new Person(false, "no", "not this", "nor that", "no more"));
        assertTrue(wrong, wrong.startsWith("sudo at %s does not make us root: user=%s reason=".formatted(place(),
                USER.name())));
        assertTrue(wrong, wrong.contains("3 incorrect password attempts") && wrong.endsWith(rule));
    }

    @Test
    public void shouldQuoteSudoWhenUserMayNot() {
        String refused = refusal("&become=sudo", new Person(false, USER.password()));
        assertTrue(refused, refused.contains(USER.name() + " is not in the sudoers file"));
        assertTrue(refused, refused.contains("as root there, echo '" + USER.name()));
    }

    @Test
    public void shouldSayWhatMendsItWhenDoasRefuses() throws Exception {
        USER.doas("permit nopass root as %s");
        String refused = refusal("&become=doas", Prompter.NOBODY);
        assertEquals(("doas at %s does not make us root: user=%s reason=doas: Operation not permitted; as root there, "
                + "echo 'permit nopass %s as root' >>/etc/doas.conf").formatted(place(), USER.name(), USER.name()),
                refused);
    }

    @Test
    public void shouldAskOnceAndLeaveNothingBehindWhenDoasWantsAPassword() throws Exception {
        USER.doas("permit %s as root");
        Person person = new Person(false, USER.password());
        try (Connection connection = connect("&become=doas", person)) {
            assertIsRoot(connection);
            try (TargetProcess process = connection.start(List.of("sh", "-c", "cat; echo said >&2; exit 7"))) {
                assertNoProcessShows(USER.password());
                byte[] all = new byte[300_000];
                new Random(1).nextBytes(all);
                CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> read(process.output()));
                process.input().write(all);
                process.input().close();
                assertArrayEquals(all, back.join());
                assertEquals("said\n", new String(read(process.errors()), StandardCharsets.ISO_8859_1));
                assertEquals(OptionalInt.of(7), process.await(Duration.ofSeconds(20)));
            }
        }
        assertEquals(
                List.of("PASSWORD Password of %s for doas at 127.0.0.1:%d 1".formatted(USER.name(), SERVER.port())),
                person.asked());
        for (int tried = 0; tried < 100 && !processes().isEmpty(); tried++) {
            Thread.sleep(100);
        }
        assertEquals("", processes());
    }

    private static byte[] read(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The user's processes, and what they became. */
    private static String processes() throws Exception {
        return OpenSshServer
                .run("sh", "-c", "ps -o pid,args -U %s | tail -n +2; pgrep -af '[s]h -c echo kps[0-9a-f]{24}root' || :"
                        .formatted(USER.name()))
                .strip();
    }

    @Test
    public void shouldAskAgainWhenThePasswordForDoasIsWrong() throws Exception {
        USER.doas("permit %s as root");
        Person person = new Person(false, "no", USER.password());
        try (Connection connection = connect("&become=doas", person)) {
            assertEquals("0", id(connection));
        }
        assertEquals(2, person.asked().size());
        assertTrue(person.asked().get(1), person.asked().get(1).endsWith(" 2"));
    }

    @Test
    public void shouldSayWhatMendsItWhenNobodyKnowsThePasswordForDoas() throws Exception {
        USER.doas("permit %s as root");
        String said = "doas at %s wants a password, and none was given: user=%s; or let it start sh without: as root there, echo '"
                .formatted(place(), USER.name()) + "permit nopass %s as root' >>/etc/doas.conf".formatted(USER.name());
        assertEquals(said, refusal("&become=doas", Prompter.NOBODY));
        assertEquals(said, refusal("&become=doas", new Person(false, "no", "not this", "nor that", "no more")));
    }

    @Test
    public void shouldSaySoWhenBoardHasNoSuchProgram() throws Exception {
        Path programs = temporary.newFolder("bin").toPath();
        Path above = temporary.getRoot().toPath();
        Files.setPosixFilePermissions(above, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(programs, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String program : List.of("sh", "env")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/bin/" + program));
        }
        OpenSshServer bare = new OpenSshServer("SetEnv PATH=" + programs);
        bare.before();
        try {
            String address = bare.address(USER, "id_ed25519") + "&become=sudo";
            AuthenticationException refused = assertThrows(AuthenticationException.class, () -> new SshTargetProvider()
                    .target(TargetAddress.parse(address)).connect(Prompter.NOBODY, Progress.NONE).close());
            String message = String.valueOf(refused.getMessage());
            assertTrue(message, message.startsWith("there is no sudo at " + USER.name() + "@127.0.0.1:" + bare.port()));
            assertTrue(message, message.endsWith("install it there, or use become=doas, or log in as root"));
        } finally {
            bare.after();
        }
    }

    @Test
    public void shouldNameTheCauseWhenRightsAreMissing() throws Exception {
        try (Connection connection = connect("", Prompter.NOBODY)) {
            String remedy = "put become=sudo or become=doas behind the address (ssh://%s?become=sudo), or log in as root"
                    .formatted(place());
            FileException refused = assertThrows(FileException.class, () -> Tracefs.withKprobes(connection));
            assertEquals("list /sys/kernel/tracing: Permission denied for uid=%s; %s (errno=13)"
                    .formatted(id(connection), remedy), refused.getMessage());
            Finding tracefs = Doctor.examine(connection, Progress.NONE).stream()
                    .filter(finding -> finding.topic().equals("tracefs")).findFirst().orElseThrow();
            assertEquals(Finding.State.MISSING, tracefs.state());
            assertEquals(refused.getMessage(), tracefs.text());
            assertTrue(tracefs.remedy(), tracefs.remedy().contains("become=sudo"));
        }
    }

    @Test
    public void shouldReadAndBeRefusedToWriteWhenGroupMayLook() throws Exception {
        String gid = OpenSshServer.run("id", "-g", USER.name()).strip();
        OpenSshServer.run("mount", "-o", "remount,mode=750,gid=" + gid, "/sys/kernel/tracing");
        try (Connection connection = connect("", Prompter.NOBODY)) {
            assertTrue(new Tracefs(connection, "/sys/kernel/tracing").text("README").contains("tracing mini-HOWTO"));
            FileException refused = assertThrows(FileException.class,
                    () -> connection.write(FileWrite.append("/sys/kernel/tracing/uprobe_events", "")));
            assertTrue(refused.getMessage(), refused.getMessage().contains("put become=sudo"));
        } finally {
            OpenSshServer.run("mount", "-o", "remount,mode=700,gid=0", "/sys/kernel/tracing");
        }
    }

    @Test
    public void shouldRefuseAddressWhenWayIsUnknown() throws Exception {
        TargetException refused = assertThrows(TargetException.class, () -> new SshTargetProvider()
                .target(TargetAddress.parse("ssh://a@b?become=su")));
        assertEquals("become is one of [none, sudo, doas], become=su target=ssh://a@b?become=su", refused.getMessage());
    }
}
