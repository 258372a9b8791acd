/* Coordinates that are not what their reference system says. */
#include <string.h>

#include "geometry/lands.h"
#include "input_fixture.h"
#include "suites.h"

/* One unit in a system, an answer asked for or not, and what must be said; NULL: it is read. */
static const struct {
    int epsg;
    const char *wkt, *crs;
    cpts_status status;
    const char *message;
} frames[] = {
    {2154, "POLYGON((800000 6300000,801000 6300000,801000 6301000,800000 6300000))", NULL, CPTS_OK,
     NULL},
    /* UTM 31 of Provence, Lambert II of the Paris meridian in grades: areas hold */
    {32631, "POLYGON((700000 4800000,701000 4800000,701000 4801000,700000 4800000))", NULL, CPTS_OK,
     NULL},
    {27572, "POLYGON((850000 1820000,851000 1820000,851000 1821000,850000 1820000))", NULL, CPTS_OK,
     NULL},
    {3857, "POLYGON((600000 5400000,601000 5400000,601000 5401000,600000 5400000))", NULL,
     CPTS_ERROR_INPUT, "the legal system there is EPSG:2154: add --crs EPSG:2154"},
    {3857, "POLYGON((600000 5400000,601000 5400000,601000 5401000,600000 5400000))", "EPSG:2154",
     CPTS_OK, NULL},
    {2154, "POLYGON((800000 6300000,801000 6300000,801000 6301000,800000 6300000))", "EPSG:2975",
     CPTS_ERROR_ARGUMENT, "the legal system there is EPSG:2154: write --crs EPSG:2154"},
    {2154, "POLYGON((0 0,1000 0,1000 1000,0 0))", NULL, CPTS_ERROR_INPUT,
     "outside any French territory"},
    {4326, "POLYGON((800000 6300000,801000 6300000,801000 6301000,800000 6300000))", NULL,
     CPTS_ERROR_INPUT, "but holds metres"},
    {4326, "POLYGON((43.5 5.1,43.6 5.1,43.6 5.2,43.5 5.1))", NULL, CPTS_ERROR_INPUT,
     "latitudes before longitudes"},
};

START_TEST(areas_are_true_or_refused)
{
    struct loaded loaded;
    const struct input_row rows[] = {{frames[_i].wkt, {"13001", "Aix", "100", "13"}}};
    const char *const sources[] = {"units.gpkg", NULL}, *const lists[] = {"list.csv", NULL};
    input_write(LAYER(.file = "units.gpkg", .name = "communes",
                      .fields = "insee,nom,population:int,dep", .epsg = frames[_i].epsg,
                      .rows = rows, .count = 1));
    input_text("list.csv", "id;insee\nA;13001\n");
    input_load(&loaded, LOAD(.units = sources, .perimeters = lists, .crs = frames[_i].crs));
    if (frames[_i].status == CPTS_OK)
        input_expect_loaded(&loaded);
    else
        input_expect_failure(&loaded, frames[_i].status, frames[_i].message, NULL);
    input_free(&loaded);
}
END_TEST

#define GEOJSON(ring)                                                                              \
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"          \
    "{\"id\":\"A\",\"nom\":\"CPTS A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" ring  \
    "]}}]}"

/* Perimeters in degrees beside the units of the fixture, which lie at 4.2 east, 43.8 north. */
static const struct {
    const char *text, *message; /* NULL: nothing is said */
    bool is_read;
} places[] = {
    {GEOJSON("[[4.2,43.7],[4.3,43.7],[4.3,43.9],[4.2,43.7]]"), NULL, true},
    {GEOJSON("[[43.7,4.2],[43.7,4.3],[43.9,4.3],[43.7,4.2]]"), "latitudes before longitudes",
     false},
    /* One of two polygons. */
    {"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
     "{\"id\":\"A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[4.2,43.7],[4.3,43.7],"
     "[4.3,43.9],[4.2,43.7]]]}},{\"type\":\"Feature\",\"properties\":{\"id\":\"B\"},\"geometry\":"
     "{\"type\":\"Polygon\",\"coordinates\":[[[43.7,4.2],[43.7,4.3],[43.9,4.3],[43.7,4.2]]]}}]}",
     "a polygon lies", false},
    {GEOJSON("[[800000,6300000],[801000,6300000],[801000,6301000],[800000,6300000]]"),
     "but holds metres", false},
    {GEOJSON("[[-1.4,-5.9],[-1.3,-5.9],[-1.3,-5.8],[-1.4,-5.9]]"), "lies wholly outside the region",
     true},
};

START_TEST(perimeters_lie_where_the_units_are)
{
    struct loaded loaded;
    const char *const units[] = {"units.gpkg", NULL}, *const drawn[] = {"cpts.geojson", NULL};
    input_write_communes("units.gpkg");
    input_text("cpts.geojson", places[_i].text);
    input_load(&loaded, LOAD(.units = units, .perimeters = drawn));
    if (!places[_i].is_read)
        input_expect_failure(&loaded, CPTS_ERROR_INPUT, places[_i].message, NULL);
    else
        input_expect_loaded(&loaded);
    if (places[_i].is_read && places[_i].message)
        ck_assert_ptr_nonnull(strstr(loaded.log, places[_i].message));
    input_free(&loaded);
}
END_TEST

static struct box on_sheet(size_t land)
{
    struct box box = cpts_lands[land].metres;
    box.min_x += cpts_lands[land].shift.x;
    box.max_x += cpts_lands[land].shift.x;
    box.min_y += cpts_lands[land].shift.y;
    box.max_y += cpts_lands[land].shift.y;
    return box;
}

/* What lies in one land can be in no other; whole metres move no point off the grid. */
START_TEST(lands_lie_apart_on_the_sheet)
{
    for (size_t i = 0; i < CPTS_LAND_COUNT; i++) {
        const struct box a = on_sheet(i);
        const struct point middle = {(a.min_x + a.max_x) / 2, (a.min_y + a.max_y) / 2};
        ck_assert_uint_eq(cpts_land_on_sheet(middle), i);
        ck_assert_uint_eq(cpts_land_with(cpts_lands[i].crs), i);
        ck_assert_uint_eq(
            cpts_land_near((struct point){cpts_lands[i].west - 0.5, cpts_lands[i].north}), i);
        ck_assert_double_eq(fmod(cpts_lands[i].shift.x, 1), 0);
        ck_assert_double_eq(fmod(cpts_lands[i].shift.y, 1), 0);
        for (size_t j = 0; j < i; j++) {
            const struct box b = on_sheet(j);
            ck_assert(a.max_x <= b.min_x || b.max_x <= a.min_x || a.max_y <= b.min_y ||
                      b.max_y <= a.min_y);
        }
    }
    ck_assert_uint_eq(cpts_land_on_sheet((struct point){-2e6, 6.5e6}), CPTS_LAND_COUNT);
    ck_assert_uint_eq(cpts_land_of((struct box){5, 43, 56, 44}), CPTS_LAND_COUNT);
}
END_TEST

Suite *fitness_suite(void)
{
    Suite *suite = suite_create("fitness");
    TCase *cases = tests_of(suite, "fitness");
    tcase_add_checked_fixture(cases, input_begin, input_end);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, areas_are_true_or_refused, 0, COUNT(frames));
    tcase_add_test(cases, lands_lie_apart_on_the_sheet);
    tcase_add_loop_test(cases, perimeters_lie_where_the_units_are, 0, COUNT(places));
    return suite;
}
