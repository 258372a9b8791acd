#!/usr/bin/env python3
"""The same file by other tools, each in its best form (their scripts in peers/ say what they compute):
white zones, overlaps with their claimants, a GeoJSON map of both in WGS 84, a table of the units and
one of the perimeters. Ours writes the map, report.json and its three tables. Wall times, since a
database works in a process of its own; ours is run before and after each. Loading or converting the
file beforehand is timed apart for them, and included in ours. On PACA, clean and with conflicts;
BENCH_LARGE=1: on France."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import (DEMO, IS_LARGE, REAL, WORK, check, layers, measure, print_table, report)

PEERS = {"postgis": "PostGIS", "mapshaper": "mapshaper", "spatialite": "SpatiaLite",
         "geopandas": "geopandas"}
SCRIPTS = Path(__file__).parent / "peers"


def install():
    """What may be installed; a peer that is missing is reported as such when it is run."""
    subprocess.run(["packaging/dependencies", "bench"], check=False)
    if not shutil.which("npm"):  # npm may come from elsewhere than Debian
        subprocess.run(["packaging/dependencies", "bench-npm"], check=False)
    if shutil.which("npm") and not (WORK / "node_modules/.bin/mapshaper").exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", WORK,
                        "mapshaper"], check=False, stdout=subprocess.DEVNULL)


def act(peer, action, *arguments):
    """The wall time in ms of one action of a peer, and what it said; None when it failed."""
    start = time.monotonic()
    done = subprocess.run([SCRIPTS / f"{peer}.sh", action, *arguments], check=False, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    wall_ms = (time.monotonic() - start) * 1e3
    if done.returncode == 0:
        return wall_ms, " ".join(done.stdout.split())
    why = (done.stderr.strip().splitlines() or ["no message"])[-1]
    print(f"{PEERS[peer]} skipped, {action} failed: {why}", file=sys.stderr)
    return None


def ours(path):
    """Map, report and tables, with every core."""
    tables = ["--csv", WORK / "tables"]
    return measure(1, check(path, os.cpu_count()) + tables)[0].wall


def row(peer, path, names):
    folder = Path(tempfile.mkdtemp(prefix="cpts-peer-"))
    arguments = [path, *names, folder]
    try:
        loaded = act(peer, "prepare", *arguments)
        before = ours(path)
        ran = act(peer, "run", *arguments) if loaded else None
        if not ran:
            return [PEERS[peer], "-", "-", "-", "-", "skipped"]
        wall = (before + ours(path)) / 2
        return [PEERS[peer], f"{loaded[0]:.0f}", f"{ran[0]:.0f}", f"{wall:.0f}", f"{ran[0] / wall:.1f}",
                ran[1]]
    finally:
        act(peer, "end", *arguments)
        shutil.rmtree(folder, ignore_errors=True)


def compare(name, path, peers):
    facts = report(path)
    totals = facts["totals"]
    rows = [row(peer, path, layers(facts)) for peer in peers]
    print(f"{name}. Ours: white zones {totals['white_area_m2']:.3f} m2, overlaps "
          f"{totals['overlap_area_m2']:.3f} m2; load average {os.getloadavg()[0]:.1f} "
          f"on {os.cpu_count()} cores.\n")
    print_table(["peer", "loading ms", "wall ms", "ours ms", "x ours", "what it found"], rows)
    print(flush=True)


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    install()
    region = "france" if IS_LARGE else "paca"
    paths = {name: Path(REAL) / f"planted/{name}.gpkg" for name in (region, f"{region}-conflicts")}
    if not REAL or not paths[region].exists():
        paths = {"demo region": DEMO / "region.gpkg"}
    for name, path in paths.items():
        compare(name, path, sys.argv[1:] or PEERS)
    print("Targets of the design: mapshaper and PostGIS, france >= 15, france-conflicts >= 10.")


if __name__ == "__main__":
    main()
