/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileOperation;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** A board with just enough of kprobe events for the registry: definitions, switches, filters, instances. */
final class FakeBoard implements Connection {

    private static final String ROOT = "/t";

    final List<String> writes = new ArrayList<>();
    final Map<String, String> probes = new LinkedHashMap<>();
    final Map<String, Set<String>> enabled = new TreeMap<>();
    final Map<String, String> filters = new TreeMap<>();
    final Set<String> held = new HashSet<>();
    String refusedWord = "";
    String boot = "boot-1";
    String release = "6.1.0";
    String uptime = "5000.00 9000.00";
    int writesUntilTheLinkBreaks = Integer.MAX_VALUE;
    int writesUntilTheListVanishes = Integer.MAX_VALUE;

    FakeBoard() {
        enabled.put("", new TreeSet<>());
    }

    void foreign(String event, String line) {
        probes.put(event, line);
    }

    @Override
    public TargetAddress address() {
        return new TargetAddress("fake", "", Map.of());
    }

    @Override
    public String description() {
        return "a fake";
    }

    @Override
    public Optional<String> tracefs() {
        return Optional.of(ROOT);
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("/proc/sys/kernel/random/boot_id", boot + "\n");
        files.put("/proc/modules", modules);
        files.put("/proc/uptime", uptime + "\n");
        files.put("/proc/sys/kernel/ostype", "Linux\n");
        files.put("/proc/sys/kernel/osrelease", release + "\n");
        files.put("/proc/sys/kernel/arch", "armv7l\n");
        files.put(ROOT + "/kprobe_events", String.join("", probes.values().stream().map(line -> line + "\n").toList()));
        files.put(ROOT + "/kprobe_profile", String.join("", probes.keySet().stream()
                .map(event -> "  %-44s %15d %15d\n".formatted(event.split("/")[1], 3, 0)).toList()));
        files.put(ROOT + "/error_log", "");
        if (writesUntilTheListVanishes <= 0) {
            files.remove(ROOT + "/kprobe_events");
        }
        enabled.forEach((instance, events) -> {
            String top = instance.isEmpty() ? ROOT : ROOT + "/instances/" + instance;
            files.put(top + "/set_event",
                    String.join("", events.stream().map(event -> event.replace('/', ':') + "\n").toList()));
            probes.keySet().forEach(event -> files.put(top + "/events/" + event + "/filter",
                    filters.getOrDefault(instance + "|" + event, "none") + "\n"));
        });
        return files;
    }

    /** What is loaded, as {@code /proc/modules} has it. */
    String modules = "fec 81920 0 - Live 0xbf000000\n";

