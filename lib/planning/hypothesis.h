/*
 * A hypothesis made good on a copy of the region: a perimeter takes and releases places.
 */
#ifndef CPTS_PLANNING_HYPOTHESIS_H
#define CPTS_PLANNING_HYPOTHESIS_H

#include "coverage/report.h"
#include "input/declarations/territory.h"

/* What a hypothesis says, read against the region. */
struct hypothesis {
    const char *id; /* borrowed */
    bool is_new;    /* the region has no such perimeter */
    bool replace;
    struct territory take, release;
};

/* The id that `text` stands for: an id, the name of a single perimeter, or else that of a new one.
 * Borrowed from the region, or `text` itself. */
cpts_status cpts_hypothesis_subject(const char **out, const struct cpts_region *region,
                                    const char *text);

cpts_status cpts_hypothesis_read(struct hypothesis *out, const struct cpts_region *region,
                                 const cpts_hypothesis *asked);
void cpts_hypothesis_free(struct hypothesis *hypothesis);

/* Changes a fresh copy of the region; `before` is the report of the region. */
cpts_status cpts_hypothesis_apply(const struct hypothesis *hypothesis, struct cpts_region *copy,
                                  const struct cpts_report *before);

#endif
