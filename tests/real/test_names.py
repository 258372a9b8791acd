#!/usr/bin/python3
"""Every name of a commune of France in the layouts that people use: none of them is taken for a
total, a remark, a heading or a word for none. Of each name that several communes have there is
none, so that names alone say which commune is meant; the communes are squares."""
import collections
import csv
import json
import os
import sqlite3
import subprocess
import unicodedata

from checking import Suite

CPTS = ("CPTS Champagne", "CPTS Lorraine", "CPTS Picardie")
SIDE_M = 1000
ACROSS = 150


def folded(name):
    plain = name.replace("œ", "oe").replace("Œ", "Oe").replace("-", " ").replace("'", " ")
    return unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode().upper()


def communes_of(region):
    with sqlite3.connect(f"file:{region}?mode=ro", uri=True) as base:
        rows = base.execute("SELECT insee, nom FROM communes ORDER BY insee").fetchall()
    known = collections.Counter(folded(name) for _, name in rows)
    return [row for row in rows if known[folded(row[1])] == 1]


def square(index, code, name):
    x, y = 300000 + index % ACROSS * SIDE_M, 6500000 + index // ACROSS * SIDE_M
    ring = [[x, y], [x + SIDE_M, y], [x + SIDE_M, y + SIDE_M], [x, y + SIDE_M], [x, y]]
    return {"type": "Feature", "properties": {"insee": code, "nom": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write_units(path, communes):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection",
                   "crs": {"type": "name",
                           "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
                   "features": [square(i, *commune) for i, commune in enumerate(communes)]}, file)
    return path


def layouts(lists):
    """Rows of tables, by what is said of them; `lists`: for each CPTS its communes."""
    every = [(name, commune) for name, communes in zip(CPTS, lists) for commune in communes]
    crosses = {name: ["x" if name == other else "" for other in CPTS] for name in CPTS}
    most = max(map(len, lists))
    yield "codes and names", [["CPTS", "Code", "Commune"]] + [[n, *c] for n, c in every]
    yield "names before codes", [["Commune", "Code INSEE", "CPTS"]] + [
        [c[1], c[0], n] for n, c in every]
    yield "names", [["Commune", "CPTS"]] + [[c[1], n] for n, c in every]
    yield "capitals without accents", [["COMMUNE", "CPTS"]] + [[folded(c[1]), n] for n, c in every]
    yield "a code and a name in a cell", [["Commune", "CPTS"]] + [
        [f"{c[0]} {c[1]}", n] for n, c in every]
    yield "a code in brackets", [["Commune", "CPTS"]] + [[f"{c[1]} ({c[0]})", n] for n, c in every]
    yield "crosses", [["Commune", *CPTS]] + [[c[1], *crosses[n]] for n, c in every]
    yield "crosses beside codes", [["Commune", "Code", *CPTS]] + [
        [c[1], c[0], *crosses[n]] for n, c in every]
    yield "a column a CPTS", [CPTS] + [
        [communes[i][1] if i < len(communes) else "" for communes in lists] for i in range(most)]
    yield "blocks of codes", sum(([[n, ""]] + [[c[1], c[0]] for c in communes] + [["", ""]]
                                  for n, communes in zip(CPTS, lists)), [])
    yield "blocks of names", sum(([[n]] + [[c[1]] for c in communes] + [[""]]
                                  for n, communes in zip(CPTS, lists)), [])
    for what, separator in (("commas", ", "), ("lines", "\n"), ("semicolons", " ; ")):
        yield f"a cell a CPTS, {what}", [["CPTS", "Communes"]] + [
            [n, separator.join(c[1] for c in communes)] for n, communes in zip(CPTS, lists)]


def read(suite, units, path):
    """What is wrong, or None."""
    report = os.path.join(suite.folder, "report.json")
    done = subprocess.run(
        [os.environ["CPTS_PROGRAM"], "check", "--units", units, "--perimeters", path, "--lang",
         "en", "--quiet", "--json", report],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    if done.returncode != 1:
        return [f"exit status {done.returncode}"] + done.stderr.splitlines()
    with open(report, encoding="utf-8") as file:
        findings = json.load(file)["findings"]
    return [f"{f['rule']}: {f['message'][:300]}" for f in findings[:20]]


def main():
    suite = Suite()
    [region] = suite.real_data(os.path.join("planted", "france.gpkg"))
    communes = communes_of(region)
    communes = communes[:len(communes) // ACROSS * ACROSS]
    third = len(communes) // 3
    lists = [communes[:third], communes[third:2 * third], communes[2 * third:]]
    units = write_units(os.path.join(suite.folder, "units.geojson"), communes)
    for what, rows in layouts(lists):
        path = os.path.join(suite.folder, "list.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        suite.test(f"{len(communes)} names of France, {what}", read(suite, units, path))
    suite.finish()


if __name__ == "__main__":
    main()
