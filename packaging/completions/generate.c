/*
 * Writes the shell completions from the option table of the program; also the bare list that the
 * test of the manual reads. Linked with cli/option_table.c alone.
 *
 *   generate bash|zsh|fish|list
 */
#include <string.h>

#include "../../cli/cli.h"

/* What may follow an option, from the name of its argument. */
struct values {
    const char *argument;
    const char *words; /* NULL: files; "/": folders; "": anything */
};

static const struct values known_values[] = {
    {"SOURCE", NULL},   {"FILE", NULL},     {"FILE.pdf|.svg|.png", NULL},
    {"FILE.pdf", NULL}, {"FILE.png", NULL}, {"A4|A3", "A4 A3"},
    {"DIR", "/"},       {"fr|en", "fr en"}, {"LEVEL", "error warning note"},
};

static const char *values_of(const char *argument)
{
    for (size_t i = 0; i < sizeof known_values / sizeof *known_values; i++)
        if (strcmp(known_values[i].argument, argument) == 0)
            return known_values[i].words;
    return "";
}

static bool takes(const struct option_spec *option, const char *words)
{
    if (!option->argument)
        return false;
    const char *values = values_of(option->argument);
    return values && words ? strcmp(values, words) == 0 : values == words;
}

/* Prints every option of the command as a word, separated by blanks. */
static void print_words(unsigned bit)
{
    const char *blank = "";
    for (size_t i = 0; i < cli_option_count; i++) {
        char name[64];
        if (!(cli_options[i].commands & bit))
            continue;
        cli_option_name(&cli_options[i], name, sizeof name);
        printf("%s%s", blank, name);
        blank = " ";
    }
}

/* ---- bash -------------------------------------------------------------------------------- */

static void print_bash_case(const char *words, const char *action)
{
    const char *bar = "    ";
    for (size_t i = 0; i < cli_option_count; i++) {
        char name[64];
        if (!takes(&cli_options[i], words))
            continue;
        cli_option_name(&cli_options[i], name, sizeof name);
        printf("%s%s", bar, name);
        bar = " | ";
    }
    printf(")\n        %s\n        return\n        ;;\n", action);
}

static void print_bash(void)
{
    puts("# Completion of cpts-coverage for bash. Written by generate.c: do not edit.\n"
         "\n"
         "_cpts_coverage() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    local command='' options i\n"
         "    # --name=value comes as three words\n"
         "    if [[ $word == = ]]; then\n"
         "        word=''\n"
         "    elif [[ $before == = ]]; then\n"
         "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "    fi\n"
         "    case $before in");
    print_bash_case("/", "compopt -o filenames\n        mapfile -t COMPREPLY < <(compgen -d -- "
                         "\"$word\")");
    print_bash_case(NULL, "compopt -o filenames\n        mapfile -t COMPREPLY < <(compgen -f -- "
                          "\"$word\")");
    for (size_t i = 0; i < sizeof known_values / sizeof *known_values; i++) {
        char action[256];
        const char *words = known_values[i].words;
        if (!words || strcmp(words, "/") == 0)
            continue;
        snprintf(action, sizeof action, "mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\")",
                 words);
        print_bash_case(words, action);
    }
    print_bash_case("", ":");
    puts("    esac\n"
         "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "        case ${COMP_WORDS[i]} in");
    for (const struct command *command = cli_commands; command->name; command++)
        printf("        %s) command='%s' ;;\n", command->name, command->name);
    puts("        esac\n"
         "    done\n"
         "    case $command in");
    for (const struct command *command = cli_commands; command->name; command++) {
        printf("    %s) options='", command->name);
        print_words(command->bit);
        puts("' ;;");
    }
    fputs("    *) options='", stdout);
    for (const struct command *command = cli_commands; command->name; command++)
        printf("%s ", command->name);
    print_words(COMMAND_NONE);
    puts("' ;;\n"
         "    esac\n"
         "    if [[ $command && $word != -* ]]; then\n"
         "        compopt -o filenames\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "    else\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
         "    fi\n"
         "}\n"
         "complete -F _cpts_coverage cpts-coverage");
}

/* ---- zsh --------------------------------------------------------------------------------- */

/* Quotes for a single-quoted string; zsh's _arguments also gives a meaning to []:. */
static void print_quoted(const char *text, const char *escaped)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\'", stdout);
        else if (strchr(escaped, *text))
            putchar('\\');
        putchar(*text);
    }
}

