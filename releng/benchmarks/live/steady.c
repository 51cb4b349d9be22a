/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 *
 * steady SECONDS RATE: waits for a line on its input, then calls the kernel (getppid) and a function of its own RATE times a
 * second each, as many as are due every millisecond; RATE 0 is as fast as it can. Prints how often that was, as calls=N.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Begins with a nop of five bytes, which a uprobe replaces at the least cost. */
__attribute__((noinline)) void place(long number)
{
    __asm__ volatile(".byte 0x0f, 0x1f, 0x44, 0x00, 0x00" : : "r"(number) : "memory");
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    char line[8];
    struct timespec nap = {0, 1000000};
    if (argc != 3 || !fgets(line, sizeof line, stdin)) {
        fprintf(stderr, "steady SECONDS RATE\n");
        return 2;
    }
    double seconds = atof(argv[1]), rate = atof(argv[2]), began = now();
    long calls = 0;
    for (double at = 0; at < seconds; at = now() - began) {
        long due = rate > 0 ? (long)(at * rate) : calls + 1000;
        while (calls < due) {
            syscall(SYS_getppid);
            place(calls++);
        }
        if (rate > 0)
            nanosleep(&nap, NULL);
    }
    printf("calls=%ld\n", calls);
    return 0;
}
