#!/usr/bin/env python3
"""How costs grow with each thing that users can make grow: families.c draws regions with 1, 4 and 16
times as many vertices, units, claims on a place and so on; callgrind counts the instructions of a
check with one thread, map and report included, in all and in each function of the library. An
exponent is that of a + b s^e through the three counts, s being the bytes read and written: claims
nested in each other list claimants by the square of their number, which no check can write faster.
1 is linear, 2 quadratic, whatever it costs to start. What grows faster than n log n is marked.

    growth.py [--test] [FAMILY...]

With --test it is a suite: a family fails whose instructions or memory grow with an exponent above
MOST, or one large stage of which has an exponent above MOST_OF_STAGE.
"""

import math
import re
import sys
from concurrent.futures import ThreadPoolExecutor

from measuring import TOOLS, WORK, check, fail, generated, measure, print_table, said_by

TIMES = (1, 4, 16)
N_LOG_N = 1.1  # the exponent of n log n over these sizes, of thousands of things
LEAST_SHARE = 0.03  # of the instructions, for a function to be a stage
MOST, MOST_OF_STAGE = 1.3, 1.6  # loose: what a test may see is a stage that became quadratic
LARGE_SHARE = 0.1
LINE = re.compile(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+(\S*\blib/\S+):(cpts_\w+)(?:'2)? \[.*cpts-coverage\]$|"
                  r"^\s*([\d,]+) \(100.0%\)\s+PROGRAM TOTALS$")


def exponent(costs, sizes, least):
    """None where the cost hardly grows: less than `least` between the two smaller sizes."""
    small, middle, large = costs
    if middle - small < least and large - middle < 4 * least:
        return None
    step = (sizes[2] - sizes[1]) / (sizes[1] - sizes[0])
    return math.log(max(large - middle, least) / max(middle - small, least), max(step, 4))


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
    """Instructions by function, peak of memory in KiB, bytes read and written."""
    path = generated(f"{family}-{times}.gpkg", "families", family, times, "OUT")
    outputs = [WORK / f"{family}-{times}.{ending}" for ending in ("geojson", "json")]
    command = check(path, 1)[:-4] + ["--geojson", outputs[0], "--json", outputs[1]]
    peak = measure(1, command)[0].peak
    size = sum(file.stat().st_size for file in (path, *outputs))
    counts = count_instructions(command, WORK / f"{family}-{times}.callgrind")
    for output in outputs:
        output.unlink()
        output.with_suffix(".qml").unlink(missing_ok=True)
    return counts, peak, size


def worst_stage(counts, sizes, least_share):
    """(exponent, function, share of the largest run) of the function that grows fastest."""
    whole = counts[-1][None]
    stages = []
    for function, large in counts[-1].items():
        costs = [count.get(function, 0) for count in counts]
        if function and large >= least_share * whole:
            stages.append((exponent(costs, sizes, whole / 2000) or 0, function, large / whole))
    return max(stages)


def costs_of(family):
    """Instructions by function, peaks and sizes, each at the three times."""
    with ThreadPoolExecutor(2) as pool:
        return tuple(zip(*pool.map(lambda times: run(family, times), TIMES)))


def test(families):
    print(f"1..{len(families)}")
    failed = 0
    for number, family in enumerate(families, 1):
        counts, peaks, sizes = costs_of(family)
        stage = worst_stage(counts, sizes, LARGE_SHARE)
        whole = exponent([count[None] for count in counts], sizes, 1e6) or 0
        memory = exponent(peaks, sizes, 4096)
        is_good = whole <= MOST and (memory or 0) <= MOST and stage[0] <= MOST_OF_STAGE
        failed += not is_good
        print(f"{'ok' if is_good else 'not ok'} {number} - {family}: instructions {whole:.2f}, memory {shown(memory).strip()}, "
              f"{stage[1]} {stage[0]:.2f} ({stage[2]:.0%})", flush=True)
    sys.exit(1 if failed else 0)


def shown(value):
    return "-" if value is None else f"{value:.2f}" + ("  !" if value > N_LOG_N else "   ")


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    is_test = sys.argv[1:2] == ["--test"]
    families = sys.argv[1 + is_test:] or said_by([TOOLS / "families"]).split()
    if is_test:
        test(families)
    rows, worst = [], []
    for family in families:
        counts, peaks, sizes = costs_of(family)
        whole = [count[None] for count in counts]
        stage = worst_stage(counts, sizes, LEAST_SHARE)
        worst.append((stage[0], family, stage[1]))
        rows.append([family, *(f"{count / 1e6:.0f}" for count in whole), shown(exponent(whole, sizes, 1e6)),
                     f"{peaks[-1] / 1024:.0f}", shown(exponent(peaks, sizes, 512)), f"{sizes[-1] / 2**20:.1f}",
                     shown(stage[0]), f"{stage[1]} ({stage[2]:.0%})"])
        print(f"{family}: done", file=sys.stderr)
    print("Instructions in millions at 1, 4 and 16 times, peak memory and bytes read and written in MiB;\n"
          "exponents against these bytes, ! above n log n.\n")
    print_table(["family", "x1", "x4", "x16", "exponent ", "MiB", "memory ", "bytes", "worst ", "stage"], rows)
    print("\nWorst stages: " + ", ".join(f"{stage} {value:.2f} ({family})"
                                         for value, family, stage in sorted(worst, reverse=True)[:3]))


if __name__ == "__main__":
    main()
