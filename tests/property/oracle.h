/*
 * The oracle: what a check of the scene must find, read off an arrangement. The contract's own
 * words (overlap, white zone, outside, unit gap) applied face by face.
 */
#ifndef PROPERTY_ORACLE_H
#define PROPERTY_ORACLE_H

#include "arrangement.h"
#include "cpts.h"

/* Two readings of a border that agree to the millimetre may differ by this, per metre. */
#define FRAME_TOLERANCE_M 1e-3

/* How much two readings of an area may then differ; 0 for `area_m2`: by their border alone. */
static inline double tolerance_m2(double border_m, double area_m2)
{
    return FRAME_TOLERANCE_M * border_m + 1e-9 * area_m2 + 1e-6;
}

struct truth_finding {
    cpts_rule rule;
    uint64_t claimants;
    double area_m2, border_m, population;
    double *unit_area_m2, *unit_border_m; /* by unit */
    GEOSGeometry *shape;
    bool micro; /* only drawing noise: may be found or not */
};

struct truth_unit {
    double area_m2, white_area_m2, overlap_area_m2;
    double border_m; /* of all its faces: how much the area may move */
};

struct truth_perimeter {
    double inside_m2, exclusive_m2, contested_m2, outside_m2;
    double border_m;
    double population, contested_population;
};

struct truth {
    const struct scene *scene;
    struct truth_unit *units;
    struct truth_perimeter *perimeters;
    double *claim_m2; /* [unit * perimeter_count + perimeter] */
    double area_m2, white_m2, overlap_m2, outside_m2, border_m;
    double population, white_population, overlap_population;
    double multiplicity_m2[SCENE_MAX_PERIMETERS + 1];
    struct truth_finding *findings;
    size_t finding_count;
};

/* The scene in the common frame of 'Frame' in ARCHITECTURE.md: vertices of perimeters less than a
 * millimetre from one of the base are that one; invalid perimeters are repaired. */
struct scene *scene_framed(const struct scene *scene);

struct truth *truth_make(const struct scene *scene, double grid_m);
void truth_free(struct truth *truth);

/* Checks the oracle against itself: its books, and GEOS intersections of every pair. Returns
 * what is wrong, to be freed, or NULL. */
char *truth_doubt(const struct truth *truth);

/* Whether a circle of this diameter fits inside: proved by a place for it, which is sought in
 * what is left after taking its radius off all along the border. (Finding the largest circle
 * takes GEOS seconds on long strips.) */
bool is_surely_wider_than(const GEOSGeometry *shape, double width_m);

/* The same by a slower way, as GEOS may leave nothing although something is left. */
bool is_wider_than(const GEOSGeometry *shape, double width_m);

/* The bit set of one perimeter, and how many there are in a set. */
uint64_t claim_of(size_t perimeter);
size_t claim_count(uint64_t claims);

#endif
