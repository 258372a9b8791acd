#include "input/reading/claims.h"

#include <string.h>

#include "input/reading/claims_reader.h"
#include "input/reading/totals.h"
#include "input/region/builder.h"
#include "input/region/kept.h"

/* ---- units of a row ---------------------------------------------------------------------- */

/* Whether a cell names a unit that the département does not have. */
static bool names_another(const struct claims_reader *reader, const char *department)
{
    const struct unit_pieces *pieces = &reader->pieces;
    for (size_t i = 0; i < pieces->count; i++) {
        struct place_key key;
        if (*pieces->items[i].code)
            continue;
        cpts_place_key(&key, pieces->items[i].name);
        if (cpts_known_match(reader->known, &key, department) == PLACE_UNKNOWN &&
            cpts_known_match(reader->known, &key, "") != PLACE_UNKNOWN)
            return true;
    }
    return false;
}

/* The département of a row that lists many units is that of their CPTS: it helps between homonyms
 * as long as they all lie there. */
static cpts_status check_department(struct claims_reader *reader, const struct table_row *row,
                                    const char *unit, const char **department)
{
    struct arena *arena = &reader->region->arena;
    const struct plan *plan = reader->plan;
    bool is_left = false;
    size_t count = 0;
    for (int i = -1; **department && i < plan->unit_count; i++) {
        if (!cpts_unit_pieces_read(&reader->pieces, arena, reader->known,
                                   i < 0 ? unit : row->cells[plan->unit_columns[i]]))
            return cpts_fail_memory(reader->region->context);
        count += reader->pieces.count;
        is_left |= names_another(reader, *department);
    }
    *department = is_left && count > 1 ? "" : *department;
    return CPTS_OK;
}

static cpts_status declare_text(struct claims_reader *reader, const struct declaration *row,
                                const char *code, const char *name)
{
    return cpts_declaration_add_pieces(reader->region, reader->known, &reader->pieces, row, code,
                                       name);
}

static cpts_status declare_row(struct claims_reader *reader, const struct table_row *row,
                               uint32_t perimeter)
{
    const struct plan *plan = reader->plan;
    struct declaration declaration = cpts_declaration_of(perimeter, reader->file);
    cpts_status status = cpts_row_describe(&declaration, reader->region, &plan->columns, row);
    if (status != CPTS_OK)
        return status;
    const char *code = cpts_claims_cell(reader, row, FIELD_CODE),
               *unit = cpts_claims_cell(reader, row, FIELD_UNIT);
    if (!*declaration.department) /* the title above the row may name it */
        declaration.department = cpts_arena_string(&reader->region->arena, reader->department);
    if (!declaration.department)
        return cpts_fail_memory(reader->region->context);
    status = check_department(reader, row, *code ? "" : unit, &declaration.department);
    if (status == CPTS_OK && (*code || *unit))
        status = declare_text(reader, &declaration, code, unit);
    for (int i = 0; i < plan->unit_count && status == CPTS_OK; i++) {
        const char *more = row->cells[plan->unit_columns[i]];
        if (*more)
            status = declare_text(reader, &declaration, "", more);
    }
    reader->count->claims += status == CPTS_OK;
    return status;
}

/* ---- perimeters -------------------------------------------------------------------------- */

/* A perimeter has one status, its first. A different one is reported once for all rows. */
static void note_other_status(const struct claims_reader *reader, const struct table_row *row,
                              uint32_t perimeter, const char *label)
{
    struct cpts_region *region = reader->region;
    struct builder *builder = region->builder;
    cpts_log(region->context, builder->other_statuses++ ? CPTS_VERBOSE : CPTS_NORMAL,
             _("line %ld of %s gives %s the status '%s', after '%s': the first one is kept"),
             row->line, reader->file, region->perimeters.name[perimeter], label,
             region->perimeters.status[perimeter]);
}

