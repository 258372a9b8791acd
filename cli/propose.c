/*
 * cpts-coverage propose: load, find who could take what, write, print. The exit status is that of a
 * check of the proposed declaration.
 */
#include "cli.h"
#include "outputs.h"
#include "session.h"

/* Sheets are many, and metrics are of what is. */
static const char *standard_name(cpts_format format)
{
    const bool is_left_out = format == CPTS_FORMAT_SHEETS || format == CPTS_FORMAT_PROMETHEUS;
    return is_left_out ? NULL : cpts_file_name(CPTS_RESULT_PROPOSAL, format);
}

static cpts_status write_one(const void *proposal, cpts_format format, const char *path)
{
    return cpts_proposal_write(proposal, format, path);
}

static int deliver(struct session *session, const struct outputs *outputs,
                   const cpts_proposal *proposal)
{
    if (cli_session_interrupted(session))
        return NOT_CHECKED;
    const int written = cli_outputs_write(outputs, write_one, proposal, session);
    if (written != COMPLIANT)
        return written;
    cli_console_clear(&session->console);
    if (!outputs->on_stdout && session->options->verbosity != CPTS_QUIET) {
        const cpts_status status = cpts_proposal_print(proposal, session->out);
        if (status != CPTS_OK)
            return cli_session_fail(session, status);
        cli_outputs_say(outputs, session->out);
    }
    return cli_finish(session->out, session->console.err,
                      cli_status_of(cpts_proposal_after(proposal)));
}

static int load_and_propose(struct session *session, void *outputs)
{
    const struct options *options = session->options;
    if (!cli_outputs_settle(outputs, session->context, &session->console))
        return NOT_CHECKED;
    cpts_region *region = NULL;
    cpts_proposal *proposal = NULL;
    cpts_status status = cli_session_load(session, &region, &options->load);
    if (status == CPTS_OK)
        status = cpts_propose(&proposal, region, &options->proposal, &options->check);
    const int result =
        status == CPTS_OK ? deliver(session, outputs, proposal) : cli_session_fail(session, status);
    cpts_proposal_free(proposal);
    cpts_region_free(region);
    return result;
}

int cli_propose(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = cli_command(COMMAND_PROPOSE);
    if (!cli_require_source(command, options, err))
        return WRONG_USAGE;
    struct outputs outputs;
    const enum plan_result plan = cli_outputs_plan(&outputs, command, options, standard_name, err);
    outputs.has_style = true;
    const int result = plan == PLAN_GOOD
                           ? cli_session_run(options, out, err, load_and_propose, &outputs)
                       : plan == PLAN_NO_MEMORY ? NOT_CHECKED
                                                : WRONG_USAGE;
    cli_outputs_free(&outputs);
    return result;
}
