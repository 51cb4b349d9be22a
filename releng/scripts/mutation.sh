#!/usr/bin/env bash
# Mutates a bundle's code and runs its unit tests on each mutant (PIT): mutation.sh BUNDLE [CLASSES [TESTS]]
# BUNDLE is a short name; CLASSES and TESTS are comma-separated patterns of class names. Prints the share of mutants killed and
# fails below 90 %. MUTATION_LIMIT=N takes at most N mutants of a class, spread over it, and MUTATION_THREADS so many at a
# time; MUTATION_PATIENCE (6000) is how many milliseconds longer than without a mutant a test may take. Tests of properties
# are left out, which take seconds and kill what others kill, and of the recorded verdicts one in MUTATION_EVERY (15) is asked.
# The report is target/quality/mutation/BUNDLE/index.html.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/releng/scripts/lib.sh"
. "$root/releng/scripts/command.sh"
. "$root/releng/scripts/quality.sh"
bundle=${1:?short name of a bundle, such as definition}
classes=${2:-io.kprobestudio.$bundle.*}
tests=${3:-io.kprobestudio.$bundle.*Test}
case $bundle in
    definition | decoder) needed=("$bundle") ;;
    symbols) needed=(definition symbols) ;;
    *) needed=(definition decoder symbols target tracefs "$bundle") ;;
esac
build_quality "${needed[@]}"
report=$quality_home/mutation/$bundle
mkdir -p "$report"
"$JAVA_HOME/bin/java" -cp "$(quality_class_path)" org.pitest.mutationtest.commandline.MutationCoverageReport \
    --reportDir "$report" --targetClasses "$classes" --targetTests "$tests" --excludedTestClasses '*PropertiesTest' \
    --mutableCodePaths "$quality_home/classes" ${MUTATION_LIMIT:+--features "+CLASSLIMIT(limit[$MUTATION_LIMIT])"} \
    --sourceDirs "$root/bundles/io.kprobestudio.$bundle/src" --classPath "$quality_home/classes,$quality_home/test-classes" \
    --jvmArgs "-Dkps.root=$root,-Xmx3g,-Dkps.verdicts.every=${MUTATION_EVERY:-15}" --threads "${MUTATION_THREADS:-$(nproc)}" --timestampedReports=false --mutationThreshold 90 \
    --outputFormats HTML,CSV --timeoutConst "${MUTATION_PATIENCE:-6000}" --verbose=false
