#include "input/sources/frame.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/sources/fitness.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layer_crs.h"
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

/* Several territories side by side. */
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
    struct survey survey;
    const cpts_status status = cpts_survey(&survey, context, layers, where);
    if (status != CPTS_OK)
        return status;
    const struct layer *units = survey.first;
    const OGRSpatialReferenceH crs = survey.crs;
    const unsigned lands = survey.lands;
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
