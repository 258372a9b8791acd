#!/bin/sh
# Gives each fuzz target its corpus, in which the inputs that once broke a promise are kept. A
# target that breaks off takes its process with it, so each is a test. Prints TAP.
#   tests/fuzz/replay.sh TARGET...
set -u
number=0
failed=0
for target in "$@"; do
    number=$((number + 1))
    if said=$("$CPTS_BUILD/tests/fuzz/$target" "tests/fuzz/corpus/$target" 2>&1); then
        echo "ok $number - $target"
    else
        echo "not ok $number - $target"
        failed=1
    fi
    printf '%s\n' "$said" | sed 's/^/# /'
done
echo "1..$number"
exit $failed
