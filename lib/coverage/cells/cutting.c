#include "coverage/cells/cutting.h"

#include <string.h>

#include "common/grouping.h"
#include "coverage/cells/geos_split.h"
#include "coverage/cells/splitter.h"

/* Chords grouped by part, in order of part. */
static const struct chord **group_chords(const struct residual *residual, size_t **first)
{
    size_t part_count = residual->base->shapes->part_count;
    const struct chord **grouped = cpts_array_raw(residual->chord_count, sizeof *grouped);
    *first = cpts_array_new(CPTS_GROUP_ROOM(part_count), sizeof **first);
    if (!grouped || !*first) {
        cpts_array_free(grouped);
        return NULL;
    }
    for (size_t i = 0; i < residual->chord_count; i++)
        cpts_group_count(*first, residual->chords[i].part);
    cpts_group_sum(*first, part_count);
    for (size_t i = 0; i < residual->chord_count; i++)
        grouped[cpts_group_place(*first, residual->chords[i].part)] = &residual->chords[i];
    return grouped;
}

static cpts_status split_part(struct cells *cells, const struct residual *residual,
                              struct splitter *splitter, uint32_t part,
                              const struct chord *const *chords, size_t count)
{
    cpts_context *context = residual->base->region->context;
    if (cpts_is_interrupted(context))
        return cpts_interrupted(context);
    switch (cpts_split(splitter, cells, part, chords, count)) {
    case SPLIT_NO_MEMORY:
        return cpts_fail_memory(context);
    case SPLIT_NOTHING:
        return CPTS_OK;
    case SPLIT_DISAGREES:
        cells->by_geos++;
        return cpts_geos_split(cells, residual, part, chords, count);
    case SPLIT_DONE:
        break;
    }
    return CPTS_OK;
}

cpts_status cpts_cells_cut(struct cells *cells, const struct residual *residual)
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
