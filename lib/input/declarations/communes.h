/*
 * The communes of France and the municipal arrondissements, wherever the region lies: a code that
 * is not a unit may be a commune of another region, which a list may rightly name.
 */
#ifndef CPTS_INPUT_DECLARATIONS_COMMUNES_H
#define CPTS_INPUT_DECLARATIONS_COMMUNES_H

#include <stdbool.h>
#include <stddef.h>

#include "input/declarations/place_names.h"

/* The day of the table, shapes/communes.csv. */
#define CPTS_COMMUNES_EDITION "2026-01-01"

struct commune {
    char code[6], name[64];
};

/* The commune of this code; false when there is none that day. */
bool cpts_commune_find(struct commune *out, const char *code);

/* The commune of the row at `*at`, 0 for the first, moved to the next one; false after the last. */
bool cpts_commune_next(struct commune *out, size_t *at);

/* The one commune of a département that bears a name; false for none or several. */
bool cpts_commune_named(struct commune *out, const struct place_key *name, const char *department);

#endif
