#include "input/reading/claims.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "input/reading/cpts_names.h"
#include "input/region/builder.h"
#include "input/region/kept.h"
#include "input/sources/text.h"

struct claims_reader {
    struct cpts_region *region;
    const struct known *known;
    const struct table *table;
    const struct plan *plan;
    const char *file;
    struct claims_count *count;
    struct cpts_names names;
    struct unit_pieces pieces;
    size_t last_unit_row; /* notes stand below it */
    const int *kept;      /* columns that are kept, see cpts_kept_columns */
};

static const char *cell(const struct claims_reader *reader, const struct table_row *row,
                        enum field field)
{
    const int at = reader->plan->columns.at[field];
    return at >= 0 ? row->cells[at] : "";
}

/* Regardless of spaces, signs and case. */
static bool same_words(const char *one, const char *other)
{
    char x[128], y[128];
    cpts_text_words(x, sizeof x, one);
    cpts_text_words(y, sizeof y, other);
    return strcmp(x, y) == 0;
}

/* The only name that rows give to each id; "" when there are several. */
static bool names_of_ids(struct name_index *index, const char **names, const struct table *table,
                         const int *at)
{
    for (size_t i = 0; i < table->count; i++) {
        const char *id = table->rows[i].cells[at[FIELD_ID]];
        const char *name = table->rows[i].cells[at[FIELD_NAME]];
        char department[4];
        if (!*id || !*name || cpts_cell_department(department, id))
            continue;
        const uint32_t known = cpts_name_index_find(index, id);
        if (known != CPTS_NONE && !same_words(names[known], name))
            names[known] = "";
        if (known != CPTS_NONE)
            continue;
        names[index->count] = name;
        if (!cpts_name_index_add(index, id, (uint32_t)index->count))
            return false;
    }
    return true;
}

bool cpts_claims_fill_names(struct table *table, const struct plan *plan)
{
    const int *at = plan->columns.at;
    if (plan->refusal || plan->shape != SHAPE_ROWS || at[FIELD_ID] < 0 || at[FIELD_NAME] < 0)
        return true;
    struct name_index index = {0};
    const char **names = cpts_array_new(table->count + 1, sizeof *names);
    const bool done = names && names_of_ids(&index, names, table, at);
    for (size_t i = 0; done && i < table->count; i++) {
        const char **cells = table->rows[i].cells;
        const uint32_t known =
            *cells[at[FIELD_NAME]] ? CPTS_NONE : cpts_name_index_find(&index, cells[at[FIELD_ID]]);
        if (known != CPTS_NONE)
            cells[at[FIELD_NAME]] = names[known];
    }
    cpts_name_index_free(&index);
    cpts_array_free(names);
    return done;
}

void cpts_claims_fill_down(struct table *table, const struct plan *plan)
{
    const int *at = plan->columns.at;
    const char *id = "", *name = "";
    for (size_t i = 0; i < table->count && plan->fills_down; i++) {
        const char **cells = table->rows[i].cells;
        const bool is_filled = (at[FIELD_ID] >= 0 && *cells[at[FIELD_ID]]) ||
                               (at[FIELD_NAME] >= 0 && *cells[at[FIELD_NAME]]);
        if (is_filled) {
            id = at[FIELD_ID] >= 0 ? cells[at[FIELD_ID]] : "";
            name = at[FIELD_NAME] >= 0 ? cells[at[FIELD_NAME]] : "";
            continue;
        }
        if (at[FIELD_ID] >= 0)
            cells[at[FIELD_ID]] = id;
        if (at[FIELD_NAME] >= 0)
            cells[at[FIELD_NAME]] = name;
    }
}

/* ---- rows that declare nothing ----------------------------------------------------------- */

static const char *first_text(const struct table_row *row, int columns, int *filled)
{
    const char *first = "";
    *filled = 0;
    for (int i = 0; i < columns; i++)
        if (*row->cells[i]) {
            first = *first ? first : row->cells[i];
            ++*filled;
        }
    return first;
}

