#!/usr/bin/python3
"""Checks a report.json against its schema, and that its books balance.

    validate-report.py SCHEMA FILE

Prints what is wrong, one line each, and exits 1; 0 when all is right, 2 on wrong usage.
Needs python3-jsonschema.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "real"))
from checking import unbalanced_books  # noqa: E402


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


def schema_errors(schema, report):
    Draft202012Validator.check_schema(schema)
    for error in Draft202012Validator(schema).iter_errors(report):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


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
        wrong = unbalanced_books(report) + list(unfaithful_counts(report))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
