/*
 * The history: one night after another, and what each is expected to say. Four units of a square
 * kilometre in a row; perimeters as rectangles over them.
 */
#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "coverage_fixture.h"
#include "history/schema.h"
#include "suites.h"

#define NIGHTS         6
#define SQUARE(x0, x1) "POLYGON((" #x0 " 0," #x1 " 0," #x1 " 1000," #x0 " 1000," #x0 " 0))"
#define OVER(id, x0, x1)                                                                           \
    {                                                                                              \
        id, SQUARE(x0, x1), NULL                                                                   \
    }

static char path[64];

static void make_path(void)
{
    strcpy(path, "/tmp/cpts-history-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(path));
    strcat(path, "/store");
}

static void remove_path(void)
{
    char folder[sizeof path];
    unlink(path);
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
    ck_assert_int_eq(rmdir(folder), 0); /* no journal is left either */
}

/* ---- nights -------------------------------------------------------------------------------- */

static const struct unit_row four_units[] = {{"99001", SQUARE(0, 1000), 100},
                                             {"99002", SQUARE(1000, 2000), 200},
                                             {"99003", SQUARE(2000, 3000), 300},
                                             {"99004", SQUARE(3000, 4000), 400},
                                             {.code = NULL}};
/* The same place in a new edition: 99002 and 99003 have merged into 99903. */
static const struct unit_row next_edition[] = {{"99001", SQUARE(0, 1000), 100},
                                               {"99903", SQUARE(1000, 3000), 500},
                                               {"99004", SQUARE(3000, 4000), 400},
                                               {.code = NULL}};

struct night {
    struct perimeter_row perimeters[6];
    size_t states[CPTS_STATE_COUNT]; /* expected, by state */
    const char *cause;               /* of all that moved; "*": one, whichever; NULL: none */
    const struct unit_row *units;    /* NULL: four_units */
};

struct nights {
    const char *what;
    cpts_rule rule; /* the findings looked at */
    struct night nights[NIGHTS];
};

static void check_night(struct checked *checked, const struct night *night)
{
    struct drawing drawing = {.what = "a night"};
    const struct unit_row *units = night->units ? night->units : four_units;
    for (size_t u = 0; units[u].code; u++)
        drawing.units[u] = units[u];
    memcpy(drawing.perimeters, night->perimeters, sizeof night->perimeters);
    check_drawing(checked, &drawing);
}

static void record(struct checked *checked, bool is_kept)
{
    cpts_history *history = NULL;
    ck_assert_msg(cpts_history_open(&history, checked->context, path, 0) == CPTS_OK, "%s",
                  cpts_context_message(checked->context));
    ck_assert_msg(cpts_history_record(history, checked->report) == CPTS_OK, "%s",
                  cpts_context_message(checked->context));
    if (is_kept)
        ck_assert_int_eq(cpts_history_commit(history), CPTS_OK);
    cpts_history_close(history);
}

/* A night that is checked and kept. */
static void keep_night(struct checked *checked, const struct night *night)
{
    check_night(checked, night);
    record(checked, true);
    expect_sound(checked);
}

static void pass_night(const struct night *night)
{
    struct checked checked;
    keep_night(&checked, night);
    checked_free(&checked);
}

static void expect_cause(const struct night *night, const cpts_finding *finding, const char *what)
{
    if (finding->state == CPTS_STATE_PERSISTING)
        return;
    ck_assert_msg(finding->cause_count == (night->cause != NULL), "%s: %zu causes", what,
                  finding->cause_count);
    if (night->cause && strcmp(night->cause, "*") != 0)
        ck_assert_str_eq(finding->causes[0], night->cause);
}

static void expect_states(const struct checked *checked, const struct nights *story, size_t n)
{
    const struct night *night = &story->nights[n];
    const cpts_report *report = checked->report;
    size_t states[CPTS_STATE_COUNT] = {0};
    char what[128];
    snprintf(what, sizeof what, "%s, night %zu", story->what, n + 1);
    for (size_t i = 0; i < cpts_report_finding_count(report); i++) {
        const cpts_finding *finding = cpts_report_finding(report, i);
        ck_assert_ptr_nonnull(finding->first_seen);
        if (finding->rule != story->rule || finding->sliver)
            continue;
        states[finding->state]++;
        if (n)
            expect_cause(night, finding, what);
    }
    for (size_t i = 0; i < report->past.resolved_count + report->past.merged_count; i++) {
        const cpts_finding *finding = &report->past.resolved[i];
        const bool is_merged = i >= report->past.resolved_count;
        ck_assert_int_eq(finding->state, is_merged ? CPTS_STATE_MERGED : CPTS_STATE_RESOLVED);
        ck_assert_int_eq(finding->merged_into != NULL, is_merged);
        if (finding->rule == story->rule && !finding->sliver) {
            states[finding->state]++;
            expect_cause(night, finding, what);
        }
    }
    ck_assert_uint_eq(cpts_report_resolved_count(report), report->past.resolved_count);
    for (int s = 0; s < CPTS_STATE_COUNT; s++)
        ck_assert_msg(states[s] == night->states[s], "%s: %zu %s, not %zu", what, states[s],
                      cpts_state_name((cpts_state)s), night->states[s]);
}

#define STATE(state, count)                                                                        \
    {                                                                                              \
        [CPTS_STATE_##state] = (count)                                                             \
    }

static const struct nights stories[] = {
    {"nothing changes",
     CPTS_RULE_WHITE_ZONE,
     {{{OVER("A", 0, 3000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 3000)}, .states = STATE(PERSISTING, 1)}}},
    {"a white zone is filled and comes back",
     CPTS_RULE_WHITE_ZONE,
     {{{OVER("A", 0, 3000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 4000)}, .states = STATE(RESOLVED, 1), .cause = "A"},
      {{OVER("A", 0, 4000)}, .states = {0}},
      {{OVER("A", 0, 3000)}, .states = STATE(REOPENED, 1), .cause = "A"},
      {{OVER("A", 0, 3000)}, .states = STATE(PERSISTING, 1)}}},
    {"a border moves by two metres",
     CPTS_RULE_OVERLAP,
     {{{OVER("A", 0, 2500), OVER("B", 2000, 4000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 2502), OVER("B", 2000, 4000)}, .states = STATE(PERSISTING, 1)}}},
    {"a border moves by 40 metres, then back",
     CPTS_RULE_OVERLAP,
     {{{OVER("A", 0, 2500), OVER("B", 2000, 4000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 2540), OVER("B", 2000, 4000)}, .states = STATE(GROWN, 1), .cause = "A"},
      {{OVER("A", 0, 2500), OVER("B", 2000, 4000)}, .states = STATE(SHRUNK, 1), .cause = "A"}}},
    {"a border creeps by six metres a night",
     CPTS_RULE_OVERLAP,
     {{{OVER("A", 0, 2500), OVER("B", 2000, 4000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 2506), OVER("B", 2000, 4000)}, .states = STATE(PERSISTING, 1)},
      {{OVER("A", 0, 2512), OVER("B", 2000, 4000)}, .states = STATE(PERSISTING, 1)},
      {{OVER("A", 0, 2518), OVER("B", 2000, 4000)}, .states = STATE(GROWN, 1), .cause = "A"}}},
    {"a perimeter is renamed",
     CPTS_RULE_OVERLAP,
     {{{OVER("A", 0, 3000), OVER("B", 2000, 4000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 3000), OVER("Z", 2000, 4000)}, .states = STATE(PERSISTING, 1)},
      {{OVER("Y", 0, 3000), OVER("Z", 2000, 4000)}, .states = STATE(PERSISTING, 1)}}},
    {"another perimeter takes the place of one that left",
     CPTS_RULE_OVERLAP,
     {{{OVER("A", 0, 3000), OVER("B", 2000, 4000), OVER("C", 0, 1)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 3000), OVER("C", 2000, 4000)},
       .states = {[CPTS_STATE_NEW] = 1, [CPTS_STATE_RESOLVED] = 1},
       .cause = "*"}}},
    {"a perimeter joins an overlap, then leaves it",
     CPTS_RULE_OVERLAP,
     {{{OVER("A", 0, 3000), OVER("B", 2000, 4000), OVER("C", 0, 1)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 3000), OVER("B", 2000, 4000), OVER("C", 2000, 3000)},
       .states = STATE(GROWN, 1),
       .cause = "C"},
      {{OVER("A", 0, 3000), OVER("B", 2000, 4000), OVER("C", 0, 1)},
       .states = STATE(SHRUNK, 1),
       .cause = "C"}}},
    {"communes merge: the code of a white zone changes",
     CPTS_RULE_WHITE_ZONE,
     {{{OVER("A", 0, 1000), OVER("B", 3000, 4000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 1000), OVER("B", 3000, 4000)},
       .states = STATE(PERSISTING, 1),
       .units = next_edition}}},
    {"a white zone is cut in two, then whole again",
     CPTS_RULE_WHITE_ZONE,
     {{{OVER("A", 0, 1000)}, .states = STATE(NEW, 1)},
      {{OVER("A", 0, 1000), OVER("B", 2000, 2900)},
       .states = {[CPTS_STATE_SHRUNK] = 1, [CPTS_STATE_SPLIT] = 1},
       .cause = "B"},
      {{OVER("A", 0, 1000), OVER("B", 0, 1000)},
       .states = {[CPTS_STATE_GROWN] = 1, [CPTS_STATE_MERGED] = 1},
       .cause = "B"},
      {{OVER("A", 0, 1000), OVER("B", 2000, 2900)},
       .states = {[CPTS_STATE_SHRUNK] = 1, [CPTS_STATE_SPLIT] = 1},
       .cause = "B"}}},
    {"of two white zones in one unit the larger is filled",
     CPTS_RULE_WHITE_ZONE,
     {{{OVER("A", 0, 3000), OVER("B", 3500, 3700)}, .states = {[CPTS_STATE_NEW] = 2}},
      {{OVER("A", 0, 3500), OVER("B", 3500, 3700)},
       .states = {[CPTS_STATE_PERSISTING] = 1, [CPTS_STATE_RESOLVED] = 1},
       .cause = "A"}}},
    {"an unknown code, of a perimeter that is renamed",
     CPTS_RULE_UNKNOWN_CODE,
     {{{OVER("A", 0, 4000), {"A", NULL, "99999"}}, .states = STATE(NEW, 1)},
      {{OVER("B", 0, 4000), {"B", NULL, "99999"}}, .states = STATE(PERSISTING, 1)},
      {{OVER("B", 0, 4000), {"B", NULL, "99998"}},
       .states = {[CPTS_STATE_NEW] = 1, [CPTS_STATE_RESOLVED] = 1},
       .cause = "B"}}},
};

