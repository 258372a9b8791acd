#!/bin/bash
# The Debian packages, built from the tarball in a clean system that holds what debian/control asks
# for and nothing else; lintian; then installed in another clean system, with nothing left over
# from the build, where the package's own tests run. Prints TAP. Takes root.
#   test_packages.sh TARBALL VERSION MINBASE
# DEB_BUILD_OPTIONS=nocheck leaves the tests of the build out; CPTS_PACKAGES=FOLDER keeps the packages.
set -u
[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP a clean system takes root"; exit 0; }
tarball=$(realpath "$1") version=$2 minbase=$(realpath "$3")
project=$(pwd)
# shellcheck source=tests/packages/steps.sh
. tests/packages/steps.sh

# The same commit gives the same bytes under another mask, time zone, language and name of the folder,
# and whatever git and gzip do by default.
again() {
    local rev
    rev=$(git rev-parse HEAD) && git clone -q "$project" "$work/another name" &&
        (cd "$work/another name" && git -c advice.detachedHead=false checkout -q "$rev" &&
            umask 077 && git config tar.umask user && git config core.autocrlf true &&
            TZ=Asia/Tokyo LC_ALL=fr_FR.UTF-8 GZIP=-1 make --no-print-directory dist) &&
        cmp "$work/another name/build/$(basename "$tarball")" "$tarball"
}
if git rev-parse --git-dir >/dev/null 2>&1; then
    step "the tarball of a commit is always the same" again
fi

step "the source package is made" packaging/make-deb "$tarball" "$version" "$work/source" source
dsc=$work/source/cpts-coverage_$version-1.dsc
[ -f "$dsc" ] || finish

build_system() {
    system "$work/build" "$minbase" && mkdir "$work/build/src" && cp "$work"/source/cpts-coverage_* "$work/build/src" &&
        within "$work/build" apt-get install -y -q --no-install-recommends build-essential &&
        within "$work/build" apt-get build-dep -y -q --no-install-recommends "/src/$(basename "$dsc")"
}
step "a clean system with the build dependencies" build_system || finish

build() {
    within "$work/build" sh -c "cd /src && dpkg-source -x $(basename "$dsc") tree && cd tree &&
        DEB_BUILD_OPTIONS='parallel=$(nproc) ${DEB_BUILD_OPTIONS:-}' dpkg-buildpackage --no-sign"
}
step "dpkg-buildpackage builds there, and its tests pass" build || finish
mkdir "$work/packages"
mv "$work"/build/src/*.* "$work/packages"
[ -z "${CPTS_PACKAGES:-}" ] || { mkdir -p "$CPTS_PACKAGES" && cp "$work"/packages/* "$CPTS_PACKAGES"; }
remove "$work/build"

for package in cpts-coverage libcpts1 libcpts-dev qgis-plugin-cpts-coverage; do
    step "the package $package is built" ls "$work/packages/${package}_$version-1"_*.deb
done

# The library of the package is that of the list of symbols, no more and no less.
symbols() {
    dpkg-deb --ctrl-tarfile "$work/packages/libcpts1_$version-1"_*.deb | tar -xO ./symbols |
        sed -n 's/^ \(.*\)@CPTS_1.0 1.0.0$/\1/p' | grep -v '^CPTS_' | diff - packaging/libcpts.symbols
}
step "the symbols file of libcpts1 is the list of the library" symbols

look() {
    lintian --allow-root --fail-on error,warning --tag-display-limit 0 \
        --suppress-tags "$(paste -sd, "$project/packaging/debian/lintian-suppressed")" \
        "$work"/packages/*.changes
}
step "lintian has no error and no warning" look

# ---- used in a system that has seen nothing of the build --------------------------------------
step "a clean system to use them" system "$work/use" "$minbase" || finish
# Where `make deb` leaves them; apt-get asks nobody here, and takes no more than is needed.
mkdir -p "$work/use/root/build/deb" && cp "$work"/packages/*.deb "$work/use/root/build/deb"
echo 'APT::Get::Assume-Yes "true"; APT::Install-Recommends "false";' >"$work/use/etc/apt/apt.conf.d/unattended"
installed() { # COMMAND, as it is printed
    within "$work/use" sh -c "cd /root && $1"
}
documented=$(sed -n '/^apt-get install .*cpts-coverage_/p' README.md)
step "README.fr.md has the command of README.md" sh -c \
    '[ -n "$1" ] && grep -Fx "$1" README.fr.md' - "$documented"
step "the program installs by it, with its library" installed "$documented"
step "it runs" within "$work/use" cpts-coverage --version
step "it speaks both languages" within "$work/use" \
    sh -c 'cpts-coverage --lang fr --help | grep "^Commandes$" && cpts-coverage --lang en --help | grep "^Commands$"'
step "the manual is there in both languages" \
    test -f "$work/use/usr/share/man/man1/cpts-coverage.1.gz" -a -f "$work/use/usr/share/man/fr/man1/cpts-coverage.1.gz"
documented=$(grep -o 'apt-get install ./build/deb/libcpts-dev_[^`]*' README.md)
step "what compiles against the library installs as the README says" installed "$documented"

# The tests of the packages, as Debian runs them: they install what they say they depend on.
own_tests() {
    autopkgtest "$work"/packages/*.deb "$work/packages/$(basename "$dsc")" --summary-file="$work/summary" \
        --env=LC_ALL=C.UTF-8 --env=DEBIAN_FRONTEND=noninteractive -- chroot "$work/use"
}
step "autopkgtest runs them all" own_tests
for test in $(sed -n 's/^Tests: *//p' packaging/debian/tests/control | tr -d ,); do
    step "autopkgtest: $test" grep -E "^$test +PASS" "$work/summary"
done

step "the plugin of QGIS installs" installed "apt-get install ./build/deb/qgis-plugin-cpts-coverage_*.deb"
provider() {
    within "$work/use" env QT_QPA_PLATFORM=offscreen PYTHONPATH=/usr/share/qgis/python/plugins python3 -c '
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
from cpts_coverage.provider import Provider
provider = Provider()
assert QgsApplication.processingRegistry().addProvider(provider)
names = sorted(algorithm.id() for algorithm in provider.algorithms())
print(names)
assert names == ["cpts:" + n for n in ("check", "compare", "propose", "read", "simulate")], names'
}
step "its algorithms are there" provider

ours() { # what is left of ours in the system
    find "$work/use" -xdev -iname '*cpts*' ! -path "$work/use/root/*" ! -path "$work/use/tmp/*"
}
purged() {
    within "$work/use" apt-get purge -y -q cpts-coverage libcpts1 libcpts-dev qgis-plugin-cpts-coverage &&
        ours && test -z "$(ours)"
}
step "purged, they leave nothing" purged
finish
