#!/usr/bin/env bats
# The nightly job: what check --history reports from night to night, and what it does when the disk
# is full, when it is killed, when another job is there.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
}

story() { # what the store holds of its last run
    sqlite3 store.sqlite "SELECT state, id FROM findings ORDER BY id"
}

@test "states from night to night, in the report, the map and the GeoPackage" {
    run night 1 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
    jq -e '[.findings[].state] | unique == ["new"]' report.json
    run night 2 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
    [[ $output == *"Since the run of 2 January 2026 at 00:00: nothing new."* ]]
    jq -e '[.findings[].state] | unique == ["persisting"]' report.json
    jq -e '[.findings[].first_seen] | unique == ["2026-01-02T00:00:00Z"]' report.json
    run night 3 --perimeters clean.geojson -o out
    [ "$status" -eq 0 ]
    jq -e '[.history.resolved[].rule] | sort == ["overlap", "white-zone"]' report.json
    jq -e '.history.states.resolved == 2 and (.history.changes | length) == 1' report.json
    night 4 --perimeters conflict.geojson -o out || [ $? -eq 1 ]
    jq -e '[.findings[].state] | unique == ["reopened"]' report.json
    jq -e '[.features[].properties.state] | unique == ["reopened"]' out/conflicts.geojson
    [ "$(sqlite3 out/coverage.gpkg 'SELECT DISTINCT state FROM overlaps')" = reopened ]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" report.json
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 4 ]
}

@test "without a history the files say nothing of it" {
    check --perimeters conflict.geojson --json report.json || [ $? -eq 1 ]
    jq -e '(has("history") | not) and (.findings | all(has("state") | not))' report.json
}

@test "--fail-on new: status 1 for what moved only, and the verdict stays what it is" {
    run night 1 --perimeters conflict.geojson --fail-on new
    [ "$status" -eq 1 ]
    run night 2 --perimeters conflict.geojson --fail-on new
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "NOT COMPLIANT"* ]]
    run night 3 --perimeters conflict.geojson --fail-on overlap,new
    [ "$status" -eq 0 ]
    run night 4 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
    run --separate-stderr check --perimeters conflict.geojson --fail-on new
    [ "$status" -eq 2 ]
    [[ $stderr == *"--history STORE"* ]]
}

@test "the layers of the store open in GDAL, with their CRS and a spatial index" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    run ogrinfo -so store.sqlite findings
    [[ $output == *"Geometry: Multi Polygon"* ]]
    [[ $output == *"Feature Count: 2"* ]]
    [[ $output == *'"EPSG",2154'* ]]
    run sqlite3 store.sqlite "SELECT spatial_index_enabled FROM geometry_columns"
    [ "$output" = $'1\n1' ]
}

@test "a run whose outputs cannot be written is not kept: what it found is new again" {
    run night 1 --perimeters conflict.geojson --csv missing/folder/tables
    [ "$status" -eq 3 ]
    run night 1 --perimeters conflict.geojson
    jq -e '[.findings[].state] | unique == ["new"]' report.json
}

@test "a source that is missing or cut short leaves the store as it is" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    cp store.sqlite before.sqlite
    run --separate-stderr night 2 --perimeters absent.geojson
    [ "$status" -eq 3 ]
    ogr2ogr -f GPKG whole.gpkg conflict.geojson -nln cpts
    head -c 60000 whole.gpkg >half.gpkg
    run --separate-stderr night 2 --perimeters half.gpkg
    [ "$status" -eq 3 ]
    cmp store.sqlite before.sqlite
}

@test "two jobs: the second waits, and gives up clearly" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    mkfifo commands
    sqlite3 store.sqlite <commands >locked &
    exec 7>commands
    echo "BEGIN IMMEDIATE; SELECT 'locked';" >&7
    until [ -s locked ]; do sleep 0.02; done
    run --separate-stderr night 2 --perimeters conflict.geojson --wait 1
    echo "$status: $stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *"waiting at most 1 second"* ]]
    [[ $stderr == *"in use by another program"* ]]
    night 2 --perimeters conflict.geojson --quiet --wait 30 7>&- &
    local job=$!
    sleep 0.3
    exec 7>&- # the other program ends
    local result=0
    wait "$job" || result=$?
    [ "$result" -eq 1 ]
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 2 ]
}

