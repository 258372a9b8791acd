#!/usr/bin/env bats
# propose: advice on what to do of each white unit and overlap, and a declaration that has none.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
}

propose() {
    "$CPTS_PROGRAM" propose --lang en --units units.geojson "$@"
}

@test "a proposal settles all, says why, and is compliant when checked" {
    run --separate-stderr propose --perimeters conflict.geojson --declaration new.csv \
        --json advice.json
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [[ ${lines[0]} == "PROPOSAL — short borders" ]]
    [[ $output == *"1 unit in no perimeter"* && $output == *"1 unit in several perimeters"* ]]
    [[ $output == *"Exact: no other solution is better"* ]]
    [[ $output == *"Corbe (99103) → "*"today 1.0 km of border, 25 %, same département"* ]]
    [[ $output == *"rival "*"; the rest being as proposed, it is as good"* ]]
    run check --perimeters new.csv
    [ "$status" -eq 0 ]
    jq -e '.verdict == "not-compliant" and .verdict_after == "compliant" and .exact
        and .counts == {"white": 1, "overlap": 1, "cut": 0, "left": 0, "open": 0}
        and (.choices | map([.question, .unit]) == [["white", "99103"], ["overlap", "99102"]])
        and (.choices[] | .candidates[0].proposed and .candidates[0].perimeter == .proposed
            and (.candidates | length == 2))' advice.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/proposal.schema.json" advice.json
}

@test "a compliant declaration has nothing to settle, and is given back as it is" {
    run propose --perimeters clean.geojson --declaration - --quiet
    [ "$status" -eq 0 ]
    [ "$(tr -d '\r' <<<"$output")" = "id,name,code,unit_name
A,CPTS Sud,99101,Ardon
A,CPTS Sud,99102,Brenne
B,CPTS Nord,99103,Corbe
B,CPTS Nord,99104,Douve" ]
    run propose --perimeters clean.geojson
    [[ $output == *"There is nothing to settle."* ]]
}

@test "a cut unit goes whole to who claims most of it, and is counted" {
    collection "$(perimeter A Sud "$(rectangle 0 0 2000 1300)")" \
        "$(perimeter B Nord "$(rectangle 0 1300 2000 700)")" >cut.geojson
    run propose --perimeters cut.geojson --json advice.json --declaration new.csv
    [ "$status" -eq 0 ]
    [[ $output == *"2 units that perimeters cut"* ]]
    jq -e '.counts.cut == 2 and (.choices | map([.unit, .proposed]) ==
        [["99103", "B"], ["99104", "B"]])
        and (.choices[0].candidates | map(.perimeter) == ["B", "A"])' advice.json
}

@test "--objective population evens populations; another word is refused" {
    run propose --perimeters conflict.geojson --objective population --json advice.json
    [ "$status" -eq 0 ]
    jq -e '.perimeters | all(.population_after == 2000)' advice.json
    run --separate-stderr propose --perimeters conflict.geojson --objective size
    [ "$status" -eq 2 ]
    [[ $stderr == *"'size' is none of border, population, compact"* ]]
}

@test "-o writes the advice and the proposed region; the GeoPackage is compliant too" {
    run propose --perimeters conflict.geojson -o out
    [ "$status" -eq 0 ]
    only_files units.geojson clean.geojson conflict.geojson out/proposal.json out/declaration.csv \
        out/conflicts.geojson out/conflicts.qml out/coverage.gpkg out/proposal.html out/scenario.csv out/units.csv out/perimeters.csv \
        out/groups.csv
    run "$CPTS_PROGRAM" check --lang en out/coverage.gpkg
    [ "$status" -eq 0 ]
}

@test "the same bytes whatever the number of threads and the order of the input" {
    export SOURCE_DATE_EPOCH=1767225600
    collection "$(perimeter B 'CPTS Est' "$(rectangle 1000 0 1000 2000)")" \
        "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" >turned.geojson
    propose --perimeters conflict.geojson --quiet --jobs 1 --declaration 1.csv
    propose --perimeters turned.geojson --quiet --jobs 2 --declaration 2.csv
    cmp 1.csv 2.csv
}

@test "colours on a terminal: the verdict of the proposed declaration" {
    local command="'$CPTS_PROGRAM' propose --lang en --units units.geojson --perimeters conflict.geojson"
    unset NO_COLOR
    need_terminal
    TERM=xterm script -qec "$command" /dev/null </dev/null >terminal
    grep -q $'^\033\[1;32mThe proposed declaration is COMPLIANT: it was checked.\033\[0m' terminal
    NO_COLOR=1 TERM=xterm script -qec "$command" /dev/null </dev/null >refused
    run ! grep -q $'\033' refused
}

@test "--html: the map of the proposal, and each unit with its reasons" {
    run propose --perimeters conflict.geojson --html page.html --quiet
    [ "$status" -eq 0 ]
    [ "$(tail -n 1 page.html)" = '</html>' ]
    run ! grep -q '@[[{]\|<script' page.html
    grep -q '<h1>Proposal: short borders</h1>' page.html
    grep -q 'The proposed declaration is COMPLIANT: it was checked.' page.html
    grep -q '<th scope="row"><bdi>Corbe</bdi><br><small><bdi>99103</bdi></small></th><td>in no CPTS</td><td class="number" data-value="1000">1,000</td><td><bdi>CPTS' page.html
    [ "$(grep -c '<path class="taken"' page.html)" -eq 1 ]
    [ "$(grep -c '<path class="released"' page.html)" -eq 1 ]
}
