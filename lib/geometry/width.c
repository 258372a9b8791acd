/*
 * The polygon is sliced across its length at every corner, into trapezoids called cells. The most
 * promising cell is measured and halved until no cell can hold a circle larger than the best one
 * found. What makes it quick is the bound, which is tight where a square's is not:
 *
 *   - through any point of a cell goes a chord from the border below to the border above, so the
 *     radius there is at most half the longest chord;
 *   - the distance to an edge is a convex function, and so is a weighted mean of several: over a
 *     cell it is largest at a corner. For two edges opposite (long strips), or three around a
 *     circle that touches them, the mean is all but constant, and settles the cell at once.
 *
 * Halving squares, as GEOS does, took ten times as long: along a strip every square is as good as
 * the next.
 */
#include "geometry/width.h"

#include <math.h>
#include <stdlib.h>

#include "common/heap.h"
#include "common/memory.h"
#include "geometry/predicates.h"

#define RELATIVE_TOLERANCE   0.01
#define SLIVER_TOLERANCE     0.1
#define ABSOLUTE_TOLERANCE_M 5e-4 /* of the radius */

/* Squares do better than slices where there are many edges round a compact polygon. */
#define FEW_EDGES 24
#define COMPACT   0.01 /* area / border²; 0.0796 of a disc */

/* A border of very many edges may be long because it is rough. */
#define MANY_EDGES 5000
#define ROUND      0.05 /* area / length²; 0.785 of a disc */

/* Cells looked at before the search gives up. Real polygons settle in two or three for each edge;
 * the worst of 4,000 random regions, in 3,000. */
#define CELLS_MOST     100000
#define CELLS_PER_EDGE 100

struct cell {
    double left, right;
    double low[2], high[2]; /* heights of the borders at left and at right */
    double most_m;          /* no point of it is farther from the border */
    bool measured;
};

/* Where an edge enters and leaves a slice. */
struct side {
    double left, right; /* heights */
    const struct edge *edge;
};

struct search {
    struct width_scratch *scratch;
    struct edges *edges;
    size_t heap_count;
    double best_m;  /* radius of the largest circle found */
    double most_m;  /* no circle is larger */
    double limit_m; /* radius: whether it is reached is decided to the millimetre */
};

/* ---- the cells, most promising first ------------------------------------------------------- */

static bool promises_more(const void *user, const void *one, const void *other)
{
    (void)user;
    return ((const struct cell *)one)->most_m > ((const struct cell *)other)->most_m;
}

static const struct heap_order most_promising_first = {.size = sizeof(struct cell),
                                                       .before = promises_more};

static bool push(struct search *search, const struct cell *cell)
{
    struct width_scratch *scratch = search->scratch;
    if (!cpts_array_reserve(&scratch->heap, &scratch->heap_capacity, search->heap_count + 1,
                            sizeof *cell))
        return false;
    cpts_heap_rise(&most_promising_first, NULL, scratch->heap, search->heap_count++, cell);
    return true;
}

static struct cell pop(struct search *search)
{
    struct cell top, last;
    cpts_heap_take(&most_promising_first, NULL, search->scratch->heap, search->heap_count--, &top,
                   &last);
    return top;
}

/* A larger circle than this would change the reported width. */
static double settled_m(const struct search *search)
{
    double of_sliver_m = cpts_lesser(search->best_m * (1 + SLIVER_TOLERANCE), search->limit_m);
    return cpts_greater(search->best_m * (1 + RELATIVE_TOLERANCE), of_sliver_m) +
           ABSOLUTE_TOLERANCE_M;
}

/* Can a cell that promises no more than this still change the reported width? */
static bool is_settled(const struct search *search, double most_m)
{
    bool near_enough = most_m <= settled_m(search);
    bool on_one_side =
        search->best_m > search->limit_m || most_m <= search->limit_m + ABSOLUTE_TOLERANCE_M;
    return near_enough && on_one_side;
}

/* ---- slicing ------------------------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* The sides of the slice between left and right, from the lowest up. *next: the first edge that
 * was not active yet. */
