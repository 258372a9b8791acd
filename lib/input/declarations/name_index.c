#include "input/declarations/name_index.h"

#include <string.h>

#include "common/memory.h"
#include "geometry/shapes.h"

static uint32_t hash_of(const char *key)
{
    uint32_t hash = 2166136261u;
    for (const unsigned char *c = (const unsigned char *)key; *c; c++)
        hash = (hash ^ *c) * 16777619u;
    /* The multiplications leave the low bits, the ones used, poorly mixed. */
    return hash ^ hash >> 15;
}

static struct name_slot *slot_of(const struct name_index *index, const char *key, uint32_t hash)
{
    size_t at = hash & (index->capacity - 1);
    while (index->slots[at].key &&
           (index->slots[at].hash != hash || strcmp(index->slots[at].key, key) != 0))
        at = (at + 1) & (index->capacity - 1);
    return &index->slots[at];
}

uint32_t cpts_name_index_find(const struct name_index *index, const char *key)
{
    if (!index->count)
        return CPTS_NONE;
    const struct name_slot *slot = slot_of(index, key, hash_of(key));
    return slot->key ? slot->value : CPTS_NONE;
}

uint32_t *cpts_name_index_value(struct name_index *index, const char *key)
{
    if (!index->count)
        return NULL;
    struct name_slot *slot = slot_of(index, key, hash_of(key));
    return slot->key ? &slot->value : NULL;
}

static bool grow(struct name_index *index, size_t capacity)
{
    struct name_index larger = {.capacity = capacity};
    larger.slots = cpts_array_new(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].key)
            *slot_of(&larger, index->slots[i].key, index->slots[i].hash) = index->slots[i];
    larger.count = index->count;
    cpts_array_free(index->slots);
    *index = larger;
    return true;
}

/* A quarter stays free, so that searches end soon. */
bool cpts_name_index_reserve(struct name_index *index, size_t count)
{
    size_t capacity = index->capacity ? index->capacity : 64;
    while (capacity - capacity / 4 < count)
        capacity *= 2;
    return capacity == index->capacity || grow(index, capacity);
}

bool cpts_name_index_add(struct name_index *index, const char *key, uint32_t value)
{
    if (!cpts_name_index_reserve(index, index->count + 1))
        return false;
    uint32_t hash = hash_of(key);
    *slot_of(index, key, hash) = (struct name_slot){.key = key, .hash = hash, .value = value};
    index->count++;
    return true;
}

void cpts_name_index_free(struct name_index *index)
{
    cpts_array_free(index->slots);
    memset(index, 0, sizeof *index);
}
