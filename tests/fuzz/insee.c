/*
 * INSEE's tables: populations, and the moves of commune codes. The first byte says which; the
 * declared codes are fixed, and some of them moved or were lost.
 */
#include <cpl_vsi.h>
#include <string.h>

#include "fuzz.h"

#define CODES "/vsimem/codes.csv"
#define TABLE "/vsimem/table.csv"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char codes[] = "id;nom;insee\nA;Sud;13001\nA;Sud;05120\nB;Nord;1004\n"
                                "B;Nord;13999\nB;Nord;2a004\nC;Est;13055\n";
    static const char *const units[] = {FUZZ_UNITS, NULL}, *const perimeters[] = {CODES, NULL};
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    load.units = units;
    load.perimeters = perimeters;
    if (fuzz_byte(&bytes) & 1)
        load.populations = TABLE;
    else
        load.code_changes = TABLE;
    fuzz_write_units();
    fuzz_file(CODES, codes, strlen(codes));
    fuzz_file(TABLE, bytes.data, bytes.left);
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    if (fuzz_ended_well(context, cpts_region_load(&region, context, &load)))
        fuzz_check(context, region, &check, false);
    cpts_context_free(context);
    VSIUnlink(TABLE);
    return 0;
}
