#include "coverage/matching/residual.h"

#include <stdlib.h>

#include "common/parallel.h"
#include "coverage/base/base_repair.h"
#include "geometry/predicates.h"
#include "geometry/validity.h"

/* ---- perimeters that are invalid or in pieces --------------------------------------------- */

/* What became of an invalid perimeter. */
enum mended { MENDED, MENDED_IN_DOUBT, LEFT_OUT };

static cpts_status report_repair(struct cpts_region *region, uint32_t p, const char *reason,
                                 double change_m2, enum mended mended)
{
    const struct perimeters *all = &region->perimeters;
    char message[768];
    if (mended == MENDED)
        cpts_repair_message(message, sizeof message, all->name[p], all->id[p], reason, change_m2);
    else
        snprintf(
            message, sizeof message,
            mended == LEFT_OUT
                ? _("%s (%s): invalid polygon that could not be repaired, left out: %s; "
                    "repair it in the source, for instance with 'Fix geometries' of QGIS")
                : _("%s (%s): invalid polygon: %s; the part within another counts as declared, "
                    "but may be a hole drawn the wrong way round: cut the hole out, or delete the "
                    "part"),
            all->name[p], all->id[p], reason);
    const struct notice notice = {.rule = CPTS_RULE_INVALID_PERIMETER,
                                  .severity = mended == MENDED ? CPTS_SEVERITY_WARNING
                                                               : CPTS_SEVERITY_ERROR,
                                  .perimeter = p,
                                  .unit = CPTS_NONE,
                                  .key = all->id[p],
                                  .message = message,
                                  .area_m2 = fabs(change_m2)};
    return cpts_region_notice(region, &notice) ? CPTS_OK : cpts_fail_memory(region->context);
}

static cpts_status mend_perimeter(struct cpts_region *region, struct geos *geos, uint32_t p,
                                  const uint32_t *parts, size_t count)
{
    struct shapes *shapes = &region->perimeters.shapes;
    bool unite = region->perimeters.drawn_in_pieces[p];
    double before_m2 = cpts_parts_area_m2(shapes, parts, count), after_m2 = 0;
    size_t first_new = shapes->part_count;
    enum geos_result result = cpts_geos_repair(geos, shapes, parts, count, unite);
    if (result == GEOS_FAILED && geos->no_memory)
        return cpts_fail_memory(region->context);
    if (result == GEOS_UNCHANGED || (result == GEOS_DONE && unite))
        return CPTS_OK;
    for (size_t i = first_new; i < shapes->part_count; i++)
        after_m2 += shapes->parts[i].area_m2;
    if (result == GEOS_FAILED)
        for (size_t i = 0; i < count; i++) {
            shapes->parts[parts[i]].ring_count = 0;
            shapes->parts[parts[i]].area_m2 = 0;
        }
    return report_repair(region, p, geos->message, after_m2 - before_m2,
                         after_m2 <= 0      ? LEFT_OUT
                         : geos->has_nested ? MENDED_IN_DOUBT
                                            : MENDED);
}

/* ---- matching ----------------------------------------------------------------------------- */

/* The segment from the end of `segment` to `to`, found by turning round that end. */
static uint32_t turn_to(const struct borders *borders, uint32_t segment, struct point to)
{
    const struct point *points = borders->shapes->points;
    uint32_t first = cpts_segment_next(borders, segment), candidate = first;
    do {
        if (cpts_same_point(points[candidate + 1], to))
            return candidate;
        uint32_t twin = borders->twin[candidate];
        if (twin == CPTS_NONE)
            break;
        candidate = cpts_segment_next(borders, twin);
    } while (candidate != first);
    return CPTS_NONE;
}

/* Segments looked ahead where none matches. */
#define AHEAD 6

void cpts_residual_match_ring(struct residual *residual, uint32_t ring_index)
{
    const struct borders *borders = &residual->base->borders;
    const struct ring *ring = &residual->shapes->rings[ring_index];
    const struct point *points = residual->shapes->points;
    const uint32_t end = ring->first + ring->count;
    uint32_t matched = CPTS_NONE;
    for (uint32_t v = ring->first; v < end; v++) {
        bool collapsed = cpts_same_point(points[v], points[v + 1]);
        if (matched != CPTS_NONE && !collapsed)
            matched = turn_to(borders, matched, points[v + 1]);
        if (matched == CPTS_NONE && !collapsed) {
            if (v + AHEAD < end)
                cpts_borders_prefetch(borders, points[v + AHEAD], points[v + AHEAD + 1]);
            matched = cpts_borders_find(borders, points[v], points[v + 1]);
        }
        residual->match[v] = collapsed ? RESIDUAL_COLLAPSED : matched;
    }
    residual->match[end] = RESIDUAL_COLLAPSED;
}

