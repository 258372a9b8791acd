#!/usr/bin/env python3
"""A source reads no other file, and no file that a run reads is written: bases with virtual tables
and views over them, coordinate systems that name files, pipes where a reader looks for files, a
history that somebody changed; outputs named as a side file, a table, an archive."""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile

import guard
from guard import collection, perimeters, run, square, units, write

SUITE = guard.Suite()
BASE = ("check", "--lang", "en", "--units", "units.geojson", "--perimeters")
SECRET = "TOPSECRET"


def refused(what, arguments, secret=None, statuses=(3,), words=None):
    """Refused, in no time, with a message, and the secret neither opened nor shown."""
    done = run(*arguments, trace=secret is not None, seconds=10)
    wrong = guard.complaints(done, statuses, words, seconds=8)
    if secret:
        wrong += guard.opens(done.trace, secret)
    if SECRET.encode() in done.out + done.err:
        wrong.append("the secret is shown")
    SUITE.test(what, wrong)
    return done


# ---- bases ----------------------------------------------------------------------------------

def table(path):
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE codes(id TEXT,nom TEXT,insee TEXT);"
                       "INSERT INTO codes VALUES('A','Sud','99101'),('A','Sud','99102'),"
                       "('B','Nord','99103'),('B','Nord','99104');")
    return base


def bases(secret):
    text = f"VirtualText(''{secret}'',''UTF-8'',1,COMMA,DOUBLEQUOTE,'','')"
    modules = {"VirtualText": "USING " + text, "in small letters": "using virtualtext" + text[11:],
               "VirtualDbf": f"USING VirtualDbf(''{secret}'',''UTF-8'')",
               "VirtualShape": f"USING VirtualShape(''{secret}'',''UTF-8'',2154)",
               "VirtualOGR": f"USING VirtualOGR(''{secret}'')",
               "VirtualGeoJSON": f"USING VirtualGeoJSON(''{secret}'')",
               "an R-tree only in a remark": f"USING/* rtree */{text}",
               "an R-tree only by name": "USING " + text}
    for what, using in modules.items():
        for ending in ("sqlite", "gpkg"):
            path = f"virtual.{ending}"
            if os.path.exists(path):
                os.remove(path)
            base = table(path) if ending == "sqlite" else geopackage(path)
            name = "rtree_codes_geom" if "by name" in what else "v"
            base.execute("PRAGMA writable_schema=ON")
            base.execute(f"INSERT INTO sqlite_master VALUES('table','{name}','{name}',0,"
                         f"'CREATE VIRTUAL TABLE {name} {using}')")
            base.execute("INSERT INTO sqlite_master VALUES('view','w','w',0,"
                         f"'CREATE VIEW w AS SELECT * FROM {name}')")
            base.commit()
            base.close()
            for layer in ("codes", name, "w") if ending == "sqlite" else ("codes",):
                done = run(*BASE, f"{path}|layername={layer}", trace=True, seconds=10)
                wrong = guard.complaints(done, (3,)) + guard.opens(done.trace, secret)
                if wrong:
                    SUITE.test(f"{what} in a .{ending}, layer {layer}", wrong)
            if ending == "sqlite":
                with zipfile.ZipFile("virtual.zip", "w") as file:
                    file.write(path)
                refused(f"{what}, in an archive", (*BASE, "virtual.zip"), secret)
        SUITE.test(f"{what}: refused in a base and in a GeoPackage, whichever layer is named", None)
    views(secret)


def geopackage(path):
    subprocess.run(["ogr2ogr", "-f", "GPKG", "-nln", "codes", path, "perimeters.geojson"],
                   check=True, stderr=subprocess.DEVNULL)
    base = sqlite3.connect(path)
    return base