static size_t list_sides(struct search *search, double left, double right, size_t *next,
                         size_t *active_count)
{
    struct width_scratch *scratch = search->scratch;
    const struct edge *edges = search->edges->list;
    struct side *sides = scratch->sides;
    double middle = (left + right) / 2;
    size_t kept = 0, count = 0;
    for (; *next < search->edges->count && cpts_edge_left(&edges[*next]) < middle; ++*next)
        scratch->active[(*active_count)++] = (uint32_t)*next;
    for (size_t i = 0; i < *active_count; i++) {
        const struct edge *edge = &edges[scratch->active[i]];
        if (cpts_edge_left(edge) + fabs(edge->dx) <= middle)
            continue;
        scratch->active[kept++] = scratch->active[i];
        double rise = edge->dy / edge->dx;
        struct side side = {edge->y + (left - edge->x) * rise, edge->y + (right - edge->x) * rise,
                            edge};
        size_t at = count++;
        for (; at && sides[at - 1].left + sides[at - 1].right > side.left + side.right; at--)
            sides[at] = sides[at - 1];
        sides[at] = side;
    }
    *active_count = kept;
    return count;
}

static bool reserve_slicing(struct width_scratch *scratch, size_t edge_count)
{
    return cpts_array_reserve(&scratch->sides, &scratch->side_capacity, edge_count,
                              sizeof *scratch->sides) &&
           cpts_array_reserve(&scratch->active, &scratch->active_capacity, edge_count,
                              sizeof *scratch->active) &&
           cpts_array_reserve(&scratch->stops, &scratch->stop_capacity, edge_count,
                              sizeof *scratch->stops);
}

/* By the chords, and by the mean of the distances to the borders below and above, one of which is
 * zero at each corner. */
static double promise_m(const struct cell *cell, const struct edge *low, const struct edge *high)
{
    double chord_m = cpts_greater(cell->high[0] - cell->low[0], cell->high[1] - cell->low[1]);
    double apart_m2 = 0;
    for (int end = 0; end < 2; end++) {
        double x = end ? cell->right : cell->left;
        apart_m2 =
            cpts_greater(apart_m2, cpts_edge_distance2_m2(high, (struct point){x, cell->low[end]}));
        apart_m2 =
            cpts_greater(apart_m2, cpts_edge_distance2_m2(low, (struct point){x, cell->high[end]}));
    }
    return cpts_lesser(chord_m, sqrt(apart_m2)) / 2;
}

/* Cuts the polygon into cells and keeps those that promise something. */
static bool slice(struct search *search)
{
    struct width_scratch *scratch = search->scratch;
    size_t next = 0, active_count = 0;
    if (!reserve_slicing(scratch, search->edges->count))
        return false;
    for (size_t e = 0; e < search->edges->count; e++)
        scratch->stops[e] = search->edges->list[e].x;
    qsort(scratch->stops, search->edges->count, sizeof *scratch->stops, by_number);
    for (size_t i = 1; i < search->edges->count; i++) {
        double left = scratch->stops[i - 1], right = scratch->stops[i];
        if (right - left < 1e-9)
            continue;
        size_t count = list_sides(search, left, right, &next, &active_count);
        for (size_t k = 0; k + 1 < count; k += 2) {
            const struct side low = scratch->sides[k], high = scratch->sides[k + 1];
            struct cell cell = {.left = left,
                                .right = right,
                                .low = {low.left, low.right},
                                .high = {high.left, high.right}};
            cell.most_m = promise_m(&cell, low.edge, high.edge);
            if (!is_settled(search, cell.most_m) && !push(search, &cell))
                return false;
        }
    }
    return true;
}

/* Covers the polygon with squares, inside and outside of it. */
static bool cover(struct search *search)
{
    const struct edge *edges = search->edges->list;
    double low = INFINITY, high = -INFINITY, right = edges[search->edges->count - 1].reach;
    for (size_t e = 0; e < search->edges->count; e++) {
        low = cpts_lesser(low, edges[e].y);
        high = cpts_greater(high, edges[e].y);
    }
    for (double left = cpts_edge_left(&edges[0]); left < right; left += high - low) {
        const struct cell cell = {.left = left,
                                  .right = left + high - low,
                                  .low = {low, low},
                                  .high = {high, high},
                                  .most_m = (high - low) / 2};
        if (!push(search, &cell))
            return false;
    }
    return true;
}

/* ---- measuring ---------------------------------------------------------------------------- */

/* An edge near the middle of a cell. */
struct near {
    const struct edge *edge;
    double distance_m;
    struct point gradient; /* of the distance, at the middle */
    double corner_m[4];    /* distance from the corners */
};

/* The edges nearest to the middle of a cell. Those beyond the largest circle possible are left
 * aside: they cannot be the nearest one, and the bound holds for any choice of edges. */
static bool find_near(const struct search *search, struct point middle, struct near *near,
                      size_t *count, bool *inside)
{
    struct near_edges found;
    if (!cpts_edges_near(&found, search->edges, middle, search->most_m))
        return false;
    *count = found.count;
    *inside = found.inside;
    for (size_t k = 0; k < found.count; k++) {
        const struct point away = cpts_edge_away(found.edges[k], middle);
        const double d_m = sqrt(found.m2[k]);
        near[k].edge = found.edges[k];
        near[k].distance_m = d_m;
        near[k].gradient =
            d_m > 0 ? (struct point){away.x / d_m, away.y / d_m} : (struct point){0, 0};
    }
    return true;
}

