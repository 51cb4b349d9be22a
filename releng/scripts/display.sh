# shellcheck shell=bash
# A display of its own for tests: Xvfb with a window manager. Sourced after lib.sh.

display_packages=(xvfb openbox libgtk-3-0 dbus-x11 adwaita-icon-theme fonts-dejavu-core x11-utils)

display_pids=()

# Starts Xvfb on a free display and openbox on it, of $display_size dots where that is set; sets DISPLAY.
start_display() {
    local number
    for number in $(seq 77 99); do
        [ -e "/tmp/.X$number-lock" ] || [ -e "/tmp/.X11-unix/X$number" ] && continue
        Xvfb ":$number" -screen 0 "${display_size:-1400x1000}x24" -nolisten tcp >/dev/null 2>&1 &
        display_pids+=($!)
        for _ in $(seq 50); do
            if xdpyinfo -display ":$number" >/dev/null 2>&1; then
                export DISPLAY=":$number" GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
                openbox >/dev/null 2>&1 &
                display_pids+=($!)
                return
            fi
            kill -0 "${display_pids[-1]}" 2>/dev/null || break
            sleep 0.1
        done
    done
    die "no virtual display could be started"
}

stop_display() {
    local pid
    for pid in "${display_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    display_pids=()
}
