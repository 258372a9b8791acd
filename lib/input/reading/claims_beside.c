/*
 * Columns that are not read, and by which a list takes back what a row declares: "a quitté la CPTS"
 * in a column of remarks, "partielle", "N" under "Rattachée (O/N)". What they mean is for people to
 * say: such a row is an error until it is settled.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"
#include "input/declarations/insee.h"
#include "input/reading/claims_reader.h"
#include "input/reading/measure.h"
#include "input/reading/remarks.h"
#include "input/region/builder.h"
#include "input/region/in_force.h"
#include "input/sources/amount.h"
#include "input/sources/text.h"

/* What a heading of yes and no asks when it is about belonging to a CPTS. */
static const char *const belonging[] = {" rattach",
                                        " adher",
                                        " adhesi",
                                        " membre",
                                        " member",
                                        " appart",
                                        " inclu",
                                        " retenu",
                                        " couver",
                                        " cpts ",
                                        " perimetre ",
                                        " actif ",
                                        " active ",
                                        " valid",
                                        " confirm",
                                        " integre",
                                        " existe ",
                                        " du territoire ",
                                        " dans le territoire "};

static bool heading_has(const struct claims_reader *reader, int column, const char *const *list,
                        size_t count)
{
    char words[256];
    cpts_text_words(words, sizeof words, reader->plan->headings.names[column]);
    return cpts_text_has_any(words, list, count);
}

#define HEADING_HAS(reader, column, list)                                                          \
    heading_has(reader, column, list, sizeof(list) / sizeof *(list))

static bool has_gaps(const struct claims_reader *reader, int column)
{
    for (size_t i = 0; i < reader->table->count; i++)
        if (!*reader->table->rows[i].cells[column])
            return true;
    return false;
}

/* Whether yes and no stand under a heading that asks whether the unit belongs. */
static bool asks_for_belonging(const struct claims_reader *reader, int column)
{
    if (!HEADING_HAS(reader, column, belonging))
        return false;
    for (size_t i = 0; i < reader->table->count; i++) {
        const char *cell = reader->table->rows[i].cells[column];
        if (!cpts_cell_is_no_cross(cell) && !cpts_cell_is_cross(cell))
            return false;
    }
    return true;
}

/* Whether figures stand under a heading that asks how much of the unit is in the CPTS. */
static bool asks_for_share(const struct claims_reader *reader, int column)
{
    static const char *const shares[] = {" part ", " pourcentage ", " pct ", " taux ", " share "};
    static const char *const wholes[] = {" commune",     " territoire", " couver", " surface ",
                                         " superficie ", " perimetre ", " area "};
    return (strchr(reader->plan->headings.names[column], '%') ||
            HEADING_HAS(reader, column, shares)) &&
           HEADING_HAS(reader, column, wholes);
}

/* NaN for what is not a share. */
static double share_of(const char *text, double whole)
{
    char figure[32];
    snprintf(figure, sizeof figure, "%.*s", (int)strcspn(text, "%"), text);
    return cpts_amount_read(figure, (struct amount_style){false, false}) / whole;
}

/* What stands for the whole of a unit in a column of shares: 100, or 1 when no cell is above. */
static double whole_of(const struct claims_reader *reader, int column)
{
    for (size_t i = 0; i < reader->table->count; i++)
        if (share_of(reader->table->rows[i].cells[column], 1) > 1)
            return 100;
    return 1;
}

/* Whether a column says which part of a commune is declared, of those that are not whole. */
static bool names_parts(const struct claims_reader *reader, int column)
{
    static const char *const parts[] = {" iris ", " partie ", " parties ", " fraction "};
    return HEADING_HAS(reader, column, parts) && has_gaps(reader, column);
}

/* Whether a column says which arrondissements or quarters of a city are declared; one that is
 * filled for all rows is that of the départements. */
