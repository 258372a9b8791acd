#!/usr/bin/env bats
# Wrong usage, help, languages.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
}

# wrong EXPECTED ARGUMENT...: exit 2, the expected words on the first line of standard error, the
# remedy on the second, nothing on standard output.
wrong() {
    local expected=$1
    shift
    run --separate-stderr "$CPTS_PROGRAM" --lang en "$@"
    echo "$stderr"
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    [[ ${stderr_lines[0]} == "cpts-coverage: "*"$expected"* ]]
    [[ ${stderr_lines[1]} == "See 'cpts-coverage"*"--help'." ]]
    [ "${#stderr_lines[@]}" -eq 2 ]
}

@test "a command is needed" {
    wrong "a command is missing; write for example 'cpts-coverage check region.gpkg'"
}

@test "an unknown command is reported, with the one that was meant" {
    wrong "unknown command 'chekc'; did you mean check?" chekc
    wrong "unknown command 'frobnicate'" frobnicate
}

@test "a file where the command should be" {
    wrong "did you mean 'cpts-coverage check units.geojson'?" units.geojson
}

@test "an unknown option is reported, with the one that was meant" {
    wrong "unknown option --unit; did you mean --units?" check --unit units.geojson
    wrong "unknown option --sliver-wdith; did you mean --sliver-width?" check --sliver-wdith=3 x
    wrong "unknown option --frobnicate" check --frobnicate
    wrong "unknown option -z" check -z
    wrong "--units comes after the command; write 'cpts-coverage check --units'" --units x check
    wrong "unknown option --frobnicate" --frobnicate check x
}

@test "options are not abbreviated" {
    wrong "unknown option --geo; did you mean --geojson?" check --geo x.geojson units.geojson
}

@test "a value is needed" {
    wrong "--units needs a value: --units SOURCE" check --units
    wrong "--units needs a value: --units SOURCE" check --units=
    wrong "--units needs a value: --units SOURCE" check --units --quiet
    wrong "-o needs a value: -o DIR" check units.geojson -o
    wrong "--quiet takes no value" check --quiet=yes
}

@test "values that make no sense" {
    wrong "'5,5' is not a length in metres" check --sliver-width 5,5 x
    wrong "'-1' is not a length in metres" check --sliver-width -1 x
    wrong "'nan' is not a length in metres" check --sliver-width nan x
    wrong "'1e999' is not a length in metres" check --sliver-width 1e999 x
    wrong "'0' is not a whole number from 1 to 1024" check --jobs 0 x
    wrong "'-1' is not a whole number from 0 to 86400" check --history s --wait -1 x
    wrong "'2x' is not a whole number from 1 to 1024" check --jobs 2x x
    wrong "'1025' is not a whole number" check --jobs 1025 x
    wrong "'99999999999' is not a whole number" check --jobs 99999999999 x
    wrong "'de' is not a known language" check --lang de x
    wrong "no level or rule is named 'eror'; did you mean error?" check --fail-on eror x
    wrong "no level or rule is named ''" check --fail-on overlap, x
    wrong "no level or rule is named 'xyzzy'" check --fail-on overlap,xyzzy x
}

@test "a source is needed" {
    wrong "a SOURCE is missing" check
    wrong "a SOURCE is missing" check --quiet --
    wrong "standard input is not a SOURCE" check -
    wrong "a SOURCE is empty" check ""
}

@test "outputs that make no sense" {
    wrong "two outputs on standard output" check --json - --geojson - units.geojson
    wrong "--csv writes several files" check --csv - units.geojson
    wrong "-o writes several files" check -o - units.geojson
    wrong "two outputs would be written in 'x'" check --json x --geojson x units.geojson
    wrong "two outputs would be written" check -o . --geojson ./report.json units.geojson
}

