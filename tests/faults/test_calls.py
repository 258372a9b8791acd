#!/usr/bin/env python3
"""Every call to memory, files and libraries that whole runs make fails in turn: GDAL, GEOS, SQLite,
SpatiaLite, OpenSSL, threads. Each such run ends with the status and the outputs of a good one, or
with status 3, a message and each output as it was or whole; nothing is left beside, the store opens
and holds the last complete run, nothing leaks under the sanitizers.

    CPTS_FAULTS=POINTS   so many of them (600); `places`: from each place of the code once, in each
                         way; `all`; or `2/7`: the second seventh of all
    CPTS_FAULTS_FLOWS    names of the runs, separated by commas"""
import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hostile"))
import calls # noqa: E402
import drawings # noqa: E402
import flows # noqa: E402
import guard # noqa: E402

BUILD = os.environ["CPTS_BUILD"]
# PROJ 9.1 ends the process when its own base fails while two systems are compared; what is on the
# disk then is held to the same rules as after any other failure.
PROJ_GIVES_UP = "osgeo::proj::io::FactoryException"
ASKED = os.environ.get("CPTS_FAULTS") or "600"
TRIED = set() # places of the runs before: a fork has the addresses of the server
STORE = "work/store.sqlite"
# The only ones whose failure is a leftover: what was to be removed.
REMOVERS = ("unlink", "unlinkat", "remove", "rmdir")
# A disk that is full stays so; so does memory that is used up.
LASTING = {"write": 1, "pwrite64": 1, "malloc": 1, "realloc": 1, "calloc": 1,
           "open": 4, "open64": 4, "fopen64": 3, "sqlite3_step": 2}


def is_whole_picture(path):
    """A font that cannot be read is replaced by another: the picture differs and is whole."""
    ends = {".png": b"IEND\xaeB`\x82", ".pdf": b"%%EOF\n", ".svg": b"</svg>\n"}
    end = ends.get(os.path.splitext(path)[1])
    if not end or not os.path.exists(path):
        return False
    with open(path, "rb") as picture:
        return picture.read().endswith(end)


