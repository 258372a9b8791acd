#!/usr/bin/env bats
# What a new user copies: each command of both READMEs, as it is printed, on the files of the demo
# region under the names that the READMEs give them.
load common

setup() {
    in_temporary_folder
    rm -f ./*.geojson
    cp "$CPTS_DEMO/region.gpkg" .
    mkdir bin
    ln -s "$CPTS_PROGRAM" bin/cpts-coverage
    PATH=$PWD/bin:$PATH
    export CPTS_LOCALEDIR=$CPTS_BUILD/share/locale
    ogr2ogr communes.gpkg region.gpkg communes
    ogr2ogr ADE-COG.gpkg region.gpkg -nln commune -sql "SELECT geom, insee AS code_insee,
        nom AS nom_officiel, population, dep AS code_insee_du_departement,
        '93' AS code_insee_de_la_region, epci AS codes_siren_des_epci FROM communes"
    sqlite3 -separator ';' region.gpkg "SELECT 'COM','PMUN','PCAP','PTOT' UNION ALL
        SELECT insee, population, 0, population FROM communes" >populations.csv
    ogr2ogr -f XLSX Listing_CPTS.xlsx "$CPTS_DEMO/cpts-codes.csv" -oo AUTODETECT_TYPE=NO
    sqlite3 -separator ';' region.gpkg "SELECT 'code','p65','p75','income' UNION ALL
        SELECT insee, population / 5, population / 9, 21000 FROM communes" >ages.csv
    ogr2ogr care-homes.gpkg region.gpkg -dialect sqlite -sql \
        "SELECT ST_PointOnSurface(geom), 20 AS places FROM communes WHERE population > 3000"
    ogr2ogr epci.gpkg region.gpkg -dialect sqlite -sql \
        "SELECT ST_Union(geom), epci AS code, epci AS nom FROM communes GROUP BY epci"
    cp "$PROJECT/shapes/pictures/report.png" ars.png
}

# The commands of the blocks of a shell in a document, one a line, continued lines joined.
commands_of() {
    awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$1" |
        sed -e ':more' -e '/\\$/{N;s/\\\n */ /;b more' -e '}' | grep '^cpts-coverage '
}

run_commands_of() {
    local line count=0
    while read -r line; do
        count=$((count + 1))
        run bash -c "$line"
        echo "$line: $status"
        [ "$status" -le 1 ] || echo "$output"
        [ "$status" -le 1 ]
    done < <(commands_of "$PROJECT/$1")
    [ "$count" -ge 9 ]
}

@test "each command of README.md runs as it is printed" {
    run_commands_of README.md
    [ -s result/report.html ]
    [ -s latest/metrics.prom ]
}

@test "each command of README.fr.md runs as it is printed" {
    run_commands_of README.fr.md
    [ -s resultat/report.html ]
    [ "$(head -c 3 resultat/units.csv | od -An -tx1)" = " ef bb bf" ]
}
