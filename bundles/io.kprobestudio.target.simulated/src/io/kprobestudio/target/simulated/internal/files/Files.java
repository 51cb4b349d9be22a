/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;

/** Makes the usual kinds of files and folders. */
final class Files {

    /** What a write does. */
    @FunctionalInterface
    interface Writer {
        void write(String text) throws KernelError;
    }

    /** What opening with truncation does. */
    @FunctionalInterface
    interface Truncation {
        void run() throws KernelError;
    }

    /** A folder with fixed children. */
    static final class Fixed implements Node.Folder {
        private final Map<String, Node> children = new TreeMap<>();

        Fixed with(String name, Node child) {
            children.put(name, child);
            return this;
        }

        @Override
        public List<String> names() {
            return List.copyOf(children.keySet());
        }

        @Override
        public @Nullable Node child(String name) {
            return children.get(name);
        }
    }

    private record Text(Supplier<String> content, @Nullable Writer writer, @Nullable Truncation truncation)
            implements
                Node.PseudoFile {

        @Override
        public byte[] read() {
            return bytes(content.get());
        }

        @Override
        public void open(boolean truncate) throws KernelError {
            Truncation action = truncation;
            if (truncate && action != null) {
                action.run();
            }
        }

        @Override
        public void write(String text, boolean truncated) throws KernelError {
            Writer action = writer;
            if (action == null) {
                throw new KernelError(KernelError.EACCES);
            }
            action.write(text);
        }
    }

    private Files() {
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A file that is only read. */
    static Node.PseudoFile text(Supplier<String> content) {
        return new Text(content, null, null);
    }

    /** A file with a fixed text. */
    static Node.PseudoFile fixed(String content) {
        return new Text(() -> content, null, null);
    }

    /** A file that is read and written. */
    static Node.PseudoFile text(Supplier<String> content, Writer writer) {
        return new Text(content, writer, null);
    }

    /** A file for which opening with truncation does something too. */
    static Node.PseudoFile text(Supplier<String> content, Writer writer, Truncation truncation) {
        return new Text(content, writer, truncation);
    }

    /** A file with bytes that are made when it is read. */
    static Node.PseudoFile binary(Supplier<byte[]> content) {
        return content::get;
    }

    /** What stands at a path below a folder; null when there is nothing. */
    static @Nullable Node find(Node.Folder root, String path) {
        Node at = root;
        List<Node.Folder> way = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (!(at instanceof Node.Folder folder)) {
                return null;
            }
            if (name.equals("..")) {
                at = way.isEmpty() ? root : way.remove(way.size() - 1);
                continue;
            }
            way.add(folder);
            at = folder.child(name);
        }
        return at;
    }
}
