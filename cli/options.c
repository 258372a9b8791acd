/*
 * The parser of the option table. getopt_long was left aside: it takes abbreviations, which
 * break the scripts that use them the day an option is added, and its messages neither suggest
 * nor translate.
 */
#include "options.h"

#include <errno.h>
#include <float.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define MOST_JOBS    1024
#define MOST_SECONDS 86400
#define LEAST_DPI    30
#define MOST_DPI     600
#define OPTION_LIMIT 64 /* names looked through for a suggestion */

/* A command line under way. */
struct parser {
    struct options *options;
    const struct command *command;
    FILE *err;
    size_t list_room; /* items a list may have */
    size_t lists_used;
};

bool cli_usage_error(FILE *err, const struct command *command, const char *format, ...)
{
    va_list arguments;
    fputs(PROGRAM ": ", err);
    va_start(arguments, format);
    vfprintf(err, format, arguments);
    va_end(arguments);
    fputc('\n', err);
    if (command)
        fprintf(err, _("See '%s %s --help'.\n"), PROGRAM, command->name);
    else
        fprintf(err, _("See '%s --help'.\n"), PROGRAM);
    return false;
}

static unsigned command_bit(const struct command *command)
{
    return command ? command->bit : COMMAND_NONE;
}

/* ---- values ---------------------------------------------------------------------------- */

/* A number of all of `value`, from `least` to `most`. */
static bool read_number(double *out, const char *value, double least, double most)
{
    char *end = NULL;
    errno = 0;
    const double number = strtod(value, &end);
    if (value[strspn(value, "0123456789+-.eE")]) /* neither hexadecimal nor infinite */
        return false;
    if (end == value || *end || errno || !(number >= least && number <= most))
        return false;
    *out = number;
    return true;
}

static bool set_length(const struct parser *parser, double *target, const char *name,
                       const char *value)
{
    return read_number(target, value, 0, DBL_MAX) ||
           cli_usage_error(parser->err, parser->command,
                           _("%s: '%s' is not a length in metres; write for example %s 2.5"), name,
                           value, name);
}

static bool set_area(const struct parser *parser, double *target, const char *name,
                     const char *value)
{
    return read_number(target, value, DBL_MIN, DBL_MAX) ||
           cli_usage_error(parser->err, parser->command,
                           _("%s: '%s' is not an area in square metres, over 0; write for example "
                             "%s 250000"),
                           name, value, name);
}

static bool set_share(const struct parser *parser, double *target, const char *name,
                      const char *value)
{
    return read_number(target, value, CPTS_SNAP_LEAST, 1) ||
           cli_usage_error(parser->err, parser->command,
                           _("%s: '%s' is not a share from 0.5 to 1; write for example %s 0.9"),
                           name, value, name);
}

/* `files` is by format. */
static bool set_format(const struct parser *parser, const char **files, const char *value)
{
    static const struct {
        const char *name;
        cpts_format format;
    } formats[] = {
        {"text", CPTS_FORMAT_TEXT}, {"json", CPTS_FORMAT_JSON}, {"mail", CPTS_FORMAT_MAIL}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(value, formats[i].name) == 0) {
            if (formats[i].format != CPTS_FORMAT_TEXT)
                files[formats[i].format] = "-";
            return true;
        }
    return cli_usage_error(parser->err, parser->command,
                           _("--format: '%s' is not a known format; write text, json or mail"),
                           value);
}

static bool set_number(const struct parser *parser, int *target, const char *name,
                       const char *value, int least, int most)
{
    char *end = NULL;
    errno = 0;
    const long number = strtol(value, &end, 10);
    if (end == value || *end || errno || number < least || number > most)
        return cli_usage_error(parser->err, parser->command,
                               _("%s: '%s' is not a whole number from %d to %d"), name, value,
                               least, most);
    *target = (int)number;
    return true;
}

static bool set_language(const struct parser *parser, const char **target, const char *value)
{
    if (strcmp(value, "fr") != 0 && strcmp(value, "en") != 0)
        return cli_usage_error(parser->err, parser->command,
                               _("--lang: '%s' is not a known language; write fr or en"), value);
    *target = value;
    return true;
}

