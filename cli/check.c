/*
 * cpts-coverage check: load, check, write, tell.
 */
#include <string.h>

#include "cli.h"
#include "console.h"
#include "outputs.h"
#include "signals.h"

/* One run of the command. */
struct run {
    const struct options *options;
    const struct outputs *outputs;
    FILE *out;
    cpts_context *context;
    struct console console;
    struct signal_watch watch;
};

static int fail(struct run *run, cpts_status status)
{
    cli_console_error(&run->console, cpts_context_message(run->context));
    return status == CPTS_ERROR_ARGUMENT ? WRONG_USAGE : NOT_CHECKED;
}

static bool was_interrupted(struct run *run)
{
    return atomic_load(&run->watch.caught) != 0;
}

static int tell(struct run *run, const cpts_report *report)
{
    if (was_interrupted(run))
        return NOT_CHECKED;
    if (!cli_outputs_write(run->outputs, report, run->context, &run->console))
        return NOT_CHECKED;
    cli_console_clear(&run->console);
    if (!run->outputs->on_stdout && run->options->verbosity != CPTS_QUIET) {
        const cpts_status status = cpts_report_print(report, run->out);
        if (status != CPTS_OK)
            return fail(run, status);
    }
    return cli_finish(run->out, run->console.err,
                      cpts_report_compliant(report) ? COMPLIANT : FINDINGS);
}

static int load_and_check(struct run *run)
{
    cpts_region *region = NULL;
    cpts_report *report = NULL;
    int result = NOT_CHECKED;

    cpts_status status = cpts_region_load(&region, run->context, &run->options->load);
    if (status == CPTS_OK)
        status = cpts_check(&report, region, &run->options->check);
    result = status == CPTS_OK ? tell(run, report) : fail(run, status);
    cpts_report_free(report);
    cpts_region_free(region);
    return result;
}

static bool has_source(const struct options *options)
{
    return options->load.sources || options->load.units || options->load.perimeters;
}

static int run_check(struct run *run, FILE *err)
{
    if (cpts_context_new(&run->context) != CPTS_OK) {
        fprintf(err, "%s: %s\n", PROGRAM, _("out of memory"));
        return NOT_CHECKED;
    }
    cpts_context_set_jobs(run->context, run->options->jobs);
    cli_console_open(&run->console, run->options, err, run->context);
    if (!cli_watch_signals(&run->watch, run->context)) {
        cli_console_error(&run->console, _("the system refuses to start a thread"));
        cpts_context_free(run->context);
        return NOT_CHECKED;
    }
    int result = load_and_check(run);
    cli_console_clear(&run->console);
    const int caught = cli_unwatch_signals(&run->watch);
    if (caught)
        result = SIGNALLED + caught;
    cpts_context_free(run->context);
    return result;
}

int cli_check(const struct options *options, FILE *out, FILE *err)
{
    const struct command *command = &cli_commands[0];
    while (command->bit != COMMAND_CHECK)
        command++;
    if (!has_source(options)) {
        cli_usage_error(err, command, _("a SOURCE is missing; write for example '%s check %s'"),
                        PROGRAM, "region.gpkg");
        return WRONG_USAGE;
    }
    struct outputs outputs;
    const enum plan_result plan = cli_outputs_plan(&outputs, command, options, err);
    struct run run = {.options = options, .outputs = &outputs, .out = out};
    const int result = plan == PLAN_GOOD        ? run_check(&run, err)
                       : plan == PLAN_NO_MEMORY ? NOT_CHECKED
                                                : WRONG_USAGE;
    cli_outputs_free(&outputs);
    return result;
}
