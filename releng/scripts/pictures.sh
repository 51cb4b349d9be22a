#!/usr/bin/env bash
# Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
#
# Makes the pictures of the documentation, docs/images/*.png, from the real product.
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")

all=$(mktemp -d)
trap 'rm -rf "$all"' EXIT
"$root/tests/pictures/run" "$all"
mkdir -p "$root/docs/images"
for picture in start-light recording-light recording-dark hit-table-light latency-light new-probe-light new-probe-right-light \
    doctor-light add-target-light; do
    cp "$all/$picture.png" "$root/docs/images/"
done
# The README's picture.
cp "$all/recording-light.png" "$root/docs/images/workbench.png"
