/* Sources: opening, roles, columns, CRS, and all that can be wrong with them. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input_fixture.h"
#include "suites.h"

static void write_region(const char *file)
{
    input_write_communes(file);
    input_write_cpts(file);
}

START_TEST(one_geopackage_needs_no_option)
{
    struct loaded loaded;
    write_region("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    const struct cpts_region *region = loaded.region;
    ck_assert_str_eq(region->crs, "EPSG:2154");
    ck_assert_ptr_nonnull(strstr(region->crs_wkt, "Lambert-93"));
    ck_assert_uint_eq(region->units.count, 4);
    ck_assert_str_eq(region->units.code[1], "13002");
    ck_assert_str_eq(region->units.name[1], "Allauch");
    ck_assert_str_eq(region->units.group[1], "13");
    ck_assert_double_eq(region->units.population[1], 200);
    ck_assert(region->units.has_population);
    ck_assert_double_eq(input_area_m2(&region->units.shapes), 4e6);
    ck_assert_uint_eq(region->perimeters.count, 2);
    ck_assert_str_eq(region->perimeters.id[0], "A");
    ck_assert_str_eq(region->perimeters.name[0], "CPTS Ouest");
    ck_assert_str_eq(region->perimeters.status[0], "signed");
    ck_assert_str_eq(region->perimeters.status[1], "");
    ck_assert(!region->perimeters.drawn_in_pieces[0]);
    ck_assert_uint_eq(region->notice_count, 0);
    ck_assert_uint_eq(region->source_count, 2);
    ck_assert_str_eq(region->sources[0].role, "units");
    ck_assert_str_eq(region->sources[0].layer, "communes");
    ck_assert_str_eq(region->sources[0].crs, "EPSG:2154");
    ck_assert_uint_eq(region->sources[0].features, 4);
    ck_assert_str_eq(region->sources[1].role, "perimeters");
    input_free(&loaded);
}
END_TEST

START_TEST(nothing_is_created_beside_a_source)
{
    struct loaded loaded;
    ck_assert_int_eq(mkdir("in", 0700), 0);
    write_region("in/region.gpkg");
    ck_assert_int_eq(chmod("in/region.gpkg", 0400), 0);
    input_must_load_sources(&loaded, "in/region.gpkg", NULL);
    input_free(&loaded);
    ck_assert_int_eq(unlink("in/region.gpkg"), 0);
    ck_assert_msg(rmdir("in") == 0, "something was created beside the source");
}
END_TEST

/* In WAL mode a mere reader makes SQLite create two files. */
START_TEST(a_geopackage_in_wal_mode_is_read_without_a_trace)
{
    struct loaded loaded;
    ck_assert_int_eq(mkdir("in", 0700), 0);
    write_region("in/region.gpkg");
    ck_assert_int_eq(system("sqlite3 in/region.gpkg 'PRAGMA journal_mode=WAL' >/dev/null 2>&1"), 0);
    input_must_load_sources(&loaded, "in/region.gpkg", NULL);
    ck_assert_uint_eq(loaded.region->units.count, 4);
    input_free(&loaded);
    ck_assert_int_eq(unlink("in/region.gpkg"), 0);
    ck_assert_msg(rmdir("in") == 0, "something was created beside the source");
}
END_TEST

/* A program that died left a change in the WAL: it counts, and stays as it is. */
START_TEST(changes_left_in_a_wal_are_read_from_a_copy)
{
    struct loaded loaded;
    ck_assert_int_eq(mkdir("in", 0700), 0);
    write_region("live.gpkg");
    ck_assert_int_eq(system("sqlite3 live.gpkg \"PRAGMA journal_mode=WAL; PRAGMA "
                            "wal_autocheckpoint=0; UPDATE cpts SET "
                            "nom='changed' WHERE id='A';\" '.shell cp live.gpkg in/; cp "
                            "live.gpkg-wal in/' >/dev/null 2>&1"),
                     0);
    ck_assert_int_eq(access("in/live.gpkg-wal", F_OK), 0);
    input_must_load_sources(&loaded, "in/live.gpkg", NULL);
    ck_assert_str_eq(loaded.region->perimeters.name[0], "changed");
    ck_assert_str_eq(loaded.region->sources[0].path, "in/live.gpkg");
    input_free(&loaded);
    ck_assert_int_ne(access("in/live.gpkg-shm", F_OK), 0);
    ck_assert_int_eq(access("in/live.gpkg-wal", F_OK), 0);
}
END_TEST

