#!/usr/bin/env bats
# simulate: what is asked, what is answered, what is written.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
}

simulate() {
    "$CPTS_PROGRAM" simulate --lang en --units units.geojson "$@"
}

@test "a hypothesis that mends the region: status 0, what is resolved, classes, coverage" {
    run --separate-stderr simulate --perimeters conflict.geojson --as B --take 99103 \
        --release 99102 --json answer.json
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [[ ${lines[0]} == "HYPOTHESIS — CPTS Est" ]]
    [[ $output == *"The region becomes COMPLIANT."* ]]
    [[ $output == *"resolved: Brenne (99102) is declared by CPTS Sud and CPTS Est"* ]]
    [[ $output == *"resolved: Corbe (99103) is in no CPTS"* ]]
    jq -e '.verdict == "compliant" and .verdict_before == "not-compliant"
        and .before.area_rate == 0.75 and .after.area_rate == 1
        and (.changes | map(.state) == ["resolved", "resolved"])
        and (.perimeters | map([.id, .before.population, .after.population,
            .after.contested_population, .after.size_class]) ==
            [["B", 2000, 2000, 0, 1], ["A", 2000, 2000, 0, 1]])
        and .detached == []' answer.json
}

@test "taking a place takes it from nobody: the collision is reported" {
    run simulate --perimeters clean.geojson --as A --take 99104 --json answer.json --geojson map.geojson
    [ "$status" -eq 1 ]
    [[ $output == *"The region is compliant and would NO LONGER BE."* ]]
    jq -e '.changes | length == 1 and .[0].state == "new" and .[0].before == null
        and .[0].after.perimeters == ["A", "B"] and .[0].after.units == ["99104"]' answer.json
    jq -e '.features | length == 1 and .[0].properties.state == "new"
        and .[0].geometry.type == "Polygon"' map.geojson
}

@test "a new perimeter, and pieces that do not hold together" {
    run simulate --perimeters clean.geojson --new C --take 99101,99104 --json answer.json
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == "HYPOTHESIS — C (new)" ]]
    [[ $output == *"C: Ardon"* || $output == *"C: Douve"* ]]
    jq -e '.hypothesis.is_new and .perimeters[0].before == null and .perimeters[0].after.parts == 2
        and (.detached | length == 1 and .[0].perimeter == "C")' answer.json
}

@test "--replace forgets what was declared" {
    run simulate --perimeters clean.geojson --as A --replace --take 99101 --json answer.json
    [ "$status" -eq 1 ]
    jq -e '.changes | map([.state, .after.rule, .after.units[0]]) ==
        [["new", "white-zone", "99102"]]' answer.json
}

@test "a polygon may cut units, and a drawing be cut out of units" {
    collection "$(perimeter X '' "$(rectangle 1500 1000 500 1000)")" >half.geojson
    run simulate --perimeters clean.geojson --as A --take half.geojson --json answer.json
    [ "$status" -eq 1 ]
    jq -e '.hypothesis.take.polygons == 1 and .changes[0].after.area_m2 == 500000' answer.json
    collection "$(perimeter A Sud "$(rectangle 0 0 2000 1200)")" \
        "$(perimeter B Nord "$(rectangle 0 1200 2000 800)")" >drawn.geojson
    run simulate --perimeters drawn.geojson --as A --release 99101 --json answer.json
    [ "$status" -eq 1 ]
    jq -e '.perimeters[0].after.area_m2 == 1400000 and .changes[0].after.units == ["99101"]' \
        answer.json
}

@test "codes from a file: of the perimeter at hand, with or without a header" {
    printf 'id;code\nA;99104\nZ;99103\n' >list.csv
    run simulate --perimeters clean.geojson --as A --take list.csv --json answer.json
    [ "$status" -eq 1 ]
    jq -e '.hypothesis.take.units == ["99104"]' answer.json
    printf '99103\n99104\n' >bare.csv
    run simulate --perimeters clean.geojson --as A --take bare.csv --json answer.json
    [ "$status" -eq 1 ]
    jq -e '.hypothesis.take.units == ["99103", "99104"]' answer.json
    run --separate-stderr simulate --perimeters clean.geojson --new C --take list.csv
    [ "$status" -eq 2 ]
    [[ $stderr == *"list.csv holds several perimeters, and none is 'C'"* ]]
}

