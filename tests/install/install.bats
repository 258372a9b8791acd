#!/usr/bin/env bats
# What `make install` puts down is whole, usable from elsewhere, and goes away again.

load ../cli/common

setup_file() {
    export DESTDIR="$BATS_FILE_TMPDIR/root"
    export LIB="$DESTDIR/usr/local/lib"
    make --no-print-directory install DESTDIR="$DESTDIR" PREFIX=/usr/local >/dev/null
    export PKG_CONFIG_PATH="$LIB/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$DESTDIR"
}

# What a static program also needs, as libcpts.pc lists it.
private_libs() {
    local pc="$LIB/pkgconfig/libcpts.pc"
    # shellcheck disable=SC2046
    PKG_CONFIG_SYSROOT_DIR='' pkg-config --libs $(sed -n 's/^Requires.private: //p' "$pc")
    sed -n 's/^Libs.private: //p' "$pc"
}

# The C blocks of README.md, as the reader would paste them.
example() {
    awk '/^```c$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md
}

@test "the shared library exports the symbols of the list and no other" {
    nm -D --defined-only "$LIB/libcpts.so.1" | awk '$2 != "A" { print $3 }' | LC_ALL=C sort \
        >"$BATS_TEST_TMPDIR/exported"
    awk '{ print $1 "@@CPTS_" (NF > 1 ? $2 : "1.0") }' packaging/libcpts.symbols | LC_ALL=C sort |
        diff - "$BATS_TEST_TMPDIR/exported"
}

@test "the static library shows the same symbols" {
    nm --defined-only --extern-only "$LIB/libcpts.a" | awk 'NF == 3 { print $3 }' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/shown"
    awk '{ print $1 }' packaging/libcpts.symbols | LC_ALL=C sort | diff - "$BATS_TEST_TMPDIR/shown"
}

@test "the list is what cpts.h declares" {
    gcc -E -P lib/cpts.h | tr '\n' ' ' | tr ';' '\n' | grep 'visibility("default")' |
        sed 's/^[^(]*((visibility("default")))//' | grep -o 'cpts_[a-z_0-9]* *(' | tr -d ' (' |
        LC_ALL=C sort >"$BATS_TEST_TMPDIR/declared"
    awk '{ print $1 }' packaging/libcpts.symbols | diff - "$BATS_TEST_TMPDIR/declared"
}

@test "the shared library is named for its ABI" {
    readelf -d "$LIB/libcpts.so" | grep -F 'soname: [libcpts.so.1]'
    [ "$(readlink "$LIB/libcpts.so.1")" = "libcpts.so.$(sed -n 's/.*CPTS_VERSION  *"\(.*\)"/\1/p' lib/cpts.h)" ]
}

# The tools' own words for it: PIE, read-only relocations resolved at start, no executable stack,
# a guard on the stack, the checked calls of the C library.
hardened() {
    local facts symbols
    facts=$(readelf --wide --file-header --program-headers --dynamic "$1")
    symbols=$(readelf --wide --symbols "$1")
    [[ $facts == *"Type: "*DYN* ]] && [[ $facts == *GNU_RELRO* ]] && [[ $facts == *BIND_NOW* ]] &&
        grep -qE 'GNU_STACK .* RW +0x' <<<"$facts" &&
        [[ $symbols == *__stack_chk_fail* ]] &&
        grep -qE '__(sn|fn|vsn)?printf_chk|__memcpy_chk' <<<"$symbols" &&
        ! grep -qE '(RPATH|RUNPATH)' <<<"$facts"
}

@test "what is installed is hardened" {
    hardened "$DESTDIR/usr/local/bin/cpts-coverage"
    readelf --wide --dynamic "$DESTDIR/usr/local/bin/cpts-coverage" | grep -q 'Flags: NOW PIE'
    hardened "$(readlink -f "$DESTDIR/usr/local/lib/libcpts.so")"
}

@test "a program built without them is not taken for hardened" {
    printf 'int main(void) { return 0; }\n' >"$BATS_TEST_TMPDIR/bare.c"
    # shellcheck disable=SC2086 # perhaps two words, "ccache gcc"
    ${CC:-gcc} -no-pie -z norelro -o "$BATS_TEST_TMPDIR/bare" "$BATS_TEST_TMPDIR/bare.c"
    ! hardened "$BATS_TEST_TMPDIR/bare"
}

@test "the example of README builds and runs against the installed shared library" {
    example >"$BATS_TEST_TMPDIR/example.c"
    # shellcheck disable=SC2046
    gcc -Wall -Wextra -Werror -o "$BATS_TEST_TMPDIR/example" "$BATS_TEST_TMPDIR/example.c" \
        $(pkg-config --cflags --libs libcpts)
    readelf -d "$BATS_TEST_TMPDIR/example" | grep -F 'libcpts.so.1'
    in_temporary_folder
    write_gpkg region.gpkg
    LD_LIBRARY_PATH="$LIB" run ../example
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *white-zone* ]]
    [[ $output == *overlap* ]]
}

@test "the example of README builds against the static library" {
    example >"$BATS_TEST_TMPDIR/example.c"
    # shellcheck disable=SC2046
    gcc -o "$BATS_TEST_TMPDIR/example" "$BATS_TEST_TMPDIR/example.c" $(pkg-config --cflags libcpts) \
        "$LIB/libcpts.a" $(private_libs)
    in_temporary_folder
    write_gpkg region.gpkg
    run ../example
    echo "$output"
    [ "$status" -eq 0 ]
    [[ $output == *white-zone* ]]
}

