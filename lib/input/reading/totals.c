#include "input/reading/totals.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/sources/amount.h"
#include "input/sources/text.h"

/* "1 277" that ends here: groups of three digits after the first. NaN. */
static double number_ending(const char *text, const char *end)
{
    char digits[16];
    size_t count = sizeof digits - 1;
    digits[count] = '\0';
    while (end > text && end[-1] == ' ')
        end--;
    while (end > text && count > 0) {
        size_t group = 0;
        while (end - group > text && isdigit((unsigned char)end[-1 - (long)group]))
            group++;
        if (group == 0 || group > count || (digits[count] && group > 3))
            break;
        count -= group;
        memcpy(digits + count, end - group, group);
        end -= group;
        if (group != 3 || end == text || end[-1] != ' ')
            break;
        end--;
    }
    return digits[count] ? strtod(digits + count, NULL) : NAN;
}

/* "919 communes", "101 089 habitants" */
static double number_before(const char *text, const char *word)
{
    for (const char *at = strcasestr(text, word); at; at = strcasestr(at + 1, word)) {
        const double number = number_ending(text, at);
        if (!isnan(number))
            return number;
    }
    return NAN;
}

double cpts_total_figure(const char *text)
{
    return cpts_amount_read(text, (struct amount_style){false, false});
}

/* "Nombre de communes : 919" */
double cpts_total_behind(const char *text)
{
    const char *mark = strpbrk(text, ":=");
    return mark ? cpts_total_figure(mark + 1 + strspn(mark + 1, " ")) : NAN;
}

bool cpts_total_counts_communes(const char *text)
{
    static const char *const counts[] = {" nombre ", " nb ", " nbre ", " nbr ", " total "};
    char words[256];
    cpts_text_words(words, sizeof words, text);
    return strstr(words, " commune") && CPTS_HAS_ANY(words, counts) && !strstr(words, " popul") &&
           !strstr(words, " habitant");
}

bool cpts_total_counts_inhabitants(const char *text)
{
    static const char *const counts[] = {" population totale ",  " population municipale totale ",
                                         " total population ",   " total habitants ",
                                         " nombre d habitants ", " nombre total d habitants "};
    char words[256];
    cpts_text_words(words, sizeof words, text);
    return CPTS_HAS_ANY(words, counts);
}

double cpts_total_of_communes(const char *text)
{
    double number = number_before(text, "commune");
    if (isnan(number) && cpts_total_counts_communes(text))
        number = cpts_total_behind(text);
    if (isnan(number))
        number = number_before(text, "iris");
    return number > CPTS_MOST_COMMUNES ? NAN : number;
}

/* "Somme", "Somme : 12" and "Somme de la population", but not Somme-Suippe, whose hyphen lists may
 * leave out. */
static bool is_sum(const char *folded)
{
    static const char *const behind[] = {" de ", " des ", " du ", " totale "};
    return strncmp(folded, " somme ", 7) == 0 &&
           (!folded[7] || isdigit((unsigned char)folded[7]) ||
            cpts_text_begins_with_any(folded + 6, behind, sizeof behind / sizeof *behind));
}

bool cpts_total_begins(const char *text)
{
    static const char *const words[] = {" total ",    " totaux ",   " sous total ",
                                        " totals ",   " sum ",      " grand total ",
                                        " subtotal ", " ensemble ", " soustotal "};
    char folded[128];
    cpts_text_words(folded, sizeof folded, text);
    return is_sum(folded) || cpts_text_begins_with_any(folded, words, sizeof words / sizeof *words);
}

/* "CPTS Nord : 34 communes" */
static bool ends_in_count(const char *text)
{
    const char *mark = strrchr(text, ':');
    char *end;
    const long count = mark ? strtol(mark + 1, &end, 10) : 0;
    return count > 0 && strncasecmp(end, " commune", 8) == 0 && strlen(end) <= 9;
}

bool cpts_total_is_inhabitants(const char *text)
{
    static const char *const words[] = {" hab ", " habitants ", " inhabitants "};
    char folded[64];
    cpts_text_words(folded, sizeof folded, text + strspn(text, "0123456789 ."));
    return isdigit((unsigned char)*text) && CPTS_IS_ANY(folded, words);
}

bool cpts_total_is_one(const char *text)
{
    return *text &&
           (cpts_total_is_inhabitants(text) || cpts_total_begins(text) || ends_in_count(text) ||
            cpts_total_counts_communes(text) || cpts_total_counts_inhabitants(text));
}

double cpts_total_of_inhabitants(const char *text)
{
    return number_before(text, "habitant");
}
