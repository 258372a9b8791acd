#!/usr/bin/python3
"""The list of PACA as agencies keep lists: by names, without zeros, in spreadsheets, one row a CPTS.
Whatever the form, a check finds what it finds in the list by codes, or says what it cannot read."""
import csv
import os
import subprocess
import sys

from checking import Suite, of_rule, read_json

ARTICLES = ("Le ", "La ", "Les ", "L'")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def write(path, rows, encoding="utf-8", delimiter=";", before=""):
    with open(path, "w", encoding=encoding, newline="") as file:
        file.write(before)
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def department(code):
    return code[:2]


def without_article(name):
    for article in ARTICLES:
        if name.startswith(article):
            return name[len(article):]
    return name


def one_row_each(rows):
    """One row a CPTS, its codes in a cell."""
    lists = {}
    for cpts, name, code, _ in rows[1:]:
        lists.setdefault((cpts, name), []).append(code)
    return [["id", "nom", "code_insee"]] + [[*key, "; ".join(codes)] for key, codes in
                                            lists.items()]


def converted(source, path, driver, *options):
    subprocess.run(["ogr2ogr", "-f", driver, *options, path, source], check=True,
                   stdin=subprocess.DEVNULL, capture_output=True)
    return path


def conflicts(report):
    """What must not depend on how the list is written: ids of CPTS and lines of files apart."""
    return sorted((f["rule"], f["severity"], f["units"], f["population"]) for f in
                  report["findings"] if f["rule"] in ("overlap", "white-zone", "unit-gap"))


def variants(folder, rows, source):
    head, body = rows[0], rows[1:]
    join = lambda name: os.path.join(folder, name)
    yield "header on the third row, Windows-1252", write(
        join("windows.csv"), rows, "cp1252", before="Listing des CPTS;;;\r\n\r\n"), 0
    yield "byte order mark and tabs", write(join("tabs.txt"), rows, "utf-8-sig", "\t"), 0
    yield "XLSX", converted(source, join("list.xlsx"), "XLSX"), 0
    yield "ODS", converted(source, join("list.ods"), "ODS"), 0
    yield "DBF", converted(source, join("list.dbf"), "ESRI Shapefile", "-lco", "ENCODING=CP1252"), 0
    yield "a table of a GeoPackage", converted(source, join("list.gpkg"), "GPKG", "-nln", "cpts"), 0
    yield "a table of a SpatiaLite base", converted(
        source, join("list.sqlite"), "SQLite", "-dsco", "SPATIALITE=YES", "-nln", "cpts"), 0
    yield "without leading zeros", write(
        join("zeros.csv"), [head] + [[a, b, c.lstrip("0"), d] for a, b, c, d in body]), 0
    yield "one row a CPTS", write(join("cells.csv"), one_row_each(rows)), 0
    yield "codes in a column called commune", write(
        join("commune.csv"), [["cpts", "commune"]] + [[b, c] for _, b, c, _ in body]), 0
    yield "codes without their département", write(
        join("prefix.csv"), [["id", "cpts", "dep", "code"]] +
        [[a, b, department(c), str(int(c[2:]))] for a, b, c, _ in body]), 0
    named = [[a, b, d or "Ristolas", department(c)] for a, b, c, d in body]
    yield "names and départements", write(
        join("names.csv"), [["id", "cpts", "commune", "dep"]] + named), 0
    yield "capitals, without hyphens nor articles", write(
        join("capitals.csv"), [["id", "cpts", "commune", "dep"]] +
        [[a, b, without_article(c).upper().replace("-", " "), d] for a, b, c, d in named]), 0
    yield "a letter wrongly transcoded", write(
        join("letters.csv"), [["id", "cpts", "commune", "dep"]] +
        [[a, b, c.replace("ç", "è").replace("é", "\ufffd"), d] for a, b, c, d in named]), 0
    # Fourteen names that two communes of the region bear.
    yield "names alone", write(
        join("alone.csv"), [["id", "cpts", "commune"]] + [row[:3] for row in named]), 19


def main():
    suite = Suite()
    units, codes, expected_path = suite.real_data(
        *(os.path.join("paca-real", name) for name in
          ("paca-units.gpkg", "paca-cpts-2026-01.csv", "paca-expected.json")))
    expected = read_json(expected_path)
    rows = rows_of(codes)
    wanted = conflicts(suite.check("--units", units, "--perimeters", codes).report)
    for what, path, ambiguous in variants(suite.folder, rows, codes):
        report = suite.check("--units", units, "--perimeters", path).report
        reported = of_rule(report, "ambiguous-name")
        suite.equal(f"{what}: ambiguous names", len(reported), ambiguous)
        suite.equal(f"{what}: obsolete codes", [expected["stale_codes"][0] in f["message"] for f in
                                                of_rule(report, "obsolete-code")], [True])
        suite.equal(f"{what}: unknown codes",
                    [f["message"] for f in of_rule(report, "unknown-code")], [])
        if not ambiguous:
            suite.equal(f"{what}: the same conflicts", conflicts(report), wanted)
            continue
        lines = {int(f["message"].split("(line ")[1].split(" ")[0]) for f in reported}
        suite.equal(f"{what}: the units of the other rows are claimed",
                    len({(r["perimeter"], r["line"]) for r in report["readings"]}) + len(lines),
                    expected["declared_rows"])
    suite.finish()


if __name__ == "__main__":
    sys.exit(main())
