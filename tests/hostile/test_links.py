#!/usr/bin/env python3
"""Links in folders where all may write: those of somebody else are refused, whatever the system
does about them, and one put there while a run writes changes no file of the user's. Links of one's
own, devices and folders linked elsewhere work as they always did. CPTS_RACES: how many runs write
while another user swaps links (6); takes root, to be two users."""
import json
import os
import signal
import sqlite3
import subprocess
import time

import guard
from guard import write_region

RACES = int(os.environ.get("CPTS_RACES") or 6)
OTHER = 65534 # nobody
SUITE = guard.Suite()
BASE = ["check", "--lang", "en", "--quiet", "--units", "units.geojson", "--perimeters",
        "perimeters.geojson"]
SECRET = "what root keeps\n"


def check(*outputs, prefix=()):
    done = subprocess.run([*prefix, guard.PROGRAM, *BASE, *outputs], stdin=subprocess.DEVNULL,
                          capture_output=True, check=False, env=guard.ENVIRONMENT)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def prepare():
    write_region()
    os.chmod(".", 0o755)
    for folder, mode in (("shared", 0o1777), ("mine", 0o755)):
        os.mkdir(folder)
        os.chmod(folder, mode)
    guard.write("mine/secret", SECRET)


def of_other(target, name):
    os.symlink(target, name)
    os.lchown(name, OTHER, OTHER)


def untouched():
    with open("mine/secret", encoding="utf-8") as file:
        changed = file.read() != SECRET
    more = sorted(os.listdir("mine")) != ["secret"]
    return ["root's file was changed"] * changed + ["something was put beside root's file"] * more


def is_json(path):
    try:
        with open(path, encoding="utf-8") as file:
            json.load(file)
    except (OSError, ValueError) as why:
        return str(why)
    return None


# ---- what works -----------------------------------------------------------------------------

def legitimate():
    here = os.getcwd()
    os.mkdir("elsewhere")
    os.symlink(here + "/elsewhere", "shared/to-folder")
    os.symlink("../elsewhere/linked.json", "shared/to-file.json")
    os.symlink("to-file.json", "shared/to-link.json")
    os.symlink("no/such/file", "shared/nowhere.json")
    for what, path, there in (
            ("a file in a shared folder", "shared/plain.json", "shared/plain.json"),
            ("one's own link to a folder", "shared/to-folder/a.json", "elsewhere/a.json"),
            ("one's own link to a file that is not there yet", "shared/to-file.json",
             "elsewhere/linked.json"),
            ("a link to a link", "shared/to-link.json", "elsewhere/linked.json"),
            ("up and down", "shared/../elsewhere/./b.json", "elsewhere/b.json"),
            ("slashes", ".//elsewhere///c.json", "elsewhere/c.json"),
            ("an absolute path", here + "/elsewhere/d.json", "elsewhere/d.json")):
        status, _, err = check("--json", path)
        SUITE.test(what, [f"{status}: {err}"] if status != 0 else is_json(there))
    SUITE.test("links stay links", None if os.path.islink("shared/to-file.json")
               and os.path.islink("shared/to-link.json") else "one was replaced")
    for folder in ("shared/new", "shared/to-folder/new/", "elsewhere/new//"):
        status, _, err = check("-o", folder)
        SUITE.test(f"-o {folder}", [f"{status}: {err}"] if status != 0
                   else is_json(folder.rstrip("/") + "/report.json"))
    for path in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"):
        status, out, err = check("--json", path)
        SUITE.test(f"--json {path}", [f"{status}: {err}"] if status != 0 or b'"findings"' not in out
                   else None)
    SUITE.test("/dev/null", None if check("--json", "/dev/null")[0] == 0 else "refused")
    for path, words in (("shared/nowhere.json", "folder"), ("elsewhere", "file"),
                        ("elsewhere/", "file"), ("units.geojson/x.json", "name")):
        status, _, err = check("--json", path)
        SUITE.test(f"{path} is refused with its reason", None if status in (2, 3) and words in err
                   else f"{status}: {err}")
    os.symlink(here + "/elsewhere/history.sqlite", "shared/own.sqlite")
    kept = [check("--history", "shared/own.sqlite")[0] for _ in range(3)]
    with sqlite3.connect("elsewhere/history.sqlite") as base:
        runs = base.execute("SELECT count(*) FROM runs").fetchone()[0]
    SUITE.test("a history behind one's own link", None if kept == [0] * 3 and runs == 3
               else f"{kept}, {runs} runs")


