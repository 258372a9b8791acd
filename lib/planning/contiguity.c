#include "planning/contiguity.h"

#include <string.h>

bool cpts_contiguity_open(struct contiguity *contiguity, const struct adjacency *adjacency)
{
    *contiguity = (struct contiguity){.adjacency = adjacency};
    contiguity->stamp = cpts_array_new(adjacency->unit_count, sizeof *contiguity->stamp);
    contiguity->piece = cpts_array_raw(adjacency->unit_count, sizeof *contiguity->piece);
    contiguity->queue = cpts_array_raw(adjacency->unit_count, sizeof *contiguity->queue);
    return contiguity->stamp && contiguity->piece && contiguity->queue;
}

void cpts_contiguity_free(struct contiguity *contiguity)
{
    cpts_array_free(contiguity->stamp);
    cpts_array_free(contiguity->piece);
    cpts_array_free(contiguity->queue);
    *contiguity = (struct contiguity){0};
}

static void reach(struct contiguity *contiguity, uint32_t unit, uint32_t piece)
{
    const struct adjacency *adjacency = contiguity->adjacency;
    const uint32_t waiting = 2 * contiguity->calls;
    size_t head = 0, tail = 0;
    contiguity->stamp[unit] = waiting + 1;
    contiguity->queue[tail++] = unit;
    while (head < tail) {
        const uint32_t at = contiguity->queue[head++];
        contiguity->piece[at] = piece;
        for (size_t i = adjacency->first[at]; i < adjacency->first[at + 1]; i++) {
            const uint32_t other = adjacency->neighbours[i].unit;
            if (contiguity->stamp[other] != waiting)
                continue;
            contiguity->stamp[other] = waiting + 1;
            contiguity->queue[tail++] = other;
        }
    }
}

size_t cpts_contiguity_pieces(struct contiguity *contiguity, const uint32_t *units, size_t count)
{
    uint32_t pieces = 0;
    if (++contiguity->calls >= UINT32_MAX / 2) {
        memset(contiguity->stamp, 0, contiguity->adjacency->unit_count * sizeof *contiguity->stamp);
        contiguity->calls = 1;
    }
    const uint32_t waiting = 2 * contiguity->calls;
    for (size_t i = 0; i < count; i++)
        contiguity->stamp[units[i]] = waiting;
    for (size_t i = 0; i < count; i++)
        if (contiguity->stamp[units[i]] == waiting)
            reach(contiguity, units[i], pieces++);
    return pieces;
}
