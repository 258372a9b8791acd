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
    [[ $output == *"in no CPTS: 1 commune"* && $output == *"in several CPTS: 1 commune"* ]]
    [[ $output == *"Exact: no other solution is better"* ]]
    [[ $output == *"Corbe (99103) → "*"today 1.0 km of border, 25 %, same département"* ]]
    [[ $output == *"rival "*"; not proposed: the rest being as proposed, it is as good"* ]]
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
    [[ $output == *"cut by CPTS, given whole to the one that claims most of it: 2 communes"* ]]
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
    [[ $stderr == *"'size' is not border, population or compact"* ]]
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
    grep -q '<th scope="row"><bdi>Corbe</bdi><br><small><bdi>99103</bdi>, in no CPTS</small></th><td class="number" data-value="1000">1,000</td><td><bdi>CPTS' page.html
    grep -q '<p>1,000 inhabitants, in no CPTS</p>' page.html
    grep -q '<li class="proposed"><strong>proposed</strong> all of it to one: CPTS [A-Z][a-z]*: 2,000 → 3,000 inhabitants, size 1, 1 piece, [12]\.0 km of border with it today' page.html
    propose --perimeters conflict.geojson --lang fr >words.txt
    grep -q 'en entier à la CPTS' words.txt
    run ! grep 'une nouvelle CPTS : la nouvelle CPTS' words.txt
    grep -q 'not proposed: the rest being as proposed, it is as good' page.html
    [ "$(grep -c '<path class="taken"' page.html)" -eq 1 ]
    [ "$(grep -c '<path class="released"' page.html)" -eq 1 ]
}

# A city of 9,000 inhabitants in four IRIS of half a kilometre, between two communes: its IRIS, in
# the file iris.geojson, and the communes without it, in rest.geojson.
write_city() { # write_city POPULATION-OF-AN-IRIS
    local iris=()
    for i in 1 2 3 4; do
        iris+=("$(feature "$(rectangle $((1000 + (i - 1) % 2 * 500)) $(((i - 1) / 2 * 500)) 500 500)" \
            "\"code\":\"99102010$i\"" "\"nom\":\"Quartier $i\"" "\"population\":$1" '"dep":"99"')")
    done
    collection "${iris[@]}" >iris.geojson
    jq -c '.features |= map(select(.properties.code != "99102"))' units.geojson >rest.geojson
    jq -c '(.features[] | select(.properties.code == "99102")).properties.population = 9000' \
        units.geojson >city.geojson
    printf '%s\n' id,name,code A,CPTS Sud,99101 A,CPTS Sud,99102 B,CPTS Nord,99102 B,CPTS Nord,99103 \
        B,CPTS Nord,99104 | sed 's/CPTS,/CPTS /' >lists.csv
}

@test "a city that lists share stays open; with its IRIS it is divided by them" {
    write_city 2250
    run --separate-stderr "$CPTS_PROGRAM" propose --lang en --units city.geojson \
        --perimeters lists.csv --json open.json --declaration open.csv
    [ "$status" -eq 1 ]
    [[ $output == *"Brenne (99102): left open, to be divided"* ]]
    jq -e '.counts.open == 1 and .compliant_but_open and (.choices | map(.proposed) == [null])
        and (.zones | map([.id, .open, .alternatives[0].way]) == [["overlap-99102", true, "open"]])' \
        open.json
    run "$CPTS_PROGRAM" check --lang en --units city.geojson --perimeters open.csv --json open.json
    [ "$status" -eq 1 ]
    jq -e '[.findings[] | select(.severity == "error") | .units] == [["99102"]]' open.json
    # One IRIS is declared twice, one by nobody: both are settled by IRIS, and nobody has the city.
    printf '%s\n' id,name,code A,Sud,99101 A,Sud,991020101 A,Sud,991020102 B,Nord,991020102 \
        B,Nord,991020104 B,Nord,99103 B,Nord,99104 >iris.csv
    run "$CPTS_PROGRAM" propose --lang en --units rest.geojson --units iris.geojson \
        --perimeters iris.csv --json advice.json --declaration new.csv
    [ "$status" -eq 0 ]
    jq -e '.counts.open == 0 and .verdict_after == "compliant"
        and (.choices | map([.question, .unit]) == [["white", "991020103"], ["overlap", "991020102"]])
        and (.zones | map(.name) == ["Quartier 2", "Quartier 3"])' advice.json
    jq -e '.choices[0].candidates | map([.perimeter, .today.border_m]) | sort ==
        [["A", 1000], ["B", 1000]]' advice.json
    run "$CPTS_PROGRAM" check --lang en --units rest.geojson --units iris.geojson --perimeters new.csv
    [ "$status" -eq 0 ]
    [ "$(grep -c '9910201' new.csv)" -eq 4 ]
    [ "$(grep '9910201' new.csv | cut -d, -f1 | sort -u | tr -d '\n')" = AB ]
}