def views(secret):
    for what, select, statuses in (
            ("a view of plain rows", "SELECT id,nom,upper(insee) AS insee FROM codes", (0,)),
            ("a view over a table-valued function", "SELECT * FROM pragma_table_info('codes')", (3,)),
            ("a view that reads a file", f"SELECT id,nom,BlobFromFile('{secret}') AS insee FROM codes",
             (3,)),
            ("a view that opens another source",
             f"SELECT id,ogr_datasource_load_layers('{secret}') AS nom,insee FROM codes", (3,))):
        if os.path.exists("view.sqlite"):
            os.remove("view.sqlite")
        base = table("view.sqlite")
        base.execute(f"CREATE VIEW v AS {select}")
        base.commit()
        base.close()
        done = run(*BASE, "view.sqlite|layername=v", trace=True)
        SUITE.test(what, guard.complaints(done, statuses) + guard.opens(done.trace, secret))
    base = sqlite3.connect("whole.sqlite")
    base.close()
    os.remove("whole.sqlite")
    subprocess.run(["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-nln", "cpts",
                    "whole.sqlite", "perimeters.geojson"], check=True, stderr=subprocess.DEVNULL)
    SUITE.test("a SpatiaLite base as SpatiaLite makes it",
               guard.complaints(run(*BASE, "whole.sqlite|layername=cpts"), (0,)))


# ---- coordinate systems -----------------------------------------------------------------------

WKT = ('GEOGCS["x",DATUM["x",SPHEROID["WGS 84",6378137,298.257223563],EXTENSION["PROJ4_GRIDS",'
       '"{0}"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]')
WKT2 = ('BOUNDCRS[SOURCECRS[GEOGCRS["x",DATUM["x",ELLIPSOID["GRS 1980",6378137,298.257222101]],'
        'CS[ellipsoidal,2],AXIS["lon",east],AXIS["lat",north],ANGLEUNIT["degree",0.0174532925199433]]],'
        'TARGETCRS[GEOGCRS["WGS 84",DATUM["WGS 84",ELLIPSOID["WGS 84",6378137,298.257223563]],'
        'CS[ellipsoidal,2],AXIS["lat",north],AXIS["lon",east],ANGLEUNIT["degree",0.0174532925199433]]],'
        'ABRIDGEDTRANSFORMATION["x",METHOD["NTv2"],PARAMETERFILE["Latitude and longitude difference '
        'file","{0}"]]]')
TM = ('PROJCS["x",GEOGCS["x",DATUM["x",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],'
      'UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["central_meridian",3],'
      'PARAMETER["scale_factor",1],UNIT["metre",1],EXTENSION["PROJ4","+proj=tmerc +lon_0=3 +nadgrids={0}"]]')
DEFINITIONS = {"grids": "+proj=longlat +nadgrids={0}", "grids that may be missing":
               "+proj=longlat +ellps=GRS80 +nadgrids=@{0} +no_defs", "an init file": "+init={0}:x",
               "an init file, bare": "init={0}:x", "grids of heights":
               "+proj=longlat +datum=WGS84 +geoidgrids={0}", "grids in WKT": WKT, "a file in WKT 2": WKT2,
               "a PROJ string in WKT": TM, "a shift of grids": "+proj=xyzgridshift +grids={0} +type=crs",
               "several grids": "+proj=longlat +nadgrids=@null,{0}"}
LONGLAT = {"type": "Polygon", "coordinates": [[[3, 46], [3.01, 46], [3.01, 46.01], [3, 46]]]}


def named_crs(name):
    return {"type": "name", "properties": {"name": name}}


