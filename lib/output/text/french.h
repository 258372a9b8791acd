/*
 * Spaces as French sets them: no line begins with a sign that has a space before it, nor parts a
 * figure from its unit. Catalogues are written with plain spaces, which scripts and terminals read;
 * pages and maps pass their texts through here.
 */
#ifndef CPTS_OUTPUT_TEXT_FRENCH_H
#define CPTS_OUTPUT_TEXT_FRENCH_H

#include <stdbool.h>

/* Whether messages are in French now. */
bool cpts_is_french(void);

/* A copy with narrow no-break spaces before ; : ! ? » % and €, after « and before units of area and
 * length, to be freed with cpts_array_free. NULL when there is nothing to change, or no memory: the
 * text as it is will do. */
char *cpts_french_spaces(const char *text);

#endif
