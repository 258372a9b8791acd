#include "history/schema.h"

#include <stdlib.h>
#include <string.h>

#define APPLICATION 0x43505453 /* "CPTS" in the header of the file */
#define OTHER_SRID  100000     /* of a CRS without EPSG code, as in the GeoPackage */
#define SHEET_SRID  100001     /* of several territories side by side */

/* ---- version 1: runs, findings, declarations ---------------------------------------------- */

/* What holds over several runs is written once: it holds since the run `since_run`, until the run
 * `until_run` which no longer found it so; null: it still holds. */
static const char tables_1[] =
    "CREATE TABLE runs(run INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,checked_at TEXT NOT NULL,"
    "tool_version TEXT NOT NULL,analysis_crs TEXT NOT NULL,sliver_width_m REAL NOT NULL,"
    "fail_on TEXT NOT NULL,verdict TEXT NOT NULL,duration_s REAL,units INTEGER,perimeters INTEGER,"
    "area_m2 REAL,population REAL,covered_area_m2 REAL,covered_population REAL,white_area_m2 REAL,"
    "white_population REAL,overlap_area_m2 REAL,overlap_population REAL,outside_area_m2 REAL,"
    "sliver_area_m2 REAL,area_rate REAL,population_rate REAL,errors INTEGER,warnings INTEGER,"
    "notes INTEGER);"
    "CREATE TABLE inputs(run INTEGER NOT NULL REFERENCES runs(run),path TEXT NOT NULL,layer TEXT,"
    "role TEXT NOT NULL,features INTEGER,crs TEXT,sha256 TEXT);"
    "CREATE TABLE rules(run INTEGER NOT NULL REFERENCES runs(run),rule TEXT NOT NULL,"
    "findings INTEGER,slivers INTEGER,PRIMARY KEY(run,rule));"
    "CREATE TABLE findings(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,id TEXT NOT NULL UNIQUE,"
    "rule TEXT NOT NULL,severity TEXT NOT NULL,sliver BOOLEAN NOT NULL,state TEXT NOT NULL,"
    "first_run INTEGER NOT NULL REFERENCES runs(run),first_seen TEXT NOT NULL,"
    "last_run INTEGER NOT NULL REFERENCES runs(run),last_seen TEXT NOT NULL,"
    "resolved_run INTEGER REFERENCES runs(run),resolved_at TEXT,caused_by TEXT,split_from TEXT,"
    "merged_into TEXT,perimeters TEXT,perimeter_names TEXT,units TEXT,unit_names TEXT,"
    "unit_count INTEGER,whole_unit_count INTEGER,area_m2 REAL,width_m REAL,border_m REAL,"
    "population INTEGER,population_basis TEXT,message TEXT,"
    /* For matching: the id and the claimants as the last run named them, the area last reported. */
    "report_id TEXT NOT NULL,claimants TEXT NOT NULL,told_area_m2 REAL);"
    "CREATE INDEX findings_report_id ON findings(report_id);"
    "CREATE INDEX findings_last_run ON findings(last_run);"
    "CREATE TABLE events(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    "run INTEGER NOT NULL REFERENCES runs(run),checked_at TEXT NOT NULL,"
    "finding TEXT NOT NULL REFERENCES findings(id),state TEXT NOT NULL,area_m2 REAL,"
    "population INTEGER,caused_by TEXT);"
    "CREATE INDEX events_finding ON events(finding);"
    "CREATE TABLE units(code TEXT NOT NULL,name TEXT,population REAL,area_m2 REAL,"
    "since_run INTEGER NOT NULL REFERENCES runs(run),until_run INTEGER REFERENCES runs(run));"
    "CREATE INDEX units_code ON units(code) WHERE until_run IS NULL;"
    "CREATE TABLE perimeters(id TEXT NOT NULL,name TEXT,status TEXT,area_m2 REAL,population REAL,"
    "renamed_to TEXT,since_run INTEGER NOT NULL REFERENCES runs(run),"
    "until_run INTEGER REFERENCES runs(run));"
    "CREATE INDEX perimeters_id ON perimeters(id) WHERE until_run IS NULL;"
    "CREATE TABLE claims(perimeter TEXT NOT NULL,unit TEXT NOT NULL,share REAL NOT NULL,"
    "since_run INTEGER NOT NULL REFERENCES runs(run),until_run INTEGER REFERENCES runs(run));"
    "CREATE INDEX claims_unit ON claims(unit,perimeter) WHERE until_run IS NULL;";

