/*
 * A day of the past, written again from the store: who claimed what, as text, JSON and CSV. Fields
 * have the names they have in the report of a check.
 */
#include "history/day.h"

#include <math.h>
#include <string.h>

#include "geometry/lands.h"
#include "output/json/row.h"
#include "output/tables/csv.h"
#include "output/text/place_title.h"
#include "output/text/prose.h"
#include "output/text/words.h"

#define UNITS_SHOWN 200 /* of one perimeter, in the text; the tables list all */

/* Conflicts as their last event up to that run left them; slivers last. */
static const char find_conflicts[] =
    "SELECT f.id,f.rule,coalesce(e.severity,f.severity),coalesce(e.sliver,f.sliver),"
    "coalesce(e.perimeters,f.perimeters),e.units,e.area_m2,e.population,e.message "
    "FROM events e JOIN findings f ON f.id=e.finding WHERE e.fid IN(SELECT max(fid)FROM events "
    "WHERE run<=?1 GROUP BY finding)AND e.state NOT IN('resolved','merged')"
    "ORDER BY 4,instr('error,warning,note',coalesce(e.severity,f.severity)),e.population DESC,f.id";
enum { THEN_ID = 0, THEN_SLIVER = 3, THEN_MESSAGE = 8 };

static const char find_totals[] =
    "SELECT tool_version,nullif(analysis_crs,'" CPTS_SHEET_NAME
    "'),sliver_width_m,fail_on,as_of,statuses,snap_to_units,errors,"
    "warnings,notes,units,perimeters,area_m2,population,covered_area_m2,covered_population,"
    "white_area_m2,white_population,overlap_area_m2,overlap_population,outside_area_m2,"
    "sliver_area_m2,area_rate,population_rate FROM runs WHERE run=?1";
enum { TOTAL_ERRORS = 7, TOTAL_UNITS = 10 };

/* ---- text ------------------------------------------------------------------------------------ */

static void put_figures(struct prose *prose, const struct day *day)
{
    char moment[128], asked[64], cell[CPTS_CELL_BYTES];
    struct query totals = cpts_day_query(
        day, "SELECT errors,coalesce(population_rate,area_rate),population_rate IS NULL,"
             "units,perimeters FROM runs WHERE run=?1");
    /* TRANSLATORS: a day in words */
    cpts_prose_put(prose, _("Who claimed what on %s\n"),
                   cpts_date_words(asked, sizeof asked, day->asked));
    if (cpts_query_row(&totals)) {
        const size_t errors = (size_t)cpts_query_integer_at(&totals, 0);
        /* TRANSLATORS: number of the run, its date and time, then the verdict */
        cpts_prose_put(prose, _("Run %lld, %s: %s, "), (long long)day->run,
                       cpts_moment_words(moment, sizeof moment, day->checked_at),
                       day->is_compliant ? _("compliant") : _("not compliant"));
        cpts_prose_counted(prose, "%s error", "%s errors", errors);
        cpts_prose_put(prose,
                       cpts_query_integer_at(&totals, 2)
                           ? _(", %s %% of the area covered\n")
                           : _(", %s %% of the inhabitants covered\n"),
                       cpts_prose_percent(prose, cell, cpts_query_number_at(&totals, 1), 1));
    }
    cpts_query_end(&totals);
}

static void put_claim(struct prose *prose, struct query *claim)
{
    char cell[CPTS_CELL_BYTES];
    cpts_prose_name(prose, cpts_query_text_at(claim, CLAIM_THEN_UNIT_NAME));
    cpts_prose_put(prose, " (");
    cpts_prose_name(prose, cpts_query_text_at(claim, CLAIM_THEN_CODE));
    cpts_prose_put(prose, ")");
    const double share = cpts_query_number_at(claim, CLAIM_THEN_SHARE);
    if (share < 1)
        cpts_prose_put(prose, _(", %s %% of it"), cpts_prose_percent(prose, cell, share, 1));
}

static void put_claims(struct prose *prose, const struct day *day, const char *perimeter)
{
    struct query claims = cpts_day_query(day, CPTS_CLAIMS_THEN "WHERE c.perimeter=?2 ORDER BY 4");
    size_t count = 0;
    char cell[CPTS_CELL_BYTES];
    cpts_query_text(&claims, perimeter);
    cpts_prose_put(prose, "    ");
    for (; cpts_query_row(&claims); count++)
        if (count < UNITS_SHOWN) {
            cpts_prose_put(prose, "%s", count ? _("; ") : "");
            put_claim(prose, &claims);
        }
    cpts_query_end(&claims);
    if (count > UNITS_SHOWN)
        cpts_prose_put(prose, _(" and %s more"),
                       cpts_prose_count(prose, cell, count - UNITS_SHOWN));
    cpts_prose_put(prose, "%s\n", count ? "" : _("nothing"));
}

