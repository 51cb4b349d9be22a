#!/bin/sh
# Records probes on a board without a link, for Linux @KERNEL@. Run it as root:
#
#   sh probes.sh [SECONDS [OUTPUT.tar [BUFFER_KB]]]
#
# It adds the probes below, enables them in a tracing instance of their own for SECONDS (10; 0 is until Ctrl-C), collects what
# they recorded (BUFFER_KB for each CPU, 4096; older events give way to newer ones), and removes what it made.
# `kprobes decode OUTPUT.tar` prints the events.

seconds=${1:-10}
output=${2:-@NAME@.tar}
buffer=${3:-4096}
umask 077
export LC_ALL=C

t=/sys/kernel/tracing
[ -e "$t/README" ] || mount -t tracefs nodev "$t" 2>/dev/null
[ -e "$t/kprobe_events" ] || t=/sys/kernel/debug/tracing
if [ ! -e "$t/kprobe_events" ]; then
    echo "this kernel has no kprobe events, or tracefs is not mounted (CONFIG_KPROBE_EVENTS, mount -t tracefs)" >&2
    exit 1
fi
i=$t/instances/@INSTANCE@
d=$output.d
added=

say() {
    echo "$*" >&2
}

put() { # TEXT FILE
    printf '%s\n' "$1" > "$2" || say "not accepted: $1 in $2"
}

add() { # GROUP/EVENT DEFINITION
    if ! printf '%s\n' "$2" >> "$t/kprobe_events"; then
        say "the kernel refuses: $2"
        tail -n 3 "$t/error_log" 2>/dev/null >&2
        exit 1
    fi
    case " $added " in
        *" $1 "*) ;;
        *) added="$added $1" ;;
    esac
}

remove() {
    trap - EXIT
    for e in $added; do
        echo 0 > "$i/events/$e/enable"
    done 2>/dev/null
    rmdir "$i" 2>/dev/null
    for e in $added; do
        printf '%s\n' "-:$e" >> "$t/kprobe_events" || say "could not remove $e"
    done
}

entries() { # CPU
    sed -n 's/^entries: *//p' "$i/per_cpu/$1/stats"
}

# A read of an empty buffer waits, and one of a full buffer can end early, so: read until nothing comes, and look again.
drain() { # CPU
    left=-1
    while now=$(entries "$1"); [ "${now:-0}" -gt 0 ] && [ "$now" != "$left" ]; do
        left=$now
        cat "$i/per_cpu/$1/trace_pipe_raw" >> "$d/per_cpu/$1/trace_pipe_raw" &
        reader=$!
        size=-1
        while now=$(wc -c < "$d/per_cpu/$1/trace_pipe_raw"); [ "$now" != "$size" ]; do
            size=$now
            sleep 1
        done
        kill $reader 2>/dev/null
        wait $reader 2>/dev/null
    done
}

mkdir "$i" || { say "$i is there: another run is under way, or one was killed (rmdir it)"; exit 1; }
trap remove EXIT
trap 'exit 130' INT TERM HUP
mkdir -p "$d/per_cpu" "$d/events" && cat "$t/README" > "$d/README" || {
    say "$d cannot be written (df ${d%/*} shows what room is left): name another OUTPUT.tar"
    exit 1
}
put 0 "$i/tracing_on"
put "$buffer" "$i/buffer_size_kb"

@ADD@
@ENABLE@
put 1 "$i/tracing_on"
say "recording"
if [ "$seconds" = 0 ]; then
    trap : INT
    while sleep 3600; do :; done
    trap 'exit 130' INT
else
    sleep "$seconds"
fi
put 0 "$i/tracing_on"
for e in @EVENTS@; do
    echo 0 > "$i/events/$e/enable"
done

for f in kprobe_events kprobe_profile saved_cmdlines printk_formats; do
    cat "$t/$f" > "$d/$f" 2>/dev/null
done
cat "$i/trace_clock" > "$d/trace_clock"
for f in header_page header_event; do
    cat "$i/events/$f" > "$d/$f" 2>/dev/null || cat "$t/events/$f" > "$d/$f"
done
for e in @EVENTS@ $(cd "$t/events" && echo ftrace/*); do
    mkdir -p "$d/events/$e"
    cat "$t/events/$e/format" > "$d/events/$e/format" 2>/dev/null
done
cat /proc/kallsyms > "$d/kallsyms"
uname -a > "$d/uname"
for c in "$i"/per_cpu/cpu*; do
    c=${c##*/}
    mkdir -p "$d/per_cpu/$c"
    : > "$d/per_cpu/$c/trace_pipe_raw"
    cat "$i/per_cpu/$c/stats" > "$d/per_cpu/$c/stats"
    drain "$c" &
done
wait
remove

if tar -cf "$output" -C "$d" .; then
    rm -r "$d"
    say "recorded in $output"
elif command -v tar > /dev/null; then
    say "$output cannot be written (df ${d%/*} shows what room is left); the recording is the folder $d"
    exit 1
else
    say "there is no tar here; the recording is the folder $d"
fi
