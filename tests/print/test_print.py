#!/usr/bin/env python3
"""Reads what is printed again with poppler: pages, words and their boxes, fonts, links, pixels.

    test_print.py REGION.gpkg      the demo region; prints TAP
"""
import json
import os
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib
import html

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tap import Tap # noqa: E402

PROGRAM = os.environ["CPTS_PROGRAM"]
A3, A4 = (842, 1191), (595, 842)
TESTS = Tap()


def check(passed, what, why=""):
    TESTS.holds(what, passed, str(why).splitlines()[:20])


def run(*arguments, epoch="1767225600", status=1, language="fr"):
    done = subprocess.run([PROGRAM, "check", "--quiet", "--lang", language, *arguments],
                          env=dict(os.environ, SOURCE_DATE_EPOCH=epoch), text=True,
                          capture_output=True, check=False)
    if status is not None and done.returncode != status:
        check(False, " ".join(arguments), f"status {done.returncode}: {done.stderr}")
    return done


def read(path):
    with open(path, "rb") as file:
        return file.read()


def poppler(tool, *arguments):
    return subprocess.run([tool, *arguments], check=True, capture_output=True, text=True).stdout


def info(path):
    return dict(re.findall(r"^(.+?): +(.*)$", poppler("pdfinfo", path), re.M))


def size(path):
    return tuple(round(float(n)) for n in re.findall(r"[\d.]+", info(path)["Page size"])[:2])


