#!/usr/bin/python3
"""The demo region: every planted defect is found, exactly, and nothing else is."""
import collections
import math
import os
import subprocess
import sys

from checking import (CONFLICT_RULES, Suite, describe, deterministic, of_rule, read_json,
                      unbalanced_books, unfaithful_map)

SEVERITIES = {
    "overlap": "error warning", "white-zone": "error", "outside": "warning", "unit-overlap": "warning",
    "unit-gap": "note", "invalid-unit": "warning", "unknown-code": "error",
    "obsolete-code": "warning", "duplicate-code": "warning", "duplicate-perimeter": "warning",
    "invalid-perimeter": "warning", "list-polygon-mismatch": "warning",
    "other-edition": "note", "shared-unit": "note",
}


DRAWN_RULES = CONFLICT_RULES + ("unit-overlap", "unit-gap", "invalid-unit", "invalid-perimeter",
                                "duplicate-perimeter", "empty-perimeter", "other-edition")
LISTED_RULES = {"overlap", "white-zone", "unknown-code", "obsolete-code", "duplicate-code",
                "empty-perimeter"}


def near(a, b, slack):
    return abs(a - b) <= slack + 1e-6 * abs(b)


def answers(finding, planted):
    """Whether a finding is the planted one. The truth has no opinion on the units around a gap or
    those that something outside the region touches, nor on the extent of what has none."""
    if finding["rule"] != planted["rule"] or finding["sliver"]:
        return False
    if finding["perimeters"] != planted["perimeters"]:
        return False
    if planted.get("units") and finding["units"] != planted["units"]:
        return False
    if finding["severity"] != planted.get("severity", finding["severity"]):
        return False
    if "area_m2" in planted and not near(finding["area_m2"], planted["area_m2"], 0.01):
        return False
    if planted["rule"] in ("overlap", "white-zone"):
        whole = near(planted["population"], round(planted["population"]), 1e-6)
        if not near(finding["population"], planted["population"], 0.5):
            return False
        if finding["population_basis"] == "units" and not whole:
            return False
    return planted.get("code", "") in finding["message"]


def missing_and_invented(report, truth):
    """Pairs each planted defect with a finding of its own."""
    left = [f for f in report["findings"] if not f["sliver"]]
    missing = []
    for planted in truth["planted"]:
        if planted["sliver"]:
            continue
        found = next((f for f in left if answers(f, planted)), None)
        if found is None:
            missing.append(f"missing: {planted}")
        else:
            left.remove(found)
    return missing, [f"invented: {describe(f)}" for f in left]


def wrong_slivers(report, truth):
    """Slivers are compared by the area that each set of claimants has of them."""
    def sums(entries):
        areas = collections.defaultdict(list)
        for entry in entries:
            if entry["sliver"]:
                areas[entry["rule"], tuple(entry["perimeters"])].append(entry["area_m2"])
        return {key: math.fsum(values) for key, values in areas.items()}

    found, planted = sums(report["findings"]), sums(truth["planted"])
    return [f"{key}: {found.get(key)} m2 found, {planted.get(key)} planted"
            for key in sorted(found.keys() | planted.keys())
            if not near(found.get(key, 0.0), planted.get(key, 0.0), 0.01)]


def compare(suite, name, run, truth):
    totals = run.report["totals"]
    for key in ("units", "perimeters"):
        suite.equal(f"{name}: {key}", totals[key], truth[key])
    for key in ("area_m2", "white_area_m2", "covered_area_m2", "overlap_area_m2",
                "outside_area_m2", "population"):
        suite.near(f"{name}: {key}", totals[key], truth[key], 0.01)
    missing, invented = missing_and_invented(run.report, truth)
    suite.test(f"{name}: every planted defect is found, with its units, area and inhabitants",
               missing)
    suite.test(f"{name}: nothing else is found", invented)
    suite.test(f"{name}: slivers have the planted areas", wrong_slivers(run.report, truth))
    suite.test(f"{name}: severities",
               [describe(f) for f in run.report["findings"] if f["rule"] in SEVERITIES and
                f["severity"] not in (["note"] if f["sliver"] else SEVERITIES[f["rule"]].split())])
    suite.test(f"{name}: the books balance", unbalanced_books(run.report))
    suite.test(f"{name}: the map agrees with the report", unfaithful_map(run))


def units_of(run, perimeter):
    return next((p["units_whole"], [u["code"] for u in p["units_partial"]])
                for p in run.report["perimeters"] if p["id"] == perimeter)


def test_snapped(suite, drawn, listed, snapped):
    """Read as whole units, what was drawn elsewhere is what its list says, and what was drawn on
    the units stays as it was."""
    moved = of_rule(drawn.report, "other-edition")[0]["perimeters"][0]
    suite.equal("snapped: the option is in the report", snapped.report["options"]["snap_to_units"], 0.9)
    suite.test("snapped: the books balance", unbalanced_books(snapped.report))
    suite.test("snapped: the map agrees with the report", unfaithful_map(snapped))
    suite.equal("snapped: the moved perimeter has the units of its list", units_of(snapped, moved),
                (units_of(listed, moved)[0], []))
    suite.test("snapped: that was needed", None if units_of(drawn, moved)[1] else "nothing moved")
    slivers = {rule: count for rule, count in snapped.report["totals"]["slivers"].items() if count}
    suite.equal("snapped: no sliver is left", slivers, {})
    changed = [p["id"] for p in snapped.report["perimeters"]
               if (p["units_filled"] or p["units_emptied"]) == (units_of(drawn, p["id"]) ==
                                                                units_of(snapped, p["id"]))]
    suite.test("snapped: what is filled or emptied is reported of those that changed", changed)


