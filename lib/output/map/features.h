/*
 * The polygons to show for units and perimeters: as they were read, except that what is invalid
 * is repaired, pieces of one perimeter are united, and codes become the union of their units.
 */
#ifndef CPTS_OUTPUT_MAP_FEATURES_H
#define CPTS_OUTPUT_MAP_FEATURES_H

#include "coverage/report.h"
#include "geometry/geos.h"
#include "geometry/validity.h"

/* Made with cpts_features_new, one feature at a time. */
struct features {
    const struct cpts_region *region;
    bool has_bad_units, has_bad_perimeters; /* the check has found invalid ones */
    struct validity validity;
    struct geos geos;
    uint32_t *own_parts; /* scratch: the parts of one feature in the region */
    size_t own_capacity;
    struct shapes redrawn; /* scratch: of one feature */
    uint32_t *redrawn_parts;
    size_t redrawn_capacity;
};

/* Parts of `shapes` that draw a feature; borrowed until the next call. count 0: nothing drawn. */
struct drawing {
    const struct shapes *shapes;
    const uint32_t *parts;
    size_t count;
};

cpts_status cpts_features_new(struct features *drawings, const struct cpts_report *report);
void cpts_features_free(struct features *drawings);
typedef cpts_status cpts_draw_fn(struct drawing *out, struct features *drawings, uint32_t feature);
cpts_draw_fn cpts_draw_unit, cpts_draw_perimeter;

#endif
