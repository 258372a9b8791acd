/*
 * Steps to take, the cheapest first; equal costs go by owner, then by place, so that what grows
 * from the heap never depends on the order in which steps were pushed.
 */
#ifndef DEMO_HEAP_H
#define DEMO_HEAP_H

#include <stddef.h>

struct step {
    int cost, owner, place; /* `owner` reaches `place` at `cost` */
};

/* Zero-initialise; free(items) when done. */
struct heap {
    struct step *items;
    size_t count, capacity;
};

void demo_heap_push(struct heap *heap, struct step step);
struct step demo_heap_pop(struct heap *heap); /* of a heap that is not empty */

#endif