@test "killed at any moment, the store holds the last complete run" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    for delay in 0.01 0.03 0.05 0.06 0.07 0.08 0.09 0.1 0.12; do
        SOURCE_DATE_EPOCH=1767312000 timeout -s KILL "$delay" "$CPTS_PROGRAM" check --quiet \
            --units units.geojson --perimeters clean.geojson --history store.sqlite || true
        run sqlite3 -cmd ".timeout 5000" store.sqlite "PRAGMA integrity_check"; echo "$delay $output"; [ "$output" = ok ]
        # All of a run or nothing of it.
        [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs r LEFT JOIN rules USING(run)
            WHERE findings IS NULL')" -eq 0 ]
    done
    run night 2 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
}

@test "a first run that does not end leaves no store, and no file beside" {
    run check --perimeters conflict.geojson --history store.sqlite --csv missing/folder/tables
    [ "$status" -eq 3 ]
    [ ! -e store.sqlite ]
    for delay in 0.01 0.03 0.05 0.06 0.07 0.08 0.09 0.1 0.12; do
        timeout -s KILL "$delay" "$CPTS_PROGRAM" check --quiet --units units.geojson \
            --perimeters clean.geojson --history first.sqlite || true
        [ ! -e first.sqlite ] || [ "$(sqlite3 first.sqlite 'SELECT count(*) FROM runs')" -eq 1 ]
        rm -f first.sqlite
        only_files units.geojson clean.geojson conflict.geojson
    done
    touch store.sqlite # an empty file is as good as none
    run night 1 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 1 ]
}

@test "a first run on a full disk leaves no store" {
    [ "$(id -u)" -eq 0 ] || skip "only root may make a small disk"
    mkdir disk
    mount -t tmpfs -o size=300k tmpfs disk || skip "no small disk can be mounted here"
    run --separate-stderr check --perimeters conflict.geojson --history disk/store.sqlite
    local left
    left=$(ls -A disk)
    umount disk
    echo "$status: $stderr; left: $left"
    [ "$status" -eq 3 ]
    [[ $stderr == *"cannot write disk/store.sqlite: the disk is full (No space left on device); free some space"* ]]
    [ -z "$left" ]
}

@test "two first runs at once: both are kept" {
    local jobs=() job
    for _ in 1 2 3; do
        check --quiet --perimeters conflict.geojson --history store.sqlite --wait 30 &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do
        wait "$job" || [ $? -eq 1 ]
    done
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 3 ]
    [ "$(sqlite3 store.sqlite 'SELECT count(DISTINCT first_run) FROM findings')" -eq 1 ]
}

@test "a first run waits for another one, and gives up clearly" {
    exec 7<.
    flock 7
    run --separate-stderr check --perimeters conflict.geojson --history store.sqlite --wait 1
    exec 7<&-
    echo "$status: $stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *"in use by another program, after 1 second"* ]]
    [ ! -e store.sqlite ]
}

@test "a full disk loses nothing" {
    [ "$(id -u)" -eq 0 ] || skip "only root may make a small disk"
    mkdir disk
    mount -t tmpfs -o size=600k tmpfs disk || skip "no small disk can be mounted here"
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    cp store.sqlite disk/
    local before after
    before=$(sha256sum <disk/store.sqlite)
    dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null || true
    run --separate-stderr env SOURCE_DATE_EPOCH=1767398400 "$CPTS_PROGRAM" check --lang en \
        --units units.geojson --perimeters clean.geojson --history disk/store.sqlite
    rm disk/filler
    local kept
    kept=$(sqlite3 disk/store.sqlite 'PRAGMA integrity_check; SELECT count(*) FROM runs')
    after=$(sha256sum <disk/store.sqlite)
    umount disk
    echo "$status: $stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *"disk is full"* ]]
    [ "$kept" = $'ok\n1' ]
    [ "$before" = "$after" ]
}