def coordinate_systems():
    pipe = os.path.join(SUITE.folder, "pipe")
    os.mkfifo(pipe)
    for what, definition in DEFINITIONS.items():
        text = definition.format(pipe)
        shape = {"type": "Feature", "properties": {"id": "A", "nom": "Sud"}, "geometry": LONGLAT}
        whole = {"type": "FeatureCollection", "crs": named_crs(text), "features": [shape]}
        write("crs.geojson", whole)
        refused(f"GeoJSON: {what}", (*BASE, "crs.geojson"), pipe)
        escaped = "".join(f"\\u{ord(c):04x}" for c in text)
        write("escaped.geojson", json.dumps(whole).replace(json.dumps(text), f'"{escaped}"'))
        refused(f"GeoJSON, every letter escaped: {what}", (*BASE, "escaped.geojson"))
        late = dict(whole, features=[dict(shape, geometry=dict(LONGLAT, crs=named_crs(text)))])
        late["crs"] = named_crs("urn:ogc:def:crs:OGC:1.3:CRS84")
        write("late.geojson", late)
        # Whoever opens the pipe waits for ever.
        done = run(*BASE, "late.geojson", seconds=10)
        SUITE.test(f"GeoJSON, of one geometry: {what}", guard.complaints(done, (0, 1, 3), seconds=8))
        bases_with(text, what)
    plain = [("urn:ogc:def:crs:EPSG::4326", (0, 1)),
             ("+proj=longlat +ellps=WGS84 +nadgrids=@null +no_defs", (0, 1))]
    for name, statuses in plain:
        write("plain.geojson", {"type": "FeatureCollection", "crs": named_crs(name), "features": [
            {"type": "Feature", "properties": {"id": "A", "nom": "https://x.fr/?proj=1&file=a.pdf"},
             "geometry": LONGLAT}]})
        SUITE.test(f"read as ever: {name}", guard.complaints(run(*BASE, "plain.geojson"), statuses))
    os.remove(pipe)


def bases_with(text, what):
    for ending, maker in (("gpkg", "GPKG"), ("shp", "ESRI Shapefile"), ("sqlite", "SQLite")):
        path = "crs." + ending
        for name in os.listdir("."):
            if name.startswith("crs.") and name != "crs.geojson":
                os.remove(name)
        options = ["-dsco", "SPATIALITE=YES"] if ending == "sqlite" else []
        subprocess.run(["ogr2ogr", "-f", maker, *options, "-nln", "crs", path, "perimeters.geojson"],
                       check=True, stderr=subprocess.DEVNULL)
        if ending == "shp":
            write("crs.prj", text)
        else:
            base = sqlite3.connect(path)
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
                base.execute(f'DROP TRIGGER "{name}"')
            if ending == "gpkg":
                base.execute("UPDATE gpkg_spatial_ref_sys SET organization='x',definition=?", (text,))
            else:
                base.execute("UPDATE spatial_ref_sys SET auth_name='x',auth_srid=srid,srtext=?,proj4text=?",
                             (text if "[" in text else "", text))
            base.commit()
            base.close()
        # What says nothing that can be understood is refused for that; never is the file opened.
        done = run(*BASE, path, seconds=10)
        wrong = guard.complaints(done, (3,), seconds=8)
        if wrong:
            SUITE.test(f"{path}: {what}", wrong)
    SUITE.test(f"GeoPackage, Shapefile and SpatiaLite: {what}", None)


# ---- pipes beside a source --------------------------------------------------------------------

def pipes():
    subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "beside.shp", "perimeters.geojson"], check=True,
                   stderr=subprocess.DEVNULL)
    subprocess.run(["ogr2ogr", "-f", "GPKG", "beside.gpkg", "perimeters.geojson"], check=True,
                   stderr=subprocess.DEVNULL)
    for side in ("beside.dbf", "beside.prj", "beside.cpg", "beside.qix", "beside.shx", "beside.gpkg-wal",
                 "beside.gpkg-journal", "beside.gpkg-shm", "beside.gpkg.aux.xml"):
        if os.path.exists(side):
            os.rename(side, "kept")
        os.mkfifo(side)
        source = "beside.gpkg" if "gpkg" in side else "beside.shp"
        refused(f"a pipe as {side}", (*BASE, source), words=side)
        os.remove(side)
        if os.path.exists("kept"):
            os.rename("kept", side)


# ---- histories --------------------------------------------------------------------------------

