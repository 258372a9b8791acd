/*
 * Which segments of the base pass near a box? A box tree over the parts, and under it, built only
 * for the rings that are ever asked, the tree of each ring; for parts of many rings, once asked, a
 * tree over those.
 */
#ifndef CPTS_GEOMETRY_SEGMENT_INDEX_H
#define CPTS_GEOMETRY_SEGMENT_INDEX_H

#include "geometry/box_tree.h"
#include "geometry/ring_tree.h"

struct indexed_ring {
    uint32_t first;  /* of the ring when the tree was built: rings may move */
    uint32_t offset; /* of its boxes in the pool */
    bool built;
};

struct segment_index {
    const struct shapes *shapes;
    struct box_tree parts;
    struct indexed_ring *rings;   /* by ring */
    struct box_tree **part_rings; /* by part of many rings: over them, once asked */
    size_t ring_count, part_count;
    struct box *pool;
    size_t pool_count, pool_capacity;
    bool is_fork; /* the box tree over the parts is another's */
};

/* Over all parts of shapes that are not empty; shapes may move rings afterwards, not add any. */
bool cpts_segment_index_build(struct segment_index *index, const struct shapes *shapes);

/* The same for one more thread: asking builds, so each thread has its own. Freed before it. */
bool cpts_segment_index_fork(struct segment_index *fork, const struct segment_index *index);
void cpts_segment_index_free(struct segment_index *index);

/* Calls visit for the segments of each group of neighbours whose box meets `box`:
 * [first, last). False when visit stopped the search or memory is short. */
bool cpts_segment_index_search(struct segment_index *index, struct box box,
                               cpts_segments_visit visit, void *user);

/* Whether p lies inside a part, not on its border. False when memory is short. */
bool cpts_segment_index_holds(bool *inside, struct segment_index *index, uint32_t part,
                              struct point p);

#endif
