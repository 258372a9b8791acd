/*
 * CSV as spreadsheets write it: any usual separator and encoding, quotes, blank lines. OGR's
 * reader was left aside: it guesses types (and loses leading zeros), knows no encoding, and
 * counts records, when people look for lines.
 */
#include <cpl_vsi.h>
#include <string.h>

#include "input/reading/grid.h"
#include "input/sources/encoding.h"
#include "input/sources/text.h"

/* A list of codes of the whole country is under 10 MB. */
#define MAX_CSV_BYTES ((vsi_l_offset)128 << 20)
enum { MAX_COLUMNS = 4096, SAMPLE_LINES = 20 };

/* How often `separator` stands outside quotes on the line at `text`; moves past the line. */
static size_t count_on_line(const char **text, char separator)
{
    size_t count = 0;
    bool quoted = false;
    const char *c = *text;
    for (; *c && (quoted || (*c != '\n' && *c != '\r')); c++) {
        quoted ^= *c == '"';
        count += !quoted && *c == separator;
    }
    c += strspn(c, "\r\n");
    *text = c;
    return count;
}

/* The separator that stands most regularly on the first lines: the one whose least usual count
 * is the largest, the first line alone deciding between equals. */
static char find_separator(const char *text)
{
    static const char candidates[] = ";\t,|";
    char best = ';';
    size_t best_score = 0;
    for (const char *separator = candidates; *separator; separator++) {
        const char *at = text;
        size_t lines = 0, with = 0, total = 0;
        while (*at && lines < SAMPLE_LINES) {
            size_t count = count_on_line(&at, *separator);
            lines++;
            with += count > 0;
            total += count;
        }
        size_t score = lines ? with * 1000 / lines * 1000 + total * 10 / lines : 0;
        if (score > best_score) {
            best = *separator;
            best_score = score;
        }
    }
    return best;
}

struct csv {
    char *at; /* the text is cut into cells in place */
    char separator;
    long line;
    const char *cells[MAX_COLUMNS];
    int count;
    long open_quote;       /* line of a quote that nothing closes, else 0 */
    long stray_quote;      /* line of a quote that others read otherwise than was meant, else 0 */
    bool is_comment;       /* the line at hand is: its quotes are marks like others */
    size_t usual;          /* separators on the first line that has any */
    const char *stray_why; /* a message with the file and the line */
};

/* The quote that closes the one at `at`; the end of the text when there is none. */
static const char *closing_quote(const char *at)
{
    for (at++; *at && !(*at == '"' && at[1] != '"'); at++)
        at += *at == '"';
    return at;
}

/* Rows swallowed between two quotes typed by mistake: each of the lines has as many separators as
 * a row has, and so is one. */
static bool swallows_rows(const struct csv *csv, const char *open, const char *close)
{
    size_t on_line = (size_t)csv->count, lines = 1;
    const char *c = open;
    for (; *c && (c < close || (*c != '\n' && *c != '\r')); c++) {
        on_line += *c == csv->separator;
        if (*c != '\n')
            continue;
        if (on_line != csv->usual)
            return false;
        on_line = 0;
        lines++;
    }
    return lines > 1 && csv->usual > 0 && on_line == csv->usual;
}

static void mark_stray(struct csv *csv, long line, const char *why)
{
    if (csv->stray_quote)
        return;
    csv->stray_quote = line;
    csv->stray_why = why;
}

/* The quote that ends a cell whose own quotes were not written twice ("CPTS "Nord""), where no
 * separator stands between its quotes and so nothing is in doubt; else NULL. */
static const char *outer_quote(const struct csv *csv, const char *open, const char *close)
{
    const char marks[] = {csv->separator, '\n', '\r', '\0'};
    const char *last = open + strcspn(open, marks) - 1;
    size_t quotes = 0;
    while (last > open && *last == ' ')
        last--;
    for (const char *c = open; c <= last; c++)
        quotes += *c == '"';
    return last > close && *last == '"' && quotes % 2 == 0 ? last : NULL;
}

