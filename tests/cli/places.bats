#!/usr/bin/env bats
# What a change touches is listed in CONTRIBUTING.md: an option, a rule, a format, a field. Here each
# that there is has all its places.

load common

# missing WHAT COMMAND...: prints WHAT when the command fails.
missing() {
    local what=$1
    shift
    "$@" >/dev/null || echo "missing: $what"
}

# tried PATTERN: some test other than this one names it.
tried() {
    grep -rqE --include='*.bats' --include='*.c' --include='*.js' --include='*.py' \
        --include='*.sh' --exclude=places.bats -e "$1" tests
}

constants() { # constants PREFIX: those of cpts.h, without the prefix
    grep -oE "^    $1[A-Z_]+" lib/cpts.h | sed "s/ *$1//" | grep -v '^COUNT$'
}

@test "each option is tried" {
    gcc -std=c17 -D_GNU_SOURCE -Ilib -o "$BATS_TEST_TMPDIR/generate" \
        packaging/completions/generate.c cli/option_table.c
    options=$("$BATS_TEST_TMPDIR/generate" list | cut -f2 | grep -E '^--' | sort -u)
    [ "$(wc -l <<<"$options")" -gt 50 ]
    said=$(for option in $options; do
        missing "$option in the tests" tried "(^|[^a-z-])$option([^a-z-]|\$)"
    done)
    echo "$said"
    [ -z "$said" ]
}

@test "each rule is in the schema, and tried" {
    rules=$(constants CPTS_RULE_)
    [ "$(wc -l <<<"$rules")" -gt 15 ]
    said=$(for rule in $rules; do
        name=$(tr 'A-Z_' 'a-z-' <<<"$rule")
        missing "$name in shapes/report.schema.json" grep -F "\"$name\"" shapes/report.schema.json
        missing "$name in the tests" tried "CPTS_RULE_$rule([^A-Z_]|\$)|\\b$name\\b"
    done)
    echo "$said"
    [ -z "$said" ]
}

@test "each format has its option, its writer, its file in the manuals, and is tried" {
    formats=$(constants CPTS_FORMAT_)
    [ "$(wc -l <<<"$formats")" -gt 10 ]
    said=$(for format in $formats; do
        # Those without an option of their own are chosen with --format.
        missing "an option of $format" grep -qE "FILE_OF\(CPTS_FORMAT_$format\)|, CPTS_FORMAT_$format\}" \
            cli/option_table.c cli/options.c
        missing "a writer of $format" grep -F "    [CPTS_FORMAT_$format] = " lib/output/output.c
        option=$(tr 'A-Z_' 'a-z-' <<<"$format")
        missing "$format in the tests" tried "CPTS_FORMAT_$format([^A-Z]|\$)|--(format )?$option([^a-z-]|\$)"
    done
    for file in $(sed -n '/formats\[CPTS_FORMAT_COUNT\]/,/^};/p' lib/output/output.c |
        grep -oE '"[a-z-]+\.[a-z]+"' | tr -d '"' | sort -u); do
        for page in man/cpts-coverage.1 man/fr/cpts-coverage.1; do
            missing "$file in $page" grep -E "^\.It Pa .*\\b${file/./\\.}\\b" "$page"
        done
    done)
    echo "$said"
    [ -z "$said" ]
}

@test "each column of the tables is in the manuals, and the GeoPackage has it too" {
    "$CPTS_PROGRAM" check --quiet "$CPTS_DEMO/region.gpkg" --csv "$BATS_TEST_TMPDIR/tables" \
        --gpkg "$BATS_TEST_TMPDIR/coverage.gpkg" || [ $? = 1 ]
    said=$(for table in units perimeters groups; do
        layer=$(sqlite3 "$BATS_TEST_TMPDIR/coverage.gpkg" \
            "SELECT group_concat(name, ' ') FROM pragma_table_info('$table')")
        for column in $(head -n 1 "$BATS_TEST_TMPDIR/tables/$table.csv" | tr -d '\r' | tr ',' ' '); do
            [ "$column" != run ] || continue
            for page in man/cpts-coverage.1 man/fr/cpts-coverage.1; do
                missing "$column of $table in $page" grep -E "^\.It Va .*\\b$column\\b" "$page"
            done
            missing "$column in the layer $table" grep -qw "$column" <<<"$layer"
        done
    done)
    echo "$said"
    [ -z "$said" ]
}

@test "each JSON schema has its \$id, describes each field, and has an example that fits" {
    [ "$(ls shapes/*.schema.json | wc -l)" -ge 6 ]
    run tests/cli/described.py shapes/*.schema.json
    echo "$output"
    [ "$status" -eq 0 ]
    # A field that says nothing is found, in whatever depth.
    mkdir "$BATS_TEST_TMPDIR/shapes"
    cp shapes/*.schema.json "$BATS_TEST_TMPDIR/shapes"
    jq 'del(."$defs".finding.properties.rule.description)' shapes/report.schema.json \
        >"$BATS_TEST_TMPDIR/shapes/report.schema.json"
    run tests/cli/described.py "$BATS_TEST_TMPDIR/shapes/report.schema.json"
    [ "$status" -eq 1 ]
    [[ $output == *"/\$defs/finding/rule"* ]]
}

@test "section 5 of the manual has the fields of the JSON schemas: make fields" {
    for schema in shapes/*.schema.json; do
        name=${schema#shapes/}
        grep -F ".Sh ${name%.schema.json}.json" man/cpts-coverage.5
    done
    packaging/man5 "$(sed -n 's/^\.Dd //p' man/cpts-coverage.1)" \
        shapes/{report,simulation,proposal,comparison,reading,day}.schema.json | diff - man/cpts-coverage.5
}
