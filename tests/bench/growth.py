#!/usr/bin/env python3
"""How costs grow with each thing that users can make grow: families.c draws regions with 1, 4 and 16
times as many vertices, units, claims on a place and so on; callgrind counts the instructions of a
check with one thread, map and report included, in all and in each function of the library. An
exponent is that of b in a + b n^e through the three counts: 1 is linear, 2 quadratic, whatever it
costs to start. Nothing here passes or fails; what grows faster than n log n is marked.

    growth.py [FAMILY...]
"""

import math
import re
import sys
from concurrent.futures import ThreadPoolExecutor

from measuring import TOOLS, WORK, check, fail, generated, measure, print_table, said_by

TIMES = (1, 4, 16)
N_LOG_N = 1.1  # the exponent of n log n over these sizes, of thousands of things
LEAST_SHARE = 0.03  # of the instructions, for a function to be a stage
LINE = re.compile(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+(\S*\blib/\S+):(cpts_\w+)(?:'2)? \[.*cpts-coverage\]$|"
                  r"^\s*([\d,]+) \(100.0%\)\s+PROGRAM TOTALS$")


def exponent(costs, least):
    """None where the cost hardly grows: less than `least` between the two smaller sizes."""
    small, middle, large = costs
    if middle - small < least and large - middle < 4 * least:
        return None
    return math.log(max(large - middle, least) / max(middle - small, least), 4)


def count_instructions(command, profile):
    """By function, and under None the whole."""
    profile.unlink(missing_ok=True)
    measure(1, ["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={profile}", *command])
    counts = {}
    for line in said_by(["callgrind_annotate", "--inclusive=yes", "--threshold=99.9", profile]).splitlines():
        found = LINE.match(line)
        if found:
            count, _, function, whole = found.groups()
            counts[function] = max(counts.get(function, 0), int((count or whole).replace(",", "")))
    profile.unlink()
    if None not in counts or len(counts) < 10:
        fail("callgrind_annotate cannot be understood")
    return counts


def run(family, times):
    """Instructions by function, peak of memory in KiB, bytes written."""
    path = generated(f"{family}-{times}.gpkg", "families", family, times, "OUT")
    outputs = [WORK / f"{family}-{times}.{ending}" for ending in ("geojson", "json")]
    command = check(path, 1)[:-4] + ["--geojson", outputs[0], "--json", outputs[1]]
    peak = measure(1, command)[0].peak
    size = sum(output.stat().st_size for output in outputs)
    counts = count_instructions(command, WORK / f"{family}-{times}.callgrind")
    for output in outputs:
        output.unlink()
    return counts, peak, size


def worst_stage(counts):
    """(exponent, function, share of the largest run) of the function that grows fastest."""
    whole = counts[-1][None]
    stages = []
    for function, large in counts[-1].items():
        costs = [count.get(function, 0) for count in counts]
        if function and large >= LEAST_SHARE * whole:
            stages.append((exponent(costs, whole / 2000) or 0, function, large / whole))
    return max(stages)


def shown(value):
    return "-" if value is None else f"{value:.2f}" + ("  !" if value > N_LOG_N else "   ")


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    rows, worst = [], []
    for family in sys.argv[1:] or said_by([TOOLS / "families"]).split():
        with ThreadPoolExecutor(2) as pool:
            runs = list(pool.map(lambda times: run(family, times), TIMES))
        counts, peaks, sizes = zip(*runs)
        whole = [count[None] for count in counts]
        stage = worst_stage(counts)
        worst.append((stage[0], family, stage[1]))
        rows.append([family, *(f"{count / 1e6:.0f}" for count in whole), shown(exponent(whole, 1e6)),
                     f"{peaks[-1] / 1024:.0f}", shown(exponent(peaks, 512)), shown(exponent(sizes, 512)),
                     shown(stage[0]), f"{stage[1]} ({stage[2]:.0%})"])
        print(f"{family}: done", file=sys.stderr)
    print("Instructions in millions at 1, 4 and 16 times, peak memory in MiB; exponents, ! above n log n.\n")
    print_table(["family", "x1", "x4", "x16", "exponent ", "MiB", "memory ", "written ", "worst ", "stage"], rows)
    print("\nWorst stages: " + ", ".join(f"{stage} {value:.2f} ({family})"
                                         for value, family, stage in sorted(worst, reverse=True)[:3]))


if __name__ == "__main__":
    main()
