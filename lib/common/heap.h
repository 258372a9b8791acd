/*
 * Binary heaps: the item that comes before all others stands first. The caller keeps the array, the
 * count, and room for one more item. With an order that is a constant, the compiler makes of these
 * what would be written by hand for its items.
 */
#ifndef CPTS_COMMON_HEAP_H
#define CPTS_COMMON_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct heap_order {
    size_t size; /* of an item */
    bool (*before)(const void *user, const void *one, const void *other);
    void (*placed)(void *user, const void *item, size_t place); /* NULL: nobody follows places */
};

static inline void cpts_heap_set(const struct heap_order *order, void *user, void *items,
                                 size_t place, const void *item)
{
    memcpy((char *)items + place * order->size, item, order->size);
    if (order->placed)
        order->placed(user, item, place);
}

/* Puts an item, which is not in the array, at `place` or nearer to the first. */
static inline void cpts_heap_rise(const struct heap_order *order, void *user, void *items,
                                  size_t place, const void *item)
{
    for (size_t up; place > 0; place = up) {
        up = (place - 1) / 2;
        const void *above = (const char *)items + up * order->size;
        if (!order->before(user, item, above))
            break;
        cpts_heap_set(order, user, items, place, above);
    }
    cpts_heap_set(order, user, items, place, item);
}

/* Puts an item, which is not in the array, at `place` or farther from the first. */
static inline void cpts_heap_sink(const struct heap_order *order, void *user, void *items,
                                  size_t count, size_t place, const void *item)
{
    for (size_t down; (down = 2 * place + 1) < count; place = down) {
        const char *below = (const char *)items + down * order->size;
        if (down + 1 < count && order->before(user, below + order->size, below)) {
            below += order->size;
            down++;
        }
        if (!order->before(user, below, item))
            break;
        cpts_heap_set(order, user, items, place, below);
    }
    cpts_heap_set(order, user, items, place, item);
}

/* Moves the first of `count` items to *first; `last` is room for one. */
static inline void cpts_heap_take(const struct heap_order *order, void *user, void *items,
                                  size_t count, void *first, void *last)
{
    memcpy(first, items, order->size);
    memcpy(last, (const char *)items + (count - 1) * order->size, order->size);
    if (count > 1)
        cpts_heap_sink(order, user, items, count - 1, 0, last);
}

#endif
