#include "files.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <errno.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"
#include "truth.h"

enum { EPSG_LAMBERT_93 = 2154, MAX_FIELDS = 5 };

static void check_ogr(OGRErr error, const char *path)
{
    if (error != OGRERR_NONE) {
        demo_fail("cannot write %s: %s", path, CPLGetLastErrorMsg());
    }
}

static OGRLayerH create_layer(GDALDatasetH dataset, const char *name, const char *const *fields,
                              const char *path)
{
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    check_ogr(OSRImportFromEPSG(crs, EPSG_LAMBERT_93), path);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, name, crs, wkbMultiPolygon, NULL);
    OSRRelease(crs);
    if (layer == NULL) {
        demo_fail("cannot create layer %s in %s: %s", name, path, CPLGetLastErrorMsg());
    }
    for (int i = 0; i < MAX_FIELDS && fields[i] != NULL; i++) {
        const bool number = strcmp(fields[i], "population") == 0;
        OGRFieldDefnH field = OGR_Fld_Create(fields[i], number ? OFTInteger : OFTString);
        check_ogr(OGR_L_CreateField(layer, field, 1), path);
        OGR_Fld_Destroy(field);
    }
    return layer;
}

/* Adds a feature with these values, and without geometry when that is NULL. */
static void add_feature(OGRLayerH layer, const char *const *values, const GEOSGeometry *geometry,
                        GEOSContextHandle_t geos, const char *path)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++) {
        OGR_F_SetFieldString(feature, i, values[i]);
    }
    if (geometry != NULL) {
        GEOSWKBWriter *writer = GEOSWKBWriter_create_r(geos);
        size_t size = 0;
        unsigned char *wkb = GEOSWKBWriter_write_r(geos, writer, geometry, &size);
        OGRGeometryH copy = NULL;
        if (wkb == NULL || OGR_G_CreateFromWkb(wkb, NULL, &copy, (int)size) != OGRERR_NONE) {
            demo_fail("a geometry of %s cannot be handed to OGR", path);
        }
        check_ogr(OGR_F_SetGeometryDirectly(feature, copy), path);
        GEOSFree_r(geos, wkb);
        GEOSWKBWriter_destroy_r(geos, writer);
    }
    check_ogr(OGR_L_CreateFeature(layer, feature), path);
    OGR_F_Destroy(feature);
}

static void write_units(const struct declaration *declaration, GDALDatasetH dataset,
                        const char *path)
{
    static const char *const FIELDS[MAX_FIELDS] = {"insee", "nom", "population", "dep", "epci"};
    OGRLayerH layer = create_layer(dataset, "communes", FIELDS, path);
    for (int i = 0; i < declaration->land->unit_count; i++) {
        const struct unit *unit = &declaration->land->units[i];
        char population[16];
        snprintf(population, sizeof population, "%d", unit->population);
        const char *const values[MAX_FIELDS] = {unit->code, unit->name, population,
                                                unit->department, unit->epci};
        add_feature(layer, values, declaration->units[i], declaration->geos, path);
    }
}

static void write_perimeters(const struct declaration *declaration, GDALDatasetH dataset,
                             const char *path)
{
    static const char *const FIELDS[MAX_FIELDS] = {"id", "nom", "statut", NULL, NULL};
    OGRLayerH layer = create_layer(dataset, "cpts", FIELDS, path);
    for (int i = 0; i < declaration->perimeter_count; i++) {
        const struct perimeter *perimeter = &declaration->perimeters[i];
        const char *const values[MAX_FIELDS] = {perimeter->id, perimeter->name, perimeter->status,
                                                NULL, NULL};
        add_feature(layer, values, perimeter->geometry, declaration->geos, path);
    }
}

void demo_write_region(const struct declaration *declaration, const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT) {
        demo_fail("cannot replace %s: %s", path, strerror(errno));
    }
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    GDALDatasetH dataset =
        driver != NULL ? GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL) : NULL;
    if (dataset == NULL) {
        demo_fail("cannot create %s: %s", path, CPLGetLastErrorMsg());
    }
    check_ogr(GDALDatasetStartTransaction(dataset, 0), path);
    write_units(declaration, dataset, path);
    write_perimeters(declaration, dataset, path);
    check_ogr(GDALDatasetCommitTransaction(dataset), path);
    CPLErrorReset();
    GDALClose(dataset);
    if (CPLGetLastErrorType() >= CE_Failure) {
        demo_fail("cannot write %s: %s", path, CPLGetLastErrorMsg());
    }
}

static FILE *open_text(const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        demo_fail("cannot write %s: %s", path, strerror(errno));
    }
    return file;
}

static void close_text(FILE *file, const char *path)
{
    const bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed) {
        demo_fail("cannot write %s: %s", path, strerror(errno));
    }
}

static void write_row(FILE *file, const struct perimeter *perimeter, const char *code)
{
    fprintf(file, "%s;%s;%s;%s\n", perimeter->id, perimeter->name, code, perimeter->status);
}

