/*
 * Draws the demo region: a fictional land with its communes, and CPTS that declare it, well and
 * badly. The same program makes the same map, to the bit, on every run.
 *
 * usage: demo FOLDER
 *   region.gpkg        communes and cpts as polygons, with a defect of each kind planted
 *   truth.json         what a check of region.gpkg must find
 *   annex.csv          the list of one CPTS of region.gpkg, which its polygon does not match
 *   truth-annex.json   what a check of both must find
 *   cpts-codes.csv     CPTS as lists of codes over the communes of region.gpkg, with defects
 *   moves.csv          the merger of communes behind an obsolete code of that list
 *   truth-codes.json   what a check of that must find
 *   cpts-names.csv     the same by names, as an agency keeps its list
 *   truth-names.json   what a check of that must find
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

static void print_error(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("demo: GEOS: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

static void publish(const char *folder, const char *name, const struct declaration *declaration,
                    void (*write)(const struct declaration *declaration, const char *path))
{
    char *path = demo_format("%s/%s", folder, name);
    write(declaration, path);
    free(path);
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
    GEOSContext_setErrorHandler_r(geos, print_error);

    struct land land;
    demo_land_make(&land);
    struct declaration declaration;
    demo_declare(&declaration, &land, DRAWN, geos);
    publish(folder, "region.gpkg", &declaration, demo_write_region);
    publish(folder, "truth.json", &declaration, demo_write_truth);
    demo_annex(&declaration);
    publish(folder, "annex.csv", &declaration, demo_write_annex);
    publish(folder, "truth-annex.json", &declaration, demo_write_truth);
    demo_declaration_free(&declaration);

    demo_declare(&declaration, &land, TABULATED, geos);
    publish(folder, "cpts-codes.csv", &declaration, demo_write_codes);
    publish(folder, "moves.csv", &declaration, demo_write_moves);
    publish(folder, "truth-codes.json", &declaration, demo_write_truth);
    demo_declaration_free(&declaration);

    demo_declare(&declaration, &land, NAMED, geos);
    publish(folder, "cpts-names.csv", &declaration, demo_write_names);
    publish(folder, "truth-names.json", &declaration, demo_write_truth);
    demo_declaration_free(&declaration);

    demo_declare(&declaration, &land, CLEAN, geos);
    publish(folder, "region-clean.gpkg", &declaration, demo_write_region);
    publish(folder, "truth-clean.json", &declaration, demo_write_truth);
    demo_declaration_free(&declaration);
    demo_land_free(&land);
    GEOS_finish_r(geos);
    GDALDestroyDriverManager();
    return EXIT_SUCCESS;
}
