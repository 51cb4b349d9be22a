/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * All arguments of a command: {@code $arg*} and {@code $argN} are replaced by the names that BTF knows, {@code %pd} and
 * {@code %pD} by what they stand for, and then each is read.
 */
final class Arguments {
    static final int MOST = 128;
    /** MAX_BTF_ARGS_LEN: the text of the arguments that {@code $arg*} and {@code $argN} become, zeros included. */
    private static final int EXPANSION = 128;
    private static final int DENTRY_EXPANSION = 256;

    private final Kernel kernel;
    private final Report report;
    private final Words words;
    private final ArgumentContext context;

    /** An argument as the kernel reads it, and the word that it is taken from. */
    private record Item(byte[] text, int word, boolean written) {
    }

    Arguments(Kernel kernel, Report report, Words words, ArgumentContext context) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
        this.context = context;
    }

    /** Refuses too many words as arguments, where that is looked at before them. */
    void countWords(int first, int end) {
        if (end - first > MOST) {
            refuseCount();
        }
    }

    List<FetchArgument> read(int first, int end) {
        List<Item> items = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            items.add(new Item(words.bytes(i), i, true));
        }
        List<Item> written = items;
        if (kernel.has(Feature.PARSE_CONTEXT) && !context.eventProbe()) {
            items = expand(items);
        }
        int most = items.size();
        if (most > MOST) {
            refuseCount();
            most = MOST;
        }
        if (kernel.has(Feature.DENTRY_TYPES) && !context.eventProbe() || kernel.has(Feature.DENTRY_EVERYWHERE)) {
            items = dentries(items, items != written);
        }
        ArgumentParser parser = new ArgumentParser(kernel, report, context);
        List<FetchArgument> parsed = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            Item item = items.get(i);
            int column = item.written ? words.from(item.word) : -1;
            // The kernel counts expanded arguments, but points into the words as they were written.
            FetchArgument argument = parser.parse(item.text, i + first, i, parsed, column);
            if (argument == null) {
                continue;
            }
            Errno symbols = context.eventProbe() && kernel.has(Feature.OPTIONAL_EVENT_NAME)
                    ? kernel.placement().resolve(argument) : Errno.OK;
            if (symbols != Errno.OK) {
                report.silent(symbols, "there is no such symbol", i + first, 0, item.text.length);
            }
            parsed.add(argument);
        }
        return parsed;
    }

    private void refuseCount() {
        if (!kernel.has(Feature.ARGUMENT_COUNT_CHECKED)) {
            return;
        }
        if (kernel.has(Feature.ARGUMENT_COUNT_WORDS)) {
            report.error(Errno.E2BIG, ErrorText.TOO_MANY_ARGS, 2, 0, words.length(2));
        } else {
            report.silent(Errno.E2BIG, "more than 128 arguments", 2, 0, words.length(2));
        }
    }

    private List<Item> expand(List<Item> items) {
        int star = -1;
        boolean found = false;
        for (int i = 0; i < items.size(); i++) {
            byte[] text = items.get(i).text;
            if (!Bytes.startsWith(text, 0, text.length, "$arg")) {
                continue;
            }
            boolean entry = context.entry() && !context.returns();
            boolean exit = context.returns() && kernel.has(Feature.RETURN_ARGUMENTS);
            if (!entry && !exit) {
                report.error(Errno.EINVAL, ErrorText.NOFENTRY_ARGS, i + 2, 0, text.length);
                return items;
            }
            if (text.length > 4 && Ctype.isDigit(text[4])) {
                found = true;
                continue;
            }
            if (text.length <= 4 || text[4] != '*') {
                report.error(Errno.EINVAL, ErrorText.BAD_VAR, i + 2, 0, text.length);
                return items;
            }
            if (star >= 0) {
                report.error(Errno.EINVAL, ErrorText.DOUBLE_ARGS, i + 2, 0, text.length);
                return items;
            }
            found = true;
            star = i;
        }
        BtfFunction function = context.function();
        if (!found) {
            return items;
        }
        if (kernel.has(Feature.BTF_ARGUMENTS) && !kernel.btfKnown()) {
            report.leaveOpen("the kernel's BTF is not known here");
            List<Item> others = new ArrayList<>(items);
            if (star >= 0) {
                others.remove(star);
            }
            return others;
        }
        if (!kernel.has(Feature.BTF_ARGUMENTS) && !kernel.has(Feature.LIST_OF_ARGUMENTS_REFUSED)) {
            if (star >= 0) {
                report.complain(ErrorText.NOSUP_BTFARG);
            }
            return items;
        }
        if (function != null) {
            function.ask();
        }
        int parameters = function == null ? 0 : function.parameters();
        if (!kernel.has(Feature.BTF_ARGUMENTS) || parameters == 0) {
            if (star >= 0) {
                // The last word that was looked at is the one that the kernel points at.
                int word = lastVariable(items) + 2;
                report.error(Errno.EOPNOTSUPP, ErrorText.NOSUP_BTFARG, word, 0, 5);
            }
            return items;
        }
        return function == null ? items : replaced(items, star, function);
    }

    private static int lastVariable(List<Item> items) {
        int last = 0;
        for (int i = 0; i < items.size(); i++) {
            byte[] text = items.get(i).text;
            if (Bytes.startsWith(text, 0, text.length, "$arg")) {
                last = i;
            }
        }
        return last;
    }

    private List<Item> replaced(List<Item> items, int star, BtfFunction function) {
        List<Item> result = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            byte[] text = item.text;
            if (i == star) {
                for (int n = 0; n < function.parameters(); n++) {
                    used = append(result, item, i + 2, function, n, "", used);
                }
            } else if (Bytes.startsWith(text, 0, text.length, "$arg")) {
                int end = 4;
                long number = 0;
                while (end < text.length && Ctype.isDigit(text[end])) {
                    number = number * 10 + text[end++] - '0';
                }
                if (end < text.length && text[end] != ':') {
                    report.error(Errno.ENOENT, ErrorText.BAD_VAR, i + 2, 0, text.length);
                    return items;
                }
                if (number == 0) {
                    report.error(Errno.EINVAL, ErrorText.BAD_ARG_NUM, i + 2, 0, text.length);
                    return items;
                }
                used = append(result, item, i + 2, function, (int) number - 1, Bytes.text(text, end, text.length),
                        used);
            } else {
                result.add(item);
            }
            if (used < 0) {
                return items;
            }
        }
        return result;
    }

    private int append(List<Item> result, Item item, int word, BtfFunction function, int index, String type, int used) {
        if (used < 0) {
            return used;
        }
        if (index >= function.parameters() || index < 0) {
            report.error(Errno.ENOENT, ErrorText.NO_BTFARG, word, 0, item.text.length);
            return -1;
        }
        String text = function.parameterName(index) + type;
        if (text.length() >= EXPANSION - used) {
            report.error(Errno.E2BIG, ErrorText.ARGS_2LONG, word, 0, item.text.length);
            return -1;
        }
        result.add(new Item(Bytes.of(text), item.word, false));
        return used + text.length() + 1;
    }

    /**
     * {@code ARG:%pd} and {@code ARG:%pD} are the names of a dentry and of a file. The kernel puts the longer text among
     * the words that it points into, unless those were replaced by a list of its own before.
     */
    private List<Item> dentries(List<Item> items, boolean replaced) {
        List<Item> result = items;
        int used = 0;
        for (int i = 0; i < items.size(); i++) {
            byte[] text = items.get(i).text;
            boolean dentry = endsWith(text, ":%pd");
            if (!dentry && !endsWith(text, ":%pD")) {
                continue;
            }
            String whole = Bytes.text(text, 0, text.length - 4);
            int equals = whole.indexOf('=');
            String name = equals < 0 ? "" : whole.substring(0, equals + 1);
            String value = whole.substring(equals + 1);
            String expanded = dentry ? name + "+0x0(+0x" + Integer.toHexString(kernel.dentryNameOffset()) + "(" + value
                    + ")):string"
                    : name + "+0x0(+0x" + Integer.toHexString(kernel.dentryNameOffset()) + "(+0x"
                            + Integer.toHexString(kernel.fileDentryOffset()) + "(" + value + "))):string";
            if (expanded.length() >= DENTRY_EXPANSION - used) {
                report.silent(Errno.ENOMEM, "too many %pd and %pD", items.get(i).word, 0, text.length);
                return result;
            }
            used += expanded.length() + 1;
            result = result == items ? new ArrayList<>(items) : result;
            result.set(i, new Item(Bytes.of(expanded), items.get(i).word, true));
            if (!replaced) {
                words.replace(items.get(i).word, expanded);
            }
        }
        return result;
    }

    private static boolean endsWith(byte[] text, String end) {
        return text.length >= end.length() && Bytes.equal(text, text.length - end.length(), text.length, end);
    }

    /** The words from one on, for deletions. */
    static List<String> rest(Words words, int first) {
        @Nullable
        String[] texts = new @Nullable String[Math.max(0, words.count() - first)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = words.text(first + i);
        }
        return Arrays.stream(texts).map(String::valueOf).toList();
    }
}
