#include "coverage/cells/splitter.h"

#include <stdlib.h>
#include <string.h>

#include "coverage/cells/members.h"
#include "coverage/cells/splitter_graph.h"

struct splitter *cpts_splitter_new(const struct base *base)
{
    struct splitter *s = cpts_array_new(1, sizeof *s);
    if (s)
        s->base = base;
    return s;
}

void cpts_splitter_free(struct splitter *s)
{
    if (!s)
        return;
    cpts_point_set_free(&s->set);
    cpts_point_set_free(&s->ring_points);
    cpts_array_free(s->toggles);
    cpts_array_free(s->edges);
    cpts_array_free(s->ways);
    cpts_array_free(s->out);
    cpts_array_free(s->out_first);
    cpts_array_free(s->cycles);
    cpts_array_free(s->points);
    cpts_array_free(s->cutters);
    cpts_array_free(s->claims);
    cpts_array_free(s->queue);
    cpts_array_free(s);
}

static double cross_m2(const struct splitter *s, struct point a, struct point b)
{
    struct point u = cpts_vector(s->origin, a), v = cpts_vector(s->origin, b);
    return (u.x * v.y - v.x * u.y) / 2;
}

/* ---- edges -------------------------------------------------------------------------------- */

static int by_edge(const void *a, const void *b)
{
    const struct toggle *left = a, *right = b;
    if (left->low != right->low)
        return left->low < right->low ? -1 : 1;
    if (left->high != right->high)
        return left->high < right->high ? -1 : 1;
    return (left->perimeter > right->perimeter) - (left->perimeter < right->perimeter);
}

static bool list_toggles(struct splitter *s, const struct chord *const *chords, size_t count)
{
    cpts_point_set_clear(&s->set);
    s->toggle_count = 0;
    if (!cpts_array_reserve(&s->toggles, &s->toggle_capacity, count, sizeof *s->toggles))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t a, b;
        if (!cpts_point_set_add(&s->set, chords[i]->a, &a) ||
            !cpts_point_set_add(&s->set, chords[i]->b, &b))
            return false;
        s->toggles[s->toggle_count++] =
            (struct toggle){a < b ? a : b, a < b ? b : a, chords[i]->perimeter, a < b ? 1 : -1};
    }
    qsort(s->toggles, count, sizeof *s->toggles, by_edge);
    return true;
}

/* Merges the chords that run along each other; those of one perimeter there and back cancel. */
static bool list_edges(struct splitter *s)
{
    size_t kept = 0, i = 0;
    s->edge_count = 0;
    while (i < s->toggle_count) {
        const struct toggle first = s->toggles[i];
        struct edge edge = {first.low, first.high, (uint32_t)kept, 0};
        while (i < s->toggle_count && s->toggles[i].low == edge.low &&
               s->toggles[i].high == edge.high) {
            struct toggle merged = s->toggles[i];
            for (i++; i < s->toggle_count && by_edge(&merged, &s->toggles[i]) == 0; i++)
                merged.sign += s->toggles[i].sign;
            if (merged.sign)
                s->toggles[kept++] = merged;
        }
        edge.toggle_count = (uint32_t)kept - edge.first_toggle;
        if (edge.toggle_count == 0)
            continue;
        if (!cpts_array_reserve(&s->edges, &s->edge_capacity, s->edge_count + 1, sizeof edge))
            return false;
        s->edges[s->edge_count++] = edge;
    }
    s->toggle_count = kept;
    return true;
}

static bool list_cutters(struct splitter *s)
{
    if (!cpts_array_reserve(&s->cutters, &s->cutter_capacity, s->toggle_count, sizeof *s->cutters))
        return false;
    for (size_t i = 0; i < s->toggle_count; i++)
        s->cutters[i] = s->toggles[i].perimeter;
    s->cutter_count = cpts_members_order(s->cutters, s->toggle_count);
    for (size_t i = 0; i < s->toggle_count; i++) {
        const uint32_t *at = bsearch(&s->toggles[i].perimeter, s->cutters, s->cutter_count,
                                     sizeof *s->cutters, cpts_compare_members);
        s->toggles[i].perimeter = (uint32_t)(at - s->cutters);
    }
    return true;
}

