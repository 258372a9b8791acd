#!/usr/bin/python3
"""Lists and layers as their publishers made them, none for this program: each is read for what it
says, or refused with what to do. The README beside them says what is right of each."""
import collections
import csv
import lzma
import os
import subprocess

from checking import Suite, counts, of_rule, read_json

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def run(*words):
    return subprocess.run([os.environ["CPTS_PROGRAM"], "check", "--lang", "en", *words],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def check(suite, *words):
    """With the report alone: the pages of a country take their time."""
    path = os.path.join(suite.folder, "report.json")
    done = run("--json", path, *words)
    if done.returncode not in (0, 1):
        suite.test("check " + " ".join(words), done.stderr.splitlines())
        suite.finish()
    return done.returncode, read_json(path)


def white_km2(report):
    return sorted(round(f["area_m2"] / 1e6, 2) for f in of_rule(report, "white-zone"))


def test_iris(suite, iris, contours):
    """One layer as units and as declaration: 25 IRIS say HORS CPTS; then the polygons drawn from
    it, one of which says so."""
    status, report = check(suite, iris)
    suite.equal("IRIS: not compliant", status, 1)
    suite.equal("IRIS: units and CPTS",
                (report["totals"]["units"], report["totals"]["perimeters"]), (500, 16))
    suite.equal("IRIS: units in no CPTS",
                sum(not unit["claims"] for unit in report["units"]), 25)
    suite.equal("IRIS: the white zones", white_km2(report), [42.79, 87.81, 138.89])
    suite.near("IRIS: their area", report["totals"]["white_area_m2"] / 1e6, 269.49, 0.01)
    suite.equal("IRIS: nothing else", counts(report), {"white-zone": 3})
    totals = report["totals"]
    suite.near("IRIS: the books balance", totals["covered_area_m2"] + totals["white_area_m2"],
               totals["area_m2"], 1e-9 * totals["area_m2"])
    status, drawn = check(suite, "--units", iris, "--perimeters", contours)
    suite.equal("polygons of IRIS: not compliant", status, 1)
    suite.equal("polygons of IRIS: CPTS", drawn["totals"]["perimeters"], 16)
    suite.equal("polygons of IRIS: the same white zones", white_km2(drawn),
                white_km2(report))
    suite.equal("polygons of IRIS: no overlap", drawn["totals"]["by_rule"]["overlap"], 0)


def test_epci(suite, france, epci):
    units = f"{france}|layername=communes"
    _, report = check(suite, "--units", units, "--perimeters", epci)
    totals = report["totals"]
    suite.equal("EPCI: each is a territory", totals["perimeters"], 1254)
    by_rule = {rule: totals["by_rule"][rule] for rule in
            ("overlap", "unknown-code", "ambiguous-name", "code-name-mismatch", "duplicate-code")}
    suite.equal("EPCI: no commune in two, none unknown", set(by_rule.values()), {0})
    suite.equal("EPCI: the communes merged since 2018 are followed",
                totals["by_rule"]["obsolete-code"], 11)
    overseas = {f["units"][0][:2] if f["units"] else "97" for f in of_rule(report, "outside")}
    suite.equal("EPCI: those overseas are outside, and nothing else", overseas, {"97"})


def test_ept(suite, france, ept):
    units = f"{france}|layername=communes"
    done = run("--units", units, "--perimeters", ept)
    suite.test("EPT: no heading names the CPTS, so it is refused with the columns",
               None if done.returncode == 3 and "name=COLUMN (EPT, LIBEPT?)" in done.stderr
               else done.stderr.splitlines())
    _, read = check(suite, "--units", units, "--perimeters", ept, "--perimeter-fields",
                    "name=LIBEPT")
    suite.equal("EPT: with the column, the eleven of Greater Paris",
                (read["totals"]["perimeters"],
                 read["totals"]["by_rule"]["overlap"]), (11, 0))


def test_postal(suite, france, zones):
    """Postal codes beside names: a homonym of another département is never claimed."""
    _, report = check(suite, "--units", f"{france}|layername=communes", "--perimeters", zones,
                      "--perimeter-fields", "name=Zonage")
    with open(zones, encoding="utf-8-sig", newline="") as file:
        listed = collections.Counter(row["Code_postal"].zfill(5)[:2]
                                     for row in csv.DictReader(file))
    claimed = collections.Counter(
        "20" if unit["code"][:2] in ("2A", "2B") else unit["code"][:2]
        for unit in report["units"] if unit["claims"])
    suite.test("postal codes: no département has more units claimed than rows",
               [f"{department}: {count} units, {listed[department]} rows"
                for department, count in sorted(claimed.items()) if count > listed[department]])
    suite.equal("postal codes: no overlap by a homonym",
                report["totals"]["by_rule"]["overlap"], 0)
    suite.test("postal codes: names are ambiguous within their département at most",
               [f["message"] for f in of_rule(report, "ambiguous-name")
                if len({u[:2] for u in f["units"]}) > 1])


def test_cantons(suite, france, cantons):
    words = ("--units", f"{france}|layername=communes", "--units-where",
             "dep in ('22','29','35','56')", "--perimeters", cantons)
    done = run(*words)
    head = done.stdout.split("area (km²)")[0]
    suite.test("cantons: another edition is said before all findings",
               None if done.returncode == 1 and "drawn on another edition of the communes" in head
               else head.splitlines())


def test_populations(suite, paca, codes, mayotte):
    words = ("--units", paca, "--perimeters", codes)
    done = run(*words, "--populations", mayotte)
    suite.test("populations of Mayotte: refused, for no unit of the region is in them",
               None if done.returncode == 3 and "populations-mayotte.csv" in done.stderr
               else [f"status {done.returncode}", *done.stderr.splitlines()])


def test_moves(suite, published):
    """The table that comes with the program holds all moves between communes since 2015."""
    with open(os.path.join(PROJECT, "shapes", "commune-moves.csv"), encoding="utf-8") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        built_in = {tuple(row) for row in rows}
    pairs = {tuple(field for field in row if len(field) == 5 and field[1:].isalnum() and
                   field[2:].isdigit())[:2] for row in built_in}
    with lzma.open(published, "rt", encoding="utf-8-sig", newline="") as file:
        moves = {(row["COM_AV"], row["COM_AP"]) for row in csv.DictReader(file)
                 if row["DATE_EFF"] >= "2015-01-01" and row["TYPECOM_AV"] == "COM"
                 and row["TYPECOM_AP"] == "COM" and row["COM_AV"] != row["COM_AP"]}
    suite.test("moves since 2015: all are built in",
               None if len(moves) > 1800 and moves <= pairs
               else [f"{len(moves)} moves", *map(str, sorted(moves - pairs)[:10])])


def main():
    suite = Suite()
    lists = ("iris-06.geojson", "contours-06.geojson", "epcicom-2025.xlsx", "ept.xlsx",
             "zonmed.csv", "cantons-bretagne-2018.geojson", "populations-mayotte.csv",
             "mouvements-communes-2026.csv.xz")
    (iris, contours, epci, ept, zones, cantons, mayotte, moves, france, paca,
     codes) = suite.real_data(
         *(os.path.join("lists", name) for name in lists),
         os.path.join("planted", "france.gpkg"), os.path.join("paca-real", "paca-units.gpkg"),
         os.path.join("paca-real", "paca-cpts-2026-01.csv"))
    test_iris(suite, iris, contours)
    test_epci(suite, france, epci)
    test_ept(suite, france, ept)
    test_postal(suite, france, zones)
    test_cantons(suite, france, cantons)
    test_populations(suite, paca, codes, mayotte)
    test_moves(suite, moves)
    suite.finish()


if __name__ == "__main__":
    main()