/* What is between quotes, from *in on, copied to *out; both move past it. */
static void take_quoted(struct csv *csv, char **in, char **out)
{
    const long opened = csv->line;
    const char *close = closing_quote(*in);
    const char *outer = outer_quote(csv, *in, close);
    close = outer ? outer : close;
    if (swallows_rows(csv, *in, close))
        mark_stray(csv, opened,
                   _("%s: the quote opened on line %ld swallows the rows below it; remove it, or "
                     "close it on its line"));
    for (++*in; *in < close; ++*in) {
        csv->line += **in == '\n';
        *in += **in == '"' && (*in)[1] == '"' && *in + 1 < close;
        *(*out)++ = **in;
    }
    if (!*close) {
        csv->open_quote = opened;
        return;
    }
    ++*in;
    const char *rest = *in + strspn(*in, csv->separator == '\t' ? " " : " \t");
    if (*rest && *rest != csv->separator && *rest != '\n' && *rest != '\r')
        mark_stray(csv, csv->line,
                   _("%s: line %ld has text after a closing quote; remove the quotes, or double "
                     "those that belong to the text"));
}

/* One cell, its quotes taken away. Returns the character that ended it. */
static char next_cell(struct csv *csv)
{
    char *in = csv->at + strspn(csv->at, " "), *out = in;
    const char *start = in;
    if (*in == '"' && !csv->is_comment)
        take_quoted(csv, &in, &out);
    while (*in && *in != csv->separator && *in != '\n' && *in != '\r')
        *out++ = *in++;
    char end = *in;
    csv->at = in;
    *out = '\0';
    if (csv->count < MAX_COLUMNS)
        csv->cells[csv->count] = start;
    csv->count++;
    return end;
}

/* One row of cells; false at the end of the text. */
static bool next_row(struct csv *csv, long *line)
{
    if (!*csv->at)
        return false;
    csv->count = 0;
    *line = ++csv->line;
    csv->is_comment = *csv->at == '#';
    for (;;) {
        char end = next_cell(csv);
        if (end == '\0')
            return true;
        csv->at++;
        if (end == '\r' && *csv->at == '\n')
            csv->at++;
        if (end != csv->separator)
            return true;
    }
}

static cpts_status read_rows(struct grid *out, cpts_context *context, char *text, const char *shown)
{
    struct csv csv = {.at = text, .separator = find_separator(text)};
    for (const char *at = text; *at && !csv.usual;)
        csv.usual = count_on_line(&at, csv.separator);
    out->separator = csv.separator == '\t'  ? "tab"
                     : csv.separator == ';' ? ";"
                     : csv.separator == ',' ? ","
                                            : "|";
    long line;
    while (next_row(&csv, &line)) {
        if (csv.open_quote)
            return cpts_fail(context, CPTS_ERROR_INPUT,
                             _("%s: the quote opened on line %ld is never closed; close it, or "
                               "double it if it belongs to the text"),
                             shown, csv.open_quote);
        if (csv.stray_quote)
            return cpts_fail(context, CPTS_ERROR_INPUT, csv.stray_why, shown, csv.stray_quote);
        if (csv.count > MAX_COLUMNS)
            return cpts_fail(context, CPTS_ERROR_INPUT,
                             _("%s: line %ld has over %d columns; this is not a table of codes"),
                             shown, line, MAX_COLUMNS);
        if (!cpts_grid_add(out, line, csv.cells, csv.count))
            return cpts_fail_memory(context);
        const cpts_status status = cpts_grid_check_size(out, context, shown);
        if (status != CPTS_OK)
            return status;
    }
    return CPTS_OK;
}

cpts_status cpts_grid_read_csv(struct grid *out, cpts_context *context, const char *path,
                               const char *shown)
{
    memset(out, 0, sizeof *out);
    out->counts_lines = true;
    GByte *bytes = NULL;
    vsi_l_offset size = 0;
    if (!VSIIngestFile(NULL, path, &bytes, &size, (GIntBig)MAX_CSV_BYTES))
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s cannot be read; check that it exists, that you may read it, and "
                           "that it is under 128 MiB"),
                         shown);
    size_t decoded;
    char *text = cpts_text_decode((const char *)bytes, (size_t)size, &decoded, &out->encoding);
    VSIFree(bytes);
    if (!text)
        return cpts_fail_memory(context);
    cpts_status status = CPTS_OK;
    if (strlen(text) != decoded)
        status = cpts_fail(context, CPTS_ERROR_INPUT,
                           _("%s holds binary data; a text file in CSV is expected"), shown);
    else
        status = read_rows(out, context, text, shown);
    cpts_array_free(text);
    if (status == CPTS_OK && out->count == 0)
        status = cpts_fail(context, CPTS_ERROR_INPUT, _("%s is empty"), shown);
    if (status != CPTS_OK)
        cpts_grid_free(out);
    return status;
}
