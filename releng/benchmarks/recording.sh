# shellcheck shell=bash
# Makes the recordings that the benchmarks of the decoder read. Sourced after lib.sh and command.sh; $work is the folder for all
# that is made, $path the class path of the command.

# Compiles classes of the benchmarks (files) into $work/classes.
compile_benchmarks() {
    rm -rf "$work/classes"
    mkdir -p "$work/classes"
    "$JAVA_HOME/bin/javac" -nowarn -processorpath "$path" -cp "$path" -d "$work/classes" "$@" >"$work/compiler.log" 2>&1 \
        || { cat "$work/compiler.log" >&2; die "the benchmarks do not compile"; }
}

# Makes made-$1 and made-$1.dat, of so many events, where they are not there.
make_recording() {
    [ ! -f "$work/made-$1.dat" ] || return 0
    say "making $1 events"
    rm -rf "$work/made-$1" "$work/amd64-7.2-kp"
    tar -C "$work" -xJf "$root/tests/data/kernel-truth/recordings/amd64-7.2-kp.tar.xz"
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -cp "$work/classes:$path" io.kprobestudio.benchmarks.MakeRecording \
        "$work/amd64-7.2-kp" "$work/made-$1" "$1"
}

# The median of the numbers in a file, one a line.
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { printf "%.4f", v[int((NR + 1) / 2)] }'; }
