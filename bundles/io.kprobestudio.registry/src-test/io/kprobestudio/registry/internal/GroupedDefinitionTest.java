/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.internal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import org.junit.Test;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.JudgedProbe;
import io.kprobestudio.registry.ProbeKey;

public class GroupedDefinitionTest {

    private static JudgedProbe judge(String kernel, String text) {
        return GroupedDefinition.judge(DesiredProbe.enabled(text), "kps_00000001",
                new Judge(Dialect.of(KernelVersion.parse(kernel), Architecture.ARM), Description.NONE));
    }

    @Test
    public void shouldPutADefinitionIntoTheGroupWhenItNamesNone() {
        assertEquals("p:kps_00000001/open vfs_open a=%r0", judge("6.1", "p:open vfs_open a=%r0").line());
        assertEquals("r5:kps_00000001/x vfs_open\t$retval", judge("6.1", "  r5:x vfs_open\t$retval").line());
    }

    @Test
    public void shouldWriteTheNameDownWhenTheKernelWouldMakeItUp() {
        JudgedProbe judged = judge("6.1", "p vfs_open+8");
        assertEquals("p:kps_00000001/p_vfs_open_8 vfs_open+8", judged.line());
        assertEquals(new ProbeKey("kps_00000001", "p_vfs_open_8"), judged.key());
    }

    @Test
    public void shouldKeepALineAsItIsWhenItNamesAGroup() {
        assertEquals("p:g/x vfs_open", judge("6.1", "p:g/x vfs_open").line());
        assertEquals("p:kprobes/x vfs_open", judge("6.1", "p:kprobes/x vfs_open").line());
    }

    @Test
    public void shouldChangeTheEventOnlyWhenADefinitionIsRenamed() {
        ProbeKey key = new ProbeKey("g", "e");
        assertEquals("p:g/e vfs_open a=%r0:u8", GroupedDefinition.renamed("p:kprobes/x vfs_open a=%r0:u8", key));
        assertEquals("r5:g/e\tvfs_open\ta=$retval", GroupedDefinition.renamed("r5:x\tvfs_open\ta=$retval", key));
        assertEquals("p:g/e vfs_open", GroupedDefinition.renamed(" p vfs_open", key));
    }

    @Test
    public void shouldHaveNoKeyWhenTheDefinitionIsWrong() {
        JudgedProbe judged = judge("6.1", "p:x vfs_open %nope");
        assertNull(judged.key());
        assertFalse(judged.accepted());
        assertEquals("p:x vfs_open %nope", judged.line());
    }

    @Test
    public void shouldRefuseADeletionWhenAskedForAProbe() {
        assertNull(judge("6.1", "-:g/x").key());
    }
}
