#include "coverage/findings/finding_outline.h"

#include <stdlib.h>
#include <string.h>

#include "geometry/box_tree.h"
#include "geometry/point_set.h"
#include "geometry/predicates.h"

struct edge {
    uint32_t from, to; /* of outline.set */
    bool used;
};

struct loop {
    size_t first, count; /* of outline.points, closed */
    double area_m2;
    struct box box;
    uint32_t shell;     /* of a hole: its loop */
    uint32_t next_hole; /* of a shell its first, of a hole the next one of its shell */
};

struct finding_outline {
    const struct ledger *ledger;
    struct point_set set;
    struct edge *edges;
    size_t edge_count, edge_capacity;
    uint32_t *out_first; /* edges leaving each point, after sorting */
    size_t out_capacity;
    uint32_t *path; /* points of the walk at hand */
    size_t path_count, path_capacity;
    uint32_t *seen_at; /* by point: its position in path and one more, 0 when absent */
    size_t seen_capacity;
    struct point *points;
    size_t point_count, point_capacity;
    struct loop *loops;
    size_t loop_count, loop_capacity;
    struct box *boxes; /* of the loops, while holes are placed */
    size_t box_capacity;
};

struct finding_outline *cpts_finding_outline_new(const struct ledger *ledger)
{
    struct finding_outline *outline = cpts_array_new(1, sizeof *outline);
    if (outline)
        outline->ledger = ledger;
    return outline;
}

void cpts_finding_outline_free(struct finding_outline *outline)
{
    if (!outline)
        return;
    cpts_point_set_free(&outline->set);
    cpts_array_free(outline->edges);
    cpts_array_free(outline->out_first);
    cpts_array_free(outline->path);
    cpts_array_free(outline->seen_at);
    cpts_array_free(outline->points);
    cpts_array_free(outline->loops);
    cpts_array_free(outline->boxes);
    cpts_array_free(outline);
}

/* ---- edges -------------------------------------------------------------------------------- */

/* Most edges begin where the last one ended. */
static bool add_edge(struct finding_outline *o, struct point a, struct point b)
{
    struct edge edge = {.from = o->edge_count ? o->edges[o->edge_count - 1].to : 0};
    const bool goes_on = o->edge_count && cpts_same_point(o->set.points[edge.from], a);
    if ((!goes_on && !cpts_point_set_add(&o->set, a, &edge.from)) ||
        !cpts_point_set_add(&o->set, b, &edge.to) ||
        !cpts_array_reserve(&o->edges, &o->edge_capacity, o->edge_count + 1, sizeof edge))
        return false;
    o->edges[o->edge_count++] = edge;
    return true;
}

static bool vanishes(const struct finding_outline *o, uint32_t segment, const uint32_t *group_of,
                     uint32_t place)
{
    uint32_t twin = o->ledger->base->borders.twin[segment];
    return group_of && twin != CPTS_NONE &&
           group_of[cpts_place_along(o->ledger, twin)] == group_of[place];
}

static bool add_part(struct finding_outline *o, uint32_t part_index, const uint32_t *group_of)
{
    const struct shapes *shapes = o->ledger->base->shapes;
    const struct part *part = &shapes->parts[part_index];
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++)
            if (!vanishes(o, v, group_of, part_index) &&
                !add_edge(o, shapes->points[v], shapes->points[v + 1]))
                return false;
    }
    return true;
}

static bool add_cell(struct finding_outline *o, uint32_t place, const uint32_t *group_of,
                     bool alone)
{
    const struct cells *cells = o->ledger->cells;
    const struct cell *cell = &cells->cells[place - o->ledger->part_count];
    const struct borders *borders = &o->ledger->base->borders;
    for (uint32_t r = 0; r < cell->ring_count; r++) {
        const struct cell_ring *ring = &cells->rings[cell->first_ring + r];
        const struct point *points = cells->points + ring->first;
        uint32_t segment = CPTS_NONE;
        for (size_t i = 0; i < ring->count; i++) {
            if (!alone)
                segment = cpts_borders_follow(borders, segment, points[i], points[i + 1]);
            if (segment != CPTS_NONE && vanishes(o, segment, group_of, place))
                continue;
            if (!add_edge(o, points[i], points[i + 1]))
                return false;
        }
    }
    return true;
}

/* ---- walks -------------------------------------------------------------------------------- */

static int by_start(const void *a, const void *b)
{
    const struct edge *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return (left->to > right->to) - (left->to < right->to);
}

/* Those of a single ring come in order. */
static bool sort_edges(struct finding_outline *o)
{
    size_t in_order = 1;
    if (!CPTS_ARRAY_MORE(o->out_first, o->set.count, o->out_capacity))
        return false;
    while (in_order < o->edge_count && by_start(&o->edges[in_order - 1], &o->edges[in_order]) <= 0)
        in_order++;
    if (in_order < o->edge_count)
        qsort(o->edges, o->edge_count, sizeof *o->edges, by_start);
    uint32_t e = 0;
    for (uint32_t p = 0; p <= o->set.count; p++) {
        while (e < o->edge_count && o->edges[e].from < p)
            e++;
        o->out_first[p] = e;
    }
    return true;
}

