# shellcheck shell=bash
# The steps of ./verify. Each prints one line when it ends; what it said is in its log.

steps_passed=0
steps_failed=()
verify_began=$SECONDS

# step NAME COMMAND...: runs the command with its output in a log; a failure is remembered, and the rest still runs.
step() {
    local name=$1 log=$logs/${1// /-}.log began=$SECONDS code
    shift
    # Not as a condition: that would switch off what `set -e` does in the steps.
    "$@" >"$log" 2>&1 </dev/null
    code=$?
    if [ $code -eq 0 ]; then
        steps_passed=$((steps_passed + 1))
        printf 'ok      %-28s %4d s\n' "$name" $((SECONDS - began))
    else
        steps_failed+=("$name")
        printf 'FAILED  %-28s %4d s   %s\n' "$name" $((SECONDS - began)) "${log#"$root"/}"
        # JUnit's own list of failures says which test, what and where; Maven's and the scripts' lines say the rest.
        sed -n '/^There w[a-z]* [0-9]* failure/,/^FAILURES!!!/p' "$log" \
            | grep -avE '^[[:space:]]at (java|jdk|org\.junit|sun)[./]' | cut -c1-300 | head -n 60 | sed 's/^/        /'
        grep -aE '^\[ERROR\]|FAILURE|^Exception|^kprobes:|^[a-z]+: ' "$log" | cut -c1-300 | head -n 30 | sed 's/^/        /'
        return 1
    fi
}

# What is named in DESIGN.md's list but is not there yet.
missing() {
    say "not there yet: $*"
    exit 2
}

# The sum of an attribute over all JUnit reports: tests, failures, errors.
reported() {
    find "$root/bundles" "$root/tests" -path '*/target/surefire-reports/TEST-*.xml' -newer "$logs/began" \
        -exec sed -n "/<testsuite /{s/.*<testsuite [^>]* $1=\"\([0-9]*\)\".*/\1/p;q}" {} \; \
        | awk '{ sum += $1 } END { print sum + 0 }'
}

# Tests that failed and then passed, which only those of the workbench are given the chance to.
tell_second_tries() {
    find "$root/tests/io.kprobestudio.ui.tests/target/surefire-reports" -name 'TEST-*.xml' -newer "$logs/began" -exec awk '
        /<testcase / { match($0, / name="[^"]*"/); name = substr($0, RSTART + 7, RLENGTH - 8)
                       match($0, / classname="[^"]*"/); name = substr($0, RSTART + 12, RLENGTH - 13) "." name }
        /<flaky(Failure|Error) / { match($0, / message="[^"]*"/)
                                   printf "passed on the second try: %s: %s\n", name, substr($0, RSTART + 10, RLENGTH - 11) }
        ' {} \; 2>/dev/null || true
}

summary() {
    local tests failures errors
    tell_second_tries
    tests=$(reported tests) failures=$(reported failures) errors=$(reported errors)
    printf '%d JUnit tests, %d failed; %d steps passed, %d failed%s; %d min %02d s\n' "$tests" $((failures + errors)) \
        "$steps_passed" "${#steps_failed[@]}" "${steps_failed[*]/#/: }" \
        $(((SECONDS - verify_began) / 60)) $(((SECONDS - verify_began) % 60))
    printf '%d passed, %d failed\n' $((tests - failures - errors + steps_passed)) \
        $((failures + errors + ${#steps_failed[@]}))
    [ ${#steps_failed[@]} -eq 0 ]
}

verify_all() {
    touch "$logs/began"
    need_packages "${display_packages[@]}" openssh-server openssh-client sudo opendoas iproute2
    use_maven
    start_display
    # Apart from the build, so that a blank too many does not hide what the tests say.
    step style run_maven -N validate
    step 'named tests' "$root/releng/scripts/check-doc-tests.sh"
    step build run_maven clean verify --fail-at-end -Dformatter.skip -Dcheckstyle.skip
    step command check_command
    step 'main job sim' check_main_job_sim
    step 'main job local' check_local
    step install check_install
    verify_board_6_1
    step fuzz "$root/releng/scripts/fuzz.sh" 20
    if [ -x "$root/tests/faults/run" ]; then
        step faults "$root/tests/faults/run" --seeds 3
    fi
}

verify_board_6_1() {
    if [ -x "$root/tests/board/run" ]; then
        step 'board 6.1' "$root/tests/board/run" 6.1 --definitions 0 RecordedVerdictsTest \
            RecordTest CatOnlyRecordTest InterruptedRecordTest RemedyTest LibraryTest
    fi
    step 'contract on board' "$root/tests/io.kprobestudio.target.contract/on-board" 6.1
    step 'workbench on board' "$root/tests/io.kprobestudio.ui.tests/on-board" 6.1
    grep -ah 'from a typed address to a live chart' "$logs/workbench-on-board.log" || true
}

# The seed is the same each time, so that a failure is the change's; SEED=N asks for others.
verify_boards() {
    touch "$logs/began"
    [ -x "$root/tests/board/run" ] || missing tests/board/run
    [ $# -gt 0 ] || set -- 5.10 6.1 6.12 7.2 arm64-7.2 amd64-7.2
    local kernel
    for kernel in "$@"; do
        step "board $kernel" "$root/tests/board/run" "$kernel" --definitions 2000 --seed "${SEED:-20261124}"
        grep -E 'definitions, |sequences|applies killed|^OK |^Tests run' "$logs/board-$kernel.log"
    done
}

verify_fuzz() {
    touch "$logs/began"
    step 'damaged recordings' "$root/releng/scripts/damaged.sh" 10000
    grep -E 'flipped|cut off' "$logs/damaged-recordings.log"
    step fuzz "$root/releng/scripts/fuzz.sh" $(($1 * 60))
}

verify_faults() {
    touch "$logs/began"
    [ -x "$root/tests/faults/run" ] || missing "tests/faults/run"
    if [ "${2:-}" = --board ]; then
        step 'faults on board' "$root/tests/board/faults" "$1" --seed "${SEED:-20261123}"
        grep -E '^[A-Z_]+: |failures, ' "$logs/faults-on-board.log"
    else
        step faults "$root/tests/faults/run" --seeds "$1"
    fi
}

verify_live() {
    [ -x "$root/tests/live/run" ] || missing "tests/live/run"
    touch "$logs/began"
    step live "$root/tests/live/run"
    step 'live peers' "$root/tests/live/peers"
    grep -E 'lines=|events=|class' "$logs/live-peers.log"
}

verify_pictures() {
    [ -x "$root/tests/pictures/run" ] || missing "tests/pictures/run"
    touch "$logs/began"
    step pictures "$root/tests/pictures/run" "$root/target/pictures"
}

verify_bench() {
    [ -x "$root/releng/benchmarks/run" ] || missing "releng/benchmarks/run"
    touch "$logs/began"
    step bench "$root/releng/benchmarks/run"
    step 'bench large' "$root/releng/benchmarks/large"
    step 'bench definitions' "$root/releng/benchmarks/definitions"
    step 'bench registry' "$root/releng/benchmarks/registry/run"
    step 'bench workbench' "$root/releng/benchmarks/workbench/run"
}

stop_own_board() { :; }

# ---- steps --------------------------------------------------------------------------------------------------------------

# The command from another folder and through a link, its exit codes, and how long it takes to start (told, not judged).
check_command() {
    local folder began took
    folder=$(mktemp -d)
    ln -s "$root/kprobes" "$folder/linked"
    (
        cd "$folder" || exit 1
        set -e
        ./linked --version
        printf 'p:open do_sys_openat2 dfd=%%r0:s32\n' | ./linked check --kernel 6.1 --arch arm -
        began=$(date +%s%N)
        ./linked --version
        took=$((($(date +%s%N) - began) / 1000000))
        echo "kprobes --version took $took ms"
        code=0
        printf 'p:open do_sys_openat2 a=%%r99\n' | ./linked check --kernel 6.1 --arch arm - || code=$?
        [ "$code" = 1 ]
        code=0
        ./linked nonsense || code=$?
        [ "$code" = 2 ]
    )
    local result=$?
    rm -rf "$folder"
    return $result
}

check_main_job_sim() {
    local folder
    folder=$(mktemp -d)
    (
        set -e
        cd "$folder"
        "$root/kprobes" record --target sim: --for 2s -o sim.rec --json \
            --probe 'p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring flags=+0(%r2):x32' \
            --probe 'r:openret do_sys_openat2 ret=$retval:s32' -e sched:sched_switch >hits
        cat hits
        [ "$(grep -c '"hits"' hits)" -ge 2 ]
        "$root/kprobes" decode sim.rec >lines
        head -n 3 lines
        [ -s lines ]

        # Two kernels at once, their events in one order of time
        "$root/kprobes" record --target 'sim:?seed=1' --target 'sim:?seed=2&kernel=5.10' --for 500ms -o both \
            --probe 'p:x vfs_read count=%r2'
        "$root/kprobes" decode both >both-lines
        tail -n 3 both-lines
        awk '$1 + 0 < before { exit 1 } { before = $1 }' both-lines
        [ "$(ls both | wc -l)" = 2 ]
        for target in both/*; do
            name=${target##*/}
            "$root/kprobes" decode "$target" | sed 's/^ *//' >own
            [ -s own ]
            grep " $name: " both-lines | sed "s/^.* $name: *//" | cmp - own
        done
    )
    local result=$?
    rm -rf "$folder"
    return $result
}

# A kernel with kprobe events records, one without says so in words that name what is missing.
check_local() {
    local text code=0
    text=$("$root/kprobes" record --target local: --for 1s --probe 'p:kps_verify vfs_read' 2>&1 </dev/null) || code=$?
    printf '%s\n(exit code %s)\n' "$text" "$code"
    case $code in
        0) return 0 ;;
        1) printf '%s\n' "$text" | grep -qiE 'kprobe|tracefs|CONFIG_|root|permission' ;;
        *) return 1 ;;
    esac
}

# The p2 director puts the site's features into a plain platform, and every view opens there.
check_install() {
    [ -x "$root/tests/io.kprobestudio.install/run" ] || { echo "tests/io.kprobestudio.install/run is missing"; return 1; }
    "$root/tests/io.kprobestudio.install/run"
}
