/*
 * "Did you mean": the name nearest to a mistyped word. Distances are counted in insertions,
 * deletions, substitutions and swaps of neighbours, the four slips of a typist.
 */
#include <string.h>

#include "options.h"

#define LONGEST 40

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, const char *b)
{
    size_t rows[LONGEST + 1][LONGEST + 1];
    const size_t n = strlen(a), m = strlen(b);
    for (size_t i = 0; i <= n; i++)
        rows[i][0] = i;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            const size_t edit = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            rows[i][j] = least(edit, 1 + least(rows[i - 1][j], rows[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                rows[i][j] = least(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    return rows[n][m];
}

const char *cli_suggest(const char *word, const char *const *names, size_t count)
{
    const size_t length = strlen(word);
    if (length < 2 || length > LONGEST)
        return NULL;
    const char *best = NULL;
    size_t best_distance = length < 6 ? 2 : 3;
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) > LONGEST)
            continue;
        /* The beginning of a name is nearer than any slip. */
        const bool begins = strncmp(names[i], word, length) == 0;
        const size_t away = begins ? 0 : distance(word, names[i]);
        if (away < best_distance || (away == best_distance && !best)) {
            best = names[i];
            best_distance = away;
        }
    }
    return best;
}
