/*
 * Validity: which parts have rings that touch or cross themselves or each other. A cheap and
 * complete sieve: the few parts it keeps are then judged by GEOS. Asking GEOS about every part
 * would cost ten times the whole check.
 */
#ifndef CPTS_GEOMETRY_VALIDITY_H
#define CPTS_GEOMETRY_VALIDITY_H

#include "shapes.h"

struct chain; /* a run of segments that never turns back in x nor in y */

/* Scratch kept from part to part; zero-initialise. */
struct validity {
    struct chain *chains;
    size_t capacity;
};

enum validity_result { PART_SIMPLE, PART_SUSPECT, PART_NO_MEMORY };

enum validity_result cpts_part_validity(struct validity *validity, const struct shapes *shapes,
                                        uint32_t part);
void cpts_validity_free(struct validity *validity);

#endif
