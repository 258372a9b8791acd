"""What outputs say of places, whatever vertices they are drawn with: a failure of GEOS may lead to
another way to draw the same place, which is as good."""
import glob
import json
import os
import re
import sqlite3
import struct


# Why and where a border is wrong: GEOS may fail to say it, and the sentence stands without.
WHY = re.compile(r"GEOS does not say why|its border [a-z ]+?itself( at -?\d+\.\d{3} -?\d+\.\d{3})?")


def without_why(value):
    return WHY.sub("", value) if isinstance(value, str) else value


def ring_area(points):
    """Twice the area would do as well: only compared."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))) / 2


def polygon_area(rings):
    shell = rings[0][0]
    local = [[(x - shell[0], y - shell[1]) for x, y in ring] for ring in rings]
    return ring_area(local[0]) - sum(map(ring_area, local[1:]))


def blob_area(blob):
    """Of a GeoPackage's multipolygon, with an envelope before it."""
    at, total = 8 + 32 + 9, 0
    for _ in range(struct.unpack_from("<I", blob, 45)[0]):
        rings = []
        count = struct.unpack_from("<I", blob, at + 5)[0]
        at += 9
        for _ in range(count):
            size = struct.unpack_from("<I", blob, at)[0]
            numbers = struct.unpack_from(f"<{2 * size}d", blob, at + 4)
            rings.append(list(zip(numbers[::2], numbers[1::2])))
            at += 4 + 16 * size
        total += polygon_area(rings)
    return round(total, 2)


def of_geopackage(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        tables = [row[0] for row in base.execute(
            "SELECT table_name FROM gpkg_contents WHERE table_name<>'layer_styles'")]
        held = {table: [[blob_area(value) if isinstance(value, bytes) else without_why(value)
                         for value in row]
                        for row in base.execute(f'SELECT * FROM "{table}"')] for table in tables}
    base.close()
    return held


def of_geojson(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    held = []
    for feature in features:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" \
            else geometry["coordinates"]
        properties = {key: without_why(value) for key, value in feature["properties"].items()}
        held.append((properties, round(1e7 * sum(map(polygon_area, polygons)), 2)))
    return held


def said(folder):
    """By file; pages are left out, they draw what the other files hold."""
    held = {}
    for path in glob.glob(folder + "/**", recursive=True):
        name = os.path.relpath(path, folder)
        if path.endswith(".gpkg"):
            held[name] = of_geopackage(path)
        elif path.endswith(".geojson"):
            held[name] = of_geojson(path)
        elif path.endswith((".json", ".csv", ".xml")):
            with open(path, encoding="utf-8") as file:
                held[name] = without_why(file.read())
    return held


def reports_failure(folder):
    """A report says which perimeter could not be repaired, and is an error of the region."""
    for path in glob.glob(folder + "/**", recursive=True):
        if not path.endswith((".json", ".xml", ".html")):
            continue
        with open(path, encoding="utf-8") as file:
            if "could not be repaired" in file.read():
                return True
    return False
