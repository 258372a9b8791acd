/*
 * What a format cannot keep of the columns, and where it is found all the same: the full names and
 * the titles are in a table of their own, styles beside the layers.
 */
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#include "output/layers/export.h"

#define COLUMNS_TABLE "columns"

/* ---- the columns ---------------------------------------------------------------------------- */

static const char *title_of(struct exported *out, const char *layer, const char *column)
{
    struct gpkg *gpkg = &out->image.gpkg;
    sqlite3_stmt *query = cpts_gpkg_prepare(
        gpkg, "SELECT title FROM gpkg_data_columns WHERE table_name=? AND column_name=?");
    if (query) {
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(query, 1, layer, -1, SQLITE_TRANSIENT));
        cpts_gpkg_expect(gpkg, sqlite3_bind_text(query, 2, column, -1, SQLITE_TRANSIENT));
    }
    const char *title = cpts_gpkg_next(gpkg, query) ? cpts_gpkg_text_at(gpkg, query, 0) : "";
    const char *copy = cpts_arena_string(&out->arena, title);
    sqlite3_finalize(query);
    return copy;
}

static bool is_cut(struct exported *out, const struct export_column *column)
{
    struct gpkg *gpkg = &out->image.gpkg;
    struct bytes sql = {.data = NULL};
    bool found = false;
    cpts_bytes_text(&sql, "SELECT 1 FROM ");
    cpts_gpkg_name(&sql, column->layer);
    cpts_bytes_text(&sql, " WHERE length(CAST(");
    cpts_gpkg_name(&sql, column->name);
    cpts_bytes_text(&sql, " AS BLOB))>? LIMIT 1");
    cpts_bytes_add(&sql, "", 1);
    sqlite3_stmt *query = sql.is_short ? NULL : cpts_gpkg_prepare(gpkg, sql.data);
    if (sql.is_short)
        cpts_gpkg_fail(gpkg, SQLITE_NOMEM);
    if (query)
        cpts_gpkg_expect(gpkg,
                         sqlite3_bind_int64(query, 1, (sqlite3_int64)out->format->text_bytes));
    found = cpts_gpkg_next(gpkg, query);
    sqlite3_finalize(query);
    cpts_bytes_free(&sql);
    return found;
}

bool cpts_export_note(struct exported *out, OGRLayerH from, OGRLayerH to)
{
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(from), written = OGR_L_GetLayerDefn(to);
    const char *layer = cpts_arena_string(&out->arena, OGR_L_GetName(from));
    const size_t count = (size_t)OGR_FD_GetFieldCount(columns);
    if (!layer || !cpts_array_reserve(&out->columns, &out->column_capacity,
                                      out->column_count + count, sizeof *out->columns))
        return false;
    for (int i = 0; i < (int)count; i++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(columns, i),
                      copy = OGR_FD_GetFieldDefn(written, i);
        struct export_column *column = &out->columns[out->column_count];
        *column = (struct export_column){
            .layer = layer,
            .name = cpts_arena_string(&out->arena, OGR_Fld_GetNameRef(field)),
            .written_as = cpts_arena_string(&out->arena, OGR_Fld_GetNameRef(copy))};
        if (!column->name || !column->written_as)
            return false;
        column->title = title_of(out, layer, column->name);
        if (!column->title)
            return false;
        column->is_cut =
            OGR_Fld_GetType(field) == OFTString && out->format->text_bytes && is_cut(out, column);
        out->column_count++;
    }
    return out->image.gpkg.status == CPTS_OK;
}

static void compare_types(struct exported *out, OGRFieldDefnH from, OGRFieldDefnH to)
{
    const OGRFieldType type = OGR_Fld_GetType(from), written = OGR_Fld_GetType(to);
    out->has_times_as_texts |= type == OFTDateTime && written != OFTDateTime;
    out->has_dates_as_times |= type == OFTDate && written == OFTDateTime;
    out->has_flags_as_numbers |=
        OGR_Fld_GetSubType(from) == OFSTBoolean && OGR_Fld_GetSubType(to) != OFSTBoolean;
}

bool cpts_export_compare(struct exported *out, OGRLayerH from, OGRLayerH to)
{
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(from), written = OGR_L_GetLayerDefn(to);
    const int count = OGR_FD_GetFieldCount(columns);
    if (OGR_FD_GetFieldCount(written) != count)
        return false;
    for (int i = 0; i < count; i++)
        compare_types(out, OGR_FD_GetFieldDefn(columns, i), OGR_FD_GetFieldDefn(written, i));
    return true;
}

static OGRLayerH create_table(const struct exported *out)
{
    static const char *const names[] = {"layer", "column", "written_as", "title"};
    char **options = cpts_export_options(out, out->tables, "fid");
    OGRLayerH table = GDALDatasetCreateLayer(out->tables, COLUMNS_TABLE, NULL, wkbNone, options);
    CSLDestroy(options);
    for (size_t i = 0; table && i < sizeof names / sizeof *names; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(names[i], OFTString);
        const bool good = field && OGR_L_CreateField(table, field, TRUE) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
        if (!good)
            return NULL;
    }
    return table;
}

