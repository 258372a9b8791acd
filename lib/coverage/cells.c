#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "claim_sets.h"
#include "overlay.h"
#include "splitter.h"

bool cpts_cells_add_ring(struct cells *cells, const struct point *points, size_t count)
{
    if (!cpts_array_reserve(&cells->rings, &cells->ring_capacity, cells->ring_count + 1,
                            sizeof *cells->rings) ||
        !cpts_array_reserve(&cells->points, &cells->point_capacity, cells->point_count + count + 1,
                            sizeof *cells->points))
        return false;
    cells->rings[cells->ring_count++] = (struct cell_ring){cells->point_count, count};
    memcpy(cells->points + cells->point_count, points, (count + 1) * sizeof *points);
    cells->point_count += count + 1;
    return true;
}

/* Makes room in border for the rings of a part. */
static bool open_border(struct cells *cells, const struct base *base, uint32_t part_index)
{
    const struct part *part = &base->shapes->parts[part_index];
    for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
        size_t count = base->shapes->rings[r].count;
        if (!cpts_array_reserve(&cells->border, &cells->border_capacity,
                                cells->border_count + count, sizeof *cells->border))
            return false;
        cells->ring_border[r] = cells->border_count;
        cells->border_count += count;
    }
    return true;
}

bool cpts_cells_add_part(struct cells *cells, const struct base *base, uint32_t part,
                         size_t first_cell, const uint32_t *cutters, size_t cutter_count)
{
    if (!cpts_array_reserve(&cells->parts, &cells->part_capacity, cells->part_count + 1,
                            sizeof *cells->parts) ||
        !cpts_array_reserve(&cells->cutters, &cells->cutter_capacity,
                            cells->cutter_count + cutter_count, sizeof *cells->cutters) ||
        !open_border(cells, base, part))
        return false;
    cells->parts[cells->part_count++] =
        (struct cut_part){.part = part,
                          .first_cell = (uint32_t)first_cell,
                          .cell_count = (uint32_t)(cells->cell_count - first_cell),
                          .first_cutter = cells->cutter_count,
                          .cutter_count = (uint32_t)cutter_count};
    memcpy(cells->cutters + cells->cutter_count, cutters, cutter_count * sizeof *cutters);
    cells->cutter_count += cutter_count;
    return true;
}

uint32_t cpts_cell_along(const struct cells *cells, const struct base *base, uint32_t segment)
{
    uint32_t ring = base->borders.ring_of[segment];
    return cells->border[cells->ring_border[ring] + segment - base->shapes->rings[ring].first];
}

bool cpts_cell_is_claimed(const struct cells *cells, uint32_t cell, uint32_t perimeter)
{
    const struct cell *c = &cells->cells[cell];
    return c->claim_count && bsearch(&perimeter, cells->claims + c->first_claim, c->claim_count,
                                     sizeof perimeter, cpts_compare_members);
}

/* Chords grouped by part, in order of part. */
static const struct chord **group_chords(const struct residual *residual, size_t **first)
{
    size_t part_count = residual->base->shapes->part_count;
    const struct chord **grouped = cpts_array_raw(residual->chord_count, sizeof *grouped);
    *first = cpts_array_new(part_count + 2, sizeof **first);
    if (!grouped || !*first) {
        cpts_array_free(grouped);
        return NULL;
    }
    size_t *at = *first + 1;
    for (size_t i = 0; i < residual->chord_count; i++)
        at[residual->chords[i].part + 1]++;
    for (size_t p = 1; p <= part_count; p++)
        at[p] += at[p - 1];
    for (size_t i = 0; i < residual->chord_count; i++)
        grouped[at[residual->chords[i].part]++] = &residual->chords[i];
    return grouped;
}

static cpts_status split_part(struct cells *cells, const struct residual *residual,
                              struct splitter *splitter, uint32_t part,
                              const struct chord *const *chords, size_t count)
{
    cpts_context *context = residual->base->region->context;
    switch (cpts_split(splitter, cells, part, chords, count)) {
    case SPLIT_NO_MEMORY:
        return cpts_fail_memory(context);
    case SPLIT_NOTHING:
        return CPTS_OK;
    case SPLIT_DISAGREES:
        cells->by_geos++;
        return cpts_overlay_split(cells, residual, part, chords, count);
    case SPLIT_DONE:
        break;
    }
    return CPTS_OK;
}

cpts_status cpts_cells_build(struct cells *cells, const struct residual *residual)
{
    const struct base *base = residual->base;
    cpts_context *context = base->region->context;
    size_t part_count = base->shapes->part_count;
    *cells = (struct cells){0};
    cells->cut_of = cpts_array_raw(part_count, sizeof *cells->cut_of);
    cells->ring_border = cpts_array_raw(base->shapes->ring_count, sizeof *cells->ring_border);
    if (!cells->cut_of || !cells->ring_border)
        return cpts_fail_memory(context);
    memset(cells->cut_of, 0xFF, part_count * sizeof *cells->cut_of);
    if (residual->chord_count == 0)
        return CPTS_OK;
    size_t *first = NULL;
    const struct chord **chords = group_chords(residual, &first);
    struct splitter *splitter = cpts_splitter_new(base);
    cpts_status status = chords && splitter ? CPTS_OK : cpts_fail_memory(context);
    for (uint32_t p = 0; p < part_count && status == CPTS_OK; p++)
        if (first[p] < first[p + 1]) {
            size_t before = cells->part_count;
            status = split_part(cells, residual, splitter, p, chords + first[p],
                                first[p + 1] - first[p]);
            if (cells->part_count > before)
                cells->cut_of[p] = (uint32_t)before;
        }
    cpts_splitter_free(splitter);
    cpts_array_free(chords);
    cpts_array_free(first);
    return status;
}

void cpts_cells_free(struct cells *cells)
{
    cpts_array_free(cells->cells);
    cpts_array_free(cells->rings);
    cpts_array_free(cells->points);
    cpts_array_free(cells->claims);
    cpts_array_free(cells->parts);
    cpts_array_free(cells->cutters);
    cpts_array_free(cells->border);
    cpts_array_free(cells->ring_border);
    cpts_array_free(cells->cut_of);
    *cells = (struct cells){0};
}
