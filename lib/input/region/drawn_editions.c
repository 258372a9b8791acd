#include "input/region/drawn_editions.h"

#include <string.h>

bool cpts_drawn_editions_begin(struct drawn_editions *editions, const struct adding *adding)
{
    const size_t perimeters = adding->region->perimeters.count;
    *editions = (struct drawn_editions){NULL, NULL};
    if (adding->count < 2)
        return true;
    editions->features = cpts_array_new(adding->count, sizeof *editions->features);
    editions->draws = cpts_array_new(adding->count * perimeters, sizeof *editions->draws);
    if (!editions->features || !editions->draws)
        return false;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++)
            if (adding->map[i][j] != CPTS_NONE) {
                editions->features[i]++;
                editions->draws[i * perimeters + adding->map[i][j]] = true;
            }
    return true;
}

/* The later one repeats the other, feature by feature. */
static bool is_same(const struct drawn_editions *editions, const struct adding *adding, size_t a,
                    size_t b)
{
    size_t left = 0;
    for (size_t j = 0; j < adding->drawn[b].count; j++)
        left += adding->map[b][j] != CPTS_NONE;
    return left == 0 && editions->features[a] == editions->features[b];
}

static cpts_status check_two(const struct drawn_editions *editions, const struct adding *adding,
                             size_t a, size_t b)
{
    const struct perimeters *perimeters = &adding->region->perimeters;
    const bool *of_a = &editions->draws[a * perimeters->count];
    const bool *of_b = &editions->draws[b * perimeters->count];
    size_t in_a = 0, in_b = 0, both = 0, common = 0;
    for (size_t p = 0; p < perimeters->count; p++) {
        in_a += of_a[p];
        in_b += of_b[p];
        both += of_a[p] && of_b[p];
        common = of_a[p] && of_b[p] ? p : common;
    }
    const size_t fewer = in_a < in_b ? in_a : in_b;
    const bool are_named = adding->is_named && adding->is_named[a] && adding->is_named[b];
    if (both == 0 || both * 2 < fewer || are_named || is_same(editions, adding, a, b))
        return CPTS_OK;
    return cpts_fail(adding->region->context, CPTS_ERROR_INPUT,
                     _("%s and %s draw the same CPTS (%zu of %zu, such as %s) with differences, as "
                       "two editions would: give only the valid one. If both are valid, name each "
                       "layer by 'FILE|layername=LAYER', or put them in one layer"),
                     adding->shown[a], adding->shown[b], both, fewer, perimeters->name[common]);
}

cpts_status cpts_drawn_editions_check(const struct drawn_editions *editions,
                                      const struct adding *adding)
{
    cpts_status status = CPTS_OK;
    for (size_t b = 1; b < adding->count && status == CPTS_OK; b++)
        for (size_t a = 0; a < b && status == CPTS_OK; a++)
            status = check_two(editions, adding, a, b);
    return status;
}

void cpts_drawn_editions_end(struct drawn_editions *editions)
{
    cpts_array_free(editions->features);
    cpts_array_free(editions->draws);
}