bool cpts_export_columns(struct exported *out)
{
    OGRLayerH table = create_table(out);
    bool good = table != NULL;
    for (size_t i = 0; good && i < out->column_count; i++) {
        const struct export_column *column = &out->columns[i];
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(table));
        if (!row)
            return false;
        OGR_F_SetFieldString(row, 0, column->layer);
        OGR_F_SetFieldString(row, 1, column->name);
        OGR_F_SetFieldString(row, 2, column->written_as);
        OGR_F_SetFieldString(row, 3, column->title);
        good = OGR_L_CreateFeature(table, row) == OGRERR_NONE;
        OGR_F_Destroy(row);
    }
    return good;
}

/* ---- the styles ----------------------------------------------------------------------------- */

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The name under which a column of a layer was written; NULL for other words. */
static const char *written_name(const struct exported *out, const char *layer, const char *word,
                                size_t length)
{
    for (size_t i = 0; i < out->column_count; i++) {
        const struct export_column *column = &out->columns[i];
        if (strcmp(column->layer, layer) == 0 && strncmp(column->name, word, length) == 0 &&
            !column->name[length])
            return column->written_as;
    }
    return NULL;
}

/* A name that a format shortens is long, and stands for a column wherever it is in a style. */
static void put_style(struct bytes *qml, const struct exported *out, const char *layer,
                      const char *style)
{
    while (*style) {
        size_t length = 0;
        while (is_of_name(style[length]))
            length++;
        const char *name = length ? written_name(out, layer, style, length) : NULL;
        if (name)
            cpts_bytes_text(qml, name);
        else
            cpts_bytes_add(qml, style, length ? length : 1);
        style += length ? length : 1;
    }
}

static bool write_style(struct exported *out, const char *layer, const char *style)
{
    struct bytes qml = {.data = NULL};
    const char *path = cpts_arena_format(&out->arena, "%s/%s.qml", out->place, layer);
    put_style(&qml, out, layer, style);
    VSILFILE *file = path && !qml.is_short ? VSIFOpenL(path, "wb") : NULL;
    bool good = file && VSIFWriteL(qml.data, 1, qml.used, file) == qml.used;
    if (file)
        good = VSIFCloseL(file) == 0 && good;
    cpts_bytes_free(&qml);
    return good;
}

bool cpts_export_styles(struct exported *out)
{
    struct gpkg *gpkg = &out->image.gpkg;
    sqlite3_stmt *styles = cpts_gpkg_prepare(
        gpkg, "SELECT f_table_name, styleQML FROM layer_styles WHERE f_geometry_column<>''");
    bool good = styles != NULL;
    while (good && cpts_gpkg_next(gpkg, styles))
        good = write_style(out, cpts_gpkg_text_at(gpkg, styles, 0),
                           cpts_gpkg_text_at(gpkg, styles, 1));
    sqlite3_finalize(styles);
    return good && gpkg->status == CPTS_OK;
}

/* ---- what is said --------------------------------------------------------------------------- */

static const struct export_column *first_renamed(const struct exported *out)
{
    for (size_t i = 0; i < out->column_count; i++)
        if (strcmp(out->columns[i].name, out->columns[i].written_as) != 0)
            return &out->columns[i];
    return NULL;
}

static const struct export_column *first_cut(const struct exported *out)
{
    for (size_t i = 0; i < out->column_count; i++)
        if (out->columns[i].is_cut)
            return &out->columns[i];
    return NULL;
}

void cpts_export_say(const struct exported *out)
{
    cpts_context *context = out->context;
    const struct export_column *renamed = first_renamed(out), *cut = first_cut(out);
    if (renamed)
        cpts_log(context, CPTS_NORMAL,
                 _("%s: %s shortens the names of columns, %s to %s for example; the table "
                   "\"columns\" gives them in full, with their titles"),
                 out->shown, out->format->driver, renamed->name, renamed->written_as);
    if (cut)
        cpts_log(context, CPTS_NORMAL,
                 _("%s: texts of more than %zu bytes are cut, in %s of %s for example; a "
                   "GeoPackage keeps them whole"),
                 out->shown, out->format->text_bytes, cut->written_as, cut->layer);
    if (out->has_times_as_texts)
        cpts_log(context, CPTS_NORMAL, _("%s: dates with a time are texts"), out->shown);
    if (out->has_dates_as_times)
        cpts_log(context, CPTS_NORMAL, _("%s: dates are dates with a time, 0:00"), out->shown);
    if (out->has_flags_as_numbers)
        cpts_log(context, CPTS_NORMAL, _("%s: yes and no are the numbers 1 and 0"), out->shown);
    if (!out->format->has_tables)
        cpts_log(context, CPTS_NORMAL,
                 _("%s: %s has no tables without geometry; they are in its %s"), out->shown,
                 out->format->driver, CPTS_EXPORT_TABLES);
    if (!out->format->has_styles)
        cpts_log(context, CPTS_NORMAL,
                 _("%s: %s has no styles; titles of columns are in the table \"columns\""),
                 out->shown, out->format->driver);
    cpts_log(
        context, CPTS_NORMAL,
        _("%s: only a GeoPackage also holds the QGIS project, the relations between tables and "
          "the description of the run"),
        out->shown);
}
