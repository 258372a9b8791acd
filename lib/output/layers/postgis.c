/*
 * Rejected: OGR's tables made beside and renamed. Rights, views and what a reader has open belong
 * to the table, not to its name.
 */
#include "output/layers/postgis.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "input/sources/connection.h"
#include "input/sources/gdal_session.h"
#include "output/output.h"
#include "output/set.h"

#define DEFAULT_SCHEMA "cpts"
#define SCHEMA_BYTES   63 /* PostgreSQL cuts longer names */
#define NAP_MS         100
#define WAIT_S         600

/* ---- failures ------------------------------------------------------------------------------- */

/* What has a message of its own keeps it. */
static cpts_status cannot_write(const struct pg_base *base)
{
    const char *why = cpts_gdal_failure();
    if (cpts_is_interrupted(base->context))
        return cpts_fail(base->context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"));
    if (*base->context->message)
        return CPTS_ERROR_OUTPUT;
    return cpts_fail(base->context, CPTS_ERROR_OUTPUT,
                     _("%s: the schema %s cannot be written and is as it was; see that the server "
                       "runs, and that this user may create and write tables there%s%s%s"),
                     base->shown, base->schema, why ? " (" : "", why ? why : "", why ? ")" : "");
}

static cpts_status cannot_connect(const struct pg_base *base)
{
    /* See input/sources/refusal.c. */
    const char *why = cpts_gdal_failure();
    const bool is_shown = why && !strchr(why, '@');
    return cpts_fail(base->context, CPTS_ERROR_OUTPUT,
                     _("%s cannot be connected to; see that the server runs, and that psql "
                       "connects to it in the same way%s%s%s"),
                     base->shown, is_shown ? " (" : "", is_shown ? why : "", is_shown ? ")" : "");
}

/* ---- the connection ------------------------------------------------------------------------- */

static cpts_status read_target(struct pg_base *base, const char *target)
{
    base->connection = cpts_arena_string(&base->arena, target);
    if (!base->connection)
        return cpts_fail_memory(base->context);
    static char default_schema[] = DEFAULT_SCHEMA;
    char *bar = strstr(base->connection, "|schema=");
    base->schema = default_schema;
    if (bar) {
        *bar = '\0';
        base->schema = bar + strlen("|schema=");
    }
    base->shown = cpts_source_shown(&base->arena, base->connection);
    if (!base->shown)
        return cpts_fail_memory(base->context);
    if (!cpts_postgis_find(base->connection))
        return cpts_fail(base->context, CPTS_ERROR_ARGUMENT,
                         _("'%s' is not a connection to PostgreSQL; write it as GDAL does, for "
                           "example PG:service=ars or PG:dbname=region"),
                         base->shown);
    if (!*base->schema || strlen(base->schema) > SCHEMA_BYTES)
        return cpts_fail(base->context, CPTS_ERROR_ARGUMENT,
                         _("'%s' cannot be the name of a schema: it is empty, or over %d bytes"),
                         base->schema, SCHEMA_BYTES);
    return CPTS_OK;
}

static cpts_status connect_to(struct pg_base *base)
{
    static const char *const drivers[] = {"PostgreSQL", NULL};
    base->dataset =
        GDALOpenEx(base->connection, GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers, NULL, NULL);
    if (!base->dataset)
        return cannot_connect(base);
    struct bytes sql = {.data = NULL};
    cpts_bytes_text(&sql, "SELECT set_config('cpts.schema', ");
    cpts_pg_quote(&sql, base->schema);
    cpts_bytes_add(&sql, ", true)", sizeof ", true)");
    const bool good = !sql.is_short &&
                      GDALDatasetStartTransaction(base->dataset, FALSE) == OGRERR_NONE &&
                      cpts_pg_run(base, "SET LOCAL standard_conforming_strings = on") &&
                      cpts_pg_ask(base, sql.data);
    cpts_bytes_free(&sql);
    return good ? CPTS_OK : cannot_write(base);
}

/* Two writers take their turns; locks of PostgreSQL end with the transaction. */
static cpts_status take_turn(struct pg_base *base)
{
    const struct timespec nap = {0, NAP_MS * 1000000L};
    for (int naps = 0;; naps++) {
        const char *got = cpts_pg_ask(
            base, "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtext('cpts-coverage ' || "
                  "current_setting('cpts.schema'))) THEN 'yes' ELSE '' END");
        if (!got)
            return cannot_write(base);
        if (*got)
            return CPTS_OK;
        if (naps == 0)
            cpts_log(base->context, CPTS_NORMAL,
                     _("another run is writing in the schema %s: waiting for it"), base->schema);
        if (naps * NAP_MS >= WAIT_S * 1000)
            return cpts_fail(base->context, CPTS_ERROR_OUTPUT,
                             _("another run has been writing in the schema %s of %s for over ten "
                               "minutes; let it end, or see pg_stat_activity"),
                             base->schema, base->shown);
        const cpts_status status = cpts_interrupted(base->context);
        if (status != CPTS_OK)
            return status;
        nanosleep(&nap, NULL);
    }
}

static cpts_status require_postgis(struct pg_base *base)
{
    const char *found =
        cpts_pg_ask(base, "SELECT CASE WHEN to_regtype('geometry') IS NULL THEN '' ELSE 'yes' "
                          "END");
    if (!found)
        return cannot_write(base);
    return *found ? CPTS_OK
                  : cpts_fail(base->context, CPTS_ERROR_OUTPUT,
                              _("%s has no PostGIS: have its administrator run CREATE EXTENSION "
                                "postgis there, or add the schema where PostGIS is to the "
                                "search_path of this user"),
                              base->shown);
}

static cpts_status require_schema(struct pg_base *base)
{
    const char *found = cpts_pg_ask(
        base, "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = "
              "current_setting('cpts.schema')) THEN 'there' WHEN "
              "has_database_privilege(current_database(), 'CREATE') THEN '' ELSE current_user END");
    struct bytes sql = {.data = NULL};
    if (!found)
        return cannot_write(base);
    if (strcmp(found, "there") == 0)
        return CPTS_OK;
    if (*found)
        return cpts_fail(base->context, CPTS_ERROR_OUTPUT,
                         _("%s: there is no schema %s, and this user may not make it; have its "
                           "administrator run CREATE SCHEMA \"%s\" AUTHORIZATION \"%s\""),
                         base->shown, base->schema, base->schema, found);
    cpts_bytes_text(&sql, "CREATE SCHEMA ");
    cpts_pg_put_quoted(&sql, base->schema, '"');
    cpts_bytes_add(&sql, "", 1);
    const bool good = !sql.is_short && cpts_pg_run(base, sql.data);
    cpts_bytes_free(&sql);
    return good ? CPTS_OK : cannot_write(base);
}

/* ---- the rows ------------------------------------------------------------------------------- */

static void put_comment(struct bytes *sql, const char *what, const char *table, const char *column,
                        const char *prefix, const char *text)
{
    struct bytes said = {.data = NULL};
    cpts_bytes_text(sql, "COMMENT ON ");
    cpts_bytes_text(sql, what);
    cpts_bytes_text(sql, " pg_temp.");
    cpts_pg_put_quoted(sql, table, '"');
    if (column) {
        cpts_bytes_text(sql, ".");
        cpts_pg_put_quoted(sql, column, '"');
    }
    cpts_bytes_text(sql, " IS ");
    cpts_bytes_text(&said, prefix);
    cpts_bytes_add(&said, text, strlen(text) + 1);
    if (said.is_short)
        sql->is_short = true;
    else
        cpts_pg_quote(sql, said.data);
    cpts_bytes_text(sql, ";");
    cpts_bytes_free(&said);
}

/* The words for people of a table and its columns, which GDAL 3.6 does not read. */
static bool comment(struct pg_base *base, struct gpkg *gpkg, OGRLayerH layer)
{
    struct bytes sql = {.data = NULL};
    const char *name = OGR_L_GetName(layer);
    const char *said = GDALGetMetadataItem(layer, "DESCRIPTION", NULL);
    sqlite3_stmt *titles = cpts_gpkg_prepare(gpkg, "SELECT column_name, title FROM "
                                                   "gpkg_data_columns WHERE table_name=?");
    if (titles)
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(titles, 1, name, -1, SQLITE_TRANSIENT));
    put_comment(&sql, "TABLE", name, NULL, "cpts-coverage: ", said ? said : name);
    while (cpts_gpkg_next(gpkg, titles))
        put_comment(&sql, "COLUMN", name, cpts_gpkg_text_at(gpkg, titles, 0), "",
                    cpts_gpkg_text_at(gpkg, titles, 1));
    sqlite3_finalize(titles);
    cpts_bytes_add(&sql, "", 1);
    const bool good = !sql.is_short && gpkg->status == CPTS_OK && cpts_pg_run(base, sql.data);
    cpts_bytes_free(&sql);
    return good;
}

