#!/usr/bin/env bats
# The examples, built as a user would against what is installed, and run.
# shellcheck disable=SC2154 # stderr: set by run --separate-stderr

load ../cli/common

setup_file() {
    export DESTDIR="$BATS_FILE_TMPDIR/root"
    export LIB="$DESTDIR/usr/local/lib"
    make --no-print-directory install DESTDIR="$DESTDIR" PREFIX=/usr/local >/dev/null
    export PKG_CONFIG_PATH="$LIB/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$DESTDIR"
    export EXAMPLES="$DESTDIR/usr/local/share/doc/libcpts/examples"
}

# build NAME COMPILER...: examples/NAME against the shared library, without a warning.
build() {
    local name="$1"
    shift
    # shellcheck disable=SC2046
    "$@" -Wall -Wextra -Wpedantic -Werror -o "$BATS_TEST_TMPDIR/example" "$EXAMPLES/$name" \
        $(pkg-config --cflags --libs libcpts) -pthread
}

runs() {
    LD_LIBRARY_PATH="$LIB" run --separate-stderr "$@"
    echo "$output $stderr"
}

@test "every example has a test" {
    for file in examples/*; do
        case $file in
            *.sql) grep -q "${file##*/}" tests/postgres/*.py ;; # make check-postgres
            *) grep -qE "(build|EXAMPLES/)\"? ?${file##*/}" tests/install/examples.bats ;;
        esac
    done
}

@test "check.c loads, checks and lists" {
    build check.c gcc -std=c11
    in_temporary_folder
    write_gpkg region.gpkg
    runs "$BATS_TEST_TMPDIR/example" region.gpkg
    [ "$status" -eq 1 ]
    [[ $output == not-compliant:*white-zone* ]] && [[ $output == *overlap* ]]
    runs "$BATS_TEST_TMPDIR/example" missing.gpkg
    [ "$status" -eq 3 ] && [[ $stderr == input:*missing.gpkg* ]]
}

@test "memory.c builds a region and reads the results without a file" {
    build memory.c gcc -std=c11
    in_temporary_folder
    before=$(ls)
    runs "$BATS_TEST_TMPDIR/example"
    [ "$status" -eq 0 ]
    [[ $output == *"99001 West: 1000000 m2, 0 m2 of it white, 102 bytes of WKB"*"100 % claimed by CPTS of the West"* ]]
    [[ $output == *"99002 East: 1000000 m2, 1000000 m2 of it white"* ]]
    [ "$(ls)" = "$before" ]
}

@test "service.c answers several requests at once and cancels one" {
    build service.c gcc -std=c11
    in_temporary_folder
    write_gpkg region.gpkg
    runs "$BATS_TEST_TMPDIR/example" region.gpkg
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = "slivers of 0 m: interrupt" ]
    [ "$(grep -c ': ok, [1-9][0-9]* findings, a report of [1-9][0-9]* bytes' <<<"$output")" -eq 5 ]
}

@test "whatif.c says what a hypothesis changes" {
    build whatif.c gcc -std=c11
    in_temporary_folder
    write_gpkg region.gpkg
    LD_LIBRARY_PATH="$LIB" "$CPTS_PROGRAM" check --quiet region.gpkg --csv tables || true
    id=$(sed -n '2s/,.*//p' tables/perimeters.csv)
    codes=$(sed -n '2,$s/,.*//p' tables/units.csv | paste -sd,)
    runs "$BATS_TEST_TMPDIR/example" region.gpkg "$id" "$codes"
    [ "$status" -eq 0 ]
    [[ $output == *"resolved white-zone"* ]]
}

@test "check.cpp, in C++11" {
    command -v g++ || skip "no C++ compiler"
    build check.cpp g++ -std=c++11
    in_temporary_folder
    write_gpkg region.gpkg
    runs "$BATS_TEST_TMPDIR/example" region.gpkg
    [ "$status" -eq 0 ]
    [[ $output == *"m2 contested"* ]]
    runs "$BATS_TEST_TMPDIR/example" missing.gpkg
    [ "$status" -eq 3 ] && [[ $stderr == *missing.gpkg* ]]
}

@test "check.py, with ctypes" {
    in_temporary_folder
    write_gpkg region.gpkg
    runs python3 "$EXAMPLES/check.py" region.gpkg
    [ "$status" -eq 0 ]
    [[ $output == *not-compliant*" m2 in no CPTS"* ]]
    runs python3 "$EXAMPLES/check.py" missing.gpkg
    [ "$status" -ne 0 ] && [[ $stderr == *missing.gpkg* ]]
}
