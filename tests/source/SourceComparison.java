/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceLines;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;

/** Compares our definitions for functions and lines of a kernel, drawn by a seed, with those of perf probe. */
public final class SourceComparison {
    private static final double ENOUGH = 0.97;
    private static final Pattern DEFINITION = Pattern.compile("([pr])(?::\\S+)? (\\S+?)(?:\\+0)?((?: \\S+)*)");
    private static final String COMPUTED = "is computed here";

    /** How a definition of perf's, or a query, came out. */
    private enum Outcome {
        EQUAL("equal"), MORE("equal, and ours has arguments that perf cannot express"), DIFFERENT("differ"),
        ONLY_PERF("only perf"), FAULT("perf's is wrong"), ONLY_OURS("only ours"), NEITHER("both refuse");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    private final DebugInfo info;
    private final Path vmlinux;
    private final Path cache;
    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, List<String>> classes = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    private SourceComparison(Path vmlinux, Path folder, String version) throws IOException, DebugInfoException {
        this.vmlinux = vmlinux;
        info = DebugInfo.open(vmlinux);
        String id = info.buildId().orElseThrow(() -> new DebugInfoException("no build id: path=" + vmlinux));
        cache = folder.resolve(id + "-" + version + ".tsv");
        if (Files.exists(cache)) {
            for (String line : Files.readAllLines(cache)) {
                int tab = line.indexOf('\t');
                answers.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
    }

    /**
     * {@code VMLINUX FOLDER PERF-VERSION [--functions N] [--lines N] [--seed S] [--cached] [--examples N]}. What perf has wrong is
     * kept in FOLDER/BUILDID-VERSION-faults.tsv: why, a tab, perf's definition; and every place in FOLDER/BUILDID-VERSION-places.tsv:
     * how it came out, the query, perf's definition or nothing, ours or nothing, and what we say of it, with | between.
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> options = new HashMap<>(
                Map.of("--functions", 2000, "--lines", 500, "--seed", 1, "--cached", 0, "--examples", 0));
        for (int i = 3; i < arguments.length; i++) {
            if (!options.containsKey(arguments[i])) {
                throw new IllegalArgumentException("an unknown option: " + arguments[i]);
            }
            options.put(arguments[i], arguments[i].equals("--cached") ? 1 : Integer.parseInt(arguments[++i]));
        }
        SourceComparison comparison = new SourceComparison(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
        int seed = options.get("--seed");
        List<String> functions = comparison.drawFunctions(seed, options.get("--functions"));
        List<String> lines = comparison.drawLines(seed, options.get("--lines"));
        System.out.printf("vmlinux=%s seed=%d functions=%d lines=%d perf=%s%n", arguments[0], seed, functions.size(),
                lines.size(), arguments[2]);
        if (options.get("--cached") == 0) {
            comparison.ask(functions, lines);
        }
        Map<Outcome, Integer> all = comparison.compare("functions with their parameters", functions);
        comparison.compare("lines with their variables", lines)
                .forEach((outcome, count) -> all.merge(outcome, count, Integer::sum));
        double rate = rate(all);
        System.out.printf("all: %s%n", describe(all));
        comparison.printClasses(options.get("--examples"));
        comparison.keep("faults", comparison.faults);
        comparison.keep("places", comparison.places);
        System.exit(rate >= ENOUGH ? 0 : 1);
    }

    private void keep(String what, List<String> lines) throws IOException {
        Files.write(Path.of(cache.toString().replaceFirst("\\.tsv$", "-" + what + ".tsv")), lines);
    }

    private List<String> drawFunctions(int seed, int count) {
        List<String> names = new ArrayList<>(info.functions("*"));
        Collections.shuffle(names, new Random(seed));
        return names.stream().limit(count).map(name -> name + " $params").toList();
    }

    /* By addresses, so that lines come as often as there is code of them; in turn as a file's and as a function's line. */
    private List<String> drawLines(int seed, int count) throws DebugInfoException {
        Random random = new Random(seed);
        List<DebugInfo.Function> functions = info.functionsByAddress().stream().filter(each -> each.size() > 0)
                .toList();
        Set<String> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            DebugInfo.Function function = functions.get(random.nextInt(functions.size()));
            List<SourceLocation> chain = info
                    .sourceOf(function.address() + (random.nextInt((int) function.size()) & ~3));
            if (chain.isEmpty() || chain.get(0).line() <= 0) {
                continue;
            }
            SourceLocation location = chain.get(0);
            if (drawn.size() % 2 == 0) {
                Path path = Path.of(location.file());
                int names = path.getNameCount();
                drawn.add(path.subpath(Math.max(0, names - 2), names) + ":" + location.line() + " $vars");
                continue;
            }
            List<SourceLines> declared = info.linesOfFunction(location.function(), "");
            if (declared.size() == 1 && declared.get(0).file().equals(location.file())
                    && declared.get(0).first() <= location.line()) {
                drawn.add(location.function() + ":" + (location.line() - declared.get(0).first()) + " $vars");
            }
        }
        return List.copyOf(drawn);
    }

    private void ask(List<String> functions, List<String> lines) throws IOException, InterruptedException {
        List<String> open = new ArrayList<>();
        // Mixed, so that what an interrupted run leaves is of both kinds.
        int turns = Math.max(1, functions.size() / Math.max(1, lines.size()));
        for (int i = 0, line = 0; i < functions.size() || line < lines.size(); i++) {
            if (i < functions.size()) {
                open.add(functions.get(i));
            }
            if ((i % turns == 0 || i >= functions.size()) && line < lines.size()) {
                open.add(lines.get(line++));
            }
        }
        open.removeIf(answers::containsKey);
        for (int i = 0; i < open.size(); i++) {
            String answer = askPerf(open.get(i));
            answers.put(open.get(i), answer);
            Files.writeString(cache, open.get(i) + "\t" + answer + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            if (i % 100 == 99) {
                System.err.printf("asked perf %d of %d%n", i + 1, open.size());
            }
        }
    }

    /* perf's definitions, with | between them; or its refusal behind an exclamation mark. */
    private String askPerf(String query) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("perf", ".err");
        try {
            Process perf = new ProcessBuilder("perf", "probe", "-k", vmlinux.toString(), "-D", query)
                    .redirectError(errors.toFile()).start();
            perf.getOutputStream().close();
            String out = new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!perf.waitFor(5, TimeUnit.MINUTES)) {
                perf.destroyForcibly();
            }
            String answer = out.strip().replace('\t', ' ').replace("\n", "|");
            String why = Files.readString(errors).strip().replaceAll("\\s+", " ");
            return answer.isEmpty() ? "!" + why.substring(0, Math.min(300, why.length())) : answer;
        } finally {
            Files.delete(errors);
        }
    }

