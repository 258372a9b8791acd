#include "input/sources/base_schema.h"

#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/sources/crs_text.h"

int cpts_base_distrust(sqlite3 *base)
{
    const int code = sqlite3_db_config(base, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return code == SQLITE_OK ? sqlite3_db_config(base, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL)
                             : code;
}

static bool refuse(struct base_doubt *doubt, const char *object, const char *reason)
{
    snprintf(doubt->object, sizeof doubt->object, "%s", object);
    snprintf(doubt->reason, sizeof doubt->reason, "%s", reason ? reason : "");
    return false;
}

static bool unreadable(sqlite3 *base, struct base_doubt *doubt)
{
    doubt->code = sqlite3_errcode(base);
    snprintf(doubt->reason, sizeof doubt->reason, "%s", sqlite3_errmsg(base));
    return false;
}

/* ---- virtual tables ------------------------------------------------------------------------- */

/* Past a name as SQL writes it: bare, or between quotes that are doubled inside. */
static const char *after_name(const char *sql)
{
    const char quote = *sql == '[' ? ']' : *sql;
    if (!*sql || !strchr("\"'`[", *sql))
        return sql + strcspn(sql, " (\t\r\n");
    for (sql++; *sql; sql++)
        if (*sql == quote && sql[1] == quote)
            sql++;
        else if (*sql == quote)
            return sql + 1;
    return sql;
}

static const char *after_blanks(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

/* The module of CREATE VIRTUAL TABLE name USING module(...), as GDAL and SpatiaLite write it.
 * NULL: written otherwise, or with comments, which only hide something. */
static const char *module_of(const char *sql, size_t *length)
{
    static const char start[] = "CREATE VIRTUAL TABLE ";
    if (!sql || strncasecmp(sql, start, sizeof start - 1) != 0)
        return NULL;
    const char *at = after_blanks(after_name(after_blanks(sql + sizeof start - 1)));
    if (strncasecmp(at, "USING", 5) != 0)
        return NULL;
    at = after_blanks(at + 5);
    *length = strcspn(at, "( \t\r\n");
    return at;
}

/* R-trees keep an index of the base itself; the others are in each SpatiaLite base, under these
 * names, and look into its own R-trees. */
static bool is_allowed_virtual(const char *name, const char *sql)
{
    static const char *const known[][2] = {{NULL, "rtree"},
                                           {NULL, "rtree_i32"},
                                           {"SpatialIndex", "VirtualSpatialIndex"},
                                           {"ElementaryGeometries", "VirtualElementary"},
                                           {"KNN", "VirtualKNN"},
                                           {"KNN2", "VirtualKNN2"}};
    size_t length = 0;
    const char *module = module_of(sql, &length);
    for (size_t i = 0; module && i < sizeof known / sizeof *known; i++)
        if (strlen(known[i][1]) == length && strncasecmp(module, known[i][1], length) == 0 &&
            (!known[i][0] || strcasecmp(known[i][0], name) == 0))
            return true;
    return false;
}

/* ---- views ---------------------------------------------------------------------------------- */

/* What views of geometries are made of: functions of SpatiaLite and GDAL that compute, and read
 * nothing. They are only named here, never run. */
static const char *const computing[] = {"Area",
                                        "AsGeoJSON",
                                        "AsText",
                                        "AsWKB",
                                        "AsBinary",
                                        "AsGPB",
                                        "Boundary",
                                        "Buffer",
                                        "CastToMulti",
                                        "CastToMultiPolygon",
                                        "CastToPolygon",
                                        "CastToXY",
                                        "CastToSingle",
                                        "Centroid",
                                        "Collect",
                                        "Contains",
                                        "ConvexHull",
                                        "Difference",
                                        "Envelope",
                                        "GeomFromGPB",
                                        "GeomFromText",
                                        "GeomFromWKB",
                                        "GeometryType",
                                        "GUnion",
                                        "Intersection",
                                        "Intersects",
                                        "IsEmpty",
                                        "IsValid",
                                        "MakeValid",
                                        "MbrMaxX",
                                        "MbrMaxY",
                                        "MbrMinX",
                                        "MbrMinY",
                                        "NumGeometries",
                                        "SetSRID",
                                        "SRID",
                                        "ST_Area",
                                        "ST_AsBinary",
                                        "ST_AsGeoJSON",
                                        "ST_AsText",
                                        "ST_Buffer",
                                        "ST_Centroid",
                                        "ST_Collect",
                                        "ST_Contains",
                                        "ST_Difference",
                                        "ST_Envelope",
                                        "ST_GeomFromText",
                                        "ST_GeometryType",
                                        "ST_Intersection",
                                        "ST_Intersects",
                                        "ST_IsEmpty",
                                        "ST_IsValid",
                                        "ST_MakeValid",
                                        "ST_MaxX",
                                        "ST_MaxY",
                                        "ST_MinX",
                                        "ST_MinY",
                                        "ST_Multi",
                                        "ST_NumGeometries",
                                        "ST_PointOnSurface",
                                        "ST_Reverse",
                                        "ST_SetSRID",
                                        "ST_Simplify",
                                        "ST_SnapToGrid",
                                        "ST_SRID",
                                        "ST_UnaryUnion",
                                        "ST_Union",
                                        "ST_Within",
                                        "ST_X",
                                        "ST_Y",
                                        "Within",
                                        "X",
                                        "Y"};

static void never(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count, (void)values;
    sqlite3_result_null(context);
}

/* NULL takes the names away again. */
static void name_functions(sqlite3 *base,
                           void (*function)(sqlite3_context *, int, sqlite3_value **))
{
    for (size_t i = 0; i < sizeof computing / sizeof *computing; i++)
        sqlite3_create_function(base, computing[i], -1, SQLITE_UTF8, NULL, function, NULL, NULL);
}

/* What a view may ask for: rows of this base, and functions that compute. A function that this
 * connection does not know does not get so far. */
static int judge(void *user, int action, const char *one, const char *two, const char *database,
                 const char *inside)
{
    (void)user, (void)database, (void)inside;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return two && strcasecmp(two, "load_extension") != 0 &&
                       strcasecmp(two, "fts3_tokenizer") != 0
                   ? SQLITE_OK
                   : SQLITE_DENY;
    case SQLITE_PRAGMA: /* the list of tables that is gone through */
        return strcasecmp(one, "table_list") == 0 ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

/* Tables are looked at too: a column may be computed. */
static bool examine_rows(sqlite3 *base, const char *name, struct base_doubt *doubt)
{
    char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\"", name);
    sqlite3_stmt *statement = NULL;
    const int code = sql ? sqlite3_prepare_v2(base, sql, -1, &statement, NULL) : SQLITE_NOMEM;
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return code == SQLITE_OK || refuse(doubt, name, sqlite3_errmsg(base));
}

static bool examine_object(sqlite3 *base, const char *name, const char *kind, const char *sql,
                           struct base_doubt *doubt)
{
    if (strcmp(kind, "virtual") == 0)
        return is_allowed_virtual(name, sql) || refuse(doubt, name, NULL);
    if (strcmp(kind, "shadow") == 0)
        return true;
    return examine_rows(base, name, doubt);
}

static bool examine_objects(sqlite3 *base, struct base_doubt *doubt)
{
    /* As SQLite understands the schema, not as its text looks. */
    sqlite3_stmt *statement = NULL;
    bool good = sqlite3_prepare_v2(base,
                                   "SELECT l.name,l.type,s.sql FROM pragma_table_list AS l LEFT "
                                   "JOIN sqlite_schema AS s ON s.name=l.name AND s.type "
                                   "IN('table','view') WHERE l.schema='main'",
                                   -1, &statement, NULL) == SQLITE_OK;
    int code = SQLITE_OK;
    good = good && sqlite3_set_authorizer(base, judge, NULL) == SQLITE_OK;
    while (good && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        const char *kind = (const char *)sqlite3_column_text(statement, 1);
        good = name && kind &&
               examine_object(base, name, kind, (const char *)sqlite3_column_text(statement, 2),
                              doubt);
    }
    sqlite3_set_authorizer(base, NULL, NULL);
    if (!*doubt->object && (!good || code != SQLITE_DONE))
        good = unreadable(base, doubt);
    sqlite3_finalize(statement);
    return good;
}

/* ---- coordinate reference systems ----------------------------------------------------------- */

/* A definition beside a code of EPSG that is known is not read. */
static bool is_published(const char *authority, int code)
{
    if (!authority || strcasecmp(authority, "epsg") != 0 || code <= 0)
        return false;
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    const bool known = crs && OSRImportFromEPSG(crs, code) == OGRERR_NONE;
    OSRDestroySpatialReference(crs);
    return known;
}

static bool examine_definitions(sqlite3 *base, const char *sql, struct base_doubt *doubt)
{
    sqlite3_stmt *statement = NULL;
    bool good = true;
    if (sqlite3_prepare_v2(base, sql, -1, &statement, NULL) != SQLITE_OK)
        return true; /* a base without geometries */
    while (good && sqlite3_step(statement) == SQLITE_ROW) {
        const char *authority = (const char *)sqlite3_column_text(statement, 0);
        if (is_published(authority, sqlite3_column_int(statement, 1)))
            continue;
        for (int i = 2; good && i < sqlite3_column_count(statement); i++) {
            if (sqlite3_column_type(statement, i) != SQLITE_TEXT)
                continue;
            const char *text = (const char *)sqlite3_column_text(statement, i);
            if (!text) {
                good = unreadable(base, doubt);
            } else if (cpts_crs_names_file(text)) {
                doubt->is_crs = true;
                good = refuse(doubt, "spatial_ref_sys", NULL);
            }
        }
    }
    sqlite3_finalize(statement);
    return good;
}

bool cpts_base_examine(sqlite3 *base, struct base_doubt *doubt)
{
    *doubt = (struct base_doubt){.code = SQLITE_OK};
    if (cpts_base_distrust(base) != SQLITE_OK)
        return unreadable(base, doubt);
    name_functions(base, never);
    const bool good = examine_objects(base, doubt);
    name_functions(base, NULL);
    return good &&
           examine_definitions(base,
                               "SELECT auth_name,auth_srid,* FROM spatial_ref_sys WHERE srid IN("
                               "SELECT srid FROM geometry_columns)",
                               doubt) &&
           examine_definitions(base,
                               "SELECT organization,organization_coordsys_id,* FROM "
                               "gpkg_spatial_ref_sys WHERE srs_id IN(SELECT srs_id FROM "
                               "gpkg_geometry_columns)",
                               doubt);
}
