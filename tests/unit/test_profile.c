/* Profiles: what cells say, how indicators are asked for, what they come to. */
#include <math.h>
#include <string.h>

#include "coverage_fixture.h"
#include "input/region/indicator_spec.h"
#include "input/region/indicators.h"
#include "suites.h"

START_TEST(cells_are_numbers_or_not_known)
{
    static const struct {
        const char *text;
        enum cell_kind kind;
        double value;
    } cells[] = {
        {"12", CELL_NUMBER, 12},
        {" 1 234,5 ", CELL_NUMBER, 1234.5},
        {"1\u00a0234", CELL_NUMBER, 1234},
        {"1\u202f234", CELL_NUMBER, 1234},
        {"12.5 %", CELL_NUMBER, 12.5},
        {"-3", CELL_NUMBER, -3},
        {"0", CELL_NUMBER, 0},
        {"1e3", CELL_NUMBER, 1000},
        {"", CELL_MISSING, NAN},
        {"ND", CELL_MISSING, NAN},
        {"n/a", CELL_MISSING, NAN},
        {"...", CELL_MISSING, NAN},
        {"-", CELL_MISSING, NAN},
        {"s", CELL_SECRET, NAN},
        {"S", CELL_SECRET, NAN},
        {"<6", CELL_SECRET, NAN},
        {"< 11", CELL_SECRET, NAN},
        {"*", CELL_SECRET, NAN},
        {"many", CELL_OTHER, NAN},
        {"12a", CELL_OTHER, NAN},
        {"inf", CELL_OTHER, NAN},
        {"<b>", CELL_OTHER, NAN},
        {"1111111111111111111111111111111111111111111111111111111111111111111", CELL_OTHER, NAN},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        double value;
        ck_assert_msg(cpts_cell_read(cells[i].text, &value) == cells[i].kind, "'%s'",
                      cells[i].text);
        if (cells[i].kind == CELL_NUMBER)
            ck_assert_double_eq(value, cells[i].value);
        else
            ck_assert(isnan(value));
    }
}
END_TEST

START_TEST(a_specification_is_read)
{
    static const char *const wrong[] = {"",
                                        ",sum=a",
                                        "f.csv,sum=",
                                        "f.csv,sum=a,,b",
                                        "f.csv,weight=",
                                        "f.csv,secret=-1",
                                        "f.csv,name=a,b"};
    cpts_context *context;
    struct arena arena = {0};
    struct indicator_spec spec;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_int_eq(
        cpts_indicator_spec_parse(&spec, context, &arena,
                                  "a,b.csv,sum=x,y,mean=z,weight=w,sum=v,code=c,name=n,secret=11"),
        CPTS_OK);
    ck_assert_str_eq(spec.source, "a,b.csv");
    ck_assert_uint_eq(spec.sum_count, 3);
    ck_assert_uint_eq(spec.mean_count, 1);
    ck_assert_str_eq(spec.columns[0], "x");
    ck_assert_str_eq(spec.columns[2], "v");
    ck_assert_str_eq(spec.columns[3], "z");
    ck_assert_str_eq(spec.weight, "w");
    ck_assert_str_eq(spec.code, "c");
    ck_assert_str_eq(spec.name, "n");
    ck_assert_double_eq(spec.secret_below, 11);
    ck_assert_int_eq(cpts_indicator_spec_parse(&spec, context, &arena, "f.csv"), CPTS_OK);
    ck_assert_uint_eq(spec.sum_count + spec.mean_count, 0);
    ck_assert_double_eq(spec.secret_below, 6);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(cpts_indicator_spec_parse(&spec, context, &arena, wrong[i]) ==
                          CPTS_ERROR_ARGUMENT,
                      "'%s'", wrong[i]);
    cpts_arena_free(&arena);
    cpts_context_free(context);
}
END_TEST

/* ---- values ------------------------------------------------------------------------------- */

#define A "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define B "POLYGON((100 0,200 0,200 100,100 100,100 0))"

/* P has a and a quarter of b. */
static const struct drawing cut = {"a cut unit",
                                   {{"a", A, 100}, {"b", B, 300}},
                                   {{"P", "POLYGON((0 0,125 0,125 100,0 100,0 0))", NULL}}};

static struct indicator_value value_of(struct checked *in, struct indicator *indicator)
{
    in->region->indicators = indicator;
    in->region->indicator_count = 1;
    check_again(in, NULL);
    ck_assert_int_eq(in->status, CPTS_OK);
    return in->report->profile.perimeters[0];
}

START_TEST(values_add_up)
{
    double both[] = {10, 40}, one[] = {10, NAN}, none[] = {NAN, NAN}, few[] = {1, 2};
    double weights[] = {1, 2};
    bool masked[] = {false, true};
    struct indicator sum = {.name = "x", .source = "t", .values = both, .masked = masked};
    struct checked in;
    region_of(&in, &cut);
    struct indicator_value value = value_of(&in, &sum);
    ck_assert_double_eq_tol(value.value, 20, 1e-9);
    ck_assert_double_eq_tol(value.per_1000, 1000 * 20 / 175.0, 1e-9);
    ck_assert(value.is_estimate && !value.is_secret);
    ck_assert_double_eq_tol(in.report->profile.region[0].value, 50, 1e-9);
    ck_assert(!in.report->profile.region[0].is_estimate);

    sum.values = one;
    value = value_of(&in, &sum);
    ck_assert_double_eq_tol(value.value, 10, 1e-9);
    ck_assert_uint_eq(value.masked, 1);
    ck_assert_uint_eq(value.missing, 0);
    ck_assert_double_eq_tol(value.known_share, 100 / 175.0, 1e-9);
    ck_assert_double_eq_tol(value.per_1000, 100, 1e-9);

    sum.values = none;
    ck_assert(isnan(value_of(&in, &sum).value));

    sum.values = few;
    sum.secret_below = 6;
    value = value_of(&in, &sum);
    ck_assert(value.is_secret && isnan(value.value) && isnan(value.per_1000));

    sum = (struct indicator){.name = "m", .kind = INDICATOR_MEAN, .values = both, .masked = masked};
    ck_assert_double_eq_tol(value_of(&in, &sum).value, (100 * 10 + 75 * 40) / 175.0, 1e-9);
    sum.weights = weights;
    ck_assert_double_eq_tol(value_of(&in, &sum).value, (1 * 10 + 0.5 * 40) / 1.5, 1e-9);
    checked_free(&in);
}
END_TEST

START_TEST(points_are_where_they_are)
{
    const struct point places[] = {{50, 50}, {120, 50}, {130, 50}, {500, 500}};
    double beds[] = {1, 2, 4, 8};
    struct indicator points = {.name = "x",
                               .source = "t",
                               .kind = INDICATOR_COUNT,
                               .points = places,
                               .point_count = sizeof places / sizeof *places};
    struct checked in;
    region_of(&in, &cut);
    ck_assert_double_eq(value_of(&in, &points).value, 2);
    ck_assert_double_eq(in.report->profile.region[0].value, 3);
    points.kind = INDICATOR_SUM;
    points.values = beds;
    ck_assert_double_eq(value_of(&in, &points).value, 3);
    ck_assert(!value_of(&in, &points).is_estimate);
    checked_free(&in);
}
END_TEST

Suite *profile_suite(void)
{
    Suite *suite = suite_create("profile");
    TCase *tests = tests_of(suite, "profile");
    tcase_add_test(tests, cells_are_numbers_or_not_known);
    tcase_add_test(tests, a_specification_is_read);
    tcase_add_test(tests, values_add_up);
    tcase_add_test(tests, points_are_where_they_are);
    return suite;
}
