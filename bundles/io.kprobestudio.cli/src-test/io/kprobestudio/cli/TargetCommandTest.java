/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.Test;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetProcess;

public class TargetCommandTest {

    private static final int BYTES = 100_000;

    /** A program that has ended, and whose output is still on its way. */
    private static final class Ended implements TargetProcess {

        private volatile boolean closed;

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream output() {
            return new InputStream() {

                private int left = BYTES;

                @Override
                public int read() throws IOException {
                    if (closed) {
                        throw new IOException("closed");
                    }
                    return left-- > 0 ? 'x' : -1;
                }

                @Override
                public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
                    // byte by byte, as slowly as a link may be
                    return super.read(buffer, offset, Math.min(1, length));
                }
            };
        }

        @Override
        public InputStream errors() {
            return InputStream.nullInputStream();
        }

        @Override
        public OptionalInt await(Duration timeout) {
            return OptionalInt.of(0);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    public void shouldPrintAllThatAProgramPrintedWhenItHasEnded() throws Exception {
        Ended process = new Ended();
        Connection connection = (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                new Class<?>[]{ Connection.class }, (self, method, arguments) -> process);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        try (TargetCommand command = new TargetCommand(connection, List.of("cat"), console)) {
            assertTrue(command.hasEnded());
        }
        assertEquals(BYTES, err.size());
        assertTrue(process.closed);
    }
}