@test "a history is not a source nor an output" {
    run --separate-stderr night 1 --perimeters conflict.geojson --geojson store.sqlite
    sqlite3 units.sqlite 'CREATE TABLE t(x)'
    run --separate-stderr check --perimeters conflict.geojson --history units.sqlite
    [ "$status" -eq 3 ]
    [[ $stderr == *"left as it is"* || $stderr == *"left as it was"* ]]
    [ "$(sqlite3 units.sqlite .tables)" = t ]
    run --separate-stderr check --perimeters conflict.geojson --history no/such/folder/store
    [ "$status" -eq 3 ]
}

@test "the demo region: a commune given up, taken back, and who did it" {
    cp "$CPTS_DEMO/region.gpkg" "$CPTS_DEMO/cpts-codes.csv" .
    demo() { # demo NIGHT CODES
        SOURCE_DATE_EPOCH=$((1767225600 + 86400 * $1)) "$CPTS_PROGRAM" check --lang en --quiet \
            --units "region.gpkg|layername=communes" --perimeters "$2" --history demo.sqlite \
            --fail-on new --json report.json
    }
    run demo 1 cpts-codes.csv
    [ "$status" -eq 1 ]
    # A commune that one CPTS alone declares.
    local id code
    IFS=';' read -r id code < <(jq -r '[.units[] | select((.claims | length) == 1 and .claims[0].share == 1)][20] |
        "\(.claims[0].perimeter);\(.code)"' report.json)
    grep -v "^${id};.*;${code}" cpts-codes.csv >fewer.csv
    [ "$(wc -l <fewer.csv)" -eq $(($(wc -l <cpts-codes.csv) - 1)) ]
    run demo 2 fewer.csv
    [ "$status" -eq 1 ]
    jq -e --arg id "$id" --arg code "$code" '[.findings[] | select(.state == "new" or .state == "grown")] |
        length == 1 and .[0].rule == "white-zone" and (.[0].units | contains([$code])) and .[0].caused_by == [$id]' report.json
    "$CPTS_PROGRAM" history demo.sqlite list --format json |
        jq -e 'map(select(.sliver | not) | {error: 0, warning: 1, note: 2}[.severity]) | . == sort'
    run demo 3 cpts-codes.csv
    [ "$status" -eq 0 ]
    jq -e '.history.states | .resolved + .shrunk == 1' report.json
}

# Three nights of cpts-coverage 0.1.0 (its last commit before 1.0), and an acceptance: two white
# zones, which the second night merges, then an overlap. Squares of 1 km in a row, as below.
@test "a history of version 0.1 goes on: nothing is new, what had merged is called so" {
    gunzip -c "$PROJECT/tests/cli/history-0.1.sqlite.gz" >old.sqlite
    local n features=()
    for n in 1 2 3 4 5; do
        features+=("$(unit "9910$n" "Commune $n" $((1000 * (n - 1))) 0 |
            sed "s/\"population\":1000/\"population\":${n}000/")")
    done
    collection "${features[@]}" >row.geojson
    printf 'id;nom;code\nA;CPTS Sud;99101\nA;CPTS Sud;99105\nB;CPTS Nord;99105\n' >over.csv
    [ "$("$CPTS_PROGRAM" history old.sqlite list --format json | jq length)" -eq 2 ]
    "$CPTS_PROGRAM" history old.sqlite list --all --format json |
        jq -e 'map(.state) | sort == ["merged", "new", "persisting"]'
    "$CPTS_PROGRAM" check --units row.geojson --perimeters over.csv --history old.sqlite \
        --quiet --json old.json || [ $? -eq 1 ]
    jq -e '.history | .run == 4 and .states.persisting == 2 and .states.resolved == 0 and
        .states.merged == 0' old.json
    # But the hint that 0.1 did not give.
    jq -e '[.findings[] | select(.state == "new").rule] == ["shared-unit"]' old.json
    jq -e '[.findings[] | select(.rule == "overlap") | .accepted] == ["règlement en cours"]' old.json
    "$CPTS_PROGRAM" history old.sqlite runs --format json |
        jq -e 'map(.schema_version) == [null, null, null, 5]'
}
