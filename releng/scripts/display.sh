# shellcheck shell=bash
# A display of its own for tests: Xvfb with a window manager. Sourced after lib.sh.

display_packages=(xvfb openbox libgtk-3-0 dbus-x11 adwaita-icon-theme fonts-dejavu-core x11-utils)

display_pids=()

# Starts Xvfb on a display that it finds free by itself, since others may start theirs now, and openbox on it, of $display_size
# dots where that is set; sets DISPLAY.
start_display() {
    local number
    number=$(mktemp)
    Xvfb -displayfd 3 -screen 0 "${display_size:-1400x1000}x24" -nolisten tcp 3>"$number" >/dev/null 2>&1 &
    display_pids+=($!)
    for _ in $(seq 100); do
        if [ -s "$number" ] && xdpyinfo -display ":$(<"$number")" >/dev/null 2>&1; then
            DISPLAY=":$(<"$number")"
            export DISPLAY GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
            rm -f "$number"
            openbox >/dev/null 2>&1 &
            display_pids+=($!)
            return
        fi
        kill -0 "${display_pids[-1]}" 2>/dev/null || break
        sleep 0.1
    done
    rm -f "$number"
    die "no virtual display could be started"
}

stop_display() {
    local pid
    for pid in "${display_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    display_pids=()
}
