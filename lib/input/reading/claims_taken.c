/*
 * Rows that take back what they declare: which rows declare, for whom, and how those that take it
 * back are reported.
 */
#include "input/reading/claims_reader.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

bool cpts_row_claims(const struct claims_reader *reader, const struct table_row *row)
{
    const struct plan *plan = reader->plan;
    const struct none_words *none = reader->known->none;
    if (plan->shape == SHAPE_COLUMN_A_CPTS)
        return true;
    const char *name = cpts_claims_cell(reader, row, FIELD_NAME);
    bool names_any =
        plan->shape == SHAPE_SHEET_A_CPTS ||
        !cpts_none_is_word(none, *name ? name : cpts_claims_cell(reader, row, FIELD_ID));
    for (int i = 0; i < plan->cpts_count && !names_any; i++)
        names_any = !cpts_none_is_word(none, row->cells[plan->cpts_columns[i]]);
    return names_any && (reader->is_drawn || cpts_claims_has_unit_text(reader, row));
}

void cpts_taken_note(struct taken_back *taken, const struct table_row *row)
{
    taken->first = taken->first ? taken->first : row;
    taken->count++;
}

cpts_status cpts_taken_report(const struct claims_reader *reader, const struct taken_back *taken,
                              const char *format)
{
    if (!taken->count)
        return CPTS_OK;
    struct cpts_region *region = reader->region;
    const char *name = cpts_plan_column_name(reader->plan, &region->arena, taken->column);
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/beside/%d", reader->file, taken->column + 1),
        format, name, reader->file, taken->count, taken->first->line,
        taken->first->cells[taken->column]);
}

uint32_t cpts_row_perimeter(const struct claims_reader *reader, const struct table_row *row)
{
    const char *id = cpts_claims_cell(reader, row, FIELD_ID),
               *name = cpts_claims_cell(reader, row, FIELD_NAME);
    /* What does not identify the CPTS was not read as its id. */
    const bool has_id = *id && (reader->is_drawn || reader->names.id_is_key || !*name);
    const uint32_t p = has_id ? cpts_perimeter_named(reader->region, id, name) : CPTS_NONE;
    return p == CPTS_NONE && *name ? cpts_perimeter_named(reader->region, name, name) : p;
}

bool cpts_claims_heading_has(const struct claims_reader *reader, int column,
                             const char *const *list, size_t count)
{
    return cpts_text_says_any(reader->plan->headings.names[column], list, count);
}
