/*
 * What the cells of a layer show: which columns are those of units, and how it is read as a
 * declaration.
 */
#include "input/reading/claims.h"
#include "input/reading/dittos.h"
#include "input/reading/iris_join.h"
#include "input/reading/marks.h"
#include "input/reading/remarks.h"
#include "input/reading/totals.h"
#include "input/reading/turn.h"
#include "input/reading/unit_columns.h"
#include "input/region/region.h"
#include "input/sources/layers.h"

static void take_column(struct columns *columns, enum field field, int at)
{
    if (at < 0 || columns->strong[field])
        return;
    columns->at[field] = at;
    columns->strong[field] = true;
}

enum { ENOUGH_FEATURES = 2000 }; /* to see the columns of units, however large the layer */

cpts_status cpts_layer_show_units(struct layer *layer, cpts_context *context, size_t *distinct)
{
    struct grid sample;
    struct unit_columns shown;
    *distinct = 0;
    cpts_status status =
        cpts_grid_sample_layer(&sample, context, layer->handle, layer->shown, ENOUGH_FEATURES);
    if (status != CPTS_OK)
        return status;
    status = cpts_unit_columns_find(&shown, context, &sample);
    if (status == CPTS_OK && shown.code >= 0) {
        take_column(&layer->as_units, FIELD_CODE, shown.code);
        take_column(&layer->as_units, FIELD_NAME, shown.name);
        take_column(&layer->as_units, FIELD_EPCI, shown.epci);
        layer->shows_units = layer->as_units.at[FIELD_CODE] == shown.code;
        *distinct = layer->shows_units ? shown.distinct : 0;
        cpts_log(context, CPTS_VERBOSE, _("%s: %zu of %zu cells of column %s are codes of INSEE"),
                 layer->shown, shown.codes, shown.rows, layer->headings.names[shown.code]);
    }
    cpts_grid_free(&sample);
    return status;
}

static bool counts_communes(const char *text)
{
    return cpts_total_of_communes(text) > 1;
}

/* The first text near the top that takes back what stands below, or counts it; a heading, or a row,
 * if it is not above the header. The grid may lose what is. */
static struct table_title find_title(const struct grid *grid, bool (*is_one)(const char *text))
{
    enum { TOP_ROWS = 64 };
    for (size_t i = 0; i < grid->count && i < TOP_ROWS; i++)
        for (int c = 0; c < grid->rows[i].count; c++)
            if (is_one(grid->rows[i].cells[c]))
                return (struct table_title){grid->rows[i].cells[c], grid->rows[i].line};
    return (struct table_title){NULL, 0};
}

cpts_status cpts_layer_understand(struct layers *layers, struct layer *layer,
                                  const struct known *known, const struct plan_request *asked)
{
    cpts_context *context = known->region->context;
    struct plan_request request = *asked;
    request.sheet = layer->is_sheet ? layer->name : "";
    request.code = layer->role == ROLE_UNITS ? layer->as_units.at[FIELD_CODE] : -1;
    if (layer->has_plan)
        return CPTS_OK;
    cpts_status status = cpts_known_list(known);
    if (status == CPTS_OK)
        status = cpts_layer_read_cells(layer, context);
    struct table_title title = {NULL, 0}, count = {NULL, 0};
    if (status == CPTS_OK && request.asked == ASKED_CLAIMS) {
        const size_t dittos = cpts_dittos_fill(&layer->grid);
        if (dittos)
            cpts_log(context, CPTS_NORMAL,
                     P_("%s: %zu cell says 'idem' or the like: the cell above is taken",
                        "%s: %zu cells say 'idem' or the like: the cell above is taken", dittos),
                     layer->shown, dittos);
        cpts_marks_settle(&layer->grid);
        title = find_title(&layer->grid, cpts_remark_in_title);
        count = find_title(&layer->grid, counts_communes);
    }
    const bool may_turn =
        !request.map && !request.kind && request.asked == ASKED_CLAIMS && layer->role != ROLE_UNITS;
    if (status == CPTS_OK && may_turn)
        status = cpts_grid_join_iris(&layer->grid, known);
    if (status == CPTS_OK && may_turn)
        status = cpts_grid_turn(&layer->grid, known);
    if (status == CPTS_OK)
        status = cpts_plan_make(&layer->plan, &layers->arena, known, &layer->grid, &request);
    if (status != CPTS_OK)
        return status;
    layer->has_plan = true;
    layer->plan.cpts = layer->name;
    if (title.line < layer->plan.header_line)
        layer->plan.title = title;
    if (count.line < layer->plan.header_line)
        layer->plan.count = count;
    cpts_table_free(&layer->table);
    if (!cpts_table_from_grid(&layer->table, &layer->grid, layer->plan.first, &layer->plan.headings,
                              layer->plan.header_line))
        return cpts_fail_memory(context);
    layer->has_table = true;
    layer->headings = layer->plan.headings;
    layer->as_codes = layer->plan.columns;
    cpts_claims_fill_down(&layer->table, &layer->plan);
    return cpts_claims_fill_names(&layer->table, &layer->plan) ? CPTS_OK
                                                               : cpts_fail_memory(context);
}
