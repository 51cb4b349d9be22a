/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** Something with a path on the simulated machine. */
public sealed interface Node {

    /** A folder, whose content may change from call to call. */
    non-sealed interface Folder extends Node {

        /** The names in it, sorted. */
        List<String> names();

        /** What stands under a name, or null. */
        @Nullable
        Node child(String name);

        /** Makes a folder in it. */
        default void makeFolder(String name) throws KernelError {
            throw new KernelError(child(name) == null ? KernelError.EPERM : KernelError.EEXIST);
        }

        /** Removes a folder from it. */
        default void removeFolder(String name) throws KernelError {
            throw new KernelError(child(name) == null ? KernelError.ENOENT : KernelError.EPERM);
        }
    }

    /** A file, whose content is made when it is read. */
    non-sealed interface PseudoFile extends Node {

        /** The whole content. */
        byte[] read() throws KernelError;

        /** It is opened for writing. */
        default void open(boolean truncate) throws KernelError {
            // most files do not mind
        }

        /** One write of this text, a byte a char. */
        default void write(String text, boolean truncated) throws KernelError {
            throw new KernelError(KernelError.EACCES);
        }
    }

    /** A file whose reads wait for more: {@code trace_pipe} and {@code trace_pipe_raw}. */
    interface StreamFile extends PseudoFile {

        /**
         * A read that does not wait.
         *
         * @param limit how many bytes are wanted at the most
         * @return the bytes, empty when there are none now
         */
        byte[] readNow(int limit);

        /** Somebody keeps it open: its instance cannot be removed. */
        void keepOpen();

        /** Who kept it open lets go. */
        void letGo();

        @Override
        default byte[] read() {
            return readNow(Integer.MAX_VALUE);
        }
    }
}
