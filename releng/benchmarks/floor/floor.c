/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 *
 * What a C program needs for the benchmark's recording: floor text|table|histogram FOLDER
 *
 *   text       prints what `kprobes decode` prints, byte by byte, to standard output
 *   table      decodes every field of every event in the order of time, by a table made from the format files, and prints
 *              two sums: of the integers, and of the lengths of texts and arrays with their first bytes
 *   histogram  walks the CPUs one after the other with time stamps, puts one u32 (common_pid) into a histogram, and prints
 *              the sum of the time stamps and of each bucket times its index
 *
 * Each but text also prints the nanoseconds of processor time that its second pass over the mapped files took (the first one faults the
 * pages in). The recording is the one that MakeRecording makes: little-endian, 64 bits, sub-buffers of 4096 bytes, sound.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CPUS = 2, PAGE = 4096, DATA = 16, IDS = 4096, FIELDS = 32 };

static void die(const char *what, const char *name)
{
    fprintf(stderr, "floor: %s %s\n", what, name);
    exit(1);
}

static const char *map(const char *path, size_t *size)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) < 0)
        die("cannot open", path);
    const char *at = mmap(NULL, st.st_size + PAGE, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED)
        die("cannot map", path);
    close(fd);
    *size = st.st_size;
    return at;
}

static uint16_t u16(const char *p) { uint16_t v; memcpy(&v, p, 2); return v; }
static uint32_t u32(const char *p) { uint32_t v; memcpy(&v, p, 4); return v; }
static uint64_t u64(const char *p) { uint64_t v; memcpy(&v, p, 8); return v; }

/* ---- records ---- */

struct stream {
    const char *page, *end, *at, *stop, *record;
    uint64_t time;
    uint32_t length;
    int cpu;
};

static int next(struct stream *s)
{
    for (;;) {
        while (s->at >= s->stop) {
            if (s->page == s->end)
                return 0;
            s->time = u64(s->page);
            s->at = s->page + DATA;
            s->stop = s->at + (u32(s->page + 8) & 0x3fffffff);
            s->page += PAGE;
        }
        uint32_t header = u32(s->at), type = header & 31, delta = header >> 5;
        s->at += 4;
        if (type - 1 < 28) {
            s->time += delta;
            s->record = s->at;
            s->length = type << 2;
            s->at += s->length;
            return 1;
        }
        switch (type) {
        case 29:
            if (delta == 0)
                s->at = s->stop;
            else
                s->at += u32(s->at);
            break;
        case 30:
            s->time += delta + ((uint64_t)u32(s->at) << 27);
            s->at += 4;
            break;
        case 31:
            s->time = delta + ((uint64_t)u32(s->at) << 27);
            s->at += 4;
            break;
        default:
            s->time += delta;
            s->record = s->at + 4;
            s->length = u32(s->at) - 4;
            s->at += (u32(s->at) + 3) & ~3u;
            return 1;
        }
    }
}

/* ---- symbols and names ---- */

struct symbol { uint64_t address; const char *name; int length; };
static struct symbol *symbols;
static int symbol_count;
static uint64_t text_end;

static void read_symbols(const char *text, size_t size)
{
    const char *p = text, *end = text + size;
    int room = 1 << 16;
    symbols = malloc(room * sizeof *symbols);
    while (p < end) {
        uint64_t address = 0;
        for (; *p != ' '; p++)
            address = address << 4 | (*p <= '9' ? *p - '0' : *p - 'a' + 10);
        const char *name = p + 3;
        for (p = name; *p != '\n' && *p != '\t'; p++)
            ;
        if (*p == '\n') {
            if (symbol_count == room)
                symbols = realloc(symbols, (room *= 2) * sizeof *symbols);
            symbols[symbol_count++] = (struct symbol){ address, name, p - name };
            if (p - name == 4 && !memcmp(name, "_end", 4))
                text_end = address;
        }
        while (*p++ != '\n')
            ;
    }
}

struct cached { uint64_t address; int length; char text[116]; };
static struct cached with_offset[1 << 12], bare[1 << 12];