def words(path, page=1):
    """(word, box) of a page"""
    text = poppler("pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-")
    return [(html.unescape(m[5]), tuple(float(m[i]) for i in range(1, 5))) for m in re.finditer(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', text)]


def flat(text):
    """Letters and digits alone: lines and hyphens may break names."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def text_of(path, *options):
    return flat(poppler("pdftotext", *options, path, "-"))


def overlapping(boxes):
    """Pairs of words whose boxes share more than the air round letters."""
    found = []
    for i, (a, one) in enumerate(boxes):
        for b, two in boxes[:i]:
            across = min(one[2], two[2]) - max(one[0], two[0])
            down = min(one[3], two[3]) - max(one[1], two[1])
            least = min(one[3] - one[1], two[3] - two[1])
            if across > 0.5 and down > 0.35 * least:
                found.append(f"{a} {one} and {b} {two}")
    return found


def names_of(gpkg):
    run(gpkg, "--json", "names.json")
    with open("names.json", encoding="utf-8") as file:
        return [p["name"] for p in json.load(file)["perimeters"]]


def pixels(path):
    """Width, height and the rows of a PNG of 8-bit RGB, as Cairo writes it."""
    data, at, packed, shape = read(path), 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if zlib.crc32(kind + body) != struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0]:
            raise ValueError("a chunk of the PNG is damaged")
        if kind == b"IHDR":
            shape = struct.unpack(">2I5B", body)
        elif kind == b"pHYs":
            found = struct.unpack(">2IB", body)
            check(5900 < found[0] == found[1] < 5912 and found[2] == 1, "a PNG says that it has 150 dpi", found)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    return shape


def coarse(path):
    """Means of 12 by 8 fields of a picture, by poppler's own reading of the page."""
    poppler("pdftoppm", "-r", "30", "-singlefile", path, "coarse")
    data = read("coarse.ppm")
    width, height = map(int, data.split(b"\n", 3)[1].split())
    body = data.split(b"\n", 3)[3]
    fields = []
    for fy in range(8):
        for fx in range(12):
            total, number = [0, 0, 0], 0
            for y in range(fy * height // 8, (fy + 1) * height // 8, 3):
                for x in range(fx * width // 12, (fx + 1) * width // 12, 3):
                    at = 3 * (y * width + x)
                    for c in range(3):
                        total[c] += body[at + c]
                    number += 1
            fields.append([round(t / number) for t in total])
    return fields


def test_map(region, names):
    run(region, "--map", "map.pdf", "--credit", "Une région, Licence Ouverte 2.0")
    check(sorted(size("map.pdf")) == sorted(A3), "a map is a page of A3", size("map.pdf"))
    check(info("map.pdf")["Pages"] == "1", "of one page", info("map.pdf"))
    check(info("map.pdf")["Title"] == "Territoires des CPTS", "its title is set", info("map.pdf"))
    fonts = poppler("pdffonts", "map.pdf").splitlines()[2:]
    check(fonts and all(line.split()[-5] == "yes" for line in fonts), "its fonts are embedded", fonts)
    whole = text_of("map.pdf")
    missing = [n for n in names if flat(re.sub("^CPTS ", "", n)) not in whole]
    check(not missing, "every CPTS is named", missing)
    said = ["1er janvier 2026", "Licence Ouverte 2.0", "chevauchement", "zone blanche", "À trancher",
            "limite entre départements", "Chiffres clés"]
    check(all(flat(s) in whole for s in said), "date in words, credit, legend, list",
          [s for s in said if flat(s) not in whole])
    crowded = overlapping(words("map.pdf"))
    check(not crowded, "no word is over another", "\n".join(crowded))
    before = read("map.pdf")
    run(region, "--map", "map.pdf", "--credit", "Une région, Licence Ouverte 2.0", "--jobs", "1")
    check(read("map.pdf") == before, "the same input gives the same bytes")
    run(region, "--map", "a4.pdf", "--paper", "A4", "--title", "Un <b>titre</b> & 'autre'")
    check(sorted(size("a4.pdf")) == sorted(A4), "--paper A4", size("a4.pdf"))
    check(info("a4.pdf")["Title"] == "Un <b>titre</b> & 'autre'", "--title is text", info("a4.pdf"))
    crowded = overlapping(words("a4.pdf"))
    check(not crowded, "no word is over another on A4", "\n".join(crowded))
    check(not [n for n in names if flat(re.sub("^CPTS ", "", n)) not in text_of("a4.pdf")],
          "every CPTS is named on A4")


def test_look(folder):
    """The picture is about that of last time; a change that is meant is kept with --keep."""
    found = coarse("map.pdf")
    path = os.path.join(folder, "demo-map.json")
    if "--keep" in sys.argv:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(found, file)
            file.write("\n")
    with open(path, encoding="utf-8") as file:
        kept = json.load(file)
    far = [i for i, (a, b) in enumerate(zip(found, kept)) if max(abs(x - y) for x, y in zip(a, b)) > 24]
    check(len(found) == len(kept) and not far, "the map looks as it did (96 fields)", far)


def test_pictures(region):
    run(region, "--map", "map.png")
    shape = pixels("map.png")
    check(sorted(shape[:2]) == [1754, 2480], "a PNG of A3 has 150 dpi", shape)
    run(region, "--map", "small.png", "--paper", "A4", "--dpi", "72")
    check(sorted(struct.unpack(">2I", read("small.png")[16:24])) == [595, 842], "--dpi")
    run(region, "--map", "map.svg")
    text = read("map.svg").decode()
    check(text.startswith("<?xml") and "<script" not in text and "xlink:href=\"http" not in text,
          "an SVG has no script and fetches nothing")
    before = read("map.png"), read("map.svg")
    run(region, "--map", "map.png")
    run(region, "--map", "map.svg")
    check(before == (read("map.png"), read("map.svg")), "PNG and SVG: the same bytes again")


def test_one(region, names):
    name = names[0]
    run(region, "--map", "one.pdf", "--map-of", name)
    check(flat(name) in text_of("one.pdf"), "--map-of by name", text_of("one.pdf")[:200])
    crowded = overlapping(words("one.pdf"))
    check(not crowded, "no word is over another on the map of one", "\n".join(crowded))
    run(region, "--map", "careless.pdf", "--map-of", name.lower())
    check(flat(name) in text_of("careless.pdf"), "--map-of by a name in small letters")
    slip = name[:-2] + name[-1]
    done = run(region, "--map", "none.pdf", "--json", "none.json", "--map-of", slip, status=2)
    check(slip in done.stderr and name in done.stderr, "--map-of a slip: the nearest named",
          done.stderr)
    check(not os.path.exists("none.pdf") and not os.path.exists("none.json"),
          "--map-of somebody unknown: nothing is written")


def test_full_disk(region):
    """Wherever the disk is full, the run ends in good order and leaves nothing."""
    def limit(size):
        def set_limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return set_limit

    for name, option in (("full.pdf", "--atlas"), ("full-map.pdf", "--map"), ("full.svg", "--map")):
        statuses = []
        for size in (0, 1000, 70000, 180000):
            done = subprocess.run([os.environ["CPTS_PROGRAM"], "check", region, option, name],
                                  capture_output=True, check=False, preexec_fn=limit(size))
            statuses.append(done.returncode)
            if os.path.exists(name):  # small enough
                os.remove(name)
                statuses[-1] -= 1 if done.returncode == 1 else 0
        check(set(statuses) <= {0, 3} and 3 in statuses, f"{name}: no room", statuses)


def test_atlas(region, names):
    run(region, "--atlas", "atlas.pdf")
    check(size("atlas.pdf") == A4, "the atlas is A4", size("atlas.pdf"))
    check(int(info("atlas.pdf")["Pages"]) == len(names) + 2, "cover, index, a page a CPTS",
          info("atlas.pdf"))
    places = poppler("pdfinfo", "-dests", "atlas.pdf")
    check(len(re.findall('"cpts-', places)) == len(names), "each page can be linked to", places)
    raw = read("atlas.pdf")
    check(raw.count(b"/Subtype /Link") >= len(names) * 2, "links from the index and back",
          raw.count(b"/Subtype /Link"))
    check(raw.count(b"/Title") >= len(names) + 3, "bookmarks", raw.count(b"/Title"))
    index = text_of("atlas.pdf", "-f", "2", "-l", "2")
    check(all(flat(n) in index for n in names), "the index names every CPTS", index)
    order = sorted(names, key=lambda n: re.sub("^CPTS ", "", n).lower())
    crowded = []
    for page in range(1, len(names) + 3):
        crowded += [f"page {page}: {line}" for line in overlapping(words("atlas.pdf", page))]
    check(not crowded, "no word is over another on any page", "\n".join(crowded))
    pages = [text_of("atlas.pdf", "-f", str(p), "-l", str(p)) for p in range(3, len(names) + 3)]
    titles = [n for n in order if sum(p.startswith(flat(n)) for p in pages) != 1]
    check(not titles, "each CPTS has its page", titles)
    before = raw
    run(region, "--atlas", "atlas.pdf")
    check(read("atlas.pdf") == before, "the same input gives the same atlas")


def square(x, y, side=5000):
    x, y = 700000 + side * x, 6600000 + side * y
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def layer(path, features):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection",
                   "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
                   "features": [{"type": "Feature", "properties": p, "geometry": {
                       "type": "Polygon", "coordinates": [ring]}} for p, ring in features]}, file)


HOSTILE = ["<b>&amp;", "%s%n{}", "Nord\u202eduS", "name='x' dest='y'"]


def test_odd():
    """One commune, three pieces, the same places twice, long and hostile names, no inhabitants."""
    layer("units.geojson", [({"code": f"{10001 + i}", "nom": f"Commune {i}"},
                             square(i % 6, i // 6)) for i in range(36)])
    long = "Communauté de la Très Longue Vallée et du Haut Plateau réunis autour de l'Étang"
    lists = {"ONE": ("Seule", [0]), "THREE": ("En trois morceaux", [3, 17, 33]), "LONG": (long, [7, 8]),
             "TWIN1": ("Jumelle première", [20, 21]), "TWIN2": ("Jumelle seconde", [20, 21])}
    for i, name in enumerate(HOSTILE):
        lists[f"H{i}"] = (name, [24 + i])
    with open("list.csv", "w", encoding="utf-8") as file:
        file.write("id;nom;insee\n")
        for key, (name, units) in lists.items():
            file.write("".join(f'{key};"{name}";{10001 + u}\n' for u in units))
    source = ["--units", "units.geojson", "--perimeters", "list.csv"]
    for arguments in (["--map", "odd.pdf"], ["--map", "odd.svg"], ["--map", "odd.png"],
                      ["--atlas", "odd-atlas.pdf"]):
        run(*source, *arguments)
    whole = text_of("odd.pdf")
    missing = [name for name, _ in lists.values() if flat(name) not in whole and name != HOSTILE[2]]
    check(not missing, "odd names are text, and all there", missing)
    check(flat("NordduS") in whole and "\u202e" not in poppler("pdftotext", "odd.pdf", "-"),
          "marks of direction are left out")
    crowded = overlapping(words("odd.pdf"))
    check(not crowded, "odd names are over nothing", "\n".join(crowded))
    check("<b>" not in read("odd.svg").decode(), "nor are they elements of the SVG")
    check(int(info("odd-atlas.pdf")["Pages"]) == len(lists) + 2, "they have their pages in the atlas")
    index = text_of("odd-atlas.pdf", "-f", "2", "-l", "2")
    check(flat(long) in index, "the index cuts no name", index)
    for key in ("ONE", "THREE", "LONG"):
        run(*source, "--map", f"{key}.pdf", "--map-of", key)
        check(flat("Commune") in text_of(f"{key}.pdf"), f"the map of {key} names its communes")


def test_long_index():
    """Hundreds of long names: pages are numbered as the index says, whatever room its names take."""
    layer("units.geojson", [({"code": f"{10001 + i}", "nom": f"Village {i}"}, square(i % 20, i // 20))
                            for i in range(400)])
    names = [f"Communauté de la Très Longue Vallée et du Haut Plateau numéro {i:03}" for i in range(400)]
    with open("many.csv", "w", encoding="utf-8") as file:
        file.write("CPTS;INSEE\n" + "".join(f"{n};{10001 + i}\n" for i, n in enumerate(names)))
    run("--units", "units.geojson", "--perimeters", "many.csv", "--atlas", "many.pdf", status=0)
    pages = int(info("many.pdf")["Pages"])
    index = "".join(text_of("many.pdf", "-f", str(p), "-l", str(p)) for p in range(2, pages - 399))
    check(all(flat(n) in index for n in names), "the index of 400 CPTS names each")
    first, last = (text_of("many.pdf", "-f", str(p), "-l", str(p)) for p in (pages - 399, pages))
    check(first.startswith(flat(names[0])) and last.startswith(flat(names[-1])) and
          flat(str(pages)) in index, "and their pages are those of the numbers", (pages, first[:90]))


def test_list():
    """A list of names, a line of which declares nothing: an error without a place, for its keeper."""
    layer("units.geojson", [({"code": f"{10001 + i}", "nom": f"Village{i}"}, square(i, 0)) for i in range(6)])
    with open("names.csv", "w", encoding="utf-8") as file:
        file.write("CPTS;commune\n" + "".join(f"CPTS {'Nord' if i < 3 else 'Sud'};Village{i}\n" for i in range(6)))
        file.write("CPTS Sud;Nowhere\n")
    run("--units", "units.geojson", "--perimeters", "names.csv", "--map", "list.pdf", "--atlas", "list-atlas.pdf")
    whole = text_of("list.pdf")
    check(flat("1 erreur dans les déclarations : voir le rapport") in whole and "Nowhere" not in whole,
          "a map to publish counts the errors of a list, and does not quote them", whole)
    page = text_of("list-atlas.pdf", "-f", "3", "-l", "3")
    check(page.count(flat("CPTS Nord")) == 1, "a CPTS without an id of its own is named once on its page", page)


def test_wrong(region):
    done = run(region, "--map", "map.jpg", status=2)
    check(".pdf" in done.stderr and not os.path.exists("map.jpg"), "a map that is a JPEG", done.stderr)
    done = run(region, "--map", "-", status=2)
    check(".pdf" in done.stderr, "a map on standard output has no kind", done.stderr)
    with open("logo.png", "w", encoding="utf-8") as file:
        file.write("no picture")
    done = run(region, "--map", "logo.pdf", "--logo", "logo.png", status=3)
    check("logo.png" in done.stderr and not os.path.exists("logo.pdf"), "a logo that is none", done.stderr)
    with open("huge.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">2I5B", 1 << 30, 1 << 30, 8, 2, 0, 0, 0))
    done = run(region, "--map", "logo.pdf", "--logo", "huge.png", status=3)
    check("4096" in done.stderr, "a logo as large as a field", done.stderr)
    run(region, "--map", "first.png")
    shutil.copy("first.png", "mark.png")
    run(region, "--map", "logo.pdf", "--logo", "mark.png")
    check("image" in poppler("pdfimages", "-list", "logo.pdf"), "a logo is on the page")
    done = run(region, "--map", "nowhere/map.pdf", status=3)
    check("nowhere" in done.stderr, "a folder that is not there", done.stderr)


def test_ground():
    """Layers of one's own: the sea around the region, a road over it, a town by its name."""
    def write(name, properties, kind, coordinates):
        move = lambda c: [move(p) for p in c] if isinstance(c[0], list) else [700000 + c[0], 6600000 + c[1]]
        features = [{"type": "Feature", "properties": p, "geometry": {"type": kind, "coordinates": move(c)}}
                    for p, c in zip(properties, coordinates)]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
        with open(name, "w", encoding="utf-8") as file:
            json.dump({"type": "FeatureCollection", "crs": crs, "features": features}, file)

    def square(x, y, side):
        return [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]
    write("four.geojson", [{"code": f"9930{i}", "nom": f"Lieu {i}", "dep": "99", "population": 10} for i in range(4)],
          "Polygon", [square(1000 * (i % 2), 1000 * (i // 2), 1000) for i in range(4)])
    write("one.geojson", [{"id": "A", "nom": "CPTS Une"}], "Polygon", [square(0, 0, 1000)])
    write("mer.geojson", [{}], "Polygon", [square(-9000, -9500, 10000)])
    write("routes.geojson", [{}], "LineString", [[[-5000, 1500], [5000, 1500]]])
    write("villes.geojson", [{"nom": "Bourg"}, {"nom": "Loin"}], "Point", [[1500, 1700], [90000, 0]])
    region = ("--units", "four.geojson", "--perimeters", "one.geojson")
    ground = [word for name in ("mer", "routes", "villes") for word in ("--ground", name + ".geojson")]
    run(*region, "--map", "bare.pdf")
    run(*region, *ground, "--map", "ground.pdf", "--atlas", "ground-atlas.pdf")
    water = {}
    for name in ("bare.pdf", "ground.pdf", "ground-atlas.pdf"):
        page = "3" if "atlas" in name else "1"
        picture = subprocess.run(["pdftoppm", "-r", "40", "-f", page, "-l", page, name], check=True,
                                 capture_output=True).stdout
        water[name] = sum(picture[i:i + 3] == b"\xc3\xd9\xe8" for i in range(len(picture) % 3, len(picture) - 2, 3))
    check(water["bare.pdf"] == 0 and water["ground.pdf"] > 1000 and water["ground-atlas.pdf"] > 500,
          "a map and an atlas show the sea of the ground", water)
    said = poppler("pdftotext", "ground.pdf", "-")
    check("Bourg" in said and "Loin" not in said, "a town of the ground is named, one far away is not", said)
    check("mer.geojson" in said, "its file is among the sources at the foot", said)
    check(read("ground.pdf") == (run(*region, *ground, "--map", "again.pdf"), read("again.pdf"))[1],
          "the same ground gives the same bytes")


def main():
    region, folder = os.path.abspath(sys.argv[1]), os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        names = names_of(region)
        test_map(region, names)
        test_look(folder)
        test_pictures(region)
        test_one(region, names)
        test_full_disk(region)
        test_atlas(region, names)
        test_odd()
        test_long_index()
        test_list()
        test_ground()
        test_wrong(region)
        os.chdir("/")
    TESTS.plan()
    return 1 if TESTS.failed else 0


if __name__ == "__main__":
    sys.exit(main())
