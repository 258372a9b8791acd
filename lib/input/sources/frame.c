#include "input/sources/frame.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/crs_text.h"
#include "input/sources/gdal_session.h"

/* The legal CRS of each French territory, and where it applies (degrees). Source: décret
 * 2000-1276 and arrêté of 5 March 2019 on the national reference system. */
static const struct territory {
    const char *crs;
    double west, south, east, north;
} territories[] = {
    {"EPSG:2154", -6.5, 40.5, 11.0, 52.0},   /* metropolitan France */
    {"EPSG:5490", -63.5, 13.5, -60.0, 19.0}, /* Guadeloupe, Martinique */
    {"EPSG:2972", -55.5, 1.5, -51.0, 6.5},   /* Guyane */
    {"EPSG:2975", 54.5, -22.0, 56.5, -20.0}, /* La Réunion */
    {"EPSG:4471", 44.5, -13.5, 45.8, -12.0}, /* Mayotte */
};

const char *cpts_frame_name(struct arena *arena, void *crs)
{
    const char *authority = OSRGetAuthorityName(crs, NULL);
    const char *code = OSRGetAuthorityCode(crs, NULL);
    if (authority && code)
        return cpts_arena_format(arena, "%s:%s", authority, code);
    const char *name = OSRGetName(crs);
    return cpts_arena_string(arena, name ? name : "");
}

static bool is_metric(OGRSpatialReferenceH crs)
{
    return OSRIsProjected(crs) && fabs(OSRGetLinearUnits(crs, NULL) - 1.0) < 1e-9;
}

/* Takes `crs` over. */
static cpts_status take(struct frame *frame, cpts_context *context, struct arena *arena,
                        OGRSpatialReferenceH crs)
{
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    frame->crs = crs;
    frame->name = cpts_frame_name(arena, crs);
    char *wkt = NULL;
    const char *const format[] = {"FORMAT=WKT2_2019", NULL};
    if (OSRExportToWktEx(crs, &wkt, format) == OGRERR_NONE && wkt)
        frame->wkt = cpts_arena_string(arena, wkt);
    CPLFree(wkt);
    if (frame->name && frame->wkt)
        return CPTS_OK;
    cpts_frame_free(frame);
    return cpts_fail_memory(context);
}

cpts_status cpts_frame_set(struct frame *frame, cpts_context *context, struct arena *arena,
                           const char *asked)
{
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    if (!crs)
        return cpts_fail_memory(context);
    cpts_gdal_clear();
    if (OSRSetFromUserInput(crs, asked) != OGRERR_NONE) {
        OSRDestroySpatialReference(crs);
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("'%s' is no coordinate reference system; write it as EPSG:2154"), asked);
    }
    if (!is_metric(crs)) {
        OSRDestroySpatialReference(crs);
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("%s is not projected in metres, so that areas cannot be measured in it; "
                           "take the legal one of the place, such as EPSG:2154"),
                         asked);
    }
    return take(frame, context, arena, crs);
}

/* However the source said it: nothing is opened before a transformation is made. What cannot be
 * told is not trusted. */
static bool names_file(OGRSpatialReferenceH crs)
{
    char *wkt = NULL;
    const char *const format[] = {"FORMAT=WKT2_2019", NULL};
    const bool found =
        OSRExportToWktEx(crs, &wkt, format) != OGRERR_NONE || !wkt || cpts_crs_names_file(wkt);
    CPLFree(wkt);
    return found;
}

static cpts_status layer_crs(OGRSpatialReferenceH *out, cpts_context *context, OGRLayerH layer,
                             const char *shown)
{
    *out = OGR_L_GetSpatialRef(layer);
    /* GeoPackages say "undefined" with an engineering CRS. */
    if (*out && !OSRIsLocal(*out))
        return names_file(*out) ? cpts_crs_refuse(context, shown) : CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s says nothing of its coordinate reference system; if it is EPSG:2154, "
                       "for example, make a copy that says so: ogr2ogr -a_srs EPSG:2154 copy.gpkg "
                       "FILE"),
                     shown);
}