CHANGES = {"a trigger on runs": "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM findings; END",
           "a trigger on what SpatiaLite notes":
           "CREATE TRIGGER t AFTER UPDATE ON geometry_columns_time BEGIN DELETE FROM findings; END",
           "a column more": "ALTER TABLE findings ADD COLUMN more TEXT",
           "an index that calls a function": "CREATE INDEX i ON runs(upper(verdict))",
           "a column that is computed": "ALTER TABLE runs ADD COLUMN c AS (upper(verdict))",
           "a view over a virtual table": "CREATE VIEW v AS SELECT * FROM SpatialIndex",
           "a table less": "DROP TABLE rules"}


def histories(secret):
    night = (*BASE, "perimeters.geojson", "--history", "night.sqlite", "--quiet")
    SUITE.test("a history, for comparison", guard.complaints(run(*night), (0,)) +
               guard.complaints(run(*night), (0,)))
    virtual = (f"INSERT INTO sqlite_master VALUES('table','v','v',0,'CREATE VIRTUAL TABLE v USING "
               f"VirtualText(''{secret}'',''UTF-8'',1,COMMA,DOUBLEQUOTE,'','')')")
    of_ours = virtual.replace("'v'", "'runs'").replace("TABLE v", "TABLE runs")
    changes = dict(CHANGES, **{"a virtual table": virtual, "a table of ours made virtual": of_ours})
    for what, sql in changes.items():
        shutil.copy("night.sqlite", "changed.sqlite")
        base = sqlite3.connect("changed.sqlite")
        base.execute("PRAGMA writable_schema=ON")
        if sql == of_ours:
            base.execute("DELETE FROM sqlite_master WHERE tbl_name='runs'")
        base.execute(sql)
        base.commit()
        base.close()
        before = hashlib.sha256(open("changed.sqlite", "rb").read()).hexdigest()
        for arguments in ((*night[:-2], "changed.sqlite", "--quiet"),
                          ("history", "changed.sqlite", "--lang", "en"),
                          ("history", "changed.sqlite", "list", "--lang", "en")):
            done = run(*arguments, trace=True)
            wrong = guard.complaints(done, (3,)) + guard.opens(done.trace, secret)
            if hashlib.sha256(open("changed.sqlite", "rb").read()).hexdigest() != before:
                wrong.append("the store was changed")
            if wrong:
                SUITE.test(f"a history with {what}: {' '.join(arguments[:3])}", wrong)
        SUITE.test(f"a history with {what} is refused, and left as it is", None)
    shutil.copy("night.sqlite", "styled.sqlite")
    base = sqlite3.connect("styled.sqlite")
    base.execute("CREATE TABLE layer_styles(id INTEGER PRIMARY KEY, styleQML TEXT)")
    base.commit()
    base.close()
    SUITE.test("a history in which QGIS keeps its styles",
               guard.complaints(run(*night[:-2], "styled.sqlite", "--quiet"), (0,)))


# ---- nothing that is read is written -----------------------------------------------------------

