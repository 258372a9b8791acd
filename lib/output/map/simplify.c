#include "output/map/simplify.h"

#include <math.h>
#include <string.h>

#include "common/heap.h"

#define LEAST_WEIGHT 1.0 /* twice the area of a triangle, in cells: below, a line is straight */

/* The points of one arc, the next to go on top of a heap. */
struct thinning {
    const struct grid_point *points;
    double *weights;        /* by point: when it goes; INFINITY: never */
    size_t *before, *after; /* by point: its neighbours among those left */
    size_t *heap, *place;   /* points by current weight; by point: where it is in the heap */
    size_t heap_count;
};

/* ---- a heap of points --------------------------------------------------------------------- */

/* Ties are settled by place along the arc, so that the outcome is the same everywhere. */
static bool goes_before(const void *user, const void *one, const void *other)
{
    const struct thinning *thinning = user;
    const size_t a = *(const size_t *)one, b = *(const size_t *)other;
    const double first = thinning->weights[a], second = thinning->weights[b];
    return first < second || (first == second && a < b);
}

static void set_place(void *user, const void *item, size_t place)
{
    struct thinning *thinning = user;
    thinning->place[*(const size_t *)item] = place;
}

static const struct heap_order next_first = {
    .size = sizeof(size_t), .before = goes_before, .placed = set_place};

static void rise(struct thinning *thinning, size_t place)
{
    const size_t point = thinning->heap[place];
    cpts_heap_rise(&next_first, thinning, thinning->heap, place, &point);
}

static void sink(struct thinning *thinning, size_t place)
{
    const size_t point = thinning->heap[place];
    cpts_heap_sink(&next_first, thinning, thinning->heap, thinning->heap_count, place, &point);
}

static size_t take_first(struct thinning *thinning)
{
    size_t first, last;
    cpts_heap_take(&next_first, thinning, thinning->heap, thinning->heap_count--, &first, &last);
    return first;
}

/* ---- one arc ------------------------------------------------------------------------------ */

static double triangle(const struct thinning *thinning, size_t point)
{
    const struct grid_point a = thinning->points[thinning->before[point]];
    const struct grid_point b = thinning->points[point];
    const struct grid_point c = thinning->points[thinning->after[point]];
    return fabs(((double)b.x - a.x) * ((double)c.y - a.y) -
                ((double)c.x - a.x) * ((double)b.y - a.y));
}

/* The triangle of a neighbour of one that has gone; a point never goes before one it rests on. */
static void weigh_again(struct thinning *thinning, size_t point, double least)
{
    if (!isfinite(thinning->weights[point]))
        return;
    thinning->weights[point] = fmax(least, triangle(thinning, point));
    rise(thinning, thinning->place[point]);
    sink(thinning, thinning->place[point]);
}

/* Weights of the points of an arc: in the order of their going, and never decreasing. */
static void weigh(struct thinning *thinning, size_t count, bool is_closed)
{
    thinning->heap_count = 0;
    thinning->weights[0] = thinning->weights[count - 1] = INFINITY;
    for (size_t i = 1; i + 1 < count; i++) {
        thinning->before[i] = i - 1;
        thinning->after[i] = i + 1;
        thinning->weights[i] = triangle(thinning, i);
        cpts_heap_set(&next_first, thinning, thinning->heap, thinning->heap_count++, &i);
    }
    for (size_t i = thinning->heap_count / 2; i-- > 0;)
        sink(thinning, i);
    while (thinning->heap_count > (is_closed ? 2 : 0)) {
        const size_t point = take_first(thinning);
        const size_t before = thinning->before[point], after = thinning->after[point];
        thinning->after[before] = after;
        thinning->before[after] = before;
        weigh_again(thinning, before, thinning->weights[point]);
        weigh_again(thinning, after, thinning->weights[point]);
    }
    for (size_t i = 0; i < thinning->heap_count; i++)
        thinning->weights[thinning->heap[i]] = INFINITY;
}

/* ---- all of them -------------------------------------------------------------------------- */

/* The weight of a rank, from 0: weights are not negative, so they are in the order of their bits,
 * which a pass for each byte finds without sorting. */
static double weight_at(const double *weights, size_t count, size_t rank)
{
    uint64_t found = 0, bits;
    double weight;
    for (int shift = 56; shift >= 0; shift -= 8) {
        size_t counts[256] = {0};
        unsigned digit = 0;
        for (size_t i = 0; i < count; i++) {
            memcpy(&bits, &weights[i], sizeof bits);
            counts[(bits >> shift) & 0xFF] += shift == 56 || bits >> (shift + 8) == found;
        }
        while (rank >= counts[digit])
            rank -= counts[digit++];
        found = found << 8 | digit;
    }
    memcpy(&weight, &found, sizeof weight);
    return weight;
}

/* The weight from which points are kept, for at most `most_points` of them to be. */
static double least_weight(const double *weights, size_t count, size_t most_points)
{
    size_t finite = 0;
    for (size_t i = 0; i < count; i++)
        finite += isfinite(weights[i]) != 0;
    if (finite <= most_points)
        return LEAST_WEIGHT;
    const double last = weight_at(weights, count, finite - most_points - 1);
    return fmax(LEAST_WEIGHT, nextafter(last, INFINITY));
}

static void keep(struct grid_point *points, size_t *point_count, struct point_run *arcs,
                 size_t arc_count, const double *weights, double least)
{
    size_t kept = 0;
    for (size_t a = 0; a < arc_count; a++) {
        const struct point_run arc = arcs[a];
        arcs[a].first = kept;
        for (size_t i = arc.first; i < arc.first + arc.count; i++)
            if (weights[i] >= least)
                points[kept++] = points[i];
        arcs[a].count = kept - arcs[a].first;
    }
    *point_count = kept;
}

static bool new_thinning(struct thinning *thinning, size_t points)
{
    thinning->before = cpts_array_raw(points, sizeof *thinning->before);
    thinning->after = cpts_array_raw(points, sizeof *thinning->after);
    thinning->heap = cpts_array_raw(points, sizeof *thinning->heap);
    thinning->place = cpts_array_raw(points, sizeof *thinning->place);
    return thinning->before && thinning->after && thinning->heap && thinning->place;
}

bool cpts_simplify(struct grid_point *points, size_t *point_count, struct point_run *arcs,
                   size_t arc_count, size_t most_points)
{
    struct thinning thinning = {.points = NULL};
    double *weights = cpts_array_raw(*point_count, sizeof *weights);
    size_t longest = 0;
    for (size_t a = 0; a < arc_count; a++)
        longest = arcs[a].count > longest ? arcs[a].count : longest;
    bool done = weights && new_thinning(&thinning, longest);
    for (size_t a = 0; done && a < arc_count; a++) {
        const struct grid_point *first = points + arcs[a].first;
        const struct grid_point *last = first + arcs[a].count - 1;
        thinning.points = first;
        thinning.weights = weights + arcs[a].first;
        weigh(&thinning, arcs[a].count, first->x == last->x && first->y == last->y);
    }
    if (done)
        keep(points, point_count, arcs, arc_count, weights,
             least_weight(weights, *point_count, most_points));
    cpts_array_free(weights);
    cpts_array_free(thinning.before);
    cpts_array_free(thinning.after);
    cpts_array_free(thinning.heap);
    cpts_array_free(thinning.place);
    return done;
}
