/*
 * What is in force on the day of --as-of; without it, what has not ended by its date.
 */
#ifndef CPTS_INPUT_REGION_IN_FORCE_H
#define CPTS_INPUT_REGION_IN_FORCE_H

#include "input/region/builder.h"

/* The day on which declarations are looked at: that of --as-of, else today, which only what has
 * ended depends on: what is declared for later counts already. */
struct look {
    int day; /* 20260131 */
    bool is_asked;
};
struct look cpts_look_at(const struct cpts_region *region);

/* Whether a text is a date that ends before that day, or begins after it. */
bool cpts_look_is_past(const struct look *look, const char *date);
bool cpts_look_is_future(const struct look *look, const char *date);

/* What a perimeter has that is not in force: rows of lists and the first of them; or itself, when
 * there is no line. */
struct gone {
    size_t count;
    const char *to, *file;
    long line;
};

/* Drops the rows of lists that are not in force: a commune may join later. `left[p]`: the perimeter
 * had rows, and none is in force. `gone` by perimeter. */
cpts_status cpts_in_force_rows(struct cpts_region *region, const struct look *look, bool *left,
                               struct gone *gone);

/* The same of the dates of a perimeter itself. */
cpts_status cpts_in_force_perimeter(struct cpts_region *region, const struct look *look, uint32_t p,
                                    struct gone *gone, bool *in_force);

/* Whether a piece that has dates of its own is in force. */
bool cpts_look_is_in_force(const struct look *look, const char *from, const char *to);

/* A finding of what ended, unless a day was asked for. */
cpts_status cpts_in_force_report(struct cpts_region *region, const struct look *look, uint32_t p,
                                 const struct gone *gone);

#endif
