#include "heap.h"

#include <stdlib.h>

#include "memory.h"

static int step_order(const void *left, const void *right)
{
    const struct step *a = left, *b = right;
    if (a->cost != b->cost) {
        return a->cost < b->cost ? -1 : 1;
    }
    if (a->owner != b->owner) {
        return a->owner < b->owner ? -1 : 1;
    }
    return (a->place > b->place) - (a->place < b->place);
}

void demo_heap_push(struct heap *heap, struct step step)
{
    if (heap->count == heap->capacity) {
        heap->capacity = 2 * heap->capacity + 64;
        heap->items = demo_grow(heap->items, heap->capacity, sizeof *heap->items);
    }
    size_t at = heap->count++;
    while (at > 0 && step_order(&step, &heap->items[(at - 1) / 2]) < 0) {
        heap->items[at] = heap->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->items[at] = step;
}

struct step demo_heap_pop(struct heap *heap)
{
    const struct step first = heap->items[0], last = heap->items[--heap->count];
    size_t at = 0;
    while (2 * at + 1 < heap->count) {
        size_t child = 2 * at + 1;
        if (child + 1 < heap->count &&
            step_order(&heap->items[child + 1], &heap->items[child]) < 0) {
            child++;
        }
        if (step_order(&last, &heap->items[child]) <= 0) {
            break;
        }
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return first;
}
