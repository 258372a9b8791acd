#include "output/text/prose.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "common/utf8.h"

#define COLUMN_GAP  2
#define UNITS_NAMED 8 /* of a list; the rest is counted */

/* Control characters could drive the terminal, and direction marks could reorder the line. */
static bool is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

void cpts_prose_name(struct prose *prose, const char *words)
{
    while (*words) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, words);
        if (length && (code == '\t' || code == '\n' || code == '\r'))
            cpts_file_char(prose->file, ' ');
        else if (length && !is_unsafe(code))
            cpts_file_bytes(prose->file, words, length);
        else
            cpts_file_text(prose->file, CPTS_REPLACEMENT);
        words += length ? length : 1;
    }
}

const char *cpts_said(char said[CPTS_SAID_BYTES], const struct prose *prose, const char *text)
{
    return strchr(text, '{') ? cpts_unit_words(said, CPTS_SAID_BYTES, prose->unit_kinds, text)
                             : text;
}

void cpts_prose_put(struct prose *prose, const char *format, ...)
{
    char line[CPTS_FILE_ROOM];
    va_list arguments;
    char said[CPTS_SAID_BYTES];
    va_start(arguments, format);
    vsnprintf(line, sizeof line, cpts_said(said, prose, format), arguments);
    va_end(arguments);
    cpts_file_text(prose->file, line);
}

struct prose cpts_prose_begin(struct output_file *file, const struct units *units)
{
    return (struct prose){.file = file,
                          .style = cpts_number_style(),
                          .unit_kinds = units ? cpts_unit_kinds(units) : 0,
                          .has_colour = file->stream && file->context->has_colour};
}

void cpts_prose_painted(struct prose *prose, enum prose_paint paint, const char *words)
{
    static const char *const codes[] = {[PAINT_GOOD] = "\033[1;32m", [PAINT_BAD] = "\033[1;31m"};
    cpts_file_text(prose->file, prose->has_colour ? codes[paint] : "");
    cpts_file_text(prose->file, words);
    cpts_file_text(prose->file, prose->has_colour ? "\033[0m" : "");
}

const char *cpts_prose_number(const struct prose *prose, char *cell, double value, int decimals)
{
    if (!isfinite(value))
        return "–";
    return cpts_number_text(cell, CPTS_CELL_BYTES, &prose->style, value, decimals);
}

const char *cpts_prose_count(const struct prose *prose, char *cell, size_t value)
{
    return cpts_prose_number(prose, cell, (double)value, 0);
}

/* A figure that is not nothing is never shown as 0. */
static const char *small_or(const struct prose *prose, char *cell, double value, int decimals)
{
    const double least = pow(10, -decimals);
    if (!(value > 0 && value < least))
        return cpts_prose_number(prose, cell, value, decimals);
    char least_text[CPTS_CELL_BYTES / 2];
    cpts_number_text(least_text, sizeof least_text, &prose->style, least, decimals);
    snprintf(cell, CPTS_CELL_BYTES, "< %s", least_text);
    return cell;
}

const char *cpts_prose_area(const struct prose *prose, char *cell, double area_m2)
{
    return small_or(prose, cell, area_m2 / 1e6, 2);
}

/* A share that is not whole is never rounded to 100. */
const char *cpts_prose_percent(const struct prose *prose, char *cell, double part, double whole)
{
    const double value = whole > 0 ? 100 * part / whole : NAN;
    return small_or(prose, cell, part < whole && value > 99.99 ? 99.99 : value, 2);
}

void cpts_prose_counted(struct prose *prose, const char *one, const char *many, size_t count)
{
    char cell[CPTS_CELL_BYTES];
    cpts_prose_put(prose, P_(one, many, count), cpts_prose_count(prose, cell, count));
}

void cpts_row_set(struct prose_row *row, int column, const char *words)
{
    if (words != row->cells[column])
        snprintf(row->cells[column], CPTS_CELL_BYTES, "%s", words);
}

static void put_cell(struct prose *prose, const char *cell, size_t width, bool is_first)
{
    const size_t columns = cpts_utf8_columns(cell);
    if (is_first)
        cpts_prose_name(prose, cell);
    for (size_t i = columns; i < width; i++)
        cpts_file_char(prose->file, ' ');
    if (!is_first)
        cpts_prose_name(prose, cell);
}

/* The first column to the left, the others to the right. */
void cpts_prose_table(struct prose *prose, const struct prose_row *rows, int row_count,
                      int column_count)
{
    size_t widths[CPTS_COLUMNS_AT_MOST] = {0};
    for (int r = 0; r < row_count; r++)
        for (int c = 0; c < column_count; c++) {
            const size_t width = cpts_utf8_columns(rows[r].cells[c]) + (c ? COLUMN_GAP : 0);
            widths[c] = width > widths[c] ? width : widths[c];
        }
    for (int r = 0; r < row_count; r++) {
        cpts_file_text(prose->file, "  ");
        for (int c = 0; c < column_count; c++)
            put_cell(prose, rows[r].cells[c], widths[c], c == 0);
        cpts_file_char(prose->file, '\n');
    }
    cpts_file_char(prose->file, '\n');
}

bool cpts_moved_unit(struct moved_units *moved, bool gained, const char *name, const char *code)
{
    struct prose *prose = moved->prose;
    if (moved->count++ >= UNITS_NAMED)
        return false;
    const char *verb = gained ? _(": gains ") : moved->has_begun ? _("; loses ") : _(": loses ");
    cpts_prose_put(prose, "%s", moved->count > 1 ? ", " : verb);
    moved->has_begun = true;
    if (*name) {
        cpts_prose_name(prose, name);
        cpts_prose_put(prose, " (");
    }
    cpts_prose_name(prose, code);
    cpts_prose_put(prose, "%s", *name ? ")" : "");
    return true;
}

void cpts_moved_end(struct moved_units *moved)
{
    char cell[CPTS_CELL_BYTES];
    if (moved->count > UNITS_NAMED)
        cpts_prose_put(moved->prose, _(" and %s more"),
                       cpts_prose_count(moved->prose, cell, moved->count - UNITS_NAMED));
    moved->count = 0;
}

void cpts_prose_bars(struct prose *prose, const double *values, size_t count)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    enum { MOST = sizeof bars / sizeof *bars - 1 };
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, values[i]);
        most = fmax(most, values[i]);
    }
    for (size_t i = 0; i < count; i++) {
        const double height =
            most > least ? MOST * (values[i] - least) / (most - least) : MOST / 2.0;
        cpts_file_text(prose->file, isfinite(values[i]) ? bars[(size_t)round(height)] : " ");
    }
}
