#include "output/map/simplify.h"

#include <math.h>
#include <stdlib.h>

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

static int by_weight(const void *a, const void *b)
{
    const double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

/* The weight from which points are kept, for at most `most_points` of them to be. */
static bool choose_weight(double *least, const double *weights, size_t count, size_t most_points)
{
    double *sorted = cpts_array_raw(count, sizeof *sorted);
    size_t finite = 0;
    if (!sorted)
        return false;
    for (size_t i = 0; i < count; i++)
        if (isfinite(weights[i]))
            sorted[finite++] = weights[i];
    *least = LEAST_WEIGHT;
    if (finite > most_points) {
        qsort(sorted, finite, sizeof *sorted, by_weight);
        *least = fmax(LEAST_WEIGHT, nextafter(sorted[finite - most_points - 1], INFINITY));
    }
    cpts_array_free(sorted);
    return true;
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
    double *weights = cpts_array_raw(*point_count, sizeof *weights), least = LEAST_WEIGHT;
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
    done = done && choose_weight(&least, weights, *point_count, most_points);
    if (done)
        keep(points, point_count, arcs, arc_count, weights, least);
    cpts_array_free(weights);
    cpts_array_free(thinning.before);
    cpts_array_free(thinning.after);
    cpts_array_free(thinning.heap);
    cpts_array_free(thinning.place);
    return done;
}
