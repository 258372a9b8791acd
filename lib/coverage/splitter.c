#include "splitter.h"

#include <stdlib.h>
#include <string.h>

#include "../geometry/box_tree.h"
#include "../geometry/point_set.h"
#include "../geometry/predicates.h"
#include "claim_sets.h"

/* An undirected chord between two local points, and the perimeters it bounds. */
struct edge {
    uint32_t low, high;
    uint32_t first_toggle, toggle_count;
};

/* sign +1: the perimeter lies on the left of the way from low to high. */
struct toggle {
    uint32_t low, high, perimeter;
    int sign;
};

/* A way from one local point to another with a face on its left: edge e gives ways 2e and 2e+1;
 * then come the runs of border between points where chords end. */
struct way {
    uint32_t from, to;
    struct point after,
        before;     /* next to `from`, next to `to`: the directions it leaves and comes */
    double area_m2; /* its share of the shoelace */
    uint32_t cycle;
    uint32_t segment, count; /* of a run: first base segment and how many, within one ring */
};

struct cycle {
    uint32_t way;  /* one of its ways, CPTS_NONE for a ring that no chord touches */
    uint32_t ring; /* that ring */
    double area_m2;
    uint32_t cell;
    size_t first, count; /* its points, in splitter.points */
    struct box box;
};

struct splitter {
    const struct base *base;
    struct point origin; /* of areas */
    struct point_set set;
    struct point_set ring_points; /* to find those where two rings touch */
    struct toggle *toggles;
    size_t toggle_count, toggle_capacity;
    struct edge *edges;
    size_t edge_count, edge_capacity;
    struct way *ways;
    size_t way_count, way_capacity;
    uint32_t *out, *out_first; /* ways leaving each local point, anticlockwise */
    size_t out_capacity, out_first_capacity;
    struct cycle *cycles;
    size_t cycle_count, cycle_capacity;
    struct point *points;
    size_t point_count, point_capacity;
    uint32_t *cutters;
    size_t cutter_count, cutter_capacity;
    uint64_t *claims; /* by cell, claim_words each: bit k is cutters[k]; then who bounds it */
    size_t claim_words, claims_capacity;
    uint32_t *queue;
    size_t queue_capacity;
    uint32_t cell_count;
};

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
    qsort(s->cutters, s->toggle_count, sizeof *s->cutters, cpts_compare_members);
    s->cutter_count = 0;
    for (size_t i = 0; i < s->toggle_count; i++)
        if (i == 0 || s->cutters[i] != s->cutters[s->cutter_count - 1])
            s->cutters[s->cutter_count++] = s->cutters[i];
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

static bool add_point(struct splitter *s, struct cycle *cycle, struct point p)
{
    if (!cpts_array_reserve(&s->points, &s->point_capacity, s->point_count + 1, sizeof p))
        return false;
    s->points[s->point_count++] = p;
    cycle->box = cpts_box_join(cycle->box, cpts_box_of_segment(p, p));
    cycle->count++;
    return true;
}

static bool add_way_points(struct splitter *s, struct cycle *cycle, const struct way *way)
{
    const struct shapes *shapes = s->base->shapes;
    if (way->count == 0)
        return add_point(s, cycle, s->set.points[way->from]);
    const struct ring *ring = &shapes->rings[s->base->borders.ring_of[way->segment]];
    uint32_t segment = way->segment;
    for (uint32_t i = 0; i < way->count; i++) {
        if (!add_point(s, cycle, shapes->points[segment]))
            return false;
        segment = segment + 1 == ring->first + ring->count ? ring->first : segment + 1;
    }
    return true;
}

static bool close_cycle(struct splitter *s, struct cycle *cycle)
{
    struct point start = s->points[cycle->first];
    if (!cpts_array_reserve(&s->points, &s->point_capacity, s->point_count + 1, sizeof start))
        return false;
    s->points[s->point_count++] = start;
    return true;
}

static enum split_result trace(struct splitter *s)
{
    s->point_count = 0;
    for (size_t c = 0; c < s->cycle_count; c++) {
        struct cycle *cycle = &s->cycles[c];
        const struct ring *ring = &s->base->shapes->rings[cycle->ring];
        cycle->first = s->point_count;
        cycle->box = CPTS_EMPTY_BOX;
        for (uint32_t i = 0; i < ring->count; i++)
            if (!add_point(s, cycle, s->base->shapes->points[ring->first + i]))
                return SPLIT_NO_MEMORY;
        if (!close_cycle(s, cycle))
            return SPLIT_NO_MEMORY;
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
        if (!close_cycle(s, &cycle) || !add_cycle(s, &cycle))
            return SPLIT_NO_MEMORY;
    }
    return SPLIT_DONE;
}

struct container_search {
    const struct splitter *s;
    const struct cycle *inner;
    uint32_t best;
};

