/*
 * The findings as polygons to show: in WGS 84, on the grid of 7 decimals, and still valid there.
 *
 * Coordinates are ten-millionths of a degree, about a centimetre, in whole numbers. At that size
 * the thinnest slivers fold on themselves: repeated points, spikes and rings without area go, and
 * what then crosses itself is redrawn by GEOS. A finding never goes: when nothing is left of it,
 * the smallest triangle on the grid stands for its largest part.
 */
#ifndef CPTS_OUTPUT_MAP_DEGREES_H
#define CPTS_OUTPUT_MAP_DEGREES_H

#include "coverage/report.h"
#include "output/json/stream.h"

struct map {
    struct shapes shapes;           /* parts with ring_count 0 are to be skipped */
    struct finding_shape *findings; /* by finding; part_count 0: no geometry */
};

cpts_status cpts_map_new(struct map *out, const struct cpts_report *report);
void cpts_map_free(struct map *map);

/* A collection up to its features, with the run that it is of; its end. */
void cpts_geojson_begin(struct json *json, const cpts_context *context);
void cpts_geojson_end(struct json *json);

/* The members `bbox` and `geometry` of a feature already open: the place of finding `index`. */
void cpts_geojson_place(struct json *json, const struct map *map, size_t index);

/* The feature of finding `index` of the map's report, if it has a geometry; `state`, unless NULL,
 * is the first of its properties. */
void cpts_geojson_feature(struct json *json, const struct map *map, size_t index,
                          const struct cpts_finding *finding, const char *state);

#endif
