#include "geometry/borders_table.h"

#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "common/parallel.h"
#include "common/slots.h"
#include "geometry/point_set.h"
#include "geometry/predicates.h"

/* Commutative, so that both directions of a segment meet. */
static uint64_t hash_segment(uint64_t from, uint64_t to)
{
    uint64_t hash = (from + to) * 0xD6E8FEB86659FD93U;
    return hash ^ hash >> 32;
}

static size_t slot_of(const struct borders *borders, uint64_t hash)
{
    return cpts_slot_of((uint32_t)hash, borders->slot_count);
}

/* Bits that hold the name of any segment, and are not all ones in any: points are fewer than 2^31.
 */
static unsigned bits_of_names(const struct borders *borders)
{
    unsigned bits = 0;
    while (bits < 31 && borders->capacity >> bits)
        bits++;
    return bits;
}

/* What a slot holds beside the name of a segment. */
static uint32_t tag_of(const struct borders *borders, uint64_t hash)
{
    return (uint32_t)(hash >> 32) << borders->name_bits;
}

static void store(struct borders *borders, uint64_t hash, uint32_t segment)
{
    size_t slot = slot_of(borders, hash);
    while (borders->slots[slot] != CPTS_NONE)
        slot = cpts_slot_after(slot, borders->slot_count);
    borders->slots[slot] = segment | tag_of(borders, hash);
    borders->slots_used++;
}

/* Where a segment is that was stored under this name: rings that receive nodes move, and the names
 * of their segments stay in the table. CPTS_NONE when it was cut. */
static uint32_t segment_now(const struct borders *borders, uint32_t segment)
{
    while (segment != CPTS_NONE && !cpts_segment_is_live(borders, segment))
        segment = borders->twin[segment];
    return segment;
}

/* Segments are stored under the names they have now; what was cut is not kept. */
static bool grow_slots(struct borders *borders, size_t count)
{
    uint32_t *old = borders->slots;
    size_t old_count = borders->slot_count;
    const uint32_t names = (1U << borders->name_bits) - 1;
    uint32_t *slots = cpts_array_raw(count, sizeof *slots);
    if (!slots)
        return false;
    memset(slots, 0xFF, count * sizeof *slots);
    borders->slots = slots;
    borders->slot_count = count;
    borders->slots_used = 0;
    borders->name_bits = bits_of_names(borders);
    const struct point *points = borders->shapes->points;
    for (size_t i = 0; i < old_count; i++) {
        const uint32_t now = old[i] == CPTS_NONE ? CPTS_NONE : segment_now(borders, old[i] & names);
        if (now != CPTS_NONE)
            store(borders,
                  hash_segment(cpts_hash_point(points[now]), cpts_hash_point(points[now + 1])),
                  now);
    }
    cpts_array_free(old);
    return true;
}

static bool reserve_slots(struct borders *borders)
{
    return borders->slots_used * 3 < borders->slot_count * 2 ||
           grow_slots(borders, borders->slot_count + borders->slot_count / 2);
}

static bool note_crowded(struct borders *borders, uint32_t segment)
{
    if (!CPTS_ARRAY_MORE(borders->crowded, borders->crowded_count, borders->crowded_capacity))
        return false;
    borders->crowded[borders->crowded_count++] = segment;
    return true;
}

static void pair(struct borders *borders, uint32_t a, uint32_t b)
{
    borders->twin[a] = b;
    borders->twin[b] = a;
    borders->lone_count -= 2;
}

/* Pairs the segment with one stored before, or stores it. */
static bool pair_or_store(struct borders *borders, uint32_t segment, uint64_t from, uint64_t to)
{
    const struct point *points = borders->shapes->points;
    const struct point a = points[segment], b = points[segment + 1];
    const uint64_t hash = hash_segment(from, to);
    const uint32_t tag = tag_of(borders, hash);
    size_t slot = slot_of(borders, hash);
    bool crowded = false;
    for (uint32_t other; (other = borders->slots[slot]) != CPTS_NONE;
         slot = cpts_slot_after(slot, borders->slot_count)) {
        other ^= tag;
        if (other >> borders->name_bits)
            continue;
        const bool turned =
            cpts_same_point(points[other], b) && cpts_same_point(points[other + 1], a);
        const bool alike =
            cpts_same_point(points[other], a) && cpts_same_point(points[other + 1], b);
        if (!turned && !alike)
            continue;
        other = segment_now(borders, other);
        if (other == CPTS_NONE || other == segment)
            continue;
        if (turned && borders->twin[other] == CPTS_NONE) {
            pair(borders, segment, other);
            return true;
        }
        crowded = true;
    }
    if (crowded && !note_crowded(borders, segment))
        return false;
    borders->slots[slot] = segment | tag;
    borders->slots_used++;
    return reserve_slots(borders);
}