static char *symbol(char *to, uint64_t address, int offset)
{
    struct cached *c = (offset ? with_offset : bare) + (address * 0x9e3779b97f4a7c15u >> 52);
    if (c->address != address || c->length == 0) {
        int low = 0, high = symbol_count;
        while (low < high) {
            int middle = (low + high) / 2;
            if (symbols[middle].address <= address)
                low = middle + 1;
            else
                high = middle;
        }
        int found = low - 1, after = low;
        while (found > 0 && symbols[found - 1].address == symbols[found].address)
            found--;
        uint64_t end = after < symbol_count ? symbols[after].address : text_end;
        c->address = address;
        if (found < 0)
            c->length = sprintf(c->text, "0x%lx", address);
        else if (offset)
            c->length = sprintf(c->text, "%.*s+0x%lx/0x%lx", symbols[found].length, symbols[found].name,
                                address - symbols[found].address, end - symbols[found].address);
        else
            c->length = sprintf(c->text, "%.*s", symbols[found].length, symbols[found].name);
    }
    memcpy(to, c->text, c->length);
    return to + c->length;
}

static char tasks[1 << 15][40];
static unsigned char task_lengths[1 << 15];

static void read_tasks(const char *path)
{
    char name[64];
    int pid;
    FILE *in = fopen(path, "r");
    if (!in)
        die("cannot open", path);
    task_lengths[0] = sprintf(tasks[0], "%16s-%-7d [", "<idle>", 0);
    while (fscanf(in, "%d %63[^\n]", &pid, name) == 2)
        task_lengths[pid] = sprintf(tasks[pid], "%16s-%-7d [", name, pid);
    fclose(in);
}

/* ---- text ---- */

static char pairs[200];

static char *decimal(char *to, uint64_t v)
{
    char digits[20], *p = digits + 20;
    if (v < 10) {
        *to = '0' + v;
        return to + 1;
    }
    while (v >= 100) {
        p -= 2;
        memcpy(p, pairs + 2 * (v % 100), 2);
        v /= 100;
    }
    if (v >= 10) {
        p -= 2;
        memcpy(p, pairs + 2 * v, 2);
    } else {
        *--p = '0' + v;
    }
    memcpy(to, p, digits + 20 - p);
    return to + (digits + 20 - p);
}

static char *integer(char *to, int64_t v)
{
    if (v < 0) {
        *to++ = '-';
        v = -v;
    }
    return decimal(to, v);
}

static char *hex(char *to, uint64_t v)
{
    int digits = v ? (67 - __builtin_clzl(v)) >> 2 : 1;
    for (char *p = to + digits; p > to; v >>= 4)
        *--p = "0123456789abcdef"[v & 15];
    return to + digits;
}

static char *pointer(char *to, uint64_t v)
{
    for (char *p = to + 16; p > to; v >>= 4)
        *--p = "0123456789abcdef"[v & 15];
    return to + 16;
}

static char *comm(char *to, const char *from)
{
    int n = strnlen(from, 16);
    memcpy(to, from, n);
    return to + n;
}

static char *located(char *to, const char *r, int offset)
{
    uint32_t word = u32(r + offset);
    int n = strnlen(r + (word & 0xffff), word >> 16);
    memcpy(to, r + (word & 0xffff), n);
    return to + n;
}

#define SAY(text) (memcpy(to, text, sizeof text - 1), to += sizeof text - 1)
#define CHOICE(texts, v) do { const char *t_ = texts[v]; size_t n_ = strlen(t_); memcpy(to, t_, n_); to += n_; } while (0)

enum { SWITCH = 1, WAKING, WAKEUP, ENTER, EXIT, RAISE, S_ENTRY, S_EXIT, I_ENTRY, I_EXIT, START, CANCEL, PROBE };
static unsigned char kinds[1 << 16];

static int event_id(const char *folder, const char *event)
{
    char path[4096], line[256];
    int id = -1;
    snprintf(path, sizeof path, "%s/events/%s/format", folder, event);
    FILE *in = fopen(path, "r");
    if (!in)
        die("cannot open", path);
    while (id < 0 && fgets(line, sizeof line, in))
        sscanf(line, "ID: %d", &id);
    fclose(in);
    return id;
}

