#include "coverage/cells/geos_split.h"

#include <string.h>

#include "coverage/cells/members.h"
#include "geometry/predicates.h"
#include "geometry/validity.h"

/* How far to the left of the middle of a border segment its cell is looked for. */
#define NUDGE_M 1e-4

struct overlay {
    const struct residual *residual;
    struct geos *geos;
    struct shapes now, next; /* pieces of the part; one part a piece */
    uint8_t *claims;         /* by piece of now, cutter_count each */
    size_t claims_capacity;
    uint32_t *cutters;
    size_t cutter_count;
};

static bool list_cutters(struct overlay *overlay, const struct chord *const *chords, size_t count)
{
    overlay->cutters = cpts_array_raw(count, sizeof *overlay->cutters);
    if (!overlay->cutters)
        return false;
    for (size_t i = 0; i < count; i++)
        overlay->cutters[i] = chords[i]->perimeter;
    overlay->cutter_count = cpts_members_order(overlay->cutters, count);
    return true;
}

/* Cuts every piece by one perimeter; the claims of the new pieces follow in order. */
static bool cut_by(struct overlay *overlay, size_t k)
{
    const struct residual *residual = overlay->residual;
    uint32_t p = overlay->cutters[k];
    const uint32_t *parts = residual->parts + residual->part_first[p];
    size_t count = residual->part_first[p + 1] - residual->part_first[p];
    uint8_t *claims = NULL;
    size_t capacity = 0;
    bool done = true;
    for (uint32_t piece = 0; done && piece < overlay->now.part_count; piece++)
        for (int inside = 1; done && inside >= 0; inside--) {
            size_t before = overlay->next.part_count;
            done = cpts_geos_clip(overlay->geos, &overlay->now, piece, residual->shapes, parts,
                                  count, inside, &overlay->next) != GEOS_FAILED &&
                   cpts_array_reserve(&claims, &capacity,
                                      (overlay->next.part_count + 1) * overlay->cutter_count, 1);
            for (size_t i = before; done && i < overlay->next.part_count; i++) {
                uint8_t *mine = claims + i * overlay->cutter_count;
                memcpy(mine, overlay->claims + piece * overlay->cutter_count,
                       overlay->cutter_count);
                mine[k] = (uint8_t)inside;
            }
        }
    cpts_array_free(overlay->claims);
    overlay->claims = claims;
    cpts_shapes_free(&overlay->now);
    overlay->now = overlay->next;
    overlay->next = (struct shapes){0};
    return done;
}

static bool give_piece(const struct overlay *overlay, struct cells *cells, uint32_t part,
                       uint32_t piece)
{
    const struct part *shape = &overlay->now.parts[piece];
    struct cell cell = {.part = part,
                        .first_ring = (uint32_t)cells->ring_count,
                        .ring_count = shape->ring_count,
                        .first_claim = cells->claim_count,
                        .area_m2 = shape->area_m2};
    for (uint32_t r = 0; r < shape->ring_count; r++) {
        const struct ring *ring = &overlay->now.rings[shape->first_ring + r];
        if (!cpts_cells_add_ring(cells, overlay->now.points + ring->first, ring->count))
            return false;
    }
    if (!cpts_array_reserve(&cells->claims, &cells->claim_capacity,
                            cells->claim_count + overlay->cutter_count, sizeof *cells->claims) ||
        !cpts_array_reserve(&cells->cells, &cells->cell_capacity, cells->cell_count + 1,
                            sizeof cell))
        return false;
    for (size_t k = 0; k < overlay->cutter_count; k++)
        if (overlay->claims[piece * overlay->cutter_count + k])
            cells->claims[cells->claim_count++] = overlay->cutters[k];
    cell.claim_count = (uint32_t)(cells->claim_count - cell.first_claim);
    cells->cells[cells->cell_count++] = cell;
    return true;
}

static uint32_t piece_left_of(const struct overlay *overlay, struct point a, struct point b)
{
    struct point u = cpts_vector(a, b);
    double length = hypot(u.x, u.y);
    struct point p = {(a.x + b.x) / 2 - u.y / length * NUDGE_M,
                      (a.y + b.y) / 2 + u.x / length * NUDGE_M};
    p.x = round(p.x / CPTS_QUANTUM_M) * CPTS_QUANTUM_M;
    p.y = round(p.y / CPTS_QUANTUM_M) * CPTS_QUANTUM_M;
    for (uint32_t piece = 0; piece < overlay->now.part_count; piece++)
        if (cpts_part_contains(&overlay->now, piece, p))
            return piece;
    return 0;
}

static bool give_part(const struct overlay *overlay, struct cells *cells, uint32_t part)
{
    const struct base *base = overlay->residual->base;
    uint32_t first_cell = (uint32_t)cells->cell_count;
    for (uint32_t piece = 0; piece < overlay->now.part_count; piece++)
        if (!give_piece(overlay, cells, part, piece))
            return false;
    if (!cpts_cells_add_part(cells, base, part, first_cell, overlay->cutters,
                             overlay->cutter_count))
        return false;
    const struct part *shape = &base->shapes->parts[part];
    for (uint32_t r = shape->first_ring; r < shape->first_ring + shape->ring_count; r++) {
        const struct ring *ring = &base->shapes->rings[r];
        const struct point *points = base->shapes->points + ring->first;
        for (uint32_t i = 0; i < ring->count; i++)
            cells->border[cells->ring_border[r] + i] =
                first_cell + piece_left_of(overlay, points[i], points[i + 1]);
    }
    return true;
}

/* The part itself, as the first piece. */
static bool open_pieces(struct overlay *overlay, uint32_t part)
{
    const struct shapes *shapes = overlay->residual->base->shapes;
    const struct part *shape = &shapes->parts[part];
    for (uint32_t r = 0; r < shape->ring_count; r++) {
        const struct ring *ring = &shapes->rings[shape->first_ring + r];
        struct point *room = cpts_shapes_room(&overlay->now, ring->count);
        if (!room)
            return false;
        memcpy(room, shapes->points + ring->first, ring->count * sizeof *room);
        if (cpts_shapes_add_ring(&overlay->now, ring->count, 0, r > 0) != RING_ADDED)
            return false;
    }
    overlay->claims = cpts_array_new(overlay->cutter_count, 1);
    return overlay->claims;
}

cpts_status cpts_geos_split(struct cells *cells, const struct residual *residual, uint32_t part,
                            const struct chord *const *chords, size_t chord_count)
{
    struct overlay overlay = {.residual = residual, .geos = &residual->base->geos};
    overlay.geos->message[0] = 0;
    bool done = list_cutters(&overlay, chords, chord_count) && open_pieces(&overlay, part);
    for (size_t k = 0; done && k < overlay.cutter_count; k++)
        done = cut_by(&overlay, k);
    /* A part too thin for GEOS leaves no piece: it stays whole, and the flood decides who claims
     * it.
     */
    if (overlay.now.part_count > 0)
        done = done && give_part(&overlay, cells, part);
    cpts_shapes_free(&overlay.now);
    cpts_shapes_free(&overlay.next);
    cpts_array_free(overlay.claims);
    cpts_array_free(overlay.cutters);
    if (done)
        return CPTS_OK;
    /* What GEOS did not say was ours: memory. */
    if (overlay.geos->no_memory || !*overlay.geos->message)
        return cpts_fail_memory(residual->base->region->context);
    return cpts_fail(residual->base->region->context, CPTS_ERROR_INTERNAL,
                     _("a place where several perimeters cross could not be divided: %s"),
                     residual->base->geos.message);
}
