#!/usr/bin/env bats
# What stands around the nightly job: accepted findings, the history command, metrics, JUnit, mail.

# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load common

setup() {
    in_temporary_folder
    export TZ=UTC
}

@test "history: runs, list, show, as text and as JSON" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    night 2 --perimeters clean.geojson
    run history runs
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == *"2026-01-02T00:00:00Z  not compliant  2 errors, 75.00 % of the inhabitants"* ]]
    [[ ${lines[2]} == *"▁█"* ]]
    history runs --format json | jq -e 'length == 2 and .[1].verdict == "compliant"'
    [ -z "$(history list)" ]
    run history list --all
    [[ $output == *"resolved, since 2 January 2026 at "*"Brenne (99102)"* ]]
    id=$(history list --all --format json | jq -r '.[] | select(.rule == "overlap").id')
    history show "$id" --format json |
        jq -e '.state == "resolved" and (.events | map(.state) == ["new", "resolved"])'
    run history show "$id"
    [[ $output == *"3 January 2026 at "*"  resolved"* ]]
}

@test "history: the story says what moved each night, in the words of that night" {
    night 1 --perimeters conflict.geojson --lang en || [ $? -eq 1 ]
    night 2 --perimeters conflict.geojson --lang en || [ $? -eq 1 ]
    night 3 --perimeters clean.geojson --lang en
    run history
    echo "$output"
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = "Run 1, 2 January 2026 at 00:00: not compliant, 2 errors, 75.00 % of the inhabitants covered" ]
    [ "${lines[2]}" = "Run 2: nothing new" ]
    [ "${lines[3]}" = "Run 3, 4 January 2026 at 00:00: compliant, 0 errors, 100.00 % of the inhabitants covered" ]
    [[ $output == *"- resolved: Corbe (99103) is in no CPTS"*"changed by CPTS Nord"* ]]
    [[ $output == *"- CPTS Nord, which was CPTS Est: gains Corbe (99103); loses Brenne (99102)"* ]]
    history --format json | jq -e 'length == 3 and (.[1] | .moved == [] and .changes == []) and
        (.[2].moved | map(.state) == ["resolved", "resolved"]) and
        (.[2].changes[0] | .perimeter == "B" and .name_was == "CPTS Est" and
            .units_gained == ["99103"] and .units_lost == ["99102"])'
    run "$CPTS_PROGRAM" history --lang fr store.sqlite
    [ "${lines[2]}" = "Passage 2 : rien de nouveau" ]
}

@test "history at DATE: who claimed what that day, as text, JSON and tables" {
    night 1 --perimeters conflict.geojson --lang en || [ $? -eq 1 ]
    night 3 --perimeters clean.geojson --lang en
    run history at 03/01/2026
    echo "$output"
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = "Who claimed what on 3 January 2026" ]
    [ "${lines[1]}" = "Run 1, 2 January 2026 at 00:00: not compliant, 2 errors, 75.00 % of the inhabitants covered" ]
    [ "${lines[2]}" = "CPTS Sud (A): 2.00 km², 2,000 inhabitants" ]
    [ "${lines[3]}" = "    Ardon (99101); Brenne (99102)" ]
    [[ $output == *"Findings, as last reported:"*"Corbe (99103) is in no CPTS"* ]]
    history at 2026-01-02 --format json >day.json
    "$PROJECT/tests/cli/validate.py" "$PROJECT/shapes/day.schema.json" day.json
    jq -e '.verdict == "not-compliant" and .run_number == 1 and .totals.white_population == 1000 and
        (.units[1] | .overlap_share == 1 and (.claims | map(.perimeter) == ["A", "B"])) and
        (.units[2] | .white_share == 1 and .claims == []) and (.findings | length == 2)' day.json
    run history at 2026-01-02 -o day
    [ "$(cd day && echo *)" = "claims.csv day.json perimeters.csv units.csv" ]
    cmp day/day.json day.json
    [ "$(sed -n 3p day/units.csv | tr -d '\r')" = "99102,Brenne,1000,1000000,2,0,1,2026-01-02T00:00:00Z" ]
    # What was claimed can be checked as a declaration: the same conflicts.
    check --perimeters day/claims.csv --json again.json || [ $? -eq 1 ]
    jq -e '.totals.white_population == 1000 and .totals.overlap_population == 1000' again.json
    history at 2026-01-02 --csv fr --csv-dialect fr --quiet
    [[ $(head -1 fr/units.csv) == *"code;name;population"* ]]
    history at 2027-01-01 --format json | jq -e '.run_number == 2 and .verdict == "compliant"'
}