static char *line(char *to, const struct stream *s, int cpu)
{
    static const char *const vectors[] = { "HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED",
                                           "HRTIMER", "RCU" };
    static const char *const modes[] = { "ABS", "REL", "ABS|PINNED", "REL|PINNED" };
    static const char states[] = "SDTtXZPI";
    const char *r = s->record;
    uint32_t pid = u32(r + 4), flags = (unsigned char)r[2], depth = (unsigned char)r[3];
    memcpy(to, tasks[pid], 40);
    to += task_lengths[pid];
    to[0] = '0' + cpu / 100;
    to[1] = '0' + cpu / 10 % 10;
    to[2] = '0' + cpu % 10;
    to[3] = ']';
    to[4] = ' ';
    to[5] = flags & 1 ? 'd' : '.';
    to[6] = '.';
    to[7] = '.';
    to[8] = depth & 15 ? "0123456789abcdef"[depth & 15] : '.';
    to[9] = depth >> 4 ? "0123456789abcdef"[depth >> 4] : '.';
    to[10] = ' ';
    to += 11;
    uint64_t us = (s->time + 500) / 1000, seconds = us / 1000000;
    for (uint64_t limit = 10000; limit > seconds && limit > 1; limit /= 10)
        *to++ = ' ';
    to = decimal(to, seconds);
    uint32_t rest = us % 1000000;
    *to++ = '.';
    memcpy(to, pairs + 2 * (rest / 10000), 2);
    memcpy(to + 2, pairs + 2 * (rest / 100 % 100), 2);
    memcpy(to + 4, pairs + 2 * (rest % 100), 2);
    to[6] = ':';
    to[7] = ' ';
    to += 8;
    switch (kinds[u16(r)]) {
    case SWITCH: {
        uint64_t state = u64(r + 32);
        SAY("sched_switch: prev_comm=");
        to = comm(to, r + 8);
        SAY(" prev_pid=");
        to = integer(to, (int32_t)u32(r + 24));
        SAY(" prev_prio=");
        to = integer(to, (int32_t)u32(r + 28));
        SAY(" prev_state=");
        if (!(state & 0xff))
            *to++ = 'R';
        for (int i = 0, said = 0; i < 8; i++)
            if (state >> i & 1) {
                if (said++)
                    *to++ = '|';
                *to++ = states[i];
            }
        if (state & 0x100)
            *to++ = '+';
        SAY(" ==> next_comm=");
        to = comm(to, r + 40);
        SAY(" next_pid=");
        to = integer(to, (int32_t)u32(r + 56));
        SAY(" next_prio=");
        to = integer(to, (int32_t)u32(r + 60));
        break;
    }
    case WAKING:
    case WAKEUP: {
        int target = u32(r + 32);
        if (kinds[u16(r)] == WAKING)
            SAY("sched_waking: comm=");
        else
            SAY("sched_wakeup: comm=");
        to = comm(to, r + 8);
        SAY(" pid=");
        to = integer(to, (int32_t)u32(r + 24));
        SAY(" prio=");
        to = integer(to, (int32_t)u32(r + 28));
        SAY(" target_cpu=");
        if (target < 100)
            *to++ = '0';
        if (target < 10)
            *to++ = '0';
        to = integer(to, target);
        break;
    }
    case ENTER:
        SAY("sys_enter: NR ");
        to = integer(to, u64(r + 8));
        SAY(" (");
        to = hex(to, u64(r + 16));
        for (int i = 1; i < 6; i++) {
            SAY(", ");
            to = hex(to, u64(r + 16 + 8 * i));
        }
        *to++ = ')';
        break;
    case EXIT:
        SAY("sys_exit: NR ");
        to = integer(to, u64(r + 8));
        SAY(" = ");
        to = integer(to, u64(r + 16));
        break;
    case RAISE:
        SAY("softirq_raise: vec=");
        goto vector;
    case S_ENTRY:
        SAY("softirq_entry: vec=");
        goto vector;
    case S_EXIT:
        SAY("softirq_exit: vec=");
    vector:
        to = decimal(to, u32(r + 8));
        SAY(" [action=");
        CHOICE(vectors, u32(r + 8));
        *to++ = ']';
        break;
    case I_ENTRY:
        SAY("irq_handler_entry: irq=");
        to = integer(to, (int32_t)u32(r + 8));
        SAY(" name=");
        to = located(to, r, 12);
        break;
    case I_EXIT:
        SAY("irq_handler_exit: irq=");
        to = integer(to, (int32_t)u32(r + 8));
        if (u32(r + 12))
            SAY(" ret=handled");
        else
            SAY(" ret=unhandled");
        break;
    case START:
        SAY("hrtimer_start: hrtimer=");
        to = pointer(to, u64(r + 8));
        SAY(" function=");
        to = symbol(to, u64(r + 16), 0);
        SAY(" expires=");
        to = decimal(to, u64(r + 24));
        SAY(" softexpires=");
        to = decimal(to, u64(r + 32));
        SAY(" mode=");
        CHOICE(modes, u32(r + 40));
        SAY(" was_armed=");
        to = decimal(to, (unsigned char)r[44]);
        break;
    case CANCEL:
        SAY("hrtimer_cancel: hrtimer=");
        to = pointer(to, u64(r + 8));
        break;
    case PROBE:
        SAY("rd: (");
        to = symbol(to, u64(r + 8), 1);
        SAY(") file=0x");
        to = hex(to, u64(r + 16));
        SAY(" count=");
        to = decimal(to, u32(r + 24));
        SAY(" comm=\"");
        to = located(to, r, 28);
        SAY("\" stk=0x");
        to = hex(to, u32(r + 32));
        SAY(" arr={0x");
        to = hex(to, u32(r + 36));
        for (int i = 1; i < 4; i++) {
            SAY(",0x");
            to = hex(to, u32(r + 36 + 4 * i));
        }
        SAY("} caller=");
        to = symbol(to, u64(r + 52), 1);
        SAY(" sp=0x");
        to = hex(to, u64(r + 60));
        break;
    default:
        die("unknown event", "");
    }
    *to++ = '\n';
    return to;
}

