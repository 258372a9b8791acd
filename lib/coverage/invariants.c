#include "coverage/invariants.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "coverage/cells/members.h"

static bool same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

static bool is_increasing(const uint32_t *list, size_t count, size_t below)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] >= below || (i && list[i - 1] >= list[i]))
            return false;
    return true;
}

static const char *ring_broken(const struct shapes *shapes, const struct ring *ring, uint32_t part)
{
    if (ring->part != part)
        return "a ring is of another part than the part whose ring it is";
    if (ring->count < 3 || ring->first + (size_t)ring->count >= shapes->point_count)
        return "a ring is shorter than a triangle, or longer than its points";
    if (!same_point(shapes->points[ring->first], shapes->points[ring->first + ring->count]))
        return "a ring does not end where it begins";
    return NULL;
}

static const char *twins_broken(const struct borders *borders, uint32_t r)
{
    const struct ring *ring = &borders->shapes->rings[r];
    const struct point *points = borders->shapes->points;
    for (uint32_t s = ring->first; s < ring->first + ring->count; s++) {
        if (borders->ring_of[s] != r)
            return "a segment does not know its ring";
        const uint32_t twin = borders->twin[s];
        if (twin == CPTS_NONE)
            continue;
        if (borders->twin[twin] != s || !cpts_segment_is_live(borders, twin))
            return "the twin of a segment has another twin";
        if (!same_point(points[s], points[twin + 1]) || !same_point(points[s + 1], points[twin]))
            return "twins do not run between the same points";
    }
    return NULL;
}

const char *cpts_base_broken(const struct base *base)
{
    const char *broken = NULL;
    /* Rings of no part are what mending left behind. */
    for (uint32_t p = 0; !broken && p < base->shapes->part_count; p++) {
        const struct part *part = &base->shapes->parts[p];
        for (uint32_t r = 0; !broken && r < part->ring_count; r++)
            broken = ring_broken(base->shapes, &base->shapes->rings[part->first_ring + r], p);
        for (uint32_t r = 0; !broken && r < part->ring_count; r++)
            broken = twins_broken(&base->borders, part->first_ring + r);
    }
    for (uint32_t u = 0; !broken && u < base->region->units.count; u++)
        for (size_t i = base->unit_first[u]; i < base->unit_first[u + 1]; i++)
            if (base->shapes->parts[base->unit_parts[i]].feature != u)
                broken = "a part is listed of another unit than its own";
    return broken;
}

static const char *cell_broken(const struct cells *cells, const struct cell *cell,
                               const struct cut_part *part)
{
    if (cell->part != part->part)
        return "a cell is of another part than the part that it was cut from";
    if (!is_increasing(cells->claims + cell->first_claim, cell->claim_count, CPTS_NONE))
        return "the claims of a cell are not in order";
    for (uint32_t c = 0; c < cell->claim_count; c++)
        if (!bsearch(&cells->claims[cell->first_claim + c], cells->cutters + part->first_cutter,
                     part->cutter_count, sizeof *cells->cutters, cpts_compare_members))
            return "a cell is claimed by a perimeter that does not cut its part";
    for (uint32_t r = 0; r < cell->ring_count; r++) {
        const struct cell_ring *ring = &cells->rings[cell->first_ring + r];
        if (ring->first + ring->count >= cells->point_count ||
            !same_point(cells->points[ring->first], cells->points[ring->first + ring->count]))
            return "the ring of a cell does not end where it begins";
    }
    return NULL;
}

const char *cpts_cells_broken(const struct cells *cells, const struct base *base)
{
    for (size_t i = 0; i < cells->part_count; i++) {
        const struct cut_part *part = &cells->parts[i];
        if (i && cells->parts[i - 1].part >= part->part)
            return "cut parts are not in order";
        if (cells->cut_of[part->part] != i)
            return "a cut part is not known as such";
        if (!is_increasing(cells->cutters + part->first_cutter, part->cutter_count,
                           base->region->perimeters.count))
            return "the cutters of a part are not in order";
        double area_m2 = 0;
        for (uint32_t c = 0; c < part->cell_count; c++) {
            const struct cell *cell = &cells->cells[part->first_cell + c];
            const char *broken = cell_broken(cells, cell, part);
            if (broken)
                return broken;
            area_m2 += cell->area_m2;
        }
        const double part_m2 = base->shapes->parts[part->part].area_m2;
        if (!(fabs(area_m2 - part_m2) <= 1e-6 + 1e-6 * part_m2))
            return "the cells of a part do not have its area";
    }
    return NULL;
}

const char *cpts_claims_broken(const struct claims *claims, const struct base *base)
{
    for (size_t p = 0; p < base->shapes->part_count; p++) {
        const size_t first = claims->whole_first[p], last = claims->whole_first[p + 1];
        if (last < first ||
            !is_increasing(claims->whole + first, last - first, base->region->perimeters.count))
            return "those who claim a part whole are not in order";
    }
    return NULL;
}

const char *cpts_ledger_broken(const struct ledger *ledger)
{
    const struct claim_sets *sets = &ledger->sets;
    const size_t perimeters = ledger->base->region->perimeters.count;
    if (sets->count == 0 || cpts_claim_set_size(sets, 0) != 0)
        return "the first set of claimants is not the empty one";
    for (uint32_t s = 0; s < sets->count; s++)
        if (!is_increasing(cpts_claim_set(sets, s), cpts_claim_set_size(sets, s), perimeters))
            return "a set of claimants is not in order";
    for (size_t place = 0; place < ledger->place_count; place++)
        if (ledger->set_of[place] >= sets->count)
            return "a place has no set of claimants";
    return NULL;
}

#ifdef CPTS_INVARIANTS
void cpts_stop_if(const char *broken)
{
    if (!broken)
        return;
    fprintf(stderr, "invariant: %s\n", broken);
    abort();
}
#endif
