/*
 * The statements of the connection to PostgreSQL.
 */
#include <gdal.h>

#include "input/sources/gdal_session.h"
#include "output/layers/postgis.h"

bool cpts_pg_run(struct pg_base *base, const char *sql)
{
    cpts_gdal_clear();
    OGRLayerH answer = GDALDatasetExecuteSQL(base->dataset, sql, NULL, NULL);
    GDALDatasetReleaseResultSet(base->dataset, answer);
    return !cpts_gdal_failure();
}

const char *cpts_pg_ask(struct pg_base *base, const char *sql)
{
    const char *text = NULL;
    cpts_gdal_clear();
    OGRLayerH answer = GDALDatasetExecuteSQL(base->dataset, sql, NULL, NULL);
    OGRFeatureH row = answer ? OGR_L_GetNextFeature(answer) : NULL;
    if (row)
        text = cpts_arena_string(&base->arena, OGR_F_GetFieldAsString(row, 0));
    OGR_F_Destroy(row);
    GDALDatasetReleaseResultSet(base->dataset, answer);
    return cpts_gdal_failure() ? NULL : text;
}

void cpts_pg_put_quoted(struct bytes *out, const char *text, char quote)
{
    cpts_bytes_add(out, &quote, 1);
    for (; *text; text++) {
        cpts_bytes_add(out, text, 1);
        if (*text == quote)
            cpts_bytes_add(out, text, 1);
    }
    cpts_bytes_add(out, &quote, 1);
}

void cpts_pg_quote(struct bytes *out, const char *text)
{
    cpts_pg_put_quoted(out, text, '\'');
}
