#!/usr/bin/env bats
# Exit statuses: 0 compliant, 1 findings, 2 wrong usage, 3 could not check; never 0 when
# something was not checked.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
}

# refused STATUS WORDS ARGUMENT...: an error that holds the words, nothing else said nor written.
refused() {
    local expected=$1 words=$2 before
    shift 2
    before=$(find . | LC_ALL=C sort)
    run --separate-stderr "$CPTS_PROGRAM" check --lang en -o out "$@"
    echo "$status: $stderr"
    [ "$status" -eq "$expected" ]
    [ -z "$output" ]
    [ "${stderr_lines[-1]#cpts-coverage: }" != "${stderr_lines[-1]}" ]
    [[ $stderr == *"$words"* ]]
    [ "$before" = "$(find . | LC_ALL=C sort)" ]
}

@test "0: compliant" {
    run check --perimeters clean.geojson
    echo "$output"
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == COMPLIANT* ]]
}

@test "neither standard input nor a folder is a source, and the message says what is" {
    refused 2 "the standard input cannot be a source: name a file" --perimeters -
    mkdir lists
    refused 3 "cannot read lists: it is a folder without Shapefiles; name the files in it" --perimeters lists
}

@test "1: findings" {
    run check --perimeters conflict.geojson
    echo "$output"
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == "NOT COMPLIANT"* ]]
    [[ $output == *99102* ]]
    [[ $output == *99103* ]]
}

@test "--fail-on says which findings count" {
    collection "$(perimeter A Sud "$(rectangle 0 -500 2000 1500)")" \
        "$(perimeter B Nord "$(rectangle 0 1000 2000 1000)")" >outside.geojson
    run check --perimeters outside.geojson
    [ "$status" -eq 0 ]
    run check --perimeters outside.geojson --fail-on warning
    [ "$status" -eq 1 ]
    run check --perimeters outside.geojson --fail-on note
    [ "$status" -eq 1 ]
    run check --perimeters outside.geojson --fail-on overlap,white-zone
    [ "$status" -eq 0 ]
    run check --perimeters outside.geojson --fail-on overlap,outside
    [ "$status" -eq 1 ]
    run check --perimeters conflict.geojson --fail-on outside
    [ "$status" -eq 0 ]
}

@test "--sliver-width lowers a conflict to a note" {
    collection "$(perimeter A Sud "$(rectangle 0 0 2000 1008)")" \
        "$(perimeter B Nord "$(rectangle 0 1000 2000 1000)")" >narrow.geojson
    run check --perimeters narrow.geojson
    [ "$status" -eq 1 ]
    run check --perimeters narrow.geojson --sliver-width 10
    [ "$status" -eq 0 ]
    run check --perimeters narrow.geojson --sliver-width 10 --fail-on note
    [ "$status" -eq 1 ]
}

@test "2: what the library finds senseless is wrong usage" {
    refused 2 EPSG:4326 --crs EPSG:4326 --units units.geojson --perimeters clean.geojson
    refused 2 EPSG:999999 --crs EPSG:999999 --units units.geojson --perimeters clean.geojson
    refused 2 wrong --unit-fields wrong=code --units units.geojson --perimeters clean.geojson
}

@test "3: a source that is missing, a folder, empty or damaged" {
    mkdir folder
    : >empty.gpkg
    head -c 3000 /dev/urandom >noise.gpkg
    head -c 300 units.geojson >cut.geojson
    refused 3 missing.gpkg missing.gpkg
    refused 3 missing.gpkg --units units.geojson --perimeters missing.gpkg
    refused 3 empty.gpkg empty.gpkg
    refused 3 noise.gpkg noise.gpkg
    refused 3 cut.geojson --units cut.geojson --perimeters clean.geojson
    refused 3 folder --units folder --perimeters clean.geojson
}

@test "3: a source that may not be read" {
    [ "$(id -u)" -ne 0 ] || skip "root may read every file"
    chmod 000 clean.geojson
    refused 3 clean.geojson --units units.geojson --perimeters clean.geojson
}

@test "3: a layer or a field that is not there" {
    refused 3 nowhere --units 'units.geojson|layername=nowhere' --perimeters clean.geojson
    run --separate-stderr check --unit-fields code=nowhere --perimeters clean.geojson
    [ "$status" -ge 2 ]
    [[ $stderr == *nowhere* ]]
}

@test "3: a layer without any feature, nothing declared" {
    collection >none.geojson
    refused 3 none --units none.geojson --perimeters clean.geojson
    refused 3 "" --units units.geojson --perimeters none.geojson
    refused 3 "" units.geojson
    refused 3 "" --units units.geojson --perimeters clean.geojson --perimeters-where "id = 'Z'"
    refused 3 "" --units units.geojson --perimeters clean.geojson --units-where "code = 'Z'"
}

@test "3: a layer without coordinate reference system" {
    ogr2ogr -f 'ESRI Shapefile' -a_srs EPSG:2154 bare.shp units.geojson
    rm bare.prj
    refused 3 bare.shp --units bare.shp --perimeters clean.geojson
}

@test "3: a filter that is no SQL" {
    refused 3 "((" --units units.geojson --perimeters clean.geojson --perimeters-where "(("
}

@test "3: a list of which no code is a unit is not compliant" {
    printf 'id,nom,insee\nA,Sud,01001\nA,Sud,01002\n' >codes.csv
    run --separate-stderr check --perimeters codes.csv
    echo "$status $output $stderr"
    [ "$status" -eq 1 ] || [ "$status" -eq 3 ]
}

@test "names found in files do not reach the terminal raw" {
    printf 'id,nom,insee\nA,S\033[31mud\302\233,99101\nA,S,"\033]0;x\007"\n' >codes.csv
    run --separate-stderr check --verbose --perimeters codes.csv \
        --perimeters-where "$(printf 'nom = \033[31m')"
    [ "$status" -eq 3 ]
    [[ $stderr == *perimeters-where* ]]
    [[ $stderr$output != *$'\033'* ]]
    run --separate-stderr check --verbose --perimeters codes.csv
    [[ $stderr$output != *$'\033'* && $stderr$output != *$'\302\233'* ]]
}

@test "3: standard output closed or full" {
    run bash -c '"$CPTS_PROGRAM" check --lang en --units units.geojson \
        --perimeters clean.geojson 2>&1 >/dev/full'
    echo "$output"
    [ "$status" -eq 3 ]
    [[ $output == *"cpts-coverage: cannot write"*"No space left"* ]]
    run bash -c '"$CPTS_PROGRAM" check --lang en --units units.geojson \
        --perimeters clean.geojson 2>&1 >&-'
    [ "$status" -eq 3 ]
    [[ $output == *"cpts-coverage: cannot write"* ]]
    run bash -c '"$CPTS_PROGRAM" check --lang en --json - --units units.geojson \
        --perimeters clean.geojson 2>&1 >/dev/full'
    [ "$status" -eq 3 ]
    [[ $output == *"cpts-coverage: cannot write"* ]]
}

@test "a closed standard error harms nothing" {
    run bash -c '"$CPTS_PROGRAM" check --lang en --verbose --units units.geojson \
        --perimeters clean.geojson --json report.json 2>&-'
    [ "$status" -eq 0 ]
    jq -e .verdict report.json
}

@test "a reader that leaves ends the program quietly" {
    run bash -c 'set -o pipefail
        "$CPTS_PROGRAM" check --units units.geojson --perimeters conflict.geojson --json - | true'
    [ -z "$output" ]
    [ "$status" -eq 141 ] || [ "$status" -eq 1 ]
}
