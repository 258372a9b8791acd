#!/bin/sh
# The unit tests and a whole check of the demo region under valgrind: no invalid access, no
# leak of our own. Prints TAP.
set -u
number=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# clean WHAT COMMAND...: one test; the command itself must end with status 0 or 1 (findings).
clean() {
    what=$1
    shift
    number=$((number + 1))
    valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        --suppressions=tests/valgrind.supp --log-file="$work/log" "$@" >"$work/out" 2>&1
    status=$?
    if [ $status -le 1 ]; then
        echo "ok $number - $what"
    else
        echo "not ok $number - $what (status $status)"
        tail -n 60 "$work/log" "$work/out" | sed 's/^/# /'
        failed=1
    fi
}

export CK_FORK=no CK_DEFAULT_TIMEOUT=0
clean "unit tests" "$CPTS_BUILD/tests/unit/unit"
for jobs in 1 2; do
    clean "check of the demo region, all outputs, --jobs $jobs" \
        "$CPTS_PROGRAM" check "$CPTS_DEMO/region.gpkg" --jobs $jobs -o "$work/all-$jobs"
done
# shellcheck disable=SC2016 # expanded by the inner shell
clean "check of a file that is not there" sh -c '"$0" check nowhere.gpkg; test $? = 3' "$CPTS_PROGRAM"
echo "1..$number"
exit $failed