@test "what is taken is read as lists are: names, lost zeros, moved codes, whole cities" {
    collection "$(unit 01004 'La Garde' 0 0)" "$(unit 13201 'Marseille 1er Arrondissement' 1000 0)" \
        "$(unit 13202 'Marseille 2e Arrondissement' 0 1000)" "$(unit 05001 Abriès 1000 1000)" \
        >units.geojson
    collection "$(perimeter A Sud "$(rectangle 0 0 2000 1000)")" >drawn.geojson
    printf 'MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n' >moves.csv
    printf '32,2019-01-01,COM,05120,0,RISTOLAS,Ristolas,Ristolas,COM,05001,0,ABRIES,Abriès,Abriès\n' >>moves.csv
    takes() { # takes PLACES UNIT...
        local places=$1
        shift
        run --separate-stderr simulate --perimeters drawn.geojson --code-changes moves.csv \
            --new B --take "$places" --json answer.json
        echo "$places: $stderr"
        [ "$status" -le 1 ]
        [ "$(jq -r '.hypothesis.take.units | join(" ")' answer.json)" = "$*" ]
    }
    takes 1004 01004
    takes Garde 01004
    takes 'abries, Marseille 2e' 05001 13202
    takes '13055,01004' 01004 13201 13202
    takes Marseille 13201 13202
    takes 05120 05001
    [[ $stderr == *"--take lists 05120, which became part of 05001 Abriès on 2019-01-01"* ]]
    printf 'cpts;commune\nB;Ristolas\nB;La Garde\nC;Marseille\n' >names.csv
    takes names.csv 01004 05001
    printf 'La Garde\nMarseille 1er\n' >bare.csv
    takes bare.csv 01004 13201
    # Headings that nobody knows, a title above, another CPTS below.
    printf 'Projet de territoire;;\n;;\nNo;Lieu;Porteur\n1004;La Garde;CPTS B\n05001;Abriès;CPTS C\n' >table.csv
    takes "table.csv,name=Porteur" 01004
    printf 'Porteur;Communes\nCPTS B;La Garde, Abriès\nCPTS C;Marseille\n' >cells.csv
    takes cells.csv 01004 05001
    printf 'cpts;commune\nB;Nulle-Part\n' >names.csv
    run --separate-stderr simulate --perimeters drawn.geojson --new B --take names.csv
    [ "$status" -eq 2 ]
    [[ $stderr == *"--take: B lists 'Nulle-Part' (line 2 of names.csv)"* ]]
}

@test "wrong hypotheses are refused, with what to do" {
    local wrong
    while IFS='|' read -r wrong message; do
        # shellcheck disable=SC2086 # words
        run --separate-stderr simulate --perimeters clean.geojson $wrong
        echo "$wrong: $stderr"
        [ "$status" -eq 2 ]
        [ -z "$output" ]
        [[ $stderr == *"$message"* ]]
    done <<'EOF'
--take 99101|--as is missing
--as A|is missing; for example --take
--as A --take 99999|--take lists 99999, which is not in the region; there is no file of this name either
--as Z --release 99101|--as: no CPTS is called 'Z'; for one that does not exist yet, use --new
--new A --take 99103|--new: 'A' is or looks like a CPTS of the declaration
--new Z --as A --take 99103|give one of the two
--new Z --release 99101|'Z' is new, so it has nothing to release
--as A --replace --release 99101|--replace leaves the perimeter without territory
--as A --release clean.geojson|--release takes codes, not polygons
EOF
    run --separate-stderr simulate --perimeters clean.geojson --as A --take 99103 --json clean.geojson
    [ "$status" -eq 2 ]
}

@test "-o writes the answer and the region as it would be; valid against the schema" {
    run simulate --perimeters conflict.geojson --as B --take 99103 -o out
    [ "$status" -eq 1 ]
    only_files units.geojson clean.geojson conflict.geojson out/simulation.json \
        out/simulation.geojson out/coverage.gpkg out/simulation.html out/units.csv out/perimeters.csv out/groups.csv
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/simulation.schema.json" out/simulation.json
    [ "$(sqlite3 out/coverage.gpkg "SELECT claim_count FROM units WHERE code = '99103'")" = 1 ]
}

@test "the same bytes whatever the number of threads" {
    export SOURCE_DATE_EPOCH=1767225600
    for jobs in 1 2; do
        simulate --perimeters conflict.geojson --as B --take 99103 --quiet --jobs $jobs \
            --json $jobs.json --geojson $jobs.geojson || [ $? -eq 1 ]
    done
    cmp 1.json 2.json
    cmp 1.geojson 2.geojson
}

