/*
 * Shapes: the polygons of one layer as flat arrays of points on the quantum grid. The atom is
 * the part (one shell and its holes), not the multipolygon: see 'Traps' in ARCHITECTURE.md.
 *
 * Coordinates are doubles, but always whole multiples of CPTS_QUANTUM_M: equality is equality
 * of bits, and differences convert to integers without loss, which makes predicates exact.
 */
#ifndef CPTS_GEOMETRY_SHAPES_H
#define CPTS_GEOMETRY_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CPTS_QUANTUM_M          (1.0 / 1048576.0) /* 2^-20 m, about a micrometre */
#define CPTS_COORDINATE_LIMIT_M 4e9               /* beyond, a coordinate is refused */
#define CPTS_NONE               UINT32_MAX

struct point {
    double x, y;
};

struct box {
    double min_x, min_y, max_x, max_y;
};

/* A closed ring: points[first .. first+count], the last repeating the first, so that segment v
 * is always points[v] to points[v+1]. The interior lies on the left: shells run anticlockwise,
 * holes clockwise. */
struct ring {
    uint32_t first, count; /* count of segments, at least 3 */
    uint32_t part;
};

struct part {
    uint32_t feature;                /* the unit or perimeter it belongs to */
    uint32_t first_ring, ring_count; /* the shell comes first */
    double area_m2;                  /* holes deducted */
    struct box box;
};

struct shapes {
    struct point *points;
    struct ring *rings;
    struct part *parts;
    size_t point_count, point_capacity;
    size_t ring_count, ring_capacity;
    size_t part_count, part_capacity;
};

enum ring_result {
    RING_ADDED,
    RING_COLLAPSED,    /* fewer than 3 distinct points, or nothing enclosed: not added */
    RING_BAD_POSITION, /* a coordinate is not finite or beyond CPTS_COORDINATE_LIMIT_M */
    RING_NO_MEMORY     /* or more than 2^32 points */
};

/* Building. A reader asks for room, writes `count` points (closed or not) there in the analysis
 * CRS, and hands the ring over; it is snapped to the quantum, cleaned of repeated points and
 * oriented. A shell opens a new part of `feature`; a hole joins the last part. */
struct point *cpts_shapes_room(struct shapes *shapes, size_t count);
enum ring_result cpts_shapes_add_ring(struct shapes *shapes, size_t count, uint32_t feature,
                                      bool is_hole);

/* Puts parts in order of feature, those of one feature as they came. False when memory is short. */
bool cpts_shapes_sort(struct shapes *shapes);

/* Where the parts of a feature begin, or would, in shapes whose parts are in order of feature. */
size_t cpts_shapes_first_part(const struct shapes *shapes, uint32_t feature);

/* Parts of each feature, grouped: list[first[f] .. first[f + 1]]. False when memory is short. */
bool cpts_shapes_by_feature(const struct shapes *shapes, size_t part_count, size_t feature_count,
                            uint32_t **list, size_t **first);

/* Copies `count` parts from part `first` of other shapes, with their features. False when memory is
 * short. */
bool cpts_shapes_append(struct shapes *out, const struct shapes *from, uint32_t first,
                        uint32_t count);

/* The same, as parts of one feature, each ring starting at its smallest point wherever its source
 * began. */
bool cpts_shapes_append_turned(struct shapes *out, const struct shapes *from, uint32_t first,
                               uint32_t count, uint32_t feature);

/* Adds a ring, turned to begin at its smallest point. */
bool cpts_shapes_add_turned(struct shapes *out, const struct point *points, size_t count,
                            uint32_t feature, bool is_hole);

/* Areas of parts added up, in their order. */
double cpts_parts_area_m2(const struct shapes *shapes, const uint32_t *parts, size_t count);

/* Length of all rings of a part. */
double cpts_part_border_m(const struct shapes *shapes, uint32_t part);

/* Drops the parts of `shapes` that are empty or of this feature (CPTS_NONE: only the empty ones).
 * False when memory is short. */
bool cpts_shapes_drop(struct shapes *shapes, uint32_t feature);

void cpts_shapes_free(struct shapes *shapes);

#endif
