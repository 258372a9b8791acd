/* A region built from memory, feature by feature. */
#include <ogr_api.h>
#include <stdlib.h>

#include "input/load.h"
#include "input/region/builder.h"
#include "input/region/life_classes.h"
#include "input/sources/gdal_session.h"
#include "input/sources/text.h"

cpts_status cpts_region_new(cpts_region **out, cpts_context *context, const char *crs)
{
    cpts_begin(context);
    *out = NULL;
    if (!crs)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                         _("a coordinate reference system is needed; write for example EPSG:2154"));
    cpts_status status = cpts_region_make(out, context);
    if (status != CPTS_OK)
        return status;
    struct builder *builder = (*out)->builder;
    struct gdal_session session;
    cpts_gdal_begin(&session);
    status = cpts_frame_set(&builder->frame, context, &(*out)->arena, crs);
    cpts_gdal_end();
    if (status == CPTS_OK) {
        (*out)->crs = builder->frame.name;
        (*out)->crs_wkt = builder->frame.wkt;
    } else {
        cpts_region_free(*out);
        *out = NULL;
    }
    return status;
}

/* One feature, its geometry read from WKB; the caller has filled its texts in. */
static cpts_status read_wkb(struct drawn *drawn, cpts_context *context, const void *wkb,
                            size_t size)
{
    OGRGeometryH geometry = NULL;
    OGRErr error = OGR_G_CreateFromWkbEx(wkb, NULL, &geometry, size);
    if (error == OGRERR_NOT_ENOUGH_MEMORY)
        return cpts_fail_memory(context);
    if (error != OGRERR_NONE || !geometry)
        return cpts_fail(context, CPTS_ERROR_ARGUMENT, _("%s: invalid WKB geometry (%zu bytes)"),
                         drawn->features[0].key, size);
    cpts_status status = cpts_drawn_geometry(drawn, context, geometry);
    OGR_G_DestroyGeometry(geometry);
    return status;
}

typedef cpts_status (*place_fn)(struct adding *adding);

static cpts_status place_units(struct adding *adding)
{
    return cpts_units_place(adding, false);
}

static cpts_status add_feature(cpts_region *region, const struct drawn_feature *texts,
                               const void *wkb, size_t wkb_size, place_fn place)
{
    static const char *const shown = "memory";
    cpts_context *context = region->context;
    struct arena *arena = &region->arena;
    struct drawn drawn = {.count = 0};
    struct drawn_feature *feature = cpts_drawn_add(&drawn);
    if (!feature)
        return cpts_fail_memory(context);
    feature->key = cpts_text_clean(arena, texts->key);
    feature->name = cpts_text_clean(arena, texts->name);
    feature->group = cpts_text_clean(arena, texts->group);
    feature->population = texts->population;
    feature->fid = (long long)region->units.count + (long long)region->perimeters.count;
    cpts_status status =
        feature->key && feature->name && feature->group ? CPTS_OK : cpts_fail_memory(context);
    struct gdal_session session;
    cpts_gdal_begin(&session);
    if (status == CPTS_OK)
        status = read_wkb(&drawn, context, wkb, wkb_size);
    cpts_gdal_end();
    struct adding adding = {.region = region, .drawn = &drawn, .shown = &shown, .count = 1};
    if (status == CPTS_OK)
        status = place(&adding);
    cpts_drawn_free(&drawn);
    return status;
}

static cpts_status check_name(cpts_region *region, const char *what, const char *name)
{
    if (name && *name)
        return CPTS_OK;
    return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("%s is empty"), what);
}

cpts_status cpts_region_add_unit(cpts_region *region, const char *code, const char *name,
                                 const char *group, double population, const void *wkb,
                                 size_t wkb_size)
{
    cpts_begin(region->context);
    cpts_status status = cpts_region_may_grow(region);
    if (status == CPTS_OK)
        status = check_name(region, _("the code of the unit"), code);
    if (status != CPTS_OK)
        return status;
    const struct drawn_feature texts = {.key = code,
                                        .name = name ? name : "",
                                        .group = group ? group : "",
                                        .population = population >= 0 ? population : NAN};
    return add_feature(region, &texts, wkb, wkb_size, place_units);
}

cpts_status cpts_region_add_perimeter(cpts_region *region, const char *id, const char *name,
                                      const void *wkb, size_t wkb_size)
{
    cpts_begin(region->context);
    cpts_status status = cpts_region_may_grow(region);
    if (status == CPTS_OK)
        status = check_name(region, _("the id of the perimeter"), id);
    if (status != CPTS_OK)
        return status;
    const struct drawn_feature texts = {
        .key = id, .name = name ? name : "", .group = "", .population = NAN};
    return add_feature(region, &texts, wkb, wkb_size, cpts_perimeters_place);
}

cpts_status cpts_region_declare_unit(cpts_region *region, const char *id, const char *name,
                                     const char *code)
{
    cpts_begin(region->context);
    cpts_status status = cpts_region_may_grow(region);
    if (status == CPTS_OK)
        status = check_name(region, _("the id of the perimeter"), id);
    if (status == CPTS_OK)
        status = check_name(region, _("the code of the unit"), code);
    if (status != CPTS_OK)
        return status;
    const char *kept_id = cpts_text_clean(&region->arena, id);
    const char *kept_name = cpts_text_clean(&region->arena, name ? name : "");
    const char *kept_code = cpts_text_clean(&region->arena, code);
    if (!kept_id || !kept_name || !kept_code)
        return cpts_fail_memory(region->context);
    uint32_t perimeter = cpts_perimeter_find_or_add(region, kept_id, kept_name, "");
    if (perimeter == CPTS_NONE)
        return cpts_fail_memory(region->context);
    struct declaration declaration = cpts_declaration_of(perimeter, "");
    declaration.code = kept_code;
    return cpts_declaration_add(region, &declaration);
}

cpts_status cpts_region_set_status(cpts_region *region, const char *id, const char *status)
{
    struct perimeters *perimeters = &region->perimeters;
    const struct builder *builder = region->builder;
    cpts_begin(region->context);
    const cpts_status may_grow = cpts_region_may_grow(region);
    if (may_grow != CPTS_OK)
        return may_grow;
    uint32_t p = id ? cpts_name_index_find(&builder->perimeter_by_id, id) : CPTS_NONE;
    if (p == CPTS_NONE)
        return cpts_fail(region->context, CPTS_ERROR_ARGUMENT, _("there is no perimeter '%s'"),
                         id ? id : "");
    const char *kept = cpts_text_clean(&region->arena, status ? status : "");
    struct life_classes classes;
    cpts_status result = kept ? cpts_life_classes_load(&classes, region->context, NULL)
                              : cpts_fail_memory(region->context);
    if (result != CPTS_OK)
        return result;
    perimeters->status[p] = kept;
    perimeters->life[p] = cpts_life_class(&classes, kept);
    perimeters->has_lives |= perimeters->life[p] != CPTS_LIFE_UNKNOWN;
    cpts_life_classes_free(&classes);
    return CPTS_OK;
}
