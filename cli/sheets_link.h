/*
 * Where the sheets are, seen from the page: what its cards of CPTS link to.
 */
#ifndef CLI_SHEETS_LINK_H
#define CLI_SHEETS_LINK_H

#include "options.h"

/* "../sheets"; NULL when page and sheets are not both written, or memory is short: the page then
 * has no links. To be freed. */
char *cli_sheets_link(const struct options *options);

#endif
