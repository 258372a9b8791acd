/*
 * Perimeters: one an id, drawn in any number of features.
 */
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "input/region/builder.h"
#include "input/sources/text.h"

static bool reserve_perimeters(struct cpts_region *region, size_t count)
{
    struct perimeters *perimeters = &region->perimeters;
    struct builder *builder = region->builder;
    size_t old = perimeters->capacity, capacity[7] = {old, old, old, old, old, old, old};
    if (!cpts_array_reserve(&perimeters->id, &capacity[0], count, sizeof *perimeters->id) ||
        !cpts_array_reserve(&perimeters->name, &capacity[1], count, sizeof *perimeters->name) ||
        !cpts_array_reserve(&perimeters->status, &capacity[2], count, sizeof *perimeters->status) ||
        !cpts_array_reserve(&perimeters->drawn_in_pieces, &capacity[3], count,
                            sizeof *perimeters->drawn_in_pieces) ||
        !cpts_array_reserve(&perimeters->from, &capacity[4], count, sizeof *perimeters->from) ||
        !cpts_array_reserve(&perimeters->to, &capacity[5], count, sizeof *perimeters->to) ||
        !cpts_array_reserve(&perimeters->life, &capacity[6], count, sizeof *perimeters->life) ||
        !cpts_array_reserve(&builder->pieces, &builder->pieces_capacity, count,
                            sizeof *builder->pieces))
        return false;
    perimeters->capacity = capacity[0];
    return true;
}

uint32_t cpts_perimeter_find_or_add(struct cpts_region *region, const char *id, const char *name,
                                    const char *status)
{
    struct builder *builder = region->builder;
    struct perimeters *perimeters = &region->perimeters;
    uint32_t found = cpts_name_index_find(&builder->perimeter_by_id, id);
    if (found != CPTS_NONE) {
        /* The first source may know the id only. */
        if (*name && strcmp(perimeters->name[found], id) == 0)
            perimeters->name[found] = name;
        if (*status && !*perimeters->status[found])
            perimeters->status[found] = status;
        return found;
    }
    size_t count = perimeters->count;
    if (count >= CPTS_NONE - 1 || !reserve_perimeters(region, count + 1) ||
        !cpts_name_index_add(&builder->perimeter_by_id, id, (uint32_t)count))
        return CPTS_NONE;
    perimeters->id[count] = id;
    perimeters->name[count] = *name ? name : id;
    perimeters->status[count] = status;
    perimeters->from[count] = perimeters->to[count] = "";
    perimeters->life[count] = CPTS_LIFE_UNKNOWN;
    perimeters->drawn_in_pieces[count] = false;
    builder->pieces[count] = 0;
    return (uint32_t)perimeters->count++;
}

void cpts_perimeter_set_dates(struct cpts_region *region, uint32_t perimeter, const char *from,
                              const char *to)
{
    struct perimeters *perimeters = &region->perimeters;
    if (!*perimeters->from[perimeter])
        perimeters->from[perimeter] = from;
    if (!*perimeters->to[perimeter])
        perimeters->to[perimeter] = to;
}

static cpts_status place_feature(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    if (!*entry->key) {
        entry->key = *entry->name
                         ? entry->name
                         : cpts_arena_format(&region->arena, _("feature %lld"), entry->fid);
        if (!entry->key)
            return cpts_fail_memory(region->context);
        cpts_log(region->context, CPTS_VERBOSE,
                 _("feature %lld of %s has no id; it is called '%s'"), entry->fid,
                 adding->shown[layer], entry->key);
    }
    uint32_t perimeter = cpts_perimeter_find_or_add(region, entry->key, entry->name, entry->status);
    if (perimeter == CPTS_NONE)
        return cpts_fail_memory(region->context);
    cpts_perimeter_set_dates(region, perimeter, entry->from, entry->to);
    if (entry->part_count > 0)
        adding->map[layer][feature] = perimeter;
    return CPTS_OK;
}

/* A feature without polygon is told when its perimeter has others; else the perimeter is told as
 * empty at the end, when the lists have been read too. */
static cpts_status tell_missing(struct adding *adding, size_t layer, size_t feature)
{
    struct cpts_region *region = adding->region;
    const struct builder *builder = region->builder;
    const struct drawn_feature *entry = &adding->drawn[layer].features[feature];
    uint32_t perimeter = cpts_name_index_find(&builder->perimeter_by_id, entry->key);
    bool unread = entry->unread_polygons > 0;
    if (!unread && builder->pieces[perimeter] == 0)
        return CPTS_OK;
    const struct notice notice = {.rule = CPTS_RULE_INVALID_PERIMETER,
                                  .severity = unread ? CPTS_SEVERITY_ERROR : CPTS_SEVERITY_WARNING,
                                  .unit = CPTS_NONE,
                                  .perimeter = perimeter,
                                  .key = entry->key};
    return cpts_notice_add(region, &notice,
                           unread
                               ? _("perimeter %s (feature %lld of %s): none of its polygons can be "
                                   "used, their coordinates are impossible")
                               : _("perimeter %s (feature %lld of %s) has no polygon"),
                           entry->key, entry->fid, adding->shown[layer]);
}

static cpts_status tell_all(struct adding *adding)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++)
            status = adding->drawn[i].features[j].part_count == 0 ? tell_missing(adding, i, j)
                     : adding->map[i][j] == CPTS_NONE
                         ? CPTS_OK
                         : cpts_adding_notice(adding, i, j, CPTS_RULE_INVALID_PERIMETER, CPTS_NONE,
                                              adding->map[i][j]);
    return status;
}

static void count_pieces(const struct adding *adding)
{
    struct cpts_region *region = adding->region;
    struct builder *builder = region->builder;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            uint32_t perimeter = adding->map[i][j];
            if (perimeter != CPTS_NONE)
                region->perimeters.drawn_in_pieces[perimeter] = ++builder->pieces[perimeter] > 1;
        }
}

cpts_status cpts_perimeters_place(struct adding *adding)
{
    cpts_status status = cpts_adding_begin(adding);
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count && status == CPTS_OK; j++)
            status = place_feature(adding, i, j);
    if (status == CPTS_OK)
        status = cpts_adding_drop_repeats(adding, CPTS_RULE_DUPLICATE_PERIMETER,
                                          adding->region->perimeters.count);
    if (status == CPTS_OK) {
        count_pieces(adding);
        status = tell_all(adding);
    }
    if (status == CPTS_OK)
        status = cpts_adding_move_shapes(adding, &adding->region->perimeters.shapes);
    cpts_adding_end(adding);
    return status;
}

cpts_status cpts_perimeters_read(struct drawn *out, const struct cpts_region *region,
                                 const struct layer *layer)
{
    const struct builder *builder = region->builder;
    struct polygon_source source = {.layer = layer->handle,
                                    .shown = layer->shown,
                                    .columns = layer->as_perimeters,
                                    .role = ROLE_PERIMETERS,
                                    .expected = -1};
    *out = (struct drawn){.count = 0};
    cpts_status status = cpts_frame_transform(&source.transform, region->context, &builder->frame,
                                              layer->handle, layer->shown);
    if (status == CPTS_OK)
        status = cpts_polygons_read(out, region->context, &source);
    if (source.transform)
        OCTDestroyCoordinateTransformation(source.transform);
    return status;
}
