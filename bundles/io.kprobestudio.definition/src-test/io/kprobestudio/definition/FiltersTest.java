/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/**
 * Filters behind an event probe's {@code if}. The kernel prints the filter alone, and counts the places of a term's faults
 * from 1; all of this was seen on boards (`FreshVerdictsTest`).
 */
public class FiltersTest {
    /** The words and the column in the filter, or nothing. */
    private static String said(String version, String filter) {
        String begin = "e:x sched.sched_switch a=$prev_pid if ";
        Verdict verdict = Kernels.dynamic(version, Architecture.ARM64).judge(begin + filter);
        if (verdict.accepted()) {
            return "";
        }
        assertEquals(22, verdict.errno());
        assertEquals(filter, verdict.command());
        assertEquals(begin.length() + Math.min(verdict.caret(), filter.length()), verdict.column());
        return verdict.error() + "@" + verdict.caret();
    }

    private static String said(String filter) {
        return said("7.2", filter);
    }

    @Test
    public void shouldTakeFiltersWhenTheyAreRight() {
        for (String filter : new String[]{ "prev_pid == 1", "prev_pid==0x10&&prev_comm ~ \"a*\"", "!(prev_pid < -1)",
                "(prev_pid & 7 || common_pid >= 010) && prev_comm != 'x y'", "CPU == 1", "comm == \"sh\"",
                "prev_pid == CPUS{0,2-3}", "prev_pid == 1 &&", "prev_comm.ustring == \"x\"", "stacktrace == 1" }) {
            assertEquals(filter, "", said(filter));
        }
    }

    @Test
    public void shouldPointAtQuotesAndParenthesesWhenTheyDoNotMatch() {
        assertEquals("Missing matching quote@13", said("prev_comm == \"x"));
        assertEquals("Too few '('@13", said("prev_pid == 1)"));
        assertEquals("Too many '('@0", said("(prev_pid == 1"));
        assertEquals("Too many '('@17", said("prev_pid == 1 && ((prev_pid == 2)"));
        assertEquals("Error@0", said("()"));
        assertEquals("No filter found@1", said("!"));
    }

    @Test
    public void shouldPointIntoATermWhenItIsWrong() {
        assertEquals("Field not found@5", said("nope == 1"));
        assertEquals("Invalid operator@10", said("prev_pid = 1"));
        assertEquals("Invalid value (did you forget quotes)?@13", said("prev_pid == x"));
        assertEquals("Illegal integer value@13", said("prev_pid == 1x"));
        assertEquals("Expecting numeric field@13", said("prev_pid == \"x\""));
        assertEquals("Expecting string field@14", said("prev_comm == 1"));
        assertEquals("Illegal operation for field type@13", said("prev_comm < \"x\""));
        assertEquals("Illegal operation for field type@12", said("prev_pid ~ 1"));
        assertEquals("Operand too long@37", said("prev_pid == 123456789012345678901234"));
        assertEquals("Operand too long@271", said("prev_comm == \"" + "x".repeat(256) + "\""));
        assertEquals("", said("prev_comm == \"" + "x".repeat(255) + "\""));
        assertEquals("Too many terms in predicate expression@14", said("prev_pid == 1 prev_pid == 2"));
        assertEquals("Too many terms in predicate expression@14", said("prev_pid == 1 & 2"));
        assertEquals("Error@0", said("prev_pid == 1 && == 2"));
    }

    @Test
    public void shouldKnowFunctionsAndProcessorsWhenTheVersionDoes() {
        assertEquals("Illegal operation for field type@22", said("prev_pid.function == 1"));
        assertEquals("Invalid operator@9", said("6.1", "prev_pid.function == 1"));
        assertEquals("Missing '{'@18", said("prev_pid == CPUS"));
        assertEquals("Missing '}'@19", said("prev_pid == CPUS{0"));
        assertEquals("Invalid cpulist@18", said("prev_pid == CPUS{}"));
        assertEquals("Invalid cpulist@19", said("prev_pid == CPUS{x}"));
        assertEquals("Illegal operation for field type@13", said("prev_pid <= CPUS{0}"));
        assertEquals("Illegal operation for field type@14", said("prev_comm == CPUS{0}"));
        assertEquals("Invalid value (did you forget quotes)?@13", said("6.1", "prev_pid == CPUS{0}"));
        assertEquals("Field not found@11", said("6.1", "stacktrace == 1"));
    }

    @Test
    public void shouldRefuseWhenThereIsNoFilter() {
        Verdict verdict = Kernels.dynamic("7.2", Architecture.ARM64).judge("e:x sched.sched_switch if");
        assertEquals("No filter rule after 'if'", verdict.error());
        assertEquals(26, verdict.caret());
    }
}