def overwriting():
    subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "parts.shp", "perimeters.geojson"], check=True,
                   stderr=subprocess.DEVNULL)
    os.makedirs("folder", exist_ok=True)
    for name in ("shp", "dbf", "shx", "prj"):
        shutil.copy(f"parts.{name}", f"folder/parts.{name}")
    with zipfile.ZipFile("packed.zip", "w") as file:
        file.write("perimeters.geojson")
    write("life.csv", "class,words\nsigned,signe\n")
    write("size.csv", open(os.path.join(guard.SHAPES, "size-classes.csv")).read())
    write("pop.csv", "COM;PMUN\n99101;5\n99102;5\n99103;5\n99104;5\n")
    write("acc.csv", "id;reason;by;until;max_area_m2\n")
    write("figures.csv", "insee;aged\n99101;5\n99102;5\n99103;5\n99104;5\n")
    write("take.csv", "insee\n99101\n")
    run(*BASE, "perimeters.geojson", "--history", "night.sqlite", "--quiet")
    plain = (*BASE, "perimeters.geojson")
    shape, simulate = (*BASE, "parts.shp"), ("simulate", *plain[1:], "--as", "A")
    tries = [(shape, f"parts.{e}") for e in ("shp", "dbf", "shx", "prj", "cpg", "DBF", "qix", "sbn")]
    tries += [((*BASE, "parts.dbf"), "parts.shp"), ((*BASE, "folder"), "folder/parts.dbf"),
              ((*BASE, "packed.zip"), "packed.zip"),
              ((*BASE, "/vsizip/packed.zip/perimeters.geojson"), "packed.zip"),
              ((*BASE, "/vsizip/{packed.zip}/perimeters.geojson"), "./packed.zip"),
              ((*BASE, "perimeters.geojson|layername=perimeters"), "perimeters.geojson"),
              ((*plain, "--life-classes", "life.csv"), "life.csv"),
              ((*plain, "--populations", "pop.csv"), "pop.csv"),
              ((*plain, "--code-changes", "pop.csv"), "pop.csv"),
              ((*plain, "--accepted", "acc.csv"), "acc.csv"),
              ((*plain, "--indicators", "figures.csv,sum=aged"), "figures.csv"),
              ((*plain, "--against", "EPCI=units.geojson"), "units.geojson"),
              ((*plain, "--history", "night.sqlite"), "night.sqlite"),
              ((*plain, "--history", "night.sqlite"), "night.sqlite-journal"),
              ((*simulate, "--take", "take.csv"), "take.csv"),
              ((*simulate, "--release", "take.csv"), "take.csv"),
              (plain, "size.csv")]
    guard.ENVIRONMENT["CPTS_SIZE_CLASSES"] = "size.csv"
    before = guard.tree()
    for arguments, output in tries:
        for option in ("--json", "--html", "--geojson"):
            done = run(*arguments, option, output)
            wrong = guard.complaints(done, (2,), "overwrite")
            if wrong:
                SUITE.test(f"{' '.join(arguments[6:])} {option} {output}", wrong)
    SUITE.test(f"{len(tries)} files that a run reads, each named as an output: status 2", None)
    for operand in ("night.sqlite", "./night.sqlite", os.path.abspath("night.sqlite"), "night.sqlite-wal"):
        done = run("history", "night.sqlite", "export", operand, "--lang", "en")
        SUITE.test(f"an export onto its own store: {operand[-20:]}",
                   guard.complaints(done, (2,), "overwrite"))
    os.symlink("night.sqlite", "other-name.sqlite")
    SUITE.test("an export onto its own store, by a link", guard.complaints(
        run("history", "other-name.sqlite", "export", "night.sqlite", "--lang", "en"), (2,), "overwrite"))
    os.remove("other-name.sqlite")
    write("styled.qml", "x")
    done = run(*plain, "--life-classes", "styled.qml", "--geojson", "styled.geojson")
    SUITE.test("a table that a map's style would replace", guard.complaints(done, (2,), "overwrite"))
    os.remove("styled.qml")
    SUITE.test("all is as it was", None if guard.tree() == before else
               str({k for k in set(before) ^ set(guard.tree())} or "a file was changed"))
    del guard.ENVIRONMENT["CPTS_SIZE_CLASSES"]
    done = run(*plain, "--json", "parts.json", "--geojson", "perimeters-2.geojson")
    SUITE.test("names that only look alike are written", guard.complaints(done, (0,)))


def main():
    guard.write_region()
    secret = os.path.join(SUITE.folder, "elsewhere", "secret.csv")
    os.mkdir("elsewhere")
    write(secret, f"id,nom,insee\n{SECRET},Secret,99101\n")
    bases(secret)
    coordinate_systems()
    pipes()
    histories(secret)
    overwriting()
    SUITE.finish()


if __name__ == "__main__":
    main()
