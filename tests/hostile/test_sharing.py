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


def runs():
    with sqlite3.connect("file:shared.sqlite?mode=ro", uri=True) as store:
        if store.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "damaged"
        return store.execute("SELECT count(*) FROM runs").fetchone()[0]


def with_one_store():
    """Jobs on one store and the same outputs pass one after the other, from the first run on; the
    outputs are those of the run that the store holds last."""
    wrong = []
    for turn in range(5):
        for name in ("shared.sqlite", "shared.sqlite-journal"):
            if os.path.exists(name):
                os.remove(name)
        jobs = [start(*BASE, source, "-o", "shared", "--history", "shared.sqlite", "--wait", "60")
                for source in ("perimeters.geojson", "other.geojson") * 2]
        said = [job.communicate()[1].decode() for job in jobs]
        if [job.returncode for job in jobs] != [0, 1, 0, 1]:
            wrong.append(f"{[job.returncode for job in jobs]} {said}")
        if runs() != 4:
            wrong.append(f"turn {turn}: the store holds {runs()} runs")
        with open("shared/report.json", encoding="utf-8") as file:
            last = json.load(file)["history"]["run"]
        if last != 4:
            wrong.append(f"turn {turn}: the report is that of run {last}")
    SUITE.test("four jobs at once on one store and the same outputs, 5 times: all kept, in turn", wrong)

    holder = sqlite3.connect("shared.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    before = results("shared")
    done = run(*BASE, "other.geojson", "-o", "shared", "--history", "shared.sqlite", "--wait", "0")
    SUITE.test("--wait 0 with a job in the store: refused at once, nothing written",
               guard.complaints(done, (3,), "in use by another program", seconds=10) +
               ([] if results("shared") == before else ["an output was written"]))
    holder.execute("ROLLBACK")
    holder.close()


def store_reader():
    """As QGIS does, a reader keeps the store open in the middle of a SELECT."""
    reader_of = sqlite3.connect("shared.sqlite", isolation_level=None, check_same_thread=False)
    reader_of.execute("BEGIN")
    kept = reader_of.execute("SELECT count(*) FROM findings").fetchone()
    words = (*BASE, "other.geojson", "--history", "shared.sqlite", "--wait")
    done = run(*words, "1")
    SUITE.test("a reader that holds the store: reported, and the run is not kept",
               guard.complaints(done, (3,), "in use by another program, after 1 second") +
               ([] if runs() == 4 else [f"{runs()} runs"]))
    threading.Timer(0.6, reader_of.execute, ["ROLLBACK"]).start()
    done = run(*words, "60")
    SUITE.test("a reader that ends meanwhile: the run waits for it, and is kept",
               guard.complaints(done, (1,)) + ([] if runs() == 5 else [f"{runs()} runs"]))
    SUITE.test("what the reader saw was the store before", None if kept[0] else "it saw nothing")
    reader_of.close()


def by_rename(turn):
    shutil.copyfile(f"edition-{turn}.geojson", "next")
    os.rename("next", "changing.geojson")


def in_place(turn):
    """As an editor that writes over its file does, in pieces."""
    with open(f"edition-{turn}.geojson", "rb") as file, open("changing.geojson", "wb") as to:
        while piece := file.read(400000):
            to.write(piece)
            to.flush()
            time.sleep(0.005)


def replaced(how, what):
    """Two editions take turns under one name: a report speaks of the file it names, or says that
    it could not."""
    editions = [perimeters(width=1), perimeters(width=1.5)]
    overlap, quiet = [], 0.4
    for number, edition in enumerate(editions):
        # Large enough that it can be replaced while it is read.
        edition["features"][0]["properties"]["pad"] = "x" * 3000000
        write(f"edition-{number}.geojson", edition)
        done = run(*BASE, f"edition-{number}.geojson", "--json", "edition.json")
        # However slow the machine, some runs have the file to themselves.
        quiet = max(quiet, 3 * done.seconds)
        with open("edition.json", encoding="utf-8") as file:
            report = json.load(file)
        overlap.append((report["inputs"][-1]["sha256"], report["totals"]["overlap_area_m2"]))
    stop = threading.Event()

    def take_turns():
        turn = 0
        while not stop.is_set():
            how(turn)
            turn = 1 - turn
            time.sleep(0.002 if turn else quiet)
    shutil.copyfile("edition-0.geojson", "changing.geojson")
    thread = threading.Thread(target=take_turns)
    thread.start()
    wrong, ended = [], {}
    for turn in range(100):
        if turn >= 25 and ended.get(3) and len(ended) > 1:
            break
        done = run(*BASE, "changing.geojson", "--json", "changing.json")
        ended[done.status] = ended.get(done.status, 0) + 1
        # One that is half there cannot be understood either.
        if done.status == 3 and how == by_rename and b"changed while" not in done.err:
            wrong.append(done.err.decode())
        if done.status not in (0, 1, 3):
            wrong.append(f"{done.status}: {done.err.decode()}")
        if done.status in (0, 1):
            with open("changing.json", encoding="utf-8") as file:
                report = json.load(file)
            if (report["inputs"][-1]["sha256"], report["totals"]["overlap_area_m2"]) not in overlap:
                wrong.append("the report does not speak of the file whose SHA-256 it gives")
    stop.set()
    thread.join()
    SUITE.test(f"a source {what} while it is read: the report is of the file it names, or refused",
               wrong[:5] + ([] if ended.get(3) and len(ended) > 1 else [f"nothing was hit: {ended}"]))
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
    SUITE.test("a locked database: reported, and nothing written",
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
    SUITE.test("a database with a hot journal: reported, and not touched",
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
    with_one_store()
    store_reader()
    replaced(by_rename, "replaced")
    replaced(in_place, "written over")
    bases()
    half_written()
    reader()
    SUITE.finish()


if __name__ == "__main__":
    main()
