#!/usr/bin/env bats
# What a reader of the morning is given: files of one run, a mail of what moved, dates, acceptances.
# shellcheck disable=SC2154 # stderr: set by run --separate-stderr
load common

setup() {
    in_temporary_folder
}

# Every id of a run that a file names, whatever its format.
runs_of() {
    python3 - "$@" <<'END'
import csv, json, re, sqlite3, sys
for path in sys.argv[1:]:
    if path.endswith(".gpkg"):
        found = [row[0] for row in sqlite3.connect(path).execute("SELECT run FROM totals")]
    elif path.endswith(".csv"):
        with open(path, encoding="utf-8", newline="") as file:
            found = [row["run"] for row in csv.DictReader(file)]
    elif path.endswith("json"):
        found = [json.load(open(path, encoding="utf-8"))["run"]]
    elif path.endswith(".html"):
        found = re.findall(r'<meta name="cpts-run" content="(.*?)">', open(path, encoding="utf-8").read())
    elif path.endswith(".pdf"):
        found = re.findall(rb"/Keywords \(run (.*?)\)", open(path, "rb").read())
        found = [text.decode() for text in found]
    else:
        found = re.findall(r'run(?:="|" value=")([0-9a-f]+)"', open(path, encoding="utf-8").read())
    assert found, f"{path} names no run"
    print("\n".join(found))
END
}

@test "every file names its run, and two runs have two names" {
    run check --perimeters conflict.geojson -o out --junit junit.xml --atlas atlas.pdf --sheets sheets
    [ "$status" = 1 ]
    files=$(find out sheets junit.xml -type f ! -name '*.qml' | LC_ALL=C sort)
    [ "$(wc -w <<<"$files")" -ge 11 ]
    # shellcheck disable=SC2086
    run runs_of $files
    [ "$status" = 0 ]
    id=$(sort -u <<<"$output")
    [[ "$id" =~ ^[0-9a-f]{16}$ ]]
    # The text of a PDF may be compressed: poppler reads it.
    if command -v pdfinfo; then [[ "$(pdfinfo atlas.pdf)" == *"run $id"* ]]; fi

    run check --perimeters conflict.geojson -o again
    [ "$(runs_of again/*.*sv again/*.*json | sort -u)" = "$id" ]
    run check --perimeters conflict.geojson --sliver-width 4 -o other
    [ "$(runs_of other/*.*sv other/*.*json | sort -u)" != "$id" ]
    run check --perimeters clean.geojson -o other
    [ "$(runs_of other/*.html)" != "$id" ]
}

@test "a night of a history has its own name" {
    for night in 1 2; do
        check --perimeters conflict.geojson --history store.sqlite -o "night$night" || [ $? = 1 ]
    done
    [ "$(runs_of night1/report.json)" != "$(runs_of night2/report.json)" ]
    [ "$(runs_of night2/report.json)" = "$(runs_of night2/metrics.prom)" ]
}

@test "simulate, propose and compare name their run as well" {
    "$CPTS_PROGRAM" simulate --units units.geojson --perimeters conflict.geojson --as A --take 99103 \
        -o simulated || [ $? = 1 ]
    [ "$(runs_of simulated/*.html simulated/*.*json simulated/*.gpkg | sort -u | wc -l)" = 1 ]
    "$CPTS_PROGRAM" propose --units units.geojson --perimeters conflict.geojson -o proposed || [ $? = 1 ]
    [ "$(runs_of proposed/*.html proposed/*.*json proposed/*.gpkg | sort -u | wc -l)" = 1 ]
    "$CPTS_PROGRAM" compare --units units.geojson clean.geojson conflict.geojson \
        --json compared.json --geojson compared.geojson || [ $? = 1 ]
    [ "$(runs_of compared.json compared.geojson | sort -u | wc -l)" = 1 ]
    [ "$(runs_of simulated/*.html proposed/*.html compared.json | sort -u | wc -l)" = 3 ]
}

# night NUMBER ARGUMENT...: a check on that night of January 2026, with its mail in mail.txt
night() {
    local at=$((1767225600 + 86400 * $1))
    shift
    SOURCE_DATE_EPOCH=$at TZ=Europe/Paris check --history store.sqlite --format mail "$@" >mail.txt ||
        [ $? = 1 ]
}

# A conflict map where CPTS Est takes the unit 99103 as well: 99102 claimed twice, nothing white.
write_fuller() {
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Est' "$(rectangle 1000 0 1000 2000)")" \
        "$(perimeter C 'CPTS Nord' "$(rectangle 0 1000 1000 1000)")" >fuller.geojson
}

