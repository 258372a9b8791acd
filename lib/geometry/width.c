#include "width.h"

#include <math.h>

#include "../common/memory.h"
#include "predicates.h"

#define RELATIVE_TOLERANCE   0.01
#define ABSOLUTE_TOLERANCE_M 5e-4 /* of the radius */

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
    /* The circle is inside the polygon, so smaller than a disc of its area. A point is at most a
     * radius away from the border, so the area is at most radius times border; holes leave that
     * true of the polygon less than by their number. */
    double most_m = 2 * sqrt(part->area_m2 / M_PI);
    double mean_m = 2 * part->area_m2 / cpts_part_border_m(shapes, part_index);
    *width = (struct width){.width_m = mean_m, .is_sliver = most_m <= limit_m};
    if (width->is_sliver)
        return true;
    struct search search = {.scratch = scratch, .limit_m = limit_m / 2};
    if (part->ring_count == 1 && mean_m > limit_m)
        search.best_m = mean_m / 2;
    if (!list_edges(&search, shapes, part) || !run(&search, part))
        return false;
    width->is_sliver = 2 * search.best_m <= limit_m;
    width->width_m = width->is_sliver ? fmin(mean_m, limit_m) : 2 * search.best_m;
    return true;
}

void cpts_width_free(struct width_scratch *scratch)
{
    cpts_array_free(scratch->heap);
    cpts_array_free(scratch->edges);
    *scratch = (struct width_scratch){0};
}
