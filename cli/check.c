/*
 * cpts-coverage check: load, check, compare with the history, write, print, commit.
 */
#include <string.h>

#include "cli.h"
#include "outputs.h"
#include "session.h"

/* What a check works with, from one step to the next. */
struct check {
    struct outputs outputs;
    cpts_history *history; /* NULL: none is kept */
    cpts_region *region;
    cpts_report *report;
};

/* A declaration of whole units would leave out what is drawn across them; sheets are many. */
static const char *standard_name(cpts_format format)
{
    const bool is_left_out = format == CPTS_FORMAT_DECLARATION || format == CPTS_FORMAT_SCENARIO ||
                             format == CPTS_FORMAT_SHEETS;
    return is_left_out ? NULL : cpts_file_name(CPTS_RESULT_REPORT, format);
}

static cpts_status write_one(const void *report, cpts_format format, const char *path)
{
    return cpts_report_write(report, format, path);
}

static cpts_status print(const void *report, FILE *stream)
{
    const cpts_status status = cpts_report_print(report, stream);
    if (status == CPTS_OK && cpts_report_rule_count(report, CPTS_RULE_UNREAD))
        fprintf(stream, "%s\n\n",
                _("'cpts-coverage read' with the same sources shows what each column was read as, "
                  "and gives the options that name the columns."));
    return status;
}

static const struct product product = {
    .standard_name = standard_name,
    .write = write_one,
    .print = print,
    .hint = N_("For the whole report: -o FOLDER, or --html FILE for a page with a map, "
               "--gpkg FILE for QGIS, --csv FOLDER for tables, --json FILE for programs."),
    .has_style = true,
    .is_report = true};

/* Commit last: findings of a report that nobody received stay new. */
static int deliver(struct session *session, const struct check *check)
{
    const int result =
        cli_outputs_deliver(&check->outputs, check->report, cli_status_of(check->report), session);
    if (result >= WRONG_USAGE || !check->history || cli_session_interrupted(session))
        return result;
    const cpts_status status = cpts_history_commit(check->history);
    return status == CPTS_OK ? result : cli_session_fail(session, status);
}

static int work(struct session *session, void *user)
{
    struct check *check = user;
    const struct options *options = session->options;
    cpts_context *context = session->context;
    const char *drawn = NULL;
    cpts_status status = CPTS_OK;
    if (!cli_outputs_settle(&check->outputs, context, &session->console))
        return NOT_CHECKED;
    if (options->history)
        status = cpts_history_open(&check->history, context, options->history, options->wait_s);
    if (status == CPTS_OK)
        status = cli_session_load(session, &check->region, &options->load);
    if (status == CPTS_OK && options->print.map_of)
        status = cpts_region_find_map(&drawn, check->region, options->print.map_of);
    if (status == CPTS_OK)
        status = cpts_check(&check->report, check->region, &options->check);
    if (status == CPTS_OK && check->history)
        status = cpts_history_record(check->history, check->report);
    if (status == CPTS_OK && options->accepted)
        status = cpts_report_accept_file(check->report, options->accepted);
    const int result =
        status == CPTS_OK ? deliver(session, check) : cli_session_fail(session, status);
    cpts_history_close(check->history);
    cpts_report_free(check->report);
    cpts_region_free(check->region);
    return result;
}

/* Without a history everything is new, every night. */
static bool asks_for_new(const char *fail_on)
{
    bool found = false;
    for (const char *word = fail_on; word && !found; word = strchr(word, ',')) {
        word += *word == ',';
        found = strcspn(word, ",") == 3 && strncmp(word, "new", 3) == 0;
    }
    return found;
}

int cli_check(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = cli_command(COMMAND_CHECK);
    if (!cli_require_source(command, options, err))
        return WRONG_USAGE;
    if (!options->history && asks_for_new(options->check.fail_on)) {
        cli_usage_error(err, command, "%s",
                        _("--fail-on new needs the history of earlier runs: add --history STORE"));
        return WRONG_USAGE;
    }
    struct check check = {.history = NULL};
    return cli_outputs_run(&check.outputs, &product, command, options, out, err, work, &check);
}
