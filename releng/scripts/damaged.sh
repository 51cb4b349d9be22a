#!/usr/bin/env bash
# Flips a bit, and cuts a page off, at so many places of each recording of a real kernel: damaged.sh [PLACES]   (10,000)
# What is damaged must be reported, nothing thrown, and the rest decoded; prints how many were reported.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$root/releng/scripts/lib.sh"
. "$root/releng/scripts/command.sh"
. "$root/releng/scripts/quality.sh"
build_quality decoder
"$JAVA_HOME/bin/java" -ea -Dkps.root="$root" -Dkps.places="${1:-10000}" -cp "$(quality_class_path)" \
    org.junit.runner.JUnitCore io.kprobestudio.decoder.DamagedRecordingTest
