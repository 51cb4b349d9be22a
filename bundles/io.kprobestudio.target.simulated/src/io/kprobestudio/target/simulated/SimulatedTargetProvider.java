/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProvider;
import io.kprobestudio.target.simulated.internal.Board;
import io.kprobestudio.target.simulated.internal.BoardOptions;
import io.kprobestudio.target.simulated.internal.BoardStore;
import io.kprobestudio.target.simulated.internal.SimulatedTarget;
import io.kprobestudio.target.simulated.internal.kernel.Maybe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Opens {@code sim:} targets. A kernel without a name lives as long as its provider: connecting again, with the same
 * options, finds it as it was left. One with a name is kept in a locked file, so that several processes see one kernel.
 * Thread-safe.
 */
public final class SimulatedTargetProvider implements TargetProvider {

    private static final Set<String> KNOWN = Set.of("kernel", "arch", "seed", "description", "time", "slow", "short",
            "vanish", "reboot", "dead");

    private final Path state;
    private final Map<BoardOptions, Board> boards = new HashMap<>();

    /** A provider that keeps named kernels in the user's state folder. */
    public SimulatedTargetProvider() {
        this(BoardStore.usualFolder());
    }

    /**
     * A provider that keeps named kernels elsewhere.
     *
     * @param state the folder, which is made when it is needed
     */
    public SimulatedTargetProvider(Path state) {
        this.state = state;
    }

    @Override
    public String scheme() {
        return "sim";
    }

    @Override
    public String label() {
        return "Simulated kernel";
    }

    @Override
    public Target target(TargetAddress address) throws TargetException {
        for (String option : address.options().keySet()) {
            if (!KNOWN.contains(option)) {
                throw new TargetException("a simulated target knows no such option: option=%s known=%s target=%s"
                        .formatted(option, KNOWN.stream().sorted().toList(), address));
            }
        }
        BoardOptions options = BoardOptions.of(address);
        Faults faults = Faults.of(address);
        return new SimulatedTarget(address, () -> board(options), faults);
    }

    private synchronized Board board(BoardOptions options) throws TargetException {
        @Nullable
        Board board = Maybe.of(boards.get(options));
        if (board == null) {
            board = new Board(options, options.name().isEmpty() ? null : new BoardStore(state, options.name()));
            boards.put(options, board);
        }
        return board;
    }
}