@test "an output never overwrites a source" {
    local before
    before=$(md5sum units.geojson)
    wrong "would overwrite the source 'units.geojson'" check --json units.geojson units.geojson
    wrong "would overwrite the source" check --geojson ../"${PWD##*/}"/units.geojson \
        --units 'units.geojson|layername=units'
    ln -s units.geojson link.geojson
    wrong "would overwrite the source" check --json link.geojson units.geojson
    cp clean.geojson units.csv
    wrong "would overwrite the source 'units.csv'" check --csv . units.csv
    cp clean.geojson report.json
    wrong "would overwrite the source 'report.json'" check -o . --populations report.json \
        units.geojson
    [ "$before" = "$(md5sum units.geojson)" ]
}

@test "--help fits 80 columns and names every option, in both languages" {
    for language in en fr; do
        run --separate-stderr "$CPTS_PROGRAM" check --lang "$language" --help
        [ "$status" -eq 0 ]
        [ -z "$stderr" ]
        [ "$(printf '%s\n' "$output" | LC_ALL=C.UTF-8 wc -L)" -le 80 ]
        [[ $output == *--sliver-width* ]]
        [[ $output == *-h,\ --help* ]]
    done
}

@test "--help and -h are the same, with the command or after its options" {
    [ "$("$CPTS_PROGRAM" check --help)" = "$("$CPTS_PROGRAM" check --quiet x -h)" ]
    [[ $("$CPTS_PROGRAM" --lang en -h) == "Usage: cpts-coverage COMMAND"* ]]
}

@test "--version prints the version of the header" {
    version=$(sed -n 's/^#define CPTS_VERSION *"\(.*\)"/\1/p' "$PROJECT/lib/cpts.h")
    [ "$("$CPTS_PROGRAM" --version)" = "cpts-coverage $version" ]
    [ "$("$CPTS_PROGRAM" check --version)" = "cpts-coverage $version" ]
}

@test "help that cannot be written is no success" {
    run --separate-stderr bash -c '"$CPTS_PROGRAM" --lang en --help >/dev/full'
    [ "$status" -eq 3 ]
    [[ $stderr == *"cannot write on standard output"* ]]
    run --separate-stderr bash -c '"$CPTS_PROGRAM" --lang en --version >&-'
    [ "$status" -eq 3 ]
    [[ $stderr == *"cannot write on standard output"* ]]
}

# language_of VARIABLE=VALUE...: the language in which --help comes
language_of() {
    case $(env "$@" "$CPTS_PROGRAM" check --help) in
    *"rechercher"* | *"Confronte"*) echo fr ;;
    *"Checks the territories"*) echo en ;;
    esac
}

@test "the language is the locale's when English, else French" {
    [ "$(language_of A=)" = fr ]
    [ "$(language_of LANG=en_GB.UTF-8)" = en ]
    [ "$(language_of LANG=fr_FR.UTF-8)" = fr ]
    [ "$(language_of LANG=C.UTF-8)" = fr ]
    [ "$(language_of LANG=de_DE.UTF-8)" = fr ]
    [ "$(language_of LANG=en_US.UTF-8 LC_ALL=fr_FR.UTF-8)" = fr ]
    [ "$(language_of LANG=fr_FR.UTF-8 LC_MESSAGES=en_US.UTF-8)" = en ]
    [ "$(language_of LC_ALL= LC_MESSAGES= LANG=en_US.UTF-8)" = en ]
    [ "$(language_of LANG=en_US.UTF-8 LANGUAGE=fr)" = en ]
}

@test "--lang wins over the locale, before or after the command" {
    [[ $(LANG=en_US.UTF-8 "$CPTS_PROGRAM" --lang fr check -h) == *Confronte* ]]
    [[ $(LANG=fr_FR.UTF-8 "$CPTS_PROGRAM" check -h --lang=en) == *"Checks the"* ]]
}

@test "wrong usage is reported in the language asked for" {
    run --separate-stderr "$CPTS_PROGRAM" check --lang fr --unit x
    [ "$status" -eq 2 ]
    [[ $stderr == *"option inconnue --unit"*"vouliez-vous dire --units"* ]]
    [[ $stderr == *"Voir «"* ]]
}

