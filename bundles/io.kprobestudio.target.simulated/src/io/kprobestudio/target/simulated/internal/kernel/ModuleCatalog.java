/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;

/** The modules that the simulated board can load: their functions, at addresses of their own. */
public final class ModuleCatalog {

    /**
     * A function of a module.
     *
     * @param name its name
     * @param size its bytes
     */
    record Function(String name, int size) {
    }

    /**
     * A module.
     *
     * @param name its name
     * @param base where its code begins
     * @param functions its functions, one behind the other
     */
    public record Module(String name, long base, List<Function> functions) {

        public Module {
            functions = List.copyOf(functions);
        }

        /** Where its code ends. */
        long end() {
            long end = base;
            for (Function function : functions) {
                end += function.size();
            }
            return end;
        }

        /** Its line in {@code /proc/modules}. */
        String line() {
            return "%s %s 0 - Live 0x%08x\n".formatted(name, Long.toString((end() - base + 0x3fff) / 0x1000 * 0x1000),
                    base);
        }

        /** Its lines in {@code available_filter_functions}. */
        String traceableLines() {
            StringBuilder lines = new StringBuilder();
            for (Function function : functions) {
                lines.append("%s [%s]\n".formatted(function.name(), name));
            }
            return lines.toString();
        }

        /** Its lines in {@code /proc/kallsyms}. */
        String symbolLines() {
            StringBuilder lines = new StringBuilder();
            long at = base;
            for (Function function : functions) {
                lines.append("%08x t %s\t[%s]\n".formatted(at, function.name(), name));
                at += function.size();
            }
            return lines.toString();
        }
    }

    private static final Map<String, Module> MODULES = catalog();

    private ModuleCatalog() {
    }

    /** The module of that name, or null. */
    static @Nullable Module find(String name) {
        return MODULES.get(name);
    }

    private static Map<String, Module> catalog() {
        Map<String, Module> modules = new LinkedHashMap<>();
        add(modules, "dummy", 0xbf200000L, "dummy_dev_init:88", "dummy_validate:16", "dummy_setup:184", "dummy_xmit:84",
                "dummy_get_stats64:64", "dummy_dev_uninit:16", "dummy_change_carrier:48", "dummy_get_drvinfo:32",
                "dummy_init_one:156",
                "set_multicast_list:4");
        add(modules, "loop", 0xbf240000L, "lo_open:36", "lo_release:72", "lo_ioctl:1424", "loop_configure:2036",
                "loop_queue_rq:272", "loop_process_work:640", "lo_rw_aio:552", "lo_complete_rq:300",
                "loop_set_status:720",
                "loop_add:812", "loop_remove:148", "loop_probe:56");
        add(modules, "veth", 0xbf280000L, "veth_xmit:744", "veth_open:208", "veth_close:132", "veth_poll:1020",
                "veth_newlink:960", "veth_dellink:128", "veth_get_stats64:320");
        return modules;
    }

    private static void add(Map<String, Module> into, String name, long base, String... functions) {
        List<Function> list = new ArrayList<>();
        for (String function : functions) {
            int colon = function.indexOf(':');
            list.add(new Function(function.substring(0, colon), Integer.parseInt(function.substring(colon + 1))));
        }
        into.put(name, new Module(name, base, list));
    }
}
