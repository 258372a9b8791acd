/*
 * cpts-coverage read: how check would read the same sources.
 */
#include "cli.h"
#include "outputs.h"
#include "session.h"

struct read {
    struct outputs outputs;
};

static const char *standard_name(cpts_format format)
{
    return cpts_file_name(CPTS_RESULT_READING, format);
}

static cpts_status write_one(const void *reading, cpts_format format, const char *path)
{
    return cpts_reading_write(reading, format, path);
}

static int status_of(const cpts_reading *reading)
{
    switch (cpts_reading_state_of(reading)) {
    case CPTS_READING_SURE:
        return COMPLIANT;
    case CPTS_READING_DOUBTFUL:
        return FINDINGS;
    default:
        return NOT_CHECKED;
    }
}

static int deliver(struct session *session, const struct read *read, const cpts_reading *reading)
{
    if (cli_session_interrupted(session))
        return NOT_CHECKED;
    const int written = cli_outputs_write(&read->outputs, write_one, reading, session);
    if (written != COMPLIANT)
        return written;
    cli_console_clear(&session->console);
    if (!read->outputs.on_stdout && session->options->verbosity != CPTS_QUIET) {
        const cpts_status status = cpts_reading_print(reading, session->out);
        if (status != CPTS_OK)
            return cli_session_fail(session, status);
    }
    return cli_finish(session->out, session->console.err, status_of(reading));
}

static int work(struct session *session, void *user)
{
    const struct read *read = user;
    cpts_reading *reading = NULL;
    if (!cli_outputs_settle(&read->outputs, session->context, &session->console))
        return NOT_CHECKED;
    const cpts_status status =
        cpts_reading_load(&reading, session->context, &session->options->load);
    const int result =
        status == CPTS_OK ? deliver(session, read, reading) : cli_session_fail(session, status);
    cpts_reading_free(reading);
    return result;
}

int cli_read(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = cli_command(COMMAND_READ);
    if (!cli_require_source(command, options, err))
        return WRONG_USAGE;
    struct read read = {.outputs = {.count = 0}};
    const enum plan_result plan =
        cli_outputs_plan(&read.outputs, command, options, standard_name, err);
    const int result = plan == PLAN_GOOD        ? cli_session_run(options, out, err, work, &read)
                       : plan == PLAN_NO_MEMORY ? NOT_CHECKED
                                                : WRONG_USAGE;
    cli_outputs_free(&read.outputs);
    return result;
}
