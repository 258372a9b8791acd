/*
 * The ledger: every place of the region under the set of perimeters that claim it. A place is a
 * part of the base that is whole, or a cell of one that is cut.
 */
#ifndef CPTS_COVERAGE_LEDGER_LEDGER_H
#define CPTS_COVERAGE_LEDGER_LEDGER_H

#include "coverage/ledger/claim_sets.h"
#include "coverage/ledger/claims.h"
#include "coverage/report.h"

/* Place i: part i of the base when whole, else cell i - part_count. */
struct ledger {
    const struct residual *residual;
    const struct base *base;
    const struct cells *cells;
    const struct claims *claims;
    struct claim_sets sets;
    uint32_t *set_of; /* by place */
    bool *snapped;    /* by unit: its places were given other claimants than are drawn; or NULL */
    size_t part_count, place_count;
};

cpts_status cpts_ledger_build(struct ledger *ledger, const struct residual *residual,
                              const struct cells *cells, const struct claims *claims);
void cpts_ledger_free(struct ledger *ledger);

static inline bool cpts_part_is_cut(const struct ledger *ledger, uint32_t part)
{
    return ledger->cells->cut_of[part] != CPTS_NONE;
}

static inline uint32_t cpts_part_of_place(const struct ledger *ledger, uint32_t place)
{
    return place < ledger->part_count ? place
                                      : ledger->cells->cells[place - ledger->part_count].part;
}

static inline double cpts_place_area_m2(const struct ledger *ledger, uint32_t place)
{
    return place < ledger->part_count ? ledger->base->shapes->parts[place].area_m2
                                      : ledger->cells->cells[place - ledger->part_count].area_m2;
}

/* The place on the left of a base segment. */
static inline uint32_t cpts_place_along(const struct ledger *ledger, uint32_t segment)
{
    uint32_t part = cpts_part_of(&ledger->base->borders, segment);
    if (!cpts_part_is_cut(ledger, part))
        return part;
    return (uint32_t)ledger->part_count + cpts_cell_along(ledger->cells, ledger->base, segment);
}

/* The places of a part: [*first, *last). */
static inline void cpts_places_of_part(const struct ledger *ledger, uint32_t part, uint32_t *first,
                                       uint32_t *last)
{
    uint32_t cut = ledger->cells->cut_of[part];
    *first = cut == CPTS_NONE ? part
                              : (uint32_t)ledger->part_count + ledger->cells->parts[cut].first_cell;
    *last = *first + (cut == CPTS_NONE ? 1 : ledger->cells->parts[cut].cell_count);
}

#endif
