/*
 * A row of a store as members of a JSON object.
 */
#ifndef CPTS_OUTPUT_JSON_ROW_H
#define CPTS_OUTPUT_JSON_ROW_H

#include "history/store.h"
#include "output/json/stream.h"

/* Writes the columns from `first` on, one for each word of `members`: a letter for what it holds
 * and the key, "s:id w:population". s: a text; o: a text, null when there is none; n: a number; w:
 * one that is rounded; c: a count; b: whether; r: JSON as it was kept. */
void cpts_json_row(struct json *json, struct query *row, int first, const char *members);

#endif
