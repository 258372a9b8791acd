"""The runs in which calls are made to fail: a small region that has something of everything, and
the command lines. Sources are in sources/; work/ is what a run may change, put back from before/."""
import os
import shutil
import sqlite3
import struct
import subprocess
import zlib

from guard import collection, square, write

UNITS = "sources/units.gpkg"
CHECK = ["check", "--lang", "en", "--jobs", "1", "--units", UNITS]
STORE = ["--history", "work/store.sqlite"]


def ring(*points):
    return [[700000 + x, 6600000 + y] for x, y in points + points[:1]]


def write_units():
    """Nine squares: one with a lake, one that crosses itself, two that overlap, a gap."""
    shapes = {i: [square(i % 3, i // 3)] for i in range(9)}
    shapes[0].append(ring((200, 200), (200, 300), (300, 300), (300, 200)))
    shapes[4] = [ring((1000, 1000), (2000, 1000), (1000, 2000), (2000, 2000))]
    shapes[7] = [ring((1000, 2000), (2010, 2000), (2010, 3000), (1000, 3000))]
    shapes[8] = [ring((2000, 2000), (3000, 2000), (3000, 3000), (2000, 3000), (2000, 2600),
                      (2001, 2500), (2000, 2400))]
    write("sources/units.geojson", collection([
        ({"code": f"9910{i + 1}", "nom": f"Commune {i}", "population": 900 * (i + 1),
          "departement": "991", "epci": f"E{i % 3}"}, shape) for i, shape in shapes.items()]))
    subprocess.run(["ogr2ogr", "-f", "GPKG", "-nln", "communes", UNITS, "sources/units.geojson"],
                   check=True, stderr=subprocess.DEVNULL)


def write_perimeters():
    """What overlaps, leaves white, lies outside, cuts units, crosses itself, is listed twice."""
    drawn = [({"id": "A", "nom": "Sud", "statut": "ACI signé"},
              [ring((0, 0), (1500, 0), (1500, 1000), (1000, 1000), (0, 1000))]),
             ({"id": "B", "nom": "=Est", "statut": "lettre d'intention"},
              [ring((1402, 0), (3200, 0), (3200, 1000), (1402, 1000))]),
             ({"id": "C", "nom": "Nœud", "statut": None},
              [ring((100, 1100), (900, 1900), (900, 1100), (100, 1800))]),
             ({"id": "C", "nom": "Nœud", "statut": None},
              [ring((600, 1500), (950, 1500), (950, 1950), (600, 1950))])]
    drawn.append(({"id": "Z", "nom": "HORS CPTS", "statut": None}, [square(0, 0, 3, 3)]))
    write("sources/drawn.geojson", collection(drawn))
    write("sources/night.geojson", collection(drawn[:1] + drawn[2:-1]))
    write("sources/ground.geojson", collection([
        ({"nom": "mer"}, [square(-1, -1, 2, 2)])]))
    write("sources/codes.csv", "id;nom;insee\nD;Nord;99107\nD;Nord;99108\nD;Nord;99108\n"
                               "D;Nord;99199\nE;Là;99109\nE;Là;99120\nE;Là;99106\nF;Ici;E2\n")


def write_tables():
    write("sources/populations.csv", "COM;PMUN;PCAP;PTOT\n" + "".join(
        f"9910{i};{1000 * i};1;{1000 * i}\n" for i in range(1, 10)))
    write("sources/moves.csv", "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,"
          "TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n32,2019-01-01,COM,99120,0,X,X,X,"
          "COM,99109,0,Y,Y,Y\n")
    write("sources/figures.csv", "code;doctors;income;homes\n" + "".join(
        f"9910{i};{i};{100 * i};{7 * i}\n" for i in range(1, 10)))
    write("sources/epci.geojson", collection([({"code": "E1", "nom": "Communauté"},
                                               [square(0, 0, 2, 3)])]))


def write_logo():
    """Two by two pixels of PNG."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + \
            struct.pack(">I", zlib.crc32(kind + data))
    with open("sources/logo.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 2, 2, 8, 0, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(b"\0\0\xff" * 2)) + chunk(b"IEND", b""))


PERIMETERS = ["--perimeters", "sources/drawn.geojson", "--perimeters", "sources/codes.csv",
              "--perimeters-where", "nom <> 'HORS CPTS'"]
REGION = [*CHECK, *PERIMETERS]
# The id of a finding that the store holds is filled in by prepare().
FLOWS = {
    "check": [*REGION, "--populations", "sources/populations.csv",
              "--code-changes", "sources/moves.csv", "--expand", "epci,department", "--indicators",
              "sources/figures.csv,sum=doctors,mean=income,weight=homes", "--against",
              "EPCI=sources/epci.geojson", "--sheets", "work/out/sheets", "-o", "work/out", *STORE],
    "map": [*REGION, "--map", "work/map.pdf", "--atlas", "work/atlas.pdf", "--logo",
            "sources/logo.png", "--credit", "Anybody"],
    "picture": [*REGION, "--map", "work/map.png", "--map-of", "A", "--dpi", "40", "--ground",
                "sources/ground.geojson"],
    "drawing": [*REGION, "--map", "work/map.svg"],
    "base": [*REGION, "--layers", "work/layers.sqlite", "--json", "work/layers.json"],
    "files": [*REGION, "--layers", "work/layers.fgb"],
    "shapes": [*REGION, "--layers", "work/layers.shp", *STORE],
    "mail": [*CHECK, "--perimeters", "sources/drawn.geojson", "--perimeters-where",
             "nom <> 'HORS CPTS'", "--format", "mail", "--junit",
             "work/junit.xml", *STORE, "--accepted", "work/accepted.csv"],
    "simulate": ["simulate", *REGION[1:], "--as", "B", "--take", "99102,99104", "--release",
                 "99103", "-o", "work/out"],
    "propose": ["propose", *REGION[1:], "--declaration", "work/declaration.csv", "-o", "work/out"],
    "compare": ["compare", "--lang", "en", "--jobs", "1", "--units", UNITS, "sources/night.geojson",
                "sources/drawn.geojson", "--json", "work/comparison.json", "--geojson",
                "work/comparison.geojson"],
    "reports": ["compare", "--lang", "en", "work/out/report.json", "work/out/report.json"],
    "accept": ["history", "--lang", "en", "work/store.sqlite", "accept", "ID", "--reason",
               "the border is being settled", "--by", "Dupont"],
    "import": ["history", "--lang", "en", "work/store.sqlite", "import", "work/accepted.csv"],
    "export": ["history", "--lang", "en", "work/store.sqlite", "export", "work/exported.csv"],
    "show": ["history", "--lang", "en", "work/store.sqlite", "show", "ID", "--format", "json"],
}


def prepare(run):
    """The sources, and the work of an earlier night: outputs, a store, accepted findings."""
    os.mkdir("sources")
    write_units()
    write_perimeters()
    write_tables()
    write_logo()
    os.mkdir("work")
    status, _, _, said = run("fail", 0, 1, "once", "cpts-coverage", *CHECK, "--perimeters",
                             "sources/night.geojson", "-o", "work/out", *STORE)
    if status != 1:
        raise RuntimeError(f"the night before ended with {status}: {said}")
    with sqlite3.connect("work/store.sqlite") as base:
        ids = [row[0] for row in base.execute(
            "SELECT id FROM findings WHERE rule='white-zone' ORDER BY id")]
    base.close()
    write("work/accepted.csv", f"id;reason;by;until;max_area_m2\n{ids[-1]};a lake;Dupont;2099-01-01;\n")
    for arguments in FLOWS.values():
        arguments[:] = [ids[0] if word == "ID" else word for word in arguments]
    shutil.copytree("work", "before")
