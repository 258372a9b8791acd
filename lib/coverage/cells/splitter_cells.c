/*
 * From the faces traced to cells: holes are given to their shells, then all is handed over with the
 * claims and with the cell along each segment of the part's border.
 */
#include "coverage/cells/splitter_graph.h"
#include "geometry/box_tree.h"

/* Of an area, what summing it the other way round may change. */
#define AREA_NOISE 1e-10

/* ---- shells and holes --------------------------------------------------------------------- */

struct container_search {
    const struct splitter *s;
    const struct cycle *inner;
    uint32_t best;
};

/* A cycle no larger than the hole may be the hole itself seen from inside, with all its points:
 * asking for the place of each would be quadratic. */
static bool visit_container(void *user, uint32_t item)
{
    struct container_search *search = user;
    const struct splitter *s = search->s;
    const struct cycle *outer = &s->cycles[item];
    if (outer->area_m2 <= -search->inner->area_m2 * (1 + AREA_NOISE) ||
        (search->best != CPTS_NONE && outer->area_m2 >= s->cycles[search->best].area_m2))
        return true;
    for (size_t i = 0; i < search->inner->count; i++) {
        int place = cpts_point_in_ring(s->points + outer->first, outer->count,
                                       s->points[search->inner->first + i]);
        if (place > 0)
            search->best = item;
        if (place != 0)
            break;
    }
    return true;
}

static bool plant_tree(struct box_tree *tree, const struct splitter *s)
{
    struct box *boxes = cpts_array_raw(s->cycle_count, sizeof *boxes);
    for (size_t c = 0; boxes && c < s->cycle_count; c++)
        boxes[c] = s->cycles[c].area_m2 > 0 ? s->cycles[c].box : CPTS_EMPTY_BOX;
    const bool done = boxes && cpts_box_tree_build(tree, boxes, s->cycle_count);
    cpts_array_free(boxes);
    return done;
}

/* Every anticlockwise cycle is the shell of a cell; every clockwise one a hole of the smallest
 * shell around it. */
enum split_result cpts_splitter_make_cells(struct splitter *s)
{
    struct box_tree tree = {0};
    uint32_t only = CPTS_NONE;
    s->cell_count = 0;
    for (uint32_t c = 0; c < s->cycle_count; c++) {
        struct cycle *cycle = &s->cycles[c];
        cycle->cell = cycle->area_m2 > 0 ? s->cell_count++ : CPTS_NONE;
        if (cycle->area_m2 > 0)
            only = c;
    }
    enum split_result result = SPLIT_DONE;
    for (uint32_t c = 0; c < s->cycle_count && result == SPLIT_DONE; c++) {
        struct cycle *cycle = &s->cycles[c];
        if (cycle->area_m2 > 0)
            continue;
        struct container_search search = {s, cycle, s->cell_count == 1 ? only : CPTS_NONE};
        if (s->cell_count > 1 && !tree.levels && !plant_tree(&tree, s))
            return SPLIT_NO_MEMORY;
        if (s->cell_count > 1)
            cpts_box_tree_search(
                &tree, cpts_box_of_segment(s->points[cycle->first], s->points[cycle->first]),
                visit_container, &search);
        if (search.best == CPTS_NONE)
            result = SPLIT_DISAGREES;
        else
            cycle->cell = s->cycles[search.best].cell;
    }
    cpts_box_tree_free(&tree);
    return result;
}

/* ---- handing over ------------------------------------------------------------------------- */

static bool give_claims(const struct splitter *s, struct cells *cells, struct cell *cell,
                        uint32_t local)
{
    cell->first_claim = cells->claim_count;
    if (!cpts_array_reserve(&cells->claims, &cells->claim_capacity,
                            cells->claim_count + s->cutter_count, sizeof *cells->claims))
        return false;
    for (uint32_t k = 0; k < s->cutter_count; k++)
        if (cpts_cell_has_cutter(s, local, k))
            cells->claims[cells->claim_count++] = s->cutters[k];
    cell->claim_count = (uint32_t)(cells->claim_count - cell->first_claim);
    for (uint32_t k = 0; k < s->cutter_count; k++)
        if (!cpts_cell_has_cutter(s, local, k) && cpts_cell_has_cutter(s, s->cell_count + local, k))
            cells->claims[cells->claim_count++] = s->cutters[k];
    cell->beside_count = (uint32_t)(cells->claim_count - cell->first_claim) - cell->claim_count;
    return true;
}

