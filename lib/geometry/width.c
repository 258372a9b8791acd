#include "width.h"

#include <math.h>
#include <stdlib.h>

#include "../common/memory.h"
#include "predicates.h"

#define RELATIVE_TOLERANCE   0.01
#define ABSOLUTE_TOLERANCE_M 5e-4 /* of the radius */

/* Polygons with more edges are seldom slivers, and slicing them takes the square of it. */
#define SLICED_EDGES 512

/* A square to search: how far its middle is inside the polygon, and the most any point of it
 * can be. */
struct square {
    double x, y, half, inside_m, most_m;
    size_t nearest; /* edge */
};

struct search {
    struct width_scratch *scratch;
    size_t edge_count, heap_count;
    double best_m;  /* radius */
    double limit_m; /* radius: below it, only whether it is reached matters */
};

double cpts_part_border_m(const struct shapes *shapes, uint32_t part_index)
{
    const struct part *part = &shapes->parts[part_index];
    double length_m = 0;
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            struct point d = cpts_vector(shapes->points[v], shapes->points[v + 1]);
            length_m += sqrt(d.x * d.x + d.y * d.y);
        }
    }
    return length_m;
}

/* Edges relative to a corner of the box, laid out for the loop of distance(). */
static bool list_edges(struct search *search, const struct shapes *shapes, const struct part *part)
{
    size_t count = 0;
    for (uint32_t r = 0; r < part->ring_count; r++)
        count += shapes->rings[part->first_ring + r].count;
    struct width_scratch *scratch = search->scratch;
    if (!cpts_array_reserve(&scratch->edges, &scratch->edge_capacity, 5 * count,
                            sizeof *scratch->edges))
        return false;
    double *edge = scratch->edges;
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++, edge += 5) {
            struct point a = shapes->points[v], d = cpts_vector(a, shapes->points[v + 1]);
            edge[0] = a.x - part->box.min_x;
            edge[1] = a.y - part->box.min_y;
            edge[2] = d.x;
            edge[3] = d.y;
            edge[4] = 1 / (d.x * d.x + d.y * d.y);
        }
    }
    search->edge_count = count;
    return true;
}

static double distance2_m2(const double *edge, double x, double y)
{
    double px = x - edge[0], py = y - edge[1], dx = edge[2], dy = edge[3];
    double along = (px * dx + py * dy) * edge[4];
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    double ex = px - along * dx, ey = py - along * dy;
    return ex * ex + ey * ey;
}

static bool is_inside(const struct search *search, double x, double y)
{
    bool inside = false;
    const double *edge = search->scratch->edges;
    for (size_t i = 0; i < search->edge_count; i++, edge += 5) {
        double px = x - edge[0], py = y - edge[1], dx = edge[2], dy = edge[3];
        bool spans = (py < 0) != (py - dy < 0);
        inside ^= spans & ((px * dy < py * dx) == (dy > 0));
    }
    return inside;
}

/* What a square must promise to be worth looking at. */
static double floor_m(const struct search *search)
{
    if (search->best_m <= search->limit_m)
        return fmax(search->limit_m, search->best_m);
    return search->best_m * (1 + RELATIVE_TOLERANCE);
}

/* Measures a square, and keeps it when it may hold a larger circle. Most do not, and the edge
 * nearest to the square it is a quarter of usually shows it at once. */
static bool push(struct search *search, double x, double y, double half, size_t likely_nearest)
{
    struct width_scratch *scratch = search->scratch;
    const double reach = half * sqrt(2);
    double enough_m = floor_m(search) + ABSOLUTE_TOLERANCE_M - reach;
    double enough_m2 = enough_m > 0 ? enough_m * enough_m : -1;
    struct square square = {.x = x, .y = y, .half = half, .nearest = likely_nearest};
    double nearest_m2 = distance2_m2(scratch->edges + 5 * likely_nearest, x, y);
    for (size_t i = 0; i < search->edge_count && nearest_m2 > enough_m2; i++) {
        double d_m2 = distance2_m2(scratch->edges + 5 * i, x, y);
        if (d_m2 < nearest_m2) {
            nearest_m2 = d_m2;
            square.nearest = i;
        }
    }
    if (nearest_m2 <= enough_m2)
        return true;
    double distance_m = sqrt(nearest_m2);
    square.inside_m = is_inside(search, x, y) ? distance_m : -distance_m;
    square.most_m = square.inside_m + reach;
    if (square.inside_m > search->best_m)
        search->best_m = square.inside_m;
    if (square.most_m <= floor_m(search) + ABSOLUTE_TOLERANCE_M)
        return true;
    if (!cpts_array_reserve(&scratch->heap, &scratch->heap_capacity, search->heap_count + 1,
                            sizeof square))
        return false;
    size_t at = search->heap_count++;
    for (size_t up; at && scratch->heap[up = (at - 1) / 2].most_m < square.most_m; at = up)
        scratch->heap[at] = scratch->heap[up];
    scratch->heap[at] = square;
    return true;
}

