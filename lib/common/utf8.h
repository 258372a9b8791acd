/*
 * UTF-8 text that may come from a hostile file: what is not UTF-8 is replaced, never copied.
 */
#ifndef CPTS_COMMON_UTF8_H
#define CPTS_COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CPTS_REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* Reads one character of a zero-ended text: its length in bytes and, in *code, its code point;
 * 0 when `text` does not begin with well-formed UTF-8 (one byte should then be replaced). */
size_t cpts_utf8_read(uint32_t *code, const char *text);

/* Whether a character changes how a terminal shows what stands around it: controls, and marks of
 * writing direction, with which a name can pass for another. */
bool cpts_utf8_steers(uint32_t code);

/* Columns that the text takes on a terminal, for the scripts of Europe: one for each character that
 * is not a combining mark. wcwidth does not help: it knows only the locale's own encoding. */
size_t cpts_utf8_columns(const char *text);

#endif