static bool divides_cities(const struct claims_reader *reader, int column)
{
    static const char *const quarters[] = {" arrondissement", " quartier", " arrdt"};
    return HEADING_HAS(reader, column, quarters) && has_gaps(reader, column);
}

/* Whether a row declares Paris, Lyon or Marseille as a whole. */
static bool declares_city(const struct claims_reader *reader, const struct table_row *row)
{
    static const char *const cities[] = {" paris ", " lyon ", " marseille "};
    const char *code = cpts_claims_cell(reader, row, FIELD_CODE);
    char words[64];
    if (cpts_insee_is_code(code))
        return cpts_insee_parent(code) >= 0;
    cpts_text_words(words, sizeof words, *code ? code : cpts_claims_cell(reader, row, FIELD_UNIT));
    return cpts_text_is_any(words, cities, sizeof cities / sizeof *cities);
}

/* Whether a column without a heading is filled on some rows only, as remarks behind them are. */
static bool is_sparse(const struct claims_reader *reader, int column)
{
    size_t filled = 0;
    for (size_t i = 0; i < reader->table->count; i++)
        filled += *reader->table->rows[i].cells[column] != '\0';
    return filled * 2 < reader->table->count;
}

/* Whether what a column holds limits the rows that it is filled for. */
static bool holds_remarks(const struct claims_reader *reader, int column)
{
    const char *heading = reader->plan->headings.names[column];
    return *heading ? cpts_remark_heads_remarks(heading) : is_sparse(reader, column);
}

static bool claims(const struct claims_reader *reader, const struct table_row *row)
{
    const struct plan *plan = reader->plan;
    const struct none_words *none = reader->known->none;
    if (plan->shape == SHAPE_COLUMN_A_CPTS)
        return true;
    bool names_any = plan->shape == SHAPE_SHEET_A_CPTS ||
                     !cpts_none_is_word(none, cpts_claims_cell(reader, row, FIELD_NAME)) ||
                     !cpts_none_is_word(none, cpts_claims_cell(reader, row, FIELD_ID));
    for (int i = 0; i < plan->cpts_count && !names_any; i++)
        names_any = !cpts_none_is_word(none, row->cells[plan->cpts_columns[i]]);
    return names_any && (reader->is_drawn || cpts_claims_has_unit_text(reader, row));
}

/* Whether most rows that claim have a cross: an empty cell among them says no. Where few have one
 * it marks something else, such as the seat of a CPTS. */
static bool are_mostly_crossed(const struct claims_reader *reader, int column)
{
    size_t crossed = 0, rows = 0;
    for (size_t i = 0; i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        rows += claims(reader, row);
        crossed += claims(reader, row) && cpts_cell_is_cross(row->cells[column]);
    }
    return crossed * 2 > rows;
}

/* Whether a column has the ends of something, of a contract perhaps: what ended before today may
 * have ended as a whole. */
static bool has_ends(const struct claims_reader *reader, int column)
{
    static const char *const ends[] = {" fin ", " echeance ", " end "};
    return HEADING_HAS(reader, column, ends);
}

/* Rows of a column that take back what they declare. */
struct taken_back {
    int column;
    size_t count;
    const struct table_row *first;
};

static void note_row(struct taken_back *taken, const struct table_row *row)
{
    taken->first = taken->first ? taken->first : row;
    taken->count++;
}

