/*
 * The splitter: one part and its chords in, its cells out.
 */
#ifndef CPTS_COVERAGE_CELLS_SPLITTER_H
#define CPTS_COVERAGE_CELLS_SPLITTER_H

#include "coverage/cells/cells.h"

struct splitter; /* scratch, kept from part to part */

enum split_result {
    SPLIT_DONE,
    SPLIT_NOTHING,   /* the chords cancel: the part is whole */
    SPLIT_DISAGREES, /* areas or claims do not agree: nothing was added */
    SPLIT_NO_MEMORY
};

struct splitter *cpts_splitter_new(const struct base *base);
void cpts_splitter_free(struct splitter *splitter);

/* Appends the cells of a part and its entry to `cells`. */
enum split_result cpts_split(struct splitter *splitter, struct cells *cells, uint32_t part,
                             const struct chord *const *chords, size_t chord_count);

#endif
