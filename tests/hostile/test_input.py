#!/usr/bin/env python3
"""Input that anyone may have written: what tries to be run, followed, fetched or believed. Every
run must end with a clear status, in little time and room, touching nothing but its outputs."""
import csv
import io
import json
import os
import socket
import sqlite3
import struct
import subprocess
import zipfile

import guard
from guard import collection, perimeters, run, square, units, write

SUITE = guard.Suite()
BASE = ("check", "--lang", "en", "--units", "units.geojson", "--perimeters")
OUTPUTS = ("conflicts.geojson", "conflicts.qml", "coverage.gpkg", "report.json", "units.csv",
           "perimeters.csv", "groups.csv")


def judge(what, arguments, statuses=(3,), words=None, outputs=(), **limits):
    """A run that leaves the folder as it was, but for `outputs`."""
    before = guard.tree()
    done = run(*arguments, trace=limits.pop("trace", False))
    wrong = guard.complaints(done, statuses, words, **limits)
    after = guard.tree()
    for path in sorted(set(before) | set(after)):
        if before.get(path) != after.get(path) and \
                not any(path == "./" + o or path.startswith(f"./{o}/") for o in outputs):
            wrong.append(f"{path} was changed")
    SUITE.test(what, wrong)
    return done


def geopackage(path, layer="communes", source="units.geojson"):
    """The layer's name is given afterwards: ogr2ogr refuses the ones wanted here. Without the
    triggers, which call functions that only GDAL has."""
    if os.path.exists(path):
        os.remove(path)
    subprocess.run(["ogr2ogr", "-f", "GPKG", "-lco", "SPATIAL_INDEX=NO", "-nln", "plain", path,
                    source], check=True, stderr=subprocess.DEVNULL)
    base = sqlite3.connect(path)
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    base.execute('ALTER TABLE plain RENAME TO "' + layer.replace('"', '""') + '"')
    for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents"):
        base.execute(f"UPDATE {table} SET table_name=?", (layer,))
    base.commit()
    return base


def blob(wkb):
    return b"GP\x00\x01" + struct.pack("<i", 2154) + wkb


def wkb_square(x=0, y=0):
    points = square(x, y)
    return struct.pack("<BIII", 1, 3, 1, len(points)) + b"".join(
        struct.pack("<dd", *point) for point in points)


# ---- what tries to be run -------------------------------------------------------------------

