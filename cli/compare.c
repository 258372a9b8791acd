/*
 * cpts-coverage compare: two declarations, two editions, or the reports of two days.
 */
#include <string.h>

#include "cli.h"
#include "outputs.h"
#include "session.h"

/* What the two operands are. */
struct pair {
    struct outputs outputs;
    const char *words[2];
    cpts_region *regions[2];
    cpts_report *reports[2];
};

static cpts_status write_one(const void *comparison, cpts_format format, const char *path)
{
    return cpts_comparison_write(comparison, format, path);
}

/* A report.json begins with the name of the tool. */
static bool is_report(const char *path)
{
    char head[64] = "";
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    head[fread(head, 1, sizeof head - 1, file)] = '\0';
    fclose(file);
    return strstr(head, "\"tool\"") && strstr(head, "\"cpts-coverage\"");
}

/* An operand is a whole source; or, when the units are given, a declaration; or, when the
 * perimeters are, an edition of the units. */
static cpts_status check_side(struct session *session, struct pair *pair, int side)
{
    const char *const operand[] = {pair->words[side], NULL};
    cpts_load_options load = session->options->load;
    load.sources = NULL;
    if (load.units)
        load.perimeters = operand;
    else if (load.perimeters)
        load.units = operand;
    else
        load.sources = operand;
    cpts_status status = cli_session_load(session, &pair->regions[side], &load);
    if (status == CPTS_OK)
        status = cpts_check(&pair->reports[side], pair->regions[side], &session->options->check);
    return status;
}

static cpts_status print(const void *comparison, FILE *stream)
{
    return cpts_comparison_print(comparison, stream);
}

static const struct product product = {.write = write_one, .print = print};

static int work(struct session *session, void *user)
{
    struct pair *pair = user;
    cpts_compared sides[2] = {CPTS_COMPARED_INIT, CPTS_COMPARED_INIT};
    cpts_comparison *comparison = NULL;
    cpts_status status = CPTS_OK;
    if (!cli_outputs_settle(&pair->outputs, session->context, &session->console))
        return NOT_CHECKED;
    for (int side = 0; side < 2 && status == CPTS_OK; side++) {
        sides[side].label = pair->words[side];
        if (is_report(pair->words[side])) {
            sides[side].path = pair->words[side];
            continue;
        }
        status = check_side(session, pair, side);
        sides[side].report = pair->reports[side];
    }
    if (status == CPTS_OK)
        status = cpts_compare(&comparison, session->context, &sides[0], &sides[1]);
    const int result =
        status == CPTS_OK
            ? cli_outputs_deliver(&pair->outputs, comparison,
                                  cpts_comparison_differs(comparison) ? FINDINGS : COMPLIANT,
                                  session)
            : cli_session_fail(session, status);
    cpts_comparison_free(comparison);
    for (int side = 0; side < 2; side++) {
        cpts_report_free(pair->reports[side]);
        cpts_region_free(pair->regions[side]);
    }
    return result;
}

static bool read_words(struct pair *pair, const struct options *options, FILE *err)
{
    const struct command *command = cli_command(COMMAND_COMPARE);
    const char *const *words = options->load.sources;
    if (!words || !words[1] || words[2])
        return cli_usage_error(err, command, "%s",
                               _("two things to compare are needed: BEFORE and AFTER"));
    if (options->load.units && options->load.perimeters)
        return cli_usage_error(err, command, "%s",
                               _("with --units, BEFORE and AFTER are declarations; with "
                                 "--perimeters, editions of the units: give only one of the two"));
    pair->words[0] = words[0];
    pair->words[1] = words[1];
    return true;
}

int cli_compare(const struct options *options, FILE *out, FILE *err)
{
    struct pair pair = {.words = {NULL}};
    if (!read_words(&pair, options, err))
        return WRONG_USAGE;
    return cli_outputs_run(&pair.outputs, &product, cli_command(COMMAND_COMPARE), options, out, err,
                           work, &pair);
}
