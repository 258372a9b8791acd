/*
 * Where the rows of a grid begin. The header is found from below: it is the row above the first
 * that holds a unit, whatever stands over it.
 */
#include <string.h>

#include "input/reading/plan.h"
#include "input/region/region.h"
#include "input/sources/table.h"
#include "input/sources/text.h"

enum { MOST_HEADER_ROWS = 64, FIRST_ROWS = 200 };

const char *cpts_shape_name(enum shape shape)
{
    switch (shape) {
    case SHAPE_ROWS:
        return "rows";
    case SHAPE_MATRIX:
        return "matrix";
    case SHAPE_COLUMN_A_CPTS:
        return "column-a-cpts";
    case SHAPE_SHEET_A_CPTS:
        return "sheet-a-cpts";
    default:
        return "";
    }
}

const char *cpts_plan_column_name(const struct plan *plan, struct arena *arena, int column)
{
    if (column >= 0 && column < plan->headings.count && *plan->headings.names[column])
        return plan->headings.names[column];
    const char *name = cpts_arena_format(arena, _("no. %d"), column + 1);
    return name ? name : "";
}

/* ---- the header -------------------------------------------------------------------------- */

/* The first row that holds a unit in a column where units are usual. */
static size_t first_row_of_units(const struct measure *measure, size_t count)
{
    size_t first = SIZE_MAX;
    for (int i = 0; i < measure->count; i++) {
        const struct column_facts *facts = &measure->columns[i];
        if (facts->units && facts->units * 3 >= facts->filled && facts->first_unit < first)
            first = facts->first_unit;
        if (facts->prefixed * 3 >= facts->filled && facts->first_unit < first)
            first = facts->first_unit;
    }
    return first < count ? first : SIZE_MAX;
}

/* The same of a list of the whole country, hardly a row of which is of the region. A short table of
 * an option has few codes below its titles. */
static size_t first_row_of_codes(const struct measure *measure, size_t count, enum asked asked)
{
    const size_t least = asked == ASKED_CLAIMS ? 90 : 33, distinct = asked == ASKED_CLAIMS ? 9 : 2;
    size_t first = SIZE_MAX;
    for (int i = 0; i < measure->count; i++) {
        const struct column_facts *facts = &measure->columns[i];
        const size_t codes = facts->codes + facts->code_like;
        const size_t cut = facts->prefixed + facts->prefixed_elsewhere;
        if ((codes > cut ? codes : cut) * 100 >= facts->filled * least &&
            facts->distinct > distinct && facts->first_code < first)
            first = facts->first_code;
    }
    return first < count ? first : SIZE_MAX;
}

/* Where the data begins: the first rows show it in most tables. SIZE_MAX: nothing shows it. */
static cpts_status find_first(size_t *out, const struct known *known, const struct grid *grid,
                              enum asked asked)
{
    cpts_status status = CPTS_OK;
    *out = SIZE_MAX;
    for (size_t last = FIRST_ROWS; *out == SIZE_MAX && status == CPTS_OK; last = SIZE_MAX) {
        const bool is_all = last >= grid->count;
        struct measure measure;
        status = cpts_measure_grid(&measure, known, grid, 0, last);
        if (status != CPTS_OK)
            break;
        *out = first_row_of_units(&measure, grid->count);
        if (*out == SIZE_MAX && is_all)
            *out = first_row_of_codes(&measure, grid->count, asked);
        cpts_measure_free(&measure);
        if (is_all)
            break;
    }
    return status;
}

/* Of a grid that holds no unit. */
enum { EARLY_ROWS = 16 };

static int filled_cells(const struct grid_row *row)
{
    int filled = 0;
    for (int i = 0; i < row->count; i++)
        filled += *row->cells[i] != '\0';
    return filled;
}

/* A text of it comes again below: a header names its columns once. */
static bool comes_again(const struct grid *grid, size_t row, int column)
{
    const char *cell = cpts_grid_cell(grid, row, column);
    const size_t last = row + 200 < grid->count ? row + 200 : grid->count;
    for (size_t i = row + 1; *cell && i < last; i++)
        if (strcmp(cpts_grid_cell(grid, i, column), cell) == 0)
            return true;
    return false;
}

/* "12 communes", "40 000 hab." */
static bool counts_something(const char *cell)
{
    static const char *const things[] = {" commune ", " communes ", " hab ", " habitants "};
    return CPTS_SAYS_ANY(cell, things);
}