/* Two cells of one finding with a chord between them: the chord goes there and back. */
static void cancel_edges(struct finding_outline *o)
{
    for (size_t e = 0; e < o->edge_count; e++) {
        struct edge *edge = &o->edges[e];
        for (uint32_t i = o->out_first[edge->to]; !edge->used && i < o->out_first[edge->to + 1];
             i++)
            if (o->edges[i].to == edge->from && !o->edges[i].used)
                edge->used = o->edges[i].used = true;
    }
}

/* The edge that keeps the inside on the left: the first clockwise from the way back. */
static struct edge *next_edge(struct finding_outline *o, const struct edge *edge)
{
    const struct point *points = o->set.points;
    uint32_t at = edge->to, first = o->out_first[at], end = o->out_first[at + 1];
    struct point back = cpts_vector(points[at], points[edge->from]);
    struct edge *below = NULL, *above = NULL;
    for (uint32_t i = first; i < end; i++) {
        struct edge *candidate = &o->edges[i];
        if (candidate->used)
            continue;
        struct point u = cpts_vector(points[at], points[candidate->to]);
        struct edge **best = cpts_compare_directions(u, back) < 0 ? &below : &above;
        if (!*best || cpts_compare_directions(cpts_vector(points[at], points[(*best)->to]), u) < 0)
            *best = candidate;
    }
    return below ? below : above;
}

/* ---- loops -------------------------------------------------------------------------------- */

/* Rotates a loop to start at its smallest point while copying it. */
static bool add_loop(struct finding_outline *o, const uint32_t *path, size_t count)
{
    if (count < 3)
        return true; /* there and back: no area */
    size_t start = 0;
    for (size_t i = 1; i < count; i++)
        if (cpts_compare_points(o->set.points[path[i]], o->set.points[path[start]]) < 0)
            start = i;
    if (!CPTS_ARRAY_MORE(o->points, o->point_count + count, o->point_capacity) ||
        !CPTS_ARRAY_MORE(o->loops, o->loop_count, o->loop_capacity))
        return false;
    struct loop loop = {.first = o->point_count,
                        .count = count,
                        .box = CPTS_EMPTY_BOX,
                        .shell = CPTS_NONE,
                        .next_hole = CPTS_NONE};
    for (size_t i = 0; i <= count; i++) {
        struct point p = o->set.points[path[(start + i) % count]];
        loop.box = cpts_box_join(loop.box, cpts_box_of_segment(p, p));
        o->points[o->point_count++] = p;
    }
    loop.area_m2 = cpts_ring_area_m2(o->points + loop.first, count);
    if (loop.area_m2 != 0)
        o->loops[o->loop_count++] = loop;
    return true;
}

/* A point met again closes a loop of its own: rings touch at points, they do not repeat them. */
static bool step(struct finding_outline *o, uint32_t point)
{
    if (o->seen_at[point]) {
        size_t start = o->seen_at[point] - 1;
        if (!add_loop(o, o->path + start, o->path_count - start))
            return false;
        for (size_t i = start; i < o->path_count; i++)
            o->seen_at[o->path[i]] = 0;
        o->path_count = start;
    }
    o->path[o->path_count++] = point;
    o->seen_at[point] = (uint32_t)o->path_count;
    return true;
}

static bool walk_edges(struct finding_outline *o)
{
    if (o->edge_count == 0)
        return true;
    if (!CPTS_ARRAY_MORE(o->path, o->edge_count, o->path_capacity) ||
        !cpts_array_reserve(&o->seen_at, &o->seen_capacity, o->set.count, sizeof *o->seen_at))
        return false;
    memset(o->seen_at, 0, o->set.count * sizeof *o->seen_at);
    for (size_t e = 0; e < o->edge_count; e++) {
        struct edge *edge = &o->edges[e];
        if (edge->used)
            continue;
        o->path_count = 0;
        if (!step(o, edge->from))
            return false;
        for (; edge; edge = next_edge(o, edge)) {
            edge->used = true;
            if (!step(o, edge->to))
                return false;
        }
        /* The last step closed the last loop and left its point. */
        for (size_t i = 0; i < o->path_count; i++)
            o->seen_at[o->path[i]] = 0;
    }
    return true;
}

/* ---- shells and holes --------------------------------------------------------------------- */

static bool contains(const struct finding_outline *o, const struct loop *shell,
                     const struct loop *hole)
{
    for (size_t i = 0; i < hole->count; i++) {
        int place =
            cpts_point_in_ring(o->points + shell->first, shell->count, o->points[hole->first + i]);
        if (place != 0)
            return place > 0;
    }
    return false;
}

struct placing {
    const struct finding_outline *outline;
    struct loop *hole;
};

