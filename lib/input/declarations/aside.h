/*
 * A list read aside: the same units, in which nothing is declared but what this list says, so that
 * it is read as declarations are and leaves them alone.
 */
#ifndef CPTS_INPUT_DECLARATIONS_ASIDE_H
#define CPTS_INPUT_DECLARATIONS_ASIDE_H

#include "input/region/builder.h"
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

/* The first thing told that leaves some of it out; NULL. */
const char *cpts_aside_refusal(const struct aside *aside);

#endif