/* Asks SpatiaLite for something that it answers with 1, or 0 when it refuses. */
static void ask(struct store *store, const char *sql)
{
    if (store->status == CPTS_OK && cpts_store_number(store, sql) != 1 && store->status == CPTS_OK)
        store->status = cpts_fail(store->context, CPTS_ERROR_INTERNAL,
                                  _("the history %s: SpatiaLite refuses: %s"), store->path, sql);
}

static void add_geometry(struct store *store, const char *table, int srid)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT AddGeometryColumn('%s','geom',%d,'MULTIPOLYGON','XY')", table,
             srid);
    ask(store, sql);
    snprintf(sql, sizeof sql, "SELECT CreateSpatialIndex('%s','geom')", table);
    ask(store, sql);
}

static void make_1(struct store *store, int srid)
{
    cpts_store_run(store, tables_1);
    add_geometry(store, "findings", srid);
    add_geometry(store, "events", srid);
}

/* ---- version 2: acceptances, and which perimeters count ------------------------------------- */

/* The one in force is the one that nobody has withdrawn. */
static void make_2(struct store *store, int srid)
{
    (void)srid;
    cpts_store_run(store, "CREATE TABLE acceptances(finding TEXT NOT NULL REFERENCES findings(id),"
                          "reason TEXT NOT NULL,accepted_by TEXT NOT NULL,until TEXT,"
                          "max_area_m2 REAL,accepted_at TEXT NOT NULL,withdrawn_at TEXT);"
                          "CREATE UNIQUE INDEX acceptances_finding ON acceptances(finding)"
                          "WHERE withdrawn_at IS NULL;"
                          "ALTER TABLE runs ADD COLUMN as_of TEXT;"
                          "ALTER TABLE runs ADD COLUMN statuses TEXT");
}

/* ---- version 3: how perimeters were read ---------------------------------------------------- */

static void make_3(struct store *store, int srid)
{
    (void)srid;
    cpts_store_run(store, "ALTER TABLE runs ADD COLUMN snap_to_units REAL");
}

/* ---- version 4: what became a part of another conflict is merged, not resolved --------------- */

static void make_4(struct store *store, int srid)
{
    (void)srid;
    cpts_store_run(store, "ALTER TABLE runs ADD COLUMN schema_version INTEGER;"
                          "UPDATE findings SET state='merged' WHERE state='resolved' "
                          "AND merged_into IS NOT NULL");
}

/* ---- version 5: what was said of a conflict that night --------------------------------------- */

/* Only the last sentence of each was kept before. */
static void make_5(struct store *store, int srid)
{
    (void)srid;
    cpts_store_run(
        store,
        "ALTER TABLE events ADD COLUMN message TEXT;"
        "ALTER TABLE events ADD COLUMN severity TEXT;"
        "ALTER TABLE events ADD COLUMN sliver BOOLEAN;"
        "ALTER TABLE events ADD COLUMN perimeters TEXT;"
        "ALTER TABLE events ADD COLUMN units TEXT;"
        "UPDATE events SET(message,severity,sliver,perimeters,units)=(SELECT message,severity,"
        "sliver,perimeters,units FROM findings f WHERE f.id=events.finding)"
        "WHERE fid IN(SELECT max(fid)FROM events GROUP BY finding)");
}

/* ---- the steps ---------------------------------------------------------------------------- */

enum { STEPS = 5 };
static void (*const steps[STEPS])(struct store *store, int srid) = {make_1, make_2, make_3, make_4,
                                                                    make_5};

int cpts_schema_version(void)
{
    return STEPS;
}

/* The steps after version `from`, to version `to`. */
static void take_steps(struct store *store, int from, int to, int srid)
{
    for (int version = from + 1; version <= to; version++) {
        char sql[64];
        steps[version - 1](store, srid);
        snprintf(sql, sizeof sql, "PRAGMA user_version=%d", version);
        cpts_store_run(store, sql);
    }
}

