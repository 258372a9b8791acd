#!/usr/bin/env python3
"""Ratios measured side by side: the whole check against a process that merely has OGR read the
geometries of the same file, with one and two threads, with the map and the report or with all outputs,
and against GEOS overlaying everything that touches. Nothing here passes or fails; targets are printed
beside what was measured. How costs grow: growth.py.

    BENCH_LARGE=1  with ten times the vertices and a million units, generated once
    BENCH_RUNS=N   repetitions (5)
"""

import statistics
from collections import namedtuple

from measuring import (PROGRAM, RUNS, TOOLS, WORK, check, check_all, layers, measure, print_table,
                       regions, report, said_by)

# `loop` is what a perfect loop gains by a second thread at the same time.
Costs = namedtuple("Costs", "one two reading loop")
Result = namedtuple("Result", "region vertices few all computing growth facts")

HEADS = ["region", "outputs", "CPU ms", "median", "reading", "ratio", "wall ms", "2 threads", "share",
         "perfect", "peak MiB", "B/vertex"]
LEGEND = """
outputs    2: conflict map and report.json; all: -o
CPU ms     user+sys of the whole check with one thread: least and median of the repetitions
reading    the same, least, of a process that has OGR read every geometry and nothing else
ratio      median of CPU of the check / CPU of reading, run one after the other
wall ms    least, with one thread; 2 threads: with two; share: median of wall time with two / with one
perfect    the share that a loop without any dependency reached at the same time
B/vertex   peak memory beyond that of the process that only reads
"""


def loop_share(costs):
    return costs.loop[1].wall / costs.loop[0].wall


def measured(region, command):
    costs = measure(region.runs, command(region.path, 1), command(region.path, 2),
                    [TOOLS / "read_only", region.path], [TOOLS / "loop", 1], [TOOLS / "loop", 2])
    return Costs(*costs[:3], costs[3:])


def computing_share(region):
    """Wall time of cpts_check() alone with two threads, as a share of that with one."""
    shares = []
    for _ in range(min(region.runs, 3)):
        lines = said_by([TOOLS / "stages", region.path, WORK, 1, 2]).splitlines()
        one, two = (float(line.split("\t")[1]) for line in lines)
        shares.append(two / one)
    return statistics.median(shares)


def measure_region(region, done):
    vertices = int(said_by([TOOLS / "read_only", "--count", region.path]))
    facts = report(region.path)
    few, everything = measured(region, check), measured(region, check_all)
    smaller = done.get(region.smaller)
    growth = few.one.cpu / vertices / (smaller.few.one.cpu / smaller.vertices) if smaller else None
    return Result(region, vertices, few, everything, computing_share(region), growth, facts)


def bytes_per_vertex(result, costs):
    return (costs.one.peak - costs.reading.peak) * 1024 / result.vertices


def row(result, outputs, costs):
    return [result.region.name, outputs, f"{costs.one.cpu:.0f}", f"{costs.one.cpu_median:.0f}",
            f"{costs.reading.cpu:.0f}", f"{costs.reading.cpu_ratio:.2f}", f"{costs.one.wall:.0f}",
            f"{costs.two.wall:.0f}", f"{1 / costs.two.wall_ratio:.2f}", f"{loop_share(costs):.2f}",
            f"{costs.one.peak / 1024:.0f}", f"{bytes_per_vertex(result, costs):.0f}"]


def compare_with_geos(result):
    """CPU of GEOS as a multiple of ours, every pair overlaid, then with shortcuts."""
    path = result.region.path
    brute = [TOOLS / "brute_geos", path, *layers(result.facts)]
    shortcuts = [brute[0], "--shortcuts", *brute[1:]]
    areas = dict(line.split("\t")[:2] for line in said_by(shortcuts).splitlines())
    ours, every, short = measure(1, check(path, 1), brute, shortcuts)
    totals = result.facts["totals"]
    print(f"{result.region.name}: ours {ours.cpu:.0f} ms of CPU, GEOS {every.cpu:.0f} ms "
          f"({every.cpu / ours.cpu:.0f}x), with shortcuts {short.cpu:.0f} ms "
          f"({short.cpu / ours.cpu:.0f}x); white zones {totals['white_area_m2']:.3f} m2, "
          f"by GEOS {float(areas['white_area_m2']):.3f} m2")
    return every.cpu / ours.cpu


