/*
 * The edges of a polygon, laid out for asking how far a point is from them: in axes turned along
 * the polygon, and sorted from left to right, so that only those near a point are looked at. Where
 * looking at those costs more than a tree, one is built.
 */
#ifndef CPTS_GEOMETRY_EDGES_H
#define CPTS_GEOMETRY_EDGES_H

#include <math.h>

#include "geometry/box_tree.h"

struct edge {
    double x, y, dx, dy, per_length2; /* 1 / length² */
    double reach;                     /* the rightmost of this edge and those before it */
    double top;                       /* of its ring */
};

/* Zero-initialise; kept from polygon to polygon. */
struct edges {
    struct edge *list;
    size_t count, capacity;
    size_t looked_at; /* since they were listed */
    struct box_tree tree,
        below; /* of their boxes; of those with all above them to their ring's top */
};

/* False when memory is short. */
bool cpts_edges_list(struct edges *edges, const struct shapes *shapes, const struct part *part);
void cpts_edges_free(struct edges *edges);

/* fmin and fmax are calls, which take longer than what is compared. */
static inline double cpts_lesser(double one, double other)
{
    return other < one ? other : one;
}

static inline double cpts_greater(double one, double other)
{
    return other > one ? other : one;
}

static inline double cpts_edge_left(const struct edge *edge)
{
    return edge->dx < 0 ? edge->x + edge->dx : edge->x;
}

/* From the nearest point of the edge to p. */
static inline struct point cpts_edge_away(const struct edge *edge, struct point p)
{
    double px = p.x - edge->x, py = p.y - edge->y;
    double along = (px * edge->dx + py * edge->dy) * edge->per_length2;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return (struct point){px - along * edge->dx, py - along * edge->dy};
}

static inline double cpts_edge_distance2_m2(const struct edge *edge, struct point p)
{
    struct point away = cpts_edge_away(edge, p);
    return away.x * away.x + away.y * away.y;
}

enum { NEAR_EDGES = 4 }; /* that may bound a cell of a polygon */

/* The nearest edges of a point, the nearest first. */
struct near_edges {
    const struct edge *edges[NEAR_EDGES];
    double m2[NEAR_EDGES];
    size_t count;
    bool inside; /* the polygon */
};

/* Those beyond `most_m` may be left out. False when memory is short. */
bool cpts_edges_near(struct near_edges *out, struct edges *edges, struct point p, double most_m);

/* Distance of p from the border, negative outside; `most_m` when it is farther. False when memory
 * is short. */
bool cpts_edges_depth_m(double *out, struct edges *edges, struct point p, double most_m);

#endif
