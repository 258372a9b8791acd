#!/bin/bash
# The packaged service and timer under a real systemd: booted as the first process of namespaces of
# its own, on an overlay of this machine's files that is thrown away. Prints TAP; what it takes is
# root, systemd and overlayfs. Nothing outside of a temporary folder is changed.
#   usage: test_systemd.sh REGION.gpkg
set -u
export LC_ALL=C.UTF-8
# shellcheck source=tests/tap.sh
. tests/tap.sh
service=cpts-coverage@demo.service timer=cpts-coverage@demo.timer
kept=/var/lib/cpts-coverage/demo

skip() {
    echo "ok 1 - the service and the timer under a real systemd # SKIP $1"
    echo 1..1
    exit 0
}

# ---- within the namespaces: files, then systemd ----------------------------------------------

# What systemd would start or mount for a machine is taken away: only this project's units run.
strip() { # ROOT
    rm -rf "$1"/etc/systemd/system/* "$1"/lib/systemd/system-generators/* \
        "$1"/etc/systemd/system-generators "$1"/lib/systemd/system/*.wants "$1"/run/* \
        "$1"/usr/lib/environment.d
    : >"$1/etc/fstab"
    : >"$1/etc/machine-id"
    printf '%s\n' '[Unit]' 'Description=Check of cpts-coverage' \
        'Requires=systemd-journald.service' >"$1/etc/systemd/system/check.target"
}

devices() { # ROOT
    mount -t tmpfs -o mode=755 tmpfs "$1/dev"
    local name
    for name in null:3 zero:5 full:7 random:8 urandom:9; do
        mknod -m 666 "$1/dev/${name%:*}" c 1 "${name#*:}" || return
    done
    mknod -m 666 "$1/dev/tty" c 5 0
    mkdir "$1/dev/shm" "$1/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=666 devpts "$1/dev/pts"
    ln -s pts/ptmx "$1/dev/ptmx"
}

# Mails as the guide has them sent, by a program that keeps them; and how each run ended: systemd
# forgets that of a unit which did not fail.
# shellcheck disable=SC2016 # expanded by others
drop_in() { # ROOT
    local units=$1/etc/systemd/system
    mkdir -p "$units/$service.d"
    awk -v "first=$units/$service.d/mail.conf" -v "second=$units/cpts-mail@.service" '
        /^```ini$/ { inside = ++blocks; next }
        /^```$/ { inside = 0 }
        inside { print >(inside == 1 ? first : second) }' packaging/nightly/nightly.md
    printf '%s\n' '[Service]' \
        'ExecStopPost=sh -c '"'"'echo "$EXIT_STATUS $SERVICE_RESULT" >>ended'"'" \
        >"$units/$service.d/ended.conf"
    printf '%s\n' '#!/bin/sh' 'echo "$2 to $3" >>sent' 'cat >>sent' >"$1/usr/local/bin/mail"
    chmod 755 "$1/usr/local/bin/mail"
}

boot() { # FOLDER REGION
    set -e
    local root=$1/root
    mount -t tmpfs -o mode=755,size=600m tmpfs "$1"
    mkdir "$1/upper" "$1/work" "$root"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$root"
    strip "$root"
    make --no-print-directory -s install DESTDIR="$root" >&2
    mkdir -p "$root/srv/cpts" "$root/etc/cpts-coverage"
    install -m 644 "$2" "$root/srv/cpts/region.gpkg"
    printf '%s\n' 'SOURCES=/srv/cpts/region.gpkg' 'OPTIONS=--lang en' 'LANG=C.UTF-8' \
        >"$root/etc/cpts-coverage/demo.conf"
    drop_in "$root"
    mount -t proc proc "$root/proc"
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    devices "$root"
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    chroot "$root" systemd-sysusers >&2
    # As the root of the namespace: a mere chroot may make no namespaces for services.
    cd "$root"
    pivot_root . mnt
    umount -l /mnt
    exec env -i container=check PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd \
        --system --unit=check.target --show-status=false \
        --log-target=journal --log-level=info
}

# In a control group of its own, which becomes the root of what systemd sees.
enter() { # FOLDER REGION
    mount --make-rprivate / && mount -t cgroup2 cgroup2 "$1" && mkdir -p "$1/${1##*/}" &&
        echo $$ >"$1/${1##*/}/cgroup.procs" && umount "$1" || exit
    exec unshare --pid --fork --kill-child --cgroup --uts --ipc "$0" boot "$@"
}

# shellcheck disable=SC2016 # expanded by the other shell
leave() { # FOLDER
    for _ in $(seq 20); do
        unshare --mount sh -c 'mount --make-rprivate / && mount -t cgroup2 cgroup2 "$1" &&
            find "$1/${1##*/}" -depth -type d -exec rmdir {} +' sh "$1" 2>/dev/null && break
        sleep 0.1
    done
    rmdir "$1"
}

case ${1-} in
boot) shift && boot "$@" ;;
enter) shift && enter "$@" ;;
esac

# ---- outside: what is reported ---------------------------------------------------------------

