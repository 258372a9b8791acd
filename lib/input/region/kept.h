/*
 * What a source says of a CPTS beside its territory: president, contact, site. It is carried along
 * only when asked for by the name of its column, since such columns name persons.
 */
#ifndef CPTS_INPUT_REGION_KEPT_H
#define CPTS_INPUT_REGION_KEPT_H

#include "input/region/region.h"

struct headings;
struct layers;

/* Outputs that others than the declarants read: each shows kept columns only when it is named. */
enum kept_output { KEPT_IN_MAP = 1, KEPT_IN_ATLAS = 2, KEPT_IN_GEOJSON = 4, KEPT_IN_GPKG = 8 };

/* Notes which columns to keep. An error when the lists make no sense. */
cpts_status cpts_kept_begin(struct cpts_region *region, const cpts_load_options *options);

/* An error when no source of perimeters has such a column. */
cpts_status cpts_kept_serve(const struct cpts_region *region, const struct layers *layers);

/* Where each kept column stands under these headings, -1 for none. Never NULL but when memory is
 * short; lives as long as the region. */
const int *cpts_kept_columns(struct cpts_region *region, const struct headings *headings);

/* What a feature or a row says of a perimeter, by kept column. The texts are copied; those that are
 * NULL or "" are skipped. */
cpts_status cpts_kept_add(struct cpts_region *region, uint32_t perimeter, const char *const *texts);
bool cpts_kept_add_cells(struct cpts_region *region, uint32_t perimeter, const int *columns,
                         const char *const *cells);

/* Gives each perimeter its values, once all sources are read. */
cpts_status cpts_kept_settle(struct cpts_region *region);

/* The value of a perimeter; "" when there is none. */
const char *cpts_kept_text(const struct cpts_region *region, size_t perimeter, size_t field);

#endif