@test "history at DATE over units: the check of that day, with its maps" {
    night 1 --perimeters conflict.geojson --lang en || [ $? -eq 1 ]
    night 2 --perimeters clean.geojson --lang en
    run history at 2026-01-02 --units units.geojson -o day --map day.svg
    echo "$output"
    [ "$status" -eq 0 ]
    [[ ${lines[0]} == "NOT COMPLIANT — 2 errors"* ]]
    [ -s day/report.html ] && [ -s day/coverage.gpkg ] && [ -s day.svg ] && [ ! -e day/metrics.prom ]
    grep -q "Territories declared on 2 January 2026" day/report.html
    jq -e '.totals.white_population == 1000' day/report.json
    run --separate-stderr history at 2026-01-02 --map day.svg
    [ "$status" -eq 2 ]
    [[ $stderr == *"add --units"* ]]
    run --separate-stderr history list --units units.geojson
    [ "$status" -eq 2 ]
    [[ $stderr == *"go with 'at DATE'"* ]]
    run --separate-stderr history at 2026-01-02 --csv . --json store.sqlite
    [ "$status" -eq 2 ]
}

@test "history at DATE: what the store cannot say" {
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Nord' "$(rectangle 0 1000 1700 1000)")" >part.geojson
    night 1 --perimeters part.geojson || [ $? -eq 1 ]
    run --separate-stderr history at 31/12/2025
    [ "$status" -eq 3 ]
    [[ $stderr == *"begins on 2026-01-02: it does not know what was declared on 2025-12-31"* ]]
    run --separate-stderr history at yesterday
    [ "$status" -eq 2 ]
    [[ $stderr == *"'yesterday' is not a date"* ]]
    history at 2026-01-02 --format json | jq -e '.units[3] | .white_share > 0.29 and .white_share < 0.31'
    run --separate-stderr history at 2026-01-02 --units units.geojson -o day
    [ "$status" -eq 3 ]
    [[ $stderr == *"1 claim of that day covers part of a unit"*"--snap-to-units"* ]]
    [ ! -e day/report.json ]
    # Whole by --snap-to-units, the map has no white zone left: it does not say compliant for that.
    run --separate-stderr history at 2026-01-02 --units units.geojson --snap-to-units 0.6
    [ "$status" -eq 0 ]
    [[ $output == "NOT COMPLIANT"* ]]
    [[ $stderr == *"the run of that day was not compliant"* ]]
    sqlite3 store.sqlite "DELETE FROM claims; DELETE FROM perimeters"
    run --separate-stderr history at 2026-01-02
    [ "$status" -eq 3 ]
    [[ $stderr == *"does not hold what was declared in its run 1"* ]]
}

@test "history: of nights whose sentence was not kept, the story gives the figures" {
    night 1 --perimeters conflict.geojson --lang en || [ $? -eq 1 ]
    sqlite3 store.sqlite "UPDATE events SET message=NULL,severity=NULL,sliver=NULL"
    night 2 --perimeters clean.geojson --lang en
    sqlite3 store.sqlite "UPDATE events SET message=NULL WHERE state='resolved'"
    run history
    echo "$output"
    [[ $output == *"- resolved: Overlap, CPTS Sud, CPTS Nord, 1.00 km²"* ]]
    [[ $output == *"- resolved: White zone, 1.00 km²"* ]]
}

