#!/bin/sh
# The unit tests and a whole check of the demo region under valgrind: no invalid access, no
# leak of our own. Prints TAP.
set -u
# shellcheck source=tests/tap.sh
. tests/tap.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# clean WHAT STATUS COMMAND...: one test; the command itself must end with that status.
clean() {
    what=$1
    expected=$2
    shift 2
    valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        --suppressions=tests/valgrind.supp --log-file="$work/log.%p" "$@" >"$work/out" 2>&1
    status=$?
    find "$work" -name 'log.*' -empty -delete
    [ $status = "$expected" ]
    report $? "$what" "status $status
$({ grep -v '^ok' "$work/out" | tail -n 20; cat "$work"/log.* | head -n 100; } 2>/dev/null)"
}

# One process a suite: under valgrind a process a test takes ten times longer, and one process for
# all carries what a suite leaves behind (the folder it works in) into the next.
export CK_FORK=no CK_DEFAULT_TIMEOUT=0
# shellcheck disable=SC2013 # a name is one word
for suite in $(sed -n 's/SUITE(\(.*\))/\1/p' "$CPTS_BUILD/tests/unit/suites.inc"); do
    clean "unit tests: $suite" 0 "$CPTS_BUILD/tests/unit/unit" "$suite"
done
for jobs in 1 2; do
    clean "check of the demo region, all outputs, --jobs $jobs" 1 \
        "$CPTS_PROGRAM" check "$CPTS_DEMO/region.gpkg" --jobs $jobs -o "$work/all-$jobs"
done
clean "check of a file that is not there" 3 "$CPTS_PROGRAM" check nowhere.gpkg
finish
