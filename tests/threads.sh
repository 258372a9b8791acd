#!/bin/sh
# Runs with several threads, in a build with ThreadSanitizer: no race, no deadlock in waiting.
# Prints TAP.
#   tests/threads.sh PROPERTY SERVICE    the program that draws random regions, examples/service
set -u
property=$1
service=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/cpts-threads-XXXXXX") || exit 1
trap 'rm -rf "$folder"' EXIT
export TSAN_OPTIONS="exitcode=66 suppressions=$PWD/tests/threads.supp print_suppressions=0"
# shellcheck source=tests/tap.sh
. tests/tap.sh

# quiet WHAT COMMAND...: one test; statuses 0 and 1 are verdicts, 66 is the sanitizer's.
quiet() {
    what=$1
    shift
    "$@" >"$folder/said" 2>&1
    status=$?
    [ $status -le 1 ] && ! grep -q ThreadSanitizer "$folder/said"
    report $? "$what" "status $status
$(grep -A 30 ThreadSanitizer "$folder/said" | head -n 60)"
}

region=$CPTS_DEMO/region.gpkg
for jobs in 2 4 16; do
    quiet "check --jobs $jobs, all outputs and a history" "$CPTS_PROGRAM" check --quiet --jobs $jobs \
        "$region" -o "$folder/out" --sheets "$folder/sheets" --history "$folder/store.sqlite"
done
quiet "simulate --jobs 4" "$CPTS_PROGRAM" simulate --quiet --jobs 4 "$region" --new NEW \
    --take "$(sed -n '2s/^"\{0,1\}\([0-9AB]*\).*/\1/p' "$folder/out/units.csv")" -o "$folder/simulated"
quiet "propose --jobs 4" "$CPTS_PROGRAM" propose --quiet --jobs 4 "$region" -o "$folder/proposed"
quiet "compare --jobs 4" "$CPTS_PROGRAM" compare --quiet --jobs 4 "$region" \
    "$CPTS_DEMO/region-clean.gpkg" --json "$folder/comparison.json"
quiet "copies of one region, checked at once, one of them cancelled" "$service" "$region"
quiet "$CPTS_PROPERTY_REGIONS random regions" "$property"
sed -n 's/^# \([0-9]* regions.*\)/# \1/p' "$folder/said"
finish
