#include "output/print/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/predicates.h"
#include "output/map/features.h"

#define SAME_AREA 1e-6 /* relative: sums of areas that are meant to be equal */

/* A scene under way. */
struct staging {
    struct scene *scene;
    cpts_context *context;
    struct shapes units;   /* of the report's map */
    struct point_run *own; /* by perimeter: its rings in the topology, when it cuts units */
    uint32_t *sides;       /* by ref: the unit to its left, CPTS_NONE */
    uint32_t *seen;        /* by unit: 1 + the perimeter being outlined, if it claims the unit */
    uint32_t *border;      /* refs of the outline of one perimeter, by starting point */
    bool *used;            /* of border */
    size_t border_count, border_capacity, used_capacity;
};

bool cpts_scene_shows(const struct scene *scene, size_t finding)
{
    const cpts_finding *shown = &scene->report->findings[finding];
    return !shown->sliver && scene->report->finding_shapes[finding].part_count &&
           (shown->rule == CPTS_RULE_OVERLAP || shown->rule == CPTS_RULE_WHITE_ZONE ||
            shown->rule == CPTS_RULE_OUTSIDE);
}

struct point cpts_scene_point(const struct scene *scene, struct grid_point point)
{
    const struct topology *topology = &scene->topology;
    return (struct point){topology->origin.x + point.x * topology->quantum_m,
                          topology->origin.y + point.y * topology->quantum_m};
}

static bool is_made_of_units(const struct cpts_report *report, size_t perimeter)
{
    const struct perimeter_result *result = &report->perimeters[perimeter];
    const struct claim *claims = report->claims_by_perimeter + result->first_claim;
    for (size_t i = 0; i < result->claim_count; i++)
        if (claims[i].share != 1)
            return false;
    return result->outside_area_m2 <= SAME_AREA * result->area_m2;
}

/* ---- rings ------------------------------------------------------------------------------- */

static void widen(struct box *box, const struct shapes *shapes, size_t part_count)
{
    for (size_t p = 0; p < part_count; p++)
        if (shapes->parts[p].ring_count)
            *box = cpts_box_join(*box, shapes->parts[p].box);
}

static struct box bounds_of(const struct staging *staging)
{
    const struct cpts_report *report = staging->scene->report;
    struct box box = CPTS_EMPTY_BOX;
    widen(&box, &staging->units, staging->units.part_count);
    widen(&box, &report->region->perimeters.shapes, report->region->perimeters.shapes.part_count);
    widen(&box, &report->shapes, report->shapes.part_count);
    return box;
}

static bool add_part(struct scene *scene, const struct shapes *shapes, const struct part *part)
{
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        if (!cpts_topology_ring(&scene->topology, shapes->points + ring->first, ring->count))
            return false;
    }
    return true;
}

static cpts_status add_units(struct staging *staging)
{
    struct scene *scene = staging->scene;
    const struct unit_map *map = &scene->report->map;
    bool done = true;
    for (size_t u = 0; u < scene->report->region->units.count && done; u++) {
        const size_t first = scene->topology.ring_count;
        for (size_t i = map->unit_first[u]; i < map->unit_first[u + 1] && done; i++)
            done = add_part(scene, &staging->units, &map->parts[map->unit_parts[i]]);
        scene->units[u] = (struct point_run){first, scene->topology.ring_count - first};
    }
    return done ? CPTS_OK : cpts_fail_memory(staging->context);
}

static cpts_status add_perimeters(struct staging *staging)
{
    struct scene *scene = staging->scene;
    struct features features;
    cpts_status status = cpts_features_new(&features, scene->report);
    for (uint32_t p = 0; p < scene->report->region->perimeters.count && status == CPTS_OK; p++) {
        struct drawing drawing = {.count = 0};
        const size_t first = scene->topology.ring_count;
        bool done = true;
        if (!is_made_of_units(scene->report, p))
            status = cpts_draw_perimeter(&drawing, &features, p);
        for (size_t i = 0; i < drawing.count && done && status == CPTS_OK; i++)
            done = add_part(scene, drawing.shapes, &drawing.shapes->parts[drawing.parts[i]]);
        staging->own[p] = (struct point_run){first, scene->topology.ring_count - first};
        if (!done)
            status = cpts_fail_memory(staging->context);
    }
    cpts_features_free(&features);
    return status;
}

