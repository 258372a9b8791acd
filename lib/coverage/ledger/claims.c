#include "coverage/ledger/claims.h"

#include <stdlib.h>
#include <string.h>

#include "common/grouping.h"
#include "common/parallel.h"
#include "geometry/predicates.h"

#define SHORT_M 1.0

/* Boxes of perimeters are as drawn; noding has moved points by a few coincidences at most. */
#define MOVED_M (100 * CPTS_COINCIDENCE_M)

enum label { UNKNOWN, CLAIMED, NOT_CLAIMED, CUT };

/* What one thread floods with: labels of one perimeter at a time; a stamp spares clearing them for
 * the next. */
struct flood {
    const struct residual *residual;
    const struct cells *cells;
    uint32_t *label;   /* by part: stamp * 4 + enum label */
    uint32_t *reached; /* by component: the stamp */
    uint32_t stamp;
    uint32_t *queue; /* claimed parts */
    size_t queue_count;
    struct pair {
        uint32_t part, perimeter;
    } * pairs; /* by perimeter */
    size_t pair_count, pair_capacity, joined;
    /* The same for all threads. */
    size_t *cutter_first; /* by perimeter: cut parts, in cutter_part */
    uint32_t *cutter_part;
    struct box_tree islands; /* the components' boxes */
};

static bool is_stopped(const struct flood *flood)
{
    return cpts_is_interrupted(flood->residual->base->region->context);
}

static enum label label_of(const struct flood *flood, uint32_t part)
{
    uint32_t label = flood->label[part];
    return label / 4 == flood->stamp ? (enum label)(label % 4) : UNKNOWN;
}

static void set_label(struct flood *flood, uint32_t part, enum label label)
{
    const struct base *base = flood->residual->base;
    if (label_of(flood, part) != UNKNOWN)
        return;
    flood->label[part] = flood->stamp * 4 + (uint32_t)label;
    if (part == base->exterior)
        return;
    flood->reached[base->component[part]] = flood->stamp;
    if (label == CLAIMED)
        flood->queue[flood->queue_count++] = part;
}

static void label_sides(struct flood *flood, uint32_t segment)
{
    const struct borders *borders = &flood->residual->base->borders;
    set_label(flood, cpts_part_of(borders, segment), CLAIMED);
    set_label(flood, cpts_part_beyond(borders, segment), NOT_CLAIMED);
}

static bool is_short(struct point a, struct point b)
{
    struct point d = cpts_vector(a, b);
    return d.x * d.x + d.y * d.y < SHORT_M * SHORT_M;
}

/* Where two borders run along each other within the coincidence, at the tip of a sharp corner, a
 * segment may be matched to either. Such segments are short, so longer segments are labelled
 * first. True when others are left. */
static bool label_along_borders(struct flood *flood, uint32_t p, bool shorts)
{
    const struct residual *residual = flood->residual;
    const struct borders *borders = &residual->base->borders;
    const struct point *points = residual->shapes->points;
    bool others = false;
    for (size_t i = residual->part_first[p]; i < residual->part_first[p + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        for (uint32_t r = 0; r < part->ring_count; r++) {
            const struct ring *ring = &residual->shapes->rings[part->first_ring + r];
            uint32_t previous = CPTS_NONE, previous_twin = CPTS_NONE;
            for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
                uint32_t match = residual->match[v];
                if (match >= RESIDUAL_COLLAPSED)
                    continue;
                /* Most segments run on between the same two parts as the one before. */
                uint32_t twin = borders->twin[match];
                if (match != previous + 1 || twin != previous_twin - 1 || previous == CPTS_NONE) {
                    if (is_short(points[v], points[v + 1]) != shorts) {
                        others = true;
                        continue;
                    }
                    label_sides(flood, match);
                }
                previous = match;
                previous_twin = twin;
            }
        }
    }
    return others;
}

/* What lies beyond the border of a cut part has the claims of the cell along it: a border with a
 * change of claim was labelled already. */
