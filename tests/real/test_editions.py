#!/usr/bin/python3
"""Perimeters drawn on another edition of the units: those planted are reported, those cut freely
are not, and read as whole units they are what they were before."""
import collections
import os

from checking import Suite, of_rule, read_json, unbalanced_books, unfaithful_map

MOVE = "moved by 3.6 m as a whole (x 3.0 m, y -2.0 m)"


def kinds_of(truth):
    kinds = collections.defaultdict(set)
    for planted in truth["planted"]:
        # A unit more or less on a border that is followed changes nothing of how it is drawn.
        if planted["kind"] not in ("white", "overlap"):
            for perimeter in planted["cpts"]:
                kinds[perimeter].add(planted["kind"])
    return kinds


def test_reported(suite, name, run, kinds, least_simplified):
    """A border simplified within 60 m keeps many of its segments: it is reported only where most
    of it has left the units' borders."""
    reported = {f["perimeters"][0]: f["message"] for f in of_rule(run.report, "other-edition")}
    moved = {p for p, kind in kinds.items() if kind == {"sliver"}}
    simplified = {p for p, kind in kinds.items() if kind == {"simplified"}}
    suite.equal(f"{name}: every perimeter moved by 3.6 m is reported", moved - reported.keys(), set())
    suite.test(f"{name}: with its move", [reported[p] for p in sorted(moved & reported.keys())
                                          if MOVE not in reported[p]])
    suite.test(f"{name}: those simplified, where most of the border has moved",
               None if len(simplified & reported.keys()) >= least_simplified
               else f"{len(simplified & reported.keys())} of {len(simplified)}")
    suite.test(f"{name}: and not as moved", [reported[p] for p in sorted(simplified & reported.keys())
                                             if "as a whole" in reported[p]])
    suite.test(f"{name}: nobody else, above all none that a disc cuts through units",
               [reported[p] for p in sorted(reported.keys() - moved - simplified)
                if not kinds[p] & {"sliver", "simplified"}])


def units_of(run):
    return {p["id"]: (p["units_whole"], p["units_partial"]) for p in run.report["perimeters"]}


def test_snapped(suite, name, source, drawn, clean, kinds, changed_units):
    snapped = suite.check(source, "--snap-to-units", "0.9")
    now, before, was = units_of(snapped), units_of(clean), units_of(drawn)
    redrawn = [p for p, kind in kinds.items() if kind and kind <= {"sliver", "simplified"}]
    suite.test(f"{name} snapped: the books balance", unbalanced_books(snapped.report))
    suite.test(f"{name} snapped: the map agrees with the report", unfaithful_map(snapped))
    suite.test(f"{name} snapped: perimeters of another edition are again the units they were",
               [f"{p}: {set(now[p][0]) ^ set(before[p][0])} {now[p][1]}" for p in redrawn
                if now[p][1] or not set(now[p][0]) ^ set(before[p][0]) <= changed_units])
    suite.test(f"{name} snapped: those drawn on the units are as they were",
               [p for p in now if not kinds[p] and now[p] != was[p]])
    suite.equal(f"{name} snapped: the order of what is reported does not depend on threads",
                suite.check(source, "--snap-to-units", "0.9", "--jobs", "1").map_bytes,
                snapped.map_bytes)
    for key in ("units", "perimeters", "area_m2", "population"):
        suite.equal(f"{name} snapped: {key} of the region stay",
                    snapped.report["totals"][key], drawn.report["totals"][key])


def main():
    suite = Suite()
    names = ("paca.gpkg", "paca-conflicts.gpkg", "paca-truth.json", "france-conflicts.gpkg",
             "france-truth.json")
    paca, paca_conflicts, paca_truth, france_conflicts, france_truth = suite.real_data(
        *(os.path.join("planted", name) for name in names))
    truth = read_json(paca_truth)
    kinds = kinds_of(truth)
    clean, drawn = suite.check(paca), suite.check(paca_conflicts)
    test_reported(suite, "paca", drawn, kinds, 1)
    planted_units = {code for planted in truth["planted"] for code in planted.get("insee", [])}
    test_snapped(suite, "paca", paca_conflicts, drawn, clean, kinds, planted_units)
    whole = suite.check(paca, "--snap-to-units", "0.5")
    suite.equal("paca: snapping perimeters that are whole units changes nothing",
                (whole.map["features"], whole.report["totals"], units_of(whole)),
                (clean.map["features"], clean.report["totals"], units_of(clean)))
    test_reported(suite, "france", suite.check(france_conflicts), kinds_of(read_json(france_truth)),
              70)
    suite.finish()


if __name__ == "__main__":
    main()
