/*
 * Draws the demo region: a fictional land with its communes, and CPTS that declare it, well and
 * badly. The same program makes the same map, to the bit, on every run.
 *
 * usage: demo FOLDER
 *   region.gpkg        communes and cpts as polygons, with a defect of each kind planted
 *   truth.json         what a check of region.gpkg must find
 *   cpts-codes.csv     CPTS as lists of codes over the communes of region.gpkg, with defects
 *   truth-codes.json   what a check of that must find
 *   region-clean.gpkg  the same region and CPTS without a defect
 *   truth-clean.json   what is left: a lake
 */
#include <cpl_conv.h>
#include <errno.h>
#include <gdal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "declaration.h"
#include "files.h"
#include "memory.h"

/* GDAL writes it where a GeoPackage has the date of its last change. */
static const char DATE[] = "2026-01-01T00:00:00.000Z";

static void tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("demo: GEOS: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

static char *in_folder(const char *folder, const char *name)
{
    return demo_format("%s/%s", folder, name);
}

/* One declaration: its region and its list of codes where they are named, and its truth. */
static void publish(const struct land *land, enum declared_as how, const char *folder,
                    const char *region, const char *codes, const char *truth,
                    GEOSContextHandle_t geos)
{
    struct declaration declaration;
    demo_declare(&declaration, land, how, geos);
    if (region != NULL) {
        char *path = in_folder(folder, region);
        demo_write_region(&declaration, path);
        free(path);
    }
    if (codes != NULL) {
        char *path = in_folder(folder, codes);
        demo_write_codes(&declaration, path);
        free(path);
    }
    char *path = in_folder(folder, truth);
    demo_write_truth(&declaration, path);
    free(path);
    demo_declaration_free(&declaration);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: demo FOLDER\n", stderr);
        return EXIT_FAILURE;
    }
    const char *folder = argv[1];
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        demo_fail("cannot create %s: %s", folder, strerror(errno));
    }
    GDALAllRegister();
    CPLSetConfigOption("OGR_CURRENT_DATE", DATE);
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSContext_setErrorHandler_r(geos, tell);

    struct land land;
    demo_land_make(&land);
    publish(&land, DRAWN, folder, "region.gpkg", NULL, "truth.json", geos);
    publish(&land, TABULATED, folder, NULL, "cpts-codes.csv", "truth-codes.json", geos);
    publish(&land, CLEAN, folder, "region-clean.gpkg", NULL, "truth-clean.json", geos);
    demo_land_free(&land);
    GEOS_finish_r(geos);
    GDALDestroyDriverManager();
    return EXIT_SUCCESS;
}
