/*
 * The statements of the GeoPackage: each call of SQLite is looked at, the first failure sticks.
 */
#include "output/layers/gpkg.h"

void cpts_gpkg_fail(struct gpkg *gpkg, int code)
{
    if (gpkg->status != CPTS_OK)
        return;
    if (code == SQLITE_NOMEM)
        gpkg->status = cpts_fail_memory(gpkg->context);
    else if (code == SQLITE_FULL || code == SQLITE_TOOBIG)
        gpkg->status = cpts_fail(
            gpkg->context, CPTS_ERROR_OUTPUT, "%s",
            _("the GeoPackage would be too large; check one part of the region at a time"));
    else
        gpkg->status = cpts_fail(gpkg->context, CPTS_ERROR_INTERNAL,
                                 _("the GeoPackage cannot be built: its database failed for an "
                                   "unknown reason; please report it (%s)"),
                                 gpkg->db ? sqlite3_errmsg(gpkg->db) : sqlite3_errstr(code));
}

void cpts_gpkg_expect(struct gpkg *gpkg, int code)
{
    if (code != SQLITE_OK)
        cpts_gpkg_fail(gpkg, code);
}

void cpts_gpkg_run(struct gpkg *gpkg, const char *sql)
{
    if (gpkg->status != CPTS_OK)
        return;
    cpts_gpkg_expect(gpkg, sqlite3_exec(gpkg->db, sql, NULL, NULL, NULL));
}

sqlite3_stmt *cpts_gpkg_prepare(struct gpkg *gpkg, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (gpkg->status != CPTS_OK)
        return NULL;
    cpts_gpkg_expect(gpkg, sqlite3_prepare_v2(gpkg->db, sql, -1, &statement, NULL));
    return statement;
}

void cpts_gpkg_step(struct gpkg *gpkg, sqlite3_stmt *statement)
{
    if (gpkg->status != CPTS_OK)
        return;
    const int code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        cpts_gpkg_fail(gpkg, code);
    sqlite3_reset(statement);
}

void cpts_gpkg_last(struct gpkg *gpkg, sqlite3_stmt *statement)
{
    if (statement)
        cpts_gpkg_step(gpkg, statement);
    sqlite3_finalize(statement);
}

bool cpts_gpkg_next(struct gpkg *gpkg, sqlite3_stmt *query)
{
    if (!query || gpkg->status != CPTS_OK)
        return false;
    const int code = sqlite3_step(query);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        cpts_gpkg_fail(gpkg, code);
    return code == SQLITE_ROW;
}

const char *cpts_gpkg_text_at(struct gpkg *gpkg, sqlite3_stmt *query, int column)
{
    const bool is_null = sqlite3_column_type(query, column) == SQLITE_NULL;
    const char *text = (const char *)sqlite3_column_text(query, column);
    if (!text && !is_null)
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    return text ? text : "";
}
