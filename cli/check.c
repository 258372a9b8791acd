/*
 * cpts-coverage check: load, check, write, tell.
 */
#include "cli.h"
#include "outputs.h"
#include "session.h"

static cpts_status write_one(const void *report, cpts_format format, const char *path)
{
    return cpts_report_write(report, format, path);
}

static int tell(struct session *session, const struct outputs *outputs, const cpts_report *report)
{
    if (cli_session_interrupted(session))
        return NOT_CHECKED;
    if (!cli_outputs_write(outputs, write_one, report, session->context, &session->console))
        return NOT_CHECKED;
    cli_console_clear(&session->console);
    if (!outputs->on_stdout && session->options->verbosity != CPTS_QUIET) {
        const cpts_status status = cpts_report_print(report, session->out);
        if (status != CPTS_OK)
            return cli_session_fail(session, status);
    }
    return cli_finish(session->out, session->console.err,
                      cpts_report_compliant(report) ? COMPLIANT : FINDINGS);
}

static int load_and_check(struct session *session, void *outputs)
{
    cpts_region *region = NULL;
    cpts_report *report = NULL;
    cpts_status status = cpts_region_load(&region, session->context, &session->options->load);
    if (status == CPTS_OK)
        status = cpts_check(&report, region, &session->options->check);
    const int result =
        status == CPTS_OK ? tell(session, outputs, report) : cli_session_fail(session, status);
    cpts_report_free(report);
    cpts_region_free(region);
    return result;
}

int cli_check(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = cli_command(COMMAND_CHECK);
    if (!cli_require_source(command, options, err))
        return WRONG_USAGE;
    struct outputs outputs;
    const enum plan_result plan =
        cli_outputs_plan(&outputs, command, options, cpts_format_file, err);
    const int result = plan == PLAN_GOOD
                           ? cli_session_run(options, out, err, load_and_check, &outputs)
                       : plan == PLAN_NO_MEMORY ? NOT_CHECKED
                                                : WRONG_USAGE;
    cli_outputs_free(&outputs);
    return result;
}
