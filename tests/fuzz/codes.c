/*
 * Tables of declared codes, as spreadsheets export them: a CSV of any bytes beside a small layer
 * of units. The first byte chooses a filter, the rest is the file.
 */
#include <cpl_vsi.h>

#include "fuzz.h"

#define CODES "/vsimem/codes.csv"

static const char *const filters[] = {NULL, NULL, NULL, "id <> 'HORS CPTS'",
                                      "\"insee\" LIKE '13%'"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const units[] = {FUZZ_UNITS, NULL}, *const perimeters[] = {CODES, NULL};
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    load.units = units;
    load.perimeters = perimeters;
    load.perimeters_where = filters[fuzz_byte(&bytes) % (sizeof filters / sizeof *filters)];
    fuzz_write_units();
    fuzz_file(CODES, bytes.data, bytes.left);
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    if (fuzz_ended_well(context, cpts_region_load(&region, context, &load)))
        fuzz_check(context, region, &check, false);
    cpts_context_free(context);
    VSIUnlink(CODES);
    return 0;
}
