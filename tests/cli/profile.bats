#!/usr/bin/env bats
# Indicators, points, other territories and the sheets that show them.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
    printf 'CODGEO;old;income;homes\n99101;200;10000;100\n99102;s;20000;300\n99103;;30000;100\n99104;100;40000;\n' \
        >figures.csv
}

# value OF ID INDICATOR COLUMN: a cell of indicators.csv
value() {
    python3 - "$@" <<'EOF'
import csv, sys
of, id, indicator, column = sys.argv[1:]
for row in csv.DictReader(open("out/indicators.csv", encoding="utf-8")):
    if (row["of"], row["id"], row["indicator"]) == (of, id, indicator):
        print(row[column])
EOF
}

point() { # point X Y BEDS
    echo "{\"type\":\"Feature\",\"properties\":{\"beds\":$3},\"geometry\":{\"type\":\"Point\",
        \"coordinates\":[$((700000 + $1)),$((6600000 + $2))]}}"
}

@test "sums and means by CPTS, group and region: what is unknown is not zero" {
    run --separate-stderr check --perimeters clean.geojson --csv out --json report.json \
        --indicators figures.csv,sum=old,mean=income,weight=homes
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [ "$(value perimeter A old value)" = 200 ]
    [ "$(value perimeter A old masked)" = 1 ]
    [ "$(value perimeter A old known_share)" = 0.5 ]
    [ "$(value perimeter A old per_1000)" = 200 ] # of the 1,000 inhabitants of 99101
    [ "$(value perimeter B old value)" = 100 ]
    [ "$(value perimeter B old missing)" = 1 ]
    [ "$(value region '' old value)" = 300 ]
    [ "$(value region '' old per_1000)" = 150 ]
    [ "$(value perimeter A income value)" = 17500 ]
    [ "$(value perimeter B income value)" = 30000 ] # 99104 has no weight
    [ "$(value group 99 income value)" = 20000 ]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" report.json
    jq -e '.inputs[2] | .path == "figures.csv" and .role == "indicators" and .features == 4 and
        (.sha256 | length == 64)' report.json
    jq -e '.profile.perimeters[0].values[0] | .value == 200 and .masked == 1 and
        (.secret | not)' report.json
}

@test "a sum of fewer than 6 is not published; secret=0 publishes it" {
    printf 'code,cases\n99101,2\n99102,3\n99103,0\n99104,0\n' >cases.csv
    check --perimeters clean.geojson --csv out --indicators cases.csv,sum=cases --quiet
    [ "$(value perimeter A cases secret)" = 1 ]
    [ -z "$(value perimeter A cases value)" ]
    [ -z "$(value perimeter A cases per_1000)" ]
    [ "$(value perimeter B cases value)" = 0 ]
    check --perimeters clean.geojson --csv out --indicators cases.csv,sum=cases,secret=0 --quiet
    [ "$(value perimeter A cases value)" = 5 ]
}

@test "a cut unit gives its share by area, and the figure is an estimate" {
    collection "$(perimeter A Sud "$(rectangle 0 0 2000 1250)")" \
        "$(perimeter B Nord "$(rectangle 0 1250 2000 750)")" >cut.geojson
    check --perimeters cut.geojson --csv out --indicators figures.csv,mean=income --quiet
    [ "$(value perimeter B income value)" = 35000 ]
    [ "$(value perimeter B income estimate)" = 1 ]
    # (1000 x 10000 + 1000 x 20000 + 250 x 30000 + 250 x 40000) / 2500
    [ "$(value perimeter A income value)" = 19000 ]
}

@test "points are counted where they are, cut unit or not" {
    collection "$(point 500 500 10)" "$(point 1500 1100 20)" "$(point 1500 1900 30)" \
        "$(point 1500 1950 null)" "$(point 9000 9000 5)" >homes.geojson
    collection "$(perimeter A Sud "$(rectangle 0 0 2000 1250)")" \
        "$(perimeter B Nord "$(rectangle 0 1250 2000 750)")" >cut.geojson
    run --separate-stderr check --perimeters cut.geojson --csv out \
        --indicators homes.geojson,sum=beds,name=homes
    [ "$status" -eq 0 ]
    [[ $stderr == *"1 point of 5 is outside the region"* ]]
    [ "$(value perimeter A homes value)" = 2 ]
    [ "$(value perimeter B homes value)" = 2 ]
    [ "$(value perimeter A beds value)" = 30 ]
    [ "$(value perimeter B beds value)" = 30 ]
    [ "$(value perimeter B beds missing)" = 1 ]
    [ "$(value region '' homes kind)" = count ]
}