def names_that_are_code():
    sql = "'); DROP TABLE overlaps; --"
    evil = [sql, 'a"b\';--', "=HYPERLINK(\"http://192.0.2.1\")", "<script>alert(1)</script>"]
    write("names.geojson", units(evil))
    write("names-p.geojson", perimeters("=1+1", "<img src=x onerror=alert(1)>", 1.5))
    judge("names that are SQL, formulas and HTML: the check is made",
          ("check", "--lang", "en", "--units", "names.geojson", "--perimeters", "names-p.geojson",
           "-o", "out"), (1,), outputs=("out",))
    base = sqlite3.connect("out/coverage.gpkg")
    kept = {row[0] for row in base.execute("SELECT name FROM units")}
    SUITE.test("SQL in names is text in the GeoPackage",
               None if set(evil) <= kept and
               base.execute("PRAGMA integrity_check").fetchone() == ("ok",) else str(kept))
    base.close()
    wrong = []
    for name in ("units.csv", "perimeters.csv", "groups.csv"):
        with open("out/" + name, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        for row in csv.reader(io.StringIO(text)):
            wrong += [f"{name}: {cell!r}" for cell in row
                      if cell[:1] in "=+@\t\r" and cell or (cell[:1] == "-" and not number(cell))]
    SUITE.test("no cell of the tables is a formula", wrong)
    page = "out/report.html"
    if os.path.exists(page):
        with open(page, encoding="utf-8") as file:
            text = file.read()
        SUITE.test("HTML in names is text in the page",
                   "<script>alert(1)" in text and "a script" or "<img src=x" in text and "a tag")
    for name in ("conflicts.geojson", "report.json"):
        with open("out/" + name, encoding="utf-8") as file:
            json.load(file)


def number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def layers_that_are_code():
    base = geopackage("layers.gpkg", 'x"; DROP TABLE a; --', "units.geojson")
    base.close()
    geopackage("layers-p.gpkg", "../../evil", "perimeters.geojson").close()
    judge("layers named as SQL and as a path", ("check", "--lang", "en", "layers.gpkg",
                                                    "layers-p.gpkg", "-o", "out2"),
          (0,), outputs=("out2",))
    judge("a layer that is asked for by SQL", (*BASE, "layers.gpkg|layername=x' OR '1'='1"), (3,))
    field = collection([({'co"de\'; --': f"9910{i}", "nom": "U"}, [square(i, 0)]) for i in range(2)])
    write("field.geojson", field)
    judge("a field named as SQL", ("check", "--lang", "en", "--units", "field.geojson",
                                   "--unit-fields", 'code=co"de\'; --', "--perimeters",
                                   "perimeters.geojson"), (0, 1))
    judge("a filter that ends the statement and begins another",
          (*BASE, "layers-p.gpkg|layername=../../evil", "--perimeters-where",
           "1=1; DROP TABLE communes"), (0, 3))


def bases_that_are_code(secret):
    """Triggers, views, virtual tables: a GeoPackage is a program for SQLite."""
    base = geopackage("trigger.gpkg", "cpts", "perimeters.geojson")
    base.execute("CREATE TRIGGER t AFTER INSERT ON cpts BEGIN DELETE FROM cpts; END")
    base.commit()
    base.close()
    judge("a GeoPackage with a trigger", (*BASE, "trigger.gpkg"), (0,))

    base = geopackage("view.gpkg", "cpts", "perimeters.geojson")
    base.executescript(
        "CREATE VIEW codes AS SELECT 1 AS fid, id, nom, ogr_geocode('Paris') AS insee, "
        f"load_extension('{secret}') AS x FROM cpts;"
        "INSERT INTO gpkg_contents(table_name,data_type,identifier) VALUES('codes','attributes','codes');")
    base.commit()
    base.close()
    done = judge("a view that calls the network and loads code", (*BASE, "view.gpkg|layername=codes"),
                 (3,), trace=True)
    SUITE.test("neither is reached", guard.touches_network(done.trace) + guard.opens(done.trace, secret))

    base = geopackage("virtual.gpkg", "cpts", "perimeters.geojson")
    base.execute("PRAGMA writable_schema=ON")
    base.execute("INSERT INTO sqlite_master VALUES('table','v','v',0,"
                 f"'CREATE VIRTUAL TABLE v USING VirtualOGR(''{secret}'')')")
    base.commit()
    base.close()
    done = judge("a virtual table on another file", (*BASE, "virtual.gpkg"), (0, 3), trace=True)
    SUITE.test("the other file is not opened", guard.opens(done.trace, secret))

    base = geopackage("endless.gpkg", "cpts", "perimeters.geojson")
    base.executescript(
        "CREATE VIEW endless AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) "
        "SELECT n AS fid, 'A' AS id, 'Sud' AS nom, '99101' AS insee FROM c;"
        "INSERT INTO gpkg_contents(table_name,data_type,identifier) VALUES('endless','attributes','e');")
    base.commit()
    base.close()
    judge("a view without end", (*BASE, "endless.gpkg|layername=endless"), (3,), seconds=25,
          peak_mb=2500)


# ---- what tries to be followed or fetched -----------------------------------------------------

VRT = ('<OGRVRTDataSource><OGRVRTLayer name="cpts"><SrcDataSource>{}</SrcDataSource>'
       '<SrcLayer>secret</SrcLayer></OGRVRTLayer></OGRVRTDataSource>')
GML = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{0}">]>'
       '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:xsi="http://www.w3.org/'
       '2001/XMLSchema-instance" xsi:schemaLocation="http://127.0.0.1:{1}/x.xsd">&e;</wfs:FeatureCollection>')


