/*
 * cpts-coverage simulate: load, try a hypothesis, write, print. The exit status is that of a check
 * of the region as it would be.
 */
#include "cli.h"
#include "outputs.h"
#include "session.h"

/* A declaration of whole units would leave out what is drawn across them, sheets are many, and
 * metrics are of what is. */
static const char *standard_name(cpts_format format)
{
    const bool is_left_out = format == CPTS_FORMAT_DECLARATION || format == CPTS_FORMAT_SHEETS ||
                             format == CPTS_FORMAT_SCENARIO || format == CPTS_FORMAT_PROMETHEUS;
    return is_left_out ? NULL : cpts_file_name(CPTS_RESULT_SIMULATION, format);
}

static cpts_status write_one(const void *simulation, cpts_format format, const char *path)
{
    return cpts_simulation_write(simulation, format, path);
}

static cpts_status print(const void *simulation, FILE *stream)
{
    return cpts_simulation_print(simulation, stream);
}

static const struct product product = {
    .standard_name = standard_name, .write = write_one, .print = print};

static int load_and_simulate(struct session *session, void *outputs)
{
    const struct options *options = session->options;
    if (!cli_outputs_settle(outputs, session->context, &session->console))
        return NOT_CHECKED;
    cpts_region *region = NULL;
    cpts_simulation *simulation = NULL;
    cpts_hypothesis hypothesis = options->hypothesis;
    if (options->new_name) {
        hypothesis.id = options->new_name;
        hypothesis.is_new = true;
    }
    cpts_status status = cli_session_load(session, &region, &options->load);
    if (status == CPTS_OK)
        status = cpts_simulate(&simulation, region, &hypothesis, &options->check);
    const int result =
        status == CPTS_OK
            ? cli_outputs_deliver(outputs, simulation,
                                  cli_status_of(cpts_simulation_after(simulation)), session)
            : cli_session_fail(session, status);
    cpts_simulation_free(simulation);
    cpts_region_free(region);
    return result;
}

static bool require_hypothesis(const struct command *command, const struct options *options,
                               FILE *err)
{
    const cpts_hypothesis *hypothesis = &options->hypothesis;
    const char *id = options->new_name ? options->new_name : hypothesis->id;
    const bool acts = hypothesis->take || hypothesis->release || hypothesis->replace;
    if (options->new_name && hypothesis->id)
        return cli_usage_error(err, command,
                               _("--as is for a CPTS of the declaration, --new for one that does "
                                 "not exist yet: give one of the two"));
    if (hypothesis->scenario && !id && !acts)
        return true;
    if (!id)
        return cli_usage_error(err, command,
                               _("--as is missing: which CPTS is it about? For example --as %s"),
                               "CPTS-12");
    if (!hypothesis->take && !hypothesis->release)
        return cli_usage_error(err, command,
                               _("what '%s' would take or release is missing; for example "
                                 "--take %s"),
                               id, "13001,13005");
    return true;
}

int cli_simulate(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = cli_command(COMMAND_SIMULATE);
    if (!cli_require_source(command, options, err) || !require_hypothesis(command, options, err))
        return WRONG_USAGE;
    struct outputs outputs;
    return cli_outputs_run(&outputs, &product, command, options, out, err, load_and_simulate,
                           &outputs);
}
