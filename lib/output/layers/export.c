/*
 * OGR writes in its own memory, and what it made goes to the place with the other outputs: a file
 * that OGR writes in place is neither the old one nor the new one while it does.
 */
#include "output/layers/export.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/clock.h"
#include "input/sources/gdal_session.h"
#include "output/output.h"

/* QGIS would find a style beside a FlatGeobuf too, but GDAL opens a folder of them as one source
 * only while they are the most in it. */
static const struct export_format formats[] = {
    {".gpkg", NULL, false, true, true, 0},
    {".sqlite", "SQLite", false, true, true, 0},
    {".fgb", "FlatGeobuf", true, false, false, 0},
    {".shp", "ESRI Shapefile", true, true, true, 254},
};

/* ---- the format ----------------------------------------------------------------------------- */

/* A slash may follow the name of a folder. */
static const struct export_format *find_format(const char *path)
{
    size_t end = strlen(path), name = 0;
    const bool has_slash = end && path[end - 1] == '/';
    while (end && path[end - 1] == '/')
        end--;
    for (size_t i = 0; i < end; i++)
        if (path[i] == '/')
            name = i + 1;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const size_t length = strlen(formats[i].ending);
        if (end > name + length && EQUALN(path + end - length, formats[i].ending, length) &&
            (formats[i].is_folder || !has_slash))
            return &formats[i];
    }
    return NULL;
}

bool cpts_layers_find(bool *is_folder, const char *path)
{
    const struct export_format *format = find_format(path);
    *is_folder = format && format->is_folder;
    return format != NULL;
}

/* ---- what OGR writes ------------------------------------------------------------------------ */

/* What has a message of its own keeps it. */
static cpts_status cannot_write(const struct exported *out)
{
    const char *why = cpts_gdal_failure();
    if (cpts_is_interrupted(out->context))
        return cpts_fail(out->context, CPTS_ERROR_INTERRUPT, "%s", _("interrupted"));
    if (out->image.gpkg.status != CPTS_OK)
        return out->image.gpkg.status;
    if (!why && !out->is_different)
        return cpts_fail_memory(out->context);
    return cpts_fail(out->context, CPTS_ERROR_OUTPUT,
                     _("%s: the layers cannot be written as %s; choose another format, or see that "
                       "memory is not short%s%s%s"),
                     out->shown, out->format->driver, why ? " (" : "", why ? why : "",
                     why ? ")" : "");
}

static bool write_layer(struct exported *out, OGRLayerH from)
{
    const bool is_styles = strcmp(OGR_L_GetName(from), CPTS_STYLES_TABLE) == 0;
    if (is_styles && (out->format->is_folder || !out->format->has_styles))
        return true; /* a file beside each layer: see cpts_export_styles */
    GDALDatasetH place = OGR_L_GetGeomType(from) == wkbNone ? out->tables : out->to;
    char **options = cpts_export_options(out, place, OGR_L_GetFIDColumn(from));
    OGRLayerH to = cpts_layer_like(place, from, options);
    CSLDestroy(options);
    return to && (is_styles || cpts_export_note(out, from, to)) &&
           cpts_layer_copy(out->context, from, to);
}

/* Drivers leave out rows and change types without a word: what was written is read again. */
static bool check_layers(struct exported *out, GDALDatasetH layers, GDALDatasetH tables)
{
    GDALDatasetH from = out->image.dataset;
    for (int i = 0; i < GDALDatasetGetLayerCount(from); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(from, i);
        if (!layer)
            return false;
        if (strcmp(OGR_L_GetName(layer), CPTS_STYLES_TABLE) == 0)
            continue;
        OGRLayerH written = GDALDatasetGetLayerByName(
            OGR_L_GetGeomType(layer) == wkbNone ? tables : layers, OGR_L_GetName(layer));
        out->is_different =
            !written ||
            OGR_L_GetFeatureCount(layer, TRUE) != OGR_L_GetFeatureCount(written, TRUE) ||
            !cpts_export_compare(out, layer, written);
        if (out->is_different)
            return false;
    }
    return true;
}

static bool check(struct exported *out)
{
    const bool is_apart = !out->format->has_tables;
    const char *path = cpts_arena_format(&out->arena, "%s/%s", out->place, CPTS_EXPORT_TABLES);
    GDALDatasetH layers = cpts_export_reopen(out->format->driver, out->place);
    GDALDatasetH tables = !is_apart ? layers : path ? cpts_export_reopen("SQLite", path) : NULL;
    const bool good = layers && tables && check_layers(out, layers, tables);
    if (is_apart && tables)
        GDALClose(tables);
    if (layers)
        GDALClose(layers);
    return good;
}