def disguises(secret, port):
    address = f"http://127.0.0.1:{port}/x.geojson"
    contents = {"vrt": VRT.format(secret), "vrt-net": VRT.format("/vsicurl/" + address),
                "gml": GML.format(secret, port), "service": f"<OGRWFSDataSource><URL>{address}</URL>"
                "</OGRWFSDataSource>", "url": address, "esri": json.dumps({"url": address})}
    for name, content in contents.items():
        for ending in ("vrt", "gpkg", "geojson", "csv", "xlsx", "shp", "gml", "sqlite", "fgb"):
            write(f"{name}.{ending}", content)
            done = run(*BASE, f"{name}.{ending}", trace=True)
            wrong = guard.complaints(done, (3,))
            wrong += guard.touches_network(done.trace) + guard.opens(done.trace, secret)
            wrong += guard.writes_outside(done.trace, ()) + guard.starts_programs(done.trace)
            if wrong:
                SUITE.test(f"{name} that calls itself {ending}", wrong)
            os.remove(f"{name}.{ending}")
    SUITE.test(f"{len(contents) * 9} disguises: nothing fetched, followed, run nor written", None)
    sources = ["/vsicurl/" + address, address, "/vsizip//vsicurl/" + address,
               "/vsizip/{/vsicurl/" + address + "}/x", "/vsigzip//vsicurl/" + address,
               f"/vsisubfile/0,{secret}", "/vsistdin/", "/vsis3/a/b.gpkg", "/vsicurl?url=" + address,
               f"CSV:{secret}", f"GeoJSON:{address}", f"ESRIJSON:{address}", f"WFS:{address}",
               f"GPKG:{secret}", f"SQLITE:{secret}", f"OAPIF:{address}", "ES:" + address,
               VRT.format(secret), json.dumps(perimeters()), json.dumps({"url": address}),
               "/vsiaz/a/b", "/VSICURL/" + address, "file:" + secret, "/vsitar/" + secret]
    bad = []
    for source in sources:
        done = run(*BASE, source, trace=True)
        bad += [f"{source}: {w}" for w in guard.complaints(done, (2, 3)) +
                guard.touches_network(done.trace) + guard.writes_outside(done.trace, ())]
    SUITE.test(f"{len(sources)} sources that are no file of this machine are refused", bad)


def plain_run_is_quiet():
    """Every format, in a network namespace of its own, and not one call to the network."""
    done = run(*BASE, "perimeters.geojson", "-o", "quiet", trace=True, isolated=True)
    wrong = guard.complaints(done, (0,)) + guard.touches_network(done.trace)
    place = os.path.join(os.getcwd(), "quiet")
    wrong += guard.writes_outside(done.trace, ('"quiet', '"' + place))
    wrong += guard.starts_programs(done.trace)[1:]
    SUITE.test("a whole run: no network, no program started, no write outside its outputs", wrong)
    SUITE.test("the watch sees what it watches for", None
               if any("O_TMPFILE" in c or ".cpts-coverage-" in c for c in done.trace) and
               guard.writes_outside(done.trace, ()) and not guard.writes_outside(done.trace, ('"quiet',))
               else "no write was seen at all")


