/*
 * Sheets that people see and that were not read, though they list units: an error, for they may
 * declare. A list of nearly all units of its départements declares nothing: it is there to be
 * looked up.
 */
#include "input/reading/unread_sheets.h"

#include <string.h>

#include "input/reading/claims.h"
#include "input/reading/remarks.h"
#include "input/region/builder.h"

static uint32_t unit_of(const struct known *known, const char *cell)
{
    char code[INSEE_CODE_ROOM];
    return *cell && cpts_known_code(known, cell, code)
               ? cpts_name_index_find(&known->builder->unit_by_code, code)
               : CPTS_NONE;
}

/* Two or three digits or letters, as one number. */
enum { DEPARTMENTS = 37 * 37 * 37 };

static size_t department_of(const struct known *known, uint32_t unit)
{
    char department[4];
    size_t number = 0;
    if (!cpts_insee_department(department, known->region->units.code[unit]))
        return 0;
    for (const char *c = department; *c; c++)
        number = number * 37 + 1 + (size_t)(*c <= '9' ? *c - '0' : 10 + (*c - 'A') % 26);
    return number % DEPARTMENTS;
}

/* Whether these are nine tenths of the units of the départements that they are in. */
static bool are_nearly_all(const struct known *known, const bool *listed, size_t *in_department)
{
    const size_t count = known->region->units.count;
    size_t all = 0, found = 0;
    for (uint32_t i = 0; i < count; i++)
        in_department[department_of(known, i)] += listed[i];
    for (uint32_t i = 0; i < count; i++) {
        all += in_department[department_of(known, i)] > 0;
        found += listed[i];
    }
    return found * 10 >= all * 9;
}

/* Units that the sheet lists; 0 when it lists nearly all, and nothing in it may name a CPTS.
 * SIZE_MAX when memory is short. */
static size_t count_units(const struct layer *layer, const struct known *known)
{
    const int *at = layer->plan.columns.at;
    bool *listed = cpts_array_new(known->region->units.count, sizeof *listed);
    size_t *in_department = cpts_array_new(DEPARTMENTS, sizeof *in_department);
    const bool has_room = listed && in_department;
    size_t units = has_room ? 0 : SIZE_MAX;
    bool has_codes = false;
    for (size_t i = layer->plan.first; has_room && i < layer->grid.count; i++) {
        const uint32_t unit = unit_of(known, cpts_grid_cell(&layer->grid, i, at[FIELD_CODE]));
        if (unit != CPTS_NONE)
            listed[unit] = has_codes = true;
        units += unit != CPTS_NONE ||
                 cpts_known_name(known, cpts_grid_cell(&layer->grid, i, at[FIELD_UNIT]), false);
    }
    if (has_room && !layer->plan.refusal &&
        (units * 10 >= known->region->units.count * 9 ||
         (has_codes && are_nearly_all(known, listed, in_department))))
        units = 0;
    cpts_array_free(listed);
    cpts_array_free(in_department);
    return units;
}

static bool has_headings(const struct layer *layer, size_t row, const struct headings *headings)
{
    int same = 0;
    for (int i = 0; i < headings->count; i++) {
        if (strcmp(cpts_grid_cell(&layer->grid, row, i), headings->names[i]) != 0)
            return false;
        same += *headings->names[i] != '\0';
    }
    return same > 1;
}

/* Rows below the same headings as those of a sheet that was read: it is one of them, of which
 * nothing was understood. 0: it is not. */
static size_t count_rows_alike(const struct layers *layers, const struct layer *layer)
{
    const size_t count = layer->has_grid ? layer->grid.count : 0;
    for (size_t i = 0; i < layers->count; i++) {
        const struct layer *read = &layers->items[i];
        if (read->source != layer->source || read->role != ROLE_CODES || !read->has_plan)
            continue;
        for (size_t row = 0; row < count; row++)
            if (has_headings(layer, row, &read->plan.headings))
                return count - row - 1;
    }
    return 0;
}

static cpts_status report_sheet(struct cpts_region *region, const struct layer *layer,
                                const char *file, size_t units)
{
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/sheet", layer->shown),
        P_("the sheet '%s' of %s lists units (%zu row) and was not read, since it names no "
           "CPTS; if it declares nothing, name the sheets that do: '%s|layername=SHEET'",
           "the sheet '%s' of %s lists units (%zu rows) and was not read, since it names no "
           "CPTS; if it declares nothing, name the sheets that do: '%s|layername=SHEET'",
           units),
        layer->name, file, units, file);
}

/* "Zones blanches", as the name of the sheet or above its units: what it lists is in no CPTS. */
static bool is_white(const struct layer *layer)
{
    const char *title = layer->plan.title.text;
    return layer->plan.shape == SHAPE_SHEET_A_CPTS && !layer->plan.refusal && layer->has_table &&
           (cpts_remark_is_of_others(layer->name) || (title && cpts_remark_is_of_others(title)));
}

static bool is_unread(const struct layers *layers, const struct layer *layer)
{
    return layer->is_sheet && layer->role == ROLE_NONE && layer->has_plan &&
           !layers->sources[layer->source].wanted_layer;
}

cpts_status cpts_white_sheets(struct cpts_region *region, const struct layers *layers,
                              const struct known *known)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        const struct layer *layer = &layers->items[i];
        if (is_unread(layers, layer) && is_white(layer))
            status =
                cpts_claims_deny_sheet(region, known, &layer->table, &layer->plan, layer->shown);
    }
    return status;
}

cpts_status cpts_unread_sheets(struct cpts_region *region, const struct layers *layers,
                               const struct known *known)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < layers->count && status == CPTS_OK; i++) {
        const struct layer *layer = &layers->items[i];
        const struct opened *source = &layers->sources[layer->source];
        if (!is_unread(layers, layer) || is_white(layer))
            continue;
        const bool lists_units = layer->plan.refusal || layer->plan.shape == SHAPE_SHEET_A_CPTS;
        const size_t units =
            lists_units ? count_units(layer, known) : count_rows_alike(layers, layer);
        if (units == SIZE_MAX)
            status = cpts_fail_memory(region->context);
        else if (units > 0 && layer->plan.refusal)
            status = cpts_fail(region->context, CPTS_ERROR_INPUT,
                               _("%s cannot be read with certainty: %s"), layer->shown,
                               layer->plan.refusal);
        else if (units > 0)
            status = report_sheet(region, layer, source->file, units);
    }
    return status;
}