@test "colours on a terminal, as those of check; none in a pipe" {
    local words="--lang en --units units.geojson --perimeters conflict.geojson --as B"
    unset NO_COLOR
    need_terminal
    COLUMNS=200 TERM=xterm script -qec "'$CPTS_PROGRAM' simulate $words --take 99103 --release 99102" \
        /dev/null </dev/null >good
    grep -q $'^\033\[1;32mThe region becomes COMPLIANT.\033\[0m' good
    grep -q '1. resolved: ' good
    COLUMNS=200 TERM=xterm script -qec "'$CPTS_PROGRAM' simulate $words --take 99101" /dev/null </dev/null \
        >bad || true
    grep -q $'^\033\[1;31mThe region is not compliant and stays so.\033\[0m' bad
    grep -q '1. grown: ' bad
    sed 's/\x1b\[[0-9;]*m//g' bad | tr -d '\r' >plain
    simulate --perimeters conflict.geojson --as B --take 99101 >piped || [ $? -eq 1 ]
    cmp plain piped
    NO_COLOR=1 COLUMNS=200 TERM=xterm script -qec "'$CPTS_PROGRAM' simulate $words --take 99101" /dev/null \
        </dev/null >refused || true
    run ! grep -q $'\033' refused
}

@test "--html: one page, whole: a map with what was, what would be and what moves, and tables" {
    export SOURCE_DATE_EPOCH=1767225600
    collection "$(perimeter A 'CPTS <Sud>' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Est' "$(rectangle 1000 0 1000 2000)")" >odd.geojson
    run --separate-stderr simulate --perimeters odd.geojson --as B --take 99103 --release 99102,99104 \
        --html page.html --quiet
    [ "$status" -eq 1 ]
    [ "$(head -n 1 page.html)" = '<!DOCTYPE html>' ]
    [ "$(tail -n 1 page.html)" = '</html>' ]
    run ! grep -q '@[[{]' page.html
    run ! grep -q '<script\|<Sud>' page.html
    grep -q "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-[^']*'\">" page.html
    grep -q '<h1><bdi>CPTS Est</bdi></h1>' page.html
    grep -q 'The region is not compliant and stays so.' page.html
    # B had 2 communes and has another one; its size, area, contested inhabitants and pieces.
    grep -q '<th scope="row"><bdi>CPTS Est</bdi></th><td class="number" data-value="2000">2,000</td><td class="number" data-value="1000">1,000</td>' page.html
    grep -q '>+ taken</span></td><th scope="row"><bdi>Corbe</bdi></th><td><bdi>99103</bdi></td>' page.html
    [ "$(grep -c '>− released<' page.html)" -eq 2 ]
    [ "$(grep -c '<path class="taken"' page.html)" -eq 1 ]
    [ "$(grep -c '<path class="released"' page.html)" -eq 2 ]
    # Corbe was white and goes, so does the overlap; Douve comes.
    [ "$(grep -c '<path class="white-zone gone"' page.html)" -eq 1 ]
    [ "$(grep -c '<path class="overlap gone"' page.html)" -eq 1 ]
    [ "$(grep -c '<path class="white-zone come"' page.html)" -eq 1 ]
    simulate --perimeters odd.geojson --as B --take 99103 --release 99102,99104 --html - --jobs 1 \
        >other.html || [ $? -eq 1 ]
    cmp page.html other.html
    "$CPTS_PROGRAM" simulate --lang fr --units units.geojson --perimeters odd.geojson --as B \
        --take 99103 --html fr.html --quiet || [ $? -eq 1 ]
    grep -q '<html lang="fr">' fr.html
    grep -q "Ce qu'une hypothèse change" fr.html
}

