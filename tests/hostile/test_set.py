#!/usr/bin/env python3
"""The outputs of a run are one set: a run that fails before the first name leaves the folder as it
was, and one that is killed between two names is finished by the next, even if that one fails."""
import os
import shutil
import subprocess

import guard
from guard import perimeters, run, write

SUITE = guard.Suite()
BASE = ("check", "--lang", "en", "--quiet", "--units", "units.geojson", "--perimeters")
NIGHT = (*BASE, "tonight.geojson", "-o", "out")


def fresh():
    shutil.rmtree("out", ignore_errors=True)
    shutil.copytree("before", "out")


def inject(call, what, point):
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
               f"inject={call}:{what}:when={point}", guard.PROGRAM, *NIGHT]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                          env=guard.ENVIRONMENT)


def outputs(folder):
    """What is in a folder but the time that a run took."""
    return {path[len(folder) + 3:]: content for path, content in guard.tree("./" + folder).items()
            if not path.endswith(guard.DIFFERS)}


def main():
    guard.write_region()
    write("tonight.geojson", perimeters(width=1.5))
    guard.ENVIRONMENT["SOURCE_DATE_EPOCH"] = "1767139200"
    run(*BASE, "perimeters.geojson", "-o", "before")
    guard.ENVIRONMENT["SOURCE_DATE_EPOCH"] = "1767225600"
    run(*BASE, "tonight.geojson", "-o", "wanted")
    old, new = outputs("before"), outputs("wanted")
    names = len(new)
    SUITE.test("two nights that differ", None if names > 5 and old != new else str(new))
    wrong = []
    for point in range(1, names + 1):
        fresh()
        done = inject("renameat", "signal=KILL", point)
        if done.returncode != -9 and done.returncode != 137:
            continue # fewer names than that
        failed = run(*BASE, "missing.geojson", "-o", "out")
        if failed.status != 3 or outputs("out") != new:
            wrong.append(f"killed at name {point}: {sorted(set(outputs('out')) ^ set(new))}")
    SUITE.test("a run killed at each of its names is finished by the next, which itself fails", wrong)
    wrong = []
    for call in ("linkat", "fsync", "write"):
        for point in range(1, 9):
            fresh()
            done = inject(call, "error=ENOSPC", point)
            if done.returncode == 3 and outputs("out") != old:
                wrong.append(f"{call} {point}: {done.stderr.decode()[:200]}")
    SUITE.test("a disk that fills up before the first name leaves the night before", wrong)
    fresh()
    with open("out/.cpts-coverage.journal", "w", encoding="utf-8") as file:
        file.write("cpts-coverage journal 1\n.cpts-coverage-1.new report.json\n")
    write("out/.cpts-coverage-1.new", "half")
    failed = run(*BASE, "missing.geojson", "-o", "out")
    SUITE.test("a journal without its end renames nothing", None if outputs("out") == old
               else str(outputs("out").keys()))
    os.chmod(".", 0o755)
    SUITE.finish()


if __name__ == "__main__":
    main()
