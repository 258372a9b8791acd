#!/usr/bin/env python3
"""Nights of a region whose declarations live: they grow, give up, hand over, split, merge, are
renamed, come late, in another order, or half copied. What a history then says is compared with what
the generator did, unit by unit: no news is missed, none is false, and the store stays whole.

    CPTS_NIGHTS          how many nights (60); 11000 are thirty years
    CPTS_NIGHTS_REGION   a GeoPackage of units (layer communes) and perimeters without a conflict
                         (that of the demo region)
    CPTS_NIGHTS_SECONDS  no night begins after so long (no limit)
    CPTS_SEED            of the random numbers (1)
"""
import collections
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["CPTS_PROGRAM"]
DEMO = os.environ["CPTS_DEMO"]
NIGHTS = int(os.environ.get("CPTS_NIGHTS", "60"))
SECONDS = float(os.environ.get("CPTS_NIGHTS_SECONDS") or "inf")
REGION = os.path.abspath(os.environ.get("CPTS_NIGHTS_REGION") or
                         os.path.join(DEMO, "region-clean.gpkg"))
RULES = ("overlap", "white-zone")


def run(*arguments, at):
    environment = dict(os.environ, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH=str(at), TZ="Europe/Paris")
    return subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          check=False, env=environment)


class Region:
    """Who declares what: identities that ids and names are given to, and that keep them apart."""

    def __init__(self, dice):
        self.dice = dice
        report = "clean.json"
        run("check", "--quiet", REGION, "--json", report, at=0)
        with open(report, encoding="utf-8") as file:
            content = json.load(file)
        self.area_m2 = {unit["code"]: unit["area_m2"] for unit in content["units"]}
        self.units = sorted(self.area_m2)
        self.of = {p["id"]: set(p["units_whole"]) for p in content["perimeters"]}
        self.names = {p["id"]: " ".join(re.split(r'[;,\t"\s]+', p["name"]))
                      for p in content["perimeters"]}
        self.made = 0

    def pick(self):
        return self.dice.choice(sorted(self.of))

    def some(self, units, most):
        units = sorted(units)
        return set(self.dice.sample(units, min(len(units), self.dice.randint(1, most))))

    # ---- what happens in a day -------------------------------------------------------------------

    def late(self):
        """Nobody has sent anything."""

    def grow(self):
        taker = self.pick()
        self.of[taker] |= self.some(set(self.units) - self.of[taker], 4)

    def give_up(self):
        giver = self.pick()
        if len(self.of[giver]) > 8:
            self.of[giver] -= self.some(self.of[giver], 3)

    def hand_over(self):
        giver, taker = self.pick(), self.pick()
        if giver != taker and len(self.of[giver]) > 8:
            units = self.some(self.of[giver], 3)
            self.of[giver] -= units
            self.of[taker] |= units

    def settle(self):
        """Every conflict of some units is settled: one keeps each."""
        for unit in self.some(self.units, 60):
            holders = [p for p in sorted(self.of) if unit in self.of[p]]
            for holder in holders[1:]:
                self.of[holder].discard(unit)
            if not holders:
                self.of[self.pick()].add(unit)

    def split(self):
        one = self.pick()
        if len(self.of[one]) < 16:
            return
        self.made += 1
        new = f"CPTS-N-{self.made:03}"
        half = set(self.dice.sample(sorted(self.of[one]), len(self.of[one]) // 3))
        self.of[one] -= half
        self.of[new] = half
        self.names[new] = f"CPTS nouvelle {self.made}"

    def merge(self):
        one, two = self.pick(), self.pick()
        if one != two and len(self.of) > 8:
            self.of[one] |= self.of.pop(two)
            del self.names[two]

    def rename(self):
        one = self.pick()
        self.made += 1
        new = f"CPTS-R-{self.made:03}"
        self.of[new] = self.of.pop(one)
        self.names[new] = self.names.pop(one)

    def rename_only(self):
        one = self.pick()
        self.made += 1
        self.names[one] = f"CPTS rebaptisée {self.made}"

    DAYS = ((late, 8), (grow, 5), (give_up, 4), (hand_over, 4), (settle, 4), (split, 1), (merge, 1),
            (rename, 2), (rename_only, 1))

    def day(self):
        happens = self.dice.choices([d for d, _ in self.DAYS], [w for _, w in self.DAYS])[0]
        happens(self)
        return happens.__name__

    def rows(self):
        rows = [(p, self.names[p], unit) for p in sorted(self.of) for unit in sorted(self.of[p])]
        if self.dice.random() < 0.3:
            self.dice.shuffle(rows)
        return rows


def write(region, path, dice, half):
    rows = region.rows()
    separator = dice.choice(";,\t")
    text = "".join(separator.join(row) + "\n" for row in [("id", "nom", "code")] + rows)
    content = text.encode()
    if half:
        content = content[:dice.randint(len(content) // 20, len(content) - 2)]
    with open(path, "wb") as file:
        file.write(content)
    # What stands in the file; a line that was cut is a finding of its own, unless by its end alone.
    found = collections.defaultdict(set)
    for line in content.decode(errors="ignore").split("\n")[1:]:
        row = line.split(separator)
        if len(row) == 3 and row[2] in region.area_m2:
            found[row[0]].add(row[2])
    return found


def conflicts(units, declared):
    holders = {unit: frozenset() for unit in units}
    for perimeter, held in declared.items():
        for unit in held:
            holders[unit] |= {perimeter}
    return holders


def renamed(before, now, area_m2, names):
    """The id before of an id that came: the same name and the greater part of the territory, or
    nearly all of it under another name. `names` are those before and now."""
    def area_of(units):
        return sum(area_m2[unit] for unit in units)
    return {new: old for new in now for old in before
            if new not in before and old not in now and
            area_of(now[new] & before[old]) >= (0.5 if names[0].get(old) == names[1].get(new)
                                                else 0.8) * max(area_of(now[new]), area_of(before[old]))}


def compare(night, region, before, now, report, touched, names):
    """What is wrong in the news of a night. `touched` are the units of each finding the night before:
    what shrank lists those that are left, and its news is of the others."""
    wrong = []
    was = renamed(before, now, region.area_m2, names)
    as_now = {next((n for n, o in was.items() if o == p), p): held for p, held in before.items()}
    old, new = conflicts(region.units, as_now), conflicts(region.units, now)
    must = {"white-zone": {u for u in region.units if bool(old[u]) != bool(new[u])},
            "overlap": {u for u in region.units if (len(old[u]) > 1) != (len(new[u]) > 1)}}
    may = {u for u in region.units if old[u] != new[u]}
    past = report["history"]
    gone = past["resolved"] + past.get("merged", [])
    moved = [f for f in report["findings"] + gone
             if f["rule"] in RULES and not f["sliver"] and f["state"] != "persisting"]
    for rule in RULES:
        seen = {u for f in moved if f["rule"] == rule
                for u in set(f["units"]) | touched.get(f["id"], set())}
        for unit in sorted(must[rule] - seen):
            wrong.append(f"night {night}: {rule} of {unit}: missed, {set(old[unit])} to {set(new[unit])}")
    for finding in moved:
        is_part = finding["state"] in ("split", "merged")
        if not (may & (set(finding["units"]) | touched.get(finding["id"], set())) or is_part and may):
            wrong.append(f"night {night}: {finding['id']} {finding['state']}: nothing changed "
                         f"there: {finding['units'][:5]}, {finding['area_m2']:.0f} m²")
    wanted = {}
    for perimeter in set(as_now) | set(now):
        gained = sorted(now.get(perimeter, set()) - as_now.get(perimeter, set()))
        lost = sorted(as_now.get(perimeter, set()) - now.get(perimeter, set()))
        if gained or lost or perimeter in was:
            wanted[perimeter] = (was.get(perimeter), gained, lost)
    found = {c["perimeter"]: (c["was"], c["units_gained"], c["units_lost"]) for c in past["changes"]}
    if found != wanted:
        differ = {p for p in set(found) | set(wanted) if found.get(p) != wanted.get(p)}
        wrong += [f"night {night}: {p} declares {found.get(p)} instead of {wanted.get(p)}"
                  for p in sorted(differ)]
    return wrong, bool(moved)


def clean(change):
    """What a change declares, as the story and the report both say it."""
    return (change["perimeter"], change["was"], change["units_gained"], change["units_lost"])


def kept_of(report, declared):
    """What the story and the days of the past are compared with: of thousands of nights, no more."""
    past = report["history"]
    moved = [f for f in report["findings"] + past["resolved"] + past.get("merged", [])
             if f["state"] != "persisting"]
    return {"day": report["generated_at"][:10], "totals": report["totals"], "declared": declared,
            "findings": [sys.intern(f["id"]) for f in report["findings"]],
            "moved": sorted((f["id"], f["state"], f["message"]) for f in moved),
            "changes": [clean(c) for c in past["changes"]],
            "names": {sys.intern(p["id"]): sys.intern(p["name"]) for p in report["perimeters"]}}


def story_of(store, reports):
    """What is wrong in `history STORE`: each night must say what the report of that night said, which
    was compared with what the generator did, and the names that the generator gave."""
    wrong = []
    out = run("history", "--lang", "en", store, "--format", "json", at=0).stdout
    runs = json.loads(out)
    if len(runs) != len(reports):
        wrong.append(f"{len(runs)} runs in the story, {len(reports)} were kept")
    for number, (entry, night) in enumerate(zip(runs, reports), 1):
        names, want = night["names"], night["moved"]
        have = sorted((m["finding"], m["state"], m["message"]) for m in entry["moved"])
        if have != want:
            wrong.append(f"run {number}: moved {set(have) ^ set(want)}")
        want = night["changes"]
        have = [clean(c) for c in entry["changes"]
                if c["was"] or c["units_gained"] or c["units_lost"] or not c["name_was"]]
        if number > 1 and have != want:
            wrong.append(f"run {number}: declares {have} instead of {want}")
        renamed = {c["perimeter"]: (c["name_was"], c["name"]) for c in entry["changes"]
                   if c["name_was"]}
        before = reports[number - 2]["names"] if number > 1 else {}
        want = {p: (before[p], names[p]) for p in names if p in before and before[p] != names[p]}
        if renamed != want:
            wrong.append(f"run {number}: renamed {renamed} instead of {want}")
    text = run("history", "--lang", "en", store, at=0).stdout.decode()
    for number in range(1, len(reports) + 1):
        quiet = number > 1 and not runs[number - 1]["changes"] and not any(
            not m["sliver"] for m in runs[number - 1]["moved"])
        if (f"Run {number}, " in text) == quiet:
            wrong.append(f"run {number}: quiet is {quiet}, and the text says otherwise")
    return wrong


def days_of(store, communes, reports, dice):
    """What is wrong in `history STORE at DATE`, of some nights: who claims what is what was declared,
    and the same check comes of it over the units."""
    wrong = []
    for number in sorted(dice.sample(range(len(reports)), min(6, len(reports)))):
        night = reports[number]
        day, declared, totals = night["day"], night["declared"], night["totals"]
        ask = ["history", "--lang", "en", store, "at",
               "/".join(reversed(day.split("-"))) if number % 2 else day]
        found = json.loads(run(*ask, "--format", "json", at=0).stdout)
        claims = collections.defaultdict(set)
        for unit in found["units"]:
            for claim in unit["claims"]:
                claims[claim["perimeter"]].add((unit["code"], claim["share"]))
        want = {p: {(u, 1) for u in units} for p, units in declared.items() if units}
        if claims != want:
            wrong.append(f"{day}: {set(claims) ^ set(want)} claim something else")
        for key in ("covered_area_m2", "white_population", "overlap_population", "findings"):
            if found["totals"][key] != totals[key]:
                wrong.append(f"{day}: {key} is {found['totals'][key]}")
        if {f["id"] for f in found["findings"]} != set(night["findings"]):
            wrong.append(f"{day}: other findings")
        again = run(*ask, "--units", communes, "--json", "again.json", "--quiet", at=0)
        if again.returncode:
            wrong.append(f"{day}: {again.stderr.decode()[:300]}")
            continue
        with open("again.json", encoding="utf-8") as file:
            redone = json.load(file)
        for key in ("covered_area_m2", "white_population", "overlap_population"):
            if abs(redone["totals"][key] - totals[key]) > 1e-6 * totals["area_m2"]:
                wrong.append(f"{day}: checked again, {key} is {redone['totals'][key]}")
    return wrong


def main():
    dice = random.Random(int(os.environ.get("CPTS_SEED", "1")))
    folder = tempfile.mkdtemp(prefix="cpts-nights-")
    os.chdir(folder)
    region = Region(dice)
    communes = REGION + "|layername=communes"
    wrong, subjects, refused, happened = [], [], [], collections.Counter()
    before, touched, kept, moved_nights, reports = None, {}, 0, 0, []
    start, lived = time.monotonic(), 0
    for night in range(NIGHTS):
        if time.monotonic() - start > SECONDS:
            break
        lived += 1
        what = region.day() if night else "first"
        half = night and dice.random() < 0.08
        happened["half copied" if half else what] += 1
        now = write(region, "declared.csv", dice, half)
        done = run("check", "--lang", "en", "--units", communes, "--perimeters", "declared.csv",
                   "--history", "store.sqlite", "--json", "report.json", "--format", "mail",
                   at=1600000000 + 86400 * night)
        if done.returncode not in (0, 1):
            if not half or done.returncode != 3:
                refused.append(f"night {night} ({what}): {done.stderr.decode()[:300]}")
            continue
        kept += 1
        with open("report.json", encoding="utf-8") as file:
            report = json.load(file)
        subject = done.stdout.decode().split("\n")[0]
        if before is not None:
            found, moved = compare(night, region, before, now, report, touched,
                                   (reports[-1]["names"], dict(region.names)))
            wrong += [f"{problem} ({'half copied, ' if half else ''}{what})" for problem in found]
            moved_nights += moved
            others = sum(report["history"]["states"][s] for s in report["history"]["states"]
                         if s != "persisting")
            if subject.startswith("nothing new") != (others == 0):
                subjects.append(f"night {night}: {subject}")
        reports.append(kept_of(report, now))
        before = now
        touched = {f["id"]: set(f["units"]) for f in report["findings"]}
    store = sqlite3.connect("store.sqlite")
    whole = [row[0] for row in store.execute("PRAGMA integrity_check")]
    runs = store.execute("SELECT count(*) FROM runs").fetchone()[0]
    results = [
        (f"{kept} nights kept of {lived}, {moved_nights} with news: none missed, none false", wrong),
        ("the subject says nothing new on the other nights, and on no other", subjects),
        ("the story of the store says so night by night, as JSON and in words",
         story_of("store.sqlite", reports)),
        ("a day of the past is who claimed what, and the check of it",
         days_of("store.sqlite", communes, reports, dice)),
        ("no night is refused but one that was half copied", refused),
        (f"the store is whole and holds {kept} runs",
         [] if whole == ["ok"] and runs == kept else [f"{whole}, {runs} runs"]),
    ]
    print(f"# {dict(happened)}")
    for number, (test, problems) in enumerate(results, 1):
        print(f"{'not ' if problems else ''}ok {number} - {test}")
        for problem in problems[:20]:
            print("# " + problem.replace("\n", "\n# "))
    print(f"1..{len(results)}")
    store.close()
    os.chdir("/")
    shutil.rmtree(folder)
    sys.exit(1 if any(problems for _, problems in results) else 0)


if __name__ == "__main__":
    main()
