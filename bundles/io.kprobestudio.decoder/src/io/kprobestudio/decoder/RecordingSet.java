/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Recordings of several targets in one order of time. What was recorded by one machine is related by its clock; the common
 * time is that of the first recording's trace clock. Immutable and thread-safe: each reading opens the files anew.
 */
public final class RecordingSet {

    private final List<Member> members;

    /**
     * A recording of the set.
     *
     * @param name what its events are told apart by
     * @param reader the recording; its filter counts, rows and number do not
     * @param clock how its trace clock runs against the machine's
     */
    public record Member(String name, RecordingReader reader, ClockRelation clock) {

        /**
         * Opens one, named as its folder.
         *
         * @throws TraceDataException when it is no recording, or its clock was not related to that of a machine
         * @throws IOException when it cannot be read
         */
        public static Member open(Path folder) throws IOException, TraceDataException {
            RecordingReader reader = RecordingReader.open(folder, Decompressors.BUILT_IN);
            ClockRelation clock = reader.clockRelation().orElseThrow(() -> new TraceDataException(
                    "it is not known how the recording's clock runs against others: %s has no %s; record all targets "
                            .formatted(folder, ClockRelation.FILE)
                            + "at once (kprobes record -t A -t B -o FOLDER), or each with --align"));
            return new Member(String.valueOf(folder.toAbsolutePath().normalize().getFileName()), reader, clock);
        }

        /** The same of which only what a filter chooses is read. */
        public Member choose(EventFilter filter) {
            return new Member(name, reader.choose(filter), clock);
        }
    }

    /** Takes records in the order of the common time. */
    @FunctionalInterface
    public interface Sink {

        /**
         * One record.
         *
         * @param member its recording, counted from 0
         * @param common the common time, in nanoseconds
         * @param cpu its CPU, and the rest as in {@link RecordSink#record}
         * @throws IOException when it cannot be written
         */
        void record(int member, long common, int cpu, long time, ByteBuffer buffer, int offset, int length)
                throws IOException;

        /**
         * A recording's kernel lost events, or a sub-buffer of it is damaged, somewhere before its next record.
         *
         * @param member its recording, counted from 0
         */
        default void lost(int member) {
        }
    }

    /** Tells a sink what is met beside a recording's records. */
    private record Losses(int member, Sink sink) implements RecordSink {
        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            // records are passed on in the common order
        }