void cpts_schema_migrate(struct store *store)
{
    const int from = (int)cpts_store_number(store, "PRAGMA user_version");
    take_steps(store, from, cpts_schema_version(), cpts_schema_srid(store));
    if (store->status == CPTS_OK && from < cpts_schema_version())
        cpts_log(store->context, CPTS_VERBOSE, _("the history %s was brought to version %d"),
                 store->path, cpts_schema_version());
}

/* ---- a new store -------------------------------------------------------------------------- */

int cpts_schema_srid(struct store *store)
{
    return (int)cpts_store_number(
        store, "SELECT srid FROM geometry_columns WHERE f_table_name='findings'");
}

bool cpts_schema_is_sheet(int srid)
{
    return srid == SHEET_SRID;
}

int cpts_schema_region_srid(const struct cpts_region *region)
{
    if (region->lands)
        return SHEET_SRID;
    return strncmp(region->crs, "EPSG:", 5) == 0 ? (int)strtol(region->crs + 5, NULL, 10)
                                                 : OTHER_SRID;
}

/* SpatiaLite knows the codes of EPSG; what has none is described by its WKT. */
static void add_srs(struct store *store, const struct cpts_region *region)
{
    const int srid = cpts_schema_region_srid(region);
    struct query known = cpts_query(store, "SELECT InsertEpsgSrid(?)");
    cpts_query_integer(&known, srid);
    const bool is_known = cpts_query_row(&known) && cpts_query_integer_at(&known, 0) == 1;
    cpts_query_end(&known);
    if (is_known)
        return;
    struct query own = cpts_query(store, "INSERT INTO spatial_ref_sys(srid,auth_name,auth_srid,"
                                         "ref_sys_name,proj4text,srtext) VALUES(?,?,?,?,'',?)");
    cpts_query_integer(&own, srid);
    cpts_query_text(&own, srid == OTHER_SRID || srid == SHEET_SRID ? "none" : "epsg");
    cpts_query_integer(&own, srid);
    cpts_query_text(&own, region->crs);
    cpts_query_text(&own, region->crs_wkt);
    cpts_query_run(&own);
    cpts_query_end(&own);
}

void cpts_schema_create(struct store *store, const struct cpts_region *region)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d", APPLICATION);
    cpts_store_run(store, sql);
    ask(store, "SELECT InitSpatialMetaData(0,'NONE')");
    add_srs(store, region);
    take_steps(store, 0, cpts_schema_version(), cpts_schema_region_srid(region));
}

void cpts_schema_reference(struct store *store, int version)
{
    /* Any SRID that SpatiaLite knows: no text of the schema depends on it. */
    enum { ANY_SRID = 2154 };
    ask(store, "SELECT InitSpatialMetaData(0,'NONE')");
    ask(store, "SELECT InsertEpsgSrid(2154)");
    take_steps(store, 0, version, ANY_SRID);
}

/* ---- what a file is ------------------------------------------------------------------------ */

enum schema_state cpts_schema_state(struct store *store)
{
    const int64_t application = cpts_store_number(store, "PRAGMA application_id");
    const int64_t version = cpts_store_number(store, "PRAGMA user_version");
    const int64_t tables = cpts_store_number(store, "SELECT count(*) FROM sqlite_master");
    if (store->status != CPTS_OK)
        return SCHEMA_REFUSED;
    if (application == 0 && version == 0 && tables == 0)
        return SCHEMA_EMPTY;
    if (application != APPLICATION || version < 1)
        store->status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                                  _("%s is a database, but not a history of cpts-coverage; it was "
                                    "left as it is: name another file"),
                                  store->path);
    else if (version > cpts_schema_version())
        store->status = cpts_fail(store->context, CPTS_ERROR_INPUT,
                                  _("the history %s was written by a later version of the program "
                                    "(its tables have version %d, this one knows %d); install the "
                                    "later version"),
                                  store->path, (int)version, cpts_schema_version());
    return store->status == CPTS_OK ? SCHEMA_OURS : SCHEMA_REFUSED;
}
