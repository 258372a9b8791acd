#!/usr/bin/python3
"""PACA and France with a clean partition, and with planted defects."""
import os
import sys

from checking import Suite, counts, deterministic, read_json, unbalanced_books, unfaithful_map
from planted import test_planted

# Computed once by overlaying the files in GEOS: white zones and what is beyond the outer borders of
# the region, of any width. A disc covers the Étang de Berre, a hole of the region: not counted.
PACA = {"units": 947, "perimeters": 52, "area_m2": 31684141982.249, "population": 5218960,
        "gaps": 1, "white_area_m2": 159614144.321, "outside_area_m2": 2134867834.908,
        "pairs": 54, "full_marks": (3, 3, 3)}
FRANCE = {"units": 35228, "perimeters": 1277, "area_m2": 548872506297.113, "population": 66135787,
          "gaps": 2, "white_area_m2": 1470714685.786, "outside_area_m2": 4997944131.131,
          "pairs": 1773, "full_marks": (94, 99, 100)}
INVALID_IN_FRANCE = "14174"  # a ring that touches itself, as in the source


def test_totals(suite, name, run, known):
    totals = run.report["totals"]
    for key in ("units", "perimeters"):
        suite.equal(f"{name}: {key}", totals[key], known[key])
    suite.near(f"{name}: area", totals["area_m2"], known["area_m2"], 1.0)
    suite.near(f"{name}: population", totals["population"], known["population"], 1e-3)
    suite.test(f"{name}: the books balance", unbalanced_books(run.report))
    suite.test(f"{name}: the map agrees with the report", unfaithful_map(run))


def test_clean(suite, name, run, known, invalid_units):
    suite.equal(f"{name}: exit status", run.status, 0)
    suite.equal(f"{name}: verdict", run.report["verdict"], "compliant")
    test_totals(suite, name, run, known)
    expected = {"unit-gap": known["gaps"]}
    if invalid_units:
        expected["invalid-unit"] = len(invalid_units)
    suite.equal(f"{name}: defects of the base are reported, and nothing else", counts(run.report), expected)
    suite.equal(f"{name}: no sliver", sum(run.report["totals"]["slivers"].values()), 0)
    suite.equal(f"{name}: invalid units, as a warning",
                [(f["units"], f["severity"]) for f in run.report["findings"]
                 if f["rule"] == "invalid-unit"], [([u], "warning") for u in invalid_units])


def test_conflicts(suite, name, run, clean, known, truth):
    suite.equal(f"{name}: exit status", run.status, 1)
    test_totals(suite, name, run, known)
    totals = run.report["totals"]
    suite.near(f"{name}: white area", totals["white_area_m2"], known["white_area_m2"], 5.0)
    suite.near(f"{name}: outside area", totals["outside_area_m2"], known["outside_area_m2"], 5.0)
    planted = test_planted(suite, name, truth, run, clean, known["full_marks"])
    suite.equal(f"{name}: pairs that overlap by more than 1 m2", planted.overlapping_pairs(),
                known["pairs"])


def main():
    suite = Suite()
    names = ("paca.gpkg", "paca-conflicts.gpkg", "paca-truth.json", "paca-cpts.csv",
             "france.gpkg", "france-conflicts.gpkg", "france-truth.json")
    (paca, paca_conflicts, paca_truth, paca_codes, france, france_conflicts,
     france_truth) = suite.real_data(*(os.path.join("planted", name) for name in names))

    clean = suite.check(paca)
    test_clean(suite, "paca", clean, PACA, [])
    by_code = suite.check("--units", paca + "|layername=communes", "--perimeters", paca_codes)
    test_clean(suite, "paca by codes", by_code, PACA, [])
    suite.test("paca by codes: each CPTS has the units that its polygons have",
               [p["id"] for p, q in zip(clean.report["perimeters"], by_code.report["perimeters"])
                if p["id"] != q["id"] or p["units_whole"] != q["units_whole"] or
                q["units_partial"]])
    conflicts = suite.check(paca_conflicts)
    test_conflicts(suite, "paca-conflicts", conflicts, clean, PACA, read_json(paca_truth))
    deterministic(suite, "paca-conflicts", [paca_conflicts], conflicts, paca_conflicts)

    clean = suite.check(france)
    test_clean(suite, "france", clean, FRANCE, [INVALID_IN_FRANCE])
    conflicts = suite.check(france_conflicts)
    test_conflicts(suite, "france-conflicts", conflicts, clean, FRANCE, read_json(france_truth))
    deterministic(suite, "france-conflicts", [france_conflicts], conflicts, france_conflicts)
    suite.finish()


if __name__ == "__main__":
    sys.exit(main())
