/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/**
 * A shell on the target that stays while operations come, since starting one takes longer than most of them. Ends with its
 * connection. To be used by one thread.
 */
final class BoardShell {

    private static final char MARK = 1;

    private final Connection connection;
    private @Nullable TargetProcess process;

    BoardShell(Connection connection) {
        this.connection = connection;
    }

    /** Runs a line; its exit code. */
    int run(String line) throws TargetException {
        TargetProcess shell = process;
        if (shell == null) {
            shell = connection.start(List.of("sh"));
            process = shell;
        }
        try {
            OutputStream input = shell.input();
            input.write(("{ " + line + "\n} </dev/null >/dev/null 2>&1; printf '\\001%s\\001' $?\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            input.flush();
            return code(shell, line);
        } catch (IOException broken) {
            process = null;
            shell.close();
            throw new TargetException("the target's shell broke: command=" + line, broken);
        }
    }

    private static int code(TargetProcess shell, String line) throws IOException {
        ByteArrayOutputStream digits = new ByteArrayOutputStream();
        boolean begun = false;
        for (int b = shell.output().read(); b >= 0; b = shell.output().read()) {
            if (b == MARK && begun) {
                return Integer.parseInt(digits.toString(StandardCharsets.US_ASCII));
            }
            if (begun) {
                digits.write(b);
            }
            begun |= b == MARK;
        }
        throw new IOException("it ended within: " + line);
    }
}
