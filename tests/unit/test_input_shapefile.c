/* Sources that GDAL would read in part without a word: a Shapefile whose files do not go together,
 * a table with several columns of geometry or an unregistered one, a page of a longer answer. */
#include <check.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input_fixture.h"
#include "suites.h"

static void write_shapefile(void)
{
    const struct input_row rows[] = {{input_square(0, 1), {"13001", "Aix"}},
                                     {input_square(1, 1), {"13002", "Allauch"}},
                                     {input_square(2, 1), {"13003", "Alleins"}}};
    input_write(LAYER(.file = "communes.shp", .driver = "ESRI Shapefile", .name = "communes",
                      .fields = "insee,nom", .epsg = 2154, .rows = rows, .count = 3));
    input_text("list.csv", "cpts;insee\nA;13001\nA;13002\nB;13003\n");
}

static void set_row_count(unsigned char count)
{
    FILE *file = fopen("communes.dbf", "r+b");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, 4, SEEK_SET), 0);
    ck_assert_int_eq(fputc(count, file), count);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(files_of_a_shapefile_go_together)
{
    struct loaded loaded;
    write_shapefile();
    input_must_load_sources(&loaded, "communes.shp", "list.csv");
    ck_assert_uint_eq(loaded.region->units.count, 3);
    input_free(&loaded);
    set_row_count(2);
    input_load_sources(&loaded, "communes.shp", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "communes.shp",
                         "the .shp has 3 shapes and the .dbf 2 rows", NULL);
    input_free(&loaded);
    set_row_count(4);
    input_load_sources(&loaded, "communes.shp", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "the .shp has 3 shapes and the .dbf 4 rows",
                         NULL);
    input_free(&loaded);
    set_row_count(3);
    ck_assert_int_eq(truncate("communes.dbf", 32 + 2 * 32 + 1 + 200), 0);
    input_load_sources(&loaded, "communes.shp", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT,
                         "its .dbf is cut short: it announces 3 rows and has room for 1", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_shapefile_without_its_attributes_is_refused)
{
    struct loaded loaded;
    write_shapefile();
    ck_assert_int_eq(unlink("communes.dbf"), 0);
    input_load_sources(&loaded, "communes.shp", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "communes.shp", "its .dbf is missing", NULL);
    input_free(&loaded);
}
END_TEST

static void copy_file(const char *from, const char *to)
{
    char command[128];
    snprintf(command, sizeof command, "cp %s %s", from, to);
    ck_assert_int_eq(system(command), 0);
}

/* The .shp of tonight beside the other files of yesterday. */
START_TEST(shapes_that_the_index_does_not_know_are_not_dropped)
{
    struct loaded loaded;
    write_shapefile();
    const struct input_row more = {input_square(3, 1), {"13004", "Arles"}};
    copy_file("communes.shx", "old.shx");
    copy_file("communes.dbf", "old.dbf");
    input_write(LAYER(.file = "more.shp", .driver = "ESRI Shapefile", .name = "more",
                      .fields = "insee,nom", .epsg = 2154,
                      .rows = (const struct input_row[]){{input_square(0, 1), {"13001", "Aix"}},
                                                         {input_square(1, 1), {"13002", "Allauch"}},
                                                         {input_square(2, 1), {"13003", "Alleins"}},
                                                         more},
                      .count = 4));
    copy_file("old.shx", "more.shx");
    copy_file("old.dbf", "more.dbf");
    input_load_sources(&loaded, "more.shp", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "more.shp", "its .shx is of another .shp",
                         NULL);
    input_free(&loaded);
}
END_TEST

static void expect_left_out(const char *source, const char *what)
{
    struct loaded loaded;
    input_load_sources(&loaded, "region.gpkg", source);
    if (what)
        input_expect_failure(&loaded, CPTS_ERROR_INPUT, source, what, NULL);
    else
        input_expect_loaded(&loaded);
    input_free(&loaded);
}

/* It may declare as well; what is known to be a document does not. */
START_TEST(what_stands_unread_beside_what_is_read_is_not_left_out)
{
    static const struct {
        const char *name, *said;
    } beside[] = {{"x.kml", "x.kml, which is not read: it is KML"},
                  {"x.gdbtable", "a layer of another format"},
                  {"x.xlsb", "x.xlsb, which is not read"},
                  {"inner.zip", "inner.zip, which is not read: it is an archive"},
                  {"text.txt", "text.txt"},
                  {"LISEZ-MOI.txt", NULL},
                  {"licence_ouverte.txt", NULL},
                  {"x.docx", NULL},
                  {"x.qml", NULL}};
    char command[128];
    input_write_communes("region.gpkg");
    input_text("list.csv", "cpts;code\nA;13001\n");
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        input_text(beside[i].name, "text");
        snprintf(command, sizeof command, "rm -f a.zip && zip -q a.zip list.csv %s",
                 beside[i].name);
        ck_assert_int_eq(system(command), 0);
        expect_left_out("a.zip", beside[i].said);
        expect_left_out("/vsizip/a.zip/list.csv", NULL);
    }
    ck_assert_int_eq(system("zip -q -P word locked.zip list.csv"), 0);
    expect_left_out("locked.zip", "protected by a password: unpack it");
    write_shapefile();
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(system("cp communes.* folder && cp list.csv folder"), 0);
    expect_left_out("folder", "list.csv stands beside them");
    ck_assert_int_eq(system("cp communes.dbf folder/lone.dbf && rm folder/list.csv"), 0);
    expect_left_out("folder", "lone.dbf stands beside them");
}
END_TEST