@test "--postgis takes a connection, --schema a --postgis" {
    run "$CPTS_PROGRAM" check --lang en units.geojson --postgis coverage.gpkg
    [ "$status" -eq 2 ]
    [[ $output == *"PG:service=ars"* ]]
    run "$CPTS_PROGRAM" check --lang en units.geojson --schema cpts
    [ "$status" -eq 2 ]
    run "$CPTS_PROGRAM" check --lang en units.geojson --postgis PG:service=ars --schema ""
    [ "$status" -eq 2 ]
    # What libpq could not parse is wrong usage, as a source too; what it can is a server's to refuse.
    for connection in PG:region "PG:dbname='region" "PG:=x" "postgresql://gis/region?user" \
        "postgresql://gis/%zz"; do
        run "$CPTS_PROGRAM" check --lang en units.geojson --postgis "$connection"
        [ "$status" -eq 2 ]
        [[ $output == *"PG:service=ars"* ]]
        run "$CPTS_PROGRAM" check --lang en --units "$connection" --perimeters clean.geojson
        [ "$status" -eq 2 ]
        [[ $output == *"is not a connection to PostgreSQL"* ]]
    done
    for connection in "PG:host=127.0.0.1 port = 9 dbname='a \\' b'" \
        "postgresql://127.0.0.1:9/a%20b?connect_timeout=2"; do
        run "$CPTS_PROGRAM" check --lang en --units "$connection" --perimeters clean.geojson
        [ "$status" -eq 3 ]
    done
    # A server that is not there: nothing is checked, and the file beside it does not appear.
    run "$CPTS_PROGRAM" check --lang en --units units.geojson --perimeters clean.geojson --json report.json \
        --postgis "PG:host=127.0.0.1 port=9 password=hush"
    [ "$status" -eq 3 ]
    [[ $output == *"cannot be connected to"* && $output != *hush* ]]
    [ ! -e report.json ]
}

@test "CPTS_LOCALEDIR says where the messages are" {
    [[ $(CPTS_LOCALEDIR=/nonexistent "$CPTS_PROGRAM" check -h) == *"Checks the"* ]]
    [[ $(CPTS_LOCALEDIR="$CPTS_BUILD/share/locale" "$CPTS_PROGRAM" check -h) == *Confronte* ]]
}

@test "what the system says stands after our own words, in the language asked for" {
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters clean.geojson \
        --json nowhere/report.json
    [ "$status" -eq 3 ]
    [[ $output == *"il n'y a pas de fichier ni de dossier de ce nom ("* ]]
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters clean.geojson \
        --size-classes nowhere.csv
    [[ $output == *"il n'y a pas de fichier ni de dossier de ce nom ("* ]]
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters clean.geojson \
        --map map.pdf --logo nowhere.png
    [[ $output == *"il n'y a pas de fichier ni de dossier de ce nom ("* ]]
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters clean.geojson -o clean.geojson/out
    [[ $output == *"vérifiez que le dossier qui le contient existe"*"("*")"* ]]
    # One place has words for what the system says.
    run grep -rl strerror "$PROJECT/lib"
    [ "$output" = "$PROJECT/lib/common/cause.c" ]
}

@test "a status that no perimeter has is reported, with those there are" {
    printf 'CPTS;INSEE;Statut\nSud;99101;ACI signé\nSud;99102;ACI signé\nNord;99103;Projet validé\n' >list.csv
    run --separate-stderr check --perimeters list.csv --status "signed, validé,Projet Validé"
    [ "$status" -eq 1 ]
    [[ $stderr == *"--status: no perimeter has the status 'validé'; theirs are 'ACI signé', 'Projet validé'"* ]]
    [ "$(grep -c -- '--status: no' <<<"$stderr")" = 1 ]
    run --separate-stderr check --perimeters list.csv --status signed,intent,ended
    [[ $stderr != *"no perimeter has the status"* ]]
}
