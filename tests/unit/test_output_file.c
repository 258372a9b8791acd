/* Output files: the old one or the whole new one, and nothing beside. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/file.h"
#include "output_fixture.h"
#include "suites.h"

/* Each test runs with nameless and with named unfinished files. */
static const enum file_naming namings[] = {FILE_NAMELESS_IF_POSSIBLE, FILE_NAMED};

static cpts_status write_file(cpts_context *context, const char *path, const char *text,
                              enum file_naming naming)
{
    struct output_file file = {0};
    cpts_status status = cpts_file_open(&file, context, path, naming);
    if (status != CPTS_OK)
        return status;
    cpts_file_text(&file, text);
    return cpts_file_commit(&file);
}

static void assert_holds(const char *path, const char *text)
{
    char *found = fixture_read(path);
    ck_assert_ptr_nonnull(found);
    ck_assert_str_eq(found, text);
    free(found);
}

START_TEST(a_file_appears_whole)
{
    struct fixture *fixture = fixture_new();
    const char *path = fixture_path(fixture, "out.json");
    const mode_t before = umask(027);
    ck_assert_int_eq(write_file(fixture->context, path, "one", namings[_i]), CPTS_OK);
    umask(before);
    struct stat info;
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0640);
    ck_assert_int_eq(write_file(fixture->context, path, "two", namings[_i]), CPTS_OK);
    assert_holds(path, "two");
    ck_assert_int_eq(fixture_entries(fixture), 1);
    fixture_free(fixture);
}
END_TEST

START_TEST(an_unfinished_file_is_not_seen)
{
    struct fixture *fixture = fixture_new();
    const char *path = fixture_path(fixture, "out.json");
    fixture_fill(path, "old");
    struct output_file file = {0};
    ck_assert_int_eq(cpts_file_open(&file, fixture->context, path, namings[_i]), CPTS_OK);
    cpts_file_text(&file, "new");
    cpts_file_flush(&file);
    ck_assert_int_eq(cpts_file_prepare(&file), CPTS_OK);
    assert_holds(path, "old");
    ck_assert_int_eq(fixture_entries(fixture), namings[_i] == FILE_NAMED ? 2 : 1);
    cpts_file_discard(&file);
    cpts_file_discard(&file);
    assert_holds(path, "old");
    ck_assert_int_eq(fixture_entries(fixture), 1);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_link_is_followed_and_stays)
{
    struct fixture *fixture = fixture_new();
    char link_path[256];
    strcpy(link_path, fixture_path(fixture, "latest"));
    ck_assert_int_eq(mkdir(fixture_path(fixture, "archive"), 0777), 0);
    ck_assert_int_eq(symlink("archive/today.json", link_path), 0);
    for (int round = 0; round < 2; round++) { /* first it leads nowhere */
        ck_assert_int_eq(write_file(fixture->context, link_path, "text", namings[_i]), CPTS_OK);
        assert_holds(fixture_path(fixture, "archive/today.json"), "text");
    }
    struct stat info;
    ck_assert_int_eq(lstat(link_path, &info), 0);
    ck_assert(S_ISLNK(info.st_mode));
    ck_assert_int_eq(fixture_entries(fixture), 2);
    ck_assert_int_eq(unlink(link_path), 0);
    ck_assert_int_eq(symlink("latest", link_path), 0);
    ck_assert_int_eq(write_file(fixture->context, link_path, "text", namings[_i]),
                     CPTS_ERROR_OUTPUT);
    fixture_free(fixture);
}
END_TEST

