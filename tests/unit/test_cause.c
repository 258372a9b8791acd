/*
 * Causes of failures: ours first, then the system's.
 */
#include <errno.h>
#include <string.h>

#include "common/cause.h"
#include "suites.h"

START_TEST(each_cause_has_words_of_ours_before_those_of_the_system)
{
    static const int errors[] = {ENOENT, EACCES, EPERM,  EISDIR, ENOTDIR,      ENOSPC, EDQUOT,
                                 EFBIG,  EROFS,  EMFILE, ENFILE, ENAMETOOLONG, ELOOP,  EEXIST,
                                 EPIPE,  EIO,    EINVAL, 0,      -1,           ESTALE, 99999};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        char room[CPTS_CAUSE_ROOM];
        ck_assert_ptr_eq(cpts_cause(room, errors[i]), room);
        const char *theirs = strstr(room, " (");
        ck_assert_ptr_nonnull(theirs);
        ck_assert_uint_gt((size_t)(theirs - room), 5);
        ck_assert_int_eq(room[strlen(room) - 1], ')');
        ck_assert_ptr_null(strstr(theirs + 2, "(null)"));
    }
    char room[CPTS_CAUSE_ROOM];
    ck_assert_str_eq(cpts_cause(room, ENOSPC), "the disk is full (No space left on device)");
}
END_TEST

Suite *cause_suite(void)
{
    Suite *suite = suite_create("cause");
    TCase *cases = tests_of(suite, "cause");
    tcase_add_test(cases, each_cause_has_words_of_ours_before_those_of_the_system);
    return suite;
}
