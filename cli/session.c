#include "session.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "page.h"
#include "sheets_link.h"

int cli_session_fail(struct session *session, cpts_status status)
{
    cli_console_error(&session->console, cpts_context_message(session->context));
    return status == CPTS_ERROR_ARGUMENT ? WRONG_USAGE : NOT_CHECKED;
}

bool cli_session_interrupted(const struct session *session)
{
    return atomic_load(&session->watch.caught) != 0;
}

int cli_session_run(const struct options *options, FILE *out, FILE *err,
                    int (*work)(struct session *session, void *user), void *user)
{
    const char *json = options->files[CPTS_FORMAT_JSON];
    const bool is_for_programs = json && strcmp(json, "-") == 0;
    struct session session = {.options = options,
                              .out = is_for_programs ? out : cli_page_open(out)};
    if (cpts_context_new(&session.context) != CPTS_OK) {
        fprintf(err, "%s: %s\n", PROGRAM, _("out of memory"));
        cli_page_close(session.out, out);
        return NOT_CHECKED;
    }
    cpts_context_set_jobs(session.context, options->jobs);
    cli_console_open(&session.console, options, out, err, session.context);
    if (!cli_watch_signals(&session.watch, session.context)) {
        cli_console_error(&session.console, _("the system refuses to start a thread; free some "
                                              "resources or raise the limit (ulimit -u)"));
        cpts_context_free(session.context);
        cli_page_close(session.out, out);
        return NOT_CHECKED;
    }
    cpts_print_options print = options->print;
    char sheets[PATH_MAX];
    print.sheets = cli_sheets_link(sheets, options) ? sheets : NULL;
    cpts_status status = cpts_context_set_print(session.context, &print);
    if (status == CPTS_OK)
        status = cpts_context_set_csv_dialect(session.context, options->dialect);
    if (status == CPTS_OK)
        status = cpts_context_set_option_names(session.context, CPTS_OPTIONS_AS_ARGUMENTS);
    int result = status == CPTS_OK ? work(&session, user) : cli_session_fail(&session, status);
    cli_console_clear(&session.console);
    if (!cli_page_close(session.out, out) && result < NOT_CHECKED)
        result = cli_finish(out, err, result);
    const int caught = cli_unwatch_signals(&session.watch);
    if (caught)
        result = SIGNALLED + caught;
    cpts_context_free(session.context);
    return result;
}

cpts_status cli_session_load(const struct session *session, cpts_region **region,
                             const cpts_load_options *options)
{
    const cpts_status status = cpts_region_load(region, session->context, options);
    malloc_trim(0);
    return status;
}

const struct command *cli_command(enum command_bit bit)
{
    const struct command *command = &cli_commands[0];
    while (command->bit != bit)
        command++;
    return command;
}

bool cli_require_source(const struct command *command, const struct options *options, FILE *err)
{
    if (options->load.sources || options->load.units || options->load.perimeters)
        return true;
    return cli_usage_error(err, command, _("a SOURCE is missing; write for example '%s %s %s'"),
                           PROGRAM, command->name, "region.gpkg");
}

int cli_status_of(const cpts_report *report)
{
    return cpts_report_verdict(report) == CPTS_VERDICT_NOT_COMPLIANT ? FINDINGS : COMPLIANT;
}