@test "the first line of the mail is the news, what got worse first" {
    night 1 --perimeters clean.geojson
    [ "$(head -n 1 mail.txt)" = "first run; COMPLIANT — 0 errors, 0 warnings, 0 notes" ]
    night 2 --perimeters clean.geojson
    [ "$(head -n 1 mail.txt)" = "nothing new; COMPLIANT — 0 errors, 0 warnings, 0 notes" ]
    night 3 --perimeters conflict.geojson
    [ "$(head -n 1 mail.txt)" = "1 new overlap: Brenne, 1,000 inhabitants; 1 new white zone" ]
    [[ "$(sed -n 3p mail.txt)" == "NOT COMPLIANT — 2 errors, 0 warnings, 0 notes, 75.00 % of the inhabitants covered (100.00 % at the last run)." ]]
    grep -q "^Since the run of 3 January 2026 at 01:00: 2 new\.$" mail.txt
    grep -q "CPTS Est" mail.txt
    write_fuller
    night 4 --perimeters fuller.geojson
    [ "$(head -n 1 mail.txt)" = "1 white zone resolved: Corbe, 1,000 inhabitants" ]
    night 5 --perimeters conflict.geojson --lang fr
    [[ "$(head -n 1 mail.txt)" == "1 zone blanche réapparue : Corbe, 1"*"000 habitants" ]]
}

@test "what grew is reported with its area before and after" {
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Nord' "$(rectangle 0 500 2000 1500)")" >half.geojson
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Nord' "$(rectangle 0 200 2000 1800)")" >more.geojson
    night 1 --perimeters half.geojson
    night 2 --perimeters more.geojson
    [[ "$(head -n 1 mail.txt)" == "1 overlap grown: Ardon and 1 more, 1,600 inhabitants" ]]
    grep -q "grown: .*1\.60 km².* (was 1\.00 km², 1,000 inhabitants)" mail.txt
    night 3 --perimeters half.geojson
    grep -q "shrunk: .*1\.00 km².* (was 1\.60 km², 1,600 inhabitants)" mail.txt
}

@test "an overlap that a CPTS leaves, as large as before, does not say so twice" {
    local whole
    whole=$(rectangle 0 0 2000 2000)
    collection "$(perimeter A 'CPTS Sud' "$whole")" "$(perimeter B 'CPTS Nord' "$whole")" \
        "$(perimeter C 'CPTS Est' "$(rectangle 0 0 2000 2000)")" >three.geojson
    collection "$(perimeter A 'CPTS Sud' "$whole")" "$(perimeter B 'CPTS Nord' "$whole")" >two.geojson
    night 1 --perimeters three.geojson
    night 2 --perimeters two.geojson
    grep -q "shrunk: Ardon, .* 4\.00 km².*; changed by CPTS Est$" mail.txt
    run grep "(was" mail.txt
    [ "$status" -eq 1 ]
}

@test "a name cannot write in the head of the mail" {
    python3 - <<'END'
import json
region = json.load(open("units.geojson"))
evil = "Brenne\r\nBcc: all@ars.example\r\n\r\nhello\u2028\u2029\u0085\u202e\u0007\u001b[31m" + "é" * 300
for feature in region["features"]:
    if feature["properties"]["code"] == "99102":
        feature["properties"]["nom"] = evil
json.dump(region, open("units.geojson", "w"))
END
    night 1 --perimeters clean.geojson
    night 2 --perimeters conflict.geojson
    night 3 --perimeters clean.geojson
    python3 - <<'END'
import email, email.policy
from email.message import EmailMessage
subject = open("mail.txt", encoding="utf-8", newline="").read().split("\n")[0]
assert "Brenne" in subject and len(subject) < 200, subject
assert all(ord(c) >= 32 and not 127 <= ord(c) < 160 and c not in "\u2028\u2029\u202e" for c in subject), ascii(subject)
# As a program that writes it as it stands would send it, and as one that encodes it.
raw = ("To: sig@ars.example\nSubject: CPTS: " + subject + "\n\nbody\n").encode()
got = email.message_from_bytes(raw, policy=email.policy.default.clone(utf8=True))
assert got.keys() == ["To", "Subject"] and got.get_payload() == "body\n" and not got.defects, got.items()
message = EmailMessage()
message["Subject"] = "CPTS: " + subject
message.set_content("body")
again = email.message_from_bytes(message.as_bytes(policy=email.policy.SMTP), policy=email.policy.default)
assert again["Subject"] == "CPTS: " + subject and "Bcc" not in again, again.items()
END
}

