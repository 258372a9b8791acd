"""What the suites of this folder share: a small region, and runs of the program that are watched:
how they end, how much they take, what they touch. Prints TAP. Standard library only."""
import collections
import glob
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tap import Tap # noqa: E402

PROGRAM = os.environ["CPTS_PROGRAM"]
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8")
SHAPES = os.path.join(os.path.dirname(__file__), "..", "..", "shapes")
SHAPES = os.path.abspath(SHAPES)
SANITIZED = "sanitize" in os.environ.get("CPTS_BUILD_KIND", "")

Run = collections.namedtuple("Run", "status out err seconds peak_mb trace")


# It holds how long the run took, which is never twice the same.
DIFFERS = ("metrics.prom",)


class Suite(Tap):
    """One TAP line a test; `finish` prints the plan and exits."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="cpts-hostile-")
        os.chdir(self.folder)

    def test(self, what, problems):
        super().test(what, [p for p in ([problems] if isinstance(problems, str) else problems or []) if p])

    def note(self, text):
        print("# " + text)

    def finish(self):
        os.chdir("/")
        shutil.rmtree(self.folder)
        self.plan()
        sys.exit(1 if self.failed else 0)


def square(x, y, width=1, height=1):
    return [[700000 + 1000 * (x + a * width), 6600000 + 1000 * (y + b * height)]
            for a, b in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]


def collection(features):
    """Features are pairs: properties, rings; or properties, a geometry."""
    return {"type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
            "features": [{"type": "Feature", "properties": properties,
                          "geometry": shape if isinstance(shape, dict)
                          else {"type": "Polygon", "coordinates": shape}}
                         for properties, shape in features]}


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes)
                   else (content if isinstance(content, str) else json.dumps(content)).encode())


def units(names=("Ardon", "Brenne", "Corbe", "Douve")):
    return collection([({"code": f"9910{i + 1}", "nom": name, "population": 1000},
                        [square(i % 2, i // 2)]) for i, name in enumerate(names)])


def perimeters(south="Sud", north="Nord", width=1):
    return collection([({"id": "A", "nom": south}, [square(0, 0, 2, width)]),
                       ({"id": "B", "nom": north}, [square(0, 1, 2, 1)])])


def write_region():
    write("units.geojson", units())
    write("perimeters.geojson", perimeters())


def tree(folder="."):
    """Every file and what it holds; links by where they lead."""
    found = {}
    for path, folders, files in os.walk(folder):
        for name in folders + files:
            full = os.path.join(path, name)
            if os.path.islink(full):
                found[full] = "link to " + os.readlink(full)
            elif os.path.isfile(full):
                with open(full, "rb") as file:
                    found[full] = hashlib.sha256(file.read()).hexdigest() \
                        if os.path.getsize(full) < 1 << 28 else os.path.getsize(full)
            else:
                found[full] = "folder"
    return found


def whole_calls(lines):
    """What strace prints of several threads, each call in one line, where it ended."""
    begun, calls = {}, []
    for line in lines:
        thread = line.split(None, 1)[0]
        resumed = re.match(r"\d+ +<\.\.\. \w+ resumed>", line)
        if line.rstrip().endswith("<unfinished ...>"):
            begun[thread] = line.rstrip()[:-len("<unfinished ...>")]
        elif resumed:
            calls.append(begun.pop(thread, "") + line[resumed.end():])
        else:
            calls.append(line)
    return calls + list(begun.values())


def run(*arguments, seconds=30, trace=False, isolated=False, cwd=None):
    """One run of the program; `trace`: its system calls; `isolated`: without a network."""
    command = [PROGRAM, *arguments]
    log = os.path.join(tempfile.gettempdir(), f"cpts-trace-{os.getpid()}")
    if trace:
        command = ["strace", "-f", "-qq", "-s", "300", "-o", log, "-e",
                   "trace=%network,%process,open,openat,creat,unlink,unlinkat,rename,renameat,"
                   "renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,truncate,chmod"] + command
    if isolated:
        command = ["unshare", "--map-root-user", "--net"] + command
    start = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                   env=ENVIRONMENT, cwd=cwd)
        status, usage, late = wait(process, seconds)
        out.seek(0)
        err.seek(0)
        texts = out.read(), err.read()
    calls = []
    if trace and os.path.exists(log):
        with open(log, encoding="utf-8", errors="replace") as file:
            calls = whole_calls(file.read().splitlines())
        os.remove(log)
    return Run("too long" if late else status, *texts, time.monotonic() - start,
               usage.ru_maxrss / 1024, calls)


def wait(process, seconds):
    late = False
    end = time.monotonic() + seconds
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage, late
        if time.monotonic() > end and not late:
            late = True
            process.send_signal(signal.SIGKILL)
        time.sleep(0.005)


# The program's own and its libraries' places: read by every run.
def touches_network(calls):
    return [call for call in calls if re.search(r"socket\(AF_INET|connect\(.*AF_INET", call)]


def opens(calls, path):
    return [call for call in calls if path in call and "execve(" not in call]


def starts_programs(calls):
    return [call for call in calls if "execve(" in call][1:]


CHANGES = re.compile(r"\bopen(?:at)?\(.*(O_WRONLY|O_RDWR|O_CREAT)|\b(creat|unlink(at)?|rename\w*|"
                     r"link(at)?|symlink(at)?|mkdir(at)?|truncate|chmod)\(")
IN_FOLDER = re.compile(r"\b(?:openat|unlinkat|mkdirat)\((\d+),|\brenameat\(\d+, .*, (\d+),|"
                       r"\blinkat\(AT_FDCWD, \"/proc/self/fd/\d+\", (\d+),")


def writes_outside(calls, allowed):
    """Calls that would change a file beyond the places allowed. Outputs are made by name in a
    folder that is open: the opening of the folder (O_PATH) is what is held to the places then."""
    bad, opening = [], {}
    for call in calls:
        opened = re.search(r"O_PATH.* = (\d+)$", call.strip())
        if opened:
            opening[opened[1]] = call
        if not CHANGES.search(call) or "/dev/null" in call or "ENOENT" in call:
            continue
        folder = IN_FOLDER.search(call)
        where = opening.get(next(fd for fd in folder.groups() if fd), call) if folder else call
        if not any(place in where for place in allowed):
            bad.append(call)
    return bad


def complaints(done, statuses, words=None, seconds=20, peak_mb=1200):
    """What is wrong with how a run ended; an empty list when it ended well."""
    text = done.err.decode("utf-8", "replace")
    wrong = []
    if done.status not in statuses:
        wrong.append(f"ended with {done.status}, expected one of {statuses}: {text[-600:]}")
    if done.status in (2, 3) and not re.search(r"(?m)^cpts-coverage: \S", text):
        wrong.append(f"status {done.status} without a message: {text[-300:]!r}")
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xa8-\xae]", done.out + done.err):
        wrong.append(f"control characters reach the terminal: {(done.out + done.err)[-300:]!r}")
    for word in [words] if isinstance(words, str) else words or []:
        if word not in text:
            wrong.append(f"the message does not say {word!r}: {text[-400:]}")
    if done.seconds > seconds:
        wrong.append(f"it took {done.seconds:.1f} s")
    if done.peak_mb > peak_mb:
        wrong.append(f"it took {done.peak_mb:.0f} MiB")
    return wrong
