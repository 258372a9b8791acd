#include "base_defects.h"

#include <stdlib.h>
#include <string.h>

#include "../common/parallel.h"
#include "../geometry/predicates.h"
#include "../geometry/snapping.h"
#include "../geometry/validity.h"

/* Each round settles at most one overlap of a part; more rounds than this means that GEOS does
 * not converge. */
#define ROUND_LIMIT 64
#define RUN_LENGTH  8

/* ---- invalid units ------------------------------------------------------------------------ */

static double area_of_feature(const struct shapes *shapes, size_t first_part, uint32_t feature)
{
    double area_m2 = 0;
    for (size_t p = first_part; p < shapes->part_count; p++)
        if (shapes->parts[p].feature == feature)
            area_m2 += shapes->parts[p].area_m2;
    return area_m2;
}

static cpts_status repair_unit(struct base *base, uint32_t unit, const uint32_t *parts,
                               size_t count)
{
    const struct units *units = &base->region->units;
    size_t before = base->shapes->part_count;
    double area_m2 = 0;
    for (size_t i = 0; i < count; i++)
        area_m2 += base->shapes->parts[parts[i]].area_m2;
    enum geos_result result = cpts_geos_repair(&base->geos, base->shapes, parts, count, false);
    if (result == GEOS_UNCHANGED)
        return CPTS_OK;
    if (result == GEOS_FAILED && base->geos.no_memory)
        return cpts_fail_memory(base->region->context);
    if (result == GEOS_FAILED)
        return cpts_fail(base->region->context, CPTS_ERROR_INPUT,
                         _("unit %s (%s): its polygon is invalid and could not be repaired: %s; "
                           "mend it in the source, for instance with QGIS 'Fix geometries'"),
                         units->code[unit], units->name[unit], base->geos.message);
    double change_m2 = area_of_feature(base->shapes, before, unit) - area_m2;
    char message[512];
    snprintf(message, sizeof message,
             _("%s (%s): invalid polygon, repaired: %s; its area changed by %.2f m²"),
             units->name[unit], units->code[unit], base->geos.message, change_m2);
    const struct notice notice = {.rule = CPTS_RULE_INVALID_UNIT,
                                  .severity = CPTS_SEVERITY_WARNING,
                                  .perimeter = CPTS_NONE,
                                  .unit = unit,
                                  .key = units->code[unit],
                                  .message = message,
                                  .area_m2 = fabs(change_m2)};
    return cpts_region_notice(base->region, &notice) ? CPTS_OK
                                                     : cpts_fail_memory(base->region->context);
}

/* Units sifted by several threads, each with scratch of its own. */
struct unit_sieve {
    const struct base *base;
    uint32_t *parts;
    size_t *first;
    struct validity *validity; /* by thread */
    uint8_t *suspect;          /* by unit */
};

#define SIFTED_AT_ONCE 256

static bool sift_units(void *user, int worker, size_t first, size_t last)
{
    const struct unit_sieve *sieve = user;
    for (size_t u = first; u < last; u++) {
        enum validity_result result =
            cpts_validity(&sieve->validity[worker], sieve->base->shapes,
                          sieve->parts + sieve->first[u], sieve->first[u + 1] - sieve->first[u]);
        if (result == VALIDITY_NO_MEMORY)
            return false;
        sieve->suspect[u] = result == VALIDITY_SUSPECT;
    }
    return true;
}

/* Units with a suspect part, and units drawn twice over themselves, are handed to GEOS. */
static cpts_status repair_units(struct base *base)
{
    const size_t unit_count = base->region->units.count;
    const int jobs = base->region->context->jobs;
    struct unit_sieve sieve = {.base = base,
                               .validity = cpts_array_new((size_t)jobs, sizeof *sieve.validity),
                               .suspect = cpts_array_raw(unit_count, sizeof *sieve.suspect)};
    const bool sifted = cpts_shapes_by_feature(base->shapes, base->shapes->part_count, unit_count,
                                               &sieve.parts, &sieve.first) &&
                        sieve.validity && sieve.suspect &&
                        cpts_parallel(jobs, unit_count, SIFTED_AT_ONCE, sift_units, &sieve);
    cpts_status status = sifted ? CPTS_OK : cpts_fail_memory(base->region->context);
    for (uint32_t u = 0; u < unit_count && status == CPTS_OK; u++)
        if (sieve.suspect[u])
            status = repair_unit(base, u, sieve.parts + sieve.first[u],
                                 sieve.first[u + 1] - sieve.first[u]);
    for (int w = 0; w < jobs && sieve.validity; w++)
        cpts_validity_free(&sieve.validity[w]);
    cpts_array_free(sieve.validity);
    cpts_array_free(sieve.suspect);
    cpts_array_free(sieve.parts);
    cpts_array_free(sieve.first);
    return status;
}

