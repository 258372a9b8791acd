/*
 * What is printed on a terminal, folded to its width: between words, tables between their cells, so
 * that no number is cut. A file or a pipe gets what is printed as it is.
 */
#ifndef CPTS_CLI_PAGE_H
#define CPTS_CLI_PAGE_H

#include <stdbool.h>
#include <stdio.h>

/* The width of a terminal, by COLUMNS or as it says itself, 40 to 200; 0 when it is not a
 * terminal. */
size_t cli_page_columns(FILE *stream);

/* Bytes of the next word of `text` with what is not parted from it, the unit of a figure or a sign
 * that French sets apart; without it where both are wider than `columns`. */
size_t cli_word_bytes(const char *text, size_t columns);

/* Prints a line on `out`, in several where it is wider than `columns`. */
void cli_fold(FILE *out, size_t columns, const char *line);

/* A stream that folds what it prints on `stream`; `stream` itself when it is not a terminal, or
 * memory is short. */
FILE *cli_page_open(FILE *stream);

/* Ends it, and leaves `stream` open; false when something could not be written. */
bool cli_page_close(FILE *page, FILE *stream);

#endif
