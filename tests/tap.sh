# shellcheck shell=sh
# How suites in shell print TAP: see tests/README.md. Sourced.
number=0
failed=0

# report STATUS WHAT SAID: one test, passed when the status is 0; what was said follows a failure.
report() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        printf '%s\n' "$3" | sed 's/^/# /'
        failed=1
    fi
}

finish() {
    echo "1..$number"
    exit $failed
}
