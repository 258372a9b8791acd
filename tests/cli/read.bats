#!/usr/bin/env bats
# read: how a check would read the sources.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
    printf 'Liste des CPTS\n\nNom de la CPTS;Code INSEE;Population;Contact\nCPTS Sud;99101;10;a@b.fr\nCPTS Sud;99102;10;a@b.fr\nHORS CPTS;99103;10;\nCPTS Nord;99104;12;c@d.fr\n' >list.csv
}

@test "a list: shape, header, columns with their evidence, words for none" {
    run "$CPTS_PROGRAM" read --lang en --units units.geojson list.csv
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *"header on line 3, 4 rows"* ]]
    [[ $output == *"Nom de la CPTS : name (4 of 4 cells)"* ]]
    [[ $output == *"Code INSEE : code of the commune (4 of 4 cells)"* ]]
    [[ $output == *"not read: Population, Contact"* ]]
    [[ $output == *"read as no CPTS: 'HORS CPTS' (1)"* ]]
    [[ $output == *"4 communes, 2 CPTS; 3 of 3 declared communes understood"* ]]
}

@test "what was not read as it stands is counted, with an example" {
    names=$(jq -r '[.features[].properties | .nom // .name] | join(";")' units.geojson)
    IFS=';' read -ra names <<<"$names"
    printf 'CPTS;Commune\n' >names.csv
    printf 'CPTS Sud;%s\n' "${names[@]}" >>names.csv
    run "$CPTS_PROGRAM" read --lang en --units units.geojson names.csv
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *"found by their names : 4 ('${names[0]}' → "* ]]
}

@test "the same as JSON, which fits its schema" {
    run "$CPTS_PROGRAM" read --units units.geojson list.csv --json reading.json
    [ "$status" -eq 0 ]
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/reading.schema.json" reading.json
    jq -e '.state == "understood" and .failure == null and .understood_units == 3' reading.json
    jq -e '.sources[] | select(.role == "codes") | .header_line == 3 and .shape == "rows" and
        .counts.in_no_cpts == 1 and .none_words == [{"text": "HORS CPTS", "rows": 1}] and
        ([.columns[].role] == ["name", "code", null, null])' reading.json
}

@test "the options it gives say the same" {
    options=$("$CPTS_PROGRAM" read --lang en --units units.geojson list.csv |
        sed -n '/^Equivalent options/,$p' | sed 1d | tr '\n' ' ')
    [[ $options == *"--perimeter-fields"* ]]
    eval "\"\$CPTS_PROGRAM\" read $options --json said.json"
    "$CPTS_PROGRAM" read --units units.geojson list.csv --json guessed.json
    jq -e --slurpfile other said.json '.understood_units == $other[0].understood_units and
        .perimeters == $other[0].perimeters' guessed.json
}

@test "the options it gives repeat those that the reading depends on" {
    printf 'CPTS;INSEE;Statut\nSud;99;signée\nEst;99101;signée\n' >groups.csv
    given=(--units-where "code <> '99104'" --expand department --perimeters-where "CPTS <> 'Est'" --status signed)
    run "$CPTS_PROGRAM" read --lang en --units units.geojson groups.csv "${given[@]}"
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *"groups read as all their communes"* ]]
    options=$(sed -n '/^Equivalent options/,$p' <<<"$output" | sed 1d | tr '\n' ' ')
    for option in "${given[@]}"; do
        [[ $option != --* || $options == *" $option "* ]]
    done
    eval "\"\$CPTS_PROGRAM\" read $options --json said.json"
    jq -e '.units == 3 and .perimeters == 1 and .understood_units == 1' said.json
}

@test "a doubt is status 1, and named" {
    printf 'CPTS;INSEE\nCPTS Sud;99101\nCPTS Sud;99102\nCPTS Nord;99103\nCPTS Nord;99999\n' >doubt.csv
    run "$CPTS_PROGRAM" read --lang en --units units.geojson doubt.csv
    [ "$status" -eq 1 ]
    [[ $output == *"unknown-code : "*"99999"* ]]
}

@test "what a check refuses is status 3, with an option for each answer, and check points here" {
    printf 'secteur;lieu;INSEE\nNord;Alpha;99101\nNord;Beta;99102\nSud;Alpha;99103\nSud;Beta;99104\n' >rivals.csv
    run --separate-stderr "$CPTS_PROGRAM" read --lang en --units units.geojson rivals.csv
    echo "$output"
    [ "$status" -eq 3 ]
    [[ $output == *"A check would refuse this"* ]]
    run "$CPTS_PROGRAM" read --units units.geojson rivals.csv --json refused.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/reading.schema.json" refused.json
    jq -e '.state == "refused" and (.failure | length > 0)' refused.json
    run --separate-stderr "$CPTS_PROGRAM" check --lang en --units units.geojson rivals.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"'cpts-coverage read' with the same sources shows how each column is read"* ]]
}

