# shellcheck shell=bash
# The emulated board as a target. Sourced after lib.sh.

# Boots the board where it does not run yet; sets board_target, and the environment that lets SSH find its keys.
start_board() {
    local NAME ARCH RELEASE ADDRESS PORT USER KEY KNOWN_HOSTS CONSOLE PID answer
    answer=$("$root/releng/board/board" start --install "$@") || die "the board did not start"
    eval "$answer"
    board_port=$PORT board_key=$KEY board_known_hosts=$KNOWN_HOSTS board_name=$NAME board_pid=$PID
    board_target="ssh://root@127.0.0.1:$PORT?identity=$KEY&known_hosts=$KNOWN_HOSTS"
}