START_TEST(a_table_of_dbase_in_an_archive_is_read)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    input_write(
        LAYER(.file = "list.dbf", .driver = "ESRI Shapefile", .name = "list", .fields = "cpts,code",
              .is_table = true,
              .rows = (const struct input_row[]){{NULL, {"A", "13001"}}, {NULL, {"B", "13002"}}},
              .count = 2));
    ck_assert_int_eq(system("zip -q list.zip list.dbf"), 0);
    input_must_load_sources(&loaded, "region.gpkg", "list.zip");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 2);
    input_free(&loaded);
}
END_TEST

START_TEST(a_folder_of_shapefiles_is_looked_at_too)
{
    struct loaded loaded;
    write_shapefile();
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    static const char *const ends[] = {"shp", "shx", "dbf", "prj"};
    set_row_count(2);
    for (size_t i = 0; i < 4; i++) {
        char from[32], to[48];
        snprintf(from, sizeof from, "communes.%s", ends[i]);
        snprintf(to, sizeof to, "folder/communes.%s", ends[i]);
        ck_assert_int_eq(rename(from, to), 0);
    }
    input_load_sources(&loaded, "folder", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "folder/communes.shp", "the .dbf 2 rows", NULL);
    input_free(&loaded);
}
END_TEST

static void write_two_geometries(void)
{
    char *options[] = {(char[]){"SPATIALITE=NO"}, NULL};
    GDALDatasetH base =
        GDALCreate(GDALGetDriverByName("SQLite"), "two.sqlite", 0, 0, 0, GDT_Unknown, options);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    ck_assert_ptr_nonnull(base);
    ck_assert_int_eq(OSRImportFromEPSG(crs, 2154), OGRERR_NONE);
    OGRLayerH layer = GDALDatasetCreateLayer(base, "communes", crs, wkbPolygon, NULL);
    OGRFieldDefnH code = OGR_Fld_Create("insee", OFTString);
    ck_assert_int_eq(OGR_L_CreateField(layer, code, TRUE), OGRERR_NONE);
    OGR_Fld_Destroy(code);
    OGRGeomFieldDefnH centre = OGR_GFld_Create("simple", wkbPolygon);
    OGR_GFld_SetSpatialRef(centre, crs);
    ck_assert_int_eq(OGR_L_CreateGeomField(layer, centre, TRUE), OGRERR_NONE);
    OGR_GFld_Destroy(centre);
    for (int i = 0; i < 2; i++) {
        char number[16], *square = strdup(input_square(i, 1)), *wkt = square;
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = NULL;
        snprintf(number, sizeof number, "1300%d", i + 1);
        OGR_F_SetFieldString(feature, 0, number);
        ck_assert_int_eq(OGR_G_CreateFromWkt(&wkt, crs, &geometry), OGRERR_NONE);
        ck_assert_int_eq(OGR_F_SetGeomField(feature, 0, geometry), OGRERR_NONE);
        ck_assert_int_eq(OGR_F_SetGeomField(feature, 1, geometry), OGRERR_NONE);
        ck_assert_int_eq(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_G_DestroyGeometry(geometry);
        OGR_F_Destroy(feature);
        free(square);
    }
    OSRDestroySpatialReference(crs);
    GDALClose(base);
}

START_TEST(a_table_with_two_geometries_is_refused_until_one_is_named)
{
    struct loaded loaded;
    write_two_geometries();
    input_text("list.csv", "cpts;insee\nA;13001\nB;13002\n");
    input_load_sources(&loaded, "two.sqlite", "list.csv");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT,
                         "several columns of geometry (GEOMETRY, simple)",
                         "'two.sqlite|layername=communes(GEOMETRY)'", NULL);
    input_free(&loaded);
    input_must_load_sources(&loaded, "two.sqlite|layername=communes(simple)", "list.csv");
    ck_assert_uint_eq(loaded.region->units.count, 2);
    input_free(&loaded);
}
END_TEST

