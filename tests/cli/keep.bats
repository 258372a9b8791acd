#!/usr/bin/env bats
# Columns of the sources that are carried along, and where they are not shown.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
    cat >list.csv <<'EOF'
CPTS;Président;Contact;Code INSEE
CPTS Sud;Dr Zoé Quillard;sud@example.org;99101
CPTS Sud;Dr Zoé Quillard;;99102
CPTS Est;Dr Yan Tremblay;est@example.org;99102
CPTS Est;"Mme ""Xu"" <Ferrand>";est@example.org;99104
EOF
}

# hides PATH...: no person of list.csv is named there ("-": standard input)
hides() {
    run ! grep -rE 'Quillard|Tremblay|Ferrand|example\.org' "$@"
}

# kept FILE COLUMN ID: a cell of perimeters.csv
kept() {
    python3 - "$@" <<'EOF'
import csv, sys
path, column, id = sys.argv[1:]
print(next(r[column] for r in csv.DictReader(open(path, encoding="utf-8")) if r["id"] == id))
EOF
}

@test "without --keep nobody is named in any output" {
    run check --perimeters list.csv -o out --sheets out/sheets --map map.svg --atlas atlas.pdf
    [ "$status" -eq 1 ]
    summary=$output
    hides out map.svg
    hides - < <(pdftotext atlas.pdf -)
    hides - <<<"$summary"
    jq -e '.perimeters | all(has("kept") | not)' out/report.json
}

