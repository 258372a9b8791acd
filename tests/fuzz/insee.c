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
    struct fuzz_sources sources;
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options check = CPTS_CHECK_OPTIONS_INIT;
    cpts_load_options load = fuzz_load(&sources, CODES);
    if (fuzz_byte(&bytes) & 1)
        load.populations = TABLE;
    else
        load.code_changes = TABLE;
    fuzz_file(CODES, codes, strlen(codes));
    fuzz_file(TABLE, bytes.data, bytes.left);
    fuzz_run(&load, &check, false);
    VSIUnlink(TABLE);
    return 0;
}
