"""examples/tiling.sql, the certificate that a declaration is an exact tiling, against the verdict of
the program: on the demo region and its variants, and on regions at random. Whenever it certifies, the
program must say compliant; where borders have the same vertices and nothing is a sliver, the other
way about too."""
import os
import pathlib
import random
import subprocess

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "examples/tiling.sql"
REGIONS = int(os.environ.get("CPTS_TILING_REGIONS", "33"))
VIEWS = """CREATE TEMPORARY VIEW units AS SELECT code, geom FROM tiling.communes;
CREATE TEMPORARY VIEW perimeters AS SELECT id, geom FROM tiling.cpts;
CREATE TEMPORARY VIEW declared AS SELECT id AS cpts, code FROM tiling.liste;
"""
SIDE = 6
STEP_MM = 1_000_000


class Base:
    def __init__(self, suite, server):
        self.suite, self.server = suite, server

    def ask(self, text):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.server.where()], input=text,
                              capture_output=True, text=True, check=False, env=self.server.environment)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def certificate(self, question="SELECT 1"):
        """The row of the verdict as a dictionary, and the answer to a question about its tables."""
        names, values, *answer = self.ask(
            VIEWS + "SET client_min_messages = error;\n\\t off\n\\pset footer off\n" +
            SCRIPT.read_text(encoding="utf-8") + "\\t on\n" + question).splitlines()
        return dict(zip(names.split("|"), values.split("|"))), "\n".join(answer)

    def verdict(self):
        """Of the program, which reads the same tables."""
        where = "PG:" + self.server.where() + "|layername=tiling."
        sources = ["--units", where + "communes"]
        for table in ("cpts", "liste"):
            if self.ask(f"SELECT count(*) FROM tiling.{table}") != "0":
                sources += ["--perimeters", where + table]
        return self.suite.check(*sources).report["verdict"]

    def from_demo(self, demo, layer="region-clean.gpkg"):
        self.ask("DROP SCHEMA IF EXISTS tiling CASCADE; CREATE SCHEMA tiling;"
                 "CREATE TABLE tiling.liste (id text, code text)")
        region = os.path.join(demo, layer)
        self.server.load(region, "communes", "tiling.communes")
        self.server.load(region, "cpts", "tiling.cpts")
        self.ask("ALTER TABLE tiling.communes RENAME insee TO code")


def compared(suite, base, what, certified, verdict, **facts):
    """One variant: what the certificate and the program must say, and figures of the former."""
    row, _ = base.certificate()
    got = {name: row[name] for name in facts} | {"certified": row["certified"], "verdict": base.verdict()}
    suite.equal(f"tiling: {what}", got, facts | {"certified": certified, "verdict": verdict})
    return row


