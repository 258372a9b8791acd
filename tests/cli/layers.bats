#!/usr/bin/env bats
# --layers: the layers and tables of the GeoPackage in other formats of GDAL, read back with GDAL.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
    export SOURCE_DATE_EPOCH=1767225600
}

# Everything that a value can be: dates, kept columns, names that need quotes, texts of over 254 bytes.
write_rich() {
    local long
    long=$(printf 'é%.0s' $(seq 200))
    collection "$(feature "$(rectangle 0 0 2000 1000)" '"id":"A"' '"nom":"CPTS Sud"' \
        '"debut":"2025-02-28"' "\"Contact \\\"e-mail\\\"\":\"$long\"")" \
        "$(feature "$(rectangle 1000 0 1000 2000)" '"id":"B"' '"nom":"CPTS Est"' \
            '"debut":"2024-12-31"' '"Contact \"e-mail\"":null')" >rich.geojson
}

rich() {
    check --quiet --perimeters rich.geojson --perimeter-fields from=debut \
        --keep 'Contact "e-mail"' --keep-in gpkg "$@" || [ $? -eq 1 ]
}

@test "each format holds every layer and table, row and value of the GeoPackage" {
    write_rich
    for ending in sqlite fgb shp gpkg; do
        rich --gpkg wanted.gpkg --layers "rich.$ending"
    done
    python3 "$PROJECT/tests/cli/layers.py" wanted.gpkg rich.sqlite rich.fgb rich.shp rich.gpkg
    "$CPTS_PROGRAM" check --lang fr --quiet "$CPTS_DEMO/region.gpkg" --gpkg demo.gpkg \
        --layers "démo.shp" || [ $? -eq 1 ]
    python3 "$PROJECT/tests/cli/layers.py" demo.gpkg "démo.shp"
}

@test "a folder opens as one source, and holds no file but those of layers" {
    check --quiet --perimeters conflict.geojson --layers a.fgb || [ $? -eq 1 ]
    ogrinfo -ro a.fgb | grep -q 'overlaps (Multi Polygon)'
    [ "$(find a.fgb -type f ! -name '*.fgb' -printf '%f ')" = "tables.sqlite " ]
    check --quiet --perimeters conflict.geojson --layers a.shp/ || [ $? -eq 1 ]
    ogrinfo -ro a.shp | grep -q 'claims (None)'
    grep -q 'categorizedSymbol' a.shp/overlaps.qml
    # A style speaks of columns as they are written.
    grep -q 'field="whole_unit"' a.shp/overlaps.qml
    run grep whole_unit_count a.shp/overlaps.qml
    [ "$status" -eq 1 ]
    check --quiet --perimeters conflict.geojson --layers a.sqlite || [ $? -eq 1 ]
    [ "$(sqlite3 a.sqlite 'PRAGMA integrity_check; SELECT count(*) > 0 FROM layer_styles')" = ok$'\n'1 ]
}

@test "the same input gives the same bytes" {
    for ending in sqlite fgb shp; do
        mkdir "one-$ending" "two-$ending"
        check --quiet --perimeters conflict.geojson --layers "one-$ending/a.$ending" || [ $? -eq 1 ]
        sleep 1.1
        TZ=Pacific/Auckland check --quiet --perimeters conflict.geojson --jobs 1 \
            --layers "two-$ending/a.$ending" || [ $? -eq 1 ]
        diff -r "one-$ending" "two-$ending"
    done
}

@test "what a format loses is said, in English and French, once for each kind" {
    write_rich
    run --separate-stderr check --perimeters rich.geojson --perimeter-fields from=debut \
        --keep 'Contact "e-mail"' --keep-in gpkg --layers a.shp
    [ "$status" -eq 1 ]
    [[ $stderr == *"a.shp: ESRI Shapefile shortens the names of columns, "*" to "*" for example"* ]]
    [[ $stderr == *"a.shp: texts of more than 254 bytes are cut, in "* ]]
    [[ $stderr == *"a.shp: dates with a time are texts"* ]]
    [[ $stderr == *"a.shp: yes and no are the numbers 1 and 0"* ]]
    [[ $stderr == *"a.shp: only a GeoPackage also holds the QGIS project"* ]]
    [ "$(grep -c a.shp <<<"$stderr")" -eq 5 ]
    run --separate-stderr check --perimeters rich.geojson --perimeter-fields from=debut --lang fr \
        --layers a.fgb
    [[ $stderr == *"a.fgb : FlatGeobuf ne garde pas de tableau sans géométrie"*"tables.sqlite"* ]]
    [[ $stderr == *"a.fgb : les dates sont des dates avec heure"* ]]
    [[ $stderr == *"a.fgb : FlatGeobuf n'a pas de style"* ]]
    run --separate-stderr check --perimeters conflict.geojson --layers a.sqlite
    [ "$(wc -l <<<"$stderr")" -eq 1 ]
    run --separate-stderr check --perimeters conflict.geojson --layers a.gpkg
    [ -z "$stderr" ]
}