static double cross(struct point u, struct point v)
{
    return u.x * v.y - u.y * v.x;
}

/* The most, over the corners, of the mean of two distances. */
static double paired_most_m(const struct near *a, const struct near *b)
{
    double most_m = 0;
    for (int k = 0; k < 4; k++)
        most_m = cpts_greater(most_m, a->corner_m[k] + b->corner_m[k]);
    return most_m / 2;
}

/* The same of three distances with these weights. */
static double weighted_most_m(const struct near *a, double a_weight, const struct near *b,
                              double b_weight, const struct near *c, double c_weight)
{
    double most_m = 0, total = a_weight + b_weight + c_weight;
    for (int k = 0; k < 4; k++)
        most_m = cpts_greater(most_m, a_weight * a->corner_m[k] + b_weight * b->corner_m[k] +
                                          c_weight * c->corner_m[k]);
    return most_m / total;
}

/* Tries the point at the same distance from three edges. */
static bool try_equidistant(struct search *search, struct point middle, const struct near *a,
                            const struct near *b, const struct near *c)
{
    struct point u = cpts_vector(b->gradient, a->gradient);
    struct point v = cpts_vector(c->gradient, a->gradient);
    double p = b->distance_m - a->distance_m, q = c->distance_m - a->distance_m, det = cross(u, v);
    struct point move = {(p * v.y - q * u.y) / det, (q * u.x - p * v.x) / det};
    double depth_m;
    if (!cpts_edges_depth_m(&depth_m, search->edges,
                            (struct point){middle.x + move.x, middle.y + move.y}, search->most_m))
        return false;
    search->best_m = cpts_greater(search->best_m, depth_m);
    return true;
}

/* Three edges whose gradients balance hold a circle between them: the weights that balance them
 * give the bound. */
static bool measure_three(struct search *search, struct cell *cell, struct point middle,
                          const struct near *near, size_t count)
{
    const struct near *best[3] = {NULL};
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            for (size_t k = j + 1; k < count; k++) {
                double a = cross(near[j].gradient, near[k].gradient);
                double b = cross(near[k].gradient, near[i].gradient);
                double c = cross(near[i].gradient, near[j].gradient);
                bool balanced = (a > 0 && b > 0 && c > 0) || (a < 0 && b < 0 && c < 0);
                if (!balanced)
                    continue;
                double most_m =
                    weighted_most_m(&near[i], fabs(a), &near[j], fabs(b), &near[k], fabs(c));
                if (best[0] && most_m >= cell->most_m)
                    continue;
                cell->most_m = cpts_lesser(cell->most_m, most_m);
                best[0] = &near[i];
                best[1] = &near[j];
                best[2] = &near[k];
            }
    return !best[0] || try_equidistant(search, middle, best[0], best[1], best[2]);
}

static double reach_m(struct point middle, const struct point corners[4])
{
    double far_m = 0;
    for (int c = 0; c < 4; c++)
        far_m = cpts_greater(far_m, hypot(corners[c].x - middle.x, corners[c].y - middle.y));
    return far_m;
}

/* Lowers the bound of the cell by what the edges near its middle allow, and may find a larger
 * circle. */
static bool measure(struct search *search, struct cell *cell)
{
    const struct point corners[4] = {{cell->left, cell->low[0]},
                                     {cell->left, cell->high[0]},
                                     {cell->right, cell->low[1]},
                                     {cell->right, cell->high[1]}};
    const struct point middle = {(cell->left + cell->right) / 2,
                                 (cell->low[0] + cell->low[1] + cell->high[0] + cell->high[1]) / 4};
    struct near near[NEAR_EDGES];
    size_t count;
    bool inside;
    if (!find_near(search, middle, near, &count, &inside))
        return false;
    cell->measured = true;
    const double free_m = count ? cpts_lesser(near[0].distance_m, search->most_m) : search->most_m;
    if (inside)
        search->best_m = cpts_greater(search->best_m, free_m);
    else
        cell->most_m = cpts_lesser(cell->most_m, reach_m(middle, corners) - free_m);
    for (size_t k = 0; k < count; k++) {
        for (int c = 0; c < 4; c++)
            near[k].corner_m[c] = sqrt(cpts_edge_distance2_m2(near[k].edge, corners[c]));
        cell->most_m = cpts_lesser(cell->most_m, paired_most_m(&near[k], &near[k]));
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            const struct point g = near[i].gradient, h = near[j].gradient;
            if (g.x * h.x + g.y * h.y < 0)
                cell->most_m = cpts_lesser(cell->most_m, paired_most_m(&near[i], &near[j]));
        }
    return measure_three(search, cell, middle, near, count);
}

