#!/usr/bin/env bats
# What a reader of the morning is given: files of one run, a mail of what moved, dates, acceptances.
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