# ---- what is refused ------------------------------------------------------------------------

def foreign():
    here = os.getcwd()
    of_other(here + "/mine/secret", "shared/file")
    of_other(here + "/mine", "shared/folder")
    of_other("file", "shared/twice")
    os.mkdir("inner")
    os.symlink(here + "/shared/folder", "inner/own")
    for what, arguments in {
            "a link to a file": ("--json", "shared/file"),
            "a link to a link": ("--geojson", "shared/twice"),
            "a link to a folder": ("--json", "shared/folder/secret"),
            "a link on the way of one's own": ("--json", "inner/own/secret"),
            "a folder of outputs": ("-o", "shared/folder"),
            "a folder to be made": ("-o", "shared/folder/new"),
            "a folder of tables": ("--csv", "shared/folder"),
            "a GeoPackage": ("--gpkg", "shared/file"),
            "a map": ("--map", "shared/folder/map.pdf"),
            "a new history": ("--history", "shared/folder/new.sqlite")}.items():
        status, _, err = check(*arguments)
        SUITE.test(f"{what} of somebody else is refused",
                   [f"{status}: {err}"] * (status != 3 or "somebody else's" not in err)
                   + untouched())
    check("--history", "elsewhere/theirs.sqlite")
    of_other(here + "/elsewhere/theirs.sqlite", "shared/store.sqlite")
    with open("elsewhere/theirs.sqlite", "rb") as file:
        before = file.read()
    status, _, err = check("--history", "shared/store.sqlite")
    with open("elsewhere/theirs.sqlite", "rb") as file:
        same = file.read() == before
    SUITE.test("a history behind a link of somebody else is refused, and as it was",
               None if status == 3 and same else f"{status}: {err}")


# ---- between looking and writing ------------------------------------------------------------

def as_other(work):
    """Another user, at work until killed."""
    child = os.fork()
    if child:
        return child
    try:
        os.setgroups([])
        os.setgid(OTHER)
        os.setuid(OTHER)
        while True:
            work()
    finally:
        os._exit(1)


def swap(name, target):
    """A link, or nothing; a file of root's cannot be taken away here."""
    for act in (lambda: os.symlink(target, name), lambda: os.unlink(name)):
        try:
            act()
        except OSError:
            pass


def race(what, name, target, *arguments):
    child = as_other(lambda: swap(name, target))
    wrong, statuses = [], {}
    for _ in range(RACES):
        status, _, err = check(*arguments)
        statuses[status] = statuses.get(status, 0) + 1
        if status not in (0, 3):
            wrong.append(f"{status}: {err}")
        wrong += untouched()
        subprocess.run(["rm", "-rf", name], check=False)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    subprocess.run(["rm", "-rf", name], check=False)
    SUITE.test(f"{what}, swapped while {RACES} runs write", wrong[:5])
    SUITE.note(f"{what}: {statuses.get(0, 0)} written, {statuses.get(3, 0)} refused")


def held(call):
    """The run is held before the call, the link comes meanwhile: the window, held open."""
    here, name = os.getcwd(), "shared/held.json"
    prefix = ["strace", "-f", "-o", "/dev/null", "-e", "trace=" + call,
              "-e", f"inject={call}:delay_enter=400000:when=1"]
    process = subprocess.Popen([*prefix, guard.PROGRAM, *BASE, "--json", name],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env=guard.ENVIRONMENT)
    time.sleep(0.05)
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        if not os.path.lexists(name):
            of_other(here + "/mine/secret", name)
        time.sleep(0.02)
    status, err = process.wait(), process.stderr.read().decode()
    process.stderr.close()
    SUITE.test(f"a link that comes before {call}", [f"{status}: {err}"] * (status not in (0, 3))
               + untouched())
    os.remove(name)


def main():
    prepare()
    legitimate()
    if os.geteuid() != 0:
        SUITE.skip("two users", "they take root")
    else:
        foreign()
        here = os.getcwd()
        race("a link to a file", "shared/race.json", here + "/mine/secret", "--json",
             "shared/race.json", "--geojson", "shared/other.geojson")
        race("a link to a folder", "shared/race", here + "/mine", "-o", "shared/race")
        race("a history", "shared/race.sqlite", here + "/mine/secret", "--history",
             "shared/race.sqlite")
        for call in ("linkat", "renameat"):
            held(call)
    SUITE.finish()


if __name__ == "__main__":
    main()
