#include "input/declarations/aside.h"

#include <stdlib.h>
#include <string.h>

#include "input/declarations/communes.h"
#include "input/declarations/insee.h"
#include "input/reading/claims.h"

void cpts_aside_open(struct aside *out, const struct cpts_region *region)
{
    *out = (struct aside){
        .region = {.context = region->context, .units = region->units, .as_of = region->as_of},
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
    cpts_array_free(perimeters->kept);
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
    /* Units alone make one territory, where the question is of one. */
    const bool names_units = layer->plan.shape != SHAPE_UNKNOWN &&
                             (layer->plan.shape != SHAPE_SHEET_A_CPTS || !request->kind);
    if (status == CPTS_OK && !names_units)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("%s cannot be read: none of its columns holds unit codes or names "
                             "next to territories; name them with %scode=COLUMN,name=COLUMN"),
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

/* ---- tables of options ------------------------------------------------------------------- */

static cpts_status refuse_several(const struct asked_table *asked, cpts_context *context,
                                  const char *option, const struct layer *other)
{
    return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                     _("%s: several layers could be meant, %s and %s; name one: "
                       "PATH|layername=LAYER"),
                     option, asked->layer->shown, other->shown);
}

/* How well a layer answers: by the units that it identifies; as for claims, any that is read or
 * drawn might be meant, and as for other territories, any that is drawn or has a row for each unit:
 * other sheets are notes. */
static cpts_status weigh(size_t *out, struct asked_table *asked, struct layer *layer,
                         const struct known *known, const struct plan_request *request)
{
    const bool is_drawn = layer->is_polygons && request->asked == ASKED_CLAIMS;
    *out = is_drawn;
    if (is_drawn || (!layer->is_table && !layer->is_polygons))
        return CPTS_OK;
    const cpts_status status = cpts_layer_understand(&asked->layers, layer, known, request);
    const bool is_read = request->kind ? layer->plan.shape == SHAPE_ROWS
                                       : layer->plan.shape != SHAPE_UNKNOWN || layer->plan.refusal;
    if (status == CPTS_OK && is_read)
        *out = request->asked == ASKED_CLAIMS ? 1 : layer->plan.named_units;
    return status;
}

/* Of several layers, the one that answers by far the best. */
static cpts_status choose_layer(struct asked_table *asked, const struct known *known,
                                const struct plan_request *request, const char *option)
{
    const struct layer *second = NULL;
    size_t most = 0, next = 0;
    for (size_t i = 0; i < asked->layers.count; i++) {
        struct layer *layer = &asked->layers.items[i];
        size_t named;
        const cpts_status status = weigh(&named, asked, layer, known, request);
        if (status != CPTS_OK)
            return status;
        if (named > most || !asked->layer) {
            next = most;
            second = asked->layer;
            most = named;
            asked->layer = layer;
        } else if (named > next) {
            next = named;
            second = layer;
        }
    }
    return next * 2 > most ? refuse_several(asked, known->region->context, option, second)
                           : CPTS_OK;
}

cpts_status cpts_asked_open(struct asked_table *out, const struct known *known, const char *source,
                            const struct plan_request *request, const char *option)
{
    const char *const list[] = {source, NULL};
    const cpts_load_options options = {.perimeters = list};
    cpts_context *context = known->region->context;
    *out = (struct asked_table){.layer = NULL};
    cpts_gdal_begin(&out->session);
    cpts_status status = cpts_layers_open(&out->layers, context, &options);
    if (status == CPTS_OK)
        status = choose_layer(out, known, request, option);
    if (status == CPTS_OK && !out->layer)
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s: %s holds no table"), option, source);
    if (status == CPTS_OK && out->layer->plan.refusal)
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s: %s cannot be read: %s"), option,
                           out->layer->shown, out->layer->plan.refusal);
    return status;
}

void cpts_asked_close(struct asked_table *asked)
{
    cpts_layers_close(&asked->layers);
    cpts_gdal_end();
}

/* ---- rows of figures --------------------------------------------------------------------- */

static const char *cell_of(const struct layer *layer, size_t row, enum field field)
{
    const int at = layer->plan.columns.at[field];
    return at >= 0 ? layer->table.rows[row].cells[at] : "";
}

/* The unit that a row names by its code alone; "2025-COM-01004" holds one. */
static bool find_at_once(uint32_t *out, bool *is_part, const struct known *known, const char *code,
                         const char *department)
{
    struct unit_pieces pieces = {0};
    struct arena arena = {0};
    *out = cpts_known_unit(known, code, department, is_part);
    if (*out != CPTS_NONE || strlen(code) <= 5)
        return true;
    const bool done = cpts_unit_pieces_read(&pieces, &arena, known, code);
    if (done && pieces.count == 1 && pieces.items->is_code)
        *out = cpts_known_unit(known, pieces.items->code, department, is_part);
    cpts_unit_pieces_free(&pieces);
    cpts_arena_free(&arena);
    return done;
}

