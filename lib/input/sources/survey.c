#include "input/sources/survey.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "geometry/lands.h"
#include "input/sources/layer_crs.h"

struct view {
    unsigned lands;
    bool is_elsewhere; /* a polygon lies in none */
    bool is_unknown;   /* a CRS does not show where it is used */
    const char *shown; /* of the layer of that polygon, and its corner */
    struct point elsewhere;
};

static struct box box_of(const OGREnvelope *envelope)
{
    return (struct box){envelope->MinX, envelope->MinY, envelope->MaxX, envelope->MaxY};
}

/* Each polygon by itself: a unit may have islands far away. */
static void look_at(struct view *view, OGRGeometryH geometry)
{
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
            look_at(view, OGR_G_GetGeometryRef(geometry, i));
        return;
    }
    if (OGR_G_IsEmpty(geometry))
        return;
    OGREnvelope envelope;
    OGR_G_GetEnvelope(geometry, &envelope);
    const size_t place = cpts_land_of(box_of(&envelope));
    if (place < CPTS_LAND_COUNT) {
        view->lands |= 1U << place;
    } else if (!view->is_elsewhere) {
        view->is_elsewhere = true;
        view->elsewhere = (struct point){envelope.MinX, envelope.MinY};
    }
}

static cpts_status look_at_all(struct view *view, cpts_context *context, OGRLayerH layer,
                               const char *where)
{
    OGRFeatureH feature;
    cpts_status status = CPTS_OK;
    /* A filter that is not understood is refused where the layer is read. */
    OGR_L_SetAttributeFilter(layer, where);
    OGR_L_ResetReading(layer);
    while (status == CPTS_OK && (feature = OGR_L_GetNextFeature(layer))) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (geometry)
            look_at(view, geometry);
        OGR_F_Destroy(feature);
        status = cpts_interrupted(context);
    }
    OGR_L_SetAttributeFilter(layer, NULL);
    OGR_L_ResetReading(layer);
    return status;
}

/* In degrees the layer's own box is enough most often; then nothing is read twice. */
static cpts_status look_at_layer(struct view *view, cpts_context *context,
                                 const struct layer *layer, OGRSpatialReferenceH crs,
                                 const char *where)
{
    if (OSRIsGeographic(crs)) {
        OGREnvelope envelope = {0};
        OGR_L_GetExtent(layer->handle, &envelope, TRUE);
        const size_t place = cpts_land_of(box_of(&envelope));
        view->shown = view->is_elsewhere ? view->shown : layer->shown;
        if (place == CPTS_LAND_COUNT)
            return look_at_all(view, context, layer->handle, where);
        view->lands |= 1U << place;
        return CPTS_OK;
    }
    struct arena arena = {0};
    const char *name = cpts_frame_name(&arena, crs);
    const size_t place = name ? cpts_land_with(name) : CPTS_LAND_COUNT;
    cpts_status status = CPTS_OK;
    if (!name)
        status = cpts_fail_memory(context);
    else if (place < CPTS_LAND_COUNT)
        view->lands |= 1U << place;
    else
        view->is_unknown = true;
    cpts_arena_free(&arena);
    return status;
}

cpts_status cpts_survey(struct survey *survey, cpts_context *context, const struct layers *layers,
                        const char *where)
{
    struct view view = {0};
    cpts_status status = CPTS_OK;
    *survey = (struct survey){0};
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        const struct layer *layer = &layers->items[i];
        OGRSpatialReferenceH crs;
        if (layer->role != ROLE_UNITS)
            continue;
        status = cpts_layer_crs(&crs, context, layer->handle, layer->shown);
        if (status == CPTS_OK && !survey->first)
            *survey = (struct survey){.first = layer, .crs = crs};
        if (status == CPTS_OK)
            status = look_at_layer(&view, context, layer, crs, where);
    }
    if (status != CPTS_OK || view.is_unknown)
        return status;
    if (view.is_elsewhere && cpts_lands_count(view.lands) > 1)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s lies in several territories, and at %.2f east, %.2f north in none "
                           "with a known CRS; leave those units out with --units-where"),
                         view.shown, view.elsewhere.x, view.elsewhere.y);
    survey->lands = view.is_elsewhere ? 0 : view.lands;
    return CPTS_OK;
}
