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

static cpts_status print(const void *proposal, FILE *stream)
{
    return cpts_proposal_print(proposal, stream);
}

static const struct product product = {
    .standard_name = standard_name,
    .write = write_one,
    .print = print,
    .hint = N_("The proposed declaration: --declaration FILE.csv, or --gpkg FILE to see it in "
               "QGIS."),
    .has_style = true};

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
        status == CPTS_OK
            ? cli_outputs_deliver(outputs, proposal, cli_status_of(cpts_proposal_after(proposal)),
                                  session)
            : cli_session_fail(session, status);
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
    return cli_outputs_run(&outputs, &product, command, options, out, err, load_and_propose,
                           &outputs);
}