static void label_around_cut(struct flood *flood, uint32_t p, uint32_t part_index)
{
    const struct base *base = flood->residual->base;
    const struct part *part = &base->shapes->parts[part_index];
    if (part_index == base->exterior)
        return;
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &base->shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            uint32_t beyond = cpts_part_beyond(&base->borders, v);
            if (label_of(flood, beyond) != UNKNOWN)
                continue;
            uint32_t cell = cpts_cell_along(flood->cells, base, v);
            bool claimed = cpts_cell_is_claimed(flood->cells, cell, p);
            set_label(flood, beyond, claimed ? CLAIMED : NOT_CLAIMED);
        }
    }
}

static void spread(struct flood *flood)
{
    const struct base *base = flood->residual->base;
    for (size_t head = 0; head < flood->queue_count; head++) {
        uint32_t part = flood->queue[head];
        for (size_t i = base->neighbour_first[part]; i < base->neighbour_first[part + 1]; i++)
            if (base->neighbours[i] != base->exterior)
                set_label(flood, base->neighbours[i], CLAIMED);
    }
}

/* 1 inside the perimeter, -1 outside, 0 on its border: inside is behind an odd number of its
 * segments, as everywhere (boundary.h). */
static int place_in_perimeter(const struct residual *residual, uint32_t p, struct point point)
{
    bool inside = false;
    for (size_t i = residual->part_first[p]; i < residual->part_first[p + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        const struct box box = cpts_box_grow(part->box, MOVED_M);
        if (!cpts_boxes_meet(box, cpts_box_of_segment(point, point)))
            continue;
        for (uint32_t r = 0; r < part->ring_count; r++) {
            const struct ring *ring = &residual->shapes->rings[part->first_ring + r];
            int place =
                cpts_point_in_ring(residual->shapes->points + ring->first, ring->count, point);
            if (place == 0)
                return 0;
            inside ^= place > 0;
        }
    }
    return inside ? 1 : -1;
}

/* A shell that no border of the perimeter follows is wholly inside or wholly outside it, but may
 * touch it at points. The first corner, or middle of a side, that does not touch it decides. */
static bool contains_shell(const struct residual *residual, uint32_t p, uint32_t part)
{
    const struct shapes *shapes = residual->base->shapes;
    const struct ring *shell = &shapes->rings[shapes->parts[part].first_ring];
    for (uint32_t v = shell->first; v < shell->first + shell->count; v++) {
        struct point a = shapes->points[v], b = shapes->points[v + 1];
        struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        int place = place_in_perimeter(residual, p, a);
        if (place == 0)
            place = place_in_perimeter(residual, p, middle);
        if (place != 0)
            return place > 0;
    }
    return false;
}

struct island_search {
    struct flood *flood;
    uint32_t perimeter;
};

static bool visit_island(void *user, uint32_t component)
{
    const struct island_search *search = user;
    struct flood *flood = search->flood;
    const uint32_t part = flood->residual->base->component_part[component];
    if (flood->reached[component] != flood->stamp &&
        contains_shell(flood->residual, search->perimeter, part))
        set_label(flood, part, CLAIMED);
    return !is_stopped(flood);
}

/* Islands off the perimeter's border are inside it or outside it whole. */
static void label_islands(struct flood *flood, uint32_t p)
{
    const struct residual *residual = flood->residual;
    struct island_search search = {flood, p};
    struct box box = CPTS_EMPTY_BOX;
    for (size_t i = residual->part_first[p]; i < residual->part_first[p + 1]; i++)
        box = cpts_box_join(box, residual->shapes->parts[residual->parts[i]].box);
    cpts_box_tree_search(&flood->islands, box, visit_island, &search);
}

static bool add_pair(struct flood *flood, uint32_t part, uint32_t perimeter)
{
    if (!CPTS_ARRAY_MORE(flood->pairs, flood->pair_count, flood->pair_capacity))
        return false;
    flood->pairs[flood->pair_count++] = (struct pair){part, perimeter};
    return true;
}

static bool flood_perimeter(struct flood *flood, uint32_t p)
{
    if (is_stopped(flood))
        return false;
    flood->stamp++;
    flood->queue_count = 0;
    for (size_t i = flood->cutter_first[p]; i < flood->cutter_first[p + 1]; i++)
        set_label(flood, flood->cutter_part[i], CUT);
    if (label_along_borders(flood, p, false))
        label_along_borders(flood, p, true);
    for (size_t i = flood->cutter_first[p]; i < flood->cutter_first[p + 1]; i++)
        label_around_cut(flood, p, flood->cutter_part[i]);
    spread(flood);
    size_t before = flood->queue_count;
    label_islands(flood, p);
    if (flood->queue_count > before)
        spread(flood);
    for (size_t i = 0; i < flood->queue_count; i++)
        if (!add_pair(flood, flood->queue[i], p))
            return false;
    return true;
}

static bool flood_some(void *user, int worker, size_t first, size_t last)
{
    struct flood *flood = (struct flood *)user + worker;
    const struct base *base = flood->residual->base;
    const size_t part_count = base->shapes->part_count;
    if (!flood->label) {
        flood->label = cpts_array_new(part_count, sizeof *flood->label);
        flood->reached = cpts_array_new(base->component_count, sizeof *flood->reached);
        flood->queue = cpts_array_raw(part_count, sizeof *flood->queue);
    }
    bool done = flood->label && flood->reached && flood->queue;
    for (size_t p = first; done && p < last; p++)
        done = flood_perimeter(flood, (uint32_t)p);
    return done;
}

/* Cut parts by perimeter. */
static bool list_cut_parts(struct flood *flood, size_t perimeter_count)
{
    const struct cells *cells = flood->cells;
    flood->cutter_first =
        cpts_array_new(CPTS_GROUP_ROOM(perimeter_count), sizeof *flood->cutter_first);
    flood->cutter_part = cpts_array_raw(cells->cutter_count, sizeof *flood->cutter_part);
    if (!flood->cutter_first || !flood->cutter_part)
        return false;
    for (size_t i = 0; i < cells->cutter_count; i++)
        cpts_group_count(flood->cutter_first, cells->cutters[i]);
    cpts_group_sum(flood->cutter_first, perimeter_count);
    for (size_t c = 0; c < cells->part_count; c++) {
        const struct cut_part *cut = &cells->parts[c];
        const uint32_t *cutters = cells->cutters + cut->first_cutter;
        for (uint32_t k = 0; k < cut->cutter_count; k++)
            flood->cutter_part[cpts_group_place(flood->cutter_first, cutters[k])] = cut->part;
    }
    return true;
}

/* What perimeters that are declared by code as well draw, before the codes join it. */
static bool keep_drawn(struct claims *claims, const struct flood *flood)
{
    const struct perimeters *perimeters = &flood->residual->base->region->perimeters;
    if (perimeters->declared_count == 0)
        return true;
    bool *is_listed = cpts_array_new(perimeters->count, sizeof *is_listed);
    bool done = is_listed != NULL;
    for (size_t i = 0; i < perimeters->declared_count && done; i++)
        is_listed[perimeters->declared[i].perimeter] = true;
    for (size_t i = 0; i < flood->pair_count && done; i++) {
        if (!is_listed[flood->pairs[i].perimeter])
            continue;
        done = CPTS_ARRAY_MORE(claims->drawn, claims->drawn_count, claims->drawn_capacity);
        if (done)
            claims->drawn[claims->drawn_count++] =
                (struct drawn_part){flood->pairs[i].part, flood->pairs[i].perimeter};
    }
    cpts_array_free(is_listed);
    return done;
}

/* Units declared by code are claimed whole. */
static bool add_declared(struct flood *flood)
{
    const struct base *base = flood->residual->base;
    const struct perimeters *perimeters = &base->region->perimeters;
    for (size_t i = 0; i < perimeters->declared_count; i++) {
        const struct declared *declared = &perimeters->declared[i];
        for (size_t k = base->unit_first[declared->unit]; k < base->unit_first[declared->unit + 1];
             k++)
            if (!add_pair(flood, base->unit_parts[k], declared->perimeter))
                return false;
    }
    return true;
}

/* What the threads found, in the order of the perimeters, becomes the first one's. */
static bool join_pairs(struct flood *floods, int jobs, size_t perimeter_count)
{
    size_t count = 0;
    for (int w = 0; w < jobs; w++)
        count += floods[w].pair_count;
    if (count == floods[0].pair_count)
        return true;
    struct pair *joined = cpts_array_raw(count, sizeof *joined), *to = joined;
    for (uint32_t p = 0; to && p < perimeter_count; p++)
        for (struct flood *from = floods; from < floods + jobs; from++)
            while (from->joined < from->pair_count && from->pairs[from->joined].perimeter == p)
                *to++ = from->pairs[from->joined++];
    cpts_array_free(floods[0].pairs);
    floods[0].pairs = joined;
    floods[0].pair_count = floods[0].pair_capacity = joined ? count : 0;
    return joined;
}

/* Pairs by part, then perimeter, each once: two counting sorts. */
static bool gather(struct claims *claims, struct flood *flood, size_t part_count,
                   size_t perimeter_count)
{
    size_t *by_perimeter = cpts_array_new(CPTS_GROUP_ROOM(perimeter_count), sizeof *by_perimeter);
    struct pair *sorted = cpts_array_raw(flood->pair_count, sizeof *sorted);
    claims->whole = cpts_array_raw(flood->pair_count, sizeof *claims->whole);
    claims->whole_first = cpts_array_new(CPTS_GROUP_ROOM(part_count), sizeof *claims->whole_first);
    bool done = by_perimeter && sorted && claims->whole && claims->whole_first;
    if (done) {
        size_t *by_part = claims->whole_first;
        for (size_t i = 0; i < flood->pair_count; i++) {
            cpts_group_count(by_perimeter, flood->pairs[i].perimeter);
            cpts_group_count(by_part, flood->pairs[i].part);
        }
        cpts_group_sum(by_perimeter, perimeter_count);
        cpts_group_sum(by_part, part_count);
        for (size_t i = 0; i < flood->pair_count; i++)
            sorted[cpts_group_place(by_perimeter, flood->pairs[i].perimeter)] = flood->pairs[i];
        for (size_t i = 0; i < flood->pair_count; i++)
            claims->whole[cpts_group_place(by_part, sorted[i].part)] = sorted[i].perimeter;
        size_t kept = 0, begin = 0;
        for (size_t p = 0; p < part_count; p++) {
            size_t end = claims->whole_first[p + 1], start = kept;
            for (size_t i = begin; i < end; i++)
                if (kept == start || claims->whole[kept - 1] != claims->whole[i])
                    claims->whole[kept++] = claims->whole[i];
            begin = end;
            claims->whole_first[p + 1] = kept;
        }
    }
    cpts_array_free(by_perimeter);
    cpts_array_free(sorted);
    return done;
}

static bool flood_all(struct flood *floods, int jobs, size_t perimeter_count)
{
    const struct base *base = floods[0].residual->base;
    bool done = list_cut_parts(&floods[0], perimeter_count) &&
                cpts_box_tree_build(&floods[0].islands, base->component_box, base->component_count);
    for (int w = 1; w < jobs; w++)
        floods[w] = floods[0];
    return done && cpts_parallel(base->region->context, perimeter_count, 1, flood_some, floods) &&
           join_pairs(floods, jobs, perimeter_count);
}

static void free_floods(struct flood *floods, int jobs)
{
    for (int w = 0; w < jobs; w++) {
        cpts_array_free(floods[w].label);
        cpts_array_free(floods[w].reached);
        cpts_array_free(floods[w].queue);
        cpts_array_free(floods[w].pairs);
    }
    cpts_box_tree_free(&floods[0].islands);
    cpts_array_free(floods[0].cutter_first);
    cpts_array_free(floods[0].cutter_part);
    cpts_array_free(floods);
}

cpts_status cpts_claims_build(struct claims *claims, const struct residual *residual,
                              const struct cells *cells)
{
    const struct base *base = residual->base;
    const size_t count = base->region->perimeters.count;
    const int jobs = base->region->context->jobs;
    struct flood *floods = cpts_array_new((size_t)jobs, sizeof *floods);
    *claims = (struct claims){0};
    if (!floods)
        return cpts_fail_memory(base->region->context);
    floods[0] = (struct flood){.residual = residual, .cells = cells};
    const bool done = flood_all(floods, jobs, count) && keep_drawn(claims, &floods[0]) &&
                      add_declared(&floods[0]) &&
                      gather(claims, &floods[0], base->shapes->part_count, count);
    free_floods(floods, jobs);
    return done ? CPTS_OK : cpts_fail_memory(base->region->context);
}

void cpts_claims_free(struct claims *claims)
{
    cpts_array_free(claims->whole);
    cpts_array_free(claims->whole_first);
    cpts_array_free(claims->drawn);
    *claims = (struct claims){0};
}
