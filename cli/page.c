#include "page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define NARROWEST      40
#define WIDEST         200
#define USUAL          80
#define ROW_INDENT     4
#define HEADING_INDENT 8     /* more before the first cell: it has no label */
#define LONGEST        16384 /* bytes of a line; what comes after is not folded */

size_t cli_page_columns(FILE *stream)
{
    struct winsize window;
    const char *said = getenv("COLUMNS");
    long columns = said ? strtol(said, NULL, 10) : 0;
    if (!isatty(fileno(stream)))
        return 0;
    if (columns <= 0)
        columns = ioctl(fileno(stream), TIOCGWINSZ, &window) == 0 && window.ws_col ? window.ws_col
                                                                                   : USUAL;
    return (size_t)(columns < NARROWEST ? NARROWEST : columns > WIDEST ? WIDEST : columns);
}

/* A line that is being written, and where it goes. */
struct page {
    FILE *out;
    size_t columns, used;
    char line[LONGEST];
};

/* ---- one line -------------------------------------------------------------------------------- */

/* Columns of UTF-8 text; a colour takes none. */
static size_t columns_of(const char *text, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '\033')
            while (i < bytes && text[i] != 'm')
                i++;
        else
            count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return count;
}

/* The cells of a table stand two blanks apart or more. */
static bool is_row(const char *line)
{
    line += strspn(line, " ");
    return strstr(line, "  ") != NULL;
}

/* Where what goes on of a line begins: under its first word, past a dash or a number; of a table,
 * where that of each of its rows does. */
static size_t indent_of(const char *line)
{
    const size_t blanks = strspn(line, " ");
    if (is_row(line))
        return ROW_INDENT;
    const size_t digits = strspn(line + blanks, "0123456789");
    if (line[blanks] == '-' && line[blanks + 1] == ' ')
        return blanks + 2;
    if (digits && line[blanks + digits] == '.' && line[blanks + digits + 1] == ' ')
        return blanks + digits + 2;
    return blanks ? blanks + 2 : 0;
}

/* Bytes of what follows a word in `text` after a blank and stays on its line: the unit of a figure,
 * a sign that French sets apart, a closing guillemet, all after an opening one; 0: nothing does. */
static size_t tied_bytes(const char *word, size_t bytes)
{
    static const char *const units[] = {"km²", "m²", "km", "m", "€", "€/an", "h"};
    static const char *const signs[] = {":", ";", "?", "!", "%", "»"};
    static const char opening[] = "«";
    const char *next = word + bytes + 1;
    const size_t length = word[bytes] ? strcspn(next, " ") : 0, before = sizeof opening - 1;
    if (!length || !bytes)
        return 0;
    if (bytes >= before && strncmp(word + bytes - before, opening, before) == 0)
        return 1 + length;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(next, signs[i], strlen(signs[i])) == 0)
            return 1 + length;
    for (size_t i = 0; strchr("0123456789", word[bytes - 1]) && i < sizeof units / sizeof *units;
         i++) {
        const size_t unit = strlen(units[i]);
        if (strncmp(next, units[i], unit) == 0 && (length == unit || strchr(".,;:)", next[unit])))
            return 1 + length;
    }
    return 0;
}

size_t cli_word_bytes(const char *text, size_t columns)
{
    const size_t word = strcspn(text, " ");
    size_t bytes = word;
    for (size_t more = tied_bytes(text, bytes); more; more = tied_bytes(text, bytes))
        bytes += more;
    return columns_of(text, bytes) <= columns ? bytes : word;
}

/* Bytes of the next word; in a row, of the next cell, unless it is wider than a line. */
static size_t next_piece(const char *text, bool is_in_row, size_t columns)
{
    const char *gap = is_in_row ? strstr(text, "  ") : NULL;
    const size_t cell = gap ? (size_t)(gap - text) : strlen(text);
    return is_in_row && columns_of(text, cell) <= columns ? cell : cli_word_bytes(text, columns);
}

/* Bytes of the first cell of a row, with the blanks before it. */
static size_t cell_bytes(const char *row)
{
    const size_t blanks = strspn(row, " ");
    const char *gap = strstr(row + blanks, "  ");
    return gap ? (size_t)(gap - row) : strlen(row);
}

