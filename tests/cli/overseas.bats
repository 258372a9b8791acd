#!/usr/bin/env bats
# Units in several territories of France, each checked in its legal CRS and reported as one.

load common

# A square of 0.1 degree: square WEST SOUTH
square() {
    python3 - "$1" "$2" <<'PY'
import json, sys
west, south = map(float, sys.argv[1:])
east, north = west + 0.1, south + 0.1
print(json.dumps({"type": "Polygon", "coordinates": [[[west, south], [east, south],
    [east, north], [west, north], [west, south]]]}, separators=(",", ":")))
PY
}

commune() { # commune CODE NAME WEST SOUTH
    feature "$(square "$3" "$4")" "\"code\":\"$1\"" "\"nom\":\"$2\"" '"population":1000'
}

# Two communes side by side in each territory, of which a CPTS claims the first; in La Réunion two
# CPTS claim it.
setup() {
    in_temporary_folder
    export SOURCE_DATE_EPOCH=1767225600 CRS='{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}'
    local all=() claims=() own place west south
    while read -r place west south; do
        own=("$(commune "${place}01" "Un $place" "$west" "$south")"
            "$(commune "${place}02" "Deux $place" "$(python3 -c "print($west + 0.1)")" "$south")")
        collection "${own[@]}" >"units-$place.geojson"
        all+=("${own[@]}")
        own=("$(perimeter "$place-A" "CPTS $place" "$(square "$west" "$south")")")
        test "$place" != 974 || own+=("$(perimeter 974-B "CPTS Sud" "$(square "$west" "$south")")")
        collection "${own[@]}" >"cpts-$place.geojson"
        claims+=("${own[@]}")
    done <<'PLACES'
130 5.2 43.3
971 -61.6 16.1
973 -52.4 4.8
974 55.4 -21.2
976 45.1 -12.9
975 -56.3 46.8
PLACES
    collection "${all[@]}" >units.geojson
    collection "${claims[@]}" >cpts.geojson
}

report() { # report NAME ARGUMENT...
    local name=$1
    shift
    "$CPTS_PROGRAM" check --lang en --quiet --json "$name" "$@" || [ $? -eq 1 ]
}

@test "each territory is measured as it is alone, in its own CRS" {
    report all.json --units units.geojson --perimeters cpts.geojson
    for place in 130 971 973 974 976 975; do
        report "$place.json" --units "units-$place.geojson" --perimeters "cpts-$place.geojson"
    done
    python3 - <<'PY'
import json

def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)

whole = load("all.json")
parts = [load(f"{place}.json") for place in ("130", "971", "973", "974", "976", "975")]
assert whole["options"]["analysis_crs"] is None
assert [(t["crs"], t["units"], t["population"]) for t in whole["territories"]] == [
    ("EPSG:2154", 2, 2000), ("EPSG:5490", 2, 2000), ("EPSG:2972", 2, 2000), ("EPSG:2975", 2, 2000),
    ("EPSG:4471", 2, 2000), ("EPSG:4467", 2, 2000)]
assert len({p["options"]["analysis_crs"] for p in parts}) == 6
for key in ("area_m2", "white_area_m2", "overlap_area_m2", "population", "white_population"):
    total = sum(p["totals"][key] for p in parts)
    assert abs(whole["totals"][key] - total) <= 1e-9 * total, key
key = lambda f: (f["rule"], *f["units"], *f["perimeters"])
alone = {key(f): f for p in parts for f in p["findings"]}
assert len(alone) == len(whole["findings"]) == 7
for found in whole["findings"]:
    same = alone[key(found)]
    assert found["population"] == same["population"] and found["severity"] == same["severity"]
    for length in ("area_m2", "width_m", "border_m"):
        assert abs(found[length] - same[length]) <= 1e-6, (length, found[length], same[length])
PY
}

@test "maps and layers are in degrees, at their true places, and valid" {
    report all.json --units units.geojson --perimeters cpts.geojson --geojson map.geojson \
        --gpkg layers.gpkg --map map.png --html report.html
    test "$(file -b --mime-type map.png)" = image/png
    report all.json --units units.geojson --perimeters cpts.geojson --map map.pdf
    pdftotext map.pdf map.txt
    for name in Antilles Guyane "La Réunion" Mayotte Saint-Pierre-et-Miquelon; do
        grep -q "$name" map.txt
    done
    # Two units by the spatial index; the whole layer; the CRS of every layer.
    ogr2ogr -f GeoJSON there.geojson layers.gpkg units -spat 55 -22 56 -20
    ogr2ogr -f GeoJSON layer.geojson layers.gpkg units -lco COORDINATE_PRECISION=9
    sqlite3 layers.gpkg 'SELECT DISTINCT srs_id FROM gpkg_geometry_columns' >systems
    python3 - <<'PY'
import json

def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)

def corners(ring):
    return {(round(x, 7), round(y, 7)) for x, y in ring}

