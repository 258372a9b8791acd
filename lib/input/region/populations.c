/*
 * A table of populations, as INSEE has published them over the years: which column holds the codes
 * of the units is told by their values, since COM is the code in one edition and the name in
 * another. INSEE lists municipal arrondissements and not their communes: the population of a
 * commune is then the sum of theirs.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/declarations/insee.h"
#include "input/region/builder.h"
#include "input/sources/amount.h"
#include "input/sources/text.h"

enum { SAMPLE_ROWS = 2000, PAIR_COLUMNS = 16 };

struct population_table {
    struct cpts_region *region;
    const struct table *table;
    const char *path;
    int code, part; /* the code, or the département and what follows it; part: -1 */
    int population; /* column of the figures */
    int measure;    /* of Melodi: which figure a row gives; -1 */
    int object;     /* of Melodi: what a row is of: COM, ARM, DEP...; -1 */
    int period;     /* a year a row; -1 */
    const char *last_period;
};

static const char *cell(const struct population_table *from, size_t row, int column)
{
    return column >= 0 ? from->table->rows[row].cells[column] : "";
}

/* ---- codes ------------------------------------------------------------------------------------
 */

/* "2025-COM-01001" as Melodi may write it. */
static const char *bare_code(const char *text)
{
    const char *dash = strrchr(text, '-');
    return dash && strlen(text) > 9 ? dash + 1 : text;
}

/* "04" and "19", "976" and "601", "971" and "01": 04019, 97601, 97101. */
static bool join_code(char out[INSEE_CODE_ROOM], const char *department, const char *part)
{
    char told[4];
    const size_t length = strlen(part);
    if (!cpts_insee_read_department(told, department) || !length || length > 3)
        return false;
    if (strlen(told) == 3 && length == 3 && told[2] == part[0])
        told[2] = '\0';
    return cpts_insee_prefixed(out, told, part);
}

/* The code of a row as it is, mended or put together; false when it can be none. */
static bool code_of_row(const struct population_table *from, size_t row, char out[INSEE_CODE_ROOM])
{
    const struct builder *builder = from->region->builder;
    const char *text = bare_code(cell(from, row, from->code));
    if (from->part >= 0)
        return join_code(out, text, cell(from, row, from->part));
    if (strlen(text) < INSEE_CODE_ROOM &&
        cpts_name_index_find(&builder->unit_by_code, text) != CPTS_NONE) {
        snprintf(out, INSEE_CODE_ROOM, "%s", text);
        return true;
    }
    return cpts_insee_repair(out, text);
}

static uint32_t unit_of_row(const struct population_table *from, size_t row)
{
    char code[INSEE_CODE_ROOM];
    const struct builder *builder = from->region->builder;
    if (!code_of_row(from, row, code))
        return CPTS_NONE;
    return cpts_name_index_find(&builder->unit_by_code, code);
}

/* How many different units the rows name under a choice of columns, or arrondissements of them:
 * a number that repeats, such as a canton's, is no code. */
static size_t count_units(const struct population_table *from, uint32_t *seen, uint32_t mark)
{
    const size_t count = from->table->count;
    const size_t step = count / SAMPLE_ROWS + 1;
    const struct builder *builder = from->region->builder;
    size_t found = 0;
    for (size_t i = 0; i < count; i += step) {
        char code[INSEE_CODE_ROOM];
        if (!code_of_row(from, i, code))
            continue;
        uint32_t unit = cpts_name_index_find(&builder->unit_by_code, code);
        if (unit == CPTS_NONE && cpts_insee_arrondissement(code) >= 0)
            unit = cpts_name_index_find(&builder->unit_by_code,
                                        cpts_insee_parent_code(cpts_insee_arrondissement(code)));
        if (unit == CPTS_NONE || seen[unit] == mark)
            continue;
        seen[unit] = mark;
        found++;
    }
    return found;
}

struct code_search {
    struct population_table best;
    size_t found;
    uint32_t *seen, mark;
};

