/*
 * A table of populations, as INSEE has published them over the years. INSEE lists municipal
 * arrondissements and not their communes: the population of a commune is then the sum of theirs.
 * Nothing is changed before a row of it is of a unit.
 */
#include "input/region/populations.h"

#include <math.h>
#include <string.h>

#include "input/declarations/aside.h"
#include "input/sources/amount.h"

struct population_table {
    struct cpts_region *region;
    const struct table *table;
    const char *shown;
    const struct row_units *rows;
    const int *at; /* columns by field */
    int measure;   /* of Melodi: which figure a row gives; -1 */
    int object;    /* of Melodi: what a row is of: COM, ARM, DEP...; -1 */
    int period;    /* a year a row; -1 */
    const char *last_period;
};

static const char *cell(const struct population_table *from, size_t row, int column)
{
    return column >= 0 ? from->table->rows[row].cells[column] : "";
}

/* ---- one figure a row -------------------------------------------------------------------- */

static bool is_year(const char *text)
{
    return strlen(text) == 4 && (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0) &&
           text[strspn(text, "0123456789")] == '\0';
}

static bool column_has(const struct population_table *from, int column, const char *value)
{
    for (size_t i = 0; i < from->table->count; i++)
        if (strcmp(cell(from, i, column), value) == 0)
            return true;
    return false;
}

/* The newest of a column of years, or NULL. */
static const char *newest(const struct population_table *from, int column)
{
    const char *last = NULL;
    for (size_t i = 0; i < from->table->count; i++) {
        const char *text = cell(from, i, column);
        if (!is_year(text))
            return NULL;
        if (!last || strcmp(text, last) > 0)
            last = text;
    }
    return last;
}

static bool has_role(const struct population_table *from, int column)
{
    bool has = false;
    for (int field = 0; field < FIELD_COUNT && !has; field++)
        has = from->at[field] == column;
    return has;
}

/* Melodi gives one figure a row: of which kind, of what, of which year. */
static void find_dimensions(struct population_table *from)
{
    from->measure = from->object = from->period = -1;
    for (int i = 0; i < from->table->headings.count; i++) {
        if (has_role(from, i))
            continue;
        if (from->measure < 0 && column_has(from, i, "PMUN"))
            from->measure = i;
        else if (from->object < 0 && column_has(from, i, "COM"))
            from->object = i;
        else if (from->period < 0 && (from->last_period = newest(from, i)))
            from->period = i;
    }
}

static bool is_wanted(const struct population_table *from, size_t row)
{
    const char *object = cell(from, row, from->object);
    return from->rows->units[row] != CPTS_NONE &&
           (from->measure < 0 || strcmp(cell(from, row, from->measure), "PMUN") == 0) &&
           (from->object < 0 || strcmp(object, "COM") == 0 || strcmp(object, "ARM") == 0) &&
           (from->period < 0 || strcmp(cell(from, row, from->period), from->last_period) == 0);
}

/* ---- figures ----------------------------------------------------------------------------- */

/* By unit; NaN: nothing. */
struct figures {
    double *own;   /* of a row of its own */
    double *added; /* of arrondissements of it, of communes that merged */
};

static cpts_status take_row(const struct population_table *from, size_t row,
                            struct figures *figures, double value)
{
    const uint32_t unit = from->rows->units[row];
    const bool is_part = from->rows->moved[row];
    double *figure = is_part ? &figures->added[unit] : &figures->own[unit];
    if (isnan(value))
        return CPTS_OK;
    if (!is_part && !isnan(*figure) && *figure != value)
        return cpts_fail(from->region->context, CPTS_ERROR_INPUT,
                         _("--populations: %s gives %s several populations, %.0f and %.0f (line "
                           "%ld): keep one row per commune"),
                         from->shown, from->region->units.code[unit], *figure, value,
                         from->table->rows[row].line);
    *figure = is_part && !isnan(*figure) ? *figure + value : value;
    return CPTS_OK;
}

/* A commune of before a merger gave its row, its successor has one as well, of before too. */
static bool keep_figures(struct units *units, const struct figures *figures)
{
    bool has_any = false;
    for (size_t i = 0; i < units->count && !has_any; i++)
        has_any = !isnan(figures->own[i]) || !isnan(figures->added[i]);
    for (size_t i = 0; i < units->count && has_any; i++) {
        const bool is_whole = cpts_insee_parent(units->code[i]) >= 0;
        const double own = figures->own[i], added = figures->added[i];
        const bool adds = !isnan(added) && (isnan(own) || !is_whole);
        units->population[i] = adds ? added + (isnan(own) ? 0 : own) : own;
    }
    units->has_population |= has_any;
    return has_any;
}