void demo_write_codes(const struct declaration *declaration, const char *path)
{
    FILE *file = open_text(path);
    fputs("id;nom;code;statut\n", file);
    for (int i = 0; i < declaration->perimeter_count; i++) {
        const struct perimeter *perimeter = &declaration->perimeters[i];
        for (int unit = 0; unit < declaration->land->unit_count; unit++) {
            const bool renamed = unit == declaration->merger.unit;
            if (perimeter->claims[unit]) {
                write_row(file, perimeter,
                          renamed ? declaration->merger.former_code
                                  : declaration->land->units[unit].code);
            }
        }
        for (int row = 0; row < declaration->row_count; row++) {
            if (declaration->rows[row].perimeter == i) {
                write_row(file, perimeter, declaration->rows[row].code);
            }
        }
    }
    close_text(file, path);
}

void demo_write_annex(const struct declaration *declaration, const char *path)
{
    const struct perimeter *perimeter = &declaration->perimeters[declaration->annex.perimeter];
    FILE *file = open_text(path);
    fputs("id;insee\n", file);
    for (int unit = 0; unit < declaration->land->unit_count; unit++) {
        const char *code = declaration->land->units[unit].code;
        if (perimeter->claims[unit] && strcmp(code, declaration->annex.code) != 0) {
            fprintf(file, "%s;%s\n", perimeter->id, code);
        }
    }
    close_text(file, path);
}

/* Writes UTF-8 as Windows-1252. */
static void put_1252(FILE *file, const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c < 0x80) {
            fputc(*c, file);
        } else if (*c == 0xc2 || *c == 0xc3) {
            fputc((*c == 0xc3 ? 0x40 : 0) | c[1], file);
            c++;
        } else if (*c == 0xc5 && (c[1] == 0x92 || c[1] == 0x93)) { /* Œ, œ */
            fputc(c[1] == 0x92 ? 0x8c : 0x9c, file);
            c++;
        } else {
            demo_fail("'%s' cannot be written in Windows-1252", text);
        }
    }
}

static const char *without_article(const char *name)
{
    static const char *const ARTICLES[] = {"La ", "Le ", "Les ", "L'"};
    for (size_t i = 0; i < sizeof ARTICLES / sizeof ARTICLES[0]; i++) {
        const size_t length = strlen(ARTICLES[i]);
        if (strncmp(name, ARTICLES[i], length) == 0) {
            return name + length;
        }
    }
    return name;
}

/* Whether another unit bears the name, articles left out. */
static bool is_shared(const struct land *land, int unit)
{
    const char *name = without_article(land->units[unit].name);
    for (int other = 0; other < land->unit_count; other++) {
        if (other != unit && strcmp(without_article(land->units[other].name), name) == 0) {
            return true;
        }
    }
    return false;
}

static void put_name(FILE *file, const char *name, bool shorten)
{
    name = without_article(name);
    const bool is_saint = strncmp(name, "Saint-", 6) == 0;
    put_1252(file, is_saint && shorten ? "St " : "");
    put_1252(file, is_saint && shorten ? name + 6 : name);
}

static void put_head(FILE *file, const struct perimeter *perimeter)
{
    fprintf(file, "%s;", perimeter->id);
    put_1252(file, perimeter->name);
    fputc(';', file);
    put_1252(file, perimeter->status);
    fputc(';', file);
}

void demo_write_names(const struct declaration *declaration, const char *path)
{
    const struct land *land = declaration->land;
    FILE *file = open_text(path);
    fputs("Listing des CPTS;;;\r\n;;;\r\n", file);
    put_1252(file, "Identifiant;CPTS;Statut;Commune\r\n");
    for (int i = 0; i < declaration->perimeter_count; i++) {
        const struct perimeter *perimeter = &declaration->perimeters[i];
        for (int unit = 0; unit < land->unit_count; unit++) {
            const struct unit *claimed = &land->units[unit];
            const bool renamed = unit == declaration->merger.unit;
            if (!perimeter->claims[unit]) {
                continue;
            }
            put_head(file, perimeter);
            if (strcmp(claimed->name, DEMO_TWIN_NAME) == 0) {
                put_name(file, claimed->name, false);
                fprintf(file, " (%s)", claimed->department);
            } else if (is_shared(land, unit)) {
                fputs(claimed->code, file);
            } else {
                put_name(file, renamed ? declaration->merger.former_name : claimed->name, unit % 2);
            }
            fputs("\r\n", file);
        }
        for (int row = 0; row < declaration->row_count; row++) {
            if (declaration->rows[row].perimeter == i) {
                put_head(file, perimeter);
                put_name(file, declaration->rows[row].code, false);
                fputs("\r\n", file);
            }
        }
    }
    close_text(file, path);
}

void demo_write_moves(const struct declaration *declaration, const char *path)
{
    const struct merger *merger = &declaration->merger;
    const struct unit *unit = &declaration->land->units[merger->unit];
    FILE *file = open_text(path);
    fputs("MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,"
          "TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n",
          file);
    fprintf(file, "32,%s,COM,%s,0,,%s,%s,COM,%s,0,,%s,%s\n", merger->date, merger->former_code,
            merger->former_name, merger->former_name, unit->code, unit->name, unit->name);
    close_text(file, path);
}

void demo_write_truth(const struct declaration *declaration, const char *path)
{
    struct json_object *truth = demo_truth(declaration);
    if (json_object_to_file_ext(path, truth,
                                JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
                                    JSON_C_TO_STRING_NOSLASHESCAPE) != 0) {
        demo_fail("cannot write %s: %s", path, json_util_get_last_err());
    }
    json_object_put(truth);
}
