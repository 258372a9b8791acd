/*
 * Life-cycle classes: labels of status as lists write them, reduced to what a coverage is reported
 * by. They are a table that users can replace, made like shapes/life-classes.csv.
 */
#ifndef CPTS_INPUT_REGION_LIFE_CLASSES_H
#define CPTS_INPUT_REGION_LIFE_CLASSES_H

#include "common/context.h"
#include "common/memory.h"

struct life_classes {
    struct arena arena;
    struct life_row {
        cpts_life life;
        const char *words; /* " en cours ": folded, a space around each word */
    } * rows;
    size_t count, capacity;
};

/* The table of `path`; NULL: the one that comes with the program. */
cpts_status cpts_life_classes_load(struct life_classes *out, cpts_context *context,
                                   const char *path);

/* The class of a label; CPTS_LIFE_UNKNOWN when no row fits. */
cpts_life cpts_life_class(const struct life_classes *classes, const char *label);

void cpts_life_classes_free(struct life_classes *classes);

#endif
