/*
 * Perimeters drawn in several pieces, some of which have ended by their own dates: those claim
 * nothing, and the others stay. A perimeter all of whose pieces have ended is left to its dates.
 */
#include "input/region/builder.h"
#include "input/region/in_force.h"

struct pieces {
    struct adding *adding;
    struct look look;
    struct gone *gone; /* by perimeter */
    bool *stay;        /* a piece of it is in force */
};

static const struct drawn_feature *piece_of(const struct pieces *pieces, size_t layer, size_t at)
{
    return &pieces->adding->drawn[layer].features[at];
}

static void look_at(struct pieces *pieces, size_t layer, size_t at)
{
    const uint32_t p = pieces->adding->map[layer][at];
    const struct drawn_feature *piece = piece_of(pieces, layer, at);
    if (p == CPTS_NONE)
        return;
    if (cpts_look_is_in_force(&pieces->look, piece->from, piece->to)) {
        pieces->stay[p] = true;
    } else if (pieces->gone[p].count++ == 0) {
        pieces->gone[p].to = piece->to;
        pieces->gone[p].file = pieces->adding->shown[layer];
        pieces->gone[p].line = (long)piece->fid;
    }
}

/* A perimeter of which some pieces stay has the dates of the first of these. */
static void drop(struct pieces *pieces, size_t layer, size_t at, bool *is_dated)
{
    struct perimeters *perimeters = &pieces->adding->region->perimeters;
    uint32_t *map = &pieces->adding->map[layer][at];
    const uint32_t p = *map;
    const struct drawn_feature *piece = piece_of(pieces, layer, at);
    if (p == CPTS_NONE || pieces->gone[p].count == 0 || !pieces->stay[p])
        return;
    if (!cpts_look_is_in_force(&pieces->look, piece->from, piece->to)) {
        *map = CPTS_NONE;
    } else if (!is_dated[p]) {
        perimeters->from[p] = piece->from;
        perimeters->to[p] = piece->to;
        is_dated[p] = true;
    }
}

/* Most layers have no dates; then nothing is to be done, feature by feature of a region in memory.
 */
static bool has_dates(const struct adding *adding)
{
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++)
            if (*adding->drawn[i].features[j].from || *adding->drawn[i].features[j].to)
                return true;
    return false;
}

cpts_status cpts_pieces_drop_ended(struct adding *adding)
{
    struct cpts_region *region = adding->region;
    const size_t count = region->perimeters.count;
    if (!has_dates(adding))
        return CPTS_OK;
    struct pieces pieces = {.adding = adding,
                            .look = cpts_look_at(region),
                            .gone = cpts_array_new(count, sizeof *pieces.gone),
                            .stay = cpts_array_new(count, sizeof *pieces.stay)};
    bool *is_dated = cpts_array_new(count, sizeof *is_dated);
    cpts_status status =
        pieces.gone && pieces.stay && is_dated ? CPTS_OK : cpts_fail_memory(region->context);
    for (size_t i = 0; i < adding->count && status == CPTS_OK; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++)
            look_at(&pieces, i, j);
    for (size_t i = 0; i < adding->count && status == CPTS_OK; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++)
            drop(&pieces, i, j, is_dated);
    for (uint32_t p = 0; p < count && status == CPTS_OK; p++)
        if (pieces.stay[p])
            status = cpts_in_force_report(region, &pieces.look, p, &pieces.gone[p]);
    cpts_array_free(pieces.gone);
    cpts_array_free(pieces.stay);
    cpts_array_free(is_dated);
    return status;
}
