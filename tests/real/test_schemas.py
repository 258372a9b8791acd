#!/usr/bin/python3
"""JSON files made of real regions fit the schemas that ship with the project."""
import os
import subprocess

from checking import Suite

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def validate(suite, what, name, path):
    done = subprocess.run(
        [os.path.join(PROJECT, "tests", "cli", "validate.py"),
         os.path.join(PROJECT, "shapes", name + ".schema.json"), path],
        capture_output=True, text=True, check=False)
    suite.test(what, (done.stdout + done.stderr).splitlines()[:8] if done.returncode else None)


def main():
    suite = Suite()
    units, codes = suite.real_data(*(os.path.join("paca-real", name) for name in
                                     ("paca-units.gpkg", "paca-cpts-2026-01.csv")))
    fewer = os.path.join(suite.folder, "fewer.csv")
    with open(codes, encoding="utf-8-sig") as file, open(fewer, "w", encoding="utf-8") as to:
        to.writelines(line for number, line in enumerate(file) if number % 40 != 39)
    store = os.path.join(suite.folder, "store.sqlite")
    region = ["--units", units, "--perimeters", codes]
    runs = (
        ("report", ["check", *region, "--history", store]),
        ("report", ["check", "--units", units, "--perimeters", fewer, "--history", store]),
        ("comparison", ["compare", "--units", units, codes, fewer]),
        ("simulation", ["simulate", *region, "--new", "NEW", "--take", "13201"]),
        ("proposal", ["propose", *region]),
    )
    for number, (name, words) in enumerate(runs):
        path = os.path.join(suite.folder, f"{number}.json")
        done = subprocess.run(
            [os.environ["CPTS_PROGRAM"], *words, "--lang", "en", "--quiet", "--json", path],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        what = f"PACA, {words[0]} ({number + 1})"
        suite.test(f"{what} ends well", None if done.returncode in (0, 1)
                   else [f"exit status {done.returncode}", done.stderr])
        if done.returncode in (0, 1):
            validate(suite, f"{what}: its JSON fits {name}.schema.json", name, path)
    suite.finish()


if __name__ == "__main__":
    main()
