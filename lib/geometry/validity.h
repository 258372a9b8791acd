/*
 * Validity: which features have rings that touch or cross themselves or each other, or parts and
 * holes that lie where they should not. A cheap and complete sieve: the few it keeps are then
 * judged by GEOS. Asking GEOS about every feature would cost ten times the whole check.
 */
#ifndef CPTS_GEOMETRY_VALIDITY_H
#define CPTS_GEOMETRY_VALIDITY_H

#include "geometry/shapes.h"

/* Scratch kept from feature to feature; zero-initialise. */
struct validity {
    struct judged_ring *rings; /* of the feature */
    struct chain *chains;      /* of all rings */
    struct box *boxes;         /* of their trees */
    struct box *ring_boxes;
    size_t ring_capacity, chain_capacity, box_capacity, ring_box_capacity;
};

enum validity_result { VALIDITY_SIMPLE, VALIDITY_SUSPECT, VALIDITY_NO_MEMORY };

/* Judges the polygon that `count` parts make together. */
enum validity_result cpts_validity(struct validity *validity, const struct shapes *shapes,
                                   const uint32_t *parts, size_t count);
/* The same, and which parts meet: groups[i] is the first of the parts that the i-th one meets, by
 * others too, i when it meets itself alone, and CPTS_NONE when it meets none, and then is simple.
 * Suspect: there are groups. What has been redrawn as a valid drawing group by group is one, unless
 * redrawing made groups meet. Where parts lie in each other, all are one group. */
enum validity_result cpts_validity_groups(struct validity *validity, const struct shapes *shapes,
                                          const uint32_t *parts, size_t count, uint32_t *groups);
/* The same as cpts_validity for rings known to be simple and not to cross, such as borders of a
 * valid base: only the places of holes and parts are judged. */
enum validity_result cpts_nesting(struct validity *validity, const struct shapes *shapes,
                                  const uint32_t *parts, size_t count);

/* Crossings beyond which a drawing is refused: drawings of places have a few, and GEOS takes some
 * 80 microseconds and 2.5 kB for each. */
#define CPTS_CROSSINGS_MOST 100000

/* Suspect: the segments of these parts cross more often than that. */
enum validity_result cpts_tangle(struct validity *validity, const struct shapes *shapes,
                                 const uint32_t *parts, size_t count);

/* Is the point strictly inside the part? */
bool cpts_part_contains(const struct shapes *shapes, uint32_t part, struct point p);

void cpts_validity_free(struct validity *validity);

#endif
