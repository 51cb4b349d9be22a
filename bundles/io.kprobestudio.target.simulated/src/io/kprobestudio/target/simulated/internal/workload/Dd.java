/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.target.simulated.internal.files.Node;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code dd}, as far as reading files goes: {@code if=}, {@code bs=}, {@code count=}, {@code iflag=nonblock}. */
final class Dd {

    private final Program program;
    private final Machine machine;

    Dd(Program program, Machine machine) {
        this.program = program;
        this.machine = machine;
    }

    void run(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        String path = options.getOrDefault("if", "/dev/null");
        int size = number(options.getOrDefault("bs", "512"));
        long count = number(options.getOrDefault("count", "2147483647"));
        Node node = machine.root().find(path);
        int file = program.calls().open(path, 0x20000, node != null);
        if (!(node instanceof Node.PseudoFile source)) {
            program.complain("dd: can't open '" + path + "': No such file or directory\n");
            program.exitWith(1);
            return;
        }
        try {
            int records = 0;
            if (source instanceof Node.StreamFile stream) {
                for (byte[] block = stream.readNow(size); block.length > 0; block = stream.readNow(size)) {
                    program.calls().read(file, path, size, block.length);
                    program.print(block);
                    if (++records >= count) {
                        break;
                    }
                }
                if (records < count && options.getOrDefault("iflag", "").contains("nonblock")) {
                    program.complain(
                            "dd: error reading '" + path + "': " + KernelError.text(KernelError.EAGAIN) + "\n");
                    program.exitWith(1);
                }
            } else {
                byte[] content = source.read();
                int length = (int) Math.min(content.length, count * size);
                program.calls().read(file, path, size, length);
                program.print(Arrays.copyOf(content, length));
                records = (length + size - 1) / Math.max(1, size);
            }
            if (!options.getOrDefault("status", "").equals("none")) {
                program.complain(records + "+0 records in\n" + records + "+0 records out\n");
            }
        } catch (KernelError refused) {
            program.complain("dd: error reading '" + path + "': " + KernelError.text(refused.errno()) + "\n");
            program.exitWith(1);
        }
        program.calls().close(file, path);
    }

    private static int number(String text) {
        try {
            return text.endsWith("k") ? 1024 * Integer.parseInt(text.substring(0, text.length() - 1))
                    : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