static void try_columns(struct code_search *search, int code, int part)
{
    struct population_table from = search->best;
    from.code = code;
    from.part = part;
    const size_t found = count_units(&from, search->seen, ++search->mark);
    if (found > search->found) {
        search->best = from;
        search->found = found;
    }
}

/* Whether a column may hold a part of a code: short numbers in its first rows. */
static bool is_short(const struct table *table, int column)
{
    for (size_t i = 0; i < table->count && i < 20; i++)
        if (strlen(table->rows[i].cells[column]) > 3)
            return false;
    return table->count > 0;
}

/* The columns that name most units: one by its values, else two together. The one whose heading
 * says so is tried first, and kept when another is only as good. */
static cpts_status find_codes(struct population_table *from, int likely)
{
    struct code_search search = {.best = *from};
    const struct table *table = from->table;
    int parts[PAIR_COLUMNS], part_count = 0;
    search.seen = cpts_array_new(from->region->units.count + 1, sizeof *search.seen);
    if (!search.seen)
        return cpts_fail_memory(from->region->context);
    if (likely >= 0)
        try_columns(&search, likely, -1);
    for (int i = 0; i < table->headings.count; i++) {
        try_columns(&search, i, -1);
        if (part_count < PAIR_COLUMNS && is_short(table, i))
            parts[part_count++] = i;
    }
    for (int i = 0; i < part_count; i++)
        for (int j = 0; j < part_count; j++)
            if (i != j)
                try_columns(&search, parts[i], parts[j]);
    cpts_array_free(search.seen);
    *from = search.best;
    if (search.found)
        return CPTS_OK;
    return cpts_fail(
        from->region->context, CPTS_ERROR_INPUT,
        _("--populations: no row of %s is of a unit of the region: none of its columns "
          "holds codes such as %s"),
        from->path, from->region->units.code[0]);
}

/* ---- figures -----------------------------------------------------------------------------------
 */

