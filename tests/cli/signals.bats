#!/usr/bin/env bats
# Stopped at any moment, the program dies of the signal and leaves the old file or the new one.

load common

setup() {
    in_temporary_folder
}

# A grid of 900 units, so that there is something to stop.
write_large_region() {
    local x y units=()
    for ((x = 0; x < 30; x++)); do
        for ((y = 0; y < 30; y++)); do
            units+=("$(feature "$(rectangle $((x * 1000)) $((y * 1000)) 1000 1000)" \
                "\"code\":\"99$((100 + x * 30 + y))\"" '"nom":"U"' '"population":1000')")
        done
    done
    collection "${units[@]}" >units.geojson
}

@test "SIGINT, SIGTERM and SIGHUP: the whole file or none, and the death of the signal" {
    write_large_region
    local stopped=0 signal number delay
    for delay in 0.01 0.03 0.05 0.07 0.09 0.12 0.15; do
        for signal in INT:130 TERM:143 HUP:129; do
            number=${signal#*:}
            rm -rf out
            run bash -c 'trap - INT TERM HUP
                "$CPTS_PROGRAM" check --quiet --units units.geojson \
                    --perimeters conflict.geojson -o out &
                sleep "$1"
                kill -"$2" $! 2>/dev/null
                wait $!' - $delay ${signal%:*}
            echo "$delay $signal: $status"
            # a job in the background of a shell without job control ignores SIGINT
            if [ "$status" -eq "$number" ]; then
                stopped=$((stopped + 1))
            else
                [ "$status" -eq 1 ]
                [ -s out/units.csv ]
            fi
            if [ -d out ]; then
                [ -z "$(find out -type f ! -name conflicts.geojson ! -name report.json \
                    ! -name units.csv ! -name perimeters.csv ! -name groups.csv)" ]
                for file in out/*.*json; do
                    [ ! -e "$file" ] || jq -e . "$file" >/dev/null
                done
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

@test "a terminal's Ctrl-C" {
    write_large_region
    # setsid: a session of its own, so that the signal of the group reaches the program alone
    run bash -c 'set -m
        trap "" INT
        (trap - INT; exec "$CPTS_PROGRAM" check --quiet --units units.geojson \
            --perimeters conflict.geojson --json report.json) &
        sleep 0.05
        kill -INT -- -$!
        wait $!'
    [ "$status" -eq 130 ] || { [ "$status" -eq 1 ] && jq -e . report.json; }
    [ -z "$(find . -type f ! -name '*.geojson' ! -name report.json)" ]
}
