/*
 * Where a list takes back what a row declares: remarks in the cells that are read, statuses,
 * titles, names of sheets; columns that are not read have a file of their own. What they mean is
 * for people to say: such a row is an error until it is settled.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/utf8.h"
#include "input/reading/claims_reader.h"
#include "input/reading/measure.h"
#include "input/reading/remarks.h"
#include "input/region/builder.h"
#include "input/sources/text.h"

enum { LEAST_CODE = 5 };

static bool begins_with_name(const char *cell, const char *name)
{
    const size_t length = strlen(name);
    if (length == 0 || strncasecmp(cell, name, length) != 0)
        return false;
    const char *rest = cell + length + strspn(cell + length, " ([-");
    const size_t code = strspn(rest, "0123456789AB");
    return !rest[code + strspn(rest + code, "])")] && (code == 0 || code >= LEAST_CODE);
}

/* "Quartier 1" is the name of an IRIS; its code may stand behind it. */
static bool is_name_of_unit(const struct claims_reader *reader, const char *cell)
{
    const struct units *units = &reader->region->units;
    uint32_t u = 0;
    while (u < units->count && !begins_with_name(cell, units->name[u]))
        u++;
    return u < units->count;
}

/* Whether a cell has a remark that is not the name of a unit: "Quartier" among others in a list. */
static bool is_taken_back(const struct claims_reader *reader, const char *cell,
                          bool (*is_remarked)(const char *cell))
{
    size_t remarked = 0, names = 0;
    if (!is_remarked(cell))
        return false;
    for (const char *at = cell; *at; at += *at != '\0') {
        char piece[256];
        at += strspn(at, " ");
        const size_t length = strcspn(at, ",;/\n");
        snprintf(piece, sizeof piece, "%.*s", (int)length, at);
        const bool counts = is_remarked(piece);
        remarked += counts;
        names += counts && is_name_of_unit(reader, piece);
        at += length;
    }
    return remarked == 0 || remarked > names;
}

static const char *remark_format(size_t count)
{
    return P_("column '%s' of %s: a remark on %zu row may take it back (line %ld: '%s'): take "
              "the row out of the list, or the remark",
              "column '%s' of %s: remarks on %zu rows may take them back (the first is line "
              "%ld: '%s'): take the rows out of the list, or the remarks",
              count);
}

/* A column of units or CPTS that is read, and remarks on some of them. */
static cpts_status report_remarks(const struct claims_reader *reader, int column,
                                  bool (*is_remarked)(const char *cell))
{
    struct taken_back taken = {.column = column};
    for (size_t i = 0; column >= 0 && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const char *cell = row->cells[column];
        if (is_taken_back(reader, cell, is_remarked) && cpts_row_claims(reader, row))
            cpts_taken_note(&taken, row);
    }
    return cpts_taken_report(reader, &taken, remark_format(taken.count));
}

/* A column that is read, of which some cells are set apart and most are not. */
static cpts_status report_set_apart(const struct claims_reader *reader, int column)
{
    size_t apart = 0, filled = 0;
    for (size_t i = 0; column >= 0 && i < reader->table->count; i++) {
        const char *cell = reader->table->rows[i].cells[column];
        apart += cpts_remark_is_set_apart(cell);
        filled += *cell != '\0';
    }
    return apart * 2 < filled ? report_remarks(reader, column, cpts_remark_is_set_apart) : CPTS_OK;
}

/* How long the name of a CPTS is before what stands in brackets or behind a dash; 0: nothing does.
 */
static size_t length_before_remark(const char *cell)
{
    const char *at = *cell && cell[strlen(cell) - 1] == ')' ? strrchr(cell, '(') : NULL;
    for (const char *dash = cell; !at && (dash = strstr(dash, " - ")) != NULL; dash++)
        at = strstr(dash + 1, " - ") ? NULL : dash;
    at = at ? at : strstr(cell, " \xe2\x80\x93 ");
    size_t length = at ? (size_t)(at - cell) : 0;
    while (length > 0 && cell[length - 1] == ' ')
        length--;
    return length;
}

/* "CPTS Nord (projet)", "CPTS Nord - vague 2", where there is CPTS Nord too. */
static cpts_status report_brackets(const struct claims_reader *reader)
{
    struct taken_back taken = {.column = reader->plan->columns.at[FIELD_NAME]};
    for (size_t i = 0; taken.column >= 0 && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const char *cell = row->cells[taken.column];
        char base[256];
        const size_t length = length_before_remark(cell);
        if (length == 0 || length >= sizeof base)
            continue;
        snprintf(base, sizeof base, "%.*s", (int)length, cell);
        const uint32_t other = cpts_perimeter_named(reader->region, base, base);
        if (other != CPTS_NONE && other != cpts_perimeter_named(reader->region, cell, cell) &&
            cpts_row_claims(reader, row))
            cpts_taken_note(&taken, row);
    }
    return cpts_taken_report(reader, &taken, remark_format(taken.count));
}

