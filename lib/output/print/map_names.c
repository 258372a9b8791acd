/*
 * The names of a map: of the region, its CPTS and largest towns; of one CPTS, its units and its
 * neighbours. A name that has no room at any size becomes a number, explained in the margin.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geometry/predicates.h"
#include "output/print/map.h"

const char *cpts_map_name(const char *name)
{
    if (strncasecmp(name, "CPTS ", 5) != 0 || !name[5])
        return name;
    name += 5;
    while (*name == ' ')
        name++;
    return *name ? name : "CPTS";
}

/* ---- a name in its field ----------------------------------------------------------------- */

#define LINES_MOST 4

/* Sizes tried, largest first; how many lines each may take; how much must be inside. */
static const struct attempt {
    double size;
    int lines;
    double inside;
} attempts[] = {{8, 1, 0.97},  {8, 2, 0.97},  {7, 2, 0.95},   {7, 3, 0.95},
                {6.2, 2, 0.9}, {6.2, 3, 0.9}, {5.5, 2, 0.85}, {5.5, 3, 0.85},
                {5.5, 4, 0.8}, {5.5, 3, 0.6}, {5.2, 2, 0.45}, {5.2, 4, 0.45}};

/* A width at which a name that is so wide breaks into about that many lines. */
static double width_for(double whole, double size, int lines)
{
    return lines > 1 ? whole / lines * 1.18 + size : whole + 1;
}

/* The extent of a name on so many lines at the first size, and the width that its lines are given.
 */
static struct extent measure_lines(const struct map_view *view, const struct map_label *label,
                                   double whole, int lines, double *width)
{
    struct lettering lettering = label->lettering;
    lettering.size = attempts[0].size;
    lettering.width = width_for(whole, lettering.size, lines);
    lettering.keeps_words = true;
    const struct extent extent = cpts_canvas_measure(view->canvas, label->name, &lettering);
    /* A word wider than the lines hangs over on both sides. */
    *width = fmax(lettering.width, extent.width);
    return extent;
}

/* Letters are not hinted: a name is laid out once for each number of lines, and grows and shrinks
 * with its size. */
static bool place_name(struct map_view *view, size_t field, struct map_label *label)
{
    struct extent extents[LINES_MOST + 1] = {{0, 0}};
    double widths[LINES_MOST + 1] = {0};
    label->lettering.size = attempts[0].size;
    label->lettering.width = 0;
    const double whole = cpts_canvas_measure(view->canvas, label->name, &label->lettering).width;
    label->lettering.keeps_words = true;
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        const int lines = attempts[i].lines;
        const double scale = attempts[i].size / attempts[0].size;
        if (!(widths[lines] > 0))
            extents[lines] = measure_lines(view, label, whole, lines, &widths[lines]);
        label->extent =
            (struct extent){extents[lines].width * scale, extents[lines].height * scale};
        label->lettering.size = attempts[i].size;
        label->lettering.width = widths[lines] * scale;
        if (cpts_labels_place(&view->grid, field, label->extent, attempts[i].inside, &label->x,
                              &label->y))
            return true;
    }
    return false;
}

static bool place_number(struct map_view *view, size_t field, struct map_label *label)
{
    label->lettering.size = 5.5;
    label->lettering.width = 0;
    snprintf(label->text, sizeof label->text, "%zu", view->numbered_count + 1);
    label->extent = cpts_canvas_measure(view->canvas, label->text, &label->lettering);
    return cpts_labels_place(&view->grid, field, label->extent, 0.5, &label->x, &label->y) ||
           cpts_labels_place(&view->grid, field, label->extent, 0, &label->x, &label->y);
}