/* A figure, or the dash of one that is not known. */
static bool ends_in_figure(const char *row, size_t bytes)
{
    static const char dash[] = "–";
    const size_t length = sizeof dash - 1;
    return strchr("0123456789%", row[bytes - 1]) ||
           (bytes >= length && memcmp(row + bytes - length, dash, length) == 0);
}

/* A row of figures, or the heading above them, which is set off far: its figures end at the right
 * edge, under each other, and its label stands before them or above. False: this is not one. */
static bool fold_figures(FILE *out, size_t columns, const char *line)
{
    const size_t bytes = strlen(line), indent = strspn(line, " ");
    const bool is_heading = indent > HEADING_INDENT;
    if (!is_row(line) || (!is_heading && !ends_in_figure(line, bytes)))
        return false;
    size_t label = is_heading ? 0 : cell_bytes(line);
    const char *figures = line + label + strspn(line + label, " ");
    while (*figures && columns_of(figures, strlen(figures)) > columns) {
        label = (size_t)(figures - line) + cell_bytes(figures);
        figures = line + label + strspn(line + label, " ");
    }
    const char *from = is_heading ? line + indent : line;
    const size_t named = label ? columns_of(from, (size_t)(line + label - from)) : 0;
    const size_t width = columns_of(figures, strlen(figures));
    if (!*figures || named > columns)
        return false;
    if (label)
        fwrite(from, 1, (size_t)(line + label - from), out);
    const bool fits = named + (label ? 2 : 0) + width <= columns;
    fprintf(out, "%s%*s%s\n", fits ? "" : "\n", (int)(columns - width - (fits ? named : 0)), "",
            figures);
    return true;
}

void cli_fold(FILE *out, size_t columns, const char *line)
{
    const size_t indent = indent_of(line);
    const bool is_in_row = is_row(line);
    size_t at = 0;
    if (columns_of(line, strlen(line)) <= columns) {
        fprintf(out, "%s\n", line);
        return;
    }
    if (fold_figures(out, columns, line))
        return;
    while (*line) {
        const size_t blanks = strspn(line, " ");
        const size_t bytes = next_piece(line + blanks, is_in_row, columns - indent);
        const size_t width = columns_of(line + blanks, bytes);
        size_t gap = blanks;
        if (at > indent && at + blanks + width > columns) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
            /* Cells keep their place under each other. */
            gap = is_in_row && blanks > 1 && indent + blanks + width <= columns ? blanks : 0;
        }
        if (bytes || !line[blanks])
            fprintf(out, "%*s%.*s", bytes ? (int)gap : 0, "", (int)bytes, line + blanks);
        at += gap + width;
        line += blanks + bytes;
    }
    fputc('\n', out);
}

/* ---- the stream ------------------------------------------------------------------------------ */

static ssize_t take(void *cookie, const char *bytes, size_t size)
{
    struct page *page = cookie;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n') {
            page->line[page->used] = '\0';
            cli_fold(page->out, page->columns, page->line);
            page->used = 0;
            continue;
        }
        if (page->used == LONGEST - 1) {
            fwrite(page->line, 1, page->used, page->out);
            page->used = 0;
        }
        page->line[page->used++] = bytes[i];
    }
    return fflush(page->out) == 0 && !ferror(page->out) ? (ssize_t)size : 0;
}

static int end(void *cookie)
{
    struct page *page = cookie;
    fwrite(page->line, 1, page->used, page->out);
    const int failed = fflush(page->out) != 0 || ferror(page->out);
    free(page);
    return failed ? EOF : 0;
}

FILE *cli_page_open(FILE *stream)
{
    const size_t columns = cli_page_columns(stream);
    struct page *page = columns ? malloc(sizeof *page) : NULL;
    if (!page)
        return stream;
    page->out = stream;
    page->columns = columns;
    page->used = 0;
    FILE *folded = fopencookie(page, "w", (cookie_io_functions_t){.write = take, .close = end});
    if (folded)
        return folded;
    free(page);
    return stream;
}

bool cli_page_close(FILE *page, FILE *stream)
{
    return page == stream || fclose(page) == 0;
}
