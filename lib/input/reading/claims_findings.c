/*
 * What of a table is reported rather than claimed.
 */
#include "input/reading/claims_reader.h"
#include "input/region/builder.h"

/* Cells that no heading names, beyond those that are read. */
cpts_status cpts_claims_report_beyond(const struct claims_reader *reader,
                                      const struct table_row *row, uint32_t perimeter)
{
    const struct plan *plan = reader->plan;
    struct arena scratch = {NULL};
    struct unit_pieces pieces = {0};
    const char *beyond = NULL;
    for (int i = 0; i < plan->headings.count && !beyond; i++) {
        const bool is_read =
            *plan->headings.names[i] != '\0' || !*row->cells[i] || cpts_plan_witness_of(plan, i);
        if (!is_read && cpts_unit_pieces_read(&pieces, &scratch, reader->known, row->cells[i]) &&
            pieces.units > 0)
            beyond = row->cells[i];
    }
    cpts_unit_pieces_free(&pieces);
    cpts_arena_free(&scratch);
    return beyond ? cpts_row_report_beyond(reader->region, reader->file, row, perimeter, beyond)
                  : CPTS_OK;
}

/* A whole column that is not read, and seems to declare. */
cpts_status cpts_claims_report_unread(const struct claims_reader *reader)
{
    const struct plan *plan = reader->plan;
    struct cpts_region *region = reader->region;
    const char *column = cpts_plan_column_name(plan, &region->arena, plan->unread);
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/column/%d", reader->file, plan->unread + 1),
        _("column '%s' of %s seems to hold declarations and is not read; if it does not, name the "
          "columns that do: --perimeter-fields name=COLUMN,code=COLUMN (unit=COLUMN for names)"),
        column, reader->file);
}