@test "an accepted finding is listed, marked, and does not count" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    for id in $(jq -r '.findings[].id' report.json); do
        history accept "$id" --reason "being redrawn; soon" --by Dupont --until 2026-01-10
    done
    run night 2 --perimeters conflict.geojson -o out
    [ "$status" -eq 0 ]
    [[ $output == *"2 findings are accepted and do not count."* ]]
    jq -e '.verdict == "compliant" and (.findings | length == 2) and
        all(.findings[]; .accepted_by == "Dupont" and .accepted_until == "2026-01-10")' report.json
    jq -e 'all(.acceptances[]; .status == "in-force")' report.json
    [ "$(sqlite3 out/coverage.gpkg 'SELECT accepted_by FROM overlaps')" = Dupont ]
    "$PROJECT/tests/cli/validate-report.py" "$PROJECT/shapes/report.schema.json" report.json
    run night 12 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
    [[ $output == *"the acceptance ended on 10 January 2026; the finding counts again"* ]]
    run night 13 --perimeters clean.geojson
    [ "$status" -eq 0 ]
    [[ $output == *"accepted, and no longer found; the acceptance can be removed"* ]]
    history reject "$id"
    run --separate-stderr history reject "$id"
    [ "$status" -eq 2 ]
}

@test "an acceptance holds up to --max-area" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    id=$(jq -r '.findings[] | select(.rule == "overlap").id' report.json)
    area=$(jq -r '.findings[] | select(.rule == "overlap").area_m2 | floor' report.json)
    history accept "$id" --reason soon --by Dupont --max-area $((area / 2))
    night 2 --perimeters conflict.geojson || [ $? -eq 1 ]
    jq -e --arg id "$id" '.findings[] | select(.id == $id) | has("accepted_by") | not' report.json
    history accept "$id" --reason soon --by Dupont --max-area $((area * 2))
    night 3 --perimeters conflict.geojson || [ $? -eq 1 ]
    jq -e --arg id "$id" '.findings[] | select(.id == $id).accepted_by == "Dupont"' report.json
}

@test "acceptances go out to a file and come back, and work without a store" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    for id in $(jq -r '.findings[].id' report.json); do
        history accept "$id" --reason '=1+1; "soon"' --by '@Dupont' --until 2099-01-10
    done
    history export >accepted.csv
    [[ $(sed -n 2p accepted.csv) == *";\"'=1+1; \"\"soon\"\"\";'@Dupont;2099-01-10;"* ]]
    run check --perimeters conflict.geojson --accepted accepted.csv
    [ "$status" -eq 0 ]
    cp accepted.csv before.csv
    history reject "$id"
    run night 2 --perimeters conflict.geojson
    [ "$status" -eq 1 ]
    history import accepted.csv
    history export again.csv
    cmp again.csv before.csv
    run night 3 --perimeters conflict.geojson
    [ "$status" -eq 0 ]
}

@test "acceptances in a table of people are read by what its cells hold" {
    night 1 --perimeters conflict.geojson || [ $? -eq 1 ]
    mapfile -t ids < <(jq -r '.findings[].id' report.json)
    { # headings that say it, in another order, under a title
        printf 'Conflits acceptés;;;\nPar;Motif;Conflit;Fin\n'
        printf 'Dupont;tracé en cours de révision;%s;30/06/2099\n' "${ids[@]}"
    } >words.csv
    { # headings that say nothing: the reason is the longer text
        printf 'A;B;C;D;E\n'
        printf '%s;1e9;Dupont;le contrat est en cours de révision;2099-06-30\n' "${ids[@]}"
    } >bare.csv
    sed 1d bare.csv >none.csv
    ogr2ogr -f XLSX table.xlsx -oo AUTODETECT_TYPE=NO words.csv
    for table in words.csv bare.csv none.csv table.xlsx; do
        check --perimeters conflict.geojson --accepted "$table" --json accepted.json
        jq -e --arg id "${ids[0]}" '.verdict == "compliant" and (.acceptances | length == 2) and
            all(.acceptances[]; .by == "Dupont" and (.reason | contains("en cours de")))' \
            accepted.json
    done
    printf 'A;B;C\n%s;Dupont;Durand\n' "${ids[@]}" >bad.csv
    run --separate-stderr check --perimeters conflict.geojson --accepted bad.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"columns 2 (B) and 3 (C) may both be the column 'reason'"* ]]
}

