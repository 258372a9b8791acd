/*
 * Runs every unit suite and prints TAP for tests/tally.
 *   unit            all of them
 *   unit NAME...    these only
 * CK_FORK=no keeps the tests in one process, for a debugger or valgrind.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
#define SUITE(name) {#name, name##_suite},
#include "suites.inc"
#undef SUITE
};

enum { SUITE_COUNT = sizeof suites / sizeof *suites };

static bool wanted(const char *name, int count, char **names)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return count == 0;
}

static bool known(const char *name)
{
    for (size_t i = 0; i < SUITE_COUNT; i++)
        if (strcmp(suites[i].name, name) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!known(argv[i])) {
            fprintf(stderr, "unit: no suite is called '%s'\n", argv[i]);
            return 2;
        }
    /* A test that takes seconds on an idle machine must not fail on a busy one. */
    setenv("CK_DEFAULT_TIMEOUT", "300", 0);
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < SUITE_COUNT; i++)
        if (wanted(suites[i].name, argc - 1, argv + 1))
            srunner_add_suite(runner, suites[i].make());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