/* The library reads this list again; it is read here so that a slip costs no reading of maps. */
static bool set_levels(const struct parser *parser, const char **target, const char *value)
{
    const char *names[1 + (int)CPTS_SEVERITY_COUNT + (int)CPTS_RULE_COUNT];
    size_t count = 0;
    names[count++] = cpts_state_name(CPTS_STATE_NEW);
    for (int i = 0; i < CPTS_SEVERITY_COUNT; i++)
        names[count++] = cpts_severity_name((cpts_severity)i);
    for (int i = 0; i < CPTS_RULE_COUNT; i++)
        names[count++] = cpts_rule_name((cpts_rule)i);

    for (const char *item = value; item; item = strchr(item, ',') ? strchr(item, ',') + 1 : NULL) {
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(item, ","), item);
        bool known = false;
        for (size_t i = 0; i < count && !known; i++)
            known = strcmp(word, names[i]) == 0;
        if (known)
            continue;
        const char *meant = cli_suggest(word, names, count);
        if (meant)
            return cli_usage_error(parser->err, parser->command,
                                   _("--fail-on: no level or rule is named '%s'; did you mean %s?"),
                                   word, meant);
        return cli_usage_error(parser->err, parser->command,
                               _("--fail-on: no level or rule is named '%s'"), word);
    }
    *target = value;
    return true;
}

static bool set_objective(const struct parser *parser, cpts_objective *target, const char *value)
{
    for (int i = 0; i < CPTS_OBJECTIVE_COUNT; i++)
        if (strcmp(value, cpts_objective_name((cpts_objective)i)) == 0) {
            *target = (cpts_objective)i;
            return true;
        }
    return cli_usage_error(parser->err, parser->command,
                           _("--objective: '%s' is not border, population or compact"), value);
}

static bool set_paper(const struct parser *parser, cpts_paper *target, const char *value)
{
    const bool is_a4 = strcasecmp(value, "A4") == 0;
    if (!is_a4 && strcasecmp(value, "A3") != 0)
        return cli_usage_error(parser->err, parser->command, _("--paper: '%s' is not A4 or A3"),
                               value);
    *target = is_a4 ? CPTS_PAPER_A4 : CPTS_PAPER_A3;
    return true;
}

static bool set_dialect(const struct parser *parser, cpts_csv_dialect *target, const char *value)
{
    static const char *const names[CPTS_CSV_DIALECT_COUNT] = {
        [CPTS_CSV_MACHINE] = "machine", [CPTS_CSV_FR] = "fr", [CPTS_CSV_EN] = "en"};
    for (int d = 0; d < CPTS_CSV_DIALECT_COUNT; d++)
        if (strcmp(value, names[d]) == 0) {
            *target = (cpts_csv_dialect)d;
            return true;
        }
    return cli_usage_error(parser->err, parser->command,
                           _("--csv-dialect: '%s' is not fr, en or machine"), value);
}

/* Lists share one block, a run of list_room + 1 each; the run of a list is given at its first
 * item. */
static void append(struct parser *parser, const char *const **list, const char *value)
{
    if (!*list)
        *list = parser->options->lists + (parser->list_room + 1) * parser->lists_used++;
    size_t count = 0;
    while ((*list)[count])
        count++;
    parser->options->lists[(size_t)(*list - parser->options->lists) + count] = value;
}

static bool set(struct parser *parser, const struct option_spec *option, const char *name,
                const char *value)
{
    void *target = (char *)parser->options + option->target;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)target = true;
        return true;
    case OPTION_VERBOSITY:
        *(cpts_verbosity *)target = (cpts_verbosity)option->value;
        return true;
    case OPTION_TEXT:
        *(const char **)target = value;
        return true;
    case OPTION_LIST:
        append(parser, target, value);
        return true;
    case OPTION_LENGTH:
        return set_length(parser, target, name, value);
    case OPTION_AREA:
        return set_area(parser, target, name, value);
    case OPTION_SHARE:
        return set_share(parser, target, name, value);
    case OPTION_FORMAT:
        return set_format(parser, target, value);
    case OPTION_NUMBER:
        return set_number(parser, target, name, value, 1, MOST_JOBS);
    case OPTION_SECONDS:
        return set_number(parser, target, name, value, 0, MOST_SECONDS);
    case OPTION_LANGUAGE:
        return set_language(parser, target, value);
    case OPTION_LEVELS:
        return set_levels(parser, target, value);
    case OPTION_OBJECTIVE:
        return set_objective(parser, target, value);
    case OPTION_PAPER:
        return set_paper(parser, target, value);
    case OPTION_DIALECT:
        return set_dialect(parser, target, value);
    case OPTION_DPI:
        return set_number(parser, target, name, value, LEAST_DPI, MOST_DPI);
    }
    return false;
}

/* ---- words ----------------------------------------------------------------------------- */

static const struct option_spec *find(const struct parser *parser, const char *name, size_t length,
                                      char letter)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        const struct option_spec *option = &cli_options[i];
        if (!(option->commands & command_bit(parser->command)))
            continue;
        if (letter ? option->letter == letter
                   : *option->name && strlen(option->name) == length &&
                         strncmp(option->name, name, length) == 0)
            return option;
    }
    return NULL;
}

