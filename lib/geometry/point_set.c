#include "geometry/point_set.h"

#include "common/memory.h"
#include "geometry/predicates.h"

/* Never that of a free slot. */
static uint8_t tag_of(uint64_t hash)
{
    return (uint8_t)(hash >> 57 | 0x80);
}

static size_t slot_of(const struct point_set *set, struct point p)
{
    const uint64_t hash = cpts_hash_point(p);
    const uint8_t tag = tag_of(hash);
    size_t slot = hash & (set->slot_count - 1);
    while (set->tags[slot] &&
           (set->tags[slot] != tag || !cpts_same_point(set->points[set->slots[slot]], p)))
        slot = (slot + 1) & (set->slot_count - 1);
    return slot;
}

static void take_slot(struct point_set *set, size_t slot, uint32_t index)
{
    set->tags[slot] = tag_of(cpts_hash_point(set->points[index]));
    set->slots[slot] = index;
}

static bool grow(struct point_set *set)
{
    size_t count = set->slot_count ? set->slot_count * 2 : 64;
    if (!cpts_array_resize(&set->slots, count, sizeof *set->slots) ||
        !cpts_array_resize(&set->tags, count, sizeof *set->tags))
        return false;
    set->slot_count = count;
    memset(set->tags, 0, count);
    for (size_t i = 0; i < set->count; i++)
        take_slot(set, slot_of(set, set->points[i]), (uint32_t)i);
    return true;
}

bool cpts_point_set_add(struct point_set *set, struct point p, uint32_t *index)
{
    if (set->count * 2 >= set->slot_count && !grow(set))
        return false;
    size_t slot = slot_of(set, p);
    if (!set->tags[slot]) {
        if (!cpts_array_reserve(&set->points, &set->capacity, set->count + 1, sizeof *set->points))
            return false;
        set->points[set->count] = p;
        take_slot(set, slot, (uint32_t)set->count++);
    }
    *index = set->slots[slot];
    return true;
}

uint32_t cpts_point_set_find(const struct point_set *set, struct point p)
{
    if (!set->slot_count)
        return CPTS_NONE;
    const size_t slot = slot_of(set, p);
    return set->tags[slot] ? set->slots[slot] : CPTS_NONE;
}

void cpts_point_set_clear(struct point_set *set)
{
    /* A set that once was large should not make every later clearing slow. Last come, first gone:
     * the way to each is then still as it was when it came. */
    if (set->count * 8 < set->slot_count)
        for (size_t i = set->count; i-- > 0;)
            set->tags[slot_of(set, set->points[i])] = 0;
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
