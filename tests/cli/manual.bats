#!/usr/bin/env bats
# The examples of the manual pages do what the pages say.

load common

setup() {
    [ -f "$CPTS_DEMO/region.gpkg" ]
    mkdir "$BATS_TEST_TMPDIR/work"
    cd "$BATS_TEST_TMPDIR/work" || return
    cp "$CPTS_DEMO/region.gpkg" "$CPTS_DEMO/cpts-codes.csv" .
    mkdir bin
    ln -s "$CPTS_PROGRAM" bin/cpts-coverage
    export CPTS_LOCALEDIR=${CPTS_BUILD:-$PROJECT/build}/share/locale
    export PATH="$PWD/bin:$PATH"
}

examples() {
    sed -n '/^\.Sh EX[AE]MPLES/,/^\.Sh [SV]/s/^\.Dl \(cpts-coverage .*\)/\1/p' "$1" |
        sed -e 's/\\(dq/"/g' -e "s/\\\\(aq/'/g"
}

@test "the examples of cpts-coverage(1) run, in English and in French" {
    for page in man/cpts-coverage.1 man/fr/cpts-coverage.1; do
        local count=0
        while read -r example; do
            run --separate-stderr bash -o pipefail -c "$example"
            echo "$status: $example: $stderr"
            [ -z "$stderr" ]
            count=$((count + 1))
            [[ $status -eq 1 || ($example == *propose* && $status -eq 0) ]]
            case $example in
            *--quiet*)
                [ -z "$output" ]
                jq -e '.features | length > 0' conflicts.geojson
                ;;
            *--json*) [ "${#lines[@]}" -gt 20 ] ;;
            *propose*) [[ ${lines[0]} == "PROPOSITION — "* ]] ;;
            *simulate*) [[ ${lines[0]} == "HYPOTHÈSE — "* ]] ;;
            *) [[ ${lines[0]} == "NON CONFORME"* ]] ;;
            esac
        done < <(examples "$PROJECT/$page")
        [ "$count" -eq 7 ]
    done
    [ -s results/report.json ]
    [ -s resultats/units.csv ]
}

@test "the pages have the same examples in both languages" {
    diff <(examples "$PROJECT/man/cpts-coverage.1" | sed 's/-o results/-o DIR/') \
        <(examples "$PROJECT/man/fr/cpts-coverage.1" | sed 's/-o resultats/-o DIR/')
}

@test "libcpts(3) describes every function of the library, and no other" {
    diff <(sed -n 's/^\.Fn \([a-z_0-9]*\).*/\1/p' "$PROJECT/man/libcpts.3" | LC_ALL=C sort -u) \
        <(awk '{ print $1 }' "$PROJECT/packaging/libcpts.symbols" | LC_ALL=C sort -u)
}

@test "the example of libcpts(3) builds without a warning and prints what it says" {
    sed -n '/^\.Bd -literal/,/^\.Ed/p' "$PROJECT/man/libcpts.3" | sed -e '1d;$d' -e 's/\\e/\\/g' \
        >example.c
    local sanitize=
    if ldd "$CPTS_BUILD/libcpts.so.1" | grep -q libasan; then
        sanitize=-fsanitize=address,undefined
    fi
    gcc -std=c17 -Wall -Wextra -Wpedantic -Wconversion -Werror $sanitize -I"$PROJECT/lib" \
        -o example example.c -L"$CPTS_BUILD" -l:libcpts.so.1 -Wl,-rpath,"$CPTS_BUILD"
    run ./example
    echo "$output"
    [ "$status" -eq 0 ]
    [ "$output" = "$(sed -n 's/^\.Dl \(white-zone .*\)/\1/p' "$PROJECT/man/libcpts.3")" ]
}
