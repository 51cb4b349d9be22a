# On the board, from standard input of a sh over SSH: each process of the sessions but this one, as `PID NAME TICKS`; the ticks of
# 10 ms are those of the process and of its children that ended. Sessions are the children of the server that listens.
cat /proc/[0-9]*/stat 2>/dev/null | awk -v own="$PPID" '
    {
        name = $0; sub(/^[0-9]+ \(/, "", name); sub(/\) .*/, "", name)
        rest = $0; sub(/^.*\) /, "", rest); split(rest, field, " ")
        parent[$1] = field[2]; comm[$1] = name; ticks[$1] = field[12] + field[13] + field[14] + field[15]
    }
    END {
        for (pid in parent) {
            session = ""
            for (at = pid; at in parent && at > 1; at = parent[at])
                if (comm[at] == "dropbear" && comm[parent[at]] == "dropbear") session = at
            if (session != "" && session != own) print pid, comm[pid], ticks[pid]
        }
    }'
