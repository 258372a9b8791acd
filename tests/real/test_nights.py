#!/usr/bin/python3
"""Thirty nights on real PACA: declarations that change, nights that fail, and what is
reported of each. What a night must report is written down here, or worked out from the list of codes alone."""
import csv
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

from checking import Suite, read_json

FIRST_NIGHT = 1767225600  # 2026-01-01
MOVED = ("new", "grown", "shrunk", "reopened", "resolved")


class Nights:
    """A history, and the declaration of the coming night as a list of [id, name, code, commune]."""

    def __init__(self, suite, units, codes):
        self.suite = suite
        self.units = units
        self.store = os.path.join(suite.folder, "history.sqlite")
        self.codes = os.path.join(suite.folder, "declared.csv")
        self.report_path = os.path.join(suite.folder, "report.json")
        with open(codes, encoding="utf-8-sig", newline="") as stream:
            self.header, *self.rows = csv.reader(stream, delimiter=";")
        self.number = 0
        self.kept = 0  # runs that the history must hold
        self.report = None

    # What is declared.

    def drop(self, perimeter, code):
        before = len(self.rows)
        self.rows = [r for r in self.rows if (r[0], r[2]) != (perimeter, code)]
        assert len(self.rows) < before, (perimeter, code)

    def add(self, perimeter, code):
        name = next(r[1] for r in self.rows if r[0] == perimeter)
        self.rows.append([perimeter, name, code, ""])

    def rename(self, old, new, name):
        self.rows = [[new, name] + r[2:] if r[0] == old else r for r in self.rows]

    def owner(self, code):
        return next(r[0] for r in self.rows if r[2] == code)

    def claims(self):
        claims = {}
        for perimeter, _, code, *_ in self.rows:
            claims.setdefault(code, set()).add(perimeter)
        return claims

    # What is run.

    def run(self, *arguments, units=None, codes=None, kill_after=None, store=None):
        with open(self.codes, "w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";", lineterminator="\n").writerows(
                [self.header] + self.rows)
        self.number += 1
        environment = dict(os.environ, LC_ALL="C.UTF-8",
                           SOURCE_DATE_EPOCH=str(FIRST_NIGHT + 86400 * (self.number - 1)))
        process = subprocess.Popen(
            [os.environ["CPTS_PROGRAM"], "check", "--lang", "en", "--quiet", "--fail-on", "new",
             "--units", units or self.units, "--perimeters", codes or self.codes,
             "--history", store or self.store, "--json", self.report_path, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment)
        if kill_after is not None:
            try:
                process.wait(kill_after)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        errors = process.communicate()[1].decode("utf-8", "replace")
        return process.returncode, errors

    def ask(self, sql):
        with sqlite3.connect(self.store) as base:
            return base.execute(sql).fetchall()

    def night(self, what, status, **states):
        """A night that succeeds; `states`: what moved, by state, slivers left out."""
        got, errors = self.run()
        self.suite.test(f"night {self.number}, {what}: exit status",
                        None if got == status and not errors else f"{got}: {errors}")
        self.report = read_json(self.report_path)
        self.kept += 1
        notes = [f.get("state") for f in self.report["findings"] + self.report["history"]["resolved"]
                 if f["rule"] == "shared-unit"]  # they come and go with the overlap beside them
        reported = {s: n - notes.count(s) for s, n in self.report["history"]["states"].items()
                if n > notes.count(s) and s in MOVED}
        self.suite.equal(f"night {self.number}, {what}: what moved", reported, states)

    def broken_night(self, what, words, **how):
        """A night that cannot check: the store is, to the byte, what it was."""
        with open(self.store, "rb") as stream:
            before = stream.read()
        got, errors = self.run(**how)
        self.suite.test(f"night {self.number}, {what}: status 3, and it says so",
                        None if got == 3 and words in errors else f"{got}: {errors}")
        with open(self.store, "rb") as stream:
            self.suite.test(f"night {self.number}, {what}: the history is as it was",
                            None if stream.read() == before else "it changed")

    def moved(self, state):
        return [f for f in self.report["findings"] + self.report["history"]["resolved"]
                if f.get("state") == state and not f["sliver"] and f["rule"] != "shared-unit"]

    def expect_one(self, state, rule, units, causes):
        found = [(f["rule"], f["units"], f["caused_by"]) for f in self.moved(state)]
        self.suite.equal(f"night {self.number}: the one that is {state}", found,
                         [(rule, sorted(units), sorted(causes))])


def first_nights(nights):
    nights.night("the first", 1, new=11)
    nights.night("nothing changes", 0)
    owner = nights.owner("05023")
    nights.drop(owner, "05023")
    nights.night("Briançon is given up", 1, new=1)
    nights.expect_one("new", "white-zone", ["05023"], [owner])
    nights.night("nothing changes", 0)
    nights.add(owner, "05023")
    nights.night("Briançon is taken back", 0, resolved=1)
    nights.expect_one("resolved", "white-zone", ["05023"], [owner])
    nights.drop(owner, "05023")
    nights.night("Briançon is given up again", 1, reopened=1)
    nights.rename(owner, "PACA-XX", "CPTS du Briançonnais, refondée")
    nights.night("its CPTS is renamed", 0)
    nights.suite.equal("a renamed CPTS is reported as renamed",
                       [(c["perimeter"], c["was"], c["units_gained"], c["units_lost"])
                        for c in nights.report["history"]["changes"]],
                       [("PACA-XX", owner, [], [])])


def failing_nights(nights, suite):
    nights.broken_night("a file is missing", "declared", codes="/nonexistent/declared.csv")
    half = os.path.join(suite.folder, "half.gpkg")
    shutil.copyfile(nights.units, half)
    os.chmod(half, 0o600)
    os.truncate(half, os.path.getsize(half) // 2)
    nights.broken_night("a GeoPackage is copied by half", "half.gpkg", units=half)
    for delay in (0.02, 0.05, 0.08, 0.11, 0.14):
        nights.run(kill_after=delay)
        nights.number -= 1
        suite.equal(f"killed after {delay} s: the store is sound",
                    nights.ask("PRAGMA integrity_check"), [("ok",)])
        # A run may have been quick enough to end; one that did not is not there.
        nights.kept = nights.ask("SELECT count(*) FROM runs")[0][0]
    nights.number += 1
    full_disk(nights, suite)
    nights.night("all is well again", 0)


def full_disk(nights, suite):
    what = "a full disk loses nothing"
    disk = tempfile.mkdtemp(dir=suite.folder)
    size = os.path.getsize(nights.store)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size + 16384}", "tmpfs", disk]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        suite.skip(what, "no small disk can be mounted here")
        return
    try:
        store = os.path.join(disk, "history.sqlite")
        shutil.copyfile(nights.store, store)
        got, errors = nights.run(store=store)
        suite.test(what, None if got == 3 and "disk is full" in errors else f"{got}: {errors}")
        with open(store, "rb") as one, open(nights.store, "rb") as two:
            suite.test("the store on it is as it was",
                       None if one.read() == two.read() else "it changed")
    finally:
        subprocess.run(["umount", disk], check=False)


def overlaps(nights):
    owner, other, third = nights.owner("13001"), nights.owner("83137"), nights.owner("06029")
    nights.add(other, "13001")
    nights.night("Aix is claimed twice", 1, new=1)
    nights.expect_one("new", "overlap", ["13001"], [other])
    nights.add(third, "13001")
    nights.night("a third CPTS claims Aix", 1, grown=1)
    nights.expect_one("grown", "overlap", ["13001"], [third])
    nights.drop(other, "13001")
    nights.night("one of them gives it up", 0, shrunk=1)
    nights.expect_one("shrunk", "overlap", ["13001"], [other])
    nights.drop(third, "13001")
    nights.night("the other as well", 0, resolved=1)
    nights.expect_one("resolved", "overlap", ["13001"], [third])
    nights.suite.equal("Aix is its own CPTS's again", nights.claims()["13001"], {owner})


def white_zones(nights, suite):
    cannes = nights.owner("06029")
    nights.drop(cannes, "06029")
    nights.night("the white zone of Mandelieu takes Cannes in", 1, grown=1)
    grown = nights.moved("grown")[0]
    suite.test("it is the one of Mandelieu",
               None if {"06079", "06029"} <= set(grown["units"]) else grown["units"])
    suite.equal("by the CPTS of Cannes", grown["caused_by"], [cannes])
    accepted = subprocess.run(
        [os.environ["CPTS_PROGRAM"], "history", "--lang", "en", nights.store, "accept",
         grown["id"], "--reason", "under way", "--by", "ARS", "--until", "2026-12-31"],
        check=False, capture_output=True)
    suite.equal("it is accepted", accepted.returncode, 0)
    nights.night("nothing changes", 0)
    suite.equal("the accepted finding is marked",
                [f["id"] for f in nights.report["findings"] if "accepted" in f], [grown["id"]])
    nights.add(cannes, "06029")
    nights.night("Cannes is taken back", 0, shrunk=1)


def merged_communes(nights, suite):
    """The next edition of the base: two communes of the white zone of Mandelieu have merged."""
    merged = os.path.join(suite.folder, "merged.gpkg")
    sql = ("SELECT ST_Union(geom) geom, CASE insee WHEN '06138' THEN '06079' ELSE insee END insee,"
           "min(nom) nom, sum(population) population, min(dep) dep, min(epci) epci FROM communes "
           "GROUP BY 2")
    subprocess.run(["ogr2ogr", "-f", "GPKG", "-nln", "communes", "-nlt", "MULTIPOLYGON", merged,
                    nights.units, "-dialect", "SQLite", "-sql", sql], check=True)
    nights.units = merged
    nights.night("two communes merge", 0)


def random_nights(nights, suite, count):
    """One commune a night changes hands: whatever that does, the story must follow."""
    dice = random.Random(2026)
    for _ in range(count):
        before = nights.claims()
        rows = [r for r in nights.rows if len(before[r[2]]) == 1]
        perimeter, _, code, *_ = dice.choice(rows)
        taker = dice.choice([r[0] for r in nights.rows if r[0] != perimeter])
        kind = dice.choice(("drop", "share", "move"))
        if kind != "share":
            nights.drop(perimeter, code)
        if kind != "drop":
            nights.add(taker, code)
        got, errors = nights.run()
        nights.kept += 1
        nights.report = read_json(nights.report_path)
        reported = [f for s in MOVED for f in nights.moved(s) if code in f["units"]]
        wanted = {"drop": ("white-zone", [perimeter]), "share": ("overlap", [taker]),
                  "move": None}[kind]
        problem = None
        if wanted and [(f["rule"], f["caused_by"]) for f in reported] != [wanted]:
            problem = f"{wanted} should have been reported: {[f['message'] for f in reported]}"
        elif kind == "move" and reported:
            problem = f"a commune that changes hands is no conflict: {reported}"
        elif got != (0 if kind == "move" else 1) or errors:
            problem = f"exit status {got}: {errors}"
        suite.test(f"night {nights.number}: {kind} of {code} by {perimeter}, {taker}", problem)


def the_story(nights, suite, first_ids):
    suite.equal("the runs that succeeded, and no other", nights.ask("SELECT count(*) FROM runs"),
                [(nights.kept,)])
    suite.equal("the store is sound", nights.ask("PRAGMA integrity_check"), [("ok",)])
    still_open = {row[0] for row in nights.ask("SELECT id FROM findings WHERE state<>'resolved' "
                                               "AND NOT sliver")}
    suite.equal("in the end, the conflicts of the first night under their first ids",
                still_open, first_ids)
    suite.equal("which have been known since then",
                {row[0] for row in nights.ask("SELECT first_run FROM findings "
                                              "WHERE state<>'resolved'")}, {1})
    wrong = []
    stories = {}
    for finding, state in nights.ask("SELECT finding, state FROM events ORDER BY fid"):
        stories.setdefault(finding, []).append(state)
    for finding, states in stories.items():
        for previous, state in zip([None] + states, states):
            allowed = {None: ("new", "persisting"), "resolved": ("reopened",)}.get(
                previous, ("grown", "shrunk", "resolved"))
            if state not in allowed:
                wrong.append(f"{finding}: {states}")
    suite.test("each story is one that can be", wrong)
    suite.equal("Briançon's is all there",
                [states for states in stories.values() if states.count("reopened") == 1][:1],
                [["new", "resolved", "reopened", "resolved"]])
    suite.equal("a claim is written when it begins and when it ends, not every night",
                nights.ask("SELECT count(*) < 1500 FROM claims"), [(1,)])


def main():
    suite = Suite()
    units, codes = suite.real_data(
        *(os.path.join("paca-real", name) for name in
          ("paca-units.gpkg", "paca-cpts-2026-01.csv")))
    nights = Nights(suite, units, codes)
    original = list(nights.rows)
    first_nights(nights)
    first_ids = {row[0] for row in nights.ask(
        "SELECT id FROM findings WHERE first_run = 1 AND NOT sliver")}
    failing_nights(nights, suite)
    overlaps(nights)
    white_zones(nights, suite)
    merged_communes(nights, suite)
    random_nights(nights, suite, 10)
    nights.rows, nights.units = original, units
    nights.run()
    nights.kept += 1
    the_story(nights, suite, first_ids)
    suite.test("thirty nights have passed", None if nights.number >= 30 else nights.number)
    suite.finish()


if __name__ == "__main__":
    sys.exit(main())
