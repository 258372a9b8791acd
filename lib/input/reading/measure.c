#include "input/reading/measure.h"

#include <string.h>

#include "input/declarations/communes.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

/* More rows add nothing: of a longer grid, this many are looked at, evenly spaced. */
enum { SAMPLE = 3000 };

/* What one cell adds to the facts of its column. */
struct cell_facts {
    bool is_unit, is_coded, is_list, is_code_like, is_short, is_department, is_epci, is_number,
        is_cross, is_none, is_text, says_cpts;
    size_t pieces;
};

struct measuring {
    const struct known *known;
    const struct grid *grid;
    struct arena scratch, kept;
    struct unit_pieces pieces;
    struct name_index *texts, *units; /* by column */
    struct cell_facts *last;          /* by column */
    const char **above;               /* by column: the last cell that was filled */
    struct measure *out;
};

static bool is_epci(const char *cell)
{
    return strlen(cell) == 9 && cell[strspn(cell, "0123456789")] == '\0' && *cell == '2' &&
           (cell[1] == '0' || cell[1] == '4');
}

/* "Siège de la CPTS" names none. */
static bool says_cpts(const char *words)
{
    static const char own[] = " de la cpts ";
    const size_t length = strlen(words), size = sizeof own - 1;
    return strstr(words, " cpts ") && (length < size || strcmp(words + length - size, own) != 0);
}

static bool classify(struct measuring *measuring, struct cell_facts *facts, const char *cell)
{
    char words[128], department[4];
    if (!cpts_unit_pieces_read(&measuring->pieces, &measuring->scratch, measuring->known, cell))
        return false;
    const struct unit_pieces *pieces = &measuring->pieces;
    const size_t length = strlen(cell), digits = strspn(cell, "0123456789");
    cpts_text_words(words, sizeof words, cell);
    *facts =
        (struct cell_facts){.pieces = pieces->count,
                            .is_unit = pieces->units > 0 && pieces->units * 2 >= pieces->count,
                            .is_coded = pieces->codes > 0 && pieces->codes * 2 >= pieces->count,
                            .is_list = pieces->count > 1 && pieces->units * 2 >= pieces->count,
                            .is_short = digits == length && length <= 3,
                            .is_department = cpts_cell_department(department, cell),
                            .is_epci = is_epci(cell),
                            .is_number = cpts_cell_is_number(cell),
                            .is_cross = cpts_cell_is_cross(cell),
                            .is_none = cpts_none_is_word(measuring->known->none, cell),
                            .says_cpts = says_cpts(words) && !strpbrk(cell, "@") &&
                                         !strstr(cell, "://") && !strstr(cell, "www.")};
    facts->is_code_like = !facts->is_unit && cpts_insee_is_code(cell);
    facts->is_text = digits < length && !facts->is_number;
    return true;
}

static bool count_distinct(struct measuring *measuring, struct name_index *index, const char *text,
                           size_t *count)
{
    if (cpts_name_index_value(index, text))
        return true;
    const char *kept = cpts_arena_string(&measuring->kept, text);
    ++*count;
    return kept && cpts_name_index_add(index, kept, 0);
}

/* A code cut in two: the département stands elsewhere on the row. False when it makes no code of a
 * commune; `is_unit`: of one of the region. */
static bool is_prefixed(const struct measuring *measuring, size_t row, int column, bool *is_unit)
{
    char department[4], code[INSEE_CODE_ROOM];
    const struct grid_row *cells = &measuring->grid->rows[row];
    struct commune commune;
    bool lives = false;
    *is_unit = false;
    for (int i = 0; i < cells->count && !*is_unit; i++) {
        if (i == column || !cpts_cell_department(department, cells->cells[i]) ||
            !cpts_insee_prefixed(code, department, cells->cells[column]))
            continue;
        *is_unit = cpts_known_code(measuring->known, code, NULL);
        lives |= *is_unit || cpts_commune_find(&commune, code);
    }
    return lives;
}

static void add_facts(struct column_facts *column, const struct cell_facts *cell)
{
    column->units += cell->is_unit;
    column->codes += cell->is_unit && cell->is_coded;
    column->names += cell->is_unit && !cell->is_coded;
    column->lists += cell->is_list;
    column->code_like += cell->is_code_like;
    column->departments += cell->is_department;
    column->epcis += cell->is_epci;
    column->numbers += cell->is_number;
    column->crosses += cell->is_cross;
    column->nones += cell->is_none;
    column->texts += cell->is_text;
    column->cpts_words += cell->says_cpts;
}