static void put_perimeters(struct prose *prose, const struct day *day)
{
    struct query row = cpts_day_query(day, CPTS_PERIMETERS_THEN);
    char cell[CPTS_CELL_BYTES];
    while (cpts_query_row(&row)) {
        const char *id = cpts_query_text_at(&row, PERIMETER_THEN_ID);
        const char *name = cpts_query_text_at(&row, PERIMETER_THEN_NAME);
        cpts_prose_put(prose, "\n");
        cpts_prose_name(prose, *name ? name : id);
        if (*name && strcmp(name, id) != 0) {
            cpts_prose_put(prose, " (");
            cpts_prose_name(prose, id);
            cpts_prose_put(prose, ")");
        }
        cpts_prose_put(
            prose, _(": %s km²"),
            cpts_prose_area(prose, cell, cpts_query_number_at(&row, PERIMETER_THEN_AREA)));
        const double people = cpts_query_number_at(&row, PERIMETER_THEN_POPULATION);
        if (isfinite(people)) {
            const size_t count = (size_t)fmax(round(people), 0);
            cpts_prose_counted(prose, ", %s inhabitant", ", %s inhabitants", count);
        }
        cpts_prose_put(prose, "\n");
        put_claims(prose, day, id);
    }
    cpts_query_end(&row);
}

static void put_conflicts(struct prose *prose, const struct day *day)
{
    struct query row = cpts_day_query(day, find_conflicts);
    size_t count = 0;
    while (cpts_query_row(&row) && !cpts_query_integer_at(&row, THEN_SLIVER)) {
        cpts_prose_put(prose, "%s", count++ ? "" : _("\nFindings, as last reported:\n"));
        cpts_prose_put(prose, "  - ");
        cpts_prose_name(prose, cpts_query_text_at(&row, cpts_query_null_at(&row, THEN_MESSAGE)
                                                            ? THEN_ID
                                                            : THEN_MESSAGE));
        cpts_prose_put(prose, "\n");
    }
    cpts_query_end(&row);
}