START_TEST(a_file_being_written_is_reported_as_such)
{
    struct loaded loaded;
    write_region("region.gpkg");
    FILE *writer = popen("sqlite3 region.gpkg >sqlite.log 2>&1", "w");
    ck_assert_ptr_nonnull(writer);
    fputs("CREATE TABLE x(a);\nPRAGMA cache_size=5;\nBEGIN EXCLUSIVE;\n"
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 5000) "
          "INSERT INTO x SELECT hex(randomblob(200)) FROM n;\n"
          /* A program that dies here leaves its journal behind. */
          ".shell cp region.gpkg dead.gpkg && cp region.gpkg-journal dead.gpkg-journal\n"
          ".shell touch writing\n",
          writer);
    fflush(writer);
    for (int tenths = 0; tenths < 300 && access("writing", F_OK) != 0; tenths++)
        usleep(100000);
    input_load_sources(&loaded, "region.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "region.gpkg is being written", NULL);
    input_free(&loaded);
    pclose(writer);
    input_load_sources(&loaded, "dead.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "dead.gpkg was left half-written", NULL);
    input_free(&loaded);
    ck_assert_int_eq(access("dead.gpkg-journal", F_OK), 0);
}
END_TEST

static const struct {
    const char *driver, *file;
} formats[] = {
    {"GeoJSON", "units.geojson"},
    {"FlatGeobuf", "units.fgb"},
    {"ESRI Shapefile", "units.shp"},
    {"SQLite", "units.sqlite"},
};

START_TEST(every_format_gives_the_same_units)
{
    struct loaded loaded;
    const struct input_row rows[] = {
        {input_square(0, 1), {"13001", "Châteauneuf", "100"}},
        {input_square(1, 3), {"13002", "Allauch", "200"}},
    };
    input_write(LAYER(.file = formats[_i].file, .driver = formats[_i].driver, .name = "units",
                      .fields = "insee,nom,population:int", .epsg = 2154, .rows = rows,
                      .count = 2));
    input_write_cpts("cpts.gpkg");
    input_must_load_sources(&loaded, formats[_i].file, "cpts.gpkg");
    ck_assert_uint_eq(loaded.region->units.count, 2);
    uint32_t unit = input_unit(&loaded, "13001");
    ck_assert_str_eq(loaded.region->units.name[unit], "Châteauneuf");
    ck_assert_double_eq(loaded.region->units.population[unit], 100);
    ck_assert_str_eq(loaded.region->units.group[unit], "13");
    ck_assert_double_eq_tol(input_area_m2(&loaded.region->units.shapes), 4e6, 1e-3);
    input_free(&loaded);
}
END_TEST

START_TEST(zipped_sources_are_read)
{
    struct loaded loaded;
    write_region("region.gpkg");
    ck_assert_int_eq(system("zip -q region.zip region.gpkg && rm region.gpkg"), 0);
    input_must_load_sources(&loaded, "region.zip", NULL);
    ck_assert_uint_eq(loaded.region->units.count, 4);
    ck_assert_int_eq(cpts_source_digest(loaded.region, &loaded.region->sources[0]), CPTS_OK);
    ck_assert_str_eq(loaded.region->sources[0].sha256, "");
    input_free(&loaded);
}
END_TEST

/* macOS puts a file of its own beside each, of the same extension. */
START_TEST(what_the_finder_adds_to_an_archive_is_not_a_source)
{
    struct loaded loaded;
    write_region("region.gpkg");
    input_text("._region.gpkg", "Mac OS X");
    ck_assert_int_eq(system("zip -q region.zip region.gpkg ._region.gpkg && rm region.gpkg"), 0);
    input_must_load_sources(&loaded, "region.zip", NULL);
    ck_assert_uint_eq(loaded.region->units.count, 4);
    input_free(&loaded);
}
END_TEST

static void write_edition(const char *file, const char *b)
{
    const struct input_row rows[] = {{input_square(0, 2), {"A", "CPTS A"}}, {b, {"B", "CPTS B"}}};
    input_write(LAYER(.file = file, .driver = "GPKG", .name = "cpts", .fields = "id,nom",
                      .epsg = 2154, .rows = rows, .count = 2));
}

/* United, they would claim what B has given up. */
START_TEST(layers_of_two_years_are_not_united)
{
    struct loaded loaded;
    char wide[128], narrow[128];
    const char *const units[] = {"region.gpkg", NULL};
    const char *layers[] = {"cpts-2025.gpkg", "cpts-2026.gpkg", NULL};
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    options.units = units;
    options.perimeters = layers;
    input_write_communes("region.gpkg");
    snprintf(wide, sizeof wide, "%s", input_square(2, 2));
    snprintf(narrow, sizeof narrow, "%s", input_square(3, 1));
    write_edition("cpts-2025.gpkg", wide);
    write_edition("cpts-2026.gpkg", narrow);
    input_load(&loaded, &options);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "cpts-2025.gpkg|layername=cpts",
                         "draw the same CPTS (2 of 2, such as CPTS B)", NULL);
    input_free(&loaded);
    ck_assert_int_eq(system("zip -q both.zip cpts-2025.gpkg cpts-2026.gpkg"), 0);
    input_load_sources(&loaded, "region.gpkg", "both.zip");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "draw the same CPTS", NULL);
    input_free(&loaded);
    layers[0] = "cpts-2025.gpkg|layername=cpts", layers[1] = "cpts-2026.gpkg|layername=cpts";
    input_must_load(&loaded, &options);
    input_free(&loaded);
    /* A part in each of two départements. */
    const struct input_row other = {input_square(2, 1), {"B", "CPTS B"}};
    input_write(&(struct input_layer){.file = "cpts-13.gpkg",
                                      .driver = "GPKG",
                                      .name = "cpts",
                                      .fields = "id,nom",
                                      .epsg = 2154,
                                      .rows = &other,
                                      .count = 1});
    layers[0] = "cpts-2026.gpkg", layers[1] = "cpts-13.gpkg";
    input_must_load(&loaded, &options);
    input_free(&loaded);
    write_edition("cpts-2027.gpkg", narrow);
    layers[0] = "cpts-2026.gpkg", layers[1] = "cpts-2027.gpkg";
    input_must_load(&loaded, &options);
    input_free(&loaded);
}
END_TEST