static bool is_year(const char *text)
{
    return strlen(text) == 4 && (text[0] == '1' || text[0] == '2') &&
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

/* Melodi gives one figure a row: of which kind, of what, of which year. */
static void find_dimensions(struct population_table *from)
{
    from->measure = from->object = from->period = -1;
    for (int i = 0; i < from->table->headings.count; i++) {
        if (i == from->code || i == from->part || i == from->population)
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
    return (from->measure < 0 || strcmp(cell(from, row, from->measure), "PMUN") == 0) &&
           (from->object < 0 || strcmp(object, "COM") == 0 || strcmp(object, "ARM") == 0) &&
           (from->period < 0 || strcmp(cell(from, row, from->period), from->last_period) == 0);
}

/* What rows that are no unit's give: arrondissements of a commune, communes that merged. */
struct shares {
    double *added; /* by unit; NaN: nothing */
    bool *given;   /* a row of its own told the unit's */
};

static bool unit_exists(void *user, const char *code)
{
    const struct builder *builder = user;
    return cpts_name_index_find(&builder->unit_by_code, code) != CPTS_NONE;
}

/* The unit that took in what a code stands for; CPTS_NONE. */
static uint32_t heir_of(const struct population_table *from, const char *code)
{
    struct builder *builder = from->region->builder;
    const int parent = cpts_insee_arrondissement(code);
    struct succession heirs;
    if (parent >= 0)
        return cpts_name_index_find(&builder->unit_by_code, cpts_insee_parent_code(parent));
    cpts_changes_follow(&builder->changes, code, unit_exists, builder, &heirs);
    return heirs.count == 1 ? cpts_name_index_find(&builder->unit_by_code, heirs.codes[0])
                            : CPTS_NONE;
}

static void share(struct shares *shares, uint32_t unit, double value)
{
    if (unit != CPTS_NONE && !isnan(value))
        shares->added[unit] = (isnan(shares->added[unit]) ? 0 : shares->added[unit]) + value;
}

static cpts_status take_row(const struct population_table *from, size_t row, struct shares *shares,
                            double value)
{
    struct units *units = &from->region->units;
    char code[INSEE_CODE_ROOM];
    const uint32_t unit = unit_of_row(from, row);
    if (unit == CPTS_NONE) {
        if (code_of_row(from, row, code))
            share(shares, heir_of(from, code), value);
        return CPTS_OK;
    }
    if (shares->given[unit] && !isnan(value) && !isnan(units->population[unit]) &&
        units->population[unit] != value)
        return cpts_fail(from->region->context, CPTS_ERROR_INPUT,
                         _("--populations: %s gives %s several populations, %.0f and %.0f (line "
                           "%ld): keep in it one row a commune"),
                         from->path, units->code[unit], units->population[unit], value,
                         from->table->rows[row].line);
    if (!shares->given[unit] || !isnan(value))
        units->population[unit] = value;
    shares->given[unit] = true;
    return CPTS_OK;
}

/* A commune of before a merger gave its row, its successor has one as well, of before too. */
static void add_shares(struct units *units, const struct shares *shares)
{
    units->has_population = false;
    for (size_t i = 0; i < units->count; i++) {
        const bool is_whole = cpts_insee_parent(units->code[i]) >= 0;
        if (!isnan(shares->added[i]) && (isnan(units->population[i]) || !is_whole))
            units->population[i] =
                shares->added[i] + (isnan(units->population[i]) ? 0 : units->population[i]);
        units->has_population |= !isnan(units->population[i]);
    }
}

static cpts_status take_rows(const struct population_table *from, struct shares *shares)
{
    struct units *units = &from->region->units;
    struct amount_evidence evidence = {false, false, false, false};
    size_t used = 0;
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < units->count; i++)
        units->population[i] = shares->added[i] = NAN;
    for (size_t i = 0; i < from->table->count; i++)
        cpts_amount_see(&evidence, cell(from, i, from->population));
    const struct amount_style style = cpts_amount_style(&evidence);
    for (size_t i = 0; i < from->table->count && status == CPTS_OK; i++)
        if (is_wanted(from, i)) {
            status =
                take_row(from, i, shares, cpts_amount_read(cell(from, i, from->population), style));
            used++;
        }
    add_shares(units, shares);
    if (status == CPTS_OK && !units->has_population)
        status = cpts_fail(from->region->context, CPTS_ERROR_INPUT,
                           _("--populations: column %s of %s holds no figure for any unit"),
                           from->table->headings.names[from->population], from->path);
    if (status == CPTS_OK)
        cpts_log(from->region->context, CPTS_VERBOSE,
                 _("%s: codes in %s%s%s, populations in %s, %zu rows of %zu"), from->path,
                 from->table->headings.names[from->code], from->part >= 0 ? " + " : "",
                 from->part >= 0 ? from->table->headings.names[from->part] : "",
                 from->table->headings.names[from->population], used, from->table->count);
    return status;
}

static cpts_status add_rows(struct cpts_region *region, const struct table *table, const char *path)
{
    struct columns columns;
    cpts_schema_match(&columns, &table->headings, ROLE_POPULATIONS);
    struct population_table from = {.region = region,
                                    .table = table,
                                    .path = path,
                                    .code = 0,
                                    .part = -1,
                                    .population = columns.at[FIELD_POPULATION]};
    if (from.population < 0)
        return cpts_fail(region->context, CPTS_ERROR_INPUT,
                         _("--populations: %s has no column of populations; INSEE calls codes and "
                           "populations COM and PMUN"),
                         path);
    cpts_status status = find_codes(&from, columns.at[FIELD_CODE]);
    if (status != CPTS_OK)
        return status;
    find_dimensions(&from);
    struct shares shares = {cpts_array_raw(region->units.count, sizeof *shares.added),
                            cpts_array_new(region->units.count, sizeof *shares.given)};
    status = shares.added && shares.given ? take_rows(&from, &shares)
                                          : cpts_fail_memory(region->context);
    cpts_array_free(shares.added);
    cpts_array_free(shares.given);
    return status;
}

cpts_status cpts_populations_read(struct cpts_region *region, const char *path)
{
    struct table table;
    cpts_status status =
        cpts_table_read(&table, region->context, path, "--populations", ROLE_POPULATIONS);
    if (status == CPTS_OK) {
        status = add_rows(region, &table, path);
        cpts_table_free(&table);
    }
    return status;
}