static bool send_layer(struct pg_base *base, OGRLayerH from, const char *schema)
{
    char **options = CSLSetNameValue(NULL, "SCHEMA", schema);
    options = CSLSetNameValue(options, "LAUNDER", "NO"); /* a style names the columns as they are */
    options = CSLSetNameValue(options, "FID", "fid");
    options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
    OGRLayerH to = cpts_layer_like(base->dataset, from, options);
    CSLDestroy(options);
    return to && cpts_layer_copy(base->context, from, to);
}

static cpts_status send(struct pg_base *base, struct layer_image *image)
{
    GDALDatasetH from = image->dataset;
    struct bytes names = {.data = NULL};
    const char *own = NULL; /* the schema of temporary tables, which there is once one is made */
    if (cpts_pg_run(base, "CREATE TEMPORARY TABLE cpts_begun (n int) ON COMMIT DROP"))
        own = cpts_pg_ask(base, "SELECT nspname FROM pg_namespace WHERE oid = "
                                "pg_my_temp_schema()");
    bool good = own != NULL;
    CPLSetThreadLocalConfigOption("PG_USE_COPY", "YES");
    for (int i = 0; good && i < GDALDatasetGetLayerCount(from); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(from, i);
        good = layer && send_layer(base, layer, own);
        if (!good || strcmp(OGR_L_GetName(layer), CPTS_STYLES_TABLE) == 0)
            continue;
        cpts_bytes_text(&names, names.used ? "," : "");
        cpts_bytes_text(&names, OGR_L_GetName(layer));
        good = comment(base, &image->gpkg, layer);
    }
    cpts_bytes_add(&names, "", 1);
    good = good && !names.is_short && cpts_pg_replace(base, names.data);
    cpts_bytes_free(&names);
    return good ? CPTS_OK : cannot_write(base);
}

