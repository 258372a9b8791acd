#!/usr/bin/env python3
"""Makes the functions of tests/faults/calls.txt that fail on demand.

    calls.py CALLS PROTOTYPES FOLDER

PROTOTYPES is what gcc -aux-info prints of the headers. FOLDER receives calls.inc, to be included by
tests/faults/server.c, and wraps.rsp, options of the linker: calls of memory and of the libraries
are taken from our own objects only (--wrap); those of files are defined in the program, so that
they are found first by the libraries as well."""
import glob
import os
import re
import subprocess
import sys


def read_calls(path):
    """(group, name, failures) of each call that is made to fail; failures are expressions of C."""
    group = None
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line.startswith("["):
                group = line.strip("[]")
            elif line and not line.startswith("#"):
                words = re.split(r"\s+", line)
                names = []
                while words and re.fullmatch(r"[a-z_]\w*", words[0], re.I) and words[0] not in \
                        ("NULL", "FALSE", "EAGAIN", "after") and \
                        not re.match(r"(SQLITE|OGRERR|CAIRO_STATUS|XML_STATUS|XML_ERROR)_", words[0]):
                    names.append(words.pop(0))
                rest = " ".join(words)
                reason = rest[2:] if rest.startswith("- ") else None
                yield group, names, reason, [] if reason else [f.strip() for f in rest.split("|")]


def split_arguments(text):
    depth, parts, part = 0, [], ""
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return [p for p in parts + [part.strip()] if p not in ("", "void")]


def read_prototypes(path):
    """name → (type given back, types of the arguments)"""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.match(r"/\* .*? \*/ (?:extern|static) (.*?)(\w+) \((.*)\);", line)
            if match:
                found.setdefault(match[2], (match[1].strip(), split_arguments(match[3])))
    return found


def failing(number, group, name, failures, prototype):
    """One function in C."""
    result, arguments = prototype
    variadic = arguments and arguments[-1] == "..."
    if variadic: # open and openat: the mode
        arguments = arguments[:-1]
    declared = [f"__typeof__({kind}) a{i}" for i, kind in enumerate(arguments, 1)]
    passed = [f"a{i}" for i in range(1, len(arguments) + 1)]
    shown = ", ".join(declared + (["..."] if variadic else [])) or "void"
    lines = []
    if group == "files":
        lines += [f"{result} {name}({shown})", "{", f"    static __typeof__({name}) *real;",
                  "    if (!real)", f'        find_real(&real, "{name}");']
    else:
        lines += [f"__typeof__({name}) __real_{name};", f"{result} __wrap_{name}({shown});",
                  f"{result} __wrap_{name}({shown})", "{",
                  f"    __typeof__({name}) *const real = __real_{name};"]
    if variadic:
        lines += ["    va_list more;", f"    va_start(more, {passed[-1]});",
                  "    const unsigned mode = va_arg(more, unsigned);", "    va_end(more);"]
        passed.append("mode")
    call = f"real({', '.join(passed)})"
    lines += [f"    switch (fault_here({number})) {{"]
    for which, failure in enumerate(failures, 1):
        lines.append(f"    case {which}:")
        if failure.startswith("after "):
            lines.append(f"        (void){call};")
            failure = failure[6:]
        lines.append(f"        return {failure};")
    return lines + ["    default:", f"        return {call};", "    }", "}", ""]


LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "calls.txt")


def unaccounted(build, path=LIST):
    """Calls of our objects that the list does not have, and entries that nobody calls."""
    known = {name: group for group, names, _, _ in read_calls(path) for name in names}
    used, defined = set(), set()
    objects = glob.glob(build + "/lib/**/*.o", recursive=True) + glob.glob(build + "/cli/*.o")
    symbols = subprocess.run(["nm", "--format=posix", "-g", *objects], capture_output=True,
                             text=True, check=True).stdout
    for line in symbols.splitlines():
        name, kind, *_ = line.split() + ["", ""]
        if kind == "U":
            used.add(re.sub(r"^__(\w+)_chk$", r"\1", name))
        elif kind:
            defined.add(name)
    used = {name for name in used - defined if not re.match("__(asan|ubsan|tsan|gcov|sanitizer)", name)}
    return [f"{name} is called, and not in calls.txt" for name in sorted(used - set(known))] + \
        [f"{name} is in calls.txt, and not called" for name in sorted(set(known) - used)
         if known[name] == "libraries" and name[0] in "CEGOSVs" and name != "_GLOBAL_OFFSET_TABLE_"]


def main():
    calls, prototypes = sys.argv[1], read_prototypes(sys.argv[2])
    code, table, wraps, number = [], [], [], 0
    for group, names, _, failures in read_calls(calls):
        for name in names if failures else []:
            if name not in prototypes:
                sys.exit(f"{calls}: no header declares {name}")
            code += failing(number, group, name, failures, prototypes[name])
            table.append(f'    {{"{name}", "{group}", {len(failures)}}},')
            wraps += [] if group == "files" else [f"-Wl,--wrap={name}"]
            number += 1
    with open(sys.argv[3] + "/calls.inc", "w", encoding="utf-8") as file:
        file.write("\n".join(code + ["static const struct call calls[] = {"] + table + ["};", ""]))
    with open(sys.argv[3] + "/wraps.rsp", "w", encoding="utf-8") as file:
        file.write("\n".join(wraps) + "\n")


if __name__ == "__main__":
    main()