/* "vers CPTS Nord", "projet CPTS Nord", where there is CPTS Nord too. */
static bool says_more_than_name(const struct claims_reader *reader, const char *cell)
{
    const char *at = *cell ? strcasestr(cell + 1, "cpts ") : NULL;
    if (!at || isalpha((unsigned char)at[-1]))
        return false;
    const uint32_t named = cpts_perimeter_named(reader->region, at, at);
    return named != CPTS_NONE && named != cpts_perimeter_named(reader->region, cell, cell);
}

/* "CPTS Nord et Sud" where there are both: read as one name, unless the cell was read as two. */
static cpts_status report_joined(const struct claims_reader *reader)
{
    struct taken_back taken = {.column = reader->plan->columns.at[FIELD_NAME]};
    for (size_t i = 0; taken.column >= 0 && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        if ((cpts_names_may_join(&reader->names, row->cells[taken.column]) ||
             says_more_than_name(reader, row->cells[taken.column])) &&
            cpts_row_perimeter(reader, row) != CPTS_NONE && cpts_row_claims(reader, row))
            cpts_taken_note(&taken, row);
    }
    return cpts_taken_report(
        reader, &taken,
        P_("column '%s' of %s: %zu row may name two CPTS of the list (line %ld: '%s'): "
           "separate them by ';', or rename the CPTS",
           "column '%s' of %s: %zu rows may name two CPTS of the list (the first is line "
           "%ld: '%s'): separate them by ';', or rename the CPTS",
           taken.count));
}

/* What a cell says of a star, as legends do: "* siège", "(*) : siège"; NULL. */
static const char *legend_of_star(const char *cell)
{
    const char *at = cell + strspn(cell, "( ");
    const bool is_star = *at == '*' || strncmp(at, "†", strlen("†")) == 0;
    return is_star && cpts_utf8_columns(at) > 2 ? at : NULL;
}

/* Whether stars may take back what bears them: a legend anywhere says so, or none explains them. */
static bool are_stars_doubtful(const struct claims_reader *reader)
{
    bool are_explained = false;
    for (size_t i = 0; i < reader->table->count; i++)
        for (int c = 0; c < reader->plan->headings.count; c++) {
            const char *legend = legend_of_star(reader->table->rows[i].cells[c]);
            if (legend && cpts_remark_in_note(legend))
                return true;
            are_explained |= legend != NULL;
        }
    return !are_explained;
}

/* "x" or "résiliée" where the end of a row would have its date. */
static bool says_ended(const char *cell)
{
    return cpts_cell_is_cross(cell) || cpts_remark_takes_back(cell);
}

/* "Sortie", "refusée", "non" as a status, and not "en cours". */
static bool denies(const char *status)
{
    static const char *const under_way[] = {" cours ",     " projet ",  " attente ",
                                            " provisoire", " valider ", " confirmer "};
    char words[256];
    cpts_text_words(words, sizeof words, status);
    return cpts_remark_takes_back(status) || cpts_remark_in_title(status) ||
           (*status && cpts_cell_is_no_cross(status)) ||
           (cpts_remark_limits(status) && !CPTS_HAS_ANY(words, under_way));
}

/* A status is that of the CPTS; "retirée" on one of its rows is that of the row. */
static cpts_status report_statuses(const struct claims_reader *reader)
{
    const struct perimeters *perimeters = &reader->region->perimeters;
    struct taken_back taken = {.column = reader->plan->columns.at[FIELD_STATUS]};
    for (size_t i = 0; taken.column >= 0 && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const char *status = row->cells[taken.column];
        const uint32_t p = *status ? cpts_row_perimeter(reader, row) : CPTS_NONE;
        if (p != CPTS_NONE && denies(status) != denies(perimeters->status[p]))
            cpts_taken_note(&taken, row);
    }
    const cpts_status status =
        taken.column < 0 || taken.count ? CPTS_OK : cpts_claims_note_odd(&taken, reader);
    if (status != CPTS_OK)
        return status;
    return cpts_taken_report(
        reader, &taken,
        P_("column '%s' of %s: %zu row has another status than its CPTS, and may not be "
           "declared (line %ld: '%s'): take it out of the list, or give the CPTS one status",
           "column '%s' of %s: %zu rows have another status than their CPTS, and may not be "
           "declared (the first is line %ld: '%s'): take them out of the list, or give each "
           "CPTS one status",
           taken.count));
}

/* "A" under "CPTS Nord" is a mark rather than the name of another CPTS. */
static bool is_mark(const char *cell)
{
    return *cell && cpts_utf8_columns(cell) <= 2;
}

static bool heads_cpts(const char *heading)
{
    char words[256];
    cpts_text_words(words, sizeof words, heading);
    return strncmp(words, " cpts ", 6) == 0 && isalpha((unsigned char)words[6]) &&
           strlen(words) >= 10;
}

