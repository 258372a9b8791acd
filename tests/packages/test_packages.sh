#!/bin/bash
# The Debian packages, built from the tarball in a clean system that holds what debian/control asks
# for and nothing else; lintian; then installed in another clean system, with nothing left over
# from the build, where the package's own tests run. Prints TAP. Takes root.
#   test_packages.sh TARBALL VERSION
set -u
tarball=$(realpath "$1") version=$2
project=$(pwd)
work=$(mktemp -d)
trap 'umount -q "$work"/*/proc 2>/dev/null; rm -rf "$work"' EXIT
count=0 failed=0

report() { # STATUS WHAT: the log of the step follows a failure
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
    else
        failed=$((failed + 1))
        echo "not ok $count - $2"
        tail -n 25 "$work/log" | sed 's/^/# /'
    fi
}
step() { # WHAT COMMAND...
    local what=$1
    shift
    "$@" >"$work/log" 2>&1
    report $? "$what"
}
finish() {
    echo "1..$count"
    exit "$((failed > 0))"
}

[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP a clean system takes root"; exit 0; }

# A minimal Debian in a folder, from the sources this machine uses, with the packages named.
clean_system() { # FOLDER PACKAGES (separated by commas)
    local sources=() file
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        if [ -s "$file" ] && grep -q 'debian' "$file"; then sources+=("$file"); fi
    done
    # What the machine says of its way to the archive holds for the new system as well.
    local options=() setting
    while read -r setting; do options+=(--aptopt="$setting"); done < <(
        apt-config dump | grep -E '^Acquire::(http|https)::')
    mmdebstrap --quiet --mode=root --variant=minbase "${options[@]}" --include="$2" bookworm "$1" \
        "${sources[@]}" </dev/null
}

# The tarball is the same, byte for byte, when it is made again.
again() {
    git archive --format=tar --prefix="cpts-coverage-$version/" HEAD | gzip -9n | cmp - "$tarball"
}
if git rev-parse --git-dir >/dev/null 2>&1; then
    step "the tarball of a commit is always the same" again
fi

source_package() { packaging/make-deb "$tarball" "$version" "$work/source" source; }
step "the source package is made" source_package
[ -f "$work/source/cpts-coverage_$version-1.dsc" ] || finish

wanted() { # the build dependencies, separated by commas
    sed -n '/^Build-Depends:/,/^[A-Z].*:/p' packaging/debian/control | tr '\n' ' ' |
        sed 's/^Build-Depends://; s/Standards-Version.*//; s/debhelper-compat ([^)]*)/debhelper/; s/<!nocheck>//g; s/ //g'
}
step "a clean system with the build dependencies" clean_system "$work/build" "build-essential,$(wanted)"

build() {
    mkdir -p "$work/build/src" && cp "$work"/source/cpts-coverage_* "$work/build/src" &&
        mount -t proc proc "$work/build/proc" &&
        chroot "$work/build" sh -c "cd /src && dpkg-source -x cpts-coverage_$version-1.dsc tree &&
            cd tree && LC_ALL=C.UTF-8 DEB_BUILD_OPTIONS=parallel=$(nproc) dpkg-buildpackage --no-sign" </dev/null
    local status=$?
    umount "$work/build/proc"
    return $status
}
step "dpkg-buildpackage builds there, and its tests pass" build
[ -n "$(ls "$work"/build/src/*.changes 2>/dev/null)" ] || finish

for package in cpts-coverage libcpts1 libcpts-dev qgis-plugin-cpts-coverage; do
    ls "$work/build/src/${package}_$version-1"_*.deb >"$work/log" 2>&1
    report $? "the package $package is built"
done

look() {
    lintian --allow-root --fail-on error,warning --no-tag-display-limit \
        --suppress-tags "$(paste -sd, "$project/packaging/debian/lintian-suppressed")" \
        "$work"/build/src/*.changes
}
step "lintian has no error and no warning" look

step "a clean system to use them" clean_system "$work/use" "gdal-bin,gcc,libc6-dev,pkg-config"
install_packages() {
    cp "$work"/build/src/*.deb "$work/use/tmp/" && rm "$work"/use/tmp/qgis-plugin-*.deb "$work"/use/tmp/*-dbgsym_*.deb &&
        mount -t proc proc "$work/use/proc" &&
        chroot "$work/use" sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends /tmp/*.deb' </dev/null
}
step "the packages install there" install_packages
cp -R "$work/build/src/tree" "$work/use/tree"
for test in $(sed -n 's/^Tests: *//p' packaging/debian/tests/control | tr -d ,); do
    step "autopkgtest: $test" chroot "$work/use" sh -c "cd /tree && LC_ALL=C.UTF-8 packaging/debian/tests/$test" </dev/null
done
step "the manual opens" chroot "$work/use" test -f /usr/share/man/man1/cpts-coverage.1.gz
step "the packages go away" chroot "$work/use" sh -c \
    'apt-get purge -y -q cpts-coverage libcpts1 libcpts-dev && ! test -e /usr/bin/cpts-coverage && ! ls /usr/lib/*/libcpts*' </dev/null
umount "$work/use/proc"
finish