@test "columns kept are in the table of perimeters, the report and the sheets, and nowhere else" {
    run --separate-stderr check --perimeters list.csv -o out --sheets out/sheets --map map.svg \
        --map-of 'CPTS Sud' --atlas atlas.pdf --keep 'president, Contact'
    [ "$status" -eq 1 ]
    summary=$output$stderr
    [ "$(kept out/perimeters.csv president 'CPTS Sud')" = 'Dr Zoé Quillard' ]
    [ "$(kept out/perimeters.csv Contact 'CPTS Est')" = est@example.org ]
    jq -e '.perimeters | map({(.id): .kept.president}) | add | .["CPTS Sud"] == "Dr Zoé Quillard"' \
        out/report.json
    grep -q 'Dr Zoé Quillard' out/sheets/*Sud.html
    grep -q '&lt;Ferrand' out/sheets/*Est.html
    run ! grep -q '<Ferrand' out/sheets/*Est.html
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" out/report.json
    hides out/conflicts.geojson out/coverage.gpkg out/report.html out/units.csv \
        out/groups.csv out/metrics.prom map.svg
    hides - < <(pdftotext atlas.pdf -)
    hides - <<<"$summary"
}

@test "values that differ are written one after the other, whatever their order, and logged" {
    run --separate-stderr check --perimeters list.csv --csv one --keep Président
    [[ "$stderr" == *"the rows of 1 CPTS differ in 'Président' (CPTS Est, for example)"* ]]
    summary=$stderr
    hides - <<<"$summary"
    [ "$(kept one/perimeters.csv Président 'CPTS Est')" = 'Dr Yan Tremblay; Mme "Xu" <Ferrand>' ]
    { head -1 list.csv; tail -n +2 list.csv | tac; } >turned.csv
    run check --perimeters turned.csv --csv two --keep Président
    [ "$(kept two/perimeters.csv Président 'CPTS Est')" = 'Dr Yan Tremblay; Mme "Xu" <Ferrand>' ]
    [ "$(kept two/perimeters.csv Président 'CPTS Sud')" = 'Dr Zoé Quillard' ]
}

@test "each other output shows them when it is asked for, and that one alone" {
    run check --perimeters list.csv -o geojson --keep président --keep-in geojson
    jq -e '.features[] | select(.properties.perimeters == ["CPTS Est", "CPTS Sud"]) |
        .properties.kept["président"] ==
            ["Dr Yan Tremblay; Mme \"Xu\" <Ferrand>", "Dr Zoé Quillard"]' geojson/conflicts.geojson
    hides geojson/coverage.gpkg geojson/report.html
    run check --perimeters list.csv -o gpkg --keep président --keep-in gpkg
    [ "$(sqlite3 gpkg/coverage.gpkg "SELECT président FROM perimeters WHERE id = 'CPTS Sud'")" = \
        'Dr Zoé Quillard' ]
    hides gpkg/conflicts.geojson gpkg/report.html
    run check --perimeters list.csv --map map.pdf --map-of 'CPTS Sud' \
        --atlas atlas.pdf --keep président --keep-in map
    pdftotext map.pdf - | grep Quillard
    hides - < <(pdftotext atlas.pdf -)
    run check --perimeters list.csv --atlas atlas.pdf --keep président --keep-in ' atlas,gpkg'
    pdftotext atlas.pdf - | grep Quillard
}

@test "polygons: attributes of features, also of a CPTS in several" {
    collection \
        "$(feature "$(rectangle 0 0 1000 1000)" '"id":"A"' '"nom":"CPTS Sud"' '"site":"sud.example.org"')" \
        "$(feature "$(rectangle 1000 0 1000 1000)" '"id":"A"' '"nom":"CPTS Sud"' '"site":null')" \
        "$(feature "$(rectangle 0 1000 2000 1000)" '"id":"B"' '"nom":"CPTS Nord"' '"site":12')" \
        >drawn.geojson
    run --separate-stderr check --perimeters drawn.geojson --csv out --keep SITE
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [ "$(kept out/perimeters.csv SITE A)" = sud.example.org ]
    [ "$(kept out/perimeters.csv SITE B)" = 12 ]
}

@test "a column that no source of perimeters has is wrong usage, and names those there" {
    run check --perimeters list.csv --csv out --keep presidente
    [ "$status" -eq 2 ]
    [[ "$output" == *"no source of perimeters has a column 'presidente'; the columns are: CPTS, Président, Contact, Code INSEE (list.csv)"* ]]
    [ ! -e out ]
    run check --perimeters clean.geojson --keep population # of the units alone
    [ "$status" -eq 2 ]
    [[ "$output" == *"'population'; the columns are: id, nom"* ]]
    run check --perimeters list.csv --keep ',Contact'
    [ "$status" -eq 2 ]
    run check --perimeters list.csv --keep-in gpkg
    [ "$status" -eq 2 ]
    [[ "$output" == *"name them with --keep"* ]]
    run check --perimeters list.csv --keep Contact --keep-in gpkg,postgis
    [ "$status" -eq 2 ]
    [[ "$output" == *"'postgis' is not an output that can show kept columns"* ]]
}

@test "a kept column named like one of the program's gets a name of its own" {
    printf 'CPTS;Code;Parts;id"x\nCPTS Sud;99101;50 %%;1\nCPTS Sud;99102;50 %%;1\n' >odd.csv
    run check --perimeters odd.csv --csv out --gpkg out.gpkg --json out.json \
        --keep 'parts,id"x' --keep-in gpkg
    [ "$status" -eq 1 ]
    [ "$(kept out/perimeters.csv source_parts 'CPTS Sud')" = '50 %' ]
    [ "$(kept out/perimeters.csv parts 'CPTS Sud')" = 1 ]
    [ "$(sqlite3 out.gpkg 'SELECT "id""x" FROM perimeters')" = 1 ]
    [ "$(sqlite3 out.gpkg 'SELECT source_parts FROM perimeters')" = '50 %' ]
    jq -e '.perimeters[0].kept == {"parts": "50 %", "id\"x": "1"}' out.json
}

@test "what would be keeps them: simulate, propose" {
    run "$CPTS_PROGRAM" simulate --lang en --units units.geojson --perimeters list.csv \
        --as 'CPTS Sud' --take 99103 --csv out --keep président
    [ "$(kept out/perimeters.csv président 'CPTS Sud')" = 'Dr Zoé Quillard' ]
    run "$CPTS_PROGRAM" propose --lang en --units units.geojson --perimeters list.csv \
        --csv advice --keep président
    [ "$(kept advice/perimeters.csv président 'CPTS Sud')" = 'Dr Zoé Quillard' ]
}
