#include "output/page/map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/predicates.h"
#include "output/map/features.h"

/* Points kept besides the ends of arcs: what a screen can show, and what keeps the page of a
 * region below 2 MB and that of France below 15. */
#define POINTS_AT_LEAST 20000
#define POINTS_PER_UNIT 40
#define POINTS_AT_MOST  600000

#define SAME_AREA 1e-6 /* relative: sums of areas that are meant to be equal */

struct mapper {
    struct page_map *map;
    const struct cpts_report *report;
    cpts_context *context;
    struct shapes units; /* of the report's map */
    /* How many rings each part has, how many parts each feature: as they were added. */
    uint32_t *rings_of, *parts_of;
    size_t part_count, part_capacity, feature_count, feature_capacity;
};

/* ---- by code, by id ---------------------------------------------------------------------- */

struct named {
    const char *name;
    uint32_t index;
};

static int by_name(const void *a, const void *b)
{
    const struct named *one = a, *two = b;
    const int order = strcmp(one->name, two->name);
    return order ? order : (one->index > two->index) - (one->index < two->index);
}

static uint32_t *order_by_name(const char *const *names, size_t count)
{
    struct named *named = cpts_array_raw(count, sizeof *named);
    uint32_t *order = cpts_array_raw(count, sizeof *order);
    if (named && order) {
        for (size_t i = 0; i < count; i++)
            named[i] = (struct named){names[i], (uint32_t)i};
        qsort(named, count, sizeof *named, by_name);
        for (size_t i = 0; i < count; i++)
            order[i] = named[i].index;
        cpts_array_free(named);
        return order;
    }
    cpts_array_free(named);
    cpts_array_free(order);
    return NULL;
}

static uint32_t find(const uint32_t *order, const char *const *names, size_t count,
                     const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(names[order[middle]], name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && strcmp(names[order[low]], name) == 0 ? order[low] : CPTS_NONE;
}

uint32_t cpts_page_map_unit(const struct page_map *map, const struct cpts_report *report,
                            const char *code)
{
    const struct units *units = &report->region->units;
    return find(map->unit_by_code, units->code, units->count, code);
}

uint32_t cpts_page_map_perimeter(const struct page_map *map, const struct cpts_report *report,
                                 const char *id)
{
    const struct perimeters *perimeters = &report->region->perimeters;
    return find(map->perimeter_by_id, perimeters->id, perimeters->count, id);
}

/* ---- what is made of whole units --------------------------------------------------------- */

static bool perimeter_is_units(const struct cpts_report *report, size_t perimeter)
{
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share != 1)
            return false;
    return result->claim_count && result->outside_area_m2 <= SAME_AREA * result->area_m2;
}

static bool finding_is_units(const struct mapper *mapper, const cpts_finding *finding)
{
    double area_m2 = 0;
    if (!finding->unit_count || finding->whole_unit_count != finding->unit_count)
        return false;
    for (size_t i = 0; i < finding->unit_count; i++) {
        const uint32_t unit = cpts_page_map_unit(mapper->map, mapper->report, finding->units[i]);
        if (unit == CPTS_NONE)
            return false;
        area_m2 += mapper->report->units[unit].area_m2;
    }
    return fabs(area_m2 - finding->area_m2) <= SAME_AREA * area_m2;
}

static cpts_status sort_out(struct mapper *mapper)
{
    const struct cpts_report *report = mapper->report;
    struct page_map *map = mapper->map;
    const struct units *units = &report->region->units;
    const struct perimeters *perimeters = &report->region->perimeters;
    map->unit_by_code = order_by_name(units->code, units->count);
    map->perimeter_by_id = order_by_name(perimeters->id, perimeters->count);
    map->perimeter_is_units = cpts_array_new(perimeters->count, sizeof *map->perimeter_is_units);
    map->finding_is_units = cpts_array_new(report->finding_count, sizeof *map->finding_is_units);
    if (!map->unit_by_code || !map->perimeter_by_id || !map->perimeter_is_units ||
        !map->finding_is_units)
        return cpts_fail_memory(mapper->context);
    for (size_t p = 0; p < perimeters->count; p++)
        map->perimeter_is_units[p] = perimeter_is_units(report, p);
    for (size_t f = 0; f < report->finding_count; f++)
        map->finding_is_units[f] = finding_is_units(mapper, &report->findings[f]);
    return CPTS_OK;
}

/* ---- features ---------------------------------------------------------------------------- */

static bool begin_feature(struct mapper *mapper)
{
    if (!CPTS_ARRAY_MORE(mapper->parts_of, mapper->feature_count, mapper->feature_capacity))
        return false;
    mapper->parts_of[mapper->feature_count++] = 0;
    return true;
}

static bool add_part(struct mapper *mapper, const struct shapes *shapes, const struct part *part)
{
    if (!part->ring_count)
        return true;
    if (!CPTS_ARRAY_MORE(mapper->rings_of, mapper->part_count, mapper->part_capacity))
        return false;
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        if (!cpts_topology_ring(&mapper->map->topology, shapes->points + ring->first, ring->count))
            return false;
    }
    mapper->rings_of[mapper->part_count++] = part->ring_count;
    mapper->parts_of[mapper->feature_count - 1]++;
    return true;
}

