#!/usr/bin/python3
"""Checks JSON files against a schema that may refer to the schemas beside it.

    validate.py SCHEMA FILE...

Exits 1 and says why when one is not valid. Needs python3-jsonschema.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator, RefResolver


def main(arguments):
    path = pathlib.Path(arguments[1]).resolve()
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, resolver=RefResolver(path.as_uri(), schema))
    wrong = 0
    for name in arguments[2:]:
        for error in validator.iter_errors(json.loads(pathlib.Path(name).read_bytes())):
            print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
            wrong += 1
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
