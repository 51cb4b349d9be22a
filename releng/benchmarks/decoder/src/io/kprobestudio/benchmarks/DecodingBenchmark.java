/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.FieldVisitor;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;

/**
 * What {@code floor.c} does, by the decoder, on one thread: milliseconds for a whole recording, steady state. Its
 * {@code main} prints the sums that the C program prints, so that both can be compared before they are timed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5)
@Measurement(iterations = 5)
public class DecodingBenchmark {

    private static final int BUCKETS = 1024;

    /** The recording: a folder, or a trace.dat file. */
    @Param("")
    public String recording;

    private RecordingReader reader;
    private EventDecoder decoder;

    private RecordingReader reader() {
        RecordingReader open = reader;
        if (open == null) {
            try {
                open = RecordingReader.open(Path.of(recording), Decompressors.BUILT_IN);
            } catch (Exception e) {
                throw new IllegalStateException(recording, e);
            }
            reader = open;
        }
        return open;
    }

    private EventDecoder decoder() {
        EventDecoder made = decoder;
        if (made == null) {
            made = new EventDecoder(reader().metadata());
            decoder = made;
        }
        return made;
    }

    /** Every field of every event, in the order of time: numbers are summed, of the others the length and the first byte. */
    @Benchmark
    public long[] fields() throws IOException {
        Fields sums = new Fields(decoder());
        reader().read(sums);
        return new long[]{ sums.sums.numbers, sums.sums.lengths };
    }

    private static final class Fields implements RecordSink {
        private final EventDecoder decoder;
        private final Sums sums = new Sums();

        Fields(EventDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            int id = EventDecoder.eventId(buffer, offset, length);
            sums.numbers += id;
            sums.bytes = buffer.array();
            sums.record = buffer.arrayOffset() + offset;
            decoder.plan(id).visit(buffer, offset, length, sums);
        }
    }

    /** Numbers are summed, of the others the lengths and first bytes. */
    private static final class Sums extends FieldVisitor {
        private byte[] bytes = new byte[0];
        private int record;
        private long numbers;
        private long lengths;

        @Override
        public void number(int field, long value) {
            numbers += value;
        }

        @Override
        public void bytes(int field, int offset, int length) {
            lengths += length + (bytes[record + offset] & 0xff);
        }

        @Override
        public void missing(int field) {
            throw new IllegalStateException("a record is too short: field=" + field);
        }
    }

    /** One u32 of each event (common_pid) into a histogram, with time stamps, one CPU behind the other. */
    @Benchmark
    public long[] histogram() throws IOException {
        Histogram histogram = new Histogram();
        reader().readUnmerged(histogram);
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += i * histogram.buckets[i];
        }
        return new long[]{ histogram.times, sum };
    }

    private static final class Histogram implements RecordSink {
        private final long[] buckets = new long[BUCKETS];
        private long times;

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            times += time;
            buckets[buffer.getInt(offset + 4) & BUCKETS - 1]++;
        }
    }

    /** Text, by one thread. */
    @Benchmark
    public long text() throws IOException {
        long[] bytes = { 0 };
        reader().writeText(new OutputStream() {
            @Override
            public void write(int b) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] b, int offset, int length) {
                bytes[0] += length;
            }
        }, new TextOptions(1, false, false));
        return bytes[0];
    }

    /** A benchmark that is called by hand. */
    @FunctionalInterface
    private interface Pass {
        Object run() throws IOException;
    }

    /** The median of so many passes behind five others, in milliseconds of the thread's processor time. */
    private static double steady(Pass pass, int rounds) throws IOException {
        double[] times = new double[rounds];
        for (int i = -5; i < rounds; i++) {
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            pass.run();
            times[Math.max(i, 0)] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e6;
        }
        Arrays.sort(times);
        return times[rounds / 2];
    }

    /**
     * Prints the sums of {@code table} and {@code histogram}; with a number of rounds, what JMH measures by the clock in
     * processor time, which a busy machine disturbs less.
     */
    public static void main(String[] args) throws IOException {
        DecodingBenchmark benchmark = new DecodingBenchmark();
        benchmark.recording = args[0];
        if (args.length > 1) {
            int rounds = Integer.parseInt(args[2]);
            Pass pass = switch (args[1]) {
            case "fields" -> benchmark::fields;
            case "histogram" -> benchmark::histogram;
            case "text" -> benchmark::text;
            default -> throw new IllegalArgumentException("benchmark=" + args[1]);
            };
            System.out.printf("%.1f%n", steady(pass, rounds));
            return;
        }
        for (long[] sums : new long[][]{ benchmark.fields(), benchmark.histogram() }) {
            System.out.println(Long.toUnsignedString(sums[0]) + " " + Long.toUnsignedString(sums[1]));
        }
    }
}
