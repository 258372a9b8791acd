#!/usr/bin/env bats
# The binary interface of version 1.0 is kept: what was built with its header runs with any later
# libcpts.so.1.

setup() {
    library="$CPTS_BUILD/libcpts.so.1"
    kept=packaging/libcpts-1.0.abi
    readelf -S --wide "$library" | grep -q debug_info || skip "the library has no debug information"
}

# Where each field stands. abidiff takes a field put into padding for one added at the end.
layout() {
    awk -F "'" '/<class-decl name=.cpts_/ { for (i = 1; i < NF; i += 2) if ($i ~ / name=$/) class = $(i + 1) }
        /<class-decl .*\/>/ { class = "" } # one that is only declared has no end
        /<data-member / { for (i = 1; i < NF; i += 2) if ($i ~ /offset-in-bits=$/) at = $(i + 1) }
        class && /<var-decl / { print class, $2, at }
        /<\/class-decl>/ { class = "" }' "$1" | LC_ALL=C sort
}

same_interface() {
    abidiff --no-default-suppression --suppressions packaging/libcpts.abignore --no-added-syms \
        "$1" "$2" || return
    local moved
    moved=$(LC_ALL=C comm -23 <(layout "$1") <(layout "$2"))
    [ -z "$moved" ] || echo "not where they were: $moved"
    [ -n "$(layout "$1")" ] && [ -z "$moved" ]
}

@test "symbols and layouts are those of version 1.0, or additions that it allows" {
    packaging/abi "$library" >"$BATS_TEST_TMPDIR/now.abi"
    same_interface "$kept" "$BATS_TEST_TMPDIR/now.abi"
}

# What abidw says of a library with this header, edited: each function of it, doing nothing.
interface_of() {
    local folder="$BATS_TEST_TMPDIR/$1"
    mkdir -p "$folder"
    sed "$2" lib/cpts.h >"$folder/cpts.h"
    {
        echo '#include "cpts.h"'
        gcc -E -P "$folder/cpts.h" | tr '\n' ' ' | tr ';' '\n' | grep -o '__attribute__((vis.*' |
            sed 's/$/ { __builtin_trap(); }/'
    } >"$folder/all.c"
    gcc -g -w -std=c17 -shared -fPIC -I"$folder" -o "$folder/all.so" "$folder/all.c"
    packaging/abi "$folder/all.so" "$folder/cpts.h" >"$folder/all.abi"
}

# Whether a library with the header edited so keeps the interface of this one.
keeps() {
    interface_of before ''
    interface_of after "$1"
    ! cmp -s "$BATS_TEST_TMPDIR/before/cpts.h" "$BATS_TEST_TMPDIR/after/cpts.h" || return 99
    same_interface "$BATS_TEST_TMPDIR/before/all.abi" "$BATS_TEST_TMPDIR/after/all.abi"
}

@test "a field at the end of a result, a function and a constant are allowed" {
    keeps 's/^} cpts_finding;/    int later;\n} cpts_finding;/
        s/^    CPTS_RULE_COUNT/    CPTS_RULE_LATER,\n&/
        s/^CPTS_API int cpts_version_number(void);/&\nCPTS_API int cpts_later(void);/'
}

@test "a field in the middle is reported" {
    run keeps 's/^    bool sliver;/    int later;\n&/'
    echo "$output"
    [ "$status" -ne 0 ] && [ "$status" -ne 99 ] && [[ $output == *cpts_finding* ]]
}

@test "a constant in the middle is reported" {
    run keeps 's/^    CPTS_RULE_OUTSIDE,/    CPTS_RULE_LATER,\n&/'
    echo "$output"
    [ "$status" -ne 0 ] && [ "$status" -ne 99 ] && [[ $output == *cpts_rule* ]]
}

@test "a function that goes, or takes something else, is reported" {
    run keeps 's/^CPTS_API void cpts_report_free(cpts_report \*report);//'
    [ "$status" -ne 0 ] && [ "$status" -ne 99 ] && [[ $output == *cpts_report_free* ]]
    run keeps 's/^\(CPTS_API void cpts_context_set_jobs(cpts_context \*context, \)int/\1long/'
    [ "$status" -ne 0 ] && [ "$status" -ne 99 ] && [[ $output == *cpts_context_set_jobs* ]]
}
