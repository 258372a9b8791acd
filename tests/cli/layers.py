"""layers.py COVERAGE.GPKG LAYERS...: reads back what --layers wrote, with GDAL's own programs, and
compares every layer and table with the GeoPackage: names, rows, values, geometry, CRS."""
import math
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile

CUT = 254  # bytes of a text in a DBF


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def figures(shape):
    """Points and area of a polygon or several in WKB, whatever order its rings are in."""
    at = 0

    def take(form):
        nonlocal at
        at += struct.calcsize(form)
        return struct.unpack_from(form, shape, at - struct.calcsize(form))

    def polygon():
        points, area = 0, 0.0
        for ring in range(take("<I")[0]):
            (count,) = take("<I")
            flat = take(f"<{2 * count}d")
            x, y = flat[0::2], flat[1::2]
            size = abs(math.fsum((x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) *
                                 (y[i] - y[0]) for i in range(count - 1))) / 2
            points, area = points + count, area + (-size if ring else size)
        return points, area

    if take("<BI")[1] == 3:
        return polygon()
    parts = [take("<BI") and polygon() for _ in range(take("<I")[0])]
    return sum(part[0] for part in parts), math.fsum(part[1] for part in parts)


class Read:
    """All that GDAL reads of a source, in a plain SQLite base; and the CRS of its layers."""

    def __init__(self, source):
        tables = ["-oo", "LIST_ALL_TABLES=YES"] if os.path.isfile(source) else []
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "read.sqlite")
            run("ogr2ogr", "-f", "SQLite", "-lco", "LAUNDER=NO", "-lco", "FORMAT=WKB", "-lco",
                "GEOMETRY_NAME=geom", "-lco", "FID=read_fid", *tables, path, source)
            self.base = sqlite3.connect(path)
        about = run("ogrinfo", "-ro", "-so", "-al", *tables, source)
        self.crs = {part.split("\n")[0]: set(re.findall(r"Lambert|WGS 84|WGS_1984", part))
                    for part in about.split("Layer name: ")[1:]}

    def rows(self, layer, columns, has_geometry):
        names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
        rows = self.base.execute(
            f'SELECT {names}{", geom" if has_geometry else ""} FROM "{layer}"').fetchall()
        return [(*row[:-1], *figures(row[-1])) for row in rows] if has_geometry else rows


def is_same(value, wanted, limit, tolerance=1e-12):
    if value == wanted or (value is None and wanted == ""):
        return True
    if isinstance(wanted, float) or isinstance(value, float):
        return isinstance(value, (int, float)) and \
            math.isclose(value, wanted, rel_tol=tolerance, abs_tol=1e-15)
    if not isinstance(value, str) or not isinstance(wanted, str):
        return False
    if limit and len(wanted.encode()) > limit:
        return wanted.encode()[:limit].decode(errors="ignore").rstrip() == value
    day, clock = value[:10].replace("/", "-"), value[11:19]
    return day == wanted[:10] and clock == (wanted[11:19] or "00:00:00")


def order(rows):
    """By texts and rounded numbers, so that the last digit does not decide."""
    return sorted(rows, key=lambda row: [
        f"{value:.6g}" if isinstance(value, (int, float)) else (value or "")[:60] for value in row])


def check(package, written):
    limit = CUT if written.endswith(".shp") else 0
    wanted, found = Read(package), Read(written)
    apart = os.path.join(written, "tables.sqlite")
    tables = Read(apart) if os.path.exists(apart) else found
    base = sqlite3.connect(f"file:{package}?mode=ro", uri=True)
    layers = base.execute("SELECT table_name, data_type='features' FROM gpkg_contents WHERE "
                          "table_name NOT IN ('layer_styles', 'qgis_projects')").fetchall()
    names = {} if written.endswith(".gpkg") else {
        (layer, name): kept for layer, name, kept in
        tables.rows("columns", ("layer", "column", "written_as"), False)}
    total = 0
    for layer, has_geometry in layers:
        columns = [row[1] for row in base.execute(f'PRAGMA table_info("{layer}")')
                   if row[1] not in ("fid", "geom")]
        if written.endswith(".gpkg"):
            names.update(((layer, name), name) for name in columns)
        assert [key for key in names if key[0] == layer] == [(layer, name) for name in columns], layer
        rows = order(wanted.rows(layer, columns, has_geometry))
        others = order((found if has_geometry else tables).rows(
            layer, [names[layer, name] for name in columns], has_geometry))
        assert len(others) == len(rows), f"{layer}: {len(others)} rows, not {len(rows)}"
        for row, other in zip(rows, others):
            for name, expected, value in zip([*columns, "points", "area"], row, other):
                assert is_same(value, expected, limit, 1e-9 if name == "area" else 1e-12), \
                    f"{written}, {layer}.{name}: {value!r}, not {expected!r}"
        if has_geometry:
            assert found.crs[layer] == wanted.crs[layer], f"CRS of {layer}: {found.crs[layer]}"
        total += len(rows)
    print(f"{written}: {len(layers)} layers, {total} rows")


for path in sys.argv[2:]:
    check(sys.argv[1], path)
