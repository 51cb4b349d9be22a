/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import java.util.Optional;

import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.Description;
import io.kprobestudio.symbols.BtfInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/** The types (BTF) of the kernel that runs on a target, and of its modules. */
public final class TargetTypes {

    private TargetTypes() {
    }

    /**
     * Reads the types.
     *
     * @param tracefs the target's tracefs
     * @param module a module, whose types build on the kernel's; nothing for the kernel
     * @param progress told how far the reading is, and asked whether to go on
     * @throws DebugInfoException when the target tells none, or they are damaged
     * @throws TargetException when the link fails or the user cancelled
     */
    public static BtfInfo read(Tracefs tracefs, Optional<String> module, Progress progress)
            throws TargetException, DebugInfoException {
        DescriptionReader.KernelFiles files = DescriptionReader.readFiles(tracefs, progress);
        Description description = files.description();
        BtfInfo kernel = BtfInfo.of(description).orElseThrow(() -> new DebugInfoException(
                "this kernel tells no types (/sys/kernel/btf/vmlinux), or its calling convention is not known: target="
                        + tracefs.connection().address()));
        if (module.isEmpty()) {
            return kernel;
        }
        String path = "/sys/kernel/btf/" + module.get();
        try {
            byte[] own = tracefs.connection().read(path, DescriptionReader.BTF_LIMIT);
            Btf both = Btf.parse(own, files.file("btf")).orElseThrow(
                    () -> new DebugInfoException("the module's types do not build on the kernel's: path=" + path));
            return BtfInfo.of(description, both);
        } catch (FileException absent) {
            throw new DebugInfoException("the module is not loaded or has no types: path=" + path, absent);
        }
    }
}
