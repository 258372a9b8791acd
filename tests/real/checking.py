"""What the suites of this folder share: running the program as a user does, reading what it wrote,
and saying in TAP what holds. Standard library only: the expected answers come from elsewhere."""
import collections
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tap import Tap # noqa: E402

CONFLICT_RULES = ("overlap", "white-zone", "outside")

Run = collections.namedtuple("Run", "status report report_bytes map map_bytes stderr")


class Suite(Tap):
    """Prints one TAP line a test; `finish` prints the plan and exits."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="cpts-")

    def near(self, what, got, expected, tolerance):
        self.test(what, None if got is not None and abs(got - expected) <= tolerance
                  else f"got {got}, expected {expected} within {tolerance}")

    def finish(self):
        shutil.rmtree(self.folder)
        self.plan()
        sys.exit(1 if self.failed else 0)

    def check(self, *arguments):
        """Runs `check` with its outputs in a folder, and reads them back."""
        folder = tempfile.mkdtemp(dir=self.folder)
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        done = subprocess.run(
            [os.environ["CPTS_PROGRAM"], "check", "--lang", "en", "-o", folder, *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment)
        stderr = done.stderr.decode("utf-8", "replace")
        report_bytes = read_if_any(os.path.join(folder, "report.json"))
        map_bytes = read_if_any(os.path.join(folder, "conflicts.geojson"))
        shutil.rmtree(folder)
        if report_bytes is None or map_bytes is None:
            self.test("check " + " ".join(arguments) + " writes a report and a map",
                      [f"exit status {done.returncode}"] + stderr.splitlines())
            self.finish()
        return Run(done.returncode, json.loads(report_bytes), report_bytes,
                   json.loads(map_bytes), map_bytes, stderr)

    def shuffled(self, source):
        """A copy of a GeoPackage of communes and CPTS with the features in another order."""
        path = os.path.join(self.folder, "shuffled.gpkg")
        if os.path.exists(path):
            os.remove(path)
        for layer, order in (("communes", "population % 97, insee DESC"),
                             ("cpts", "length(nom) DESC, id DESC")):
            subprocess.run(["ogr2ogr", "-f", "GPKG", "-update", "-append", "-nln", layer, path,
                            source, "-sql", f"SELECT * FROM {layer} ORDER BY {order}"]
                           if os.path.exists(path) else
                           ["ogr2ogr", "-f", "GPKG", "-nln", layer, path, source,
                            "-sql", f"SELECT * FROM {layer} ORDER BY {order}"],
                           check=True, stdin=subprocess.DEVNULL)
        return path

    def real_data(self, *names):
        """Paths in the folder of real data; skips the whole suite when it is not there."""
        folder = os.environ.get("CPTS_REAL_DATA", "")
        paths = [os.path.join(folder, name) for name in names]
        if not folder or not all(map(os.path.exists, paths)):
            self.skip("real regions", "CPTS_REAL_DATA names no folder that holds them")
            self.finish()
        return paths


def read_if_any(path):
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def read_json(path):
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)


def of_rule(report, rule, sliver=False):
    return [f for f in report["findings"] if f["rule"] == rule and f["sliver"] == sliver]


def counts(report):
    """How many findings of each rule there are, without slivers and without zeros."""
    return {rule: count for rule, count in report["totals"]["by_rule"].items() if count}


def describe(finding):
    return "{rule} {perimeters} {units} {area_m2} m2 width {width_m} m: {message}".format(**finding)


def unbalanced_books(report):
    """What does not add up to 1e-9, as lines."""
    totals, wrong = report["totals"], []

    def same(what, got, expected, scale):
        if abs(got - expected) > 1e-9 * max(scale, 1.0):
            wrong.append(f"{what}: {got!r} is not {expected!r}")

    units = {unit["code"]: unit for unit in report["units"]}
    for what in ("area_m2", "population"):
        total = totals[what]
        if total is None:
            continue
        same(f"{what} of the units", math.fsum(u[what] or 0 for u in units.values()), total, total)
        same(f"covered + white {what}", totals["covered_" + what] + totals["white_" + what],
             total, total)
        same(f"{what} by number of claims", math.fsum(k[what] for k in totals["by_claims"]),
             total, total)
        claimed = math.fsum(k["claims"] * k[what] for k in totals["by_claims"])
        same(f"{what} times claims", claimed,
             math.fsum(p[what] or 0 for p in report["perimeters"]), claimed)
        same(f"white {what} of the units",
             math.fsum(u["white_share"] * (u[what] or 0) for u in units.values()),
             totals["white_" + what], total)
        same(f"{what} of the groups", math.fsum(g[what] or 0 for g in report["groups"]), total, total)
        for perimeter in report["perimeters"]:
            parts = [units[code][what] or 0 for code in perimeter["units_whole"]]
            parts += [(units[p["code"]][what] or 0) * p["share"] for p in perimeter["units_partial"]]
            same(f"{what} of {perimeter['id']}", math.fsum(parts), perimeter[what] or 0, total)
    for rule, what in (("white-zone", "white"), ("overlap", "overlap"), ("outside", "outside")):
        reported_m2 = math.fsum(f["area_m2"] for f in report["findings"] if f["rule"] == rule)
        same(f"{what} area reported, with slivers", reported_m2, totals[what + "_area_m2"],
             totals["area_m2"])
    for perimeter in report["perimeters"]:
        same(f"exclusive + contested of {perimeter['id']}",
             perimeter["exclusive_area_m2"] + perimeter["contested_area_m2"],
             perimeter["area_m2"], perimeter["area_m2"])
    return wrong


def unfaithful_map(run):
    """What the conflict map does not say as the report does, as lines."""
    wrong = []
    findings = {f["id"]: f for f in run.report["findings"]}
    for feature in run.map["features"]:
        properties = feature["properties"]
        finding = findings.get(properties["id"])
        if finding is None or any(finding.get(key) != value for key, value in properties.items()):
            wrong.append(f"the map differs on {properties['id']}")
    mapped = {feature["properties"]["id"] for feature in run.map["features"]}
    wrong += [f"not on the map: {describe(f)}" for f in run.report["findings"]
              if f["rule"] in CONFLICT_RULES and not f["sliver"] and f["id"] not in mapped]
    return wrong


# Their messages name a feature or a line by its number in the file.
NAMED_BY_PLACE = {"duplicate-perimeter", "invalid-perimeter", "duplicate-code", "unknown-code",
                 "obsolete-code", "empty-perimeter"}


def comparable(run, same_places=True):
    """The report without what differs from one run to another: the time and the files read."""
    report = dict(run.report)
    del report["generated_at"], report["inputs"]
    if not same_places:
        report["findings"] = [
            {key: value for key, value in finding.items()
             if key != "message" or finding["rule"] not in NAMED_BY_PLACE}
            for finding in report["findings"]]
    return json.dumps(report, ensure_ascii=False)


def deterministic(suite, name, arguments, first, shuffled=None):
    """The same bytes for any number of threads and any order of the features."""
    for jobs in ("1", "2"):
        run = suite.check("--jobs", jobs, *arguments)
        suite.test(f"{name}: --jobs {jobs} changes no byte of the map",
                   None if run.map_bytes == first.map_bytes else "the maps differ")
        suite.test(f"{name}: --jobs {jobs} changes no figure of the report",
                   None if comparable(run) == comparable(first) else "the reports differ")
    if shuffled:
        run = suite.check(suite.shuffled(shuffled))
        suite.test(f"{name}: the order of the features changes no byte of the map",
                   None if run.map_bytes == first.map_bytes else "the maps differ")
        suite.test(f"{name}: the order of the features changes no figure of the report",
                   None if comparable(run, False) == comparable(first, False)
                   else "the reports differ")