@test "--as takes an id or the name of a CPTS; a likely slip is reported" {
    run --separate-stderr simulate --perimeters conflict.geojson --as 'cpts EST' --take 99103 --release 99102
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [[ ${lines[0]} == "HYPOTHESIS — CPTS Est" ]]
    # An id that is another on each row of one name would be no key: each stands twice.
    collection "$(perimeter C-01 'CPTS Sud' "$(rectangle 0 0 1000 1000)")" \
        "$(perimeter C-01 'CPTS Sud' "$(rectangle 1000 0 1000 1000)")" \
        "$(perimeter C-02 'CPTS Sud' "$(rectangle 0 1000 1000 1000)")" \
        "$(perimeter C-02 'CPTS Sud' "$(rectangle 1000 1000 1000 1000)")" >twins.geojson
    run --separate-stderr simulate --perimeters twins.geojson --as 'CPTS Sud' --take 99103
    [ "$status" -eq 2 ]
    [[ $stderr == *"'CPTS Sud' is the name of several perimeters, C-01 and C-02; give the id of one"* ]]
    run --separate-stderr simulate --perimeters twins.geojson --as c2 --take 99101
    [ "$status" -eq 2 ]
    [[ $stderr == *"--as: no CPTS is called 'c2'; the nearest are: CPTS Sud (C-02)"*"use --new"* ]]
    run --separate-stderr simulate --perimeters twins.geojson --new c2 --take 99101
    [ "$status" -eq 2 ]
    [[ $stderr == *"--new: 'c2' is or looks like a CPTS of the declaration, CPTS Sud (C-02)"* ]]
    run --separate-stderr simulate --perimeters conflict.geojson --as Estt --take 99103
    [ "$status" -eq 2 ]
    [[ $stderr == *"the nearest are: CPTS Est (B)"* ]]
    run --separate-stderr simulate --perimeters clean.geojson --as A --release 99104
    [[ $stderr == *"--release: CPTS Sud claims nothing of Douve (99104): there is nothing to release"* ]]
}

@test "--scenario: several at once, new ones included; what propose writes, simulate reads" {
    printf 'cpts;name;action;unit\r\nest;;take;99103\r\nB;;release;Brenne\r\nNord;CPTS Nord;new;99104\r\nsud;;release;99104\r\n' >scenario.csv
    run --separate-stderr simulate --perimeters conflict.geojson --scenario scenario.csv --json answer.json
    echo "$stderr"
    [[ $stderr == *"claims nothing of Douve (99104)"* ]]
    [[ $output == *"HYPOTHESIS — CPTS Nord (new)"* ]]
    jq -e '(.hypotheses | map([.perimeter, .is_new, .take.units, .release.units]) ==
            [["B", false, ["99103"], ["99102"]], ["Nord", true, ["99104"], []],
             ["A", false, [], ["99104"]]])
        and .hypothesis == .hypotheses[0]
        and .ceilings == {"before_eur": 440000, "after_eur": 660000}' answer.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/simulation.schema.json" answer.json
    run "$CPTS_PROGRAM" propose --units units.geojson --perimeters conflict.geojson --quiet \
        --write-scenario proposed.csv
    [ "$(tr -d '\r' <proposed.csv | head -1)" = "cpts;name;action;unit" ]
    run simulate --perimeters conflict.geojson --scenario proposed.csv
    [ "$status" -eq 0 ]
    [[ $output == *"The region becomes COMPLIANT."* ]]
}

@test "--scenario: what is wrong in it is refused, with its line" {
    local wrong message
    while IFS='|' read -r wrong message; do
        printf 'cpts;name;action;unit\n%s\n' "$wrong" >scenario.csv
        run --separate-stderr simulate --perimeters clean.geojson --scenario scenario.csv
        echo "$wrong: $stderr"
        [ "$status" -eq 2 ]
        [[ $stderr == *"$message"* ]]
    done <<'EOF'
A;;grab;99103|scenario.csv, line 2: the action is 'grab'; it must be take, release or new
Z;;take;99103|scenario.csv, line 2: no CPTS is called 'Z'
;;take;99103|scenario.csv, line 2: no CPTS is named
A;;new;99103|scenario.csv, line 2: 'A' is or looks like a CPTS of the declaration
A;;take;Corb|neither a code nor a name in the region; the nearest names are: Corbe (99103)
EOF
    printf 'a;b\n1;2\n' >scenario.csv
    run --separate-stderr simulate --perimeters clean.geojson --scenario scenario.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"is not a scenario: its columns must be cpts;name;action;unit"* ]]
    run --separate-stderr simulate --perimeters clean.geojson --scenario scenario.csv --json scenario.csv
    [ "$status" -eq 2 ]
}

