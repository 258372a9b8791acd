#include "pieces.h"

#include <stdlib.h>
#include <string.h>

#include "../geometry/point_set.h"
#include "../geometry/predicates.h"

struct work {
    struct residual *residual;
    const struct noding *noding;
    struct point_set set; /* ends of pieces */
    uint32_t *spoke_of;   /* by point of the set: its last spoke */
    struct spoke *spokes; /* base segments that start at points of the set */
    size_t spoke_count, spoke_capacity;
    uint32_t place; /* part the walk is in, CPTS_NONE while unknown */
};

struct spoke {
    uint32_t segment, next;
};

/* ---- base segments around the ends of pieces ---------------------------------------------- */

static bool collect_ends(struct work *work)
{
    const struct residual *residual = work->residual;
    const struct point *points = residual->shapes->points;
    uint32_t index;
    for (size_t i = 0; i < residual->open_count; i++)
        if (!cpts_point_set_add(&work->set, points[residual->open[i]], &index) ||
            !cpts_point_set_add(&work->set, points[residual->open[i] + 1], &index))
            return false;
    for (size_t i = 0; i < work->noding->count; i++)
        if (!cpts_point_set_add(&work->set, work->noding->nodes[i].point, &index))
            return false;
    return true;
}

static bool add_spokes(struct work *work, const struct ring *ring)
{
    const struct point *points = work->residual->base->shapes->points;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        uint32_t index = cpts_point_set_find(&work->set, points[v]);
        if (index == CPTS_NONE)
            continue;
        if (!cpts_array_reserve(&work->spokes, &work->spoke_capacity, work->spoke_count + 1,
                                sizeof *work->spokes))
            return false;
        work->spokes[work->spoke_count] = (struct spoke){v, work->spoke_of[index]};
        work->spoke_of[index] = (uint32_t)work->spoke_count++;
    }
    return true;
}

static bool collect_spokes(struct work *work)
{
    const struct base *base = work->residual->base;
    work->spoke_of = cpts_array_raw(work->set.count, sizeof *work->spoke_of);
    if (!work->spoke_of)
        return false;
    if (!work->noding->part_touched)
        return true; /* everything matched: there was nothing to node */
    memset(work->spoke_of, 0xFF, work->set.count * sizeof *work->spoke_of);
    for (uint32_t p = 0; p < base->shapes->part_count; p++) {
        const struct part *part = &base->shapes->parts[p];
        for (uint32_t r = 0; work->noding->part_touched[p] && r < part->ring_count; r++)
            if (!add_spokes(work, &base->shapes->rings[part->first_ring + r]))
                return false;
    }
    return true;
}

/* The base segment from a to b; CPTS_NONE. */
static uint32_t spoke_to(const struct work *work, uint32_t from, struct point b)
{
    const struct point *points = work->residual->base->shapes->points;
    for (uint32_t s = work->spoke_of[from]; s != CPTS_NONE; s = work->spokes[s].next)
        if (cpts_same_point(points[work->spokes[s].segment + 1], b))
            return work->spokes[s].segment;
    return CPTS_NONE;
}

/* The part that the direction from point `from` to b enters; CPTS_NONE when none does. */
static uint32_t part_entered(const struct work *work, uint32_t from, struct point b)
{
    const struct borders *borders = &work->residual->base->borders;
    const struct point *points = borders->shapes->points;
    for (uint32_t s = work->spoke_of[from]; s != CPTS_NONE; s = work->spokes[s].next) {
        uint32_t segment = work->spokes[s].segment;
        struct point here = points[segment];
        struct point before = points[cpts_previous(borders, segment)];
        if (cpts_in_wedge(cpts_vector(here, points[segment + 1]), cpts_vector(here, before),
                          cpts_vector(here, b)))
            return cpts_part_of(borders, segment);
    }
    return CPTS_NONE;
}

/* ---- walking a perimeter's ring ----------------------------------------------------------- */

static bool add_contact(struct residual *residual, uint32_t perimeter, uint32_t segment)
{
    if (!cpts_array_reserve(&residual->contacts, &residual->contact_capacity,
                            residual->contact_count + 1, sizeof *residual->contacts))
        return false;
    residual->contacts[residual->contact_count++] = (struct contact){perimeter, segment};
    return true;
}

static bool add_chord(struct residual *residual, const struct chord *chord)
{
    if (!cpts_array_reserve(&residual->chords, &residual->chord_capacity, residual->chord_count + 1,
                            sizeof *residual->chords))
        return false;
    residual->chords[residual->chord_count++] = *chord;
    return true;
}

struct area_sum {
    struct point origin;
    double twice_m2;
};

static void add_area(struct area_sum *sum, struct point a, struct point b)
{
    struct point u = cpts_vector(sum->origin, a), v = cpts_vector(sum->origin, b);
    sum->twice_m2 += u.x * v.y - v.x * u.y;
}

static bool add_piece(struct work *work, uint32_t perimeter, struct point a, struct point b)
{
    uint32_t from = cpts_point_set_find(&work->set, a);
    bool on_base = work->spoke_of[from] != CPTS_NONE;
    if (on_base) {
        uint32_t segment = spoke_to(work, from, b);
        if (segment != CPTS_NONE)
            return add_contact(work->residual, perimeter, segment);
        work->place = part_entered(work, from, b);
        if (work->place == CPTS_NONE) {
            struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
            work->place = cpts_base_locate(work->residual->base, middle);
        }
    }
    const struct chord chord = {a, b, perimeter, work->place};
    return add_chord(work->residual, &chord);
}