/* The smallest shell around a hole is its own. */
static bool place_in(void *user, uint32_t s)
{
    const struct placing *placing = user;
    const struct finding_outline *o = placing->outline;
    const struct loop *shell = &o->loops[s];
    struct loop *hole = placing->hole;
    const bool smaller = hole->shell == CPTS_NONE || shell->area_m2 < o->loops[hole->shell].area_m2;
    if (shell->area_m2 > -hole->area_m2 && smaller && contains(o, shell, hole))
        hole->shell = s;
    return true;
}

static bool place_holes(struct finding_outline *o)
{
    struct box_tree shells;
    if (!cpts_array_reserve(&o->boxes, &o->box_capacity, o->loop_count, sizeof *o->boxes))
        return false;
    size_t holes = 0;
    for (size_t i = 0; i < o->loop_count; i++) {
        const bool is_hole = o->loops[i].area_m2 < 0;
        o->boxes[i] = is_hole ? CPTS_EMPTY_BOX : o->loops[i].box;
        holes += is_hole;
    }
    if (holes == 0)
        return true;
    if (!cpts_box_tree_build(&shells, o->boxes, o->loop_count))
        return false;
    for (size_t i = o->loop_count; i-- > 0;) {
        struct loop *hole = &o->loops[i];
        if (hole->area_m2 > 0)
            continue;
        struct placing placing = {o, hole};
        cpts_box_tree_search(&shells, hole->box, place_in, &placing);
        if (hole->shell == CPTS_NONE)
            continue;
        hole->next_hole = o->loops[hole->shell].next_hole;
        o->loops[hole->shell].next_hole = (uint32_t)i;
    }
    cpts_box_tree_free(&shells);
    return true;
}

static int by_first_point(const void *a, const void *b, void *user)
{
    const struct loop *left = a, *right = b;
    const struct point *points = user;
    int order = cpts_compare_points(points[left->first], points[right->first]);
    return order ? order : (left->area_m2 < right->area_m2) - (left->area_m2 > right->area_m2);
}

static bool give_loop(const struct finding_outline *o, const struct loop *loop, uint32_t feature,
                      struct shapes *out)
{
    struct point *room = cpts_shapes_room(out, loop->count);
    if (!room)
        return false;
    memcpy(room, o->points + loop->first, loop->count * sizeof *room);
    return cpts_shapes_add_ring(out, loop->count, feature, loop->area_m2 < 0) != RING_NO_MEMORY;
}

static bool give_loops(struct finding_outline *o, uint32_t feature, struct shapes *out)
{
    if (o->loop_count > 1)
        qsort_r(o->loops, o->loop_count, sizeof *o->loops, by_first_point, o->points);
    if (!place_holes(o))
        return false;
    for (uint32_t s = 0; s < o->loop_count; s++) {
        if (o->loops[s].area_m2 < 0)
            continue;
        if (!give_loop(o, &o->loops[s], feature, out))
            return false;
        for (uint32_t h = o->loops[s].next_hole; h != CPTS_NONE; h = o->loops[h].next_hole)
            if (!give_loop(o, &o->loops[h], feature, out))
                return false;
    }
    return true;
}

/* ---- what is drawn already ---------------------------------------------------------------- */

/* Each with each: quicker than a set, for so few. */
static bool are_distinct(const struct point *points, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (cpts_same_point(points[i], points[j]))
                return false;
    return true;
}

/* The only ring of a cell, NULL when it has several, or is long, or minute, or touches itself. Most
 * findings are one such cell, and its ring is their outline. */
static const struct cell_ring *plain_ring(const struct finding_outline *o, uint32_t place)
{
    enum { FEW = 32 };
    const struct cells *cells = o->ledger->cells;
    if (place < o->ledger->part_count)
        return NULL;
    const struct cell *cell = &cells->cells[place - o->ledger->part_count];
    const struct cell_ring *ring = &cells->rings[cell->first_ring];
    return cell->ring_count == 1 && ring->count <= FEW && cell->area_m2 > 1 &&
                   are_distinct(cells->points + ring->first, ring->count)
               ? ring
               : NULL;
}

bool cpts_finding_outline_draw(struct finding_outline *o, const uint32_t *places, size_t count,
                               const uint32_t *group_of, uint32_t feature, struct shapes *out)
{
    const struct cell_ring *plain = count == 1 ? plain_ring(o, places[0]) : NULL;
    if (plain)
        return cpts_shapes_add_turned(out, o->ledger->cells->points + plain->first, plain->count,
                                      feature, false);
    cpts_point_set_clear(&o->set);
    o->edge_count = o->point_count = o->loop_count = 0;
    for (size_t i = 0; i < count; i++) {
        bool added = places[i] < o->ledger->part_count
                         ? add_part(o, places[i], group_of)
                         : add_cell(o, places[i], group_of, count == 1);
        if (!added)
            return false;
    }
    if (!sort_edges(o))
        return false;
    if (count > 1)
        cancel_edges(o);
    return walk_edges(o) && give_loops(o, feature, out);
}
