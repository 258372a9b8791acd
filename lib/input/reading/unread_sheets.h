/*
 * Sheets of a spreadsheet that are not read: one that holds claims must not be missed in silence.
 */
#ifndef CPTS_INPUT_READING_UNREAD_SHEETS_H
#define CPTS_INPUT_READING_UNREAD_SHEETS_H

#include "input/sources/layers.h"

/* An error finding for each visible sheet that seems to hold claims and plays no role. */
cpts_status cpts_unread_sheets(struct cpts_region *region, const struct layers *layers,
                               const struct known *known);

/* A finding for what a sheet of white zones lists and another sheet declares; once all are read. */
cpts_status cpts_white_sheets(struct cpts_region *region, const struct layers *layers,
                              const struct known *known);

#endif