/* Halves a cell across its longer side. A steep one is made upright before it is cut across its
 * height: halves as steep as itself would become needles, along which nothing settles. */
static void halve(struct cell cell, struct cell halves[2])
{
    const double across_m = cell.right - cell.left;
    const double slope_m =
        cpts_greater(fabs(cell.low[1] - cell.low[0]), fabs(cell.high[1] - cell.high[0]));
    const double height_m = cpts_greater(cell.high[0] - cell.low[0], cell.high[1] - cell.low[1]);
    cell.measured = false;
    if (hypot(across_m, slope_m) <= height_m && slope_m > across_m) {
        cell.low[0] = cell.low[1] = cpts_lesser(cell.low[0], cell.low[1]);
        cell.high[0] = cell.high[1] = cpts_greater(cell.high[0], cell.high[1]);
    }
    halves[0] = halves[1] = cell;
    if (hypot(across_m, slope_m) > height_m) {
        halves[0].right = halves[1].left = (cell.left + cell.right) / 2;
        halves[0].low[1] = halves[1].low[0] = (cell.low[0] + cell.low[1]) / 2;
        halves[0].high[1] = halves[1].high[0] = (cell.high[0] + cell.high[1]) / 2;
        return;
    }
    for (int end = 0; end < 2; end++)
        halves[0].high[end] = halves[1].low[end] = (cell.low[end] + cell.high[end]) / 2;
}

/* Drawings at the limits of a double may never settle: the width is then reported by its bound, so
 * that a conflict does not become a sliver. */
static bool run(struct search *search)
{
    size_t left = CELLS_MOST + CELLS_PER_EDGE * search->edges->count;
    const cpts_context *context = search->scratch->context;
    while (search->heap_count) {
        if (context && cpts_is_interrupted(context))
            return false;
        struct cell cell = pop(search), halves[2];
        if (is_settled(search, cell.most_m))
            break;
        if (left-- == 0) {
            search->best_m = cell.most_m;
            break;
        }
        search->most_m = cpts_greater(cell.most_m, settled_m(search));
        if (!cell.measured) {
            if (!measure(search, &cell))
                return false;
            if (!is_settled(search, cell.most_m) && !push(search, &cell))
                return false;
            continue;
        }
        halve(cell, halves);
        if (!push(search, &halves[0]) || !push(search, &halves[1]))
            return false;
    }
    return true;
}

static bool is_compact(const struct edges *edges, const struct part *part, double border_m)
{
    const double length_m = edges->list[edges->count - 1].reach - cpts_edge_left(&edges->list[0]);
    return edges->count > FEW_EDGES &&
           (part->area_m2 > COMPACT * border_m * border_m ||
            (edges->count > MANY_EDGES && part->area_m2 > ROUND * length_m * length_m));
}

bool cpts_width(struct width_scratch *scratch, const struct shapes *shapes, uint32_t part_index,
                double limit_m, struct width *width)
{
    const struct part *part = &shapes->parts[part_index];
    const double border_m = cpts_part_border_m(shapes, part_index);
    struct search search = {.scratch = scratch, .edges = &scratch->edges, .limit_m = limit_m / 2};
    /* No point of a polygon without holes is farther than a radius from the border, so that radius
     * times border is at least the area; in a triangle, twice the area. */
    const bool has_no_hole = part->ring_count == 1;
    const bool is_triangle = has_no_hole && shapes->rings[part->first_ring].count == 3;
    if (has_no_hole)
        search.best_m = part->area_m2 / border_m;
    if (is_triangle) {
        search.best_m *= 2;
    } else {
        if (!cpts_edges_list(&scratch->edges, shapes, part))
            return false;
        const bool compact = is_compact(&scratch->edges, part, border_m);
        if (!(compact ? cover(&search) : slice(&search)) || !run(&search))
            return false;
    }
    *width = (struct width){2 * search.best_m, search.best_m <= search.limit_m};
    return true;
}

void cpts_width_free(struct width_scratch *scratch)
{
    cpts_edges_free(&scratch->edges);
    cpts_array_free(scratch->heap);
    cpts_array_free(scratch->sides);
    cpts_array_free(scratch->active);
    cpts_array_free(scratch->stops);
    *scratch = (struct width_scratch){0};
}
