#include "input/sources/drawn.h"

#include <math.h>
#include <string.h>

/* Below, growing costs nothing that could be measured. */
enum { POINTS_LEAST = 4096 };

static void reserve(void *array, size_t *capacity, size_t count, size_t item_size)
{
    void *items = cpts_array_raw(count, item_size);
    memcpy(array, &items, sizeof items);
    *capacity = items ? count : 0;
}

void cpts_drawn_reserve(struct drawn *drawn, long long features, size_t most_points)
{
    struct shapes *shapes = &drawn->shapes;
    if (most_points >= CPTS_NONE || most_points < POINTS_LEAST)
        return;
    reserve(&shapes->points, &shapes->point_capacity, most_points, sizeof *shapes->points);
    if (features <= 0 || (size_t)features > most_points)
        return;
    /* Some have islands and holes; gaps and the outer border come later. */
    const size_t count = (size_t)features, rings = count + count / 4;
    reserve(&drawn->features, &drawn->capacity, count, sizeof *drawn->features);
    reserve(&shapes->rings, &shapes->ring_capacity, rings, sizeof *shapes->rings);
    reserve(&shapes->parts, &shapes->part_capacity, rings, sizeof *shapes->parts);
}

/* Repairs, gaps and nodes add points later. Room for them stays, so that they do not move all
 * others off their huge pages. */
void cpts_drawn_trim(struct drawn *drawn)
{
    struct shapes *shapes = &drawn->shapes;
    const size_t wanted = 2 * (shapes->point_count + 1);
    if (wanted < shapes->point_capacity &&
        cpts_array_resize(&shapes->points, wanted, sizeof *shapes->points))
        shapes->point_capacity = wanted;
}

struct drawn_feature *cpts_drawn_add(struct drawn *drawn)
{
    if (drawn->count >= CPTS_NONE - 1 ||
        !CPTS_ARRAY_MORE(drawn->features, drawn->count, drawn->capacity))
        return NULL;
    struct drawn_feature *feature = &drawn->features[drawn->count++];
    *feature = (struct drawn_feature){.key = "",
                                      .name = "",
                                      .group = "",
                                      .epci = "",
                                      .status = "",
                                      .from = "",
                                      .to = "",
                                      .population = NAN};
    return feature;
}

void cpts_drawn_free(struct drawn *drawn)
{
    cpts_shapes_free(&drawn->shapes);
    cpts_array_free(drawn->features);
    cpts_arena_free(&drawn->arena);
    memset(drawn, 0, sizeof *drawn);
}
