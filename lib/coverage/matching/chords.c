#include "coverage/matching/chords.h"

#include <stdlib.h>
#include <string.h>

#include "common/parallel.h"
#include "coverage/matching/boundary.h"
#include "geometry/point_set.h"
#include "geometry/predicates.h"

struct spoke {
    uint32_t segment, next;
};

struct work {
    struct residual *residual;
    struct point_set set;   /* ends of open segments */
    uint32_t *spoke_of;     /* by point of the set: its last spoke */
    struct spoke *spokes;   /* base segments that start at points of the set */
    struct walker *walkers; /* by thread */
};

/* What one thread walks with, and the chords that it finds. */
struct walker {
    const struct work *work;
    struct boundary boundary;
    uint32_t place;       /* part the walk is in, CPTS_NONE while unknown */
    struct chord *chords; /* by perimeter */
    size_t count, capacity, joined;
};

/* ---- base segments around the ends of chords ---------------------------------------------- */

static bool collect_ends(struct work *work)
{
    const struct residual *residual = work->residual;
    const struct point *points = residual->shapes->points;
    uint32_t index;
    for (size_t i = 0; i < residual->open_count; i++)
        if (!cpts_point_set_add(&work->set, points[residual->open[i].segment], &index) ||
            !cpts_point_set_add(&work->set, points[residual->open[i].segment + 1], &index))
            return false;
    return true;
}

static bool collect_spokes(struct work *work)
{
    const struct residual *residual = work->residual;
    const struct point *points = residual->base->shapes->points;
    work->spoke_of = cpts_array_raw(work->set.count, sizeof *work->spoke_of);
    work->spokes = cpts_array_raw(residual->spoke_count, sizeof *work->spokes);
    if (!work->spoke_of || !work->spokes)
        return false;
    memset(work->spoke_of, 0xFF, work->set.count * sizeof *work->spoke_of);
    for (uint32_t i = 0; i < residual->spoke_count; i++) {
        const uint32_t segment = residual->spokes[i];
        uint32_t *last = &work->spoke_of[cpts_point_set_find(&work->set, points[segment])];
        uint32_t known = *last;
        while (known != CPTS_NONE && work->spokes[known].segment != segment)
            known = work->spokes[known].next;
        if (known != CPTS_NONE)
            continue;
        work->spokes[i] = (struct spoke){segment, *last};
        *last = i;
    }
    return true;
}

/* The part that the direction from point `from` to b enters: the one on the left of the first base
 * segment met when turning clockwise from there. Only the nearest segment counts, since rings of
 * one part may touch at the point. CPTS_NONE when no segment starts there, or one runs along. */
static uint32_t part_entered(const struct work *work, uint32_t from, struct point b)
{
    const struct borders *borders = &work->residual->base->borders;
    const struct point *points = borders->shapes->points;
    const struct point here = work->set.points[from], way = cpts_vector(here, b);
    uint32_t before = CPTS_NONE, last = CPTS_NONE;
    struct point before_way = {0}, last_way = {0};
    for (uint32_t s = work->spoke_of[from]; s != CPTS_NONE; s = work->spokes[s].next) {
        uint32_t segment = work->spokes[s].segment;
        struct point spoke = cpts_vector(here, points[segment + 1]);
        int order = cpts_compare_directions(spoke, way);
        if (order == 0)
            return CPTS_NONE;
        if (order < 0 && (before == CPTS_NONE || cpts_compare_directions(spoke, before_way) > 0)) {
            before = segment;
            before_way = spoke;
        }
        if (last == CPTS_NONE || cpts_compare_directions(spoke, last_way) > 0) {
            last = segment;
            last_way = spoke;
        }
    }
    uint32_t nearest = before != CPTS_NONE ? before : last;
    return nearest == CPTS_NONE ? CPTS_NONE : cpts_part_of(borders, nearest);
}

/* ---- walking a perimeter's rings ---------------------------------------------------------- */

/* Where the way from a to b starts on a border, its angle decides which part it enters. */
static void find_place(struct walker *walker, struct point a, struct point b)
{
    const struct work *work = walker->work;
    const uint32_t from = cpts_point_set_find(&work->set, a);
    if (from == CPTS_NONE || work->spoke_of[from] == CPTS_NONE)
        return;
    walker->place = part_entered(work, from, b);
    if (walker->place == CPTS_NONE) {
        const struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        walker->place = cpts_base_locate(work->residual->base, middle);
    }
}

