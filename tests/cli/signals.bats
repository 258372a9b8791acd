#!/usr/bin/env bats
# Stopped at any moment, the program dies of the signal and leaves the old file or the new one.

load common

setup() {
    in_temporary_folder
}

# A grid of 10,000 units, so that there is something to stop.
write_large_region() {
    jq -cn '{type: "FeatureCollection",
        crs: {type: "name", properties: {name: "urn:ogc:def:crs:EPSG::2154"}},
        features: [range(100) as $x | range(100) as $y |
            (700000 + 1000 * $x) as $w | (6600000 + 1000 * $y) as $s |
            {type: "Feature", properties: {code: "\(10000 + 100 * $x + $y)", nom: "U", population: 9},
            geometry: {type: "Polygon", coordinates: [[[$w, $s], [$w + 1000, $s],
                [$w + 1000, $s + 1000], [$w, $s + 1000], [$w, $s]]]}}]}' >units.geojson
}

@test "SIGINT, SIGTERM and SIGHUP: the whole file or none, and the death of the signal" {
    write_large_region
    local stopped=0 signal number delay
    for delay in 0.01 0.03 0.05 0.07 0.09 0.12 0.15; do
        for signal in INT:130 TERM:143 HUP:129; do
            number=${signal#*:}
            rm -rf out
            run timeout --preserve-status --foreground -s "${signal%:*}" $delay \
                "$CPTS_PROGRAM" check --quiet --units units.geojson \
                --perimeters conflict.geojson -o out
            echo "$delay $signal: $status"
            if [ "$status" -eq "$number" ]; then
                stopped=$((stopped + 1))
            else
                [ "$status" -eq 1 ]
                [ -s out/coverage.gpkg ]
            fi
            if [ -d out ]; then
                [ -z "$(find out -type f ! -name conflicts.geojson ! -name report.json ! -name conflicts.qml \
                    ! -name coverage.gpkg ! -name report.html \
                    ! -name units.csv ! -name perimeters.csv ! -name groups.csv)" ]
                for file in out/*.*json; do
                    [ ! -e "$file" ] || jq -e . "$file" >/dev/null
                done
                [ ! -e out/report.html ] || [ "$(tail -n 1 out/report.html)" = '</html>' ]
                [ ! -e out/coverage.gpkg ] ||
                    [ "$(sqlite3 out/coverage.gpkg 'PRAGMA integrity_check')" = ok ]
            fi
            [ -z "$(find . -maxdepth 1 -type f ! -name '*.geojson')" ]
        done
    done
    [ "$stopped" -ge 2 ]
}

@test "a signal that the caller ignores stays ignored" {
    run bash -c 'trap "" TERM
        "$CPTS_PROGRAM" check --quiet --units units.geojson --perimeters conflict.geojson &
        kill -TERM $!
        wait $!'
    [ "$status" -eq 1 ]
}

@test "the parent sees a death by signal, not an exit status" {
    write_large_region
    run python3 -c '
import os, signal, subprocess, sys, time
# A loaded machine takes a second to start a program.
for delay in [*range(1, 40), *range(40, 400, 20)]:
    run = subprocess.Popen([os.environ["CPTS_PROGRAM"], "check", "--quiet", "--units",
                            "units.geojson", "--perimeters", "conflict.geojson"],
                           stderr=subprocess.PIPE, text=True)
    time.sleep(delay / 100)
    run.send_signal(signal.SIGTERM)
    said = run.communicate()[1]
    if run.returncode not in (-signal.SIGTERM, 1):
        sys.exit(f"status {run.returncode} after {delay / 100} s")
    if run.returncode == -signal.SIGTERM and "interrompu" in said:
        sys.exit(0)
sys.exit("never stopped at work")'
    echo "$output"
    [ "$status" -eq 0 ]
}
