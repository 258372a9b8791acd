/*
 * Memory: growable arrays and arenas. Every allocation of the library goes through here, so that
 * tests can make each one fail in turn.
 */
#ifndef CPTS_COMMON_MEMORY_H
#define CPTS_COMMON_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed array of `count` items, or NULL when memory is short or the size overflows. */
void *cpts_array_new(size_t count, size_t item_size);

/* Uninitialised array of `count` items, or NULL. */
void *cpts_array_raw(size_t count, size_t item_size);

/* Makes room for `count` items in *array (a `T *`), at least doubling; false leaves it as it
 * was. `array` is the address of the pointer. */
bool cpts_array_reserve(void *array, size_t *capacity, size_t count, size_t item_size);

/* Likewise for one item more than the `count` that the array has. */
#define CPTS_ARRAY_MORE(array, count, capacity)                                                    \
    cpts_array_reserve(&(array), &(capacity), (count) + 1, sizeof *(array))

/* Changes the capacity of *array to exactly `count` items; false leaves it as it was. */
bool cpts_array_resize(void *array, size_t count, size_t item_size);

void cpts_array_free(void *array);

/* Many small things that die together. Zero-initialise; cpts_arena_free frees all. */
struct arena {
    struct arena_block *last;
};
void *cpts_arena_alloc(struct arena *arena, size_t size);       /* zeroed, aligned for any type */
char *cpts_arena_string(struct arena *arena, const char *text); /* NULL when memory is short */
char *cpts_arena_slice(struct arena *arena, const char *text, size_t length);
char *cpts_arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cpts_arena_join(struct arena *arena, struct arena *other); /* takes all of `other` over */
void cpts_arena_free(struct arena *arena);

#endif