    private Map<Outcome, Integer> compare(String what, List<String> queries) {
        Map<Outcome, Integer> definitions = new TreeMap<>();
        Map<Outcome, Integer> outcomes = new TreeMap<>();
        int asked = 0;
        for (String query : queries) {
            String answer = answers.get(query);
            if (answer == null) {
                continue;
            }
            asked++;
            Outcome worst = compare(query, answer, definitions);
            outcomes.merge(worst, 1, Integer::sum);
        }
        System.out.printf("%s: %d queries%n  queries: %s%n  definitions of perf: %s%n", what, asked, describe(outcomes),
                describe(definitions));
        definitions.remove(Outcome.ONLY_OURS);
        return definitions;
    }

    private static double rate(Map<Outcome, Integer> counts) {
        int right = counts.getOrDefault(Outcome.EQUAL, 0) + counts.getOrDefault(Outcome.MORE, 0);
        int wrong = counts.getOrDefault(Outcome.DIFFERENT, 0) + counts.getOrDefault(Outcome.ONLY_PERF, 0);
        return (double) right / Math.max(1, right + wrong);
    }

    private static String describe(Map<Outcome, Integer> counts) {
        int right = counts.getOrDefault(Outcome.EQUAL, 0) + counts.getOrDefault(Outcome.MORE, 0);
        int answered = right + counts.getOrDefault(Outcome.DIFFERENT, 0) + counts.getOrDefault(Outcome.ONLY_PERF, 0)
                + counts.getOrDefault(Outcome.FAULT, 0);
        return "%.2f %% equal of what perf can express (%.2f %% of all that it prints); %s"
                .formatted(100 * rate(counts),
                        100.0 * right / Math.max(1, answered), counts.entrySet().stream()
                                .map(each -> each.getKey().text + ": " + each.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /** A definition's place and its arguments by name, without the event's name. */
    private record Placed(String place, Map<String, String> arguments, boolean repeats) {
        static Placed of(String definition) {
            Matcher matcher = DEFINITION.matcher(definition.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no definition: " + definition);
            }
            Map<String, String> arguments = new LinkedHashMap<>();
            boolean repeats = false;
            for (String argument : matcher.group(3).strip().split(" ")) {
                if (!argument.isEmpty()) {
                    repeats |= arguments.putIfAbsent(argument.substring(0, argument.indexOf('=')), argument) != null;
                }
            }
            return new Placed(matcher.group(1) + " " + matcher.group(2), arguments, repeats);
        }

        /** The definition, without the event's name and a name's second argument. */
        String definition() {
            return place + arguments.values().stream().map(each -> " " + each).collect(Collectors.joining());
        }

        static Map<String, Placed> of(Collection<String> definitions) {
            Map<String, Placed> placed = new TreeMap<>();
            for (String each : definitions) {
                Placed one = of(each);
                placed.put(one.place(), one);
            }
            return placed;
        }
    }

    private Outcome compare(String query, String answer, Map<Outcome, Integer> definitions) {
        Map<String, Placed> theirs = answer.startsWith("!") ? Map.of() : Placed.of(List.of(answer.split("\\|")));
        Map<String, Placed> ours = new TreeMap<>();
        Map<String, List<String>> notes = new HashMap<>();
        String refusal = "";
        try {
            String[] words = query.split(" ");
            for (SourceProbe probe : info.resolve(SourcePlace.parse(words[0]),
                    List.of(SourceExpression.parse(words[1])))) {
                Placed placed = Placed.of(probe.definition(""));
                ours.put(placed.place(), placed);
                notes.put(placed.place(), probe.notes());
            }
        } catch (DebugInfoException refused) {
            refusal = refused.getMessage();
        }
        if (theirs.isEmpty()) {
            count(ours.isEmpty() ? "both refuse" : "only ours, perf: " + reason(answer), query);
            ours.values().forEach(our -> place(Outcome.ONLY_OURS, query, "", our, notes));
            return ours.isEmpty() ? Outcome.NEITHER : Outcome.ONLY_OURS;
        }
        Outcome worst = Outcome.EQUAL;
        for (Placed their : theirs.values()) {
            Placed our = ours.get(their.place());
            Outcome outcome = compare(query, their, our, notes.getOrDefault(their.place(), List.of()), refusal);
            definitions.merge(outcome, 1, Integer::sum);
            place(outcome, query, their.definition(), our, notes);
            worst = severity(outcome) > severity(worst) ? outcome : worst;
        }
        for (Placed our : ours.values()) {
            if (!theirs.containsKey(our.place())) {
                definitions.merge(Outcome.ONLY_OURS, 1, Integer::sum);
                count("a place only ours", query + ": " + our);
                place(Outcome.ONLY_OURS, query, "", our, notes);
            }
        }
        return worst;
    }

    private void place(Outcome outcome, String query, String their, Placed our, Map<String, List<String>> notes) {
        places.add(String.join("\t", outcome.text, query, their, our == null ? "" : our.definition(),
                our == null ? "" : String.join("|", notes.get(our.place()))));
    }

    private static int severity(Outcome outcome) {
        return List.of(Outcome.EQUAL, Outcome.MORE, Outcome.FAULT, Outcome.DIFFERENT, Outcome.ONLY_PERF)
                .indexOf(outcome);
    }

    private static String reason(String answer) {
        return answer.replaceAll("'[^']*'", "it").replaceAll("probe at \\S+", "probe at it").replaceAll("\\d+", "N");
    }

    private Outcome compare(String query, Placed their, Placed our, List<String> notes, String refusal) {
        String symbol = their.place().substring(2).replaceFirst("\\+.*", "");
        if (info.address(symbol).isEmpty()) {
            count("perf is wrong: its place is in data", query + ": " + their);
            faults.add("its place is in data\t" + their.definition());
            return Outcome.FAULT;
        }
        if (our == null) {
            count("only perf: " + refusal.replaceFirst("[:,=].*", ""), query + ": " + their);
            return Outcome.ONLY_PERF;
        }
        Set<String> differences = new TreeSet<>();
        Set<String> faults = new TreeSet<>();
        for (Map.Entry<String, String> each : their.arguments().entrySet()) {
            String own = our.arguments().get(each.getKey());
            if (each.getValue().equals(own)) {
                continue;
            }
            String why = fault(each.getKey(), each.getValue(), own, notes);
            if (why.isEmpty()) {
                differences
                        .add(own == null ? "ours lacks an argument" : form(each.getValue()) + " is ours " + form(own));
            } else {
                faults.add(why);
            }
        }
        if (!differences.isEmpty()) {
            count("differ: " + differences, query + ": " + their + " ours=" + our + " " + notes);
            return Outcome.DIFFERENT;
        }
        if (!faults.isEmpty()) {
            faults.forEach(why -> this.faults.add(why + "\t" + their.definition()));
            faults.forEach(why -> count("perf is wrong: " + why, query + ": " + their + " ours=" + our + " " + notes));
            return Outcome.FAULT;
        }
        if (their.repeats()) {
            count("equal but that perf repeats a name, which the kernel refuses", query + ": " + their);
        }
        return our.arguments().size() > their.arguments().size() ? Outcome.MORE : Outcome.EQUAL;
    }

    /* Why an argument of perf's is not the variable's value; an empty text where that is not known. */
    private static String fault(String name, String their, String own, List<String> notes) {
        String fetch = their.substring(their.indexOf('=') + 1).replaceFirst(":\\w+$", "");
        if (notes.stream().anyMatch(note -> note.startsWith("left out: " + name + " ") && note.contains(COMPUTED))
                // The register itself, where perf reads memory.
                || own != null && their.equals(own.replaceFirst("=(%\\w+)", "=+0($1)"))) {
            return "it reads memory for a value that is computed";
        }
        if (own != null && own.contains("(" + fetch + ")")) {
            return "it stops in the middle of the location's expression";
        }
        if (fetch.equals("@" + name + "+0") && (own != null && own.startsWith(name + "=@")
                || notes.stream().anyMatch(note -> note.startsWith("left out: no symbol holds " + name + ":")))) {
            return "it takes the variable's name for the symbol's";
        }
        return "";
    }

    private static String form(String argument) {
        return argument.substring(argument.indexOf('=') + 1).replaceAll("%\\w+", "%R").replaceAll("-?\\d+(?=\\()", "N")
                .replaceAll("\\\\-?[0-9a-f]+", "\\\\N").replaceAll("@\\w+", "@S");
    }

    private void count(String kind, String example) {
        classes.computeIfAbsent(kind, each -> new ArrayList<>()).add(example);
    }

    private void printClasses(int examples) {
        System.out.println("classes:");
        classes.entrySet().stream().sorted((a, b) -> b.getValue().size() - a.getValue().size()).forEach(each -> {
            System.out.printf("%7d %s%n", each.getValue().size(), each.getKey());
            each.getValue().stream().limit(examples)
                    .forEach(
                            text -> System.out.println("          " + text.substring(0, Math.min(500, text.length()))));
        });
    }
}
