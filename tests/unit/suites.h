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

#endif