static bool add_chord(struct walker *walker, uint32_t perimeter, uint32_t segment)
{
    const struct residual *residual = walker->work->residual;
    const struct point a = residual->shapes->points[segment];
    const struct point b = residual->shapes->points[segment + 1];
    const bool turned = residual->turned[segment];
    if (!CPTS_ARRAY_MORE(walker->chords, walker->count, walker->capacity))
        return false;
    walker->chords[walker->count++] =
        (struct chord){turned ? b : a, turned ? a : b, perimeter, walker->place};
    return true;
}

/* The walk may begin away from the border: then it began where it ended. A ring that never meets
 * the border lies in one part whole. */
static void place_first_chords(struct walker *walker, size_t first)
{
    for (size_t c = first; c < walker->count; c++) {
        struct chord *chord = &walker->chords[c];
        if (chord->part != CPTS_NONE)
            return;
        if (walker->place == CPTS_NONE)
            walker->place = cpts_base_locate(walker->work->residual->base, chord->a);
        chord->part = walker->place;
    }
}

static bool walk_ring(struct walker *walker, uint32_t perimeter, const struct ring *ring)
{
    const struct residual *residual = walker->work->residual;
    const struct point *points = residual->shapes->points;
    size_t first = walker->count;
    walker->place = CPTS_NONE;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        /* What is of no effect may lead from one part to another all the same. */
        if (residual->match[v] >= RESIDUAL_COLLAPSED && !cpts_same_point(points[v], points[v + 1]))
            find_place(walker, points[v], points[v + 1]);
        if (residual->match[v] == RESIDUAL_OPEN && !add_chord(walker, perimeter, v))
            return false;
    }
    place_first_chords(walker, first);
    return true;
}

static bool walk_perimeter(struct walker *walker, uint32_t p)
{
    struct residual *residual = walker->work->residual;
    bool done = cpts_boundary_settle(&walker->boundary, p);
    for (size_t i = residual->part_first[p]; done && i < residual->part_first[p + 1]; i++) {
        const struct part *part = &residual->shapes->parts[residual->parts[i]];
        for (uint32_t r = 0; done && r < part->ring_count; r++)
            done = walk_ring(walker, p, &residual->shapes->rings[part->first_ring + r]);
    }
    return done;
}

static bool walk_some(void *user, int worker, size_t first, size_t last)
{
    const struct work *work = user;
    struct walker *walker = &work->walkers[worker];
    bool done = true;
    walker->work = work;
    walker->boundary.residual = work->residual;
    for (size_t p = first; done && p < last; p++)
        done = walk_perimeter(walker, (uint32_t)p);
    return done;
}

/* ---- all of it ---------------------------------------------------------------------------- */

/* What the threads found, in the order of the perimeters. */
static bool join_chords(const struct work *work, size_t perimeter_count, int jobs)
{
    struct residual *residual = work->residual;
    struct walker *first = &work->walkers[0];
    size_t count = 0;
    for (int w = 0; w < jobs; w++)
        count += work->walkers[w].count;
    residual->chord_count = count;
    if (count == first->count) {
        residual->chords = first->chords;
        first->chords = NULL;
        return true;
    }
    struct chord *to = residual->chords = cpts_array_raw(count, sizeof *to);
    for (uint32_t p = 0; to && p < perimeter_count; p++)
        for (struct walker *from = first; from < first + jobs; from++)
            while (from->joined < from->count && from->chords[from->joined].perimeter == p)
                *to++ = from->chords[from->joined++];
    return to;
}

cpts_status cpts_chords_build(struct residual *residual)
{
    const struct cpts_region *region = residual->base->region;
    const size_t perimeter_count = region->perimeters.count;
    const int jobs = region->context->jobs;
    struct work work = {.residual = residual};
    work.walkers = cpts_array_new((size_t)jobs, sizeof *work.walkers);
    residual->turned = cpts_array_new(residual->shapes->point_count, sizeof *residual->turned);
    const bool done = residual->turned && work.walkers && collect_ends(&work) &&
                      collect_spokes(&work) &&
                      cpts_parallel(region->context, perimeter_count, 1, walk_some, &work) &&
                      join_chords(&work, perimeter_count, jobs);
    for (int w = 0; work.walkers && w < jobs; w++) {
        cpts_boundary_free(&work.walkers[w].boundary);
        cpts_array_free(work.walkers[w].chords);
    }
    cpts_array_free(work.walkers);
    cpts_point_set_free(&work.set);
    cpts_array_free(work.spoke_of);
    cpts_array_free(work.spokes);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}
