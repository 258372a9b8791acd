/*
 * The datasets of OGR that an export writes, with the options of each format: opened, closed so
 * that a failure is seen, opened again to be read.
 */
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "input/sources/gdal_session.h"
#include "output/layers/export.h"

static bool is_sqlite(const char *driver)
{
    return strcmp(driver, "SQLite") == 0;
}

static GDALDatasetH create(const char *name, const char *path, bool is_spatial)
{
    OGRSFDriverH driver = OGRGetDriverByName(name);
    char **options = NULL;
    if (is_sqlite(name) && is_spatial) {
        options = CSLSetNameValue(options, "SPATIALITE", "YES");
        /* The CRS of the layers alone: all of EPSG would be 5 MB. */
        options = CSLSetNameValue(options, "INIT_WITH_EPSG", "NO");
    } else if (is_sqlite(name)) {
        options = CSLSetNameValue(options, "METADATA", "NO");
    }
    GDALDatasetH made = driver ? OGR_Dr_CreateDataSource(driver, path, options) : NULL;
    CSLDestroy(options);
    const bool is_begun =
        made && (!is_sqlite(name) || GDALDatasetStartTransaction(made, FALSE) == OGRERR_NONE);
    if (made && !is_begun)
        GDALClose(made);
    return is_begun ? made : NULL;
}

bool cpts_export_create(struct exported *out)
{
    const struct export_format *format = out->format;
    const char *tables = cpts_arena_format(&out->arena, "%s/%s", out->place, CPTS_EXPORT_TABLES);
    if (!tables || VSIMkdir(out->root, 0700) != 0)
        return false;
    out->to = create(format->driver, out->place, true);
    if (out->to)
        out->tables = format->has_tables ? out->to : create("SQLite", tables, false);
    return out->tables != NULL;
}

/* Closing writes the last, and reports only so that it failed. */
static bool close_one(GDALDatasetH dataset, bool keep)
{
    const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
    const bool good =
        keep && (!is_sqlite(driver) || GDALDatasetCommitTransaction(dataset) == OGRERR_NONE);
    GDALClose(dataset);
    return good && !cpts_gdal_failure();
}

bool cpts_export_close(struct exported *out, bool keep)
{
    const bool is_apart = out->tables && out->tables != out->to;
    const bool good = !is_apart || close_one(out->tables, keep);
    return out->to && close_one(out->to, keep && good) && good;
}

char **cpts_export_options(const struct exported *out, GDALDatasetH to, const char *fid)
{
    char day[sizeof "2026-01-01"];
    char **options = NULL;
    const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(to));
    if (is_sqlite(driver)) {
        options = CSLSetNameValue(options, "LAUNDER", "NO");
        options = CSLSetNameValue(options, "FID", fid);
        options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    } else if (strcmp(driver, "ESRI Shapefile") == 0) {
        snprintf(day, sizeof day, "%.10s", out->time);
        options = CSLSetNameValue(options, "DBF_DATE_LAST_UPDATE", day);
        options = CSLSetNameValue(options, "ENCODING", "UTF-8");
        /* The index of an earlier run would be believed. */
        options = CSLSetNameValue(options, "SPATIAL_INDEX", "YES");
    }
    return options;
}

GDALDatasetH cpts_export_reopen(const char *driver, const char *path)
{
    const char *const drivers[] = {driver, NULL};
    return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
}

/* SpatiaLite notes when it did what: the same input would not give the same bytes. It believes its
 * counts and extents when they are younger than the rows. */
bool cpts_export_date(const struct exported *out)
{
    if (!is_sqlite(out->format->driver))
        return true;
    vsi_l_offset size = 0;
    GByte *bytes = VSIGetMemFileBuffer(out->place, &size, FALSE);
    sqlite3 *db = NULL;
    char sql[320];
    /* The lengths stay, so that the database is changed where it is. */
    snprintf(sql, sizeof sql,
             "UPDATE spatialite_history SET timestamp='%.19s.000Z';"
             "UPDATE geometry_columns_statistics SET last_verified='%.19s.001Z';"
             "UPDATE geometry_columns_time SET last_insert='%.19s.000Z' WHERE last_insert>'0001'",
             out->time, out->time, out->time);
    const bool good =
        bytes && sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_deserialize(db, "main", bytes, (sqlite3_int64)size, (sqlite3_int64)size, 0) ==
            SQLITE_OK &&
        sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    return good;
}
