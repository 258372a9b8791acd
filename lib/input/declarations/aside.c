#include "input/declarations/aside.h"

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