class Server:
    """tests/faults/server.c at work in the current folder."""

    def __init__(self):
        environment = dict(guard.ENVIRONMENT, SOURCE_DATE_EPOCH="1767225600",
                           ASAN_OPTIONS="allocator_may_return_null=1:exitcode=99",
                           LSAN_OPTIONS=os.environ.get("LSAN_OPTIONS", "") + ":exitcode=98")
        self.process = subprocess.Popen([BUILD + "/tests/faults/server"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=environment)

    def ask(self, *words):
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n")

    def calls(self):
        lines = [self.ask("calls")]
        while lines[-1]:
            lines.append(self.process.stdout.readline().rstrip("\n"))
        return [line.split("\t") for line in lines[:-1]]

    def run(self, *words):
        status, count, name = self.ask(*words).split("\t")
        with open("stderr", encoding="utf-8", errors="replace") as file:
            return int(status), int(count), name, file.read()


def store_dump(path=STORE):
    """What the store holds, but for the times that runs took; opening it undoes what was left."""
    if not os.path.exists(path):
        return None
    with sqlite3.connect(f"file:{path}?mode=rw", uri=True) as base:
        if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "damaged"
        names = [row[0] for row in base.execute(
            "SELECT name FROM sqlite_master WHERE name IN ('runs','inputs','rules','findings',"
            "'events','units','perimeters','claims','acceptances') ORDER BY name")]
        held = {}
        for name in names:
            columns = [row[1] for row in base.execute(f"PRAGMA table_info({name})")
                       if row[1] != "duration_s"]
            held[name] = base.execute(f"SELECT {','.join(columns)} FROM {name}").fetchall()
    base.close()
    return held


def base_dump(path):
    """What a base of layers holds. PROJ that could not read its own base leaves a shift of nothing out
    of the text of a system: the same system."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        schema = base.execute("SELECT type,name,sql FROM sqlite_master").fetchall()
        said = {name: base.execute(f'SELECT * FROM "{name}"').fetchall() for kind, name, sql in schema
                if kind == "table" and not sql.startswith("CREATE VIRTUAL")}
    base.close()
    said["spatial_ref_sys"] = [[str(value).replace(" +towgs84=0,0,0,0,0,0,0", "") for value in row]
                               for row in said.get("spatial_ref_sys", [])]
    return schema, said


def outputs():
    return {path: "" if path.endswith(guard.DIFFERS) else content
            for path, content in guard.tree("work").items() if not path.startswith(STORE)}


class Flow:
    """One command line: what was there before it, and what a good run of it makes."""

    def __init__(self, name, arguments):
        self.name = name
        self.arguments = ["cpts-coverage", *arguments]
        self.stale = True
        self.restore()
        self.old, self.old_store = outputs(), store_dump()

    def restore(self):
        if self.stale:
            shutil.rmtree("work", ignore_errors=True)
            shutil.copytree("before", "work", symlinks=True)
        self.stale = True

    def learn(self, server):
        """Runs it well, until it makes the same calls in the same order twice: what libraries do
        by the clock, or in threads of their own, may come between on a busy machine."""
        traces = []
        for _ in range(6):
            self.restore()
            self.status, self.count, _, self.trace = server.run("trace", "trace", *self.arguments)
            with open("trace", "rb") as file:
                traces.append(list(struct.iter_unpack("<IIQ", file.read())))
            same = len(traces) > 1 and \
                [call for call, _, _ in traces[-1]] == [call for call, _, _ in traces[-2]]
            if same:
                break
        self.new, self.new_store = outputs(), store_dump()
        self.new_bases = {path: base_dump(path) for path in self.new if path.endswith(".sqlite")}
        self.new_said = drawings.said("work")
        self.trace = traces[-1]
        return [None if self.status in (0, 1) else f"it ended with {self.status}: {self.trace}",
                None if same else "it does not make the same calls each time"]

    def points(self):
        """The calls in the order in which they are worth trying: places not seen before, then the
        last call of each place, then all the others."""
        first, last = {}, {}
        for index, (call, _, place) in enumerate(self.trace, 1):
            first.setdefault((call, place), index)
            last[(call, place)] = index
        firsts, lasts = set(first.values()), set(last.values())
        rest = [i for i in range(1, self.count + 1) if i not in firsts | lasts]
        return sorted(firsts), sorted(lasts - firsts), rest

    def place(self, point):
        call, _, place = self.trace[point - 1]
        return call, place

    def problems(self, status, name, said, changed):
        wrong = []
        if status == -signal.SIGABRT and PROJ_GIVES_UP in said:
            return wrong
        if status not in (self.status, 3):
            wrong.append(f"ended with {status}: {said[-1500:]}")
        elif status != self.status and not any(
                line.startswith("cpts-coverage: ") and len(line) > 25 for line in said.splitlines()):
            wrong.append(f"no message: {said!r}")
        if "ERROR: " in said or "runtime error" in said:
            wrong.append(said[-1500:])
        if not changed and status == self.status and self.old != self.new:
            wrong.append("it says that all is well, and did nothing")
        return wrong

    def is_as_good(self, status, said):
        """After a failure of GEOS: the same places drawn otherwise; or a perimeter that is said not
        to have been repaired, which then is an error of the region."""
        if status == 1 and drawings.reports_failure("work"):
            return True
        return status == self.status and (drawings.said("work") == self.new_said or
                                          "could not be repaired" in said)

    def is_whole(self, path):
        if path not in self.new_bases:
            return is_whole_picture(path)
        try:
            return base_dump(path) == self.new_bases[path]
        except sqlite3.Error:
            return False

    def judge(self, status, name, said):
        try:
            store = store_dump()
        except sqlite3.Error as why:
            store = f"the store: {why}"
        now = outputs()
        otherwise = name.startswith("GEOS") and not isinstance(store, str) and \
            (now, store) != (self.new, self.new_store) and self.is_as_good(status, said)
        self.stale = (now, store) != (self.old, self.old_store) or store is not None
        wrong = self.problems(self.status if otherwise else status, name, said, now != self.old)
        paths = sorted(set(now) | set(self.old))
        left = [path for path in paths if path not in self.new and path not in self.old]
        if left and name not in REMOVERS:
            wrong.append(f"left behind: {left}")
        mixed = [path for path in paths if path not in left and
                 now.get(path) not in (self.old.get(path), self.new.get(path)) and
                 not self.is_whole(path)]
        if otherwise:
            return wrong
        if mixed:
            wrong.append(f"neither old nor whole: {mixed}")
        elif status == self.status and any(
                now.get(path) != self.new[path] and
                (now.get(path) == self.old.get(path) or not self.is_whole(path))
                for path in self.new):
            wrong.append("all is said to be well, but not all outputs are new")
        kept = [self.new_store] if status == self.status else [self.old_store, self.new_store]
        if store not in kept:
            wrong.append(store if isinstance(store, str) else
                         "the store holds neither what it held nor the run" if status != self.status
                         else "all is said to be well, but the store does not hold the run")
        return wrong


def share(points, flow, flow_count):
    """The points to be tried of a flow, out of three lists."""
    if ASKED == "all":
        return sorted(sum(points, []))
    if ASKED == "places":
        new = [point for point in points[0] if flow.place(point) not in TRIED]
        TRIED.update(map(flow.place, new))
        return new
    if "/" in ASKED:
        part, parts = map(int, ASKED.split("/"))
        return sorted(sum(points, []))[part - 1::parts]
    most = int(ASKED) // flow_count
    chosen = []
    for some in points:
        room = most - len(chosen)
        if len(some) <= room:
            chosen += some
        elif room > 0:
            chosen += [some[i * len(some) // room] for i in range(room)]
    return sorted(chosen)


def variants(point, name, failures):
    """Ways in which this call fails: all of them in a full try, else one, which the place chooses."""
    ways = [(way, "once") for way in range(1, failures + 1)]
    if name in LASTING:
        ways.append((LASTING[name], "ever"))
    return ways if ASKED in ("all", "places") or "/" in ASKED else [ways[point % len(ways)]]


def fail_each(suite, server, flow, calls, flow_count):
    points = flow.points()
    tried, refused, wrong = {}, 0, []
    for point in share(points, flow, flow_count):
        name, group, failures = calls[flow.trace[point - 1][0]]
        for way, lasts in variants(point, name, int(failures)):
            flow.restore()
            status, _, hit, said = server.run("fail", point, way, lasts, *flow.arguments)
            tried[group] = tried.get(group, 0) + 1
            refused += status == 3
            problems = flow.judge(status, name, said)
            if hit != name:
                problems.append(f"it was {hit} that failed")
            wrong += [f"call {point}, {name}, way {way} {lasts}: {p}" for p in problems]
    suite.test(f"{flow.name}: {sum(tried.values())} failures, each reported or recovered from", wrong[:20])
    suite.note(f"{flow.name}: {flow.count} calls from {len(points[0])} places; failed: "
               + ", ".join(f"{count} of {group}" for group, count in sorted(tried.items()))
               + f"; {refused} ended with status 3")
    return sum(tried.values())


def main():
    suite = guard.Suite()
    suite.test("every call has its failure, or the reason why it has none",
               calls.unaccounted(BUILD))
    server = Server()
    known = server.calls()
    chosen = os.environ.get("CPTS_FAULTS_FLOWS")
    flows.prepare(server.run)
    tried = [flow for flow in flows.FLOWS if not chosen or flow in chosen.split(",")]
    total = 0
    for name in tried:
        flow = Flow(name, flows.FLOWS[name])
        suite.test(f"{name}: a run whose calls succeed", flow.learn(server))
        total += fail_each(suite, server, flow, known, len(tried))
    suite.note(f"{total} calls made to fail, one at a time")
    suite.finish()


if __name__ == "__main__":
    main()