def archives(secret):
    with zipfile.ZipFile("slip.zip", "w") as file:
        file.writestr("../../evil.geojson", json.dumps(perimeters()))
        file.writestr("/tmp/evil-cpts.csv", "id;nom;insee\nA;Sud;99101\n")
    judge("an archive whose members leave it", (*BASE, "slip.zip"), (0, 1, 3))
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
        with file.open("codes.csv", "w", force_zip64=True) as member:
            member.write(b"id;nom;insee\n")
            for _ in range(400):
                member.write(b"A;Sud;99101\n" * 80000)
    judge("a zip bomb", (*BASE, "bomb.zip"), (3,), "unpack", seconds=10, peak_mb=600)
    judge("a zip bomb, its member named", (*BASE, "/vsizip/bomb.zip/codes.csv"), (3,), seconds=10,
          peak_mb=800)
    with zipfile.ZipFile("nested.zip", "w") as file:
        file.write("bomb.zip")
    judge("an archive in an archive", (*BASE, "nested.zip"), (3,), seconds=10, peak_mb=600)
    write("shp.zip", b"PK\x03\x04" + b"\xff" * 500)
    judge("an archive of noise", (*BASE, "shp.zip"), (3,))
    spreadsheets(secret)
    documents(secret)
    old_spreadsheets()


TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
         'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
         'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
         'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
RELATIONS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
             '2006/relationships">{}</Relationships>')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = ('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        f'main" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>')
ROWS = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{v}</t></is></c>' for v in row) + "</row>"
               for row in (("id", "nom", "insee"), ("A", "Sud", "99101"), ("A", "Sud", "99102"),
                           ("B", "Nord", "99103"), ("B", "Nord", "99104")))
HEAD = '<?xml version="1.0"?>'
SHEET = HEAD + ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                f'<sheetData>{ROWS}</sheetData></worksheet>')


def spreadsheet(path, sheet, links=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", RELATIONS.format(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'))
        file.writestr("xl/workbook.xml", BOOK)
        file.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>' + links))
        with file.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for piece in sheet:
                member.write(piece.encode())


def spreadsheets(secret):
    spreadsheet("plain.xlsx", [SHEET])
    judge("a spreadsheet, for comparison", (*BASE, "plain.xlsx"), (0,))
    spreadsheet("links.xlsx", [SHEET], f'<Relationship Id="rId9" Type="{OFFICE}/externalLink" '
                'Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/>')
    done = judge("a spreadsheet with external links", (*BASE, "links.xlsx"), (0,), trace=True)
    SUITE.test("they are not followed", guard.touches_network(done.trace))
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    spreadsheet("entity.xlsx", [SHEET.replace(HEAD, HEAD + entity).replace("Sud", "&e;")])
    done = judge("a spreadsheet with an external entity", (*BASE, "entity.xlsx"), (0, 1, 3), trace=True)
    SUITE.test("it is not read", guard.opens(done.trace, secret))
    laughs = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 11)) + "]>"
    spreadsheet("laughs.xlsx", [SHEET.replace(HEAD, HEAD + laughs).replace("Sud", "&a10;")])
    judge("a spreadsheet whose entities multiply", (*BASE, "laughs.xlsx"), (3,), seconds=10, peak_mb=600)
    first, last = SHEET.split("</sheetData>")
    spreadsheet("bomb.xlsx", [first] + [ROWS * 2000] * 200 + ["</sheetData>" + last])
    judge("a spreadsheet that is a bomb", (*BASE, "bomb.xlsx"), (3,), "unpack", seconds=10, peak_mb=600)


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODS_HEAD = (f'<office:document-content xmlns:office="{ODF}office:1.0" xmlns:table="{ODF}table:1.0" '
            f'xmlns:text="{ODF}text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
            '<office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>')


def ods_cell(text, more=""):
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(cells, more=""):
    return f"<table:table-row{more}>{cells}</table:table-row>"


ODS_ROWS = "".join(ods_row("".join(ods_cell(v) for v in row))
                   for row in (("id", "nom", "insee"), ("A", "Sud", "99101"), ("A", "Sud", "99102"),
                               ("B", "Nord", "99103"), ("B", "Nord", "99104")))


def document(path, inside, head=HEAD):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("content.xml", head + ODS_HEAD.format(inside))


