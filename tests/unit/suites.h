/*
 * The unit suites. A file tests/unit/test_NAME.c defines `Suite *NAME_suite(void)` and is run by
 * being there: the Makefile makes the list, so that no suite is written and then forgotten.
 */
#ifndef CPTS_TEST_SUITES_H
#define CPTS_TEST_SUITES_H

#include <check.h>

#define SUITE(name) Suite *name##_suite(void);
#include "suites.inc"
#undef SUITE

/* How many entries a table has: tcase_add_loop_test takes an int. */
#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* A test case of this suite. */
static inline TCase *tests_of(Suite *suite, const char *name)
{
    TCase *tests = tcase_create(name);
    suite_add_tcase(suite, tests);
    return tests;
}

#endif