/* Nothing when there are none. */
static cpts_status report(const struct claims_reader *reader, const struct taken_back *taken,
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

static cpts_status report_unread(const struct claims_reader *reader, int column)
{
    const struct table *table = reader->table;
    const bool asks = asks_for_belonging(reader, column);
    const bool empty_says_no = asks && are_mostly_crossed(reader, column);
    const bool is_of_parts = names_parts(reader, column);
    const bool ends = has_ends(reader, column);
    const struct look look = cpts_look_at(reader->region);
    const bool divides = divides_cities(reader, column);
    const bool is_remarks = holds_remarks(reader, column);
    /* "Date de sortie", "Zone blanche": whatever stands there takes its row back. */
    const bool leaves = cpts_remark_heads_leaving(reader->plan->headings.names[column]);
    const double whole = asks_for_share(reader, column) ? whole_of(reader, column) : NAN;
    struct taken_back taken = {.column = column};
    for (size_t i = 0; i < table->count; i++) {
        const char *cell = table->rows[i].cells[column];
        const bool takes_back =
            cpts_remark_takes_back(cell) || (asks && cpts_cell_is_no_cross(cell)) ||
            share_of(cell, whole) < 0.995 || (is_remarks && cpts_remark_limits(cell)) ||
            (leaves && !cpts_cell_is_no_cross(cell)) || (ends && cpts_look_is_past(&look, cell)) ||
            (divides && declares_city(reader, &table->rows[i])) ||
            (is_of_parts && !cpts_cell_is_cross(cell) && !cpts_cell_is_no_cross(cell));
        if ((*cell ? takes_back : empty_says_no) && claims(reader, &table->rows[i]))
            note_row(&taken, &table->rows[i]);
    }
    return report(
        reader, &taken,
        dngettext("cpts-coverage",
                  "column '%s' of %s is not read, and %zu row may declare less than it seems "
                  "(line %ld: '%s'): take out of the list what is not declared; if all of it is, "
                  "name the columns that declare: --perimeter-fields name=COLUMN,code=COLUMN",
                  "column '%s' of %s is not read, and %zu rows may declare less than they seem "
                  "(the first is line %ld: '%s'): take out of the list what is not declared; if "
                  "all of it is, name the columns that declare: --perimeter-fields "
                  "name=COLUMN,code=COLUMN",
                  taken.count));
}

/* "Quartier 1" is the name of an IRIS. */
static bool is_name_of_unit(const struct claims_reader *reader, const char *cell)
{
    const struct units *units = &reader->region->units;
    uint32_t u = 0;
    while (u < units->count && strcasecmp(units->name[u], cell) != 0)
        u++;
    return u < units->count;
}

/* A column of units or CPTS that is read, and remarks on some of them. */
static cpts_status report_remarks(const struct claims_reader *reader, int column,
                                  bool (*is_remarked)(const char *cell))
{
    struct taken_back taken = {.column = column};
    for (size_t i = 0; column >= 0 && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const char *cell = row->cells[column];
        if (is_remarked(cell) && claims(reader, row) && !is_name_of_unit(reader, cell))
            note_row(&taken, row);
    }
    return report(
        reader, &taken,
        dngettext("cpts-coverage",
                  "column '%s' of %s: a remark on %zu row may take it back (line %ld: '%s'): take "
                  "the row out of the list, or the remark",
                  "column '%s' of %s: remarks on %zu rows may take them back (the first is line "
                  "%ld: '%s'): take the rows out of the list, or the remarks",
                  taken.count));
}

static bool has_star(const char *cell)
{
    static const char *const daggers[] = {"†", "‡"};
    const size_t length = strlen(cell), bytes = strlen(daggers[0]);
    if (length > 1 && cell[length - 1] == '*')
        return true;
    return length > bytes && (strcmp(cell + length - bytes, daggers[0]) == 0 ||
                              strcmp(cell + length - bytes, daggers[1]) == 0);
}

/* Whether stars may take back what bears them: a note below says so, or none explains them. */
static bool are_stars_doubtful(const struct claims_reader *reader)
{
    bool are_explained = false;
    for (size_t i = 0; i < reader->table->count; i++) {
        int filled;
        const struct table_row *row = &reader->table->rows[i];
        const char *note =
            strchr(cpts_claims_first_text(row, reader->plan->headings.count, &filled), '*');
        if (!note || filled > 1)
            continue;
        if (cpts_remark_in_note(note))
            return true;
        are_explained |= strlen(note) > 2;
    }
    return !are_explained;
}

/* CPTS_NONE when there are several, or none. */
static uint32_t cpts_of(const struct claims_reader *reader, const struct table_row *row)
{
    const char *id = cpts_claims_cell(reader, row, FIELD_ID),
               *name = cpts_claims_cell(reader, row, FIELD_NAME);
    const uint32_t p = *id ? cpts_perimeter_named(reader->region, id, name) : CPTS_NONE;
    return p == CPTS_NONE && *name ? cpts_perimeter_named(reader->region, name, name) : p;
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
           (cpts_remark_limits(status) &&
            !cpts_text_has_any(words, under_way, sizeof under_way / sizeof *under_way));
}

/* A status is that of the CPTS; "retirée" on one of its rows is that of the row. */
static cpts_status report_statuses(const struct claims_reader *reader)
{
    const struct perimeters *perimeters = &reader->region->perimeters;
    struct taken_back taken = {.column = reader->plan->columns.at[FIELD_STATUS]};
    for (size_t i = 0; taken.column >= 0 && i < reader->table->count; i++) {
        const struct table_row *row = &reader->table->rows[i];
        const char *status = row->cells[taken.column];
        const uint32_t p = *status ? cpts_of(reader, row) : CPTS_NONE;
        if (p != CPTS_NONE && denies(status) != denies(perimeters->status[p]))
            note_row(&taken, row);
    }
    return report(
        reader, &taken,
        dngettext("cpts-coverage",
                  "column '%s' of %s: %zu row has another status than its CPTS, and may not be "
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
    if (!name || !reader->count->claims || !cpts_remark_names_sheet(name + strlen(before)))
        return CPTS_OK;
    return cpts_notice_unread(
        region, cpts_arena_format(&region->arena, "%s/sheet", reader->file),
        _("the name of %s says that what it lists may not be declared: give the sheets that "
          "declare "
          "as sources; if it is one, name its columns: --perimeter-fields name=COLUMN,code=COLUMN"),
        reader->file);
}

/* All columns that are not read. */
static cpts_status report_columns(const struct claims_reader *reader)
{
    cpts_status status = CPTS_OK;
    for (int c = 0; c < reader->plan->headings.count && status == CPTS_OK; c++)
        if (!cpts_plan_witness_of(reader->plan, c))
            status = report_unread(reader, c);
    return status;
}

cpts_status cpts_claims_report_beside(const struct claims_reader *reader)
{
    const int *at = reader->plan->columns.at;
    cpts_status status = report_sheet(reader);
    if (status == CPTS_OK)
        status = report_title(reader);
    if (status == CPTS_OK)
        status = report_statuses(reader);
    if (status == CPTS_OK)
        status = report_more(reader);
    if (status == CPTS_OK)
        status = report_remarks(reader, at[FIELD_CODE], cpts_remark_on_unit);
    if (status == CPTS_OK && at[FIELD_UNIT] != at[FIELD_CODE])
        status = report_remarks(reader, at[FIELD_UNIT], cpts_remark_on_unit);
    if (status == CPTS_OK)
        status = report_remarks(reader, at[FIELD_NAME], cpts_remark_on_cpts);
    if (status == CPTS_OK)
        status = report_remarks(reader, at[FIELD_TO], says_ended);
    const bool has_stars = are_stars_doubtful(reader);
    if (status == CPTS_OK && has_stars)
        status = report_remarks(reader, at[FIELD_CODE], has_star);
    if (status == CPTS_OK && has_stars && at[FIELD_UNIT] != at[FIELD_CODE])
        status = report_remarks(reader, at[FIELD_UNIT], has_star);
    if (status == CPTS_OK && has_stars)
        status = report_remarks(reader, at[FIELD_NAME], has_star);
    return status == CPTS_OK ? report_columns(reader) : status;
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
        status = report_columns(&reader);
    cpts_plan_free(&plan);
    return status;
}