static bool add_units(struct mapper *mapper)
{
    const struct unit_map *map = &mapper->report->map;
    bool done = true;
    for (size_t u = 0; u < mapper->report->region->units.count && done; u++) {
        done = begin_feature(mapper);
        for (size_t i = map->unit_first[u]; i < map->unit_first[u + 1] && done; i++)
            done = add_part(mapper, &mapper->units, &map->parts[map->unit_parts[i]]);
    }
    return done;
}

static cpts_status add_perimeters(struct mapper *mapper)
{
    struct features drawings;
    cpts_status status = cpts_features_new(&drawings, mapper->report);
    for (uint32_t p = 0; p < mapper->report->region->perimeters.count && status == CPTS_OK; p++) {
        struct drawing drawing = {.count = 0};
        bool done = begin_feature(mapper);
        if (!mapper->map->perimeter_is_units[p])
            status = cpts_draw_perimeter(&drawing, &drawings, p);
        for (size_t i = 0; i < drawing.count && done && status == CPTS_OK; i++)
            done = add_part(mapper, drawing.shapes, &drawing.shapes->parts[drawing.parts[i]]);
        if (!done)
            status = cpts_fail_memory(mapper->context);
    }
    cpts_features_free(&drawings);
    return status;
}

static bool add_findings(struct mapper *mapper)
{
    const struct cpts_report *report = mapper->report;
    bool done = true;
    for (size_t f = 0; f < report->finding_count && done; f++) {
        const struct finding_shape shape = report->finding_shapes[f];
        done = begin_feature(mapper);
        for (uint32_t p = 0; p < shape.part_count && !mapper->map->finding_is_units[f] && done; p++)
            done = add_part(mapper, &report->shapes, &report->shapes.parts[shape.first_part + p]);
    }
    return done;
}

static struct box bounds_of(const struct mapper *mapper)
{
    const struct shapes *lists[] = {&mapper->units, &mapper->report->region->perimeters.shapes,
                                    &mapper->report->shapes};
    struct box box = CPTS_EMPTY_BOX;
    for (size_t l = 0; l < 3; l++)
        for (size_t p = 0; p < lists[l]->part_count; p++)
            if (lists[l]->parts[p].ring_count)
                box = cpts_box_join(box, lists[l]->parts[p].box);
    return box;
}

/* ---- the whole --------------------------------------------------------------------------- */

static void put_features(struct mapper *mapper)
{
    struct bytes *out = &mapper->map->features;
    size_t part = 0, ring = 0;
    for (size_t f = 0; f < mapper->feature_count; f++) {
        cpts_topology_put_count(out, mapper->parts_of[f]);
        for (uint32_t i = 0; i < mapper->parts_of[f]; i++, part++) {
            cpts_topology_put_count(out, mapper->rings_of[part]);
            for (uint32_t r = 0; r < mapper->rings_of[part]; r++)
                cpts_topology_put_ring(&mapper->map->topology, ring++, out);
        }
    }
}

static cpts_status build(struct mapper *mapper)
{
    const size_t units = mapper->report->region->units.count;
    const size_t wanted = POINTS_AT_LEAST + POINTS_PER_UNIT * units;
    if (!cpts_topology_build(&mapper->map->topology,
                             wanted < POINTS_AT_MOST ? wanted : POINTS_AT_MOST))
        return cpts_fail_memory(mapper->context);
    const cpts_status status = cpts_advance(mapper->context, _("writing"), 0.7);
    if (status != CPTS_OK)
        return status;
    cpts_topology_put_arcs(&mapper->map->topology, &mapper->map->arcs);
    put_features(mapper);
    return mapper->map->arcs.is_short || mapper->map->features.is_short
               ? cpts_fail_memory(mapper->context)
               : CPTS_OK;
}

cpts_status cpts_page_map_new(struct page_map *map, const struct cpts_report *report)
{
    struct mapper mapper = {.map = map,
                            .report = report,
                            .context = report->region->context,
                            .units = cpts_unit_map_shapes(&report->map)};
    *map = (struct page_map){.arcs = {.data = NULL}};
    cpts_status status = sort_out(&mapper);
    if (status == CPTS_OK) {
        cpts_topology_begin(&map->topology, bounds_of(&mapper));
        status = add_units(&mapper) ? add_perimeters(&mapper) : cpts_fail_memory(mapper.context);
    }
    if (status == CPTS_OK)
        status = cpts_advance(mapper.context, _("writing"), 0.3);
    if (status == CPTS_OK)
        status = add_findings(&mapper) ? build(&mapper) : cpts_fail_memory(mapper.context);
    cpts_array_free(mapper.rings_of);
    cpts_array_free(mapper.parts_of);
    return status;
}

void cpts_page_map_free(struct page_map *map)
{
    cpts_topology_free(&map->topology);
    cpts_bytes_free(&map->arcs);
    cpts_bytes_free(&map->features);
    cpts_array_free(map->perimeter_is_units);
    cpts_array_free(map->finding_is_units);
    cpts_array_free(map->unit_by_code);
    cpts_array_free(map->perimeter_by_id);
}
