#include "input/reading/turning.h"

#include <math.h>
#include <string.h>

#include "input/reading/measure.h"
#include "input/reading/totals.h"
#include "input/reading/turn.h"
#include "input/region/region.h"
#include "input/sources/schema.h"
#include "input/sources/text.h"

static bool says_cpts(const char *text)
{
    char words[128];
    cpts_text_words(words, sizeof words, text);
    return strstr(words, " cpts ") != NULL;
}

static int filled_cells(const struct grid_row *row, const char **first)
{
    int filled = 0;
    *first = "";
    for (int i = 0; i < row->count; i++)
        if (*row->cells[i]) {
            *first = filled ? *first : row->cells[i];
            filled += !filled || strcmp(row->cells[i], *first) != 0; /* a merged title is one */
        }
    return filled;
}

/* ---- crosses, units across --------------------------------------------------------------- */

enum { HEADER_ROWS = 64, LEAST_UNITS = 3 };

/* How many cells after the first column of names are units; 0 when others are among them. */
static int units_across(struct turning *turning, const struct grid_row *row, int *first)
{
    int units = 0;
    *first = -1;
    for (int i = 1; i < row->count; i++) {
        if (cpts_turning_is_unit(turning, row->cells[i])) {
            *first = *first < 0 ? i : *first;
            units++;
        } else if (*row->cells[i] && *first >= 0 && !cpts_total_begins(row->cells[i])) {
            return 0;
        }
    }
    cpts_arena_free(&turning->scratch);
    return units;
}

/* The row crosses some of the units, and names a CPTS before them. */
static bool is_crossing(const struct turning *turning, const struct grid_row *header, size_t row,
                        int first)
{
    const struct grid_row *cells = &turning->grid->rows[row];
    size_t crosses = 0;
    for (int i = first; i < header->count; i++) {
        const char *cell = cpts_grid_cell(turning->grid, row, i);
        if (!*header->cells[i] || cpts_total_begins(header->cells[i]))
            continue;
        if (!cpts_cell_is_cross(cell) && !cpts_cell_is_no_cross(cell))
            return false;
        crosses += cpts_cell_is_cross(cell);
    }
    return cells->count > 0 && crosses > 0;
}

/* The column of names: the last that is filled with texts before the units. */
static int column_of_names(const struct grid *grid, size_t header, int first)
{
    for (int column = first - 1; column >= 0; column--) {
        size_t texts = 0, rows = 0;
        for (size_t i = header + 1; i < grid->count; i++) {
            const char *cell = cpts_grid_cell(grid, i, column);
            rows++;
            texts += *cell && !cpts_cell_is_number(cell);
        }
        if (texts * 2 > rows)
            return column;
    }
    return -1;
}

static bool turn_crosses(struct turning *turning, size_t header, int first)
{
    struct grid *grid = turning->grid;
    const struct grid_row *units = &grid->rows[header];
    const int names = column_of_names(grid, header, first);
    size_t crossing = 0;
    for (size_t i = header + 1; i < grid->count && names >= 0; i++) {
        const char *text;
        const int filled = filled_cells(&grid->rows[i], &text);
        if (is_crossing(turning, units, i, first) && *cpts_grid_cell(grid, i, names))
            crossing++;
        else if (filled > 1 && !cpts_total_begins(text))
            return false;
    }
    if (crossing < 2)
        return false;
    const int columns = (int)crossing + 1;
    const char **cells = cpts_turning_add_row(turning, units->line, columns);
    if (cells)
        cells[0] = "Commune";
    for (int i = first - 1; i < units->count && !turning->is_short; i++) {
        if (i >= first && (!*units->cells[i] || cpts_total_begins(units->cells[i])))
            continue;
        if (i >= first && (cells = cpts_turning_add_row(turning, units->line, columns)))
            cells[0] = units->cells[i];
        int at = 1;
        for (size_t row = header + 1; row < grid->count && cells; row++)
            if (is_crossing(turning, units, row, first) && *cpts_grid_cell(grid, row, names))
                cells[at++] = cpts_grid_cell(grid, row, i < first ? names : i);
    }
    if (!turning->is_short)
        cpts_turning_take(turning, columns, "matrix-across");
    return true;
}

