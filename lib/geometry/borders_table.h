/*
 * The table of borders from inside: what the insertion of nodes (borders_insert.c) needs of it.
 */
#ifndef CPTS_GEOMETRY_BORDERS_TABLE_H
#define CPTS_GEOMETRY_BORDERS_TABLE_H

#include "geometry/borders.h"

/* Room for the segments of all points there are; false when memory is short, as below. */
bool cpts_borders_reserve(struct borders *borders);

/* Before segments are stored whose names may have more bits than any had before. */
bool cpts_borders_reserve_names(struct borders *borders);

/* The segments of a ring are alone, and known to be its. */
void cpts_borders_open_ring(struct borders *borders, uint32_t ring_index);

/* Makes segments known, and pairs those that had no twin and now match. */
bool cpts_borders_store(struct borders *borders, uint32_t first, uint32_t count);

/* Names of segments of before the last insertion mean nothing any more. */
void cpts_borders_forget_moves(struct borders *borders);

#endif
