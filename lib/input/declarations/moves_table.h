/*
 * Moves of communes from a table: --code-changes.
 */
#ifndef CPTS_INPUT_DECLARATIONS_MOVES_TABLE_H
#define CPTS_INPUT_DECLARATIONS_MOVES_TABLE_H

#include "input/declarations/former_codes.h"
#include "input/reading/known.h"

/* Adds to what was loaded. What is known must not be used after it: what it knows of moves is of
 * before. */
cpts_status cpts_moves_table_read(struct code_changes *changes, const struct known *known,
                                  const char *source);

#endif