def test_demo(suite, base, demo):
    base.from_demo(demo)
    compared(suite, base, "the compliant region is certified", "t", "compliant", flaws="0", invalid_areas="0")
    one = "(SELECT code FROM tiling.communes ORDER BY ST_Area(geom) DESC LIMIT 1)"
    base.ask(f"INSERT INTO tiling.cpts (id, geom) SELECT 'CPTS-TWICE', geom FROM tiling.communes WHERE code = {one}")
    compared(suite, base, "a unit claimed twice", "f", "not-compliant")
    row, answer = base.certificate(
        "SELECT count(*), min(excess), bool_and(ST_Area(ST_BuildArea(lines)) > 0), bool_and(abs(ST_Area(ST_BuildArea(lines)) -"
        f" (SELECT ST_Area(geom) FROM tiling.communes WHERE code = {one})) < 1),"
        " bool_and(ST_IsPolygonCCW(ST_MakePolygon(ST_LineMerge(lines, true))))"
        " FROM (SELECT excess, ST_Collect(geom) AS lines FROM tiling_flaws GROUP BY excess) AS flaw")
    suite.equal("tiling: its border, anticlockwise, is what is left", answer, "1|1|t|t|t")
    base.from_demo(demo)
    base.ask("DELETE FROM tiling.cpts WHERE id = (SELECT id FROM tiling.cpts ORDER BY id LIMIT 1)")
    compared(suite, base, "a CPTS removed", "f", "not-compliant")
    base.from_demo(demo)
    base.ask("UPDATE tiling.cpts SET geom = ST_SnapToGrid(geom, 250) WHERE id = (SELECT min(id) FROM tiling.cpts)")
    compared(suite, base, "vertices moved", "f", "not-compliant")
    base.from_demo(demo, "region.gpkg")
    compared(suite, base, "the region with planted defects", "f", "not-compliant")
    base.from_demo(demo)
    base.ask("INSERT INTO tiling.liste SELECT p.id, u.code FROM tiling.cpts p JOIN tiling.communes u ON "
             "ST_Contains(p.geom, ST_PointOnSurface(u.geom)); DELETE FROM tiling.cpts")
    compared(suite, base, "the same by lists of codes", "t", "compliant", listed_by_none="0", listed_twice="0")
    base.ask(f"INSERT INTO tiling.liste VALUES ('CPTS-TWICE', {one})")
    compared(suite, base, "a unit listed twice", "f", "not-compliant", listed_by_none="0", listed_twice="1")
    base.ask(f"DELETE FROM tiling.liste WHERE code = {one}")
    compared(suite, base, "a unit listed by none", "f", "not-compliant", listed_by_none="1", listed_twice="0")
    base.ask(f"INSERT INTO tiling.liste VALUES ('CPTS-TWICE', {one}), ('CPTS-TWICE', {one}), ('CPTS-TWICE', '98999')")
    compared(suite, base, "a code of no unit", "f", "not-compliant", unknown_codes="1", flaws="0")
    base.from_demo(demo)
    base.ask("ALTER TABLE tiling.communes ALTER geom TYPE geometry USING ST_Transform(geom, 4326);"
             "ALTER TABLE tiling.cpts ALTER geom TYPE geometry USING ST_Transform(geom, 4326)")
    suite.equal("tiling: degrees are refused", [base.certificate()[0][k] for k in ("certified", "is_metric")], ["f", "f"])
    base.ask("DELETE FROM tiling.communes; DELETE FROM tiling.cpts")
    suite.equal("tiling: nothing declared is not certified", base.certificate()[0]["certified"], "f")


# What is wrong with a region at random: whether the program calls it compliant all the same, None if
# either verdict may be right. Only the first two are certain to be certified.
DEFECTS = {"nothing": True, "lake": True, "below the grid": None, "jitter": None, "sliver": None, "T-junction": None,
           "units overlap": None, "unit in another": None, "twice": False, "unclaimed": False, "vertex moved": False}


