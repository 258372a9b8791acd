/*
 * Borders: the segments of the base, each paired with its twin, the same segment seen from the
 * neighbouring unit. The shapes thus become a planar map on which everything else walks.
 *
 * A segment is named by the index of its first point. Exact equality of points is enough: the
 * frame has removed the noise before. Sorting the segments was rejected: three times slower than
 * hashing them, and walking makes most probes needless.
 */
#ifndef CPTS_GEOMETRY_BORDERS_H
#define CPTS_GEOMETRY_BORDERS_H

#include "common/context.h"
#include "geometry/nodes.h"

struct borders {
    struct shapes *shapes;
    uint32_t *twin;    /* by segment; CPTS_NONE on the outer border and at the end of a ring; of a
                          segment that is no longer live: where it went whole */
    uint32_t *ring_of; /* by segment */
    size_t capacity;   /* of both */
    uint32_t *slots;   /* open addressing on undirected segments, as they were named when stored,
                          under bits of their hash: looking at the points of others is dear */
    size_t slot_count, slots_used;
    unsigned name_bits;   /* of a slot; the others are of the hash */
    size_t lone_count;    /* segments without a twin */
    struct {              /* where the last insertion of nodes moved segments */
        uint32_t *offset; /* by ring: of its entries in start; CPTS_NONE when it stayed */
        struct moved_ring {
            uint32_t first, count;
        } * old;         /* by ring: as it was */
        uint32_t *start; /* by old segment, and one more a ring: its first piece */
        size_t ring_count;
    } moves;
    uint32_t *crowded; /* segments found a third time, or twice in one direction */
    size_t crowded_count, crowded_capacity;
};

/* Pairs every segment of shapes, which it borrows and may extend. False when memory is short. */
bool cpts_borders_build(struct borders *borders, struct shapes *shapes);

/* The same by the threads of the context. False also when the caller asked to stop. */
bool cpts_borders_build_together(struct borders *borders, struct shapes *shapes,
                                 const cpts_context *context);
void cpts_borders_free(struct borders *borders);

/* Pairs the segments of rings added to the shapes since, from `first_ring` on. */
bool cpts_borders_extend(struct borders *borders, size_t first_ring);

/* The segment after and before on the ring. */
static inline uint32_t cpts_segment_next(const struct borders *borders, uint32_t segment)
{
    const struct ring *ring = &borders->shapes->rings[borders->ring_of[segment]];
    return segment + 1 == ring->first + ring->count ? ring->first : segment + 1;
}

static inline uint32_t cpts_previous(const struct borders *borders, uint32_t segment)
{
    const struct ring *ring = &borders->shapes->rings[borders->ring_of[segment]];
    return segment == ring->first ? ring->first + ring->count - 1 : segment - 1;
}

static inline uint32_t cpts_part_of(const struct borders *borders, uint32_t segment)
{
    return borders->shapes->rings[borders->ring_of[segment]].part;
}

/* False for what a ring left behind when nodes were inserted. */
static inline bool cpts_segment_is_live(const struct borders *borders, uint32_t segment)
{
    const struct ring *ring = &borders->shapes->rings[borders->ring_of[segment]];
    return segment - ring->first < ring->count;
}

/* The part on the other side, CPTS_NONE when there is none. */
static inline uint32_t cpts_part_beyond(const struct borders *borders, uint32_t segment)
{
    uint32_t twin = borders->twin[segment];
    return twin == CPTS_NONE ? CPTS_NONE : cpts_part_of(borders, twin);
}

/* Lists the segments without a twin in order; those that follow each other in the list and by
 * number do so on a ring. False when memory is short. */
bool cpts_borders_list_lone(const struct borders *borders, uint32_t **list, size_t *count);

/* A segment between a and b, in the direction from a to b where there is one; CPTS_NONE. */
uint32_t cpts_borders_find(const struct borders *borders, struct point a, struct point b);

/* The same where the segment found just before, or CPTS_NONE, ends at a: lines that follow a ring
 * need no search. */
uint32_t cpts_borders_follow(const struct borders *borders, uint32_t before, struct point a,
                             struct point b);

/* Asks memory for what finding the segment between a and b will look at first: worth doing a few
 * segments ahead, since waiting is most of what finding costs. */
void cpts_borders_prefetch(const struct borders *borders, struct point a, struct point b);

/* Going round the map: for a segment on the outer border, the one whose outer side comes next
 * when the outside is kept on the left (that is, backwards along the shells). */
uint32_t cpts_gaps_next(const struct borders *borders, uint32_t segment);

/* Inserts nodes into segments and their twins, in any order, repeated or not. Rings that receive
 * nodes move to the end of the points (rings[].first changes, ring indexes do not); areas are
 * brought up to date. A tip that a node folds is taken out of its ring. */
bool cpts_borders_insert(struct borders *borders, const struct node *nodes, size_t count);

/* Where the segments of a ring went in the last insertion, if there was one since the borders were
 * built or extended. */
struct whereabouts {
    uint32_t first, count; /* the segments of the ring as they were */
    const uint32_t *start; /* their first pieces, and one more; NULL: they stayed */
    bool lost;             /* the ring lost a tip: where its segments are is not known */
};

struct whereabouts cpts_borders_whereabouts(const struct borders *borders, uint32_t segment);

/* The first of the pieces that a segment has become, and how many; none when that is not known.
 * `ring`, of the segment asked for before or zero, saves looking up its ring each time. */
static inline uint32_t cpts_borders_now(const struct borders *borders, uint32_t segment,
                                        struct whereabouts *ring, uint32_t *pieces)
{
    if (segment - ring->first >= ring->count)
        *ring = cpts_borders_whereabouts(borders, segment);
    *pieces = 1;
    if (!ring->start)
        return segment;
    const uint32_t *start = ring->start + (segment - ring->first);
    *pieces = ring->lost ? 0 : start[1] - start[0];
    return start[0];
}

#endif