static bool find_crosses(struct turning *turning)
{
    const struct grid *grid = turning->grid;
    const size_t last = grid->count < HEADER_ROWS ? grid->count : HEADER_ROWS;
    for (size_t i = 0; i < last && !turning->is_short; i++) {
        int first, below;
        if (grid->rows[i].count <= LEAST_UNITS ||
            units_across(turning, &grid->rows[i], &first) < LEAST_UNITS)
            continue;
        /* Their codes may stand below their names. */
        const bool has_codes =
            i + 1 < grid->count &&
            units_across(turning, &grid->rows[i + 1], &below) >= LEAST_UNITS &&
            cpts_known_code(turning->known, cpts_grid_cell(grid, i + 1, below), NULL);
        return turn_crosses(turning, has_codes ? i + 1 : i, has_codes ? below : first);
    }
    return false;
}

/* ---- names above their units ------------------------------------------------------------- */

enum kind { KIND_OTHER, KIND_TITLE, KIND_HEADER, KIND_UNITS, KIND_TOTAL };

/* The header of a pivot table, whose names have the figures of their units beside them; SIZE_MAX:
 * it is not one. */
static size_t header_of_pivot(const struct grid *grid)
{
    static const char *const labels[] = {" etiquettes de lignes ", " row labels "};
    for (size_t i = 0; i < grid->count && i < HEADER_ROWS; i++) {
        char words[64];
        cpts_text_words(words, sizeof words, cpts_grid_cell(grid, i, 0));
        if (CPTS_IS_ANY(words, labels))
            return i;
    }
    return SIZE_MAX;
}

/* The first figure behind the first cell; NaN. */
static double figure_of(const struct grid_row *row)
{
    for (int i = 1; i < row->count; i++)
        if (*row->cells[i])
            return cpts_total_figure(row->cells[i]);
    return NAN;
}

/* Whether each title of a pivot table has the sum of the units below it: one that is called like a
 * unit would be taken for a unit of the CPTS above, whose sum it exceeds. */
static bool have_sums(const struct grid *grid, const enum kind *kinds, size_t first)
{
    double title = NAN, sum = 0;
    for (size_t i = first; i <= grid->count; i++) {
        const bool ends = i == grid->count || kinds[i] != KIND_UNITS;
        if (ends && !isnan(title) && fabs(sum - title) > 0.5)
            return false;
        if (!ends)
            sum += figure_of(&grid->rows[i]);
        else
            sum = 0,
            title = i < grid->count && kinds[i] == KIND_TITLE ? figure_of(&grid->rows[i]) : NAN;
        if (isnan(sum) || (i < grid->count && kinds[i] == KIND_TITLE && isnan(title)))
            return false;
    }
    return true;
}

/* Headings alone, as each block may have below its title. */
static bool are_headings(const struct grid_row *row)
{
    int known = 0;
    for (int i = 0; i < row->count; i++) {
        if (*row->cells[i] && !cpts_schema_is_heading(row->cells[i]))
            return false;
        known += *row->cells[i] != '\0';
    }
    return known > 1;
}

static enum kind kind_of(struct turning *turning, const struct grid_row *row, bool of_pivot)
{
    const char *first;
    char department[4];
    const int filled = filled_cells(row, &first);
    bool has_unit = false;
    const int labels = of_pivot ? 1 : row->count; /* a figure may look like a code */
    for (int i = 0; i < labels && i < row->count && !has_unit; i++) {
        has_unit = cpts_turning_is_unit(turning, row->cells[i]);
        /* A code cut in two stands beside its département. */
        for (int j = 0; j < labels && !has_unit; j++) {
            char code[INSEE_CODE_ROOM];
            has_unit = j != i && cpts_cell_department(department, row->cells[j]) &&
                       cpts_insee_prefixed(code, department, row->cells[i]) &&
                       cpts_known_code(turning->known, code, NULL);
        }
    }
    cpts_arena_free(&turning->scratch);
    if (cpts_total_begins(first) && !(has_unit && cpts_cell_department(department, first)))
        return KIND_TOTAL;
    if (has_unit)
        return KIND_UNITS;
    if (are_headings(row))
        return KIND_HEADER;
    if (of_pivot && *first && cpts_cell_department(department, first))
        return KIND_TOTAL; /* of the units of a département */
    return (filled == 1 || (of_pivot && !isnan(figure_of(row)))) && !cpts_cell_is_number(first) &&
                   !cpts_cell_department(department, first)
               ? KIND_TITLE
               : KIND_OTHER;
}

/* Titles directly above units, units nowhere else, and no text on their rows that might name their
 * CPTS. */