/* ---- points that should be one ------------------------------------------------------------ */

static bool snap_lone_ends(const struct base *base, struct snapper *snapper, bool *moved)
{
    const struct shapes *shapes = base->shapes;
    *moved = false;
    for (size_t r = 0; r < shapes->ring_count; r++) {
        const struct ring ring = shapes->rings[r];
        if (!shapes->parts[ring.part].ring_count)
            continue;
        for (uint32_t v = ring.first; v < ring.first + ring.count; v++) {
            if (base->borders.twin[v] != CPTS_NONE)
                continue;
            for (uint32_t end = v; end <= v + 1; end++) {
                struct point snapped;
                if (!cpts_snap(snapper, shapes->points[end], &snapped))
                    return false;
                *moved |= !cpts_same_point(snapped, shapes->points[end]);
            }
        }
    }
    return true;
}

/* Draws all units anew with each point replaced by the one that stands for it. */
static bool redraw(struct base *base, struct snapper *snapper)
{
    struct shapes old = *base->shapes, drawn = {0};
    for (size_t p = 0; p < old.part_count; p++) {
        const struct part part = old.parts[p];
        for (uint32_t r = 0; r < part.ring_count; r++) {
            const struct ring ring = old.rings[part.first_ring + r];
            struct point *room = cpts_shapes_room(&drawn, ring.count);
            for (uint32_t v = 0; room && v < ring.count; v++)
                if (!cpts_snap(snapper, old.points[ring.first + v], &room[v]))
                    room = NULL;
            enum ring_result result = RING_NO_MEMORY;
            if (room)
                result = cpts_shapes_add_ring(&drawn, ring.count, part.feature, r > 0);
            if (result == RING_NO_MEMORY) {
                cpts_shapes_free(&drawn);
                return false;
            }
            if (result == RING_COLLAPSED && r == 0)
                break; /* narrower than a millimetre: nothing is left to cover */
        }
    }
    if (base->redrawn.points)
        cpts_shapes_free(&old);
    else
        base->redrawn = old; /* the region gets its drawing back after the check */
    *base->shapes = drawn;
    return true;
}

static cpts_status pair_borders(struct base *base)
{
    cpts_borders_free(&base->borders);
    if (!cpts_borders_build(&base->borders, base->shapes))
        return cpts_fail_memory(base->region->context);
    return CPTS_OK;
}

static cpts_status join_points(struct base *base)
{
    struct snapper snapper = {0};
    bool moved = false;
    cpts_status status = CPTS_OK;
    if (!snap_lone_ends(base, &snapper, &moved) || (moved && !redraw(base, &snapper)))
        status = cpts_fail_memory(base->region->context);
    cpts_snapper_free(&snapper);
    return moved && status == CPTS_OK ? pair_borders(base) : status;
}

/* ---- the surroundings of the outer border ------------------------------------------------- */

/* Consecutive lone segments of a ring; they share one search. */
struct run {
    uint32_t first, last; /* [first, last) */
    struct box box;
};

/* Calls visit for every run, until it returns false. */
static bool each_run(const struct base *base, bool (*visit)(void *user, const struct run *run),
                     void *user)
{
    const struct shapes *shapes = base->shapes;
    for (size_t r = 0; r < shapes->ring_count; r++) {
        const struct ring ring = shapes->rings[r];
        if (!shapes->parts[ring.part].ring_count)
            continue;
        const uint32_t *twin = base->borders.twin, end = ring.first + ring.count;
        for (uint32_t v = ring.first; v < end; v++) {
            if (twin[v] != CPTS_NONE)
                continue;
            struct run run = {v, v, CPTS_EMPTY_BOX};
            for (; v < end && v - run.first < RUN_LENGTH && twin[v] == CPTS_NONE; v++)
                run.box = cpts_box_join(
                    run.box, cpts_box_of_segment(shapes->points[v], shapes->points[v + 1]));
            run.last = v--;
            if (!visit(user, &run))
                return false;
        }
    }
    return true;
}

/* ---- nodes missing on one side ------------------------------------------------------------ */

struct node_search {
    struct base *base;
    const struct run *run;
    struct node *nodes;
    size_t count, capacity;
};

