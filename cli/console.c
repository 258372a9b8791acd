#include "console.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "page.h"

#define PATIENCE_S 1.0 /* shorter work shows no progress */
#define REDRAW_S   0.1

#define BAR_COLUMNS 20

static double elapsed_s(const struct console *console)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - console->start.tv_sec) +
           1e-9 * (double)(now.tv_nsec - console->start.tv_nsec);
}

/* Bytes of the longest beginning of UTF-8 text that fits in so many columns. */
static size_t fitting_bytes(const char *text, size_t columns)
{
    size_t i = 0;
    while (text[i]) {
        if (((unsigned char)text[i] & 0xC0) != 0x80 && columns-- == 0)
            break;
        i++;
    }
    return i;
}

/* "[######..............]  30 % findings", cut to the width of the terminal. */
static void print_bar(const struct console *console, const char *stage, double done)
{
    const int filled = (int)(done * BAR_COLUMNS);
    const size_t room = cli_page_columns(console->err) - 8;
    const bool has_room = room > BAR_COLUMNS + 12;
    fputs("\r\033[K", console->err);
    if (has_room)
        fprintf(console->err, "[%.*s%.*s] ", filled, "####################", BAR_COLUMNS - filled,
                "....................");
    fprintf(console->err, "%3.0f %% %.*s", 100 * done,
            (int)fitting_bytes(stage, has_room ? room - BAR_COLUMNS - 3 : room), stage);
    fflush(console->err);
}

static void draw_line(struct console *console, const char *stage, double done)
{
    const double now_s = elapsed_s(console);
    if (now_s < console->shown_after_s ||
        (console->drawn && now_s < console->drawn_at_s + REDRAW_S))
        return;
    print_bar(console, stage, done);
    console->drawn = true;
    console->drawn_at_s = now_s;
}

static void show_progress(void *user, const char *stage, double done)
{
    struct console *console = user;
    if (!stage)
        return;
    /* Stages that are gone through again, such as the reading of each layer, do not go back. */
    const double asked = console->from + (done > 0 ? done < 1 ? done : 1 : 0) * console->span;
    const double part = asked > console->part ? asked : console->part;
    console->part = part;
    if (console->style == PROGRESS_LINE) {
        draw_line(console, stage, part);
    } else if (strncmp(stage, console->stage, sizeof console->stage - 1) != 0) {
        snprintf(console->stage, sizeof console->stage, "%s", stage);
        fprintf(console->err, "%s: %3.0f %% %s\n", PROGRAM, 100 * part, stage);
    }
}

/* Messages quote names found in files: a control character could drive the terminal, a direction
 * mark reorder the line. */
static void print_message(const struct console *console, const char *message)
{
    const unsigned char *c = (const unsigned char *)message;
    FILE *page = cli_page_open(console->err);
    fputs(PROGRAM ": ", page);
    for (; *c; c++) {
        const bool is_mark = c[0] == 0xE2 && ((c[1] == 0x80 && c[2] >= 0xA8 && c[2] <= 0xAE) ||
                                              (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9));
        const bool is_control = c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0;
        if (is_mark || is_control)
            c += is_mark ? 2 : 1;
        fputc(is_mark || is_control || *c < 0x20 || *c == 0x7F ? ' ' : *c, page);
    }
    fputc('\n', page);
    cli_page_close(page, console->err);
}

void cli_console_will_write(struct console *console, double weight)
{
    console->work_share = 1 / (1 + weight);
    console->span = console->work_share;
}

void cli_console_writing(struct console *console, double written, double weight, double all)
{
    const double share = 1 - console->work_share;
    console->from = console->work_share + (all > 0 ? share * written / all : 0);
    console->span = all > 0 ? share * weight / all : 0;
    if (console->style != PROGRESS_NONE)
        show_progress(console, _("writing"), 0);
}

static void show_message(void *user, cpts_verbosity level, const char *message)
{
    struct console *console = user;
    if (level > console->verbosity)
        return;
    cli_console_clear(console);
    print_message(console, message);
}

/* A terminal that can do more than show one line after the other. */
static bool is_able_terminal(FILE *stream)
{
    const char *terminal = getenv("TERM");
    return isatty(fileno(stream)) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

/* See https://no-color.org. */
static bool has_colours(FILE *stream)
{
    const char *refused = getenv("NO_COLOR");
    return is_able_terminal(stream) && !(refused && *refused);
}

static enum progress_style style_for(const struct options *options, FILE *err)
{
    if (options->verbosity == CPTS_QUIET)
        return PROGRESS_NONE;
    if (is_able_terminal(err))
        return PROGRESS_LINE;
    return options->progress ? PROGRESS_STAGES : PROGRESS_NONE;
}

void cli_console_open(struct console *console, const struct options *options, FILE *out, FILE *err,
                      cpts_context *context)
{
    *console = (struct console){.err = err,
                                .verbosity = options->verbosity,
                                .style = style_for(options, err),
                                .span = 1,
                                .work_share = 1,
                                .shown_after_s = options->progress ? 0 : PATIENCE_S};
    clock_gettime(CLOCK_MONOTONIC, &console->start);
    if (console->style != PROGRESS_NONE)
        cpts_context_set_progress(context, show_progress, console);
    cpts_context_set_log(context, show_message, console);
    cpts_context_set_colour(context, has_colours(out));
}

void cli_console_clear(struct console *console)
{
    if (!console->drawn)
        return;
    fputs("\r\033[K", console->err);
    fflush(console->err);
    console->drawn = false;
}

void cli_console_error(struct console *console, const char *message)
{
    cli_console_clear(console);
    print_message(console, message);
}

int cli_finish(FILE *out, FILE *err, int status)
{
    errno = 0;
    if (fflush(out) == 0 && !ferror(out))
        return status;
    const char *reason = errno ? strerror(errno) : _("an earlier write failed");
    fprintf(err, PROGRAM ": ");
    fprintf(err,
            _("cannot write on standard output: the disk is full, or the program reading it has "
              "ended (%s)\n"),
            reason);
    return NOT_CHECKED;
}