START_TEST(every_night_is_reported_right)
{
    const struct nights *story = &stories[_i];
    for (size_t n = 0; n < NIGHTS && story->nights[n].perimeters[0].id; n++) {
        struct checked checked;
        keep_night(&checked, &story->nights[n]);
        expect_states(&checked, story, n);
        checked_free(&checked);
    }
}
END_TEST

/* Two white zones of as many inhabitants: which comes first depends on the ids under which the
 * store knows them, not on those that a code of the next edition would make. */
START_TEST(what_bears_an_older_id_has_its_place_by_it)
{
    static const char *const codes[] = {"99001", "01001", "2A002", "38003", "59004", "97105"};
    struct unit_row units[] = {{NULL, SQUARE(0, 1000), 100},
                               {"99002", SQUARE(1000, 2000), 200},
                               {"99003", SQUARE(2000, 2500), 100},
                               {"99004", SQUARE(2500, 4000), 300},
                               {.code = NULL}};
    const struct night night = {.units = units,
                                .perimeters = {OVER("A", 1000, 2000), OVER("B", 2500, 4000)}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct checked checked;
        units[0].code = codes[i];
        keep_night(&checked, &night);
        ck_assert_uint_eq(count_findings(&checked, CPTS_RULE_WHITE_ZONE), 2);
        ck_assert_uint_eq(checked.report->past.states[CPTS_STATE_PERSISTING], i ? 2 : 0);
        checked_free(&checked);
    }
}
END_TEST

