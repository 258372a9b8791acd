/*
 * Size classes of CPTS, by inhabitants: an agreement sets them and amendments change them, so
 * they are a table that users can replace, made like shapes/size-classes.csv: by --size-classes or
 * the file named by CPTS_SIZE_CLASSES in the environment. A region keeps those it was loaded with.
 */
#ifndef CPTS_COMMON_SIZE_CLASS_H
#define CPTS_COMMON_SIZE_CLASS_H

#include <stddef.h>

#include "common/context.h"

#define CPTS_SIZE_CLASSES_MOST 64

struct size_classes {
    size_t count;
    double from_inhabitants[CPTS_SIZE_CLASSES_MOST];   /* ascending; the class is the index + 1 */
    double yearly_ceiling_eur[CPTS_SIZE_CLASSES_MOST]; /* NaN: not in the table */
    char source[64], date[16];                         /* of its first row; "": not given */
};

/* The table of `path`; NULL or "": that of the environment, or the one that ships. */
cpts_status cpts_size_classes_load(struct size_classes *out, cpts_context *context,
                                   const char *path);

/* What a CPTS of this class may receive a year; NaN for class 0 or when the table does not say. */
double cpts_size_class_ceiling(const struct size_classes *classes, size_t size_class);

/* 1, 2, …; 0 when the population is unknown, in whole or in part (it is that of all units but
 * `unknown_units`), or below the first class. */
size_t cpts_size_class(const struct size_classes *classes, double population, size_t unknown_units);

#endif
