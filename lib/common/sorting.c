#include "common/sorting.h"

#include <string.h>

#include "common/memory.h"

enum { BYTES = sizeof(uint64_t), FEW = 32 };

static unsigned byte_of(const struct numbered *item, int byte)
{
    return item->key >> 8 * byte & 0xFF;
}

static void insert_each(struct numbered *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct numbered item = items[i];
        size_t at = i;
        for (; at && items[at - 1].key > item.key; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

static void deal(const struct numbered *from, struct numbered *to, size_t count, int byte)
{
    size_t places[256] = {0}, place = 0; /* by value: how many have it, then where the next goes */
    for (size_t i = 0; i < count; i++)
        places[byte_of(&from[i], byte)]++;
    for (int value = 0; value < 256; value++) {
        const size_t size = places[value];
        places[value] = place;
        place += size;
    }
    for (size_t i = 0; i < count; i++)
        to[places[byte_of(&from[i], byte)]++] = from[i];
}

bool cpts_sort_by_key(struct numbered *items, size_t count)
{
    if (count < FEW) {
        insert_each(items, count);
        return true;
    }
    uint64_t differs = 0; /* the bits that are not the same in all keys */
    struct numbered *room = cpts_array_raw(count, sizeof *room), *from = items, *to = room;
    if (!room)
        return false;
    for (size_t i = 1; i < count; i++)
        differs |= items[i].key ^ items[0].key;
    for (int byte = 0; byte < BYTES; byte++)
        if (differs >> 8 * byte & 0xFF) {
            deal(from, to, count, byte);
            struct numbered *const dealt = to;
            to = from;
            from = dealt;
        }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    cpts_array_free(room);
    return true;
}