/* Folders may be called as they like. */
static const char *const plain_folders[] = {"vsigeo", "vsicurl", "a:b", "vsis3", "vsizip"};

START_TEST(folders_called_like_gdal_s_own_are_folders)
{
    struct loaded loaded;
    char file[64], whole[4096];
    const char *folder = plain_folders[_i];
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    snprintf(file, sizeof file, "%s/region.gpkg", folder);
    write_region("region.gpkg");
    ck_assert_int_eq(rename("region.gpkg", file), 0);
    input_must_load_sources(&loaded, file, NULL);
    input_free(&loaded);
    char *here = getcwd(NULL, 0);
    ck_assert_ptr_nonnull(here);
    ck_assert_int_lt(snprintf(whole, sizeof whole, "%s/%s", here, file), (int)sizeof whole);
    free(here);
    input_must_load_sources(&loaded, whole, NULL);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *source, *status_text;
    cpts_status status;
} refused[] = {
    {"nowhere.gpkg", "does not exist", CPTS_ERROR_INPUT},
    {"", "empty name", CPTS_ERROR_ARGUMENT},
    {"empty.gpkg", "is an empty file", CPTS_ERROR_INPUT},
    {"text.gpkg", "not in a supported format", CPTS_ERROR_INPUT},
    {"cut.gpkg", "cannot read cut.gpkg", CPTS_ERROR_INPUT},
    {"folder", "cannot read", CPTS_ERROR_INPUT},
    {"http://127.0.0.1:1/region.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsicurl/http://127.0.0.1:1/region.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsizip//vsicurl/http://127.0.0.1:1/a.zip", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsizip/{/vsicurl/127.0.0.1/a.zip}/b.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsicurl?url=127.0.0.1", "files on this machine", CPTS_ERROR_INPUT},
    {"/VSICURL/127.0.0.1/a.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsis3_streaming/a/b.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsisubfile/0,region.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsitar/region.tar/region.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"/vsizip//vsizip/region.zip/region.gpkg", "files on this machine", CPTS_ERROR_INPUT},
    {"GeoJSON:/vsicurl/127.0.0.1/a.geojson", "files on this machine", CPTS_ERROR_INPUT},
    {"CSV:file:'/vsigzip/a.gz", "files on this machine", CPTS_ERROR_INPUT},
    {"{\"type\":\"FeatureCollection\",\"features\":[]}", "files on this machine", CPTS_ERROR_INPUT},
    {"region.vrt", "not in a supported format", CPTS_ERROR_INPUT},
    {"region.gml", "another format", CPTS_ERROR_INPUT},
    {"no.zip", "no.zip", CPTS_ERROR_INPUT},
    {"region.gpkg|communes", "layername=LAYER", CPTS_ERROR_ARGUMENT},
    {"region.gpkg|layername=iris", "its layers are: communes, cpts", CPTS_ERROR_INPUT},
    {"nothing.gpkg", "nothing.gpkg", CPTS_ERROR_INPUT},
};

START_TEST(a_bad_source_is_named_with_its_reason)
{
    struct loaded loaded;
    write_region("region.gpkg");
    input_text("empty.gpkg", "");
    input_text("text.gpkg", "not a database\n");
    input_text("no.zip", "not an archive\n");
    input_text("region.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"communes\"><SrcDataSource>"
                             "region.gpkg</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    input_text("region.gml",
               "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM "
               "\"file:///etc/passwd\">]><gml:FeatureCollection "
               "xmlns:gml=\"http://www.opengis.net/gml\">&a;</gml:FeatureCollection>");
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(system("head -c 30000 region.gpkg >cut.gpkg"), 0);
    ck_assert_int_eq(system("sqlite3 nothing.gpkg 'CREATE TABLE t(a)' && sqlite3 nothing.gpkg "
                            "'DROP TABLE t'"),
                     0);
    input_load_sources(&loaded, refused[_i].source, NULL);
    input_expect_failure(&loaded, refused[_i].status, refused[_i].status_text, NULL);
    input_free(&loaded);
}
END_TEST

/* A page in the middle is damaged: the header is whole, the features are not. */
START_TEST(a_damaged_geopackage_is_never_read_in_part)
{
    struct loaded loaded;
    struct input_row rows[600];
    for (int i = 0; i < 600; i++)
        rows[i] = (struct input_row){"POLYGON((0 0,1 0,1 1,0 1,0 0))", {"13001", "x", "1"}};
    input_write_units("region.gpkg", "insee,nom,population:int", rows, 600);
    input_write_cpts("cpts.gpkg");
    struct stat facts;
    ck_assert_int_eq(stat("region.gpkg", &facts), 0);
    ck_assert_int_eq(truncate("region.gpkg", facts.st_size / 2), 0);
    input_load_sources(&loaded, "region.gpkg", "cpts.gpkg");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "region.gpkg", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_password_is_never_shown)
{
    static const char *const addresses[] = {
        "PG:host=127.0.0.1 port=1 dbname=x password=secret",
        "PG:host=127.0.0.1 port=1 password = 'secret' dbname=x",
        "postgresql://me:secret@127.0.0.1:1/x",
    };
    struct loaded loaded;
    input_load_sources(&loaded, addresses[_i], NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "cannot connect to", "127.0.0.1", NULL);
    ck_assert_ptr_null(strstr(cpts_context_message(loaded.context), "secret"));
    input_free(&loaded);
}
END_TEST

START_TEST(reading_can_be_interrupted)
{
    struct loaded loaded = {.log = ""};
    struct input_row rows[600];
    for (int i = 0; i < 600; i++)
        rows[i] = (struct input_row){input_square(0, 1), {"13001", "x", "1"}};
    input_write_units("region.gpkg", "insee,nom,population:int", rows, 600);
    input_write_cpts("region.gpkg");
    const char *const sources[] = {"region.gpkg", NULL};
    ck_assert_int_eq(cpts_context_new(&loaded.context), CPTS_OK);
    cpts_context_interrupt(loaded.context);
    ck_assert_int_eq(cpts_region_load(&loaded.region, loaded.context, LOAD(.sources = sources)),
                     CPTS_ERROR_INTERRUPT);
    ck_assert_ptr_null(loaded.region);
    input_free(&loaded);
}
END_TEST

START_TEST(columns_asked_for_are_kept_also_in_a_copy)
{
    struct loaded loaded;
    cpts_report *report;
    cpts_region *copy;
    write_region("region.gpkg");
    input_text("list.csv", "CPTS;code;site;tel\nZ;13001;z.fr;\nY;13003;y.fr;04 1\nZ;13002;;2\n");
    const char *const units[] = {"region.gpkg|layername=communes", NULL};
    const char *const lists[] = {"list.csv", NULL};
    input_must_load(&loaded, LOAD(.units = units, .perimeters = lists, .keep = "tel, site,Tel"));
    ck_assert_int_eq(cpts_region_copy(&copy, loaded.context, loaded.region), CPTS_OK);
    ck_assert_int_eq(cpts_check(&report, copy, NULL), CPTS_OK);
    ck_assert_uint_eq(cpts_report_kept_count(report), 2);
    ck_assert_str_eq(cpts_report_kept_name(report, 1), "site");
    ck_assert_ptr_null(cpts_report_kept_name(report, 2));
    ck_assert_str_eq(cpts_report_perimeter_kept(report, 0, 0), "04 1"); /* Y: by id */
    ck_assert_str_eq(cpts_report_perimeter_kept(report, 1, 0), "2");
    ck_assert_str_eq(cpts_report_perimeter_kept(report, 1, 1), "z.fr");
    ck_assert_ptr_null(cpts_report_perimeter_kept(report, 2, 0));
    ck_assert_ptr_null(cpts_report_perimeter_kept(report, 0, 2));
    cpts_report_free(report);
    cpts_region_free(copy);
    input_free(&loaded);
}
END_TEST

START_TEST(ambiguity_names_the_candidates_and_the_option)
{
    struct loaded loaded;
    const struct input_row row = {input_square(0, 1), {"13001", "Aix"}};
    write_region("region.gpkg");
    input_write(LAYER(.file = "region.gpkg", .name = "communes_2018", .fields = "insee,nom",
                      .epsg = 2154, .rows = &row, .count = 1));
    input_load_sources(&loaded, "region.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "region.gpkg|layername=communes,",
                         "region.gpkg|layername=communes_2018", "--units", NULL);
    input_free(&loaded);
    const char *const units[] = {"region.gpkg|layername=communes_2018", NULL};
    const char *const perimeters[] = {"region.gpkg|layername=cpts", NULL};
    input_must_load(&loaded, LOAD(.units = units, .perimeters = perimeters));
    ck_assert_uint_eq(loaded.region->units.count, 1);
    input_free(&loaded);
}
END_TEST

START_TEST(two_perimeter_layers_are_ambiguous)
{
    struct loaded loaded;
    write_region("region.gpkg");
    const struct input_row row = {input_square(0, 1), {"A", "x"}};
    input_write(LAYER(.file = "region.gpkg", .name = "cpts_2020", .fields = "id,nom", .epsg = 2154,
                      .rows = &row, .count = 1));
    input_load_sources(&loaded, "region.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "cpts,", "cpts_2020", "--perimeters", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(missing_roles_are_reported_with_what_is_there)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_write_cpts("cpts.gpkg");
    input_load_sources(&loaded, "units.gpkg", NULL);
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "no declared perimeter",
                         "communes (polygons: insee, nom", "--perimeters", NULL);
    input_free(&loaded);
    const char *const units[] = {"nameless.gpkg", NULL};
    const struct input_row row = {input_square(0, 1), {"x"}};
    input_write_units("nameless.gpkg", "surface", &row, 1);
    input_load(&loaded, LOAD(.units = units));
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "no layer of units", "surface",
                         "--unit-fields code=COLUMN", NULL);
    input_free(&loaded);
    input_load(&loaded, LOAD(.crs = NULL));
    input_expect_failure(&loaded, CPTS_ERROR_ARGUMENT, "no source is given", NULL);
    input_free(&loaded);
}
END_TEST

/* Field names of the base layers met in the field, and what must be read from them. */
static const struct {
    const char *layer, *fields;
    const char *values[6];
    const char *code, *name, *group;
    double population;
} schemas[] = {
    {"COMMUNE",
     "ID,NOM,INSEE_COM,POPULATION:int,INSEE_DEP,SIREN_EPCI",
     {"COMMUNE_1", "Aix", "13001", "10", "13", "200"},
     "13001",
     "Aix",
     "13",
     10},
    {"ARRONDISSEMENT_MUNICIPAL",
     "ID,NOM,INSEE_ARM,INSEE_COM,POPULATION:int",
     {"ARR_1", "Marseille 1er", "13201", "13055", "20"},
     "13201",
     "Marseille 1er",
     "13",
     20},
    {"commune",
     "cleabs,nom_officiel,code_insee,population:int,code_insee_du_departement",
     {"C1", "Ajaccio", "2A004", "30", "2A"},
     "2A004",
     "Ajaccio",
     "2A",
     30},
    {"a-com2022",
     "code,nom,departement,region,epci,plm",
     {"97105", "Basse-Terre", "971", "01", "249", NULL},
     "97105",
     "Basse-Terre",
     "971",
     -1},
    {"contours",
     "INSEE_COM,NOM_COM,IRIS,CODE_IRIS,NOM_IRIS,TYP_IRIS",
     {"13201", "Marseille", "0101", "132010101", "Belsunce", "H"},
     "132010101",
     "Belsunce",
     "13",
     -1},
    {"units", "unit_code,label,pop", {"U-1", "Un", "1 234"}, "U-1", "Un", "", 1234},
    {"units", "unit_code,label,pop", {"U-1", "Un", "1.234"}, "U-1", "Un", "", 1234},
    {"units", "unit_code,label,pop", {"U-1", "Un", "1,2345"}, "U-1", "Un", "", 1.2345},
};

START_TEST(known_schemas_are_recognised)
{
    struct loaded loaded;
    struct input_row row = {input_square(0, 4), {NULL}};
    memcpy(row.values, schemas[_i].values, sizeof row.values);
    input_write(LAYER(.file = "units.gpkg", .name = schemas[_i].layer, .fields = schemas[_i].fields,
                      .epsg = 2154, .rows = &row, .count = 1));
    input_write_cpts("cpts.gpkg");
    input_must_load_sources(&loaded, "units.gpkg", "cpts.gpkg");
    const struct units *units = &loaded.region->units;
    ck_assert_str_eq(units->code[0], schemas[_i].code);
    ck_assert_str_eq(units->name[0], schemas[_i].name);
    ck_assert_str_eq(units->group[0], schemas[_i].group);
    if (schemas[_i].population < 0)
        ck_assert(!units->has_population);
    else
        ck_assert_double_eq(units->population[0], schemas[_i].population);
    input_free(&loaded);
}
END_TEST

START_TEST(maps_and_filters_take_precedence)
{
    struct loaded loaded;
    write_region("region.gpkg");
    const char *const sources[] = {"region.gpkg", NULL};
    input_must_load(&loaded,
                    LOAD(.sources = sources, .unit_fields = "name=insee, group=nom",
                         .perimeter_fields = "id=nom,name=ID", .units_where = "insee <> '13004'",
                         .perimeters_where = "nom <> 'CPTS Est'"));
    ck_assert_uint_eq(loaded.region->units.count, 3);
    ck_assert_str_eq(loaded.region->units.name[0], "13001");
    ck_assert_str_eq(loaded.region->units.group[0], "Aix");
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    ck_assert_str_eq(loaded.region->perimeters.id[0], "CPTS Ouest");
    ck_assert_str_eq(loaded.region->perimeters.name[0], "A");
    input_free(&loaded);
}
END_TEST

static const struct {
    cpts_load_options options;
    cpts_status status;
    const char *text;
} bad_options[] = {
    {{.unit_fields = "code=siren"}, CPTS_ERROR_INPUT, "its columns are: insee, nom"},
    {{.unit_fields = "kode=insee"}, CPTS_ERROR_ARGUMENT, "'kode'"},
    {{.perimeter_fields = "id="}, CPTS_ERROR_ARGUMENT, "id=COLUMN"},
    {{.units_where = "siren = 1"}, CPTS_ERROR_INPUT, "--units-where: 'siren = 1'"},
    {{.units_where = "insee = 'x'"}, CPTS_ERROR_INPUT, "keeps nothing"},
    {{.perimeters_where = "id = 'x'"}, CPTS_ERROR_INPUT, "keeps nothing"},
    {{.crs = "EPSG:4326"}, CPTS_ERROR_ARGUMENT, "not projected in metres"},
    {{.crs = "EPSG:999999"}, CPTS_ERROR_ARGUMENT, "not a coordinate reference system"},
    {{.code_changes = "nowhere.csv"}, CPTS_ERROR_INPUT, "nowhere.csv does not exist"},
    {{.populations = "nowhere.csv"}, CPTS_ERROR_INPUT, "nowhere.csv does not exist"},
    {{.populations = "list.csv"}, CPTS_ERROR_INPUT, "no row of list.csv matches the region"},
    {{.code_changes = "list.csv"}, CPTS_ERROR_INPUT, "COM_AV and COM_AP"},
};

START_TEST(bad_options_are_refused)
{
    struct loaded loaded;
    write_region("region.gpkg");
    input_text("list.csv", "a;b\n1;2\n");
    const char *const sources[] = {"region.gpkg", NULL};
    cpts_load_options options = bad_options[_i].options;
    options.size = sizeof options;
    options.sources = sources;
    input_load(&loaded, &options);
    input_expect_failure(&loaded, bad_options[_i].status, bad_options[_i].text, NULL);
    input_free(&loaded);
}
END_TEST

/* ---- CRS --------------------------------------------------------------------------------- */

START_TEST(a_layer_without_crs_is_refused_with_the_remedy)
{
    struct loaded loaded;
    const struct input_row row = {input_square(0, 1), {"13001", "Aix"}};
    input_write(LAYER(.file = "units.shp", .driver = "ESRI Shapefile", .name = "units",
                      .fields = "insee,nom", .rows = &row, .count = 1));
    input_write_cpts("cpts.gpkg");
    input_load_sources(&loaded, "units.shp", "cpts.gpkg");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "units.shp", "-a_srs EPSG:2154", NULL);
    input_free(&loaded);
}
END_TEST