static bool begins_like_total(const char *text)
{
    static const char *const words[] = {" total ",       " totaux ",   " sous total ", " somme ",
                                        " grand total ", " totals ",   " subtotal ",   " sum ",
                                        " ensemble ",    " soustotal "};
    char folded[128];
    cpts_text_words(folded, sizeof folded, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(folded, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* "CPTS Nord : 34 communes", below them. */
static bool counts_communes(const char *text)
{
    const char *mark = strrchr(text, ':');
    char *end;
    const long count = mark ? strtol(mark + 1, &end, 10) : 0;
    return count > 0 && strncasecmp(end, " commune", 8) == 0 && strlen(end) <= 9;
}

/* What people write under a table, and not the name of a CPTS without units. */
static bool is_note(const char *text)
{
    static const char *const words[] = {
        " source",  " note ",     " notes ",   " nb ",     " n b ",     " remarque", " legende",
        " mise a ", " maj ",      " date ",    " liste ",  " document", " fichier",  " contact",
        " donnees", " attention", " edite",    " extrait", " observat", " ars ",     " page ",
        " updated", " last ",     " produced", " export"};
    char folded[160];
    cpts_text_words(folded, sizeof folded, text);
    if (strncmp(folded, " cpts ", 6) == 0)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(folded, words[i], strlen(words[i])) == 0)
            return true;
    return strlen(text) > 70 || *text == '*' || *text == '(';
}

/* The header again, as pages have it. */
static bool is_header_again(const struct claims_reader *reader, const struct table_row *row)
{
    const struct headings *headings = &reader->plan->headings;
    int same = 0;
    for (int i = 0; i < headings->count; i++) {
        if (*row->cells[i] && strcmp(row->cells[i], headings->names[i]) != 0)
            return false;
        same += *row->cells[i] != '\0';
    }
    return same > 1;
}

/* Whether a cell in a column of units holds a unit. */
static bool holds_unit(struct claims_reader *reader, const struct table_row *row)
{
    const struct plan *plan = reader->plan;
    const int columns[] = {plan->columns.at[FIELD_CODE], plan->columns.at[FIELD_UNIT]};
    struct arena scratch = {NULL};
    bool found = false;
    for (int i = 0; i < 2 + plan->unit_count && !found; i++) {
        const int column = i < 2 ? columns[i] : plan->unit_columns[i - 2];
        if (column >= 0 && *row->cells[column] &&
            cpts_unit_pieces_read(&reader->pieces, &scratch, reader->known, row->cells[column]))
            found = reader->pieces.units > 0 || reader->pieces.codes > 0;
    }
    cpts_arena_free(&scratch);
    return found;
}

static bool has_unit_text(const struct claims_reader *reader, const struct table_row *row)
{
    const struct plan *plan = reader->plan;
    bool has = *cell(reader, row, FIELD_CODE) || *cell(reader, row, FIELD_UNIT);
    for (int i = 0; i < plan->unit_count && !has; i++)
        has = *row->cells[plan->unit_columns[i]] != '\0';
    return has;
}

/* A letter heads the communes that it begins, where no CPTS is called by a letter. */
static bool is_initial(const struct claims_reader *reader, const char *text)
{
    if (cpts_utf8_columns(text) != 1 || isdigit((unsigned char)*text))
        return false;
    for (size_t i = 0; i < reader->names.count; i++) {
        const char *key = reader->names.entries[i].key;
        if (strlen(key + strspn(key, " ")) <= 2) /* a letter and the space after it */
            return false;
    }
    return reader->names.count > 0;
}

/* Totals, notes and headers between or below the rows. */
static bool is_aside(struct claims_reader *reader, const struct table_row *row, size_t at)
{
    int filled;
    const char *first = first_text(row, reader->table->headings.count, &filled);
    if (is_header_again(reader, row)) {
        reader->count->notes++;
        return true;
    }
    if ((begins_like_total(first) || counts_communes(first)) && !holds_unit(reader, row)) {
        reader->count->totals++;
        return true;
    }
    /* A département or a letter alone on its row stands above its communes. */
    char department[4];
    if (filled == 1 &&
        ((at > reader->last_unit_row && !has_unit_text(reader, row) && is_note(first)) ||
         ((cpts_cell_department(department, first) || is_initial(reader, first)) &&
          !holds_unit(reader, row)))) {
        reader->count->notes++;
        return true;
    }
    return false;
}

/* ---- findings ---------------------------------------------------------------------------- */

static cpts_status report_row(const struct claims_reader *reader, const struct table_row *row,
                              uint32_t perimeter, const char *text)
{
    struct cpts_region *region = reader->region;
    const struct notice notice = {
        .rule = CPTS_RULE_UNKNOWN_CODE,
        .severity = CPTS_SEVERITY_ERROR,
        .unit = CPTS_NONE,
        .perimeter = perimeter,
        .key = cpts_arena_format(&region->arena, "%s/%ld", reader->file, row->line)};
    return cpts_notice_add(
        region, &notice,
        perimeter == CPTS_NONE
            ? _("line %ld of %s declares '%s' for no perimeter: its id is empty")
            : _("line %ld of %s declares nothing for '%s': it gives neither code nor name"),
        row->line, reader->file, text);
}

/* Cells that no heading names, beyond those that are read. */
static cpts_status report_beyond(const struct claims_reader *reader, const struct table_row *row,
                                 uint32_t perimeter)
{
    const struct plan *plan = reader->plan;
    struct cpts_region *region = reader->region;
    struct arena scratch = {NULL};
    struct unit_pieces pieces = {0};
    const char *beyond = NULL;
    for (int i = 0; i < plan->headings.count && !beyond; i++) {
        bool is_read = *plan->headings.names[i] != '\0' || !*row->cells[i];
        for (size_t j = 0; j < plan->witness_count && !is_read; j++)
            is_read = plan->witnesses[j].column == i;
        if (!is_read && cpts_unit_pieces_read(&pieces, &scratch, reader->known, row->cells[i]) &&
            pieces.units > 0)
            beyond = row->cells[i];
    }
    cpts_unit_pieces_free(&pieces);
    cpts_arena_free(&scratch);
    if (!beyond)
        return CPTS_OK;
    const struct notice notice = {
        .rule = CPTS_RULE_UNREAD,
        .severity = CPTS_SEVERITY_ERROR,
        .unit = CPTS_NONE,
        .perimeter = perimeter,
        .key = cpts_arena_format(&region->arena, "%s/%ld/beyond", reader->file, row->line)};
    return cpts_notice_add(
        region, &notice,
        _("line %ld of %s goes on beyond the columns that its header names: '%s' is "
          "not read; write a list of codes between quotes"),
        row->line, reader->file, beyond);
}

/* A whole column that is not read, and seems to declare. */
static cpts_status report_unread(const struct claims_reader *reader)
{
    const struct plan *plan = reader->plan;
    struct cpts_region *region = reader->region;
    const char *column = cpts_plan_column_name(plan, &region->arena, plan->unread);
    const struct notice notice = {
        .rule = CPTS_RULE_UNREAD,
        .severity = CPTS_SEVERITY_ERROR,
        .unit = CPTS_NONE,
        .perimeter = CPTS_NONE,
        .key = cpts_arena_format(&region->arena, "%s/column/%d", reader->file, plan->unread + 1)};
    return cpts_notice_add(
        region, &notice,
        _("column '%s' of %s seems to declare and is not read; if it declares nothing, say which "
          "columns do: --perimeter-fields name=COLUMN,code=COLUMN (unit=COLUMN for names)"),
        column, reader->file);
}

/* ---- units of a row ---------------------------------------------------------------------- */

/* The département of a row, from its code or name, else from the postal code. */
static const char *department_of(const struct claims_reader *reader, const struct table_row *row)
{
    const char *postal = cell(reader, row, FIELD_POSTAL);
    char department[4];
    if (cpts_cell_department(department, cell(reader, row, FIELD_DEPARTMENT)))
        return cpts_arena_string(&reader->region->arena, department);
    if (cpts_insee_postal_department(department, postal))
        return cpts_arena_string(&reader->region->arena, department);
    return "";
}

static cpts_status declare_text(struct claims_reader *reader, const struct declaration *row,
                                const char *code, const char *name)
{
    struct arena *arena = &reader->region->arena;
    struct declaration declaration = *row;
    const char *text = *code ? code : name;
    if (!cpts_unit_pieces_read(&reader->pieces, arena, reader->known, text))
        return cpts_fail_memory(reader->region->context);
    const struct unit_pieces *pieces = &reader->pieces;
    if (pieces->count == 1 || !*code) {
        cpts_status status = CPTS_OK;
        for (size_t i = 0; i < pieces->count && status == CPTS_OK; i++) {
            const struct unit_piece *piece = &pieces->items[i];
            declaration.code = cpts_arena_string(
                arena, *code && !*piece->code && !piece->is_unit ? code : piece->code);
            declaration.name = *code && *name ? cpts_arena_string(arena, name) : piece->name;
            if (*code && *name && *piece->name && *piece->code)
                declaration.name = piece->name;
            status = declaration.code && declaration.name
                         ? cpts_declaration_add(reader->region, &declaration)
                         : cpts_fail_memory(reader->region->context);
        }
        return status;
    }
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < pieces->count && status == CPTS_OK; i++) {
        declaration.code = pieces->items[i].code;
        declaration.name = pieces->items[i].name;
        status = cpts_declaration_add(reader->region, &declaration);
    }
    return status;
}

static cpts_status declare_row(struct claims_reader *reader, const struct table_row *row,
                               uint32_t perimeter)
{
    struct arena *arena = &reader->region->arena;
    const struct plan *plan = reader->plan;
    const struct declaration declaration = {
        .perimeter = perimeter,
        .department = department_of(reader, row),
        .epci = cpts_arena_string(arena, cell(reader, row, FIELD_EPCI)),
        .postal = cpts_arena_string(arena, cell(reader, row, FIELD_POSTAL)),
        .from = cpts_arena_string(arena, cell(reader, row, FIELD_FROM)),
        .to = cpts_arena_string(arena, cell(reader, row, FIELD_TO)),
        .file = reader->file,
        .line = row->line};
    if (!declaration.department || !declaration.epci || !declaration.postal || !declaration.from ||
        !declaration.to)
        return cpts_fail_memory(reader->region->context);
    const char *code = cell(reader, row, FIELD_CODE), *unit = cell(reader, row, FIELD_UNIT);
    cpts_status status = CPTS_OK;
    if (*code || *unit)
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

static cpts_status report_doubt(const struct claims_reader *reader, uint32_t perimeter)
{
    struct cpts_region *region = reader->region;
    const struct notice notice = {.rule = CPTS_RULE_NO_CLAIM,
                                  .severity = CPTS_SEVERITY_ERROR,
                                  .unit = CPTS_NONE,
                                  .perimeter = perimeter,
                                  .key = region->perimeters.id[perimeter]};
    return cpts_notice_add(
        region, &notice,
        _("'%s' in %s may mean that there is no CPTS; its claims are kept until a table given by "
          "--none-words says which (word;language;means, with 'none' or 'name')"),
        region->perimeters.name[perimeter], reader->file);
}

static cpts_status open_perimeter(const struct claims_reader *reader, const struct table_row *row,
                                  const struct cpts_part *part, uint32_t *out)
{
    struct cpts_region *region = reader->region;
    struct arena *arena = &region->arena;
    const char *status = row ? cell(reader, row, FIELD_STATUS) : "";
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
    return is_new && part->is_doubtful ? report_doubt(reader, perimeter) : CPTS_OK;
}

/* ---- shapes ------------------------------------------------------------------------------ */

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
        status = report_beyond(reader, row, perimeter);
        if (status == CPTS_OK && !has_unit_text(reader, row))
            status = report_row(reader, row, perimeter, reader->region->perimeters.id[perimeter]);
        else if (status == CPTS_OK)
            status = declare_row(reader, row, perimeter);
    }
    return status;
}