static struct square pop(struct search *search)
{
    struct square *heap = search->scratch->heap, top = heap[0], last = heap[--search->heap_count];
    size_t at = 0, count = search->heap_count;
    for (size_t down; (down = 2 * at + 1) < count; at = down) {
        if (down + 1 < count && heap[down + 1].most_m > heap[down].most_m)
            down++;
        if (heap[down].most_m <= last.most_m)
            break;
        heap[at] = heap[down];
    }
    heap[at] = last;
    return top;
}

/* ---- slices ------------------------------------------------------------------------------- */

/* A polygon is sliced across its length at every corner. The distance to an edge is a convex
 * function, and so is the mean of two; over a slice it is therefore largest at a corner. No point
 * of a slice is farther from the border than the mean of the distances to any two edges: for the
 * long strips that most slivers are, two edges opposite give the width almost exactly. What that
 * does not settle is searched, slice by slice. */

#define NEAR_EDGES 6

struct side {
    double left, right; /* height at both ends of the slice */
    uint32_t edge;
};

static double distance_to_edge_m(const double *edge, double x, double y)
{
    return sqrt(distance2_m2(edge, x, y));
}

static int by_number(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Turned so that the way from the first corner to the farthest one is level. */
struct axes {
    double cosine, sine;
};

static struct axes choose_axes(const struct search *search)
{
    const double *edges = search->scratch->edges;
    double far_m2 = 0, x = 1, y = 0;
    for (size_t i = 0; i < search->edge_count; i++) {
        double dx = edges[5 * i] - edges[0], dy = edges[5 * i + 1] - edges[1];
        if (dx * dx + dy * dy > far_m2) {
            far_m2 = dx * dx + dy * dy;
            x = dx;
            y = dy;
        }
    }
    double length = sqrt(x * x + y * y);
    return (struct axes){x / length, y / length};
}

struct slice {
    double x[4], y[4]; /* corners, in the polygon's own axes */
};

static struct slice make_slice(struct axes axes, double left, double right,
                               const struct side *below, const struct side *above)
{
    struct slice slice;
    for (int corner = 0; corner < 4; corner++) {
        const struct side *on = corner & 1 ? above : below;
        double across = corner & 2 ? right : left, up = corner & 2 ? on->right : on->left;
        slice.x[corner] = across * axes.cosine - up * axes.sine;
        slice.y[corner] = across * axes.sine + up * axes.cosine;
    }
    return slice;
}

/* The edges nearest to the middle of a slice. */
static size_t near_edges(const struct search *search, const struct slice *slice, uint32_t *near)
{
    double x = (slice->x[0] + slice->x[1] + slice->x[2] + slice->x[3]) / 4;
    double y = (slice->y[0] + slice->y[1] + slice->y[2] + slice->y[3]) / 4;
    double distance_m[NEAR_EDGES];
    size_t count = 0;
    for (uint32_t e = 0; e < search->edge_count; e++) {
        double d_m = distance_to_edge_m(search->scratch->edges + 5 * (size_t)e, x, y);
        if (count == NEAR_EDGES && d_m >= distance_m[count - 1])
            continue;
        size_t at = count < NEAR_EDGES ? count++ : count - 1;
        for (; at && distance_m[at - 1] > d_m; at--) {
            distance_m[at] = distance_m[at - 1];
            near[at] = near[at - 1];
        }
        distance_m[at] = d_m;
        near[at] = e;
    }
    return count;
}

/* Twice the farthest that a point of the slice can be from the border. */
static double slice_width_m(const struct search *search, const struct slice *slice)
{
    uint32_t near[NEAR_EDGES];
    double corner_m[NEAR_EDGES][4], best_m = INFINITY;
    size_t count = near_edges(search, slice, near);
    for (size_t i = 0; i < count; i++)
        for (int c = 0; c < 4; c++)
            corner_m[i][c] = distance_to_edge_m(search->scratch->edges + 5 * (size_t)near[i],
                                                slice->x[c], slice->y[c]);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++) {
            double most_m = 0;
            for (int c = 0; c < 4; c++)
                most_m = fmax(most_m, corner_m[i][c] + corner_m[j][c]);
            best_m = fmin(best_m, most_m);
        }
    return best_m;
}

/* Searches squares that cover a box. */
static bool seed(struct search *search, double min_x, double min_y, double max_x, double max_y)
{
    double width = max_x - min_x, height = max_y - min_y;
    double side = fmax(fmin(width, height), fmax(width, height) / 64);
    for (double x = min_x; x < max_x; x += side)
        for (double y = min_y; y < max_y; y += side)
            if (!push(search, x + side / 2, y + side / 2, side / 2, 0))
                return false;
    return true;
}

