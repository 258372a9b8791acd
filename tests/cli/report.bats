#!/usr/bin/env bats
# The files a run writes: valid against the schema, with books that balance, the same bytes
# whatever the threads and the order of the features.

load common

setup() {
    in_temporary_folder
}

# A region with a conflict of several kinds: three claims on one place, a border cut through
# units, a part outside, a lake, an enclave.
write_rich_region() {
    local x y units=()
    for ((x = 0; x < 6; x++)); do
        for ((y = 0; y < 6; y++)); do
            [ $x$y = 33 ] || units+=("$(unit "99$((100 + 10 * x + y))" "U$x$y" $((x * 1000)) \
                $((y * 1000)))")
        done
    done
    collection "${units[@]}" >units.geojson
    collection "$(perimeter A 'CPTS <A> & \"Ouest\"' "$(rectangle 0 0 3000 6000)")" \
        "$(perimeter B 'CPTS Est' "$(rectangle 2500 500 3500 5500)")" \
        "$(perimeter C 'CPTS Sud' "$(rectangle 2750 -300 1250 1700)")" \
        "$(perimeter D 'CPTS Écart' "$(rectangle 5001 5002 1200 500)")" >rich.geojson
}

# shuffled FILE: the same collection in another order
shuffled() {
    jq -c '.features |= (sort_by(.properties.nom) | reverse)' "$1"
}

# comparable REPORT: without what depends on the moment and on the names and bytes of the files
# said FILE: what was printed, but for the last line, which names the folder that was written.
said() {
    sed '$d' "$1"
}

comparable() {
    jq -S 'del(.generated_at, .inputs)' "$1"
}

@test "report.json is valid against its schema, and its books balance" {
    write_rich_region
    check --perimeters rich.geojson -o out >/dev/null || [ $? -eq 1 ]
    check --perimeters conflict.geojson --json conflict.json >/dev/null || [ $? -eq 1 ]
    check --perimeters clean.geojson --json clean.json >/dev/null || [ $? -eq 1 ]
    for report in out/report.json conflict.json clean.json; do
        "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" $report
    done
}

@test "the schema refuses a report that is not one" {
    check --perimeters conflict.geojson --json report.json >/dev/null || [ $? -eq 1 ]
    for damage in 'del(.verdict)' '.findings[0].rule = "other"' '.totals.units = -1' \
        '.totals.white_area_m2 += 10'; do
        jq "$damage" report.json >damaged.json
        run "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" damaged.json
        echo "$damage: $output"
        [ "$status" -eq 1 ]
    done
}

@test "conflicts.geojson is RFC 7946: WGS 84, right-hand rule, bbox, no crs" {
    write_rich_region
    check --perimeters rich.geojson --geojson map.geojson >/dev/null || [ $? -eq 1 ]
    jq -e '.type == "FeatureCollection" and (has("crs") | not) and (.bbox | length == 4)' map.geojson
    # twice the signed area of each shell is positive
    jq -e '[.features[].geometry | if .type == "Polygon" then .coordinates[0]
        else .coordinates[][0] end | . as $r |
        [range(length - 1) | $r[.][0] * $r[. + 1][1] - $r[. + 1][0] * $r[.][1]] | add] |
        length > 0 and all(. > 0)' map.geojson
    jq -e '[.. | arrays | select(length == 2 and (.[0] | type) == "number")] |
        all(.[0] > 2 and .[0] < 4 and .[1] > 46 and .[1] < 47)' map.geojson
    jq -e '[.features[].properties | has("id") and has("rule") and has("severity") and
        has("sliver") and has("perimeters") and has("perimeter_names") and has("units") and
        has("unit_names") and has("unit_count") and has("whole_unit_count") and has("area_m2") and
        has("width_m") and has("border_m") and has("population") and has("population_basis") and
        has("message")] | all' map.geojson
}