/* Holes listed by cell, so that each cell's rings are consecutive. */
static bool give_cells(struct splitter *s, struct cells *cells, uint32_t part)
{
    uint32_t *first = cpts_array_new(s->cell_count + 2, sizeof *first);
    uint32_t *holes = cpts_array_raw(s->cycle_count, sizeof *holes);
    bool done = first && holes &&
                cpts_array_reserve(&cells->cells, &cells->cell_capacity,
                                   cells->cell_count + s->cell_count, sizeof *cells->cells);
    for (size_t c = 0; done && c < s->cycle_count; c++)
        if (s->cycles[c].area_m2 <= 0)
            first[s->cycles[c].cell + 2]++;
    for (size_t c = 2; done && c < s->cell_count + 2; c++)
        first[c] += first[c - 1];
    for (uint32_t c = 0; done && c < s->cycle_count; c++)
        if (s->cycles[c].area_m2 <= 0)
            holes[first[s->cycles[c].cell + 1]++] = c;
    uint32_t local = 0;
    for (size_t c = 0; done && c < s->cycle_count; c++) {
        const struct cycle *shell = &s->cycles[c];
        if (shell->area_m2 <= 0)
            continue;
        struct cell cell = {.part = part,
                            .first_ring = (uint32_t)cells->ring_count,
                            .ring_count = 1 + first[local + 1] - first[local],
                            .area_m2 = shell->area_m2};
        done = cpts_cells_add_ring(cells, s->points + shell->first, shell->count) &&
               give_claims(s, cells, &cell, local);
        for (uint32_t h = first[local]; done && h < first[local + 1]; h++) {
            const struct cycle *hole = &s->cycles[holes[h]];
            cell.area_m2 += hole->area_m2;
            done = cpts_cells_add_ring(cells, s->points + hole->first, hole->count);
        }
        if (done)
            cells->cells[cells->cell_count++] = cell;
        local++;
    }
    cpts_array_free(first);
    cpts_array_free(holes);
    return done;
}

static void note_run(const struct splitter *s, struct cells *cells, uint32_t segment,
                     uint32_t count, uint32_t cell)
{
    uint32_t ring_index = s->base->borders.ring_of[segment];
    const struct ring *ring = &s->base->shapes->rings[ring_index];
    uint32_t *border = cells->border + cells->ring_border[ring_index];
    for (uint32_t i = 0; i < count; i++)
        border[(segment - ring->first + i) % ring->count] = cell;
}

/* Notes the cell along each segment of the part's border. */
static void note_border(const struct splitter *s, struct cells *cells, uint32_t first_cell)
{
    for (size_t w = 2 * s->edge_count; w < s->way_count; w++)
        note_run(s, cells, s->ways[w].segment, s->ways[w].count,
                 first_cell + cpts_cell_left_of(s, w));
    for (size_t c = 0; c < s->cycle_count; c++) {
        const struct cycle *cycle = &s->cycles[c];
        if (cycle->way != CPTS_NONE)
            continue;
        const struct ring *ring = &s->base->shapes->rings[cycle->ring];
        note_run(s, cells, ring->first, ring->count, first_cell + cycle->cell);
    }
}

bool cpts_splitter_give_part(struct splitter *s, struct cells *cells, uint32_t part)
{
    uint32_t first_cell = (uint32_t)cells->cell_count;
    if (!give_cells(s, cells, part) ||
        !cpts_cells_add_part(cells, s->base, part, first_cell, s->cutters, s->cutter_count))
        return false;
    note_border(s, cells, first_cell);
    return true;
}
