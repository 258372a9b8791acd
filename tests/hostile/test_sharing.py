#!/usr/bin/env python3
"""Others use the same files meanwhile: two jobs on the same outputs, a source replaced or written
while it is read, a base in use, a reader of the outputs."""
import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time

import guard
from guard import collection, perimeters, run, square, tree, write

SUITE = guard.Suite()
BASE = ("check", "--lang", "en", "--quiet", "--units", "units.geojson", "--perimeters")
FIXED = dict(guard.ENVIRONMENT, SOURCE_DATE_EPOCH="1767225600")


def start(*arguments):
    return subprocess.Popen([guard.PROGRAM, *arguments], stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=FIXED)


def results(folder):
    return {path.replace(folder, ""): content for path, content in tree(folder).items()}


def two_jobs():
    """Each output is that of one job or of the other."""
    write("other.geojson", perimeters(width=1.5))
    known = []
    for source in ("perimeters.geojson", "other.geojson"):
        start(*BASE, source, "-o", "alone").communicate()
        known.append(results("alone"))
        shutil.rmtree("alone")
    wrong = []
    for _ in range(15):
        jobs = [start(*BASE, source, "-o", "shared")
                for source in ("perimeters.geojson", "other.geojson") * 2]
        said = [job.communicate()[1].decode() for job in jobs]
        if [job.returncode for job in jobs] != [0, 1, 0, 1]:
            wrong.append(f"{[job.returncode for job in jobs]} {said}")
        for path, content in results("shared").items():
            if not path.endswith(guard.DIFFERS) and \
                    content not in (known[0].get(path), known[1].get(path)):
                wrong.append(f"{path} is of neither job")
    SUITE.test("four jobs at once on the same outputs, 15 times: each file is of one job", wrong)
    shutil.rmtree("shared")


def replaced():
    """Two editions take turns under one name: a report speaks of the file it names, or says that
    it could not."""
    editions = [perimeters(width=1), perimeters(width=1.5)]
    overlap = []
    for number, edition in enumerate(editions):
        # Large enough that it can be replaced while it is read.
        edition["features"][0]["properties"]["pad"] = "x" * 3000000
        write(f"edition-{number}.geojson", edition)
        done = run(*BASE, f"edition-{number}.geojson", "--json", "edition.json")
        with open("edition.json", encoding="utf-8") as file:
            report = json.load(file)
        overlap.append((report["inputs"][-1]["sha256"], report["totals"]["overlap_area_m2"]))
    stop = threading.Event()

    def take_turns():
        turn = 0
        while not stop.is_set():
            shutil.copyfile(f"edition-{turn}.geojson", "next")
            os.rename("next", "changing.geojson")
            turn = 1 - turn
            time.sleep(0.002 if turn else 0.4)
    shutil.copyfile("edition-0.geojson", "changing.geojson")
    thread = threading.Thread(target=take_turns)
    thread.start()
    wrong, ended = [], {}
    for _ in range(40):
        done = run(*BASE, "changing.geojson", "--json", "changing.json")
        ended[done.status] = ended.get(done.status, 0) + 1
        if done.status == 3 and b"changed while" not in done.err:
            wrong.append(done.err.decode())
        if done.status in (0, 1):
            with open("changing.json", encoding="utf-8") as file:
                report = json.load(file)
            if (report["inputs"][-1]["sha256"], report["totals"]["overlap_area_m2"]) not in overlap:
                wrong.append("the report does not speak of the file whose SHA-256 it gives")
    stop.set()
    thread.join()
    SUITE.test("a source replaced while it is read: the report is of the file it names, or refused",
               wrong[:5])
    SUITE.note(f"exit statuses: {ended}")


def base_in(mode):
    if os.path.exists("base.gpkg"):
        os.remove("base.gpkg")
    subprocess.run(["ogr2ogr", "-f", "GPKG", "-lco", "SPATIAL_INDEX=NO", "-nln", "cpts", "base.gpkg",
                    "perimeters.geojson"], check=True, stderr=subprocess.DEVNULL)
    base = sqlite3.connect("base.gpkg", isolation_level=None)
    base.execute(f"PRAGMA journal_mode={mode}")
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    return base


def bases():
    base = base_in("WAL")
    base.execute("UPDATE cpts SET nom='Written' WHERE id='A'")
    base.execute("BEGIN IMMEDIATE")
    base.execute("DELETE FROM cpts")
    before = set(os.listdir("."))
    done = run(*BASE, "base.gpkg", "--json", "wal.json")
    with open("wal.json", encoding="utf-8") as file:
        names = [p["name"] for p in json.load(file)["perimeters"]]
    SUITE.test("a base in WAL, being written: what was committed is read",
               guard.complaints(done, (0,)) + ([] if names == ["Written", "Nord"] else [str(names)]))
    SUITE.test("nothing is created beside it", sorted(set(os.listdir(".")) - before - {"wal.json"}))
    base.execute("ROLLBACK")
    base.close()

    base = base_in("DELETE")
    base.execute("BEGIN EXCLUSIVE")
    base.execute("DELETE FROM cpts")
    done = run(*BASE, "base.gpkg", "--json", "locked.json")
    SUITE.test("a base that is locked: told, and nothing written",
               guard.complaints(done, (3,), "being written by another program", seconds=15) +
               (["a report was written"] if os.path.exists("locked.json") else []))
    base.execute("ROLLBACK")
    done = run(*BASE, "base.gpkg")
    SUITE.test("and read once it is free", guard.complaints(done, (0,)))
    base.close()


def half_written():
    """A program that died in the middle of a transaction left its journal."""
    base_in("DELETE").close()
    code = ("import sqlite3,os; b=sqlite3.connect('base.gpkg',isolation_level=None);"
            "b.execute('PRAGMA cache_size=1'); b.execute('BEGIN EXCLUSIVE');"
            "b.execute('CREATE TABLE big(x)');"
            "[b.execute('INSERT INTO big VALUES(randomblob(5000))') for _ in range(300)];"
            "os._exit(9)")
    subprocess.run(["python3", "-c", code], check=False)
    before = tree(".")
    done = run(*BASE, "base.gpkg")
    SUITE.test("a base with a hot journal: told, and not touched",
               guard.complaints(done, (3,), "journal") +
               ([] if tree(".") == before else ["something was changed"]))


def reader():
    run(*BASE, "perimeters.geojson", "--gpkg", "read.gpkg")
    base = sqlite3.connect("read.gpkg", isolation_level=None)
    base.execute("BEGIN")
    count = base.execute("SELECT count(*) FROM perimeters").fetchone()
    done = run(*BASE, "other.geojson", "--gpkg", "read.gpkg")
    again = base.execute("SELECT count(*) FROM perimeters").fetchone()
    SUITE.test("a reader of an output keeps the one it opened, and hinders nobody",
               guard.complaints(done, (1,)) + ([] if again == count else ["it sees another file"]))
    base.close()


def main():
    guard.write_region()
    two_jobs()
    replaced()
    bases()
    half_written()
    reader()
    SUITE.finish()


if __name__ == "__main__":
    main()
