/*
 * The names of sheets, for the sheets themselves and for the page that links to them.
 */
#ifndef CPTS_OUTPUT_SHEET_NAME_H
#define CPTS_OUTPUT_SHEET_NAME_H

#include <stddef.h>

/* "0012-CPTS_Nord.html", of letters, digits, - and . alone: the number keeps names apart that
 * differ in what is replaced. */
#define CPTS_SHEET_NAME_BYTES 128
void cpts_sheet_name(char name[CPTS_SHEET_NAME_BYTES], const char *id, size_t perimeter);

#endif