@test "wrong usage" {
    run "$CPTS_PROGRAM" read
    [ "$status" -eq 2 ]
    run "$CPTS_PROGRAM" read --html page.html list.csv
    [ "$status" -eq 2 ]
    run "$CPTS_PROGRAM" read --units units.geojson missing.csv
    [ "$status" -eq 3 ]
}

@test "the summary and the report of a check say how much of a list was understood" {
    printf 'CPTS;INSEE\nCPTS Sud;99101\nCPTS Sud;99102\nCPTS Nord;99103\nCPTS Nord;99999\n' >doubt.csv
    run "$CPTS_PROGRAM" check --lang en --units units.geojson doubt.csv --json report.json
    [ "$status" -eq 1 ]
    [[ $output == *"3 of 4 declared communes understood; each of the others is a finding"* ]]
    jq -e '.declared == {"units": 4, "understood": 3}' report.json
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" report.json
}

@test "a column that is not read and holds units is an error, until an option says which one declares" {
    printf 'CPTS;INSEE;Voisines\nCPTS Sud;99101;99103, 99104\nCPTS Sud;99102;99103, 99104\nCPTS Nord;99103;99101\nCPTS Nord;99104;99101\n' >two.csv
    run "$CPTS_PROGRAM" check --lang en --units units.geojson two.csv --json report.json
    echo "$output"
    [ "$status" -ne 0 ]
    run "$CPTS_PROGRAM" check --lang en --units units.geojson two.csv --perimeter-fields code=INSEE --json said.json
    [ "$status" -eq 0 ]
}

@test "most CPTS gone since the last run of a history: not believed until it is said" {
    printf 'CPTS;INSEE\nA;99101\nB;99102\nC;99103\nD;99104\n' >before.csv
    printf 'CPTS;INSEE\nSud;99101\nSud;99102\nSud;99103\nD;99104\n' >after.csv
    night() { SOURCE_DATE_EPOCH=$1 "$CPTS_PROGRAM" check --lang en --units units.geojson --history store.sqlite "${@:2}"; }
    run night 1767225600 before.csv
    [ "$status" -eq 0 ]
    run --separate-stderr night 1767312000 after.csv
    echo "$stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *"3 of the 4 CPTS of the last run"*"--expect-changes"* ]]
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 1 ]
    run night 1767312000 before.csv
    [ "$status" -eq 0 ]
    run night 1767398400 after.csv --expect-changes
    [ "$status" -eq 0 ]
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 3 ]
}

@test "units gone since the last run of a history do not resolve their white zones" {
    printf 'CPTS;INSEE\nA;99101\nB;99102\nC;99103\n' >three.csv
    jq '.features |= .[0:3]' units.geojson >cut.geojson
    night() { SOURCE_DATE_EPOCH=$1 "$CPTS_PROGRAM" check --lang en --history store.sqlite three.csv "${@:2}"; }
    run night 1767225600 --units units.geojson
    [ "$status" -eq 1 ]
    run --separate-stderr night 1767312000 --units cut.geojson
    echo "$stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *"1 unit of the last run"*"is missing"*"99104"*"--expect-changes"* ]]
    [ "$(sqlite3 store.sqlite 'SELECT count(*) FROM runs')" -eq 1 ]
    run night 1767312000 --units cut.geojson --expect-changes
    [ "$status" -eq 0 ]
}

@test "a clock that went back does not bring what ended into force" {
    printf 'CPTS;INSEE\nA;99101\nB;99102\nC;99103\nD;99104\n' >all.csv
    night() { SOURCE_DATE_EPOCH=$1 "$CPTS_PROGRAM" check --lang en --units units.geojson --history store.sqlite all.csv "${@:2}"; }
    run night 1767312000
    [ "$status" -eq 0 ]
    run night 1767225600
    [ "$status" -eq 0 ]
    run --separate-stderr night 10
    echo "$stderr"
    [ "$status" -eq 3 ]
    [[ $stderr == *"the clock says 1970-01-01T00:00:10Z, before the last run"*"--expect-changes"* ]]
    run night 10 --expect-changes
    [ "$status" -eq 0 ]
}

@test "what begins later is counted already, and this is said" {
    printf 'CPTS;INSEE;Date de début\nA;99101;\nB;99102;\nC;99103;\nD;99104;2999-01-31\n' >later.csv
    run --separate-stderr check --lang en --units units.geojson later.csv
    echo "$stderr"
    [ "$status" -eq 0 ]
    [[ $stderr == *"1 perimeter begins later and is counted already (D, on 2999-01-31)"* ]]
    run check --lang en --units units.geojson later.csv --as-of 2026-01-31
    [ "$status" -eq 1 ]
}

