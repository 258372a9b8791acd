/*
 * The options: one table that feeds the parser, the help, the shell completions, and the test
 * that compares it with the manual.
 */
#ifndef CPTS_CLI_OPTIONS_H
#define CPTS_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cpts.h"

/* What the command line asked for. Strings are borrowed from argv. */
struct options {
    cpts_load_options load;
    cpts_check_options check;
    cpts_hypothesis hypothesis;
    const char *new_name; /* of the hypothesis */
    cpts_proposal_options proposal;
    cpts_print_options print;
    cpts_csv_dialect dialect;
    const char *files[CPTS_FORMAT_COUNT]; /* by format, NULL: not asked for */
    const char *schema;                   /* of the database, or NULL */
    const char *folder;                   /* all formats, under their standard names */
    const char *language;
    const char *history;  /* the store of the nightly job, or NULL */
    int wait_s;           /* for a store that another program uses */
    const char *accepted; /* a file of acceptances, or NULL */
    cpts_acceptance acceptance;
    bool all; /* what is resolved too */
    int jobs; /* 0: the machine's */
    cpts_verbosity verbosity;
    bool progress, help, version;
    const char **lists; /* room for the NULL-terminated lists of `load` */
};
#define OPTIONS_INIT                                                                               \
    {                                                                                              \
        .load = CPTS_LOAD_OPTIONS_INIT, .check = CPTS_CHECK_OPTIONS_INIT,                          \
        .hypothesis = CPTS_HYPOTHESIS_INIT, .acceptance = CPTS_ACCEPTANCE_INIT,                    \
        .proposal = CPTS_PROPOSAL_OPTIONS_INIT, .print = CPTS_PRINT_OPTIONS_INIT, .wait_s = 60,    \
        .verbosity = CPTS_NORMAL                                                                   \
    }

enum command_bit {
    COMMAND_NONE = 1,
    COMMAND_CHECK = 2,
    COMMAND_SIMULATE = 4,
    COMMAND_PROPOSE = 8,
    COMMAND_HISTORY = 16,
    COMMAND_COMPARE = 32,
    COMMAND_READ = 64
}; /* NONE: before any command */

struct command {
    enum command_bit bit;
    const char *name, *operands, *summary, *description;
};
extern const struct command cli_commands[]; /* ends with a NULL name */

enum option_group {
    GROUP_SOURCES,
    GROUP_HYPOTHESIS,
    GROUP_ANALYSIS,
    GROUP_HISTORY,
    GROUP_OUTPUTS,
    GROUP_MESSAGES,
    GROUP_COUNT
};
const char *cli_group_title(enum option_group group); /* not translated */

enum option_kind {
    OPTION_FLAG,      /* bool */
    OPTION_TEXT,      /* const char * */
    OPTION_LIST,      /* const char *const *: may be repeated */
    OPTION_LENGTH,    /* double, metres, 0 or more */
    OPTION_AREA,      /* double, square metres, 0 or more */
    OPTION_SHARE,     /* double, CPTS_SNAP_LEAST to 1 */
    OPTION_FORMAT,    /* sets the file of a format to standard output */
    OPTION_NUMBER,    /* int, 1 or more */
    OPTION_SECONDS,   /* int, 0 or more */
    OPTION_LANGUAGE,  /* const char *: fr or en */
    OPTION_LEVELS,    /* const char *: a severity or a list of rules */
    OPTION_OBJECTIVE, /* cpts_objective */
    OPTION_PAPER,     /* cpts_paper */
    OPTION_DIALECT,   /* cpts_csv_dialect */
    OPTION_DPI,       /* int */
    OPTION_VERBOSITY, /* cpts_verbosity, set to `value` */
};

struct option_spec {
    const char *name;     /* "" when there is only a letter */
    const char *argument; /* NULL: takes none */
    const char *help;     /* shown translated, after `name argument` */
    enum option_group group;
    unsigned commands; /* bits of those that take it */
    enum option_kind kind;
    size_t target; /* offset in struct options */
    int value;
    char letter; /* 0: none */
};
extern const struct option_spec cli_options[];
extern const size_t cli_option_count;

/* "--units", or "-o" for an option that has only a letter. */
void cli_option_name(const struct option_spec *option, char *name, size_t size);

/* Reads the arguments that follow `command` (NULL: there is none) into *options, which starts as
 * OPTIONS_INIT. False when they are wrong, with a message on `err`. cli_options_free in all
 * cases. */
bool cli_options_parse(struct options *options, const struct command *command, int argc,
                       char **argv, FILE *err);
void cli_options_free(struct options *options);

/* Prints what is wrong with the command line, and where to look. Returns false, for callers to
 * return it. */
bool cli_usage_error(FILE *err, const struct command *command, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The one of `names` that `word` was probably meant to be, or NULL. */
const char *cli_suggest(const char *word, const char *const *names, size_t count);

#endif