@test "what is not counted makes a size unknown, and says why; it is never small" {
    write_city null
    printf '%s\n' id,name,code A,Sud,99101 A,Sud,991020101 A,Sud,991020102 \
        B,Nord,991020104 B,Nord,99103 B,Nord,99104 >iris.csv
    local with=(--lang en --units rest.geojson --units iris.geojson --perimeters iris.csv)
    run --separate-stderr "$CPTS_PROGRAM" propose "${with[@]}" --json advice.json --html advice.html
    [ "$status" -eq 0 ]
    [[ $output == *"class and ceiling unknown: the inhabitants of 2 communes and IRIS are not known"* ]]
    jq -e '[.choices[].candidates[] | .today, .after]
        | all(.size_class == null and .ceiling_eur == null and .unknown_population_units > 0)' \
        advice.json
    jq -e '[.zones[].alternatives[].parts[] | .class_before, .ceiling_after_eur] | all(. == null)' \
        advice.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/proposal.schema.json" advice.json
    grep -q 'class and ceiling unknown: the inhabitants of [23] communes and IRIS are not known' advice.html
    run --separate-stderr "$CPTS_PROGRAM" simulate "${with[@]}" --as A --take 99103 --json effect.json
    [[ $output == *"Sud: class and ceiling unknown: the inhabitants of 2 communes and IRIS are not known"* ]]
    jq -e '.ceilings == {"before_eur": null, "after_eur": null}
        and (.perimeters[0].after | .size_class == null and .unknown_population_units == 2
            and .population == 2000)' effect.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/simulation.schema.json" effect.json
    run "$CPTS_PROGRAM" check "${with[@]}" -o out
    jq -e '.perimeters | map([.size_class, .yearly_ceiling_eur, .unknown_population_units]) ==
        [[null, null, 2], [null, null, 1]]' out/report.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/report.schema.json" out/report.json
    [ "$(head -n 2 out/perimeters.csv | tail -n 1 | tr -d '\r' | cut -d, -f11,18,19)" = ",,2" ]
    run "$CPTS_PROGRAM" check "${with[@]}" --sheets sheets --quiet
    grep -q 'class and ceiling unknown: the inhabitants of 2 communes and IRIS are not known' sheets/0001-A.html
    # A commune of which a CPTS has no more than a sliver does not make its size unknown.
    collection "$(perimeter A Sud "$(rectangle 0 0 1001 1000)")" \
        "$(perimeter B Nord "$(rectangle 0 1000 2000 1000)")" >drawn.geojson
    run "$CPTS_PROGRAM" check --lang en --units rest.geojson --units iris.geojson \
        --perimeters drawn.geojson --json drawn.json --quiet
    jq -e '.perimeters | map(.size_class) == [1, 1]' drawn.json
}

@test "where the declaration goes is suggested only when nothing is written" {
    run "$CPTS_PROGRAM" propose --lang en --units units.geojson --perimeters conflict.geojson
    [[ $output == *"The proposed declaration: --declaration FILE.csv"* ]]
    run "$CPTS_PROGRAM" propose --lang en --units units.geojson --perimeters conflict.geojson --declaration out.csv
    [[ $output != *"The proposed declaration: --declaration"* ]]
    [[ $output == *"Written: out.csv"* ]]
}