@test "the findings of the map and of the report are the same" {
    write_rich_region
    check --perimeters rich.geojson -o out >/dev/null || [ $? -eq 1 ]
    diff <(jq -S '[.features[].properties] | sort_by(.id)' out/conflicts.geojson) \
        <(jq -S --slurpfile map out/conflicts.geojson \
            '($map[0].features | map(.properties.id)) as $ids |
            [.findings[] | select(.id | IN($ids[]))] | sort_by(.id)' out/report.json)
    jq -e '.findings | map(.id) | length == (unique | length)' out/report.json
}

@test "the same bytes for any number of threads" {
    write_rich_region
    for jobs in 1 2 7; do
        check --perimeters rich.geojson --jobs $jobs -o jobs$jobs >jobs$jobs.txt || [ $? -eq 1 ]
    done
    for jobs in 2 7; do
        cmp jobs1/conflicts.geojson jobs$jobs/conflicts.geojson
        diff <(said jobs1.txt) <(said jobs$jobs.txt)
        for table in units perimeters groups; do
            cmp jobs1/$table.csv jobs$jobs/$table.csv
        done
        diff <(comparable jobs1/report.json) <(comparable jobs$jobs/report.json)
    done
}

@test "the same bytes for any order of the features" {
    write_rich_region
    check --perimeters rich.geojson -o one >one.txt || [ $? -eq 1 ]
    shuffled units.geojson >units2.geojson
    shuffled rich.geojson >rich2.geojson
    mv units2.geojson units.geojson
    mv rich2.geojson rich.geojson
    check --perimeters rich.geojson -o two >two.txt || [ $? -eq 1 ]
    cmp one/conflicts.geojson two/conflicts.geojson
    diff <(said one.txt) <(said two.txt)
    for table in units perimeters groups; do
        diff one/$table.csv two/$table.csv
    done
    diff <(comparable one/report.json) <(comparable two/report.json)
}

@test "the demo region: a valid report, the same bytes for any threads and order" {
    # the same two layers, their features in the opposite order
    mkdir reversed
    ogr2ogr -unsetFid -nln communes -sql 'SELECT * FROM communes ORDER BY fid DESC' reversed/region.gpkg \
        "$CPTS_DEMO/region.gpkg"
    ogr2ogr -unsetFid -update -nln cpts -sql 'SELECT * FROM cpts ORDER BY fid DESC' reversed/region.gpkg \
        "$CPTS_DEMO/region.gpkg"
    "$CPTS_PROGRAM" check --lang en --jobs 1 -o one "$CPTS_DEMO/region.gpkg" >one.txt ||
        [ $? -eq 1 ]
    "$CPTS_PROGRAM" check --lang en --jobs 2 -o two "$CPTS_DEMO/region.gpkg" >two.txt ||
        [ $? -eq 1 ]
    "$CPTS_PROGRAM" check --lang en -o three reversed/region.gpkg >three.txt || [ $? -eq 1 ]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" one/report.json
    for other in two three; do
        cmp one/conflicts.geojson $other/conflicts.geojson
        diff <(said one.txt) <(said $other.txt)
        for table in units perimeters groups; do
            cmp one/$table.csv $other/$table.csv
        done
        # notices give the number of a feature
        diff <(comparable one/report.json | jq 'del(.findings[].message)') \
            <(comparable $other/report.json | jq 'del(.findings[].message)')
    done
}

@test "the demo region without its defects is compliant" {
    run "$CPTS_PROGRAM" check --lang en "$CPTS_DEMO/region-clean.gpkg"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "raising the sliver width lowers severities and removes nothing" {
    write_rich_region
    check --perimeters rich.geojson --json a.json >/dev/null || [ $? -eq 1 ]
    check --perimeters rich.geojson --sliver-width 600 --json b.json >/dev/null || [ $? -eq 1 ]
    areas='.findings | group_by(.rule) | map({(.[0].rule): map(.area_m2) | add | round}) | add'
    diff <(jq -S "$areas" a.json) <(jq -S "$areas" b.json)
    jq -e '.totals.findings.note == 1' a.json # the lake
    jq -e '.totals.findings.note > 1' b.json
}

@test "the source is never changed, and nothing is created beside it" {
    mkdir data
    write_gpkg data/region.gpkg
    md5sum data/region.gpkg >before
    "$CPTS_PROGRAM" check data/region.gpkg -o out >/dev/null || [ $? -eq 1 ]
    md5sum -c before
    [ "$(ls -A data)" = region.gpkg ]
    jq -e --arg sum "$(sha256sum <data/region.gpkg | cut -d' ' -f1)" \
        '[.inputs[].sha256] | length > 0 and all(. == $sum)' out/report.json
}