region=$(readlink -f "$1")
[ "$(id -u)" -eq 0 ] || skip "only root can boot it"
[ -x /lib/systemd/systemd ] || skip "systemd is not installed"
folder=$(mktemp -d "${TMPDIR:-/tmp}/cpts-systemd-XXXXXX")
log=$folder.log
unshare --mount "$0" enter "$folder" "$region" >"$log" 2>&1 &
outer=$!
trap '{ kill -KILL $outer; wait; } 2>/dev/null; leave "$folder"; rm -f "$log"' EXIT
trap 'exit 1' INT TERM

first= # the process that is systemd
for _ in $(seq 300); do
    first=$(pgrep -P $outer | head -n 1)
    [ -e "/proc/${first:-none}/root/run/systemd/private" ] && break
    kill -0 $outer 2>/dev/null || break
    sleep 0.1
done
[ -e "/proc/${first:-none}/root/run/systemd/private" ] ||
    skip "it does not boot here: $(tail -n 1 "$log")"

inside() {
    nsenter --target "$first" --mount --pid --cgroup --root --wd -- "$@"
}
property() { # NAME [UNIT]
    inside systemctl show --value --property "$1" "${2-$service}"
}

equal() { # WHAT FOUND WANTED
    [ "$2" = "$3" ]
    report $? "$1" "'$2' instead of '$3'"
}
runs() {
    inside sqlite3 -readonly $kept/history.sqlite 'SELECT count(*) FROM runs' 2>&1
}
# The status of the program, what systemd makes of it, whether the unit is failed.
outcome() {
    echo "$(inside tail -n 1 $kept/ended) $(property ActiveState)"
}

equal "systemd is the first process" "$(inside cat /proc/1/comm)" systemd
inside systemctl start $service
equal "a first night: status 1, findings, is a success" "$(outcome)" "1 success inactive"
equal "its results belong to the user of the service" \
    "$(inside stat -c %U $kept/latest/report.json $kept/history.sqlite | uniq)" cpts-coverage
for _ in $(seq 50); do
    inside test -s $kept/sent && break
    sleep 0.1
done
equal "the mail of the guide is sent, its subject what is new" \
    "$(inside head -n 1 $kept/sent | cut -d, -f1)" "CPTS: first run; NOT COMPLIANT — 27 errors"
inside systemctl start $service
equal "a second night, on which nothing moved: status 0" "$(outcome) $(runs)" "0 success inactive 2"
equal "and no second mail" "$(inside grep -c ' to sig@ars.example$' $kept/sent)" 1

inside mv /srv/cpts/region.gpkg /srv/cpts/away.gpkg
inside systemctl start $service 2>/dev/null
equal "starting fails when it could not check" "$?" 1
equal "which is the failure of the unit" "$(outcome)" "3 exit-code failed"
equal "systemctl --failed shows it, and nothing else" \
    "$(inside systemctl list-units --failed --plain --no-legend | awk '{print $1}')" $service
equal "the journal says which file is missing" \
    "$(inside journalctl --no-pager -q -o cat -u $service | grep -c '/srv/cpts/region.gpkg')" 1
equal "the history is as it was" "$(runs)" 2
inside mv /srv/cpts/away.gpkg /srv/cpts/region.gpkg

# The timer as it is shipped, then at once.
inside systemctl start $timer
next=$(property NextElapseUSecRealtime $timer)
equal "the timer waits for half past two" \
    "$(echo "$next" | grep -cE ' 02:(3[0-9]|40):')" 1
inside systemctl stop $timer
inside mkdir -p /run/systemd/system/$timer.d
inside sh -c "printf '[Timer]\nOnCalendar=\nOnActiveSec=1s\nAccuracySec=100ms\nRandomizedDelaySec=0\n' \
    >/run/systemd/system/$timer.d/at-once.conf"
inside systemctl daemon-reload
inside systemctl start $timer
for _ in $(seq 100); do
    [ "$(runs)" = 3 ] && [ "$(property ActiveState)" = inactive ] && break
    sleep 0.1
done
equal "the timer runs the service, which is no longer failed" "$(outcome) $(runs)" \
    "0 success inactive 3"

# What the service may not do, tried from within: its own settings, another command.
inside mkdir -p /run/systemd/system/$service.d /home/someone
inside sh -c "printf '[Service]\nExecStart=\nStandardOutput=file:$kept/tried\nExecStart=/bin/sh -c \"cd /; for place in /etc /usr /srv/cpts /home/someone /var/lib /var/lib/cpts-coverage/other; do touch \$\$place/x 2>/dev/null && echo \$\$place; done; unshare -U true 2>/dev/null && echo namespace; cat /proc/1/comm 2>/dev/null; echo tried\"\n' \
    >/run/systemd/system/$service.d/probe.conf"
inside systemctl daemon-reload
inside chmod 777 /etc /usr /srv/cpts /home/someone /var/lib
inside systemctl start $service
equal "the service writes nowhere else, makes no namespace, sees no other process" \
    "$(inside cat $kept/tried)" tried
# shellcheck disable=SC2154 # of tests/tap.sh
[ $failed -eq 0 ] || inside journalctl --no-pager -q | sed "s/^/# /"
finish