def print_cost(result):
    """CPU in ms that the map and the atlas add to a plain check with one thread."""
    plain = [PROGRAM, "check", result.region.path, "--quiet", "--jobs", 1, "--json",
             WORK / "report.json"]
    costs = measure(1, plain, [*plain, "--map", WORK / "map.pdf"],
                    [*plain, "--atlas", WORK / "atlas.pdf"])
    return [cost.cpu - costs[0].cpu for cost in costs[1:]]


# CPU against reading, and bytes per vertex: with the map and the report, with all outputs.
CPU_TARGETS = {"france": (3.2, 10), "france-conflicts": (9, 18), "paca": (None, 1.5)}
MEMORY_TARGETS = {"france": (36, 65), "france-conflicts": (65, 95), "france x10": (36, 65),
                  "france-conflicts x10": (65, 95), "million units": (36, 65)}
SHARE_TARGETS = (0.75, 0.65)


def targets(results, geos):
    """(what, target, measured) of what was measured in this run."""
    for name, result in results.items():
        for kind, costs in enumerate((result.few, result.all)):
            what = f"{name}, {'all outputs' if kind else 'map and report'}"
            most = CPU_TARGETS.get(name, (None, None))[kind]
            if most:
                yield f"{what}: CPU against merely reading", f"<= {most}", f"{costs.reading.cpu_ratio:.2f}"
            if result.vertices > 1e6:
                yield (f"{what}: two threads, wall time against one (perfect loop)",
                       f"<= {SHARE_TARGETS[kind]}", f"{1 / costs.two.wall_ratio:.2f} ({loop_share(costs):.2f})")
            most = MEMORY_TARGETS.get(name, (None, None))[kind]
            if most:
                yield f"{what}: bytes per vertex", f"<= {most}", f"{bytes_per_vertex(result, costs):.0f}"
        if result.growth:
            yield f"{name}: CPU per vertex, against {result.region.smaller}", "about 1", f"{result.growth:.2f}"
    for name, ratio in geos.items():
        if name == "france-conflicts":
            yield f"{name}: less CPU than brute-force GEOS", ">= 80", f"{ratio:.0f}"


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    results = {}
    for region in regions():
        results[region.name] = measure_region(region, results)
    print(f"The whole check, {RUNS} repetitions at most.\n")
    print_table(HEADS, [row(result, *what) for result in results.values()
                        for what in (("2", result.few), ("all", result.all))])
    print(LEGEND)
    print_table(["region", "vertices", "cpts_check() alone, 2 threads"],
                [[name, f"{result.vertices:,}", f"{result.computing:.2f}"] for name, result in results.items()])
    print("\nAgainst GEOS overlaying everything that touches, in one process:\n")
    geos = {name: compare_with_geos(result) for name, result in results.items()
            if name.endswith("-conflicts")}
    print("\nPrinted, beside the check (CPU s; the atlas has a page a CPTS):\n")
    printed = {name: print_cost(result) for name, result in results.items()
               if name in ("paca", "france", "demo")}
    print_table(["region", "map", "atlas"], [[name, *(f"{cost / 1000:.1f}" for cost in costs)]
                                             for name, costs in printed.items()])
    compared = list(targets(results, geos))
    if "france" in printed:
        compared.append(("france: the map", "about 3 s", f"{printed['france'][0] / 1000:.1f} s"))
    if compared:
        print()
        print_table(["target of the design", "target", "measured"], compared)


if __name__ == "__main__":
    main()