/* ---- what a store keeps --------------------------------------------------------------------- */

static const struct night one_white = {.perimeters = {OVER("A", 0, 3000)}};

START_TEST(the_id_stays_when_the_perimeter_is_renamed)
{
    struct night night = {.perimeters = {OVER("A", 0, 3000), OVER("B", 2000, 4000)}};
    struct checked checked;
    char first[64];
    keep_night(&checked, &night);
    snprintf(first, sizeof first, "%s", only_finding(&checked, CPTS_RULE_OVERLAP, false)->id);
    checked_free(&checked);
    night.perimeters[1].id = "Z";
    check_night(&checked, &night);
    ck_assert_str_ne(only_finding(&checked, CPTS_RULE_OVERLAP, false)->id, first);
    record(&checked, true);
    ck_assert_str_eq(only_finding(&checked, CPTS_RULE_OVERLAP, false)->id, first);
    checked_free(&checked);
}
END_TEST

START_TEST(a_run_that_is_not_committed_is_forgotten)
{
    struct checked checked;
    for (int i = 0; i < 3; i++) {
        check_night(&checked, &one_white);
        record(&checked, i == 1);
        ck_assert_int_eq(access(path, F_OK), i == 0 ? -1 : 0);
        ck_assert_int_eq(only_finding(&checked, CPTS_RULE_WHITE_ZONE, false)->state,
                         i < 2 ? CPTS_STATE_NEW : CPTS_STATE_PERSISTING);
        checked_free(&checked);
    }
}
END_TEST