static cpts_status fill(struct exported *out)
{
    GDALDatasetH from = out->image.dataset;
    bool good = cpts_export_create(out);
    for (int i = 0; good && i < GDALDatasetGetLayerCount(from); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(from, i);
        good = layer && write_layer(out, layer);
    }
    good = good && cpts_export_columns(out);
    good = cpts_export_close(out, good) && good && check(out);
    good = good && cpts_export_date(out);
    if (good && out->format->is_folder && out->format->has_styles)
        good = cpts_export_styles(out);
    return good ? CPTS_OK : cannot_write(out);
}

/* ---- to the place --------------------------------------------------------------------------- */

static cpts_status put_file(const struct exported *out, const char *from, const char *path)
{
    vsi_l_offset size = (vsi_l_offset)-1; /* of no file */
    struct output_file file = {.fd = -1};
    const GByte *bytes = VSIGetMemFileBuffer(from, &size, FALSE);
    if (!bytes && size)
        return cannot_write(out);
    cpts_status status = cpts_file_open(&file, out->context, path, FILE_NAMELESS_IF_POSSIBLE);
    if (status != CPTS_OK)
        return status;
    if (bytes)
        cpts_file_bytes(&file, bytes, (size_t)size);
    return cpts_file_commit(&file);
}

/* A style that is there is the user's. */
static bool is_users(const char *path)
{
    struct stat facts;
    return EQUAL(CPLGetExtension(path), "qml") && lstat(path, &facts) == 0;
}

static cpts_status put_folder(struct exported *out)
{
    cpts_status status = cpts_folder_make(out->context, out->shown);
    char **names = status == CPTS_OK ? VSIReadDir(out->place) : NULL;
    if (status == CPTS_OK && !names)
        return cannot_write(out);
    for (char **name = names; name && *name && status == CPTS_OK; name++) {
        const char *path = cpts_arena_format(&out->arena, "%s/%s", out->shown, *name);
        const char *from = cpts_arena_format(&out->arena, "%s/%s", out->place, *name);
        if (!path || !from)
            status = cpts_fail_memory(out->context);
        else if (**name != '.' && !is_users(path))
            status = put_file(out, from, path);
    }
    CSLDestroy(names);
    return status;
}

static cpts_status export(struct exported *out, const struct cpts_report *report)
{
    struct gdal_session session;
    cpts_gdal_begin(&session);
    cpts_status status = cpts_image_open(&out->image, report);
    if (status == CPTS_OK)
        status = fill(out);
    cpts_image_close(&out->image);
    if (status == CPTS_OK)
        status = out->format->is_folder ? put_folder(out) : put_file(out, out->place, out->shown);
    if (status == CPTS_OK)
        cpts_export_say(out);
    VSIRmdirRecursive(out->root);
    cpts_gdal_end();
    return status;
}

/* As a set of its own, unless the files of the run are one: all or none get their names. */
static cpts_status export_together(struct exported *out, const struct cpts_report *report)
{
    cpts_context *context = out->context;
    const bool is_alone = !context->set;
    cpts_status status = is_alone ? cpts_outputs_begin(context) : CPTS_OK;
    if (status == CPTS_OK)
        status = export(out, report);
    if (is_alone && status == CPTS_OK)
        status = cpts_outputs_commit(context);
    if (is_alone)
        cpts_outputs_discard(context);
    return status;
}

static cpts_status write_gpkg(const struct cpts_report *report, const char *path)
{
    struct output_file file = {.fd = -1};
    cpts_status status =
        cpts_file_open(&file, report->region->context, path, FILE_NAMELESS_IF_POSSIBLE);
    if (status == CPTS_OK)
        status = cpts_write_gpkg(report, &file);
    return cpts_file_end(&file, status);
}

cpts_status cpts_write_layers(const struct cpts_report *report, const char *path)
{
    cpts_context *context = report->region->context;
    struct exported out = {.context = context, .format = find_format(path), .shown = path};
    if (!out.format)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("'%s' must end in .fgb, .shp, .sqlite or .gpkg"), path);
    if (!out.format->driver)
        return write_gpkg(report, path);
    snprintf(out.root, sizeof out.root, "/vsimem/cpts-export-%p", (void *)&out);
    snprintf(out.place, sizeof out.place, "%s/layers%s", out.root,
             out.format->is_folder ? "" : out.format->ending);
    cpts_output_time(context, out.time, sizeof out.time);
    const cpts_status status = export_together(&out, report);
    cpts_array_free(out.columns);
    cpts_arena_free(&out.arena);
    return status;
}