static bool visit_container(void *user, uint32_t item)
{
    struct container_search *search = user;
    const struct splitter *s = search->s;
    const struct cycle *outer = &s->cycles[item];
    if (outer->area_m2 <= 0 || outer == search->inner ||
        (search->best != CPTS_NONE && outer->area_m2 >= s->cycles[search->best].area_m2))
        return true;
    for (size_t i = 0; i < search->inner->count; i++) {
        int place = cpts_point_in_ring(s->points + outer->first, outer->count,
                                       s->points[search->inner->first + i]);
        if (place > 0)
            search->best = item;
        if (place != 0)
            break;
    }
    return true;
}

/* Every anticlockwise cycle is the shell of a cell; every clockwise one a hole of the smallest
 * shell around it. */
static enum split_result make_cells(struct splitter *s)
{
    struct box *boxes = cpts_array_raw(s->cycle_count, sizeof *boxes);
    struct box_tree tree = {0};
    s->cell_count = 0;
    uint32_t only = CPTS_NONE;
    for (uint32_t c = 0; boxes && c < s->cycle_count; c++) {
        struct cycle *cycle = &s->cycles[c];
        boxes[c] = cycle->area_m2 > 0 ? cycle->box : CPTS_EMPTY_BOX;
        cycle->cell = CPTS_NONE;
        if (cycle->area_m2 > 0) {
            cycle->cell = s->cell_count++;
            only = c;
        }
    }
    enum split_result result = SPLIT_DONE;
    if (!boxes || (s->cell_count > 1 && !cpts_box_tree_build(&tree, boxes, s->cycle_count)))
        result = SPLIT_NO_MEMORY;
    for (uint32_t c = 0; c < s->cycle_count && result == SPLIT_DONE; c++) {
        struct cycle *cycle = &s->cycles[c];
        if (cycle->area_m2 > 0)
            continue;
        struct container_search search = {s, cycle, s->cell_count == 1 ? only : CPTS_NONE};
        if (s->cell_count > 1)
            cpts_box_tree_search(
                &tree, cpts_box_of_segment(s->points[cycle->first], s->points[cycle->first]),
                visit_container, &search);
        if (search.best == CPTS_NONE)
            result = SPLIT_DISAGREES;
        else
            cycle->cell = s->cycles[search.best].cell;
    }
    cpts_box_tree_free(&tree);
    cpts_array_free(boxes);
    return result;
}

/* ---- claims ------------------------------------------------------------------------------- */

static uint32_t cell_left_of(const struct splitter *s, size_t way)
{
    return s->cycles[s->ways[way].cycle].cell;
}

static uint64_t *claims_of(const struct splitter *s, uint32_t cell)
{
    return s->claims + cell * s->claim_words;
}

static bool has_claim(const struct splitter *s, uint32_t cell, uint32_t cutter)
{
    return claims_of(s, cell)[cutter / 64] >> cutter % 64 & 1;
}

static void flip_claims(const struct splitter *s, uint32_t from, uint32_t to,
                        const struct edge *edge)
{
    memcpy(claims_of(s, to), claims_of(s, from), s->claim_words * sizeof *s->claims);
    for (uint32_t t = 0; t < edge->toggle_count; t++) {
        uint32_t cutter = s->toggles[edge->first_toggle + t].perimeter;
        claims_of(s, to)[cutter / 64] ^= (uint64_t)1 << cutter % 64;
    }
}

/* Spreads claims from cell to cell relative to the first; lists edges by cell to do it. */
static enum split_result spread_claims(struct splitter *s)
{
    size_t cells = s->cell_count, edges = s->edge_count;
    if (!cpts_array_reserve(&s->queue, &s->queue_capacity, 3 * cells + 2 + 2 * edges,
                            sizeof *s->queue))
        return SPLIT_NO_MEMORY;
    uint32_t *first = s->queue, *list = first + cells + 2, *queue = list + 2 * edges;
    uint8_t *seen = cpts_array_new(cells, 1);
    if (!seen)
        return SPLIT_NO_MEMORY;
    memset(first, 0, (cells + 2) * sizeof *first);
    for (size_t w = 0; w < 2 * edges; w++)
        first[cell_left_of(s, w) + 2]++;
    for (size_t c = 2; c < cells + 2; c++)
        first[c] += first[c - 1];
    for (uint32_t w = 0; w < 2 * edges; w++)
        list[first[cell_left_of(s, w) + 1]++] = w;
    size_t head = 0, tail = 0;
    queue[tail++] = 0;
    seen[0] = 1;
    while (head < tail) {
        uint32_t cell = queue[head++];
        for (uint32_t i = first[cell]; i < first[cell + 1]; i++) {
            uint32_t way = list[i], other = cell_left_of(s, way ^ 1);
            if (seen[other])
                continue;
            seen[other] = 1;
            flip_claims(s, cell, other, &s->edges[way / 2]);
            queue[tail++] = other;
        }
    }
    cpts_array_free(seen);
    return tail == cells ? SPLIT_DONE : SPLIT_DISAGREES;
}

