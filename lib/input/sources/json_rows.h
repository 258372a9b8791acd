/*
 * JSON other than GeoJSON: an array of objects, one a row, as open data portals export tables.
 */
#ifndef CPTS_INPUT_SOURCES_JSON_ROWS_H
#define CPTS_INPUT_SOURCES_JSON_ROWS_H

#include "common/memory.h"

/* The same rows as GeoJSON without geometries, which OGR reads, in a file of its memory that must
 * be unlinked. NULL: the file holds no such array, or memory is short. */
const char *cpts_json_rows(struct arena *arena, const char *path);

#endif