static void put_text(const struct day *day, struct output_file *file)
{
    struct prose prose = cpts_prose_begin(file, NULL);
    prose.unit_kinds = cpts_store_unit_kinds(day->store);
    put_figures(&prose, day);
    put_perimeters(&prose, day);
    put_conflicts(&prose, day);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void add_head(struct json *json, const struct day *day)
{
    struct query row = cpts_day_query(day, find_totals);
    const bool found = cpts_query_row(&row);
    cpts_json_key_count(json, "schema_version", CPTS_FIELDS_VERSION);
    cpts_json_key_string(json, "asked", day->asked);
    cpts_json_key_count(json, "run_number", (size_t)day->run);
    cpts_json_key_string(json, "checked_at", day->checked_at);
    if (found) {
        cpts_json_key_string(json, "tool_version", cpts_query_text_at(&row, 0));
        cpts_json_line_open(json, "options", '{');
        cpts_json_row(json, &row, 1,
                      "o:analysis_crs n:sliver_width_m s:fail_on o:as_of o:statuses "
                      "n:snap_to_units");
        cpts_json_close(json, '}');
    }
    cpts_json_key_string(json, "verdict", day->is_compliant ? "compliant" : "not-compliant");
    cpts_json_line_open(json, "totals", '{');
    if (found) {
        cpts_json_row(json, &row, TOTAL_UNITS,
                      "n:units n:perimeters n:area_m2 n:population n:covered_area_m2 "
                      "n:covered_population n:white_area_m2 n:white_population n:overlap_area_m2 "
                      "n:overlap_population n:outside_area_m2 n:sliver_area_m2 n:area_rate "
                      "n:population_rate");
        cpts_json_key_open(json, "findings", '{');
        cpts_json_row(json, &row, TOTAL_ERRORS, "n:error n:warning n:note");
        cpts_json_close(json, '}');
    }
    cpts_json_close(json, '}');
    cpts_query_end(&row);
}

static void add_perimeters(struct json *json, const struct day *day)
{
    struct query row = cpts_day_query(day, CPTS_PERIMETERS_THEN);
    cpts_json_line_open(json, "perimeters", '[');
    while (cpts_query_row(&row)) {
        cpts_json_item(json);
        cpts_json_row(json, &row, PERIMETER_THEN_ID, "s:id s:name o:status n:area_m2 n:population");
        cpts_json_close(json, '}');
    }
    cpts_query_end(&row);
    cpts_json_close(json, ']');
}

/* Claims of a unit follow each other. */
static void add_claims(struct json *json, struct query *claims, bool *more, const char *code)
{
    cpts_json_key_open(json, "claims", '[');
    while (*more && strcmp(cpts_query_text_at(claims, CLAIM_THEN_CODE), code) == 0) {
        cpts_json_open(json, '{');
        cpts_json_key_string(json, "perimeter", cpts_query_text_at(claims, CLAIM_THEN_ID));
        cpts_json_key_number(json, "share", cpts_query_number_at(claims, CLAIM_THEN_SHARE));
        cpts_json_close(json, '}');
        *more = cpts_query_row(claims);
    }
    cpts_json_close(json, ']');
}

static void add_units(struct json *json, const struct day *day)
{
    struct query row = cpts_day_query(day, CPTS_UNITS_THEN);
    struct query claims = cpts_day_query(day, CPTS_CLAIMS_THEN
                                         "WHERE u.code IS NOT NULL ORDER BY c.unit,c.perimeter");
    bool more = cpts_query_row(&claims);
    cpts_json_line_open(json, "units", '[');
    while (cpts_query_row(&row)) {
        cpts_json_item(json);
        cpts_json_row(json, &row, UNIT_THEN_CODE, "s:code s:name n:population n:area_m2");
        add_claims(json, &claims, &more, cpts_query_text_at(&row, UNIT_THEN_CODE));
        cpts_json_row(json, &row, UNIT_THEN_WHITE_SHARE, "n:white_share n:overlap_share");
        cpts_json_close(json, '}');
    }
    cpts_query_end(&claims);
    cpts_query_end(&row);
    cpts_json_close(json, ']');
}

static void add_findings(struct json *json, const struct day *day)
{
    struct query row = cpts_day_query(day, find_conflicts);
    cpts_json_line_open(json, "findings", '[');
    while (cpts_query_row(&row)) {
        cpts_json_item(json);
        cpts_json_row(json, &row, THEN_ID,
                      "s:id s:rule s:severity b:sliver r:perimeters r:units n:area_m2 w:population "
                      "o:message");
        cpts_json_close(json, '}');
    }
    cpts_query_end(&row);
    cpts_json_close(json, ']');
}

static void put_json(const struct day *day, struct output_file *file)
{
    struct json json = {.file = file};
    cpts_json_open(&json, '{');
    add_head(&json, day);
    add_perimeters(&json, day);
    add_units(&json, day);
    add_findings(&json, day);
    cpts_json_end(&json);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

/* Columns are those of the query, in its order: a text, a count, or a number. */
struct day_table {
    const char *name, *sql;
    struct {
        const char *name;
        enum { TEXT_THEN, COUNT_THEN, NUMBER_THEN } kind;
    } columns[8];
};
static const struct day_table tables[] = {{"units",
                                           CPTS_UNITS_THEN,
                                           {{"code", TEXT_THEN},
                                            {"name", TEXT_THEN},
                                            {"population", NUMBER_THEN},
                                            {"area_m2", NUMBER_THEN},
                                            {"claims", COUNT_THEN},
                                            {"white_share", NUMBER_THEN},
                                            {"overlap_share", NUMBER_THEN}}},
                                          {"perimeters",
                                           CPTS_PERIMETERS_THEN,
                                           {{"id", TEXT_THEN},
                                            {"name", TEXT_THEN},
                                            {"status", TEXT_THEN},
                                            {"area_m2", NUMBER_THEN},
                                            {"population", NUMBER_THEN},
                                            {"units_whole", COUNT_THEN},
                                            {"units_partial", COUNT_THEN}}},
                                          {"claims",
                                           CPTS_CLAIMS_THEN_BY_PERIMETER,
                                           {{"id", TEXT_THEN},
                                            {"name", TEXT_THEN},
                                            {"status", TEXT_THEN},
                                            {"code", TEXT_THEN},
                                            {"unit_name", TEXT_THEN},
                                            {"share", NUMBER_THEN}}}};
enum { TABLES = sizeof tables / sizeof *tables };

static void put_table(const struct day *day, const struct day_table *table,
                      struct output_file *file)
{
    struct csv csv = cpts_csv_begin(file);
    struct query row = cpts_day_query(day, table->sql);
    int columns = 0;
    for (; table->columns[columns].name; columns++)
        cpts_csv_text(&csv, table->columns[columns].name);
    cpts_csv_text(&csv, "checked_at");
    cpts_csv_end_row(&csv);
    while (cpts_query_row(&row)) {
        for (int c = 0; c < columns; c++)
            if (table->columns[c].kind == TEXT_THEN)
                cpts_csv_text(&csv, cpts_query_text_at(&row, c));
            else if (table->columns[c].kind == COUNT_THEN)
                cpts_csv_count(&csv, (size_t)cpts_query_integer_at(&row, c));
            else
                cpts_csv_number(&csv, cpts_query_number_at(&row, c));
        cpts_csv_text(&csv, day->checked_at);
        cpts_csv_end_row(&csv);
    }
    cpts_query_end(&row);
}

static cpts_status write_tables(const struct day *day, const char *folder)
{
    cpts_context *context = day->store->context;
    struct output_file files[TABLES] = {0};
    char *paths[TABLES] = {NULL};
    cpts_status status = cpts_csv_folder(context, folder);
    for (int t = 0; t < TABLES && status == CPTS_OK; t++)
        status = cpts_csv_open(&files[t], &paths[t], context, folder, tables[t].name);
    for (int t = 0; t < TABLES && status == CPTS_OK; t++) {
        put_table(day, &tables[t], &files[t]);
        status = day->store->status;
    }
    return cpts_csv_close(files, paths, TABLES, status);
}

/* ---- the way out ----------------------------------------------------------------------------- */

static cpts_status put_and_commit(const struct day *day, cpts_format format,
                                  struct output_file *file)
{
    if (format == CPTS_FORMAT_JSON)
        put_json(day, file);
    else
        put_text(day, file);
    return cpts_file_end(file, day->store->status);
}

static cpts_status refuse_format(const struct day *day)
{
    return cpts_fail(day->store->context, CPTS_ERROR_ARGUMENT, "%s",
                     _("a day of a history is written as text, JSON or CSV"));
}

cpts_status cpts_history_print_at(cpts_history *history, const char *date, cpts_format format,
                                  FILE *stream)
{
    struct day day;
    struct output_file file = {0};
    cpts_status status = cpts_day_find(&day, history, date);
    if (status == CPTS_OK && format != CPTS_FORMAT_TEXT && format != CPTS_FORMAT_JSON)
        status = refuse_format(&day);
    if (status == CPTS_OK)
        status = cpts_file_wrap(&file, history->context, stream);
    return status == CPTS_OK ? put_and_commit(&day, format, &file) : status;
}

cpts_status cpts_history_write_at(cpts_history *history, const char *date, cpts_format format,
                                  const char *path)
{
    struct day day;
    struct output_file file = {0};
    cpts_status status = cpts_day_find(&day, history, date);
    if (status == CPTS_OK && format == CPTS_FORMAT_CSV)
        return write_tables(&day, path);
    if (status == CPTS_OK && format != CPTS_FORMAT_TEXT && format != CPTS_FORMAT_JSON)
        status = refuse_format(&day);
    if (status == CPTS_OK)
        status = cpts_file_open(&file, history->context, path, FILE_NAMELESS_IF_POSSIBLE);
    return status == CPTS_OK ? put_and_commit(&day, format, &file) : status;
}

cpts_status cpts_history_check_at(cpts_report **out, cpts_history *history, const char *date,
                                  const cpts_load_options *units, const cpts_check_options *options)
{
    struct day day;
    cpts_load_options load;
    cpts_check_options check;
    *out = NULL;
    cpts_status status = cpts_day_find(&day, history, date);
    if (status == CPTS_OK)
        status = cpts_options_take(history->context, &load, sizeof load,
                                   CPTS_SIZE_THROUGH(cpts_load_options, size_classes), units);
    const cpts_check_options usual = CPTS_CHECK_OPTIONS_INIT;
    if (status == CPTS_OK)
        status = cpts_options_take(history->context, &check, sizeof check,
                                   CPTS_SIZE_THROUGH(cpts_check_options, title),
                                   options ? options : &usual);
    char title[128], words[64];
    if (status == CPTS_OK && !check.title) {
        /* TRANSLATORS: a day in words */
        snprintf(title, sizeof title, _("Territories declared on %s"),
                 cpts_date_words(words, sizeof words, day.asked));
        check.title = title;
    }
    return status == CPTS_OK ? cpts_day_check(out, &day, &load, &check) : status;
}