START_TEST(one_history_keeps_run_after_run)
{
    struct checked checked;
    const cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_history *history = NULL;
    check_night(&checked, &one_white);
    ck_assert_int_eq(cpts_history_open(&history, checked.context, path, 0), CPTS_OK);
    for (int i = 0; i < 3; i++) {
        cpts_report *report = NULL;
        ck_assert_int_eq(cpts_check(&report, checked.region, &options), CPTS_OK);
        ck_assert_msg(cpts_history_record(history, report) == CPTS_OK, "run %d: %s", i,
                      cpts_context_message(checked.context));
        ck_assert_int_eq(cpts_history_commit(history), CPTS_OK);
        cpts_report_free(report);
    }
    /* A call that failed leaves a message, and the next one begins afresh. */
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(cpts_history_reject(history, "nothing"), CPTS_ERROR_ARGUMENT);
        ck_assert_ptr_nonnull(strstr(cpts_context_message(checked.context), "nothing"));
    }
    ck_assert_int_eq(cpts_history_print(history, CPTS_HISTORY_RUNS, NULL, CPTS_FORMAT_TEXT, stderr),
                     CPTS_OK);
    cpts_history_close(history);
    checked_free(&checked);
}
END_TEST

START_TEST(new_among_fail_on_forgives_what_is_known)
{
    const cpts_check_options options = {
        .size = sizeof(cpts_check_options), .sliver_width_m = 5, .fail_on = "new,white-zone"};
    struct checked checked;
    for (int i = 0; i < 2; i++) {
        check_night(&checked, &one_white);
        check_again(&checked, &options);
        ck_assert(cpts_report_verdict(checked.report) == CPTS_VERDICT_NOT_COMPLIANT);
        record(&checked, true);
        ck_assert_int_eq(cpts_report_verdict(checked.report) == CPTS_VERDICT_NOT_COMPLIANT, i == 0);
        ck_assert(cpts_report_verdict(checked.report) != CPTS_VERDICT_COMPLIANT);
        checked_free(&checked);
    }
}
END_TEST

