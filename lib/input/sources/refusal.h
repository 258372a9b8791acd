/*
 * Why a source cannot be opened, in words that say what to do.
 */
#ifndef CPTS_INPUT_SOURCES_REFUSAL_H
#define CPTS_INPUT_SOURCES_REFUSAL_H

#include "input/sources/opened.h"

/* `why`: the words of the library that refused, or NULL. */
cpts_status cpts_source_cannot_open(const struct opened *source, cpts_context *context,
                                    const char *why);

/* A spreadsheet whose contents are not those of its name: an error that says what it is. */
cpts_status cpts_source_check_spreadsheet(const struct opened *source, cpts_context *context);

#endif
