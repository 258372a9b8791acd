#!/usr/bin/env python3
"""Asked to stop (SIGTERM, SIGINT) at a random moment of any kind of long work, the program ends
within a second, dies of the signal and leaves nothing half-written; and a call of the library that
is interrupted returns within a second of the processor, and works when it is called again.

CPTS_STOPS: how many stops a family (2); CPTS_STOPS_SCALE: how large its regions are (1); both are
larger on demand: CPTS_STOPS=100 CPTS_STOPS_SCALE=6. From 10 stops on, the library writes all kinds
of outputs of all kinds of regions; with fewer, the quick ones of three."""
import math
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import guard
from guard import collection, square, write

STOPS = int(os.environ.get("CPTS_STOPS") or 2)
SCALE = float(os.environ.get("CPTS_STOPS_SCALE") or 1)
PROMISED_S = 1.0 if not guard.SANITIZED else 5.0
SOON_S = 0.8 # in which a few stops lie; many lie in as long as a run lasts, at most LONGEST_S
LONGEST_S = 30
SUITE = guard.Suite()
RANDOM = random.Random(int(os.environ.get("CPTS_SEED") or 1))


# ---- regions of one kind --------------------------------------------------------------------

def region(units, perimeters):
    write("units.geojson", collection([({"code": f"{10000 + i}", "nom": f"U{i}", "population": 9},
                                        rings) for i, rings in enumerate(units)]))
    write("perimeters.geojson", collection([({"id": f"P{i:05}", "nom": f"CPTS {i}"}, rings)
                                            for i, rings in enumerate(perimeters)]))


def count(plain):
    return max(2, int(plain * SCALE))


def side_of(plain):
    return max(2, int(plain * math.sqrt(SCALE)))


def circle(vertices, radius_m, rough_m, middle=(750000, 6650000)):
    points = []
    for i in range(vertices):
        angle = 2 * math.pi * i / vertices
        r = radius_m + RANDOM.uniform(-rough_m, rough_m)
        points.append([round(middle[0] + r * math.cos(angle), 3),
                       round(middle[1] + r * math.sin(angle), 3)])
    return points + points[:1]


