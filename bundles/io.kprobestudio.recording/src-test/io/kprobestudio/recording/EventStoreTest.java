/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.junit.Test;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.testkit.KernelTruth;

public class EventStoreTest {

    private final EventDecoder decoder;

    public EventStoreTest() throws IOException, TraceDataException {
        decoder = new EventDecoder(
                RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN).metadata());
    }

    private StoredEvent event(long time) {
        return StoredEvent.copy(decoder, 0, time, ByteBuffer.allocate(8), 0, 8);
    }

    @Test
    public void shouldKeepTheLatestWhenTheBoundIsReached() {
        EventStore store = new EventStore(2 * EventStore.CHUNK);
        for (int i = 0; i < 3 * EventStore.CHUNK + 5; i++) {
            store.add(event(i));
        }
        EventSnapshot snapshot = store.snapshot();
        assertEquals(2L * EventStore.CHUNK, snapshot.first());
        assertEquals(2L * EventStore.CHUNK, snapshot.dropped());
        assertEquals(EventStore.CHUNK + 5, snapshot.events().size());
        assertEquals(snapshot.first(), snapshot.events().get(0).time());
        assertEquals(3L * EventStore.CHUNK + 4, snapshot.events().get(EventStore.CHUNK + 4).time());
    }

    @Test
    public void shouldStayAsItIsWhenEventsComeAfterASnapshot() {
        EventStore store = new EventStore(100);
        store.add(event(1));
        EventSnapshot before = store.snapshot();
        store.add(event(2));
        assertEquals(1, before.events().size());
        assertThrows(IndexOutOfBoundsException.class, () -> before.events().get(1));
        assertEquals(2, store.snapshot().events().size());
    }

    @Test
    public void shouldGiveTheSameSnapshotWhenNothingChanged() {
        EventStore store = new EventStore(100);
        store.add(event(1));
        assertSame(store.snapshot(), store.snapshot());
    }

    @Test
    public void shouldGoOnNumberingWhenCleared() {
        EventStore store = new EventStore(100);
        store.add(event(1));
        store.add(event(2));
        store.clear();
        store.add(event(3));
        assertEquals(2, store.snapshot().first());
        assertEquals(3, store.snapshot().events().get(0).time());
    }
}
