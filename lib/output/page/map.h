/*
 * The geometry of the page: units, perimeters and findings, simplified together.
 *
 * Most perimeters and findings are made of whole units, and the page draws them from those; only
 * what cuts through units has a drawing of its own. The units are those of the base of the check,
 * where neighbours share all the points of their border, in the analysis CRS: a map without
 * background needs no other.
 */
#ifndef CPTS_OUTPUT_PAGE_MAP_H
#define CPTS_OUTPUT_PAGE_MAP_H

#include "coverage/report.h"
#include "output/json/stream.h"
#include "output/map/topology.h"

struct page_map {
    struct topology topology;
    struct bytes arcs, features; /* as topology.h puts them: see cpts_page_map_new */
    bool *perimeter_is_units, *finding_is_units; /* drawn from whole units */
    uint32_t *unit_by_code, *perimeter_by_id;    /* indexes, in order of code and id */
};

/* `features` then holds, for each unit, perimeter and finding in order, the number of its parts;
 * for each part the number of its rings; and the rings. cpts_page_map_free in all cases. */
cpts_status cpts_page_map_new(struct page_map *map, const struct cpts_report *report);
void cpts_page_map_free(struct page_map *map);

/* The unit of that code, the perimeter of that id; CPTS_NONE. */
uint32_t cpts_page_map_unit(const struct page_map *map, const struct cpts_report *report,
                            const char *code);
uint32_t cpts_page_map_perimeter(const struct page_map *map, const struct cpts_report *report,
                                 const char *id);

/* The ground of the user's own layers, on a grid four times as coarse: what its layers are, its
 * places, and apart its paths: by layer how many, then for each the count of its points and the
 * differences from point to point. */
void cpts_page_ground(struct json *json, const struct topology *topology,
                      const struct map_ground *ground);
void cpts_page_ground_paths(struct bytes *out, const struct topology *topology,
                            const struct map_ground *ground);

#endif
