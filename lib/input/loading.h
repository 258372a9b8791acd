/*
 * A region while it is loaded.
 */
#ifndef CPTS_INPUT_LOADING_H
#define CPTS_INPUT_LOADING_H

#include "input/reading/known.h"
#include "input/sources/layers.h"

struct loading {
    cpts_context *context;
    const cpts_load_options *options;
    struct layers layers;
    struct cpts_region *region;
    struct none_words none;
    struct known known;
    struct cpts_reading *reading; /* to be filled with how it was read; NULL */
    bool has_units_only;
};

/* The polygons of the layers of a role, or the tables that declare something, into the region. */
cpts_status cpts_loading_read_role(struct loading *loading, enum role role);
cpts_status cpts_loading_read_codes(struct loading *loading);

#endif
