# What the tests of the command line share: a region of four squares of 1 km, in EPSG:2154.
# shellcheck shell=bash
bats_require_minimum_version 1.5.0

: "${CPTS_PROGRAM:=$PWD/build/cpts-coverage}"
program=$(readlink -f "$CPTS_PROGRAM")
: "${CPTS_BUILD:=${program%/bin/*}}" "${CPTS_DEMO:=$CPTS_BUILD/demo}"
export CPTS_PROGRAM CPTS_BUILD CPTS_DEMO PROJECT=$PWD
unset LC_ALL LC_MESSAGES LANG LANGUAGE CPTS_LOCALEDIR

# rectangle X Y WIDTH HEIGHT, metres from the corner of the region
rectangle() {
    local x=$((700000 + $1)) y=$((6600000 + $2))
    local X=$((x + $3)) Y=$((y + $4))
    echo "{\"type\":\"Polygon\",\"coordinates\":[[[$x,$y],[$X,$y],[$X,$Y],[$x,$Y],[$x,$y]]]}"
}

# feature GEOMETRY PROPERTY...   (each "name":value)
feature() {
    local geometry=$1
    shift
    local IFS=,
    echo "{\"type\":\"Feature\",\"properties\":{$*},\"geometry\":$geometry}"
}

# collection FEATURE... > FILE
collection() {
    local IFS=,
    local crs='{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}}'
    echo "{\"type\":\"FeatureCollection\",\"crs\":${CRS-$crs},\"features\":[$*]}"
}

unit() { # unit CODE NAME X Y
    feature "$(rectangle "$3" "$4" 1000 1000)" "\"code\":\"$1\"" "\"nom\":\"$2\"" \
        '"population":1000' '"dep":"99"'
}

perimeter() { # perimeter ID NAME GEOMETRY
    feature "$3" "\"id\":\"$1\"" "\"nom\":\"$2\""
}

# Writes units.geojson, clean.geojson (a partition) and conflict.geojson (99102 claimed twice,
# 99103 by none) in the current folder.
write_region() {
    collection "$(unit 99101 Ardon 0 0)" "$(unit 99102 Brenne 1000 0)" \
        "$(unit 99103 Corbe 0 1000)" "$(unit 99104 Douve 1000 1000)" >units.geojson
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Nord' "$(rectangle 0 1000 2000 1000)")" >clean.geojson
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Est' "$(rectangle 1000 0 1000 2000)")" >conflict.geojson
}

# check ARGUMENT...: a run in English on the units of write_region
check() {
    "$CPTS_PROGRAM" check --lang en --units units.geojson "$@"
}

in_temporary_folder() {
    mkdir "$BATS_TEST_TMPDIR/work" # bats keeps files of its own in the folder itself
    cd "$BATS_TEST_TMPDIR/work" || return
    write_region
}

# The region and its conflicts in one GeoPackage.
write_gpkg() { # write_gpkg FILE
    ogr2ogr -nln communes "$1" units.geojson
    ogr2ogr -update -nln cpts "$1" conflict.geojson
}

# A run of day NUMBER of 2026, from 0, kept in store.sqlite, with its report in report.json.
night() { # night NUMBER ARGUMENT...
    local at=$((1767225600 + 86400 * $1))
    shift
    SOURCE_DATE_EPOCH=$at check --history store.sqlite --json report.json "$@"
}

# The command `history` on that store, two days after its first night.
history() {
    SOURCE_DATE_EPOCH=1767400000 "$CPTS_PROGRAM" history --lang en store.sqlite "$@"
}

# No file but those named, whatever their names.
only_files() {
    diff <(printf '%s\n' "$@" | LC_ALL=C sort) <(find . -type f -printf '%P\n' | LC_ALL=C sort)
}

# A container may have no pseudo-terminals.
need_terminal() {
    script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip "no pseudo-terminal here"
}