/* ---- what lies beside an arc ------------------------------------------------------------- */

static struct box box_of_arc(const struct scene *scene, struct point_run arc)
{
    struct box box = CPTS_EMPTY_BOX;
    for (size_t i = 0; i < arc.count; i++) {
        const struct point p = cpts_scene_point(scene, scene->topology.arc_points[arc.first + i]);
        box = cpts_box_join(box, (struct box){p.x, p.y, p.x, p.y});
    }
    return box;
}

static void find_sides(struct staging *staging)
{
    const struct scene *scene = staging->scene;
    const struct topology *topology = &scene->topology;
    for (size_t i = 0; i < 2 * topology->arc_count; i++)
        staging->sides[i] = CPTS_NONE;
    for (uint32_t u = 0; u < scene->report->region->units.count; u++)
        for (size_t r = 0; r < scene->units[u].count; r++) {
            const struct point_run run = topology->ring_refs[scene->units[u].first + r];
            for (size_t i = run.first; i < run.first + run.count; i++)
                staging->sides[topology->refs[i]] = u;
        }
}

static void find_roles(struct staging *staging)
{
    struct scene *scene = staging->scene;
    const char *const *group = scene->report->region->units.group;
    for (size_t a = 0; a < scene->topology.arc_count; a++) {
        const uint32_t left = staging->sides[2 * a], right = staging->sides[2 * a + 1];
        scene->arc_boxes[a] = box_of_arc(scene, scene->topology.arcs[a]);
        if (left == CPTS_NONE && right == CPTS_NONE)
            continue;
        scene->roles[a] = ARC_UNIT;
        if (left == CPTS_NONE || right == CPTS_NONE)
            scene->roles[a] |= ARC_REGION;
        else if (strcmp(group[left], group[right]) != 0)
            scene->roles[a] |= ARC_GROUP;
    }
}

/* ---- outlines ---------------------------------------------------------------------------- */

static struct grid_point end_of(const struct topology *topology, uint32_t ref, bool is_start)
{
    const struct point_run arc = topology->arcs[ref / 2];
    return topology->arc_points[(ref % 2 == 0) == is_start ? arc.first : arc.first + arc.count - 1];
}

static int compare_grid(struct grid_point a, struct grid_point b)
{
    return a.x != b.x ? (a.x > b.x) - (a.x < b.x) : (a.y > b.y) - (a.y < b.y);
}

static int by_start(const void *a, const void *b, void *topology)
{
    const uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    const int order = compare_grid(end_of(topology, one, true), end_of(topology, two, true));
    return order ? order : (one > two) - (one < two);
}

static bool add_ref(struct scene *scene, uint32_t ref)
{
    if (!CPTS_ARRAY_MORE(scene->refs, scene->ref_count, scene->ref_capacity))
        return false;
    scene->refs[scene->ref_count++] = ref;
    scene->roles[ref / 2] |= ARC_TERRITORY;
    scene->loops[scene->loop_count - 1].count++;
    return true;
}

static bool begin_loop(struct scene *scene)
{
    if (!CPTS_ARRAY_MORE(scene->loops, scene->loop_count, scene->loop_capacity))
        return false;
    scene->loops[scene->loop_count++] = (struct point_run){scene->ref_count, 0};
    return true;
}

/* The place in the border of a ref that starts there and is not used; border_count: none. */
static size_t next_from(const struct staging *staging, struct grid_point start)
{
    const struct topology *topology = &staging->scene->topology;
    size_t low = 0, high = staging->border_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_grid(end_of(topology, staging->border[middle], true), start) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < staging->border_count && staging->used[low] &&
           compare_grid(end_of(topology, staging->border[low], true), start) == 0)
        low++;
    return low < staging->border_count &&
                   compare_grid(end_of(topology, staging->border[low], true), start) == 0
               ? low
               : staging->border_count;
}

/* Refs with the inside on their left are strung together in any order that fits: what they
 * enclose depends on all of them and not on the order. */
