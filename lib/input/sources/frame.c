#include "input/sources/frame.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/crs_text.h"
#include "input/sources/fitness.h"
#include "input/sources/gdal_session.h"

/* The legal CRS of each French territory, and where it applies: in degrees, and in its own metres
 * with room for what lies along its borders. Source: décret 2000-1276 and arrêté of 5 March 2019 on
 * the national reference system. */
static const struct territory {
    const char *crs;
    double west, south, east, north;
    struct box metres;
} territories[] = {
    /* metropolitan France */
    {"EPSG:2154", -6.5, 40.5, 11.0, 52.0, {0, 6000e3, 1350e3, 7200e3}},
    /* Guadeloupe, Martinique, Saint-Barthélemy, Saint-Martin */
    {"EPSG:5490", -63.5, 13.5, -60.0, 19.0, {400e3, 1500e3, 800e3, 2100e3}},
    {"EPSG:2972", -55.5, 1.5, -51.0, 6.5, {0, 150e3, 550e3, 750e3}},         /* Guyane */
    {"EPSG:2975", 54.5, -22.0, 56.5, -20.0, {240e3, 7550e3, 460e3, 7800e3}}, /* La Réunion */
    {"EPSG:4471", 44.5, -13.5, 45.8, -12.0, {440e3, 8490e3, 600e3, 8680e3}}, /* Mayotte */
};

static bool lies_in(const struct territory *place, const OGREnvelope *box)
{
    return box->MinX >= place->west && box->MaxX <= place->east && box->MinY >= place->south &&
           box->MaxY <= place->north && box->MinX <= box->MaxX;
}

static const struct territory *territory_of(const OGREnvelope *box)
{
    for (size_t i = 0; i < sizeof territories / sizeof *territories; i++)
        if (lies_in(&territories[i], box))
            return &territories[i];
    return NULL;
}

const char *cpts_frame_legal(double longitude, double latitude)
{
    const OGREnvelope box = {
        .MinX = longitude, .MaxX = longitude, .MinY = latitude, .MaxY = latitude};
    const struct territory *place = territory_of(&box);
    return place ? place->crs : NULL;
}

bool cpts_frame_fits(const struct frame *frame, const struct shapes *shapes)
{
    const struct box *metres = NULL;
    for (size_t i = 0; i < sizeof territories / sizeof *territories && !metres; i++)
        if (strcmp(territories[i].crs, frame->name) == 0)
            metres = &territories[i].metres;
    for (size_t i = 0; i < shapes->part_count && metres; i++) {
        const struct box *box = &shapes->parts[i].box;
        if (box->min_x < metres->min_x || box->max_x > metres->max_x ||
            box->min_y < metres->min_y || box->max_y > metres->max_y)
            return false;
    }
    return metres != NULL;
}

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
        return cpts_fail(
            context, CPTS_ERROR_ARGUMENT,
            _("'%s' is not a coordinate reference system; write for example EPSG:2154"), asked);
    }
    if (!is_metric(crs)) {
        OSRDestroySpatialReference(crs);
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("%s is not projected in metres, so areas cannot be measured in it; use "
                           "the legal one of the place, such as EPSG:2154"),
                         asked);
    }
    return take(frame, context, arena, crs);
}

/* However the source states its CRS, nothing is opened before a transformation is made. What cannot
 * be determined is not trusted. */
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
    /* GeoPackages say "undefined" with an engineering CRS, or with degrees of an unknown datum. */
    const char *name = *out ? OSRGetName(*out) : NULL;
    if (*out && !OSRIsLocal(*out) && !(name && strncmp(name, "Undefined", 9) == 0))
        return names_file(*out) ? cpts_crs_refuse(context, shown) : CPTS_OK;
    return cpts_fail(
        context, CPTS_ERROR_INPUT,
        _("%s does not state its coordinate reference system; if it is EPSG:2154, for example, "
          "make a copy that states it: ogr2ogr -a_srs EPSG:2154 copy.gpkg FILE"),
        shown);
}

/* An error when a layer that says it is in degrees holds what cannot be degrees. */
static cpts_status refuse_metres(cpts_context *context, void *layer, const char *shown)
{
    OGRFeatureH feature;
    OGREnvelope box = {0};
    OGR_L_ResetReading(layer);
    while ((feature = OGR_L_GetNextFeature(layer))) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        const bool is_there = geometry && !OGR_G_IsEmpty(geometry);
        if (is_there)
            OGR_G_GetEnvelope(geometry, &box);
        OGR_F_Destroy(feature);
        if (is_there)
            break;
    }
    OGR_L_ResetReading(layer);
    if (fabs(box.MinX) <= 540 && fabs(box.MaxX) <= 540 && fabs(box.MinY) <= 180 &&
        fabs(box.MaxY) <= 180)
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s claims to be in degrees, but holds metres (%.0f, %.0f): its coordinate "
                       "reference system is missing or wrong; if it is EPSG:2154, for example, "
                       "make a copy that states it: ogr2ogr -a_srs EPSG:2154 copy.gpkg FILE"),
                     shown, box.MinX, box.MinY);
}

static cpts_status choose_by_place(struct frame *frame, cpts_context *context, struct arena *arena,
                                   const struct layer *layer)
{
    OGREnvelope box = {0};
    OGR_L_GetExtent(layer->handle, &box, TRUE);
    const struct territory *place = territory_of(&box);
    if (place) {
        cpts_log(context, CPTS_VERBOSE, _("%s is in degrees; it is analysed in %s"), layer->shown,
                 place->crs);
        return cpts_frame_set(frame, context, arena, place->crs);
    }
    const OGREnvelope swapped = {
        .MinX = box.MinY, .MaxX = box.MaxY, .MinY = box.MinX, .MaxY = box.MaxX};
    if (territory_of(&swapped))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s gives latitudes before longitudes (%.2f, %.2f); write longitudes "
                           "first (in QGIS: Swap X and Y coordinates)"),
                         layer->shown, box.MinX, box.MinY);
    return cpts_fail(
        context, CPTS_ERROR_INPUT,
        _("%s is in degrees (%.2f to %.2f east, %.2f to %.2f north), which lies in no single "
          "territory with a known CRS; give a projected CRS to measure in with --crs EPSG:N"),
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
    if (status == CPTS_OK && OSRIsGeographic(crs))
        status = refuse_metres(context, units->handle, units->shown);
    if (status != CPTS_OK)
        return status;
    if (is_metric(crs)) {
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
    /* The codes give at once what a full comparison gives in milliseconds. */
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
    if (status == CPTS_OK && OSRIsGeographic(crs))
        status = refuse_metres(context, layer, shown);
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
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s cannot be reprojected to %s: its coordinate reference system is not "
                           "known here; make a copy in EPSG:2154, for example: ogr2ogr -t_srs "
                           "EPSG:2154 copy.gpkg FILE (%s)"),
                         shown, frame->name,
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