@test "wrong indicators are refused, with what to do" {
    printf 'code,cases\n99101,many\n' >words.csv
    printf 'code,cases\n1,2\n' >elsewhere.csv
    local wrong
    while IFS='|' read -r wrong expected message; do
        run --separate-stderr check --perimeters clean.geojson --indicators "$wrong"
        echo "$wrong: $stderr"
        [ "$status" -eq "$expected" ]
        [[ $stderr == *"$message"* ]]
    done <<'EOF'
figures.csv|2|say which columns to sum and which to average
figures.csv,sum=young|2|has no column 'young'; its columns are: CODGEO, old, income, homes
figures.csv,sum=|2|is not understood
figures.csv,sum=old,secret=few|2|'few' is not understood
words.csv,sum=cases|3|line 2 of words.csv: 'many' in column 'cases' is not a number
elsewhere.csv,sum=cases|3|no row of elsewhere.csv matches a code of the region
nothing.csv,sum=a|3|nothing.csv does not exist
EOF
    run check --perimeters clean.geojson --indicators figures.csv,sum=old --json figures.csv
    [ "$status" -eq 2 ]
}

@test "--against shows what each CPTS falls on: polygons or a list" {
    printf 'epci;code\nE1;99101\nE1;99102\nE1;99103\nE2;99104\nE9;75056\n' >epci.csv
    collection "$(perimeter W West "$(rectangle 0 0 1000 2000)")" >west.geojson
    run --separate-stderr check --perimeters clean.geojson --csv out --json report.json \
        --against EPCI=epci.csv --against Hospitals=west.geojson
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" report.json
    jq -e '.inputs[2:] | map([.role, .features]) == [["territories", 2], ["territories", 1]]' report.json
    jq -e '.against | map(.name) == ["EPCI", "Hospitals"]' report.json
    jq -e '.against[0].perimeters | map([.id, .within]) == [["A", "E1"], ["B", null]]' report.json
    jq -e '.against[0].perimeters[1].territories | map([.id, .area_share, .population_share,
        .population]) == [["E1", 0.5, 0.5, 1000], ["E2", 0.5, 0.5, 1000]]' report.json
    jq -e '.against[1].perimeters[0] | .within == null and (.territories | length == 1 and
        .[0].id == "W" and .[0].area_share == 0.5 and .[0].territory_share == 0.5)' report.json
    [ "$(wc -l <out/against.csv)" -eq 6 ]
    run --separate-stderr check --perimeters clean.geojson --against epci.csv
    [ "$status" -eq 2 ]
    [[ $stderr == *"write NAME=SOURCE"* ]]
}

