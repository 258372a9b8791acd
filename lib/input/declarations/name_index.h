/*
 * Finds the number that goes with a name: unit codes, perimeter ids. Open addressing; the keys
 * are borrowed and must outlive the index.
 */
#ifndef CPTS_INPUT_DECLARATIONS_NAME_INDEX_H
#define CPTS_INPUT_DECLARATIONS_NAME_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name_index {
    struct name_slot {
        const char *key;
        uint32_t hash, value;
    } * slots;
    size_t count, capacity; /* capacity: 0 or a power of two */
};

/* The value of `key`, or CPTS_NONE. */
uint32_t cpts_name_index_find(const struct name_index *index, const char *key);

/* Where the value of `key` stands until the next addition, or NULL. */
uint32_t *cpts_name_index_value(struct name_index *index, const char *key);

/* Room for `count` keys in all. False when memory is short. */
bool cpts_name_index_reserve(struct name_index *index, size_t count);

/* Adds `key`, which must not be there yet. False when memory is short. */
bool cpts_name_index_add(struct name_index *index, const char *key, uint32_t value);

void cpts_name_index_free(struct name_index *index);

#endif
