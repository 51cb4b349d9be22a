/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

/** Makes hops of an address, its options, and OpenSSH's configuration. */
public final class HopResolver {

    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final Set<String> OPTIONS = Set.of("identity", "known_hosts", "strict", "config", "become",
            "legacy", "alive", "programs");
    private static final List<String> BECOME = List.of("none", "sudo", "doas");
    private static final Set<String> PROXIES = Set.of("proxycommand", "proxyjump");
    private static final int MOST_JUMPS = 8;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    /** A link may be silent for an hour at the most. */
    private static final String SECONDS = "[1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|3600";

    private final TargetAddress address;
    private final Path home;
    private final String localUser;
    private final Map<String, String> environment;

    /**
     * Makes a resolver for an address.
     *
     * @param address the target's address
     * @param home the user's home folder
     * @param localUser the user on this machine
     * @param environment this process's: {@code SSH_AUTH_SOCK} is the agent's socket, and files may be named with variables
     */
    public HopResolver(TargetAddress address, Path home, String localUser, Map<String, String> environment) {
        this.address = address;
        this.home = home;
        this.localUser = localUser;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Checks the address without reading any file.
     *
     * @throws TargetException when the address makes no sense
     */
    public void check() throws TargetException {
        place(address.name());
        for (Map.Entry<String, String> option : address.options().entrySet()) {
            if (!OPTIONS.contains(option.getKey())) {
                throw new TargetException("an ssh target knows the options %s, option=%s".formatted(
                        OPTIONS.stream().sorted().toList(), option.getKey()));
            }
        }
        check(address.options().getOrDefault("strict", "yes"));
        String legacy = address.options().getOrDefault("legacy", "no");
        if (!List.of("yes", "no").contains(legacy)) {
            throw new TargetException("legacy is yes or no, legacy=%s target=%s".formatted(legacy, address));
        }
        String programs = address.options().getOrDefault("programs", "ask");
        if (!List.of("yes", "no", "ask").contains(programs)) {
            throw new TargetException("programs is yes, no or ask, programs=%s target=%s".formatted(programs, address));
        }
        String alive = address.options().getOrDefault("alive", "20");
        if (!alive.matches(SECONDS)) {
            throw new TargetException("alive is how many seconds the link may be silent, 1 to 3600, alive=%s target=%s"
                    .formatted(alive, address));
        }
        String become = address.options().getOrDefault("become", "none");
        if (!BECOME.contains(become)) {
            throw new TargetException("become is one of %s, become=%s target=%s".formatted(BECOME, become, address));
        }
    }

    /** What is needed to know about a program that the configuration wants to be run: whether it ends well. */
    @FunctionalInterface
    public interface Trial {

        /**
         * Whether a command may be run and ends well.
         *
         * @throws TargetException when that takes too long or is cancelled
         */
        boolean succeeds(String command) throws TargetException;
    }

    /**
     * Reads the configuration and makes the hop of the board, with those before it.
     *
     * @param trial runs what {@code Match exec} asks for
     */
    public Hop resolve(Trial trial) throws TargetException {
        String file = address.options().getOrDefault("config", "~/.ssh/config");
        SshConfig config = file.equals("none") ? SshConfig.none() : SshConfig.read(path(file), home);
        return hop(place(address.name()), config, 0, trial);
    }

    private record Place(@Nullable String user, String host, int port) {
    }

    private Place place(String text) throws TargetException {
        int at = text.lastIndexOf('@');
        String user = at < 0 ? null : text.substring(0, at);
        String rest = text.substring(at + 1);
        String host = rest;
        String port = "";
        if (rest.startsWith("[") && rest.indexOf(']') > 0) {
            host = rest.substring(1, rest.indexOf(']'));
            String behind = rest.substring(rest.indexOf(']') + 1);
            port = behind.startsWith(":") ? behind.substring(1) : behind;
        } else if (rest.indexOf(':') >= 0 && rest.indexOf(':') == rest.lastIndexOf(':')) {
            host = rest.substring(0, rest.indexOf(':'));
            port = rest.substring(rest.indexOf(':') + 1);
        }
        if (host.isEmpty() || host.startsWith("-") || host.matches("(?s).*[\\s/].*")
                || (user != null && user.isEmpty())) {
            throw new TargetException("an ssh target is written as ssh://[user@]host[:port], target=" + address);
        }
        if (!port.isEmpty()
                && (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
            throw new TargetException("not a port: port=%s target=%s".formatted(port, address));
        }
        return new Place(user, host, port.isEmpty() ? 0 : Integer.parseInt(port));
    }

    private Tokens tokens(Place place, Map<String, List<String>> values) throws TargetException {
        String given = place.user();
        return new Tokens(place.host(), first(values, "hostname", place.host()).replace("%h", place.host()),
                place.port() != 0 ? place.port() : port(first(values, "port", "22")),
                given != null ? given : first(values, "user", localUser), first(values, "hostkeyalias", ""),
                first(values, "proxyjump", ""), localUser, home, environment);
    }

    private Hop hop(Place place, SshConfig config, int depth, Trial trial) throws TargetException {
        String given = place.user();
        Map<String, List<String>> values = config.of(place.host(), given == null ? localUser : given, localUser,
                (command, soFar) -> trial.succeeds(tokens(place, soFar).expand(command)));
        Tokens tokens = tokens(place, values);
        String agent = first(values, "identityagent", "SSH_AUTH_SOCK");
        String socket = agent.equalsIgnoreCase("none") ? ""
                : agent.equals("SSH_AUTH_SOCK") ? environment.getOrDefault(agent, "") : tokens.expandFile(agent);
        boolean only = address.options().containsKey("identity")
                || first(values, "identitiesonly", "no").equalsIgnoreCase("yes");
        String strict = address.options().getOrDefault("strict", first(values, "stricthostkeychecking", "ask"));
        // The one that is named first counts
        String way = values.keySet().stream().filter(PROXIES::contains).findFirst().orElse("");
        String named = first(values, way, "none");
        boolean straight = named.equalsIgnoreCase("none");
        List<Hop> jumps = way.equals("proxyjump") && !straight ? jumps(place, named, config, depth, trial) : List.of();
        return new Hop(place.host(), tokens.host(), tokens.port(), tokens.user(),
                first(values, "hostkeyalias", ""), identities(values, tokens), only,
                socket, knownHosts(values, tokens),
                check(strict), jumps, algorithms(values, depth == 0), keepAlive(values), connectTimeout(values),
                way.equals("proxycommand") && !straight ? tokens.expand(named) : "");
    }

    private List<Hop> jumps(Place place, String names, SshConfig config, int depth, Trial trial)
            throws TargetException {
        if (depth >= MOST_JUMPS) {
            throw new TargetException(
                    "the jump hosts of the SSH configuration go in a circle: host=" + place.host());
        }
        List<Hop> jumps = new ArrayList<>();
        for (String jump : names.split(",")) {
            Hop hop = hop(place(jump.strip().replaceFirst("^ssh://", "")), config, depth + 1, trial);
            // The configuration of the first jump host may name hosts before it; the others are reached from there
            if (jumps.isEmpty()) {
                jumps.addAll(hop.jumps());
            }
            jumps.add(hop);
        }
        return jumps;
    }

    private List<Path> identities(Map<String, List<String>> values, Tokens tokens) throws TargetException {
        List<Path> identities = new ArrayList<>();
        if (address.options().containsKey("identity")) {
            identities.add(path(address.options().getOrDefault("identity", "")));
        } else {
            for (String file : values.getOrDefault("identityfile", List.of())) {
                if (!file.equalsIgnoreCase("none")) {
                    identities.add(path(tokens.expandFile(file)));
                }
            }
            if (!values.containsKey("identityfile")) {
                DEFAULT_KEYS.stream().map(name -> home.resolve(".ssh").resolve(name)).filter(Files::exists)
                        .forEach(identities::add);
            }
        }
        return identities;
    }

    private List<Path> knownHosts(Map<String, List<String>> values, Tokens tokens) throws TargetException {
        List<Path> knownHosts = new ArrayList<>();
        if (address.options().containsKey("known_hosts")) {
            knownHosts.add(path(address.options().getOrDefault("known_hosts", "")));
        } else {
            for (String file : values.getOrDefault("userknownhostsfile",
                    List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2"))) {
                if (!file.equalsIgnoreCase("none")) {
                    knownHosts.add(path(tokens.expandFile(file)));
                }
            }
            for (String file : values.getOrDefault("globalknownhostsfile",
                    List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"))) {
                if (!file.equalsIgnoreCase("none")) {
                    knownHosts.add(path(tokens.expandFile(file)));
                }
            }
        }
        return knownHosts;
    }

    /** The address says it for the jump hosts too: what the board does not answer reaches us through them. */
    private KeepAlive keepAlive(Map<String, List<String>> values) throws TargetException {
        if (address.options().containsKey("alive")) {
            return KeepAlive.within(Integer.parseInt(address.options().getOrDefault("alive", "")));
        }
        String interval = first(values, "serveraliveinterval", "0");
        String unanswered = first(values, "serveralivecountmax", "3");
        if (interval.equals("0") || unanswered.equals("0")) {
            return KeepAlive.DEFAULT;
        }
        if (!interval.matches(SECONDS) || !unanswered.matches(SECONDS)) {
            throw new TargetException("not numbers of 1 to 3600 in the SSH configuration: ServerAliveInterval=%s "
                    .formatted(interval) + "ServerAliveCountMax=%s target=%s".formatted(unanswered, address));
        }
        return new KeepAlive(Duration.ofSeconds(Integer.parseInt(interval)), Integer.parseInt(unanswered));
    }

    private Duration connectTimeout(Map<String, List<String>> values) throws TargetException {
        String seconds = first(values, "connecttimeout", "none");
        if (seconds.equals("none") || seconds.equals("0")) {
            return CONNECT_TIMEOUT;
        }
        if (!seconds.matches(SECONDS)) {
            throw new TargetException("not a number of 1 to 3600 in the SSH configuration: ConnectTimeout=%s target=%s"
                    .formatted(seconds, address));
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    /** The address allows what is broken for the board alone, not for the jump hosts before it. */
    private Algorithms algorithms(Map<String, List<String>> values, boolean board) {
        if (board && address.options().getOrDefault("legacy", "no").equals("yes")) {
            return Algorithms.LEGACY;
        }
        return new Algorithms(first(values, "hostkeyalgorithms", ""), first(values, "kexalgorithms", ""),
                first(values, "pubkeyacceptedalgorithms", first(values, "pubkeyacceptedkeytypes", "")),
                first(values, "ciphers", ""), first(values, "macs", ""));
    }

    private static String first(Map<String, List<String>> values, String keyword, String otherwise) {
        return values.containsKey(keyword) ? String.join(" ", values.getOrDefault(keyword, List.of())) : otherwise;
    }

    private int port(String text) throws TargetException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new TargetException(
                    "not a port in the SSH configuration: port=%s target=%s".formatted(text, address));
        }
        return Integer.parseInt(text);
    }

    private static Hop.HostKeyCheck check(String word) throws TargetException {
        return switch (word.toLowerCase(Locale.ROOT)) {
        case "yes", "true" -> Hop.HostKeyCheck.STRICT;
        case "ask" -> Hop.HostKeyCheck.ASK;
        // "no" would connect to a machine with a changed key; here that is never done
        case "accept-new", "no", "off", "false" -> Hop.HostKeyCheck.ACCEPT_NEW;
        default -> throw new TargetException("StrictHostKeyChecking is yes, ask or accept-new, strict=" + word);
        };
    }

    private Path path(String text) {
        return text.equals("~") ? home
                : text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text).toAbsolutePath();
    }
}
