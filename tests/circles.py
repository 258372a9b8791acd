#!/usr/bin/env python3
"""circles.py BUILD: no circle of files in lib/, of its folders, nor of the rooms of lib/coverage.

A file needs another one when its object calls for a symbol that the other's object defines. Prints
what is wrong, a line each."""
import collections
import os
import subprocess
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def sources():
    for folder, _, names in os.walk(os.path.join(PROJECT, "lib")):
        for name in names:
            if name.endswith(".c"):
                yield os.path.relpath(os.path.join(folder, name), PROJECT)[:-2]


def needs(build):
    """By file, the files that it needs, each with the symbols."""
    defined, wanted = {}, collections.defaultdict(set)
    for source in sources():
        listing = subprocess.run(["nm", os.path.join(build, source + ".o")], check=True,
                                 capture_output=True, text=True).stdout
        for words in map(str.split, listing.splitlines()):
            if words[-2] == "U":
                wanted[source].add(words[-1])
            elif words[-2] in "TDBRC":
                defined[words[-1]] = source
    graph = collections.defaultdict(lambda: collections.defaultdict(set))
    for source, symbols in wanted.items():
        for symbol in symbols:
            if defined.get(symbol, source) != source:
                graph[source][defined[symbol]].add(symbol)
    return graph


def rooms(graph, under, depth):
    """The same of the folders at a depth below one."""
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for source, others in graph.items():
        for other, symbols in others.items():
            one, two = ("/".join(os.path.dirname(s).split("/")[:depth]) for s in (source, other))
            if one != two and one.startswith(under) and two.startswith(under):
                found[one][two] |= symbols
    return found


def circles(graph):
    """The sets of nodes that reach each other (Tarjan)."""
    order, low, stack, found = {}, {}, [], []

    def visit(node):
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in list(graph.get(node, ())):
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            at = stack.index(node)
            found.append(sorted(stack[at:]))
            del stack[at:]

    for node in list(graph):
        if node not in order:
            visit(node)
    return [nodes for nodes in found if len(nodes) > 1]


def report(graph):
    for nodes in circles(graph):
        for node in nodes:
            for other in sorted(graph[node]):
                if other in nodes:
                    print(f"in a circle: {node} needs {other}: {' '.join(sorted(graph[node][other]))}")


def main():
    sys.setrecursionlimit(10000)
    assert circles({"a": {"b": 0}, "b": {"c": 0}, "c": {"b": 0}}) == [["b", "c"]]
    graph = needs(sys.argv[1])
    report(graph)
    report(rooms(graph, "lib/", 2))
    report(rooms(graph, "lib/coverage/", 3))


if __name__ == "__main__":
    main()