/* ---- ways --------------------------------------------------------------------------------- */

static bool add_way(struct splitter *s, const struct way *way)
{
    if (!cpts_array_reserve(&s->ways, &s->way_capacity, s->way_count + 1, sizeof *way))
        return false;
    s->ways[s->way_count++] = *way;
    return true;
}

static bool add_edge_ways(struct splitter *s)
{
    s->way_count = 0;
    for (size_t e = 0; e < s->edge_count; e++) {
        const struct edge *edge = &s->edges[e];
        struct point low = s->set.points[edge->low], high = s->set.points[edge->high];
        struct way way = {.from = edge->low,
                          .to = edge->high,
                          .after = high,
                          .before = low,
                          .area_m2 = cross_m2(s, low, high),
                          .cycle = CPTS_NONE};
        struct way back = {.from = edge->high,
                           .to = edge->low,
                           .after = low,
                           .before = high,
                           .area_m2 = -way.area_m2,
                           .cycle = CPTS_NONE};
        if (!add_way(s, &way) || !add_way(s, &back))
            return false;
    }
    return true;
}

static bool add_cycle(struct splitter *s, const struct cycle *cycle)
{
    if (!cpts_array_reserve(&s->cycles, &s->cycle_capacity, s->cycle_count + 1, sizeof *cycle))
        return false;
    s->cycles[s->cycle_count++] = *cycle;
    return true;
}

/* Where two rings touch, the part is as good as cut: such points join the ends of chords. */
static bool add_touching_points(struct splitter *s, const struct part *part)
{
    const struct shapes *shapes = s->base->shapes;
    if (part->ring_count < 2)
        return true;
    cpts_point_set_clear(&s->ring_points);
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            uint32_t index;
            bool known = cpts_point_set_find(&s->ring_points, shapes->points[v]) != CPTS_NONE;
            if (!cpts_point_set_add(known ? &s->set : &s->ring_points, shapes->points[v], &index))
                return false;
        }
    }
    return true;
}

/* Cuts a ring of the part into runs between the points where chords end. */
static bool add_ring_ways(struct splitter *s, uint32_t ring_index)
{
    const struct ring *ring = &s->base->shapes->rings[ring_index];
    const struct point *points = s->base->shapes->points + ring->first;
    size_t first_way = s->way_count;
    struct way run = {.from = CPTS_NONE, .cycle = CPTS_NONE};
    double lead_m2 = 0, area_m2 = 0; /* before the first such point; since the last */
    for (uint32_t i = 0; i <= ring->count; i++) {
        uint32_t local = i < ring->count ? cpts_point_set_find(&s->set, points[i]) : CPTS_NONE;
        if (i)
            area_m2 += cross_m2(s, points[i - 1], points[i]);
        if (local == CPTS_NONE)
            continue;
        if (run.from == CPTS_NONE) {
            lead_m2 = area_m2;
        } else {
            run.to = local;
            run.before = points[i - 1];
            run.count = ring->first + i - run.segment;
            run.area_m2 = area_m2;
            if (!add_way(s, &run))
                return false;
        }
        run.from = local;
        run.after = points[i + 1];
        run.segment = ring->first + i;
        area_m2 = 0;
    }
    if (run.from == CPTS_NONE) {
        const struct cycle whole = {.way = CPTS_NONE, .ring = ring_index, .area_m2 = area_m2};
        return add_cycle(s, &whole);
    }
    /* The last run goes round the start of the ring to the first. */
    bool alone = s->way_count == first_way;
    uint32_t start = alone ? run.segment : s->ways[first_way].segment;
    run.to = alone ? run.from : s->ways[first_way].from;
    run.before = start > ring->first ? points[start - ring->first - 1] : points[ring->count - 1];
    run.count = ring->count - (run.segment - start);
    run.area_m2 = area_m2 + lead_m2;
    return add_way(s, &run);
}

