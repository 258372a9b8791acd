#include "input/declarations/aside.h"

#include <stdlib.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/reading/claims.h"

void cpts_aside_open(struct aside *out, const struct cpts_region *region)
{
    *out = (struct aside){.region = {.context = region->context, .units = region->units},
                          .builder = *(const struct builder *)region->builder};
    struct builder *builder = &out->builder;
    builder->perimeter_by_id = builder->perimeter_by_key = (struct name_index){0};
    builder->pieces = NULL;
    builder->declarations = NULL;
    builder->pieces_capacity = builder->declaration_count = builder->declaration_capacity = 0;
    builder->checks_share = false;
    out->region.builder = builder;
}

void cpts_aside_close(struct aside *aside)
{
    struct perimeters *perimeters = &aside->region.perimeters;
    cpts_name_index_free(&aside->builder.perimeter_by_id);
    cpts_name_index_free(&aside->builder.perimeter_by_key);
    cpts_array_free(aside->builder.pieces);
    cpts_array_free(aside->builder.declarations);
    cpts_array_free(perimeters->id);
    cpts_array_free(perimeters->name);
    cpts_array_free(perimeters->status);
    cpts_array_free(perimeters->from);
    cpts_array_free(perimeters->to);
    cpts_array_free(perimeters->life);
    cpts_array_free(perimeters->drawn_in_pieces);
    cpts_array_free(perimeters->declared);
    cpts_array_free(aside->region.notices);
    cpts_array_free(aside->region.readings);
    cpts_arena_free(&aside->region.arena);
}

cpts_status cpts_aside_read(struct aside *aside, struct layers *layers, struct layer *layer,
                            const struct known *known, const struct plan_request *request)
{
    cpts_context *context = aside->region.context;
    struct claims_count count;
    cpts_status status = cpts_layer_understand(layers, layer, known, request);
    if (status == CPTS_OK && layer->plan.refusal)
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read: %s"), layer->shown,
                           layer->plan.refusal);
    const bool is_told =
        layer->plan.shape != SHAPE_UNKNOWN && layer->plan.shape != SHAPE_SHEET_A_CPTS;
    if (status == CPTS_OK && !is_told)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("%s cannot be read: no column of it holds codes or names of units "
                             "beside territories; say which with %scode=COLUMN,name=COLUMN"),
                           layer->shown, request->option);
    if (status == CPTS_OK)
        status = cpts_claims_read(&count, &aside->region, known, &layer->table, &layer->plan,
                                  layer->shown);
    return status == CPTS_OK ? cpts_declarations_resolve(&aside->region) : status;
}

const char *cpts_aside_refusal(const struct aside *aside)
{
    for (size_t i = 0; i < aside->region.notice_count; i++)
        if (aside->region.notices[i].severity == CPTS_SEVERITY_ERROR)
            return aside->region.notices[i].message;
    return NULL;
}

/* ---- rows of figures --------------------------------------------------------------------------
 */

/* The unit that a row names by its code alone, as it is, mended or of an arrondissement of it. */
static uint32_t unit_at_once(const struct builder *builder, const char *code, bool *moved)
{
    char mended[INSEE_CODE_ROOM];
    const uint32_t unit = cpts_unit_of_code(builder, code);
    if (unit != CPTS_NONE || !*code || !cpts_insee_repair(mended, code))
        return unit;
    const int parent = cpts_insee_arrondissement(mended);
    *moved = parent >= 0;
    return parent >= 0
               ? cpts_name_index_find(&builder->unit_by_code, cpts_insee_parent_code(parent))
               : CPTS_NONE;
}

/* The rows left are declared, each as a perimeter of its own. */
static cpts_status declare_rest(struct aside *aside, const struct layer *layer,
                                const struct row_units *found)
{
    struct cpts_region *region = &aside->region;
    const struct table *table = &layer->table;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        if (found->units[i] != CPTS_NONE)
            continue;
        const char *id = cpts_arena_format(&region->arena, "%zu", i);
        const uint32_t row = id ? cpts_perimeter_find_or_add(region, id, "", "") : CPTS_NONE;
        status = row != CPTS_NONE ? cpts_row_declare(region, &layer->plan.columns, &table->rows[i],
                                                     layer->shown, row)
                                  : cpts_fail_memory(region->context);
    }
    return status == CPTS_OK ? cpts_declarations_resolve(region) : status;
}

/* A row of several units tells nothing of each. */
static void take_rest(const struct aside *aside, const struct layer *layer, struct row_units *found)
{
    const struct perimeters *rows = &aside->region.perimeters;
    const int code = layer->plan.columns.at[FIELD_CODE];
    for (size_t i = 0; i < rows->declared_count; i++) {
        const uint32_t row = rows->declared[i].perimeter;
        const bool shared =
            (i > 0 && rows->declared[i - 1].perimeter == row) ||
            (i + 1 < rows->declared_count && rows->declared[i + 1].perimeter == row);
        const size_t at = strtoul(rows->id[row], NULL, 10);
        if (shared)
            continue;
        found->units[at] = rows->declared[i].unit;
        found->moved[at] = code >= 0 && cpts_insee_is_code(layer->table.rows[at].cells[code]);
    }
}

cpts_status cpts_row_units_find(struct row_units *out, const struct cpts_region *region,
                                struct layers *layers, struct layer *layer,
                                const struct known *known, const struct plan_request *request)
{
    cpts_status status = cpts_layer_understand(layers, layer, known, request);
    const struct plan *plan = &layer->plan;
    const size_t count = layer->table.count;
    *out = (struct row_units){.units = cpts_array_raw(count + 1, sizeof *out->units),
                              .moved = cpts_array_new(count + 1, sizeof *out->moved)};
    if (status == CPTS_OK && (!out->units || !out->moved))
        status = cpts_fail_memory(region->context);
    if (status == CPTS_OK && plan->refusal)
        status = cpts_fail(region->context, CPTS_ERROR_INPUT, _("%s cannot be read: %s"),
                           layer->shown, plan->refusal);
    if (status != CPTS_OK || plan->shape == SHAPE_UNKNOWN)
        return status;
    const int code = plan->columns.at[FIELD_CODE];
    for (size_t i = 0; i < count; i++)
        out->units[i] = code >= 0 ? unit_at_once(region->builder, layer->table.rows[i].cells[code],
                                                 &out->moved[i])
                                  : CPTS_NONE;
    struct aside aside;
    cpts_aside_open(&aside, region);
    status = declare_rest(&aside, layer, out);
    if (status == CPTS_OK)
        take_rest(&aside, layer, out);
    for (size_t i = 0; i < count; i++)
        out->found += out->units[i] != CPTS_NONE;
    const char *refusal = cpts_aside_refusal(&aside);
    out->first_left = refusal ? cpts_arena_string(&layers->arena, refusal) : NULL;
    cpts_aside_close(&aside);
    return status;
}

void cpts_row_units_free(struct row_units *units)
{
    cpts_array_free(units->units);
    cpts_array_free(units->moved);
}