/* Columns of units and CPTS beside the first, or those whose headings are CPTS. */
static cpts_status report_more(const struct claims_reader *reader)
{
    const struct plan *plan = reader->plan;
    cpts_status status = CPTS_OK;
    for (int i = 0; i < plan->unit_count && status == CPTS_OK; i++)
        status = report_remarks(reader, plan->unit_columns[i], cpts_remark_on_unit);
    for (int i = 0; i < plan->cpts_count && status == CPTS_OK; i++) {
        const int column = plan->cpts_columns[i];
        if (plan->shape == SHAPE_COLUMN_A_CPTS)
            status = report_remarks(reader, column, cpts_remark_on_unit);
        else if (plan->shape == SHAPE_ROWS)
            status = report_remarks(reader, column, cpts_remark_on_cpts);
        else
            status = report_remarks(reader, column, cpts_cell_is_share);
        if (status == CPTS_OK && plan->shape == SHAPE_ROWS &&
            heads_cpts(plan->headings.names[column]))
            status = report_remarks(reader, column, is_mark);
    }
    return status;
}

static cpts_status report_title(const struct claims_reader *reader)
{
    const struct table_title title = reader->plan->title;
    if (!title.text || !reader->count->claims)
        return CPTS_OK;
    struct cpts_region *region = reader->region;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/title", reader->file),
        _("line %ld of %s says that what stands below it may not be declared ('%s'): take out what "
          "is not; if all of it is, name the columns that declare: --perimeter-fields "
          "name=COLUMN,code=COLUMN"),
        title.line, reader->file, title.text);
}

static cpts_status report_sheet(const struct claims_reader *reader)
{
    static const char before[] = "|layername=";
    struct cpts_region *region = reader->region;
    const char *name = strstr(reader->file, before);
    if (!reader->count->claims || !(name ? cpts_remark_names_sheet(name + strlen(before))
                                         : cpts_remark_names_file(reader->file)))
        return CPTS_OK;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/sheet", reader->file),
        _("the name of %s says that what it lists may not be declared: give the sheets that "
          "declare "
          "as sources; if it is one, name its columns: --perimeter-fields name=COLUMN,code=COLUMN"),
        reader->file);
}

cpts_status cpts_claims_report_beside(const struct claims_reader *reader)
{
    const int *at = reader->plan->columns.at;
    const int unit = at[FIELD_UNIT] == at[FIELD_CODE] ? -1 : at[FIELD_UNIT];
    const int named[] = {at[FIELD_CODE], unit, at[FIELD_NAME]};
    cpts_status status = report_sheet(reader);
    if (status == CPTS_OK)
        status = report_title(reader);
    if (status == CPTS_OK)
        status = report_statuses(reader);
    if (status == CPTS_OK)
        status = report_more(reader);
    if (status == CPTS_OK)
        status = report_remarks(reader, at[FIELD_CODE], cpts_remark_on_unit);
    if (status == CPTS_OK)
        status = report_remarks(reader, unit, cpts_remark_on_unit);
    if (status == CPTS_OK)
        status = report_remarks(reader, at[FIELD_NAME], cpts_remark_on_cpts);
    if (status == CPTS_OK)
        status = report_remarks(reader, at[FIELD_TO], says_ended);
    if (status == CPTS_OK)
        status = report_brackets(reader);
    if (status == CPTS_OK)
        status = report_joined(reader);
    const bool has_stars = are_stars_doubtful(reader);
    for (int i = 0; i < 3 && status == CPTS_OK; i++)
        status = report_set_apart(reader, named[i]);
    for (int i = 0; i < 3 && status == CPTS_OK && has_stars; i++)
        status = report_remarks(reader, named[i], cpts_remark_has_star);
    return status == CPTS_OK ? cpts_claims_report_columns(reader) : status;
}

/* What is read of a layer of polygons, as a plan has it. */
static bool plan_drawn(struct plan *plan, const struct table *table, const struct columns *columns)
{
    bool done = true;
    *plan = (struct plan){
        .shape = SHAPE_ROWS, .headings = table->headings, .columns = *columns, .unread = -1};
    for (int field = 0; field < FIELD_COUNT && done; field++)
        done = columns->at[field] < 0 || cpts_plan_witness(plan, columns->at[field], "", 0, 0);
    return done;
}

cpts_status cpts_claims_report_drawn(struct cpts_region *region, const struct known *known,
                                     const struct table *table, const struct columns *columns,
                                     const char *shown)
{
    struct plan plan;
    const struct claims_reader reader = {.region = region,
                                         .known = known,
                                         .table = table,
                                         .plan = &plan,
                                         .file = cpts_arena_string(&region->arena, shown),
                                         .is_drawn = true};
    cpts_status status = plan_drawn(&plan, table, columns) && reader.file
                             ? CPTS_OK
                             : cpts_fail_memory(region->context);
    if (status == CPTS_OK)
        status = report_remarks(&reader, columns->at[FIELD_TO], says_ended);
    if (status == CPTS_OK)
        status = report_statuses(&reader);
    if (status == CPTS_OK)
        status = cpts_claims_report_columns(&reader);
    cpts_plan_free(&plan);
    return status;
}