static void print_zsh_option(const struct option_spec *option)
{
    char name[64];
    cli_option_name(option, name, sizeof name);
    const bool is_long = *option->name != '\0';
    printf("        '%s%s%s[", option->kind == OPTION_LIST ? "*" : "", name,
           option->argument ? (is_long ? "=" : "+") : "");
    print_quoted(option->help, "[]:");
    putchar(']');
    if (option->argument) {
        const char *values = values_of(option->argument);
        putchar(':');
        print_quoted(option->argument, "[]:");
        if (!values)
            fputs(":_files", stdout);
        else if (strcmp(values, "/") == 0)
            fputs(":_files -/", stdout);
        else if (*values) {
            fputs(":(", stdout);
            print_quoted(values, ":");
            putchar(')');
        } else
            fputs(": ", stdout);
    }
    puts("' \\");
}

static void print_zsh(void)
{
    puts("#compdef cpts-coverage\n"
         "# Completion of cpts-coverage for zsh. Written by generate.c: do not edit.\n"
         "\n"
         "local command='' i\n"
         "for ((i = 2; i < CURRENT; i++)); do\n"
         "    case $words[i] in");
    for (const struct command *command = cli_commands; command->name; command++)
        printf("    %s) command=%s ;;\n", command->name, command->name);
    puts("    esac\n"
         "done\n"
         "case $command in");
    for (const struct command *command = cli_commands; command->name; command++) {
        printf("%s)\n    _arguments \\\n", command->name);
        for (size_t i = 0; i < cli_option_count; i++)
            if (cli_options[i].commands & command->bit)
                print_zsh_option(&cli_options[i]);
        printf("        '*:%s:_files'\n    ;;\n", "SOURCE");
    }
    puts("*)\n    _arguments \\");
    for (size_t i = 0; i < cli_option_count; i++)
        if (cli_options[i].commands & COMMAND_NONE)
            print_zsh_option(&cli_options[i]);
    fputs("        '1:COMMAND:((", stdout);
    for (const struct command *command = cli_commands; command->name; command++) {
        printf("%s\\:\"", command->name);
        print_quoted(command->summary, ":\"");
        putchar('"');
    }
    puts("))'\n    ;;\nesac");
}

/* ---- fish -------------------------------------------------------------------------------- */

static void print_fish_option(const struct option_spec *option, const char *condition)
{
    printf("complete -c cpts-coverage -n '%s'", condition);
    if (*option->name)
        printf(" -l %s", option->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    if (option->argument) {
        const char *values = values_of(option->argument);
        if (!values)
            fputs(" -r -F", stdout);
        else if (strcmp(values, "/") == 0)
            fputs(" -x -a '(__fish_complete_directories)'", stdout);
        else if (*values)
            printf(" -x -a '%s'", values);
        else
            fputs(" -x", stdout);
    }
    fputs(" -d '", stdout);
    for (const char *c = option->help; *c; c++) {
        if (*c == '\'' || *c == '\\')
            putchar('\\');
        putchar(*c);
    }
    puts("'");
}

static void print_fish(void)
{
    char condition[128];
    puts("# Completion of cpts-coverage for fish. Written by generate.c: do not edit.\n");
    for (const struct command *command = cli_commands; command->name; command++)
        printf("complete -c cpts-coverage -f -n __fish_use_subcommand -a %s -d '%s'\n",
               command->name, command->summary);
    for (size_t i = 0; i < cli_option_count; i++)
        if (cli_options[i].commands & COMMAND_NONE)
            print_fish_option(&cli_options[i], "__fish_use_subcommand");
    for (const struct command *command = cli_commands; command->name; command++) {
        snprintf(condition, sizeof condition, "__fish_seen_subcommand_from %s", command->name);
        for (size_t i = 0; i < cli_option_count; i++)
            if (cli_options[i].commands & command->bit)
                print_fish_option(&cli_options[i], condition);
    }
}

/* ---- list -------------------------------------------------------------------------------- */

static void print_list(void)
{
    for (const struct command *command = cli_commands; command->name; command++)
        for (size_t i = 0; i < cli_option_count; i++) {
            char name[64];
            if (!(cli_options[i].commands & command->bit))
                continue;
            cli_option_name(&cli_options[i], name, sizeof name);
            printf("%s\t%s\t%s\n", command->name, name,
                   cli_options[i].argument ? cli_options[i].argument : "");
        }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } writers[] = {
        {"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}, {"list", print_list}};
    for (size_t i = 0; argc == 2 && i < sizeof writers / sizeof *writers; i++)
        if (strcmp(argv[1], writers[i].name) == 0) {
            writers[i].print();
            return 0;
        }
    fputs("generate bash|zsh|fish|list\n", stderr);
    return 2;
}
