/*
 * A list read aside: the same units, in which nothing is declared but what this list says, so that
 * it is read as declarations are and leaves them alone.
 */
#ifndef CPTS_INPUT_DECLARATIONS_ASIDE_H
#define CPTS_INPUT_DECLARATIONS_ASIDE_H

#include "input/region/builder.h"
#include "input/sources/gdal_session.h"
#include "input/sources/layers.h"

struct aside {
    struct cpts_region region;
    struct builder builder;
};

/* The units stay those of `region`, which must outlive it. */
void cpts_aside_open(struct aside *out, const struct cpts_region *region);
void cpts_aside_close(struct aside *aside);

/* Declares what the table of a layer says, by its cells and headings as any declaration, and
 * resolves it. */
cpts_status cpts_aside_read(struct aside *aside, struct layers *layers, struct layer *layer,
                            const struct known *known, const struct plan_request *request);

/* The table that an option names, read by its cells and headings. */
struct asked_table {
    struct layers layers;
    struct layer *layer; /* of several, the one that names the units; points when it is alone */
    struct gdal_session session;
};

/* An error when it is refused, or two layers are about as good. cpts_asked_close in all cases. */
cpts_status cpts_asked_open(struct asked_table *out, const struct known *known, const char *source,
                            const struct plan_request *request, const char *option);
void cpts_asked_close(struct asked_table *asked);

/* The unit of each row of a table of figures. */
struct row_units {
    uint32_t *units; /* by row of layer->table; CPTS_NONE: not of one unit */
    bool *moved;     /* a commune or an arrondissement that is a part of the unit */
    size_t found;
    const char
        *first_left; /* what is reported of the first row without a unit, in the layers' arena */
};

/* By codes, names and moves, whatever the table has. */
cpts_status cpts_row_units_find(struct row_units *out, struct asked_table *asked,
                                const struct known *known);
void cpts_row_units_log_rest(const struct row_units *units, const struct asked_table *asked,
                             cpts_context *context, const char *option);
void cpts_row_units_free(struct row_units *units);

/* The first message that leaves some of it out; NULL. */
const char *cpts_aside_refusal(const struct aside *aside);

#endif
