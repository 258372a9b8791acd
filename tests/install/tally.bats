#!/usr/bin/env bats
# What counts the tests must not be fooled.

setup() {
    export RESULTS="$BATS_TEST_TMPDIR/results"
}

# tally SCRIPT: runs a suite that is this shell script.
tally() {
    run tests/tally suite sh -c "$1"
}

@test "passed, failed and skipped are counted" {
    tally 'echo 1..3; echo "ok 1 - a"; echo "not ok 2 - b"; echo "# why"; echo "ok 3 # SKIP c"; exit 1'
    [ "$status" -eq 1 ]
    [ "$(cat "$RESULTS/suite")" = "passed=1 failed=1 skipped=1" ]
    [[ $output == *"not ok 2 - b"*"# why"* ]]
}

@test "a plan may come last" {
    tally 'echo "ok 1 - a"; echo "ok 2 - b"; echo 1..2'
    [ "$status" -eq 0 ]
    [ "$(cat "$RESULTS/suite")" = "passed=2 failed=0 skipped=0" ]
}

@test "a suite that breaks off fails" {
    tally 'echo 1..3; echo "ok 1 - a"; kill -SEGV $$'
    [ "$status" -eq 1 ]
    [ "$(cat "$RESULTS/suite")" = "passed=1 failed=1 skipped=0" ]
}

@test "a suite that prints no plan fails" {
    tally 'echo "ok 1 - a"'
    [ "$status" -eq 1 ]
    [[ $output == *"no plan"* ]]
}

@test "a suite that ends badly after passing fails" {
    tally 'echo 1..1; echo "ok 1 - a"; exit 99'
    [ "$status" -eq 1 ]
    [[ $output == *"status 99"* ]]
}

@test "a suite that cannot start fails" {
    run tests/tally suite /nowhere/at-all
    [ "$status" -eq 1 ]
    [ "$(cat "$RESULTS/suite")" = "passed=0 failed=1 skipped=0" ]
}

@test "a suite gets no standard input" {
    echo secret >"$BATS_TEST_TMPDIR/input"
    run tests/tally suite sh -c 'echo 1..1; test -z "$(cat)" && echo "ok 1 - nothing"' <"$BATS_TEST_TMPDIR/input"
    [ "$status" -eq 0 ]
}

@test "the sum is one plain line" {
    tests/tally one sh -c 'echo 1..1; echo "ok 1 - a"'
    tests/tally two sh -c 'echo 1..2; echo "ok 1 - a"; echo "ok 2 - b"'
    run tests/tally --sum
    [ "$status" -eq 0 ]
    [ "$output" = "3 passed, 0 failed" ]
    tests/tally three sh -c 'echo 1..1; echo "not ok 1 - a"; exit 1' || true
    run tests/tally --sum
    [ "$status" -eq 1 ]
    [ "$output" = "3 passed, 1 failed" ]
}

@test "nothing run is not a success" {
    mkdir -p "$RESULTS"
    run tests/tally --sum
    [ "$status" -eq 1 ]
}
