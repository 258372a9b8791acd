# shellcheck shell=bash
# What the suites of packages share: steps that print TAP, and clean systems to work in. Sourced.
work=$(mktemp -d)
systems=()
# shellcheck source=tests/tap.sh
. tests/tap.sh

step() { # WHAT COMMAND...
    local what=$1 status
    shift
    "$@" >"$work/log" 2>&1 </dev/null
    status=$?
    report $status "$what" "$(tail -n 40 "$work/log")"
    return $status
}

# A clean system in a folder, with fresh lists of packages, from the tarball of tests/packages/minbase.
system() { # FOLDER MINBASE
    systems+=("$1")
    mkdir -p "$1" && tar -xpf "$2" -C "$1" --numeric-owner &&
        cp --remove-destination /etc/resolv.conf "$1/etc/" && mount -t proc proc "$1/proc" &&
        within "$1" apt-get update -q
}

within() { # FOLDER COMMAND...: without what the caller's environment says
    local folder=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$folder" "$@" </dev/null
}

remove() { # FOLDER
    umount -q "$1/proc"
    ! mountpoint -q "$1/proc" && rm -rf "$1"
}

# Nothing is removed through a mount that would not go away; a step that was interrupted may leave some.
clean_up() {
    local folder
    findmnt -rno TARGET | grep -F "$work/" | sort -r | xargs -r umount -q
    for folder in "${systems[@]}"; do [ ! -d "$folder" ] || remove "$folder"; done
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP
