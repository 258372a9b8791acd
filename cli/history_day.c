/*
 * cpts-coverage history STORE at DATE: who claimed what on a day. The store holds no outline of the
 * units: with --units, what was claimed is checked again over them, and written as a check is.
 */
#include "history_day.h"

#include "cli.h"

static bool has_units(const struct options *options)
{
    return options->load.units != NULL;
}

static const char *name_of_day(cpts_format format)
{
    return format == CPTS_FORMAT_JSON  ? "day.json"
           : format == CPTS_FORMAT_CSV ? cpts_file_name(CPTS_RESULT_REPORT, format)
                                       : NULL;
}

/* A collector would take what was for what is; a declaration is claims.csv. */
static const char *name_of_report(cpts_format format)
{
    const bool is_left_out = format == CPTS_FORMAT_DECLARATION || format == CPTS_FORMAT_SCENARIO ||
                             format == CPTS_FORMAT_SHEETS || format == CPTS_FORMAT_PROMETHEUS;
    return is_left_out ? NULL : cpts_file_name(CPTS_RESULT_REPORT, format);
}

bool cli_day_is_asked(const struct options *options)
{
    bool has_file = options->folder || has_units(options);
    for (int f = 0; f < CPTS_FORMAT_COUNT; f++)
        has_file |= options->files[f] && !(f == CPTS_FORMAT_JSON && options->files[f][0] == '-' &&
                                           !options->files[f][1]);
    return has_file;
}

/* ---- from the store alone -------------------------------------------------------------------- */

struct asked {
    cpts_history *history;
    const char *date;
};

static cpts_status write_day(const void *user, cpts_format format, const char *path)
{
    const struct asked *asked = user;
    return cpts_history_write_at(asked->history, asked->date, format, path);
}

/* ---- over units ------------------------------------------------------------------------------ */

static cpts_status write_report(const void *report, cpts_format format, const char *path)
{
    return cpts_report_write(report, format, path);
}

static cpts_status check_again(cpts_report **report, struct session *session,
                               const struct asked *asked)
{
    cpts_load_options units = session->options->load;
    units.sources = NULL; /* the store, the action and the day */
    return cpts_history_check_at(report, asked->history, asked->date, &units,
                                 &session->options->check);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static const struct product product = {.standard_name = name_of_day, .write = write_day};
static const struct product checked_product = {
    .standard_name = name_of_report, .write = write_report, .has_style = true};

int cli_day_plan(struct outputs *outputs, const struct options *options, FILE *err)
{
    const struct command *command = cli_command(COMMAND_HISTORY);
    for (int f = 0; f < CPTS_FORMAT_COUNT && !has_units(options); f++)
        if (options->files[f] && f != CPTS_FORMAT_JSON && f != CPTS_FORMAT_CSV) {
            cli_usage_error(err, command, "%s",
                            _("a history keeps who claims which unit, not the outlines: add "
                              "--units SOURCE for a map"));
            return WRONG_USAGE;
        }
    const int planned = cli_outputs_plan(outputs, has_units(options) ? &checked_product : &product,
                                         command, options, err);
    if (!has_units(options))
        outputs->tables = "units.csv, perimeters.csv, claims.csv";
    return planned;
}

int cli_day(struct session *session, const struct outputs *outputs, cpts_history *history,
            const char *date)
{
    const struct asked asked = {history, date};
    const bool prints = !outputs->on_stdout && session->options->verbosity != CPTS_QUIET;
    cpts_report *report = NULL;
    cpts_status status = CPTS_OK;
    if (!cli_outputs_settle(outputs, session->context, &session->console))
        return NOT_CHECKED;
    if (has_units(session->options))
        status = check_again(&report, session, &asked);
    int ended = NOT_CHECKED;
    if (status == CPTS_OK)
        ended = cli_outputs_write(outputs, report ? (const void *)report : &asked, session);
    const bool good = ended == COMPLIANT;
    cli_console_clear(&session->console);
    if (good && prints)
        status = report ? cpts_report_print(report, session->out)
                        : cpts_history_print_at(history, date, CPTS_FORMAT_TEXT, session->out);
    if (good && prints && status == CPTS_OK && outputs->count) {
        fputc('\n', session->out);
        cli_outputs_say(outputs, session->out);
    }
    cpts_report_free(report);
    if (status != CPTS_OK)
        return cli_session_fail(session, status);
    return good ? cli_finish(session->out, session->console.err, COMPLIANT) : ended;
}
