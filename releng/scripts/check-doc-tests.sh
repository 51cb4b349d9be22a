#!/bin/sh
# Fails when a document under docs/formats names a test that does not exist: `Class#method` in backquotes.
root=$(cd "$(dirname "$0")/../.." && pwd)
missing=0
count=0
for name in $(grep -rhoE '`[A-Z][A-Za-z0-9]*Test#should[A-Za-z0-9]+`' "$root/docs/formats" | tr -d '`' | sort -u); do
    count=$((count + 1))
    file=$(find "$root/bundles" "$root/tests" -name "${name%%#*}.java" -not -path '*/target/*' | head -n 1)
    if [ -z "$file" ] || ! grep -q "public void ${name#*#}(" "$file"; then
        echo "check-doc-tests: no test $name" >&2
        missing=1
    fi
done
if [ "$count" -eq 0 ]; then
    echo "check-doc-tests: no document names a test" >&2
    exit 1
fi
[ "$missing" -eq 0 ] && echo "check-doc-tests: $count tests, all there"
exit "$missing"
