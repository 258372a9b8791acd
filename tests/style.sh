#!/bin/sh
# The source is formatted, and the static analysers have nothing to say. Prints TAP.
#   tests/style.sh         all checks
#   tests/style.sh tidy    clang-tidy, cppcheck and gcc -fanalyzer only
# CPTS_NODES: steps along the paths of a function that clang-tidy follows (225,000, its own limit);
# with a fifth it takes a fifth of the time, and what is left out are the longest paths.
# shellcheck disable=SC2317 # the functions are called through check
set -u
set -f
only=${1:-}
cores=$(nproc)
# shellcheck source=tests/tap.sh
. tests/tap.sh

# check WHAT COMMAND...: one test, passed when the command succeeds and prints nothing.
check() {
    what=$1
    shift
    said=$("$@" 2>&1) && [ -z "$said" ]
    report $? "$what" "$said"
}

sources() { git ls-files --cached --others --exclude-standard -- "$@"; }

format() { sources 'examples/*.c' 'lib/*.[ch]' 'cli/*.[ch]' 'tests/*.[ch]' 'shapes/*.[ch]' 'packaging/*.[ch]' |
    xargs clang-format --dry-run --Werror; }

# One file a process: clang-tidy 14 mixes up the va_lists of several. What each says is held back
# until its end, so that lines of two files do not mix. Only the findings are shown, not the path
# that leads to each: run clang-tidy on the file for that.
tidy() {
    # shellcheck disable=SC2016,SC2046 # expanded by the inner shell; words on purpose
    sources 'examples/*.c' 'lib/*.c' 'cli/*.c' 'tests/*.c' 'shapes/*.c' 'packaging/*.c' |
        xargs -P "$cores" -I FILE sh -c '
            said=$(clang-tidy --quiet FILE -- -std=c17 -D_GNU_SOURCE -Ilib "$@" 2>/dev/null) ||
                printf "%s\n" "$said" | grep " error: " || echo "FILE: clang-tidy failed"' - \
            -I"$CPTS_BUILD/shapes" -I"$CPTS_BUILD/tests/unit" -I"$CPTS_BUILD/tests/faults" \
            -I"$CPTS_BUILD/lib/output/layers" -I"$CPTS_BUILD/lib/output/page" \
            -Xclang -analyzer-config -Xclang max-nodes="${CPTS_NODES:-225000}" \
            -I"$CPTS_BUILD/lib/output/print" $(pkg-config --cflags gdal json-c pangocairo | sed 's/-I/-isystem/g') |
        sed "s|^$PWD/||" | sort -u
}

# Left out: missingIncludeSystem (libc and GDAL are taken on trust), unmatchedSuppression (a
# suppression serves one version of the tool), constParameterCallback (signatures are given), and
# ctuuninitvar, which is looked for by one process alone and takes sizeof for a use.
analyse() {
    cppcheck --quiet --std=c11 -j "$cores" --inline-suppr --error-exitcode=1 --suppress=ctuuninitvar \
        --enable=warning,performance,portability --suppress=missingIncludeSystem \
        --suppress=unmatchedSuppression lib cli
}

# What is analysed is compiled, in a build of its own; a file with a remark is compiled again the
# next time.
analyse_paths() {
    ${MAKE:-make} --no-print-directory -k -j "$cores" CC=gcc WERROR=-Werror \
        CFLAGS="-O1 -fanalyzer" analysed 2>&1 | grep -E ' (error|warning): |\*\*\* \[' | sort -u
}

shell() { { sources '*.sh' tests/tally tests/packages/minbase packaging/dependencies packaging/make-deb .ci/run; sources '*.bats' '*.bash'; } |
    xargs shellcheck --severity=warning; }

# The program stands on the public header alone: those of lib's rooms are named with their folder.
public_only() { sources 'cli/*.[ch]' | xargs grep -n '#include ".*/' || true; }

# A host without a command line reads the fields: see lib/common/option_names.c. Texts of lib/output
# are the program's own.
names_of_options() {
    sources 'lib/*.[ch]' | grep -v -e '^lib/output/' -e option_names | xargs cat | grep -v '^ \*' |
        grep -oE '"[^"]*"' |
        sed 's/check --history//; s/check --json//' |
        grep -oE '(^|[^-[:alnum:]])--[a-z][a-z-]*[a-z]' | grep -oE -e '--.*' | sort -u | while read -r name; do
        grep -qF "{\"$name\", " lib/common/option_names.c || echo "not in option_names.c: $name"
    done
    sed -n 's/^    {"--.*", "\(.*\)"},$/\1/p' lib/common/option_names.c | while read -r field; do
        grep -qE "[ *]$field;" lib/cpts.h || echo "no field of cpts.h: $field"
    done
}

# What CONTRIBUTING.md has another word for.
words() { tests/words.py | sed -n 's/^# //p'; }

# One direction, down to the files: see ARCHITECTURE.md.
circles() { tests/circles.py "$CPTS_BUILD"; }

if [ "$only" != tidy ]; then
    check "the source is formatted (make format)" format
    check "shell scripts pass shellcheck" shell
    check "cli/ includes cpts.h and nothing else of lib/" public_only
    check "no banned word comes back in messages, comments or documents" words
    check "no circle of files or folders in lib/" circles
    check "options that messages name have their fields beside them" names_of_options
fi
check "clang-tidy has nothing to say" tidy
check "cppcheck has nothing to say" analyse
check "gcc -fanalyzer has nothing to say of lib/ and cli/" analyse_paths
finish