@test "acceptances: the headline agrees, a day gone by is refused, each action says what it did" {
    night 1 --perimeters conflict.geojson
    overlap=$(history list --format json | jq -r '.[] | select(.rule == "overlap").id')
    white=$(history list --format json | jq -r '.[] | select(.rule == "white-zone").id')
    run --separate-stderr history accept "$overlap" --reason r --by b --until 01/01/2026
    [ "$status" = 2 ]
    [[ "$stderr" == *"2026-01-01 is in the past"* ]]
    run --separate-stderr history accept "$overlap" --reason r --by b --until 31/02/2027
    [ "$status" = 2 ]
    [[ "$stderr" == *"'31/02/2027' is not a date"* ]]
    run --separate-stderr history accept "$overlap" --reason r --by b --until 20/01/2026
    [ "$status" = 0 ]
    [[ "$stderr" == *"accepted until 2026-01-20: Brenne (99102)"* ]]
    night 2 --perimeters conflict.geojson
    [[ "$(sed -n 3p mail.txt)" == "NOT COMPLIANT — 1 error, 1 accepted error, 0 warnings, 0 notes,"* ]]
    grep -q "Brenne.*($overlap): the acceptance ends on 20 January 2026$" mail.txt
    history accept "$white" --reason r --by b 2>/dev/null
    SOURCE_DATE_EPOCH=1767500000 run check --history store.sqlite --perimeters conflict.geojson
    [ "$status" = 0 ]
    [ "${lines[0]}" = "COMPLIANT — 2 accepted errors, 0 warnings, 0 notes" ]
    SOURCE_DATE_EPOCH=1767500000 run check --lang fr --history store.sqlite --perimeters conflict.geojson --html page.html
    [ "${lines[0]}" = "CONFORME — 2 erreurs acceptées, 0 avertissement, 0 note" ]
    grep -q "2 erreurs acceptées" page.html
    night 20 --perimeters conflict.geojson # 21 January
    [ "$(head -n 1 mail.txt)" = "1 acceptance ended" ]

    run --separate-stderr history export list.csv
    [[ "$stderr" == *"2 acceptances written in list.csv"* ]]
    run --separate-stderr history reject "$overlap"
    [[ "$stderr" == *"no longer accepted: Brenne (99102)"* ]]
    sed 's/2026-01-20/20\/01\/2027/' list.csv >dates.csv
    run --separate-stderr history import dates.csv
    [[ "$stderr" == *"2 acceptances imported from dates.csv"* ]]
    history export | grep -q ';2027-01-20;'
    history show "$overlap" | grep -q "changed by" && return 1
    night 21 --perimeters clean.geojson
    history show "$overlap" | grep -q "resolved, .*; changed by CPTS Nord"
}

@test "--csv-dialect: as a spreadsheet opens it, and read back in each" {
    for dialect in machine fr en; do
        check --perimeters conflict.geojson --csv $dialect --csv-dialect $dialect --quiet || [ $? = 1 ]
    done
    check --perimeters conflict.geojson --csv default --quiet || [ $? = 1 ]
    diff -r default machine
    [ "$(head -c 3 fr/units.csv | od -An -tx1)" = " ef bb bf" ]
    diff <(sed '1s/^\xef\xbb\xbf//' en/units.csv) machine/units.csv
    python3 - <<'END'
import csv
def table(path, delimiter, decimal):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    return [rows[0]] + [[cell.replace(decimal, ".") for cell in row] for row in rows[1:]]
for name in ("units", "perimeters", "groups"):
    assert table(f"fr/{name}.csv", ";", ",") == table(f"machine/{name}.csv", ",", "."), name
END
    grep -q ';0,5;\|;0,75;\|,25;' fr/groups.csv
    for dialect in machine fr en; do
        check --perimeters clean.geojson --indicators $dialect/units.csv,sum=population,mean=white_share \
            --json $dialect.json --quiet
    done
    diff <(jq .profile machine.json | sed 's/machine//') <(jq .profile fr.json | sed 's/fr//')
    diff <(jq .profile machine.json | sed 's/machine//') <(jq .profile en.json | sed 's/en//')
    jq -e '[.. | numbers] | length > 4' <(jq .profile fr.json)
    run --separate-stderr check --perimeters clean.geojson --csv-dialect de
    [ "$status" = 2 ]
    [[ "$stderr" == *"'de' is not fr, en or machine"* ]]
}

@test "the first line of the mail begins with the gravest news, by its name" {
    printf 'CPTS;INSEE\nSud;99101\nSud;99102\nNord;99103\nNord;99104\n' >clean.csv
    night 1 --perimeters clean.csv
    printf 'CPTS;INSEE\nSud;99101\nSud;99102\nNord;99103\nNord;99104\nNord;99999\n' >unknown.csv
    night 2 --perimeters unknown.csv
    [ "$(head -n 1 mail.txt)" = "1 new finding (Unknown code)" ]
    night 3 --perimeters clean.csv
    [ "$(head -n 1 mail.txt)" = "1 finding resolved (Unknown code)" ]
    # A code and a name that disagree weigh as much as a white zone, and have more inhabitants.
    printf 'CPTS;INSEE;Commune\nSud;99101;Ardon\nSud;99102;Brenne\nNord;99103;Brenne\nNord;99999;\n' >worse.csv
    night 4 --perimeters worse.csv
    [[ "$(head -n 1 mail.txt)" == "1 new white zone: Douve, 1,000 inhabitants; 1 other "* ]]
}
