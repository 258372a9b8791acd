#include "input_fixture.h"

#include <check.h>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <fcntl.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "/tmp/cpts-input-XXXXXX"

/* One test at a time: also in one process, for valgrind and debuggers. */
static char *folder(void)
{
    static char path[] = FOLDER;
    return path;
}

static int home; /* where a test began */

void input_begin(void)
{
    GDALAllRegister();
    CPLSetErrorHandler(CPLQuietErrorHandler);
    memcpy(folder(), FOLDER, sizeof FOLDER);
    ck_assert_ptr_nonnull(mkdtemp(folder()));
    home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ck_assert_int_ge(home, 0);
    ck_assert_int_eq(chdir(folder()), 0);
}

void input_end(void)
{
    ck_assert_int_eq(fchdir(home), 0);
    ck_assert_int_eq(close(home), 0);
    ck_assert_int_eq(CPLUnlinkTree(folder()), 0);
}

void input_bytes(const char *name, const void *bytes, size_t size)
{
    FILE *file = fopen(name, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

void input_text(const char *name, const char *text)
{
    input_bytes(name, text, strlen(text));
}

/* ---- layers -------------------------------------------------------------------------------- */

static void create_fields(OGRLayerH layer, const char *fields)
{
    char *list = strdup(fields), *rest = NULL;
    for (char *name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        char *type = strchr(name, ':');
        if (type)
            *type++ = '\0';
        OGRFieldDefnH field = OGR_Fld_Create(name, !type                      ? OFTString
                                                   : strcmp(type, "int") == 0 ? OFTInteger
                                                                              : OFTReal);
        ck_assert_int_eq(OGR_L_CreateField(layer, field, TRUE), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    free(list);
}

static void create_row(OGRLayerH layer, const struct input_row *row)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++)
        if (row->values[i])
            OGR_F_SetFieldString(feature, i, row->values[i]);
    if (row->wkt) {
        OGRGeometryH geometry = NULL;
        char *copy = strdup(row->wkt), *wkt = copy;
        ck_assert_msg(OGR_G_CreateFromWkt(&wkt, NULL, &geometry) == OGRERR_NONE, "%s", row->wkt);
        free(copy);
        OGR_F_SetGeometryDirectly(feature, geometry);
    }
    ck_assert_int_eq(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

void input_write(const struct input_layer *layer)
{
    OGRSpatialReferenceH crs = NULL;
    if (layer->epsg) {
        crs = OSRNewSpatialReference(NULL);
        ck_assert_int_eq(OSRImportFromEPSG(crs, layer->epsg), OGRERR_NONE);
        OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    }
    const char *driver = layer->driver ? layer->driver : "GPKG";
    GDALDatasetH dataset =
        access(layer->file, F_OK) == 0
            ? GDALOpenEx(layer->file, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL)
            : GDALCreate(GDALGetDriverByName(driver), layer->file, 0, 0, 0, GDT_Unknown, NULL);
    ck_assert_ptr_nonnull(dataset);
    /* The triggers of a spatial index call functions that the sqlite3 shell lacks. */
    char *plain[] = {(char[]){"SPATIAL_INDEX=NO"}, NULL};
    OGRLayerH created =
        GDALDatasetCreateLayer(dataset, layer->name, crs, layer->is_table ? wkbNone : wkbUnknown,
                               strcmp(driver, "GPKG") == 0 ? plain : NULL);
    ck_assert_ptr_nonnull(created);
    create_fields(created, layer->fields);
    for (int i = 0; i < layer->count; i++)
        create_row(created, &layer->rows[i]);
    GDALClose(dataset);
    if (crs)
        OSRDestroySpatialReference(crs);
}

const char *input_square(int i, int count)
{
    static char room[8][160];
    static int next;
    char *wkt = room[next++ % 8];
    int west = 800000 + i * 1000, east = west + count * 1000, south = 6300000, north = 6301000;
    snprintf(wkt, sizeof room[0], "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))", west, south, east,
             south, east, north, west, north, west, south);
    return wkt;
}

void input_write_units(const char *file, const char *fields, const struct input_row *rows,
                       int count)
{
    input_write(LAYER(.file = file, .name = "communes", .fields = fields, .epsg = 2154,
                      .rows = rows, .count = count));
}

void input_write_communes(const char *file)
{
    const struct input_row rows[] = {
        {input_square(0, 1), {"13001", "Aix", "100", "13"}},
        {input_square(1, 1), {"13002", "Allauch", "200", "13"}},
        {input_square(2, 1), {"13003", "Alleins", "300", "13"}},
        {input_square(3, 1), {"13004", "Arles", "400", "13"}},
    };
    input_write_units(file, "insee,nom,population:int,dep", rows, 4);
}

void input_write_cpts(const char *file)
{
    const struct input_row rows[] = {
        {input_square(0, 2), {"A", "CPTS Ouest", "signed"}},
        {input_square(2, 2), {"B", "CPTS Est", NULL}},
    };
    input_write(LAYER(.file = file, .name = "cpts", .fields = "id,nom,statut", .epsg = 2154,
                      .rows = rows, .count = 2));
}

/* ---- loading ----------------------------------------------------------------------------- */

static void take_log(void *user, cpts_verbosity level, const char *message)
{
    (void)level;
    struct loaded *loaded = user;
    size_t used = strlen(loaded->log);
    snprintf(loaded->log + used, sizeof loaded->log - used, "%s\n", message);
}

void input_load(struct loaded *out, const cpts_load_options *options)
{
    memset(out, 0, sizeof *out);
    ck_assert_int_eq(cpts_context_new(&out->context), CPTS_OK);
    cpts_context_set_log(out->context, take_log, out);
    ck_assert_int_eq(cpts_context_set_option_names(out->context, CPTS_OPTIONS_AS_ARGUMENTS),
                     CPTS_OK);
    out->status = cpts_region_load(&out->region, out->context, options);
    ck_assert((out->status == CPTS_OK) == (out->region != NULL));
    ck_assert((out->status == CPTS_OK) == (*cpts_context_message(out->context) == '\0'));
}

void input_load_sources(struct loaded *out, const char *first, const char *second)
{
    const char *const sources[] = {first, second, NULL};
    const cpts_load_options options = {.size = sizeof(cpts_load_options), .sources = sources};
    input_load(out, &options);
}

void input_expect_loaded(const struct loaded *loaded)
{
    ck_assert_msg(loaded->status == CPTS_OK, "%s", cpts_context_message(loaded->context));
}

void input_must_load(struct loaded *out, const cpts_load_options *options)
{
    input_load(out, options);
    input_expect_loaded(out);
}

void input_must_load_sources(struct loaded *out, const char *first, const char *second)
{
    input_load_sources(out, first, second);
    input_expect_loaded(out);
}

void input_free(struct loaded *loaded)
{
    cpts_region_free(loaded->region);
    cpts_context_free(loaded->context);
    memset(loaded, 0, sizeof *loaded);
}

void input_expect_failure(const struct loaded *loaded, cpts_status status, ...)
{
    const char *message = cpts_context_message(loaded->context);
    ck_assert_msg(loaded->status == status, "status %d: %s", (int)loaded->status, message);
    va_list texts;
    va_start(texts, status);
    for (const char *text = va_arg(texts, const char *); text; text = va_arg(texts, const char *))
        ck_assert_msg(strstr(message, text) != NULL, "no '%s' in: %s", text, message);
    va_end(texts);
}

size_t input_notice_count(const struct loaded *loaded, cpts_rule rule)
{
    size_t count = 0;
    for (size_t i = 0; i < loaded->region->notice_count; i++)
        count += loaded->region->notices[i].rule == rule;
    return count;
}

const struct notice *input_notice(const struct loaded *loaded, cpts_rule rule,
                                  cpts_severity severity, const char *text)
{
    ck_assert_msg(loaded->region != NULL, "%s", cpts_context_message(loaded->context));
    const struct notice *found = NULL;
    for (size_t i = 0; i < loaded->region->notice_count; i++) {
        const struct notice *notice = &loaded->region->notices[i];
        if (notice->rule != rule)
            continue;
        ck_assert_msg(!found, "a second notice: %s", notice->message);
        found = notice;
    }
    ck_assert_msg(found != NULL, "no notice of rule %d", (int)rule);
    ck_assert_int_eq(found->severity, severity);
    ck_assert_msg(strstr(found->message, text) != NULL, "no '%s' in: %s", text, found->message);
    return found;
}

double input_area_m2(const struct shapes *shapes)
{
    double area_m2 = 0;
    for (size_t i = 0; i < shapes->part_count; i++)
        area_m2 += shapes->parts[i].area_m2;
    return area_m2;
}

static uint32_t find(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (uint32_t)i;
    ck_abort_msg("%s is not there", name);
    return CPTS_NONE;
}

uint32_t input_unit(const struct loaded *loaded, const char *code)
{
    return find(loaded->region->units.code, loaded->region->units.count, code);
}

uint32_t input_perimeter(const struct loaded *loaded, const char *id)
{
    return find(loaded->region->perimeters.id, loaded->region->perimeters.count, id);
}

bool input_declares(const struct loaded *loaded, const char *id, const char *code)
{
    const struct perimeters *perimeters = &loaded->region->perimeters;
    uint32_t perimeter = input_perimeter(loaded, id), unit = input_unit(loaded, code);
    for (size_t i = 0; i < perimeters->declared_count; i++)
        if (perimeters->declared[i].perimeter == perimeter && perimeters->declared[i].unit == unit)
            return true;
    return false;
}

const char *input_claims(const struct loaded *loaded)
{
    static char text[512];
    const struct perimeters *perimeters = &loaded->region->perimeters;
    *text = '\0';
    for (uint32_t i = 0; i < perimeters->count; i++) {
        const char *before = "=";
        strcat(strcat(text, *text ? ";" : ""), perimeters->name[i]);
        for (size_t j = 0; j < perimeters->declared_count; j++) {
            if (perimeters->declared[j].perimeter != i)
                continue;
            strcat(strcat(text, before), loaded->region->units.code[perimeters->declared[j].unit]);
            before = "+";
        }
    }
    return text;
}

void input_load_list(struct loaded *loaded, const char *list)
{
    const char *const units[] = {"region.gpkg", NULL}, *const lists[] = {list, NULL};
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    options.units = units;
    options.perimeters = lists;
    input_load(loaded, &options);
}

void input_must_load_list(struct loaded *loaded, const char *list)
{
    input_load_list(loaded, list);
    input_expect_loaded(loaded);
}

void input_expect_struck(const char *list, bool is)
{
    struct loaded loaded;
    input_must_load_list(&loaded, list);
    if (is)
        input_notice(&loaded, CPTS_RULE_UNREAD, CPTS_SEVERITY_ERROR, "(struck through)");
    else
        ck_assert_uint_eq(input_notice_count(&loaded, CPTS_RULE_UNREAD), 0);
    input_free(&loaded);
}