static void run_sql(const char *file, const char *sql)
{
    sqlite3 *base = NULL;
    ck_assert_int_eq(sqlite3_open(file, &base), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(base, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(base);
}

/* As programs leave it that write the table and not the catalogue. */
START_TEST(polygons_that_a_geopackage_does_not_announce_are_not_passed_over)
{
    struct loaded loaded;
    const struct input_row row = {input_square(0, 2), {"C", "CPTS C"}};
    input_write_communes("region.gpkg");
    input_write_cpts("cpts.gpkg");
    input_write(LAYER(.file = "cpts.gpkg", .driver = "GPKG", .name = "others", .fields = "id,nom",
                      .epsg = 2154, .rows = &row, .count = 1));
    run_sql("cpts.gpkg", "DELETE FROM gpkg_contents WHERE table_name='others'");
    input_load_sources(&loaded, "region.gpkg", "cpts.gpkg");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "the table 'others' of cpts.gpkg",
                         "is not registered in its gpkg_contents", NULL);
    input_free(&loaded);
    input_must_load_sources(&loaded, "region.gpkg", "cpts.gpkg|layername=cpts");
    ck_assert_uint_eq(loaded.region->perimeters.count, 2);
    input_free(&loaded);
}
END_TEST

/* GDAL lists tables that are not registered only as long as none is. */
START_TEST(a_list_that_a_geopackage_does_not_announce_is_read)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    input_write_cpts("cpts.gpkg");
    run_sql("cpts.gpkg", "CREATE TABLE notes(note TEXT);INSERT INTO gpkg_contents(table_name,"
                         "data_type,identifier)VALUES('notes','attributes','notes');"
                         "CREATE TABLE communes_cpts(id TEXT,nom TEXT,insee TEXT);"
                         "INSERT INTO communes_cpts VALUES('C','CPTS C','13001')");
    input_load_sources(&loaded, "region.gpkg", "cpts.gpkg");
    input_expect_loaded(&loaded);
    ck_assert_uint_eq(loaded.region->perimeters.count, 3);
    ck_assert(input_declares(&loaded, "C", "13001"));
    input_free(&loaded);
}
END_TEST

#define COLLECTION(before, features, after)                                                        \
    "{\"type\": \"FeatureCollection\"" before ", \"features\": [" features "]" after "}"
#define FEATURE                                                                                    \
    "{\"type\": \"Feature\", \"properties\": {\"id\": \"A\", \"nom\": \"CPTS A\"}, \"geometry\": " \
    "{\"type\": \"Polygon\", \"coordinates\": [[[5, 43.5], [5.1, 43.5], [5.1, 43.6], [5, "         \
    "43.5]]]}}"

#define PADDING "                                                                "

static void expect_partial(const char *text, const char *said)
{
    struct loaded loaded;
    input_text("cpts.geojson", text);
    input_load_sources(&loaded, "region.gpkg", "cpts.geojson");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "cpts.geojson", said, "its server sent a part",
                         NULL);
    input_free(&loaded);
}

/* WFS, OGC API, ArcGIS and Koop stop at a number of features, with a word beside them. */
START_TEST(a_page_of_a_longer_answer_is_not_the_whole)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    expect_partial(COLLECTION("", FEATURE, ", \"totalFeatures\": 3, \"numberReturned\": 1"),
                   "holds 1 features of 3");
    expect_partial(COLLECTION(", \"numberMatched\": 2", FEATURE, ""), "holds 1 features of 2");
    expect_partial(COLLECTION(", \"properties\": {\"exceededTransferLimit\": true}", FEATURE, ""),
                   "more features than it holds");
    expect_partial(COLLECTION("", FEATURE, ", \"exceededTransferLimit\":true"),
                   "more features than it holds");
    expect_partial(
        COLLECTION("", FEATURE, ", \"links\": [{\"rel\": \"self\"}, {\"rel\": \"next\"}]"),
        "more features than it holds");
    input_text("cpts.geojson", COLLECTION(", \"exceededTransferLimit\": false", FEATURE,
                                          ", \"totalFeatures\": 1, \"numberMatched\": \"unknown\","
                                          "\"links\": [{\"rel\": \"self\"}]"));
    input_load_sources(&loaded, "region.gpkg", "cpts.geojson");
    input_expect_loaded(&loaded);
    input_free(&loaded);
}
END_TEST

