#include "coverage/cells/cells.h"

#include <stdlib.h>
#include <string.h>

#include "coverage/cells/members.h"

bool cpts_cells_add_ring(struct cells *cells, const struct point *points, size_t count)
{
    if (!CPTS_ARRAY_MORE(cells->rings, cells->ring_count, cells->ring_capacity) ||
        !CPTS_ARRAY_MORE(cells->points, cells->point_count + count, cells->point_capacity))
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
    if (!CPTS_ARRAY_MORE(cells->parts, cells->part_count, cells->part_capacity) ||
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
