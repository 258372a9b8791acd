#!/bin/sh
# Gives each fuzz target its corpus, in which the inputs that once broke a promise are kept. A
# target that breaks off takes its process with it, so each is a test. Prints TAP.
#   tests/fuzz/replay.sh TARGET...
set -u
# shellcheck source=tests/tap.sh
. tests/tap.sh
for target in "$@"; do
    said=$("$CPTS_BUILD/tests/fuzz/$target" "tests/fuzz/corpus/$target" 2>&1)
    report $? "$target" "$said"
done
finish