@test "--none-words adds a word for no CPTS, and says that another is a name" {
    printf 'nom;insee\nCPTS Sud;99101\nCPTS Sud;99102\nRAS;99103\nHORS CPTS;99104\n' >words.csv
    printf 'word;language;means\nRAS;fr;none\nHORS CPTS;fr;name\n' >none.csv
    ogr2ogr -f XLSX none.xlsx none.csv
    ogr2ogr -f GPKG none.gpkg words.csv # of two tables, the one that has the columns
    ogr2ogr -update -f GPKG none.gpkg none.csv
    for table in none.csv none.xlsx none.gpkg 'none.gpkg|layername=none'; do
        run check --units units.geojson --perimeters words.csv --none-words "$table" --json report.json
        [ "$status" -eq 1 ]
        jq -e '[.perimeters[].name] == ["CPTS Sud", "HORS CPTS"]' report.json
        jq -e '[.findings[] | select(.rule == "white-zone").units] == [["99103"]]' report.json
    done
    for table in words.csv 'none.gpkg|layername=words'; do
        run --separate-stderr check --lang en --units units.geojson --perimeters words.csv --none-words "$table"
        [ "$status" -eq 3 ]
        [[ $stderr == *"has columns word and means"* ]]
    done
    printf 'word;means\nRAS;maybe\n' >none.csv
    run --separate-stderr check --units units.geojson --perimeters words.csv --none-words none.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"--none-words: line 2 of none.csv"*"'maybe'"* ]]
}

@test "what several looks at a list find is reported once, and a column without a heading by its number" {
    printf 'CPTS;INSEE;Commune\nSud;99101;Ardon\nSud;99102;(Brenne)\nNord;99103;Corbe\nNord;99104;Douve\n' >apart.csv
    check --perimeters apart.csv --json report.json || [ $? = 1 ]
    jq -e '[.findings[] | select(.rule == "unread")] | length == 1' report.json
    printf 'CPTS;INSEE;\nSud;99101;\nSud;99102;a quitté la CPTS\nNord;99103;\nNord;99104;\n' >bare.csv
    check --perimeters bare.csv --json report.json || [ $? = 1 ]
    jq -e '.findings[] | select(.rule == "unread").message | startswith("column '"'no. 3'"' of bare.csv is not read")' report.json
}

@test "sheets of units alone need the names of their CPTS and the role of the workbook" {
    printf 'Commune,Pop\nArdon,10\nBrenne,20\n' >one.csv
    printf 'Commune,Pop\nCorbe,10\nDouve,20\n' >other.csv
    for names in 'Nord Sud' 'Feuil1 Feuil2'; do
        rm -f book.xlsx
        ogr2ogr -f XLSX book.xlsx one.csv -nln "${names% *}"
        ogr2ogr -f XLSX -update book.xlsx other.csv -nln "${names#* }"
        run --separate-stderr check book.xlsx
        [ "$status" -eq 3 ]
        [[ $stderr == *"give each sheet the name of its CPTS, and the workbook by --perimeters"* ]]
        run --separate-stderr check --perimeters book.xlsx
        [ "$status" -eq "$([ "$names" = 'Nord Sud' ] && echo 0 || echo 3)" ]
    done
}

@test "a check with claims not read points to read" {
    printf 'CPTS;INSEE;Observations\nSud;99101;\nSud;99102;à confirmer\nNord;99103;\nNord;99104;\n' >notes.csv
    run --separate-stderr check --perimeters notes.csv
    [ "$status" -eq 1 ]
    [[ $output == *"'cpts-coverage read' with the same sources"* ]]
    run --separate-stderr check --perimeters notes.csv --perimeter-fields name=CPTS,code=INSEE
    [ "$status" -eq 0 ]
    [[ $output != *"cpts-coverage read"* ]]
}

@test "a table that is not a declaration is described by its first row when no header is found" {
    list=${CPTS_REAL_DATA:-/nowhere}/lists/zonmed.csv
    [ -e "$list" ] || skip "no real list at hand: CPTS_REAL_DATA"
    run --separate-stderr "$CPTS_PROGRAM" check --lang en --units "$CPTS_REAL_DATA/planted/paca.gpkg|layername=communes" "$list"
    [ "$status" -eq 3 ]
    [[ $stderr == *"which holds: (table: Code_postal, Nom_commune, Zonage)"* ]]
}

@test "options that settle a doubt are those of what was refused" {
    printf 'secteur;lieu;INSEE\nNord;Alpha;99101\nNord;Beta;99102\nSud;Alpha;99103\nSud;Beta;99104\n' >rivals.csv
    run "$CPTS_PROGRAM" read --lang en --units units.geojson rivals.csv
    [ "$status" -eq 3 ]
    [[ ${output#*A check would refuse this} == *"Equivalent options"*"--units 'units.geojson'"* ]]
    [[ ${output#*A check would refuse this} != *"Options that settle it"*"--units 'units.geojson'"* ]]
}