static cpts_status open_perimeter(const struct claims_reader *reader, const struct table_row *row,
                                  const struct cpts_part *part, uint32_t *out)
{
    struct cpts_region *region = reader->region;
    struct arena *arena = &region->arena;
    const char *status = row ? cpts_claims_cell(reader, row, FIELD_STATUS) : "";
    uint32_t perimeter = cpts_perimeter_named(region, part->id, part->name);
    const bool is_new = perimeter == CPTS_NONE;
    /* The table dies before the region; most rows name a perimeter known already. */
    if (is_new ||
        strcmp(region->perimeters.name[perimeter], region->perimeters.id[perimeter]) == 0 ||
        !*region->perimeters.status[perimeter]) {
        const char *id =
            is_new ? cpts_arena_string(arena, part->id) : region->perimeters.id[perimeter];
        const char *name =
            cpts_arena_string(arena, strcmp(part->id, part->name) == 0 ? "" : part->name);
        const char *kept = cpts_arena_string(arena, status);
        if (!id || !name || !kept)
            return cpts_fail_memory(region->context);
        perimeter = cpts_perimeter_find_or_add(region, id, name, kept);
        if (perimeter == CPTS_NONE)
            return cpts_fail_memory(region->context);
    }
    *out = perimeter;
    if (*status && strcmp(status, region->perimeters.status[perimeter]) != 0)
        note_other_status(reader, row, perimeter, status);
    if (row && !cpts_kept_add_cells(region, perimeter, reader->kept, row->cells))
        return cpts_fail_memory(region->context);
    return is_new && part->is_doubtful
               ? cpts_perimeter_report_doubt(region, reader->file, perimeter)
               : CPTS_OK;
}

/* ---- shapes ------------------------------------------------------------------------------ */

static bool stands_alone(const struct claims_reader *reader, const struct table_row *row)
{
    int filled;
    cpts_claims_first_text(row, reader->table->headings.count, &filled);
    return filled == 1;
}

static cpts_status claim_parts(struct claims_reader *reader, const struct table_row *row,
                               const struct cpts_parts *parts)
{
    cpts_status status = CPTS_OK;
    reader->count->joined += parts->count > 1;
    for (size_t i = 0; i < parts->count && status == CPTS_OK; i++) {
        uint32_t perimeter = CPTS_NONE;
        status = open_perimeter(reader, row, &parts->items[i], &perimeter);
        if (status != CPTS_OK)
            return status;
        status = cpts_claims_report_beyond(reader, row, perimeter);
        /* A name alone stands above its units; without any its perimeter is empty. */
        if (status == CPTS_OK && reader->plan->fills_down && stands_alone(reader, row))
            continue;
        if (status == CPTS_OK && !cpts_claims_has_unit_text(reader, row))
            status = cpts_row_report(reader->region, reader->file, row, perimeter,
                                     reader->region->perimeters.id[perimeter]);
        else if (status == CPTS_OK)
            status = declare_row(reader, row, perimeter);
    }
    return status;
}

/* A row of no CPTS: said so, or in a list of all units; else its name was lost. */
static cpts_status pass_over(struct claims_reader *reader, const struct table_row *row, size_t at,
                             bool said)
{
    const char *code = cpts_claims_cell(reader, row, FIELD_CODE),
               *unit = cpts_claims_cell(reader, row, FIELD_UNIT);
    if (!cpts_claims_has_unit_text(reader, row))
        return CPTS_OK;
    if (said || reader->plan->is_inventory || at > reader->white_title) {
        reader->count->nones++;
        return CPTS_OK;
    }
    return cpts_row_report(reader->region, reader->file, row, CPTS_NONE, *code ? code : unit);
}

