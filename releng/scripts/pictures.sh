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
for picture in start recording hit-table latency new-probe new-probe-right doctor add-target timeline values editor form source-line; do
    cp "$all/$picture-light.png" "$root/docs/images/"
done
cp "$all/recording-dark.png" "$root/docs/images/"
cp "$all/latency-maximized-light.png" "$root/docs/images/latency-charts-light.png"
# The README's picture.
cp "$all/recording-light.png" "$root/docs/images/workbench.png"