static bool looks_like_data(const struct grid *grid, size_t row)
{
    const struct grid_row *cells = &grid->rows[row];
    for (int i = 0; i < cells->count; i++) {
        const size_t digits = strspn(cells->cells[i], "0123456789");
        if (digits >= 4 && digits == strlen(cells->cells[i])) /* a code, or a figure */
            return true;
        if (digits && counts_something(cells->cells[i]))
            return true;
        if (cells->count > 1 && comes_again(grid, row, i) &&
            !cpts_schema_is_heading(cells->cells[i]))
            return true;
    }
    return false;
}

/* Above row `first`; SIZE_MAX: none. `any`: a row whose words nobody knows may be one too. */
static size_t header_above(const struct grid *grid, size_t first, bool any)
{
    const size_t top = first > MOST_HEADER_ROWS ? first - MOST_HEADER_ROWS : 0;
    for (size_t i = first; i-- > top;) {
        const struct headings names = {.names = grid->rows[i].cells, .count = grid->rows[i].count};
        if (cpts_table_is_header(&names, ROLE_CODES))
            return i;
    }
    for (size_t i = first; any && i-- > top;) {
        if (looks_like_data(grid, i))
            continue;
        return filled_cells(&grid->rows[i]) > 1 || grid->columns == 1 ? i : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* The row of a line; SIZE_MAX. */
static size_t row_of_line(const struct grid *grid, long line)
{
    for (size_t i = 0; i < grid->count; i++)
        if (grid->rows[i].line == line)
            return i;
    return SIZE_MAX;
}

/* ---- headings ---------------------------------------------------------------------------- */

static bool comes_twice(const struct grid_row *row, int column)
{
    for (int i = 0; i < row->count; i++)
        if (i != column && *row->cells[i] && strcmp(row->cells[i], row->cells[column]) == 0)
            return true;
    return false;
}

/* The heading over a column in the row above the header, carried over merged cells. */
static const char *heading_above(const struct grid *grid, size_t header, int column)
{
    for (int i = column; i >= 0; i--) {
        const char *above = cpts_grid_cell(grid, header - 1, i);
        if (*above)
            return above;
    }
    return "";
}

static bool is_second_header(const struct grid *grid, size_t header)
{
    return header > 0 && filled_cells(&grid->rows[header - 1]) > 1 &&
           !looks_like_data(grid, header - 1);
}

static bool name_columns(struct plan *plan, struct arena *arena, const struct grid *grid,
                         size_t header)
{
    const int count = grid->columns;
    const char **names = cpts_arena_alloc(arena, sizeof *names * (size_t)(count + 1));
    const bool two = header != SIZE_MAX && is_second_header(grid, header);
    for (int i = 0; names && i < count; i++) {
        names[i] = header == SIZE_MAX ? "" : cpts_grid_cell(grid, header, i);
        if (two && !*names[i])
            names[i] = cpts_grid_cell(grid, header - 1, i);
        else if (two && comes_twice(&grid->rows[header], i))
            names[i] = cpts_arena_format(arena, "%s %s", heading_above(grid, header, i), names[i]);
        if (!names[i])
            return false;
    }
    plan->headings = (struct headings){.names = names, .count = count};
    return names != NULL;
}

cpts_status cpts_shape_find_rows(struct plan *plan, struct arena *arena, const struct known *known,
                                 const struct grid *grid, const struct plan_request *request)
{
    cpts_context *context = known->region->context;
    long given = -1;
    if (grid->names.count) {
        plan->headings = grid->names;
        return CPTS_OK;
    }
    size_t header = SIZE_MAX;
    if (cpts_schema_map_header(request->map, &given)) {
        header = given ? row_of_line(grid, given) : SIZE_MAX;
        if (given && header == SIZE_MAX) {
            plan->refusal = cpts_arena_format(arena,
                                              _("line %ld, given as its header, is empty or "
                                                "not there"),
                                              given);
            return plan->refusal ? CPTS_OK : cpts_fail_memory(context);
        }
    } else {
        size_t first;
        const cpts_status status = find_first(&first, known, grid, request->asked);
        if (status != CPTS_OK)
            return status;
        const size_t early = grid->count < EARLY_ROWS ? grid->count : EARLY_ROWS;
        header = header_above(grid, first == SIZE_MAX ? early : first, first != SIZE_MAX);
        if (header == SIZE_MAX && first == SIZE_MAX && grid->count > 0)
            header = 0;
    }
    plan->first = header == SIZE_MAX ? 0 : header + 1;
    plan->header_line = header == SIZE_MAX ? 0 : grid->rows[header].line;
    /* Without a header what comes before the first unit are titles. */
    return name_columns(plan, arena, grid, header) ? CPTS_OK : cpts_fail_memory(context);
}