def presented(folder, region):
    """The region in other formats and other coordinate systems: what, arguments of `check`, and a
    rule that the format may change."""
    def convert(name, layer, *options):
        path = os.path.join(folder, name)
        subprocess.run(["ogr2ogr", *options, path, region, layer], check=True,
                       stdin=subprocess.DEVNULL)
        return path

    def pair(extension, *options):
        return ["--units", convert("communes." + extension, "communes", *options),
                "--perimeters", convert("cpts." + extension, "cpts", *options)]

    yield "degrees", [*pair("gpkg", "-t_srs", "EPSG:4326"), "--crs", "EPSG:2154"], None
    yield "perimeters in UTM", [
        "--units", region + "|layername=communes",
        "--perimeters", convert("utm.gpkg", "cpts", "-t_srs", "EPSG:32631")], None
    yield "GeoJSON", pair("geojson", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15"), None
    # GDAL writes no feature without a geometry there,
    yield "FlatGeobuf", pair("fgb"), "empty-perimeter"
    # and reads a second shell that crosses the first one as a hole here: another repair.
    yield ("zipped Shapefiles", pair("shz", "-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8"),
           "invalid-perimeter")
    yield "SpatiaLite", pair("sqlite", "-f", "SQLite", "-dsco", "SPATIALITE=YES"), None


def differing(report, other, but):
    """Findings by id, and their areas to what a coordinate in degrees holds."""
    left, right = ({f["id"]: f for f in r["findings"] if f["rule"] != but}
                   for r in (report, other))
    return ([f"only so: {describe(left[i])}" for i in left.keys() - right.keys()] +
            [f"only otherwise: {describe(right[i])}" for i in right.keys() - left.keys()] +
            [f"{i}: {left[i]['area_m2']} m2, then {right[i]['area_m2']}"
             for i in left.keys() & right.keys()
             if not near(left[i]["area_m2"] or 0, right[i]["area_m2"] or 0, 0.01)])


def main():
    suite = Suite()
    demo = os.environ["CPTS_DEMO"]
    region = os.path.join(demo, "region.gpkg")
    truth = read_json(os.path.join(demo, "truth.json"))

    run = suite.check(region)
    suite.equal("region: exit status", run.status, 1)
    suite.equal("region: verdict", run.report["verdict"], "not-compliant")
    compare(suite, "region", run, truth)
    suite.equal("region: the truth holds each rule that polygons can break",
                {p["rule"] for p in truth["planted"]}, set(DRAWN_RULES))
    suite.test("region: a whole unit with an islet is one finding",
               None if any(f["units"] == ["96283"] and f["whole_unit_count"] == 1
                           for f in of_rule(run.report, "white-zone")) else "no such finding")
    deterministic(suite, "region", [region], run, region)
    for what, arguments, but in presented(suite.folder, region):
        other = suite.check(*arguments)
        suite.test(f"region in {what}: the same findings",
                   differing(run.report, other.report, but))

    annex = suite.check(region, "--perimeters", region, "--perimeters",
                        os.path.join(demo, "annex.csv"))
    compare(suite, "annex", annex, read_json(os.path.join(demo, "truth-annex.json")))
    suite.equal("annex: one more finding than without it",
                len(annex.report["findings"]) - len(run.report["findings"]), 1)

    codes = suite.check("--units", region + "|layername=communes", "--perimeters",
                        os.path.join(demo, "cpts-codes.csv"),
                        "--code-changes", os.path.join(demo, "moves.csv"))
    suite.equal("codes: exit status", codes.status, 1)
    listed = read_json(os.path.join(demo, "truth-codes.json"))
    compare(suite, "codes", codes, listed)

    suite.equal("codes: the truth holds each rule that lists can break",
                LISTED_RULES - {p["rule"] for p in listed["planted"]}, set())

    names = suite.check("--units", region + "|layername=communes", "--perimeters",
                        os.path.join(demo, "cpts-names.csv"),
                        "--code-changes", os.path.join(demo, "moves.csv"))
    suite.equal("names: exit status", names.status, 1)
    named = read_json(os.path.join(demo, "truth-names.json"))
    compare(suite, "names", names, named)
    suite.equal("names: the truth holds each rule that names can break",
                (LISTED_RULES | {"ambiguous-name"}) -
                {p["rule"] for p in named["planted"]}, set())
    suite.equal("names: how the list was read",
                [(i["encoding"], i["separator"], i["header_line"]) for i in names.report["inputs"]
                 if i["role"] == "codes"], [("Windows-1252", ";", 3)])

    test_snapped(suite, run, codes, suite.check(region, "--snap-to-units", "0.9"))

    clean = suite.check(os.path.join(demo, "region-clean.gpkg"))
    suite.equal("clean: exit status", clean.status, 0)
    suite.equal("clean: verdict", clean.report["verdict"], "compliant")
    compare(suite, "clean", clean, read_json(os.path.join(demo, "truth-clean.json")))
    whole = suite.check(os.path.join(demo, "region-clean.gpkg"), "--snap-to-units", "0.5")
    suite.equal("clean: snapping whole units changes nothing", whole.map["features"],
                clean.map["features"])
    suite.equal("clean: and the same totals", whole.report["totals"], clean.report["totals"])
    suite.equal("clean: no conflict of any width", sum(
        f["rule"] in CONFLICT_RULES for f in clean.report["findings"]), 0)
    suite.finish()


if __name__ == "__main__":
    sys.exit(main())
