/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.util.stream.Collectors;

import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileWrite;

/**
 * The loop that drains on the board. One shell serves all CPUs. For each visit to a CPU it prints a marker line, and lets
 * {@code dd} print whole sub-buffers behind it:
 *
 * <pre>
 *   stream  = ( MARKER cpu \n  sub-buffer* )*  MARKER end \n
 * </pre>
 *
 * <p>A sub-buffer begins with a time stamp, never with the marker, which is random; and {@code trace_pipe_raw} gives whole
 * sub-buffers when it is asked for their size. So the reader needs no lengths, and the loop no copy.
 *
 * <p>How much there is to read the loop learns from the first line of {@code per_cpu/cpuN/stats}, with the shell's own
 * {@code read}: an idle CPU costs no process. But that takes a byte at a time, and the kernel makes the text anew for each. So
 * where the shell can ask whether a file holds something ({@code read -t 0}), it first asks {@code trace_pipe}, which speaks
 * for all CPUs and of which nothing is read: one call of the kernel in place of fifty. A visit waits until there are several
 * sub-buffers' worth of events or the oldest are some ticks old, so that little more than the payload goes over the link.
 *
 * <p>A second process on the board listens: the other side sends an {@code h} every two seconds, a {@code q} when the loop shall
 * read what is left and end, and a {@code c} when it shall just end. When the input ends before, or is silent for
 * {@link #SILENCE_SECONDS} and once more for {@link #GRACE_SECONDS} (a board that was stopped itself hears late), the listener
 * does what the request wants done then, and the loop ends. With each {@code h} it looks how many events the kernel has seen
 * since the last look, and does the same when they are too many a second. Listening apart from the loop works also while
 * that waits for room in a link that carries nothing any more.
 */
final class DrainScript {

    /** How long the loop goes on when it hears nothing from us, in seconds. */
    static final int SILENCE_SECONDS = 5;
    /** How long it then still listens, in seconds. */
    static final int GRACE_SECONDS = 2;

    /**
     * A guess of a record's length, on the small side: with nonblocking reads a count keeps dd from running after the writer,
     * when it would bring sub-buffers with a few events in each.
     */
    private static final int SMALL_RECORD = 40;
    private static final int PAGES_A_VISIT = 256;
    private static final int HEADER = 16;

    private final Userland userland;
    private final DrainRequest request;
    private final String marker;
    private final DrainMode mode;
    private final int enough;

    /**
     * Makes the script.
     *
     * @param userland what the board has
     * @param request what is drained
     * @param marker the random word that no sub-buffer begins with, {@link DrainReader#MARKER_LENGTH} characters
     * @param bufferKilobytes the size of a CPU's buffer, in KiB
     */
    DrainScript(Userland userland, DrainRequest request, String marker, int bufferKilobytes) {
        this.userland = userland;
        this.request = request;
        this.marker = marker;
        mode = mode(userland);
        // About six sub-buffers of small events, or a quarter of the buffer where that is less
        enough = Math.max(1, Math.min(6 * request.subBufferSize(), bufferKilobytes * 1024 / 4) / 60);
    }

    /** How a board with this userland is drained. */
    static DrainMode mode(Userland userland) {
        if (userland.nonblockingDd()) {
            return DrainMode.NONBLOCKING_DD;
        }
        return userland.dd() ? DrainMode.COUNTED_DD : DrainMode.AFTERWARDS;
    }

    DrainMode mode() {
        return mode;
    }

    /** The script for a {@code sh} whose standard input stays open behind it. */
    String text() {
        StringBuilder script = new StringBuilder("LC_ALL=C; export LC_ALL\nk_i=")
                .append(Quoting.path(request.instance()))
                .append("\nk_cpus='");
        request.cpus().forEach(cpu -> script.append(cpu).append(' '));
        script.append("'\n");
        if (request.ownLeftOut()) {
            // What it starts later follows, by the option event-fork
            script.append("echo $$ >>\"$k_i/set_event_notrace_pid\"\n");
        }
        // n: how many events CPU $1 holds. The shell's own read takes the first line, "entries: N"
        script.append("k_n() { n=0; read -r k_x n <\"$k_i/per_cpu/cpu$1/stats\"; }\n");
        // k_any: whether any CPU holds an event
        script.append(userland.readPolls() ? ANY : "k_any() { :; }\n");
        // A link that hangs up is the listener's to see, which then does what the request wants done
        script.append("trap '' HUP; k_p=; k_cat() { [ -z \"$k_p\" ] || kill $k_p 2>/dev/null; }\n");
        script.append("k_say() { echo '").append(marker).append("'\"$1\" || exit 1; }\n");
        script.append("k_v() { k_say $1; ").append(visit()).append("; }\n");
        script.append("k_all() { b=; for k_c in $k_cpus; do k_n $k_c\n")
                .append("if [ \"$n\" -ge $1 ]; then b=1; k_v $k_c; fi; done; }\n");
        script.append("k_left() {\n").append(mode == DrainMode.AFTERWARDS
                ? LEFT_BY_CAT.replace("SUBBUFFER", Integer.toString(request.subBufferSize())) : LEFT).append("}\n");
        script.append(
                mode == DrainMode.AFTERWARDS ? "k_work() { :; }\n" : WORK.replace("ENOUGH", Integer.toString(enough)));
        script.append("k_dead() { :").append(deadMan()).append("; }\n");
        script.append(request.mostEvents() == 0 ? "k_storm() { false; }\n"
                : STORM.replace("MOST", Long.toString(request.mostEvents())).replace("STATS", request.cpus().stream()
                        .map(cpu -> "cpu" + cpu + "/stats").collect(Collectors.joining(" "))));
        script.append("k_hear() { ").append(hear(SILENCE_SECONDS)).append(" || ").append(hear(GRACE_SECONDS))
                .append("; }\n");
        if (userland.readTimeout()) {
            script.append(WITH_READ);
        } else {
            script.append(WITH_SIGNAL.replace("TICK", userland.fractionalSleep() ? "0.1" : "1"));
        }
        return script.toString();
    }