static size_t first_node(const struct noding *noding, uint32_t segment)
{
    size_t low = 0, high = noding->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (noding->nodes[middle].segment < segment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The pieces of one residual segment. */
static bool add_segment(struct work *work, uint32_t perimeter, uint32_t segment,
                        struct area_sum *sum)
{
    const struct noding *noding = work->noding;
    const struct point *points = work->residual->shapes->points;
    struct point at = points[segment];
    for (size_t i = first_node(noding, segment);; i++) {
        bool last = i == noding->count || noding->nodes[i].segment != segment;
        struct point to = last ? points[segment + 1] : noding->nodes[i].point;
        if (!cpts_same_point(at, to) && !add_piece(work, perimeter, at, to))
            return false;
        add_area(sum, at, to);
        if (last)
            return true;
        at = to;
    }
}

/* A matched segment may have received nodes from other perimeters since. */
static bool add_matched(struct work *work, uint32_t perimeter, uint32_t segment,
                        struct area_sum *sum)
{
    struct residual *residual = work->residual;
    const struct point *points = residual->base->shapes->points;
    uint32_t pieces,
        start = cpts_borders_now(&residual->base->borders, residual->match[segment], &pieces);
    residual->match[segment] = pieces == 1 ? start : RESIDUAL_COLLAPSED;
    for (uint32_t k = 0; k < pieces; k++) {
        add_area(sum, points[start + k], points[start + k + 1]);
        if (pieces > 1 && !add_contact(residual, perimeter, start + k))
            return false;
    }
    return true;
}

static bool walk_ring(struct work *work, uint32_t perimeter, const struct ring *ring)
{
    struct residual *residual = work->residual;
    struct area_sum sum = {.origin = residual->shapes->points[ring->first]};
    size_t first_chord = residual->chord_count;
    work->place = CPTS_NONE;
    for (uint32_t v = ring->first; v < ring->first + ring->count; v++) {
        uint32_t match = residual->match[v];
        if (match == RESIDUAL_COLLAPSED)
            continue;
        if (!(match == RESIDUAL_OPEN ? add_segment(work, perimeter, v, &sum)
                                     : add_matched(work, perimeter, v, &sum)))
            return false;
    }
    residual->drawn_area_m2[perimeter] += sum.twice_m2 / 2;
    /* The walk began away from the border: it began where it ended. A ring that never met the
     * border lies in one part whole. */
    for (size_t c = first_chord; c < residual->chord_count; c++) {
        struct chord *chord = &residual->chords[c];
        if (chord->part != CPTS_NONE)
            break;
        if (work->place == CPTS_NONE)
            work->place = cpts_base_locate(residual->base, chord->a);
        chord->part = work->place;
    }
    return true;
}

/* Contacts of one perimeter on both sides of a segment cancel: it goes there and back. */
static int by_border(const void *a, const void *b, void *user)
{
    const struct contact *left = a, *right = b;
    const uint32_t *twin = user;
    uint32_t l = left->segment < twin[left->segment] ? left->segment : twin[left->segment];
    uint32_t r = right->segment < twin[right->segment] ? right->segment : twin[right->segment];
    if (l != r)
        return l < r ? -1 : 1;
    return (left->segment > right->segment) - (left->segment < right->segment);
}

static void cancel_contacts(struct residual *residual, size_t first)
{
    const uint32_t *twin = residual->base->borders.twin;
    struct contact *contacts = residual->contacts;
    size_t count = residual->contact_count - first, kept = first;
    if (count < 2)
        return;
    qsort_r(contacts + first, count, sizeof *contacts, by_border, residual->base->borders.twin);
    for (size_t i = first; i < residual->contact_count; i++) {
        if (kept > first && contacts[i].segment == twin[contacts[kept - 1].segment])
            kept--;
        else
            contacts[kept++] = contacts[i];
    }
    residual->contact_count = kept;
}

cpts_status cpts_pieces_build(struct residual *residual, const struct noding *noding)
{
    struct work work = {.residual = residual, .noding = noding};
    size_t perimeter_count = residual->base->region->perimeters.count;
    bool done = collect_ends(&work) && collect_spokes(&work);
    for (uint32_t p = 0; done && p < perimeter_count; p++) {
        residual->contact_first[p] = residual->contact_count;
        for (size_t i = residual->part_first[p]; done && i < residual->part_first[p + 1]; i++) {
            const struct part *part = &residual->shapes->parts[residual->parts[i]];
            for (uint32_t r = 0; done && r < part->ring_count; r++)
                done = walk_ring(&work, p, &residual->shapes->rings[part->first_ring + r]);
        }
        cancel_contacts(residual, residual->contact_first[p]);
    }
    if (done)
        residual->contact_first[perimeter_count] = residual->contact_count;
    cpts_point_set_free(&work.set);
    cpts_array_free(work.spoke_of);
    cpts_array_free(work.spokes);
    return done ? CPTS_OK : cpts_fail_memory(residual->base->region->context);
}
