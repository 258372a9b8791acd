/*
 * A set of points, each with an index in order of arrival.
 */
#ifndef CPTS_GEOMETRY_POINT_SET_H
#define CPTS_GEOMETRY_POINT_SET_H

#include <string.h>

#include "geometry/shapes.h"

struct point_set {
    struct point *points;
    size_t count, capacity;
    uint32_t *slots; /* open addressing */
    uint8_t *tags;   /* by slot: bits of the hash, 0 when it is free: most of what is not in the
                        set is known by them alone, and they fit into a cache */
    size_t slot_count;
};

/* Hash of the bits of a point. */
static inline uint64_t cpts_hash_point(struct point p)
{
    uint64_t x, y;
    memcpy(&x, &p.x, sizeof x);
    memcpy(&y, &p.y, sizeof y);
    uint64_t hash = (x ^ (y << 23 | y >> 41)) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29;
}

/* The index of p, added when new. False when memory is short. */
bool cpts_point_set_add(struct point_set *set, struct point p, uint32_t *index);
/* The index of p, whose hash this is, or CPTS_NONE. */
uint32_t cpts_point_set_search(const struct point_set *set, struct point p, uint64_t hash);

/* The same; most of what is not in the set is known to be absent at once. */
static inline uint32_t cpts_point_set_find(const struct point_set *set, struct point p)
{
    const uint64_t hash = cpts_hash_point(p);
    return set->slot_count && set->tags[hash & (set->slot_count - 1)]
               ? cpts_point_set_search(set, p, hash)
               : CPTS_NONE;
}

/* Forgets the points, keeps the memory. */
void cpts_point_set_clear(struct point_set *set);
void cpts_point_set_free(struct point_set *set);

#endif