/* A table that was read is a source, and no output replaces one. */
static cpts_status refuse_sources(const struct pg_base *base, const struct cpts_region *region,
                                  GDALDatasetH from)
{
    const size_t length = strlen(base->schema);
    for (size_t i = 0; i < region->source_count; i++) {
        const struct source *source = &region->sources[i];
        if (cpts_is_connection(source->path) && source->layer &&
            strncmp(source->layer, base->schema, length) == 0 && source->layer[length] == '.' &&
            GDALDatasetGetLayerByName(from, source->layer + length + 1))
            return cpts_fail(base->context, CPTS_ERROR_ARGUMENT,
                             _("writing the schema %s would overwrite the source %s; choose "
                               "another --schema"),
                             base->schema, source->layer);
    }
    return CPTS_OK;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void free_base(struct pg_base *base)
{
    if (base->dataset)
        GDALClose(base->dataset);
    cpts_arena_free(&base->arena);
    cpts_array_free(base);
}

/* Closing takes back what is not committed. */
static cpts_status end(cpts_context *context, void *transaction, bool keep)
{
    struct pg_base *base = transaction;
    struct gdal_session session;
    cpts_status status = CPTS_OK;
    cpts_gdal_begin(&session);
    if (keep && GDALDatasetCommitTransaction(base->dataset) != OGRERR_NONE) {
        const char *why = cpts_gdal_failure();
        status =
            cpts_fail(context, CPTS_ERROR_OUTPUT,
                      _("%s did not confirm what was written to the schema %s: it holds all of the "
                        "previous run, or all of this one; see the column run of its table "
                        "totals%s%s%s"),
                      base->shown, base->schema, why ? " (" : "", why ? why : "", why ? ")" : "");
    } else if (!keep) {
        GDALDatasetRollbackTransaction(base->dataset);
    }
    free_base(base);
    cpts_gdal_end();
    return status;
}

static cpts_status fill(struct pg_base *base, const struct cpts_report *report)
{
    struct layer_image image = {.dataset = NULL};
    cpts_status status = connect_to(base);
    if (status == CPTS_OK)
        status = require_postgis(base);
    if (status == CPTS_OK)
        status = take_turn(base);
    if (status == CPTS_OK)
        status = require_schema(base);
    if (status == CPTS_OK) {
        status = cpts_image_open(&image, report);
        if (status == CPTS_OK)
            status = refuse_sources(base, report->region, image.dataset);
        if (status == CPTS_OK)
            status = send(base, &image);
        cpts_image_close(&image);
    }
    return status;
}

cpts_status cpts_write_postgis(const struct cpts_report *report, const char *target)
{
    cpts_context *context = report->region->context;
    struct pg_base *base = cpts_array_new(1, sizeof *base);
    struct gdal_session session;
    if (!base)
        return cpts_fail_memory(context);
    base->context = context;
    cpts_status status = read_target(base, target);
    cpts_gdal_begin(&session);
    if (status == CPTS_OK)
        status = fill(base, report);
    if (status != CPTS_OK)
        free_base(base);
    cpts_gdal_end();
    return status == CPTS_OK ? cpts_set_take_transaction(context, end, base) : status;
}
