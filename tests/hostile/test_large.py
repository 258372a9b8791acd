#!/usr/bin/env python3
"""Much of one thing: claims on one place, holes, vertices, strips that cross everywhere, coordinates
far out and close together. What is found is known beforehand, and time and memory stay in bounds."""
import json
import math

import guard
from guard import collection, complaints, run, square, write

SUITE = guard.Suite()


def checked(seconds=60, peak_mb=1500, statuses=(0, 1)):
    """The report of a check of units.geojson and perimeters.geojson, and what is wrong with it."""
    done = run("check", "--lang", "en", "--quiet", "--units", "units.geojson", "--perimeters",
               "perimeters.geojson", "--json", "report.json", "--geojson", "map.geojson",
               seconds=2 * seconds)
    wrong = complaints(done, statuses, seconds=seconds, peak_mb=peak_mb)
    if wrong or done.status == 3:
        return None, wrong
    with open("report.json", encoding="utf-8") as file:
        report = json.load(file)
    totals = report["totals"]
    both = totals["covered_area_m2"] + totals["white_area_m2"]
    if abs(both - totals["area_m2"]) > 1e-9 * totals["area_m2"]:
        wrong.append("the books do not balance")
    return report, wrong


def unlike(what, found, expected, tolerance=1e-6):
    near = abs(found - expected) <= tolerance * max(1, abs(expected))
    return None if near else f"{what}: {found}, expected {expected}"


def one_unit(side=10):
    write("units.geojson", collection([({"code": "99101", "nom": "Ardon", "population": 1000},
                                        [square(0, 0, side, side)])]))


def drawn(shapes):
    write("perimeters.geojson", collection(
        [({"id": f"P{i:04}", "nom": f"CPTS {i}"}, rings) for i, rings in enumerate(shapes)]))


def many_claims(count=200):
    """Squares one in the other: k claim the ring between the kth and the next."""
    one_unit()
    sides = [10 - 0.04 * i for i in range(count)] + [0]
    drawn([square((10 - side) / 2, (10 - side) / 2, side, side)] for side in sides[:-1])
    report, wrong = checked()
    if report:
        claims = {entry["claims"]: entry["area_m2"] for entry in report["totals"]["by_claims"]}
        wrong += [unlike(f"{k} claims", claims.get(k, 0),
                         1e6 * (sides[k - 1] ** 2 - sides[k] ** 2)) for k in range(1, count + 1)]
        most = max(len(finding["perimeters"]) for finding in report["findings"])
        wrong.append(unlike("claimants of the innermost place", most, count))
    SUITE.test(f"{count} claims on one place: each multiplicity has its area", wrong)


def holes_of(side=70):
    step = 10 / side
    return [square((i + 0.25) * step, (j + 0.25) * step, step / 2, step / 2)[::-1]
            for i in range(side) for j in range(side)]


def many_holes():
    holes = holes_of()
    one_unit()
    drawn([[square(0, 0, 10, 10), *holes]])
    report, wrong = checked()
    if report:
        white = [f for f in report["findings"] if f["rule"] == "white-zone"]
        wrong += [unlike("white zones", len(white), len(holes)),
                  unlike("white", report["totals"]["white_area_m2"], 25e6)]
    SUITE.test(f"a perimeter with {len(holes)} holes: each is a white zone", wrong)
    write("units.geojson", collection([({"code": "99101", "nom": "Ardon", "population": 1000},
                                        [square(0, 0, 10, 10), *holes])]))
    drawn([[square(0, 0, 10, 10)]])
    report, wrong = checked()
    if report:
        gaps = [f for f in report["findings"] if f["rule"] == "unit-gap"]
        wrong += [unlike("gaps", len(gaps), len(holes)),
                  unlike("area", report["totals"]["area_m2"], 75e6),
                  unlike("white", report["totals"]["white_area_m2"], 0)]
    SUITE.test(f"a unit with {len(holes)} holes: each is a gap, none is white", wrong)


def many_vertices(count=1_000_000):
    one_unit()
    circle = [[705000 + 4000 * math.cos(2 * math.pi * i / count),
               6605000 + 4000 * math.sin(2 * math.pi * i / count)] for i in range(count)]
    drawn([[circle + circle[:1]]])
    report, wrong = checked()
    if report:
        inside = count / 2 * 4000 ** 2 * math.sin(2 * math.pi / count)
        wrong.append(unlike("covered", report["totals"]["covered_area_m2"], inside))
    SUITE.test(f"a perimeter with {count:,} vertices", wrong)


def strips_across(count=100):
    """Every strip from west to east crosses every strip from south to north, and no other."""
    one_unit()
    step = 10 / count
    drawn([[square(0, i * step, 10, step / 2)] for i in range(count)] +
          [[square(i * step, 0, step / 2, 10)] for i in range(count)])
    report, wrong = checked()
    if report:
        overlaps = [f for f in report["findings"] if f["rule"] == "overlap"]
        wrong += [unlike("overlaps", len(overlaps), count * count),
                  unlike("overlap", report["totals"]["overlap_area_m2"], 25e6),
                  unlike("white", report["totals"]["white_area_m2"], 25e6)]
    SUITE.test(f"{2 * count} strips that cross {count * count} times", wrong)


def placed(origin, size, statuses):
    ring = [[origin + x * size, origin + y * size]
            for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    half = [[origin + x * size / 2, origin + y * size]
            for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    write("units.geojson", collection([({"code": "99101", "nom": "Ardon", "population": 1000},
                                        [ring])]))
    drawn([[half]])
    report, wrong = checked(seconds=20, peak_mb=300, statuses=statuses)
    if report:
        wrong += [unlike("area", report["totals"]["area_m2"], size ** 2),
                  unlike("white", report["totals"]["white_area_m2"], size ** 2 / 2)]
    SUITE.test(f"a unit of {size:g} m at {origin:g} m", wrong)


many_claims()
many_holes()
many_vertices()
strips_across()
placed(1e9, 1e3, (3,)) # nowhere on Earth, and areas mean nothing there
placed(7e5, 1e-9, (3,))
placed(5e9, 1e3, (3,))
SUITE.finish()
