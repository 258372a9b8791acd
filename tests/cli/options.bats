#!/usr/bin/env bats
# What is written about the options is what the option table says: help, manual, completions,
# translations.

load common

setup_file() {
    export GENERATE="$BATS_FILE_TMPDIR/generate"
    gcc -std=c17 -D_GNU_SOURCE -Ilib -o "$GENERATE" packaging/completions/generate.c cli/option_table.c
    "$GENERATE" list | cut -f2 | LC_ALL=C sort -u >"$BATS_FILE_TMPDIR/table"
}

@test "--help lists the options of each command, once each" {
    for command in $("$GENERATE" list | cut -f1 | sort -u); do
        "$CPTS_PROGRAM" "$command" --help |
            sed -n 's/^  \(-h, \)\{0,1\}\(-[-a-z]*\).*/\2/p' | LC_ALL=C sort |
            diff <("$GENERATE" list | sed -n "s/^$command\t\([^\t]*\).*/\1/p" | LC_ALL=C sort) -
    done
}

@test "the manual pages list the options of the table, once each" {
    for page in man/cpts-coverage.1 man/fr/cpts-coverage.1; do
        sed -n -e 's/^\.It \(Fl h , \)\{0,1\}Fl \(-[-a-z]*\).*/-\2/p' -e 's/^\.It Fl \([a-z]\) .*/-\1/p' \
            "$page" | LC_ALL=C sort | diff "$BATS_FILE_TMPDIR/table" -
    done
}

@test "the manual pages list the rules of the library, once each" {
    grep -oE '^    CPTS_RULE_[A-Z_]+' lib/cpts.h | grep -v COUNT | sed 's/.*CPTS_RULE_//' |
        tr 'A-Z_' 'a-z-' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/rules"
    [ -s "$BATS_TEST_TMPDIR/rules" ]
    for page in man/cpts-coverage.1 man/fr/cpts-coverage.1; do
        sed -n 's/^\.It Li \([a-z-]*\) Ta .*/\1/p' "$page" | LC_ALL=C sort |
            diff "$BATS_TEST_TMPDIR/rules" -
    done
}

@test "the manual pages pass mandoc's lint" {
    run mandoc -T lint -W warning man/*.[1-9]
    echo "$output"
    [ "$status" -eq 0 ]
    # NOM is the French NAME, which mandoc does not know
    said=$(mandoc -T lint -W warning man/fr/*.[1-9] |
        grep -vE 'first section is not "NAME"|description line outside NAME section|mandoc.db') ||
        true
    echo "$said"
    [ -z "$said" ]
}

@test "the completions are those of the table" {
    "$GENERATE" bash | diff packaging/completions/cpts-coverage.bash -
    "$GENERATE" zsh | diff packaging/completions/_cpts-coverage -
    "$GENERATE" fish | diff packaging/completions/cpts-coverage.fish -
}

@test "the shells accept the completions" {
    bash -n packaging/completions/cpts-coverage.bash
    for shell in zsh fish; do
        if command -v $shell >/dev/null; then
            file=packaging/completions/cpts-coverage.fish
            [ $shell = fish ] || file=packaging/completions/_cpts-coverage
            $shell -n "$file"
        fi
    done
}

# complete WORD...: what bash offers for the last word
complete_line() {
    # compopt works only while bash completes a line
    bash -c 'compopt() { :; }
        . packaging/completions/cpts-coverage.bash
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _cpts_coverage
        printf "%s\n" "${COMPREPLY[@]}"' - "$@"
}

@test "bash completes commands, options and values" {
    [ "$(complete_line cpts-coverage ch)" = check ]
    [ "$(complete_line cpts-coverage check --sl)" = --sliver-width ]
    [ "$(complete_line cpts-coverage check --lang '')" = "fr
en" ]
    [ "$(complete_line cpts-coverage check --lang = f)" = fr ]
    [ "$(complete_line cpts-coverage check --json CONTRI)" = CONTRIBUTING.md ]
    [ "$(complete_line cpts-coverage check -o packagin)" = packaging ]
    [ "$(complete_line cpts-coverage check CONTRI)" = CONTRIBUTING.md ]
    [ -z "$(complete_line cpts-coverage check --jobs '')" ]
}

@test "the message template is up to date (make po)" {
    make --no-print-directory pot POT="$BATS_TEST_TMPDIR/new.pot"
    diff po/cpts-coverage.pot "$BATS_TEST_TMPDIR/new.pot"
}

@test "every message is translated (make po)" {
    for catalogue in po/*.po; do
        msgmerge --quiet --no-fuzzy-matching -o "$BATS_TEST_TMPDIR/merged.po" "$catalogue" \
            po/cpts-coverage.pot
        for kind in --untranslated --only-fuzzy; do
            left=$(msgattrib "$kind" --no-obsolete --no-wrap "$BATS_TEST_TMPDIR/merged.po" |
                grep '^msgid "..*') || true
            echo "$left"
            [ -z "$left" ]
        done
        [ -z "$(msgattrib --only-fuzzy --no-obsolete "$catalogue")" ]
        msgfmt --check -o /dev/null "$catalogue"
    done
}

@test "the French help has French words for values" {
    for command in check simulate propose compare read history; do
        run "$CPTS_PROGRAM" "$command" --lang fr --help
        [[ $output != *FILE* && $output != *FOLDER* && $output != *LIST\ * ]]
    done
}
