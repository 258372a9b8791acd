/*
 * What a text of several units says once for all of them: "Marseille (1er, 2e)", "Gard : Nîmes,
 * Alès", "Nîmes, Gard".
 */
#ifndef CPTS_INPUT_READING_UNIT_TEXTS_H
#define CPTS_INPUT_READING_UNIT_TEXTS_H

#include <stdbool.h>

#include "common/memory.h"

/* The text with each arrondissement in brackets behind the name of its city: "Marseille 1er,
 * Marseille 2e". NULL when memory is short. */
const char *cpts_unit_text_spread(struct arena *arena, const char *text);

/* The département before the colon of a piece of a text, and where the units begin; NULL. */
const char *cpts_unit_text_behind(char department[4], const char *piece);

/* Whether a piece of a list names a département, as behind a commune: "Gard", "30". */
bool cpts_unit_text_is_department(char department[4], const char *piece);

#endif