/* ---- by several threads ------------------------------------------------------------------- */

/* What one thread pairs. Where two shares meet, borders are paired through the table alone, and
 * twins of others are written once: so a map that has each border at most once each way is paired
 * as one thread would, whichever comes first. Any other is left to one thread. */
struct share {
    size_t first, last; /* its parts */
    size_t stored, paired;
};

static bool is_shared_by(const struct borders *borders, const struct share *share, uint32_t segment)
{
    const size_t part = cpts_part_of(borders, segment);
    return part >= share->first && part < share->last;
}

static uint32_t twin_now(const struct borders *borders, uint32_t segment)
{
    return __atomic_load_n(&borders->twin[segment], __ATOMIC_ACQUIRE);
}

/* False when one of them has a twin already. */
static bool pair_once(struct borders *borders, struct share *share, uint32_t segment,
                      uint32_t other)
{
    uint32_t none = CPTS_NONE;
    if (twin_now(borders, segment) != CPTS_NONE ||
        !__atomic_compare_exchange_n(&borders->twin[other], &none, segment, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
        return false;
    __atomic_store_n(&borders->twin[segment], other, __ATOMIC_RELEASE);
    share->paired += 2;
    return true;
}

/* False when the border is there a third time, or twice in one direction. */
static bool pair_or_store_once(struct borders *borders, struct share *share, uint32_t segment,
                               uint64_t from, uint64_t to)
{
    const struct point *points = borders->shapes->points;
    const struct point a = points[segment], b = points[segment + 1];
    const uint64_t hash = hash_segment(from, to);
    const uint32_t tag = tag_of(borders, hash);
    size_t slot = slot_of(borders, hash);
    for (;; slot = cpts_slot_after(slot, borders->slot_count)) {
        uint32_t other = __atomic_load_n(&borders->slots[slot], __ATOMIC_ACQUIRE);
        if (other == CPTS_NONE &&
            __atomic_compare_exchange_n(&borders->slots[slot], &other, segment | tag, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            share->stored++;
            return true;
        }
        other ^= tag;
        if (other >> borders->name_bits)
            continue;
        if (cpts_same_point(points[other], b) && cpts_same_point(points[other + 1], a))
            return pair_once(borders, share, segment, other);
        if (cpts_same_point(points[other], a) && cpts_same_point(points[other + 1], b))
            return false;
    }
}

/* ---- along rings -------------------------------------------------------------------------- */

/* How far ahead hashes are computed and slots asked for from memory: waiting for them is most of
 * what pairing costs. */
#define AHEAD 8

static uint64_t hash_ahead(const struct borders *borders, uint32_t point, uint64_t before)
{
    uint64_t hash = cpts_hash_point(borders->shapes->points[point]);
    __builtin_prefetch(&borders->slots[slot_of(borders, hash_segment(before, hash))], 1);
    return hash;
}

#define TURNS_MOST 4 /* round a point where as many units meet */

/* Of segments that end where one begins, without a twin: the other way of the one to `next`. It is
 * the one expected or, where the neighbour changes, comes next round the point. CPTS_NONE when it
 * is not there, or not for the share to say. */
static uint32_t opposite(const struct borders *borders, const struct share *share,
                         uint32_t expected, struct point next)
{
    for (int turn = 0; turn < TURNS_MOST && expected != CPTS_NONE; turn++) {
        if (share && !is_shared_by(borders, share, expected))
            break;
        const uint32_t twin = twin_now(borders, expected);
        if (twin == CPTS_NONE)
            return cpts_same_point(borders->shapes->points[expected], next) ? expected : CPTS_NONE;
        expected = cpts_previous(borders, twin);
    }
    return CPTS_NONE;
}

/* Pairs the segments of a ring, for a share or, NULL, for all. After a pair the next one is almost
 * always found by going on along the neighbours, which costs no probe. */
static bool pair_ring(struct borders *borders, uint32_t ring_index, struct share *share)
{
    const struct ring ring = borders->shapes->rings[ring_index];
    const struct point *points = borders->shapes->points;
    uint32_t end = ring.first + ring.count, expected = CPTS_NONE, ready = ring.first;
    uint64_t hashes[2 * AHEAD]; /* of points up to `ready`, at their index modulo the size */
    hashes[ready % (2 * AHEAD)] = cpts_hash_point(points[ready]);
    for (uint32_t v = ring.first; v < end; v++) {
        uint32_t twin = opposite(borders, share, expected, points[v + 1]);
        if (twin != CPTS_NONE) {
            if (!share)
                pair(borders, v, twin);
            else if (!pair_once(borders, share, v, twin))
                return false;
            expected = cpts_previous(borders, twin);
            continue;
        }
        if (ready < v)
            hashes[(ready = v) % (2 * AHEAD)] = cpts_hash_point(points[v]);
        while (ready < end && ready < v + AHEAD) {
            uint64_t before = hashes[ready % (2 * AHEAD)];
            ready++;
            hashes[ready % (2 * AHEAD)] = hash_ahead(borders, ready, before);
        }
        const uint64_t from = hashes[v % (2 * AHEAD)], to = hashes[(v + 1) % (2 * AHEAD)];
        if (share ? !pair_or_store_once(borders, share, v, from, to)
                  : !pair_or_store(borders, v, from, to))
            return false;
        twin = twin_now(borders, v);
        expected = twin == CPTS_NONE ? CPTS_NONE : cpts_previous(borders, twin);
    }
    return true;
}

/* As much as there is for points: what is not used is not taken from the machine, and growing would
 * move segments off their huge pages. Borrowed shapes have no more room than points. */
static size_t segment_room(const struct shapes *shapes)
{
    return shapes->point_capacity > shapes->point_count ? shapes->point_capacity
                                                        : shapes->point_count;
}

bool cpts_borders_reserve(struct borders *borders)
{
    if (borders->shapes->point_count <= borders->capacity)
        return true;
    const size_t capacity = segment_room(borders->shapes);
    if (!cpts_array_resize(&borders->twin, capacity, sizeof *borders->twin) ||
        !cpts_array_resize(&borders->ring_of, capacity, sizeof *borders->ring_of))
        return false;
    borders->capacity = capacity;
    return true;
}

bool cpts_borders_reserve_names(struct borders *borders)
{
    return borders->name_bits == bits_of_names(borders) || grow_slots(borders, borders->slot_count);
}

void cpts_borders_open_ring(struct borders *borders, uint32_t ring_index)
{
    const struct ring ring = borders->shapes->rings[ring_index];
    for (uint32_t v = ring.first; v <= ring.first + ring.count; v++) {
        borders->twin[v] = CPTS_NONE;
        borders->ring_of[v] = ring_index;
    }
}

#define SLOTS_LEAST 64

/* Empty, with room for the segments of shapes. */
static bool open_borders(struct borders *borders, struct shapes *shapes)
{
    *borders = (struct borders){.shapes = shapes, .capacity = segment_room(shapes)};
    borders->twin = cpts_array_raw(borders->capacity, sizeof *borders->twin);
    borders->ring_of = cpts_array_raw(borders->capacity, sizeof *borders->ring_of);
    /* Half of the segments are stored, the other half finds its twin. */
    const size_t slots = shapes->point_count < SLOTS_LEAST ? SLOTS_LEAST : shapes->point_count;
    return borders->twin && borders->ring_of && grow_slots(borders, slots);
}

static bool pair_parts(struct borders *borders, size_t first, size_t last, struct share *share)
{
    size_t count = 0;
    for (size_t p = first; p < last; p++) {
        const struct part part = borders->shapes->parts[p];
        for (uint32_t r = part.first_ring; r < part.first_ring + part.ring_count; r++) {
            cpts_borders_open_ring(borders, r);
            if (!share)
                borders->lone_count += borders->shapes->rings[r].count;
            count += borders->shapes->rings[r].count;
            if (!pair_ring(borders, r, share))
                return false;
        }
    }
    if (share) {
        __atomic_fetch_add(&borders->lone_count, count - share->paired, __ATOMIC_RELAXED);
        __atomic_fetch_add(&borders->slots_used, share->stored, __ATOMIC_RELAXED);
    }
    return true;
}

bool cpts_borders_build(struct borders *borders, struct shapes *shapes)
{
    return open_borders(borders, shapes) && pair_parts(borders, 0, shapes->part_count, NULL);
}

#define PAIRED_AT_ONCE 1024 /* parts */

/* False also where the table would have to grow. */
static bool pair_share(void *user, int worker, size_t first, size_t last)
{
    struct borders *borders = user;
    struct share share = {.first = first, .last = last};
    (void)worker;
    return pair_parts(borders, first, last, &share) &&
           __atomic_load_n(&borders->slots_used, __ATOMIC_RELAXED) * 3 < borders->slot_count * 2;
}

bool cpts_borders_build_together(struct borders *borders, struct shapes *shapes,
                                 const cpts_context *context)
{
    if (context->jobs < 2 || shapes->part_count <= PAIRED_AT_ONCE)
        return cpts_borders_build(borders, shapes);
    if (!open_borders(borders, shapes))
        return false;
    if (cpts_parallel(context, shapes->part_count, PAIRED_AT_ONCE, pair_share, borders))
        return true;
    cpts_borders_free(borders);
    return !cpts_is_interrupted(context) && cpts_borders_build(borders, shapes);
}

void cpts_borders_forget_moves(struct borders *borders)
{
    cpts_array_free(borders->moves.offset);
    cpts_array_free(borders->moves.old);
    cpts_array_free(borders->moves.start);
    memset(&borders->moves, 0, sizeof borders->moves);
}

bool cpts_borders_extend(struct borders *borders, size_t first_ring)
{
    cpts_borders_forget_moves(borders);
    if (!cpts_borders_reserve(borders) || !cpts_borders_reserve_names(borders))
        return false;
    for (size_t r = first_ring; r < borders->shapes->ring_count; r++) {
        cpts_borders_open_ring(borders, (uint32_t)r);
        borders->lone_count += borders->shapes->rings[r].count;
        if (!pair_ring(borders, (uint32_t)r, NULL))
            return false;
    }
    return true;
}

uint32_t cpts_borders_find(const struct borders *borders, struct point a, struct point b)
{
    const struct point *points = borders->shapes->points;
    const uint64_t hash = hash_segment(cpts_hash_point(a), cpts_hash_point(b));
    const uint32_t tag = tag_of(borders, hash);
    size_t slot = slot_of(borders, hash);
    uint32_t reversed = CPTS_NONE;
    for (uint32_t other; (other = borders->slots[slot]) != CPTS_NONE;
         slot = cpts_slot_after(slot, borders->slot_count)) {
        other ^= tag;
        if (other >> borders->name_bits)
            continue;
        const bool alike =
            cpts_same_point(points[other], a) && cpts_same_point(points[other + 1], b);
        const bool turned =
            cpts_same_point(points[other], b) && cpts_same_point(points[other + 1], a);
        if (!turned && !alike)
            continue;
        other = segment_now(borders, other);
        if (other == CPTS_NONE)
            continue;
        if (alike)
            return other;
        if (borders->twin[other] != CPTS_NONE)
            return borders->twin[other];
        reversed = other;
    }
    return reversed;
}

uint32_t cpts_borders_follow(const struct borders *borders, uint32_t before, struct point a,
                             struct point b)
{
    if (before != CPTS_NONE) {
        const uint32_t next = cpts_segment_next(borders, before);
        if (cpts_same_point(borders->shapes->points[next + 1], b))
            return next;
    }
    return cpts_borders_find(borders, a, b);
}

void cpts_borders_prefetch(const struct borders *borders, struct point a, struct point b)
{
    const uint64_t hash = hash_segment(cpts_hash_point(a), cpts_hash_point(b));
    __builtin_prefetch(&borders->slots[slot_of(borders, hash)]);
}

bool cpts_borders_store(struct borders *borders, uint32_t first, uint32_t count)
{
    const struct point *points = borders->shapes->points;
    for (uint32_t v = first; v < first + count; v++) {
        uint64_t from = cpts_hash_point(points[v]), to = cpts_hash_point(points[v + 1]);
        if (borders->twin[v] == CPTS_NONE) {
            if (!pair_or_store(borders, v, from, to))
                return false;
        } else {
            store(borders, hash_segment(from, to), v);
            if (!reserve_slots(borders))
                return false;
        }
    }
    return true;
}

void cpts_borders_free(struct borders *borders)
{
    cpts_array_free(borders->twin);
    cpts_array_free(borders->ring_of);
    cpts_array_free(borders->slots);
    cpts_array_free(borders->crowded);
    cpts_borders_forget_moves(borders);
    *borders = (struct borders){0};
}
