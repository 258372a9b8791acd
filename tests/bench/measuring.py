"""What bench.py and peers.py share: the regions, the measures, the tables. Lengths of time are
milliseconds, sizes KiB; figures of one line were measured alternately, in one run."""

import json
import os
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

PROGRAM = os.environ["CPTS_PROGRAM"]
TOOLS = Path(os.environ["CPTS_BUILD"]) / "tests/bench"
REAL = os.environ.get("CPTS_REAL_DATA", "")
DEMO = Path(os.environ["CPTS_DEMO"])
WORK = Path("build/bench")
IS_LARGE = os.environ.get("BENCH_LARGE", "0") not in ("", "0")
RUNS = int(os.environ.get("BENCH_RUNS", "5"))

# `ratio` of a cost is the first command's as a multiple of this one's.
Cost = namedtuple("Cost", "cpu cpu_median wall wall_median peak cpu_ratio wall_ratio status")
Region = namedtuple("Region", "name path runs smaller")


def fail(message):
    sys.exit(f"bench: {message}")


def said_by(command):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        fail(f"{command[0]} ended with status {done.returncode}")
    return done.stdout


def check(path, jobs):
    return [PROGRAM, "check", path, "--quiet", "--jobs", jobs,
            "--geojson", WORK / "conflicts.geojson", "--json", WORK / "report.json"]


def check_all(path, jobs):
    """All outputs, -o."""
    return [PROGRAM, "check", path, "--quiet", "--jobs", jobs, "-o", WORK / "all"]


def measure(runs, *commands):
    """The cost of each command; a check that found conflicts ends with status 1."""
    arguments = []
    for command in commands:
        arguments += ["--", *command]
    lines = said_by([TOOLS / "measure", runs, *arguments[1:]]).splitlines()
    costs = []
    for command, line in zip(commands, lines):
        numbers = line.split("\t")
        costs.append(Cost(*map(float, numbers[:-1]), int(numbers[-1])))
        if costs[-1].status > (1 if PROGRAM in command else 0):
            fail(f"{' '.join(map(str, command))} ended with status {costs[-1].status}")
    return costs


def report(path):
    """The report.json of one check of a region."""
    done = subprocess.run(list(map(str, check(path, 1))), check=False)
    if done.returncode > 1:
        fail(f"{path} could not be checked")
    return json.loads((WORK / "report.json").read_text(encoding="utf-8"))


def layers(facts):
    """The names of the layers of units and of perimeters."""
    by_role = {source["role"]: source["layer"] for source in facts["inputs"]}
    return by_role["units"], by_role["perimeters"]


def generated(name, *command):
    """A file of build/bench, made once by one of the tools; put in place whole."""
    path = WORK / name
    if not path.exists():
        print(f"generating {path}", file=sys.stderr)
        unfinished = WORK / f"new-{name}"
        unfinished.unlink(missing_ok=True)
        said_by([TOOLS / command[0], *[unfinished if word == "OUT" else word
                                       for word in command[1:]]])
        unfinished.rename(path)
    return path


def regions():
    """Those at hand, each after the smaller one it is compared with."""
    planted = Path(REAL) / "planted"
    if not REAL or not planted.is_dir():
        print("No real regions (CPTS_REAL_DATA): the demo region stands for them.\n")
        small = [("demo", DEMO / "region-clean.gpkg"), ("demo-conflicts", DEMO / "region.gpkg")]
        found = [Region(name, path, RUNS, None) for name, path in small]
        for name, path in small:
            found.append(Region(f"{name} x10", generated(f"{name}-x10.gpkg", "densify", path, "OUT"),
                                RUNS, name))
    else:
        found = [Region("paca", planted / "paca.gpkg", RUNS, None),
                 Region("paca-conflicts", planted / "paca-conflicts.gpkg", RUNS, None),
                 Region("france", planted / "france.gpkg", RUNS, "paca"),
                 Region("france-conflicts", planted / "france-conflicts.gpkg", RUNS,
                        "paca-conflicts")]
        if IS_LARGE:
            for name in ("france", "france-conflicts"):
                dense = generated(f"{name}-x10.gpkg", "densify", planted / f"{name}.gpkg", "OUT")
                found.append(Region(f"{name} x10", dense, min(RUNS, 3), name))
    if IS_LARGE:
        found.append(Region("million units", generated("grid.gpkg", "grid", "OUT", 1000),
                            min(RUNS, 3), None))
    else:
        print("Without the large regions: make bench BENCH_LARGE=1 (2 GB in build/bench).\n")
    return found


def print_table(heads, rows):
    """Columns aligned, the first one to the left."""
    rows = [heads, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())
