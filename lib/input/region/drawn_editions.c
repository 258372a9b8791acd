#include "input/region/drawn_editions.h"

#include <math.h>
#include <string.h>

#include "geometry/predicates.h"

static struct box box_of(const struct drawn *drawn, const struct drawn_feature *feature)
{
    struct box box = CPTS_EMPTY_BOX;
    for (uint32_t i = 0; i < feature->part_count; i++)
        box = cpts_box_join(box, drawn->shapes.parts[feature->first_part + i].box);
    return box;
}

static double area_of(struct box box)
{
    return fmax(box.max_x - box.min_x, 0) * fmax(box.max_y - box.min_y, 0);
}

/* Whether boxes share half of the smaller one. */
static bool lie_together(struct box a, struct box b)
{
    const struct box both = {fmax(a.min_x, b.min_x), fmax(a.min_y, b.min_y), fmin(a.max_x, b.max_x),
                             fmin(a.max_y, b.max_y)};
    return both.min_x < both.max_x && both.min_y < both.max_y &&
           area_of(both) * 2 > fmin(area_of(a), area_of(b));
}

static bool is_drawn(struct box box)
{
    return box.min_x <= box.max_x;
}

bool cpts_drawn_editions_begin(struct drawn_editions *editions, const struct adding *adding)
{
    const size_t perimeters = adding->region->perimeters.count;
    *editions = (struct drawn_editions){NULL, NULL};
    if (adding->count < 2)
        return true;
    editions->features = cpts_array_new(adding->count, sizeof *editions->features);
    editions->boxes = cpts_array_new(adding->count * perimeters, sizeof *editions->boxes);
    if (!editions->features || !editions->boxes)
        return false;
    for (size_t i = 0; i < adding->count * perimeters; i++)
        editions->boxes[i] = CPTS_EMPTY_BOX;
    for (size_t i = 0; i < adding->count; i++)
        for (size_t j = 0; j < adding->drawn[i].count; j++) {
            if (adding->map[i][j] == CPTS_NONE)
                continue;
            struct box *box = &editions->boxes[i * perimeters + adding->map[i][j]];
            *box = cpts_box_join(*box, box_of(&adding->drawn[i], &adding->drawn[i].features[j]));
            editions->features[i]++;
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
    const struct box *of_a = &editions->boxes[a * perimeters->count];
    const struct box *of_b = &editions->boxes[b * perimeters->count];
    size_t in_a = 0, in_b = 0, both = 0, common = 0;
    for (size_t p = 0; p < perimeters->count; p++) {
        in_a += is_drawn(of_a[p]);
        in_b += is_drawn(of_b[p]);
        if (lie_together(of_a[p], of_b[p])) {
            both++;
            common = p;
        }
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
    cpts_array_free(editions->boxes);
}