static void flush(const char *from, const char *to)
{
    while (from < to) {
        ssize_t n = write(1, from, to - from);
        if (n <= 0)
            die("cannot write", "");
        from += n;
    }
}

static void open_streams(struct stream *s, const char *folder)
{
    for (int cpu = 0; cpu < CPUS; cpu++) {
        char path[4096];
        size_t size;
        snprintf(path, sizeof path, "%s/per_cpu/cpu%d/trace_pipe_raw", folder, cpu);
        memset(s + cpu, 0, sizeof *s);
        s[cpu].cpu = cpu;
        s[cpu].page = map(path, &size);
        s[cpu].end = s[cpu].page + size;
    }
}

static void text(const char *folder)
{
    static const char *const events[] = { "sched/sched_switch", "sched/sched_waking", "sched/sched_wakeup",
        "raw_syscalls/sys_enter", "raw_syscalls/sys_exit", "irq/softirq_raise", "irq/softirq_entry", "irq/softirq_exit",
        "irq/irq_handler_entry", "irq/irq_handler_exit", "timer/hrtimer_start", "timer/hrtimer_cancel", "kprobes/rd" };
    static char out[(1 << 16) + 4096];
    struct stream s[CPUS];
    char path[4096], *to = out;
    size_t size;
    for (int i = 0; i < 13; i++)
        kinds[event_id(folder, events[i])] = i + 1;
    for (int i = 0; i < 100; i++) {
        pairs[2 * i] = '0' + i / 10;
        pairs[2 * i + 1] = '0' + i % 10;
    }
    snprintf(path, sizeof path, "%s/kallsyms", folder);
    const char *kallsyms = map(path, &size);
    read_symbols(kallsyms, size);
    snprintf(path, sizeof path, "%s/saved_cmdlines", folder);
    read_tasks(path);
    open_streams(s, folder);
    int a = next(s), b = next(s + 1);
    while (a || b) {
        if (a && (!b || s[0].time <= s[1].time)) {
            to = line(to, s, 0);
            a = next(s);
        } else {
            to = line(to, s + 1, 1);
            b = next(s + 1);
        }
        if (to - out >= 1 << 16) {
            flush(out, to);
            to = out;
        }
    }
    flush(out, to);
}

/* ---- table ---- */

struct field { int offset, size, is_signed, located; };
struct format { int count; struct field fields[FIELDS]; };
static struct format formats[IDS];

