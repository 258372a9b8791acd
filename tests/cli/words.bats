#!/usr/bin/env bats
# The word follows the units, in both languages, in text, pages, sheets and QGIS.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() { in_temporary_folder; }

# region CODE1 CODE2 CODE3: three units, the first two declared by one CPTS, the second by another.
region() {
    collection "$(unit "$1" Un 0 0)" "$(unit "$2" Deux 1000 0)" "$(unit "$3" Trois 2000 0)" >units.geojson
    printf 'id;nom;code\nA;CPTS A;%s\nA;CPTS A;%s\nB;CPTS B;%s\n' "$1" "$2" "$2" >list.csv
}

# says LANGUAGE ONE MANY OF-MANY
says() {
    run "$CPTS_PROGRAM" check --lang "$1" --units units.geojson --perimeters list.csv -o out \
        --sheets sheets --format text
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"3 $3 "* ]]
    [[ $output == *"1 $2 "* ]]
    ! sed 's/<style>.*//; s/<[^>]*>/ /g' sheets/*.html | grep -wiE 'units?|unités?'
    ! grep -Ei '\b(units?|unités?)\b' <<<"${output//units.csv/}"
    [ "$(sqlite3 out/coverage.gpkg "SELECT name FROM gpkg_data_columns WHERE table_name='overlaps'
        AND column_name='unit_count'")" = "$4" ]
    ! sqlite3 out/coverage.gpkg "SELECT name FROM gpkg_data_columns UNION SELECT identifier
        FROM gpkg_contents UNION SELECT description FROM gpkg_contents" | grep -Ei '\bunités?\b|{'
    python3 - <<'EOF'
import json, re
page = open("out/report.html", encoding="utf-8").read()
texts = json.loads(re.search(r'id="data"[^>]*>(.*?)</script>', page, re.S)[1])["texts"]
said = [form for text in texts.values() for form in (text if isinstance(text, list) else [text])]
assert not [form for form in said if "{" in form], said
assert not [form for form in said if re.search(r"\bunit", form) and "cpts;name" not in form], said
EOF
}

@test "communes" {
    region 13001 13002 13003
    says fr commune communes 'Nombre de communes'
    says en commune communes 'Number of communes'
}

@test "IRIS, whose article is elided" {
    region 130010101 130010102 130010103
    says fr IRIS IRIS "Nombre d'IRIS"
    says en IRIS IRIS 'Number of IRIS'
}

@test "arrondissements beside communes" {
    region 13201 13202 13001
    says fr 'commune ou arrondissement' 'communes et arrondissements' \
        "Nombre de communes et d'arrondissements"
    says en 'commune or arrondissement' 'communes and arrondissements' \
        'Number of communes and arrondissements'
}

@test "simulate, compare, propose and read say the same" {
    region 130010101 130010102 130010103
    printf 'id;nom;code\nA;CPTS A;130010101\n' >after.csv
    "$CPTS_PROGRAM" simulate --lang fr --units units.geojson --perimeters list.csv --as B \
        --take 130010103 >said.txt || [ $? -eq 1 ]
    "$CPTS_PROGRAM" propose --lang fr --units units.geojson --perimeters list.csv >>said.txt ||
        [ $? -eq 1 ]
    "$CPTS_PROGRAM" read --lang fr --units units.geojson list.csv >>said.txt
    "$CPTS_PROGRAM" compare --lang fr --units units.geojson list.csv after.csv >>said.txt ||
        [ $? -eq 1 ]
    cat said.txt
    grep -q '3 IRIS, 2 CPTS' said.txt
    grep -q 'dans aucune CPTS : 1 IRIS' said.txt
    ! grep -E '^unités' -v said.txt | grep -i 'unité'
}

@test "départements are named beside their codes, and nothing else is" {
    collection "$(unit 83137 Toulon 0 0)" "$(unit 13001 Aix 1000 0)" | sed 's/"dep":"99"/"dep":"83"/;
        s/\("code":"13001".*\)"dep":"99"/\1"dep":"13"/' >units.geojson
    printf 'id;nom;code\nA;CPTS A;83137\nB;CPTS B;75056\n' >list.csv
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters list.csv \
        --html page.html --csv tables --format text
    [[ $output == *"75056 Paris, Paris (75), hors de la région"* ]]
    grep -q '<bdi>Var (83)</bdi>' page.html
    grep -q '<bdi>Bouches-du-Rhône (13)</bdi>' page.html
    [ "$(cut -d, -f1 tables/groups.csv | tr '\n' ' ')" = "group 13 83 " ]

    # 93 is a région here: no Seine-Saint-Denis.
    sed 's/"dep":"[0-9]*"/"dep":"93"/g' units.geojson >region.geojson
    run "$CPTS_PROGRAM" check --lang fr --units region.geojson --perimeters list.csv --html page.html
    grep -q '<bdi>93</bdi>' page.html
    ! grep -q 'Seine-Saint-Denis' page.html
}

@test "what does not change is not written as a change" {
    write_region
    run "$CPTS_PROGRAM" simulate --lang fr --units units.geojson --perimeters clean.geojson --as A \
        --take 99103 --html page.html
    [[ $output == *"Plafonds annuels de ces CPTS ensemble : inchangés, 440"*" €"* ]]
    grep -q '4,00[^ ]*km², inchangé' page.html
    ! grep -E '\(0\)|[-−]0,00' page.html <<<"$output"
}
