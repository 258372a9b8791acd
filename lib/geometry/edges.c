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

static void free_trees(struct edges *edges)
{
    cpts_box_tree_free(&edges->tree);
    cpts_box_tree_free(&edges->below);
}

bool cpts_edges_list(struct edges *edges, const struct shapes *shapes, const struct part *part)
{
    const struct point axis = long_axis(shapes, part);
    const struct point origin = shapes->points[shapes->rings[part->first_ring].first];
    double reach = -INFINITY;
    edges->count = edges->looked_at = 0;
    free_trees(edges);
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        const struct ring *ring = &shapes->rings[r];
        if (!cpts_array_reserve(&edges->list, &edges->capacity, edges->count + ring->count,
                                sizeof *edges->list))
            return false;
        double top = -INFINITY;
        for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
            const struct point a = turned(axis, cpts_vector(origin, shapes->points[v]));
            const struct point b = turned(axis, cpts_vector(origin, shapes->points[v + 1]));
            const double dx = b.x - a.x, dy = b.y - a.y;
            edges->list[edges->count++] =
                (struct edge){a.x, a.y, dx, dy, 1 / (dx * dx + dy * dy), 0, 0};
            top = cpts_greater(top, a.y);
        }
        for (size_t e = edges->count - ring->count; e < edges->count; e++)
            edges->list[e].top = top;
    }
    qsort(edges->list, edges->count, sizeof *edges->list, by_left);
    for (size_t e = 0; e < edges->count; e++) {
        struct edge *edge = &edges->list[e];
        edge->reach = reach = cpts_greater(reach, cpts_edge_left(edge) + fabs(edge->dx));
    }
    return true;
}

void cpts_edges_free(struct edges *edges)
{
    cpts_array_free(edges->list);
    free_trees(edges);
    *edges = (struct edges){0};
}

