/*
 * cpts-coverage read: how check would read the same sources.
 */
#include "cli.h"
#include "outputs.h"
#include "session.h"

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

static cpts_status print(const void *reading, FILE *stream)
{
    return cpts_reading_print(reading, stream);
}

static const struct product product = {.write = write_one, .print = print, .is_unsaid = true};

static int work(struct session *session, void *outputs)
{
    cpts_reading *reading = NULL;
    if (!cli_outputs_settle(outputs, session->context, &session->console))
        return NOT_CHECKED;
    const cpts_status status =
        cpts_reading_load(&reading, session->context, &session->options->load);
    const int result = status == CPTS_OK
                           ? cli_outputs_deliver(outputs, reading, status_of(reading), session)
                           : cli_session_fail(session, status);
    cpts_reading_free(reading);
    return result;
}

int cli_read(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = cli_command(COMMAND_READ);
    if (!cli_require_source(command, options, err))
        return WRONG_USAGE;
    struct outputs outputs;
    return cli_outputs_run(&outputs, &product, command, options, out, err, work, &outputs);
}