static bool visit_for_nodes(void *user, uint32_t first, uint32_t last)
{
    struct node_search *search = user;
    const struct point *points = search->base->shapes->points;
    for (uint32_t v = first; v < last; v++) {
        struct box box =
            cpts_box_grow(cpts_box_of_segment(points[v], points[v + 1]), CPTS_COINCIDENCE_M);
        if (!cpts_boxes_meet(box, search->run->box))
            continue;
        for (uint32_t p = search->run->first; p <= search->run->last; p++) {
            if (!cpts_boxes_meet(box, cpts_box_of_segment(points[p], points[p])) ||
                !cpts_point_on_segment(points[v], points[v + 1], points[p]))
                continue;
            if (!cpts_array_reserve(&search->nodes, &search->capacity, search->count + 1,
                                    sizeof *search->nodes))
                return false;
            search->nodes[search->count++] = (struct node){v, points[p]};
        }
    }
    return true;
}

static bool find_nodes(void *user, const struct run *run)
{
    struct node_search *search = user;
    search->run = run;
    return cpts_segment_index_search(
        &search->base->index, cpts_box_grow(run->box, CPTS_COINCIDENCE_M), visit_for_nodes, search);
}

/* A point of a lone segment that lies on a segment of another unit is a node of it: the hairline
 * face between the two drawings disappears. */
static cpts_status insert_nodes(struct base *base)
{
    struct node_search search = {.base = base};
    bool done = each_run(base, find_nodes, &search) &&
                cpts_borders_insert(&base->borders, search.nodes, search.count);
    base->nodes_added += search.count;
    cpts_array_free(search.nodes);
    return done ? CPTS_OK : cpts_fail_memory(base->region->context);
}

/* ---- units that overlap ------------------------------------------------------------------- */

struct part_pair {
    uint32_t keeper, loser;
};

struct overlap_search {
    struct base *base;
    const struct run *run;
    struct part_pair *pairs;
    size_t count, capacity;
};

static bool add_pair(struct overlap_search *search, uint32_t a, uint32_t b)
{
    const struct base *base = search->base;
    const struct shapes *shapes = base->shapes;
    const char *const *code = base->region->units.code;
    uint32_t unit_a = shapes->parts[a].feature, unit_b = shapes->parts[b].feature;
    int order = strcmp(code[unit_a], code[unit_b]);
    bool a_keeps = order ? order < 0 : a < b;
    if (!cpts_array_reserve(&search->pairs, &search->capacity, search->count + 1,
                            sizeof *search->pairs))
        return false;
    search->pairs[search->count++] = (struct part_pair){a_keeps ? a : b, a_keeps ? b : a};
    return true;
}

static bool visit_for_crossings(void *user, uint32_t first, uint32_t last)
{
    struct overlap_search *search = user;
    const struct point *points = search->base->shapes->points;
    uint32_t part = cpts_part_of(&search->base->borders, search->run->first);
    for (uint32_t v = first; v < last; v++) {
        struct box box = cpts_box_of_segment(points[v], points[v + 1]);
        if (!cpts_boxes_meet(box, search->run->box))
            continue;
        uint32_t other = cpts_part_of(&search->base->borders, v);
        for (uint32_t m = search->run->first; m < search->run->last && other != part; m++) {
            struct point crossing;
            if (cpts_boxes_meet(box, cpts_box_of_segment(points[m], points[m + 1])) &&
                cpts_segments_cross(points[m], points[m + 1], points[v], points[v + 1],
                                    &crossing) &&
                !add_pair(search, part, other))
                return false;
        }
    }
    return true;
}

/* The middle of a lone segment inside another part means that the two overlap. */
static bool visit_for_containment(void *user, uint32_t other)
{
    struct overlap_search *search = user;
    const struct shapes *shapes = search->base->shapes;
    uint32_t part = cpts_part_of(&search->base->borders, search->run->first);
    if (other == part)
        return true;
    for (uint32_t m = search->run->first; m < search->run->last; m++) {
        struct point a = shapes->points[m], b = shapes->points[m + 1];
        struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        if (cpts_part_contains(shapes, other, middle))
            return add_pair(search, part, other);
    }
    return true;
}

static bool find_run_overlaps(void *user, const struct run *run)
{
    struct overlap_search *search = user;
    struct segment_index *index = &search->base->index;
    search->run = run;
    return cpts_segment_index_search(index, run->box, visit_for_crossings, search) &&
           cpts_box_tree_search(&index->parts, run->box, visit_for_containment, search);
}

