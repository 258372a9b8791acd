#!/usr/bin/env python3
"""Ratios measured side by side: the whole check against a process that merely has OGR read the
geometries of the same file, with one and two threads, and against GEOS overlaying everything that
touches. Nothing here passes or fails; targets are printed beside what was measured.

    BENCH_LARGE=1  with ten times the vertices and a million units, generated once
    BENCH_RUNS=N   repetitions (5)
"""

import statistics
from collections import namedtuple

from measuring import (PROGRAM, RUNS, TOOLS, WORK, check, layers, measure, print_table, regions,
                       report, said_by)

Result = namedtuple("Result", "region vertices one two reading computing growth facts")

HEADS = ["region", "vertices", "CPU ms", "median", "reading", "ratio", "2 threads", "computing",
         "peak MiB", "B/vertex", "growth"]
LEGEND = """
CPU ms     user+sys of the whole check with one thread, conflict map and report.json included:
           least and median of the repetitions
reading    the same, least, of a process that has OGR read every geometry and nothing else
ratio      median of CPU of the check / CPU of reading, run one after the other
2 threads  wall time with one thread / with two, whole process; computing: the same within
           cpts_check() alone, without start, reading and writing
B/vertex   peak memory beyond that of the process that only reads
growth     CPU per vertex, as a multiple of that of the smaller region of the same kind
"""


def computing_speedup(region):
    """Wall time of cpts_check() with one thread, as a multiple of that with two."""
    ratios = []
    for _ in range(min(region.runs, 3)):
        lines = said_by([TOOLS / "stages", region.path, WORK, 1, 2]).splitlines()
        one, two = (float(line.split("\t")[1]) for line in lines)
        ratios.append(one / two)
    return statistics.median(ratios)


def measure_region(region, done):
    vertices = int(said_by([TOOLS / "read_only", "--count", region.path]))
    facts = report(region.path)
    one, two, reading = measure(region.runs, check(region.path, 1), check(region.path, 2),
                                [TOOLS / "read_only", region.path])
    smaller = done.get(region.smaller)
    growth = one.cpu / vertices / (smaller.one.cpu / smaller.vertices) if smaller else None
    return Result(region, vertices, one, two, reading, computing_speedup(region), growth, facts)


def bytes_per_vertex(result):
    return (result.one.peak - result.reading.peak) * 1024 / result.vertices


def row(result):
    return [result.region.name, f"{result.vertices:,}", f"{result.one.cpu:.0f}",
            f"{result.one.cpu_median:.0f}", f"{result.reading.cpu:.0f}",
            f"{result.reading.cpu_ratio:.2f}", f"{result.two.wall_ratio:.2f}",
            f"{result.computing:.2f}", f"{result.one.peak / 1024:.0f}",
            f"{bytes_per_vertex(result):.0f}",
            f"{result.growth:.2f}" if result.growth else ""]


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


def targets(results, geos):
    """(what, target, measured) of what was measured in this run."""
    for name, most in (("paca", 1.3), ("paca-conflicts", 1.3), ("france", 1.5),
                       ("france-conflicts", 2.5), ("million units", 1.5)):
        if name in results:
            yield (f"{name}: CPU against merely reading", f"<= {most}",
                   f"{results[name].reading.cpu_ratio:.2f}")
    for name, result in results.items():
        if name.startswith(("france", "million")):
            yield (f"{name}: two threads, wall time, whole or computing", ">= 1.6",
                   f"{result.two.wall_ratio:.2f} or {result.computing:.2f}")
    for name, result in results.items():
        if result.vertices > 1e6:
            most = 70 if "conflicts" in name else 45
            yield (f"{name}: bytes per vertex", f"<= {most}", f"{bytes_per_vertex(result):.0f}")
    for name, ratio in geos.items():
        if name == "france-conflicts":
            yield (f"{name}: less CPU than brute-force GEOS", ">= 80", f"{ratio:.0f}")


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    results = {}
    for region in regions():
        results[region.name] = measure_region(region, results)
    print(f"The whole check, {RUNS} repetitions at most.\n")
    print_table(HEADS, [row(result) for result in results.values()])
    print(LEGEND)
    print("Against GEOS overlaying everything that touches, in one process:\n")
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
