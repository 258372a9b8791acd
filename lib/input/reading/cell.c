/*
 * What a single cell is, by its text alone.
 */
#include <ctype.h>
#include <string.h>

#include "input/declarations/communes.h"
#include "input/reading/measure.h"
#include "input/sources/text.h"

bool cpts_cell_is_cross(const char *cell)
{
    static const char *const crosses[] = {
        "x", "xx", "1", "oui", "o", "yes", "y",   "t",   "vrai", "true",  "ok", "✓", "✔",
        "✗", "✘",  "●", "•",   "*", "×",   "1.0", "100", "100%", "100 %", "☑",  "✅", "■"};
    char lower[16];
    size_t length = strlen(cell);
    if (length >= sizeof lower)
        return false;
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)tolower((unsigned char)cell[i]);
    return CPTS_IS_ANY(lower, crosses);
}

bool cpts_cell_is_no_cross(const char *cell)
{
    static const char *const noes[] = {" 0 ", " 0 0 ",  " non ",   " no ", " n ",
                                       " f ", " faux ", " false ", " ko "};
    char words[16];
    if (!*cell || strcmp(cell, "-") == 0)
        return true;
    cpts_text_words(words, sizeof words, cell);
    return CPTS_IS_ANY(words, noes);
}

bool cpts_cell_is_share(const char *cell)
{
    return strchr(cell, '%') && cpts_cell_is_number(cell) && !cpts_cell_is_cross(cell) &&
           !cpts_cell_is_no_cross(cell);
}

/* Where what follows " departement du " begins; 0: it does not stand there. */
static size_t after_department(const char *words)
{
    static const char *const articles[] = {"de la ", "de l ", "du ", "des ", "de ", "d "};
    static const char *const beginnings[] = {" departement ", " dept ", " dpt "};
    size_t length = 0;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings && !length; i++)
        if (strncmp(words, beginnings[i], strlen(beginnings[i])) == 0)
            length = strlen(beginnings[i]);
    if (!length)
        return 0;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(words + length, articles[i], strlen(articles[i])) == 0)
            return length + strlen(articles[i]);
    return length;
}

/* A code and a name of the same département. */
static bool agree(char out[4], const char *code, const char *name)
{
    char named[4];
    return cpts_insee_read_department(out, code) && cpts_insee_department_named(named, name) &&
           strcmp(out, named) == 0;
}

bool cpts_cell_department(char out[4], const char *cell)
{
    if (cpts_insee_read_department(out, cell) || cpts_insee_department_named(out, cell))
        return true;
    /* "83 - Var", "Var (83)", "Département du Var": the code, the name, or both that agree. */
    char words[64];
    if (strlen(cell) >= sizeof words || strspn(cell, "0123456789") > 3 ||
        (!strpbrk(cell, "0123456789") && *cell != 'D' && *cell != 'd'))
        return false;
    cpts_text_words(words, sizeof words, cell);
    const size_t length = strlen(words); /* they begin and end with a space */
    if (length < 3)
        return false;
    words[length - 1] = '\0';
    const size_t after = after_department(words);
    char *text = words + (after ? after : 1);
    if (after && (cpts_insee_read_department(out, text) || cpts_insee_department_named(out, text)))
        return true;
    char *first_end = strchr(text, ' '), *last = strrchr(text, ' ');
    if (!first_end || !last)
        return false;
    *first_end = '\0';
    if (agree(out, text, first_end + 1))
        return true;
    *first_end = ' ';
    *last = '\0';
    return agree(out, last + 1, text);
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