static const struct {
    const char *wkt, *crs;
} places[] = {
    {"POLYGON((5.4 43.5,5.5 43.5,5.5 43.6,5.4 43.6,5.4 43.5))", "EPSG:2154"},
    {"POLYGON((-61.5 16.2,-61.4 16.2,-61.4 16.3,-61.5 16.3,-61.5 16.2))", "EPSG:5490"},
    {"POLYGON((-52.4 4.8,-52.3 4.8,-52.3 4.9,-52.4 4.9,-52.4 4.8))", "EPSG:2972"},
    {"POLYGON((55.4 -21,55.5 -21,55.5 -20.9,55.4 -20.9,55.4 -21))", "EPSG:2975"},
    {"POLYGON((45.1 -12.8,45.2 -12.8,45.2 -12.7,45.1 -12.7,45.1 -12.8))", "EPSG:4471"},
    {"POLYGON((13 52,13.1 52,13.1 52.1,13 52.1,13 52))", NULL},
};

static void write_one_place(const char *wkt)
{
    const struct input_row unit = {wkt, {"13001", "Aix"}}, perimeter = {wkt, {"A", "x"}};
    input_write(LAYER(.file = "units.gpkg", .name = "communes", .fields = "insee,nom", .epsg = 4326,
                      .rows = &unit, .count = 1));
    input_write(LAYER(.file = "cpts.gpkg", .name = "cpts", .fields = "id,nom", .epsg = 4326,
                      .rows = &perimeter, .count = 1));
}

