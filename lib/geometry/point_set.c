#include "geometry/point_set.h"

#include "common/memory.h"
#include "geometry/predicates.h"

static size_t slot_of(const struct point_set *set, struct point p)
{
    size_t slot = cpts_hash_point(p) & (set->slot_count - 1);
    while (set->slots[slot] != CPTS_NONE && !cpts_same_point(set->points[set->slots[slot]], p))
        slot = (slot + 1) & (set->slot_count - 1);
    return slot;
}

static bool grow(struct point_set *set)
{
    size_t count = set->slot_count ? set->slot_count * 2 : 64;
    if (!cpts_array_resize(&set->slots, count, sizeof *set->slots))
        return false;
    set->slot_count = count;
    memset(set->slots, 0xFF, count * sizeof *set->slots);
    for (size_t i = 0; i < set->count; i++)
        set->slots[slot_of(set, set->points[i])] = (uint32_t)i;
    return true;
}

bool cpts_point_set_add(struct point_set *set, struct point p, uint32_t *index)
{
    if (set->count * 2 >= set->slot_count && !grow(set))
        return false;
    size_t slot = slot_of(set, p);
    if (set->slots[slot] == CPTS_NONE) {
        if (!cpts_array_reserve(&set->points, &set->capacity, set->count + 1, sizeof *set->points))
            return false;
        set->points[set->count] = p;
        set->slots[slot] = (uint32_t)set->count++;
    }
    *index = set->slots[slot];
    return true;
}

uint32_t cpts_point_set_find(const struct point_set *set, struct point p)
{
    return set->slot_count ? set->slots[slot_of(set, p)] : CPTS_NONE;
}

void cpts_point_set_clear(struct point_set *set)
{
    /* A set that once was large should not make every later clearing slow. Last come, first gone:
     * the way to each is then still as it was when it came. */
    if (set->count * 8 < set->slot_count)
        for (size_t i = set->count; i-- > 0;)
            set->slots[slot_of(set, set->points[i])] = CPTS_NONE;
    else if (set->slot_count)
        memset(set->slots, 0xFF, set->slot_count * sizeof *set->slots);
    set->count = 0;
}

void cpts_point_set_free(struct point_set *set)
{
    cpts_array_free(set->points);
    cpts_array_free(set->slots);
    *set = (struct point_set){0};
}
