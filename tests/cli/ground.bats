#!/usr/bin/env bats
# --ground: layers of the user's own under the maps.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

line() { # line X Y X Y
    echo "{\"type\":\"LineString\",\"coordinates\":[[$((700000 + $1)),$((6600000 + $2))],[$((700000 + $3)),
        $((6600000 + $4))]]}"
}

setup() {
    in_temporary_folder
    collection "$(feature "$(rectangle -90000 -90000 180000 90500)")" >sea.geojson
    collection "$(feature "$(line -900 500 2900 700)")" >rivers.geojson
    collection "$(feature '{"type":"Point","coordinates":[700500,6601500]}' '"nom":"Bourg <b>"')" >towns.geojson
}

with_ground() { # with_ground OPTION...
    run --separate-stderr check --perimeters clean.geojson "$@"
}

# data PAGE EXPRESSION: of what the scripts of a page work on
data() {
    python3 - "$1" <<'EOF' | jq -c "$2"
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
print(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S).group(1))
EOF
}

@test "areas, lines and places are on every map, and the check is as without them" {
    with_ground --html plain.html --json plain.json
    [ "$status" -eq 0 ]
    with_ground --ground sea.geojson --ground rivers.geojson --ground towns.geojson --html page.html \
        --json report.json --map map.svg --sheets sheets
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [ "$(jq -c .totals report.json)" = "$(jq -c .totals plain.json)" ]
    [ "$(jq -c '.inputs[2:] | map([.role, .path, .features])' report.json)" = \
        '[["ground","sea.geojson",1],["ground","rivers.geojson",1],["ground","towns.geojson",1]]' ]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" report.json
    run grep -q 'area-water"' plain.html
    test "$status" -eq 1
    grep -q 'class="area-water"' page.html
    grep -q 'class="way-water"' page.html
    grep -q 'Bourg &lt;b&gt;' page.html
    [ "$(data page.html '.ground.layers')" = '[["water",1],["water",0],["water",1],["water",0],["land",1],["land",0]]' ]
    [ "$(data page.html '.ground.places | map(.[0])')" = '["Bourg <b>"]' ]
    [ "$(data plain.html '.ground')" = null ]
    grep -q 'class="way-water"' sheets/*.html
    check --perimeters clean.geojson --map plain.svg >/dev/null
    [ "$(stat -c %s map.svg)" -gt "$(stat -c %s plain.svg)" ]
}

@test "pages of hypotheses and proposals show it" {
    run --separate-stderr "$CPTS_PROGRAM" simulate --perimeters clean.geojson --units units.geojson --as A --release 99101 \
        --ground rivers.geojson --html page.html
    [ "$status" -le 1 ]
    grep -q 'class="way-water"' page.html
    run --separate-stderr "$CPTS_PROGRAM" propose --perimeters clean.geojson --units units.geojson \
        --ground rivers.geojson --html page.html
    [ "$status" -le 1 ]
    grep -q 'class="way-water"' page.html
}

@test "any CRS, several layers of one base, one of them named" {
    ogr2ogr -q -t_srs EPSG:4326 ground.gpkg sea.geojson -nln mer
    ogr2ogr -q -update ground.gpkg rivers.geojson -nln routes
    with_ground --ground ground.gpkg --html page.html --json report.json
    [ "$status" -eq 0 ]
    [ "$(jq -c '.inputs[2:] | map(.layer)' report.json)" = '["mer","routes"]' ]
    grep -q 'class="area-water"' page.html
    grep -q 'class="way-road"' page.html
    with_ground --ground 'ground.gpkg|layername=routes' --html page.html
    [ "$status" -eq 0 ]
    run grep -q 'class="area-water"' page.html
    test "$status" -eq 1
    with_ground --ground 'ground.gpkg|layername=none' --html page.html
    [ "$status" -eq 3 ]
    [[ $stderr == *"mer, routes"* ]]
}

@test "what is no ground is refused, and says why" {
    with_ground --ground nowhere.gpkg
    [ "$status" -eq 3 ]
    [[ $stderr == *"nowhere.gpkg does not exist"* ]]
    echo "code;name" >table.csv
    with_ground --ground table.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"table.csv"* ]]
    collection "$(feature "$(line 900000 0 901000 0)")" >far.geojson
    with_ground --ground far.geojson
    [ "$status" -eq 3 ]
    [[ $stderr == *"far.geojson: nothing of it lies in the region or around it"* ]]
    ogr2ogr -q -f "ESRI Shapefile" bare.shp rivers.geojson
    rm bare.prj
    with_ground --ground bare.shp
    [ "$status" -eq 3 ]
    [[ $stderr == *"does not state its coordinate reference system"* ]]
    ogr2ogr -q -where 'FID < 0' empty.gpkg rivers.geojson
    with_ground --ground empty.gpkg
    [ "$status" -eq 3 ]
    [[ $stderr == *"is empty"* ]]
    with_ground --ground https://example.org/roads.geojson
    [ "$status" -eq 3 ]
    [[ $stderr == *"files on this machine"* ]]
}

@test "it is a file that the run reads: never overwritten" {
    before=$(sha256sum rivers.geojson)
    with_ground --ground rivers.geojson --geojson rivers.geojson
    [ "$status" -eq 2 ]
    [ "$(sha256sum rivers.geojson)" = "$before" ]
}

@test "more than a page carries is thinned, and said" {
    python3 - <<'EOF'
import json, math
lines = [[[700000 + 4 * (i % 500), 6600000 + 5 * j + 4 * math.sin(i)] for i in
          range(500 * j, 500 * j + 500)] for j in range(400)]
crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
json.dump({"type": "FeatureCollection", "crs": crs, "features": [
    {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": line}}
    for line in lines]}, open("roads.geojson", "w"))
EOF
    with_ground --html plain.html
    with_ground --ground roads.geojson --html page.html
    [ "$status" -eq 0 ]
    [[ $stderr == *"points that a map could show"* ]]
    [ $(($(stat -c %s page.html) - $(stat -c %s plain.html))) -lt 400000 ]
}

@test "the maps of a day of the history show it" {
    check --perimeters clean.geojson --history store.sqlite >/dev/null
    run --separate-stderr "$CPTS_PROGRAM" history store.sqlite at "$(date -u +%F)" --units units.geojson \
        --ground rivers.geojson --html page.html
    [ "$status" -le 1 ]
    grep -q 'class="way-water"' page.html
}
