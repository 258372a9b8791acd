/* Borders that have no other side. */
#include <wchar.h>

#include "common/memory.h"
#include "geometry/borders.h"

/* The first segment from v on without a twin, or `end`. The C library looks at several at once. */
static uint32_t next_lone(const uint32_t *twin, uint32_t v, uint32_t end)
{
    _Static_assert(sizeof(wchar_t) == sizeof *twin, "twins are searched as wide characters");
    const wchar_t *names = (const wchar_t *)twin;
    const wchar_t *found = wmemchr(names + v, (wchar_t)CPTS_NONE, end - v);
    return found ? (uint32_t)(found - names) : end;
}

bool cpts_borders_list_lone(const struct borders *borders, uint32_t **list, size_t *count)
{
    const struct shapes *shapes = borders->shapes;
    size_t capacity = 0;
    *list = NULL;
    *count = 0;
    for (size_t r = 0; r < shapes->ring_count; r++) {
        const struct ring ring = shapes->rings[r];
        const uint32_t *twin = borders->twin, end = ring.first + ring.count;
        if (!shapes->parts[ring.part].ring_count)
            continue;
        for (uint32_t v = ring.first; (v = next_lone(twin, v, end)) < end; v++) {
            if (!cpts_array_reserve(list, &capacity, *count + 1, sizeof **list))
                return false;
            (*list)[(*count)++] = v;
        }
    }
    return true;
}

uint32_t cpts_gaps_next(const struct borders *borders, uint32_t segment)
{
    const uint32_t first = cpts_previous(borders, segment);
    uint32_t before = first;
    while (borders->twin[before] != CPTS_NONE) {
        before = cpts_previous(borders, borders->twin[before]);
        if (before == first)
            break; /* all round a point: no map, which the base finds out */
    }
    return before;
}
