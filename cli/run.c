/*
 * From the words of the command line to the function of a command.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "console.h"

/* The language is looked for first, so that wrong usage is reported in it too. */
static const char *asked_language(int argc, char **argv)
{
    const char *language = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = "";
        if (strncmp(argv[i], "--lang=", 7) == 0)
            value = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            value = argv[i + 1];
        if (strcmp(value, "fr") == 0 || strcmp(value, "en") == 0)
            language = value;
    }
    return language;
}

static const struct command *find_command(const char *name)
{
    for (const struct command *command = cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static void unknown_command(FILE *err, const char *word)
{
    const char *names[16];
    size_t count = 0;
    for (const struct command *command = cli_commands; command->name && count < 16; command++)
        names[count++] = command->name;
    const char *meant = cli_suggest(word, names, count);
    if (meant)
        cli_usage_error(err, NULL, _("unknown command '%s'; did you mean %s?"), word, meant);
    else if (access(word, F_OK) == 0 || strchr(word, '|'))
        cli_usage_error(err, NULL, _("no command before '%s'; did you mean '%s check %s'?"), word,
                        PROGRAM, word);
    else
        cli_usage_error(err, NULL, _("unknown command '%s'"), word);
}

/* The first word that is neither an option nor the value of one; argc when there is none. */
static int command_index(int argc, char **argv)
{
    int i = 1;
    while (i < argc && argv[i][0] == '-' && argv[i][1])
        i += strcmp(argv[i], "--lang") == 0 ? 2 : 1;
    return i < argc ? i : argc;
}

static int run_command(const struct command *command, const struct options *options, FILE *out,
                       FILE *err)
{
    switch (command->bit) {
    case COMMAND_CHECK:
        return cli_check(options, out, err);
    case COMMAND_SIMULATE:
        return cli_simulate(options, out, err);
    case COMMAND_PROPOSE:
        return cli_propose(options, out, err);
    case COMMAND_COMPARE:
        return cli_compare(options, out, err);
    case COMMAND_HISTORY:
        return cli_history(options, out, err);
    case COMMAND_READ:
        return cli_read(options, out, err);
    case COMMAND_NONE:
        break;
    }
    return WRONG_USAGE;
}

static int run_parsed(const struct command *command, const struct options *options, FILE *out,
                      FILE *err)
{
    if (options->help) {
        cli_print_help(out, command);
        return cli_finish(out, err, COMPLIANT);
    }
    if (options->version) {
        fprintf(out, "%s %s\n", PROGRAM, cpts_version());
        return cli_finish(out, err, COMPLIANT);
    }
    if (!command) {
        cli_usage_error(err, NULL, _("a command is missing; write for example '%s check %s'"),
                        PROGRAM, "region.gpkg");
        return WRONG_USAGE;
    }
    return run_command(command, options, out, err);
}

/* COMPLIANT, or the exit status that it comes to: memory that is short is not wrong usage. */
static int parse(struct options *options, const struct command *command, int argc, char **argv,
                 FILE *err)
{
    if (cli_options_parse(options, command, argc, argv, err))
        return COMPLIANT;
    return options->lists ? WRONG_USAGE : NOT_CHECKED;
}

int cli_run(int argc, char **argv, FILE *out, FILE *err)
{
    cli_set_language(asked_language(argc, argv));

    /* Options may stand before the command as well: --lang en check region.gpkg. */
    struct options options = OPTIONS_INIT;
    const int at = argc > 0 ? command_index(argc, argv) : 0;
    int status = at <= 1 ? COMPLIANT : parse(&options, NULL, at - 1, argv + 1, err);
    if (status == COMPLIANT) {
        cli_options_free(&options);
        const struct command *command = at < argc ? find_command(argv[at]) : NULL;
        const int first = at < argc ? at + 1 : argc;
        if (at < argc && !command) {
            unknown_command(err, argv[at]);
            status = WRONG_USAGE;
        } else {
            status = parse(&options, command, argc - first, argv + first, err);
        }
        if (status == COMPLIANT)
            status = run_parsed(command, &options, out, err);
    }
    cli_options_free(&options);
    return status;
}
