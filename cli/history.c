/*
 * cpts-coverage history: what the nightly job has kept, and what is accepted of it.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "files_read.h"
#include "history_day.h"
#include "session.h"

typedef cpts_status action_fn(struct session *session, cpts_history *history, const char *operand);

static cpts_format format_of(const struct session *session)
{
    return session->options->files[CPTS_FORMAT_JSON] ? CPTS_FORMAT_JSON : CPTS_FORMAT_TEXT;
}

static cpts_status print(struct session *session, cpts_history *history, cpts_history_view view,
                         const char *id)
{
    return cpts_history_print(history, view, id, format_of(session), session->out);
}

static cpts_status do_story(struct session *session, cpts_history *history, const char *operand)
{
    return print(session, history, CPTS_HISTORY_STORY, operand);
}

static cpts_status do_runs(struct session *session, cpts_history *history, const char *operand)
{
    return print(session, history, CPTS_HISTORY_RUNS, operand);
}

static cpts_status do_list(struct session *session, cpts_history *history, const char *operand)
{
    return print(session, history, session->options->all ? CPTS_HISTORY_ALL : CPTS_HISTORY_FINDINGS,
                 operand);
}

static cpts_status do_show(struct session *session, cpts_history *history, const char *operand)
{
    return print(session, history, CPTS_HISTORY_FINDING, operand);
}

static cpts_status do_accept(struct session *session, cpts_history *history, const char *operand)
{
    cpts_acceptance acceptance = session->options->acceptance;
    acceptance.id = operand;
    return cpts_history_accept(history, &acceptance);
}

static cpts_status do_reject(struct session *session, cpts_history *history, const char *operand)
{
    (void)session;
    return cpts_history_reject(history, operand);
}

static cpts_status do_import(struct session *session, cpts_history *history, const char *operand)
{
    (void)session;
    return cpts_history_import(history, operand);
}

static cpts_status do_export(struct session *session, cpts_history *history, const char *operand)
{
    (void)session;
    return cpts_history_export(history, operand ? operand : "-");
}

enum need { NEEDS_NOTHING, MAY_HAVE_ONE, NEEDS_ONE };

static const struct action {
    const char *name;
    action_fn *run;
    enum need need;
    const char *operand;
} actions[] = {
    {"story", do_story, NEEDS_NOTHING, ""},
    {"at", NULL, NEEDS_ONE, "DATE"}, /* cli_day */
    {"runs", do_runs, NEEDS_NOTHING, ""},
    {"list", do_list, NEEDS_NOTHING, ""},
    {"show", do_show, NEEDS_ONE, "ID"},
    {"accept", do_accept, NEEDS_ONE, "ID"},
    {"reject", do_reject, NEEDS_ONE, "ID"},
    {"import", do_import, NEEDS_ONE, N_("FILE")},
    {"export", do_export, MAY_HAVE_ONE, N_("FILE")},
};
enum { ACTIONS = sizeof actions / sizeof *actions };

/* What the operands ask for. */
struct request {
    const char *store, *operand;
    const struct action *action;
    struct outputs outputs; /* of `at` */
};

static void refuse_action(const struct command *command, const char *word, FILE *err)
{
    const char *names[ACTIONS];
    for (int i = 0; i < ACTIONS; i++)
        names[i] = actions[i].name;
    const char *meant = cli_suggest(word, names, ACTIONS);
    if (meant)
        cli_usage_error(err, command, _("unknown action '%s'; did you mean %s?"), word, meant);
    else
        cli_usage_error(err, command, _("unknown action '%s'"), word);
}

static bool read_action(struct request *out, const struct command *command,
                        const char *const *words, FILE *err)
{
    out->action = NULL;
    for (int i = 0; i < ACTIONS; i++)
        if (strcmp(actions[i].name, words[1]) == 0)
            out->action = &actions[i];
    if (!out->action) {
        refuse_action(command, words[1], err);
        return false;
    }
    out->operand = words[2];
    if (out->action->need == NEEDS_ONE && !words[2])
        return cli_usage_error(err, command, _("%s needs an argument: %s %s"), words[1], words[1],
                               _(out->action->operand));
    if ((out->action->need == NEEDS_NOTHING && words[2]) || (words[2] && words[3]))
        return cli_usage_error(err, command, _("%s: unexpected argument '%s'"), words[1],
                               words[2] && words[3] ? words[3] : words[2]);
    return true;
}

static bool read_request(struct request *out, const struct options *options, FILE *err)
{
    const struct command *command = cli_command(COMMAND_HISTORY);
    const char *const *words = options->load.sources;
    if (!words)
        return cli_usage_error(err, command,
                               _("a STORE is missing; write for example '%s history %s'"), PROGRAM,
                               "cpts.sqlite");
    *out = (struct request){.store = words[0], .action = &actions[0]};
    if (words[1] && !read_action(out, command, words, err))
        return false;
    if (out->action->run && cli_day_is_asked(options))
        return cli_usage_error(err, command,
                               _("files and --units go with 'at DATE': '%s' prints, as text or "
                                 "with --format json"),
                               out->action->name);
    /* An acceptance that is exported must not take the place of what it is taken from. */
    if (out->action->run == do_export && out->operand &&
        cli_belongs_to_source(out->store, out->operand))
        return cli_usage_error(err, command,
                               _("writing '%s' would overwrite the source '%s'; choose another "
                                 "name"),
                               out->operand, out->store);
    return true;
}

static int work(struct session *session, void *user)
{
    const struct request *request = user;
    cpts_history *history = NULL;
    cpts_status status =
        cpts_history_open(&history, session->context, request->store, session->options->wait_s);
    const bool is_day = !request->action->run;
    if (status == CPTS_OK && !is_day)
        status = request->action->run(session, history, request->operand);
    const int result = status != CPTS_OK ? cli_session_fail(session, status)
                       : is_day ? cli_day(session, &request->outputs, history, request->operand)
                                : cli_finish(session->out, session->console.err, COMPLIANT);
    cpts_history_close(history);
    return result;
}

int cli_history(const struct options *options, FILE *out, FILE *err)
{
    struct request request;
    if (!read_request(&request, options, err))
        return WRONG_USAGE;
    int result = request.action->run ? COMPLIANT : cli_day_plan(&request.outputs, options, err);
    if (result == COMPLIANT)
        result = cli_session_run(options, out, err, work, &request);
    cli_outputs_free(&request.outputs);
    return result;
}