/* Each chord knows which side its perimeter is on: that settles the first cell, then all. */
static enum split_result settle_claims(struct splitter *s)
{
    s->claim_words = (s->cutter_count + 63) / 64;
    size_t words = s->cell_count * s->claim_words;
    if (!cpts_array_reserve(&s->claims, &s->claims_capacity, 2 * words + s->claim_words,
                            sizeof *s->claims))
        return SPLIT_NO_MEMORY;
    memset(s->claims, 0, (words + s->claim_words) * sizeof *s->claims);
    enum split_result result = spread_claims(s);
    if (result != SPLIT_DONE)
        return result;
    uint64_t *reference = s->claims + words;
    for (size_t e = 0; e < s->edge_count; e++)
        for (uint32_t t = 0; t < s->edges[e].toggle_count; t++) {
            const struct toggle *toggle = &s->toggles[s->edges[e].first_toggle + t];
            uint64_t bit = (uint64_t)1 << toggle->perimeter % 64;
            bool flip =
                has_claim(s, cell_left_of(s, 2 * e), toggle->perimeter) != (toggle->sign > 0);
            if (flip)
                reference[toggle->perimeter / 64] |= bit;
        }
    for (size_t i = 0; i < words; i++)
        s->claims[i] ^= reference[i % s->claim_words];
    for (size_t e = 0; e < s->edge_count; e++)
        for (uint32_t t = 0; t < s->edges[e].toggle_count; t++) {
            const struct toggle *toggle = &s->toggles[s->edges[e].first_toggle + t];
            bool left = has_claim(s, cell_left_of(s, 2 * e), toggle->perimeter);
            bool right = has_claim(s, cell_left_of(s, 2 * e + 1), toggle->perimeter);
            if (toggle->sign * toggle->sign != 1 || left != (toggle->sign > 0) || left == right)
                return SPLIT_DISAGREES;
        }
    return SPLIT_DONE;
}

/* ---- handing over ------------------------------------------------------------------------- */

static bool areas_agree(const struct splitter *s, uint32_t part)
{
    double sum_m2 = 0, gross_m2 = 0, expected_m2 = s->base->shapes->parts[part].area_m2;
    for (size_t c = 0; c < s->cycle_count; c++) {
        sum_m2 += s->cycles[c].area_m2;
        gross_m2 += fabs(s->cycles[c].area_m2);
    }
    return fabs(sum_m2 - expected_m2) <= 1e-9 * gross_m2 + 1e-6;
}

static bool give_ring(const struct splitter *s, struct cells *cells, const struct cycle *cycle)
{
    if (!cpts_array_reserve(&cells->rings, &cells->ring_capacity, cells->ring_count + 1,
                            sizeof *cells->rings) ||
        !cpts_array_reserve(&cells->points, &cells->point_capacity,
                            cells->point_count + cycle->count + 1, sizeof *cells->points))
        return false;
    cells->rings[cells->ring_count++] = (struct cell_ring){cells->point_count, cycle->count};
    memcpy(cells->points + cells->point_count, s->points + cycle->first,
           (cycle->count + 1) * sizeof *cells->points);
    cells->point_count += cycle->count + 1;
    return true;
}

/* Marks, after the claims of all cells, the cutters whose chords bound each cell. */
static void note_bounds(const struct splitter *s)
{
    uint64_t *bounds = s->claims + s->cell_count * s->claim_words;
    memset(bounds, 0, s->cell_count * s->claim_words * sizeof *bounds);
    for (size_t w = 0; w < 2 * s->edge_count; w++) {
        const struct edge *edge = &s->edges[w / 2];
        uint64_t *of_cell = bounds + cell_left_of(s, w) * s->claim_words;
        for (uint32_t t = 0; t < edge->toggle_count; t++) {
            uint32_t cutter = s->toggles[edge->first_toggle + t].perimeter;
            of_cell[cutter / 64] |= (uint64_t)1 << cutter % 64;
        }
    }
}

static bool give_claims(const struct splitter *s, struct cells *cells, struct cell *cell,
                        uint32_t local)
{
    cell->first_claim = cells->claim_count;
    if (!cpts_array_reserve(&cells->claims, &cells->claim_capacity,
                            cells->claim_count + s->cutter_count, sizeof *cells->claims))
        return false;
    for (uint32_t k = 0; k < s->cutter_count; k++)
        if (has_claim(s, local, k))
            cells->claims[cells->claim_count++] = s->cutters[k];
    cell->claim_count = (uint32_t)(cells->claim_count - cell->first_claim);
    for (uint32_t k = 0; k < s->cutter_count; k++)
        if (!has_claim(s, local, k) && has_claim(s, s->cell_count + local, k))
            cells->claims[cells->claim_count++] = s->cutters[k];
    cell->beside_count = (uint32_t)(cells->claim_count - cell->first_claim) - cell->claim_count;
    return true;
}

