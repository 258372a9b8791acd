#!/usr/bin/env bats
# Perimeters drawn on another edition of the units: reported, and read as whole units when asked to
# be.
# shellcheck disable=SC2154 # stderr: set by run --separate-stderr
load common

setup() {
    in_temporary_folder
    # All of its border is 30 m off, inwards or outwards, never by the same way twice.
    collection "$(perimeter A Sud "$(rectangle 30 -30 1940 1060)")" \
        "$(perimeter B Nord "$(rectangle 0 1000 2000 1000)")" >other.geojson
}

@test "a perimeter of another edition is a note, with how far it runs and what to do" {
    run check --perimeters other.geojson --fail-on other-edition
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"note: 100 % of the border of Sud (A) runs within 30 m of the borders of communes"* ]]
    [[ $output == *"--snap-to-units 0.9"* ]]
    run check --perimeters clean.geojson --fail-on other-edition
    [ "$status" -eq 0 ]
    [[ $output != *"another edition"* ]]
}

@test "--snap-to-units reads it as whole units, and says so everywhere" {
    run check --perimeters other.geojson
    [ "$status" -eq 1 ]
    run check --perimeters other.geojson --snap-to-units 0.9 -o out
    echo "$output"
    [ "$status" -eq 0 ]
    run check --perimeters other.geojson --snap-to-units 0.9
    [[ $output == *"from a share of 0.90 on: communes filled: 2, emptied: 2; perimeters changed: 1"* ]]
    [[ $output != *"--snap-to-units 0.9 reads"* ]]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" out/report.json
    jq -e '.options.snap_to_units == 0.9 and .verdict == "compliant"
           and .totals.covered_area_m2 == .totals.area_m2' out/report.json
    jq -e '.perimeters[] | select(.id == "A") | .units_whole == ["99101", "99102"]
           and .units_partial == [] and .area_m2 == 2e6 and .outside_area_m2 == 0
           and ([.units_filled[].code] == ["99101", "99102"])
           and ([.units_emptied[].code] == ["99103", "99104"])
           and (.units_filled[0].share | . > 0.96 and . < 0.98)
           and .outside_emptied_m2 > 50000' out/report.json
    grep -q 'communes filled: 2' out/report.html
    [ "$(sqlite3 out/coverage.gpkg 'SELECT snap_to_units FROM totals')" = 0.9 ]
}

@test "it is never the default" {
    check --perimeters other.geojson --json - >report.json || [ $? -eq 1 ]
    jq -e '.options.snap_to_units == null
           and all(.perimeters[]; has("units_filled") | not)' report.json
}

@test "shares that make no sense are wrong usage" {
    for share in 0.4 1.5 -1 90% nan; do
        run --separate-stderr check --perimeters other.geojson --snap-to-units "$share"
        [ "$status" -eq 2 ]
        [[ $stderr == *"'$share' is not a share from 0.5 to 1"* ]]
    done
}

@test "simulate, propose and compare read perimeters in the same way" {
    run "$CPTS_PROGRAM" simulate --lang en --units units.geojson --perimeters other.geojson \
        --snap-to-units 0.9 --as B --take 99101 --json -
    [ "$status" -eq 1 ]
    jq -e '[.changes[] | select(.state == "new").after.whole_unit_count] == [1]' <<<"$output"
    run "$CPTS_PROGRAM" propose --lang en --units units.geojson --perimeters other.geojson \
        --snap-to-units 0.9 --json -
    [ "$status" -eq 0 ]
    jq -e '.choices == []' <<<"$output"
    run "$CPTS_PROGRAM" compare --lang en --units units.geojson --snap-to-units 0.9 --json - \
        clean.geojson other.geojson
    jq -e '.units == [] and all(.perimeters[]; .units_gained == [] and .units_lost == [])
           and .after.covered_area_m2 == .after.area_m2' <<<"$output"
}

@test "a history notes that perimeters were read in another way" {
    check --perimeters other.geojson --history h.sqlite >/dev/null || [ $? -eq 1 ]
    run --separate-stderr check --perimeters other.geojson --history h.sqlite --snap-to-units 0.9
    [[ $stderr == *"another --snap-to-units"* ]]
    run --separate-stderr check --perimeters other.geojson --history h.sqlite --snap-to-units 0.9
    [[ $stderr != *"another --snap-to-units"* ]]
}
