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
    struct fuzz_sources sources;
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = fuzz_load(&sources, CODES);
    load.perimeters_where = filters[fuzz_byte(&bytes) % (sizeof filters / sizeof *filters)];
    fuzz_file(CODES, bytes.data, bytes.left);
    fuzz_run(&load, &check, false);
    VSIUnlink(CODES);
    return 0;
}
