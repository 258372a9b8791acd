#include "input/sources/amount.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "common/number.h"

/* The bytes of a space at the head of a text: plain, no-break, thin, narrow, of a figure; 0. */
static size_t space(const char *text)
{
    static const char *const spaces[] = {" ",      "\t",     "\u00a0", "\u202f",
                                         "\u2009", "\u2007", "\u2008"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strncmp(text, spaces[i], strlen(spaces[i])) == 0)
            return strlen(spaces[i]);
    return 0;
}

/* The digits from here on. */
static size_t digits(const char *text)
{
    size_t count = 0;
    while (isdigit((unsigned char)text[count]))
        count++;
    return count;
}

void cpts_amount_see(struct amount_evidence *evidence, const char *text)
{
    size_t commas = 0, points = 0;
    for (const char *c = text; *c; c++) {
        commas += *c == ',';
        points += *c == '.';
    }
    for (const char *c = text; *c; c++) {
        /* Nothing after the mark, a nought before it: no thousands are meant. */
        const bool is_group = digits(c + 1) == 3 && c > text && !(c == text + 1 && *text == '0');
        if (*c == ',' && (commas > 1 || is_group))
            evidence->comma_three = true;
        else if (*c == ',')
            evidence->comma_decimal = true;
        if (*c == '.' && (points > 1 || is_group))
            evidence->point_three = true;
        else if (*c == '.')
            evidence->point_decimal = true;
    }
}

struct amount_style cpts_amount_style(const struct amount_evidence *evidence)
{
    return (struct amount_style){.comma_groups = evidence->comma_three && !evidence->comma_decimal,
                                 .point_groups =
                                     evidence->point_three && !evidence->point_decimal &&
                                     !(evidence->comma_three && !evidence->comma_decimal)};
}

double cpts_amount_read(const char *text, struct amount_style style)
{
    char plain[64];
    size_t length = 0;
    while (*text && length + 1 < sizeof plain) {
        const size_t skipped = space(text);
        if (skipped) {
            text += skipped;
            continue;
        }
        const bool is_group =
            (*text == ',' && style.comma_groups) || (*text == '.' && style.point_groups);
        if (!is_group)
            plain[length++] = *text == ',' ? '.' : *text;
        text++;
    }
    plain[length] = '\0';
    double value;
    /* No sign before, and none of the words that are numbers to a machine. */
    if (!length || *text || plain[strspn(plain, "0123456789.eE+-")])
        return NAN;
    return cpts_number_read(&value, plain) && isfinite(value) && value >= 0 ? value : NAN;
}