    @Override
    public byte[] read(String path, int limit) throws TargetException {
        Map<String, String> files = files();
        if (!files.containsKey(path)) {
            throw new FileException(FileOperation.READ, path, 2, "No such file or directory");
        }
        return files.getOrDefault(path, "").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Map<String, byte[]> readAll(List<String> patterns, Progress progress) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String pattern : patterns) {
            String regex = pattern.replace(".", "\\.").replace("*", "[^/]*");
            files().forEach((path, text) -> {
                if (path.matches(regex)) {
                    found.put(path, text.getBytes(StandardCharsets.ISO_8859_1));
                }
            });
        }
        return found;
    }

    @Override
    public void write(FileWrite write) throws TargetException {
        if (writesUntilTheLinkBreaks-- <= 0) {
            throw new LinkException("the link broke", null);
        }
        String path = write.path().substring(ROOT.length() + 1);
        String text = write.text().strip();
        writes.add(path + " " + text);
        if (writesUntilTheListVanishes-- <= 0 && path.equals("kprobe_events")) {
            throw refusal(FileOperation.APPEND, path, 2);
        }
        if (path.equals("kprobe_events")) {
            if (write.truncate()) {
                throw new AssertionError("the control file was opened with truncation");
            }
            define(path, text);
        } else if (path.endsWith("/enable")) {
            String[] parts = parts(path);
            requireEvent(write, parts[1]);
            Set<String> events = enabled.getOrDefault(parts[0], new TreeSet<>());
            if (text.equals("1")) {
                events.add(parts[1]);
            } else {
                events.remove(parts[1]);
            }
        } else if (path.endsWith("/filter")) {
            String[] parts = parts(path);
            requireEvent(write, parts[1]);
            if (text.contains("nope")) {
                filters.put(parts[0] + "|" + parts[1], text + "\n^\nparse_error: Field not found");
                throw refusal(FileOperation.TRUNCATE, path, 22);
            }
            filters.put(parts[0] + "|" + parts[1], text.equals("0") ? "none" : text);
        }
    }

    /** The instance and the event of {@code [instances/X/]events/G/E/FILE}. */
    private static String[] parts(String path) {
        String[] words = path.split("/");
        return words[0].equals("instances") ? new String[]{ words[1], words[3] + "/" + words[4] }
                : new String[]{ "", words[1] + "/" + words[2] };
    }

    private void requireEvent(FileWrite write, String event) throws FileException {
        if (!probes.containsKey(event)) {
            throw refusal(FileOperation.TRUNCATE, write.path(), 2);
        }
    }

    private static FileException refusal(FileOperation operation, String path, int errno) {
        return new FileException(operation, path, errno, "refused");
    }

    private void define(String path, String written) throws FileException {
        // The kernel takes any blanks between words, and lists one
        String line = String.join(" ", written.strip().split("\\s+"));
        String head = line.split(" ")[0];
        String event = head.substring(head.indexOf(':') + 1);
        if (line.startsWith("-:")) {
            if (!probes.containsKey(event)) {
                throw refusal(FileOperation.APPEND, path, 2);
            }
            if (held.contains(event) || enabled.values().stream().anyMatch(events -> events.contains(event))) {
                throw refusal(FileOperation.APPEND, path, 16);
            }
            probes.remove(event);
            return;
        }
        if (!refusedWord.isEmpty() && line.contains(refusedWord)) {
            throw refusal(FileOperation.APPEND, path, 22);
        }
        probes.put(event, line);
    }

    @Override
    public List<String> list(String path) {
        String events = ROOT + "/events";
        if (path.equals(events)) {
            return probes.keySet().stream().map(event -> event.split("/")[0]).distinct().sorted().toList();
        }
        if (path.equals(ROOT + "/instances")) {
            return enabled.keySet().stream().filter(name -> !name.isEmpty()).sorted().toList();
        }
        return probes.keySet().stream().filter(event -> path.equals(events + "/" + event.split("/")[0]))
                .map(event -> event.split("/")[1]).sorted().toList();
    }

    @Override
    public boolean exists(String path) {
        return path.equals(ROOT + "/instances") || files().keySet().stream()
                .anyMatch(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    @Override
    public void makeDirectory(String path) throws TargetException {
        String name = path.substring((ROOT + "/instances/").length());
        writes.add("mkdir " + name);
        if (enabled.containsKey(name)) {
            throw refusal(FileOperation.MAKE_DIRECTORY, path, 17);
        }
        enabled.put(name, new TreeSet<>());
    }

    @Override
    public void removeDirectory(String path) throws TargetException {
        String name = path.substring((ROOT + "/instances/").length());
        writes.add("rmdir " + name);
        if (!enabled.containsKey(name)) {
            throw refusal(FileOperation.REMOVE_DIRECTORY, path, 2);
        }
        enabled.remove(name);
    }

    @Override
    public TargetProcess start(List<String> command) throws TargetException {
        throw new TargetException("a fake runs no programs");
    }

    @Override
    public Drain drain(DrainRequest request, DrainSink sink) throws TargetException {
        throw new TargetException("a fake has no ring buffer");
    }

    @Override
    public boolean isOpen() {
        return writesUntilTheLinkBreaks > 0;
    }

    @Override
    public Subscription onClosed(Consumer<String> listener) {
        return () -> {};
    }

    @Override
    public void close() {
        writesUntilTheLinkBreaks = 0;
    }
}
