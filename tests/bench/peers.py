#!/usr/bin/env python3
"""The same file by other tools: their scripts in peers/ say what they compute. Wall times,
since a database works in a process of its own. Loading or converting the file beforehand is timed
apart for them, and included in ours. On PACA; BENCH_LARGE=1: on France."""

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


def row(peer, path, names):
    folder = Path(tempfile.mkdtemp(prefix="cpts-peer-"))
    arguments = [path, *names, folder]
    try:
        loaded = act(peer, "prepare", *arguments)
        ran = act(peer, "run", *arguments) if loaded else None
        if not ran:
            return [PEERS[peer], "-", "-", "-", "skipped"]
        ours = measure(1, check(path, 1))[0]
        return [PEERS[peer], f"{loaded[0]:.0f}", f"{ran[0]:.0f}", f"{ran[0] / ours.wall:.0f}",
                ran[1]]
    finally:
        act(peer, "end", *arguments)
        shutil.rmtree(folder, ignore_errors=True)


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    install()
    name = "france-conflicts" if IS_LARGE else "paca-conflicts"
    path = Path(REAL) / f"planted/{name}.gpkg"
    if not REAL or not path.exists():
        name, path = "demo region", DEMO / "region.gpkg"
    facts = report(path)
    totals = facts["totals"]
    rows = [row(peer, path, layers(facts)) for peer in PEERS]
    print(f"{name}. Ours, whole and with one thread: white zones {totals['white_area_m2']:.3f} m2, "
          f"overlaps {totals['overlap_area_m2']:.3f} m2.\n")
    print_table(["peer", "loading ms", "wall ms", "x ours", "what it found"], rows)
    print("\nTargets of the design on france-conflicts: PostGIS and mapshaper >= 25,"
          " SpatiaLite and geopandas >= 50.")


if __name__ == "__main__":
    main()
