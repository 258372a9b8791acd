#!/usr/bin/env python3
"""What advice cites as true today, counted again without the program: random regions of rectangles,
declared by lists and by drawings that cut units, some of whose inhabitants nobody knows. For every
candidate of every unit in question: the border it shares with the unit, in metres and as a share,
the units of its EPCI it holds, its département, its inhabitants, size, ceiling, and contiguity.

    CPTS_ADVICE        how many regions (200, some ten seconds)
    CPTS_ADVICE_FROM   the first seed (1)
    arguments          seeds whose files are kept, in advice-SEED
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

PROGRAM = os.environ["CPTS_PROGRAM"]
REGIONS = int(os.environ.get("CPTS_ADVICE", "200"))
FROM = int(os.environ.get("CPTS_ADVICE_FROM", "1"))
X0, Y0 = 700000, 6600000
LEAST_SHARE, HELD_SHARE = 0.01, 0.5
SIZES = [(0, 1000), (2000, 2500), (6000, 4000)]  # from so many inhabitants, euros


# ---- rectangles (x, y, X, Y) ----------------------------------------------------------------------

def cut(dice, box, depth):
    """A box cut across at random, again and again: corners of one lie inside sides of others."""
    x, y, X, Y = box
    if depth == 0 or max(X - x, Y - y) < 900:
        return [box]
    if X - x > Y - y:
        at = dice.randint(x + 300, X - 300)
        halves = (x, y, at, Y), (at, y, X, Y)
    else:
        at = dice.randint(y + 300, Y - 300)
        halves = (x, y, X, at), (x, at, X, Y)
    return [piece for half in halves for piece in cut(dice, half, depth - 1)]


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def common(a, b):
    """The area of what two boxes share."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(0, width) * max(0, height)


def border(a, b):
    """The length of the side that two boxes share."""
    if a[2] == b[0] or b[2] == a[0]:
        return max(0, min(a[3], b[3]) - max(a[1], b[1]))
    if a[3] == b[1] or b[3] == a[1]:
        return max(0, min(a[2], b[2]) - max(a[0], b[0]))
    return 0


def around(box):
    return 2 * (box[2] - box[0] + box[3] - box[1])


def feature(box, **properties):
    x, y, X, Y = box
    ring = [[x, y], [X, y], [X, Y], [x, Y], [x, y]]
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


# ---- a region -------------------------------------------------------------------------------------

class Region:
    def __init__(self, seed):
        dice = random.Random(seed)
        boxes = cut(dice, (X0, Y0, X0 + 12000, Y0 + 9000), dice.randint(3, 6))
        dice.shuffle(boxes)
        boxes = boxes[:max(4, len(boxes) - dice.randint(0, 3))]  # what is dropped is no unit
        self.units = {}
        for i, box in enumerate(boxes):
            self.units[f"{99101 + i}"] = {
                "box": box, "dep": dice.choice(["98", "99"]),
                "epci": dice.choice(["200000001", "200000002", "200000003", "NR"]),
                "population": None if dice.random() < .05 else dice.randint(0, 3000)}
        codes = list(self.units)
        self.lists = {f"L{p}": set() for p in range(dice.randint(2, 5))}
        for code in codes:
            for _ in range(dice.choice([0, 1, 1, 1, 1, 2])):
                self.lists[dice.choice(sorted(self.lists))].add(code)
        self.lists = {p: held for p, held in self.lists.items() if held}
        self.drawn = {}
        for p in range(dice.randint(0, 2)):
            x, y = X0 + dice.randint(0, 8000), Y0 + dice.randint(0, 6000)
            box = x, y, x + dice.randint(1500, 5000), y + dice.randint(1500, 4000)
            if any(common(box, unit["box"]) for unit in self.units.values()):
                self.drawn[f"D{p}"] = box
        self.shares = {p: {code: 1.0 for code in held} for p, held in self.lists.items()}
        for p, box in self.drawn.items():
            shares = {c: common(box, u["box"]) / area(u["box"]) for c, u in self.units.items()}
            self.shares[p] = {code: share for code, share in shares.items() if share > 0}

    def write(self, folder):
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
        layers = {
            "units": [feature(u["box"], code=c, nom="Commune " + c, population=u["population"],
                              dep=u["dep"], epci=u["epci"]) for c, u in self.units.items()],
            "drawn": [feature(box, id=p, nom="CPTS " + p) for p, box in self.drawn.items()]}
        for name, features in layers.items():
            with open(f"{folder}/{name}.geojson", "w", encoding="utf-8") as file:
                json.dump({"type": "FeatureCollection", "crs": crs, "features": features}, file)
        with open(f"{folder}/lists.csv", "w", encoding="utf-8") as file:
            print("id,name,code", file=file)
            for p, held in self.lists.items():
                for code in sorted(held):
                    print(f"{p},CPTS {p},{code}", file=file)
        with open(f"{folder}/sizes.csv", "w", encoding="utf-8") as file:
            print("class,from_inhabitants,yearly_ceiling_eur", file=file)
            for i, (least, euros) in enumerate(SIZES):
                print(f"{i + 1},{least},{euros}", file=file)
        options = ["--units", f"{folder}/units.geojson", "--perimeters", f"{folder}/lists.csv",
                   "--size-classes", f"{folder}/sizes.csv"]
        return options + (["--perimeters", f"{folder}/drawn.geojson"] if self.drawn else [])

    # ---- what is true of it today ----------------------------------------------------------------

    def holds(self, perimeter, code):
        return self.shares[perimeter].get(code, 0) > HELD_SHARE

    def main_groups(self, perimeter):
        """The départements that have most of a perimeter: several when they have as much."""
        areas = {}
        for code, share in self.shares[perimeter].items():
            unit = self.units[code]
            areas[unit["dep"]] = areas.get(unit["dep"], 0) + share * area(unit["box"])
        return {dep for dep, m2 in areas.items() if m2 > max(areas.values()) - 0.01}

    def people(self, perimeter):
        known, unknown = 0, 0
        for code, share in self.shares[perimeter].items():
            population = self.units[code]["population"]
            known += share * (population or 0)
            unknown += population is None and share >= LEAST_SHARE
        return known, unknown

    def today(self, perimeter, code):
        unit = self.units[code]
        others = [c for c in self.units if c != code]
        held = [c for c in others if self.holds(perimeter, c)]
        border_m = sum(border(unit["box"], self.units[c]["box"]) for c in held)
        has_epci = unit["epci"] != "NR"
        fellows = [c for c in others if has_epci and self.units[c]["epci"] == unit["epci"]]
        known, unknown = self.people(perimeter)
        size = 0 if unknown else sum(round(known) >= least for least, _ in SIZES)
        groups = self.main_groups(perimeter)
        return {"border_m": border_m, "border_share": border_m / around(unit["box"]),
                "epci_units": len(fellows), "epci_held": len(set(fellows) & set(held)),
                "same_group": None if len(groups) > 1 else unit["dep"] in groups,
                "contiguous": border_m > 0 or not held, "population": known,
                "unknown_population_units": unknown, "size_class": size or None,
                "ceiling_eur": SIZES[size - 1][1] if size else None}

    def is_at_an_edge(self):
        """A figure that rounding may bring to either side of a threshold proves nothing."""
        shares = [s for of in self.shares.values() for s in of.values()]
        people = [self.people(p)[0] for p in self.shares]
        return (any(abs(s - edge) < 1e-6 for s in shares for edge in (LEAST_SHARE, HELD_SHARE)) or
                any(abs(abs(n - least) - 0.5) < 1e-6 for n in people for least, _ in SIZES))


