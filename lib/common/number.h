/*
 * Numbers: for machines, exact and fast; for people, as their language writes them.
 */
#ifndef CPTS_COMMON_NUMBER_H
#define CPTS_COMMON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CPTS_NUMBER_ROOM ((size_t)32) /* the longest machine number and its final zero */

/* Writes without a final zero and returns the length; at most CPTS_NUMBER_ROOM bytes. */
size_t cpts_number_unsigned(char *out, uint64_t value);
size_t cpts_number_signed(char *out, int64_t value);

/* The shortest plain decimal that reads back as the same double; `value` must be finite. */
size_t cpts_number_double(char *out, double value);

/* `value` ten-millionths, as degrees: 48.8566100 is written 48.85661. */
size_t cpts_number_e7(char *out, int32_t value);

/* How a language separates thousands and decimals; UTF-8. */
struct number_style {
    char thousands[8], decimal[8];
};

/* Reads a decimal number that is all of `text`: "12", "-0.5", "1e3"; neither hexadecimal nor
 * infinite, whatever the locale of the host. */
bool cpts_number_read(double *out, const char *text);

/* The style of the current language, taken from the translation of a sample number: this works even
 * where the system lacks the locale. */
struct number_style cpts_number_style(void);

/* "1,234.5" with `decimals` decimals; `value` must be finite. Returns `out`, always ended, cut
 * short when the room is (64 bytes are enough below 1e15). */
char *cpts_number_text(char *out, size_t size, const struct number_style *style, double value,
                       int decimals);

#endif
