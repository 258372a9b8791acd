#!/usr/bin/python3
"""Checks JSON files against a schema that may refer to the schemas beside it.

    validate.py SCHEMA FILE...

Exits 1 and says why when one is not valid. Needs python3-jsonschema.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator, RefResolver


def validator_of(path):
    """A schema and its validator, to which the schemas of the same folder are known by their $id."""
    known = [json.loads(one.read_text(encoding="utf-8")) for one in path.parent.glob("*.schema.json")]
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    resolver = RefResolver(schema.get("$id", path.as_uri()), schema,
                           store={one["$id"]: one for one in known if "$id" in one})
    return schema, Draft202012Validator(schema, resolver=resolver)


def main(arguments):
    _, validator = validator_of(pathlib.Path(arguments[1]).resolve())
    wrong = 0
    for name in arguments[2:]:
        for error in validator.iter_errors(json.loads(pathlib.Path(name).read_bytes())):
            print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
            wrong += 1
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
