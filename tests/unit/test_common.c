/* Context and memory: what every other module stands on. */
#include <stdint.h>
#include <string.h>

#include "common/context.h"
#include "common/memory.h"
#include "common/sorting.h"
#include "suites.h"

/* ---- context ------------------------------------------------------------------------------ */

static cpts_context *new_context(void)
{
    cpts_context *context = NULL;
    ck_assert_int_eq(cpts_context_new(&context), CPTS_OK);
    ck_assert_ptr_nonnull(context);
    return context;
}

START_TEST(a_new_context_has_nothing_to_say)
{
    cpts_context *context = new_context();
    ck_assert_str_eq(cpts_context_message(context), "");
    ck_assert_int_ge(context->jobs, 1);
    cpts_context_set_jobs(context, 3);
    ck_assert_int_eq(context->jobs, 3);
    cpts_context_set_jobs(context, -1);
    ck_assert_int_ge(context->jobs, 1);
    cpts_context_free(context);
    cpts_context_free(NULL);
}
END_TEST

START_TEST(a_failure_leaves_its_message)
{
    cpts_context *context = new_context();
    ck_assert_int_eq(cpts_fail(context, CPTS_ERROR_INPUT, "%s: layer '%s' is empty", "a.gpkg", "x"),
                     CPTS_ERROR_INPUT);
    ck_assert_str_eq(cpts_context_message(context), "a.gpkg: layer 'x' is empty");
    ck_assert_int_eq(cpts_fail_memory(context), CPTS_ERROR_MEMORY);
    ck_assert_str_ne(cpts_context_message(context), "");
    cpts_context_free(context);
}
END_TEST

START_TEST(a_long_message_is_cut_not_overrun)
{
    cpts_context *context = new_context();
    char name[5000];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    cpts_fail(context, CPTS_ERROR_INPUT, "%s", name);
    ck_assert_uint_eq(strlen(cpts_context_message(context)), sizeof context->message - 1);
    cpts_context_free(context);
}
END_TEST

struct heard {
    int calls;
    cpts_verbosity level;
    double done;
    char text[64];
};

static void hear_log(void *user, cpts_verbosity level, const char *message)
{
    struct heard *heard = user;
    heard->calls++;
    heard->level = level;
    snprintf(heard->text, sizeof heard->text, "%s", message);
}

static void hear_progress(void *user, const char *stage, double done)
{
    struct heard *heard = user;
    heard->calls++;
    heard->done = done;
    snprintf(heard->text, sizeof heard->text, "%s", stage);
}

START_TEST(the_log_reaches_its_listener)
{
    cpts_context *context = new_context();
    cpts_log(context, CPTS_NORMAL, "nobody listens");
    struct heard heard = {0};
    cpts_context_set_log(context, hear_log, &heard);
    cpts_log(context, CPTS_VERBOSE, "%d units", 3);
    ck_assert_int_eq(heard.calls, 1);
    ck_assert_int_eq(heard.level, CPTS_VERBOSE);
    ck_assert_str_eq(heard.text, "3 units");
    cpts_context_free(context);
}
END_TEST

START_TEST(an_interruption_stops_the_next_advance)
{
    cpts_context *context = new_context();
    struct heard heard = {0};
    ck_assert_int_eq(cpts_advance(context, "reading", 0.25), CPTS_OK);
    cpts_context_set_progress(context, hear_progress, &heard);
    ck_assert_int_eq(cpts_advance(context, "reading", 0.5), CPTS_OK);
    ck_assert_int_eq(heard.calls, 1);
    ck_assert_double_eq(heard.done, 0.5);
    ck_assert_str_eq(heard.text, "reading");
    cpts_context_interrupt(context);
    ck_assert_int_eq(cpts_advance(context, "reading", 0.75), CPTS_ERROR_INTERRUPT);
    ck_assert_int_eq(heard.calls, 1);
    ck_assert_str_ne(cpts_context_message(context), "");
    cpts_context_free(context);
}
END_TEST

START_TEST(the_version_has_three_numbers)
{
    const char *p = cpts_version();
    for (int i = 0; i < 3; i++) {
        size_t digits = strspn(p, "0123456789");
        ck_assert_uint_gt(digits, 0);
        p += digits;
        ck_assert_int_eq(*p, i < 2 ? '.' : '\0');
        p++;
    }
    ck_assert_str_eq(cpts_version(), CPTS_VERSION);
}
END_TEST

/* ---- arrays ------------------------------------------------------------------------------- */

START_TEST(an_array_grows_and_keeps_what_it_holds)
{
    uint32_t *items = NULL;
    size_t capacity = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        size_t before = capacity;
        ck_assert(cpts_array_reserve(&items, &capacity, (size_t)i + 1, sizeof *items));
        ck_assert_msg(capacity == before || capacity >= 2 * before, "growth is geometric");
        items[i] = i;
    }
    for (uint32_t i = 0; i < 100000; i++)
        ck_assert_uint_eq(items[i], i);
    ck_assert(cpts_array_resize(&items, 10, sizeof *items));
    ck_assert_uint_eq(items[9], 9);
    cpts_array_free(items);
    cpts_array_free(NULL);
}
END_TEST