static cpts_status read_row(struct claims_reader *reader, const struct table_row *row, size_t at)
{
    const struct plan *plan = reader->plan;
    const char *id = cpts_claims_cell(reader, row, FIELD_ID),
               *name = cpts_claims_cell(reader, row, FIELD_NAME);
    struct cpts_parts parts;
    bool any = false;
    if (cpts_claims_is_aside(reader, row, at))
        return CPTS_OK;
    reader->count->rows++;
    if (!cpts_names_read(&parts, &reader->names, id, name))
        return cpts_fail_memory(reader->region->context);
    bool said = *name || (*id && !reader->names.counts_rows);
    any = parts.count > 0;
    cpts_status status = any ? claim_parts(reader, row, &parts) : CPTS_OK;
    for (int i = 0; i < plan->cpts_count && status == CPTS_OK; i++) {
        const char *more = row->cells[plan->cpts_columns[i]];
        said |= *more != '\0';
        if (!cpts_names_read(&parts, &reader->names, "", more))
            return cpts_fail_memory(reader->region->context);
        any |= parts.count > 0;
        status = parts.count ? claim_parts(reader, row, &parts) : CPTS_OK;
    }
    return status == CPTS_OK && !any ? pass_over(reader, row, at, said) : status;
}

/* The CPTS of a heading; none for a heading that says so. */
static cpts_status open_heading(struct claims_reader *reader, const char *heading, uint32_t *out)
{
    const enum none_meaning meaning = cpts_none_meaning(reader->known->none, heading);
    *out = CPTS_NONE;
    if (meaning == MEANS_NONE)
        return CPTS_OK;
    const struct cpts_part part = {
        .id = heading, .name = heading, .is_doubtful = meaning == MEANS_DOUBT};
    return open_perimeter(reader, NULL, &part, out);
}

static cpts_status read_columns(struct claims_reader *reader)
{
    const struct plan *plan = reader->plan;
    const bool is_matrix = plan->shape == SHAPE_MATRIX;
    cpts_status status = CPTS_OK;
    for (int i = 0; i < plan->cpts_count && status == CPTS_OK; i++) {
        const int column = plan->cpts_columns[i];
        uint32_t perimeter;
        status = open_heading(reader, plan->headings.names[column], &perimeter);
        for (size_t row = 0; row < reader->table->count && status == CPTS_OK; row++) {
            const struct table_row *at = &reader->table->rows[row];
            const char *text = at->cells[column];
            if (perimeter == CPTS_NONE || !*text || cpts_total_begins(text) ||
                cpts_total_is_inhabitants(text) ||
                (!is_matrix && !strchr(text, ':') && cpts_total_of_communes(text) > 0) ||
                (is_matrix && (!cpts_cell_is_cross(text) || cpts_claims_is_total(reader, at))))
                continue;
            struct declaration declaration = cpts_declaration_of(perimeter, reader->file);
            declaration.line = at->line;
            status = is_matrix ? declare_row(reader, at, perimeter)
                               : declare_text(reader, &declaration, "", text);
        }
    }
    reader->count->rows = reader->table->count;
    return status;
}

static cpts_status read_sheet(struct claims_reader *reader)
{
    uint32_t perimeter;
    cpts_status status = open_heading(reader, reader->plan->cpts, &perimeter);
    for (size_t i = 0; i < reader->table->count && status == CPTS_OK; i++) {
        const struct table_row *row = &reader->table->rows[i];
        if (perimeter == CPTS_NONE || cpts_claims_is_aside(reader, row, i))
            continue;
        reader->count->rows++;
        status = cpts_kept_add_cells(reader->region, perimeter, reader->kept, row->cells)
                     ? declare_row(reader, row, perimeter)
                     : cpts_fail_memory(reader->region->context);
    }
    return status;
}

/* ---- all --------------------------------------------------------------------------------- */

static bool gather_names(struct claims_reader *reader)
{
    const struct plan *plan = reader->plan;
    bool done = true;
    for (size_t i = 0; i < reader->table->count && done; i++) {
        const struct table_row *row = &reader->table->rows[i];
        if (cpts_claims_has_unit_text(reader, row))
            reader->last_unit_row = i;
        else
            continue;
        done = cpts_names_add(&reader->names, cpts_claims_cell(reader, row, FIELD_ID),
                              cpts_claims_cell(reader, row, FIELD_NAME));
        for (int j = 0; j < plan->cpts_count && done; j++)
            done = cpts_names_add(&reader->names, "", row->cells[plan->cpts_columns[j]]);
    }
    if (done)
        cpts_names_settle(&reader->names);
    return done;
}

