/*
 * Regions made of the input rather than parsed from it: every input is a region, on a grid so
 * coarse that vertices coincide, segments overlap, rings touch and cross. What the core computes
 * from them must balance, whatever is drawn.
 */
#include <cpl_error.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

enum { SHAPES_MOST = 24, POINTS_MOST = 24 };

/* How far apart the lines of the grid are. Drawings finer than the coincidence (a millimetre) are
 * left out: GEOS, asked to repair them, may take all the memory there is. */
static const double steps_m[] = {1000, 1, 0.05, 333.333333333, 1e5, 7, 0.37, 1e4};

struct drawing {
    uint8_t wkb[16 + 2 * (8 + 16 * POINTS_MOST)];
    size_t size;
};

static void put(struct drawing *drawing, const void *bytes, size_t size)
{
    memcpy(drawing->wkb + drawing->size, bytes, size);
    drawing->size += size;
}

/* The points of a ring, one byte each: four bits of x, four of y. */
static void put_ring(struct drawing *drawing, struct fuzz_bytes *bytes, uint32_t count,
                     double step_m)
{
    double xy[2 * POINTS_MOST];
    for (uint32_t i = 0; i + 1 < count; i++) {
        const uint8_t place = fuzz_byte(bytes);
        xy[2 * i] = 900000 + (place & 15) * step_m;
        xy[2 * i + 1] = 6250000 + (place >> 4) * step_m;
    }
    xy[2 * count - 2] = xy[0];
    xy[2 * count - 1] = xy[1];
    put(drawing, &count, sizeof count);
    put(drawing, xy, count * 2 * sizeof *xy);
}

static struct drawing draw(struct fuzz_bytes *bytes, uint8_t kind, double step_m)
{
    const uint32_t rings = kind & 8 ? 2 : 1, type = 3;
    const uint8_t order = 1;
    struct drawing drawing = {.size = 0};
    put(&drawing, &order, 1);
    put(&drawing, &type, sizeof type);
    put(&drawing, &rings, sizeof rings);
    for (uint32_t i = 0; i < rings; i++)
        put_ring(&drawing, bytes, 4 + fuzz_byte(bytes) % (POINTS_MOST - 4), step_m);
    return drawing;
}

static bool is_valid(const struct drawing *drawing)
{
    OGRGeometryH geometry = NULL;
    const bool is_read =
        OGR_G_CreateFromWkbEx(drawing->wkb, NULL, &geometry, drawing->size) == OGRERR_NONE;
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const bool valid = is_read && OGR_G_IsValid(geometry);
    CPLPopErrorHandler();
    OGR_G_DestroyGeometry(geometry);
    return valid;
}

/* Whether what was drawn is valid. */
static bool add(cpts_context *context, cpts_region *region, struct fuzz_bytes *bytes, double step_m)
{
    const uint8_t kind = fuzz_byte(bytes);
    const struct drawing drawing = draw(bytes, kind, step_m);
    char id[16];
    snprintf(id, sizeof id, "%05d", 13000 + (kind >> 4));
    fuzz_ended_well(context, kind & 1 ? cpts_region_add_perimeter(region, id, "périmètre",
                                                                  drawing.wkb, drawing.size)
                                      : cpts_region_add_unit(region, id, "unité", "13", kind,
                                                             drawing.wkb, drawing.size));
    return is_valid(&drawing);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_bytes bytes = {data, size};
    const cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_context *context = fuzz_context();
    cpts_region *region = NULL;
    const double step_m = steps_m[fuzz_byte(&bytes) % (sizeof steps_m / sizeof *steps_m)];
    if (fuzz_ended_well(context, cpts_region_new(&region, context, "EPSG:2154"))) {
        /* Of drawings that cross themselves the check may refuse to answer, but it must say so. */
        bool may_refuse = false;
        for (int i = 0; i < SHAPES_MOST && bytes.left; i++)
            may_refuse |= !add(context, region, &bytes, step_m);
        fuzz_check(context, region, &options, may_refuse);
    }
    cpts_context_free(context);
    return 0;
}
