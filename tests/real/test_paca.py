#!/usr/bin/python3
"""PACA as it is in January 2026: the list of the region over its communes."""
import os
import sys

from checking import Suite, counts, deterministic, describe, of_rule, read_json, unbalanced_books
from checking import unfaithful_map

BERRE_M2 = 155076782.054  # the lagoon belongs to no commune


def main():
    suite = Suite()
    units, codes, expected_path = suite.real_data(
        *(os.path.join("paca-real", name) for name in
          ("paca-units.gpkg", "paca-cpts-2026-01.csv", "paca-expected.json")))
    expected = read_json(expected_path)
    arguments = ["--units", units, "--perimeters", codes]
    run = suite.check(*arguments)
    report, totals = run.report, run.report["totals"]

    suite.equal("exit status", run.status, 1)
    suite.equal("verdict", report["verdict"], "not-compliant")
    suite.equal("units", totals["units"], expected["units"])
    suite.equal("CPTS", totals["perimeters"], expected["cpts"])
    suite.equal("rows read", [i["features"] for i in report["inputs"] if i["path"] == codes],
                [expected["declared_rows"]])
    for key, wanted in (("population", "population"), ("covered_population",) * 2,
                        ("white_population",) * 2, ("overlap_population",) * 2):
        suite.near(key, totals[key], expected[wanted], 1e-9 * expected["population"])

    white = of_rule(report, "white-zone")
    suite.equal("white units are those in no CPTS",
                sorted(unit for f in white for unit in f["units"]), expected["white_units"])
    suite.equal("each of them is white all over",
                sorted(u["code"] for u in report["units"] if u["white_share"] == 1),
                expected["white_units"])
    suite.equal("no other is white in any part",
                [u["code"] for u in report["units"] if 0 < u["white_share"] < 1], [])
    suite.equal("white zones are made of whole units",
                [describe(f) for f in white if f["whole_unit_count"] != f["unit_count"] or
                 f["population_basis"] != "units"], [])
    suite.equal("inhabitants of the white zones", sum(f["population"] for f in white),
                expected["white_population"])
    suite.equal("shared communes and their CPTS",
                {unit: f["perimeters"] for f in of_rule(report, "overlap") for unit in f["units"]},
                expected["overlap_units"])
    suite.equal("one finding for each shared commune",
                [f["units"] for f in of_rule(report, "overlap") if len(f["units"]) != 1], [])
    suite.equal("inhabitants of the shared communes",
                sum(f["population"] for f in of_rule(report, "overlap")),
                expected["overlap_population"])
    obsolete = of_rule(report, "obsolete-code")
    suite.equal("obsolete codes", [code for code in expected["stale_codes"]
                                   if any(code in f["message"] for f in obsolete)],
                expected["stale_codes"])
    suite.equal("and no other", len(obsolete), len(expected["stale_codes"]))
    gaps = of_rule(report, "unit-gap")
    suite.equal("one gap between the communes", len(gaps), 1)
    suite.near("the Étang de Berre, of no commune, is that gap",
               gaps[0]["area_m2"] if gaps else None, BERRE_M2, 0.01)
    suite.equal("a gap is a note", [f["severity"] for f in gaps], ["note"])
    suite.equal("nothing else is reported",
                {rule for rule in counts(report)} - {"overlap", "white-zone", "obsolete-code",
                                                     "unit-gap", "duplicate-code",
                                                     "shared-unit"}, set())
    suite.equal("no sliver, though vertices of the communes do not all match",
                {rule: n for rule, n in totals["slivers"].items() if n}, {})
    suite.test("the books balance", unbalanced_books(report))
    suite.test("the map agrees with the report", unfaithful_map(run))
    deterministic(suite, "paca-real", arguments, run)
    suite.finish()


if __name__ == "__main__":
    sys.exit(main())
