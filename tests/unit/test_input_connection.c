/* Connections to a database: distinguished from files, and shown without their passwords. */
#include <string.h>

#include "input/sources/connection.h"
#include "suites.h"

static const struct shown_case {
    const char *source, *shown; /* NULL: as it is */
} shown_cases[] = {
    {"communes.gpkg", NULL},
    {"password=x.csv", NULL},
    {"PG:dbname=region", NULL},
    {"PG:host=h user=u password=hush dbname=region",
     "PG:host=h user=u password=**** dbname=region"},
    {"pg:password = hush", "pg:password = ****"},
    {"PG:password='it\\'s a' dbname=d", "PG:password=********* dbname=d"},
    {"PG:password='open", "PG:password=*****"},
    {"PG:sslpassword=ab password=cd", "PG:sslpassword=** password=**"},
    {"PG:PASSWORD=hush|layername=a.b", "PG:PASSWORD=****|layername=a.b"},
    {"PG:password=a|b|layername=a.b", "PG:password=***|layername=a.b"},
    {"PG:password=", NULL},
    {"PG:user=password", NULL},
    {"postgresql://host/base", NULL},
    {"postgresql://user@host/base", NULL},
    {"postgresql://user:hush@host:5432/base", "postgresql://user:****@host:5432/base"},
    {"postgres://user:a@b@host/base|layername=t", "postgres://user:***@host/base|layername=t"},
    {"postgresql://host/base?user=u&password=hush&sslmode=require",
     "postgresql://host/base?user=u&password=****&sslmode=require"},
    {"postgresql://host:5432/base@x", NULL},
};

START_TEST(passwords_are_hidden)
{
    struct arena arena = {0};
    const struct shown_case *c = &shown_cases[_i];
    const char *shown = cpts_source_shown(&arena, c->source);
    ck_assert_str_eq(shown, c->shown ? c->shown : c->source);
    cpts_arena_free(&arena);
}
END_TEST

START_TEST(connections_are_distinguished)
{
    ck_assert(cpts_is_connection("PG:dbname=x"));
    ck_assert(cpts_is_connection("pg:dbname=x"));
    ck_assert(cpts_is_connection("postgres://h/b"));
    ck_assert(cpts_is_connection("postgresql://h/b"));
    ck_assert(!cpts_is_connection("PG.csv"));
    ck_assert(!cpts_is_connection("./postgresql://h/b"));
    ck_assert(!cpts_is_connection(""));
}
END_TEST

Suite *input_connection_suite(void)
{
    Suite *suite = suite_create("input_connection");
    TCase *tests = tests_of(suite, "passwords");
    tcase_add_loop_test(tests, passwords_are_hidden, 0, COUNT(shown_cases));
    tcase_add_test(tests, connections_are_distinguished);
    return suite;
}
