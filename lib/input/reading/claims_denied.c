/*
 * Units that a row says are in no CPTS ("Zone blanche"), or a table of white zones lists, and that
 * another row declares: one of the two is wrong, or the unit is divided.
 */
#include <stdio.h>
#include <string.h>

#include "input/reading/claims_reader.h"
#include "input/reading/remarks.h"
#include "input/region/builder.h"
#include "input/region/in_force.h"
#include "input/sources/text.h"

enum { KEY_ROOM = 128 };

/* The first row that declares each unit, by its code, or by its name where there is none. */
struct denying {
    struct claims_reader *reader;
    struct name_index declared; /* the place among the declarations */
    struct arena keys;
    bool is_gathered;
    size_t count; /* units that are declared all the same */
    const struct table_row *row;
    const struct declaration *other;
};

/* Communes of two départements may have one name. */
static void key_of(char out[KEY_ROOM], const struct builder *builder, const char *code,
                   const char *name, const char *department)
{
    char words[KEY_ROOM - 4];
    const uint32_t unit = *code ? cpts_unit_of_code(builder, code) : CPTS_NONE;
    if (unit != CPTS_NONE) {
        snprintf(out, KEY_ROOM, "%u", (unsigned)unit);
        return;
    }
    cpts_text_words(words, sizeof words, *code ? code : name);
    snprintf(out, KEY_ROOM, "%.3s%s", department, words);
}

/* Most lists deny nothing: only once a row does. */
static bool gather(struct denying *denying)
{
    const struct builder *builder = denying->reader->region->builder;
    bool done = true;
    if (denying->is_gathered)
        return true;
    denying->is_gathered = true;
    for (size_t i = denying->reader->first_declaration; done && i < builder->declaration_count;
         i++) {
        char key[KEY_ROOM];
        const struct declaration *declared = &builder->declarations[i];
        key_of(key, builder, declared->code, declared->name, declared->department);
        if (cpts_name_index_find(&denying->declared, key) != CPTS_NONE)
            continue;
        const char *kept = cpts_arena_string(&denying->keys, key);
        done = kept && cpts_name_index_add(&denying->declared, kept, (uint32_t)i);
    }
    return done;
}

static bool look_at(struct denying *denying, const struct table_row *row, const char *cell)
{
    struct claims_reader *reader = denying->reader;
    const struct builder *builder = reader->region->builder;
    char department[4];
    if (!cpts_cell_department(department, cpts_claims_cell(reader, row, FIELD_DEPARTMENT)) &&
        !cpts_insee_postal_department(department, cpts_claims_cell(reader, row, FIELD_POSTAL)))
        *department = '\0';
    if (!cpts_unit_pieces_read(&reader->pieces, &denying->keys, reader->known, cell))
        return false;
    for (size_t i = 0; i < reader->pieces.count; i++) {
        const struct unit_piece *piece = &reader->pieces.items[i];
        char key[KEY_ROOM];
        key_of(key, builder, piece->code, piece->name, department);
        const uint32_t found = cpts_name_index_find(&denying->declared, key);
        if (found == CPTS_NONE || !piece->is_unit)
            continue;
        denying->row = denying->count ? denying->row : row;
        denying->other = denying->count ? denying->other : &builder->declarations[found];
        denying->count++;
    }
    return true;
}

static bool is_crossed(const struct claims_reader *reader, const struct table_row *row,
                       bool under_none)
{
    const struct plan *plan = reader->plan;
    for (int i = 0; i < plan->cpts_count; i++) {
        const char *heading = plan->headings.names[plan->cpts_columns[i]];
        if (cpts_none_is_word(reader->known->none, heading) == under_none &&
            cpts_cell_is_cross(row->cells[plan->cpts_columns[i]]))
            return true;
    }
    return false;
}

/* What has ended is denied since. */
static bool is_denied(const struct claims_reader *reader, const struct look *look, size_t at)
{
    const struct table_row *row = &reader->table->rows[at];
    if (reader->plan->shape == SHAPE_MATRIX)
        return is_crossed(reader, row, true) && is_crossed(reader, row, false);
    bool said = reader->is_white || at > reader->white_title ||
                *cpts_claims_cell(reader, row, FIELD_NAME) ||
                *cpts_claims_cell(reader, row, FIELD_ID);
    for (int i = 0; i < reader->plan->cpts_count && !said; i++)
        said = *row->cells[reader->plan->cpts_columns[i]] != '\0';
    return said && !cpts_row_claims(reader, row) &&
           cpts_look_is_in_force(look, cpts_claims_cell(reader, row, FIELD_FROM),
                                 cpts_claims_cell(reader, row, FIELD_TO));
}

static cpts_status report(const struct denying *denying)
{
    struct cpts_region *region = denying->reader->region;
    const char *file = denying->reader->file;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/denied", file),
        P_("%s says of %zu unit that it is in no CPTS (line %ld), and line %ld of %s "
           "declares it: take out of the list what is wrong",
           "%s says of %zu units that they are in no CPTS (the first on line %ld), and they "
           "are declared (line %ld of %s): take out of the list what is wrong",
           denying->count),
        file, denying->count, denying->row->line, denying->other->line, denying->other->file);
}

cpts_status cpts_claims_report_denied(struct claims_reader *reader)
{
    const struct plan *plan = reader->plan;
    const struct look look = cpts_look_at(reader->region);
    const int columns[] = {plan->columns.at[FIELD_CODE], plan->columns.at[FIELD_UNIT]};
    struct denying denying = {.reader = reader};
    bool done = true;
    for (size_t i = 0; done && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        if (!is_denied(reader, &look, i))
            continue;
        const int column = columns[0] >= 0 && *row->cells[columns[0]] ? columns[0] : columns[1];
        done = gather(&denying) && (column < 0 || look_at(&denying, row, row->cells[column]));
        for (int j = 0; j < plan->unit_count && done; j++)
            done = look_at(&denying, row, row->cells[plan->unit_columns[j]]);
    }
    const cpts_status status = !done           ? cpts_fail_memory(reader->region->context)
                               : denying.count ? report(&denying)
                                               : CPTS_OK;
    cpts_name_index_free(&denying.declared);
    cpts_arena_free(&denying.keys);
    return status;
}

void cpts_claims_find_white_title(struct claims_reader *reader)
{
    reader->white_title = SIZE_MAX;
    for (size_t i = 0; i < reader->table->count; i++) {
        int filled;
        const char *first =
            cpts_claims_first_text(&reader->table->rows[i], reader->table->headings.count, &filled);
        if (filled == 1 && i + 1 < reader->table->count && cpts_remark_is_of_others(first)) {
            reader->white_title = i;
            return;
        }
    }
}

cpts_status cpts_claims_deny_sheet(struct cpts_region *region, const struct known *known,
                                   const struct table *table, const struct plan *plan,
                                   const char *shown)
{
    /* The name of the sheet is not that of a CPTS, and its rows name none. */
    struct plan rows = *plan;
    rows.shape = SHAPE_ROWS;
    struct claims_reader reader = {.region = region,
                                   .known = known,
                                   .table = table,
                                   .plan = &rows,
                                   .file = shown,
                                   .names = {.none = known->none},
                                   .is_white = true};
    const cpts_status status = cpts_claims_report_denied(&reader);
    cpts_unit_pieces_free(&reader.pieces);
    return status;
}
