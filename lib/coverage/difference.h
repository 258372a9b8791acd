/*
 * The difference between two reports of the same units: which conflicts came, went, grew or
 * shrank, and which perimeters are not what they were.
 *
 * A conflict is the same one when its id is. An id hangs on the unit that has most of it, so when
 * a large white zone loses that unit its id changes; what is left is then found by the units that
 * both have, for the same rule and claimants. Area alone was rejected: two conflicts of the same
 * size are not one.
 */
#ifndef CPTS_COVERAGE_DIFFERENCE_H
#define CPTS_COVERAGE_DIFFERENCE_H

#include "coverage/report.h"

struct finding_change {
    cpts_change change;
    size_t before, after; /* findings of the reports; SIZE_MAX when there is none */
};

struct perimeter_change {
    uint32_t before, after; /* perimeters of the reports; CPTS_NONE when there is none */
};

struct difference {
    const struct cpts_report *before, *after;
    struct finding_change *findings; /* created first, then removed, grown, shrunk, same */
    size_t finding_count;
    size_t by_change[CPTS_CHANGE_COUNT]; /* slivers left out */
    struct perimeter_change *perimeters; /* those whose figures differ, by id */
    size_t perimeter_count;
};

cpts_status cpts_difference_build(struct difference *out, const struct cpts_report *before,
                                  const struct cpts_report *after);
void cpts_difference_free(struct difference *difference);

#endif
