#include "input/declarations/postal_names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/declarations/insee.h"

enum { DIGITS = 5 };

static bool is_apart(char c)
{
    return c == '\0' || strchr(" -:,.()", c);
}

static bool is_postal(const char *text)
{
    for (int i = 0; i < DIGITS; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return is_apart(text[DIGITS]);
}

/* Before the signs at the end of a text. */
static size_t before_signs(const char *text, size_t size)
{
    while (size && is_apart(text[size - 1]))
        size--;
    return size;
}

static size_t before_cedex(const char *text, size_t size)
{
    static const char word[] = "cedex";
    const size_t length = sizeof word - 1;
    size_t end = before_signs(text, size);
    while (end && text[end - 1] >= '0' && text[end - 1] <= '9')
        end--;
    if (size - end > 3 + 1)
        return size; /* a postal code */
    end = before_signs(text, end);
    return end > length && strncasecmp(text + end - length, word, length) == 0 &&
                   is_apart(text[end - length - 1])
               ? before_signs(text, end - length)
               : size;
}

/* "Paris" of 75001 is its first arrondissement; 75116 is a part of the sixteenth. */
static int arrondissement_of(const char *postal, const char *name)
{
    static const char *const cities[][2] = {
        {"paris", "750"}, {"lyon", "690"}, {"marseille", "130"}};
    if (strcasecmp(name, "paris") == 0 && memcmp(postal, "75116", DIGITS) == 0)
        return 16;
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        if (strcasecmp(name, cities[i][0]) == 0 && memcmp(postal, cities[i][1], 3) == 0)
            return (postal[3] - '0') * 10 + postal[4] - '0';
    return 0;
}

bool cpts_postal_name(char *out, size_t size, char department[4], const char *name)
{
    const char *postal = NULL, *first = name;
    size_t end = strlen(name);
    if (end <= DIGITS || end >= size)
        return false;
    first += (*first == 'F' || *first == 'f') && (first[1] == '-' || first[1] == ' ') ? 2 : 0;
    if (is_postal(first)) {
        postal = first;
        first += DIGITS + strspn(first + DIGITS, " -:,.()");
    } else {
        first = name;
    }
    end -= (size_t)(first - name);
    end = before_cedex(first, end);
    const size_t last = before_signs(first, end);
    if (!postal && last > DIGITS && is_postal(first + last - DIGITS) &&
        is_apart(first[last - DIGITS - 1])) {
        postal = first + last - DIGITS;
        end = before_cedex(first, before_signs(first, last - DIGITS));
    }
    if (end == strlen(name) || !end)
        return false;
    snprintf(out, size, "%.*s", (int)end, first);
    department[0] = '\0';
    const int number = postal ? arrondissement_of(postal, out) : 0;
    char code[DIGITS + 1];
    snprintf(code, sizeof code, "%.*s", (int)DIGITS, postal ? postal : "");
    if (number)
        snprintf(out + end, size - end, " %d", number);
    else if (postal && !cpts_insee_postal_department(department, code))
        department[0] = '\0';
    return true;
}
