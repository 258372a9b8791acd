/*
 * A region made of what the program holds in memory, and results taken back the same way: two
 * squares of land, of which the CPTS of the West claims one.
 *
 *     cc memory.c $(pkg-config --cflags --libs libcpts) -o memory
 */
#include <cpts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A square as a WKB polygon, on a little-endian machine. */
static size_t square(unsigned char *wkb, double x, double y, double side_m)
{
    const double ring[5][2] = {
        {x, y}, {x + side_m, y}, {x + side_m, y + side_m}, {x, y + side_m}, {x, y}};
    const unsigned char head[13] = {1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    memcpy(wkb, head, sizeof head);
    memcpy(wkb + sizeof head, ring, sizeof ring);
    return sizeof head + sizeof ring;
}

static cpts_status make_region(cpts_region **out, cpts_context *context)
{
    unsigned char wkb[128];
    cpts_status status = cpts_region_new(out, context, "EPSG:2154");
    for (int i = 0; i < 2 && status == CPTS_OK; i++) {
        const size_t size = square(wkb, 700000 + 1000 * i, 6600000, 1000);
        status = cpts_region_add_unit(*out, i ? "99002" : "99001", i ? "East" : "West", "99", 500,
                                      wkb, size);
    }
    if (status == CPTS_OK)
        status = cpts_region_declare_unit(*out, "A", "CPTS of the West", "99001");
    return status;
}

/* Rows are filled into structures of ours; geometry is handed over, to be freed. */
static cpts_status print_units(const cpts_report *report)
{
    cpts_status status = CPTS_OK;
    for (size_t i = 0; i < cpts_report_unit_count(report) && status == CPTS_OK; i++) {
        cpts_unit unit = CPTS_UNIT_INIT;
        void *wkb = NULL;
        size_t size = 0;
        status = cpts_report_unit(&unit, report, i);
        if (status == CPTS_OK)
            status = cpts_report_unit_wkb(&wkb, &size, report, i);
        if (status == CPTS_OK)
            printf("%s %s: %.0f m2, %.0f m2 of it white, %zu bytes of WKB\n", unit.code, unit.name,
                   unit.area_m2, unit.white_area_m2, size);
        for (size_t c = 0; c < unit.claim_count && status == CPTS_OK; c++) {
            cpts_claim claim = CPTS_CLAIM_INIT;
            cpts_perimeter perimeter = CPTS_PERIMETER_INIT;
            status = cpts_report_unit_claim(&claim, report, i, c);
            if (status == CPTS_OK)
                status = cpts_report_perimeter(&perimeter, report, claim.perimeter);
            if (status == CPTS_OK)
                printf("  %.0f %% claimed by %s\n", 100 * claim.share, perimeter.name);
        }
        cpts_free(wkb);
    }
    return status;
}

/* An output that goes nowhere but here. */
struct text {
    char *bytes;
    size_t size;
};

static bool append(void *user, const void *bytes, size_t size)
{
    struct text *text = user;
    char *larger = realloc(text->bytes, text->size + size);
    if (!larger)
        return false;
    memcpy(larger + text->size, bytes, size);
    text->bytes = larger;
    text->size += size;
    return true;
}

int main(void)
{
    cpts_context *context = NULL;
    cpts_region *region = NULL;
    cpts_report *report = NULL;
    struct text geojson = {NULL, 0};

    if (cpts_context_new(&context) != CPTS_OK)
        return 3;
    cpts_status status = make_region(&region, context);
    if (status == CPTS_OK)
        status = cpts_check(&report, region, NULL); /* NULL: the defaults */
    if (status == CPTS_OK)
        status = print_units(report);
    if (status == CPTS_OK)
        status = cpts_report_write_to(report, CPTS_FORMAT_GEOJSON, append, &geojson);
    if (status == CPTS_OK)
        printf("%zu bytes of GeoJSON\n", geojson.size);
    else
        fprintf(stderr, "%s\n", cpts_context_message(context));

    free(geojson.bytes);
    cpts_report_free(report);
    cpts_region_free(region);
    cpts_context_free(context);
    return status == CPTS_OK ? 0 : 3;
}
