#include "output/print/symbols.h"

#include <string.h>

static const struct symbol symbols[] = {
#include "symbols.inc"
};

/* The "light" scheme of Paul Tol, "Colour Schemes" (SRON/EPS/TN/09-002, 2021), made for fields with
 * labels in them; its grey is left out, which here means another region. */
const uint32_t cpts_fills[CPTS_FILL_COUNT] = {0x77AADDFFu, 0xEEDD88FFu, 0xFFAABBFFu, 0x44BB99FFu,
                                              0xEE8866FFu, 0x99DDFFFFu, 0xBBCC33FFu, 0xAAAA00FFu};

const struct symbol *cpts_symbol(size_t *count, const char *style, const char *value)
{
    const size_t total = sizeof symbols / sizeof *symbols;
    size_t first = 0;
    while (first < total &&
           (strcmp(symbols[first].style, style) != 0 || strcmp(symbols[first].value, value) != 0))
        first++;
    *count = 0;
    while (first + *count < total && strcmp(symbols[first + *count].style, style) == 0 &&
           strcmp(symbols[first + *count].value, value) == 0)
        ++*count;
    return symbols + (first < total ? first : 0);
}