def documents(secret):
    """ODS, which the program reads itself."""
    def sheet(rows):
        return f'<table:table table:name="S">{rows}</table:table>'
    document("plain.ods", sheet(ODS_ROWS))
    judge("an ODS, for comparison", (*BASE, "plain.ods"), (0,))
    document("links.ods", sheet('<table:table-source xlink:href="http://127.0.0.1:9/x.ods"/>' + ODS_ROWS))
    done = judge("an ODS with a sheet of another file", (*BASE, "links.ods"), (0,), trace=True)
    SUITE.test("it is not followed", guard.touches_network(done.trace))
    document("entity.ods", sheet(ODS_ROWS.replace("Sud", "&e;")),
             HEAD + f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>')
    done = judge("an ODS with an external entity", (*BASE, "entity.ods"), (3,), "document type", trace=True)
    SUITE.test("it is not read either", guard.opens(done.trace, secret))
    repeated = ' table:number-{}-repeated="{}"'.format
    document("rows.ods", sheet(ODS_ROWS + ods_row(ods_cell("99101"), repeated("rows", 1000000000))))
    judge("an ODS of a thousand million rows", (*BASE, "rows.ods"), (3,), "unpack", seconds=10, peak_mb=300)
    document("cells.ods", sheet(ODS_ROWS + ods_row(ods_cell("x" * 100000, repeated("columns", 16000)) * 2)))
    judge("an ODS of long cells, repeated", (*BASE, "cells.ods"), (3,), seconds=10, peak_mb=300)
    spans = "".join(ods_row(ods_cell("x", ' table:number-rows-spanned="30000" table:number-columns-spanned="9"'))
                    for _ in range(30000))
    document("spans.ods", sheet(ODS_ROWS + spans))
    judge("an ODS whose merged cells overlap", (*BASE, "spans.ods"), (3,), "merged", seconds=20, peak_mb=600)
    document("deep.ods", sheet(ODS_ROWS) + "<office:x>" * 200000 + "</office:x>" * 200000)
    judge("an ODS that nests without end", (*BASE, "deep.ods"), (3,), "levels", seconds=10, peak_mb=300)


def xls(stream, **other):
    """A compound file that holds a stream; `other`: fields of its header, by their place."""
    sectors = max(-(-len(stream) // 512), 8)
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HH", head, 0x1e, 9, 6)
    struct.pack_into("<6I", head, 0x2c, 1, 1, 0, 0, 4096, 0xfffffffe)
    struct.pack_into("<I", head, 0x44, 0xfffffffe)
    tables = -(-(sectors + 1) // 128) + 1
    struct.pack_into("<109I", head, 0x4c, *range(tables), *[0xffffffff] * (109 - tables))
    struct.pack_into("<I", head, 0x30, tables)
    fat = [0xfffffffd] * tables + [0xfffffffe] + [tables + 2 + i for i in range(sectors - 1)] + [0xfffffffe]
    fat += [0xffffffff] * (tables * 128 - len(fat))
    for place, value in other.items():
        fat[int(place[1:])] = value
    name = "Workbook".encode("utf-16-le")
    root = bytes(0x42) + b"\x05" + bytes(61)
    entry = name + bytes(64 - len(name)) + struct.pack("<HBB", 18, 2, 0) + bytes(48) + \
        struct.pack("<III", tables + 1, sectors * 512, 0)
    directory = (root + entry).ljust(512, b"\0")
    return bytes(head) + struct.pack(f"<{len(fat)}I", *fat) + directory + stream.ljust(sectors * 512, b"\0")


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def old_spreadsheets():
    """XLS, which the program reads itself."""
    begin = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12))
    end = record(0x0a)

    def text(value):
        return struct.pack("<HB", len(value), 0) + value.encode("latin-1")

    def book(cells, sheets=1, strings=b"", at=None):
        size = len(begin) + sheets * 13 + len(strings) + len(end)
        named = b"".join(record(0x85, struct.pack("<IHBB", size if at is None else at, 0, 1, 0) + b"S")
                         for _ in range(sheets))
        return begin + named + strings + end + begin + cells + end
    rows = (("id", "nom", "insee"), ("A", "Sud", "99101"), ("A", "Sud", "99102"), ("B", "Nord", "99103"),
            ("B", "Nord", "99104"))
    cells = b"".join(record(0x204, struct.pack("<HHH", i, j, 0) + text(value))
                     for i, row in enumerate(rows) for j, value in enumerate(row))
    write("plain.xls", xls(book(cells)))
    judge("an XLS, for comparison", (*BASE, "plain.xls"), (0,))
    write("chain.xls", xls(book(cells), _3=3))
    judge("an XLS whose sectors go round", (*BASE, "chain.xls"), (0, 3), seconds=10, peak_mb=300)
    write("sheets.xls", xls(book(cells, sheets=4000)))
    judge("an XLS of 4,000 sheets that are one", (*BASE, "sheets.xls"), (3,), "overlap", seconds=10, peak_mb=300)
    write("outside.xls", xls(book(cells, at=0x7fffffff)))
    judge("an XLS whose sheet is outside", (*BASE, "outside.xls"), (3,), seconds=10)
    announced = record(0x200, struct.pack("<IIHHH", 0, 65536, 0, 256, 0))
    write("dimension.xls", xls(book(announced + cells)))
    judge("an XLS that announces 16 million cells", (*BASE, "dimension.xls"), (0,), seconds=10, peak_mb=300)
    strings = record(0xfc, struct.pack("<II", 0xffffffff, 0xffffffff) + text("x" * 8000))
    write("strings.xls", xls(book(cells + b"".join(record(0xfd, struct.pack("<HHHI", i, 3, 0, 0))
                                                   for i in range(10, 50000)), strings=strings)))
    judge("an XLS whose long text stands in each cell", (*BASE, "strings.xls"), (3,), "unpack", seconds=10,
          peak_mb=400)
    write("secret.xls", xls(begin + record(0x2f, bytes(6)) + end))
    judge("an XLS with a password", (*BASE, "secret.xls"), (3,), "password")
    write("page.xls", "<html><table><tr><td>99101</td></tr></table></html>")
    judge("a web page under the name of an XLS", (*BASE, "page.xls"), (3,), "web page")
    for size in range(0, 3000, 97):
        write("cut.xls", xls(book(cells))[:size] or b"\0")
        done = run(*BASE, "cut.xls")
        wrong = guard.complaints(done, (0, 1, 3))
        if wrong:
            SUITE.test(f"an XLS of {size} bytes", wrong)


# ---- what announces more than it holds --------------------------------------------------------

def geometries():
    huge = {"a ring of 4 billion points in 13 bytes": struct.pack("<BIII", 1, 3, 1, 0xffffffff),
            "4 billion rings": struct.pack("<BII", 1, 3, 0xffffffff),
            "2 billion polygons": struct.pack("<BII", 1, 6, 0x7fffffff),
            "no bytes at all": b"", "an unknown type": struct.pack("<BII", 1, 99, 1),
            "coordinates that are no numbers": struct.pack("<BIII", 1, 3, 1, 4) + struct.pack(
                "<8d", *([float("nan"), float("inf")] * 4)),
            "coordinates of 1e308": struct.pack("<BIII", 1, 3, 1, 5) + struct.pack(
                "<10d", -1e308, -1e308, 1e308, -1e308, 1e308, 1e308, -1e308, 1e308, -1e308, -1e308)}
    deep = wkb_square()
    for _ in range(20000):
        deep = struct.pack("<BII", 1, 7, 1) + deep
    huge["collections 20,000 deep"] = deep
    for what, wkb in huge.items():
        base = geopackage("blob.gpkg", "cpts", "perimeters.geojson")
        base.execute("UPDATE cpts SET geom=? WHERE id='A'", (blob(wkb),))
        base.commit()
        base.close()
        judge(f"a geometry: {what}", (*BASE, "blob.gpkg"), (1, 3), seconds=10, peak_mb=600)
    write("deep.geojson", '{"type":"Polygon","coordinates":' + "[" * 200000 + "]" * 200000 + "}")
    judge("arrays 200,000 deep", (*BASE, "deep.geojson"), (3,), seconds=10, peak_mb=600)
    write("nest.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
          '{"id":"A","nom":"B"},"geometry":' + '{"type":"GeometryCollection","geometries":[' * 5000 +
          "]}" * 5000 + "}]}")
    judge("collections 5,000 deep in GeoJSON", (*BASE, "nest.geojson"), (1, 3), seconds=10, peak_mb=600)


def tables():
    write("wide.csv", "id;nom;insee" + ";x" * 4000 + "\n" + "A\n" * 3000000)
    judge("short rows under a wide header", (*BASE, "wide.csv"), (3,), "columns", seconds=20)
    write("long.csv", "id;nom;insee\nA;" + "x" * (100 << 20) + ";99101\n")
    judge("a cell of 100 MB", (*BASE, "long.csv"), (0, 1, 3), seconds=20, peak_mb=1500)
    os.remove("long.csv")
    write("columns.csv", ";" * 100000 + "\n")
    judge("100,000 columns", (*BASE, "columns.csv"), (3,))
    write("nul.csv", b"id;nom;insee\nA;S\0ud;99101\n")
    judge("NUL bytes", (*BASE, "nul.csv"), (3,), "binary")
    write("quote.csv", 'id;nom;insee\nA;"Sud;99101\n' + "B;Nord;99102\n" * 100000)
    judge("a quote that is never closed", (*BASE, "quote.csv"), (3,), "line 2")
    with open("sparse.csv", "wb") as file:
        file.truncate(1 << 40)
    judge("a table of a terabyte", (*BASE, "sparse.csv"), (3,), seconds=10, peak_mb=600)
    os.remove("sparse.csv")
    for name in ("sparse.geojson", "sparse.gpkg", "sparse.shp"):
        with open(name, "wb") as file:
            file.truncate(1 << 36)
        judge(f"64 GiB of nothing: {name}", (*BASE, name), (3,), seconds=20, peak_mb=1000)
        os.remove(name)
    os.mkfifo("pipe.csv")
    judge("a pipe nobody writes to", (*BASE, "pipe.csv"), (3,), "not a file", seconds=5)
    os.remove("pipe.csv")
    judge("a device without end", (*BASE, "/dev/zero"), (3,), seconds=5)
    write("numbers.geojson", json.dumps(collection(
        [({"code": f"9910{i}", "nom": "U", "population": p}, [square(i, 0)])
         for i, p in enumerate((-5, 1e300, 0, 12))])).replace("12}", "1e999}"))
    judge("populations below zero and beyond counting",
          ("check", "--lang", "en", "--units", "numbers.geojson", "--perimeters",
           "perimeters.geojson", "-o", "numbers"), (0, 1, 3), outputs=("numbers",))


# ---- texts ------------------------------------------------------------------------------------

def texts():
    odd = b"\xff\xfe\x80\xc3\x28 \x1b[31m \xe2\x80\xae \xed\xa0\x80"
    raw = json.dumps(units()).encode().replace(b"Ardon", odd.replace(b"\x1b", b"\\u001b"))
    write("odd.geojson", raw)
    judge("a layer that is not UTF-8", ("check", "--lang", "en", "--verbose", "--units", "odd.geojson",
                                        "--perimeters", "perimeters.geojson", "-o", "odd"),
          (0, 3), outputs=("odd",))
    write("odd.csv", b"id;nom;insee\nA;" + odd + b";99101\n" + odd + b";B;99102\n")
    judge("a table that is not UTF-8", (*BASE, "odd.csv", "--verbose", "-o", "odd2"), (1, 3),
          outputs=("odd2",))
    wrong = []
    for folder in ("odd", "odd2"):
        for name in OUTPUTS:
            path = os.path.join(folder, name)
            if os.path.exists(path) and not name.endswith(".gpkg"):
                try:
                    with open(path, encoding="utf-8") as file:
                        file.read()
                except UnicodeDecodeError as why:
                    wrong.append(f"{path}: {why}")
    SUITE.test("what is written is UTF-8 all the same", wrong)
    name = b"f\xff\x1b[31m.geojson"
    write(name, perimeters())
    judge("a file name that is not UTF-8", (*BASE, name, "--verbose", "-o", "odd3"), (0,),
          outputs=("odd3",))
    judge("options that are not UTF-8", (*BASE, "perimeters.geojson", "--perimeters-where",
                                         b"nom = '\xff'", "--crs", b"\xff\x1b[31m"), (2, 3))
    judge("a field map that is not UTF-8", (*BASE, "perimeters.geojson", "--perimeter-fields",
                                            b"id=\xff\x1b[0m"), (2, 3))


# ---- outputs ----------------------------------------------------------------------------------

def outputs():
    write("precious.txt", "precious")
    os.symlink("precious.txt", "link.json")
    judge("an output that is a link: what it leads to is replaced, the link stays",
          (*BASE, "perimeters.geojson", "--json", "link.json"), (0,), outputs=("precious.txt",))
    SUITE.test("the link is still a link", None if os.path.islink("link.json") else "it is not")
    os.symlink("loop-b", "loop-a")
    os.symlink("loop-a", "loop-b")
    judge("an output that is a loop of links", (*BASE, "perimeters.geojson", "--json", "loop-a"), (3,))
    os.symlink("units.geojson", "to-source.json")
    judge("an output that leads to a source", (*BASE, "perimeters.geojson", "--json", "to-source.json"),
          (2,), "overwrite")
    os.link("perimeters.geojson", "hard.json")
    judge("an output that is another name of a source",
          (*BASE, "perimeters.geojson", "--json", "hard.json"), (2,), "overwrite")
    os.mkdir("folder.json")
    judge("an output that is a folder", (*BASE, "perimeters.geojson", "--json", "folder.json"), (3,))
    judge("an output below a file", (*BASE, "perimeters.geojson", "--json", "units.geojson/x.json"), (3,))
    judge("an output with too long a name",
          (*BASE, "perimeters.geojson", "--json", "x" * 300 + ".json"), (3,))
    # A unit, a CPTS and a département that call themselves paths name no file.
    paths = collection([({"code": "../../x", "nom": "/etc/passwd", "dep": "../dep"}, [square(0, 0)]),
                        ({"code": "..", "nom": ".", "dep": "/"}, [square(1, 0)])])
    write("paths.geojson", paths)
    judge("codes, names and groups that are paths", ("check", "--lang", "en", "--units", "paths.geojson",
                                                     "--perimeters", "perimeters.geojson", "-o", "paths"),
          (0, 1), outputs=("paths",))
    SUITE.test("the folder holds the outputs and nothing else",
               sorted(set(os.listdir("paths")) - set(OUTPUTS) -
                      {"report.html", "metrics.prom", "coverage.qgz", "conflicts.qgz"}))


def main():
    guard.write_region()
    secret = os.path.join(SUITE.folder, "elsewhere", "secret.geojson")
    os.mkdir("elsewhere")
    write(secret, perimeters("Secret"))
    listener = socket.create_server(("127.0.0.1", 0))
    names_that_are_code()
    layers_that_are_code()
    bases_that_are_code(secret)
    disguises(secret, listener.getsockname()[1])
    plain_run_is_quiet()
    archives(secret)
    geometries()
    tables()
    texts()
    outputs()
    listener.setblocking(False)
    try:
        listener.accept()
        SUITE.test("nobody called", "somebody connected")
    except BlockingIOError:
        SUITE.test("nobody called", None)
    SUITE.finish()


if __name__ == "__main__":
    main()