/* As open data portals export tables; one that is cut short is not the whole. */
START_TEST(an_array_of_objects_is_a_table)
{
    static const struct {
        const char *text;
        size_t declared; /* 0: refused */
    } cases[] = {{"[{\"cpts\": \"A\", \"code_insee\": \"13001\"},\n"
                  " {\"cpts\": \"B]}\\\"\", \"code_insee\": \"13002\"}]\n",
                  2},
                 {"\xef\xbb\xbf[{\"cpts\":\"A\",\"communes\":[\"13001\",\"13002\"]},"
                  "{\"cpts\":\"B\",\"communes\":[\"13003\"]}]",
                  3},
                 {"[{\"cpts\": {\"nom\": \"A\"}, \"code_insee\": \"13001\"}]", 1},
                 {"[{\"cpts\": \"A\", \"code_insee\": \"13001\"},", 0},
                 {"[{\"cpts\": \"A\", \"code_insee\": \"13001\"}, 7]", 0},
                 {"[{\"cpts\": \"A\", \"code_insee\": \"13001\"}]\n"
                  "[{\"cpts\": \"B\", \"code_insee\": \"13001\"}]",
                  0},
                 {"[1, 2]", 0},
                 {"[]", 0}};
    input_write_communes("region.gpkg");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loaded loaded;
        input_text("list.json", cases[i].text);
        input_load_sources(&loaded, "region.gpkg", "list.json");
        if (cases[i].declared) {
            input_expect_loaded(&loaded);
            ck_assert_uint_eq(loaded.region->perimeters.declared_count, cases[i].declared);
        } else {
            input_expect_failure(&loaded, CPTS_ERROR_INPUT, "list.json", NULL);
        }
        input_free(&loaded);
    }
}
END_TEST

/* Archives pack what they can: their readers do not end as those of files do. */
START_TEST(what_is_packed_in_an_archive_is_read_to_its_end)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    input_text("cpts.geojson", COLLECTION(", \"name\": \"" PADDING "\"", FEATURE, ""));
    input_text("list.json",
               "[{\"cpts\": \"A\", \"code_insee\": \"13001\", \"note\": \"" PADDING "\"}]");
    ck_assert_int_eq(system("zip -q cpts.zip cpts.geojson && zip -q list.zip list.json && "
                            "test $(od -An -td1 -j8 -N1 cpts.zip) = 8 && "
                            "test $(od -An -td1 -j8 -N1 list.zip) = 8"),
                     0);
    input_must_load_sources(&loaded, "region.gpkg", "cpts.zip");
    ck_assert_uint_eq(loaded.region->perimeters.count, 1);
    input_free(&loaded);
    input_must_load_sources(&loaded, "region.gpkg", "list.zip");
    ck_assert_uint_eq(loaded.region->perimeters.declared_count, 1);
    input_free(&loaded);
    input_text("cpts.geojson",
               COLLECTION(", \"name\": \"" PADDING "\", \"numberMatched\": 2", FEATURE, ""));
    ck_assert_int_eq(system("rm cpts.zip && zip -q cpts.zip cpts.geojson"), 0);
    input_load_sources(&loaded, "region.gpkg", "cpts.zip");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "holds 1 features of 2", NULL);
    input_free(&loaded);
}
END_TEST

START_TEST(a_collection_of_collections_declares_nothing)
{
    struct loaded loaded;
    input_write_communes("region.gpkg");
    input_text("cpts.geojson", COLLECTION("", COLLECTION("", FEATURE, ""), ""));
    input_load_sources(&loaded, "region.gpkg", "cpts.geojson");
    input_expect_failure(&loaded, CPTS_ERROR_INPUT, "cpts.geojson", NULL);
    input_free(&loaded);
}
END_TEST

Suite *input_shapefile_suite(void)
{
    Suite *suite = suite_create("input_shapefile");
    TCase *cases = tests_of(suite, "halves");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_add_test(cases, files_of_a_shapefile_go_together);
    tcase_add_test(cases, a_shapefile_without_its_attributes_is_refused);
    tcase_add_test(cases, shapes_that_the_index_does_not_know_are_not_dropped);
    tcase_add_test(cases, what_stands_unread_beside_what_is_read_is_not_left_out);
    tcase_add_test(cases, a_table_of_dbase_in_an_archive_is_read);
    tcase_add_test(cases, a_folder_of_shapefiles_is_looked_at_too);
    tcase_add_test(cases, a_table_with_two_geometries_is_refused_until_one_is_named);
    tcase_add_test(cases, polygons_that_a_geopackage_does_not_announce_are_not_passed_over);
    tcase_add_test(cases, a_list_that_a_geopackage_does_not_announce_is_read);
    tcase_add_test(cases, a_page_of_a_longer_answer_is_not_the_whole);
    tcase_add_test(cases, an_array_of_objects_is_a_table);
    tcase_add_test(cases, what_is_packed_in_an_archive_is_read_to_its_end);
    tcase_add_test(cases, a_collection_of_collections_declares_nothing);
    return suite;
}
