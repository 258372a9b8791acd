#include "input/sources/survey.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "geometry/lands.h"
#include "input/sources/layer_crs.h"

struct survey {
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
static void look_at(struct survey *survey, OGRGeometryH geometry)
{
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
            look_at(survey, OGR_G_GetGeometryRef(geometry, i));
        return;
    }
    if (OGR_G_IsEmpty(geometry))
        return;
    OGREnvelope envelope;
    OGR_G_GetEnvelope(geometry, &envelope);
    const size_t place = cpts_land_of(box_of(&envelope));
    if (place < CPTS_LAND_COUNT) {
        survey->lands |= 1U << place;
    } else if (!survey->is_elsewhere) {
        survey->is_elsewhere = true;
        survey->elsewhere = (struct point){envelope.MinX, envelope.MinY};
    }
}

static cpts_status look_at_all(struct survey *survey, cpts_context *context, OGRLayerH layer,
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
            look_at(survey, geometry);
        OGR_F_Destroy(feature);
        status = cpts_interrupted(context);
    }
    OGR_L_SetAttributeFilter(layer, NULL);
    OGR_L_ResetReading(layer);
    return status;
}

/* In degrees the layer's own box is enough most often; then nothing is read twice. */
static cpts_status look_at_layer(struct survey *survey, cpts_context *context,
                                 const struct layer *layer, const char *where)
{
    OGRSpatialReferenceH crs;
    cpts_status status = cpts_layer_crs(&crs, context, layer->handle, layer->shown);
    if (status != CPTS_OK)
        return status;
    if (OSRIsGeographic(crs)) {
        OGREnvelope envelope = {0};
        OGR_L_GetExtent(layer->handle, &envelope, TRUE);
        const size_t place = cpts_land_of(box_of(&envelope));
        survey->shown = survey->is_elsewhere ? survey->shown : layer->shown;
        if (place == CPTS_LAND_COUNT)
            return look_at_all(survey, context, layer->handle, where);
        survey->lands |= 1U << place;
        return CPTS_OK;
    }
    struct arena arena = {0};
    const char *name = cpts_frame_name(&arena, crs);
    const size_t place = name ? cpts_land_with(name) : CPTS_LAND_COUNT;
    if (!name)
        status = cpts_fail_memory(context);
    else if (place < CPTS_LAND_COUNT)
        survey->lands |= 1U << place;
    else
        survey->is_unknown = true;
    cpts_arena_free(&arena);
    return status;
}

cpts_status cpts_survey(unsigned *out, cpts_context *context, const struct layers *layers,
                        const char *where)
{
    struct survey survey = {0};
    cpts_status status = CPTS_OK;
    *out = 0;
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++)
        if (layers->items[i].role == ROLE_UNITS)
            status = look_at_layer(&survey, context, &layers->items[i], where);
    if (status != CPTS_OK || survey.is_unknown)
        return status;
    if (survey.is_elsewhere && cpts_lands_count(survey.lands) > 1)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s lies in several territories, and at %.2f east, %.2f north in none "
                           "with a known CRS; leave those units out with --units-where"),
                         survey.shown, survey.elsewhere.x, survey.elsewhere.y);
    *out = survey.is_elsewhere ? 0 : survey.lands;
    return CPTS_OK;
}