bool cpts_residual_reserve(struct residual *residual)
{
    size_t old = residual->segment_capacity, count = residual->shapes->point_count;
    if (count <= old)
        return true;
    count += old ? count / 8 : 0;
    if (!cpts_array_resize(&residual->match, count, sizeof *residual->match))
        return false;
    residual->segment_capacity = count;
    return true;
}

/* ---- which perimeters to mend ------------------------------------------------------------- */

/* What one thread judges with. */
struct sieve {
    struct residual *residual;
    struct validity validity;
    uint8_t
        *used; /* a bit for each base segment, the lower of the pair: the perimeter matches it */
};

enum { BITS = 8 };

static uint32_t border_of(const struct residual *residual, uint32_t match)
{
    const uint32_t twin = residual->base->borders.twin[match];
    return match < twin ? match : twin;
}

/* False when the perimeter uses the border a second time. */
static bool use_border(struct sieve *sieve, uint32_t border)
{
    const uint8_t bit = (uint8_t)(1U << border % BITS);
    const bool is_first = !(sieve->used[border / BITS] & bit);
    sieve->used[border / BITS] |= bit;
    return is_first;
}

/* Uses the borders that a ring matches. True when all of it matches, for the first time. */
static bool use_borders(struct sieve *sieve, const struct ring *ring)
{
    const struct residual *residual = sieve->residual;
    bool follows = true;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        const uint32_t match = residual->match[v];
        follows &= match < RESIDUAL_COLLAPSED && use_border(sieve, border_of(residual, match));
    }
    return follows;
}

/* For the next perimeter. */
static void forget_borders(struct sieve *sieve, const struct ring *ring)
{
    const struct residual *residual = sieve->residual;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++)
        if (residual->match[v] < RESIDUAL_COLLAPSED)
            sieve->used[border_of(residual, residual->match[v]) / BITS] = 0;
}

