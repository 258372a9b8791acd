#include "coverage/base/base_defects.h"

#include <stdlib.h>
#include <string.h>

#include "coverage/base/base_repair.h"
#include "geometry/predicates.h"
#include "geometry/snapping.h"
#include "geometry/validity.h"

/* A round settles what each part shares with those that keep all of theirs; more rounds than this
 * means that bending borders does not come to an end. */
#define ROUND_LIMIT 64

#define RUN_LENGTH 8

/* ---- points that should be one ------------------------------------------------------------ */

/* The point where two lone segments follow each other is placed once. */
static bool snap_lone_ends(const struct base *base, struct snapper *snapper, bool *moved)
{
    const struct shapes *shapes = base->shapes;
    *moved = false;
    for (size_t i = 0; i < base->lone_count; i++) {
        const uint32_t v = base->lone[i];
        const bool follows = i && base->lone[i - 1] + 1 == v;
        for (uint32_t end = follows ? v + 1 : v; end <= v + 1; end++) {
            struct point snapped;
            if (!cpts_snapper_place(snapper, shapes->points[end], &snapped))
                return false;
            *moved |= !cpts_same_point(snapped, shapes->points[end]);
        }
    }
    return true;
}

/* Redraws all units with each point replaced by the one that stands for it. */
static bool redraw(struct base *base, struct snapper *snapper)
{
    struct shapes old = *base->shapes, drawn = {0};
    for (size_t p = 0; p < old.part_count; p++) {
        const struct part part = old.parts[p];
        for (uint32_t r = 0; r < part.ring_count; r++) {
            const struct ring ring = old.rings[part.first_ring + r];
            struct point *room = cpts_shapes_room(&drawn, ring.count);
            for (uint32_t v = 0; room && v < ring.count; v++) {
                const struct point was = old.points[ring.first + v];
                if (!cpts_snapper_place(snapper, was, &room[v]))
                    room = NULL;
                else if (!cpts_same_point(was, room[v]))
                    base->moved[part.feature] = true;
            }
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

static cpts_status list_lone(struct base *base)
{
    cpts_array_free(base->lone);
    return cpts_borders_list_lone(&base->borders, &base->lone, &base->lone_count)
               ? CPTS_OK
               : cpts_fail_memory(base->region->context);
}

static cpts_status pair_borders(struct base *base)
{
    cpts_borders_free(&base->borders);
    if (!cpts_borders_build_together(&base->borders, base->shapes, base->region->context))
        return cpts_fail_memory(base->region->context);
    return list_lone(base);
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
    const struct point *points = base->shapes->points;
    for (size_t i = 0; i < base->lone_count;) {
        const uint32_t first = base->lone[i];
        struct run run = {first, first, CPTS_EMPTY_BOX};
        for (; i < base->lone_count && base->lone[i] == run.last && run.last - first < RUN_LENGTH;
             i++, run.last++)
            run.box =
                cpts_box_join(run.box, cpts_box_of_segment(points[run.last], points[run.last + 1]));
        if (!visit(user, &run))
            return false;
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
            if (!CPTS_ARRAY_MORE(search->nodes, search->count, search->capacity))
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

/* The units on both sides of a segment that bends. */
static void mark_moved(const struct base *base, uint32_t segment)
{
    const uint32_t beyond = cpts_part_beyond(&base->borders, segment);
    base->moved[base->shapes->parts[cpts_part_of(&base->borders, segment)].feature] = true;
    if (beyond != CPTS_NONE)
        base->moved[base->shapes->parts[beyond].feature] = true;
}

/* A point of a lone segment that lies on a segment of another unit is a node of it: the hairline
 * face between the two drawings disappears. */
static cpts_status insert_nodes(struct base *base)
{
    struct node_search search = {.base = base};
    bool done = each_run(base, find_nodes, &search);
    for (size_t i = 0; done && i < search.count; i++)
        mark_moved(base, search.nodes[i].segment);
    done = done && cpts_borders_insert(&base->borders, search.nodes, search.count);
    cpts_array_free(search.nodes);
    if (!done)
        return cpts_fail_memory(base->region->context);
    return search.count ? list_lone(base) : CPTS_OK;
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
    if (!CPTS_ARRAY_MORE(search->pairs, search->count, search->capacity))
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
        bool inside;
        if (!cpts_segment_index_holds(&inside, &search->base->index, other, middle))
            return false;
        if (inside)
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

/* The last loser first: who keeps something from it comes before it, and is then still as drawn.
 * So one round settles as many units on one place as there are. */
static int by_loser(const void *a, const void *b)
{
    const struct part_pair *left = a, *right = b;
    if (left->loser != right->loser)
        return left->loser > right->loser ? -1 : 1;
    return (left->keeper > right->keeper) - (left->keeper < right->keeper);
}

/* What is left of a loser; it comes apart while one keeper after another takes its share. */
struct remains {
    uint32_t *pieces;
    size_t count, capacity;
};

static bool add_pieces(struct remains *remains, size_t first, size_t end)
{
    if (!cpts_array_reserve(&remains->pieces, &remains->capacity, remains->count + end - first,
                            sizeof *remains->pieces))
        return false;
    for (size_t p = first; p < end; p++)
        remains->pieces[remains->count++] = (uint32_t)p;
    return true;
}

/* Gives what the keeper and one piece share to the keeper; what is left of the piece may fall into
 * several. */
static cpts_status settle_piece(struct base *base, uint32_t keeper, size_t piece,
                                struct remains *remains)
{
    struct shapes *shapes = base->shapes;
    const uint32_t part = remains->pieces[piece];
    const size_t before = shapes->part_count;
    if (cpts_is_interrupted(base->region->context))
        return cpts_interrupted(base->region->context);
    if (!shapes->parts[part].ring_count ||
        !cpts_boxes_meet(shapes->parts[keeper].box, shapes->parts[part].box))
        return CPTS_OK;
    enum geos_result result = cpts_geos_shared(
        &base->geos, shapes, keeper, part, &base->overlap_shapes, (uint32_t)base->overlap_count);
    if (result == GEOS_DONE)
        result = cpts_geos_subtract(&base->geos, shapes, part, shapes, keeper);
    if (result == GEOS_FAILED && base->geos.no_memory)
        return cpts_fail_memory(base->region->context);
    if (result == GEOS_FAILED)
        return cpts_fail(base->region->context, CPTS_ERROR_INPUT,
                         _("%s and %s overlap, and their common part could not be computed: %s; "
                           "repair the base layer"),
                         base->region->units.code[shapes->parts[keeper].feature],
                         base->region->units.code[shapes->parts[part].feature], base->geos.message);
    return add_pieces(remains, before, shapes->part_count)
               ? CPTS_OK
               : cpts_fail_memory(base->region->context);
}

static cpts_status settle(struct base *base, uint32_t keeper, struct remains *remains,
                          bool *settled)
{
    const size_t before = base->overlap_shapes.part_count, pieces = remains->count;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < pieces && status == CPTS_OK; i++)
        status = settle_piece(base, keeper, i, remains);
    if (status != CPTS_OK || base->overlap_shapes.part_count == before)
        return status;
    if (!CPTS_ARRAY_MORE(base->overlaps, base->overlap_count, base->overlap_capacity))
        return cpts_fail_memory(base->region->context);
    base->overlaps[base->overlap_count++] = (struct unit_overlap){
        base->shapes->parts[keeper].feature, base->shapes->parts[remains->pieces[0]].feature,
        (uint32_t)before, (uint32_t)(base->overlap_shapes.part_count - before)};
    *settled = true;
    return CPTS_OK;
}

/* One round: what has been redrawn in it keeps nothing until the next. */
static cpts_status settle_overlaps(struct base *base, bool *settled)
{
    struct overlap_search search = {.base = base};
    struct remains remains = {0};
    cpts_status status = CPTS_OK;
    *settled = false;
    if (!find_overlaps(base, &search))
        status = cpts_fail_memory(base->region->context);
    if (search.count)
        qsort(search.pairs, search.count, sizeof *search.pairs, by_loser);
    for (size_t i = 0; i < search.count && status == CPTS_OK; i++) {
        const struct part_pair pair = search.pairs[i];
        const bool goes_on = i && search.pairs[i - 1].loser == pair.loser;
        if (goes_on && search.pairs[i - 1].keeper == pair.keeper)
            continue;
        if (!goes_on) {
            remains.count = 0;
            if (!add_pieces(&remains, pair.loser, pair.loser + (size_t)1))
                status = cpts_fail_memory(base->region->context);
        }
        if (status == CPTS_OK && base->shapes->parts[pair.keeper].ring_count)
            status = settle(base, pair.keeper, &remains, settled);
    }
    cpts_array_free(remains.pieces);
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
    cpts_status status = cpts_base_repair(base);
    bool again = true;
    for (int round = 0; again && status == CPTS_OK; round++) {
        if (round == ROUND_LIMIT)
            return cpts_fail(base->region->context, CPTS_ERROR_INPUT, "%s",
                             _("the base layer overlaps itself beyond repair; redraw it or take "
                               "another edition"));
        again = false;
        status = pair_borders(base);
        if (status == CPTS_OK)
            status = join_points(base);
        if (status == CPTS_OK)
            status = index_parts(base);
        if (status == CPTS_OK)
            status = insert_nodes(base);
        if (status == CPTS_OK)
            status = cpts_base_repair_moved(base, &again);
        if (status == CPTS_OK && !again)
            status = settle_overlaps(base, &again);
    }
    return status;
}
