#!/usr/bin/python3
"""Says what JSON schemas lack: an $id of their own, a description for each field, an example that fits.

    described.py SCHEMA...

Exits 1 when one lacks something. Needs python3-jsonschema.
"""
import pathlib
import sys

from validate import validator_of


def silent(schema, path=""):
    """The fields without a description of their own, by their paths; conditions describe none."""
    if isinstance(schema, list):
        for number, one in enumerate(schema):
            yield from silent(one, f"{path}/{number}")
    elif isinstance(schema, dict):
        for field, described in schema.get("properties", {}).items():
            if not str(described.get("description", "")).strip():
                yield f"{path}/{field}"
        for key, one in schema.items():
            if key not in ("if", "then", "else", "examples", "enum", "const"):
                yield from silent(one, f"{path}/{key}")


def lacks(path, seen):
    schema, validator = validator_of(path)
    if not schema.get("$id", "").endswith("/" + path.name) or schema["$id"] in seen:
        yield "no $id of its own"
    seen.add(schema.get("$id"))
    for field in silent(schema):
        yield f"no description of {field}"
    if not schema.get("examples"):
        yield "no example"
    for example in schema.get("examples", []):
        for error in validator.iter_errors(example):
            yield f"the example does not fit: {list(error.absolute_path)}: {error.message[:200]}"


def main(arguments):
    seen = set()
    found = [f"{path}: {lack}" for path in map(pathlib.Path, arguments[1:]) for lack in lacks(path.resolve(), seen)]
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
