/*
 * --help, printed from the option table: the names in a column, the text folded beside them.
 */
#include <string.h>

#include "cli.h"
#include "page.h"

#define NAME_COLUMNS        26
#define NARROW_NAME_COLUMNS 6 /* on a narrow terminal, below the name */
#define USUAL_PAGE          80
#define WIDEST_PAGE         100

/* Columns of UTF-8 text: French and English have no wide nor combining character. */
static size_t columns(const char *text, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static size_t page_columns(FILE *out)
{
    const size_t columns = cli_page_columns(out);
    return !columns ? USUAL_PAGE : columns > WIDEST_PAGE ? WIDEST_PAGE : columns;
}

/* Where the texts beside the names begin. */
static size_t name_columns(FILE *out)
{
    return page_columns(out) < USUAL_PAGE ? NARROW_NAME_COLUMNS : NAME_COLUMNS;
}

/* Prints text in lines that start at column `indent`; the cursor is at column `at`. */
static void print_folded(FILE *out, const char *text, size_t indent, size_t at)
{
    const size_t page = page_columns(out);
    while (*text) {
        const size_t bytes = cli_word_bytes(text, page - indent), width = columns(text, bytes);
        if (at > indent && at + 1 + width > page) {
            fputc('\n', out);
            at = 0;
        }
        const size_t blanks = at < indent ? indent - at : at > indent;
        fprintf(out, "%*s%.*s", (int)blanks, "", (int)bytes, text);
        at += blanks + width;
        text += bytes + strspn(text + bytes, " ");
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const struct option_spec *option)
{
    char name[64], label[128];
    cli_option_name(option, name, sizeof name);
    const char letter[] = {'-', option->letter, ',', ' ', '\0'};
    const bool has_both = *option->name && option->letter;
    snprintf(label, sizeof label, "  %s%s%s%s", has_both ? letter : "", name,
             option->argument ? " " : "", option->argument ? _(option->argument) : "");
    fputs(label, out);
    size_t at = columns(label, strlen(label));
    if (at + 2 > name_columns(out)) {
        fputc('\n', out);
        at = 0;
    }
    print_folded(out, _(option->help), name_columns(out), at);
}

static void print_options(FILE *out, unsigned bit)
{
    for (int group = 0; group < GROUP_COUNT; group++) {
        bool titled = false;
        for (size_t i = 0; i < cli_option_count; i++) {
            if (cli_options[i].group != (enum option_group)group ||
                !(cli_options[i].commands & bit))
                continue;
            if (!titled)
                fprintf(out, "\n%s\n", _(cli_group_title((enum option_group)group)));
            titled = true;
            print_option(out, &cli_options[i]);
        }
    }
}

static void print_program_help(FILE *out)
{
    fprintf(out, _("Usage: %s COMMAND [OPTIONS] SOURCE...\n\n"), PROGRAM);
    print_folded(out,
                 _("Finds the overlaps and white zones of the territories declared by CPTS "
                   "(communautés professionnelles territoriales de santé)."),
                 0, 0);
    fprintf(out, "\n%s\n", _("Commands"));
    for (const struct command *command = cli_commands; command->name; command++) {
        size_t at = (size_t)fprintf(out, "  %s", command->name);
        if (at + 2 > name_columns(out)) {
            fputc('\n', out);
            at = 0;
        }
        print_folded(out, _(command->summary), name_columns(out), at);
    }
    print_options(out, COMMAND_NONE);
    fputc('\n', out);
    fprintf(out, _("See '%s COMMAND --help' for the options of a command.\n"), PROGRAM);
}

void cli_print_help(FILE *out, const struct command *command)
{
    if (!command) {
        print_program_help(out);
        return;
    }
    fprintf(out, _("Usage: %s %s [OPTIONS] %s\n\n"), PROGRAM, command->name, _(command->operands));
    print_folded(out, _(command->description), 0, 0);
    print_options(out, command->bit);
    fputc('\n', out);
    /* What 0 and 1 mean for the others stands in their descriptions. */
    const bool checks = command->bit & (COMMAND_CHECK | COMMAND_SIMULATE | COMMAND_PROPOSE);
    print_folded(out,
                 checks ? _("Exit status: 0 compliant, 1 findings reach --fail-on, 2 wrong usage, "
                            "3 could not check.")
                        : _("Exit status 2: wrong usage; 3: it could not be done."),
                 0, 0);
}
