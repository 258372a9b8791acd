#include "common/memory.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Large arrays lie on huge pages where the machine has them: a page fault for each 2 MiB instead
 * of each 4 KiB, and fewer misses of the address cache in random access. */
#define HUGE_PAGE_BYTES ((size_t)2 << 20)

/* All of what malloc had from the system for it, from one page to another: a mapping of which only
 * a part were advised could not grow without being copied. */
static void advise_huge_pages(void *items)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), before = (uintptr_t)items % page;
    const size_t bytes = before + malloc_usable_size(items);
    madvise((char *)items - before, bytes / page * page, MADV_HUGEPAGE);
}

void *cpts_array_new(size_t count, size_t item_size)
{
    return calloc(count ? count : 1, item_size);
}

void *cpts_array_raw(size_t count, size_t item_size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count ? count : 1, item_size, &bytes))
        return NULL;
    if (bytes < HUGE_PAGE_BYTES)
        return malloc(bytes);
    /* From the first of a huge page: what lies before it would be touched by small ones. */
    void *items;
    if (posix_memalign(&items, HUGE_PAGE_BYTES, bytes) != 0)
        return NULL;
    advise_huge_pages(items);
    return items;
}

bool cpts_array_resize(void *array, size_t count, size_t item_size)
{
    void *items;
    memcpy(&items, array, sizeof items);
    size_t bytes;
    if (__builtin_mul_overflow(count ? count : 1, item_size, &bytes))
        return false;
    void *resized = realloc(items, bytes);
    if (!resized)
        return false;
    if (bytes >= HUGE_PAGE_BYTES)
        advise_huge_pages(resized);
    memcpy(array, &resized, sizeof resized);
    /* cppcheck-suppress memleak ; the memcpy handed it over */
    return true;
}

bool cpts_array_reserve(void *array, size_t *capacity, size_t count, size_t item_size)
{
    if (count <= *capacity)
        return true;
    size_t wanted = *capacity > SIZE_MAX / 2 ? count : *capacity * 2;
    if (wanted < count)
        wanted = count;
    if (wanted < 16)
        wanted = 16;
    if (!cpts_array_resize(array, wanted, item_size))
        return false;
    *capacity = wanted;
    return true;
}

void cpts_array_free(void *array)
{
    free(array);
}

/* ---- arena -------------------------------------------------------------------------------- */

struct arena_block {
    struct arena_block *previous;
    size_t used, size;
    max_align_t bytes[];
};

#define ARENA_BLOCK_BYTES ((size_t)64 * 1024)

void *cpts_arena_alloc(struct arena *arena, size_t size)
{
    const size_t unit = sizeof(max_align_t);
    if (size > SIZE_MAX / 2)
        return NULL;
    size = size ? (size + unit - 1) / unit * unit : unit;
    struct arena_block *block = arena->last;
    if (!block || block->size - block->used < size) {
        size_t room = size > ARENA_BLOCK_BYTES ? size : ARENA_BLOCK_BYTES;
        block = malloc(sizeof *block + room);
        if (!block)
            return NULL;
        *block = (struct arena_block){.previous = arena->last, .size = room};
        arena->last = block;
    }
    void *room = (char *)block->bytes + block->used;
    block->used += size;
    return memset(room, 0, size);
}

char *cpts_arena_slice(struct arena *arena, const char *text, size_t length)
{
    char *copy = cpts_arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *cpts_arena_string(struct arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = cpts_arena_alloc(arena, size);
    return copy ? memcpy(copy, text, size) : NULL;
}

char *cpts_arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return NULL;
    char *text = cpts_arena_alloc(arena, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void cpts_arena_join(struct arena *arena, struct arena *other)
{
    struct arena_block *first = other->last;
    if (!first)
        return;
    while (first->previous)
        first = first->previous;
    first->previous = arena->last;
    arena->last = other->last;
    other->last = NULL;
}

void cpts_arena_free(struct arena *arena)
{
    for (struct arena_block *block = arena->last; block;) {
        struct arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
    arena->last = NULL;
}
