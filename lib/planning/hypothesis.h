/*
 * Hypotheses applied to a copy of the region: perimeters take and release places.
 */
#ifndef CPTS_PLANNING_HYPOTHESIS_H
#define CPTS_PLANNING_HYPOTHESIS_H

#include "coverage/report.h"
#include "input/declarations/territory.h"

/* What one perimeter would do, read against the region. */
struct hypothesis {
    const char *id, *name; /* in the arena of all; name: of a new one, may be "" */
    bool is_new;           /* the region has no such perimeter */
    bool replace;
    struct territory take, release;
};

/* What several would do at once. */
struct hypotheses {
    struct hypothesis *items;
    size_t count, capacity;
    struct arena arena;
};

/* Adds one that takes and releases nothing yet. */
cpts_status cpts_hypotheses_add(struct hypotheses *hypotheses, const struct cpts_region *region,
                                const char *id, const char *name, bool is_new);

/* All that is asked: the scenario of a file, and the hypothesis given by itself. */
cpts_status cpts_hypotheses_read(struct hypotheses *out, const struct cpts_region *region,
                                 const cpts_hypothesis *asked);
void cpts_hypotheses_free(struct hypotheses *hypotheses);

/* Changes a fresh copy of the region; `before` is the report of the region. */
cpts_status cpts_hypotheses_apply(const struct hypotheses *hypotheses, struct cpts_region *copy,
                                  const struct cpts_report *before);

#endif
