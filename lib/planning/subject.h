/*
 * Which perimeter a person means by an id or a name: case, accents, punctuation and a leading
 * "CPTS" do not matter. What is only near is refused with the nearest ones, since a slip of the pen
 * would otherwise make a CPTS of its own.
 */
#ifndef CPTS_PLANNING_SUBJECT_H
#define CPTS_PLANNING_SUBJECT_H

#include "input/region/region.h"

/* The id meant: borrowed from the region, or `text` itself when a new one is asked for. `option`
 * is named in messages. */
cpts_status cpts_subject_find(const char **out, const struct cpts_region *region, const char *text,
                              bool is_new, const char *option);

/* The same of the perimeter whose map is asked for. */
cpts_status cpts_subject_of_map(const char **out, const struct cpts_region *region,
                                const char *text);

#endif
