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

/* Distance to the border, negative outside. */
static double distance_inside_m(const struct search *search, double x, double y)
{
    double nearest_m2 = INFINITY;
    bool inside = false;
    const double *edge = search->scratch->edges;
    for (size_t i = 0; i < search->edge_count; i++, edge += 5) {
        double px = x - edge[0], py = y - edge[1], dx = edge[2], dy = edge[3];
        double along = (px * dx + py * dy) * edge[4];
        along = along < 0 ? 0 : along > 1 ? 1 : along;
        double ex = px - along * dx, ey = py - along * dy, d_m2 = ex * ex + ey * ey;
        nearest_m2 = d_m2 < nearest_m2 ? d_m2 : nearest_m2;
        bool spans = (py < 0) != (py - dy < 0);
        inside ^= spans & ((px * dy < py * dx) == (dy > 0));
    }
    double distance_m = sqrt(nearest_m2);
    return inside ? distance_m : -distance_m;
}

/* What a square must promise to be worth looking at. */
static double floor_m(const struct search *search)
{
    if (search->best_m <= search->limit_m)
        return fmax(search->limit_m, search->best_m);
    return search->best_m * (1 + RELATIVE_TOLERANCE);
}

static bool push(struct search *search, double x, double y, double half)
{
    struct width_scratch *scratch = search->scratch;
    struct square square = {x, y, half, distance_inside_m(search, x, y), 0};
    square.most_m = square.inside_m + half * sqrt(2);
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

/* A polygon is sliced across its length at every corner. A slice lies between two edges; the
 * distances to them are convex functions, and so is their mean, which is therefore largest at a
 * corner of the slice, where one of them is zero. No point of the slice is farther from the border
 * than half the distance from a corner to the edge opposite. For the long strips that most slivers
 * are, that is their width almost exactly. */

struct side {
    double left, right; /* height at both ends of the slice */
    uint32_t edge;
};

static double distance_to_edge_m(const double *edge, double x, double y)
{
    double px = x - edge[0], py = y - edge[1];
    double along = (px * edge[2] + py * edge[3]) * edge[4];
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    double ex = px - along * edge[2], ey = py - along * edge[3];
    return sqrt(ex * ex + ey * ey);
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

/* The farthest that a corner of the slice between two sides is from the edge opposite. */
static double slice_width_m(const struct search *search, struct axes axes, double left,
                            double right, const struct side *below, const struct side *above)
{
    double most_m = 0;
    for (int corner = 0; corner < 4; corner++) {
        const struct side *on = corner & 1 ? above : below, *other = corner & 1 ? below : above;
        double across = corner & 2 ? right : left, up = corner & 2 ? on->right : on->left;
        double x = across * axes.cosine - up * axes.sine, y = across * axes.sine + up * axes.cosine;
        most_m = fmax(most_m, distance_to_edge_m(search->scratch->edges + 5 * other->edge, x, y));
    }
    return most_m;
}

static size_t list_sides(const struct search *search, struct axes axes, double left, double right,
                         struct side *sides)
{
    size_t count = 0;
    for (uint32_t e = 0; e < search->edge_count; e++) {
        const double *edge = search->scratch->edges + 5 * e;
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

/* An upper bound of the width, or infinity for a polygon of many edges. */
static double sliced_width_m(const struct search *search)
{
    double across[SLICED_EDGES], most_m = 0;
    struct side sides[SLICED_EDGES];
    if (search->edge_count > SLICED_EDGES)
        return INFINITY;
    struct axes axes = choose_axes(search);
    for (size_t e = 0; e < search->edge_count; e++) {
        const double *edge = search->scratch->edges + 5 * e;
        across[e] = edge[0] * axes.cosine + edge[1] * axes.sine;
    }
    qsort(across, search->edge_count, sizeof *across, by_number);
    for (size_t i = 1; i < search->edge_count; i++) {
        if (across[i] - across[i - 1] < 1e-9)
            continue;
        size_t count = list_sides(search, axes, across[i - 1], across[i], sides);
        for (size_t k = 0; k + 1 < count; k += 2)
            most_m = fmax(most_m, slice_width_m(search, axes, across[i - 1], across[i], &sides[k],
                                                &sides[k + 1]));
        if (most_m > 2 * search->limit_m)
            break; /* no use: wider than what is asked */
    }
    return most_m + 1e-9;
}

static bool run(struct search *search, const struct part *part)
{
    double width = part->box.max_x - part->box.min_x, height = part->box.max_y - part->box.min_y;
    double side = fmax(fmin(width, height), fmax(width, height) / 64);
    for (double x = 0; x < width; x += side)
        for (double y = 0; y < height; y += side)
            if (!push(search, x + side / 2, y + side / 2, side / 2))
                return false;
    while (search->heap_count) {
        struct square square = pop(search);
        if (square.most_m <= floor_m(search) + ABSOLUTE_TOLERANCE_M)
            break;
        double half = square.half / 2;
        for (int k = 0; k < 4; k++)
            if (!push(search, square.x + (k & 1 ? half : -half), square.y + (k & 2 ? half : -half),
                      half))
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
    if (part->ring_count == 1 && mean_m > limit_m) {
        search.best_m = mean_m / 2;
    } else {
        double sliced_m = sliced_width_m(&search);
        width->is_sliver = sliced_m <= limit_m;
        width->width_m = fmin(sliced_m, limit_m);
        if (width->is_sliver)
            return true;
    }
    if (!run(&search, part))
        return false;
    width->is_sliver = 2 * search.best_m <= limit_m;
    width->width_m = width->is_sliver ? limit_m : 2 * search.best_m;
    return true;
}

void cpts_width_free(struct width_scratch *scratch)
{
    cpts_array_free(scratch->heap);
    cpts_array_free(scratch->edges);
    *scratch = (struct width_scratch){0};
}