static void run_sql(const char *sql)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* What is refused leaves the file as it was. */
static void expect_refused(const struct night *night, const char *words)
{
    struct checked checked;
    cpts_history *history = NULL;
    check_night(&checked, night);
    cpts_status status = cpts_history_open(&history, checked.context, path, 0);
    if (status == CPTS_OK)
        status = cpts_history_record(history, checked.report);
    cpts_history_close(history);
    ck_assert_int_eq(status, CPTS_ERROR_INPUT);
    ck_assert_msg(strstr(cpts_context_message(checked.context), words) != NULL, "%s",
                  cpts_context_message(checked.context));
    checked_free(&checked);
}

START_TEST(a_file_of_another_kind_is_refused)
{
    run_sql("CREATE TABLE precious(x)");
    expect_refused(&one_white, "not a history");
    run_sql("DROP TABLE precious");
    FILE *file = fopen(path, "w");
    fputs("This is a letter, longer than the head of a database is: it has its hundred bytes and "
          "some more, so that it is read.",
          file);
    fclose(file);
    expect_refused(&one_white, "not a history");
}
END_TEST

START_TEST(a_later_version_is_refused)
{
    pass_night(&one_white);
    run_sql("PRAGMA user_version=99");
    expect_refused(&one_white, "later version");
}
END_TEST

START_TEST(another_region_is_refused)
{
    static const struct unit_row elsewhere[] = {
        {"98001", SQUARE(0, 1000), 1}, {"99004", SQUARE(1000, 2000), 1}, {.code = NULL}};
    const struct night night = {.units = elsewhere, .perimeters = {OVER("A", 0, 1000)}};
    struct checked checked;
    pass_night(&one_white);
    expect_refused(&night, "another region");
    keep_night(&checked, &one_white);
    ck_assert_uint_eq(checked.report->past.run, 2);
    checked_free(&checked);
}
END_TEST

START_TEST(declarations_are_listed)
{
    const struct night before = {.perimeters = {OVER("A", 0, 2000), OVER("B", 2000, 4000)}};
    const struct night after = {.perimeters = {OVER("A", 0, 3000), OVER("B", 3000, 4000)}};
    struct checked checked;
    keep_night(&checked, &before);
    ck_assert_uint_eq(checked.report->past.change_count, 0);
    checked_free(&checked);
    keep_night(&checked, &after);
    const struct past *past = &checked.report->past;
    ck_assert_uint_eq(past->change_count, 2);
    ck_assert_str_eq(past->changes[0].perimeter, "A");
    ck_assert_uint_eq(past->changes[0].gained_count, 1);
    ck_assert_str_eq(past->changes[0].gained[0], "99003");
    ck_assert_uint_eq(past->changes[0].lost_count, 0);
    ck_assert_str_eq(past->changes[1].lost[0], "99003");
    ck_assert_uint_eq(past->trend_count, 2);
    ck_assert_double_eq(past->trend[1].population_rate, 1);
    checked_free(&checked);
}
END_TEST

/* ---- acceptances ----------------------------------------------------------------------------- */

/* Records the night and keeps it; whether it is compliant. */
static bool is_compliant_night(const struct night *night, const char *day)
{
    struct checked checked;
    ck_assert_int_eq(setenv("SOURCE_DATE_EPOCH", day, 1), 0);
    keep_night(&checked, night);
    const bool compliant = cpts_report_verdict(checked.report) == CPTS_VERDICT_COMPLIANT;
    ck_assert_int_eq(cpts_report_verdict(checked.report) == CPTS_VERDICT_NOT_COMPLIANT, !compliant);
    checked_free(&checked);
    unsetenv("SOURCE_DATE_EPOCH");
    return compliant;
}

