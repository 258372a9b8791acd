#!/usr/bin/env python3
"""Stopped at any moment (SIGKILL, SIGTERM, SIGINT), a run leaves each output as it was or whole,
nothing half-written beside them, its sources untouched; and the next run is right."""
import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import guard
from guard import collection, square, tree, write

MOMENTS = int(os.environ.get("CPTS_KILLS") or 300)
SUITE = guard.Suite()
SIDE = 40
NAMES = set() # of outputs


def write_sources():
    """1,600 units and a hundred drawings across them: the run lasts long enough to be hit."""
    write("units.geojson", collection([
        ({"code": f"{10000 + SIDE * x + y}", "nom": "U", "population": 9}, [square(x, y)])
        for x in range(SIDE) for y in range(SIDE)]))
    write("perimeters.geojson", collection([
        ({"id": f"P{i}", "nom": f"CPTS {i}"},
         [square(0.37 + 3.9 * (i % 10), 0.61 + 3.9 * (i // 10), 4.3, 4.1)]) for i in range(100)]))


STORE = "store.sqlite"
COMMAND = [guard.PROGRAM, "check", "--lang", "en", "--quiet", "--units", "units.geojson",
           "--perimeters", "perimeters.geojson", "-o", "out"]


def whole(path):
    """What is wrong with an output by itself."""
    try:
        if path.endswith("json"):
            with open(path, encoding="utf-8") as file:
                json.load(file)
        elif path.endswith((".gpkg", ".sqlite")):
            with sqlite3.connect(f"file:{path}?mode=rw", uri=True) as base:
                if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    return f"{path} is damaged"
                if path == STORE and not base.execute("SELECT count(*) FROM runs").fetchone()[0]:
                    return f"{path} holds no run"
        elif path.endswith((".csv", ".html", ".qml", ".prom")):
            with open(path, "rb") as file:
                content = file.read()
            if not content.endswith(b"\n") and not content.rstrip().endswith(b">"):
                return f"{path} is cut"
    except (ValueError, sqlite3.Error) as why:
        return f"{path}: {why}"
    return None


def stop_one(command, chance, environment):
    """Starts a run and stops it at its `chance`; what ended it."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=environment)
    time.sleep(chance[1])
    process.send_signal(chance[0])
    return process.wait()


def judge(status, sent, before, sources, known):
    """Outputs are the old ones or the new ones, byte for byte; the rest is as it was. `known` is
    None with a store: a report then shows what is new since the last run that ended."""
    wrong = []
    if status not in (1, -sent):
        wrong.append(f"ended with {status}")
    now = tree(".")
    for path in sources:
        if now.get(path) != before[path]:
            wrong.append(f"the source {path} was changed")
    for path, content in now.items():
        if path in sources or content == "folder" or path.startswith("./" + STORE):
            continue
        name = path.rsplit("/", 1)[1]
        if not path.startswith("./out/") or name not in NAMES:
            wrong.append(f"{path} was left behind")
        elif known and name not in guard.DIFFERS and content not in (before.get(path), known[path]):
            wrong.append(f"{path} is neither the old file nor the new one")
        else:
            wrong.append(whole(path))
    if os.path.exists(STORE):
        wrong.append(whole(STORE))
    return [w for w in wrong if w]


def settle(environment):
    """The next run, even one that fails, finishes what a killed one had begun to name."""
    subprocess.run([guard.PROGRAM, "check", "missing.gpkg", "-o", "out"], stdin=subprocess.DEVNULL,
                   capture_output=True, check=False, env=environment)


def run_to_end(command, environment):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                          env=environment)
    return done.returncode


def outputs():
    return {path: content if not path.endswith(guard.DIFFERS) else "" for path, content
            in tree(".").items() if path.startswith("./out/") and content != "folder"}


def stop_many(command, editions, known, sources, lasts, plan):
    signal_number, count = plan
    drawn = random.Random(int(signal_number))
    wrong, stopped, mixed = [], 0, 0
    for i in range(count):
        if i % 5 == 0: # into an empty folder: old is nothing at all
            shutil.rmtree("out", ignore_errors=True)
            for name in glob.glob(STORE + "*"):
                os.remove(name)
        before, old, edition = tree("."), outputs(), i % 2
        # Half of the moments near the end, where the outputs get their names.
        share = drawn.uniform(0, 1.05) if i % 4 < 2 else drawn.uniform(0.6, 1.05)
        status = stop_one(command, (signal_number, lasts * share), editions[edition])
        stopped += status == -signal_number
        if os.path.exists("out") and signal_number == signal.SIGKILL:
            settle(editions[edition])
            if known and outputs() not in (old, known[edition]):
                wrong.append(f"at {share:.3f} of a run: outputs of two runs stand side by side")
        mixed += bool(known) and outputs() not in (old, known[edition])
        wrong += [f"at {share:.3f} of a run: {w}" for w in
                  judge(status, signal_number, before, sources, known and known[edition])]
    name = signal.Signals(signal_number).name
    store = "" if known else ", with a store"
    SUITE.test(f"{name} at {count} moments{store}: old or whole, nothing left beside", wrong[:10])
    SUITE.test(f"{name} did stop runs{store}", None if stopped > count // 10 else f"{stopped} of {count}")
    SUITE.note(f"{name}{store}: {stopped} of {count} runs stopped"
               + (f", {mixed} of them between one output and the next" if known else ""))


def first_runs(editions):
    """What whole outputs are, and how long a run lasts."""
    known = []
    start = time.monotonic()
    for environment in editions:
        shutil.rmtree("out", ignore_errors=True)
        SUITE.test("a run that nobody stops", None if run_to_end(COMMAND, environment) == 1
                   else "it did not find what was drawn")
        known.append(outputs())
    lasts = (time.monotonic() - start) / 2
    SUITE.test("its outputs are whole", [whole(path) for path in outputs()])
    SUITE.test("the two editions differ", None if known[0] != known[1] else "they are the same")
    return known, lasts


def with_store(editions, sources, lasts, count):
    command = COMMAND + ["--history", STORE]
    for signal_number in (signal.SIGKILL, signal.SIGTERM):
        stop_many(command, editions, None, sources, 1.3 * lasts, (signal_number, count // 2))
    wrong = None if run_to_end(command, editions[0]) == 1 else "it did not end as it should"
    SUITE.test("the run after them is right", wrong or [whole(path) for path in outputs()])
    if "history" not in subprocess.run([guard.PROGRAM, "--help"], capture_output=True, text=True,
                                       check=True, env=guard.ENVIRONMENT).stdout:
        return
    shown = subprocess.run([guard.PROGRAM, "history", STORE], capture_output=True, check=False,
                           env=guard.ENVIRONMENT)
    SUITE.test("the store can be read", None if shown.returncode == 0 else shown.stderr.decode())


def main():
    write_sources()
    # The same time in all runs, so that whole outputs are known byte for byte: two editions.
    editions = [dict(guard.ENVIRONMENT, SOURCE_DATE_EPOCH=str(1767225600 + day * 86400))
                for day in range(2)]
    sources = ["./units.geojson", "./perimeters.geojson"]
    known, lasts = first_runs(editions)
    NAMES.update(path.rsplit("/", 1)[1] for path in known[0])
    for signal_number, share in ((signal.SIGKILL, 0.4), (signal.SIGTERM, 0.2), (signal.SIGINT, 0.1)):
        stop_many(COMMAND, editions, known, sources, lasts, (signal_number, int(MOMENTS * share)))
    SUITE.test("the run after them is right", None if run_to_end(COMMAND, editions[1]) == 1 and
               outputs() == known[1] else "it is not")
    with_store(editions, sources, lasts, int(MOMENTS * 0.3))
    SUITE.finish()


if __name__ == "__main__":
    main()
