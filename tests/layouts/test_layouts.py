#!/usr/bin/env python3
"""Declarations laid out at random: each is read right, or refused, and never read wrong.

    test_layouts.py READER REGION [SEED...]

A reading is
    right     the claims are those declared, and nothing is in doubt
    refused   the source is refused, or an error is reported that names the doubt
    WRONG     other claims, and no error: the one thing that must never happen
CPTS_LAYOUTS says how many are drawn (600), CPTS_LAYOUTS_FROM the first seed (1). With seeds, their
files are kept and what is wrong with them is printed.
"""
import collections
import glob
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
# pylint: disable=wrong-import-position
import declarations
import files
import forms
import layouts

DOUBTS = {"unknown-code", "ambiguous-name", "no-claim", "unread", "code-name-mismatch"}
LEAST_RIGHT = 0.65  # refusing is honest, and of no use


def write(seed, units, folder):
    """The file of a seed and how it is asked for, and what it declares."""
    draw = random.Random(seed)
    declaration = declarations.Declaration(draw, units)
    # A generator of their own: what a seed gives besides them stays what it was.
    of_forms = random.Random(f"form {seed}")
    if of_forms.random() < forms.SHARE:
        asked = forms.draw_form(of_forms, declaration, folder, seed)
        return asked, (declaration.truth(), declaration.truth_by_code())
    layout = layouts.draw_layout(draw, declaration)
    kind = draw.random()
    if layout.may_be_csv and kind < 0.85:
        path = os.path.join(folder, f"{seed}.csv")
        layout.words.append(files.write_csv(path, layout.sheets[0].rows, draw))
    elif kind < 0.93:
        path = os.path.join(folder, f"{seed}.xlsx")
        files.write_xlsx(path, layout.sheets)
    else:
        path = os.path.join(folder, f"{seed}.ods")
        files.write_ods(path, layout.sheets)
    return forms.Asked(path, " ".join(layout.words)), (declaration.truth(),
                                                       declaration.truth_by_code())


class Reader:
    def __init__(self, program, units):
        self.process = subprocess.Popen([program, units], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, encoding="utf-8",
                                        errors="replace", env=dict(os.environ, LC_ALL="C.UTF-8"))

    def read(self, asked):
        self.process.stdin.write(f"{asked.mode}\t{asked.fields}\t{asked.path}\n")
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"the reader died on {asked.path}")
            if line == "end\n":
                return [entry.rstrip("\n").split("\t") for entry in lines]
            lines.append(line)

    def close(self):
        self.process.stdin.close()
        return self.process.wait()


def judge(answer, truths):
    """"right", "refused" or "WRONG", and why."""
    status, message = answer[0][1], answer[0][2]
    if status == "input":
        return "refused", message
    if status != "ok":
        return "WRONG", f"{status}: {message}"
    claims = {(declarations.plain_cpts(entry[1]), entry[2]) for entry in answer if entry[0] == "claim"}
    doubts = [entry for entry in answer if entry[0] == "notice" and entry[2] == "error"
              and entry[1] in DOUBTS]
    truth = truths[0]
    if claims in truths and not doubts:
        return "right", ""
    if doubts:
        return "refused", f"{len(doubts)} doubts: {doubts[0][1]}: {doubts[0][3]}"
    missing, more = sorted(truth - claims), sorted(claims - truth)
    return "WRONG", f"{len(missing)} claims lost {missing[:3]}, {len(more)} invented {more[:3]}"


class Count:
    def __init__(self):
        self.lock = threading.Lock()
        self.outcomes = collections.Counter()
        self.by_shape = collections.defaultdict(collections.Counter)
        self.wrong = []
        self.refused = []
        self.died = []


def work(count, seeds, reader_program, units, units_path, folder, keep):
    reader = Reader(reader_program, units_path)
    for seed in seeds:
        asked, truths = write(seed, units, folder)
        words = asked.words
        try:
            outcome, why = judge(reader.read(asked), truths)
        except RuntimeError as error:
            with count.lock:
                count.died.append(f"{seed}: {error}: {words}")
            reader = Reader(reader_program, units_path)
            continue
        with count.lock:
            count.outcomes[outcome] += 1
            count.by_shape[words.split()[0]][outcome] += 1
            if outcome != "right":
                (count.wrong if outcome == "WRONG" else count.refused).append(
                    f"{seed} {words}: {why}"[:600])
        if not keep:
            for path in glob.glob(os.path.join(folder, f"{seed}.*")):
                os.remove(path)
    if reader.close() != 0:
        with count.lock:
            count.died.append("a reader ended with an error")


def main():
    program, region = sys.argv[1:3]
    given = [int(word) for word in sys.argv[3:]]
    first, many = int(os.environ.get("CPTS_LAYOUTS_FROM", 1)), int(os.environ.get("CPTS_LAYOUTS", 600))
    seeds = given or range(first, first + many)
    folder = tempfile.mkdtemp(prefix="cpts-layouts-")
    units = declarations.read_units(region)
    units_path = os.path.join(folder, "units.geojson")
    declarations.write_units(units, units_path)
    count = Count()
    hands = min(len(seeds), os.cpu_count() or 1)
    workers = [threading.Thread(target=work, args=(count, seeds[i::hands], program, units, units_path,
                                                   folder, bool(given))) for i in range(hands)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    total = sum(count.outcomes.values())
    right, refused, wrong = (count.outcomes[o] for o in ("right", "refused", "WRONG"))
    print(f"# {total} layouts from seed {seeds[0]}: {right} right, {refused} refused, {wrong} wrong")
    for shape, outcomes in sorted(count.by_shape.items()):
        print(f"#   {shape}: " + ", ".join(f"{outcomes[o]} {o}" for o in ("right", "refused", "WRONG")))
    if given:
        print(f"# files kept in {folder}")
    if total + len(count.died) < len(seeds):
        count.died.append(f"{len(seeds) - total} layouts were not judged")
    for line in (count.refused if given or os.environ.get("CPTS_LAYOUTS_REFUSED") else []):
        print(f"# refused {line}")
    for what, lines in (("none is read wrong", count.wrong), ("the reader lives", count.died)):
        number = 1 if what.startswith("none") else 2
        print(f"{'not ok' if lines else 'ok'} {number} - {what}")
        for line in lines[:200]:
            print(f"# WRONG {line}")
    enough = given or right >= LEAST_RIGHT * total
    print(f"{'ok' if enough else 'not ok'} 3 - most are read right")
    print("1..3")
    if not given:
        shutil.rmtree(folder)
    sys.exit(1 if count.wrong or count.died or not enough else 0)


main()