/* Holes listed by cell, so that each cell's rings are consecutive. */
static bool give_cells(struct splitter *s, struct cells *cells, uint32_t part)
{
    uint32_t *first = cpts_array_new(s->cell_count + 2, sizeof *first);
    uint32_t *holes = cpts_array_raw(s->cycle_count, sizeof *holes);
    bool done = first && holes &&
                cpts_array_reserve(&cells->cells, &cells->cell_capacity,
                                   cells->cell_count + s->cell_count, sizeof *cells->cells);
    for (size_t c = 0; done && c < s->cycle_count; c++)
        if (s->cycles[c].area_m2 <= 0)
            first[s->cycles[c].cell + 2]++;
    for (size_t c = 2; done && c < s->cell_count + 2; c++)
        first[c] += first[c - 1];
    for (uint32_t c = 0; done && c < s->cycle_count; c++)
        if (s->cycles[c].area_m2 <= 0)
            holes[first[s->cycles[c].cell + 1]++] = c;
    if (done)
        note_bounds(s);
    uint32_t local = 0;
    for (size_t c = 0; done && c < s->cycle_count; c++) {
        const struct cycle *shell = &s->cycles[c];
        if (shell->area_m2 <= 0)
            continue;
        struct cell cell = {.part = part,
                            .first_ring = (uint32_t)cells->ring_count,
                            .ring_count = 1 + first[local + 1] - first[local],
                            .area_m2 = shell->area_m2};
        done = give_ring(s, cells, shell) && give_claims(s, cells, &cell, local);
        for (uint32_t h = first[local]; done && h < first[local + 1]; h++) {
            cell.area_m2 += s->cycles[holes[h]].area_m2;
            done = give_ring(s, cells, &s->cycles[holes[h]]);
        }
        if (done)
            cells->cells[cells->cell_count++] = cell;
        local++;
    }
    cpts_array_free(first);
    cpts_array_free(holes);
    return done;
}

static void note_run(const struct splitter *s, struct cells *cells, uint32_t segment,
                     uint32_t count, uint32_t cell)
{
    uint32_t ring_index = s->base->borders.ring_of[segment];
    const struct ring *ring = &s->base->shapes->rings[ring_index];
    uint32_t *border = cells->border + cells->ring_border[ring_index];
    for (uint32_t i = 0; i < count; i++)
        border[(segment - ring->first + i) % ring->count] = cell;
}

static bool give_border(const struct splitter *s, struct cells *cells, const struct cut_part *cut)
{
    if (!cpts_cells_open_border(cells, s->base, cut->part))
        return false;
    for (size_t w = 2 * s->edge_count; w < s->way_count; w++)
        note_run(s, cells, s->ways[w].segment, s->ways[w].count,
                 cut->first_cell + cell_left_of(s, w));
    for (size_t c = 0; c < s->cycle_count; c++) {
        const struct cycle *cycle = &s->cycles[c];
        if (cycle->way != CPTS_NONE)
            continue;
        const struct ring *ring = &s->base->shapes->rings[cycle->ring];
        note_run(s, cells, ring->first, ring->count, cut->first_cell + cycle->cell);
    }
    return true;
}

static bool give_part(struct splitter *s, struct cells *cells, uint32_t part)
{
    struct cut_part cut = {.part = part,
                           .first_cell = (uint32_t)cells->cell_count,
                           .cell_count = s->cell_count,
                           .first_cutter = cells->cutter_count,
                           .cutter_count = (uint32_t)s->cutter_count};
    if (!cpts_array_reserve(&cells->parts, &cells->part_capacity, cells->part_count + 1,
                            sizeof cut) ||
        !cpts_array_reserve(&cells->cutters, &cells->cutter_capacity,
                            cells->cutter_count + s->cutter_count, sizeof *cells->cutters) ||
        !give_cells(s, cells, part) || !give_border(s, cells, &cut))
        return false;
    memcpy(cells->cutters + cells->cutter_count, s->cutters, s->cutter_count * sizeof *s->cutters);
    cells->cutter_count += s->cutter_count;
    cells->parts[cells->part_count++] = cut;
    return true;
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
        result = areas_agree(s, part) ? make_cells(s) : SPLIT_DISAGREES;
    if (result == SPLIT_DONE)
        result = settle_claims(s);
    if (result == SPLIT_DONE && !give_part(s, cells, part))
        result = SPLIT_NO_MEMORY;
    return result;
}
