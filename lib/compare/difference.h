/*
 * The difference between two reports of the same units, one of them under a hypothesis: what became
 * of each conflict, and which perimeters changed.
 */
#ifndef CPTS_COMPARE_DIFFERENCE_H
#define CPTS_COMPARE_DIFFERENCE_H

#include "coverage/report.h"

struct finding_change {
    cpts_state state;
    size_t before,
        after;          /* findings of the reports; SIZE_MAX when there is none. Of a piece that
                           came off: what it was a part of; of what merged: what it is a part of */
    size_t split_count; /* pieces that came off it */
};

struct perimeter_change {
    uint32_t before, after; /* perimeters of the reports; CPTS_NONE when there is none */
};

struct difference {
    const struct cpts_report *before, *after;
    struct finding_change
        *findings; /* in the order of cpts_moved_states, then those that persist */
    size_t finding_count;
    size_t by_state[CPTS_STATE_COUNT];   /* slivers left out */
    struct perimeter_change *perimeters; /* those whose figures differ, by id */
    size_t perimeter_count;
};

/* Whether it is not what it was. */
bool cpts_change_is_shown(const struct finding_change *change);

cpts_status cpts_difference_build(struct difference *out, const struct cpts_report *before,
                                  const struct cpts_report *after);
void cpts_difference_free(struct difference *difference);

#endif
