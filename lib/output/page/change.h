/*
 * Pages of what changes between two reports of the same units: a hypothesis, a proposal. A map with
 * what was, what would be and what moves, and the tables that say the same in words. No script.
 */
#ifndef CPTS_OUTPUT_PAGE_CHANGE_H
#define CPTS_OUTPUT_PAGE_CHANGE_H

#include "compare/difference.h"
#include "output/page/page.h"

struct page_change {
    const struct cpts_report *before, *after;
    const struct difference *difference;
    const char *subject;   /* id of the perimeter in question; NULL: no single one is */
    const void *source;    /* the simulation, the proposal */
    const uint32_t *marks; /* units that the map numbers, from 1 */
    size_t mark_count;
};

/* How a unit moves: to or from the perimeter in question, or any when none is. */
enum { MOVE_TAKEN = 1, MOVE_RELEASED = 2 };
struct unit_move {
    int kinds;                        /* bits; 0: it stays */
    double before_share, after_share; /* of the perimeter in question; else of most claimed */
};
struct unit_move cpts_page_move(const struct page_change *change, uint32_t unit);

page_section_fn cpts_page_zones; /* of a proposal: zones.c */
page_section_fn cpts_page_change_figures, cpts_page_change_map, cpts_page_change_perimeters,
    cpts_page_change_conflicts, cpts_page_change_units;

#endif
