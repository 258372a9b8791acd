/*
 * "idem", '"', "-//-": what people write for the text of the cell above.
 */
#ifndef CPTS_INPUT_READING_DITTOS_H
#define CPTS_INPUT_READING_DITTOS_H

#include "input/reading/grid.h"

/* Gives such cells the text above them; returns how many. */
size_t cpts_dittos_fill(struct grid *grid);

#endif
