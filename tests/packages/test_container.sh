#!/bin/bash
# The image of packaging/Containerfile, built and run with the words of the README on an image imported
# from a bootstrap of Debian 12; what the container writes is compared with what the program of this
# build writes. Images lie in a folder of their own, which is thrown away. Prints TAP. Takes root.
#   test_container.sh REGION.gpkg MINBASE
set -u
[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP images are built by root here"; exit 0; }
region=$(realpath "$1") minbase=$(realpath "$2")
# shellcheck source=tests/packages/steps.sh
. tests/packages/steps.sh

# What a container may do is no more than what this process may: a machine that is a container itself
# can neither raise limits nor make networks.
mkdir "$work/images" "$work/data"
cat >"$work/containers.conf" <<END
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
netns = "host"
[engine]
runtime = "runc"
END
cat >"$work/storage.conf" <<END
[storage]
driver = "overlay"
graphroot = "$work/images/graph"
runroot = "$work/images/run"
END
export CONTAINERS_CONF=$work/containers.conf CONTAINERS_STORAGE_CONF=$work/storage.conf
podman() { command podman --log-level error "$@"; }

# The image that the Containerfile names, so that its commands run as they stand.
base=$(sed -n 's/^ARG BASE=//p' packaging/Containerfile)
step "an image of Debian 12, from a bootstrap" podman import "$minbase" "$base" || finish

documented() { # WORD: the one command of the README that begins with "podman WORD"
    sed -n "/^podman $1/p" README.md
}
for word in build run; do
    step "README.fr.md and the Containerfile have the podman $word of README.md" sh -c \
        '[ -n "$1" ] && grep -Fxq "$1" README.fr.md && grep -Fxq "#   $1" packaging/Containerfile' - "$(documented $word)"
done
step "it is built as the README says" eval "$(documented build)" || finish

cp "$region" "$work/data/region.gpkg"
cd "$work/data" || exit 1
ends() { # STATUS COMMAND...
    local wanted=$1 status
    shift
    "$@"
    status=$?
    echo "ended with $status"
    [ "$status" = "$wanted" ]
}
as_documented() {
    ends 1 eval "$(cd "$OLDPWD" && documented run)" && ls result/report.html result/coverage.gpkg result/report.json
}
step "the command of the README checks the demo region" as_documented

# How long the check took is the one line that time changes.
same() { # LANGUAGE
    local outputs=(check region.gpkg -o result/ --map result/map.pdf --atlas result/atlas.pdf --lang "$1" --quiet)
    export SOURCE_DATE_EPOCH=1767225600
    rm -rf result there
    ends 1 podman run --rm -e SOURCE_DATE_EPOCH -v "$PWD:/data" cpts-coverage "${outputs[@]}" && mv result there &&
        ends 1 "$CPTS_PROGRAM" "${outputs[@]}" && sed -i '/^cpts_coverage_duration_seconds/d' */metrics.prom &&
        [ "$(find result -type f | wc -l)" -ge 11 ] && diff -rq result there
}
for language in fr en; do
    step "the container's files are those of the program here, byte for byte ($language)" same $language
done

nights() {
    local night=(podman run --rm -v "$PWD:/data" cpts-coverage check region.gpkg --quiet --history history.sqlite)
    ends 1 "${night[@]}" && ends 1 "${night[@]}" || return
    podman run --rm -v "$PWD:/data" cpts-coverage history history.sqlite runs --lang en | tee runs && grep -q '^ *2' runs
}
step "a history is kept from run to run" nights
step "a folder that may not be written is said, with status 3" ends 3 \
    podman run --rm -v "$PWD:/data:ro" cpts-coverage check region.gpkg -o elsewhere/
step "a file outside the folder is not seen, with status 3" ends 3 \
    podman run --rm -v "$PWD:/data" cpts-coverage check "$work/data/region.gpkg"
owned() {
    chown 1234:1234 . && rm -rf result &&
        ends 1 podman run --rm --user 1234:1234 -v "$PWD:/data" cpts-coverage check region.gpkg -o result/ --quiet &&
        [ "$(stat -c %u:%g result/report.html)" = 1234:1234 ]
}
step "--user makes the results that user's" owned
step "the image holds no compiler" ends 0 \
    podman run --rm --entrypoint sh cpts-coverage -c '! command -v gcc && ! command -v make'
cd /
finish