static bool string_loops(struct staging *staging)
{
    struct scene *scene = staging->scene;
    qsort_r(staging->border, staging->border_count, sizeof *staging->border, by_start,
            &scene->topology);
    memset(staging->used, 0, staging->border_count * sizeof *staging->used);
    for (size_t i = 0; i < staging->border_count; i++) {
        if (staging->used[i])
            continue;
        if (!begin_loop(scene))
            return false;
        for (size_t at = i; at < staging->border_count;
             at = next_from(staging, end_of(&scene->topology, staging->border[at], false))) {
            staging->used[at] = true;
            if (!add_ref(scene, staging->border[at]))
                return false;
        }
    }
    return true;
}

static bool add_border(struct staging *staging, uint32_t ref)
{
    if (!CPTS_ARRAY_MORE(staging->border, staging->border_count, staging->border_capacity) ||
        !CPTS_ARRAY_MORE(staging->used, staging->border_count, staging->used_capacity))
        return false;
    staging->border[staging->border_count++] = ref;
    return true;
}

/* The outline of units: the refs with one of them on the left and none on the right. */
static bool outline_units(struct staging *staging, uint32_t perimeter)
{
    const struct scene *scene = staging->scene;
    const struct perimeter_result *result = &scene->report->perimeters[perimeter];
    const struct claim *claims = scene->report->claims_by_perimeter + result->first_claim;
    const struct topology *topology = &scene->topology;
    staging->border_count = 0;
    for (size_t i = 0; i < result->claim_count; i++)
        staging->seen[claims[i].unit] = perimeter + 1;
    for (size_t i = 0; i < result->claim_count; i++) {
        const struct point_run rings = scene->units[claims[i].unit];
        for (size_t r = rings.first; r < rings.first + rings.count; r++) {
            const struct point_run run = topology->ring_refs[r];
            for (size_t k = run.first; k < run.first + run.count; k++) {
                const uint32_t beyond = staging->sides[topology->refs[k] ^ 1];
                if ((beyond == CPTS_NONE || staging->seen[beyond] != perimeter + 1) &&
                    !add_border(staging, topology->refs[k]))
                    return false;
            }
        }
    }
    return !staging->border_count || string_loops(staging);
}

static bool outline_rings(struct scene *scene, struct point_run rings)
{
    for (size_t r = rings.first; r < rings.first + rings.count; r++) {
        const struct point_run run = scene->topology.ring_refs[r];
        if (!begin_loop(scene))
            return false;
        for (size_t i = run.first; i < run.first + run.count; i++)
            if (!add_ref(scene, scene->topology.refs[i]))
                return false;
    }
    return true;
}

static cpts_status outline(struct staging *staging)
{
    struct scene *scene = staging->scene;
    for (uint32_t p = 0; p < scene->report->region->perimeters.count; p++) {
        const size_t first = scene->loop_count, first_ref = scene->ref_count;
        const bool done = staging->own[p].count ? outline_rings(scene, staging->own[p])
                                                : outline_units(staging, p);
        if (!done)
            return cpts_fail_memory(staging->context);
        scene->perimeters[p] = (struct point_run){first, scene->loop_count - first};
        scene->boxes[p] = CPTS_EMPTY_BOX;
        for (size_t i = first_ref; i < scene->ref_count; i++)
            scene->boxes[p] = cpts_box_join(scene->boxes[p], scene->arc_boxes[scene->refs[i] / 2]);
    }
    return CPTS_OK;
}

/* ---- the whole --------------------------------------------------------------------------- */

static cpts_status build(struct staging *staging, size_t most_points)
{
    struct scene *scene = staging->scene;
    if (!cpts_topology_build(&scene->topology, most_points))
        return cpts_fail_memory(staging->context);
    const size_t arcs = scene->topology.arc_count;
    scene->roles = cpts_array_new(arcs, sizeof *scene->roles);
    scene->arc_boxes = cpts_array_new(arcs, sizeof *scene->arc_boxes);
    staging->sides = cpts_array_raw(2 * arcs, sizeof *staging->sides);
    if (!scene->roles || !scene->arc_boxes || !staging->sides)
        return cpts_fail_memory(staging->context);
    find_sides(staging);
    find_roles(staging);
    const cpts_status status = outline(staging);
    if (status == CPTS_OK && !cpts_scene_colour(scene, staging->sides))
        return cpts_fail_memory(staging->context);
    return status;
}

