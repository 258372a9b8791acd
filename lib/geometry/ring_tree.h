/*
 * Boxes over consecutive segments of a ring, then over consecutive boxes, up to one. A ring's own
 * order is already a good spatial order: nothing is sorted, and the tree is a flat array whose
 * shape follows from the number of segments alone.
 */
#ifndef CPTS_GEOMETRY_RING_TREE_H
#define CPTS_GEOMETRY_RING_TREE_H

#include <math.h>

#include "geometry/shapes.h"

#define CPTS_RING_TREE_FANOUT 8
#define CPTS_RING_TREE_LEVELS 12 /* of the most segments a ring can have */

/* A view: the boxes and the ring are borrowed. */
struct ring_tree {
    const struct box *boxes;
    uint32_t first, end;                 /* segments of the ring */
    int top;                             /* the level that is one box */
    size_t start[CPTS_RING_TREE_LEVELS]; /* of each level in boxes; level 0: of segments */
};

/* How many boxes the tree of a ring takes. */
size_t cpts_ring_tree_size(const struct ring *ring);

/* Computes the boxes. */
void cpts_ring_tree_fill(struct box *boxes, const struct shapes *shapes, const struct ring *ring);

/* The boxes above those of level 0, which are there. */
void cpts_ring_tree_raise(struct box *boxes, const struct ring *ring);

struct ring_tree cpts_ring_tree_view(const struct box *boxes, const struct ring *ring);

/* The segments under a box of level 0: [first, last). */
static inline void cpts_ring_tree_segments(const struct ring_tree *tree, size_t node,
                                           uint32_t *first, uint32_t *last)
{
    *first = tree->first + (uint32_t)node * CPTS_RING_TREE_FANOUT;
    *last = tree->end - *first > CPTS_RING_TREE_FANOUT ? *first + CPTS_RING_TREE_FANOUT : tree->end;
}

/* The boxes under a box of a higher level, in the level below: [first, last). */
static inline void cpts_ring_tree_children(const struct ring_tree *tree, int level, size_t node,
                                           size_t *first, size_t *last)
{
    const size_t count = tree->start[level] - tree->start[level - 1];
    *first = node * CPTS_RING_TREE_FANOUT;
    *last = *first + CPTS_RING_TREE_FANOUT < count ? *first + CPTS_RING_TREE_FANOUT : count;
}

/* Calls visit for the segments [first, last) of each box of level 0 that meets `box`, in order,
 * until it returns false. False when visit stopped the search. */
typedef bool (*cpts_segments_visit)(void *user, uint32_t first, uint32_t last);
bool cpts_ring_tree_search(const struct ring_tree *tree, struct box box, cpts_segments_visit visit,
                           void *user);

/* A ray to the right: how often borders cross it says whether its origin is inside. */
struct ring_ray {
    const struct point *points;
    struct point from;
    struct box box;
    bool odd, on_border;
};

static inline struct ring_ray cpts_ring_ray(const struct point *points, struct point from)
{
    return (struct ring_ray){points, from, {from.x, from.y, INFINITY, from.y}, false, false};
}

/* A cpts_segments_visit, of `ray`; stops on a border. */
bool cpts_ring_ray_visit(void *ray, uint32_t first, uint32_t last);

#endif