def many_units():
    side = side_of(60)
    region([[square(x, y)] for x in range(side) for y in range(side)],
           [[square(10 * i, 0, 11, side)] for i in range(side // 10)])


def shifted():
    side = side_of(45)
    region([[square(x, y)] for x in range(side) for y in range(side)],
           [[square(x + 0.002, y + 0.001)] for x in range(side) for y in range(side)])


def nested_claims():
    n = count(120)
    region([[square(0, 0, 50, 50)]],
           [[square(1 + 20 * i / n, 1 + 20 * i / n, 48 - 45 * i / n, 48 - 45 * i / n)]
            for i in range(n)])


def claims_on_all():
    region([[square(x, y)] for x in range(10) for y in range(10)],
           [[square(0, 0, 1 + i % 10, 1 + i // 10 % 10)] for i in range(count(900))])


def rough_borders():
    ring = circle(count(20000), 20000, 30)
    region([[square(0, 0, 100, 100)]], [[ring], [ring[:len(ring) // 2] + ring[:1]]])


def zigzag():
    """A strip whose width is hard to find."""
    n = count(8000)
    top = [[700000 + 4 * i, 6600000 + 5000 + 40 * (i % 2)] for i in range(n)]
    bottom = [[x, y - 9] for x, y in reversed(top)]
    region([[square(0, 0, 60, 20)]], [[square(0, 0, 60, 20)], [top + bottom + top[:1]]])


def lakes():
    side = side_of(50)
    hole = [list(reversed(square(0.1 + x, 0.1 + y, 0.5, 0.5))) for x in range(side)
            for y in range(side)]
    region([[square(0, 0, side, side)] + hole], [[square(0.3, 0.3, side - 1, side - 1)]])


def overlapping_units():
    region([[square(0.01 * i, 0.013 * i, 5, 5)] for i in range(count(70))], [[square(0, 0, 5, 5)]])


def invalid_units():
    """Drawings that cross themselves all over, which GEOS repairs."""
    rings = []
    for u in range(4):
        points = [[700000 + 9000 * u + RANDOM.uniform(0, 8000), 6600000 + RANDOM.uniform(0, 8000)]
                  for _ in range(count(150))]
        rings.append([points + points[:1]])
    region(rings, [[square(0, 0, 20, 5)]])


def touching():
    side = side_of(50)
    region([[square(x, y)] for x in range(side) for y in range(side) if (x + y) % 2],
           [[square(x, y)] for x in range(side) for y in range(side) if not (x + y) % 2])


# ---- what is run ----------------------------------------------------------------------------

CHECK = ["check", "--lang", "en", "--quiet"]
SOURCES = ["--units", "units.geojson", "--perimeters", "perimeters.geojson"]


def plain(*more):
    return [*CHECK, *SOURCES, "--json", "out/report.json", *more]


def sql():
    """A filter that SQLite would work on for hours."""
    with sqlite3.connect("region.sqlite") as base:
        base.executescript("CREATE TABLE communes(code TEXT, nom TEXT, cpts TEXT);"
                           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                           "i < 3000) INSERT INTO communes SELECT 10000 + i, 'U', 'P' FROM n;")
    region([[square(0, 0)]], [[square(0, 0)]])
    never = "(SELECT count(*) FROM communes a, communes b, communes c WHERE a.nom < b.code) > 0"
    return [*CHECK, "--units", "units.geojson", "--perimeters", "region.sqlite|layername=communes",
            "--perimeters-where", never, "--json", "out/report.json"]


def pipe():
    """A source that nobody ever writes to."""
    region([[square(0, 0)]], [[square(0, 0)]])
    if not os.path.exists("never.csv"):
        os.mkfifo("never.csv")
    return [*CHECK, "--units", "units.geojson", "--perimeters", "never.csv", "--json",
            "out/report.json"]


def reader_gone_quiet():
    """Standard output is a pipe that is full."""
    many_units()
    return [*CHECK, *SOURCES, "--geojson", "-"]


def table(rows):
    """Many communes, of which each row declares one."""
    side = 100
    region([[square(x, y)] for x in range(side) for y in range(side)], [[square(0, 0)]])
    write("list.csv", "id;nom;code_insee\n" + "".join(
        f"P{i % 97};CPTS {i % 97};{10000 + i % side ** 2}\n" for i in range(count(rows))))


def long_table():
    table(150000)
    return [*CHECK, "--units", "units.geojson", "--perimeters", "list.csv", "--json",
            "out/report.json"]


def spreadsheet():
    table(20000)
    for name in ("list.xlsx", "list.ods"):
        if not os.path.exists(name):
            subprocess.run(["ogr2ogr", name, "list.csv"], check=True, stderr=subprocess.DEVNULL)
    name = RANDOM.choice(("list.xlsx", "list.ods"))
    return [*CHECK, "--units", "units.geojson", "--perimeters", name, "--json", "out/report.json"]


def proposal():
    shifted()
    return ["propose", *CHECK[1:], *SOURCES, "--json", "out/proposal.json", "--declaration",
            "out/taken.csv"]


def comparison():
    shifted()
    shutil.copy("perimeters.geojson", "before.geojson")
    return ["compare", *CHECK[1:], "--units", "units.geojson", "before.geojson",
            "perimeters.geojson", "--json", "out/comparison.json"]


def written(*formats):
    def command():
        many_units()
        return [*CHECK, *SOURCES, *formats]
    return command


def of(draw, *more):
    def command():
        draw()
        return plain(*more)
    return command


FAMILIES = {
    "units": of(many_units), "slivers": of(shifted), "nested claims": of(nested_claims),
    "claims on all units": of(claims_on_all), "rough borders": of(rough_borders),
    "widths": of(zigzag), "lakes": of(lakes), "overlapping units": of(overlapping_units),
    "units that GEOS repairs": of(invalid_units), "touching at corners": of(touching),
    "SQL": sql, "a pipe that stays empty": pipe, "an output nobody reads": reader_gone_quiet,
    "GeoPackage and tables": written("--gpkg", "out/coverage.gpkg", "--csv", "out"),
    "page": written("--html", "out/report.html"),
    "a long table": long_table, "a spreadsheet": spreadsheet, "proposal": proposal,
    "comparison": comparison,
    "sheets and layers": written("--sheets", "out/sheets", "--layers", "out/layers.fgb"),
    "short formats": written("--junit", "out/run.xml", "--prometheus", "out/run.prom",
                             "--geojson", "out/map.geojson"),
    "map and atlas": written("--map", "out/map.pdf", "--atlas", "out/atlas.pdf"),
    "history": written("--history", "out/store.sqlite", "--json", "out/report.json"),
}


# ---- stops ----------------------------------------------------------------------------------

def start(command):
    # A pipe that is not read, for the family whose output waits for its reader.
    return subprocess.Popen([guard.PROGRAM, *command], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env=guard.ENVIRONMENT)


def nap(seconds):
    """Sleeps, and says how much longer that took: the machine has more to do than this."""
    begin = time.monotonic()
    time.sleep(seconds)
    return time.monotonic() - begin - seconds


def end_of(process, most_s):
    """How long it took to end, less what this test itself was kept waiting."""
    begin, late = time.monotonic(), 0
    while process.poll() is None:
        if time.monotonic() - begin - late > most_s:
            process.kill()
            process.wait()
            return None
        late += nap(0.01)
    return time.monotonic() - begin - late


def duration(command):
    if STOPS < 10:
        return SOON_S
    process = start(command)
    seconds = end_of(process, LONGEST_S)
    process.stdout.close()
    return seconds or LONGEST_S


def left_behind(folder):
    return [name for name in os.listdir(folder)
            if name.startswith(".") or name.endswith((".tmp", ".new", ".part"))]


def stop(command, after_s, signal_number):
    """How long it went on, and what is wrong with how it ended."""
    shutil.rmtree("out", ignore_errors=True)
    os.mkdir("out")
    process = start(command)
    time.sleep(after_s)
    ended_before = process.poll() is not None
    process.send_signal(signal_number)
    seconds = end_of(process, 10)
    process.stdout.close()
    when = f"{signal.Signals(signal_number).name} after {after_s:.2f} s: "
    wrong = []
    if seconds is None:
        wrong.append(when + "still at work ten seconds later")
    elif seconds > PROMISED_S:
        wrong.append(when + f"took {seconds:.2f} s to end")
    if not ended_before and process.returncode not in (0, 1, -signal_number):
        wrong.append(when + f"ended with {process.returncode}")
    wrong += [when + f"{name} was left behind" for name in left_behind("out")]
    stopped = not ended_before and process.returncode == -signal_number
    return stopped, seconds or 10, wrong


# ---- the library ----------------------------------------------------------------------------

LIBRARY = {"slivers": shifted, "lakes": lakes, "rough borders": rough_borders,
           "units": many_units, "nested claims": nested_claims,
           "claims on all units": claims_on_all, "widths": zigzag,
           "overlapping units": overlapping_units, "units that GEOS repairs": invalid_units,
           "touching at corners": touching}


def interrupt_library(name, draw, stops):
    """Each call with this region is interrupted some times: how many, and what the slowest was."""
    draw()
    shutil.rmtree("out", ignore_errors=True)
    os.mkdir("out")
    done = subprocess.run([os.path.join(os.environ["CPTS_BUILD"], "tests", "hostile", "interrupted"),
                           str(stops), str(RANDOM.randrange(1 << 30)), "out", "units.geojson",
                           "perimeters.geojson", *([] if STOPS >= 10 else ["brief"])],
                          capture_output=True, text=True, check=False)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    wrong = [] if done.returncode == 0 else [done.stdout[-500:] + done.stderr[-500:]]
    made = [(float(row[3]), row[0], int(row[2])) for row in rows if len(row) == 4]
    wrong += [f"{call}: {seconds:.2f} s" for seconds, call, _ in made if seconds > PROMISED_S]
    wrong += [f"{name} was left behind" for name in left_behind("out")]
    slowest = max(made, default=(0, "none", 0))
    SUITE.test(f"the library, {name}: calls returned within {PROMISED_S:g} s, and worked again",
               wrong)
    SUITE.note(f"the library, {name}: {sum(row[2] for row in made)} calls interrupted, the slowest "
               f"took {slowest[0]:.2f} s of the processor ({slowest[1]})")
    return sum(row[2] for row in made)


def interrupt_all():
    chosen = list(LIBRARY.items())[:None if STOPS >= 10 else 3]
    total = sum(interrupt_library(name, draw, STOPS) for name, draw in chosen)
    SUITE.test("calls were interrupted", None if total > len(chosen) * STOPS else str(total))
    SUITE.note(f"{total} calls of the library interrupted, with {len(chosen)} of {len(LIBRARY)} "
               "kinds of regions")


def main():
    # A job in the background is started with SIGINT ignored, and the program would keep to that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    total, worst = 0, (0, "")
    for name, make in FAMILIES.items():
        command = make()
        shutil.rmtree("out", ignore_errors=True)
        os.mkdir("out")
        lasts = duration(command)
        wrong, stops, slowest = [], 0, 0
        for i in range(STOPS):
            after_s = RANDOM.uniform(0.01, max(0.1, 0.95 * lasts))
            stopped, seconds, complaints = stop(command, after_s,
                                                signal.SIGINT if i % 2 else signal.SIGTERM)
            stops += stopped
            slowest = max(slowest, seconds) if stopped or complaints else slowest
            wrong += complaints
        SUITE.test(f"{name}: ended within {PROMISED_S:g} s of the signal, nothing left", wrong[:8])
        SUITE.note(f"{name}: {stops} of {STOPS} runs stopped, the slowest took {slowest:.2f} s")
        total += stops
        worst = max(worst, (slowest, name))
    SUITE.test("runs were stopped at work",
               None if total > len(FAMILIES) * STOPS // 6 else f"{total} of {len(FAMILIES) * STOPS}")
    SUITE.note(f"{total} runs stopped; the slowest took {worst[0]:.2f} s ({worst[1]})")
    interrupt_all()
    SUITE.finish()


if __name__ == "__main__":
    main()