static void read_format(const char *path)
{
    char line[1024];
    int id = 0;
    FILE *in = fopen(path, "r");
    if (!in)
        die("cannot open", path);
    struct format format = { 0 };
    while (fgets(line, sizeof line, in)) {
        char *at = strstr(line, "offset:");
        sscanf(line, "ID: %d", &id);
        if (strstr(line, "\tfield:") && at && format.count < FIELDS) {
            struct field *f = format.fields + format.count++;
            if (sscanf(at, "offset:%d; size:%d; signed:%d;", &f->offset, &f->size, &f->is_signed) != 3)
                die("cannot read", line);
            f->located = strstr(line, "__data_loc") != NULL;
            if (!f->located && strchr(line, '[') && strchr(line, '[') < at)
                f->located = -1;
        }
    }
    fclose(in);
    if (id > 0 && id < IDS)
        formats[id] = format;
}

static void read_formats(const char *folder)
{
    char path[4096], other[8192];
    snprintf(path, sizeof path, "%s/events", folder);
    DIR *systems = opendir(path);
    struct dirent *system, *event;
    if (!systems)
        die("cannot open", path);
    while ((system = readdir(systems))) {
        if (system->d_name[0] == '.')
            continue;
        snprintf(other, sizeof other, "%s/%s", path, system->d_name);
        DIR *events = opendir(other);
        while (events && (event = readdir(events))) {
            snprintf(other, sizeof other, "%s/%s/%s/format", path, system->d_name, event->d_name);
            if (event->d_name[0] != '.' && !access(other, R_OK))
                read_format(other);
        }
        if (events)
            closedir(events);
    }
    closedir(systems);
}

static uint64_t numbers, lengths;

static void all_fields(const struct stream *s)
{
    const char *r = s->record;
    const struct format *format = formats + u16(r);
    for (const struct field *f = format->fields, *end = f + format->count; f < end; f++) {
        const char *p = r + f->offset;
        if (f->located == 0) {
            switch (f->size) {
            case 1: numbers += f->is_signed ? (uint64_t)(int8_t)*p : (uint64_t)(uint8_t)*p; break;
            case 2: numbers += f->is_signed ? (uint64_t)(int16_t)u16(p) : u16(p); break;
            case 4: numbers += f->is_signed ? (uint64_t)(int32_t)u32(p) : u32(p); break;
            default: numbers += u64(p);
            }
        } else if (f->located > 0) {
            uint32_t word = u32(p);
            if ((word & 0xffff) + (word >> 16) <= s->length)
                lengths += (word >> 16) + (uint8_t)r[word & 0xffff];
        } else {
            lengths += f->size + (uint8_t)*p;
        }
    }
}

static void table_pass(const struct stream *begin)
{
    struct stream s[CPUS];
    memcpy(s, begin, sizeof s);
    numbers = lengths = 0;
    int a = next(s), b = next(s + 1);
    while (a || b) {
        if (a && (!b || s[0].time <= s[1].time)) {
            all_fields(s);
            a = next(s);
        } else {
            all_fields(s + 1);
            b = next(s + 1);
        }
    }
}

/* ---- histogram ---- */

static uint64_t buckets[1024], times;

static void histogram_pass(const struct stream *begin)
{
    memset(buckets, 0, sizeof buckets);
    times = 0;
    for (int cpu = 0; cpu < CPUS; cpu++) {
        struct stream s = begin[cpu];
        while (next(&s)) {
            times += s.time;
            buckets[u32(s.record + 4) & 1023]++;
        }
    }
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

int main(int argc, char **argv)
{
    struct stream s[CPUS];
    if (argc != 3) {
        fprintf(stderr, "floor text|table|histogram FOLDER\n");
        return 2;
    }
    if (!strcmp(argv[1], "text")) {
        text(argv[2]);
        return 0;
    }
    open_streams(s, argv[2]);
    if (!strcmp(argv[1], "table")) {
        read_formats(argv[2]);
        table_pass(s);
        uint64_t began = now();
        table_pass(s);
        printf("%lu %lu\n%lu\n", numbers, lengths, now() - began);
        return 0;
    }
    if (!strcmp(argv[1], "histogram")) {
        uint64_t sum = 0;
        histogram_pass(s);
        uint64_t began = now();
        histogram_pass(s);
        uint64_t took = now() - began;
        for (int i = 0; i < 1024; i++)
            sum += i * buckets[i];
        printf("%lu %lu\n%lu\n", times, sum, took);
        return 0;
    }
    die("unknown mode", argv[1]);
}
