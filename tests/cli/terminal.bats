#!/usr/bin/env bats
# What a terminal shows, at 40, 80 and 120 columns, in both languages; a pipe gets it as it is.
# shellcheck disable=SC2154 # stderr: set by run --separate-stderr
load common

setup() {
    in_temporary_folder
    terminal=$PROJECT/tests/cli/terminal.py
}

# folded COLUMNS WHOLE SHOWN: no line is wider unless it is one word, and the words are those of the whole text, each in
# one piece and in its order.
folded() {
    python3 - "$@" <<'END'
import sys
columns, whole, shown = int(sys.argv[1]), *(open(path, encoding="utf-8").read() for path in sys.argv[2:])
wide = [line for line in shown.split("\n") if len(line) > columns and len(line.split()) > 1]
assert not wide, wide
assert shown.split() == whole.split(), set(shown.split()) ^ set(whole.split())
assert shown == whole or any(len(line) > columns for line in whole.split("\n")), "folded for nothing"
END
}

@test "a check, a proposal, a reading, a history and the help fit 40, 80 and 120 columns" {
    local columns language words
    check --perimeters conflict.geojson --history store.sqlite --quiet || [ $? -eq 1 ]
    check --perimeters clean.geojson --history store.sqlite --quiet
    for language in en fr; do
        for words in "check --units units.geojson --perimeters conflict.geojson" \
            "propose --units units.geojson --perimeters conflict.geojson" \
            "simulate --units units.geojson --perimeters conflict.geojson --as A --take 99103" \
            "read --units units.geojson --perimeters conflict.geojson" \
            "history store.sqlite" "history store.sqlite at 2099-01-01"; do
            # shellcheck disable=SC2086 # words
            "$CPTS_PROGRAM" $words --lang "$language" >whole || [ $? -eq 1 ]
            for columns in 40 80 120; do
                # shellcheck disable=SC2086 # words
                "$terminal" "$columns" "$CPTS_PROGRAM" $words --lang "$language" >shown || [ $? -eq 1 ]
                echo "$words, $language, $columns"
                cat shown
                [ -s shown ]
                folded "$columns" whole shown 
            done
        done
        "$terminal" 40 "$CPTS_PROGRAM" check --help --lang "$language" >shown
        [ "$(grep -cE '^.{64,}$' shown)" -eq 0 ]
    done
}

@test "the figures of a table end under each other on a narrow terminal" {
    "$terminal" 40 "$CPTS_PROGRAM" check --units units.geojson --perimeters conflict.geojson --lang en >shown ||
        [ $? -eq 1 ]
    cat shown
    [ "$(grep -cE '^ +[0-9]+\.[0-9]{2} .*[0-9]+\.[0-9]{2}$' shown)" -ge 3 ]
    [ "$(grep -E '^ +[0-9]+\.[0-9]{2} .*[0-9]+\.[0-9]{2}$' shown | awk '{ print length($0) }' | sort -u)" = 40 ]
}

@test "COLUMNS says how wide a terminal is; JSON is never folded, nor a pipe" {
    check --perimeters conflict.geojson --history store.sqlite --quiet || [ $? -eq 1 ]
    "$terminal" 40 "$CPTS_PROGRAM" history store.sqlite --format json | jq -e 'length == 1'
    COLUMNS=40 "$CPTS_PROGRAM" history store.sqlite --lang en >pipe
    "$CPTS_PROGRAM" history store.sqlite --lang en >plain
    cmp pipe plain
}

@test "a run ends by what it wrote and where, a first one by how to keep it" {
    run check --perimeters conflict.geojson --lang en
    [[ ${lines[-1]} == "For the whole report: -o FOLDER"* ]]
    run check --perimeters conflict.geojson --lang en -o out --map map.svg
    [ "${lines[-2]}" = "Written in out: conflicts.geojson, report.json, units.csv, perimeters.csv, groups.csv, coverage.gpkg, report.html, metrics.prom" ]
    [ "${lines[-1]}" = "Written: map.svg" ]
    [[ $output != *"For the whole report"* ]]
    run check --perimeters conflict.geojson --lang fr --json report.json
    [ "${lines[-1]}" = "Écrit : report.json" ]
    run "$CPTS_PROGRAM" propose --units units.geojson --perimeters conflict.geojson --lang fr -o advice
    [[ ${lines[-1]} == "Écrit dans advice : "*"proposal.json"* ]]
}

@test "the verdict alone is in bold and colour" {
    KEEP_COLOURS=1 "$terminal" 80 "$CPTS_PROGRAM" check --units units.geojson \
        --perimeters conflict.geojson --lang en >shown || [ $? -eq 1 ]
    [ "$(grep -c $'\033\\[[0-9;]*m' shown)" -eq 1 ]
    grep -q $'^\033\\[1;31mNOT COMPLIANT\033\\[0m' shown
    KEEP_COLOURS=1 "$terminal" 80 "$CPTS_PROGRAM" propose --units units.geojson \
        --perimeters conflict.geojson --lang en >shown || [ $? -eq 1 ]
    [ "$(grep -c $'\033\\[[0-9;]*m' shown)" -eq 1 ]
}

@test "progress never goes back, and ends by what is written" {
    run --separate-stderr check --perimeters conflict.geojson --lang en -o out --progress
    echo "$stderr"
    python3 - <<END
import re
text = """$stderr"""
shares = [int(n) for n in re.findall(r"(\d+) %", text)]
assert shares == sorted(shares) and len(shares) > 4 and shares[0] < 40, shares
# Writing all files of France takes about as long as what comes before; no stage is half of that.
assert "writing" in text and 45 <= shares[-1] <= 60, text
assert max(b - a for a, b in zip(shares, shares[1:])) <= 25, shares
END
}
