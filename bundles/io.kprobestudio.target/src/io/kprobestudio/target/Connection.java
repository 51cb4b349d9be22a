/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open connection to a target: its files, its programs and its ring buffer. Thread-safe; closing twice is harmless, and
 * closing while another thread waits ends that wait with a {@link LinkException}.
 *
 * <p>Paths are absolute, and reach the target so that no shell can interpret them: a name with quotes, newlines or
 * {@code $()} works as itself. Contents are bytes; what a target sends is never trusted.
 */
public interface Connection extends AutoCloseable {

    /** The address that was connected to. */
    TargetAddress address();

    /** How the target is reached, for the user: versions, user, algorithms. One line. */
    String description();

    /** The folder where tracefs is mounted, such as {@code /sys/kernel/tracing}, or nothing when it is not mounted. */
    Optional<String> tracefs();

    /**
     * Reads a whole file with one open. Made for pseudo files: their size need not be known.
     *
     * @param path the absolute path
     * @param limit how many bytes are read at the most; a longer file is an error, never cut silently
     * @return the content
     * @throws FileException when the target's kernel refuses, or EFBIG (27) when the file is longer
     * @throws TargetException when the link fails
     */
    byte[] read(String path, int limit) throws TargetException;

    /**
     * Reads many files at the cost of about one round trip. Files that cannot be read are left out.
     *
     * @param patterns absolute paths in which {@code *} stands for any characters but a slash; nothing else is special
     * @param progress told how far the reading is, and asked whether to go on
     * @return path to content, in the order of the patterns and sorted by name within each
     * @throws TargetException when the link fails or the user cancelled
     */
    Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException;

    /**
     * Reads files that the kernel lists line by line, such as {@code kprobe_profile}, and that are looked at again and again:
     * in the way that costs the target least. Files that cannot be read are left out.
     *
     * @param patterns absolute paths of files of text, with {@code *} as for {@link #readAll}
     * @return path to content, in the order of the patterns
     * @throws TargetException when the link fails
     */
    default Map<String, byte[]> readListings(List<String> patterns) throws TargetException {
        return readAll(patterns, Progress.NONE);
    }

    /**
     * Writes one file with one {@code write} system call. Never creates a file.
     *
     * @param write what is written where
     * @throws FileException with the kernel's errno, of the open or of the write
     * @throws TargetException when the link fails
     */
    void write(FileWrite write) throws TargetException;

    /**
     * Writes several files, one after the other, in as few round trips as the link allows.
     *
     * @param writes what is written where, in order
     * @param stopAtFailure whether writes behind a refused one are left out; the answer then ends with the refused one
     * @return an outcome for each write that was tried
     * @throws TargetException when the link fails; what was written until then stays written
     */
    default List<WriteOutcome> writeAll(List<FileWrite> writes, boolean stopAtFailure) throws TargetException {
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (FileWrite write : writes) {
            try {
                write(write);
                outcomes.add(new WriteOutcome(write, null));
            } catch (FileException refused) {
                outcomes.add(new WriteOutcome(write, refused));
                if (stopAtFailure) {
                    break;
                }
            }
        }
        return List.copyOf(outcomes);
    }

    /**
     * Writes the same several times, each in a round trip of its own, and tells between which moments each was done: how a
     * clock of the target, which what is written reads, runs against this machine's. It may be written once more before.
     *
     * @param write what is written where
     * @param times how often
     * @param patience no further one is begun after this time, as on a slow link; the first three are
     * @return a time for each write, in order
     * @throws FileException with the kernel's errno, of the open or of a write
     * @throws TargetException when the link fails
     */
    default List<WriteTime> writeTimed(FileWrite write, int times, Duration patience) throws TargetException {
        return WriteTime.of(() -> write(write), times, patience);
    }

    /**
     * The names in a folder, sorted, without {@code .} and {@code ..}.
     *
     * @param path the absolute path
     * @return the names
     * @throws FileException when the target's kernel refuses
     * @throws TargetException when the link fails
     */
    List<String> list(String path) throws TargetException;

    /**
     * Whether a path exists (a file or a folder).
     *
     * @param path the absolute path
     * @return whether it exists and may be seen
     * @throws TargetException when the link fails
     */
    boolean exists(String path) throws TargetException;

    /**
     * Makes a folder, such as a tracing instance.
     *
     * @param path the absolute path
     * @throws FileException with the kernel's errno, EEXIST (17) when it is there
     * @throws TargetException when the link fails
     */
    void makeDirectory(String path) throws TargetException;

    /**
     * Removes a folder, such as a tracing instance.
     *
     * @param path the absolute path
     * @throws FileException with the kernel's errno
     * @throws TargetException when the link fails
     */
    void removeDirectory(String path) throws TargetException;

    /**
     * Starts a program on the target.
     *
     * @param command the program and its arguments; no shell interprets them
     * @return the running program, which the caller closes
     * @throws TargetException when it cannot be started
     */
    TargetProcess start(List<String> command) throws TargetException;

    /**
     * Starts to drain the per-CPU ring buffers of a tracing instance, all CPUs at once.
     *
     * @param request what is drained
     * @param sink gets the bytes
     * @return the running drain, which the caller stops or closes
     * @throws TargetException when the target has nothing to drain with; the message says what is missing
     */
    Drain drain(DrainRequest request, DrainSink sink) throws TargetException;

    /**
     * Keeps the events of what works for us alone on the target, shells and whatever they start, out of a tracing instance:
     * their numbers are appended to a file such as {@code set_event_notrace_pid}. What is drained afterwards goes the same way
     * when its request says so.
     *
     * @param file the absolute path
     * @return the processes that carry our link, such as its SSH server's, which also start what a user runs there: they do
     *         not stand in the file, and are for a filter to keep out
     * @throws TargetException when the file is refused, the link fails, or this kind of target cannot tell
     */
    default List<Long> leaveOutOwn(String file) throws TargetException {
        throw new TargetException("what we do on this target ourselves cannot be told apart: target=" + address());
    }

    /** What a board can be made to do beyond files and programs, where it is one that can (the simulated one). */
    default Optional<BoardOperations> board() {
        return Optional.empty();
    }

    /**
     * How often the target was asked and its answer waited for, since the connection was made: what a slow link costs.
     * Drains and programs do not count.
     *
     * @return the number of round trips, 0 where there is no link
     */
    default long roundTrips() {
        return 0;
    }

    /** Whether the connection still works, as far as is known without asking the target. */
    boolean isOpen();

    /**
     * Tells when the connection ends, by {@link #close} or because the link broke.
     *
     * @param listener called once, on any thread, with the reason in words; at once when it has ended already
     * @return closes the subscription
     */
    Subscription onClosed(java.util.function.Consumer<String> listener);

    /** Ends the connection and everything that runs through it: programs, drains. Never throws. */
    @Override
    void close();
}