    /** The command that sets k_l to the next line of the input, or fails when it ended or was silent. */
    private String hear(int seconds) {
        if (userland.readTimeout()) {
            return "read -r -t " + seconds + " k_l";
        }
        if (userland.dd() && !userland.timeout().isEmpty()) {
            return "{ k_l=$(" + userland.timeout().replaceFirst("1$", Integer.toString(seconds))
                    + " dd bs=2 count=1 2>/dev/null <&3); [ -n \"$k_l\" ]; }";
        }
        return "read -r k_l <&3";
    }

    private String deadMan() {
        StringBuilder script = new StringBuilder();
        for (FileWrite write : request.deadMan()) {
            script.append("; printf ").append(Quoting.printfFormat(write.bytes()))
                    .append(write.truncate() ? " >" : " >>")
                    .append(Quoting.path(write.path()));
        }
        return script.toString();
    }

    private String visit() {
        boolean waits = mode != DrainMode.NONBLOCKING_DD;
        // Where dd would wait at the next sub-buffer, only so many are read as hold events for certain
        int record = waits ? request.shortestRecord() : Math.max(SMALL_RECORD, request.shortestRecord());
        int events = (request.subBufferSize() - HEADER) / record;
        return "k_p=$(((n + " + (events - 1) + ") / " + events + ")); [ $k_p -gt " + PAGES_A_VISIT + " ] && k_p="
                + PAGES_A_VISIT
                + "; dd if=\"$k_i/per_cpu/cpu$1/trace_pipe_raw\" bs=" + request.subBufferSize() + " count=$k_p"
                + (waits ? "" : " iflag=nonblock") + " 2>/dev/null </dev/null";
    }

    /** Some kernels let one reader open that file at a time: then CPU by CPU. */
    private static final String ANY = """
            if ( : <"$k_i/trace_pipe" ) 2>/dev/null && exec 4<"$k_i/trace_pipe"; then k_any() { read -r -t 0 k_x <&4; }
            else k_any() { :; }; fi
            """;

    /** A tick's work: CPUs with enough events, or every fifth tick those with any. Leaves b set when there was work. */
    private static final String WORK = """
            k_age=0
            k_work() { b=; k_any || return; k_age=$((k_age + 1))
            if [ $k_age -ge 5 ]; then k_age=0; k_all 1; b=; else k_all ENOUGH; fi; }
            """;

    /** Until nothing is left, or three rounds found the same: what is counted and cannot be read must not keep us here. */
    private static final String LEFT = """
            k_t=0; k_o=
            while :; do k_e=; for k_c in $k_cpus; do k_n $k_c; k_e="$k_e $n"; [ "$n" -gt 0 ] && k_v $k_c; done
            case $k_e in *[1-9]*) ;; *) break;; esac
            if [ "$k_e" = "$k_o" ]; then k_t=$((k_t + 1)); else k_t=0; fi
            [ $k_t -ge 3 ] && break
            k_o=$k_e
            done
            """;

    /**
     * Without {@code sleep}, the uptime is the clock. A cat a CPU, ended when the buffer is empty and the cat has written
     * all that it read, which was little more than it wrote: parts of its own program file. One that does not get on is ended
     * after ten looks, or sixty when it waits for room in the link.
     */
    private static final String LEFT_BY_CAT = """
            k_nap() { sleep 1 2>/dev/null || { read -r k_z k_x </proc/uptime; k_z=${k_z%.*}; k_y=$k_z
            while [ $((k_y - k_z)) -lt 2 ]; do read -r k_y k_x </proc/uptime; k_y=${k_y%.*}; done; }; }
            for k_c in $k_cpus; do k_n $k_c; [ "$n" -gt 0 ] || continue
            k_say $k_c; cat "$k_i/per_cpu/cpu$k_c/trace_pipe_raw" </dev/null & k_p=$!; k_o=; k_t=0
            while kill -0 $k_p 2>/dev/null; do k_nap; k_n $k_c
            k_d=0; k_r=0; while read -r k_x k_y; do
            case $k_x in rchar:) k_r=$k_y; k_d=$((k_d + k_y));; wchar:) k_d=$((k_d - k_y));; esac; done </proc/$k_p/io
            if [ "$n $k_r" = "$k_o" ]; then k_t=$((k_t + 1)); else k_t=0; k_o="$n $k_r"; fi
            if [ $k_d -ge SUBBUFFER ]; then [ $k_t -ge 60 ] && break; continue; fi
            [ "$n" -eq 0 ] && [ $k_t -ge 1 ] && break; [ $k_t -ge 10 ] && break; done
            k_cat; wait $k_p; k_p=; done 2>/dev/null
            """;

