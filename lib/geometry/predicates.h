/*
 * Predicates on points of the quantum grid. Exact: differences of two such points are whole
 * numbers of quanta that a double holds without loss, and what a double cannot decide is decided
 * in 128-bit integers. No adaptive expansions are needed, which is why the grid exists.
 */
#ifndef CPTS_GEOMETRY_PREDICATES_H
#define CPTS_GEOMETRY_PREDICATES_H

#include <math.h>

#include "geometry/shapes.h"

/* Two points of different drawings at most this far apart are the same point: it absorbs the
 * noise of reprojection and of rounding once, and is far below any drawing's precision. */
#define CPTS_COINCIDENCE_M 1e-3

static inline bool cpts_same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

/* Order by x, then y: makes results independent of the direction of segments. */
static inline int cpts_compare_points(struct point a, struct point b)
{
    if (a.x != b.x)
        return a.x < b.x ? -1 : 1;
    return (a.y > b.y) - (a.y < b.y);
}

static inline int64_t cpts_quanta(double metres)
{
    return (int64_t)(metres / CPTS_QUANTUM_M);
}

/* Sign of the cross product of two vectors of the grid: 1 when v is to the left of u. */
static inline int cpts_turn(struct point u, struct point v)
{
    double left = u.x * v.y, right = u.y * v.x, cross = left - right;
    double doubt = 4e-16 * (fabs(left) + fabs(right));
    if (cross > doubt)
        return 1;
    if (cross < -doubt)
        return -1;
    __extension__ typedef __int128 wide;
    wide exact =
        (wide)cpts_quanta(u.x) * cpts_quanta(v.y) - (wide)cpts_quanta(u.y) * cpts_quanta(v.x);
    return (exact > 0) - (exact < 0);
}

static inline struct point cpts_vector(struct point from, struct point to)
{
    return (struct point){to.x - from.x, to.y - from.y};
}

/* 1 when c lies to the left of the line from a to b, -1 to the right, 0 on it. */
static inline int cpts_side(struct point a, struct point b, struct point c)
{
    return cpts_turn(cpts_vector(a, b), cpts_vector(a, c));
}

static inline bool cpts_boxes_meet(struct box a, struct box b)
{
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

static inline bool cpts_box_holds(struct box outer, struct box inner)
{
    return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
           inner.max_y <= outer.max_y;
}

static inline struct box cpts_box_of_segment(struct point a, struct point b)
{
    return (struct box){a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, a.x > b.x ? a.x : b.x,
                        a.y > b.y ? a.y : b.y};
}

static inline struct box cpts_box_join(struct box a, struct box b)
{
    return (struct box){
        a.min_x < b.min_x ? a.min_x : b.min_x, a.min_y < b.min_y ? a.min_y : b.min_y,
        a.max_x > b.max_x ? a.max_x : b.max_x, a.max_y > b.max_y ? a.max_y : b.max_y};
}

static inline struct box cpts_box_grow(struct box a, double margin_m)
{
    return (struct box){a.min_x - margin_m, a.min_y - margin_m, a.max_x + margin_m,
                        a.max_y + margin_m};
}

#define CPTS_EMPTY_BOX ((struct box){INFINITY, INFINITY, -INFINITY, -INFINITY})

/* Directions in anticlockwise order from the positive x axis; 0 when they are the same. */
int cpts_compare_directions(struct point u, struct point v);

/* Do the segments cross at a point inside both? Then the crossing, on the grid, the same whatever
 * the order and direction of the segments. */
bool cpts_segments_cross(struct point a, struct point b, struct point c, struct point d,
                         struct point *crossing);

/* Is c within CPTS_COINCIDENCE_M of the inside of segment ab, and not of its ends? */
bool cpts_point_on_segment(struct point a, struct point b, struct point c);

/* The point of the grid nearest to the foot of c on the line ab, the same for ba. */
struct point cpts_foot_on_segment(struct point a, struct point b, struct point c);

/* Does segment ab pass through the square of the grid around c, and is c none of its ends? */
bool cpts_segment_meets_quantum(struct point a, struct point b, struct point c);

/* Position of a point in a closed ring of `count` segments: 1 inside, 0 on it, -1 outside. */
int cpts_point_in_ring(const struct point *ring, size_t count, struct point p);

/* Signed area of a closed ring, from a local origin; positive when anticlockwise. */
double cpts_ring_area_m2(const struct point *ring, size_t count);

/* The same without any loss, so that its sign holds: for rings that are small or thin. */
double cpts_ring_exact_area_m2(const struct point *ring, size_t count);

#endif