static cpts_status take_rows(const struct population_table *from, struct figures *figures)
{
    struct units *units = &from->region->units;
    const int population = from->at[FIELD_POPULATION];
    struct amount_evidence evidence = {false, false, false, false};
    size_t used = 0;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < units->count; i++)
        figures->own[i] = figures->added[i] = NAN;
    for (size_t i = 0; i < from->table->count; i++)
        cpts_amount_see(&evidence, cell(from, i, population));
    const struct amount_style style = cpts_amount_style(&evidence);
    for (size_t i = 0; i < from->table->count && status == CPTS_OK; i++)
        if (is_wanted(from, i)) {
            status = take_row(from, i, figures, cpts_amount_read(cell(from, i, population), style));
            used++;
        }
    if (status == CPTS_OK && !keep_figures(units, figures))
        status = cpts_fail(from->region->context, CPTS_ERROR_INPUT,
                           _("--populations: column %s of %s holds no figure for the region"),
                           from->table->headings.names[population], from->shown);
    if (status == CPTS_OK)
        cpts_log(from->region->context, CPTS_VERBOSE,
                 _("%s: populations in %s, rows used: %zu of %zu"), from->shown,
                 from->table->headings.names[population], used, from->table->count);
    return status;
}

static cpts_status add_rows(struct population_table *from)
{
    struct cpts_region *region = from->region;
    if (!from->rows->found)
        return cpts_fail(region->context, CPTS_ERROR_INPUT,
                         _("--populations: no row of %s matches the region: none of its columns "
                           "holds codes such as %s"),
                         from->shown, region->units.code[0]);
    if (from->at[FIELD_POPULATION] < 0)
        return cpts_fail(region->context, CPTS_ERROR_INPUT,
                         _("--populations: %s has no column of populations; INSEE calls codes and "
                           "populations COM and PMUN, others are named with --populations "
                           "FILE,code=COLUMN,population=COLUMN"),
                         from->shown);
    find_dimensions(from);
    struct figures figures = {cpts_array_raw(region->units.count, sizeof *figures.own),
                              cpts_array_raw(region->units.count, sizeof *figures.added)};
    const cpts_status status = figures.own && figures.added ? take_rows(from, &figures)
                                                            : cpts_fail_memory(region->context);
    cpts_array_free(figures.own);
    cpts_array_free(figures.added);
    return status;
}

/* ---- the table --------------------------------------------------------------------------- */

static cpts_status read_table(struct cpts_region *region, const struct known *known,
                              struct asked_table *asked, const struct plan_request *request)
{
    const struct layer *layer = asked->layer;
    struct row_units rows = {.units = NULL};
    cpts_status status = cpts_schema_check_columns(region->context, &layer->headings, ROLE_CODES,
                                                   request->map, "--populations", layer->shown);
    if (status == CPTS_OK)
        status = cpts_row_units_find(&rows, asked, known);
    struct population_table from = {.region = region,
                                    .table = &layer->table,
                                    .shown = layer->shown,
                                    .rows = &rows,
                                    .at = layer->plan.columns.at};
    if (status == CPTS_OK)
        status = add_rows(&from);
    if (status == CPTS_OK)
        cpts_row_units_log_rest(&rows, asked, region->context, "--populations");
    cpts_row_units_free(&rows);
    return status;
}

cpts_status cpts_populations_read(struct cpts_region *region, const struct known *known,
                                  const char *spec)
{
    struct arena *arena = &region->arena;
    const char *comma = cpts_schema_find_map(spec);
    const char *source = comma ? cpts_arena_format(arena, "%.*s", (int)(comma - spec), spec) : spec;
    const struct plan_request request = {
        .asked = ASKED_POPULATIONS,
        .map = comma ? comma + 1 : NULL,
        .option = source ? cpts_arena_format(arena, "--populations %s,", source) : NULL};
    struct asked_table asked;
    if (!request.option)
        return cpts_fail_memory(region->context);
    cpts_status status = cpts_schema_check_map(region->context, request.map, "--populations");
    if (status != CPTS_OK)
        return status;
    status = cpts_asked_open(&asked, known, source, &request, "--populations");
    if (status == CPTS_OK)
        status = read_table(region, known, &asked, &request);
    cpts_asked_close(&asked);
    return status;
}