static struct point direction_out(const struct splitter *s, uint32_t way)
{
    return cpts_vector(s->set.points[s->ways[way].from], s->ways[way].after);
}

/* Sorts the ways that leave each point by direction; few leave each, so by insertion. */
static bool sort_ways(struct splitter *s)
{
    size_t point_count = s->set.count;
    if (!cpts_array_reserve(&s->out_first, &s->out_first_capacity, point_count + 2,
                            sizeof *s->out_first) ||
        !cpts_array_reserve(&s->out, &s->out_capacity, s->way_count, sizeof *s->out))
        return false;
    memset(s->out_first, 0, (point_count + 2) * sizeof *s->out_first);
    uint32_t *at = s->out_first + 1;
    for (size_t w = 0; w < s->way_count; w++)
        at[s->ways[w].from + 1]++;
    for (size_t p = 1; p <= point_count; p++)
        at[p] += at[p - 1];
    for (uint32_t w = 0; w < s->way_count; w++)
        s->out[at[s->ways[w].from]++] = w;
    for (size_t p = 0; p < point_count; p++)
        for (uint32_t i = s->out_first[p] + 1; i < s->out_first[p + 1]; i++)
            for (uint32_t j = i; j > s->out_first[p]; j--) {
                struct point u = direction_out(s, s->out[j - 1]), v = direction_out(s, s->out[j]);
                if (cpts_compare_directions(u, v) <= 0)
                    break;
                uint32_t swap = s->out[j];
                s->out[j] = s->out[j - 1];
                s->out[j - 1] = swap;
            }
    return true;
}

/* The way that keeps the same face on the left: the first clockwise from where this one came. */
static uint32_t next_way(const struct splitter *s, uint32_t way)
{
    uint32_t point = s->ways[way].to, first = s->out_first[point], end = s->out_first[point + 1];
    struct point back = cpts_vector(s->set.points[point], s->ways[way].before);
    uint32_t next = CPTS_NONE;
    for (uint32_t i = first; i < end; i++)
        if (cpts_compare_directions(direction_out(s, s->out[i]), back) < 0)
            next = s->out[i];
    return next != CPTS_NONE || first == end ? next : s->out[end - 1];
}

/* ---- cycles ------------------------------------------------------------------------------- */

static bool add_points(struct splitter *s, struct cycle *cycle, const struct point *points,
                       size_t count)
{
    if (!cpts_array_reserve(&s->points, &s->point_capacity, s->point_count + count,
                            sizeof *s->points))
        return false;
    memcpy(s->points + s->point_count, points, count * sizeof *points);
    struct box box = cycle->box;
    for (size_t i = 0; i < count; i++)
        box = cpts_box_join(box, (struct box){points[i].x, points[i].y, points[i].x, points[i].y});
    cycle->box = box;
    cycle->count += count;
    s->point_count += count;
    return true;
}

static bool add_way_points(struct splitter *s, struct cycle *cycle, const struct way *way)
{
    const struct shapes *shapes = s->base->shapes;
    if (way->count == 0)
        return add_points(s, cycle, &s->set.points[way->from], 1);
    const struct ring *ring = &shapes->rings[s->base->borders.ring_of[way->segment]];
    const uint32_t to_end = ring->first + ring->count - way->segment;
    const uint32_t count = way->count < to_end ? way->count : to_end;
    return add_points(s, cycle, shapes->points + way->segment, count) &&
           add_points(s, cycle, shapes->points + ring->first, way->count - count);
}

static bool close_cycle(struct splitter *s, struct cycle *cycle)
{
    if (!CPTS_ARRAY_MORE(s->points, s->point_count, s->point_capacity))
        return false;
    s->points[s->point_count++] = s->points[cycle->first];
    return true;
}

/* The terms of the shoelace formula are taken from one origin, which may be far away. For a small
 * cycle their sum is noise, yet its sign distinguishes a shell from a hole. */