/* Matches a perimeter. True when every segment is a border of the base and occurs only once. */
static bool follows_borders(struct sieve *sieve, uint32_t p)
{
    struct residual *residual = sieve->residual;
    const struct ring *rings = residual->shapes->rings;
    bool follows = true;
    for (size_t i = residual->part_first[p]; i < residual->part_first[p + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++) {
            cpts_residual_match_ring(residual, r);
            follows &= use_borders(sieve, &rings[r]);
        }
    }
    for (size_t i = residual->part_first[p]; i < residual->part_first[p + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        for (uint32_t r = part->first_ring; r < part->first_ring + part->ring_count; r++)
            forget_borders(sieve, &rings[r]);
    }
    return follows;
}

/* Matches a perimeter and judges it. One that follows borders throughout needs no search for
 * crossings: the base has none. The others are held to be suspect until shown valid. */
static enum validity_result judge(struct sieve *sieve, uint32_t p)
{
    const struct residual *residual = sieve->residual;
    const uint32_t *parts = residual->parts + residual->part_first[p];
    const size_t count = residual->part_first[p + 1] - residual->part_first[p];
    if (count == 0)
        return VALIDITY_SIMPLE;
    if (residual->base->region->perimeters.drawn_in_pieces[p])
        return VALIDITY_SUSPECT;
    return follows_borders(sieve, p)
               ? cpts_nesting(&sieve->validity, residual->shapes, parts, count)
               : cpts_validity(&sieve->validity, residual->shapes, parts, count);
}

struct sifting {
    struct residual *residual;
    struct sieve *sieves; /* by thread */
    bool *suspect;        /* by perimeter */
};

static bool sift_some(void *user, int worker, size_t first, size_t last)
{
    const struct sifting *sifting = user;
    struct sieve *sieve = &sifting->sieves[worker];
    const size_t segments = sifting->residual->base->shapes->point_count;
    sieve->residual = sifting->residual;
    if (!sieve->used)
        sieve->used = cpts_array_new(segments / BITS + 1, sizeof *sieve->used);
    bool done = sieve->used;
    for (size_t p = first; done && p < last; p++) {
        const enum validity_result result = judge(sieve, (uint32_t)p);
        sifting->suspect[p] = result == VALIDITY_SUSPECT;
        done = result != VALIDITY_NO_MEMORY;
    }
    return done;
}

static bool group_parts(struct residual *residual)
{
    cpts_array_free(residual->parts);
    cpts_array_free(residual->part_first);
    return cpts_shapes_by_feature(residual->shapes, residual->shapes->part_count,
                                  residual->base->region->perimeters.count, &residual->parts,
                                  &residual->part_first);
}

/* Repairs the suspects, one after another: what they become stands behind all that was drawn, and
 * is then matched. */
static cpts_status mend_suspects(struct residual *residual, const bool *suspect)
{
    struct cpts_region *region = residual->base->region;
    const size_t first_new = residual->shapes->ring_count;
    cpts_status status = CPTS_OK;
    bool any = false;
    for (uint32_t p = 0; p < region->perimeters.count && status == CPTS_OK; p++) {
        const size_t first = residual->part_first[p], last = residual->part_first[p + 1];
        if (!suspect[p])
            continue;
        any = true;
        status = cpts_interrupted(region->context);
        if (status == CPTS_OK)
            status = mend_perimeter(region, &residual->base->geos, p, residual->parts + first,
                                    last - first);
    }
    if (status != CPTS_OK || !any)
        return status;
    if (!group_parts(residual) || !cpts_residual_reserve(residual))
        return cpts_fail_memory(region->context);
    for (size_t r = first_new; r < residual->shapes->ring_count; r++)
        cpts_residual_match_ring(residual, (uint32_t)r);
    return CPTS_OK;
}

static cpts_status match_and_mend(struct residual *residual)
{
    const struct cpts_region *region = residual->base->region;
    const size_t count = region->perimeters.count;
    const int jobs = region->context->jobs;
    struct sifting sifting = {.residual = residual,
                              .sieves = cpts_array_new((size_t)jobs, sizeof *sifting.sieves),
                              .suspect = cpts_array_raw(count, sizeof *sifting.suspect)};
    cpts_status status = CPTS_OK;
    if (!sifting.sieves || !sifting.suspect ||
        !cpts_parallel(region->context, count, 1, sift_some, &sifting))
        status = cpts_fail_memory(region->context);
    for (int w = 0; sifting.sieves && w < jobs; w++) {
        cpts_validity_free(&sifting.sieves[w].validity);
        cpts_array_free(sifting.sieves[w].used);
    }
    cpts_array_free(sifting.sieves);
    if (status == CPTS_OK)
        status = mend_suspects(residual, sifting.suspect);
    cpts_array_free(sifting.suspect);
    return status;
}

/* ---- all of it ---------------------------------------------------------------------------- */

cpts_status cpts_residual_build(struct residual *residual, struct base *base)
{
    struct cpts_region *region = base->region;
    size_t count = region->perimeters.count;
    *residual = (struct residual){.base = base, .shapes = &region->perimeters.shapes};
    residual->drawn_area_m2 = cpts_array_new(count, sizeof *residual->drawn_area_m2);
    residual->redrawn = cpts_array_new(count, sizeof *residual->redrawn);
    if (!residual->drawn_area_m2 || !residual->redrawn || !group_parts(residual) ||
        !cpts_residual_reserve(residual))
        return cpts_fail_memory(region->context);
    return match_and_mend(residual);
}

void cpts_residual_forget(struct residual *residual)
{
    cpts_array_free(residual->match);
    cpts_array_free(residual->open);
    cpts_array_free(residual->turned);
    cpts_array_free(residual->spokes);
    cpts_array_free(residual->chords);
    residual->match = NULL;
    residual->open = NULL;
    residual->turned = NULL;
    residual->spokes = NULL;
    residual->chords = NULL;
    residual->segment_capacity = residual->open_count = residual->open_capacity = 0;
    residual->chord_count = residual->spoke_count = residual->spoke_capacity = 0;
}

void cpts_residual_free(struct residual *residual)
{
    cpts_residual_forget(residual);
    cpts_array_free(residual->parts);
    cpts_array_free(residual->part_first);
    cpts_array_free(residual->drawn_area_m2);
    cpts_array_free(residual->redrawn);
    cpts_array_free(residual->snapped);
    *residual = (struct residual){0};
}
