/* The tables of columns: what CSV and GeoPackage are both written from. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "output/tables/columns.h"
#include "output_fixture.h"
#include "suites.h"

static const struct record_table *const tables[] = {&cpts_units_table, &cpts_perimeters_table,
                                                    &cpts_groups_table};

static const struct column *column_named(const struct record_table *table, const char *name)
{
    const struct column *column = table->columns;
    while (column->name && strcmp(column->name, name) != 0)
        column++;
    ck_assert_ptr_nonnull(column->name);
    return column;
}

START_TEST(names_are_written_once_and_every_cell_is_read)
{
    struct fixture *fixture = fixture_new();
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        struct rows rows;
        ck_assert_int_eq(cpts_rows_open(&rows, tables[t], &fixture->report, false), CPTS_OK);
        for (const struct column *column = tables[t]->columns; column->name; column++) {
            ck_assert_ptr_eq(column_named(tables[t], column->name), column);
            ck_assert_uint_gt(strlen(column->title), 0);
            for (size_t i = 0; i < tables[t]->count(&fixture->report); i++) {
                struct cell cell;
                cpts_rows_go(&rows, i);
                cpts_cell_of(&cell, &rows, column);
                if (column->kind == COLUMN_TEXT)
                    ck_assert_ptr_nonnull(cell.text);
            }
        }
        cpts_rows_close(&rows);
    }
    fixture_free(fixture);
}
END_TEST

static struct cell cell_at(const struct cpts_report *report, const struct record_table *table,
                           size_t index, const char *name, struct rows *rows)
{
    struct cell cell;
    ck_assert_int_eq(cpts_rows_open(rows, table, report, false), CPTS_OK);
    cpts_rows_go(rows, index);
    cpts_cell_of(&cell, rows, column_named(table, name));
    return cell;
}

START_TEST(values_come_from_the_report)
{
    struct fixture *fixture = fixture_new();
    const struct cpts_report *report = &fixture->report;
    struct rows rows;
    ck_assert_double_eq(cell_at(report, &cpts_units_table, 2, "white_share", &rows).number, 0.5);
    cpts_rows_close(&rows);
    ck_assert_uint_eq(cell_at(report, &cpts_units_table, 1, "claims", &rows).count, 2);
    cpts_rows_close(&rows);
    const struct cell claimants = cell_at(report, &cpts_units_table, 1, "perimeters", &rows);
    ck_assert_uint_eq(claimants.count, 2);
    cpts_rows_close(&rows);
    ck_assert_str_eq(cell_at(report, &cpts_perimeters_table, 0, "life", &rows).text, "signed");
    cpts_rows_close(&rows);
    ck_assert_str_eq(cell_at(report, &cpts_perimeters_table, 0, "from", &rows).text, "2024-01-01");
    cpts_rows_close(&rows);
    ck_assert_uint_eq(cell_at(report, &cpts_perimeters_table, 1, "units_partial", &rows).count, 1);
    cpts_rows_close(&rows);
    ck_assert_str_eq(cell_at(report, &cpts_groups_table, 1, "group", &rows).text, "02");
    cpts_rows_close(&rows);
    fixture_free(fixture);
}
END_TEST

Suite *columns_suite(void)
{
    Suite *suite = suite_create("columns");
    TCase *tcase = tests_of(suite, "columns");
    tcase_add_test(tcase, names_are_written_once_and_every_cell_is_read);
    tcase_add_test(tcase, values_come_from_the_report);
    return suite;
}