bbox = load("map.geojson")["bbox"]
assert [round(v, 4) for v in bbox] == [-61.5, -21.2, 55.6, 46.9], bbox
drawn = {f["properties"]["code"]: f["geometry"]["coordinates"][0]
         for f in load("units.geojson")["features"]}
units = load("layer.geojson")["features"]
assert len(units) == len(drawn) == 12 and len(load("there.geojson")["features"]) == 2
for unit in units:
    [[ring]] = unit["geometry"]["coordinates"]
    assert corners(ring) == corners(drawn[unit["properties"]["code"]]), unit["properties"]["code"]
with open("systems", encoding="utf-8") as file:
    assert file.read().split() == ["4326"]
PY
}

@test "the GeoPackage has a table of the territories; that of one territory has none" {
    report all.json --units units.geojson --perimeters cpts.geojson --gpkg all.gpkg
    run ogr2ogr -f CSV -sql "SELECT name, crs, units, population FROM territories" /vsistdout/ all.gpkg
    echo "$output"
    [ "${lines[1]/\"2\"/2}" = "France métropolitaine,EPSG:2154,2,2000" ]
    [ "${#lines[@]}" = 7 ]
    report one.json --units units-974.geojson --perimeters cpts-974.geojson --gpkg one.gpkg
    run ogrinfo one.gpkg territories
    [ "$status" != 0 ] || [[ "$output" != *"units (Integer"* ]]
}

@test "the output does not depend on the threads nor on the order of the units" {
    for jobs in 1 2; do
        report "$jobs.json" --units units.geojson --perimeters cpts.geojson --jobs "$jobs" \
            --geojson "$jobs.geojson"
    done
    cmp 1.json 2.json
    cmp 1.geojson 2.geojson
}

@test "layers of one territory each make a region of several" {
    report all.json --units units-130.geojson --units units-974.geojson \
        --perimeters cpts-974.geojson
    python3 -c '
import json
report = json.load(open("all.json", encoding="utf-8"))
assert [t["crs"] for t in report["territories"]] == ["EPSG:2154", "EPSG:2975"]
assert report["totals"]["white_population"] == 3000'
}

@test "a perimeter in a territory without units is outside the region" {
    report all.json --units units-130.geojson --units units-974.geojson \
        --perimeters cpts-974.geojson --perimeters cpts-976.geojson
    grep -q '"rule":"outside"' all.json
}

@test "a CRS that would falsify areas, and a place without one, are refused" {
    run "$CPTS_PROGRAM" check --lang en --crs EPSG:2154 --units units.geojson \
        --perimeters cpts.geojson
    test "$status" -eq 2
    collection "$(commune 13001 Un 5.2 43.3)" "$(commune 97401 Deux 55.4 -21.2)" \
        "$(commune 98701 Trois -149.5 -17.6)" >far.geojson
    run "$CPTS_PROGRAM" check --lang en --units far.geojson --perimeters cpts.geojson
    test "$status" -eq 3
    [[ $output == *"-149.50 east, -17.60 north"* ]]
    report some.json --units far.geojson --units-where "code <> '98701'" \
        --perimeters cpts-974.geojson
}

@test "a history is of several territories or of one" {
    report a.json --units units.geojson --perimeters cpts.geojson --history store.sqlite
    report b.json --units units.geojson --perimeters cpts.geojson --history store.sqlite
    python3 -c '
import json
found = json.load(open("b.json", encoding="utf-8"))["findings"]
assert {f["state"] for f in found} == {"persisting"}, found'
    run "$CPTS_PROGRAM" check --lang en --units units-130.geojson --perimeters cpts-130.geojson \
        --history store.sqlite
    test "$status" -eq 3
    [[ $output == *"several territories"* ]]
    "$CPTS_PROGRAM" history store.sqlite at 2026-01-01 --lang en --json day.json
    python3 -c '
import json
assert json.load(open("day.json", encoding="utf-8"))["options"]["analysis_crs"] is None'
}

@test "statistics are by département, by région or by a column" {
    for by in department region code; do
        report "$by.json" --units units.geojson --perimeters cpts.geojson --group-by "$by" \
            --html "$by.html"
    done
    python3 - <<'PY'
import json
groups = {by: [g["group"] for g in json.load(open(f"{by}.json", encoding="utf-8"))["groups"]]
          for by in ("department", "region", "code")}
assert groups["department"] == ["13", "971", "973", "974", "975", "976"], groups
assert groups["region"] == ["Guadeloupe", "Guyane", "La Réunion", "Mayotte", "Provence-Alpes-Côte d’Azur",
    "Saint-Pierre-et-Miquelon"], groups
assert len(groups["code"]) == 12
PY
    grep -q 'Coverage by région' region.html
    grep -q 'Coverage by group' code.html
    run "$CPTS_PROGRAM" check --lang en --units units.geojson --perimeters cpts.geojson \
        --group-by region --unit-fields group=code
    test "$status" -eq 2
    run "$CPTS_PROGRAM" check --lang en --units units.geojson --perimeters cpts.geojson \
        --group-by nowhere
    test "$status" -eq 3
    [[ $output == *"--group-by"* ]]
}