static void log_names(const struct claims_reader *reader)
{
    cpts_context *context = reader->region->context;
    const struct cpts_names *names = &reader->names;
    if (names->id_count && !names->id_is_key)
        cpts_log(context, CPTS_NORMAL,
                 _("%s: column '%s' does not identify the CPTS (%zu values for %zu names); the "
                   "names are used"),
                 reader->file, reader->plan->headings.names[reader->plan->columns.at[FIELD_ID]],
                 names->id_count, names->count);
    else if (names->split_ids)
        cpts_log(
            context, CPTS_NORMAL,
            P_("%s: %zu row gives another name to the id of a CPTS; it is counted as another CPTS",
               "%s: %zu rows give another name to the id of a CPTS; they are counted as other "
               "CPTS",
               names->split_ids),
            reader->file, names->split_ids);
    for (size_t i = 0; i < names->count; i++) {
        const struct cpts_entry *entry = &names->entries[i];
        if (entry->spelling_count < 2)
            continue;
        reader->count->spellings++;
        cpts_log(context, CPTS_NORMAL, _("%s: '%s' and '%s' are the same CPTS"), reader->file,
                 entry->spellings[0].text, entry->spellings[1].text);
    }
    if (reader->count->nones)
        cpts_log(context, CPTS_VERBOSE,
                 P_("%s: %zu row says that there is no CPTS",
                    "%s: %zu rows say that there is no CPTS", reader->count->nones),
                 reader->file, reader->count->nones);
}

cpts_status cpts_claims_read(struct claims_count *out, struct cpts_region *region,
                             const struct known *known, const struct table *table,
                             const struct plan *plan, const char *shown)
{
    *out = (struct claims_count){.rows = 0};
    const struct builder *builder = region->builder;
    struct claims_reader reader = {.region = region,
                                   .known = known,
                                   .table = table,
                                   .plan = plan,
                                   .file = cpts_arena_string(&region->arena, shown),
                                   .count = out,
                                   .kept = cpts_kept_columns(region, &plan->headings),
                                   .first_declaration = builder->declaration_count,
                                   .names = {.none = known->none}};
    cpts_claims_find_white_title(&reader);
    cpts_status status = reader.file && reader.kept ? CPTS_OK : cpts_fail_memory(region->context);
    if (status == CPTS_OK && plan->shape == SHAPE_ROWS) {
        if (!gather_names(&reader))
            status = cpts_fail_memory(region->context);
        for (size_t i = 0; i < table->count && status == CPTS_OK; i++)
            status = read_row(&reader, &table->rows[i], i);
        if (status == CPTS_OK)
            status = cpts_claims_report_denied(&reader);
        log_names(&reader);
    } else if (status == CPTS_OK && plan->shape == SHAPE_SHEET_A_CPTS) {
        status = gather_names(&reader) ? read_sheet(&reader) : cpts_fail_memory(region->context);
    } else if (status == CPTS_OK) {
        status = read_columns(&reader);
        if (status == CPTS_OK && plan->shape == SHAPE_MATRIX)
            status = cpts_claims_report_denied(&reader);
    }
    if (status == CPTS_OK && plan->unread >= 0)
        status = cpts_claims_report_unread(&reader);
    if (status == CPTS_OK && plan->looks_beside)
        status = cpts_claims_report_beside(&reader);
    if (status == CPTS_OK && plan->looks_beside)
        status = cpts_claims_report_notes(&reader);
    if (status == CPTS_OK && plan->looks_beside)
        status = cpts_claims_report_totals(&reader);
    cpts_names_free(&reader.names);
    cpts_unit_pieces_free(&reader.pieces);
    return status;
}