@test "a gain that cuts a white zone in two: shrunk and split, and no error more" {
    # A row of five: 1 and 5 are claimed; 2, 3 and 4 are in no CPTS.
    local n features=()
    for n in 1 2 3 4 5; do
        features+=("$(unit "9910$n" "Commune $n" $((1000 * (n - 1))) 0)")
    done
    collection "${features[@]}" >row.geojson
    printf 'id;nom;code\nA;CPTS Sud;99101\nB;CPTS Nord;99105\n' >row.csv
    row() {
        "$CPTS_PROGRAM" "$@" --lang en --units row.geojson
    }
    run row simulate --perimeters row.csv --new C --take 99103 --json answer.json
    [ "$status" -eq 1 ]
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/simulation.schema.json" answer.json
    [[ $output == *"1. shrunk and split: "* ]]
    [[ $output == *"2. split off: "* ]]
    jq -e '.changes | map([.state, .split_count, .before.id == .after.id]) ==
        [["shrunk", 1, true], ["split", 0, false]]' answer.json
    jq -e '.changes | .[1].before.id == .[0].before.id' answer.json
    # The same words between two declarations, and the other way round.
    printf 'id;nom;code\nA;CPTS Sud;99101\nB;CPTS Nord;99105\nC;CPTS Neuve;99103\n' >cut.csv
    run row compare row.csv cut.csv --json there.json
    [[ $output == *"Conflicts shrunk:"*"(and pieces split off)"*"Pieces split off a conflict:"* ]]
    jq -e '[.findings[] | [.state, .split_count]] == [["shrunk", 1], ["split", 0]] and
        .findings[1].split_from == .findings[0].id' there.json
    row compare cut.csv row.csv --json back.json --quiet || [ $? -eq 1 ]
    jq -e '[.findings[].state] == ["grown", "merged"] and
        .findings[1].merged_into == .findings[0].id' back.json
    # And from night to night.
    row check --perimeters row.csv --history row.sqlite --quiet || [ $? -eq 1 ]
    row check --perimeters cut.csv --history row.sqlite --quiet --json cut.json || [ $? -eq 1 ]
    jq -e '.history.states | .shrunk == 1 and .split == 1 and .new == 0' cut.json
    jq -e '[.findings[] | select(.rule == "white-zone") | [.state, .split_from != null]] | sort ==
        [["shrunk", false], ["split", true]]' cut.json
    row check --perimeters cut.csv --history row.sqlite --quiet --fail-on new,error
    row check --perimeters row.csv --history row.sqlite --quiet --json row.json || [ $? -eq 1 ]
    jq -e '.history | .states.grown == 1 and .states.merged == 1 and .states.resolved == 0 and
        (.merged | length) == 1' row.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/report.schema.json" row.json
    # A report of a later version is not guessed at.
    jq '.schema_version = 2' row.json >later.json
    run --separate-stderr row compare later.json row.json
    [ "$status" -ne 0 ]
}

@test "size classes as data: an option, the environment, and what a class is beside it" {
    printf '%s\n' 'class,from_inhabitants,yearly_ceiling_eur,source,date' \
        '1,0,1000,Avenant 9,2030-01-02' '2,1500,2000,,' >classes.csv
    run simulate --perimeters clean.geojson --as A --take 99104 --size-classes classes.csv --json a.json
    [ "$status" -eq 1 ]
    [[ $output == *"size 1: 0 to 1,499 inhabitants, at most 1,000 €/year (Avenant 9, 2 January 2030)"* ]]
    [[ $output == *"size 2: from 1,500 inhabitants, at most 2,000 €/year (Avenant 9, 2 January 2030)"* ]]
    jq -e '.perimeters[0].after | .size_class == 2 and .ceiling_eur == 2000' a.json
    jq -e '.size_classes | map([.size_class, .from_inhabitants, .yearly_ceiling_eur]) ==
        [[1, 0, 1000], [2, 1500, 2000]]' a.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/simulation.schema.json" a.json
    CPTS_SIZE_CLASSES=classes.csv simulate --perimeters clean.geojson --as A --take 99104 --quiet \
        --json b.json || [ $? -eq 1 ]
    cmp <(jq .size_classes a.json) <(jq .size_classes b.json)
    # The option goes before the environment; what ships says so.
    CPTS_SIZE_CLASSES=absent.csv simulate --perimeters clean.geojson --as A --take 99104 \
        --size-classes "$PROJECT/shapes/size-classes.csv" >text || [ $? -eq 1 ]
    grep -q "size 2: 40,000 to 79,999 inhabitants, at most 287,000 €/year (ACI CPTS, 20 June 2019)" text
    run --separate-stderr simulate --perimeters clean.geojson --as A --take 99104 --size-classes absent.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"absent.csv"* ]]
    run --separate-stderr check --perimeters clean.geojson --size-classes classes.csv --json classes.csv
    [ "$status" -eq 2 ]
    check --perimeters clean.geojson --size-classes classes.csv --html report.html --quiet
    grep -q "size 2: from 1,500 inhabitants, at most 2,000 €/year (Avenant 9, 2 January 2030)" report.html
}
