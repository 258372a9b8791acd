/*
 * The table of --code-changes: INSEE's file of moves, its table de passage, or a table of anybody
 * that has old codes beside new ones. Which column is which is read in reading/move_roles.c.
 */
#include "input/declarations/moves_table.h"

#include <stdio.h>
#include <string.h>

#include "input/declarations/aside.h"
#include "input/declarations/dates.h"

struct moves_table {
    struct code_changes *changes;
    cpts_context *context;
    const struct layer *layer;
    struct going_on going_on;
};

static const char *cell(const struct moves_table *moves, const struct table_row *row,
                        enum field field)
{
    const int at = moves->layer->plan.columns.at[field];
    return at >= 0 ? row->cells[at] : "";
}

/* A code that a spreadsheet may have altered; "" for what is not a code. */
static const char *code_of(char room[INSEE_CODE_ROOM], const char *text)
{
    return cpts_insee_repair(room, text) ? room : "";
}

/* In the order of moves all dates must be written alike. */
static cpts_status read_date(char out[16], const struct moves_table *moves,
                             const struct table_row *row)
{
    const char *text = cell(moves, row, FIELD_DATE);
    struct date_span span;
    out[0] = '\0';
    if (!*text)
        return CPTS_OK;
    if (!cpts_date_read_past(&span, text))
        return cpts_fail(moves->context, CPTS_ERROR_INPUT,
                         _("--code-changes: line %ld: '%s' is not a date"), row->line, text);
    snprintf(out, 16, "%04d-%02d-%02d", span.first / 10000 % 10000, span.first / 100 % 100,
             span.first % 100);
    return CPTS_OK;
}

/* Moves of whole communes only: delegated and associated ones are not units. */
static bool concerns_communes(const struct moves_table *moves, const struct table_row *row)
{
    const char *old_type = cell(moves, row, FIELD_TYPE), *type = cell(moves, row, FIELD_NEW_TYPE);
    return (!*old_type || strcmp(old_type, "COM") == 0) && (!*type || strcmp(type, "COM") == 0);
}

static cpts_status add_row(struct moves_table *moves, const struct table_row *row)
{
    char old_code[INSEE_CODE_ROOM], new_code[INSEE_CODE_ROOM], date[16];
    const struct move fact = {.old_code = code_of(old_code, cell(moves, row, FIELD_CODE)),
                              .new_code = code_of(new_code, cell(moves, row, FIELD_NEW_CODE)),
                              .date = date,
                              .old_name = cell(moves, row, FIELD_NAME),
                              .new_name = cell(moves, row, FIELD_NEW_NAME)};
    if (!concerns_communes(moves, row) || !*fact.old_code || !*fact.new_code)
        return CPTS_OK;
    const cpts_status status = read_date(date, moves, row);
    return status == CPTS_OK
               ? cpts_changes_add(moves->changes, moves->context, &moves->going_on, &fact)
               : status;
}

/* ---- tables de passage: one column of codes a year --------------------------------------- */

/* The years that hold codes, in their order. */
static void find_editions(const struct moves_table *moves, struct schema_editions *out)
{
    struct schema_editions all;
    const struct plan *plan = &moves->layer->plan;
    out->count = 0;
    cpts_schema_editions(&all, &moves->layer->headings);
    for (int e = 0; e < all.count; e++)
        for (int i = 0; i < plan->unit_count; i++)
            if (plan->unit_columns[i] == all.items[e].at)
                out->items[out->count++] = all.items[e];
}

/* The same passage stands on a row for each earlier code. */
static cpts_status add_passages(struct moves_table *moves, const struct table_row *row,
                                const struct schema_editions *editions)
{
    cpts_status status = CPTS_OK;
    for (int e = 1; e < editions->count && status == CPTS_OK; e++) {
        char old_code[INSEE_CODE_ROOM], new_code[INSEE_CODE_ROOM], date[16];
        const struct move fact = {.old_code =
                                      code_of(old_code, row->cells[editions->items[e - 1].at]),
                                  .new_code = code_of(new_code, row->cells[editions->items[e].at]),
                                  .date = date,
                                  .old_name = "",
                                  .new_name = ""};
        snprintf(date, sizeof date, "%d-01-01", editions->items[e].year);
        if (*fact.old_code && *fact.new_code && strcmp(fact.old_code, fact.new_code) != 0)
            status = cpts_changes_add(moves->changes, moves->context, &moves->going_on, &fact);
    }
    return status;
}

/* ---- the table --------------------------------------------------------------------------- */

static cpts_status add_rows(struct moves_table *moves)
{
    const struct table *table = &moves->layer->table;
    struct schema_editions editions;
    cpts_status status = CPTS_OK;
    if (moves->layer->plan.shape == SHAPE_UNKNOWN)
        return cpts_fail(moves->context, CPTS_ERROR_INPUT,
                         _("--code-changes: %s is neither INSEE's file of commune changes "
                           "(v_mvt_commune_AAAA.csv, columns COM_AV and COM_AP) nor its table de "
                           "passage (columns CODGEO_2025, CODGEO_2022...): it does not have two "
                           "columns of commune codes"),
                         moves->layer->shown);
    find_editions(moves, &editions);
    for (size_t i = 0; i < table->count && status == CPTS_OK; i++)
        status = editions.count ? add_passages(moves, &table->rows[i], &editions)
                                : add_row(moves, &table->rows[i]);
    cpts_changes_added(moves->changes, &moves->going_on);
    return status;
}

cpts_status cpts_moves_table_read(struct code_changes *changes, const struct known *known,
                                  const char *source)
{
    struct moves_table moves = {.changes = changes, .context = known->region->context};
    const struct plan_request request = {.asked = ASKED_MOVES, .option = ""};
    struct asked_table asked;
    const size_t before = changes->count;
    cpts_status status = cpts_asked_open(&asked, known, source, &request, "--code-changes");
    moves.layer = asked.layer;
    if (status == CPTS_OK)
        status = add_rows(&moves);
    if (status == CPTS_OK) {
        changes->source = cpts_arena_string(&changes->arena, source);
        cpts_log(moves.context, CPTS_VERBOSE,
                 P_("%s: %zu change of communes, %zu of them new",
                    "%s: %zu changes of communes, %zu of them new", changes->count),
                 moves.layer->shown, changes->count, changes->count - before);
    }
    cpts_asked_close(&asked);
    return status == CPTS_OK && !changes->source ? cpts_fail_memory(moves.context) : status;
}