@test "cpts.h stands alone, in C11 and in C++" {
    echo '#include <cpts.h>' >"$BATS_TEST_TMPDIR/alone.c"
    gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -Ilib "$BATS_TEST_TMPDIR/alone.c"
    if command -v g++; then
        g++ -x c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -Ilib "$BATS_TEST_TMPDIR/alone.c"
    fi
}

@test "the installed program speaks both languages" {
    program="$DESTDIR/usr/local/bin/cpts-coverage"
    [ "$("$program" --help --lang en)" != "$("$program" --help --lang fr)" ]
}

@test "every manual page is installed" {
    for page in man/*.[1-9]; do
        [ -f "$DESTDIR/usr/local/share/man/man${page##*.}/${page##*/}" ]
    done
    for page in man/fr/*.[1-9]; do
        [ -f "$DESTDIR/usr/local/share/man/fr/man${page##*.}/${page##*/}" ]
    done
}

# The reference of each function is its comment in cpts.h.
reference() {
    packaging/man3 "${1:-lib/cpts.h}" "$BATS_TEST_TMPDIR/man3" "November 28, 2026"
}

# Functions of the header that have no page, and those that can fail whose page does not say how.
silent() {
    local name
    while read -r name _; do
        [ -s "$BATS_TEST_TMPDIR/man3/$name.3" ] || echo "$name"
    done <packaging/libcpts.symbols
    for page in "$BATS_TEST_TMPDIR"/man3/*.3; do
        if grep -q '^\.Ft cpts_status' "$page" && ! grep -q '^Fails' "$page"; then
            basename "$page" .3
        fi
    done
}

@test "cpts.h documents each function, and how it fails" {
    reference
    [ -z "$(silent)" ]
    # The types of functions as well, and the types that they name.
    grep -q 'typedef void (\*cpts_log_fn)' "$BATS_TEST_TMPDIR/man3/cpts_context_set_log.3"
    grep -q 'CPTS_VERBOSE } cpts_verbosity' "$BATS_TEST_TMPDIR/man3/cpts_context_set_log.3"
    grep -q 'typedef bool (\*cpts_write_fn)' "$BATS_TEST_TMPDIR/man3/cpts_report_write_to.3"
}

@test "a function without a comment, or that does not say how it fails, is found" {
    sed '/^\/\* Frees the report/d; s/ Fails with CPTS_ERROR_MEMORY alone\.//' lib/cpts.h \
        >"$BATS_TEST_TMPDIR/edited.h"
    run cmp -s lib/cpts.h "$BATS_TEST_TMPDIR/edited.h"
    [ "$status" = 1 ]
    reference "$BATS_TEST_TMPDIR/edited.h"
    [[ $(silent) == *cpts_report_free* ]] && [[ $(silent) == *cpts_region_copy* ]]
}

@test "the pages made from cpts.h are well formed, installed, and refer to what there is" {
    local folder="$DESTDIR/usr/local/share/man/man3"
    [ -z "$(mandoc -T lint -W warning "$folder"/*.3)" ]
    [ "$(find "$folder" -name 'cpts_*.3' | wc -l)" -eq "$(wc -l <packaging/libcpts.symbols)" ]
    sed -n 's/^\.Xr \(cpts_[a-z_0-9]*\) 3.*/\1/p; s/^\.Fn \(cpts_[a-z_0-9]*\).*/\1/p' "$folder"/cpts_*.3 |
        LC_ALL=C sort -u | while read -r name; do
        [ -s "$folder/$name.3" ] || { echo "$name has no page" && return 1; }
    done
}

@test "the shell completions are those of the option table" {
    generate="$CPTS_BUILD/packaging/completions/generate"
    "$generate" bash | diff packaging/completions/cpts-coverage.bash -
    "$generate" zsh | diff packaging/completions/_cpts-coverage -
    "$generate" fish | diff packaging/completions/cpts-coverage.fish -
    bash -n packaging/completions/cpts-coverage.bash
}

@test "uninstall leaves no file" {
    cp -a "$DESTDIR" "$BATS_TEST_TMPDIR/copy"
    make --no-print-directory uninstall DESTDIR="$BATS_TEST_TMPDIR/copy" PREFIX=/usr/local
    left=$(find "$BATS_TEST_TMPDIR/copy" ! -type d)
    echo "$left"
    [ -z "$left" ]
}

@test "make help lists every target once, each with its description" {
    make --no-print-directory help >"$BATS_TEST_TMPDIR/help"
    for target in all demo test check-unit check-cli check-demo check-property check-real \
        check-sanitize po bench coverage format tidy install uninstall deb clean; do
        grep -E "^$target +[a-z]" "$BATS_TEST_TMPDIR/help"
    done
    [ -z "$(cut -d' ' -f1 "$BATS_TEST_TMPDIR/help" | sort | uniq -d)" ]
}

@test "what may be missing is named, with the command that installs it" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/bin/dpkg-query"
    printf '#!/bin/sh\nexit 1\n' >"$BATS_TEST_TMPDIR/bin/sudo"
    printf '#!/bin/sh\necho 1000\n' >"$BATS_TEST_TMPDIR/bin/id"
    chmod +x "$BATS_TEST_TMPDIR"/bin/*
    PATH="$BATS_TEST_TMPDIR/bin:$PATH" run packaging/dependencies build
    [ "$status" -eq 1 ]
    [[ $output == *"apt-get install -y --no-install-recommends"*libgdal-dev* ]]
}
