# shellcheck shell=bash
# Builds the product for this machine when a source is newer than what was built. Sourced after lib.sh.

product_home=$root/releng/io.kprobestudio.studio/target/products/io.kprobestudio.studio/linux/gtk/x86_64/kprobe-studio
product_stamp=$root/target/product.stamp

product_stale() {
    [ -f "$product_stamp" ] && [ -x "$product_home/kprobestudio" ] || return 0
    [ -n "$(find "$root/bundles" "$root/features" "$root/target-platform" "$root/pom.xml" "$root/.mvn" \
        "$root/releng/io.kprobestudio.studio" -name target -path '*/io.kprobestudio*/target' -prune -o \
        -name '.polyglot*' -prune -o -name '.tycho*' -prune -o -type f -newer "$product_stamp" -print -quit)" ]
}

build_product() {
    local log=$root/target/product.log
    mkdir -p "$root/target"
    say "building the product (one to three minutes; log: target/product.log)"
    touch "$product_stamp.new"
    if ! run_maven clean verify -pl releng/io.kprobestudio.studio -am -Dunit.tests.phase=none -Dcheckstyle.skip -Dformatter.skip \
        >"$log" 2>&1; then
        grep -aF '[ERROR]' "$log" | head -n 30 >&2
        die "the product could not be built"
    fi
    mv "$product_stamp.new" "$product_stamp"
}