/* A commune of several units, or one of another region whose code never stood for a unit, as most
 * rows of a list of the whole country are. */
static bool is_of_no_unit(const struct known *known, const char *code, const char *department)
{
    char whole[INSEE_CODE_ROOM], number[4];
    struct commune commune;
    if (!cpts_insee_repair(whole, code) &&
        !(cpts_cell_department(number, department) && cpts_insee_prefixed(whole, number, code)))
        return false;
    return cpts_name_index_find(&known->places->wholes, whole) != CPTS_NONE ||
           (cpts_commune_find(&commune, whole) && !cpts_known_code(known, whole, NULL));
}

/* The rows left are declared, each as a perimeter of its own. */
static cpts_status declare_rest(struct aside *aside, const struct known *known,
                                const struct layer *layer, const struct row_units *found)
{
    struct cpts_region *region = &aside->region;
    const struct table *table = &layer->table;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++) {
        if (found->units[i] != CPTS_NONE || is_of_no_unit(known, cell_of(layer, i, FIELD_CODE),
                                                          cell_of(layer, i, FIELD_DEPARTMENT)))
            continue;
        const char *id = cpts_arena_format(&region->arena, "%zu", i);
        const uint32_t row = id ? cpts_perimeter_find_or_add(region, id, "", "") : CPTS_NONE;
        status = row != CPTS_NONE ? cpts_row_declare(region, known, &layer->plan.columns,
                                                     &table->rows[i], layer->shown, row)
                                  : cpts_fail_memory(region->context);
    }
    return status == CPTS_OK ? cpts_declarations_resolve(region) : status;
}

/* A row of several units gives no figure for each. */
static void take_rest(const struct aside *aside, const struct layer *layer, struct row_units *found)
{
    const struct perimeters *rows = &aside->region.perimeters;
    for (size_t i = 0; i < rows->declared_count; i++) {
        const uint32_t row = rows->declared[i].perimeter;
        const bool shared =
            (i > 0 && rows->declared[i - 1].perimeter == row) ||
            (i + 1 < rows->declared_count && rows->declared[i + 1].perimeter == row);
        const size_t at = strtoul(rows->id[row], NULL, 10);
        if (shared)
            continue;
        found->units[at] = rows->declared[i].unit;
        found->moved[at] = *cell_of(layer, at, FIELD_CODE) != '\0';
    }
}

cpts_status cpts_row_units_find(struct row_units *out, struct asked_table *asked,
                                const struct known *known)
{
    cpts_context *context = known->region->context;
    const struct layer *layer = asked->layer;
    const size_t count = layer->table.count;
    *out = (struct row_units){.units = cpts_array_raw(count + 1, sizeof *out->units),
                              .moved = cpts_array_new(count + 1, sizeof *out->moved)};
    bool done = out->units && out->moved;
    for (size_t i = 0; i < count && done; i++)
        done = find_at_once(&out->units[i], &out->moved[i], known, cell_of(layer, i, FIELD_CODE),
                            cell_of(layer, i, FIELD_DEPARTMENT));
    if (!done)
        return cpts_fail_memory(context);
    struct aside aside;
    cpts_aside_open(&aside, known->region);
    const cpts_status status = declare_rest(&aside, known, layer, out);
    if (status == CPTS_OK)
        take_rest(&aside, layer, out);
    for (size_t i = 0; i < count; i++)
        out->found += out->units[i] != CPTS_NONE;
    const char *refusal = cpts_aside_refusal(&aside);
    out->first_left = refusal ? cpts_arena_string(&asked->layers.arena, refusal) : NULL;
    cpts_aside_close(&aside);
    return status;
}

void cpts_row_units_log_rest(const struct row_units *units, const struct asked_table *asked,
                             cpts_context *context, const char *option)
{
    const size_t count = asked->layer->table.count, left = count - units->found;
    if (left && units->first_left)
        cpts_log(
            context, CPTS_NORMAL,
            P_("%s: %zu row of %zu matches nothing in the region and is ignored: %s",
               "%s: %zu rows of %zu match nothing in the region and are ignored; the first: %s",
               left),
            option, left, count, units->first_left);
    else if (left)
        cpts_log(context, CPTS_VERBOSE,
                 P_("%s: %zu row of %zu matches nothing in the region",
                    "%s: %zu rows of %zu match nothing in the region", left),
                 asked->layer->shown, left, count);
}

void cpts_row_units_free(struct row_units *units)
{
    cpts_array_free(units->units);
    cpts_array_free(units->moved);
}
