/*
 * Sentences, figures and small tables for people who read a terminal. Names come from files:
 * their control characters do not go to it.
 */
#ifndef CPTS_OUTPUT_TEXT_PROSE_H
#define CPTS_OUTPUT_TEXT_PROSE_H

#include "common/number.h"
#include "input/region/region.h"
#include "input/region/unit_words.h"
#include "output/file.h"

#define CPTS_CELL_BYTES      96
#define CPTS_COLUMNS_AT_MOST 8

struct prose {
    struct output_file *file;
    struct number_style style;
    bool has_colour;     /* a terminal reads it */
    unsigned unit_kinds; /* what words in braces become: see unit_words.h */
};

/* Begins prose in the style of the language: in colours when `file` is a terminal that shows them.
 * `units` are those it is about; NULL when they are not known. */
struct prose cpts_prose_begin(struct output_file *file, const struct units *units);

/* A text of ours with its words for units: `text` itself when it has none, else in `said`. */
#define CPTS_SAID_BYTES 1024
const char *cpts_said(char said[CPTS_SAID_BYTES], const struct prose *prose, const char *text);

enum prose_paint { PAINT_GOOD, PAINT_BAD };

/* A verdict in its colour, where there are colours; nothing else has one, so that it is seen. */
void cpts_prose_painted(struct prose *prose, enum prose_paint paint, const char *words);

/* The format may hold words for units, in braces. */
void cpts_prose_put(struct prose *prose, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A text for one or for many, whose "%s" is the count; both are found by `make pot`. */
void cpts_prose_counted(struct prose *prose, const char *one, const char *many, size_t count);

/* A text from a file, made harmless. */
void cpts_prose_name(struct prose *prose, const char *words);

/* Figures as people write them, in `cell` of CPTS_CELL_BYTES; "–" when there is none. A figure
 * other than 0 is never shown as 0, nor a partial share as 100. */
const char *cpts_prose_number(const struct prose *prose, char *cell, double value, int decimals);
const char *cpts_prose_count(const struct prose *prose, char *cell, size_t value);
const char *cpts_prose_area(const struct prose *prose, char *cell, double area_m2); /* in km² */
const char *cpts_prose_percent(const struct prose *prose, char *cell, double part, double whole);

/* The units that somebody gains, then those that he loses, in one sentence, many of them counted:
 * ": gains Aix (13001), Nice (06088) and 3 more; loses Digne (04070)". cpts_moved_end after those
 * of each kind; whether the unit was named rather than counted. */
struct moved_units {
    struct prose *prose;
    bool has_begun;
    size_t count;
};
bool cpts_moved_unit(struct moved_units *moved, bool gained, const char *name, const char *code);
void cpts_moved_end(struct moved_units *moved);

/* Values as bars from the least to the most: "▁▃▅█". */
void cpts_prose_bars(struct prose *prose, const double *values, size_t count);

struct prose_row {
    char cells[CPTS_COLUMNS_AT_MOST][CPTS_CELL_BYTES];
};

void cpts_row_set(struct prose_row *row, int column, const char *words);

/* The first column to the left, the others to the right; a blank line after. */
void cpts_prose_table(struct prose *prose, const struct prose_row *rows, int row_count,
                      int column_count);

#endif