START_TEST(degrees_are_analysed_in_the_legal_crs_of_the_place)
{
    struct loaded loaded;
    write_one_place(places[_i].wkt);
    input_load_sources(&loaded, "units.gpkg", "cpts.gpkg");
    if (!places[_i].crs) {
        input_expect_failure(&loaded, CPTS_ERROR_INPUT, "units.gpkg", "--crs EPSG:N", NULL);
        input_free(&loaded);
        return;
    }
    input_expect_loaded(&loaded);
    ck_assert_str_eq(loaded.region->crs, places[_i].crs);
    ck_assert_str_eq(loaded.region->sources[0].crs, "EPSG:4326");
    /* A tenth of a degree squared: 11.1 km by 8 to 11 km. */
    double area_m2 = input_area_m2(&loaded.region->units.shapes);
    ck_assert_double_gt(area_m2, 8.9e7);
    ck_assert_double_lt(area_m2, 1.24e8);
    ck_assert_double_eq(area_m2, input_area_m2(&loaded.region->perimeters.shapes));
    input_free(&loaded);
}
END_TEST

START_TEST(perimeters_come_into_the_frame_of_the_units)
{
    struct loaded loaded;
    input_write_communes("units.gpkg");
    input_write_cpts("cpts.gpkg");
    ck_assert_int_eq(system("ogr2ogr -q -t_srs EPSG:4326 cpts.geojson cpts.gpkg"), 0);
    input_must_load_sources(&loaded, "units.gpkg", "cpts.geojson");
    ck_assert_str_eq(loaded.region->crs, "EPSG:2154");
    ck_assert_double_eq_tol(input_area_m2(&loaded.region->perimeters.shapes), 4e6, 100);
    ck_assert_ptr_nonnull(strstr(loaded.log, "is reprojected to EPSG:2154"));
    input_free(&loaded);
    const char *const sources[] = {"units.gpkg", "cpts.geojson", NULL};
    input_must_load(&loaded, LOAD(.sources = sources, .crs = "EPSG:3035"));
    ck_assert_str_eq(loaded.region->crs, "EPSG:3035");
    ck_assert_double_eq_tol(input_area_m2(&loaded.region->units.shapes), 4e6, 2e4);
    input_free(&loaded);
}
END_TEST