/* The first in [from, to) that begins to the right of x. */
static size_t first_beyond(const struct edges *edges, size_t from, size_t to, double x)
{
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (cpts_edge_left(&edges->list[middle]) <= x)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The edges that come within `reach_m` of p from left and right: [*first, *last). */
static void find_within(const struct edges *edges, struct point p, double reach_m, size_t *first,
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
    *last = first_beyond(edges, from, edges->count, p.x + reach_m);
}

/* ---- what is asked of them ------------------------------------------------------------------ */

struct asking {
    const struct edges *edges;
    struct point p;
    struct near_edges *out;
    size_t wanted;
    double most_m2;
};

/* No edge farther away is taken any more. */
static double far_m2(const struct asking *asking)
{
    const struct near_edges *out = asking->out;
    return out->count < asking->wanted ? INFINITY : out->m2[out->count - 1];
}

/* Of edges as near as each other, the first in the list come first. */
static bool comes_before(const struct near_edges *out, size_t at, double d_m2,
                         const struct edge *edge)
{
    return d_m2 < out->m2[at] || (d_m2 == out->m2[at] && edge < out->edges[at]);
}

static void take(struct asking *asking, const struct edge *edge)
{
    struct near_edges *out = asking->out;
    const double d_m2 = cpts_edge_distance2_m2(edge, asking->p);
    size_t at = out->count;
    if (at < asking->wanted)
        out->count++;
    else if (!comes_before(out, --at, d_m2, edge))
        return;
    for (; at && comes_before(out, at - 1, d_m2, edge); at--) {
        out->m2[at] = out->m2[at - 1];
        out->edges[at] = out->edges[at - 1];
    }
    out->m2[at] = d_m2;
    out->edges[at] = edge;
}

static double take_item(void *user, uint32_t item)
{
    struct asking *asking = user;
    take(asking, &asking->edges->list[item]);
    return cpts_lesser(asking->most_m2, far_m2(asking));
}

/* An odd number of such edges has the point inside. */
static inline bool passes_below(const struct edge *edge, struct point p)
{
    double across = p.x - edge->x;
    return (across < 0) != (across - edge->dx < 0) && edge->y + across / edge->dx * edge->dy < p.y;
}

/* Takes the edges of [first, last) from p to the left and to the right, until those that follow
 * are all too far away. */
static void sweep(struct asking *asking, struct edges *edges, size_t first, size_t last)
{
    const double slack = 1 - 1e-9; /* for the rounding of distances */
    const struct point p = asking->p;
    const size_t middle = first_beyond(edges, first, last, p.x);
    size_t left = middle, right = middle;
    for (; left > first; left--) {
        const struct edge *edge = &edges->list[left - 1];
        const double gap_m = p.x - edge->reach; /* of those before it, too */
        if (gap_m > 0 && gap_m * gap_m * slack > far_m2(asking))
            break;
        take(asking, edge);
        asking->out->inside ^= passes_below(edge, p);
    }
    for (; right < last; right++) {
        const struct edge *edge = &edges->list[right];
        const double gap_m = cpts_edge_left(edge) - p.x;
        if (gap_m * gap_m * slack > far_m2(asking))
            break;
        take(asking, edge);
    }
    edges->looked_at += right - left;
}

static bool cross_item(void *user, uint32_t item)
{
    const struct asking *asking = user;
    asking->out->inside ^= passes_below(&asking->edges->list[item], asking->p);
    return true;
}

/* Rings that lie below a point are crossed an even number of times: they are not looked at. */
static bool build_trees(struct edges *edges)
{
    struct box *boxes = cpts_array_raw(edges->count, sizeof *boxes);
    for (size_t e = 0; boxes && e < edges->count; e++) {
        const struct edge *edge = &edges->list[e];
        boxes[e] = (struct box){
            cpts_lesser(edge->x, edge->x + edge->dx), cpts_lesser(edge->y, edge->y + edge->dy),
            cpts_greater(edge->x, edge->x + edge->dx), cpts_greater(edge->y, edge->y + edge->dy)};
    }
    bool done = boxes && cpts_box_tree_build(&edges->tree, boxes, edges->count);
    for (size_t e = 0; done && e < edges->count; e++)
        boxes[e].max_y = cpts_greater(boxes[e].max_y, edges->list[e].top);
    done = done && cpts_box_tree_build(&edges->below, boxes, edges->count);
    cpts_array_free(boxes);
    return done;
}

/* Looking at the edges in a slice is quicker than a tree as long as they are few. */
static bool ask(struct asking *asking, struct edges *edges)
{
    enum { WORTH_A_TREE = 64 };
    const struct point p = asking->p;
    asking->edges = edges;
    *asking->out = (struct near_edges){.count = 0};
    if (!edges->below.levels && edges->looked_at / WORTH_A_TREE > edges->count &&
        !build_trees(edges))
        return false;
    if (edges->below.levels) {
        cpts_box_tree_near(&edges->tree, p, asking->most_m2, take_item, asking);
        return cpts_box_tree_search(&edges->below, (struct box){p.x, p.y, p.x, p.y}, cross_item,
                                    asking);
    }
    size_t first, last;
    find_within(edges, p, sqrt(asking->most_m2), &first, &last);
    sweep(asking, edges, first, last);
    return true;
}

bool cpts_edges_near(struct near_edges *out, struct edges *edges, struct point p, double most_m)
{
    struct asking asking = {.p = p, .out = out, .wanted = NEAR_EDGES, .most_m2 = most_m * most_m};
    return ask(&asking, edges);
}

bool cpts_edges_depth_m(double *out, struct edges *edges, struct point p, double most_m)
{
    struct near_edges near;
    struct asking asking = {.p = p, .out = &near, .wanted = 1, .most_m2 = most_m * most_m};
    if (!ask(&asking, edges))
        return false;
    const double depth_m = near.count ? cpts_lesser(sqrt(near.m2[0]), most_m) : most_m;
    *out = near.inside ? depth_m : -depth_m;
    return true;
}