static void sharpen_area(const struct splitter *s, struct cycle *cycle)
{
    const struct box *box = &cycle->box;
    const double far_m = fmax(fmax(fabs(box->min_x - s->origin.x), fabs(box->max_x - s->origin.x)),
                              fmax(fabs(box->min_y - s->origin.y), fabs(box->max_y - s->origin.y)));
    if (fabs(cycle->area_m2) <= 1e-15 * far_m * far_m * (double)cycle->count)
        cycle->area_m2 = cpts_ring_exact_area_m2(s->points + cycle->first, cycle->count);
}

static enum split_result trace(struct splitter *s)
{
    s->point_count = 0;
    for (size_t c = 0; c < s->cycle_count; c++) {
        struct cycle *cycle = &s->cycles[c];
        const struct ring *ring = &s->base->shapes->rings[cycle->ring];
        cycle->first = s->point_count;
        cycle->box = CPTS_EMPTY_BOX;
        if (!add_points(s, cycle, s->base->shapes->points + ring->first, ring->count) ||
            !close_cycle(s, cycle))
            return SPLIT_NO_MEMORY;
        sharpen_area(s, cycle);
    }
    for (uint32_t w = 0; w < s->way_count; w++) {
        if (s->ways[w].cycle != CPTS_NONE)
            continue;
        struct cycle cycle = {
            .way = w, .ring = CPTS_NONE, .first = s->point_count, .box = CPTS_EMPTY_BOX};
        for (uint32_t at = w; s->ways[at].cycle == CPTS_NONE;) {
            s->ways[at].cycle = (uint32_t)s->cycle_count;
            cycle.area_m2 += s->ways[at].area_m2;
            if (!add_way_points(s, &cycle, &s->ways[at]))
                return SPLIT_NO_MEMORY;
            at = next_way(s, at);
            if (at == CPTS_NONE)
                return SPLIT_DISAGREES;
        }
        if (!close_cycle(s, &cycle))
            return SPLIT_NO_MEMORY;
        sharpen_area(s, &cycle);
        if (!add_cycle(s, &cycle))
            return SPLIT_NO_MEMORY;
    }
    return SPLIT_DONE;
}

static bool areas_agree(const struct splitter *s, uint32_t part)
{
    double sum_m2 = 0, gross_m2 = 0, expected_m2 = s->base->shapes->parts[part].area_m2;
    for (size_t c = 0; c < s->cycle_count; c++) {
        sum_m2 += s->cycles[c].area_m2;
        gross_m2 += fabs(s->cycles[c].area_m2);
    }
    return fabs(sum_m2 - expected_m2) <= 1e-9 * gross_m2 + 1e-6;
}

enum split_result cpts_split(struct splitter *s, struct cells *cells, uint32_t part,
                             const struct chord *const *chords, size_t chord_count)
{
    const struct part *shape = &s->base->shapes->parts[part];
    s->origin = s->base->shapes->points[s->base->shapes->rings[shape->first_ring].first];
    s->cycle_count = 0;
    if (!list_toggles(s, chords, chord_count) || !list_edges(s))
        return SPLIT_NO_MEMORY;
    if (s->edge_count == 0)
        return SPLIT_NOTHING;
    if (!list_cutters(s) || !add_touching_points(s, shape) || !add_edge_ways(s))
        return SPLIT_NO_MEMORY;
    for (uint32_t r = 0; r < shape->ring_count; r++)
        if (!add_ring_ways(s, shape->first_ring + r))
            return SPLIT_NO_MEMORY;
    if (!sort_ways(s))
        return SPLIT_NO_MEMORY;
    enum split_result result = trace(s);
    if (result == SPLIT_DONE)
        result = areas_agree(s, part) ? cpts_splitter_make_cells(s) : SPLIT_DISAGREES;
    if (result == SPLIT_DONE)
        result = cpts_splitter_settle_claims(s);
    if (result == SPLIT_DONE && !cpts_splitter_give_part(s, cells, part))
        result = SPLIT_NO_MEMORY;
    return result;
}