static bool are_blocks(struct turning *turning, bool of_pivot, enum kind *kinds, size_t *first)
{
    const struct grid *grid = turning->grid;
    size_t titles = 0, called = 0;
    *first = SIZE_MAX;
    kinds[0] = kind_of(turning, &grid->rows[0], of_pivot);
    if (grid->count > 1)
        kinds[1] = kind_of(turning, &grid->rows[1], of_pivot);
    for (size_t i = 0; i < grid->count && !turning->is_short; i++) {
        if (i + 2 < grid->count) /* most tables end it at their first rows */
            kinds[i + 2] = kind_of(turning, &grid->rows[i + 2], of_pivot);
        const bool has_header = i + 2 < grid->count && kinds[i + 1] == KIND_HEADER;
        const bool is_head = kinds[i] == KIND_TITLE && i + 1 < grid->count &&
                             kinds[i + 1 + has_header] == KIND_UNITS;
        if (is_head && *first == SIZE_MAX)
            *first = i;
        const char *text;
        filled_cells(&grid->rows[i], &text);
        titles += is_head;
        called += is_head && says_cpts(text);
        if (*first == SIZE_MAX) {
            if (kinds[i] == KIND_UNITS)
                return false;
            continue;
        }
        if (kinds[i] == KIND_OTHER || (kinds[i] == KIND_TITLE && !is_head && i + 1 < grid->count))
            return false;
        for (int j = 0; kinds[i] == KIND_UNITS && j < grid->rows[i].count; j++)
            if (says_cpts(grid->rows[i].cells[j]))
                return false;
    }
    return titles >= 2 && (called == titles || grid->columns <= 2) &&
           (!of_pivot || have_sums(grid, kinds, *first));
}

static bool find_blocks(struct turning *turning)
{
    struct grid *grid = turning->grid;
    enum kind *kinds = cpts_array_new(grid->count, sizeof *kinds);
    size_t first = 0;
    if (!kinds) {
        turning->is_short = true;
        return false;
    }
    const size_t pivot = header_of_pivot(grid);
    const bool are = are_blocks(turning, pivot != SIZE_MAX, kinds, &first) && !turning->is_short;
    const char *name = "";
    const int columns = grid->columns + 1;
    const bool is_below = are && kinds[first + 1] == KIND_HEADER;
    const bool is_above = are && !is_below && first > 0 && grid->rows[first - 1].count > 0;
    const size_t header = pivot != SIZE_MAX ? pivot : is_below ? first + 1 : first - is_above;
    /* A heading alone above several columns would be taken for a row. */
    const bool has_headings = is_below || is_above || columns == 2;
    const char **cells = are && has_headings
                             ? cpts_turning_add_row(turning, grid->rows[header].line, columns)
                             : NULL;
    if (cells)
        cells[0] = "CPTS";
    if (cells && columns == 2)
        cells[1] = "Commune";
    for (int j = 0; cells && (is_below || is_above) && j < grid->rows[header].count; j++)
        cells[j + 1] = grid->rows[header].cells[j];
    for (size_t i = first; are && i < grid->count && !turning->is_short; i++) {
        if (kinds[i] == KIND_TITLE && i + 1 < grid->count)
            filled_cells(&grid->rows[i], &name);
        if (kinds[i] != KIND_UNITS ||
            !(cells = cpts_turning_add_row(turning, grid->rows[i].line, columns)))
            continue;
        cells[0] = name;
        for (int j = 0; j < grid->rows[i].count; j++)
            cells[j + 1] = grid->rows[i].cells[j];
    }
    cpts_array_free(kinds);
    if (are && !turning->is_short)
        cpts_turning_take(turning, columns, "blocks");
    return are;
}

cpts_status cpts_grid_turn(struct grid *grid, const struct known *known)
{
    struct turning turning = {.grid = grid, .known = known};
    if (grid->names.count || grid->count < 3)
        return CPTS_OK;
    if (!cpts_turning_cards(&turning) && !turning.is_short && !cpts_turning_stack(&turning) &&
        !turning.is_short && !find_crosses(&turning) && !turning.is_short)
        find_blocks(&turning);
    cpts_array_free(turning.rows);
    cpts_arena_free(&turning.scratch);
    cpts_unit_pieces_free(&turning.pieces);
    return turning.is_short ? cpts_fail_memory(known->region->context) : CPTS_OK;
}
