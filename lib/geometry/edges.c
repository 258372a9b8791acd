#include "geometry/edges.h"

#include <stdlib.h>

#include "common/memory.h"
#include "geometry/predicates.h"

/* The direction from the first corner to the farthest one. */
static struct point long_axis(const struct shapes *shapes, const struct part *part)
{
    const struct ring *shell = &shapes->rings[part->first_ring];
    const struct point *points = shapes->points + shell->first;
    struct point axis = {1, 0};
    double far_m2 = 0;
    for (uint32_t v = 1; v < shell->count; v++) {
        struct point d = cpts_vector(points[0], points[v]);
        if (d.x * d.x + d.y * d.y > far_m2) {
            far_m2 = d.x * d.x + d.y * d.y;
            axis = d;
        }
    }
    double length_m = sqrt(axis.x * axis.x + axis.y * axis.y);
    return (struct point){axis.x / length_m, axis.y / length_m};
}

static struct point turned(struct point axis, struct point v)
{
    return (struct point){v.x * axis.x + v.y * axis.y, v.y * axis.x - v.x * axis.y};
}

static int by_left(const void *a, const void *b)
{
    const struct edge *left = a, *right = b;
    double l = cpts_edge_left(left), r = cpts_edge_left(right);
    return (l > r) - (l < r);
}

bool cpts_edges_list(struct edges *edges, const struct shapes *shapes, const struct part *part)
{
    const struct point axis = long_axis(shapes, part);
    const struct point origin = shapes->points[shapes->rings[part->first_ring].first];
    double reach = -INFINITY;
    edges->count = 0;
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        if (!cpts_array_reserve(&edges->list, &edges->capacity, edges->count + ring->count,
                                sizeof *edges->list))
            return false;
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            const struct point a = turned(axis, cpts_vector(origin, shapes->points[v]));
            const struct point b = turned(axis, cpts_vector(origin, shapes->points[v + 1]));
            const double dx = b.x - a.x, dy = b.y - a.y;
            edges->list[edges->count++] =
                (struct edge){a.x, a.y, dx, dy, 1 / (dx * dx + dy * dy), 0};
        }
    }
    qsort(edges->list, edges->count, sizeof *edges->list, by_left);
    for (size_t e = 0; e < edges->count; e++) {
        struct edge *edge = &edges->list[e];
        edge->reach = reach = fmax(reach, cpts_edge_left(edge) + fabs(edge->dx));
    }
    return true;
}

void cpts_edges_free(struct edges *edges)
{
    cpts_array_free(edges->list);
    *edges = (struct edges){0};
}

void cpts_edges_within(const struct edges *edges, struct point p, double reach_m, size_t *first,
                       size_t *last)
{
    size_t from = 0, to = edges->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (edges->list[middle].reach < p.x - reach_m)
            from = middle + 1;
        else
            to = middle;
    }
    *first = from;
    for (to = edges->count; from < to;) {
        const size_t middle = from + (to - from) / 2;
        if (cpts_edge_left(&edges->list[middle]) <= p.x + reach_m)
            from = middle + 1;
        else
            to = middle;
    }
    *last = from;
}

double cpts_edges_depth_m(const struct edges *edges, struct point p, double most_m)
{
    double least_m2 = most_m * most_m;
    bool inside = false;
    size_t first, last;
    cpts_edges_within(edges, p, most_m, &first, &last);
    for (size_t e = first; e < last; e++) {
        const double d_m2 = cpts_edge_distance2_m2(&edges->list[e], p);
        least_m2 = d_m2 < least_m2 ? d_m2 : least_m2;
        inside ^= cpts_edge_passes_below(&edges->list[e], p);
    }
    return inside ? sqrt(least_m2) : -sqrt(least_m2);
}