static void accept(const char *until, double max_area_m2)
{
    cpts_context *context = NULL;
    cpts_history *history = NULL;
    char id[64] = "";
    sqlite3 *db = NULL;
    sqlite3_stmt *find = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(
                         db, "SELECT id FROM findings WHERE severity='error' AND state<>'resolved'",
                         -1, &find, NULL),
                     SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(find), SQLITE_ROW);
    snprintf(id, sizeof id, "%s", (const char *)sqlite3_column_text(find, 0));
    sqlite3_finalize(find);
    sqlite3_close(db);
    const cpts_acceptance acceptance = {sizeof acceptance, id,    "to be redrawn",
                                        "Dupont",          until, max_area_m2};
    ck_assert_int_eq(setenv("SOURCE_DATE_EPOCH", "1767225600", 1), 0); /* of the first night */
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    unsetenv("SOURCE_DATE_EPOCH");
    ck_assert_int_eq(cpts_history_open(&history, context, path, 0), CPTS_OK);
    ck_assert_msg(cpts_history_accept(history, &acceptance) == CPTS_OK, "%s",
                  cpts_context_message(context));
    cpts_history_close(history);
    cpts_context_free(context);
}

static const struct night shared = {.perimeters = {OVER("A", 0, 2500), OVER("B", 2000, 4000)}};

START_TEST(an_accepted_finding_does_not_count_until_its_last_day)
{
    ck_assert(!is_compliant_night(&shared, "1767225600")); /* 2026-01-01 */
    accept("2026-01-03", 0);
    ck_assert(is_compliant_night(&shared, "1767312000"));
    ck_assert(is_compliant_night(&shared, "1767398400")); /* 2026-01-03 */
    ck_assert(!is_compliant_night(&shared, "1767484800"));
}
END_TEST

START_TEST(an_accepted_finding_counts_again_when_it_grows)
{
    const struct night moved = {.perimeters = {OVER("A", 0, 2503), OVER("B", 2000, 4000)}};
    const struct night larger = {.perimeters = {OVER("A", 0, 2600), OVER("B", 2000, 4000)}};
    ck_assert(!is_compliant_night(&shared, "1767225600"));
    accept(NULL, 0);
    ck_assert(is_compliant_night(&moved, "1767312000"));
    ck_assert(!is_compliant_night(&larger, "1767398400"));
    accept(NULL, 700000);
    ck_assert(is_compliant_night(&larger, "1767398400"));
}
END_TEST

START_TEST(an_accepted_finding_counts_again_when_a_perimeter_joins)
{
    const struct night joined = {
        .perimeters = {OVER("A", 0, 2500), OVER("B", 2000, 4000), OVER("C", 2000, 2500)}};
    ck_assert(!is_compliant_night(&shared, "1767225600"));
    accept(NULL, 1e9);
    ck_assert(is_compliant_night(&shared, "1767312000"));
    ck_assert(!is_compliant_night(&joined, "1767398400"));
}
END_TEST

START_TEST(an_acceptance_follows_a_perimeter_that_is_renamed)
{
    const struct night renamed = {.perimeters = {OVER("A", 0, 2500), OVER("Z", 2000, 4000)}};
    ck_assert(!is_compliant_night(&shared, "1767225600"));
    accept(NULL, 0);
    ck_assert(is_compliant_night(&renamed, "1767312000"));
}
END_TEST

static const char to_version_1[] =
    "DROP TABLE acceptances; ALTER TABLE runs DROP COLUMN as_of; "
    "ALTER TABLE runs DROP COLUMN statuses; "
    "ALTER TABLE runs DROP COLUMN snap_to_units; ALTER TABLE runs DROP COLUMN schema_version; "
    "ALTER TABLE events DROP COLUMN message; ALTER TABLE events DROP COLUMN severity; "
    "ALTER TABLE events DROP COLUMN sliver; ALTER TABLE events DROP COLUMN perimeters; "
    "ALTER TABLE events DROP COLUMN units; "
    "PRAGMA user_version=1";