        @Override
        public void missed(int cpu, long count) {
            sink.lost(member);
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            sink.lost(member);
        }
    }

    /**
     * Makes a set.
     *
     * @param members two or more
     * @throws TraceDataException when their clocks stand in no known relation
     */
    public RecordingSet(List<Member> members) throws TraceDataException {
        this.members = List.copyOf(members);
        Member first = members.get(0);
        for (Member member : members) {
            if (!member.clock.machine().equals(first.clock.machine())) {
                throw new TraceDataException(("the recordings were made by two machines, or it was started anew between"
                        + " them, so that nothing relates their clocks: %s machine=%s, %s machine=%s").formatted(
                                first.reader.path(), first.clock.machine(), member.reader.path(),
                                member.clock.machine()));
            }
            TraceClock clock = member.reader.metadata().clock();
            if (!clock.inNanoseconds()) {
                throw new TraceDataException("a clock that counts cannot be aligned: %s clock=%s"
                        .formatted(member.reader.path(), clock.name()));
            }
        }
    }

    /**
     * The recordings in a folder that is none itself, by name.
     *
     * @return empty where it is a recording, or no folder, or holds none
     * @throws IOException when it cannot be read
     */
    public static List<Path> recordingsIn(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder) || RecordingFolder.isOne(folder)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                // what begins with a dot is being written, or was when a process died
                if (RecordingFolder.isOne(entry) && !String.valueOf(entry.getFileName()).startsWith(".")) {
                    found.add(entry);
                }
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** The recordings. */
    public List<Member> members() {
        return members;
    }

    /** The common time when a recording's trace clock shows a time, in nanoseconds. */
    public long common(int member, long time) {
        return member == 0 ? time : members.get(0).clock.fromMachine(members.get(member).clock.toMachine(time));
    }

    /** What a recording's trace clock shows at a common time, in nanoseconds. */
    long own(int member, long common) {
        return member == 0 ? common : members.get(member).clock.fromMachine(members.get(0).clock.toMachine(common));
    }

    /**
     * How far a recording's common time can be off at most beside the first recording's, in nanoseconds to both sides: what
     * both relations leave open, and the steps of both clocks. 0 for the first.
     */
    public long uncertainty(int member, long time) {
        if (member == 0) {
            return 0;
        }
        Member one = members.get(0);
        Member other = members.get(member);
        return (long) Math.ceil(one.clock.uncertainty(common(member, time)) + other.clock.uncertainty(time)
                + one.reader.metadata().clock().resolutionNs() + other.reader.metadata().clock().resolutionNs());
    }

    /** How far a recording's times can be off where they are compared: {@link #uncertainty} at the moments that are known. */
    public long uncertainty(int member) {
        long worst = 0;
        for (ClockRelation.Moment moment : members.get(member).clock.moments()) {
            worst = Math.max(worst, uncertainty(member, moment.time()));
        }
        return worst;
    }

    /** The finest power of ten, in nanoseconds, that times of all recordings hold to at the moments that are known. */
    public long step() {
        long worst = 0;
        for (int member = 0; member < members.size(); member++) {
            worst = Math.max(worst, uncertainty(member));
        }
        return RecordingSetExport.step(worst);
    }

    /**
     * Passes the records of all recordings to a sink, in the order of the common time; of equal times the earlier
     * recording's first. Events of two targets that are closer than the uncertainty may come in either order.
     *
     * @param most how many at most
     * @return what reading each recording met
     * @throws IOException when a file cannot be read, or the sink fails
     */
    public List<ReadSummary> read(Sink sink, long most) throws IOException {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < members.size(); i++) {
                streams.add(new Stream(i, sink));
            }
            merge(streams, sink, most);
            return streams.stream().map(Stream::summary).toList();
        } finally {
            close(streams);
        }
    }

    /**
     * Passes records on from a row of each recording on, whatever is chosen of them.
     *
     * @param indexes one for each recording
     * @param rows how many records of each come before
     */
    List<ReadSummary> readFrom(List<RecordingIndex> indexes, long[] rows, Sink sink, long most) throws IOException {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < members.size(); i++) {
                if (rows[i] < indexes.get(i).rows()) {
                    streams.add(new Stream(i, sink, indexes.get(i), rows[i]));
                }
            }
            if (!streams.isEmpty()) {
                merge(streams, sink, most);
            }
            return streams.stream().map(Stream::summary).toList();
        } finally {
            close(streams);
        }
    }

    private static void merge(List<Stream> streams, Sink sink, long most) throws IOException {
        for (Stream stream : streams) {
            stream.advance();
        }
        for (long passed = 0; passed < most; passed++) {
            Stream first = Collections.min(streams);
            if (first.done) {
                break;
            }
            first.pass(sink);
            first.advance();
        }
    }

    private static void close(List<Stream> streams) throws IOException {
        for (Stream stream : streams) {
            stream.close();
        }
    }

    /** A recording that is stepped through. */
    private final class Stream implements AutoCloseable, Comparable<Stream> {
        private final int member;
        private final Notices notices;
        private final OpenRecording open;
        private final RecordMerge merge;
        private final EventFilter.Test test;
        private long common;
        private long passed;
        private boolean done;

        Stream(int member, Sink sink) throws IOException {
            RecordingReader reader = members.get(member).reader;
            this.member = member;
            notices = new Notices(new Losses(member, sink));
            open = reader.steps(notices);
            merge = open.merge();
            test = reader.test();
        }

        /** From a row on, all of it. */
        Stream(int member, Sink sink, RecordingIndex index, long row) throws IOException {
            this.member = member;
            notices = new Notices(new Losses(member, sink));
            open = members.get(member).reader.steps(notices, index, row);
            merge = open.merge();
            test = EventFilter.ALL;
        }

        void advance() throws IOException {
            do {
                done = !merge.next();
            } while (!done
                    && !test.matches(merge.cpu(), merge.time(), merge.buffer(), merge.offset(), merge.length()));
            if (!done) {
                common = common(member, merge.time());
            }
        }

        void pass(Sink sink) throws IOException {
            passed++;
            sink.record(member, common, merge.cpu(), merge.time(), merge.buffer(), merge.offset(), merge.length());
        }

        /** What is through comes last. */
        @Override
        public int compareTo(Stream other) {
            return done || other.done ? Boolean.compare(done, other.done) : Long.compare(common, other.common);
        }

        ReadSummary summary() {
            return notices.summary(passed);
        }

        @Override
        public void close() throws IOException {
            open.close();
        }
    }
}