START_TEST(an_impossible_size_leaves_the_array_as_it_was)
{
    uint64_t *items = NULL;
    size_t capacity = 0;
    ck_assert(cpts_array_reserve(&items, &capacity, 16, sizeof *items));
    items[0] = 42;
    uint64_t *const before = items;
    const size_t had = capacity;
    ck_assert(!cpts_array_reserve(&items, &capacity, SIZE_MAX / 4, sizeof *items));
    ck_assert(!cpts_array_resize(&items, SIZE_MAX / 2, sizeof *items));
    ck_assert_ptr_eq(items, before);
    ck_assert_uint_eq(capacity, had);
    ck_assert_uint_eq(items[0], 42);
    ck_assert_ptr_null(cpts_array_raw(SIZE_MAX / 4, sizeof *items));
    ck_assert_ptr_null(cpts_array_new(SIZE_MAX / 4, sizeof *items));
    cpts_array_free(items);
}
END_TEST

START_TEST(an_empty_array_is_not_a_failure)
{
    void *raw = cpts_array_raw(0, 8), *zeroed = cpts_array_new(0, 8);
    ck_assert_ptr_nonnull(raw);
    ck_assert_ptr_nonnull(zeroed);
    ck_assert(cpts_array_resize(&raw, 0, 8));
    cpts_array_free(raw);
    cpts_array_free(zeroed);
}
END_TEST

START_TEST(a_new_array_is_zeroed)
{
    unsigned char *bytes = cpts_array_new(1000, 1);
    for (int i = 0; i < 1000; i++)
        ck_assert_uint_eq(bytes[i], 0);
    cpts_array_free(bytes);
}
END_TEST

/* ---- arena -------------------------------------------------------------------------------- */

START_TEST(an_arena_hands_out_room_that_does_not_overlap)
{
    enum { COUNT = 3000 };
    struct arena arena = {0};
    unsigned char *rooms[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        const size_t size = i % 97;
        rooms[i] = cpts_arena_alloc(&arena, size);
        ck_assert_ptr_nonnull(rooms[i]);
        ck_assert_uint_eq((uintptr_t)rooms[i] % _Alignof(max_align_t), 0);
        for (size_t b = 0; b < size; b++)
            ck_assert_uint_eq(rooms[i][b], 0);
        memset(rooms[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t b = 0; b < i % 97; b++)
            ck_assert_uint_eq(rooms[i][b], i % 251);
    cpts_arena_free(&arena);
    cpts_arena_free(&arena);
}
END_TEST

START_TEST(an_arena_takes_things_larger_than_its_blocks)
{
    struct arena arena = {0};
    char *small = cpts_arena_string(&arena, "small");
    unsigned char *large = cpts_arena_alloc(&arena, 1000000);
    ck_assert_ptr_nonnull(large);
    memset(large, 1, 1000000);
    ck_assert_str_eq(small, "small");
    ck_assert_ptr_null(cpts_arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(cpts_arena_alloc(&arena, SIZE_MAX / 2 - 64));
    ck_assert_str_eq(cpts_arena_string(&arena, ""), "");
    cpts_arena_free(&arena);
}
END_TEST

START_TEST(an_arena_formats)
{
    struct arena arena = {0};
    ck_assert_str_eq(cpts_arena_format(&arena, "%s-%05d", "commune", 1004), "commune-01004");
    ck_assert_str_eq(cpts_arena_format(&arena, "%s", ""), "");
    cpts_arena_free(&arena);
}
END_TEST

/* ---- sorting ------------------------------------------------------------------------------ */

/* Keys that differ in their lowest and highest bytes, each of them several times. */
static uint64_t key_of(uint32_t number)
{
    const uint64_t mixed = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (mixed & UINT64_C(0xE000000000000000)) | (mixed >> 24 & 31);
}

START_TEST(equal_keys_stay_in_their_order)
{
    static const size_t counts[] = {0, 1, 2, 31, 32, 5000};
    static struct numbered items[5000];
    const size_t count = counts[_i];
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct numbered){key_of(i), i};
    ck_assert(cpts_sort_by_key(items, count));
    for (size_t i = 1; i < count; i++)
        ck_assert(items[i - 1].key < items[i].key ||
                  (items[i - 1].key == items[i].key && items[i - 1].number < items[i].number));
    for (size_t i = 0; i < count; i++)
        ck_assert(items[i].key == key_of(items[i].number));
}
END_TEST

Suite *common_suite(void)
{
    Suite *suite = suite_create("common");
    TCase *context = tests_of(suite, "context");
    tcase_add_test(context, a_new_context_has_nothing_to_say);
    tcase_add_test(context, a_failure_leaves_its_message);
    tcase_add_test(context, a_long_message_is_cut_not_overrun);
    tcase_add_test(context, the_log_reaches_its_listener);
    tcase_add_test(context, an_interruption_stops_the_next_advance);
    tcase_add_test(context, the_version_has_three_numbers);
    TCase *memory = tests_of(suite, "memory");
    tcase_add_test(memory, an_array_grows_and_keeps_what_it_holds);
    tcase_add_test(memory, an_impossible_size_leaves_the_array_as_it_was);
    tcase_add_test(memory, an_empty_array_is_not_a_failure);
    tcase_add_test(memory, a_new_array_is_zeroed);
    tcase_add_test(memory, an_arena_hands_out_room_that_does_not_overlap);
    tcase_add_test(memory, an_arena_takes_things_larger_than_its_blocks);
    tcase_add_test(memory, an_arena_formats);
    TCase *sorting = tests_of(suite, "sorting");
    tcase_add_loop_test(sorting, equal_keys_stay_in_their_order, 0, 6);
    return suite;
}