START_TEST(a_store_of_the_first_version_is_migrated)
{
    ck_assert(!is_compliant_night(&shared, "1767225600"));
    run_sql(to_version_1);
    ck_assert(!is_compliant_night(&shared, "1767312000"));
    accept(NULL, 0);
    run_sql(to_version_1);
    accept(NULL, 0); /* by the command alone, too */
    ck_assert(is_compliant_night(&shared, "1767398400"));
}
END_TEST

START_TEST(acceptances_are_checked)
{
    static const struct {
        cpts_acceptance acceptance;
        const char *words;
    } wrong[] = {{{sizeof(cpts_acceptance), "", "why", "who", NULL, 0}, "'id'"},
                 {{sizeof(cpts_acceptance), "x", NULL, "who", NULL, 0}, "'reason'"},
                 {{sizeof(cpts_acceptance), "x", "why", "", NULL, 0}, "'by'"},
                 {{sizeof(cpts_acceptance), "x", "why", "who", "2026-02-29", 0}, "2026-02-29"},
                 {{sizeof(cpts_acceptance), "x", "why", "who", "tomorrow", 0}, "tomorrow"}};
    struct checked checked;
    check_night(&checked, &shared);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_int_eq(cpts_report_accept(checked.report, &wrong[i].acceptance),
                         CPTS_ERROR_ARGUMENT);
        ck_assert_msg(strstr(cpts_context_message(checked.context), wrong[i].words) != NULL, "%s",
                      cpts_context_message(checked.context));
    }
    const cpts_acceptance idle = {sizeof idle, "no-such-finding", "why", "who", "2028-02-29", 0};
    ck_assert_int_eq(cpts_report_accept(checked.report, &idle), CPTS_OK);
    ck_assert_int_eq(checked.report->accepted[0].state, ACCEPTANCE_IDLE);
    ck_assert(cpts_report_verdict(checked.report) != CPTS_VERDICT_COMPLIANT);
    checked_free(&checked);
}
END_TEST

Suite *history_suite(void)
{
    Suite *suite = suite_create("history");
    TCase *nights = tests_of(suite, "nights");
    tcase_add_checked_fixture(nights, make_path, remove_path);
    tcase_add_loop_test(nights, every_night_is_reported_right, 0,
                        (int)(sizeof stories / sizeof *stories));
    tcase_add_test(nights, the_id_stays_when_the_perimeter_is_renamed);
    tcase_add_test(nights, what_bears_an_older_id_has_its_place_by_it);
    tcase_add_test(nights, declarations_are_listed);
    TCase *store = tests_of(suite, "store");
    tcase_add_checked_fixture(store, make_path, remove_path);
    tcase_add_test(store, a_run_that_is_not_committed_is_forgotten);
    tcase_add_test(store, one_history_keeps_run_after_run);
    tcase_add_test(store, new_among_fail_on_forgives_what_is_known);
    tcase_add_test(store, a_file_of_another_kind_is_refused);
    tcase_add_test(store, a_later_version_is_refused);
    tcase_add_test(store, another_region_is_refused);
    TCase *acceptances = tests_of(suite, "acceptances");
    tcase_add_checked_fixture(acceptances, make_path, remove_path);
    tcase_add_test(acceptances, an_accepted_finding_does_not_count_until_its_last_day);
    tcase_add_test(acceptances, an_accepted_finding_counts_again_when_it_grows);
    tcase_add_test(acceptances, an_accepted_finding_counts_again_when_a_perimeter_joins);
    tcase_add_test(acceptances, an_acceptance_follows_a_perimeter_that_is_renamed);
    tcase_add_test(acceptances, a_store_of_the_first_version_is_migrated);
    tcase_add_test(acceptances, acceptances_are_checked);
    return suite;
}
