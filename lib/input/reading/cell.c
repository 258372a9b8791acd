/*
 * What a single cell is, by its text alone.
 */
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "input/declarations/communes.h"
#include "input/reading/measure.h"
#include "input/sources/text.h"

bool cpts_cell_is_cross(const char *cell)
{
    static const char *const crosses[] = {"x",    "xx",   "1",  "oui", "o",  "yes", "y",
                                          "vrai", "true", "ok", "✓",   "✔",  "✗",   "✘",
                                          "●",    "•",    "*",  "×",   "1.0"};
    char lower[16];
    size_t length = strlen(cell);
    if (length >= sizeof lower)
        return false;
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)tolower((unsigned char)cell[i]);
    for (size_t i = 0; i < sizeof crosses / sizeof *crosses; i++)
        if (strcmp(lower, crosses[i]) == 0)
            return true;
    return false;
}

bool cpts_cell_is_no_cross(const char *cell)
{
    static const char *const nones[] = {"", "0", "non", "no", "n", "faux", "false", "-", "0.0"};
    char folded[16];
    for (size_t i = 0; i < sizeof nones / sizeof *nones; i++)
        if (strcmp(cell, nones[i]) == 0)
            return true;
    cpts_text_fold(folded, sizeof folded, cell);
    for (size_t i = 1; i < sizeof nones / sizeof *nones; i++)
        if (strcmp(folded, nones[i]) == 0)
            return true;
    return false;
}

/* Passes over " departement du", with or without its article. */
static const char *after_word(const char *words)
{
    static const char *const articles[] = {" de la ", " de l ", " du ", " des ", " de ", " d "};
    if (strncmp(words, " departement ", 13) != 0)
        return words;
    words += 12;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(words, articles[i], strlen(articles[i])) == 0)
            return words + strlen(articles[i]) - 1;
    return words;
}

bool cpts_cell_department(char out[4], const char *cell)
{
    if (cpts_insee_read_department(out, cell) || cpts_insee_department_named(out, cell))
        return true;
    /* "83 - Var", "Var (83)", "Département du Var": the code, the name, or both that agree. */
    char words[64], code[4], named[4];
    const char *digit = strpbrk(cell, "0123456789");
    if (strlen(cell) >= sizeof words || (!digit && *cell != 'D' && *cell != 'd') ||
        strspn(cell, "0123456789") > 3)
        return false;
    cpts_text_words(words, sizeof words, cell);
    const char *text = after_word(words) + 1; /* words begin and end with a space */
    size_t length = strlen(text);
    if (text == words || length < 2)
        return false;
    words[text - words + (ptrdiff_t)--length] = '\0';
    if (text > words + 1 && cpts_insee_read_department(out, text))
        return true;
    if (text > words + 1 && cpts_insee_department_named(out, text))
        return true;
    const size_t first = strcspn(text, " ");
    const char *last = strrchr(text, ' ');
    if (!last)
        return false;
    const bool leads = first >= 2 && first <= 3 && *text >= '0' && *text <= '9';
    snprintf(code, sizeof code, "%.*s", leads ? (int)first : 3, leads ? text : last + 1);
    char name[64];
    snprintf(name, sizeof name, "%.*s", leads ? 63 : (int)(last - text),
             leads ? text + first + 1 : text);
    return (leads || strlen(last + 1) <= 3) && cpts_insee_read_department(out, code) &&
           cpts_insee_department_named(named, name) && strcmp(out, named) == 0;
}

bool cpts_cell_is_number(const char *cell)
{
    bool has_digit = false;
    for (const unsigned char *c = (const unsigned char *)cell; *c; c++) {
        has_digit |= *c >= '0' && *c <= '9';
        /* No-break and thin spaces: c2 a0, e2 80 af, e2 80 89. */
        if (!strchr("0123456789 .,+-%", *c) && *c != 0xc2 && *c != 0xa0 && *c != 0xe2 &&
            *c != 0x80 && *c != 0xaf && *c != 0x89)
            return false;
    }
    return has_digit;
}