@test "a file of acceptances that is wrong is refused, with its line" {
    printf 'id;reason;by;until\n# a remark\nx;why;who;soon\n' >bad.csv
    run --separate-stderr check --perimeters conflict.geojson --accepted bad.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"bad.csv, line 3: 'soon' is not a date"* ]]
    printf 'id;reason\nx;why\n' >bad.csv
    run --separate-stderr check --perimeters conflict.geojson --accepted bad.csv
    [ "$status" -eq 3 ]
    [[ $stderr == *"no column 'by'"* ]]
    printf 'id;reason;by\nx;why;who\nx;why;who\n' >bad.csv
    run --separate-stderr check --perimeters conflict.geojson --accepted bad.csv
    [[ $stderr == *"line 3: 'x' is accepted twice"* ]]
    run --separate-stderr check --perimeters conflict.geojson --accepted absent.csv
    [ "$status" -eq 3 ]
}

@test "history: what is asked wrongly" {
    run --separate-stderr history
    [ "$status" -eq 3 ]
    [[ $stderr == *"no history store.sqlite"* ]]
    [ ! -e store.sqlite ]
    night 1 --perimeters conflict.geojson --quiet || [ $? -eq 1 ]
    for words in "lst" "show" "runs more" "show a b" "accept x --reason r --by b" "accept x" "show x"; do
        # shellcheck disable=SC2086 # words
        run --separate-stderr history $words
        echo "$words: $status $stderr"
        [ "$status" -eq 2 ]
        [ -z "$output" ]
    done
    run --separate-stderr "$CPTS_PROGRAM" history --lang en
    [ "$status" -eq 2 ]
}

@test "--prometheus: metrics that Prometheus takes, no timestamps, zeros written" {
    night 1 --perimeters conflict.geojson --prometheus metrics.prom || [ $? -eq 1 ]
    grep -qx 'cpts_coverage_population_rate 0.75' metrics.prom
    grep -qx 'cpts_coverage_findings{rule="overlap",severity="error",state="new"} 1' metrics.prom
    grep -qx 'cpts_coverage_findings{rule="outside",severity="warning",state="new"} 0' metrics.prom
    grep -qx 'cpts_coverage_last_success_timestamp_seconds 1767312000' metrics.prom
    grep -qx 'cpts_coverage_compliant 0' metrics.prom
    # Every line is a comment or a sample without a timestamp, and each name is declared once.
    run grep -vE '^(# (HELP|TYPE) cpts_coverage_[a-z0-9_]+ .+|cpts_coverage_[a-z0-9_]+(\{[^}]*\})? [0-9.e+-]+)$' metrics.prom
    [ -z "$output" ]
    [ -z "$(grep '^# TYPE' metrics.prom | sort | uniq -d)" ]
    if command -v promtool; then promtool check metrics <metrics.prom; fi
    check --perimeters conflict.geojson -o out || [ $? -eq 1 ]
    [ -s out/metrics.prom ]
}

@test "a check that fails leaves the metrics of the last success" {
    night 1 --perimeters conflict.geojson --prometheus metrics.prom || [ $? -eq 1 ]
    cp metrics.prom before.prom
    run night 2 --perimeters absent.geojson --prometheus metrics.prom
    [ "$status" -eq 3 ]
    cmp metrics.prom before.prom
}

@test "--junit: failures that count, and what is accepted skipped" {
    night 1 --perimeters conflict.geojson --junit junit.xml || [ $? -eq 1 ]
    python3 - <<'CHECK'
import xml.etree.ElementTree as tree
suite = tree.parse("junit.xml").getroot()
cases = suite.findall("testcase")
assert suite.get("tests") == str(len(cases)), suite.attrib
assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == "2"
CHECK
    id=$(jq -r '.findings[0].id' report.json)
    history accept "$id" --reason '<soon> & "so"' --by Dupont
    night 2 --perimeters conflict.geojson --junit junit.xml --fail-on new
    python3 - <<'CHECK'
import xml.etree.ElementTree as tree
suite = tree.parse("junit.xml").getroot()
assert suite.get("failures") == "0" and suite.get("skipped") == "1", suite.attrib
assert suite.find("testcase/skipped").get("message") == '<soon> & "so"'
CHECK
}