/* The first command that takes the option. */
static const struct command *owner_of(const char *name)
{
    for (const struct command *command = cli_commands; command->name; command++)
        for (size_t i = 0; i < cli_option_count; i++)
            if ((cli_options[i].commands & command->bit) && strcmp(cli_options[i].name, name) == 0)
                return command;
    return NULL;
}

static bool unknown(const struct parser *parser, const char *word, size_t length)
{
    const char *names[OPTION_LIMIT];
    char name[64];
    size_t count = 0;
    for (size_t i = 0; i < cli_option_count && count < OPTION_LIMIT; i++)
        if (*cli_options[i].name && (cli_options[i].commands & command_bit(parser->command)))
            names[count++] = cli_options[i].name;
    snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name - 1),
             word);
    const struct command *owner = parser->command ? NULL : owner_of(name);
    if (owner)
        return cli_usage_error(parser->err, NULL,
                               _("--%s comes after the command; write '%s %s --%s'"), name, PROGRAM,
                               owner->name, name);
    const char *meant = cli_suggest(name, names, count);
    if (meant)
        return cli_usage_error(parser->err, parser->command,
                               _("unknown option --%s; did you mean --%s?"), name, meant);
    return cli_usage_error(parser->err, parser->command, _("unknown option --%s"), name);
}

static bool is_option(const struct parser *parser, const char *word)
{
    if (strncmp(word, "--", 2) != 0)
        return false;
    return !word[2] || find(parser, word + 2, strcspn(word + 2, "="), 0);
}

/* Reads the option at argv[*index], whose value is `attached` or the next word. */
static bool parse_option(struct parser *parser, const struct option_spec *option,
                         const char *attached, int argc, char **argv, int *index)
{
    char name[64];
    cli_option_name(option, name, sizeof name);
    if (!option->argument) {
        if (attached)
            return cli_usage_error(parser->err, parser->command, _("%s takes no value"), name);
        return set(parser, option, name, "");
    }
    const char *value = attached;
    if (!value && *index + 1 < argc && !is_option(parser, argv[*index + 1]))
        value = argv[++*index];
    if (!value || !*value)
        return cli_usage_error(parser->err, parser->command, _("%s needs a value: %s %s"), name,
                               name, _(option->argument));
    return set(parser, option, name, value);
}

static bool parse_word(struct parser *parser, int argc, char **argv, int *index)
{
    const char *word = argv[*index];
    if (word[1] == '-') {
        const size_t length = strcspn(word + 2, "=");
        const struct option_spec *option = find(parser, word + 2, length, 0);
        if (!option)
            return unknown(parser, word + 2, length);
        return parse_option(parser, option, word[2 + length] ? word + 3 + length : NULL, argc, argv,
                            index);
    }
    const struct option_spec *option = find(parser, "", 0, word[1]);
    if (!option)
        return cli_usage_error(parser->err, parser->command, _("unknown option %s"), word);
    return parse_option(parser, option, word[2] ? word + 2 : NULL, argc, argv, index);
}

static bool parse_operand(struct parser *parser, const char *word)
{
    if (strcmp(word, "-") == 0)
        return cli_usage_error(parser->err, parser->command,
                               _("standard input is not a SOURCE; name a file"));
    if (!*word)
        return cli_usage_error(parser->err, parser->command, _("a SOURCE is empty; name a file"));
    append(parser, &parser->options->load.sources, word);
    return true;
}

bool cli_options_parse(struct options *options, const struct command *command, int argc,
                       char **argv, FILE *err)
{
    struct parser parser = {
        .options = options, .command = command, .err = err, .list_room = (size_t)argc};
    size_t lists = 1; /* the operands */
    for (size_t i = 0; i < cli_option_count; i++)
        lists += cli_options[i].kind == OPTION_LIST;
    options->lists = calloc(lists * (parser.list_room + 1), sizeof *options->lists);
    if (!options->lists) {
        fprintf(err, "%s: %s\n", PROGRAM, _("out of memory"));
        return false;
    }
    bool options_end = false;
    for (int i = 0; i < argc; i++) {
        if (!options_end && strcmp(argv[i], "--") == 0) {
            options_end = true;
            continue;
        }
        const bool is_word = !options_end && argv[i][0] == '-' && argv[i][1];
        if (!(is_word ? parse_word(&parser, argc, argv, &i) : parse_operand(&parser, argv[i])))
            return false;
    }
    return true;
}

void cli_options_free(struct options *options)
{
    free(options->lists);
    options->lists = NULL;
}
