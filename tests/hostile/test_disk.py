#!/usr/bin/env python3
"""Every system call that makes, fills, keeps or names an output fails in turn, with each error a
disk gives: a clear error, the old output or the whole new one, nothing left beside, the store
intact. strace makes them fail in the program as it is shipped."""
import os
import re
import shutil
import sqlite3
import subprocess

import guard
from guard import run, tree

SUITE = guard.Suite()
STORE = "store.sqlite"
COMMAND = [guard.PROGRAM, "check", "--lang", "en", "--quiet", "--units", "units.geojson",
           "--perimeters", "perimeters.geojson", "-o", "out"]
# Reading, and starting the program, open files too: those calls are distinguished by their place.
CALLS = {"openat": ("EACCES", "ENOSPC", "EROFS"), "mkdir": ("EACCES", "ENOSPC"),
         "write": ("ENOSPC", "EIO", "EDQUOT"), "fsync": ("EIO", "ENOSPC"), "linkat": ("EIO", "EPERM"),
         "renameat": ("EIO", "EACCES"), "pwrite64": ("ENOSPC", "EIO"), "fdatasync": ("EIO",),
         "ftruncate": ("EIO",), "unlink": ("EIO",)}
MOST = int(os.environ.get("CPTS_DISK_POINTS") or 16) # of one call, spread over the run


def fresh(store, old=True):
    """The outputs and the store of an earlier day, or none."""
    shutil.rmtree("out", ignore_errors=True)
    if old:
        shutil.copytree("before", "out")
    for name in os.listdir("."):
        if name.startswith(STORE):
            os.remove(name)
    if store and old:
        shutil.copyfile("kept.sqlite", STORE)


def strace(call, inject, command):
    places = ["-P", os.path.join(os.getcwd(), "out")] if call in ("openat", "mkdir") else []
    rules = ["-e", f"inject={call}:{inject}"] if inject else []
    return subprocess.run(["strace", "-f", "-qq", "-o", "trace", *places, "-e", f"trace={call}",
                           *rules, *command], stdin=subprocess.DEVNULL, capture_output=True,
                          check=False, env=dict(guard.ENVIRONMENT, SOURCE_DATE_EPOCH="1767225600"))


def count_calls(call, command):
    """How many there are, and that something is seen at all."""
    strace(call, None, command)
    with open("trace", encoding="utf-8", errors="replace") as file:
        return len([line for line in file if re.search(rf"\b{call}\(", line)])


def lost_message():
    """A call is counted by thread: the one that fails beside an output's may be that of the message."""
    with open("trace", encoding="utf-8", errors="replace") as file:
        return any(re.search(r"\bwrite\(2, .*INJECTED", line) for line in file)


def problems(done, known, old, store):
    text = done.stderr.decode("utf-8", "replace")
    wrong = []
    if done.returncode not in (0, 3):
        wrong.append(f"ended with {done.returncode}: {text}")
    if done.returncode == 3 and not text.startswith("cpts-coverage: ") and not lost_message():
        wrong.append(f"no message: {text!r}")
    now = {p: c for p, c in tree("out").items()} if os.path.isdir("out") else {}
    for path, content in now.items():
        if path not in known:
            wrong.append(f"{path} was left beside")
        elif not store and not path.endswith(guard.DIFFERS) and content not in (known[path], old.get(path)):
            wrong.append(f"{path} is neither the old one nor the new one")
    if done.returncode == 0 and not store and any(
            now.get(path) != content for path, content in known.items()
            if not path.endswith(guard.DIFFERS) and not path.endswith(".qml")):
        wrong.append("it says that all is well, but not all outputs are the new ones")
    if store and (old or done.returncode == 0 or os.path.exists(STORE)):
        wrong.append(damage())
    return [w for w in wrong if w]


def damage():
    try:
        with sqlite3.connect(f"file:{STORE}?mode=rw", uri=True) as base:
            if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "the store is damaged"
            if not base.execute("SELECT count(*) FROM runs").fetchone()[0]:
                return "the store holds no run"
    except sqlite3.Error as why:
        return f"the store: {why}"
    return None


def fail_each(call, error, command, known, store):
    count = count_calls(call, command)
    points = list(range(1, count + 1))
    if count > MOST:
        points = sorted({1 + i * (count - 1) // (MOST - 1) for i in range(MOST)})
    wrong, refused = [], 0
    for point in points:
        fresh(store, old=point % 2 == 0)
        old = tree("out") if point % 2 == 0 else {}
        done = strace(call, f"error={error}:when={point}", command)
        refused += done.returncode == 3
        wrong += [f"{call} {point} of {count}: {p}" for p in problems(done, known, old, store)]
    name = f"{call} gives {error} at each of {len(points)} points" + (" with a store" if store else "")
    SUITE.test(f"{name}: reported, or recovered from", wrong[:8])
    return len(points), refused


def main():
    guard.write_region()
    has_store = b"--history" in run("check", "--help").out
    shutil.rmtree("out", ignore_errors=True)
    day_before = dict(guard.ENVIRONMENT, SOURCE_DATE_EPOCH="1767139200")
    subprocess.run(COMMAND + (["--history", "kept.sqlite"] if has_store else []), check=False,
                   capture_output=True, env=day_before)
    os.rename("out", "before")
    strace("write", None, COMMAND)
    known = tree("out")
    tried = refused = 0
    for store in (False, True) if has_store else (False,):
        command = COMMAND + (["--history", STORE] if store else [])
        fresh(store)
        done = strace("write", None, command)
        SUITE.test("a run whose calls succeed" + (", with a store" if store else ""),
                   None if done.returncode == 0 else done.stderr.decode())
        for call, errors in CALLS.items():
            fresh(store)
            if store and call in ("mkdir", "linkat", "renameat", "openat"):
                continue # the same as without
            if not count_calls(call, command):
                continue
            for error in errors[:1] if store else errors:
                points, failed = fail_each(call, error, command, known, store)
                tried, refused = tried + points, refused + failed
    fresh(False)
    done = strace("write", None, COMMAND)
    SUITE.test("a run after them", None if done.returncode == 0 else done.stderr.decode())
    SUITE.test("failures were reported", None if refused > tried // 4 else f"{refused} of {tried}")
    SUITE.note(f"{tried} calls made to fail, {refused} of them reported with exit status 3")
    SUITE.finish()


if __name__ == "__main__":
    main()
