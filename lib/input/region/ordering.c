#include "input/region/ordering.h"

#include <stdlib.h>
#include <string.h>

#include "common/sorting.h"

/* order[new] is the old number; place[old] the new one. */
struct permutation {
    uint32_t *order, *place;
    size_t count;
    bool moves;
};

/* The first bytes of a name as a number of the same order: INSEE's codes differ within them, so
 * that the names themselves are seldom compared. */
static uint64_t start_of(const char *name)
{
    uint64_t start = 0;
    size_t length = strnlen(name, sizeof start);
    for (size_t i = 0; i < sizeof start; i++)
        start = start << 8 | (i < length ? (unsigned char)name[i] : 0);
    return start;
}

static int by_name(const void *left, const void *right, void *names)
{
    const struct numbered *a = left, *b = right;
    const char *const *name = names;
    int order = strcmp(name[a->number], name[b->number]);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static bool sort_names(struct numbered *sorted, size_t count, const char **names)
{
    if (!cpts_sort_by_key(sorted, count))
        return false;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && sorted[end].key == sorted[first].key;)
            end++;
        if (end - first > 1)
            qsort_r(sorted + first, end - first, sizeof *sorted, by_name, (void *)names);
    }
    return true;
}

static bool permutation_of(struct permutation *permutation, const char **names, size_t count)
{
    *permutation = (struct permutation){.count = count};
    for (size_t i = 1; i < count && !permutation->moves; i++)
        permutation->moves = strcmp(names[i - 1], names[i]) > 0;
    if (!permutation->moves)
        return true;
    permutation->order = cpts_array_raw(count, sizeof *permutation->order);
    permutation->place = cpts_array_raw(count, sizeof *permutation->place);
    struct numbered *sorted = cpts_array_raw(count, sizeof *sorted);
    bool done = permutation->order && permutation->place && sorted;
    for (uint32_t i = 0; done && i < count; i++)
        sorted[i] = (struct numbered){.key = start_of(names[i]), .number = i};
    done = done && sort_names(sorted, count, names);
    for (uint32_t i = 0; done && i < count; i++) {
        permutation->order[i] = sorted[i].number;
        permutation->place[sorted[i].number] = i;
    }
    cpts_array_free(sorted);
    return done;
}

static void permutation_free(struct permutation *permutation)
{
    cpts_array_free(permutation->order);
    cpts_array_free(permutation->place);
}

static bool permute(const struct permutation *permutation, void *items, size_t item_size)
{
    char *copy = cpts_array_raw(permutation->count, item_size), *to = items;
    if (!copy)
        return false;
    memcpy(copy, items, permutation->count * item_size);
    for (size_t i = 0; i < permutation->count; i++)
        memcpy(to + i * item_size, copy + permutation->order[i] * item_size, item_size);
    cpts_array_free(copy);
    return true;
}

static void renumber_index(const struct permutation *permutation, struct name_index *index)
{
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].key)
            index->slots[i].value = permutation->place[index->slots[i].value];
}

static bool renumber_shapes(const struct permutation *permutation, struct shapes *shapes)
{
    for (size_t p = 0; p < shapes->part_count; p++)
        shapes->parts[p].feature = permutation->place[shapes->parts[p].feature];
    return cpts_shapes_sort(shapes);
}

static bool sort_units(struct cpts_region *region, const struct permutation *permutation)
{
    struct units *units = &region->units;
    struct builder *builder = region->builder;
    if (!permute(permutation, units->code, sizeof *units->code) ||
        !permute(permutation, units->name, sizeof *units->name) ||
        !permute(permutation, units->group, sizeof *units->group) ||
        !permute(permutation, units->epci, sizeof *units->epci) ||
        !permute(permutation, units->population, sizeof *units->population) ||
        !renumber_shapes(permutation, &units->shapes))
        return false;
    renumber_index(permutation, &builder->unit_by_code);
    for (size_t i = 0; i < region->perimeters.declared_count; i++) {
        struct declared *declared = &region->perimeters.declared[i];
        declared->unit = permutation->place[declared->unit];
    }
    for (size_t i = 0; i < region->notice_count; i++)
        if (region->notices[i].unit != CPTS_NONE)
            region->notices[i].unit = permutation->place[region->notices[i].unit];
    return true;
}

static bool sort_perimeters(struct cpts_region *region, const struct permutation *permutation)
{
    struct perimeters *perimeters = &region->perimeters;
    struct builder *builder = region->builder;
    if (!permute(permutation, perimeters->id, sizeof *perimeters->id) ||
        !permute(permutation, perimeters->name, sizeof *perimeters->name) ||
        !permute(permutation, perimeters->status, sizeof *perimeters->status) ||
        !permute(permutation, perimeters->from, sizeof *perimeters->from) ||
        !permute(permutation, perimeters->to, sizeof *perimeters->to) ||
        !permute(permutation, perimeters->life, sizeof *perimeters->life) ||
        !permute(permutation, perimeters->kept, sizeof *perimeters->kept) ||
        !permute(permutation, perimeters->drawn_in_pieces, sizeof *perimeters->drawn_in_pieces) ||
        !permute(permutation, builder->pieces, sizeof *builder->pieces) ||
        !renumber_shapes(permutation, &perimeters->shapes))
        return false;
    renumber_index(permutation, &builder->perimeter_by_id);
    renumber_index(permutation, &builder->perimeter_by_key);
    for (size_t i = 0; i < perimeters->declared_count; i++)
        perimeters->declared[i].perimeter = permutation->place[perimeters->declared[i].perimeter];
    for (size_t i = 0; i < region->reading_count; i++)
        region->readings[i].perimeter = permutation->place[region->readings[i].perimeter];
    for (size_t i = 0; i < region->notice_count; i++)
        if (region->notices[i].perimeter != CPTS_NONE)
            region->notices[i].perimeter = permutation->place[region->notices[i].perimeter];
    return true;
}

static int compare_readings(const void *left, const void *right)
{
    const struct unit_reading *a = left, *b = right;
    if (a->perimeter != b->perimeter)
        return a->perimeter < b->perimeter ? -1 : 1;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->line > b->line) - (a->line < b->line);
    return order ? order : strcmp(a->text, b->text);
}

cpts_status cpts_region_sort(struct cpts_region *region)
{
    struct permutation units, perimeters = {0};
    bool done = permutation_of(&units, region->units.code, region->units.count) &&
                permutation_of(&perimeters, region->perimeters.id, region->perimeters.count);
    if (done && units.moves)
        done = sort_units(region, &units);
    if (done && perimeters.moves)
        done = sort_perimeters(region, &perimeters);
    if (done && region->reading_count > 1)
        qsort(region->readings, region->reading_count, sizeof *region->readings, compare_readings);
    permutation_free(&units);
    permutation_free(&perimeters);
    return done ? CPTS_OK : cpts_fail_memory(region->context);
}
