#!/usr/bin/env bats
# compare: two declarations, two editions, two reports.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
    printf 'id;nom;code\nA;CPTS Sud;99101\nA;CPTS Sud;99102\nB;CPTS Nord;99103\nB;CPTS Nord;99104\n' >before.csv
    # 99102 goes from A to B, 99104 to nobody.
    printf 'id;nom;code\nA;CPTS Sud;99101\nB;CPTS Nord;99102\nB;CPTS Nord;99103\n' >after.csv
}

compare() {
    "$CPTS_PROGRAM" compare --lang en "$@"
}

@test "two declarations over the same units" {
    run compare --units units.geojson before.csv after.csv --json out.json --geojson out.geojson
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"CPTS Nord: gains Brenne (99102); loses Douve (99104)"* ]]
    [[ $output == *"New conflicts:"*"Douve (99104) is in no CPTS"* ]]
    jq -e '.differs and ([.perimeters[] | select(.id == "B")][0] |
        .units_gained == ["99102"] and .units_lost == ["99104"] and .population_gained == 1000)' out.json
    jq -e '[.findings[].state] == ["new"] and (.units | map(.code) == ["99102", "99104"])' out.json
    jq -e '[.features[].properties | select(.kind == "unit") | .code] == ["99102", "99104"]' out.geojson
    jq -e '[.features[].properties | select(.state == "new") | .units] == [["99104"]]' out.geojson
    jq -e '.features | all(.geometry.type == "Polygon")' out.geojson
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/comparison.schema.json" out.json
    run compare --units units.geojson before.csv before.csv --json same.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/comparison.schema.json" same.json
    [ "$status" -eq 0 ]
    [[ $output == *"Nothing differs."* ]]
}

@test "a CPTS that is renamed has gained and lost nothing" {
    sed 's/^A;CPTS Sud/Z;CPTS Midi/' before.csv >renamed.csv
    run compare --units units.geojson before.csv renamed.csv --json out.json
    [ "$status" -eq 1 ]
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/comparison.schema.json" out.json
    [[ $output == *"CPTS Midi, which was A"* ]]
    jq -e '.perimeters == [.perimeters[] | select(.change == "renamed" and .was == "A")] and
        .units == [] and .findings == []' out.json
}

@test "reports of two days give the same as their sources, but draw nothing" {
    for day in before after; do
        check --perimeters "$day.csv" --quiet --json "$day.json" || [ $? -eq 1 ]
    done
    run compare before.json after.json --json reports.json
    [ "$status" -eq 1 ]
    compare --units units.geojson before.csv after.csv --quiet --json sources.json || [ $? -eq 1 ]
    diff <(jq 'del(.before.source, .after.source)' reports.json) \
        <(jq 'del(.before.source, .after.source)' sources.json)
    run --separate-stderr compare before.json after.json --geojson map.geojson
    [ "$status" -eq 3 ]
    [[ $stderr == *"a report.json has none"* ]]
    [ ! -e map.geojson ]
    compare --units units.geojson before.json after.csv --quiet --geojson map.geojson || [ $? -eq 1 ]
    jq -e '.features | length == 3' map.geojson
}

@test "two editions of the units: a merged code was given up by nobody" {
    collection "$(unit 99101 Ardon 0 0)" "$(unit 99102 Brenne 1000 0)" \
        "$(feature "$(rectangle 0 1000 2000 1000)" '"code":"99903"' '"nom":"Corbe-et-Douve"' \
            '"population":2000' '"dep":"99"')" >merged.geojson
    run compare --perimeters clean.geojson units.geojson merged.geojson --json out.json
    [ "$status" -eq 1 ]
    [[ $output == *"The communes are not the same: 1 more, 2 fewer."* ]]
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/comparison.schema.json" out.json
    jq -e '.units == [] and .findings == [] and .units_added == ["99903"] and
        .units_removed == ["99103", "99104"]' out.json
}

@test "the schema of a comparison: the demo region against its lists, and what it refuses" {
    local schema=$PROJECT/shapes/comparison.schema.json
    compare --units "$CPTS_DEMO/region.gpkg|layername=communes" --quiet --json out.json \
        "$CPTS_DEMO/region.gpkg|layername=cpts" "$CPTS_DEMO/cpts-codes.csv" || [ $? -eq 1 ]
    "$PROJECT/tests/cli/validate.py" "$schema" out.json
    jq -e '([.findings[].state] | unique | contains(["new", "resolved"])) and (.perimeters | length > 0)' out.json
    jq -e '.findings | group_by(.state) | all(map({error: 0, warning: 1, note: 2}[.severity]) | . == sort)' out.json
    local damage
    for damage in 'del(.before)' '.more = 1' '.findings[0].severity = "grave"' \
        '.perimeters[0].population_gained = -1' '.units_added = "99101"' '.schema_version = 2' '.findings[0].state = "born"'; do
        jq "$damage" out.json >damaged.json
        run "$PROJECT/tests/cli/validate.py" "$schema" damaged.json
        echo "$damage: $output"
        [ "$status" -eq 1 ]
    done
}

@test "compare: what is asked wrongly, and what is no report" {
    run --separate-stderr compare before.csv
    [ "$status" -eq 2 ]
    run --separate-stderr compare --units units.geojson --perimeters before.csv before.csv after.csv
    [ "$status" -eq 2 ]
    check --perimeters before.csv --quiet --json whole.json
    head -c 400 whole.json >half.json
    run --separate-stderr compare half.json whole.json
    [ "$status" -eq 3 ]
    [[ $stderr == *"half.json is not a complete report.json"* ]]
    run --separate-stderr compare --units units.geojson before.csv absent.csv
    [ "$status" -eq 3 ]
    run --separate-stderr compare whole.json whole.json --json units.geojson
    run compare whole.json whole.json --json -
    [ "$status" -eq 0 ]
    echo "$output" | jq -e '.differs == false'
}
