/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 *
 * kshark FILE: opens a trace.dat file with KernelShark's library, as the program KernelShark does, and prints for each event
 * its CPU, its time stamp in nanoseconds, its thread and its name, in the library's order.
 */
#include <kernelshark/libkshark.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct kshark_context *context = NULL;
    struct kshark_entry **entries = NULL;
    if (argc != 2 || !kshark_instance(&context)) {
        fprintf(stderr, "kshark FILE\n");
        return 2;
    }
    int stream = kshark_open(context, argv[1]);
    if (stream < 0) {
        fprintf(stderr, "kshark: cannot open %s\n", argv[1]);
        return 1;
    }
    ssize_t count = kshark_load_entries(context, stream, &entries);
    for (ssize_t i = 0; i < count; i++) {
        char *name = kshark_get_event_name(entries[i]);
        printf("%d %lld %d %s\n", entries[i]->cpu, (long long)entries[i]->ts, entries[i]->pid, name ? name : "?");
        free(name);
    }
    kshark_close(context, stream);
    kshark_free(context);
    return count > 0 ? 0 : 1;
}
