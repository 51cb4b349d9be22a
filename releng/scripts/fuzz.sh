#!/usr/bin/env bash
# Runs each coverage-guided fuzzer (Jazzer) for so many seconds: fuzz.sh SECONDS [FUZZER...]
# The corpus is kept under target/quality/corpus; it begins with tests/data/fuzz and inputs made of what real kernels recorded.
# Fails when a fuzzer finds something; the input that did it is left in target/quality/findings.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/releng/scripts/lib.sh"
. "$root/releng/scripts/command.sh"
. "$root/releng/scripts/quality.sh"
seconds=${1:?seconds for each fuzzer}
shift
fuzzers=("$@")
[ ${#fuzzers[@]} -gt 0 ] || fuzzers=(DefinitionFuzzer DecoderFuzzer FormatFuzzer DebugInfoFuzzer TypesFuzzer)
quality_more=$root/tests/io.kprobestudio.fuzz/src
build_quality definition decoder symbols
corpus=$quality_home/corpus findings=$quality_home/findings
mkdir -p "$findings"
if [ ! -d "$corpus/TypesFuzzer" ]; then
    mkdir -p "$corpus"
    "$JAVA_HOME/bin/java" -Dkps.root="$root" -cp "$(quality_class_path)" io.kprobestudio.fuzz.Seeds "$corpus"
    for saved in "$root"/tests/data/fuzz/*.tar.xz; do
        [ -e "$saved" ] && tar -xJf "$saved" -C "$corpus"
    done
fi
failed=0
for fuzzer in "${fuzzers[@]}"; do
    log=$quality_home/$fuzzer.log
    say "$fuzzer for $seconds s"
    if ! "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xmx3g -Xss2m -Dkps.root="$root" -cp "$(quality_class_path)" \
        com.code_intelligence.jazzer.Jazzer --target_class="io.kprobestudio.fuzz.$fuzzer" \
        --instrumentation_includes='io.kprobestudio.**' --disabled_hooks='*' --reproducer_path="$findings" \
        -artifact_prefix="$findings/$fuzzer-" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=6144 -max_len=70000 \
        -len_control=20 -print_final_stats=1 "$corpus/$fuzzer" >"$log" 2>&1; then
        failed=1
        grep -E '^== Java Exception|^Caused by|^	at io\.kprobestudio|SUMMARY|Test unit written' "$log" | head -n 25 >&2 || true
        say "$fuzzer found something: $log"
    fi
    printf '%s: %s runs, %s inputs kept, coverage %s\n' "$fuzzer" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" "$(find "$corpus/$fuzzer" -type f | wc -l)" \
        "$(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -d' ' -f2)"
done
exit $failed
