"""check --postgis: layers and tables in a schema of PostgreSQL, whole or not at all."""
import json
import math
import os
import sqlite3
import subprocess
import time

TABLES = ("overlaps", "white_zones", "slivers", "perimeters", "units", "claims", "totals")
# A row of each table weighs in: a run that is half there is neither of two.
FIGURES = "SELECT " + ", ".join(f"(SELECT count(*) FROM cpts.{table})" for table in TABLES) + \
    ", (SELECT round(sum(area_m2)::numeric, 3) FROM cpts.perimeters)" \
    ", (SELECT round(sum(ST_Area(geom))::numeric, 3) FROM cpts.white_zones)"
WHOLE, PART = (), ("--perimeters-where", "id LIKE 'CPTS-96-%'")
QGIS = """
import sys
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
for table in ("overlaps", "units"):
    layer = QgsVectorLayer(sys.argv[1] + " key='fid' table=\\"cpts\\".\\"" + table + "\\" (geom)", table, "postgres")
    print(table, layer.isValid(), layer.featureCount() > 0, layer.renderer().type(), layer.labelsEnabled(),
          layer.attributeAlias(layer.fields().indexOf("name" if table == "units" else "rule")))
"""


class Base:
    def __init__(self, suite, server, demo):
        self.server, self.folder = server, suite.folder
        self.region = os.path.join(demo, "region.gpkg")

    def write(self, words=WHOLE, user="owner", base="region", connection=None):
        """A check that writes in the base; its process."""
        return subprocess.Popen(
            [os.environ["CPTS_PROGRAM"], "check", "--lang", "en", "--quiet", "--units",
             self.region + "|layername=communes", "--perimeters", self.region + "|layername=cpts",
             "--postgis", connection or "PG:" + self.server.where(user, base), *words], text=True,
            env=dict(os.environ, SOURCE_DATE_EPOCH="1767225600"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)

    def written(self, *arguments, **others):
        process = self.write(*arguments, **others)
        said, _ = process.communicate()
        return process.returncode, said

    def ask(self, query, user="owner"):
        """What a reader who waits for nobody sees."""
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.server.where(user), "-c",
                               "SET lock_timeout = '2s'", "-c", query], capture_output=True, text=True,
                              check=False, stdin=subprocess.DEVNULL)
        return done.stdout.strip() or done.stderr.strip()

    def session(self, *commands):
        """A session in a transaction, after these commands."""
        session = subprocess.Popen(["psql", "-XAtq", self.server.where()], stdin=subprocess.PIPE, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        session.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ;" + "".join(c + ";" for c in commands) +
                            "SELECT 'begun';\n")
        session.stdin.flush()
        while "begun" not in session.stdout.readline():
            pass
        return session

    def waits(self):
        """Until a writer waits for a lock that another session holds."""
        for _ in range(300):
            if self.ask("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0":
                return None
            time.sleep(0.1)
        return "it never waited"


def is_same(one, other):
    """GDAL gives PostgreSQL 15 digits of a number."""
    return math.isclose(one, other, rel_tol=1e-14) if isinstance(one, float) and other is not None else one == other


def rows_of_file(path, table, columns):
    with sqlite3.connect(path) as file:
        rows = file.execute("SELECT " + ",".join(f'"{c}"' for c in columns) + f" FROM {table} ORDER BY fid").fetchall()
    # A geometry of the GeoPackage is WKB after 40 bytes: magic, flags, SRS, envelope.
    return [[value[40:].hex() if isinstance(value, bytes) else value for value in row] for row in rows]


def rows_of_base(base, table, columns):
    shown = ",".join("encode(ST_AsBinary(geom), 'hex')" if c == "geom" else
                     f"""to_char({c} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
                     if c == "generated_at" else f'"{c}"' for c in columns)
    rows = base.ask(f"SELECT json_build_array({shown}) FROM cpts.{table} ORDER BY fid")
    return [json.loads(row) for row in rows.splitlines()]


def test_contents(suite, base):
    path = os.path.join(suite.folder, "coverage.gpkg")
    suite.equal("postgis: the first time, with the GeoPackage", base.written(("--gpkg", path)), (1, ""))
    with sqlite3.connect(path) as file:
        tables = [row[0] for row in file.execute("SELECT table_name FROM gpkg_contents") if row[0] != "layer_styles"]
    suite.equal("postgis: the tables of the GeoPackage",
                base.ask("SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'cpts'"),
                ",".join(sorted(tables)))
    for table in tables:
        with sqlite3.connect(path) as file:
            titles = dict(file.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ?", (table,)))
            columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
        there, here = rows_of_file(path, table, columns), rows_of_base(base, table, columns)
        suite.equal(f"postgis: {table} has as many rows as in the GeoPackage", len(here), len(there))
        suite.test(f"postgis: {table}: their values and geometries are the same",
                   next((f"{a} is now {b}"[:2000] for a, b in zip(there, here) if not all(map(is_same, a, b))), None))
        comments = base.ask(f"SELECT json_object_agg(attname, col_description(attrelid, attnum)) FROM pg_attribute "
                            f"WHERE attrelid = 'cpts.{table}'::regclass AND attnum > 0 AND attname NOT IN ('fid', 'geom')")
        suite.equal(f"postgis: {table}: its columns have comments", json.loads(comments), titles)
    suite.equal("postgis: a primary key each, a spatial index each layer, all in the CRS of the check", base.ask(
        "SELECT (SELECT count(*) FROM pg_constraint WHERE contype = 'p' AND connamespace = 'cpts'::regnamespace),"
        "(SELECT count(*) FROM pg_indexes WHERE schemaname = 'cpts' AND indexdef LIKE '%gist%'),"
        "(SELECT string_agg(DISTINCT type || srid, ',') FROM geometry_columns WHERE f_table_schema = 'cpts')"),
        f"{len(tables)}|7|MULTIPOLYGON2154")


def test_postgis(suite, server, demo):
    base = Base(suite, server, demo)
    test_contents(suite, base)
    first = base.ask(FIGURES)
    server.sql("GRANT USAGE ON SCHEMA cpts TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA cpts TO reader;"
               "CREATE VIEW cpts.mine AS SELECT id, geom FROM cpts.white_zones; CREATE TABLE cpts.notes AS SELECT 1 AS n;"
               "CREATE TABLE cpts.indicators AS SELECT 1 AS n; COMMENT ON TABLE cpts.indicators IS 'cpts-coverage: old'")
    suite.equal("postgis: another run", base.written(PART), (1, ""))
    second = base.ask(FIGURES, "reader")
    suite.test("postgis: rights are kept, and it is the other run",
               None if second.count("|") == first.count("|") and second != first else second)
    suite.equal("postgis: views are kept, as are tables of others; what this run has not is empty", base.ask(
        "SELECT (SELECT count(*) = (SELECT count(*) FROM cpts.white_zones) FROM cpts.mine),"
        "(SELECT count(*) FROM cpts.notes), (SELECT count(*) FROM cpts.indicators)"), "t|1|0")
    server.sql("ALTER TABLE cpts.white_zones DROP COLUMN place")
    suite.equal("postgis: a column that is missing is added", base.written(PART), (1, ""))
    suite.equal("postgis: and filled, views and rights kept",
                base.ask("SELECT (SELECT count(*) > 0 FROM cpts.mine), (SELECT count(place) > 0 FROM cpts.white_zones)",
                         "owner") + base.ask("SELECT count(*) > 0 FROM cpts.white_zones", "reader"), "t|tt")
    server.sql("ALTER TABLE cpts.white_zones ADD COLUMN former int")
    status, said = base.written(WHOLE)
    suite.test("postgis: a view on a table of other columns: it says which",
               None if status == 3 and "cpts.mine" in said else (status, said))
    suite.equal("postgis: and nothing changes", base.ask(FIGURES), second)
    server.sql("DROP VIEW cpts.mine")
    suite.equal("postgis: without the view, over other columns", base.written(PART), (1, ""))
    suite.equal("postgis: rights are kept there too", base.ask(FIGURES, "reader"), second)
    suite.equal("postgis: a schema of any name", base.written((*PART, "--schema", "Nuit d'\"été")), (1, ""))
    suite.equal("postgis: its layers are styled too", base.ask(
        "SELECT count(DISTINCT f_table_name) FROM layer_styles WHERE f_table_schema = 'Nuit d''\"été' "
        "AND f_geometry_column = 'geom'"), "7")
    test_meanwhile(suite, base, first, second)
    test_refusals(suite, base, second)
    test_failures(suite, base, second)
    test_qgis(suite, server)


def test_meanwhile(suite, base, first, second):
    reader = base.session(FIGURES)
    lock = base.session("LOCK TABLE cpts.units IN SHARE MODE")
    writer = base.write(WHOLE)
    suite.test("a writer in the middle waits for a lock on one table", base.waits())
    suite.equal("postgis: a reader meanwhile sees the run before, at once", base.ask(FIGURES, "reader"), second)
    lock.communicate("COMMIT;\n")
    suite.equal("postgis: it goes on", (writer.communicate()[0], writer.returncode), ("", 1))
    suite.equal("postgis: then the reader sees the other", base.ask(FIGURES, "reader"), first)
    suite.equal("postgis: a reader in a transaction keeps what it saw",
                reader.communicate(FIGURES + ";\n")[0].strip(), second)
    writers = [base.write(words) for words in (WHOLE, PART, WHOLE)]
    ends = [(writer.communicate()[0], writer.returncode) for writer in writers]
    suite.equal("postgis: three writers at once all end well", [status for _, status in ends], [1] * 3)
    suite.test("postgis: what is there is one of theirs, whole",
               None if base.ask(FIGURES) in (first, second) else base.ask(FIGURES))
    base.written(PART)


def test_refusals(suite, base, before):
    def refused(what, status, words, **others):
        ended, said = base.written(WHOLE, **others)
        suite.test(f"postgis: {what}", None if ended == status and words in said else (ended, said))

    base.server.sql("CREATE DATABASE bare")
    base.server.sql("ALTER ROLE reader RESET default_transaction_read_only")
    refused("without the rights, it says so", 3, "permission denied", user="reader")
    refused("a base without PostGIS: how to get it", 3, "CREATE EXTENSION postgis", base="bare")
    refused("no such base", 3, "nowhere", base="nowhere")
    refused("what is no connection", 2, "PG:service", connection="coverage.gpkg")
    status, said = base.written(("--schema", "elsewhere"), user="reader")
    suite.test("postgis: a schema that this user may not make: what to run",
               None if status == 3 and 'CREATE SCHEMA "elsewhere" AUTHORIZATION "reader"' in said else (status, said))
    base.server.sql("CREATE SCHEMA theirs; CREATE TABLE theirs.units AS SELECT 1 AS n")
    status, said = base.written(("--schema", "theirs"))
    suite.test("postgis: tables of others are not replaced",
               None if status == 3 and "units" in said and base.ask("SELECT n FROM theirs.units") == "1" else (status, said))
    source = "PG:" + base.server.where() + "|layername=cpts.units"
    done = subprocess.run([os.environ["CPTS_PROGRAM"], "check", "--lang", "en", "--units", source, "--perimeters",
                           base.region + "|layername=cpts", "--postgis", "PG:" + base.server.where()], check=False,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    suite.test("postgis: what was read there is not overwritten",
               None if done.returncode == 2 and "cpts.units" in done.stderr else (done.returncode, done.stderr))
    suite.equal("postgis: nothing changed", base.ask(FIGURES), before)
    base.server.sql("ALTER ROLE reader SET default_transaction_read_only = on")
    refused("who may only read", 3, "read-only", user="reader")


def test_failures(suite, base, before):
    """What fails in the middle leaves tables, files and history as they were."""
    folder = os.path.join(suite.folder, "set")
    os.mkdir(folder)
    report, store = os.path.join(folder, "report.json"), os.path.join(folder, "history.sqlite")
    also = ("--json", report, "--history", store)
    base.written((*PART, *also))

    def state():
        with open(report, "rb") as file, sqlite3.connect(store) as history:
            return file.read(), history.execute("SELECT count(*) FROM runs").fetchone(), sorted(os.listdir(folder))

    known = state()

    def unchanged(what, writer):
        said, _ = writer.communicate()
        suite.test(f"postgis: {what}: it fails", None if writer.returncode in (3, -15) and said else (writer.returncode, said))
        suite.equal(f"postgis: {what}: no file has changed, nor the history", state(), known)

    def in_the_middle(end):
        lock = base.session("LOCK TABLE cpts.units IN SHARE MODE")
        writer = base.write((*WHOLE, *also))
        suite.test("a writer is in the middle", base.waits())
        end(writer)
        lock.communicate()
        return writer

    unchanged("its session is ended", in_the_middle(lambda _: base.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")))
    unchanged("it is stopped", in_the_middle(lambda writer: (writer.terminate(), time.sleep(0.2))))
    suite.equal("postgis: nothing is half replaced", base.ask(FIGURES), before)
    base.server.sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'not tonight'; END$$;"
                    "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON cpts.totals DEFERRABLE INITIALLY DEFERRED "
                    "FOR EACH ROW EXECUTE FUNCTION refuse()")
    unchanged("the server refuses at the very end", base.write((*WHOLE, *also)))
    suite.equal("postgis: nor then", base.ask(FIGURES), before)
    base.server.sql("DROP FUNCTION refuse CASCADE")
    unchanged("the server goes away", in_the_middle(lambda _: base.server.stop()))
    base.server.go()
    suite.equal("postgis: nor when the server goes away", base.ask(FIGURES), before)
    suite.equal("postgis: all of them together, at last", base.written((*WHOLE, *also))[0], 1)
    suite.equal("postgis: the tables name the run of the files", base.ask("SELECT run FROM cpts.totals"),
                json.loads(state()[0])["run"])


def test_qgis(suite, server):
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
        suite.skip("the tables in QGIS", "the packages of the group qgis are not installed")
        return
    where = server.where() + f" password='{os.environ['PGPASSWORD']}'".replace("'x&", "\\'x&")
    done = subprocess.run([python, "-c", QGIS, where], capture_output=True, text=True, check=False,
                          env=dict(os.environ, QT_QPA_PLATFORM="offscreen"), stdin=subprocess.DEVNULL)
    suite.equal("postgis: QGIS opens the tables drawn", done.stdout.splitlines(),
                ["overlaps True True categorizedSymbol True Rule", "units True True categorizedSymbol True Name"])