@test "--sheets writes one page a CPTS, escaped, without script, and an index" {
    collection "$(perimeter 'A/<b>' 'CPTS <b>&amp;' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Nord' "$(rectangle 0 1000 2000 1000)")" >odd.geojson
    run check --perimeters odd.geojson --sheets sheets --indicators figures.csv,sum=old
    [ "$status" -eq 0 ]
    [ "$(ls sheets)" = "0001-A__b_.html
0002-B.html
index.html" ]
    grep -q '<h1>CPTS &lt;b&gt;&amp;amp;</h1>' sheets/0001-A__b_.html
    grep -q '<path class="own whole" d="M' sheets/0001-A__b_.html
    grep -q '>old</th><td class="number">200</td>' sheets/0001-A__b_.html
    grep -q 'href="0002-B.html">CPTS Nord</a>' sheets/index.html
    grep -q "style-src 'sha256-" sheets/0002-B.html
    run grep -lE '<script|https?:' sheets/*
    [ "$status" -eq 1 ]
    collection "$(perimeter "Cœur d'Été" Nord "$(rectangle 0 0 2000 2000)")" >accents.geojson
    run check --perimeters accents.geojson --sheets accents
    [ -f accents/0001-Coeur_d_Ete.html ]
    run check --perimeters odd.geojson --sheets -
    [ "$status" -eq 2 ]
}

@test "a simulation gives the indicators as they would be" {
    "$CPTS_PROGRAM" simulate --units units.geojson --perimeters clean.geojson --as A --take 99104 \
        --indicators figures.csv,sum=old --csv out --quiet || [ $? -eq 1 ]
    [ "$(value perimeter A old value)" = 300 ]
}

@test "the profile in the GeoPackage: tables of declared types, that join to the perimeters" {
    printf 'epci;code\nE1;99101\nE1;99102\nE1;99103\nE2;99104\n' >epci.csv
    printf 'id;nom;statut;date_debut;date_fin;code\nA;Sud;signé;01/02/2024;;99101\nA;Sud;signé;01/02/2024;;99102\nB;Nord;?;;2027;99103\nB;Nord;?;;2027;99104\n' >list.csv
    SOURCE_DATE_EPOCH=1 check --perimeters list.csv --gpkg out.gpkg --csv out --quiet \
        --indicators figures.csv,sum=old,mean=income --against EPCI=epci.csv
    query() {
        sqlite3 -separator ' ' out.gpkg "$@"
    }
    [ "$(query 'SELECT p.name, i.indicator, i.value, i.masked FROM perimeters p
        JOIN indicators i ON i.perimeter = p.id ORDER BY p.id, i.indicator')" = "Sud income 15000.0 0
Sud old 200.0 1
Nord income 35000.0 0
Nord old 100.0 0" ]
    [ "$(query "SELECT \"of\", value FROM indicators WHERE indicator = 'old' AND perimeter IS NULL")" = "region 300.0
group 300.0" ]
    [ "$(query 'SELECT p.name, a.territory, a.area_share FROM perimeters p
        JOIN against a ON a.id = p.id ORDER BY p.id, a.territory')" = "Sud E1 1.0
Nord E1 0.5
Nord E2 0.5" ]
    [ "$(query "SELECT type FROM pragma_table_info('indicators') WHERE name IN ('value', 'missing', 'secret')")" = "REAL
INTEGER
BOOLEAN" ]
    [ "$(query "SELECT count(*) FROM pragma_table_info('indicators') c LEFT JOIN gpkg_data_columns d
        ON d.table_name = 'indicators' AND d.column_name = c.name
        WHERE c.name != 'fid' AND d.title IS NULL")" = 0 ]
    # 2027 runs until its last day; a spreadsheet gets the dates as they were written.
    [ "$(query "SELECT name, life, \"from\", \"to\" FROM perimeters ORDER BY id")" = "Sud signed 2024-02-01 
Nord unknown  2027-12-31" ]
    [ "$(query "SELECT type FROM pragma_table_info('perimeters') WHERE name = 'from'")" = DATE ]
    grep -q ',signed,01/02/2024,,' out/perimeters.csv
    ogrinfo -ro -q out.gpkg indicators -where "perimeter = 'A'" | grep -q 'indicator (String) = old'
    check --perimeters list.csv --gpkg plain.gpkg --quiet
    [ "$(sqlite3 plain.gpkg "SELECT count(*) FROM sqlite_master WHERE name IN ('indicators', 'against')")" = 0 ]
}

@test "the profile in the summary and on the page" {
    printf 'epci;code\nE1;99101\nE1;99102\nE1;99103\nE2;99104\n' >epci.csv
    run --separate-stderr check --perimeters clean.geojson --html page.html \
        --indicators figures.csv,sum=old,mean=income --against EPCI=epci.csv
    [ "$status" -eq 0 ]
    [[ $output == *"  old              300     150.00      100.00     200.00                 2"* ]]
    [[ $output == *"EPCI: 1 CPTS inside one, 1 across several; CPTS Nord is on 2"* ]]
    grep -q '<a href="#indicators">Indicators</a>' page.html
    grep -q '<strong><bdi>old</bdi></strong>: sum, <bdi>figures.csv</bdi>; 2 communes unknown, the others have 50.00% of the inhabitants' page.html
    grep -q '<th scope="row"><bdi>CPTS Sud</bdi></th><td>CPTS</td><td class="number" data-value="200">200 \*</td><td class="number" data-value="200">200.00</td><td class="number" data-value="15000">15,000.0</td>' page.html
    grep -q '<th scope="row"><bdi>CPTS Sud</bdi></th><td><bdi>EPCI</bdi></td><td><bdi>E1</bdi></td><td>inside one</td>' page.html
    run check --perimeters clean.geojson --html plain.html
    [[ $output != *"indicators"* ]]
    run ! grep -q 'id="indicators"\|id="against"' plain.html
}

@test "indicators of a layer: numbers of several columns, and a layer of polygons" {
    printf '{"type":"FeatureCollection","features":[' >numbers.geojson
    for i in 1 2 3 4; do
        printf '%s{"type":"Feature","geometry":null,"properties":{"code":"9910%d","old":%d,"homes":%d,"rate":%d.5}}' \
            "$([ $i = 1 ] || echo ,)" $i $((10 * i)) $((100 * i)) $((1000 * i))
    done >>numbers.geojson
    printf ']}' >>numbers.geojson
    ogr2ogr numbers.gpkg numbers.geojson
    check --perimeters clean.geojson --csv out --quiet --indicators numbers.gpkg,sum=old,sum=homes,mean=rate
    [ "$(value region '' old value)" = 100 ]
    [ "$(value region '' homes value)" = 1000 ]
    [ "$(value region '' rate value)" = 2500.5 ]
    check --perimeters clean.geojson --csv out --quiet --indicators numbers.gpkg,sum=HÔMES
    [ "$(value region '' HÔMES value)" = 1000 ]
    check --perimeters clean.geojson --csv out --quiet --indicators units.geojson,sum=population
    [ "$(value perimeter A population value)" = 2000 ]
}
