#!/usr/bin/python3
"""Sources in a real PostgreSQL base with PostGIS: a server of our own, on the loopback, in a
temporary folder. What is read from it is what is read from files, and its password goes nowhere.
Results are put into it too: see results.py. The certificate of examples/: see tiling.py."""
import glob
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "real"))
from checking import Suite  # noqa: E402
from results import test_postgis  # noqa: E402
from tiling import test_tiling  # noqa: E402

PASSWORD = "s3cr3t'x& é"
ENCODED = "s3cr3t%27x%26%20%C3%A9"
SECRET = b"s3cr3t"


class Server:
    """A server that ends with us. It refuses to run as root: then it runs as its own user."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="cpts-pg-")
        self.programs = max(glob.glob("/usr/lib/postgresql/*/bin"), default=None)
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} \
            if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", PGPASSWORD=PASSWORD)

    def run(self, program, *arguments):
        subprocess.run([os.path.join(self.programs, program), *arguments], check=True,
                       cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, **self.user)

    def start(self):
        secret = os.path.join(self.folder, "password")
        with open(secret, "w", encoding="utf-8") as stream:
            stream.write(PASSWORD + "\n")
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", secret,
                 "-E", "UTF8", "--no-sync")
        self.go()

    def go(self):
        self.run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-w", "-l",
                 os.path.join(self.folder, "log"), "-o", f"-h 127.0.0.1 -p {self.port} -k {self.folder} -F", "start")

    def stop(self):
        self.run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-m", "immediate", "stop")

    def where(self, user="owner", base="region"):
        return f"host=127.0.0.1 port={self.port} user={user} dbname={base}"

    def sql(self, text, base="region"):
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", self.where(base=base), "-c", text],
                       check=True, env=self.environment, stdin=subprocess.DEVNULL)

    def load(self, path, layer, table):
        subprocess.run(["ogr2ogr", "-f", "PostgreSQL", "PG:" + self.where(), path, layer, "-nln",
                        table, "-lco", "GEOMETRY_NAME=geom"], check=True, env=self.environment,
                       stdin=subprocess.DEVNULL)

    def fill(self, demo):
        self.sql("CREATE DATABASE region", "postgres")
        self.sql("CREATE EXTENSION postgis; CREATE SCHEMA ars")
        region = os.path.join(demo, "region.gpkg")
        self.load(region, "communes", "ars.communes")
        self.load(region, "cpts", "ars.cpts")
        self.load(os.path.join(demo, "cpts-codes.csv"), "cpts-codes", "public.liste")
        # Who may only read, and cannot be made to write.
        self.sql("CREATE VIEW ars.vue AS SELECT insee, nom, population, dep, epci, geom "
                 "FROM ars.communes;"
                 "CREATE ROLE reader LOGIN;"
                 "ALTER ROLE reader SET default_transaction_read_only = on;"
                 "GRANT USAGE ON SCHEMA ars, public TO reader;"
                 "GRANT SELECT ON ALL TABLES IN SCHEMA ars, public TO reader;")
        subprocess.run(["psql", "-q", self.where(), "-v", "secret=" + PASSWORD], check=True,
                       env=self.environment, input=b"ALTER ROLE reader PASSWORD :'secret';\n")


def same(one, other):
    """The same totals, units, perimeters and findings; messages may name the file."""
    def contents(run):
        return [{key: value for key, value in finding.items() if key != "message"}
                for finding in run.report["findings"]]

    return [f"{key} differ" for key in ("totals", "perimeters", "units")
            if one.report[key] != other.report[key]] + \
        [f"{a} is now {b}" for a, b in zip(contents(one), contents(other)) if a != b]


def secrets_in(folder):
    return [path for path in glob.glob(os.path.join(folder, "**"), recursive=True)
            if os.path.isfile(path) and SECRET in pathlib.Path(path).read_bytes()]


def test_reading(suite, server, demo):
    region = os.path.join(demo, "region.gpkg")
    moves = ("--code-changes", os.path.join(demo, "moves.csv"))
    base = "PG:" + server.where("reader")
    files = suite.check(region)
    drawn = suite.check("--units", base + "|layername=ars.communes",
                        "--perimeters", base + "|layername=ars.cpts")
    suite.test("polygons of a schema: the same as from a file", same(files, drawn))
    viewed = suite.check("--units", base + "|layername=ars.vue",
                         "--perimeters", base + "|layername=ars.cpts")
    suite.test("units of a view: the same", same(files, viewed))
    listed = suite.check("--units", region + "|layername=communes", "--perimeters",
                         os.path.join(demo, "cpts-codes.csv"), *moves)
    for name in ("liste", "public.liste"):
        table = suite.check("--units", base + "|layername=ars.communes", "--perimeters",
                            f"{base}|layername={name}", *moves)
        suite.equal(f"a table of codes without geometry, {name}: what each CPTS has",
                    [(p["id"], p["units_whole"]) for p in table.report["perimeters"]],
                    [(p["id"], p["units_whole"]) for p in listed.report["perimeters"]])
        suite.equal(f"{name}: the same totals", table.report["totals"], listed.report["totals"])
    few = suite.check("--units", base + "|layername=ars.communes", "--perimeters",
                      base + "|layername=ars.cpts", "--perimeters-where", "id LIKE 'CPTS-96-%'")
    suite.test("--perimeters-where is an SQL filter",
               [p["id"] for p in few.report["perimeters"] if not p["id"].startswith("CPTS-96-")] or
               (None if few.report["perimeters"] else "nothing is left"))
    server.sql("DROP VIEW ars.vue")
    # Polygons and a list: what either declares is claimed.
    both = suite.check("--units", region + "|layername=communes",
                       "--perimeters", region + "|layername=cpts",
                       "--perimeters", os.path.join(demo, "cpts-codes.csv"))
    whole = suite.check(base)
    suite.test("the base alone: units, polygons and list are recognised", same(both, whole))


def run(*arguments):
    done = subprocess.run([os.environ["CPTS_PROGRAM"], *arguments], check=False,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en"))
    return done.returncode, done.stdout + done.stderr


def test_secrecy(suite, server, demo):
    del os.environ["PGPASSWORD"]
    host = f"127.0.0.1:{server.port}/region"
    address = f"postgresql://reader:{ENCODED}@{host}"
    quoted = PASSWORD.replace("'", "\\'")
    spelt = f"PG:{server.where('reader')} password='{quoted}'"
    out = os.path.join(suite.folder, "out")
    status, said = run("check", "--lang", "en", "--verbose",
                       "--units", address + "|layername=ars.communes",
                       "--perimeters", spelt + "|layername=liste",
                       "--against", f"CPTS={address}|layername=ars.cpts",
                       "-o", out, "--history", os.path.join(suite.folder, "history.sqlite"))
    suite.equal("passwords given in both ways connect", status, 1)
    suite.test("they are neither said", said.decode() if SECRET in said else None)
    suite.test("nor written, whatever the format", secrets_in(suite.folder))
    status, said = run("compare", "--lang", "en", "--units", address + "|layername=ars.communes",
                       os.path.join(demo, "cpts-codes.csv"), spelt + "|layername=liste",
                       "--json", "-")
    suite.test("compare: nor are they in the names of what is compared",
               said.decode() if SECRET in said or status > 1 else None)
    for where in (address, spelt):
        status, said = run("check", "--lang", "en", "--verbose", os.path.join(demo, "region.gpkg"), "--postgis",
                           where.replace("reader", "owner"), "--schema", "secret", "-o", out)
        suite.test("what is written in a base: connects, and its password is neither said nor written",
                   None if status == 1 and SECRET not in said and not secrets_in(suite.folder) else said.decode())
    for where in (address.replace(ENCODED, "s3cr3t"), address.replace(ENCODED, "s3@s3cr3t"),
                  spelt.replace("dbname=region", "dbname=nowhere"), spelt):
        status, said = run("check", "--lang", "en", os.path.join(demo, "region.gpkg"), "--postgis", where)
        suite.test("what cannot be written in a base: 3, and no password in what is said",
                   None if status == 3 and SECRET not in said else f"{status}: {said!r}")
    wrong = {
        "a wrong password": address.replace(ENCODED, "s3cr3t"),
        "a password with an @ as it is": address.replace(ENCODED, "s3@s3cr3t"),
        "no such base": spelt.replace("dbname=region", "dbname=nowhere"),
        "a bar and no layer": spelt + "|layername=",
    }
    for what, source in wrong.items():
        status, said = run("check", "--lang", "en", "--units", source, "--perimeters",
                           spelt + "|layername=liste")
        suite.test(f"{what}: not checked, and no password in what is said",
                   None if status in (2, 3) and SECRET not in said else f"{status}: {said!r}")
    status, said = run("check", "--lang", "en", "--units", address + "|layername=ars.nothing",
                       "--perimeters", spelt + "|layername=liste")
    suite.test("a table that is not there: those that are, are named",
               None if status == 3 and b"ars.communes" in said and SECRET not in said
               else f"{status}: {said!r}")


def main():
    suite = Suite()
    server = Server()
    if not server.programs or not shutil.which("psql"):
        suite.skip("PostgreSQL", "the packages of the group postgres are not installed")
        suite.finish()
    demo = os.environ["CPTS_DEMO"]
    os.environ["PGPASSWORD"] = PASSWORD
    try:
        server.start()
        try:
            server.fill(demo)
            test_reading(suite, server, demo)
            test_postgis(suite, server, demo)
            test_tiling(suite, server, demo)
            test_secrecy(suite, server, demo)
        finally:
            server.stop()
        status, said = run("check", "--lang", "en", "PG:" + server.where("reader"))
        suite.test("a server that is gone: not checked", None if status == 3 and b"server" in said
                   else f"{status}: {said!r}")
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)
    suite.finish()


if __name__ == "__main__":
    main()