class Land:
    """Units on a grid of moved nodes, each edge with vertices of its own, in whole millimetres."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.defect = list(DEFECTS)[seed % len(DEFECTS)]
        self.points = {}
        self.rings = {self.code(c, r): self.ring(c, r) for c in range(SIDE) for r in range(SIDE)}
        self.islands = self.random.sample(sorted(self.rings), 3)
        if self.defect == "lake":
            del self.rings[self.code(2, 3)]
        spoiled = self.code(self.random.randrange(2, 5), 2)
        # A border inside one CPTS would hide what is wrong with it.
        self.owners = {code: "CPTS-0" if code == spoiled else f"CPTS-{self.random.randrange(1, 5)}" for code in self.rings}
        self.claims = [(owner, code) for code, owner in self.owners.items()]
        self.drawn = {code: list(ring) for code, ring in self.rings.items()}
        self.extra = {}
        self.spoil(spoiled)

    @staticmethod
    def code(column, row):
        return f"98{101 + column * SIDE + row}"

    def point(self, column, row, step=0, is_up=False):
        key = (column, row, step, is_up)
        if key not in self.points:
            along = STEP_MM * step // 4
            shift = [self.random.randrange(-90_000, 90_001) for _ in range(2)]
            self.points[key] = (500_000_000 + column * STEP_MM + (0 if is_up else along) + shift[0],
                                6_600_000_000 + row * STEP_MM + (along if is_up else 0) + shift[1])
        return self.points[key]

    def ring(self, column, row):
        steps = range(4)
        return [self.point(column, row, s) for s in steps] + \
            [self.point(column + 1, row, s, s > 0) for s in steps] + \
            [self.point(column + 1, row + 1)] + [self.point(column, row + 1, s) for s in (3, 2, 1)] + \
            [self.point(column, row + 1)] + [self.point(column, row, s, True) for s in (3, 2, 1)]

    def move(self, rings, code, mm):
        x, y = rings[code][5]
        rings[code][5] = (x + mm, y + mm / 2)

    def spoil(self, code):
        """`drawn` is what perimeters are made of, `rings` what the units are."""
        moved_mm = {"below the grid": 0.3, "jitter": 2, "sliver": 900, "vertex moved": 60_000}
        if self.defect in moved_mm:
            self.move(self.drawn, code, moved_mm[self.defect])
        elif self.defect == "T-junction":
            del self.drawn[code][self.random.choice([1, 6, 9])]
        elif self.defect == "units overlap":
            for rings in (self.rings, self.drawn):
                self.move(rings, code, self.random.choice([-1, 1]) * 50_000)
        elif self.defect == "unit in another":
            x, y = self.rings[code][0]
            self.extra["98099"] = [(x + a * 300_000, y + b * 300_000) for a, b in ((1, 1), (2, 1), (2, 2), (1, 2))]
            if self.random.random() < 0.5:
                self.claims.append((self.owners[code], "98099"))
        elif self.defect == "twice":
            self.claims.append((f"CPTS-{9 if self.random.random() < 0.5 else self.random.randrange(1, 5)}", code))
        elif self.defect == "unclaimed":
            self.claims.remove((self.owners[code], code))

    @staticmethod
    def text(ring):
        return "((" + ",".join(f"{x / 1000:.4f} {y / 1000:.4f}" for x, y in ring + ring[:1]) + "))"

    def island(self, code):
        """A second part of a unit, well apart."""
        number = self.islands.index(code)
        x, y = 500_000_000 + number * STEP_MM, 6_590_000_000
        return [(x, y), (x + 400_000, y), (x + 300_000, y + 350_000)]

    def wkt(self, code, rings):
        parts = [rings[code] if code in rings else self.extra[code]] + \
            ([self.island(code)] if code in self.islands else [])
        return f"ST_GeomFromText('MULTIPOLYGON({','.join(map(self.text, parts))})', 2154)"

    def load(self, base):
        codes = [*self.rings, *self.extra]
        units = ",".join(f"('{code}', 'Commune {code}', 100, {self.wkt(code, self.rings)})" for code in codes)
        drawn = ",".join(f"('{code}', {self.wkt(code, self.drawn)})" for code in codes)
        claims = ",".join(f"('{owner}', '{code}')" for owner, code in self.claims)
        # Some CPTS by polygons, the others by lists; never by lists where borders are redrawn.
        polygons = self.random.randrange(1, 6) if self.drawn == self.rings else 9
        base.ask(f"""DROP SCHEMA IF EXISTS tiling CASCADE; CREATE SCHEMA tiling;
CREATE TABLE tiling.communes (code text, nom text, population int, geom geometry(MultiPolygon, 2154));
CREATE TABLE tiling.liste (id text, code text);
CREATE TABLE tiling.cpts (id text, geom geometry(MultiPolygon, 2154));
CREATE TEMPORARY TABLE drawn (code text, geom geometry);
INSERT INTO tiling.communes VALUES {units}; INSERT INTO drawn VALUES {drawn};
INSERT INTO tiling.liste VALUES {claims};
INSERT INTO tiling.cpts SELECT id, ST_Multi(ST_Union(geom)) FROM tiling.liste JOIN drawn USING (code)
    WHERE id < 'CPTS-{polygons}' GROUP BY id;
DELETE FROM tiling.liste WHERE id < 'CPTS-{polygons}'""")


def test_random(suite, base):
    """The defects in turn. Counts of both verdicts are required, so that none of this is vacuous."""
    said = {}
    for seed in range(REGIONS):
        land = Land(seed)
        land.load(base)
        row, _ = base.certificate()
        certified, verdict = row["certified"] == "t", base.verdict()
        expected = DEFECTS[land.defect]
        problem = None
        if certified and verdict != "compliant":
            problem = "certified, but the program finds conflicts"
        elif expected is not None and (certified, verdict == "compliant") != (expected, expected):
            problem = f"expected {expected} of both"
        suite.test(f"tiling: region {seed} at random, {land.defect}", problem and f"{problem}: {verdict}, {row}")
        said.setdefault(land.defect, set()).add((certified, verdict))
    suite.test("tiling: some are compliant though not certified, and what moves less than the grid may be",
               None if (False, "compliant") in said["sliver"] and (True, "compliant") in said["below the grid"]
               else f"{said}")


def test_tiling(suite, server, demo):
    base = Base(suite, server)
    test_demo(suite, base, demo)
    test_random(suite, base)