static cpts_status choose_by_place(struct frame *frame, cpts_context *context, struct arena *arena,
                                   const struct layer *layer)
{
    OGREnvelope box = {0};
    OGR_L_GetExtent(layer->handle, &box, TRUE);
    for (size_t i = 0; i < sizeof territories / sizeof *territories; i++) {
        const struct territory *place = &territories[i];
        if (box.MinX < place->west || box.MaxX > place->east || box.MinY < place->south ||
            box.MaxY > place->north || box.MinX > box.MaxX)
            continue;
        cpts_log(context, CPTS_VERBOSE, _("%s is in degrees; it is analysed in %s"), layer->shown,
                 place->crs);
        return cpts_frame_set(frame, context, arena, place->crs);
    }
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s is in degrees (%.2f to %.2f east, %.2f to %.2f north), which lies in no "
                       "single territory with a known CRS; say in which projected CRS to measure "
                       "with --crs EPSG:N"),
                     layer->shown, box.MinX, box.MaxX, box.MinY, box.MaxY);
}

cpts_status cpts_frame_choose(struct frame *frame, cpts_context *context, struct arena *arena,
                              const struct layers *layers, const char *asked)
{
    if (asked)
        return cpts_frame_set(frame, context, arena, asked);
    const struct layer *units = layers->items;
    while (units->role != ROLE_UNITS)
        units++;
    OGRSpatialReferenceH crs;
    cpts_status status = layer_crs(&crs, context, units->handle, units->shown);
    if (status != CPTS_OK)
        return status;
    if (is_metric(crs)) {
        const char *method = OSRGetAttrValue(crs, "PROJECTION", 0);
        if (method && strstr(method, "Mercator") && !strstr(method, "Transverse"))
            cpts_log(context, CPTS_NORMAL,
                     _("warning: %s is in a Mercator projection, which stretches areas (twice in "
                       "France); add --crs EPSG:2154"),
                     units->shown);
        OGRSpatialReferenceH copy = OSRClone(crs);
        return copy ? take(frame, context, arena, copy) : cpts_fail_memory(context);
    }
    if (OSRIsGeographic(crs))
        return choose_by_place(frame, context, arena, units);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("the CRS of %s is not in metres; say in which projected CRS to measure with "
                       "--crs EPSG:N"),
                     units->shown);
}

static bool same_crs(OGRSpatialReferenceH a, OGRSpatialReferenceH b)
{
    const char *a_name = OSRGetAuthorityName(a, NULL), *a_code = OSRGetAuthorityCode(a, NULL);
    const char *b_name = OSRGetAuthorityName(b, NULL), *b_code = OSRGetAuthorityCode(b, NULL);
    /* The codes tell in no time what a full comparison tells in milliseconds. */
    if (a_name && a_code && b_name && b_code && strcmp(a_name, b_name) == 0 &&
        strcmp(a_code, b_code) == 0)
        return true;
    return OSRIsSame(a, b) != 0;
}

cpts_status cpts_frame_transform(void **out, cpts_context *context, const struct frame *frame,
                                 void *layer, const char *shown)
{
    *out = NULL;
    OGRSpatialReferenceH crs;
    cpts_status status = layer_crs(&crs, context, layer, shown);
    if (status != CPTS_OK || same_crs(crs, frame->crs))
        return status;
    OGRSpatialReferenceH from = OSRClone(crs);
    if (!from)
        return cpts_fail_memory(context);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    cpts_gdal_clear();
    *out = OCTNewCoordinateTransformation(from, frame->crs);
    OSRDestroySpatialReference(from);
    if (!*out)
        return cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be brought into %s: %s"), shown,
                         frame->name,
                         cpts_gdal_failure() ? cpts_gdal_failure() : _("no transformation"));
    cpts_log(context, CPTS_VERBOSE, _("%s is reprojected to %s"), shown, frame->name);
    return CPTS_OK;
}

void cpts_frame_free(struct frame *frame)
{
    if (frame->crs)
        OSRDestroySpatialReference(frame->crs);
    memset(frame, 0, sizeof *frame);
}