/* The number of one that is smaller than a number: as near as there is room, with a line to it. */
static bool place_aside(struct map_view *view, uint32_t perimeter, struct map_label *label)
{
    const struct box box = view->scene->boxes[perimeter];
    label->target = cpts_map_place(
        view, (struct point){(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
    label->has_target = isfinite(label->target.x) && isfinite(label->target.y);
    return label->has_target && cpts_labels_near(&view->grid, label->target.x, label->target.y,
                                                 label->extent, &label->x, &label->y);
}

static cpts_status number_it(struct map_view *view, uint32_t perimeter,
                             const struct map_label *label)
{
    if (!CPTS_ARRAY_MORE(view->numbered, view->numbered_count, view->numbered_capacity))
        return cpts_fail_memory(view->scene->report->region->context);
    view->numbered[view->numbered_count++] = perimeter;
    return cpts_map_add_label(view, label);
}

/* ---- the region -------------------------------------------------------------------------- */

struct rank {
    uint32_t index;
    double size;
};

static int by_size(const void *a, const void *b)
{
    const struct rank *one = a, *two = b;
    if (one->size != two->size)
        return one->size < two->size ? -1 : 1;
    return (one->index > two->index) - (one->index < two->index);
}

/* Perimeters by area, smallest first. */
static struct rank *by_area(const struct cpts_report *report)
{
    const size_t count = report->region->perimeters.count;
    struct rank *ranks = cpts_array_raw(count, sizeof *ranks);
    for (size_t p = 0; ranks && p < count; p++)
        ranks[p] = (struct rank){(uint32_t)p, report->perimeters[p].area_m2};
    if (ranks && count)
        qsort(ranks, count, sizeof *ranks, by_size);
    return ranks;
}

/* The largest first: what a small one shares with it is the small one's. */
static cpts_status read_fields(struct map_view *view, const struct rank *ranks, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        cpts_map_path_perimeter(view, view->grid.cairo, ranks[i].index, CPTS_CELL / 2);
        cpts_labels_field(&view->grid, ranks[i].index);
    }
    return cpts_labels_ready(&view->grid, view->scene->report->region->context);
}

/* One that others cover wholly is looked at alone. */
static cpts_status read_alone(struct map_view *view, uint32_t perimeter)
{
    cpts_labels_clear(&view->grid);
    cpts_map_path_perimeter(view, view->grid.cairo, perimeter, CPTS_CELL / 2);
    cpts_labels_field(&view->grid, perimeter);
    return cpts_labels_ready(&view->grid, view->scene->report->region->context);
}

static struct map_label label_of(const struct map_view *view, uint32_t perimeter)
{
    return (struct map_label){
        .name = cpts_map_name(view->scene->report->region->perimeters.name[perimeter]),
        .lettering = {
            .look = FONT_BOLD, .colour = 0x14304FFFu, .align = ALIGN_CENTRE, .halo = 0.9}};
}

#define LONELY_MOST 200 /* looked at alone: each costs a reading of the whole grid */

/* Those without a name: a number, and those that nothing is seen of, looked at alone, a name or a
 * number. */
static cpts_status number_rest(struct map_view *view, uint32_t *rest, size_t count)
{
    cpts_status status = CPTS_OK;
    size_t hidden = 0;
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        struct map_label label = label_of(view, rest[i]);
        if (place_number(view, rest[i], &label))
            status = number_it(view, rest[i], &label);
        else if (view->scene->perimeters[rest[i]].count)
            rest[hidden++] = rest[i];
    }
    for (size_t i = 0; i < hidden && status == CPTS_OK; i++) {
        struct map_label label = label_of(view, rest[i]);
        status = cpts_interrupted(view->scene->report->region->context);
        if (status == CPTS_OK && i < LONELY_MOST)
            status = read_alone(view, rest[i]);
        if (status == CPTS_OK && i < LONELY_MOST && place_name(view, rest[i], &label))
            status = cpts_map_add_label(view, &label);
        else if (status == CPTS_OK && i < LONELY_MOST && place_number(view, rest[i], &label))
            status = number_it(view, rest[i], &label);
        else if (status == CPTS_OK && place_aside(view, rest[i], &label))
            status = number_it(view, rest[i], &label);
        else
            view->unnamed++;
    }
    return status;
}

static cpts_status name_perimeters(struct map_view *view, const struct rank *ranks, size_t count)
{
    uint32_t *rest = cpts_array_raw(count, sizeof *rest);
    unsigned char *is_named = cpts_array_new(count, sizeof *is_named);
    cpts_status status =
        rest && is_named ? CPTS_OK : cpts_fail_memory(view->scene->report->region->context);
    size_t rest_count = 0;
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        struct map_label label = label_of(view, ranks[i].index);
        is_named[ranks[i].index] = place_name(view, ranks[i].index, &label);
        status = is_named[ranks[i].index] ? cpts_map_add_label(view, &label)
                                          : cpts_interrupted(view->scene->report->region->context);
    }
    for (uint32_t p = 0; p < count && status == CPTS_OK; p++)
        if (!is_named[p])
            rest[rest_count++] = p;
    if (status == CPTS_OK)
        status = number_rest(view, rest, rest_count);
    cpts_array_free(rest);
    cpts_array_free(is_named);
    return status;
}

static cpts_status name_region(struct map_view *view)
{
    const struct cpts_report *report = view->scene->report;
    const size_t count = report->region->perimeters.count;
    struct towns towns;
    struct rank *ranks = by_area(report);
    cpts_status status =
        ranks ? read_fields(view, ranks, count) : cpts_fail_memory(report->region->context);
    if (status == CPTS_OK)
        status = cpts_map_name_lands(view);
    if (status == CPTS_OK) {
        cpts_map_find_towns(view, &towns);
        cpts_map_take_towns(view, &towns);
    }
    if (status == CPTS_OK)
        status = cpts_map_name_places(view, 0, CPTS_TOWNS_MOST);
    if (status == CPTS_OK)
        status = name_perimeters(view, ranks, count);
    if (status == CPTS_OK)
        status = cpts_map_name_places(view, CPTS_TOWNS_MOST, SIZE_MAX);
    if (status == CPTS_OK)
        status = cpts_map_name_towns(view, &towns);
    cpts_array_free(ranks);
    return status;
}

