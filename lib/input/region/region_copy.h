/*
 * A region again, with other perimeters: what a hypothesis is tried on, so that the region as it
 * was loaded stays as it is and any number of hypotheses can be tried on it.
 */
#ifndef CPTS_INPUT_REGION_REGION_COPY_H
#define CPTS_INPUT_REGION_REGION_COPY_H

#include "input/region/region.h"

/* Copies a finished region for the same context. Texts are shared: the copy holds `region`. */
cpts_status cpts_region_share(struct cpts_region **out, struct cpts_region *region);

/* The perimeter of this id; CPTS_NONE. */
uint32_t cpts_perimeter_of_id(const struct cpts_region *region, const char *id);

/* The same, added under its id when it is new; the numbers of perimeters stay as they are until
 * the copy is checked. CPTS_NONE when memory is short. */
uint32_t cpts_perimeter_open(struct cpts_region *copy, const char *id);

/* Forgets all that a perimeter declares, and the notices about it. False when memory is short. */
bool cpts_perimeter_clear(struct cpts_region *copy, uint32_t perimeter);

/* Declares a unit by its code; it may be declared already. False when memory is short. */
bool cpts_perimeter_take(struct cpts_region *copy, uint32_t perimeter, uint32_t unit);

/* Withdraws the units marked, by unit, from those that a perimeter declares by code. */
void cpts_perimeter_release(struct cpts_region *copy, uint32_t perimeter, const bool *marked);

/* Replaces the declarations: each unit by its holder alone, by code, and what is in `also`, which
 * may be in several perimeters. Perimeters that hold nothing are dropped. */
cpts_status cpts_region_redeclare(struct cpts_region *copy, const uint32_t *holder,
                                  const struct declared *also, size_t also_count);

/* Counts again the parts that a perimeter is drawn in, after its shapes have changed. */
void cpts_perimeter_recount(struct cpts_region *copy, uint32_t perimeter);

#endif
