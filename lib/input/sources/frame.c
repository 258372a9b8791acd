#include "input/sources/frame.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/crs_text.h"
#include "input/sources/fitness.h"
#include "input/sources/gdal_session.h"
#include "input/sources/survey.h"

const char *cpts_frame_legal(double longitude, double latitude)
{
    const size_t place = cpts_land_of((struct box){longitude, latitude, longitude, latitude});
    return place < CPTS_LAND_COUNT ? cpts_lands[place].crs : NULL;
}

bool cpts_frame_fits(const struct frame *frame, const struct shapes *shapes)
{
    const size_t place = cpts_land_with(frame->name);
    if (frame->lands)
        return true;
    for (size_t i = 0; i < shapes->part_count && place < CPTS_LAND_COUNT; i++) {
        const struct box *metres = &cpts_lands[place].metres, *box = &shapes->parts[i].box;
        if (box->min_x < metres->min_x || box->max_x > metres->max_x ||
            box->min_y < metres->min_y || box->max_y > metres->max_y)
            return false;
    }
    return place < CPTS_LAND_COUNT;
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

static cpts_status stated_crs(OGRSpatialReferenceH *out, cpts_context *context, OGRLayerH layer,
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

cpts_status cpts_layer_crs(void **out, cpts_context *context, void *layer, const char *shown)
{
    const cpts_status status = stated_crs(out, context, layer, shown);
    return status == CPTS_OK && OSRIsGeographic(*out) ? refuse_metres(context, layer, shown)
                                                      : status;
}

/* Of a layer in degrees that does not lie in French territories. */
static cpts_status refuse_place(cpts_context *context, const struct layer *layer)
{
    OGREnvelope box = {0};
    OGR_L_GetExtent(layer->handle, &box, TRUE);
    const struct box swapped = {box.MinY, box.MinX, box.MaxY, box.MaxX};
    if (cpts_land_of(swapped) < CPTS_LAND_COUNT)
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

/* Several territories side by side. What is asked of a CRS is refused: each has its own. */
static cpts_status set_sheet(struct frame *frame, cpts_context *context, struct arena *arena,
                             unsigned lands)
{
    char list[CPTS_LANDS_BYTES];
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    if (!crs || OSRSetLocalCS(crs, CPTS_SHEET_NAME) != OGRERR_NONE ||
        OSRSetLinearUnits(crs, "metre", 1) != OGRERR_NONE) {
        OSRDestroySpatialReference(crs);
        return cpts_fail_memory(context);
    }
    cpts_status status = take(frame, context, arena, crs);
    frame->lands = lands;
    if (status == CPTS_OK)
        cpts_log(context, CPTS_VERBOSE,
                 _("the units lie in several territories; each is analysed in its legal CRS: %s"),
                 cpts_lands_systems(list, lands));
    return status;
}

cpts_status cpts_frame_choose(struct frame *frame, cpts_context *context, struct arena *arena,
                              const struct layers *layers, const char *where, const char *asked)
{
    if (asked)
        return cpts_frame_set(frame, context, arena, asked);
    const struct layer *units = layers->items;
    while (units->role != ROLE_UNITS)
        units++;
    OGRSpatialReferenceH crs;
    unsigned lands = 0;
    cpts_status status = cpts_layer_crs(&crs, context, units->handle, units->shown);
    if (status == CPTS_OK)
        status = cpts_survey(&lands, context, layers, where);
    if (status != CPTS_OK)
        return status;
    if (cpts_lands_count(lands) > 1)
        return set_sheet(frame, context, arena, lands);
    if (is_metric(crs)) {
        OGRSpatialReferenceH copy = OSRClone(crs);
        return copy ? take(frame, context, arena, copy) : cpts_fail_memory(context);
    }
    if (OSRIsGeographic(crs) && lands) {
        const char *legal = cpts_lands[__builtin_ctz(lands)].crs;
        cpts_log(context, CPTS_VERBOSE, _("%s is in degrees; it is analysed in %s"), units->shown,
                 legal);
        return cpts_frame_set(frame, context, arena, legal);
    }
    if (OSRIsGeographic(crs))
        return refuse_place(context, units);
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("the CRS of %s is not in metres; say in which projected CRS to measure with "
                       "--crs EPSG:N"),
                     units->shown);
}

void cpts_frame_free(struct frame *frame)
{
    if (frame->crs)
        OSRDestroySpatialReference(frame->crs);
    memset(frame, 0, sizeof *frame);
}