@test "2: another ending, with those that are known" {
    for name in a.kml a.csv a.xlsx a.pdf a a.fgb.bak .fgb d/.shp a.sqlite/ -; do
        run check --perimeters conflict.geojson --layers "$name"
        [ "$status" -eq 2 ]
        [[ "$output" == *"--layers: '$name' must end in .fgb, .shp, .sqlite or .gpkg"* ]]
    done
    only_files units.geojson clean.geojson conflict.geojson
}

@test "2: a source is not written over, also as a file of a folder" {
    mkdir units.shp perimeters.fgb
    ogr2ogr units.shp/units.shp units.geojson
    ogr2ogr -f FlatGeobuf perimeters.fgb/overlaps.fgb conflict.geojson
    ogr2ogr -f SQLite -dsco SPATIALITE=YES units.sqlite units.geojson
    ogr2ogr -f GPKG units.gpkg units.geojson
    find . -type f -exec sha256sum {} + | sort >../before
    for pair in units.shp/units.shp:units.shp units.shp:units.shp units.shp/units.shp:./units.shp/ \
        units.sqlite:units.sqlite units.gpkg:units.gpkg; do
        run "$CPTS_PROGRAM" check --lang en --units "${pair%:*}" --perimeters conflict.geojson \
            --layers "${pair#*:}"
        [ "$status" -eq 2 ]
        [[ "$output" == *"would overwrite the source"* ]]
    done
    run check --perimeters perimeters.fgb/overlaps.fgb --layers perimeters.fgb
    [ "$status" -eq 2 ]
    sha256sum -c ../before --quiet
    run check --perimeters conflict.geojson --layers a.gpkg --gpkg a.gpkg
    [ "$status" -eq 2 ]
    [ ! -e a.gpkg ]
}

@test "a folder that is there keeps what is not a layer, and the user's style" {
    mkdir a.shp
    echo mine >a.shp/overlaps.qml
    echo notes >a.shp/README
    check --quiet --perimeters clean.geojson --layers a.shp
    [ "$(ogrinfo -ro -so a.shp overlaps | grep 'Feature Count')" = "Feature Count: 0" ]
    check --quiet --perimeters conflict.geojson --layers a.shp || [ $? -eq 1 ]
    [ "$(ogrinfo -ro -so a.shp overlaps | grep 'Feature Count')" = "Feature Count: 1" ]
    [ "$(cat a.shp/overlaps.qml a.shp/README)" = mine$'\n'notes ]
}

@test "3: what cannot be written changes nothing" {
    echo old >a.fgb
    run check --perimeters conflict.geojson --layers a.fgb --json full.json
    [ "$status" -eq 3 ]
    [ "$(cat a.fgb)" = old ]
    [ ! -e full.json ]
    run check --perimeters conflict.geojson --layers missing/a.sqlite
    [ "$status" -eq 3 ]
    mkdir a.shp
    check --quiet --perimeters clean.geojson --layers a.shp
    find a.shp -type f -exec sha256sum {} + >before
    # An output that comes after the layers fails: they do not get their names either.
    run check --perimeters conflict.geojson --layers a.shp --map missing/map.svg
    [ "$status" -eq 3 ]
    sha256sum -c before --quiet
}

@test "3: a full disk leaves the old layers" {
    mkdir small
    mount -t tmpfs -o size=900k tmpfs small 2>/dev/null || skip "mounting is not allowed here"
    check --quiet --perimeters clean.geojson --layers small/a.shp
    find small -type f -exec sha256sum {} + >before
    dd if=/dev/zero of=small/filler bs=1k 2>/dev/null || true
    run check --perimeters conflict.geojson --layers small/a.shp
    [ "$status" -eq 3 ]
    sha256sum -c before --quiet
    rm small/filler
    [ "$(find small -type f | wc -l)" -eq "$(wc -l <before)" ]
    umount small
}

@test "simulate, propose and history write layers as they write a GeoPackage" {
    "$CPTS_PROGRAM" simulate --lang en --quiet --units units.geojson --perimeters conflict.geojson \
        --as B --release 99102 --layers after.fgb || [ $? -eq 1 ]
    [ "$(ogrinfo -ro -so after.fgb overlaps | grep 'Feature Count')" = "Feature Count: 0" ]
    "$CPTS_PROGRAM" propose --lang en --quiet --units units.geojson --perimeters conflict.geojson \
        --layers after.sqlite || [ $? -eq 1 ]
    sqlite3 after.sqlite 'SELECT 1 FROM totals' | grep -q 1
}