/* ---- one perimeter ----------------------------------------------------------------------- */

static bool is_seen(const struct map_view *view, uint32_t perimeter)
{
    const struct box box = view->scene->boxes[perimeter];
    const struct point a = cpts_map_place(view, (struct point){box.min_x, box.max_y});
    const struct point b = cpts_map_place(view, (struct point){box.max_x, box.min_y});
    return perimeter != view->perimeter && view->scene->perimeters[perimeter].count && b.x > 0 &&
           b.y > 0 && a.x < view->frame.width && a.y < view->frame.height;
}

/* Its units, then the neighbours, which must not cover them. Fields are units, then perimeters. */
static cpts_status read_units(struct map_view *view)
{
    const struct cpts_region *region = view->scene->report->region;
    for (uint32_t p = 0; p < region->perimeters.count; p++)
        if (is_seen(view, p)) {
            cpts_map_path_perimeter(view, view->grid.cairo, p, CPTS_CELL / 2);
            cpts_labels_field(&view->grid, region->units.count + p);
        }
    for (uint32_t u = 0; u < region->units.count; u++)
        if (view->is_claimed[u]) {
            cpts_map_path_unit(view, view->grid.cairo, u);
            cpts_labels_field(&view->grid, u);
        }
    return cpts_labels_ready(&view->grid, region->context);
}

static struct rank *by_inhabitants(const struct map_view *view, size_t *count)
{
    const struct units *units = &view->scene->report->region->units;
    struct rank *ranks = cpts_array_raw(units->count, sizeof *ranks);
    *count = 0;
    for (uint32_t u = 0; ranks && u < units->count; u++)
        if (view->is_claimed[u])
            ranks[(*count)++] =
                (struct rank){u, isfinite(units->population[u]) ? -units->population[u] : 0};
    if (ranks && *count)
        qsort(ranks, *count, sizeof *ranks, by_size);
    return ranks;
}

/* The largest first; what has no room is in the list of units. */
static cpts_status name_units(struct map_view *view)
{
    const struct units *units = &view->scene->report->region->units;
    size_t count;
    struct rank *ranks = by_inhabitants(view, &count);
    cpts_status status = ranks ? CPTS_OK : cpts_fail_memory(view->scene->report->region->context);
    for (size_t i = 0; i < count && status == CPTS_OK; i++) {
        struct map_label label = {
            .name = units->name[ranks[i].index],
            .lettering = {.colour = 0x202020FFu, .align = ALIGN_CENTRE, .halo = 0.7}};
        status = cpts_interrupted(view->scene->report->region->context);
        if (status == CPTS_OK && *label.name && place_name(view, ranks[i].index, &label))
            status = cpts_map_add_label(view, &label);
    }
    cpts_array_free(ranks);
    return status;
}

static cpts_status name_neighbours(struct map_view *view)
{
    const struct perimeters *perimeters = &view->scene->report->region->perimeters;
    cpts_status status = CPTS_OK;
    for (uint32_t p = 0; p < perimeters->count && status == CPTS_OK; p++) {
        struct map_label label = {
            .name = cpts_map_name(perimeters->name[p]),
            .lettering = {
                .look = FONT_ITALIC, .colour = 0x4A5A6AFFu, .align = ALIGN_CENTRE, .halo = 0.7}};
        if (is_seen(view, p) &&
            place_name(view, view->scene->report->region->units.count + p, &label))
            status = cpts_map_add_label(view, &label);
    }
    return status;
}

cpts_status cpts_map_names(struct map_view *view)
{
    const struct cpts_region *region = view->scene->report->region;
    const size_t fields =
        region->perimeters.count + (view->perimeter == CPTS_NONE ? 0 : region->units.count);
    cpts_status status = cpts_labels_new(&view->grid, region->context, view->frame.width,
                                         view->frame.height, fields);
    if (status != CPTS_OK)
        return status;
    const struct extent bar = {view->frame.width * CPTS_BAR_SHARE - 2 * CPTS_MM, CPTS_BAR_HEIGHT};
    (void)cpts_labels_take(&view->grid, bar.width / 2 + CPTS_MM,
                           view->frame.height - bar.height / 2 - CPTS_MM, bar);
    if (view->perimeter == CPTS_NONE)
        return name_region(view);
    status = read_units(view);
    if (status == CPTS_OK)
        status = name_units(view);
    if (status == CPTS_OK)
        status = cpts_map_name_places(view, 0, SIZE_MAX);
    return status == CPTS_OK ? name_neighbours(view) : status;
}
