/*
 * What is left to GEOS: judging and repairing invalid polygons, uniting the pieces of a drawing,
 * overlaying the rare places our own splitting refuses, and the largest inscribed circle.
 */
#ifndef CPTS_GEOMETRY_GEOS_H
#define CPTS_GEOMETRY_GEOS_H

#include "geometry/shapes.h"

/* One per thread. Errors of GEOS leave their text in message. */
struct geos {
    void *handle;
    char message[256];
    bool no_memory;  /* a call failed for want of memory, not because of what it was given */
    bool has_nested; /* a part of what was repaired lay in another: so does a hole turned wrong */
};

bool cpts_geos_open(struct geos *geos);
void cpts_geos_close(struct geos *geos);

enum geos_result { GEOS_DONE, GEOS_UNCHANGED, GEOS_FAILED };

/* Replaces `count` parts of one feature by a valid drawing of the same place, appended as new
 * parts; the old ones are emptied (ring_count 0). GEOS_UNCHANGED when they were valid already;
 * message then is "" and otherwise says what was wrong. With `unite` the parts are pieces that
 * may overlap each other. */
enum geos_result cpts_geos_repair(struct geos *geos, struct shapes *shapes, const uint32_t *parts,
                                  size_t count, bool unite);

/* The same for parts that only touch, along segments they share exactly: four times faster than
 * uniting, GEOS_FAILED when they are not so. */
enum geos_result cpts_geos_dissolve(struct geos *geos, struct shapes *shapes, const uint32_t *parts,
                                    size_t count);

/* Redraws `count` parts of one feature as a valid drawing on whole multiples of `grid`, appended
 * as new parts, perhaps none; the old ones are emptied. GEOS_UNCHANGED when they are valid: the
 * caller has put them on the grid. */
enum geos_result cpts_geos_regrid(struct geos *geos, struct shapes *shapes, const uint32_t *parts,
                                  size_t count, double grid);

/* The place two parts share, appended to `out` as parts of `feature`; GEOS_UNCHANGED: none. */
enum geos_result cpts_geos_shared(struct geos *geos, const struct shapes *shapes, uint32_t part,
                                  uint32_t other, struct shapes *out, uint32_t feature);

/* Takes `other` away from `part`, which is emptied; what is left is appended. */
enum geos_result cpts_geos_subtract(struct geos *geos, struct shapes *shapes, uint32_t part,
                                    const struct shapes *others, uint32_t other);

/* The piece of `part` inside (or outside) the polygon that `count` parts of `others` make,
 * appended to `out`; GEOS_UNCHANGED: nothing. */
enum geos_result cpts_geos_clip(struct geos *geos, const struct shapes *shapes, uint32_t part,
                                const struct shapes *others, const uint32_t *parts, size_t count,
                                bool inside, struct shapes *out);

#endif
