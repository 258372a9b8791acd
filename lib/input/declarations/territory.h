/*
 * A territory as a person gives it for a hypothesis: codes or names on the command line, a file of
 * them, or polygons. They are read as those of a declaration are. But the mistakes of a declaration
 * are reported, and a hypothesis with a mistake in it is refused.
 */
#ifndef CPTS_INPUT_DECLARATIONS_TERRITORY_H
#define CPTS_INPUT_DECLARATIONS_TERRITORY_H

#include "input/region/region.h"

struct territory {
    bool *units;          /* by unit: given by its code */
    size_t unit_count;    /* how many are */
    struct shapes shapes; /* polygons; part.feature is the polygon feature's number */
    size_t feature_count;
};

/* Empty, for the units of this region. */
cpts_status cpts_territory_open(struct territory *out, const struct cpts_region *region);

/* Adds `text`: codes or names of units, read as a list's are, or a source. Of a source that
 * distinguishes several perimeters, what belongs to `id` is taken. `option` is named in messages.
 */
cpts_status cpts_territory_add(struct territory *territory, const struct cpts_region *region,
                               const char *text, const char *id, const char *option);

/* Adds units by their codes or names, each a text of its own; `source` is named in messages. */
cpts_status cpts_territory_add_units(struct territory *territory, const struct cpts_region *region,
                                     const char *const *texts, size_t count, const char *source);

void cpts_territory_free(struct territory *territory);

#endif