static bool measure_cell(struct measuring *measuring, size_t row, int column)
{
    const char *cell = measuring->grid->rows[row].cells[column];
    struct column_facts *facts = &measuring->out->columns[column];
    struct cell_facts *last = &measuring->last[column];
    if (!*cell)
        return true;
    const char *above = measuring->above[column];
    const bool repeats = above && strcmp(above, cell) == 0;
    if (!repeats && !classify(measuring, last, cell))
        return false;
    facts->filled++;
    facts->repeats += repeats;
    add_facts(facts, last);
    if (last->is_unit && facts->first_unit == SIZE_MAX)
        facts->first_unit = row;
    if ((last->is_coded || last->is_code_like) && facts->first_code == SIZE_MAX)
        facts->first_code = row;
    bool is_unit;
    if (last->is_short && is_prefixed(measuring, row, column, &is_unit)) {
        facts->prefixed += is_unit;
        facts->prefixed_elsewhere += !is_unit;
        if (is_unit && facts->first_unit == SIZE_MAX)
            facts->first_unit = row;
        if (facts->first_code == SIZE_MAX)
            facts->first_code = row;
    }
    measuring->above[column] = cell;
    if (repeats)
        return true;
    bool done = count_distinct(measuring, &measuring->texts[column], cell, &facts->distinct);
    for (size_t i = 0; done && last->is_unit && i < measuring->pieces.count; i++) {
        const struct unit_piece *piece = &measuring->pieces.items[i];
        if (piece->is_unit)
            done = count_distinct(measuring, &measuring->units[column],
                                  *piece->code ? piece->code : piece->name, &facts->distinct_units);
    }
    cpts_arena_free(&measuring->scratch);
    return done;
}

static bool measure_rows(struct measuring *measuring, size_t first, size_t last)
{
    const struct grid *grid = measuring->grid;
    const size_t step = (last - first) / SAMPLE + 1;
    bool done = true;
    for (size_t row = first; row < last && done; row += step) {
        measuring->out->rows++;
        for (int column = 0; column < grid->rows[row].count && done; column++)
            done = measure_cell(measuring, row, column);
    }
    return done;
}

cpts_status cpts_measure_grid(struct measure *out, const struct known *known,
                              const struct grid *grid, size_t first, size_t last)
{
    const size_t count = (size_t)grid->columns;
    *out = (struct measure){.count = grid->columns,
                            .columns = cpts_array_new(count, sizeof *out->columns)};
    struct measuring measuring = {.known = known,
                                  .grid = grid,
                                  .texts = cpts_array_new(count, sizeof(struct name_index)),
                                  .units = cpts_array_new(count, sizeof(struct name_index)),
                                  .last = cpts_array_new(count, sizeof(struct cell_facts)),
                                  .above = cpts_array_new(count, sizeof(char *)),
                                  .out = out};
    bool done =
        out->columns && measuring.texts && measuring.units && measuring.last && measuring.above;
    for (size_t i = 0; i < count && done; i++)
        out->columns[i].first_unit = out->columns[i].first_code = SIZE_MAX;
    done = done && measure_rows(&measuring, first, last < grid->count ? last : grid->count);
    for (size_t i = 0; i < count && measuring.texts && measuring.units; i++) {
        cpts_name_index_free(&measuring.texts[i]);
        cpts_name_index_free(&measuring.units[i]);
    }
    cpts_array_free(measuring.texts);
    cpts_array_free(measuring.units);
    cpts_array_free(measuring.last);
    cpts_array_free(measuring.above);
    cpts_unit_pieces_free(&measuring.pieces);
    cpts_arena_free(&measuring.scratch);
    cpts_arena_free(&measuring.kept);
    if (done)
        return CPTS_OK;
    cpts_measure_free(out);
    return cpts_fail_memory(known->region->context);
}

void cpts_measure_free(struct measure *measure)
{
    cpts_array_free(measure->columns);
    memset(measure, 0, sizeof *measure);
}
