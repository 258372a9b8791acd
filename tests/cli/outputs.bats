#!/usr/bin/env bats
# What is written, where, and what is left when it cannot be.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
}

teardown() {
    if [ -n "${MOUNTED:-}" ]; then
        umount "$MOUNTED"
    fi
}

@test "-o writes all under the standard names, and the summary stays" {
    run --separate-stderr check --perimeters conflict.geojson -o new
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == "NOT COMPLIANT"* ]]
    [ -z "$stderr" ]
    only_files units.geojson clean.geojson conflict.geojson new/conflicts.geojson \
        new/conflicts.qml new/coverage.gpkg new/report.json new/units.csv new/perimeters.csv new/groups.csv \
        new/metrics.prom new/report.html
    jq -e '.features | length == 2' new/conflicts.geojson
    jq -e '.totals.findings.error == 2' new/report.json
    [ "$(wc -l <new/units.csv)" -eq 5 ]
    [ "$(wc -l <new/perimeters.csv)" -eq 3 ]
    [ "$(wc -l <new/groups.csv)" -eq 2 ]
}

@test "-o may be joined to its value, and name a folder that is there" {
    mkdir old
    run check --perimeters clean.geojson -oold
    [ "$status" -eq 0 ]
    [ -s old/report.json ]
}

@test "--gpkg writes a GeoPackage of styled layers" {
    run check --perimeters conflict.geojson --gpkg result.gpkg
    [ "$status" -eq 1 ]
    only_files units.geojson clean.geojson conflict.geojson result.gpkg
    [ "$(sqlite3 result.gpkg 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
    [ "$(sqlite3 result.gpkg 'SELECT group_concat(table_name) FROM (
        SELECT table_name FROM gpkg_geometry_columns ORDER BY rowid)')" = \
        overlaps,white_zones,outside,slivers,base_defects,perimeters,units ]
    # Each layer and table is drawn, or has its form, by itself.
    [ "$(sqlite3 result.gpkg "SELECT group_concat(table_name) FROM gpkg_contents WHERE 1 <>
        (SELECT count(*) FROM layer_styles WHERE f_table_name = table_name AND useAsDefault)
        AND table_name NOT IN ('layer_styles', 'qgis_projects')")" = "" ]
    [ "$(sqlite3 result.gpkg 'SELECT code, claim_count FROM units WHERE claim_count <> 1
        ORDER BY code' | tr '\n' ' ')" = "99102|2 99103|0 " ]
    ogrinfo -ro -q -al result.gpkg overlaps | grep -q 'POLYGON.*701000 660'
    run check --perimeters conflict.geojson --gpkg - --quiet
    [ "$status" -eq 1 ]
}

@test "a GeoPackage is the same, byte for byte, when the date is given" {
    export SOURCE_DATE_EPOCH=1767225600
    mkdir one two
    check --perimeters conflict.geojson --gpkg one/a.gpkg >/dev/null || [ $? -eq 1 ]
    sleep 2.1 # the time of the files of a zip goes by two seconds
    check --perimeters conflict.geojson --gpkg two/a.gpkg --jobs 1 >/dev/null || [ $? -eq 1 ]
    cmp one/a.gpkg two/a.gpkg
}

@test "a GeoPackage keeps a QGIS project of its layers, unless it has no name to find them by" {
    check --perimeters conflict.geojson --gpkg 'a & <b>.gpkg' >/dev/null || [ $? -eq 1 ]
    sqlite3 'a & <b>.gpkg' 'SELECT content FROM qgis_projects' | python3 -c "import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))" >project.zip
    sqlite3 'a & <b>.gpkg' "SELECT table_name FROM gpkg_contents WHERE table_name NOT IN
        ('layer_styles', 'qgis_projects')" >tables
    [ "$(wc -l <tables)" -gt 7 ]
    python3 -c '
import xml.etree.ElementTree as tree, zipfile
project = tree.fromstring(zipfile.ZipFile("project.zip").read("coverage.qgs"))
sources = [layer.find("datasource").text for layer in project.iter("maplayer")]
assert sources[0] == "./a & <b>.gpkg|layername=overlaps", sources
assert sorted(sources) == sorted("./a & <b>.gpkg|layername=" + name for name in open("tables").read().split())
'
    check --perimeters conflict.geojson --gpkg - >b.gpkg || [ $? -eq 1 ]
    [ -z "$(sqlite3 b.gpkg "SELECT name FROM sqlite_master WHERE name = 'qgis_projects'")" ]
}

@test "the style beside the conflict map is made once, and stays the user's" {
    check --perimeters conflict.geojson --geojson map.geojson >/dev/null || [ $? -eq 1 ]
    grep -q 'categorizedSymbol' map.qml
    echo mine >map.qml
    check --perimeters conflict.geojson --geojson map.geojson >/dev/null || [ $? -eq 1 ]
    [ "$(cat map.qml)" = mine ]
    check --perimeters conflict.geojson --geojson - >/dev/null || [ $? -eq 1 ]
    only_files units.geojson clean.geojson conflict.geojson map.geojson map.qml
}

@test "each output goes where its option says" {
    run check --perimeters conflict.geojson --geojson map.geojson --json=full.json --csv tables
    [ "$status" -eq 1 ]
    only_files units.geojson clean.geojson conflict.geojson map.geojson map.qml full.json \
        tables/units.csv tables/perimeters.csv tables/groups.csv
}

@test "an output that is there is replaced" {
    echo old >report.json
    run check --perimeters clean.geojson --json report.json
    [ "$status" -eq 0 ]
    jq -e '.verdict == "compliant"' report.json
}

@test "what replaces a file is read by those who could read it" {
    (umask 022 && run check --perimeters clean.geojson -o out)
    chmod 640 out/report.html out/coverage.gpkg
    chmod 600 out/units.csv
    chmod 664 out/report.json
    (umask 022 && run check --perimeters conflict.geojson -o out)
    [ "$(stat -c %a out/report.html out/coverage.gpkg out/units.csv out/report.json out/perimeters.csv | xargs)" = \
        "640 640 600 664 644" ]
    check --perimeters clean.geojson --json out/units.csv
    [ "$(stat -c %a out/units.csv)" = 600 ]
    # Whoever may not give the group leaves to it what everybody may.
    if [ "$(id -u)" = 0 ]; then
        chgrp 12345 out/report.html
        (umask 022 && run check --perimeters conflict.geojson -o out)
        [ "$(stat -c '%a %g' out/report.html)" = "640 12345" ]
    fi
}

@test "what a run could not check replaces nothing" {
    echo old >report.json
    run check --perimeters missing.geojson --json report.json
    [ "$status" -eq 3 ]
    [ "$(cat report.json)" = old ]
}

@test "FILE - is standard output, in place of the summary" {
    check --perimeters conflict.geojson --json - >out.json 2>err || [ $? -eq 1 ]
    [ ! -s err ]
    jq -e '.verdict == "not-compliant"' out.json
    check --perimeters conflict.geojson --geojson - --json full.json >out.geojson || [ $? -eq 1 ]
    jq -e '.type == "FeatureCollection"' out.geojson
    jq -e '.verdict == "not-compliant"' full.json
}

@test "standard output gets the bytes of the file" {
    check --perimeters conflict.geojson --geojson - >a || [ $? -eq 1 ]
    check --perimeters conflict.geojson --geojson b >/dev/null || [ $? -eq 1 ]
    cmp a b
}

@test "a named pipe and a process substitution are written to, not replaced" {
    mkfifo pipe
    timeout 20 cat pipe >got &
    run check --perimeters clean.geojson --json pipe
    [ "$status" -eq 0 ]
    [ -p pipe ]
    wait
    jq -e .verdict got
    check --perimeters clean.geojson --json >(cat >got2) >/dev/null
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        [ ! -s got2 ] || break
        sleep 0.1
    done
    jq -e .verdict got2
}

@test "a symbolic link is followed" {
    mkdir elsewhere
    echo old >elsewhere/real.json
    ln -s elsewhere/real.json link.json
    run check --perimeters clean.geojson --json link.json
    [ "$status" -eq 0 ]
    [ -L link.json ]
    jq -e .verdict elsewhere/real.json
}

@test "--quiet prints nothing, --verbose logs how sources are read" {
    run --separate-stderr check --perimeters conflict.geojson --quiet
    [ "$status" -eq 1 ]
    [ -z "$output$stderr" ]
    run --separate-stderr check --perimeters conflict.geojson --verbose
    [ "$status" -eq 1 ]
    [[ $stderr == *units.geojson* ]]
    [[ $stderr == *conflict.geojson* ]]
    [[ $output != *cpts-coverage:* ]]
}

@test "progress: none in a pipe, lines when asked for, a cleaned line on a terminal" {
    run --separate-stderr check --perimeters clean.geojson
    [ -z "$stderr" ]
    run --separate-stderr check --perimeters clean.geojson --progress
    [ "$status" -eq 0 ]
    [[ $stderr == *" %"* ]]
    [[ $stderr != *$'\033'* && $stderr != *$'\r'* ]]
    run --separate-stderr check --perimeters clean.geojson --progress --quiet
    [ -z "$stderr" ]
    need_terminal
    TERM=xterm script -qec "'$CPTS_PROGRAM' check --lang en --progress --units units.geojson \
        --perimeters clean.geojson >summary" /dev/null </dev/null >terminal
    grep -q '\[#*\.*\] .* %' terminal
    [[ $(tail -c 4 terminal) == *$'\r\033[K' ]]
    [ "$(head -c 9 summary)" = COMPLIANT ]
    TERM=dumb script -qec "'$CPTS_PROGRAM' check --units units.geojson \
        --perimeters clean.geojson >summary" /dev/null </dev/null >terminal
    [ ! -s terminal ]
}

@test "colours: on a terminal that has them, unless NO_COLOR refuses them" {
    local command="'$CPTS_PROGRAM' check --lang en --units units.geojson --perimeters conflict.geojson"
    unset NO_COLOR
    need_terminal
    COLUMNS=200 TERM=xterm script -qec "$command" /dev/null </dev/null >terminal || true
    grep -q $'\033\[1;31mNOT COMPLIANT\033\[0m — 2 errors' terminal
    sed 's/\x1b\[[0-9;]*m//g' terminal | tr -d '\r' >plain
    run ! grep -q $'\033' plain
    check --perimeters conflict.geojson >piped || [ $? -eq 1 ]
    cmp plain piped
    NO_COLOR=1 TERM=xterm script -qec "$command" /dev/null </dev/null >terminal || true
    run ! grep -q $'\033' terminal
    TERM=dumb script -qec "$command" /dev/null </dev/null >terminal || true
    run ! grep -q $'\033' terminal
    TERM=xterm script -qec "$command >summary" /dev/null </dev/null || true
    run ! grep -q $'\033' summary
}

@test "the summary is in the language asked for" {
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters conflict.geojson
    [[ ${lines[0]} == "NON CONFORME"* ]]
    [[ $output == *chevauchement* ]]
    [[ $output == *"zone"*"blanche"* ]]
    LC_ALL=en_US.UTF-8 run "$CPTS_PROGRAM" check --units units.geojson --perimeters clean.geojson
    [[ ${lines[0]} == "COMPLIANT"* ]]
}

@test "files for machines keep their keys and their decimal points in French" {
    "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters conflict.geojson -o fr ||
        [ $? -eq 1 ]
    check --perimeters conflict.geojson -o en || [ $? -eq 1 ]
    diff <(jq -S 'del(.generated_at) | del(.findings[].message)' fr/report.json) \
        <(jq -S 'del(.generated_at) | del(.findings[].message)' en/report.json)
    diff fr/units.csv en/units.csv
    [ "$(jq -r '.findings[0].message' fr/report.json)" != \
        "$(jq -r '.findings[0].message' en/report.json)" ]
}

# unwritable WORDS ARGUMENT...: exit 3, with a message, no file changed nor added
unwritable() {
    local words=$1 before
    shift
    before=$(find . -type f -exec md5sum {} + | LC_ALL=C sort)
    run --separate-stderr check --perimeters clean.geojson "$@"
    echo "$status: $stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == "cpts-coverage: "*"$words"* ]]
    [ "$before" = "$(find . -type f -exec md5sum {} + | LC_ALL=C sort)" ]
}

@test "3: a folder that is not there, or is a file" {
    unwritable missing/report.json --json missing/report.json
    unwritable clean.geojson/x --json clean.geojson/x
    unwritable conflict.geojson -o conflict.geojson
    unwritable conflict.geojson --csv conflict.geojson
    unwritable missing -o missing/deeper
    mkdir folder
    unwritable folder --json folder
}

@test "3: a read-only folder" {
    [ "$(id -u)" -ne 0 ] || skip "root may write everywhere"
    mkdir closed
    chmod 555 closed
    unwritable closed -o closed
}

@test "3: a file over the size limit leaves nothing behind" {
    run --separate-stderr bash -c 'ulimit -f 1
        "$CPTS_PROGRAM" check --lang en --units units.geojson --perimeters conflict.geojson \
            --json big.json'
    echo "$status: $stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *big.json* ]]
    only_files units.geojson clean.geojson conflict.geojson
}

@test "3: a full disk leaves the old file" {
    mkdir small
    mount -t tmpfs -o size=4k tmpfs small 2>/dev/null || skip "mounting is not allowed here"
    MOUNTED=$PWD/small
    echo old >small/report.json
    unwritable report.json --json small/report.json
    [ "$(cat small/report.json)" = old ]
    [ "$(find small -type f)" = small/report.json ]
}
