#!/usr/bin/python3
"""Checks a report.json against its schema, and that its books balance.

    validate-report.py SCHEMA FILE

Prints what is wrong, one line each, and exits 1; 0 when all is right, 2 on wrong usage.
Needs python3-jsonschema.
"""
import json
import math
import sys

from jsonschema import Draft202012Validator


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def refuse_repeated_keys(pairs):
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key is repeated")
    return dict(pairs)


def read(path):
    with open(path, encoding="utf-8", errors="strict") as stream:
        return json.load(stream, parse_constant=refuse_constant,
                         object_pairs_hook=refuse_repeated_keys)


def close(a, b, scale):
    return abs(a - b) <= 1e-9 * max(abs(scale), 1.0)


def schema_errors(schema, report):
    Draft202012Validator.check_schema(schema)
    for error in Draft202012Validator(schema).iter_errors(report):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


def unbalanced_books(report):
    totals = report["totals"]
    for what in ("area_m2", "population"):
        total = totals[what]
        if total is None:
            continue
        if not close(totals["covered_" + what] + totals["white_" + what], total, total):
            yield f"covered + white {what} is not the total"
        counted = math.fsum(k[what] for k in totals["by_claims"])
        if not close(counted, total, total):
            yield f"by_claims {what} adds up to {counted}, not {total}"
        times = math.fsum(k["claims"] * k[what] for k in totals["by_claims"])
        perimeters = math.fsum(p[what] or 0 for p in report["perimeters"])
        if not close(times, perimeters, total):
            yield f"claims x {what} is {times}, the perimeters' is {perimeters}"
    units = math.fsum(unit["area_m2"] for unit in report["units"])
    if not close(units, totals["area_m2"], totals["area_m2"]):
        yield f"the units' area is {units}, not the total"


def unfaithful_counts(report):
    totals, findings = report["totals"], report["findings"]
    for severity, count in totals["findings"].items():
        if count != sum(f["severity"] == severity for f in findings):
            yield f"totals/findings/{severity} is not the number of such findings"
    for key, is_sliver in (("by_rule", False), ("slivers", True)):
        for rule, count in totals[key].items():
            if count != sum(f["rule"] == rule and f["sliver"] == is_sliver for f in findings):
                yield f"totals/{key}/{rule} is not the number of such findings"
    if totals["units"] != len(report["units"]):
        yield "totals/units is not the number of units"
    if len({f["id"] for f in findings}) != len(findings):
        yield "two findings have the same id"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        schema, report = read(arguments[1]), read(arguments[2])
    except (OSError, ValueError) as error:
        print(error)
        return 1
    wrong = list(schema_errors(schema, report))
    if not wrong:
        wrong = list(unbalanced_books(report)) + list(unfaithful_counts(report))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
