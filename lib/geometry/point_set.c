#include "geometry/point_set.h"

#include "common/memory.h"
#include "geometry/predicates.h"

/* Never that of a free slot. */
static uint8_t tag_of(uint64_t hash)
{
    return (uint8_t)(hash >> 57 | 0x80);
}

static size_t slot_of(const struct point_set *set, struct point p, uint64_t hash)
{
    const uint8_t tag = tag_of(hash);
    size_t slot = hash & (set->slot_count - 1);
    while (set->tags[slot] &&
           (set->tags[slot] != tag || !cpts_same_point(set->points[set->slots[slot]], p)))
        slot = (slot + 1) & (set->slot_count - 1);
    return slot;
}

static void take_slot(struct point_set *set, size_t slot, uint64_t hash, size_t index)
{
    set->tags[slot] = tag_of(hash);
    set->slots[slot] = (uint32_t)index;
}

static bool grow(struct point_set *set)
{
    size_t count = set->slot_count ? set->slot_count * 2 : 64;
    if (!cpts_array_resize(&set->slots, count, sizeof *set->slots) ||
        !cpts_array_resize(&set->tags, count, sizeof *set->tags))
        return false;
    set->slot_count = count;
    memset(set->tags, 0, count);
    for (size_t i = 0; i < set->count; i++) {
        const uint64_t hash = cpts_hash_point(set->points[i]);
        take_slot(set, slot_of(set, set->points[i], hash), hash, i);
    }
    return true;
}

bool cpts_point_set_add(struct point_set *set, struct point p, uint32_t *index)
{
    const uint64_t hash = cpts_hash_point(p);
    if (set->count * 2 >= set->slot_count && !grow(set))
        return false;
    const size_t slot = slot_of(set, p, hash);
    if (!set->tags[slot]) {
        if (set->count == set->capacity && !CPTS_ARRAY_MORE(set->points, set->count, set->capacity))
            return false;
        set->points[set->count] = p;
        take_slot(set, slot, hash, set->count++);
    }
    *index = set->slots[slot];
    return true;
}

uint32_t cpts_point_set_search(const struct point_set *set, struct point p, uint64_t hash)
{
    const size_t slot = slot_of(set, p, hash);
    return set->tags[slot] ? set->slots[slot] : CPTS_NONE;
}

/* A set that once was large should not make every later clearing slow: then the points are taken
 * out one by one. Last come, first gone: the way to each is then still as it was when it came. */
#define CLEARED_LIKE_ONE 256 /* slots, in the time that taking a point out takes */

void cpts_point_set_clear(struct point_set *set)
{
    if (set->count * CLEARED_LIKE_ONE < set->slot_count)
        for (size_t i = set->count; i-- > 0;)
            set->tags[slot_of(set, set->points[i], cpts_hash_point(set->points[i]))] = 0;
    else if (set->slot_count)
        memset(set->tags, 0, set->slot_count);
    set->count = 0;
}

void cpts_point_set_free(struct point_set *set)
{
    cpts_array_free(set->points);
    cpts_array_free(set->slots);
    cpts_array_free(set->tags);
    *set = (struct point_set){0};
}