@test "--format mail: short, and only what moved" {
    night 1 --perimeters clean.geojson --quiet
    run --separate-stderr night 2 --perimeters conflict.geojson --format mail
    [ "$status" -eq 1 ]
    [[ ${lines[0]} == "1 new overlap: Brenne, 1,000 inhabitants; 1 new white zone" ]]
    [[ ${lines[1]} == "NOT COMPLIANT — 2 errors, 0 warnings, 0 notes, 75.00 % of the inhabitants covered (100.00 % at the last run)." ]]
    [[ $output == *"new: Brenne (99102) is declared by CPTS Sud and CPTS Est"*"changed by CPTS Est"* ]]
    [ "${#lines[@]}" -le 8 ]
    run --separate-stderr night 3 --perimeters conflict.geojson --format mail
    [[ ${lines[0]} == "nothing new; NOT COMPLIANT — 2 errors"* ]]
    run --separate-stderr night 3 --perimeters conflict.geojson --format post
    [ "$status" -eq 2 ]
}

@test "the command of the systemd service is right, and its status 1 is a success" {
    cp "$CPTS_DEMO/region.gpkg" .
    local unit=$PROJECT/packaging/nightly/cpts-coverage@.service command
    grep -qx SuccessExitStatus=1 "$unit"
    command=$(sed -n 's/^ExecStart=cpts-coverage //p' "$unit")
    for expected in 1 0; do
        # shellcheck disable=SC2086 # words, as systemd splits them
        OPTIONS="--lang en" SOURCES=region.gpkg run sh -c "\"$CPTS_PROGRAM\" $command"
        echo "$output"
        [ "$status" -eq "$expected" ]
        [ -s latest/metrics.prom ]
    done
    [[ ${lines[0]} == "nothing new; "* ]]
}

@test "systemd finds nothing to say of the units, and the service little exposed" {
    command -v systemd-analyze || skip "systemd is not installed"
    local unit
    for unit in service timer; do
        sed "s|^ExecStart=cpts-coverage |ExecStart=$CPTS_PROGRAM |" \
            "$PROJECT/packaging/nightly/cpts-coverage@.$unit" >"cpts-coverage@demo.$unit"
    done
    run systemd-analyze verify --man=no ./cpts-coverage@demo.service ./cpts-coverage@demo.timer
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    run systemd-analyze security --offline=true --threshold=20 ./cpts-coverage@demo.service
    echo "$output" | tail -n 1
    [ "$status" -eq 0 ]
    # The guide's own lines: a name that systemd does not know would be passed over in silence.
    mkdir -p cpts-coverage@demo.service.d
    awk '/^```ini$/ { inside = ++blocks; next } /^```$/ { inside = 0 }
        inside == 1 { print >"cpts-coverage@demo.service.d/mail.conf" }
        inside == 2 { print >"cpts-mail@demo.service" }' "$PROJECT/packaging/nightly/nightly.md"
    grep -q OnSuccess cpts-coverage@demo.service.d/mail.conf
    run systemd-analyze verify --man=no ./cpts-coverage@demo.service ./cpts-mail@demo.service
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "the line of the cron table mails what is new, and what could not be checked" {
    cp "$CPTS_DEMO/region.gpkg" .
    mkdir bin
    printf '#!/bin/sh\necho "$2 to $3" >>sent; cat >>sent\n' >bin/mail
    ln -s "$CPTS_PROGRAM" bin/cpts-coverage
    chmod +x bin/mail
    sed -n 's/^30 2 \* \* \* cpts-coverage //p' "$PROJECT/packaging/nightly/crontab" |
        sed -e 's|cd /var/lib/cpts-coverage|cd .|' -e 's|--units .*declarations.csv |region.gpkg |' >line
    export CPTS_LOCALEDIR=$CPTS_BUILD/share/locale
    PATH="$PWD/bin:$PATH" sh line
    [[ $(head -n 1 sent) == "CPTS : premier passage ; NON CONFORME"*" to sig@ars.example" ]]
    rm sent
    PATH="$PWD/bin:$PATH" sh line
    [ ! -e sent ]
    rm region.gpkg
    PATH="$PWD/bin:$PATH" sh line
    [[ $(head -n 1 sent) == "CPTS : le contrôle n'a pas pu se faire"* ]]
    grep -q region.gpkg sent
}