/* A row of no CPTS: said so, or in a list of all units; else its name was lost. */
static cpts_status pass_over(struct claims_reader *reader, const struct table_row *row, bool said)
{
    const char *code = cell(reader, row, FIELD_CODE), *unit = cell(reader, row, FIELD_UNIT);
    if (!has_unit_text(reader, row))
        return CPTS_OK;
    if (said || reader->plan->is_inventory) {
        reader->count->nones++;
        return CPTS_OK;
    }
    return report_row(reader, row, CPTS_NONE, *code ? code : unit);
}

static cpts_status read_row(struct claims_reader *reader, const struct table_row *row, size_t at)
{
    const struct plan *plan = reader->plan;
    const char *id = cell(reader, row, FIELD_ID), *name = cell(reader, row, FIELD_NAME);
    struct cpts_parts parts;
    bool any = false;
    if (is_aside(reader, row, at))
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
    return status == CPTS_OK && !any ? pass_over(reader, row, said) : status;
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
            if (perimeter == CPTS_NONE || !*text || begins_like_total(text) ||
                (is_matrix && !cpts_cell_is_cross(text)))
                continue;
            struct declaration declaration = {.perimeter = perimeter,
                                              .department = "",
                                              .epci = "",
                                              .postal = "",
                                              .from = "",
                                              .to = "",
                                              .file = reader->file,
                                              .line = at->line};
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
        if (perimeter == CPTS_NONE || is_aside(reader, row, i))
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
        if (has_unit_text(reader, row))
            reader->last_unit_row = i;
        else
            continue;
        done = cpts_names_add(&reader->names, cell(reader, row, FIELD_ID),
                              cell(reader, row, FIELD_NAME));
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
                 _("%s: column '%s' is no key of the CPTS (%zu values for %zu names); the names "
                   "are used"),
                 reader->file, reader->plan->headings.names[reader->plan->columns.at[FIELD_ID]],
                 names->id_count, names->count);
    else if (names->split_ids)
        cpts_log(context, CPTS_NORMAL,
                 dngettext("cpts-coverage",
                           "%s: %zu row gives the id of a CPTS another name; it is another CPTS",
                           "%s: %zu rows give the id of a CPTS another name; they are other CPTS",
                           names->split_ids),
                 reader->file, names->split_ids);
    for (size_t i = 0; i < names->count; i++) {
        const struct cpts_entry *entry = &names->entries[i];
        if (entry->spelling_count < 2)
            continue;
        reader->count->spellings++;
        cpts_log(context, CPTS_NORMAL, _("%s: '%s' and '%s' are one CPTS"), reader->file,
                 entry->spellings[0].text, entry->spellings[1].text);
    }
    if (reader->count->nones)
        cpts_log(context, CPTS_VERBOSE,
                 dngettext("cpts-coverage", "%s: %zu row names no CPTS but says that there is none",
                           "%s: %zu rows name no CPTS but say that there is none",
                           reader->count->nones),
                 reader->file, reader->count->nones);
}