    /**
     * Whether the kernel saw more events a second than it may, since the last look a second or more ago: what was read, is
     * left, was overwritten and was dropped. A sum that went down (32-bit counters, a buffer that was emptied) begins anew.
     * The shell's own {@code read} takes a byte at a time, and the kernel makes the text anew for each: while numbers grow, what
     * comes of several lines is no number. But a cat costs more than all else that goes on in an idle drain, so that there is none
     * as long as no CPU holds an event.
     */
    private static final String STORM = """
            k_was=-1; k_then=0
            k_storm() { k_any || return 1
            for k_c in $k_cpus; do k_n $k_c; [ "$n" = 0 ] || break; done; [ "$n" != 0 ] || return 1
            read -r k_now k_x </proc/uptime; k_now=${k_now%.*}; [ $((k_now - k_then)) -ge 1 ] || return 1
            k_sum=0; k_y=
            for k_x in $(cd "$k_i/per_cpu" && cat STATS 2>/dev/null </dev/null); do
            case $k_y in entries:|overrun:|events:) case $k_x in *[!0-9]*) ;; *) k_sum=$((k_sum + k_x));; esac;; esac
            k_y=$k_x; done
            k_more=$((k_sum - k_was)); k_for=$((k_now - k_then)); k_first=$k_was; k_was=$k_sum; k_then=$k_now
            [ "$k_first" -ge 0 ] && [ $((k_more / k_for)) -gt MOST ]; }
            """;

    /**
     * The listener's output is the loop's input, and the shell's own {@code read -t} both the loop's clock and its ear. A word
     * is one character: BusyBox's {@code read} forgets the part of a line that came before its time was over. At the end of
     * the input {@code read} fails at once, so that the count of failures runs up in no time. The longer nothing comes, the
     * slower the loop looks: up to half a second, in which a buffer of the usual 1.4 MB takes 40,000 events/s a CPU.
     */
    private static final String WITH_READ = """
            k_listen() { while k_hear; do case $k_l in q|c) printf $k_l; return;; esac
            if k_storm; then k_dead; printf s; return; fi; printf h; done
            k_dead; printf x; }
            k_loop() { k_miss=0; k_w=0.1; b=; k_idle=0
            while [ $k_miss -lt 200 ]; do
            if read -r -n 1 -t $k_w k_l; then k_miss=0
            case $k_l in q) k_left; k_say end; return;; s) k_left; k_say storm; return;;
            x) k_say silent; return;; c) return;; esac
            else [ -n "$b" ] || k_miss=$((k_miss + 1)); fi
            k_work
            if [ -n "$b" ]; then k_idle=0; k_w=0.001
            elif [ $k_idle -lt 20 ]; then k_idle=$((k_idle + 1)); k_w=0.1
            elif [ $k_idle -lt 60 ]; then k_idle=$((k_idle + 1)); k_w=0.25
            else k_w=0.5; fi
            done; }
            k_say start
            k_listen | k_loop
            exit
            """;

    /**
     * Where {@code read} has no {@code -t}, the listener tells the loop by signals, and the clock is {@code sleep}. Without
     * that, the loop has nothing to do before the end and waits for the listener. All of it is one function: a shell that reads
     * its script line by line would find that the listener took the lines behind.
     */
    private static final String WITH_SIGNAL = """
            exec 3<&0
            k_q=; b=; trap 'k_q=1' USR1; trap 'k_cat; k_say silent; exit' USR2; trap 'k_cat; exit' TERM
            trap 'k_cat; k_say storm; exit' ALRM
            k_listen() { trap - USR1 USR2 TERM ALRM; while k_hear; do
            case $k_l in q*) kill -USR1 $$; return;; c*) kill $$; return;; esac
            if k_storm; then k_dead; kill -ALRM $$; return; fi; done; k_dead; kill -USR2 $$; }
            k_main() { k_listen >/dev/null </dev/null &
            k_say start
            while [ -z "$k_q" ]; do [ -n "$b" ] || sleep TICK </dev/null 2>/dev/null || wait; k_work; done
            k_left; k_say end
            exit; }
            k_main
            """;
}