static bool seed_slice(struct search *search, const struct slice *slice)
{
    double min_x = slice->x[0], max_x = min_x, min_y = slice->y[0], max_y = min_y;
    for (int c = 1; c < 4; c++) {
        min_x = fmin(min_x, slice->x[c]);
        max_x = fmax(max_x, slice->x[c]);
        min_y = fmin(min_y, slice->y[c]);
        max_y = fmax(max_y, slice->y[c]);
    }
    return seed(search, min_x, min_y, max_x, max_y);
}

static size_t list_sides(const struct search *search, struct axes axes, double left, double right,
                         struct side *sides)
{
    size_t count = 0;
    for (uint32_t e = 0; e < search->edge_count; e++) {
        const double *edge = search->scratch->edges + 5 * (size_t)e;
        double x = edge[0] * axes.cosine + edge[1] * axes.sine;
        double y = edge[1] * axes.cosine - edge[0] * axes.sine;
        double dx = edge[2] * axes.cosine + edge[3] * axes.sine;
        double dy = edge[3] * axes.cosine - edge[2] * axes.sine;
        double middle = (left + right) / 2;
        if ((x < middle) == (x + dx < middle))
            continue;
        struct side side = {y + (left - x) / dx * dy, y + (right - x) / dx * dy, e};
        size_t at = count++;
        for (; at && sides[at - 1].left + sides[at - 1].right > side.left + side.right; at--)
            sides[at] = sides[at - 1];
        sides[at] = side;
    }
    return count;
}

/* Seeds the search with the slices that may be wider than the limit; *bound_m gets the width that
 * no other slice exceeds. */
static bool seed_slices(struct search *search, double *bound_m)
{
    double across[SLICED_EDGES];
    struct side sides[SLICED_EDGES];
    struct axes axes = choose_axes(search);
    for (size_t e = 0; e < search->edge_count; e++) {
        const double *edge = search->scratch->edges + 5 * (size_t)e;
        across[e] = edge[0] * axes.cosine + edge[1] * axes.sine;
    }
    /* cppcheck-suppress uninitvar ; a ring has at least three edges */
    qsort(across, search->edge_count, sizeof *across, by_number);
    for (size_t i = 1; i < search->edge_count; i++) {
        double left = across[i - 1], right = across[i];
        if (right - left < 1e-9)
            continue;
        size_t count = list_sides(search, axes, left, right, sides);
        for (size_t k = 0; k + 1 < count; k += 2) {
            struct slice slice = make_slice(axes, left, right, &sides[k], &sides[k + 1]);
            double width_m = slice_width_m(search, &slice);
            if (width_m <= 2 * search->limit_m)
                *bound_m = fmax(*bound_m, width_m);
            else if (!seed_slice(search, &slice))
                return false;
        }
    }
    return true;
}

static bool run(struct search *search)
{
    while (search->heap_count) {
        struct square square = pop(search);
        if (square.most_m <= floor_m(search) + ABSOLUTE_TOLERANCE_M)
            break;
        double half = square.half / 2;
        for (int k = 0; k < 4; k++)
            if (!push(search, square.x + (k & 1 ? half : -half), square.y + (k & 2 ? half : -half),
                      half, square.nearest))
                return false;
    }
    return true;
}

bool cpts_width(struct width_scratch *scratch, const struct shapes *shapes, uint32_t part_index,
                double limit_m, struct width *width)
{
    const struct part *part = &shapes->parts[part_index];
    /* The circle is inside the polygon, so smaller than a disc of its area. And no point of a
     * polygon without holes is farther than a radius from the border, so that radius times border
     * is at least the area. */
    double disc_m = 2 * sqrt(part->area_m2 / M_PI);
    double mean_m = 2 * part->area_m2 / cpts_part_border_m(shapes, part_index);
    *width = (struct width){.width_m = fmin(mean_m, limit_m), .is_sliver = disc_m <= limit_m};
    if (width->is_sliver)
        return true;
    struct search search = {.scratch = scratch, .limit_m = limit_m / 2};
    if (!list_edges(&search, shapes, part))
        return false;
    double bound_m = 0;
    bool wide = part->ring_count == 1 && mean_m > limit_m, done;
    if (wide)
        search.best_m = mean_m / 2;
    if (!wide && search.edge_count <= SLICED_EDGES)
        done = seed_slices(&search, &bound_m);
    else
        done = seed(&search, 0, 0, part->box.max_x - part->box.min_x,
                    part->box.max_y - part->box.min_y);
    if (!done || !run(&search))
        return false;
    width->is_sliver = 2 * search.best_m <= limit_m;
    if (!width->is_sliver)
        width->width_m = 2 * search.best_m;
    else
        width->width_m = fmin(limit_m, fmax(bound_m, 2 * search.best_m));
    return true;
}

void cpts_width_free(struct width_scratch *scratch)
{
    cpts_array_free(scratch->heap);
    cpts_array_free(scratch->edges);
    *scratch = (struct width_scratch){0};
}
