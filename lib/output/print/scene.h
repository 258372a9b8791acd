/*
 * The scene of a static map: which lines and fields there are, what each is, and in what order
 * they lie, in metres and without any drawing library. The borders that two territories share are
 * one arc, simplified once, so that neighbours neither gape nor cover each other.
 */
#ifndef CPTS_OUTPUT_PRINT_SCENE_H
#define CPTS_OUTPUT_PRINT_SCENE_H

#include "coverage/report.h"
#include "output/map/topology.h"

/* What an arc separates; a bit each. */
enum arc_role {
    ARC_TERRITORY = 1, /* a perimeter ends there */
    ARC_GROUP = 2,     /* two départements meet */
    ARC_REGION = 4,    /* the region ends there */
    ARC_UNIT = 8       /* a unit ends there: all but what is drawn across units */
};

struct scene {
    const struct cpts_report *report;
    struct topology topology;
    struct point_run *units;      /* by unit: its rings in the topology */
    unsigned char *roles;         /* by arc, arc_role bits */
    struct box *arc_boxes;        /* by arc */
    uint32_t *refs;               /* of loops: 2 × arc, + 1 when it runs backwards */
    struct point_run *loops;      /* runs of refs */
    struct point_run *perimeters; /* by perimeter: runs of loops */
    struct box *boxes;            /* by perimeter; empty when it holds nothing */
    unsigned char *fills;         /* by perimeter: index in cpts_fills */
    struct box box;               /* all that is drawn */
    size_t ref_count, ref_capacity, loop_count, loop_capacity;
};

/* `most_points`: how many points are kept besides the ends of arcs. cpts_scene_free in all cases.
 */
cpts_status cpts_scene_new(struct scene *scene, const struct cpts_report *report,
                           size_t most_points);
void cpts_scene_free(struct scene *scene);

struct point cpts_scene_point(const struct scene *scene, struct grid_point point);

/* A place well inside the largest part of a unit, whatever its shape. */
struct point cpts_scene_inside_unit(const struct scene *scene, uint32_t unit);

/* Gives neighbouring perimeters different fills, as evenly as can be. `sides`: by ref of an arc,
 * the unit to its left, or CPTS_NONE. False when memory is short. */
bool cpts_scene_colour(struct scene *scene, const uint32_t *sides);

/* Is the finding a conflict of places that a map shows? */
bool cpts_scene_shows(const struct scene *scene, size_t finding);

#endif
