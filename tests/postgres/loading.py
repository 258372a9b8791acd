"""packaging/nightly/postgis: coverage.gpkg in a schema of PostgreSQL, whole or not at all."""
import os
import pathlib
import subprocess
import time

SCRIPT = pathlib.Path(__file__).resolve().parent.parent.parent / "packaging" / "nightly" / "postgis"
TABLES = ("overlaps", "white_zones", "slivers", "perimeters", "units", "claims", "totals")
# A row of each table weighs in: a run that is half there is neither of two.
FIGURES = "SELECT " + ", ".join(f"(SELECT count(*) FROM cpts.{table})" for table in TABLES) + \
    ", (SELECT round(sum(area_m2)::numeric, 3) FROM cpts.perimeters)" \
    ", (SELECT round(sum(ST_Area(geom))::numeric, 3) FROM cpts.white_zones)"
QGIS = """
import sys
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
for table in ("overlaps", "units"):
    layer = QgsVectorLayer(sys.argv[1] + " key='fid' table=\\"cpts\\".\\"" + table + "\\" (geom)", table, "postgres")
    print(table, layer.isValid(), layer.featureCount() > 0, layer.renderer().type(), layer.labelsEnabled())
"""


class Base:
    def __init__(self, server):
        self.server = server

    def load(self, path, user="owner"):
        return subprocess.Popen(["sh", str(SCRIPT), self.server.where(user), "cpts", path], text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def loaded(self, path, user="owner"):
        process = self.load(path, user)
        said, _ = process.communicate()
        return process.returncode, said

    def ask(self, query, user="owner"):
        """What a reader who waits for nobody sees."""
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.server.where(user), "-c",
                               "SET lock_timeout = '2s'", "-c", query], capture_output=True, text=True,
                              check=False, stdin=subprocess.DEVNULL)
        return done.stdout.strip() or done.stderr.strip()

    def holding(self, command):
        """A session that keeps a lock until its standard input is closed."""
        session = subprocess.Popen(["psql", "-XAtq", self.server.where()], stdin=subprocess.PIPE, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        session.stdin.write(f"BEGIN; {command}; SELECT 'held';\n")
        session.stdin.flush()
        while "held" not in session.stdout.readline():
            pass
        return session

    def waits(self):
        """Until a loader waits for a lock that another session holds."""
        for _ in range(300):
            if self.ask("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0":
                return None
            time.sleep(0.1)
        return "it never waited"


def results(suite, demo):
    region, paths = os.path.join(demo, "region.gpkg"), []
    for name, words in (("whole", ()), ("part", ("--perimeters-where", "id LIKE 'CPTS-96-%'"))):
        paths.append(os.path.join(suite.folder, name + ".gpkg"))
        subprocess.run([os.environ["CPTS_PROGRAM"], "check", "--units", region + "|layername=communes",
                        "--perimeters", region + "|layername=cpts", *words, "--quiet", "--gpkg", paths[-1]],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    return paths


def figures_of(path):
    """The same figures from the file itself."""
    counts = [subprocess.run(["sqlite3", path, f"SELECT count(*) FROM {table}"], capture_output=True, text=True,
                             check=True).stdout.strip() for table in TABLES]
    area = subprocess.run(["sqlite3", path, "SELECT printf('%.3f', sum(area_m2)) FROM perimeters"],
                          capture_output=True, text=True, check=True).stdout.strip()
    return counts + [area]


def test_loading(suite, server, demo):
    base = Base(server)
    whole, part = results(suite, demo)
    suite.equal("loading: the first time", base.loaded(whole), (0, ""))
    first = base.ask(FIGURES)
    suite.equal("loading: what is in the file", first.split("|")[:-1], figures_of(whole))
    suite.equal("loading: the areas are those of the geometries",
                base.ask("SELECT count(*) FROM cpts.overlaps WHERE abs(ST_Area(geom) - area_m2) > 0.01"), "0")
    suite.equal("loading: spatial indexes", base.ask(
        "SELECT count(*) FROM pg_indexes WHERE schemaname = 'cpts' AND indexdef LIKE '%gist%'"), "7")
    server.sql("GRANT USAGE ON SCHEMA cpts TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA cpts TO reader;"
               "CREATE VIEW cpts.mine AS SELECT id, geom FROM cpts.white_zones; CREATE TABLE cpts.notes AS SELECT 1 AS n;"
               "CREATE TABLE cpts.indicators AS SELECT 1 AS n; COMMENT ON TABLE cpts.indicators IS 'cpts-coverage: old'")
    suite.equal("loading: another run", base.loaded(part), (0, ""))
    second = base.ask(FIGURES, "reader")
    suite.equal("loading: rights are kept, and it is the other run", second.split("|")[:-1], figures_of(part))
    suite.equal("loading: views are kept, as are tables of others; what this run has not is empty", base.ask(
        "SELECT (SELECT count(*) = (SELECT count(*) FROM cpts.white_zones) FROM cpts.mine),"
        "(SELECT count(*) FROM cpts.notes), (SELECT count(*) FROM cpts.indicators)"), "t|1|0")
    server.sql("DROP VIEW cpts.mine; ALTER TABLE cpts.white_zones ADD COLUMN former int")
    suite.equal("loading: over other columns", base.loaded(part), (0, ""))
    suite.equal("loading: rights are kept there too", base.ask(FIGURES, "reader"), second)
    test_meanwhile(suite, base, whole, part, first, second)
    test_failures(suite, base, whole, second)
    test_qgis(suite, server)


def test_meanwhile(suite, base, whole, part, first, second):
    lock = base.holding("LOCK TABLE cpts.units IN SHARE MODE")
    writer = base.load(whole)
    suite.test("a load in the middle waits for a lock on one table", base.waits())
    suite.equal("loading: a reader meanwhile sees the run before, at once", base.ask(FIGURES, "reader"), second)
    lock.communicate("COMMIT;\n")
    suite.equal("loading: it goes on", (writer.communicate()[0], writer.returncode), ("", 0))
    suite.equal("loading: then the reader sees the other", base.ask(FIGURES, "reader"), first)
    writers = [base.load(path) for path in (whole, part, whole, part)]
    suite.equal("loading: four writers at once all end well",
                [(writer.communicate()[0], writer.returncode) for writer in writers], [("", 0)] * 4)
    suite.test("loading: what is there is one of theirs, whole",
               None if base.ask(FIGURES) in (first, second) else base.ask(FIGURES))
    suite.equal("loading: nothing of them is left", base.ask(
        "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'cpts\\_%'"), "0")
    base.loaded(part)


def test_failures(suite, base, whole, before):
    status, said = base.loaded(whole, "reader")
    suite.test("loading: without the rights, it says so", None if status and "ERROR" in said else (status, said))
    suite.equal("loading: without the rights, nothing changes", base.ask(FIGURES), before)
    status, said = base.loaded(__file__)
    suite.test("loading: what is no GeoPackage fails", None if status else said)
    suite.equal("loading: and changes nothing", base.ask(FIGURES), before)
    lock = base.holding("LOCK TABLE cpts.units IN SHARE MODE")
    writer = base.load(whole)
    suite.test("a load is in the middle", base.waits())
    base.server.stop()
    said, _ = writer.communicate()
    lock.communicate()
    suite.test("loading: the server goes away: it fails", None if writer.returncode else said)
    base.server.go()
    suite.equal("loading: nothing is half replaced", base.ask(FIGURES), before)


def test_qgis(suite, server):
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
        suite.skip("the tables in QGIS", "the packages of the group qgis are not installed")
        return
    where = server.where() + f" password='{os.environ['PGPASSWORD']}'".replace("'x&", "\\'x&")
    done = subprocess.run([python, "-c", QGIS, where], capture_output=True, text=True, check=False,
                          env=dict(os.environ, QT_QPA_PLATFORM="offscreen"), stdin=subprocess.DEVNULL)
    suite.equal("loading: QGIS opens the tables drawn", done.stdout.splitlines(),
                ["overlaps True True categorizedSymbol True", "units True True categorizedSymbol True"])
