/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.SplittableRandom;
import java.util.regex.Matcher;

/** Definitions that are nearly right, and those at and past the kernel's limits. */
final class NearMisses {
    private static final String CHARACTERS = "abx019:/+-%@$()[]=,.\"\\ \t_>*#!\u00e9\u00a0";
    private static final String[] BROKEN = { "", "a b", "1a", "a.b", "a/b", "%zz", "$", "$stak", "$stack999999", "@",
            "@+4", "+4%r0)", "+4(%r0", "+(", "+4()", "\\zz", "\\\"a", ":", "=", "u128", "b1@", "b33@0/32", "-",
            "\u00e9",
            "+u(", "-u4($stack)", "$stack2049", "$stack-1", "$retval2", "$arg0", "$argx", "@0xzz", "@1_000", "\\",
            "\\\"",
            "\\-", "+99999999999999999999($stack)", "-9223372036854775808($stack)", "+4($comm)", "+0(\\\"x\")", "(a)b",
            "a->", "a-b", "a->b->", "$arg*x", "$comm:u8", "$comm[3]", "$retval->x", "x->y.z" };
    private static final String[] TYPES = { "", "u8[0]", "u8[65]", "u8[4", "u8[4]x", "u8[-1]", "u8[x]", "u8[]",
            "b0@0/8",
            "b9@0/8", "b4@30/32", "b33@0/64", "b1@0/7", "b@0/8", "b1@/8", "b1@0", "string[2]", "string[65]", "s7", "U8",
            "char[3]", "symbol[2]", "ustring[1]", "symstr[2]", "%pd[2]", "%p", "0", "[4]", "x8[0x10]", "u8[4][4]" };
    private static final String[] HEADS = { "", "p", "r", "p:", "r:", "p:/ev", "p:g/", "p:g/e/f", "p:.e", "p:g.",
            "p:g-h/e",
            "p:-g/e", "p:1/e", "r0", "r1", "r4096", "r4097", "r99999999999", "r-1", "r1x", "p5", "rx", "P", "q:e", "-:",
            "-:g/", "-:e", "-:g/e", "-", "p:sched/sched_switch", "p:kprobes/enable", "p:ftrace/function", "f", "f5",
            "t",
            "e", "f:g/e", "t:e", "e:e", "u:e", "w:e", "!", "pp:e" };

    private final SplittableRandom random;

    NearMisses(SplittableRandom random) {
        this.random = random;
    }

    String of(String line) {
        int at = random.nextInt(line.length() + 1);
        int space = line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ');
        return switch (random.nextInt(14)) {
        case 0 -> line + " " + pick(BROKEN);
        case 1 -> line + " x=" + pick(BROKEN);
        case 2 ->
            line + " " + pick("%r0", "$stack1", "@jiffies", "+4($stack)", "$comm", "\\1", "a") + ":" + pick(TYPES);
        case 3 -> line.replaceFirst("=", Matcher.quoteReplacement(pick("==", "", "=\t", " = ", "1=", "\u00e9=")));
        case 4 -> pick(HEADS) + line.substring(space);
        case 5 -> at < line.length() ? line.substring(0, at) + line.substring(at + 1) : line;
        case 6 -> line.substring(0, at) + CHARACTERS.charAt(random.nextInt(CHARACTERS.length())) + line.substring(at);
        case 7 -> at + 1 < line.length()
                ? line.substring(0, at) + line.charAt(at + 1) + line.charAt(at) + line.substring(at + 2) : line;
        case 8 -> line.substring(0, at) + pick(BROKEN) + line.substring(at);
        case 9 -> line.replace(" ", pick("\t", "  ", " \t ", "\u00a0")) + pick("", " # note", "#x", " ", "\t#");
        case 10 -> limits(line, space);
        case 11 -> line.replace(":u", ":" + pick("x", "b1@0/", "U")).replace("(", pick("(", "((", ")"));
        case 12 ->
            line.substring(0, space) + pick("", " ", " #", " 0", " 0x", " -", " +4", " %return", " /no/such:0x10",
                    " a:b:c", " nomod:x%return") + (random.nextBoolean() ? line.substring(space) : "");
        default -> line + " " + pick("common_pid", "__probe_ip", "__probe_func", "common_type", "arg1", "_", "A")
                + pick("=$stack", "=%r0", "=") + pick("", " arg1=$stack2", " A=$stack");
        };
    }

    /** At a limit, and one past it. */
    private String limits(String line, int space) {
        int more = random.nextInt(3) - 1;
        String rest = line.substring(space);
        return switch (random.nextInt(9)) {
        case 0 -> "p:" + "e".repeat(63 + more) + rest;
        case 1 -> "p:" + "g".repeat(63 + more) + "/e" + rest;
        case 2 -> line + " " + "n".repeat(32 + more) + "=$stack";
        case 3 -> line + " x=" + "@" + "s".repeat(62 + more);
        case 4 -> line + " x=" + "@" + "s".repeat(254 + more);
        case 5 -> line + " x=" + "+0(".repeat(8 + more) + "$stack" + ")".repeat(8 + more);
        case 6 -> line + " x=" + "+0(".repeat(14 + more) + "$stack" + ")".repeat(14 + more);
        case 7 -> many(line.substring(0, space) + rest.replaceAll("^( \\S+).*", "$1"), 128 + more);
        default -> line + (" x=+0($stack):u64[" + (63 + more) + "]").repeat(1 + random.nextInt(2));
        };
    }

    private static String many(String line, int count) {
        StringBuilder text = new StringBuilder(line);
        for (int i = 0; i < count; i++) {
            text.append(" a").append(i).append("=$stack");
        }
        return text.toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