START_TEST(what_cannot_be_written_is_reported_with_a_remedy)
{
    static const struct {
        const char *name, *cause, *remedy;
    } cases[] = {
        {"missing/out.json", "No such file", "create the folder first"},
        {"plain/out.json", "Not a directory", "choose another name"},
        {"folder", "Is a directory", "give the name of a file"},
        {"folder/", "Is a directory", "give the name of a file"},
        {"new/", "Is a directory", "give the name of a file"},
    };
    struct fixture *fixture = fixture_new();
    fixture_fill(fixture_path(fixture, "plain"), "old");
    ck_assert_int_eq(mkdir(fixture_path(fixture, "folder"), 0777), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = fixture_path(fixture, cases[i].name);
        ck_assert_int_eq(write_file(fixture->context, path, "text", namings[_i]),
                         CPTS_ERROR_OUTPUT);
        const char *message = cpts_context_message(fixture->context);
        ck_assert_msg(strstr(message, path) && strstr(message, cases[i].cause) &&
                          strstr(message, cases[i].remedy),
                      "%s", message);
    }
    ck_assert_int_eq(write_file(fixture->context, "", "text", namings[_i]), CPTS_ERROR_OUTPUT);
    ck_assert_int_eq(fixture_entries(fixture), 2);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_read_only_place_is_respected)
{
    struct fixture *fixture = fixture_new();
    const char *path = fixture_path(fixture, "out.json");
    fixture_fill(path, "old");
    ck_assert_int_eq(chmod(path, 0444), 0);
    ck_assert_int_eq(chmod(fixture->folder, 0777), 0);
    if (geteuid() == 0)
        ck_assert_int_eq(seteuid(65534), 0); /* nothing is read-only for root */
    ck_assert_int_eq(write_file(fixture->context, path, "new", namings[_i]), CPTS_ERROR_OUTPUT);
    ck_assert_ptr_nonnull(strstr(cpts_context_message(fixture->context), "may write"));
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(path, 0666), 0);
    ck_assert_int_eq(chmod(fixture->folder, 0555), 0);
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(65534), 0);
    ck_assert_int_eq(write_file(fixture->context, path, "new", namings[_i]), CPTS_ERROR_OUTPUT);
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(chmod(fixture->folder, 0755), 0);
    assert_holds(path, "old");
    ck_assert_int_eq(fixture_entries(fixture), 1);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_full_disk_changes_nothing)
{
    struct fixture *fixture = fixture_new();
    const char *path = fixture_path(fixture, "out.json");
    fixture_fill(path, "old");
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit before, small;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 100000;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    struct output_file file = {0};
    ck_assert_int_eq(cpts_file_open(&file, fixture->context, path, namings[_i]), CPTS_OK);
    for (int i = 0; i < 400000; i++) /* goes on harmlessly after the failure */
        cpts_file_text(&file, "0123456789");
    cpts_status status = cpts_file_commit(&file);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert_int_eq(status, CPTS_ERROR_OUTPUT);
    ck_assert_ptr_nonnull(strstr(cpts_context_message(fixture->context), "free some space"));
    assert_holds(path, "old");
    ck_assert_int_eq(fixture_entries(fixture), 1);

    ck_assert_int_eq(write_file(fixture->context, "/dev/full", "text", namings[_i]),
                     CPTS_ERROR_OUTPUT);
    ck_assert_int_eq(write_file(fixture->context, "/dev/null", "text", namings[_i]), CPTS_OK);
    struct stat info;
    ck_assert_int_eq(stat("/dev/null", &info), 0);
    ck_assert(S_ISCHR(info.st_mode));
    fixture_free(fixture);
}
END_TEST

START_TEST(an_interrupted_file_is_forgotten)
{
    struct fixture *fixture = fixture_new();
    const char *path = fixture_path(fixture, "out.json");
    struct output_file file = {0};
    ck_assert_int_eq(cpts_file_open(&file, fixture->context, path, namings[_i]), CPTS_OK);
    cpts_file_text(&file, "text");
    cpts_context_interrupt(fixture->context);
    ck_assert_int_eq(cpts_file_commit(&file), CPTS_ERROR_INTERRUPT);
    ck_assert_int_eq(fixture_entries(fixture), 0);
    fixture_free(fixture);
}
END_TEST

START_TEST(a_folder_is_made_when_its_parent_is_there)
{
    struct fixture *fixture = fixture_new();
    cpts_context *context = fixture->context;
    ck_assert_int_eq(cpts_folder_make(context, fixture_path(fixture, "a")), CPTS_OK);
    ck_assert_int_eq(cpts_folder_make(context, fixture_path(fixture, "a")), CPTS_OK);
    ck_assert_int_eq(cpts_folder_make(context, fixture_path(fixture, "b/c")), CPTS_ERROR_OUTPUT);
    fixture_fill(fixture_path(fixture, "plain"), "old");
    ck_assert_int_eq(cpts_folder_make(context, fixture_path(fixture, "plain")), CPTS_ERROR_OUTPUT);
    fixture_free(fixture);
}
END_TEST

Suite *output_file_suite(void)
{
    Suite *suite = suite_create("output_file");
    TCase *tests = tests_of(suite, "output_file");
    const int both = sizeof namings / sizeof *namings;
    tcase_add_loop_test(tests, a_file_appears_whole, 0, both);
    tcase_add_loop_test(tests, an_unfinished_file_is_not_seen, 0, both);
    tcase_add_loop_test(tests, a_link_is_followed_and_stays, 0, both);
    tcase_add_loop_test(tests, what_cannot_be_written_is_reported_with_a_remedy, 0, both);
    tcase_add_loop_test(tests, a_read_only_place_is_respected, 0, both);
    tcase_add_loop_test(tests, a_full_disk_changes_nothing, 0, both);
    tcase_add_loop_test(tests, an_interrupted_file_is_forgotten, 0, both);
    tcase_add_test(tests, a_folder_is_made_when_its_parent_is_there);
    return suite;
}