cpts_status cpts_claims_read(struct claims_count *out, struct cpts_region *region,
                             const struct known *known, const struct table *table,
                             const struct plan *plan, const char *shown)
{
    *out = (struct claims_count){.rows = 0};
    struct claims_reader reader = {.region = region,
                                   .known = known,
                                   .table = table,
                                   .plan = plan,
                                   .file = cpts_arena_string(&region->arena, shown),
                                   .count = out,
                                   .kept = cpts_kept_columns(region, &plan->headings),
                                   .names = {.none = known->none}};
    cpts_status status = reader.file && reader.kept ? CPTS_OK : cpts_fail_memory(region->context);
    if (status == CPTS_OK && plan->shape == SHAPE_ROWS) {
        if (!gather_names(&reader))
            status = cpts_fail_memory(region->context);
        for (size_t i = 0; i < table->count && status == CPTS_OK; i++)
            status = read_row(&reader, &table->rows[i], i);
        log_names(&reader);
        if (status == CPTS_OK && plan->unread >= 0)
            status = report_unread(&reader);
    } else if (status == CPTS_OK && plan->shape == SHAPE_SHEET_A_CPTS) {
        status = gather_names(&reader) ? read_sheet(&reader) : cpts_fail_memory(region->context);
    } else if (status == CPTS_OK) {
        status = read_columns(&reader);
    }
    cpts_names_free(&reader.names);
    cpts_unit_pieces_free(&reader.pieces);
    return status;
}