static bool find_overlaps(struct base *base, struct overlap_search *search)
{
    const struct borders *borders = &base->borders;
    const struct shapes *shapes = base->shapes;
    if (!each_run(base, find_run_overlaps, search))
        return false;
    for (size_t i = 0; i < borders->crowded_count; i++) {
        uint32_t v = borders->crowded[i];
        uint32_t other = cpts_borders_find(borders, shapes->points[v], shapes->points[v + 1]);
        uint32_t part = cpts_part_of(borders, v);
        if (other != CPTS_NONE && cpts_part_of(borders, other) != part &&
            !add_pair(search, part, cpts_part_of(borders, other)))
            return false;
    }
    return true;
}

static int by_keeper(const void *a, const void *b)
{
    const struct part_pair *left = a, *right = b;
    if (left->keeper != right->keeper)
        return left->keeper < right->keeper ? -1 : 1;
    return (left->loser > right->loser) - (left->loser < right->loser);
}

/* Gives what the pair shares to the keeper; *settled tells whether they shared anything. */
static cpts_status settle(struct base *base, const struct part_pair *pair, bool *settled)
{
    cpts_context *context = base->region->context;
    const struct units *units = &base->region->units;
    struct shapes *shapes = base->shapes;
    uint32_t keeper = shapes->parts[pair->keeper].feature;
    uint32_t loser = shapes->parts[pair->loser].feature;
    size_t before = base->overlap_shapes.part_count;
    *settled = false;
    enum geos_result result =
        cpts_geos_shared(&base->geos, shapes, pair->keeper, pair->loser, &base->overlap_shapes,
                         (uint32_t)base->overlap_count);
    if (result == GEOS_UNCHANGED)
        return CPTS_OK;
    if (result == GEOS_DONE)
        result = cpts_geos_subtract(&base->geos, shapes, pair->loser, shapes, pair->keeper);
    if (result == GEOS_FAILED && base->geos.no_memory)
        return cpts_fail_memory(context);
    if (result == GEOS_FAILED)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("units %s and %s overlap, and what they share could not be computed: "
                           "%s; mend the base layer"),
                         units->code[keeper], units->code[loser], base->geos.message);
    if (!cpts_array_reserve(&base->overlaps, &base->overlap_capacity, base->overlap_count + 1,
                            sizeof *base->overlaps))
        return cpts_fail_memory(context);
    base->overlaps[base->overlap_count++] = (struct unit_overlap){
        keeper, loser, (uint32_t)before, (uint32_t)(base->overlap_shapes.part_count - before)};
    *settled = true;
    return CPTS_OK;
}

/* One round: each part takes part in one settlement at most, since it is redrawn by it. */
static cpts_status settle_overlaps(struct base *base, bool *settled)
{
    struct overlap_search search = {.base = base};
    cpts_status status = CPTS_OK;
    *settled = false;
    if (!find_overlaps(base, &search))
        status = cpts_fail_memory(base->region->context);
    if (search.count)
        qsort(search.pairs, search.count, sizeof *search.pairs, by_keeper);
    for (size_t i = 0; i < search.count && status == CPTS_OK; i++) {
        const struct part_pair pair = search.pairs[i];
        bool repeated = i && by_keeper(&search.pairs[i - 1], &pair) == 0;
        bool redrawn = !base->shapes->parts[pair.keeper].ring_count ||
                       !base->shapes->parts[pair.loser].ring_count;
        bool shared = false;
        if (!repeated && !redrawn)
            status = settle(base, &pair, &shared);
        *settled |= shared;
    }
    cpts_array_free(search.pairs);
    return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

static cpts_status index_parts(struct base *base)
{
    cpts_segment_index_free(&base->index);
    if (!cpts_segment_index_build(&base->index, base->shapes))
        return cpts_fail_memory(base->region->context);
    return CPTS_OK;
}

cpts_status cpts_base_mend(struct base *base)
{
    cpts_status status = repair_units(base);
    bool again = true;
    for (int round = 0; again && status == CPTS_OK; round++) {
        if (round == ROUND_LIMIT)
            return cpts_fail(base->region->context, CPTS_ERROR_INPUT, "%s",
                             _("the units overlap each other beyond repair; mend the base layer"));
        again = false;
        status = pair_borders(base);
        if (status == CPTS_OK)
            status = join_points(base);
        if (status == CPTS_OK)
            status = index_parts(base);
        if (status == CPTS_OK)
            status = insert_nodes(base);
        if (status == CPTS_OK)
            status = settle_overlaps(base, &again);
    }
    return status;
}
