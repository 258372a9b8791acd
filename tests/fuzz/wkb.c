/*
 * Geometry as anyone may send it: WKB of units and perimeters. The input is a row of records:
 * a byte for what it is, two bytes of size, then so many bytes of WKB.
 */
#include <stdio.h>

#include "fuzz.h"

enum { RECORDS_MOST = 40 };

/* Three features share an id or a code, so that pieces are put together. */
static cpts_status add(cpts_region *region, uint8_t kind, int number, const uint8_t *wkb,
                       size_t size)
{
    char id[16];
    snprintf(id, sizeof id, "%05d", 13001 + number / 3);
    if (kind % 4 == 3)
        return cpts_region_declare_unit(region, id, "déclarée", kind & 4 ? "13001" : "99999");
    if (kind % 2)
        return cpts_region_add_perimeter(region, id, "périmètre", wkb, size);
    return cpts_region_add_unit(region, id, "unité", "13", kind, wkb, size);
}

static void add_records(cpts_context *context, cpts_region *region, struct fuzz_bytes *bytes)
{
    for (int i = 0; i < RECORDS_MOST && bytes->left > 3; i++) {
        const uint8_t kind = fuzz_byte(bytes);
        size_t size = fuzz_byte(bytes);
        size |= (size_t)fuzz_byte(bytes) << 8;
        size = size < bytes->left ? size : bytes->left;
        fuzz_ended_well(context, add(region, kind, i, bytes->data, size));
        bytes->data += size;
        bytes->left -= size;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    if (fuzz_ended_well(context, cpts_region_new(&region, context, "EPSG:2154"))) {
        add_records(context, region, &bytes);
        fuzz_check(context, region, &options, true);
    }
    cpts_context_free(context);
    return 0;
}