static cpts_status prepare(struct staging *staging)
{
    struct scene *scene = staging->scene;
    const size_t units = scene->report->region->units.count;
    const size_t perimeters = scene->report->region->perimeters.count;
    scene->units = cpts_array_new(units, sizeof *scene->units);
    scene->perimeters = cpts_array_new(perimeters, sizeof *scene->perimeters);
    scene->boxes = cpts_array_new(perimeters, sizeof *scene->boxes);
    scene->fills = cpts_array_new(perimeters, sizeof *scene->fills);
    staging->own = cpts_array_new(perimeters, sizeof *staging->own);
    staging->seen = cpts_array_new(units, sizeof *staging->seen);
    if (!scene->units || !scene->perimeters || !scene->boxes || !scene->fills || !staging->own ||
        !staging->seen)
        return cpts_fail_memory(staging->context);
    staging->units = cpts_unit_map_shapes(&scene->report->map);
    return CPTS_OK;
}

cpts_status cpts_scene_new(struct scene *scene, const struct cpts_report *report,
                           size_t most_points)
{
    struct staging staging = {.scene = scene, .context = report->region->context};
    *scene = (struct scene){.report = report};
    cpts_status status = prepare(&staging);
    if (status == CPTS_OK) {
        scene->box = bounds_of(&staging);
        cpts_topology_begin(&scene->topology, scene->box);
        status = add_units(&staging);
    }
    if (status == CPTS_OK)
        status = add_perimeters(&staging);
    if (status == CPTS_OK)
        status = build(&staging, most_points);
    cpts_array_free(staging.own);
    cpts_array_free(staging.sides);
    cpts_array_free(staging.seen);
    cpts_array_free(staging.border);
    cpts_array_free(staging.used);
    return status;
}

void cpts_scene_free(struct scene *scene)
{
    cpts_topology_free(&scene->topology);
    cpts_array_free(scene->units);
    cpts_array_free(scene->roles);
    cpts_array_free(scene->arc_boxes);
    cpts_array_free(scene->refs);
    cpts_array_free(scene->loops);
    cpts_array_free(scene->perimeters);
    cpts_array_free(scene->boxes);
    cpts_array_free(scene->fills);
}

/* ---- a place inside ---------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

/* The middle of the longest stretch of the horizontal line through the middle of the part. */
static struct point inside_part(const struct shapes *shapes, const struct part *part)
{
    enum { MOST = 64 };
    double crossings[MOST] = {0}, best = -1;
    size_t count = 0;
    const double y = (part->box.min_y + part->box.max_y) / 2;
    struct point inside = {(part->box.min_x + part->box.max_x) / 2, y};
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct point *points = shapes->points + shapes->rings[r].first;
        for (uint32_t i = 0; i < shapes->rings[r].count && count < MOST; i++)
            if ((points[i].y > y) != (points[i + 1].y > y))
                crossings[count++] = points[i].x + (points[i + 1].x - points[i].x) *
                                                       (y - points[i].y) /
                                                       (points[i + 1].y - points[i].y);
    }
    qsort(crossings, count, sizeof *crossings, by_value);
    for (size_t i = 0; i + 1 < count; i += 2)
        if (crossings[i + 1] - crossings[i] > best) {
            best = crossings[i + 1] - crossings[i];
            inside.x = (crossings[i] + crossings[i + 1]) / 2;
        }
    return inside;
}

struct point cpts_scene_inside_unit(const struct scene *scene, uint32_t unit)
{
    const struct shapes *shapes = &scene->report->region->units.shapes;
    const struct part *largest = NULL;
    for (size_t p = cpts_shapes_first_part(shapes, unit);
         p < shapes->part_count && shapes->parts[p].feature == unit; p++)
        if (shapes->parts[p].ring_count &&
            (!largest || shapes->parts[p].area_m2 > largest->area_m2))
            largest = &shapes->parts[p];
    return largest ? inside_part(shapes, largest) : (struct point){NAN, NAN};
}
