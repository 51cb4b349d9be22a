#!/usr/bin/env bash
# Says which branches of the definition bundle's code the kernels' own answers reach (JaCoCo): coverage.sh
# Only what kernels said counts: the recorded verdicts, sequences of writes, and what boards answered to the generator. Prints the share a
# class and names the lines with branches that neither reaches; the whole is target/quality/coverage/definition.csv and html.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/releng/scripts/lib.sh"
. "$root/releng/scripts/command.sh"
. "$root/releng/scripts/quality.sh"
build_quality definition
report=$quality_home/coverage
agent=$(echo "$quality_home"/lib/org.jacoco.agent-*-runtime.jar) cli=$(echo "$quality_home"/lib/org.jacoco.cli-*-nodeps.jar)
rm -rf "$report"
mkdir -p "$report"
run() { # FILE TEST...
    local file=$1
    shift
    "$JAVA_HOME/bin/java" -javaagent:"$agent=destfile=$report/$file.exec,includes=io.kprobestudio.definition.*" \
        -Dkps.root="$root" -cp "$(quality_class_path)" org.junit.runner.JUnitCore "${@/#/io.kprobestudio.definition.}" >"$report/$file.log"
}
render() { # NAME EXEC...
    local name=$1
    shift
    "$JAVA_HOME/bin/java" -jar "$cli" report "$@" --classfiles "$quality_home/classes" --csv "$report/$name.csv" --xml "$report/$name.xml" \
        --html "$report/$name" --sourcefiles "$root/bundles/io.kprobestudio.definition/src" >/dev/null
}
run verdicts VerdictsTest SequencesTest
run boards FreshVerdictsTest
render verdicts "$report/verdicts.exec"
render boards "$report/boards.exec"
render definition "$report/verdicts.exec" "$report/boards.exec"
for name in verdicts boards definition; do
    awk -F, -v name="$name" 'NR > 1 && $2 ~ /definition/ { missed += $6; reached += $7 }
        END { printf "%-10s %d of %d branches, %.1f %%\n", name, reached, missed + reached, 100 * reached / (missed + reached) }' \
        "$report/$name.csv"
done
echo "branches that neither reaches, by class:"
awk -F, 'NR > 1 && $6 > 0 { printf "  %-24s %3d of %3d\n", $3, $6, $6 + $7 }' "$report/definition.csv" | sort -k2,2nr
echo "their lines:"
sed 's/<sourcefile /\n&/g; s/<line /\n&/g' "$report/definition.xml" | awk '
    /^<sourcefile / { match($0, /name="[^"]*"/); file = substr($0, RSTART + 6, RLENGTH - 7) }
    /^<line / && match($0, / mb="[1-9][0-9]*"/) {
        match($0, /nr="[0-9]+"/); nr = substr($0, RSTART + 4, RLENGTH - 5)
        lines[file] = lines[file] " " nr
    }
    END { for (file in lines) print "  " file ":" lines[file] }' | sort