/* ---- digest ------------------------------------------------------------------------------ */

static void read_sha256sum(char expected[65])
{
    FILE *pipe = popen("sha256sum region.gpkg", "r");
    ck_assert_int_eq(fscanf(pipe, "%64s", expected), 1);
    pclose(pipe);
}

START_TEST(the_digest_is_that_of_sha256sum)
{
    struct loaded loaded;
    char expected[65];
    write_region("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(cpts_source_digest(loaded.region, &loaded.region->sources[i]), CPTS_OK);
    read_sha256sum(expected);
    ck_assert_str_eq(loaded.region->sources[0].sha256, expected);
    ck_assert_str_eq(loaded.region->sources[1].sha256, expected);
    input_free(&loaded);
}
END_TEST

static void digest_by_thread(struct cpts_region *region)
{
    for (size_t i = 0; i < region->source_count; i++)
        region->sources[i].sha256[0] = 0;
    cpts_digests_begin(region, region->sources, region->source_count);
    ck_assert_ptr_nonnull(region->digesting);
    cpts_digests_end(region, false);
}

/* Nothing is known of a file that is no longer the one that was read. */
START_TEST(a_thread_digests_what_was_read)
{
    struct loaded loaded;
    char expected[65];
    write_region("region.gpkg");
    input_must_load_sources(&loaded, "region.gpkg", NULL);
    struct cpts_region *region = loaded.region;
    ck_assert((region->sources[0].sha256[0] != 0) == (loaded.context->jobs > 1)); /* by loading */
    cpts_context_set_jobs(loaded.context, 2);
    digest_by_thread(region);
    read_sha256sum(expected);
    ck_assert_str_eq(region->sources[0].sha256, expected);
    ck_assert_str_eq(region->sources[1].sha256, expected);
    FILE *file = fopen("region.gpkg", "ab");
    ck_assert_int_ne(fputc(0, file), EOF);
    fclose(file);
    digest_by_thread(region);
    ck_assert_str_eq(region->sources[0].sha256, "");
    ck_assert_str_eq(region->sources[1].sha256, "");
    ck_assert_int_eq(cpts_source_digest(region, &region->sources[0]), CPTS_ERROR_INPUT);
    input_free(&loaded);
}
END_TEST

Suite *input_suite(void)
{
    Suite *suite = suite_create("input");
    TCase *cases = tests_of(suite, "sources");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, one_geopackage_needs_no_option);
    tcase_add_test(cases, nothing_is_created_beside_a_source);
    tcase_add_test(cases, a_geopackage_in_wal_mode_is_read_without_a_trace);
    tcase_add_test(cases, changes_left_in_a_wal_are_read_from_a_copy);
    tcase_add_test(cases, a_file_being_written_is_reported_as_such);
    tcase_add_loop_test(cases, every_format_gives_the_same_units, 0, COUNT(formats));
    tcase_add_test(cases, zipped_sources_are_read);
    tcase_add_test(cases, what_the_finder_adds_to_an_archive_is_not_a_source);
    tcase_add_test(cases, layers_of_two_years_are_not_united);
    tcase_add_loop_test(cases, folders_called_like_gdal_s_own_are_folders, 0,
                        (int)(sizeof plain_folders / sizeof *plain_folders));
    tcase_add_loop_test(cases, a_bad_source_is_named_with_its_reason, 0, COUNT(refused));
    tcase_add_test(cases, a_damaged_geopackage_is_never_read_in_part);
    tcase_add_loop_test(cases, a_password_is_never_shown, 0, 3);
    tcase_add_test(cases, reading_can_be_interrupted);
    tcase_add_test(cases, ambiguity_names_the_candidates_and_the_option);
    tcase_add_test(cases, two_perimeter_layers_are_ambiguous);
    tcase_add_test(cases, missing_roles_are_reported_with_what_is_there);
    tcase_add_loop_test(cases, known_schemas_are_recognised, 0, COUNT(schemas));
    tcase_add_test(cases, maps_and_filters_take_precedence);
    tcase_add_test(cases, columns_asked_for_are_kept_also_in_a_copy);
    tcase_add_loop_test(cases, bad_options_are_refused, 0, COUNT(bad_options));
    tcase_add_test(cases, a_layer_without_crs_is_refused_with_the_remedy);
    tcase_add_loop_test(cases, degrees_are_analysed_in_the_legal_crs_of_the_place, 0,
                        COUNT(places));
    tcase_add_test(cases, perimeters_come_into_the_frame_of_the_units);
    tcase_add_test(cases, the_digest_is_that_of_sha256sum);
    tcase_add_test(cases, a_thread_digests_what_was_read);
    return suite;
}
