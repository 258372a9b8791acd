/*
 * Ticks and boxes: "✗" is a cross where it stands alone, and says no beside "✓"; an empty box says
 * no beside any other mark.
 */
#ifndef CPTS_INPUT_READING_MARKS_H
#define CPTS_INPUT_READING_MARKS_H

#include "input/reading/grid.h"

/* Writes such marks as "x" or "non", by what the grid holds. */
void cpts_marks_settle(struct grid *grid);

#endif