def differs(found, expected):
    if expected is None or isinstance(expected, bool) or found is None:
        return found is not expected
    return abs(found - expected) > 1e-6 * max(1, abs(expected)) + 1e-3


def compare(region, advice):
    """What is wrong, and how many candidates were looked at."""
    wrong, looked_at = [], 0
    for choice in advice["choices"]:
        for candidate in choice["candidates"]:
            looked_at += 1
            expected = region.today(candidate["perimeter"], choice["unit"])
            found = candidate["today"]
            if set(found) != set(expected):
                wrong.append(f"fields of today: {sorted(found)}")
            for key, value in expected.items():
                if (key != "same_group" or value is not None) and differs(found.get(key), value):
                    wrong.append(f"{choice['unit']} and {candidate['perimeter']}: {key} is "
                                 f"{found.get(key)}, counted {value}")
    for zone in advice["zones"]:
        people = [region.units[code]["population"] for code in zone["units"]]
        known = [n for n in people if n is not None]
        if differs(zone["population"], sum(known) if known else None):
            wrong.append(f"{zone['id']}: {zone['population']} inhabitants, counted {sum(known)}")
        if [n if n is not None else -1 for n in people] != \
                sorted((n if n is not None else -1 for n in people), reverse=True):
            wrong.append(f"{zone['id']}: not named after its most populous unit")
    ranks = [-1 if z["population"] is None else z["population"] for z in advice["zones"]]
    if ranks != sorted(ranks, reverse=True):
        wrong.append(f"zones are not in order of inhabitants: {ranks}")
    return wrong, looked_at


def try_region(seed, folder=None):
    region = Region(seed)
    if region.is_at_an_edge() and not folder:
        return [], 0
    with tempfile.TemporaryDirectory(prefix="cpts-advice-") as temporary:
        sources = region.write(folder or temporary)
        run = subprocess.run([PROGRAM, "propose", "--quiet", "--jobs", "1", "--json", "-", *sources],
                             stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if run.returncode not in (0, 1):
        return [f"status {run.returncode}: {run.stderr.decode()}"], 0
    return compare(region, json.loads(run.stdout))


def main():
    seeds = [int(argument) for argument in sys.argv[1:]]
    for seed in seeds:
        os.makedirs(f"advice-{seed}", exist_ok=True)
    if seeds:
        results = [try_region(seed, f"advice-{seed}") for seed in seeds]
    else:
        seeds = list(range(FROM, FROM + REGIONS))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(try_region, seeds))
    failed = 0
    print(f"1..{len(seeds) + 1}")
    for i, (seed, (wrong, looked_at)) in enumerate(zip(seeds, results)):
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {i + 1} - region {seed}: {looked_at} candidates")
        for line in wrong[:10]:
            print("#", line)
    total = sum(looked_at for _, looked_at in results)
    enough = total >= 2 * len(seeds)
    print(f"{'ok' if enough else 'not ok'} {len(seeds) + 1} - {total} candidates looked at")
    return 1 if failed or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
