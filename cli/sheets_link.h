/*
 * Where the sheets are, seen from the page: what its cards of CPTS link to.
 */
#ifndef CLI_SHEETS_LINK_H
#define CLI_SHEETS_LINK_H

#include <limits.h>

#include "options.h"

/* "../sheets"; false when page and sheets are not both written, or the link is too long for a path:
 * the page then has no links. */
bool cli_sheets_link(char link[PATH_MAX], const struct options *options);

#endif
